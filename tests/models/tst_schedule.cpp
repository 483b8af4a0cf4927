// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/schedule.h"

#include <QDateTime>
#include <QTest>

using namespace plancia;
using Every = BackupSchedule::Every;

namespace {
constexpr qint64 kHour = 3'600'000;

qint64 at(const char *utc) { return QDateTime::fromString(QLatin1String(utc), Qt::ISODate).toMSecsSinceEpoch(); }
QString iso(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate); }

BackupInfo backup(qint64 startedAt, BackupInfo::State state, const char *kind = "scheduled")
{
    BackupInfo info;
    info.manifest.startedAt = startedAt;
    info.manifest.kind = QLatin1String(kind);
    info.state = state;
    return info;
}
} // namespace

Q_DECLARE_METATYPE(plancia::BackupSchedule)

class ScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void findsTheNextTime_data()
    {
        QTest::addColumn<BackupSchedule>("schedule");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("due"); // empty: never
        const auto add = [](const char *name, BackupSchedule schedule, const char *after, const char *due) {
            QTest::newRow(name) << schedule << QByteArray(after) << QByteArray(due);
        };
        const auto daily = [](int hour, int minute) { return BackupSchedule{Every::Day, minute, hour, 1, 1}; };
        add("off", {Every::Off}, "2026-01-10T12:00:00Z", "");
        add("later in the hour", {Every::Hour, 20}, "2026-01-10T12:00:00Z", "2026-01-10T12:20:00Z");
        add("in the next hour", {Every::Hour, 20}, "2026-01-10T12:20:00Z", "2026-01-10T13:20:00Z");
        // Rome is an hour ahead of UTC in winter, two in summer.
        add("today", daily(3, 0), "2026-01-10T01:00:00Z", "2026-01-10T02:00:00Z");
        add("tomorrow, exactly then is past", daily(3, 0), "2026-01-10T02:00:00Z", "2026-01-11T02:00:00Z");
        add("in summer", daily(3, 0), "2026-07-10T12:00:00Z", "2026-07-11T01:00:00Z");
        add("over the year's end", daily(0, 30), "2026-12-31T23:30:00Z", "2027-01-01T23:30:00Z");
        add("Monday", {Every::Week, 0, 3, 1, 1}, "2026-01-10T12:00:00Z", "2026-01-12T02:00:00Z");
        add("Sunday, later that day", {Every::Week, 0, 22, 7, 1}, "2026-01-11T12:00:00Z", "2026-01-11T21:00:00Z");
        add("Sunday, a week later", {Every::Week, 0, 3, 7, 1}, "2026-01-11T12:00:00Z", "2026-01-18T02:00:00Z");
        add("the 15th", {Every::Month, 0, 3, 1, 15}, "2026-01-10T12:00:00Z", "2026-01-15T02:00:00Z");
        add("the 15th of the next month", {Every::Month, 0, 3, 1, 15}, "2026-01-15T02:00:00Z", "2026-02-15T02:00:00Z");
        add("the 31st of February", {Every::Month, 0, 3, 1, 31}, "2026-01-31T02:00:00Z", "2026-02-28T02:00:00Z");
        add("the 31st after February", {Every::Month, 0, 3, 1, 31}, "2026-02-28T02:00:00Z", "2026-03-31T01:00:00Z");
        add("the 29th of a leap year", {Every::Month, 0, 3, 1, 29}, "2028-02-01T12:00:00Z", "2028-02-29T02:00:00Z");
        // 2026-03-29 02:00 to 03:00 does not exist in Rome, 2026-10-25 02:00 to 03:00 comes twice.
        add("skipped: an hour later by the clock", daily(2, 30), "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z");
        add("the day after it was skipped", daily(2, 30), "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        add("twice: the first", daily(2, 30), "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z");
        add("twice: not again", daily(2, 30), "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        add("hourly, in the hour that comes twice", {Every::Hour, 30}, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
    }
    void findsTheNextTime()
    {
        QFETCH(BackupSchedule, schedule);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, due);
        const auto next = nextDue(schedule, at(after), m_rome);
        QCOMPARE(next ? iso(*next) : QString(), QString::fromLatin1(due));
    }

    /// A zone of half hours, one where summer time skips midnight, and one that skipped a whole day.
    void knowsOddZones()
    {
        QCOMPARE(iso(*nextDue({Every::Hour, 0}, at("2026-01-10T12:00:00Z"), QTimeZone("Asia/Kolkata"))), QStringLiteral("2026-01-10T12:30:00Z"));
        const BackupSchedule midnight{Every::Day, 0, 0, 1, 1};
        QCOMPARE(iso(*nextDue(midnight, at("2018-11-03T12:00:00Z"), QTimeZone("America/Sao_Paulo"))), QStringLiteral("2018-11-04T03:00:00Z"));
        const BackupSchedule noon{Every::Day, 0, 12, 1, 1};
        const auto next = nextDue(noon, at("2011-12-29T23:00:00Z"), QTimeZone("Pacific/Apia"));
        QVERIFY(next && *next > at("2011-12-29T23:00:00Z") && *next <= at("2011-12-31T23:00:00Z"));
    }

    /// A TZ that the system's library takes and Qt does not: no loop without an end.
    void takesAZoneThatIsNoneForUtc()
    {
        QCOMPARE(iso(*nextDue({Every::Day, 0, 3, 1, 1}, at("2026-01-10T12:00:00Z"), QTimeZone())), QStringLiteral("2026-01-11T03:00:00Z"));
        QVERIFY(planningZone().isValid());
    }

    /// From any time on, the next one is later, and none lies between.
    void goesForwardForTwoYears()
    {
        const qint64 end = at("2028-01-01T00:00:00Z");
        for (const Every every : {Every::Hour, Every::Day, Every::Week, Every::Month}) {
            const BackupSchedule schedule{every, 30, 2, 7, 31};
            qint64 now = at("2026-01-01T00:00:00Z");
            while (now < end) {
                const qint64 due = *nextDue(schedule, now, m_rome);
                QVERIFY(due > now);
                QCOMPARE(*nextDue(schedule, due - 1, m_rome), due);
                now = due;
            }
        }
    }

    void isDueOnceHoweverManyWereMissed()
    {
        const BackupSchedule daily{Every::Day, 0, 3, 1, 1};
        const qint64 last = at("2026-01-10T02:00:03Z");
        QVERIFY(!isDue(daily, last, at("2026-01-11T01:59:59Z"), m_rome));
        QVERIFY(isDue(daily, last, at("2026-01-11T02:00:00Z"), m_rome));
        const qint64 awake = at("2026-01-20T09:00:00Z");
        QVERIFY(isDue(daily, last, awake, m_rome));
        QVERIFY(!isDue(daily, awake, awake + 1000, m_rome));
        QVERIFY(isDue(daily, 0, awake, m_rome));                  // never yet
        QVERIFY(isDue(daily, awake + 365 * 24 * kHour, awake, m_rome)); // the clock was wrong then, or is now
        QVERIFY(!isDue({Every::Off}, 0, awake, m_rome));
    }

    void whatStandsForTheSchedule()
    {
        using B = BackupInfo::State;
        const qint64 now = at("2026-01-20T09:00:00Z");
        QCOMPARE(lastForSchedule({}, now), 0);
        QCOMPARE(lastForSchedule({backup(now - 3 * kHour, B::Verified), backup(now - 2 * kHour, B::Proved, "manual"),
                                  backup(now - kHour, B::Verified, "before:restore"), backup(now - kHour, B::Verified, "base"),
                                  backup(now - kHour, B::Damaged), backup(now + kHour, B::Verified)},
                                 now),
                 now - 2 * kHour);
    }

    void raisesTheAlarm()
    {
        using B = BackupInfo::State;
        const qint64 now = at("2026-01-20T09:00:00Z");
        const qint64 old = now - 1000 * kHour;
        BackupPolicy policy; // 26 hours
        QCOMPARE(toString(backupAlarm({}, policy, old, now).state), QStringLiteral("never"));
        QCOMPARE(toString(backupAlarm({}, policy, 0, now).state), QStringLiteral("never"));
        const BackupAlarm young = backupAlarm({backup(now - kHour, B::Verified)}, policy, now - 25 * kHour, now);
        QCOMPARE(toString(young.state), QStringLiteral("none_yet"));
        QVERIFY(!young.isRaised());
        QCOMPARE(toString(backupAlarm({backup(now - kHour, B::Proved)}, policy, now - 25 * kHour, now).state), QStringLiteral("good"));
        QCOMPARE(toString(backupAlarm({}, policy, now + 25 * kHour, now).state), QStringLiteral("never")); // its date is no witness
        QCOMPARE(toString(backupAlarm({backup(now - kHour, B::Verified)}, policy, old, now).state), QStringLiteral("never")); // not proved
        QCOMPARE(toString(backupAlarm({backup(now - 26 * kHour, B::Proved)}, policy, old, now).state), QStringLiteral("good"));
        const BackupAlarm late = backupAlarm({backup(now - 26 * kHour - 1, B::Proved), backup(now + kHour, B::Proved)}, policy, old, now);
        QCOMPARE(toString(late.state), QStringLiteral("late"));
        QVERIFY(late.isRaised());
        QCOMPARE(errorOf(late, now).code(), ErrorCode::BackupTooOld);
        // Nothing new is known, but time passes.
        const BackupAlarm good = backupAlarm({backup(now - kHour, B::Proved)}, policy, old, now);
        QCOMPARE(toString(agedTo(good, now + 25 * kHour).state), QStringLiteral("good"));
        QCOMPARE(toString(agedTo(good, now + 25 * kHour + 1).state), QStringLiteral("late"));
        QCOMPARE(toString(agedTo(young, now + kHour).state), QStringLiteral("none_yet"));
        QCOMPARE(toString(agedTo(young, now + kHour + 1).state), QStringLiteral("never"));
        policy.maxAgeHours = 0;
        QCOMPARE(toString(backupAlarm({}, policy, old, now).state), QStringLiteral("off"));
    }

private:
    const QTimeZone m_rome{"Europe/Rome"};
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
