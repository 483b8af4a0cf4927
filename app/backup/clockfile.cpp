// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/clockfile.h"

#include "app/backup/files.h"
#include "app/log/log.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::backup {

namespace {
constexpr qint64 kMaxFile = 1'000'000;
constexpr qint64 kRememberMs = 600'000; // between two writes

struct Memory {
    ClockReading last;
    ClockJudgement frozen;      ///< a jump that nobody confirmed
    qint64 ignoredCommitMs = 0; ///< commits up to here were dated by a clock that was wrong
    bool operator==(const Memory &) const = default;
};

QString fileIn(const QString &folder) { return folder + QStringLiteral("/clock.json"); }

QJsonObject readAll(const QString &folder)
{
    const auto json = readSmallFile(fileIn(folder), kMaxFile);
    return json ? QJsonDocument::fromJson(*json).object() : QJsonObject();
}

Memory memoryOf(const QJsonObject &all, const QString &storeId)
{
    const QJsonObject o = all.value(storeId).toObject();
    Memory memory;
    memory.last = {o.value(QLatin1String("wall_ms")).toInteger(), o.value(QLatin1String("boot_ms")).toInteger(),
                   o.value(QLatin1String("boot_id")).toString()};
    const int verdict = o.value(QLatin1String("jump")).toInt();
    if (verdict == 1 || verdict == 2)
        memory.frozen = {static_cast<ClockJudgement::Verdict>(verdict), o.value(QLatin1String("jump_ms")).toInteger()};
    memory.ignoredCommitMs = o.value(QLatin1String("ignored_commit_ms")).toInteger();
    return memory;
}

Result<bool> write(const QString &folder, QJsonObject all, const QString &storeId, const Memory &memory)
{
    all.insert(storeId, QJsonObject{{QStringLiteral("wall_ms"), memory.last.wallMs},
                                    {QStringLiteral("boot_ms"), memory.last.bootMs},
                                    {QStringLiteral("boot_id"), memory.last.bootId},
                                    {QStringLiteral("jump"), static_cast<int>(memory.frozen.verdict)},
                                    {QStringLiteral("jump_ms"), memory.frozen.byMs},
                                    {QStringLiteral("ignored_commit_ms"), memory.ignoredCommitMs}});
    auto file = PendingFile::create(folder);
    if (!file)
        return fail(file.error());
    if (auto ok = file->write(QJsonDocument(all).toJson()); !ok)
        return ok;
    if (auto ok = file->sync(); !ok)
        return ok;
    const auto named = file->publish(QFileInfo(fileIn(folder)).fileName(), PendingFile::Existing::Replace);
    return named ? Result<bool>(true) : Result<bool>(named.error());
}
} // namespace

ClockJudgement observeClock(const QString &folder, const QString &storeId, ClockEvidence evidence)
{
    const QJsonObject before = readAll(folder);
    Memory memory = memoryOf(before, storeId);
    if (!memory.frozen.isRight())
        return memory.frozen;
    evidence.last = memory.last;
    if (evidence.newestCommitMs <= memory.ignoredCommitMs)
        evidence.newestCommitMs = 0;
    const ClockJudgement judgement = judgeClock(evidence);
    const bool isFresh = evidence.now.bootId == memory.last.bootId && evidence.now.wallMs - memory.last.wallMs < kRememberMs;
    if (!QFileInfo(folder).isDir() || (judgement.isRight() && isFresh && memory.last.wallMs <= evidence.now.wallMs))
        return judgement;
    const auto turn = FolderTurn::wait(folder);
    if (judgement.isRight())
        memory.last = evidence.now;
    memory.frozen = judgement;
    if (auto written = write(folder, readAll(folder), storeId, memory); !written)
        log::write(log::Level::Info, "backup", written.error()); // a read-only place: nothing is deleted there anyway
    return judgement;
}

Result<bool> confirmClock(const QString &folder, const QString &storeId, const ClockReading &now, qint64 newestCommitMs)
{
    if (auto made = ensureFolder(folder); !made)
        return made;
    const auto turn = FolderTurn::wait(folder);
    if (!turn)
        return fail(turn.error());
    const QJsonObject all = readAll(folder);
    Memory memory;
    memory.last = now;
    memory.ignoredCommitMs = newestCommitMs > now.wallMs ? newestCommitMs : 0;
    return write(folder, all, storeId, memory);
}

} // namespace plancia::backup
