// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/backupshelf.h"

#include "app/backup/bootclock.h"
#include "app/backup/clockfile.h"
#include "app/backup/files.h"
#include "app/backup/trash.h"
#include "app/log/log.h"
#include "models/domain/schedule.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace plancia::backup {

namespace {
constexpr qint64 kTrashMs = 7 * 24 * 3'600'000LL;
constexpr qint64 kStepBack = 5 * 60'000; // as models/domain/retention: a little into the future is no future

/// Whole, and no rule of the data was found broken in it.
bool isSound(const BackupInfo &backup) { return isWhole(backup) && (backup.state == BackupInfo::State::Proved || backup.proofFailedAt == 0); }

Error needed(const QString &path, const char *why)
{
    return Error(ErrorCode::BackupNeeded, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QLatin1String(why)}});
}
} // namespace

BackupShelf::BackupShelf(QString folder, QString storeId, const Clock &clock, NeededByArchive needed)
    : m_folder(std::move(folder)), m_storeId(std::move(storeId)), m_clock(clock), m_needed(std::move(needed))
{
}

/// The folder may hold those of other stores (the examples); each store shows its own.
Result<QList<BackupInfo>> BackupShelf::own() const
{
    auto found = listBackups(m_folder);
    if (found)
        found->removeIf([this](const BackupInfo &backup) { return backup.manifest.storeId != m_storeId; });
    return found;
}

ClockJudgement BackupShelf::lookAtClock(const QList<BackupInfo> &backups, qint64 newestCommitMs) const
{
    ClockEvidence evidence;
    evidence.now = readClock(m_clock.nowMs());
    evidence.newestCommitMs = newestCommitMs;
    for (const BackupInfo &backup : backups)
        if (backup.manifest.finishedAt <= evidence.now.wallMs + kStepBack)
            evidence.newestBackupMs = std::max(evidence.newestBackupMs, backup.manifest.finishedAt);
    return observeClock(m_folder, m_storeId, evidence);
}

QList<bool> BackupShelf::decide(QList<BackupInfo> &backups, const RetentionRule &rule, const ClockJudgement &clock) const
{
    QList<RetentionItem> items;
    for (const BackupInfo &backup : backups)
        items.append({backup, true, isInUse(placeOf(backup.path)), m_needed && m_needed(backup)});
    const auto decisions = decideRetention(items, rule, m_clock.nowMs(), clock, planningZone());
    QList<bool> remove;
    for (qsizetype i = 0; i < backups.size(); ++i) {
        backups[i].reasons = decisions[i].reasons;
        backups[i].keepUntil = decisions[i].keepUntil;
        remove.append(decisions[i].remove);
    }
    return remove;
}

Result<QList<BackupInfo>> BackupShelf::list(const RetentionRule &rule, qint64 newestCommitMs) const
{
    auto found = own();
    if (found)
        decide(*found, rule, lookAtClock(*found, newestCommitMs));
    return found;
}

Result<BackupInfo> BackupShelf::find(const QString &path, const RetentionRule &rule, qint64 newestCommitMs) const
{
    const QString wanted = placeOf(path).path;
    const auto all = list(rule, newestCommitMs);
    if (!all)
        return fail(all.error());
    for (const BackupInfo &backup : *all)
        if (backup.path == wanted)
            return backup;
    return readBackup(placeOf(path)); // in another folder, where nothing is deleted by itself
}

Result<PrunePlan> BackupShelf::prune(BackupsPort::Prune what, const RetentionRule &rule, qint64 newestCommitMs,
                                     const CancelToken &cancel, const std::function<void(const TrashedBackup &)> &each) const
{
    auto found = own();
    if (!found)
        return fail(found.error());
    PrunePlan plan;
    plan.clock = lookAtClock(*found, newestCommitMs);
    plan.done = what == BackupsPort::Prune::Do;
    if (plan.done && !plan.clock.isRight())
        return fail(ErrorCode::BackupClockJump,
                    {{QStringLiteral("message"), QStringLiteral("%1 by %2 hours").arg(toString(plan.clock.verdict))
                                                     .arg(plan.clock.byMs / 3'600'000)}});
    // One program at a time decides and moves; another that waited finds what is left.
    std::optional<FolderTurn> turn;
    if (plan.done) {
        auto ours = FolderTurn::wait(m_folder);
        if (!ours && ours.error().code() != ErrorCode::BackupNotFound) // no folder, no backups
            return fail(ours.error());
        if (ours) {
            turn = std::move(*ours);
            if (found = own(); !found)
                return fail(found.error());
        }
    }
    const QList<bool> goes = decide(*found, rule, plan.clock);
    for (qsizetype i = 0; i < found->size(); ++i) {
        const BackupInfo &backup = found->at(i);
        (goes[i] ? plan.remove : plan.keep).append(backup);
        if (!goes[i])
            continue;
        plan.freedBytes += backup.storedBytes;
        if (!plan.done)
            continue;
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const auto trashed = toTrash(backup);
        if (!trashed)
            return fail(trashed.error());
        if (each)
            each(*trashed);
    }
    turn.reset();
    if (plan.done)
        if (const auto emptied = emptyTrash(m_clock.nowMs() - kTrashMs); !emptied)
            log::write(log::Level::Warning, "backup", emptied.error()); // tried again next time
    auto left = trash();
    if (!left)
        return fail(left.error());
    plan.trash = *left;
    return plan;
}

Result<TrashedBackup> BackupShelf::moveToTrash(const QString &path) const
{
    const auto turn = FolderTurn::wait(m_folder);
    if (!turn)
        return fail(turn.error());
    const auto backup = readBackup(placeOf(path));
    if (!backup)
        return fail(backup.error());
    const auto all = own();
    if (!all)
        return fail(all.error());
    // Another store has its own last proved one, and another folder no trash that anybody looks into.
    if (std::ranges::none_of(*all, [&](const BackupInfo &b) { return b.path == backup->path; }))
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), backup->path}});
    if (m_needed && m_needed(*backup))
        return fail(needed(backup->path, "the archive reaches its moments from it"));
    if (isInUse(placeOf(backup->path)))
        return fail(needed(backup->path, "somebody reads it"));
    // The last proved one stays, and where none is proved the last that is whole: by date and commit alike nothing is newer.
    const bool anyProved = std::ranges::any_of(*all, [](const BackupInfo &b) { return b.state == BackupInfo::State::Proved; });
    const auto vouches = [anyProved](const BackupInfo &b) {
        return anyProved ? b.state == BackupInfo::State::Proved : isSound(b);
    };
    const auto others = std::ranges::count_if(*all, [&](const BackupInfo &b) { return vouches(b) && b.path != backup->path; });
    if (vouches(*backup) && others == 0)
        return fail(ErrorCode::BackupLastProved, {{QStringLiteral("path"), backup->path}});
    return toTrash(*backup);
}

Result<TrashedBackup> BackupShelf::toTrash(const BackupInfo &backup) const
{
    auto trashed = putInTrash(placeOf(backup.path), backup, m_clock.nowMs());
    if (trashed)
        trashed->goesAt = trashed->trashedAt + kTrashMs;
    return trashed;
}

Result<QList<TrashedBackup>> BackupShelf::trash() const
{
    auto all = listTrash(m_folder);
    if (!all)
        return all;
    all->removeIf([this](const TrashedBackup &t) { return t.manifest.storeId != m_storeId; });
    for (TrashedBackup &trashed : *all)
        trashed.goesAt = trashed.trashedAt + kTrashMs;
    return all;
}

Result<QString> BackupShelf::takeBack(const QString &path) const
{
    const auto all = trash();
    if (!all)
        return fail(all.error());
    const QString wanted = QDir::cleanPath(path);
    if (std::ranges::none_of(*all, [&](const TrashedBackup &t) { return t.path == wanted; }))
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}});
    return takeFromTrash(m_folder, wanted);
}

Result<qint64> BackupShelf::emptyTrash(qint64 beforeMs) const
{
    const auto all = trash();
    if (!all)
        return fail(all.error());
    qint64 freed = 0;
    for (const TrashedBackup &trashed : *all) {
        if (trashed.trashedAt >= beforeMs)
            continue;
        const auto freedNow = removeFromTrash(trashed);
        if (!freedNow)
            return fail(freedNow.error());
        freed += *freedNow;
    }
    sweepTrash(m_folder);
    return freed;
}

ClockJudgement BackupShelf::lookAtClock(qint64 newestCommitMs) const
{
    const auto backups = own();
    return lookAtClock(backups ? *backups : QList<BackupInfo>(), newestCommitMs);
}

Result<bool> BackupShelf::confirmClock(qint64 newestCommitMs) const
{
    return backup::confirmClock(m_folder, m_storeId, readClock(m_clock.nowMs()), newestCommitMs);
}

} // namespace plancia::backup
