// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/sqlitetables.h"

#include "app/log/log.h"
#include "app/tables/csvexport.h"
#include "app/tables/tablereader.h"

#include <sqlite3.h>

namespace plancia::tables {

using namespace std::chrono_literals;

namespace {
constexpr auto kQuick = 10s; ///< what an index answers; a hostile file does not hold the thread for longer
constexpr auto kView = 5s;
constexpr auto kScan = 120s; ///< a filter without an index over a big table; the person sees how far it is and may stop it
constexpr int kLongestValue = 256 << 20; ///< bytes
constexpr int kReaderCacheKiB = 8 << 10;
} // namespace

Result<std::unique_ptr<sql::SqliteConnection>> openForTables(const QString &path, sql::SqliteConnection::Mode mode)
{
    auto opened = sql::SqliteConnection::open({.path = path, .mode = mode, .cacheKiB = kReaderCacheKiB});
    if (!opened)
        return opened;
    sqlite3 *handle = (*opened)->handle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLongestValue);
    return opened;
}

SqliteTables::SqliteTables(Options options, tasks::TaskQueue &tasks, const Clock &clock)
    : m_options(std::move(options)), m_tasks(tasks), m_clock(clock)
{
}

SqliteTables::~SqliteTables()
{
    m_closing.cancel();
    m_exporter.stop();
    m_worker.run([this] {
        m_reader.reset();
        return Result<bool>(true);
    }).waitForFinished();
    m_worker.stop();
}

Result<sqlite3 *> SqliteTables::reader()
{
    if (!m_reader) {
        auto opened = openForTables(m_options.path, m_options.mode);
        if (!opened)
            return fail(opened.error());
        m_reader = std::move(*opened);
    }
    return m_reader->handle();
}

template <class T, class F>
QFuture<Result<T>> SqliteTables::read(CallContext context, std::chrono::seconds limit, bool runView, F work)
{
    return m_worker.run([this, context = std::move(context), limit, runView, work = std::move(work)]() -> Result<T> {
        const CancelToken stop;
        const CancelLink byCaller(context.cancel, stop);
        const CancelLink byEnd(m_closing, stop);
        if (stop.isCancelled())
            return fail(m_closing.isCancelled() ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
        auto handle = reader();
        if (!handle)
            return fail(handle.error());
        Result<T> result = fail(ErrorCode::InternalShutDown);
        {
            sqlite3_db_config(*handle, SQLITE_DBCONFIG_ENABLE_VIEW, runView ? 1 : 0, nullptr);
            Watch watch(*handle, m_options.path, stop, limit);
            result = work(*handle, watch);
            sqlite3_db_config(*handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
        }
        // A file that is read without locks and was written meanwhile looks broken: what is kept of it goes.
        if (!result && result.error().code() == ErrorCode::StoreDamaged)
            m_reader.reset();
        if (!result && result.error().code() == ErrorCode::InternalCancelled && m_closing.isCancelled())
            return fail(ErrorCode::InternalShutDown);
        return result;
    });
}

QFuture<Result<TableList>> SqliteTables::list(QString filter, CallContext context)
{
    return read<TableList>(std::move(context), kQuick, false,
                           [filter](sqlite3 *handle, Watch &watch) { return Schema(handle, watch).list(filter); });
}

QFuture<Result<TableDetails>> SqliteTables::details(TableQuery query, CallContext context)
{
    return read<TableDetails>(std::move(context), kView, query.runView, [query](sqlite3 *handle, Watch &watch) -> Result<TableDetails> {
        auto shape = Schema(handle, watch).shape(query.table, query.runView);
        return shape ? Result<TableDetails>(shape->details) : Result<TableDetails>(shape.error());
    });
}

QFuture<Result<Page<TableRow>>> SqliteTables::page(TableQuery query, Anchor anchor, int limit, CallContext context,
                                                   ProgressSink progress)
{
    const auto most = query.runView ? std::chrono::seconds(kView) : query.filter ? std::chrono::seconds(kScan) : std::chrono::seconds(kQuick);
    return read<Page<TableRow>>(std::move(context), most, query.runView, [=](sqlite3 *handle, Watch &watch) {
        return TableReader(handle, watch).page(query, anchor, limit, progress);
    });
}

QFuture<Result<TableRow>> SqliteTables::row(QString table, QString id, CallContext context)
{
    return read<TableRow>(std::move(context), kQuick, false,
                          [table, id](sqlite3 *handle, Watch &watch) { return TableReader(handle, watch).row(table, id); });
}

QFuture<Result<CsvExport>> SqliteTables::exportCsv(CsvRequest request, CallContext context)
{
    return m_tasks.run(m_exporter, QStringLiteral("export"), request.folder, m_options.workspace, context.cancel,
                       [this, request, context](const ProgressSink &progress) -> Result<CsvExport> {
        const CancelLink byEnd(m_closing, context.cancel);
        Exported exported{request, fail(ErrorCode::InternalCancelled), context, m_clock.nowMs()};
        if (!context.cancel.isCancelled()) {
            auto connection = openForTables(m_options.path, m_options.mode);
            if (connection) {
                Watch watch((*connection)->handle(), m_options.path, context.cancel, 0s);
                exported.result = tables::exportCsv((*connection)->handle(), watch, request, m_options.name, exported.startedAt, progress);
            } else {
                exported.result = Result<CsvExport>(connection.error());
            }
        }
        if (!exported.result)
            log::write(log::Level::Warning, "tables", exported.result.error().with(QStringLiteral("request"), context.requestId));
        if (m_options.audit)
            m_options.audit(exported);
        return exported.result;
    });
}

} // namespace plancia::tables
