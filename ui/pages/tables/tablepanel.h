// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// The values of one row, and the schema of its table. Shows values only.
class TablePanel : public SidePanel {
    Q_OBJECT
public:
    enum Part { RowPart, SchemaPart };
    explicit TablePanel(QWidget *parent = nullptr);

    void setTable(const TableDetails &details);
    void showRow(const TableRow &row);
    void showSchema();
    QString rowId() const { return m_rowId; }

private:
    void addValue(const ColumnInfo &column, const TableCell &cell);
    void addColumns();
    void addIndexes();
    void addSql(const QString &sql);

    TableDetails m_details;
    QString m_rowId;
    QVBoxLayout *m_row = nullptr;
    QVBoxLayout *m_schema = nullptr;
};

} // namespace plancia::ui
