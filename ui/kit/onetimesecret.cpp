// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/onetimesecret.h"

#include "ui/kit/button.h"
#include "ui/kit/text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace plancia::ui {

OneTimeSecret::OneTimeSecret(QWidget *parent, int clipboardMs) : QWidget(parent), m_clipboardMs(clipboardMs)
{
    m_shown = makeLabel({}, TextKind::Mono, Wrap::Yes, this);
    m_shown->setObjectName(QStringLiteral("secret"));
    m_shown->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy = makeButton(tr("Copy"), ButtonKind::Secondary, this);
    m_copy->setObjectName(QStringLiteral("copySecret"));
    m_note = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    row->addWidget(m_shown, 1);
    row->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmallGap);
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_copy, &QPushButton::clicked, this, &OneTimeSecret::copy);
}

void OneTimeSecret::setSecret(const QString &secret)
{
    m_secret = secret;
    m_shown->setText(secret);
    m_note->setText(clipboardNote(m_clipboardMs));
}

QString OneTimeSecret::clipboardNote(int clipboardMs)
{
    return tr("The clipboard is emptied %n second(s) after copying.", "", clipboardMs / 1000);
}

void OneTimeSecret::copy()
{
    auto *clipboard = new ClipboardSecret(qApp, m_clipboardMs); // ends its time also when this is gone
    connect(clipboard, &ClipboardSecret::cleared, clipboard, &QObject::deleteLater);
    clipboard->copy(m_secret);
    const int seconds = m_clipboardMs / 1000;
    m_note->setText(tr("Copied. The clipboard is emptied in %n second(s).", "", seconds));
}

} // namespace plancia::ui
