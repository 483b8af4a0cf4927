// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/durationedit.h"

#include "ui/kit/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>
#include <array>

namespace plancia::ui {

namespace {
constexpr std::array<qint64, 3> kUnits{1'000, 60'000, 3'600'000};
constexpr int kMost = 86'400;
} // namespace

DurationEdit::DurationEdit(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kTinyGap);
    m_number = new QSpinBox(this);
    m_number->setRange(0, kMost);
    m_number->setFixedWidth(76);
    m_unit = new QComboBox(this);
    m_unit->setAccessibleName(tr("Unit"));
    m_unit->addItem(tr("s", "seconds"));
    m_unit->addItem(tr("min", "minutes"));
    m_unit->addItem(tr("h", "hours"));
    row->addWidget(m_number);
    row->addWidget(m_unit, 1);
    setFocusProxy(m_number);
    connect(m_number, &QSpinBox::valueChanged, this, &DurationEdit::changed);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &DurationEdit::changed);
}

qint64 DurationEdit::valueMs() const { return m_number->value() * kUnits[static_cast<size_t>(m_unit->currentIndex())]; }

void DurationEdit::setValueMs(qint64 ms)
{
    size_t unit = kUnits.size() - 1;
    while (unit > 0 && (ms == 0 || ms % kUnits[unit] != 0))
        --unit;
    m_unit->setCurrentIndex(static_cast<int>(unit));
    m_number->setValue(static_cast<int>(ms / kUnits[unit]));
}

} // namespace plancia::ui
