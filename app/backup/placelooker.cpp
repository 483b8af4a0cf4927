// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/placelooker.h"

#include "app/backup/placememory.h"
#include "app/log/log.h"

#include <algorithm>

namespace plancia::backup {

namespace {
using namespace std::chrono_literals;
constexpr auto kStaleAfter = 10min;
constexpr auto kAdoptFor = 15s; // a person has just chosen it
constexpr qint64 kRememberMs = 60'000; // between two writes

Error silent(const QString &place)
{
    return Error(ErrorCode::BackupPlaceMissing,
                 {{QStringLiteral("path"), place}, {QStringLiteral("message"), QStringLiteral("it does not answer")}});
}

} // namespace

struct PlaceLooker::Answer {
    Result<QList<BackupInfo>> copies;
    bool isOnSameDisk = false;
};

struct PlaceLooker::Seen {
    std::mutex mutex;
    QString of; ///< place and store
    std::optional<Answer> answer;
    std::chrono::steady_clock::time_point at;

    Answer lookAt(const SecondPlace &second, const QString &storeId)
    {
        Answer found{second.copies(storeId), second.isOnSameDisk()};
        const std::scoped_lock lock(mutex);
        of = second.folder() + u'\n' + storeId;
        at = std::chrono::steady_clock::now();
        answer = found;
        return found;
    }
    std::optional<Answer> last(const QString &place, const QString &storeId)
    {
        const std::scoped_lock lock(mutex);
        const bool isFresh = of == place + u'\n' + storeId && std::chrono::steady_clock::now() - at < kStaleAfter;
        return isFresh ? answer : std::nullopt;
    }
};

PlaceLooker::PlaceLooker(const Clock &clock, std::chrono::milliseconds patience)
    : m_clock(clock), m_patience(patience), m_seen(std::make_shared<Seen>())
{
}

bool wantsCopy(const BackupInfo &backup)
{
    const bool isKept = std::ranges::none_of(backup.reasons, [](const KeepReason &r) { return r.kind == KeepReason::Kind::Superseded; });
    return isKept && isWhole(backup) && backup.manifest.version > 1 && !backup.isOnlyAtSecondPlace;
}

const BackupInfo *copyOf(const BackupInfo &backup, const QList<BackupInfo> &copies)
{
    const auto found = std::ranges::find_if(copies, [&](const BackupInfo &copy) { return isWhole(copy) && copy.manifest == backup.manifest; });
    return found == copies.end() ? nullptr : &*found;
}

PlaceLook PlaceLooker::look(const QString &place, const QString &backups, const QString &storeId, const QList<BackupInfo> &here)
{
    if (place.isEmpty())
        return {};
    auto answer = m_ask.ask(m_patience, [seen = m_seen, second = SecondPlace(place, backups, m_clock), storeId] { return seen->lookAt(second, storeId); });
    return tell(answer ? answer : m_seen->last(place, storeId), place, backups, storeId, here);
}

PlaceLook PlaceLooker::lookPatiently(const QString &place, const QString &backups, const QString &storeId, const QList<BackupInfo> &here)
{
    return place.isEmpty() ? PlaceLook()
                           : tell(m_seen->lookAt(SecondPlace(place, backups, m_clock), storeId), place, backups, storeId, here);
}

PlaceLook PlaceLooker::tell(const std::optional<Answer> &answer, const QString &place, const QString &backups, const QString &storeId,
                            const QList<BackupInfo> &here)
{
    PlaceLook look;
    look.state.folder = place;
    const PlaceMemory memory = readPlaceMemory(backups, storeId, place);
    look.state.lastSeenAt = memory.lastSeenAt;
    look.state.error = memory.error;
    if (!answer || !answer->copies) {
        look.state.state = SecondPlaceState::State::Missing;
        look.state.error = answer ? answer->copies.error() : silent(place);
        for (const BackupInfo &backup : here) {
            look.state.copies += backup.secondPlaceAt > 0 ? 1 : 0;
            look.state.missing += wantsCopy(backup) && backup.secondPlaceAt == 0 ? 1 : 0;
        }
        return look;
    }
    look.copies = *answer->copies;
    look.state.state = SecondPlaceState::State::Present;
    look.state.isOnSameDisk = answer->isOnSameDisk;
    look.state.copies = static_cast<int>(std::ranges::count_if(look.copies, isWhole));
    look.state.missing = static_cast<int>(std::ranges::count_if(here, [&](const BackupInfo &backup) {
        return wantsCopy(backup) && !copyOf(backup, look.copies);
    }));
    if (look.state.missing == 0)
        look.state.error.reset(); // whatever failed, it is there now
    const qint64 now = m_clock.nowMs();
    look.state.lastSeenAt = now;
    if (!storeId.isEmpty() && std::abs(now - memory.lastSeenAt) > kRememberMs)
        if (auto kept = changePlaceMemory(backups, storeId, place, [now](PlaceMemory &m) { m.lastSeenAt = now; }); !kept)
            log::write(log::Level::Info, "backup", kept.error()); // it is seen again
    return look;
}

Result<bool> PlaceLooker::adopt(const QString &place, const QString &backups)
{
    const SecondPlace second(place, backups, m_clock);
    const auto answer = m_ask.ask(kAdoptFor, [second] { return second.adopt(); });
    return answer ? *answer : Result<bool>(silent(place));
}

QList<BackupInfo> withCopies(QList<BackupInfo> here, const PlaceLook &look)
{
    if (look.state.state != SecondPlaceState::State::Present)
        return here;
    for (BackupInfo &backup : here) {
        const BackupInfo *copy = copyOf(backup, look.copies);
        backup.secondPlaceAt = !copy ? 0 : backup.secondPlaceAt > 0 ? backup.secondPlaceAt : copy->verifiedAt;
    }
    const auto isThere = [&here](const BackupInfo &copy) {
        return std::ranges::any_of(here, [&](const BackupInfo &backup) { return isWhole(backup) && backup.manifest == copy.manifest; });
    };
    const qsizetype first = here.size();
    for (const BackupInfo &copy : look.copies) {
        if (isThere(copy))
            continue;
        BackupInfo only = copy;
        only.isOnlyAtSecondPlace = true;
        only.secondPlaceAt = copy.verifiedAt;
        only.reasons = {{KeepReason::Kind::OnlyCopy, 0, 0}};
        only.keepUntil = 0;
        here.append(only);
    }
    if (here.size() > first)
        std::ranges::stable_sort(here, std::ranges::greater(), [](const BackupInfo &info) { return info.manifest.finishedAt; });
    return here;
}

} // namespace plancia::backup
