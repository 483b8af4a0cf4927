// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/catchup.h"

#include "app/backup/placelooker.h"
#include "app/backup/placememory.h"
#include "app/backup/statefile.h"
#include "app/backup/verifier.h"
#include "app/log/log.h"

#include <algorithm>

namespace plancia::backup {

namespace {
const BackupInfo *same(const BackupManifest &manifest, const QList<BackupInfo> &list)
{
    const auto found = std::ranges::find_if(list, [&](const BackupInfo &info) { return info.manifest == manifest; });
    return found == list.end() ? nullptr : &*found;
}
} // namespace

Result<bool> CatchUp::run(const Clock &clock, const CancelToken &cancel, const ProgressSink &progress) const
{
    const SecondPlace second(place, backups, clock);
    if (auto there = second.check(); !there)
        return there; // a state, which was true before too: nothing to remember
    auto done = work(second, cancel, progress);
    const bool isCancelled = !done && done.error().code() == ErrorCode::InternalCancelled;
    const auto kept = changePlaceMemory(backups, storeId, place, [&](PlaceMemory &memory) {
        memory.lastSeenAt = clock.nowMs();
        if (!isCancelled)
            memory.error = done ? std::optional<Error>() : std::optional<Error>(done.error());
    });
    if (!kept)
        log::write(log::Level::Warning, "backup", kept.error());
    return done;
}

/// What went to the trash here. What is refused (the last proved one) is asked again next time.
void CatchUp::clearAway(const SecondPlace &second, const QList<BackupInfo> &copies) const
{
    const PlaceMemory memory = readPlaceMemory(backups, storeId, place);
    QList<GoneBackup> settled;
    for (const GoneBackup &gone : memory.gone) {
        const auto copy = std::ranges::find_if(copies, [&](const BackupInfo &c) { return GoneBackup::of(c.manifest) == gone; });
        const bool isBack = std::ranges::any_of(here, [&](const BackupInfo &b) { return GoneBackup::of(b.manifest) == gone; });
        if (copy == copies.end() || isBack) {
            settled += gone;
            continue;
        }
        if (const auto moved = second.moveToTrash(*copy); moved) {
            settled += gone;
            if (trashed)
                trashed(*copy);
        } else {
            log::write(log::Level::Info, "backup", moved.error());
        }
    }
    if (!settled.isEmpty())
        if (auto kept = changePlaceMemory(backups, storeId, place,
                                          [&](PlaceMemory &m) { m.gone.removeIf([&](const GoneBackup &g) { return settled.contains(g); }); });
            !kept)
            log::write(log::Level::Warning, "backup", kept.error()); // done again next time, in vain
    if (isClockRight)
        if (const auto freed = second.emptyTrash(storeId); !freed)
            log::write(log::Level::Warning, "backup", freed.error());
}

Result<bool> CatchUp::work(const SecondPlace &second, const CancelToken &cancel, const ProgressSink &progress) const
{
    auto copies = second.copies(storeId);
    if (!copies)
        return fail(copies.error());
    clearAway(second, *copies);

    QList<BackupInfo> wanted;
    qint64 total = 0;
    for (const BackupInfo &backup : here) {
        if (const BackupInfo *copy = copyOf(backup, *copies); copy) {
            if (auto noted = second.noteState(*copy, backup); !noted)
                log::write(log::Level::Info, "backup", noted.error());
            if (backup.secondPlaceAt == 0) // made by another program, or before the state was lost
                (void)changeState(placeOf(backup.path), [at = copy->verifiedAt](BackupState &state) { state.secondPlaceAt = at; }); // the disk there says it too
        } else if (only.isEmpty() ? wantsCopy(backup) : backup.path == only) {
            wanted += backup;
            total += 2 * backup.manifest.bytes;
        }
    }
    if (!only.isEmpty() && std::ranges::none_of(here, [this](const BackupInfo &b) { return b.path == only; }))
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), only}});

    std::optional<Error> first;
    qint64 before = 0;
    for (const BackupInfo &backup : wanted) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        // One that is there but not whole would keep its name.
        if (const BackupInfo *broken = same(backup.manifest, *copies); broken && !copyOf(backup, *copies))
            if (auto aside = second.setAside(*broken); !aside)
                return aside;
        const auto copy = second.copy(backup, cancel, [&](const Progress &p) {
            if (progress)
                progress({Progress::Unit::Bytes, before + p.done, total, 0, -1});
        });
        before += 2 * backup.manifest.bytes;
        if (copy) {
            const auto noted = changeState(placeOf(backup.path), [&](BackupState &state) { state.secondPlaceAt = copy->verifiedAt; });
            if (!noted)
                log::write(log::Level::Info, "backup", noted.error()); // looked up there, as long as it is there
            if (copied)
                copied(backup, copy->path, {});
            continue;
        }
        if (copy.error().code() == ErrorCode::InternalCancelled)
            return fail(copy.error());
        first = first ? first : copy.error();
        if (copied)
            copied(backup, {}, copy.error());
        const bool isOurs = copy.error().fact(u"path").startsWith(backup.path); // the others can still be copied
        if (isOurs && copy.error().code() == ErrorCode::BackupDamaged)
            (void)changeState(placeOf(backup.path), [&](BackupState &state) { state.damage = describeDamage(copy.error()); }); // told below
        if (!isOurs)
            break;
    }
    return first ? Result<bool>(*first) : Result<bool>(true);
}

} // namespace plancia::backup
