// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/written.h"

#include "app/backup/pagehashes.h"

namespace plancia::backup::archive {

namespace {

constexpr int kLockMs = 10'000;

/// The records of the newest line that hold everything from one commit to the other, since that moment; empty when they do not.
QList<RecordHead> recordsBetween(const Index &index, qint64 from, qint64 fromMs, qint64 upTo)
{
    QList<RecordHead> found;
    if (index.lines().isEmpty() || index.lastCommit() < upTo)
        return found;
    const Index::Line &line = index.lines().last();
    qint64 lowest = -1;
    for (qsizetype i = line.begin; i < line.end; ++i) {
        const RecordHead &record = index.records()[i];
        if (record.commits.isEmpty())
            continue;
        if (lowest < 0)
            lowest = record.lowest;
        if (record.lastCommit() >= from && record.lowest <= upTo)
            found.append(record);
    }
    // What a line holds from the next commit on may come after a rewrite, unless it had begun before.
    const bool fromNext = lowest == from + 1 && index.records()[line.begin].createdAt <= fromMs;
    return lowest >= 0 && (lowest <= from || fromNext) ? found : QList<RecordHead>();
}

/// The places in a record of the versions that are the newest up to a commit, and not in `written` yet.
Result<QHash<qint64, quint32>> newestIn(const RecordHead &record, qint64 from, qint64 upTo, WrittenPages &written)
{
    const auto pages = readPageList(record);
    if (!pages)
        return fail(pages.error());
    QHash<qint64, quint32> places;
    QSet<quint32> taken;
    qint64 end = static_cast<qint64>(pages->size());
    for (qsizetype c = record.commits.size() - 1; c >= 0; --c) {
        const Commit &commit = record.commits[c];
        const qint64 begin = end - commit.pages;
        const bool isBetween = commit.no >= from && commit.no <= upTo;
        if (isBetween)
            written.leastPages = std::min(written.leastPages, commit.dbPages);
        for (qint64 i = begin; i < end && isBetween; ++i) {
            const quint32 page = (*pages)[static_cast<size_t>(i)];
            if (page > written.leastPages || taken.contains(page) || written.newest.contains(page))
                continue;
            taken.insert(page);
            places.insert(i, page);
        }
        end = begin;
    }
    return places;
}

/// Of one record, from the newest to the oldest.
Result<bool> addWritten(const RecordHead &record, qint64 from, qint64 upTo, WrittenPages &written, const CancelToken &cancel)
{
    const auto places = newestIn(record, from, upTo, written);
    if (!places)
        return fail(places.error());
    if (places->isEmpty())
        return true;
    PageHasher hasher(static_cast<int>(record.upTo.pageSize));
    return readPages(record, cancel, [&](qint64 index) { return places->contains(index); },
                     [&](qint64 index, const char *bytes) -> Result<bool> {
                         const auto hash = hasher.add(bytes, record.upTo.pageSize);
                         if (!hash)
                             return fail(hash.error());
                         written.newest.insert(places->value(index), *hash);
                         return true;
                     });
}

} // namespace

Result<std::optional<WrittenPages>> writtenBetween(Archiver &archiver, const BackupManifest &older, const BackupManifest &newer,
                                                   const CancelToken &cancel)
{
    ArchiveFolder &folder = archiver.folder();
    const std::optional<WrittenPages> unknown;
    if (!folder.isOn())
        return unknown;
    if (auto kept = archiver.keepNow(); !kept)
        return fail(kept.error());
    const auto reading = folder.lockForReading(kLockMs);
    if (!reading)
        return fail(reading.error());
    const auto index = folder.index();
    if (!index)
        return fail(index.error());
    const QList<RecordHead> records = recordsBetween(**index, older.commitNo, older.startedAt, newer.commitNo);
    int ofNewest = 0; // a second one is of a rewrite, of which it is not known whether the backup has seen it; a merged one may hold it
    for (const RecordHead &record : records) {
        if (record.upTo.pageSize != static_cast<quint32>(newer.pageSize))
            return unknown;
        for (const Commit &commit : record.commits)
            if (commit.no == newer.commitNo)
                ofNewest += record.standsFor.isEmpty() ? 1 : 2;
    }
    if (records.isEmpty())
        return unknown;
    if (ofNewest > 1)
        return std::optional(WrittenPages{{}, 0});
    WrittenPages written;
    for (auto record = records.crbegin(); record != records.crend(); ++record)
        if (auto added = addWritten(*record, older.commitNo, newer.commitNo, written, cancel); !added)
            return fail(added.error());
    return std::optional(std::move(written));
}

} // namespace plancia::backup::archive
