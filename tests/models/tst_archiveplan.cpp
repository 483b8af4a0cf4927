// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/archiveplan.h"

#include <QTest>

using namespace plancia;

namespace {
constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kNow = 1'800'000'000'000;
constexpr qint64 kNoLimit = qint64(1) << 50;

ArchivePiece piece(qint64 at, QList<qint64> commits, qint64 bytes = 100)
{
    ArchivePiece made;
    made.at = at;
    made.commits = commits;
    made.lastCommit = commits.last();
    made.bytes = bytes;
    made.pageSize = 4096;
    return made;
}
ArchivePiece gap(qint64 at)
{
    ArchivePiece made;
    made.gap = true;
    made.at = at;
    made.bytes = 10;
    return made;
}
} // namespace

class TestArchivePlan : public QObject {
    Q_OBJECT
private slots:
    void mergesClosedHoursWhole()
    {
        QList<ArchivePiece> pieces;
        for (int i = 0; i < 240; ++i) // four hours, one a minute
            pieces.append(piece(kNow - 4 * kHour + i * 60'000, {i + 1}));
        const ArchivePlan plan = planArchive(pieces, {{0, kNow - 5 * kHour, 0}}, {}, kNow, kNoLimit);
        QCOMPARE(plan.drop, 0);
        QVERIFY(plan.merges.size() >= 3);
        for (const auto &merge : plan.merges) {
            QVERIFY(!merge.thin);
            QVERIFY(kNow - pieces[merge.end - 1].at >= kHour);
            QCOMPARE(pieces[merge.begin].at / kHour, pieces[merge.end - 1].at / kHour);
        }
    }
    void thinsOldHoursAndOlderDays()
    {
        QList<ArchivePiece> pieces;
        qint64 no = 0;
        for (qint64 at = kNow - 40 * kDay; at < kNow; at += kHour / 2)
            pieces.append(piece(at, {++no}));
        const ArchivePlan plan = planArchive(pieces, {{0, kNow - 41 * kDay, 0}}, {}, kNow, kNoLimit);
        for (const auto &merge : plan.merges) {
            const qint64 age = kNow - pieces[merge.end - 1].at;
            QCOMPARE(merge.thin, age >= 2 * kDay);
            QVERIFY(merge.end - merge.begin <= (age >= 29 * kDay ? 48 : 2));
        }
        QVERIFY(plan.merges.first().end - plan.merges.first().begin > 2); // a day
    }
    void leavesWhatIsThinAlready()
    {
        QList<ArchivePiece> pieces;
        for (qint64 i = 0; i < 20; ++i)
            pieces.append(piece(kNow - 5 * kDay + i * kHour, {100 + i}));
        pieces.append(piece(kNow - 3 * kDay, {130, 140}));
        pieces.append(piece(kNow - 2 * kDay, {150}));
        pieces.append(piece(kNow - kDay, {160}));
        const QList<ArchiveBaseAt> bases{{1, kNow - 6 * kDay, 0}};
        const ArchivePlan plan = planArchive(pieces, bases, {130}, kNow, kNoLimit);
        QVERIFY(plan.merges.isEmpty()); // 130 has a name
        QCOMPARE(planArchive(pieces, bases, {}, kNow, kNoLimit).merges, (QList<ArchivePlan::Merge>{{20, 21, true}}));
    }
    void mergesNothingBehindABase()
    {
        const qint64 at = (kNow - 5 * kHour) / kHour * kHour;
        const QList<ArchivePiece> pieces{piece(at, {1}), piece(at + 1, {2}), piece(at + 2, {3, 4}), piece(at + 3, {5}), piece(at + 4, {6})};
        QCOMPARE(planArchive(pieces, {{0, at - kDay, 0}, {3, at + 3, 0}}, {}, kNow, kNoLimit).merges, (QList<ArchivePlan::Merge>{{0, 3, false}, {3, 5, false}}));
        QCOMPARE(planArchive(pieces, {{0, at - kDay, 0}, {2, at + 1, 0}}, {}, kNow, kNoLimit).merges, (QList<ArchivePlan::Merge>{{0, 2, false}, {2, 5, false}}));
    }
    void neverMergesAcrossAGap()
    {
        const qint64 at = (kNow - 5 * kHour) / kHour * kHour;
        QList<ArchivePiece> pieces{piece(at, {1}), piece(at + 1, {2}), gap(at + 2), piece(at + 3, {3}), piece(at + 4, {4})};
        const ArchivePlan plan = planArchive(pieces, {{0, at - kDay, 0}, {2, at + 2, 1}}, {}, kNow, kNoLimit);
        QCOMPARE(plan.merges, (QList<ArchivePlan::Merge>{{0, 2, false}, {3, 5, false}}));
        pieces[4].follows = false; // a hole
        QCOMPARE(planArchive(pieces, {{0, at - kDay, 0}, {2, at + 2, 1}}, {}, kNow, kNoLimit).merges,
                 (QList<ArchivePlan::Merge>{{0, 2, false}}));
    }
    void thinsNothingWhenTheClockJumps_data()
    {
        QTest::addColumn<qint64>("jump");
        QTest::newRow("ten years ahead") << 3650 * kDay;
        QTest::newRow("ten years back") << -3650 * kDay;
        QTest::newRow("a month ahead") << 31 * kDay;
    }
    void thinsNothingWhenTheClockJumps()
    {
        QFETCH(qint64, jump);
        QList<ArchivePiece> pieces;
        for (qint64 i = 0; i < 20; ++i)
            pieces.append(piece(kNow - 20 * kHour + i * kHour, {2 * i + 1, 2 * i + 2}));
        pieces.append(piece(kNow + jump, {100}));
        const ArchivePlan plan = planArchive(pieces, {{0, kNow - kDay, 0}}, {}, kNow + jump + kHour, kNoLimit);
        QVERIFY(std::ranges::none_of(plan.merges, &ArchivePlan::Merge::thin));
        QCOMPARE(plan.drop, 0);
    }
    void dropsTheOldestDownToABase()
    {
        QList<ArchivePiece> pieces;
        for (qint64 i = 0; i < 20; ++i)
            pieces.append(piece(kNow - 20 * kHour + i * kHour, {i + 1}, 100));
        const QList<ArchiveBaseAt> bases{{0, kNow - kDay, 0}, {8, kNow - 12 * kHour, 0}, {15, kNow - 5 * kHour, 0}};
        QCOMPARE(planArchive(pieces, bases, {}, kNow, 2000).drop, 0);
        QCOMPARE(planArchive(pieces, bases, {}, kNow, 1900).drop, 7); // up to the base of commit 8, which is in the eighth
        QCOMPARE(planArchive(pieces, bases, {}, kNow, 1000).drop, 14);
        QCOMPARE(planArchive(pieces, bases, {}, kNow, 10).drop, 14); // what is left can be reached
        QCOMPARE(planArchive(pieces, bases, {}, kNow, 10).keptBases, QSet<qsizetype>({0, 1, 2}));
    }
    void letsWhatNoBaseServesGo()
    {
        QList<ArchivePiece> pieces{piece(kNow - 5 * kHour, {1}), piece(kNow - 4 * kHour, {2}), piece(kNow - 3 * kHour, {3})};
        QCOMPARE(planArchive(pieces, {{3, kNow, 0}}, {}, kNow, kNoLimit).drop, 2);
        QCOMPARE(planArchive(pieces, {}, {}, kNow, kNoLimit).drop, 0); // the base is on its way
        pieces.insert(1, gap(kNow - 5 * kHour + 1));
        QCOMPARE(planArchive(pieces, {{1, kNow - kHour, 1}}, {}, kNow, kNoLimit).drop, 1); // a line without a base
    }
    void keepsABaseAWeekAndAllOfTwoDays()
    {
        QList<ArchivePiece> pieces;
        QList<ArchiveBaseAt> bases;
        for (qint64 day = 28; day >= 0; --day) {
            pieces.append(piece(kNow - day * kDay, {100 - day}));
            bases.append({100 - day, kNow - day * kDay, 0});
        }
        const ArchivePlan plan = planArchive(pieces, bases, {}, kNow, kNoLimit);
        QCOMPARE(plan.keptBases, QSet<qsizetype>({0, 7, 14, 21, 27, 28}));
    }
    void wantsABaseInTime()
    {
        QVERIFY(archiveWantsBase(false, 0, 0, kNoLimit));
        QVERIFY(!archiveWantsBase(true, 60 << 20, 1 << 20, kNoLimit));
        QVERIFY(archiveWantsBase(true, 65 << 20, 1 << 20, kNoLimit));
        QVERIFY(!archiveWantsBase(true, 65 << 20, 100 << 20, kNoLimit));
        QVERIFY(archiveWantsBase(true, 65 << 20, 100 << 20, 100 << 20));
    }

    void givesWayWhereTheDiskFills_data()
    {
        QTest::addColumn<qint64>("archive");
        QTest::addColumn<qint64>("free");
        QTest::addColumn<qint64>("room");
        QTest::newRow("room enough") << qint64(900) << qint64(200) << qint64(1000);
        QTest::newRow("ten are missing") << qint64(900) << qint64(190) << qint64(890);
        QTest::newRow("the disk is full") << qint64(900) << qint64(0) << qint64(700);
        QTest::newRow("a small archive frees little") << qint64(50) << qint64(0) << qint64(0);
        QTest::newRow("never more than its limit") << qint64(5000) << qint64(190) << qint64(1000);
    }
    void givesWayWhereTheDiskFills()
    {
        QFETCH(qint64, archive);
        QFETCH(qint64, free);
        QTEST(archiveRoom(1000, archive, 100, free), "room");
    }
};

QTEST_GUILESS_MAIN(TestArchivePlan)
#include "tst_archiveplan.moc"
