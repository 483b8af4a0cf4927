// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/pageheader.h"

#include "ui/kit/text.h"

#include <QVBoxLayout>

namespace plancia::ui {

PageHeader::PageHeader(const QString &title, const QString &sentence, QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kGap);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_title = makeLabel(title, TextKind::Title);
    m_sentence = new ElidedLabel(sentence, TextKind::Secondary);
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    row->addLayout(words, 1);
    m_acts = new QHBoxLayout;
    m_acts->setSpacing(measure::kGap);
    row->addLayout(m_acts);
    row->setAlignment(m_acts, Qt::AlignBottom);
}

void PageHeader::setTitle(const QString &title) { m_title->setText(title); }
void PageHeader::setSentence(const QString &sentence) { m_sentence->setText(sentence); }
QString PageHeader::sentence() const { return m_sentence->text(); }

QPushButton *PageHeader::addAction(const QString &text, ButtonKind kind)
{
    auto *button = makeButton(text, kind, this);
    addWidget(button);
    return button;
}

QPushButton *PageHeader::setPrimaryAction(const QString &text)
{
    m_primary = makeButton(text, ButtonKind::Primary, this);
    m_acts->addWidget(m_primary, 0, Qt::AlignBottom);
    return m_primary;
}

void PageHeader::addWidget(QWidget *widget)
{
    const int at = m_primary ? m_acts->indexOf(m_primary) : m_acts->count();
    m_acts->insertWidget(at, widget, 0, Qt::AlignBottom);
}

} // namespace plancia::ui
