// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/momentaxis.h"

#include <QTest>

using namespace plancia;

class TestMomentAxis : public QObject {
    Q_OBJECT
private slots:
    void findsPlacesAndTimes()
    {
        const MomentAxis axis{1000, 2000, 500};
        QCOMPARE(axis.xOf(1000), 0);
        QCOMPARE(axis.xOf(1500), 250);
        QCOMPARE(axis.xOf(2000), 500);
        QCOMPARE(axis.xOf(0), 0);
        QCOMPARE(axis.xOf(9000), 500);
        QCOMPARE(axis.timeAt(250), qint64(1500));
        QCOMPARE(axis.timeAt(-5), qint64(1000));
        QCOMPARE(axis.timeAt(5000), qint64(2000));
        for (int x = 0; x <= 500; x += 7)
            QCOMPARE(axis.xOf(axis.timeAt(x)), x);
        QVERIFY(axis.shows(1000) && axis.shows(2000) && !axis.shows(2001));
    }
    void standsEmptySpans()
    {
        const MomentAxis nothing{5, 5, 0};
        QCOMPARE(nothing.xOf(5), 0);
        QCOMPARE(nothing.timeAt(0), qint64(5));
    }
    void endsNow_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<qint64>("oldest");
        QTest::addColumn<qint64>("from");
        constexpr qint64 kNow = 1'000'000'000;
        QTest::newRow("an hour") << qint64(3'600'000) << qint64(0) << kNow - 3'600'000;
        QTest::newRow("all") << qint64(0) << kNow - 5'000'000 << kNow - 5'100'000;
        QTest::newRow("all of nothing") << qint64(0) << kNow << kNow - 61'200;
        QTest::newRow("dated ahead") << qint64(0) << kNow + 5'000 << kNow - 61'200;
    }
    void endsNow()
    {
        QFETCH(qint64, span);
        QFETCH(qint64, oldest);
        QFETCH(qint64, from);
        const MomentAxis axis = MomentAxis::endingAt(1'000'000'000, span, oldest, 100);
        QCOMPARE(axis.until, qint64(1'000'000'000));
        QCOMPARE(axis.from, from);
    }
    void drawsBarsThatCanBeSeen()
    {
        QCOMPARE(momentBarHeight(0, 100, 30), 0);
        QCOMPARE(momentBarHeight(100, 100, 30), 30);
        QCOMPARE(momentBarHeight(1, 100'000, 30), 2);
        QVERIFY(momentBarHeight(10, 10'000, 30) > 5);
        QCOMPARE(momentBarHeight(1, 1, 30), 15);
        for (int n = 1; n < 500; ++n)
            QVERIFY(momentBarHeight(n, 500, 30) <= momentBarHeight(n + 1, 500, 30));
    }
};

QTEST_GUILESS_MAIN(TestMomentAxis)
#include "tst_momentaxis.moc"
