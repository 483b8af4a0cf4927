// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/standin.h"

#include "app/backup/backupfolder.h"
#include "app/store/replacement.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace plancia::backup {

namespace {
constexpr int kMaxNames = 1000;

/// A folder that is not there yet, named after the time.
QString freeFolder(const QString &parent, qint64 nowMs)
{
    const QString name = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    QString path = parent + u'/' + name;
    for (int again = 2; again < kMaxNames && QFileInfo::exists(path); ++again)
        path = QStringLiteral("%1/%2-%3").arg(parent, name).arg(again);
    return path;
}

/// Commit numbers never go back, as far as anything that is left can tell how far they had come.
Result<qint64> lastCommit(const LostPlace &place, const store::StoreHead &head, qint64 known)
{
    qint64 last = std::max(head.commitNo, known);
    const auto backups = backupsWithout(place.folder, place.others);
    if (!backups)
        return fail(backups.error());
    for (const BackupInfo &info : *backups)
        if (QUuid::fromString(info.manifest.storeId) == head.storeId)
            last = std::max(last, info.manifest.commitNo);
    return place.lastArchived ? std::max(last, place.lastArchived(head.storeId)) : last;
}
} // namespace

Result<QList<BackupInfo>> backupsWithout(const QString &folder, const QList<QUuid> &others)
{
    auto found = listBackups(folder);
    if (found)
        found->removeIf([&others](const BackupInfo &info) { return others.contains(QUuid::fromString(info.manifest.storeId)); });
    return found;
}

Result<RestoreReport> putInPlace(const LostPlace &place, ScratchStore &scratch, const ScratchStore::Found &found, qint64 knownCommit,
                                 QJsonObject details, const AppendDetails &append, const Clock &clock, const CancelToken &cancel)
{
    const qint64 started = clock.monotonicMs();
    const auto last = lastCommit(place, found.head, knownCommit);
    if (!last)
        return fail(last.error());
    RestoreReport report;
    report.commitBefore = *last;
    report.commitAfter = *last + 1;
    report.restoredCommit = found.head.commitNo;
    report.schemaBefore = found.head.version;
    report.schemaAfter = found.schemaAfter;
    report.rowsAfter = found.rows;
    report.findings = found.findings;
    report.setAside = freeFolder(place.damaged, clock.nowMs());
    const QUuid history = newUuid();
    report.historyId = history.toString(QUuid::WithoutBraces);
    details.insert(QStringLiteral("commit"), QJsonArray{*last, found.head.commitNo});
    details.insert(QStringLiteral("damaged"), QFileInfo(report.setAside).fileName());
    auto stamped = scratch.stamp({found.head.storeId, history, *last}, [&](sql::Connection &connection) { return append(connection, details); });
    if (stamped)
        stamped = scratch.finishAsStore();
    if (!stamped)
        return fail(stamped.error());
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const QString file = scratch.path();
    auto placed = store::replaceStoreFile(place.store, file, report.setAside, place.holder, [&scratch] { scratch.letGo(); });
    if (!placed)
        return fail(placed.error());
    if (!QFileInfo::exists(report.setAside) || QDir(report.setAside).isEmpty(QDir::Files | QDir::Hidden)) {
        QDir().rmdir(report.setAside); // there was nothing to keep
        report.setAside.clear();
    }
    report.installMs = clock.monotonicMs() - started;
    return report;
}

} // namespace plancia::backup
