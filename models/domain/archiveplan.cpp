// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/archiveplan.h"

#include <algorithm>

namespace plancia {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kEveryCommit = 48 * kHour;
constexpr qint64 kHourly = 30 * kDay;
constexpr qint64 kBaseEvery = 7 * kDay; ///< of older bases: what is dropped goes by as much
constexpr qint64 kMostBetween = 26 * kHour; ///< a night and a shift of the clock; as in the rule for backups
constexpr qint64 kLeastBetweenBases = 64LL << 20;

QList<qint64> agesOf(const QList<ArchivePiece> &pieces, qint64 nowMs)
{
    QList<qint64> ages(pieces.size());
    qint64 age = 0, later = nowMs;
    for (qsizetype i = pieces.size() - 1; i >= 0; --i) {
        age += std::clamp<qint64>(later - pieces[i].at, 0, kMostBetween);
        later = pieces[i].at;
        ages[i] = age;
    }
    return ages;
}

bool beginsLine(const QList<ArchivePiece> &pieces, qsizetype i) { return i == 0 || pieces[i].gap || !pieces[i].follows; }

QList<qsizetype> linesOf(const QList<ArchivePiece> &pieces)
{
    QList<qsizetype> lines(pieces.size());
    for (qsizetype i = 0; i < pieces.size(); ++i)
        lines[i] = i == 0 ? 0 : lines[i - 1] + (beginsLine(pieces, i) ? 1 : 0);
    return lines;
}

/// 0: every commit stays; 1: one an hour; 2: one a day.
int classOf(qint64 age) { return age < kEveryCommit ? 0 : age < kHourly ? 1 : 2; }

qint64 bucketOf(const ArchivePiece &piece, int kind) { return piece.at / (kind == 2 ? kDay : kHour); }

/// By place: whether a base stands at that piece, the first of its line that goes as far. One that begins later stands behind it.
QList<bool> standing(const QList<ArchivePiece> &pieces, const QList<qsizetype> &lines, const QList<ArchiveBaseAt> &bases)
{
    QList<bool> stand(pieces.size(), false);
    for (const ArchiveBaseAt &base : bases)
        for (qsizetype i = 0; i < pieces.size(); ++i)
            if (lines[i] == base.line && pieces[i].lastCommit >= base.commitNo) {
                stand[i] = stand[i] || pieces[i].commits.first() <= base.commitNo;
                break;
            }
    return stand;
}

/// The oldest pieces go up to a place from which on everything that can be had back now still can: where a line begins, or
/// behind which a base comes. What no base serves goes in any case; the rest as far as the limit asks.
qsizetype howManyToDrop(const QList<ArchivePiece> &pieces, const QList<qsizetype> &lines, const QList<ArchiveBaseAt> &bases, qint64 maxBytes)
{
    qint64 left = 0;
    for (const ArchivePiece &piece : pieces)
        left += piece.bytes;
    qsizetype drop = 0;
    qint64 stays = left; // with that
    bool serves = false; // whether what would go serves any moment
    for (qsizetype cut = 1; cut < pieces.size(); ++cut) {
        const ArchivePiece &before = pieces[cut - 1];
        left -= before.bytes;
        bool reachable = beginsLine(pieces, cut);
        for (const ArchiveBaseAt &base : bases) {
            serves = serves || (base.line == lines[cut - 1] && base.commitNo <= before.lastCommit);
            reachable = reachable
                || (base.line == lines[cut] && !before.gap && before.lastCommit < base.commitNo && pieces[cut].lastCommit >= base.commitNo);
        }
        if (!reachable || (serves && stays <= maxBytes))
            continue;
        drop = cut;
        stays = left;
    }
    return drop;
}

} // namespace

ArchivePlan planArchive(const QList<ArchivePiece> &pieces, const QList<ArchiveBaseAt> &bases, const QSet<qint64> &named, qint64 nowMs,
                        qint64 maxBytes)
{
    ArchivePlan plan;
    const QList<qint64> ages = agesOf(pieces, nowMs);
    const QList<qsizetype> lines = linesOf(pieces);
    const QList<bool> stand = standing(pieces, lines, bases);
    plan.drop = howManyToDrop(pieces, lines, bases, maxBytes);

    for (qsizetype begin = plan.drop; begin < pieces.size();) {
        const int kind = classOf(ages[begin]);
        qsizetype end = begin + 1;
        if (pieces[begin].gap) {
            ++begin;
            continue;
        }
        while (end < pieces.size() && !stand[end - 1] && !beginsLine(pieces, end) && classOf(ages[end]) == kind && pieces[end].pageSize == pieces[begin].pageSize
               && bucketOf(pieces[end], kind) == bucketOf(pieces[begin], kind))
            ++end;
        const bool closed = ages[end - 1] >= kHour;
        const qint64 last = pieces[end - 1].lastCommit;
        bool tooMany = false;
        for (qsizetype i = begin; i < end; ++i)
            tooMany = tooMany || std::ranges::any_of(pieces[i].commits, [&](qint64 no) { return no != last && !named.contains(no); });
        if (closed && (end - begin > 1 || (kind > 0 && tooMany)))
            plan.merges.append({begin, end, kind > 0});
        begin = end;
    }

    qint64 lastKept = 0;
    qsizetype lastLine = -1;
    for (qsizetype i = 0; i < bases.size(); ++i) {
        const ArchiveBaseAt &base = bases[i];
        if (pieces.isEmpty() || base.line < lines[plan.drop])
            continue;
        const bool needed = base.line != lastLine || nowMs - base.at < kEveryCommit || base.at - lastKept >= kBaseEvery || base.at < lastKept;
        if (!needed)
            continue;
        plan.keptBases.insert(i);
        lastKept = base.at;
        lastLine = base.line;
    }
    return plan;
}

qint64 archiveRoom(qint64 maxBytes, qint64 archiveBytes, qint64 storeBytes, qint64 freeBytes)
{
    const qint64 missing = 2 * storeBytes - freeBytes;
    return missing <= 0 ? maxBytes : std::clamp(archiveBytes - missing, qint64(0), maxBytes);
}

bool archiveWantsBase(bool lineHasBase, qint64 bytesSinceBase, qint64 baseBytes, qint64 maxBytes)
{
    return !lineHasBase || bytesSinceBase > std::min(std::max(kLeastBetweenBases, 2 * baseBytes), maxBytes / 2);
}

} // namespace plancia
