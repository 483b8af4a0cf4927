// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"
#include "models/items/pagedmodel.h"
#include "models/ports/ports.h"

#include <QLocale>
#include <atomic>

namespace plancia {

/// A value on one line: "NULL", a number, text made harmless, a UUID or "x'00ff…' (5 KiB)" for bytes.
QString wordsFor(const TableCell &cell, const QLocale &locale = QLocale());
/// A moment when an integer of such a column is one: Unix ms of columns named "at" or "…_at", else 0.
qint64 timeOf(const TableCell &cell, const QString &column);

/// The rows of one table, a window at a time; its columns are those of the table. Built anew for another table.
class TableRowsModel : public PagedModelT<TableRow> {
    Q_OBJECT
public:
    explicit TableRowsModel(const TableDetails &details, const QLocale &locale = QLocale(), QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown.
    void setQuery(std::shared_ptr<Workspace> workspace, const TableQuery &query);
    const TableQuery &query() const { return m_query; }
    const TableDetails &details() const { return m_details; }
    /// Of the question under way: rows looked at so far, and about how many there are.
    Progress progress() const;

protected:
    QVariant cell(const TableRow &row, int column, int role) const override;
    QString idOf(const TableRow &row) const override { return row.id; }

private:
    struct Looked {
        std::atomic<qint64> done{0};
        std::atomic<qint64> total{0};
    };
    const TableDetails m_details;
    const QLocale m_locale;
    TableQuery m_query;
    std::shared_ptr<Looked> m_looked;
};

} // namespace plancia
