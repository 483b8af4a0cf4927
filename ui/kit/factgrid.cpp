// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/factgrid.h"

#include "ui/kit/button.h"

#include <QClipboard>
#include <QGuiApplication>

namespace plancia::ui {

namespace {
constexpr int kLineHeight = 24;
} // namespace

FactGrid::FactGrid(QWidget *parent, int labelWidth) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(measure::kSmallGap);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, labelWidth);
    m_grid->setColumnStretch(1, 1);
}

QLabel *FactGrid::addLabel(const QString &label)
{
    auto *key = makeLabel(label, TextKind::Secondary, Wrap::No, this);
    m_grid->setRowMinimumHeight(m_rows, kLineHeight);
    m_grid->addWidget(key, m_rows, 0, Qt::AlignVCenter);
    return key;
}

ElidedLabel *FactGrid::addFact(const QString &name, const QString &label, const QString &value, TextKind kind, Copy copy,
                               const QString &copied)
{
    addLabel(label);
    auto *shown = new ElidedLabel(value, kind, this);
    shown->setObjectName(name);
    shown->setAccessibleName(tr("%1: %2", "what a value is, and the value").arg(label, value));
    m_grid->addWidget(shown, m_rows, 1);
    const QString whole = copied.isEmpty() ? value : copied;
    if (copy == Copy::Yes && !whole.isEmpty()) {
        auto *button = makeIconButton(QStringLiteral("copy"), tr("Copy “%1”").arg(label), this);
        button->setObjectName(name + QStringLiteral("Copy"));
        button->setFixedSize(kLineHeight, kLineHeight);
        connect(button, &QToolButton::clicked, button, [whole] { QGuiApplication::clipboard()->setText(whole); });
        m_grid->addWidget(button, m_rows, 2);
    }
    ++m_rows;
    return shown;
}

void FactGrid::addWidget(const QString &label, QWidget *value)
{
    addLabel(label);
    m_grid->addWidget(value, m_rows, 1, 1, 2, Qt::AlignLeft | Qt::AlignVCenter);
    ++m_rows;
}

void FactGrid::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < m_rows; ++row)
        m_grid->setRowMinimumHeight(row, 0);
    m_rows = 0;
}

} // namespace plancia::ui
