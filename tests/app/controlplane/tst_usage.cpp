// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/usage.h"

#include <QRandomGenerator>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <sqlite3.h>

using namespace plancia;

class UsageTest : public QObject {
    Q_OBJECT
private slots:
    void everyValueIsWithinOnePercent()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 100'000; ++i) {
            const qint64 value = static_cast<qint64>(std::exp(random.generateDouble() * 29)); // up to 4e12, about as many of each size
            LatencyHistogram histogram;
            histogram.add(LatencyHistogram::lowerEnd(value), 1);
            const double read = histogram.percentile(0.5);
            QVERIFY2(std::abs(read - static_cast<double>(value)) <= 0.01 * static_cast<double>(value), qPrintable(QString::number(value)));
        }
    }

    void edges()
    {
        QCOMPARE(LatencyHistogram::lowerEnd(-5), 0);
        for (qint64 small = 0; small < 128; ++small)
            QCOMPARE(LatencyHistogram::lowerEnd(small), small);
        QCOMPARE(LatencyHistogram::lowerEnd(129), 128);
        QCOMPARE(LatencyHistogram::lowerEnd(255), 254);
        QCOMPARE(LatencyHistogram::lowerEnd(256), 256);
        QCOMPARE(LatencyHistogram::lowerEnd(std::numeric_limits<qint64>::max()), qint64(1) << 42);
        QCOMPARE(LatencyHistogram().percentile(0.99), 0.0);
    }

    /// Against the values themselves, by nearest rank.
    void percentilesOfManyValues()
    {
        QRandomGenerator random(11);
        for (const int size : {1, 2, 3, 10, 99, 100, 101, 10'000}) {
            QList<qint64> values;
            LatencyHistogram histogram;
            for (int i = 0; i < size; ++i) {
                values.append(static_cast<qint64>(std::exp(random.generateDouble() * 16)));
                histogram.add(LatencyHistogram::lowerEnd(values.last()), 1);
            }
            std::ranges::sort(values);
            QCOMPARE(histogram.count(), size);
            for (const double share : {0.0, 0.5, 0.95, 0.99, 1.0}) {
                const auto rank = std::max<qint64>(1, static_cast<qint64>(std::ceil(share * size)));
                const auto exact = static_cast<double>(values[rank - 1]);
                QVERIFY(std::abs(histogram.percentile(share) - exact) <= 0.01 * exact);
            }
        }
    }

    /// What the store groups by is what we read, for every edge.
    void sqlSaysTheSame()
    {
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open(":memory:", &db), SQLITE_OK);
        sqlite3_stmt *statement = nullptr;
        const QByteArray sql = "SELECT " + LatencyHistogram::sql("?1");
        QCOMPARE(sqlite3_prepare_v2(db, sql.constData(), -1, &statement, nullptr), SQLITE_OK);
        QList<qint64> values{std::numeric_limits<qint64>::max()};
        for (int bit = 0; bit < 44; ++bit)
            for (qint64 around = -3; around <= 3; ++around)
                values.append(std::max<qint64>(0, (qint64(1) << bit) + around));
        for (const qint64 value : std::as_const(values)) {
            sqlite3_reset(statement);
            sqlite3_bind_int64(statement, 1, value);
            QCOMPARE(sqlite3_step(statement), SQLITE_ROW);
            QCOMPARE(sqlite3_column_int64(statement, 0), LatencyHistogram::lowerEnd(value));
        }
        sqlite3_finalize(statement);
        sqlite3_close(db);
    }

    void hygieneWordsGoBothWays()
    {
        for (const KeyHygiene kind : keyHygieneKinds())
            QCOMPARE(keyHygieneFromString(toString(kind)), std::optional(kind));
        QCOMPARE(keyHygieneKinds().size(), 6);
        QVERIFY(!keyHygieneFromString(u"dusty"));
    }
};

QTEST_APPLESS_MAIN(UsageTest)
#include "tst_usage.moc"
