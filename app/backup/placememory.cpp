// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/placememory.h"

#include "app/backup/files.h"
#include "models/errors/catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::backup {

namespace {
const QString kFile = QStringLiteral("second-place.json");
constexpr qint64 kMaxFile = 4'000'000;
constexpr qsizetype kMaxGone = 5'000; // of a place that is never seen again; what is forgotten stays there

QJsonObject errorToJson(const Error &error)
{
    QJsonArray facts;
    for (const Fact &fact : error.facts())
        facts.append(QJsonArray{fact.key, fact.value});
    return {{QStringLiteral("code"), errorId(error.code())}, {QStringLiteral("facts"), facts}};
}

std::optional<Error> errorFromJson(const QJsonObject &object)
{
    const ErrorRow *row = errorRowById(object.value(QLatin1String("code")).toString());
    if (!row)
        return std::nullopt;
    QList<Fact> facts;
    for (const QJsonValue &fact : object.value(QLatin1String("facts")).toArray())
        facts.append({fact.toArray().at(0).toString(), fact.toArray().at(1).toString()});
    return Error(row->code, facts);
}

PlaceMemory fromJson(const QJsonObject &object)
{
    PlaceMemory memory;
    memory.folder = object.value(QLatin1String("folder")).toString();
    memory.lastSeenAt = std::max<qint64>(0, object.value(QLatin1String("last_seen_at")).toInteger());
    memory.error = errorFromJson(object.value(QLatin1String("error")).toObject());
    for (const QJsonValue &value : object.value(QLatin1String("gone")).toArray()) {
        const QJsonObject gone = value.toObject();
        memory.gone.append({gone.value(QLatin1String("sha256")).toString(), gone.value(QLatin1String("started_at")).toInteger(),
                            gone.value(QLatin1String("commit")).toInteger()});
    }
    return memory;
}

QJsonObject toJson(const PlaceMemory &memory)
{
    QJsonArray gone;
    for (const GoneBackup &backup : memory.gone.last(std::min(kMaxGone, memory.gone.size())))
        gone.append(QJsonObject{{QStringLiteral("sha256"), backup.sha256},
                                {QStringLiteral("started_at"), backup.startedAt},
                                {QStringLiteral("commit"), backup.commitNo}});
    QJsonObject object{{QStringLiteral("folder"), memory.folder},
                       {QStringLiteral("last_seen_at"), memory.lastSeenAt},
                       {QStringLiteral("gone"), gone}};
    if (memory.error)
        object.insert(QStringLiteral("error"), errorToJson(*memory.error));
    return object;
}

QJsonObject readAll(const QString &backups)
{
    const auto json = readSmallFile(backups + u'/' + kFile, kMaxFile);
    return json ? QJsonDocument::fromJson(*json).object() : QJsonObject();
}

PlaceMemory memoryIn(const QJsonObject &all, const QString &storeId, const QString &place)
{
    PlaceMemory found;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const PlaceMemory memory = fromJson(it.value().toObject());
        const bool isMeant = storeId.isEmpty() ? memory.lastSeenAt >= found.lastSeenAt : it.key() == storeId;
        if (isMeant && memory.folder == place)
            found = memory;
    }
    found.folder = place;
    return found;
}
} // namespace

PlaceMemory readPlaceMemory(const QString &backups, const QString &storeId, const QString &place)
{
    return memoryIn(readAll(backups), storeId, place);
}

Result<bool> changePlaceMemory(const QString &backups, const QString &storeId, const QString &place,
                               const std::function<void(PlaceMemory &)> &change)
{
    if (auto made = ensureFolder(backups); !made)
        return made;
    const auto turn = FolderTurn::wait(backups);
    if (!turn)
        return fail(turn.error());
    QJsonObject all = readAll(backups);
    PlaceMemory memory = memoryIn(all, storeId, place);
    change(memory);
    const QJsonObject changed = toJson(memory);
    if (all.value(storeId).toObject() == changed)
        return true;
    all.insert(storeId, changed);
    auto file = PendingFile::create(backups);
    if (!file)
        return fail(file.error());
    if (auto written = file->write(QJsonDocument(all).toJson()); !written)
        return written;
    if (auto synced = file->sync(); !synced)
        return synced;
    const auto named = file->publish(kFile, PendingFile::Existing::Replace);
    return named ? Result<bool>(true) : Result<bool>(named.error());
}

} // namespace plancia::backup
