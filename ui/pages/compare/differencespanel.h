// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/domain/comparison.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// The rows of one table that differ, field by field; more of them are asked for page by page, up to kMostRows.
class DifferencesPanel : public SidePanel {
    Q_OBJECT
public:
    static constexpr int kPageRows = 20;
    static constexpr int kMostRows = 200; ///< the rest is for the export

    explicit DifferencesPanel(QWidget *parent = nullptr);
    QString table() const { return m_table.table; }
    /// Shows the table without rows yet, and asks for them.
    void showTable(const TableComparison &table);
    void addRows(const ::plancia::Page<RowDifference> &page);
    int rowsShown() const { return m_rows; }

signals:
    void rowsRequested(const plancia::Anchor &anchor);

private:
    void addRow(const RowDifference &row);
    TableComparison m_table;
    QVBoxLayout *m_part = nullptr;
    QPushButton *m_more = nullptr;
    QString m_last; ///< cursor
    int m_rows = 0;
};

} // namespace plancia::ui
