// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/backuppolicy.h"

#include <QTimeZone>

namespace plancia {

/// Whether the clock can be believed, so that dates may decide what is deleted.
struct ClockJudgement {
    enum class Verdict {
        Right,
        WentBack,     ///< it is behind a time that was seen already
        JumpedForward ///< further than any file, commit or counter of the computer accounts for
    };
    Verdict verdict = Verdict::Right;
    qint64 byMs = 0; ///< how far it jumped
    bool isRight() const { return verdict == Verdict::Right; }
    bool operator==(const ClockJudgement &) const = default;
};
QString toString(ClockJudgement::Verdict verdict); ///< "right", "went_back", "jumped_forward"

struct ClockEvidence {
    ClockReading now;
    ClockReading last;          ///< the last that was believed; wallMs 0: none
    qint64 newestBackupMs = 0;  ///< of those not dated in the future; 0: none
    qint64 newestCommitMs = 0;  ///< of the store; 0: none, or not to be believed
};
/// Since the same start of the computer its counter says exactly how much time passed. Across a start only what was
/// written can tell, and a computer that was off for a weekend or over holidays is no jump: 92 days beyond all of it are one.
/// What a jump below that can do is little, since days, weeks and months are counted that have a backup. Small steps back are
/// usual (NTP).
ClockJudgement judgeClock(const ClockEvidence &evidence);

struct RetentionItem {
    BackupInfo backup;
    bool ofThisStore = true;
    bool isInUse = false;
    bool archiveNeedsIt = false;
};

struct RetentionDecision {
    bool remove = false;
    QList<KeepReason> reasons; ///< at least one
    qint64 keepUntil = 0;      ///< as BackupInfo::keepUntil
    bool operator==(const RetentionDecision &) const = default;
};

/// What becomes of each backup, in the order given. Days, ISO weeks and months are counted that have a backup, in the zone's
/// time, and the newest of each is kept; further the newest rule.daily by commit number, the newest proved, what is pinned
/// or damaged, the last without a fault that newer ones have, what was made before an act for 30 days. What is dated in the future or of another store is neither touched nor counted.
/// A clock that is not right keeps everything.
QList<RetentionDecision> decideRetention(const QList<RetentionItem> &items, const RetentionRule &rule, qint64 nowMs,
                                         const ClockJudgement &clock, const QTimeZone &zone);

} // namespace plancia
