// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/backuppolicy.h"

#include <QTimeZone>
#include <optional>

namespace plancia {

/// The zone in which people plan here: the system's, or UTC where that is one that Qt does not know.
QTimeZone planningZone();
/// The first time after `afterMs` (Unix ms UTC) at which the schedule falls due; nothing when it is off. Days, weeks and
/// months go by the clock on the wall of the zone: a time that summer time skips falls that much later, one that comes twice
/// is its first. Hours go by time that passes. A zone that is not valid counts as UTC.
std::optional<qint64> nextDue(const BackupSchedule &schedule, qint64 afterMs, const QTimeZone &zone);
/// Whether one is due now, the last having begun at `lastMs`. However many were missed, one is due. A last that is in the
/// future (the clock was set) counts as none, and after none one is due at once.
bool isDue(const BackupSchedule &schedule, qint64 lastMs, qint64 nowMs, const QTimeZone &zone);
/// When the last one began that stands for the schedule: made by it or by a person, and whole. 0 for none.
qint64 lastForSchedule(const QList<BackupInfo> &backups, qint64 nowMs);

/// Bit rot shows only to who reads: the path of the backup that was longest not read, when that is more than seven days ago;
/// empty when there is none. One that is not whole as far as is known has no more to lose.
QString dueForReading(const QList<BackupInfo> &backups, qint64 nowMs);

/// What must be known of a workspace's backups by whoever is responsible for them.
struct BackupAlarm {
    enum class State {
        Off,   ///< no limit is set
        Good,
        NoneYet, ///< none is proved, and the store is too young for that to be late: nothing to rely on, but no alarm
        Late,  ///< the newest proved one is older than the limit
        Never, ///< none is proved
    };
    State state = State::Off;
    qint64 provedAt = 0; ///< the state that the newest proved backup holds, Unix ms UTC; 0 for none
    int maxAgeHours = 0;
    qint64 since = 0;    ///< the limit counts from then: provedAt, or when the store was made if that is later, Unix ms UTC
    bool isRaised() const { return state == State::Late || state == State::Never; }
    bool operator==(const BackupAlarm &) const = default;
};
QString toString(BackupAlarm::State state); ///< "off", "good", "none_yet", "late", "never"
/// A backup that is dated in the future proves nothing about its age. A store that was made (Unix ms UTC, 0: unknown) within
/// the limit has had no time yet for one: NoneYet.
BackupAlarm backupAlarm(const QList<BackupInfo> &backups, const BackupPolicy &policy, qint64 storeMadeAt, qint64 nowMs);
/// The same alarm later, when nothing is known but that time has passed: what was good may be late by now.
BackupAlarm agedTo(BackupAlarm alarm, qint64 nowMs);
/// BKP_014, with how old the newest proved one is. Of a raised alarm.
Error errorOf(const BackupAlarm &alarm, qint64 nowMs);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BackupAlarm)
