// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/serverlistview.h"

#include "models/format/format.h"
#include "ui/kit/button.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace plancia::ui {

ServerListView::ServerListView(const QString &name, const QString &title, QList<ItemColumn> columns, const QString &search, const QList<Chip> &chips, QWidget *parent)
    : QWidget(parent)
    , m_model(new ServerListModel(std::move(columns), this))
    , m_bar(new FilterBar(search, this))
    , m_system(makeButton(tr("The server’s own", "tables and indexes of the catalogue"), ButtonKind::Chip, this))
    , m_table(new PagedTable(this))
    , m_states(new PageStates(m_table, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_system->setObjectName(name + QStringLiteral("System"));
    m_system->setCheckable(true);
    for (const Chip &chip : chips)
        m_bar->addChip(chip.tag, chip.text);
    m_bar->addWidget(m_system);
    column->addWidget(m_bar);
    m_table->setObjectName(name);
    m_table->setListName(title);
    m_table->setModel(m_model);
    column->addWidget(m_states, 1);
    applyFilter();

    connect(m_bar, &FilterBar::changed, this, &ServerListView::applyFilter);
    connect(m_system, &QPushButton::clicked, this, &ServerListView::applyFilter);
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        // Of figures the greatest ones are looked for first.
        const bool isNew = key != m_sort;
        const bool isNumber = m_model->headerData(key, Qt::Horizontal, ColumnKindRole).toInt() == static_cast<int>(ColumnKind::Number);
        setSort(key, isNew && isNumber ? Qt::DescendingOrder : isNew ? order : m_order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    connect(m_table, &PagedTable::clicked, this, &ServerListView::opened);
    connect(m_table, &PagedTable::activated, this, &ServerListView::opened);
}

void ServerListView::setUsable(bool usable) { m_bar->setEnabled(usable); }

void ServerListView::setRows(QList<ServerRow> rows)
{
    m_hasRows = true;
    m_model->setRows(std::move(rows));
    showState();
}

void ServerListView::setSort(int column, Qt::SortOrder order)
{
    m_sort = column;
    m_order = order;
    m_model->setSort(column, order);
    m_table->setSort(column, order);
}

void ServerListView::applyFilter()
{
    m_model->setFilter({m_bar->text().trimmed(), m_bar->chip(), m_system->isChecked() ? QString() : QStringLiteral("system")});
    showState();
}

void ServerListView::showState()
{
    if (!m_hasRows)
        return;
    m_bar->setNote(tr("%1 of %2", "listed rows, of all").arg(format::count(m_model->rowCount()), format::count(m_model->total())));
    const bool isFiltered = !m_bar->text().trimmed().isEmpty() || !m_bar->chip().isEmpty();
    m_states->setEmptyWords(isFiltered ? tr("Nothing found") : tr("Nothing there"),
                            isFiltered ? tr("Nothing is what the filter asks for.") : tr("This database has none but those of the server itself."));
    if (m_model->rowCount() == 0)
        m_states->showEmpty();
    else
        m_states->showReady();
}

QVariantMap ServerListView::saveState() const
{
    QVariantMap state{{QStringLiteral("sort"), m_sort}, {QStringLiteral("descending"), m_order == Qt::DescendingOrder}};
    if (!m_bar->text().isEmpty())
        state.insert(QStringLiteral("text"), m_bar->text());
    if (!m_bar->chip().isEmpty())
        state.insert(QStringLiteral("chip"), m_bar->chip());
    if (m_system->isChecked())
        state.insert(QStringLiteral("system"), true);
    return state;
}

void ServerListView::restoreState(const QVariantMap &state)
{
    m_bar->setText(state.value(QStringLiteral("text")).toString());
    m_bar->setChip(state.value(QStringLiteral("chip")).toString());
    m_system->setChecked(state.value(QStringLiteral("system")).toBool());
    const int column = state.value(QStringLiteral("sort"), -1).toInt();
    if (column >= 0 && column < m_model->columnCount())
        setSort(column, state.value(QStringLiteral("descending")).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    applyFilter();
}

} // namespace plancia::ui
