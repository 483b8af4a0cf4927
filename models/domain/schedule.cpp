// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/schedule.h"

#include <QDateTime>

namespace plancia {

namespace {
constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;

/// That time on the wall in the zone, as Unix ms.
qint64 onTheWall(const QDate &date, const BackupSchedule &schedule, const QTimeZone &zone)
{
    const qint64 wall = QDateTime(date, QTime(schedule.hour, schedule.minute), Qt::UTC).toMSecsSinceEpoch();
    const auto offset = [&zone](qint64 ms) { return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC))) * 1000; };
    // The offsets of the days around it: two at most can hold, and the larger is the earlier time.
    const qint64 before = offset(wall - kDayMs), after = offset(wall + kDayMs);
    for (const qint64 candidate : {std::max(before, after), std::min(before, after)})
        if (offset(wall - candidate) == candidate)
            return wall - candidate;
    return wall - before; // skipped: as if the clock had not been put forward
}

QDate inMonth(const QDate &month, int day) { return {month.year(), month.month(), std::min(day, month.daysInMonth())}; }

/// The first day that the schedule names, from `from` on.
QDate dayOf(const BackupSchedule &schedule, const QDate &from)
{
    switch (schedule.every) {
    case BackupSchedule::Every::Week:
        return from.addDays((schedule.weekday - from.dayOfWeek() + 7) % 7);
    case BackupSchedule::Every::Month: {
        const QDate own = inMonth(from, schedule.monthday);
        return own >= from ? own : inMonth(QDate(from.year(), from.month(), 1).addMonths(1), schedule.monthday);
    }
    default:
        return from;
    }
}

qint64 nextHour(int minute, qint64 afterMs, const QTimeZone &zone)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(afterMs, zone);
    const qint64 intoHour = (local.time().msecsSinceStartOfDay() % kHourMs);
    const qint64 due = afterMs - intoHour + qint64(minute) * 60'000;
    return due > afterMs ? due : due + kHourMs;
}
} // namespace

QTimeZone planningZone()
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    return zone.isValid() ? zone : QTimeZone::utc();
}

std::optional<qint64> nextDue(const BackupSchedule &schedule, qint64 afterMs, const QTimeZone &asked)
{
    const QTimeZone zone = asked.isValid() ? asked : QTimeZone::utc();
    if (schedule.every == BackupSchedule::Every::Off)
        return std::nullopt;
    if (schedule.every == BackupSchedule::Every::Hour)
        return nextHour(schedule.minute, afterMs, zone);
    // From the day before: a time that is skipped may fall on the day after its own.
    QDate day = QDateTime::fromMSecsSinceEpoch(afterMs, zone).date().addDays(-1);
    for (;;) {
        day = dayOf(schedule, day);
        if (const qint64 due = onTheWall(day, schedule, zone); due > afterMs)
            return due;
        day = day.addDays(1);
    }
}

bool isDue(const BackupSchedule &schedule, qint64 lastMs, qint64 nowMs, const QTimeZone &zone)
{
    if (schedule.every == BackupSchedule::Every::Off)
        return false;
    if (lastMs <= 0 || lastMs > nowMs)
        return true;
    return *nextDue(schedule, lastMs, zone) <= nowMs;
}

qint64 lastForSchedule(const QList<BackupInfo> &backups, qint64 nowMs)
{
    qint64 last = 0;
    for (const BackupInfo &backup : backups) {
        const BackupManifest &manifest = backup.manifest;
        const bool stands = manifest.kind == u"scheduled" || manifest.kind == u"manual";
        const bool isThere = backup.state != BackupInfo::State::Damaged && backup.state != BackupInfo::State::Missing;
        if (stands && isThere && manifest.startedAt <= nowMs)
            last = std::max(last, manifest.startedAt);
    }
    return last;
}

QString dueForReading(const QList<BackupInfo> &backups, qint64 nowMs)
{
    constexpr qint64 kReadAgainAfter = 7 * 24 * kHourMs;
    QString due;
    qint64 oldest = nowMs - kReadAgainAfter;
    for (const BackupInfo &backup : backups) {
        if (!isWhole(backup) || std::max(backup.verifiedAt, backup.provedAt) >= oldest)
            continue;
        oldest = std::max(backup.verifiedAt, backup.provedAt);
        due = backup.path;
    }
    return due;
}

QString toString(BackupAlarm::State state)
{
    switch (state) {
    case BackupAlarm::State::Off: return QStringLiteral("off");
    case BackupAlarm::State::Good: return QStringLiteral("good");
    case BackupAlarm::State::NoneYet: return QStringLiteral("none_yet");
    case BackupAlarm::State::Late: return QStringLiteral("late");
    case BackupAlarm::State::Never: return QStringLiteral("never");
    }
    return {};
}

BackupAlarm backupAlarm(const QList<BackupInfo> &backups, const BackupPolicy &policy, qint64 storeMadeAt, qint64 nowMs)
{
    BackupAlarm alarm;
    alarm.maxAgeHours = policy.maxAgeHours;
    for (const BackupInfo &backup : backups)
        if (backup.state == BackupInfo::State::Proved && backup.manifest.startedAt <= nowMs)
            alarm.provedAt = std::max(alarm.provedAt, backup.manifest.startedAt);
    alarm.since = std::max(alarm.provedAt, storeMadeAt <= nowMs ? storeMadeAt : 0);
    if (policy.maxAgeHours <= 0)
        alarm.state = BackupAlarm::State::Off;
    else if (nowMs - alarm.since <= policy.maxAgeHours * kHourMs)
        alarm.state = alarm.provedAt == 0 ? BackupAlarm::State::NoneYet : BackupAlarm::State::Good;
    else
        alarm.state = alarm.provedAt == 0 ? BackupAlarm::State::Never : BackupAlarm::State::Late;
    return alarm;
}

BackupAlarm agedTo(BackupAlarm alarm, qint64 nowMs)
{
    using State = BackupAlarm::State;
    const bool isOver = nowMs - alarm.since > alarm.maxAgeHours * kHourMs;
    if (isOver && (alarm.state == State::Good || alarm.state == State::NoneYet))
        alarm.state = alarm.provedAt == 0 ? State::Never : State::Late;
    return alarm;
}

Error errorOf(const BackupAlarm &alarm, qint64 nowMs)
{
    const QString message = alarm.provedAt == 0
        ? QStringLiteral("none is proved")
        : QStringLiteral("it is %1 h old, the limit is %2 h").arg((nowMs - alarm.provedAt) / kHourMs).arg(alarm.maxAgeHours);
    return Error(ErrorCode::BackupTooOld, {{QStringLiteral("message"), message}});
}

} // namespace plancia
