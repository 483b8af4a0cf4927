// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/filterbar.h"

#include "ui/kit/button.h"
#include "ui/kit/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTimer>

namespace plancia::ui {

namespace {
constexpr int kPauseMs = 180; // longer than between two letters, shorter than a wait that is felt
}

FilterBar::FilterBar(const QString &placeholder, QWidget *parent) : QWidget(parent), m_pause(new QTimer(this))
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(measure::kSmallGap);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(placeholder);
    m_search->setAccessibleName(placeholder);
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(260);
    m_search->setVisible(!placeholder.isEmpty());
    m_row->addWidget(m_search, 4);
    m_row->addStretch(1);
    m_note = makeLabel({}, TextKind::Secondary);
    m_row->addWidget(m_note);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &FilterBar::changed);
    connect(m_search, &QLineEdit::textEdited, m_pause, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty() && m_search->hasFocus()) // by the clear button, which is no edit
            m_pause->start();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_pause->stop();
        emit changed();
    });
}

QString FilterBar::text() const { return m_search->text().trimmed(); }
void FilterBar::setText(const QString &text) { m_search->setText(text); }
void FilterBar::focusSearch() { m_search->setFocus(Qt::ShortcutFocusReason); }

void FilterBar::addChip(const QString &id, const QString &text)
{
    auto *button = makeButton(text, ButtonKind::Chip, this);
    m_row->insertWidget(m_row->count() - 2, button);
    m_chips.append({id, button});
    connect(button, &QPushButton::clicked, this, [this, id](bool checked) {
        setChip(checked ? id : QString());
        emit changed();
    });
}

QString FilterBar::chip() const
{
    for (const Chip &chip : m_chips)
        if (chip.button->isChecked())
            return chip.id;
    return {};
}

void FilterBar::setChip(const QString &id)
{
    for (const Chip &chip : m_chips)
        chip.button->setChecked(chip.id == id);
}

void FilterBar::setNote(const QString &note) { m_note->setText(note); }
void FilterBar::addWidget(QWidget *widget) { m_row->insertWidget(m_row->count() - 2, widget); }

} // namespace plancia::ui
