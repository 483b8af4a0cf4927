// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/sqliteconnection.h"
#include "app/tasks/taskqueue.h"
#include "app/tables/watch.h"
#include "models/domain/audit.h"
#include "models/ports/tablesport.h"

#include <functional>
#include <memory>

namespace plancia::tables {

/// An export that ended, for the audit trail: data left the file.
struct Exported {
    CsvRequest request;
    Result<CsvExport> result;
    CallContext context;
    qint64 startedAt = 0; ///< Unix ms UTC
};

/// The tables of one SQLite file: a store of ours or any other, through connections of its own that only read. Lists and
/// pages on one thread, exports on another. Calls may be made from any one thread; the destructor stops what runs.
class SqliteTables final : public TablesPort {
public:
    struct Options {
        QString path;
        sql::SqliteConnection::Mode mode = sql::SqliteConnection::Mode::ReadOnlyImmutable; ///< or ReadOnlyLive
        QString workspace; ///< WorkspaceIdentity::id, for the tasks
        QString name;      ///< of the source, for manifests
        std::function<void(const Exported &)> audit = {}; ///< on the export's thread, before its future finishes
    };
    SqliteTables(Options options, tasks::TaskQueue &tasks, const Clock &clock);
    ~SqliteTables() override;

    QFuture<Result<TableList>> list(QString filter, CallContext context) override;
    QFuture<Result<TableDetails>> details(TableQuery query, CallContext context) override;
    QFuture<Result<Page<TableRow>>> page(TableQuery query, Anchor anchor, int limit, CallContext context,
                                         ProgressSink progress) override;
    QFuture<Result<TableRow>> row(QString table, QString id, CallContext context) override;
    QFuture<Result<CsvExport>> exportCsv(CsvRequest request, CallContext context) override;

private:
    template <class T, class F>
    QFuture<Result<T>> read(CallContext context, std::chrono::seconds limit, bool runView, F work);
    Result<sqlite3 *> reader();

    const Options m_options;
    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const CancelToken m_closing;
    std::unique_ptr<sql::SqliteConnection> m_reader; ///< on m_worker's thread
    tasks::Worker m_worker{QStringLiteral("tables")};
    tasks::Worker m_exporter{QStringLiteral("export")};
};

/// Opens a file of any origin for reading: its views, triggers and virtual tables stay off, values are limited. Blocks.
Result<std::unique_ptr<sql::SqliteConnection>> openForTables(const QString &path, sql::SqliteConnection::Mode mode);

} // namespace plancia::tables
