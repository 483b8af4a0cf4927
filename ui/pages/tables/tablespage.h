// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"
#include "models/items/tablelistmodel.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

class QAction;
class QTimer;

namespace plancia {
class TableRowsModel;
class TablesPort;
}

namespace plancia::ui {

class ElidedLabel;
class ErrorPanel;
class FilterBar;
class Notice;
class PagedTable;
class PageStates;
class ProgressRow;
class TableFilterBar;
class TablePanel;
class TaskRows;

/// The tables of the workspace's file as they are, of a store of ours or of any SQLite file: the names at the left, the
/// rows of one beside them by key, values and schema in the panel. Writes nothing but CSV files.
class TablesPage : public Page {
    Q_OBJECT
public:
    explicit TablesPage(PageContext context);
    ~TablesPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;
    /// Writes the tables (all of them when empty) into a new folder inside `parent`.
    void exportTo(const QString &parent, const QStringList &tables);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setUpHead();
    QWidget *setUpList();
    QWidget *setUpRows();
    void setUpPanel();
    void setUpExport();
    TablesPort *port() const;
    bool isServer() const;
    QString whyNone() const;
    void readList();
    void listRead(const Result<TableList> &list, const QString &requestId);
    void open(const QString &table);
    void readDetails(const TableQuery &query);
    void showTable(const TableDetails &details, const TableQuery &query);
    void ask();
    void rowsChanged();
    void showProgress();
    void openRow(const QString &id);
    void showWords();
    void chooseFolder(bool all);
    void exported(const Result<CsvExport> &result, const QString &requestId);
    void showError(const Error &error, const QString &requestId);

    Calls m_calls{this};
    TableListModel m_names;
    std::unique_ptr<TableRowsModel> m_model;
    FilterBar *m_search = nullptr;
    PagedTable *m_list = nullptr;
    PageStates *m_listStates = nullptr;
    ElidedLabel *m_title = nullptr;
    QPushButton *m_schema = nullptr;
    TableFilterBar *m_filter = nullptr;
    ProgressRow *m_progress = nullptr;
    QTimer *m_patience = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    TablePanel *m_panel = nullptr;
    ErrorPanel *m_error = nullptr;
    Notice *m_done = nullptr;
    TaskRows *m_tasks = nullptr;
    QPushButton *m_export = nullptr;
    QAction *m_exportOne = nullptr;
    QAction *m_guard = nullptr;
    QAction *m_isoTimes = nullptr;
    QString m_current; ///< the table that is shown or asked for
    bool m_runView = false;
    bool m_cut = false;
    QVariantMap m_wanted; ///< of the page before, until its table is read
    CallContext m_detailsCall;
};

} // namespace plancia::ui
