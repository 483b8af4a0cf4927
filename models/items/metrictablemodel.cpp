// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/metrictablemodel.h"

#include "models/format/quantity.h"
#include "models/items/roles.h"

namespace plancia {

MetricTableModel::MetricTableModel(const QStringList &metrics, QObject *parent) : QAbstractTableModel(parent), m_metrics(metrics)
{
    m_summaries.resize(metrics.size());
}

void MetricTableModel::setSummaries(const QList<LineSummary> &summaries)
{
    if (summaries.size() != m_metrics.size())
        return;
    m_summaries = summaries;
    if (!m_metrics.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MetricTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_metrics.size()); }

int MetricTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MetricTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_metrics.size())
        return {};
    const QString &name = m_metrics.at(index.row());
    const LineSummary &summary = m_summaries.at(index.row());
    if (role == IdRole)
        return name;
    if (role == FullTextRole && index.column() == Name)
        return name;
    if (role == QuietRole)
        return index.column() != Name && summary.points == 0;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Name)
        return metricTitle(name);
    if (summary.points == 0)
        return QStringLiteral("–");
    const Metric *metric = metricByName(name);
    const double value = index.column() == Now ? summary.now.value_or(0)
        : index.column() == Least              ? summary.least
        : index.column() == Mean               ? summary.mean
                                               : summary.greatest;
    return format::quantity(metric ? metric->quantity : Quantity::Count, value);
}

QVariant MetricTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        switch (section) {
        case Name: return tr("Figure");
        case Now: return tr("Last");
        case Least: return tr("Least");
        case Mean: return tr("Mean");
        default: return tr("Greatest");
        }
    case ColumnKindRole: return static_cast<int>(section == Name ? ColumnKind::Text : ColumnKind::Number);
    case ColumnWidthRole: return section == Name ? 0 : 14;
    case SortKeyRole: return -1;
    default: return {};
    }
}

} // namespace plancia
