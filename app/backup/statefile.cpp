// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/statefile.h"

#include "app/backup/files.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::backup {

namespace {
constexpr qint64 kMaxState = 100'000;

/// Of a file that says nothing any more: perhaps somebody had pinned it.
const BackupState kUnreadable = [] {
    BackupState state;
    state.pinned = true;
    return state;
}();

BackupState fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return kUnreadable;
    const QJsonObject object = document.object();
    const auto time = [&](const char *key) { return std::max<qint64>(0, object.value(QLatin1String(key)).toInteger()); };
    return {time("verified_at"), time("proved_at"), time("proof_failed_at"), object.value(QLatin1String("damage")).toString().left(1000),
            object.value(QLatin1String("pinned")).toBool(), time("second_place_at"),
            damagedPagesFromJson(object.value(QLatin1String("damaged_pages")).toArray()), object.value(QLatin1String("rot")).toString().left(1000),
            object.value(QLatin1String("last_clean_for")).toString().left(100), time("rot_at")};
}

QByteArray toJson(const BackupState &state)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("verified_at"), state.verifiedAt},
                                     {QStringLiteral("proved_at"), state.provedAt},
                                     {QStringLiteral("proof_failed_at"), state.proofFailedAt},
                                     {QStringLiteral("damage"), state.damage},
                                     {QStringLiteral("pinned"), state.pinned},
                                     {QStringLiteral("second_place_at"), state.secondPlaceAt},
                                     {QStringLiteral("damaged_pages"), plancia::toJson(state.damagedPages)},
                                     {QStringLiteral("rot"), state.rot},
                                     {QStringLiteral("rot_at"), state.rotAt},
                                     {QStringLiteral("last_clean_for"), state.lastCleanFor}})
        .toJson();
}
} // namespace

BackupState readState(const BackupPlace &place)
{
    const auto json = readSmallFile(place.state, kMaxState);
    if (!json && json.error().code() != ErrorCode::FileNotFound)
        return kUnreadable;
    return json ? fromJson(*json) : BackupState();
}

Result<BackupState> changeState(const BackupPlace &place, const std::function<void(BackupState &)> &change)
{
    const QFileInfo file(place.state);
    if (!QFileInfo::exists(place.path))
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.path}});
    const auto turn = FolderTurn::wait(file.path());
    if (!turn)
        return fail(turn.error());
    // What cannot be read for now (too many open files, a disk that refuses) is not lost by writing over it.
    if (const auto json = readSmallFile(place.state, kMaxState); !json && json.error().code() != ErrorCode::FileNotFound)
        return fail(json.error());
    BackupState state = readState(place);
    const BackupState before = state;
    change(state);
    if (state == before)
        return state;
    auto written = PendingFile::create(file.path());
    if (!written)
        return fail(written.error());
    if (auto ok = written->write(toJson(state)); !ok)
        return fail(ok.error());
    if (auto ok = written->sync(); !ok)
        return fail(ok.error());
    if (auto ok = written->publish(file.fileName(), PendingFile::Existing::Replace); !ok)
        return fail(ok.error());
    return state;
}

Result<bool> writeNewState(const BackupPlace &place, const BackupState &state)
{
    const auto file = newFile(place.state);
    if (!file)
        return fail(file.error());
    if (auto written = writeAll(file->get(), toJson(state), place.state); !written)
        return written;
    return syncFile(file->get(), place.state);
}

void apply(const BackupState &state, BackupInfo &info)
{
    info.pinned = state.pinned;
    info.secondPlaceAt = state.secondPlaceAt;
    info.provedAt = state.provedAt;
    info.proofFailedAt = state.proofFailedAt;
    info.rot = state.rot;
    info.lastCleanFor = state.lastCleanFor;
    if (info.state == BackupInfo::State::Missing || info.state == BackupInfo::State::Damaged)
        return; // what the disk says now counts more than an old look
    info.verifiedAt = std::max(info.verifiedAt, state.verifiedAt);
    info.damage = state.damage;
    info.damagedPages = state.damagedPages;
    info.state = !state.damage.isEmpty() ? BackupInfo::State::Damaged
        : state.provedAt > 0             ? BackupInfo::State::Proved
                                         : BackupInfo::State::Verified;
}

} // namespace plancia::backup
