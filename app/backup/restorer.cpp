// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/restorer.h"

#include "app/backup/room.h"
#include "app/backup/storefacts.h"
#include "app/log/log.h"
#include "app/store/localstore.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <optional>
#include <sqlite3.h>

namespace plancia::backup {

namespace {
const QString kControlMigrations = QStringLiteral(":/sql/sqlite/control");

Result<qint64> pageSizeOf(const store::LocalStore &live)
{
    qint64 size = 0;
    auto read = live.withSourceHandle([&](sqlite3 *connection) -> Result<bool> {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(connection, "PRAGMA page_size", -1, &statement, nullptr) == SQLITE_OK
            && sqlite3_step(statement) == SQLITE_ROW)
            size = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        return size > 0 ? Result<bool>(true) : Result<bool>(sqliteError(connection, sqlite3_errcode(connection), live.path()));
    });
    return read ? Result<qint64>(size) : Result<qint64>(read.error());
}
} // namespace

/// One restore under way.
struct Restorer::Work {
    const RestoreSource &source;
    const Safety &safety;
    const AppendRow &append;
    const CancelToken &cancel;
    const ProgressSink &progress;
    sql::Migrations migrations;
    qint64 pageSize = 0;
    qint64 sourceBytes = 0;
    qint64 liveBytes = 0;
    store::StoreHead head; ///< of the source
    std::optional<ScratchStore> scratch;
    std::optional<BackupInfo> saved;
    RestoreReport report;
    qint64 passed = 0; ///< bytes of the steps that are over
    qint64 finishedAt = 0;

    qint64 total() const { return 3 * sourceBytes + 2 * liveBytes; } // copied, checked, installed; saved and read back
    void tell(qint64 done) const
    {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(passed + done, total()), total(), 0, -1});
    }
    void pass(qint64 bytes)
    {
        passed += bytes;
        tell(0);
    }
};

Result<RestoreReport> Restorer::restore(const RestoreSource &source, const Safety &safety, const AppendRow &append,
                                        const CancelToken &cancel, const ProgressSink &progress)
{
    auto migrations = sql::Migrations::load(kControlMigrations);
    if (!migrations)
        return fail(migrations.error());
    Work work{source, safety, append, cancel, progress, *migrations, 0, 0, 0, {}, {}, {}, {}, 0, 0};
    const qint64 started = m_clock.monotonicMs();
    for (const auto step : {&Restorer::check, &Restorer::prepare, &Restorer::makeSafetyCopy})
        if (auto done = (this->*step)(work); !done)
            return fail(done.error());

    auto replaced = m_store.replaceContents(
        work.scratch->path(), [&](qint64 commitNo) { return finish(work, commitNo); }, cancel,
        [&](qint64 done, qint64) { work.tell(done); });
    if (!replaced) {
        // A commit that failed may have reached the disk all the same: then what was there before must be had.
        if (replaced.error().fact(store::kMayBeReplaced).isEmpty() && work.saved)
            safety.drop(*work.saved);
        return fail(replaced.error());
    }
    work.report.commitBefore = replaced->commitBefore;
    work.report.commitAfter = replaced->commitAfter;
    work.report.safetyCopy = work.saved->path;
    work.report.rowsBefore = work.saved->manifest.rows;
    const qint64 ended = m_clock.monotonicMs();
    work.report.prepareMs = work.finishedAt - started;
    work.report.installMs = ended - work.finishedAt;
    work.pass(work.sourceBytes);
    log::info("backup", QStringLiteral("restored"),
              {{QStringLiteral("from"), source.what}, {QStringLiteral("commit"), QString::number(replaced->commitAfter)},
               {QStringLiteral("install_ms"), QString::number(work.report.installMs)}});
    return work.report;
}

/// What can be refused at once is, before anything is copied.
Result<bool> Restorer::check(Work &work) const
{
    auto head = store::probe(work.source.file, work.migrations, store::kControlStoreId, true);
    if (!head)
        return fail(head.error());
    if (head->refusal)
        return fail(*head->refusal);
    if (head->storeId != m_store.storeId() && !work.source.allowOtherStore)
        return fail(ErrorCode::BackupOtherStore, {{QStringLiteral("path"), work.source.file}});
    work.head = *head;
    work.report.restoredCommit = head->commitNo;
    work.report.schemaBefore = head->version;
    auto pageSize = pageSizeOf(m_store);
    if (!pageSize)
        return fail(pageSize.error());
    work.pageSize = *pageSize;
    work.sourceBytes = store::fileSize(work.source.file);
    work.liveBytes = store::fileSize(m_store.path()) + m_store.walBytes();
    if (auto made = ensureFolder(m_scratch); !made)
        return made;
    removeLeftovers(m_scratch);
    // The safety copy's place is looked at by who makes it. The log takes all pages, and the file up to as many.
    const qint64 slack = work.sourceBytes / 8;
    return requireRoom({{m_scratch, work.sourceBytes + slack}, {QFileInfo(m_store.path()).path(), 2 * work.sourceBytes + slack}});
}

Result<bool> Restorer::prepare(Work &work) const
{
    work.tell(0);
    auto scratch = ScratchStore::copy(work.source.file, m_scratch, work.cancel, [&](qint64 done) { work.tell(done); });
    if (!scratch)
        return fail(scratch.error());
    work.scratch.emplace(std::move(*scratch));
    work.pass(work.sourceBytes);
    auto found = work.scratch->prepare(work.pageSize, work.migrations, m_clock.nowMs(), work.cancel);
    if (!found)
        return fail(found.error());
    work.report.schemaAfter = found->schemaAfter;
    work.report.rowsAfter = found->rows;
    work.report.findings = found->findings;
    work.pass(work.sourceBytes);
    return true;
}

Result<bool> Restorer::makeSafetyCopy(Work &work) const
{
    auto saved = work.safety.make(work.source.what, work.cancel, [&](const Progress &p) {
        work.tell(p.total > 0 ? static_cast<qint64>(2.0 * static_cast<double>(work.liveBytes) * static_cast<double>(p.done) / static_cast<double>(p.total)) : 0);
    });
    if (!saved)
        return fail(saved.error());
    work.saved = *saved;
    work.pass(2 * work.liveBytes);
    return true;
}

/// Nobody commits any more.
Result<bool> Restorer::finish(Work &work, qint64 commitNo) const
{
    if (work.saved->manifest.commitNo != commitNo) { // somebody wrote meanwhile, and that is to be had back too
        const BackupInfo older = *work.saved;
        work.passed -= 2 * work.liveBytes;
        if (auto saved = makeSafetyCopy(work); !saved)
            return saved;
        work.safety.drop(older);
    }
    work.finishedAt = m_clock.monotonicMs();
    const QUuid history = newUuid();
    work.report.historyId = history.toString(QUuid::WithoutBraces);
    QJsonObject details{{QStringLiteral("from"), work.source.what},
                        {QStringLiteral("commit"), QJsonArray{commitNo, work.report.restoredCommit}},
                        {QStringLiteral("at"), QDateTime::fromMSecsSinceEpoch(work.source.at, Qt::UTC).toString(Qt::ISODateWithMs)},
                        {QStringLiteral("safety_copy"), QFileInfo(work.saved->path).fileName()},
                        {QStringLiteral("history"), QJsonArray{m_store.historyId().toString(QUuid::WithoutBraces), work.report.historyId}}};
    if (work.report.schemaBefore != work.report.schemaAfter)
        details.insert(QStringLiteral("schema"), QJsonArray{work.report.schemaBefore, work.report.schemaAfter});
    if (work.head.storeId != m_store.storeId())
        details.insert(QStringLiteral("other_store"), work.head.storeId.toString(QUuid::WithoutBraces));
    const QString json = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    // The store stays the one it was, whoever's contents it gets: its backups, its archive and its undo are its own.
    return work.scratch->stamp({m_store.storeId(), history, commitNo},
                               [&](sql::Connection &connection) { return work.append(connection, json); });
}

} // namespace plancia::backup
