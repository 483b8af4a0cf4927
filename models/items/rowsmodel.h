// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QSet>
#include <QString>
#include <algorithm>
#include <cstdlib>

namespace plancia {

/// A table of rows, each with an id of its own (`Row::id`). What is given anew changes, moves and removes rows one by one, so that
/// whoever reads or has chosen one keeps it.
template <class Row>
class RowsModel : public QAbstractTableModel {
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

protected:
    using QAbstractTableModel::QAbstractTableModel;

    /// `rows` has no id twice.
    void become(QList<Row> rows)
    {
        // Row by row while it is few: for many a view is quicker when it reads everything anew.
        constexpr int kFew = 60;
        int changed = static_cast<int>(std::abs(rows.size() - m_rows.size()));
        for (qsizetype i = 0; i < std::min(rows.size(), m_rows.size()) && changed <= kFew; ++i)
            changed += rows[i].id != m_rows[i].id;
        if (changed > kFew) {
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
            return;
        }
        QSet<QString> wanted;
        for (const Row &row : std::as_const(rows))
            wanted.insert(row.id);
        for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
            if (wanted.contains(m_rows[i].id))
                continue;
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
        for (int i = 0; i < rows.size(); ++i) {
            int at = i;
            while (at < m_rows.size() && m_rows[at].id != rows[i].id)
                ++at;
            if (at == m_rows.size()) {
                beginInsertRows({}, i, i);
                m_rows.insert(i, rows[i]);
                endInsertRows();
                continue;
            }
            if (at != i) {
                beginMoveRows({}, at, at, {}, i);
                m_rows.move(at, i);
                endMoveRows();
            }
            m_rows[i] = rows[i];
        }
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, columnCount() - 1));
    }

    QList<Row> m_rows;
};

} // namespace plancia
