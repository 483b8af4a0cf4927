// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QtGlobal>

namespace plancia {

/// A record of an archive, as far as thinning out is concerned.
struct ArchivePiece {
    bool gap = false;         ///< a line begins with it
    bool follows = true;      ///< in the chain, the piece before; false: a line begins
    qint64 at = 0;            ///< Unix ms UTC of its newest commit; of a gap: when it was noticed
    qint64 lastCommit = -1;
    QList<qint64> commits = {};
    qint64 bytes = 0;
    quint32 pageSize = 0;
};

struct ArchiveBaseAt {
    qint64 commitNo = 0;
    qint64 at = 0;
    qsizetype line = 0; ///< number of the line, from 0
};

/// What is to be done with an archive. Pieces are named by their places in the list given.
struct ArchivePlan {
    struct Merge {
        qsizetype begin = 0, end = 0;
        bool thin = false; ///< keep the last commit and those with a name; else all
        bool operator==(const Merge &) const = default;
    };
    qsizetype drop = 0; ///< so many of the oldest pieces go
    QList<Merge> merges; ///< oldest first; none touches a dropped piece
    QSet<qsizetype> keptBases; ///< places in the list of bases; the others serve no moment, or one that others serve as well
};

/// The rule: every commit of the last 48 hours, then the last one of an hour for 30 days, then of a day; those with a name stay.
/// Over `maxBytes` the oldest go, as far as what stays can still be reached from a base. A piece at which a base stands is merged
/// with none that follows: it would hold, once more, what the base holds.
///
/// How old a piece is comes from the pieces that follow it: of the time between two of them at most 26 hours count, and none when
/// the clock went back. So a clock that jumps ten years ahead thins nothing out; a computer that was off for a week keeps its
/// moments longer than it must.
ArchivePlan planArchive(const QList<ArchivePiece> &pieces, const QList<ArchiveBaseAt> &bases, const QSet<qint64> &named, qint64 nowMs,
                        qint64 maxBytes);

/// How much the archive may take: `maxBytes`, and less where the disk has no room for two more copies of the store, which a
/// backup or a restore needs. Old moments give way before backups do; 0 at least. All in bytes.
qint64 archiveRoom(qint64 maxBytes, qint64 archiveBytes, qint64 storeBytes, qint64 freeBytes);

/// Whether it is time for another base: moments far from one take long to build, and what cannot be dropped fills the archive.
bool archiveWantsBase(bool lineHasBase, qint64 bytesSinceBase, qint64 baseBytes, qint64 maxBytes);

} // namespace plancia
