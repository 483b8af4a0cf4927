// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace plancia {

/// When backups are made by themselves. Times are local: a person plans by the clock on the wall.
struct BackupSchedule {
    enum class Every { Off, Hour, Day, Week, Month };
    Every every = Every::Off;
    int minute = 0;   ///< 0…59
    int hour = 3;     ///< 0…23; Day, Week, Month
    int weekday = 1;  ///< 1 Monday … 7 Sunday; Week
    int monthday = 1; ///< 1…31, the last day of a shorter month; Month
    bool operator==(const BackupSchedule &) const = default;
};

/// How many calendar days, weeks (ISO 8601) and months keep their newest backup. Local time.
struct RetentionRule {
    int daily = 7;
    int weekly = 4;
    int monthly = 12;
    bool operator==(const RetentionRule &) const = default;
};

/// What a person sets for the backups of one workspace. A JSON object in console.db, under "backup_policy.<workspace id>".
struct BackupPolicy {
    bool archive = true; ///< keep every commit, so that any moment can be had back (local stores only)
    qint64 archiveMaxBytes = 2LL << 30;
    BackupSchedule schedule;
    RetentionRule retention;
    int maxAgeHours = 26;  ///< the newest proved backup may be so old; 0: no alarm
    QString secondPlace;   ///< a folder; empty: none
    bool encrypt = false;  ///< new backups, with this installation's key; while that is not to be had none is made
    bool operator==(const BackupPolicy &) const = default;
};
QByteArray toJson(const BackupPolicy &policy);
/// CONFIG_001 names the member that cannot be read. Members that are missing have their defaults.
Result<BackupPolicy> backupPolicyFromJson(const QByteArray &json);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BackupPolicy)
