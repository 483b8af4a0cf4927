// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/card.h"

#include "ui/kit/text.h"

#include <QVBoxLayout>

namespace plancia::ui {

Card::Card(const QString &title, QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("card"));
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(16, 12, 16, 14);
    m_body->setSpacing(measure::kSmallGap);
    m_head = new QHBoxLayout;
    m_head->setSpacing(measure::kGap);
    m_title = makeLabel(title, TextKind::Strong);
    m_title->setVisible(!title.isEmpty());
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_body->addLayout(m_head);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void Card::setBodyMargins(int left, int top, int right, int bottom)
{
    m_body->setContentsMargins(left, top, right, bottom);
}

} // namespace plancia::ui
