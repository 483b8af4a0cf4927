// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/retention.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>
#include <random>

using namespace plancia;
using Kind = KeepReason::Kind;
using State = BackupInfo::State;
using Verdict = ClockJudgement::Verdict;

namespace {
constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;

qint64 at(const char *text) { return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toMSecsSinceEpoch(); }

RetentionItem backup(qint64 startedAt, qint64 commit, State state = State::Verified, const char *kind = "scheduled")
{
    RetentionItem item;
    item.backup.manifest.startedAt = startedAt;
    item.backup.manifest.finishedAt = startedAt + 1'000;
    item.backup.manifest.commitNo = commit;
    item.backup.manifest.kind = QLatin1String(kind);
    item.backup.path = QString::number(commit);
    item.backup.state = state;
    return item;
}

/// One a day at three at night, newest first.
QList<RetentionItem> nightly(int days, qint64 lastAt)
{
    QList<RetentionItem> items;
    for (int i = 0; i < days; ++i)
        items.append(backup(lastAt - i * kDay, days - i));
    return items;
}

QList<RetentionDecision> decide(const QList<RetentionItem> &items, qint64 now, RetentionRule rule = {},
                                const ClockJudgement &clock = {}, const char *zone = "UTC")
{
    return decideRetention(items, rule, now, clock, QTimeZone(zone));
}

bool hasReason(const RetentionDecision &decision, Kind kind)
{
    return std::ranges::any_of(decision.reasons, [kind](const KeepReason &r) { return r.kind == kind; });
}
qsizetype kept(const QList<RetentionDecision> &decisions)
{
    return std::ranges::count(decisions, false, &RetentionDecision::remove);
}
} // namespace

class tst_Retention : public QObject {
    Q_OBJECT
private slots:
    void keepsSevenDaysFourWeeksTwelveMonths()
    {
        const qint64 last = at("2026-11-25T03:00:00Z"); // a Wednesday
        const auto items = nightly(500, last);
        const auto decisions = decide(items, last + kHour);
        QList<qsizetype> daily, weekly, monthly;
        for (qsizetype i = 0; i < decisions.size(); ++i) {
            QVERIFY(!decisions[i].reasons.isEmpty());
            QCOMPARE(decisions[i].remove, decisions[i].reasons.first().kind == Kind::Superseded);
            if (hasReason(decisions[i], Kind::Daily))
                daily.append(i);
            if (hasReason(decisions[i], Kind::Weekly))
                weekly.append(i);
            if (hasReason(decisions[i], Kind::Monthly))
                monthly.append(i);
        }
        QCOMPARE(daily, QList<qsizetype>({0, 1, 2, 3, 4, 5, 6}));
        QCOMPARE(weekly, QList<qsizetype>({0, 3, 10, 17})); // today, and the last three Sundays
        QCOMPARE(monthly.size(), 12);
        QCOMPARE(monthly.mid(0, 3), QList<qsizetype>({0, 25, 56})); // today, 31 October, 30 September
        QVERIFY((decisions[0].reasons.first() == KeepReason{Kind::Newest, 1, 7}));
    }
    void saysUntilWhen()
    {
        const qint64 last = at("2026-11-25T03:00:00Z");
        auto items = nightly(40, last);
        items[5].backup.pinned = true;
        const auto decisions = decide(items, last + kHour);
        QCOMPARE(decisions[0].keepUntil, at("2027-11-01T00:00:00Z")); // the first of twelve months
        QCOMPARE(decisions[1].keepUntil, at("2026-12-01T00:00:00Z")); // 24 November, second of seven days
        QCOMPARE(decisions[5].keepUntil, 0);
        QCOMPARE(decisions[10].keepUntil, at("2026-12-07T00:00:00Z")); // third of four weeks: two more, from that of the newest
        QCOMPARE(decisions[39].keepUntil, 0);
    }
    void countsDaysInTheZoneOfThePerson()
    {
        // 23:30 and 00:30 in Rome are one day in UTC.
        const QList<RetentionItem> items{backup(at("2026-06-10T22:30:00Z"), 2), backup(at("2026-06-10T21:30:00Z"), 1)};
        const RetentionRule two{2, 0, 0};
        const auto rome = decide(items, at("2026-06-11T08:00:00Z"), two, {}, "Europe/Rome");
        QVERIFY(hasReason(rome[0], Kind::Daily) && hasReason(rome[1], Kind::Daily));
        const auto utc = decide(items, at("2026-06-11T08:00:00Z"), two);
        QVERIFY(hasReason(utc[0], Kind::Daily) && !hasReason(utc[1], Kind::Daily));
    }
    void weeksAreThoseOfIso8601()
    {
        // 1 January 2027 is a Friday, in week 53 of 2026 as 31 December is.
        const QList<RetentionItem> items{backup(at("2027-01-01T12:00:00Z"), 3), backup(at("2026-12-31T12:00:00Z"), 2),
                                         backup(at("2026-12-27T12:00:00Z"), 1)};
        const auto decisions = decide(items, at("2027-01-01T13:00:00Z"), {0, 4, 0});
        QVERIFY(hasReason(decisions[0], Kind::Weekly) && hasReason(decisions[2], Kind::Weekly));
        QVERIFY(decisions[1].remove);
    }
    void keepsForOneReason_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("reason");
        QTest::newRow("pinned") << 0 << int(Kind::Pinned);
        QTest::newRow("proved, alone") << 1 << int(Kind::LastProved);
        QTest::newRow("before an act") << 2 << int(Kind::BeforeAct);
        QTest::newRow("base") << 3 << int(Kind::ArchiveBase);
        QTest::newRow("damaged") << 4 << int(Kind::Damaged);
        QTest::newRow("missing") << 5 << int(Kind::Damaged);
        QTest::newRow("in use") << 6 << int(Kind::InUse);
        QTest::newRow("of another store") << 7 << int(Kind::Unknown);
        QTest::newRow("of the future") << 8 << int(Kind::Unknown);
        QTest::newRow("before an act, long ago") << 9 << int(Kind::Superseded);
        QTest::newRow("nothing") << 10 << int(Kind::Superseded);
    }
    void keepsForOneReason()
    {
        QFETCH(int, what);
        QFETCH(int, reason);
        const qint64 now = at("2026-11-25T12:00:00Z");
        QList<RetentionItem> items = nightly(20, at("2026-11-25T03:00:00Z"));
        RetentionItem &old = items[15]; // 10 November: no Sunday, no end of a month
        switch (what) {
        case 0: old.backup.pinned = true; break;
        case 1: old.backup.state = State::Proved; break;
        case 2: old.backup.manifest.kind = "before:restore"; break;
        case 3: old.archiveNeedsIt = true; break;
        case 4: old.backup.state = State::Damaged; break;
        case 5: old.backup.state = State::Missing; break;
        case 6: old.isInUse = true; break;
        case 7: old.ofThisStore = false; break;
        case 8: old.backup.manifest.startedAt = now + 3650 * kDay; break;
        case 9:
            old.backup.manifest.kind = "before:restore";
            for (RetentionItem &item : items)
                item.backup.manifest.startedAt -= 31 * kDay;
            break;
        default: break;
        }
        const RetentionRule rule{7, 0, 0};
        const auto decisions = decide(items, now, rule);
        QCOMPARE(decisions[15].reasons.size(), 1);
        QCOMPARE(int(decisions[15].reasons.first().kind), reason);
        QCOMPARE(decisions[15].remove, reason == int(Kind::Superseded));
        QCOMPARE(kept(decisions), reason == int(Kind::Superseded) ? 7 : 8); // and it took nobody's place
    }
    void aFrozenClockKeepsEverything()
    {
        const qint64 last = at("2026-11-25T03:00:00Z");
        const auto decisions = decide(nightly(100, last), last + kHour, {}, {Verdict::JumpedForward, 10 * 365 * kDay});
        QCOMPARE(kept(decisions), 100);
        QVERIFY(hasReason(decisions[50], Kind::Frozen));
    }
    void judgesTheClock_data()
    {
        QTest::addColumn<qint64>("wall");    // since the last look
        QTest::addColumn<qint64>("boot");    // since the last look; -1: the computer was started anew
        QTest::addColumn<qint64>("commit");  // since the last look
        QTest::addColumn<int>("verdict");
        const int right = int(Verdict::Right), back = int(Verdict::WentBack), forward = int(Verdict::JumpedForward);
        QTest::newRow("an hour later") << kHour << kHour << qint64(0) << right;
        QTest::newRow("after a week asleep") << 7 * kDay << 7 * kDay << qint64(0) << right;
        QTest::newRow("a second back") << qint64(-1'000) << qint64(0) << qint64(0) << right;
        QTest::newRow("an hour back") << qint64(0) << kHour << qint64(0) << back;
        QTest::newRow("ten years on") << 3650 * kDay << kHour << qint64(0) << forward;
        QTest::newRow("ten years back") << -3650 * kDay << kHour << qint64(0) << back;
        QTest::newRow("started anew, a night later") << 12 * kHour << qint64(-1) << qint64(0) << right;
        QTest::newRow("started anew, a week later") << 7 * kDay << qint64(-1) << qint64(0) << right; // holidays
        QTest::newRow("started anew, half a year later") << 180 * kDay << qint64(-1) << qint64(0) << forward;
        QTest::newRow("started anew, a week later, with commits") << 7 * kDay << qint64(-1) << 6 * kDay + 23 * kHour << right;
        QTest::newRow("started anew, in 1970") << -20'000 * kDay << qint64(-1) << qint64(0) << back;
        QTest::newRow("started anew, behind the last commit") << kHour << qint64(-1) << kDay << back;
    }
    void judgesTheClock()
    {
        QFETCH(qint64, wall);
        QFETCH(qint64, boot);
        QFETCH(qint64, commit);
        QFETCH(int, verdict);
        const qint64 last = at("2026-11-25T03:00:00Z");
        ClockEvidence e;
        e.last = {last, 5 * kDay, "a"};
        e.now = boot < 0 ? ClockReading{last + wall, kHour, "b"} : ClockReading{last + wall, 5 * kDay + boot, "a"};
        e.newestBackupMs = last - kHour;
        e.newestCommitMs = last + commit;
        QCOMPARE(int(judgeClock(e).verdict), verdict);
        QCOMPARE(judgeClock(e).byMs != 0, verdict != int(Verdict::Right));
    }
    void believesAFirstLook() { QVERIFY(judgeClock({{at("2026-11-25T03:00:00Z"), 5, "a"}, {}, 0, 0}).isRight()); }

    /// Whatever the clock did between the backups, and although nothing was frozen: the newest seven real ones and a
    /// proved one are there at every moment.
    void anyHistoryOfClocksKeepsSevenAndAProvedOne()
    {
        for (unsigned seed = 0; seed < 300; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
            qint64 clock = at("2026-11-25T03:00:00Z");
            QList<RetentionItem> items;
            int made = 0;
            bool wasProved = false;
            for (int step = 0; step < 60; ++step) {
                switch (pick(6)) {
                case 0: clock += 3650 * kDay; break;
                case 1: clock -= 3650 * kDay; break;
                case 2: clock += 31 * kDay; break;
                case 3: break; // it stands still
                default: clock += 20 * kHour; break;
                }
                const bool proved = pick(5) == 0;
                wasProved = wasProved || proved;
                items.append(backup(clock, ++made, proved ? State::Proved : State::Verified));
                const auto decisions = decide(items, clock);
                QList<RetentionItem> left;
                for (qsizetype i = 0; i < items.size(); ++i)
                    if (!decisions[i].remove)
                        left.append(items[i]);
                items = left;
                QVERIFY2(items.size() >= std::min(7, made), qPrintable(QString("seed %1 step %2").arg(seed).arg(step)));
                QVERIFY(std::ranges::any_of(items, [&](const auto &i) { return i.backup.manifest.commitNo == made; }));
                QVERIFY(!wasProved || std::ranges::any_of(items, [](const auto &i) { return i.backup.state == State::Proved; }));
            }
        }
    }
    /// Newer ones have a fault that it has not: however old it gets, it stays until a person lets it go.
    void theLastCleanOneStays()
    {
        QList<RetentionItem> items = nightly(30, at("2026-11-25T03:00:00Z"));
        items.append(backup(at("2020-01-01T03:00:00Z"), 0));
        QVERIFY(decide(items, at("2026-11-25T04:00:00Z"), {7, 4, 1}).last().remove);
        items.last().backup.lastCleanFor = QStringLiteral("integrity-check");
        const auto decision = decide(items, at("2026-11-25T04:00:00Z"), {7, 4, 1}).last();
        QVERIFY(!decision.remove && hasReason(decision, Kind::LastClean));
        QCOMPARE(decision.keepUntil, 0);
    }
    void bucketsAreBounded()
    {
        QList<RetentionItem> items;
        const qint64 now = at("2026-11-25T03:00:00Z");
        for (int i = 0; i < 5'000; ++i) // hourly
            items.append(backup(now - i * kHour, 5'000 - i));
        QVERIFY(kept(decide(items, now)) <= 7 + 7 + 4 + 12);
    }
};

QTEST_GUILESS_MAIN(tst_Retention)
#include "tst_retention.moc"
