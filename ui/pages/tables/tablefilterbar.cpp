// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tables/tablefilterbar.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QTimer>

namespace plancia::ui {

namespace {
constexpr int kPauseMs = 400;
constexpr int kLongestValue = 1'000;
constexpr int kColumnWidth = 180;
constexpr int kValueWidth = 280;
using Op = TableFilter::Op;
} // namespace

TableFilterBar::TableFilterBar(QWidget *parent) : QWidget(parent), m_pause(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kSmallGap);
    m_column = new QComboBox(this);
    m_column->setObjectName(QStringLiteral("filterColumn"));
    m_column->setAccessibleName(tr("Column"));
    m_column->setMaximumWidth(kColumnWidth);
    m_column->setMinimumWidth(kColumnWidth);
    m_op = new QComboBox(this);
    m_op->setObjectName(QStringLiteral("filterOp"));
    m_op->setAccessibleName(tr("Comparison"));
    const auto add = [this](Op op, const QString &words) { m_op->addItem(words, static_cast<int>(op)); };
    add(Op::Equals, tr("equals", "filter: column equals value"));
    add(Op::BeginsWith, tr("begins with", "filter: column begins with value"));
    add(Op::Greater, tr("is greater than", "filter: column is greater than value"));
    add(Op::Less, tr("is less than", "filter: column is less than value"));
    add(Op::IsNull, tr("is NULL", "filter: column has no value"));
    add(Op::IsNotNull, tr("is not NULL", "filter: column has a value"));
    m_value = new QLineEdit(this);
    m_value->setObjectName(QStringLiteral("filterValue"));
    m_value->setAccessibleName(tr("Value"));
    m_value->setPlaceholderText(tr("Text, number, UUID or x'00ff'"));
    m_value->setMaxLength(kLongestValue);
    m_value->setMaximumWidth(kValueWidth);
    m_value->setClearButtonEnabled(true);
    m_clear = makeButton(tr("Show all rows"), ButtonKind::Link, this);
    m_clear->setObjectName(QStringLiteral("filterClear"));
    row->addWidget(m_column);
    row->addWidget(m_op);
    row->addWidget(m_value, 1);
    row->addWidget(m_clear);
    row->addStretch();
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    for (QComboBox *box : {m_column, m_op})
        connect(box, &QComboBox::activated, this, [this] {
            showParts();
            emit changed();
        });
    connect(m_value, &QLineEdit::textEdited, this, [this] {
        showParts();
        m_pause->start();
    });
    connect(m_value, &QLineEdit::returnPressed, this, [this] {
        m_pause->stop();
        emit changed();
    });
    connect(m_pause, &QTimer::timeout, this, &TableFilterBar::changed);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setFilter({});
        emit changed();
    });
    showParts();
}

void TableFilterBar::setColumns(const QList<ColumnInfo> &columns)
{
    m_pause->stop();
    m_column->clear();
    m_column->addItem(tr("All rows"), QString());
    for (const ColumnInfo &column : columns)
        m_column->addItem(format::harmless(column.name), column.name);
    m_value->clear();
    showParts();
}

TableFilter::Op TableFilterBar::op() const { return static_cast<Op>(m_op->currentData().toInt()); }

std::optional<TableFilter> TableFilterBar::filter() const
{
    const bool needsValue = op() != Op::IsNull && op() != Op::IsNotNull;
    // An empty text is a value to compare with; nothing typed yet is none.
    if (m_column->currentIndex() <= 0 || (needsValue && m_value->text().isEmpty()))
        return {};
    return TableFilter{m_column->currentData().toString(), op(), needsValue ? m_value->text() : QString()};
}

void TableFilterBar::setFilter(const std::optional<TableFilter> &filter)
{
    m_pause->stop();
    m_column->setCurrentIndex(filter ? std::max(0, m_column->findData(filter->column)) : 0);
    m_op->setCurrentIndex(filter ? m_op->findData(static_cast<int>(filter->op)) : 0);
    m_value->setText(filter ? filter->value : QString());
    showParts();
}

void TableFilterBar::showParts()
{
    const bool hasColumn = m_column->currentIndex() > 0;
    m_op->setVisible(hasColumn);
    m_value->setVisible(hasColumn && op() != Op::IsNull && op() != Op::IsNotNull);
    m_clear->setVisible(hasColumn);
}

} // namespace plancia::ui
