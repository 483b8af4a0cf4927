// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgrestorer.h"

#include "app/backup/postgres/pgdump.h"
#include "app/postgres/remotestore.h"
#include "app/postgres/schemainstaller.h"
#include "app/sql/movemark.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::backup {

namespace {

constexpr int kLongMs = 12 * 3'600'000; ///< an index over a great table takes its time; it can be cancelled

struct Meta {
    QString storeId, historyId;
    qint64 commitNo = 0;
};

Result<Meta> readMeta(sql::Connection &connection)
{
    auto rows = connection.query("SELECT store_id, history_id, commit_no FROM plancia.meta WHERE id = 1");
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::BackupDamaged, {{QStringLiteral("message"), QStringLiteral("the row of meta is missing")}});
    return Meta{(*rows)[0].uuid(0).toString(QUuid::WithoutBraces), (*rows)[0].uuid(1).toString(QUuid::WithoutBraces),
                (*rows)[0].integer(2)};
}

QMap<QString, qint64> ofOurSchema(QMap<QString, qint64> rows)
{
    rows.removeIf([](auto row) { return row.key().contains(u'.'); });
    return rows;
}

qint64 sum(const QMap<QString, qint64> &rows)
{
    qint64 all = 0;
    for (const qint64 count : rows)
        all += count;
    return all;
}

} // namespace

struct PgRestorer::Work {
    RestoreRequest request;
    BackupManifest manifest;
    QString pgRestore;
    QString dump; ///< in plain text
    MovedAside old;
    Meta before;
    RestoreReport report;
    const CancelToken cancel;
    const ProgressSink &progress;
    qint64 startedMono = 0;
};

template <class T>
Result<T> PgRestorer::write(const CallContext &context, AuditId id, std::function<Result<T>(sql::Connection &)> work) const
{
    // A store of its own: its session ends with it, and with that every setting of the archive.
    postgres::RemoteStore::Options options;
    options.statementTimeoutMs = kLongMs;
    auto store = postgres::RemoteStore::create(m_server.profile, m_server.password, options);
    auto written = store->write<T>(context, {id, {}}, std::move(work));
    written.waitForFinished(); // on the caller's worker, for the store's
    return written.result();
}

Result<RestoreReport> PgRestorer::restore(const RestoreRequest &request, const BackupManifest &manifest, const RestoreRow &row,
                                          const CallContext &context, const ProgressSink &progress) const
{
    const auto pgRestore = m_tools.client(QStringLiteral("pg_restore"), majorOf(manifest));
    if (!pgRestore)
        return fail(pgRestore.error());
    const auto dump = PlainStore::openDump(request.path, m_scratch, context.cancel, {});
    if (!dump)
        return fail(dump.error());
    return write<RestoreReport>(context, row.id, [&](sql::Connection &connection) -> Result<RestoreReport> {
        Work work{request, manifest, *pgRestore, dump->path(), {}, {}, {}, context.cancel, progress, m_clock.monotonicMs()};
        if (auto may = mayRestore(connection); !may)
            return fail(may.error());
        auto meta = readMeta(connection);
        if (!meta)
            return fail(meta.error());
        work.before = *meta;
        if (meta->storeId != manifest.storeId && !request.allowOtherStore)
            return fail(ErrorCode::BackupOtherStore, {{QStringLiteral("path"), request.path}});
        // RemoteStore's connections are of this kind.
        if (auto filled = fill(static_cast<postgres::PgConnection &>(connection), work); !filled)
            return fail(filled.error());
        // A dump of a schema that had been moved away says so again.
        if (auto finished = sql::withoutMoveMark(connection, [&] { return finish(connection, work, row); }); !finished)
            return fail(finished.error());
        return work.report;
    });
}

Result<bool> PgRestorer::fill(postgres::PgConnection &connection, Work &work) const
{
    auto old = moveAside(connection, m_clock.nowMs(), QFileInfo(work.request.path).fileName());
    if (!old)
        return fail(old.error());
    work.old = *old;
    const QMap<QString, qint64> expected = ofOurSchema(work.manifest.rows);
    const qint64 total = sum(expected);
    const auto rows = PgArchive(work.pgRestore, work.dump)
                          .restoreInto(connection, {}, m_scratch.folder, work.cancel, [&](qint64 done) {
                              if (work.progress)
                                  work.progress({Progress::Unit::Rows, std::min(done, total), total, 0, -1});
                          });
    if (!rows)
        return fail(rows.error());
    if (const QString what = rowsDiffer(expected, *rows); !what.isEmpty())
        return fail(ErrorCode::BackupRowsDiffer, {{QStringLiteral("message"), what}});
    work.report.rowsAfter = *rows;
    return resetSession(connection);
}

Result<bool> PgRestorer::finish(sql::Connection &connection, Work &work, const RestoreRow &row) const
{
    RestoreReport &report = work.report;
    report.schemaBefore = work.manifest.schemaVersion;
    auto plan = postgres::planSchema(connection); // MIG_001 for a newer one
    if (plan && plan->pending() > 0)
        plan = postgres::applySchema(connection, m_clock.nowMs());
    if (!plan)
        return fail(plan.error());
    report.schemaAfter = plan->current;
    const qint64 installing = m_clock.monotonicMs();
    report.prepareMs = installing - work.startedMono;
    if (auto taken = takeOver(connection, work.old); !taken)
        return taken;
    auto meta = readMeta(connection);
    if (!meta)
        return fail(meta.error());
    report.commitBefore = meta->commitNo; // the old one's last: nobody writes it any more
    report.commitAfter = meta->commitNo + 1;
    report.restoredCommit = work.manifest.commitNo;
    report.historyId = meta->historyId;
    report.safetyCopy = kMovedAsideScheme + work.old.schema;
    QJsonObject details{{QStringLiteral("from"), work.old.restored},
                        {QStringLiteral("commit"), QJsonArray{report.commitBefore, report.restoredCommit}},
                        {QStringLiteral("at"), QDateTime::fromMSecsSinceEpoch(work.manifest.startedAt, Qt::UTC).toString(Qt::ISODateWithMs)},
                        {QStringLiteral("safety_copy"), work.old.schema},
                        {QStringLiteral("history"), QJsonArray{work.before.historyId, report.historyId}}};
    if (report.schemaBefore != report.schemaAfter)
        details.insert(QStringLiteral("schema"), QJsonArray{report.schemaBefore, report.schemaAfter});
    if (work.before.storeId != work.manifest.storeId)
        details.insert(QStringLiteral("other_store"), work.manifest.storeId);
    auto appended = row.append(connection, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact)));
    report.installMs = m_clock.monotonicMs() - installing;
    return appended;
}

Result<RestoreReport> PgRestorer::undo(const QString &schema, const RestoreRow &row, const CallContext &context) const
{
    return write<RestoreReport>(context, row.id, [&](sql::Connection &connection) -> Result<RestoreReport> {
        const qint64 started = m_clock.monotonicMs();
        if (auto may = mayRestore(connection); !may)
            return fail(may.error());
        auto before = readMeta(connection);
        if (!before)
            return fail(before.error());
        RestoreReport report;
        auto known = listMovedAside(connection);
        if (!known)
            return fail(known.error());
        for (const MovedAside &one : std::as_const(*known))
            if (one.schema == schema)
                report.restoredCommit = one.commitNo;
        auto old = bringBack(connection, schema, m_clock.nowMs());
        if (!old)
            return fail(old.error());
        auto meta = readMeta(connection);
        if (!meta)
            return fail(meta.error());
        report.commitBefore = meta->commitNo;
        report.commitAfter = meta->commitNo + 1;
        report.historyId = meta->historyId;
        report.safetyCopy = kMovedAsideScheme + old->schema;
        const QJsonObject details{{QStringLiteral("from"), schema},
                                  {QStringLiteral("commit"), QJsonArray{report.commitBefore, report.restoredCommit}},
                                  {QStringLiteral("safety_copy"), old->schema},
                                  {QStringLiteral("history"), QJsonArray{before->historyId, report.historyId}}};
        if (auto appended = row.append(connection, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact))); !appended)
            return fail(appended.error());
        report.installMs = m_clock.monotonicMs() - started;
        return report;
    });
}

Result<QList<MovedAside>> PgRestorer::movedAside(const CallContext &context) const
{
    auto store = postgres::RemoteStore::create(m_server.profile, m_server.password);
    auto read = store->read<QList<MovedAside>>(context, listMovedAside);
    read.waitForFinished();
    return read.result();
}

Result<bool> PgRestorer::drop(const QString &schema, const CallContext &context) const
{
    return write<bool>(context, {}, [&](sql::Connection &connection) { return dropMovedAside(connection, schema); });
}

} // namespace plancia::backup
