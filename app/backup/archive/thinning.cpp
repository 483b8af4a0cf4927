// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/thinning.h"

#include "app/log/log.h"

#include <QFile>

#include <algorithm>
#include <unordered_set>

namespace plancia::backup::archive {

namespace {

constexpr int kLockMs = 10'000;

QSet<qint64> namedCommits(const ArchiveFolder &folder)
{
    QSet<qint64> named;
    for (const ArchiveFolder::Name &name : folder.names())
        named.insert(name.commitNo);
    return named;
}

/// The commits of a run that stay, each with the newest version of every page since the one that stays before it.
struct Merging {
    QList<RecordHead> records;
    QSet<qint64> kept;
    std::vector<std::vector<quint32>> pages; ///< a record
    std::vector<std::vector<bool>> wanted;   ///< a record

    bool stays(qsizetype record, qsizetype commit) const
    {
        // Of two of one number (a rewrite took none) the later one stays for both.
        const qint64 no = records[record].commits[commit].no;
        if (commit == records[record].commits.size() - 1 && record + 1 < records.size() && !records[record + 1].commits.isEmpty()
            && records[record + 1].commits.first().no == no)
            return false;
        return kept.contains(no);
    }

    Result<bool> choose()
    {
        std::unordered_set<quint32> taken;
        quint32 dbPages = 0;
        pages.resize(static_cast<size_t>(records.size()));
        wanted.resize(pages.size());
        for (qsizetype r = records.size() - 1; r >= 0; --r) {
            auto list = readPageList(records[r]);
            if (!list)
                return fail(list.error());
            auto &chosen = wanted[static_cast<size_t>(r)];
            chosen.assign(list->size(), false);
            size_t end = list->size();
            for (qsizetype c = records[r].commits.size() - 1; c >= 0; --c) {
                const Commit &commit = records[r].commits[c];
                if (stays(r, c)) {
                    taken.clear();
                    dbPages = commit.dbPages;
                }
                const size_t begin = end - commit.pages;
                for (size_t i = begin; i < end; ++i)
                    chosen[i] = (*list)[i] <= dbPages && taken.insert((*list)[i]).second;
                end = begin;
            }
            pages[static_cast<size_t>(r)] = std::move(*list);
        }
        return true;
    }

    Result<bool> copy(RecordWriter &writer, const CancelToken &cancel) const
    {
        for (qsizetype r = 0; r < records.size(); ++r) {
            const RecordHead &record = records[r];
            const auto &list = pages[static_cast<size_t>(r)];
            qsizetype commit = 0;
            qint64 end = record.commits.isEmpty() ? 0 : record.commits[0].pages;
            const auto endCommits = [&](qint64 upTo) {
                while (commit < record.commits.size() && end <= upTo) {
                    if (stays(r, commit))
                        writer.endCommit(record.commits[commit]);
                    if (++commit < record.commits.size())
                        end += record.commits[commit].pages;
                }
            };
            auto read = readPages(
                record, cancel,
                [&](qint64 index) {
                    endCommits(index); // what ended before this page
                    return static_cast<bool>(wanted[static_cast<size_t>(r)][static_cast<size_t>(index)]);
                },
                [&](qint64 index, const char *bytes) { return writer.addPage(list[static_cast<size_t>(index)], bytes, record.upTo.pageSize); });
            if (!read)
                return read;
            endCommits(static_cast<qint64>(list.size()));
        }
        return true;
    }
};

Result<bool> merge(ArchiveFolder &folder, QList<RecordHead> run, bool thin, const QSet<qint64> &named, const CancelToken &cancel)
{
    Merging merging{run, {}, {}, {}};
    for (const RecordHead &record : std::as_const(run))
        for (const Commit &commit : record.commits)
            if (!thin || named.contains(commit.no) || commit.no == run.last().lastCommit())
                merging.kept.insert(commit.no);
    if (auto chosen = merging.choose(); !chosen)
        return chosen;
    auto writer = RecordWriter::create(folder.path());
    if (!writer)
        return fail(writer.error());
    if (auto copied = merging.copy(*writer, cancel); !copied)
        return copied;
    RecordHead head = run.last();
    head.first = run.first().first;
    head.previous = run.first().previous;
    head.standsFor = run.last().chain();
    head.from = run.first().from;
    head.lowest = run.first().lowest;
    head.thinned = thin || std::ranges::any_of(run, &RecordHead::thinned);

    auto lock = folder.lock(kLockMs);
    if (!lock)
        return fail(lock.error());
    auto published = writer->publish(std::move(head), PendingFile::Existing::Replace);
    if (!published)
        return fail(published.error());
    for (const RecordHead &record : std::as_const(run))
        if (record.path != published->path)
            QFile::remove(record.path); // one that stays is replaced all the same
    return true;
}

Result<bool> drop(ArchiveFolder &folder, const Index &index, qsizetype count)
{
    auto lock = folder.lock(kLockMs);
    if (!lock)
        return fail(lock.error());
    for (qsizetype i = 0; i < count; ++i) // oldest first: a crash leaves a chain that begins later
        if (!QFile::remove(index.records()[i].path))
            return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), index.records()[i].path}});
    return true;
}

Result<bool> forgetBases(ArchiveFolder &folder, const QList<Base> &placed, const ArchivePlan &plan)
{
    auto lock = folder.lock(kLockMs);
    if (!lock)
        return fail(lock.error());
    QList<Base> all = folder.bases();
    const auto goes = [&](const Base &base) {
        for (qsizetype i = 0; i < placed.size(); ++i)
            if (placed[i].name == base.name)
                return !plan.keptBases.contains(i);
        return !QFile::exists(folder.backups() + u'/' + base.name);
    };
    return all.removeIf(goes) > 0 ? folder.writeBases(all) : Result<bool>(true);
}

QList<Base> placedBases(const Index &index)
{
    QList<Base> all;
    for (const Index::Line &line : index.lines())
        all += line.bases;
    return all;
}

} // namespace

ArchivePlan planFor(const ArchiveFolder &folder, const Index &index, qint64 nowMs, qint64 maxBytes)
{
    QList<ArchivePiece> pieces;
    for (const RecordHead &record : index.records()) {
        ArchivePiece piece;
        piece.gap = record.kind == RecordHead::Kind::Gap;
        piece.follows = pieces.isEmpty() || record.previous == index.records()[pieces.size() - 1].chain();
        piece.at = record.commits.isEmpty() ? record.createdAt : record.commits.last().at;
        piece.lastCommit = record.lastCommit();
        for (const Commit &commit : record.commits)
            piece.commits.append(commit.no);
        piece.bytes = record.fileBytes;
        piece.pageSize = record.upTo.pageSize;
        pieces.append(piece);
    }
    QList<ArchiveBaseAt> bases;
    for (qsizetype line = 0; line < index.lines().size(); ++line)
        for (const Base &base : index.lines()[line].bases)
            bases.append({base.commitNo, base.at, line});
    return planArchive(pieces, bases, namedCommits(folder), nowMs, maxBytes);
}

Result<bool> thinOut(ArchiveFolder &folder, qint64 nowMs, qint64 maxBytes, const CancelToken &cancel)
{
    auto alone = folder.lockForThinning();
    if (!alone)
        return alone.error().code() == ErrorCode::DbBusy ? Result<bool>(true) : Result<bool>(alone.error());
    auto index = folder.index();
    if (!index)
        return fail(index.error());
    for (const QString &leftover : (*index)->replaced())
        QFile::remove(leftover);
    const ArchivePlan plan = planFor(folder, **index, nowMs, maxBytes);
    if (plan.drop > 0) {
        log::info("archive", QStringLiteral("the oldest moments go"), {{QStringLiteral("records"), QString::number(plan.drop)}});
        if (auto dropped = drop(folder, **index, plan.drop); !dropped)
            return dropped;
    }
    const QSet<qint64> named = namedCommits(folder);
    for (const ArchivePlan::Merge &step : plan.merges) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto merged = merge(folder, (*index)->records().mid(step.begin, step.end - step.begin), step.thin, named, cancel);
        if (!merged && merged.error().code() != ErrorCode::ArchiveDamaged)
            return merged;
        if (!merged) // stays as it is: what can be read of it is still worth something
            log::write(log::Level::Warning, "archive", merged.error());
    }
    return forgetBases(folder, placedBases(**index), plan);
}

} // namespace plancia::backup::archive
