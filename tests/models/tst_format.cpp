// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format/format.h"

#include <QDateTime>
#include <QTest>
#include <limits>

using namespace plancia;

class TestFormat : public QObject {
    Q_OBJECT
    const QLocale m_english{QLocale::English};
    const QLocale m_italian{QLocale::Italian};

    static QString thin(QString text) { return text.replace(u'_', QChar(0x2009)); }
    static qint64 local(int year, int month, int day, int hour, int minute)
    {
        return QDateTime(QDate(year, month, day), QTime(hour, minute)).toMSecsSinceEpoch();
    }
private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Rome");
        tzset();
    }
    void countsAreGroupedByThinSpaces()
    {
        QCOMPARE(format::count(0), QStringLiteral("0"));
        QCOMPARE(format::count(999), QStringLiteral("999"));
        QCOMPARE(format::count(12'408, m_italian), thin("12_408"));
        QCOMPARE(format::count(-1'234'567), thin("-1_234_567"));
        QCOMPARE(format::count(-123), QStringLiteral("-123"));
    }
    void decimalsFollowTheLocale()
    {
        QCOMPARE(format::decimal(1234.56, 1, m_english), thin("1_234.6"));
        QCOMPARE(format::decimal(1234.56, 1, m_italian), thin("1_234,6"));
        QCOMPARE(format::decimal(-0.25, 2, m_english), QStringLiteral("-0.25"));
        QCOMPARE(format::decimal(std::numeric_limits<double>::quiet_NaN(), 1), QStringLiteral("–"));
        QCOMPARE(format::percent(0.992, 1, m_italian), QStringLiteral("99,2 %"));
    }
    void bytesAreBinary_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<QString>("text");
        QTest::newRow("bytes") << qint64(512) << "512 B";
        QTest::newRow("edge") << qint64(1024) << "1.0 KiB";
        QTest::newRow("rounds into the next unit") << qint64(1024 * 1024 - 1) << "1.0 MiB";
        QTest::newRow("gib") << qint64(1'288'490'189) << "1.2 GiB";
        QTest::newRow("large") << qint64(150) * 1024 * 1024 << "150 MiB";
        QTest::newRow("largest") << std::numeric_limits<qint64>::max() << thin("8_192 PiB");
    }
    void bytesAreBinary()
    {
        QFETCH(qint64, n);
        QFETCH(QString, text);
        QCOMPARE(format::bytes(n, m_english), text);
    }
    void durationsHaveTwoUnits_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("ms") << qint64(31) << "31 ms";
        QTest::newRow("tenths") << qint64(7'400) << "7.4 s";
        QTest::newRow("seconds") << qint64(41'300) << "41 s";
        QTest::newRow("rounds to a minute") << qint64(59'700) << "1 min";
        QTest::newRow("minutes") << qint64(125'000) << "2 min 5 s";
        QTest::newRow("hours") << qint64(3 * 3'600'000 + 600'000) << "3 h 10 min";
        QTest::newRow("days") << qint64(98) * 3'600'000 << "4 d 2 h";
    }
    void durationsHaveTwoUnits()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(format::duration(ms, m_english), text);
    }
    void compactNumbers()
    {
        QCOMPARE(format::compact(0, m_english), QStringLiteral("0"));
        QCOMPARE(format::compact(0.25, m_english), QStringLiteral("0.25"));
        QCOMPARE(format::compact(1'842, m_english), thin("1_842"));
        QCOMPARE(format::compact(40'000, m_english), QStringLiteral("40 k"));
        QCOMPARE(format::compact(12'400, m_italian), QStringLiteral("12,4 k"));
        QCOMPARE(format::compact(3'100'000, m_english), QStringLiteral("3.1 M"));
    }
    void timesHaveTwoZones()
    {
        const qint64 at = QDateTime(QDate(2026, 11, 20), QTime(12, 53, 40, 895), Qt::UTC).toMSecsSinceEpoch();
        QCOMPARE(format::dateTime(at, format::Zone::Utc, format::Precision::Milliseconds),
                 QStringLiteral("2026-11-20 12:53:40.895"));
        QCOMPARE(format::time(at), QStringLiteral("13:53:40"));
        QCOMPARE(format::localAndUtc(at), QStringLiteral("2026-11-20 13:53:40.895 (12:53:40.895 UTC)"));
        const qint64 night = QDateTime(QDate(2026, 11, 20), QTime(23, 30), Qt::UTC).toMSecsSinceEpoch();
        QCOMPARE(format::localAndUtc(night), QStringLiteral("2026-11-21 00:30:00.000 (2026-11-20 23:30:00.000 UTC)"));
        QCOMPARE(format::dateTime(0), QStringLiteral("–"));
    }
    void daysAreNearOrFar()
    {
        const qint64 now = local(2026, 11, 20, 14, 0);
        QCOMPARE(format::day(local(2026, 11, 20, 13, 25), now, m_english), QStringLiteral("today 13:25"));
        QCOMPARE(format::day(local(2026, 11, 19, 23, 0), now, m_english), QStringLiteral("yesterday 23:00"));
        QCOMPARE(format::day(local(2026, 10, 31, 23, 0), now, m_english), QStringLiteral("31 Oct 23:00"));
        QCOMPARE(format::day(local(2024, 3, 14, 8, 0), now, m_english), QStringLiteral("14 Mar 2024"));
    }
    void agesGoBothWays()
    {
        const qint64 now = local(2026, 11, 20, 14, 0);
        QCOMPARE(format::age(now - 5'000, now, m_english), QStringLiteral("just now"));
        QCOMPARE(format::age(now - 42'000, now, m_english), QStringLiteral("42 s ago"));
        QCOMPARE(format::age(now - 180'000, now, m_english), QStringLiteral("3 min ago"));
        QCOMPARE(format::age(now - 7'300'000, now, m_english), QStringLiteral("2 h ago"));
        QCOMPARE(format::age(now - 5LL * 86'400'000, now, m_english), QStringLiteral("5 d ago"));
        QCOMPARE(format::age(now + 180'000, now, m_english), QStringLiteral("in 3 min"));
        QCOMPARE(format::age(local(2026, 10, 1, 9, 30), now, m_english), QStringLiteral("1 Oct 09:30"));
    }
    void requestIdsAreCutWhereTheyDiffer()
    {
        QCOMPARE(format::shortRequestId("req_0192f3c1-7a2e-7c11-9d02-0123456789ab"), QStringLiteral("req_456789ab"));
        QCOMPARE(format::shortRequestId("job"), QStringLiteral("job"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
