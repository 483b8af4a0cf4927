// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// One commit of a store that can be had back. What was done comes from the audit row of that commit; it is empty when the
/// commit was no act, or when its row belongs to a line of history that was left by a restore.
struct Moment {
    qint64 commitNo = -1;
    qint64 at = 0;      ///< Unix ms UTC, as the archive saw it
    QString name = {};  ///< given by a person or before a risky act
    QString action = {}; ///< as in models/domain/audit.h
    QString objectKind = {};
    QString objectName = {};
    QString actor = {};
    bool operator==(const Moment &) const = default;
};

/// A stretch of time of which the archive has no record. It begins anew after each, with a new base.
struct ArchiveGap {
    enum class Reason {
        Started,           ///< nothing was kept before
        SwitchedOff,       ///< by a person
        ForeignCheckpoint, ///< another program emptied the store's log before it was kept
        ForeignWriter,     ///< another program wrote without taking a commit number
        LogReplaced,       ///< the log is not the one that was kept
        NumberSkipped,     ///< the next commit number did not follow
        StoreBehind,       ///< the store lost commits that the archive has
        NoRoom,            ///< the archive could not be written, and the store went on without it
        Damaged,           ///< pieces of the archive are missing or damaged
    };
    Reason reason = Reason::Started;
    qint64 from = 0;         ///< Unix ms UTC of the last thing known before; 0: nothing was
    qint64 until = 0;        ///< when it was noticed
    qint64 fromCommit = -1;  ///< the last commit before; -1: none
    qint64 untilCommit = -1; ///< the first commit after; -1: none yet
    bool operator==(const ArchiveGap &) const = default;
};
/// "started", "switched_off", "foreign_checkpoint" …
QString toString(ArchiveGap::Reason reason);

struct ArchiveStatus {
    bool enabled = false;
    std::optional<Moment> oldest; ///< that can be had back
    std::optional<Moment> newest;
    qint64 moments = 0;
    qint64 bytes = 0;     ///< of the archive's own files; bases are backups
    qint64 maxBytes = 0;
    qint64 waiting = 0;   ///< commits of the store that are not in the archive yet
    qint64 lostTo = -1;   ///< the store lost its newest commits; the archive has them up to this one. -1: nothing is lost
    bool baseMissing = false; ///< moments can be had back as soon as the next base is made
    QList<ArchiveGap> gaps;   ///< oldest first
    QList<Moment> named;      ///< oldest first
    std::optional<Error> problem; ///< why the archive does not get on
};

/// Commits of a stretch of time, for drawing.
struct MomentBar {
    qint64 from = 0; ///< Unix ms UTC, inclusive
    qint64 until = 0; ///< exclusive
    int commits = 0;
    qint64 firstCommit = -1;
    qint64 lastCommit = -1;
    bool operator==(const MomentBar &) const = default;
};

/// What a restore of a moment would change, by counting.
struct MomentPreview {
    struct Rows {
        qint64 now = 0;
        qint64 then = 0;
        bool operator==(const Rows &) const = default;
    };
    Moment moment;
    qint64 commitsSince = 0; ///< that would be taken back
    qint64 actsSince = 0;    ///< rows of the audit trail written since
    QMap<QString, Rows> tables; ///< every table; -1 where it does not exist
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Moment)
