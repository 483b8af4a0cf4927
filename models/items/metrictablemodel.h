// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metric.h"
#include "models/series/metriclines.h"

#include <QAbstractTableModel>

namespace plancia {

/// What some metrics did in a span: a row each. Ids are the metrics' names.
class MetricTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Now, Least, Mean, Greatest, ColumnCount };
    explicit MetricTableModel(const QStringList &metrics, QObject *parent = nullptr);
    void setSummaries(const QList<LineSummary> &summaries); ///< one for each metric

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const QStringList m_metrics;
    QList<LineSummary> m_summaries;
};

} // namespace plancia
