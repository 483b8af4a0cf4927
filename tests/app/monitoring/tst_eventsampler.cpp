// SPDX-License-Identifier: GPL-3.0-or-later
// Which events are kept, and that their counts say how many there were.
#include "app/monitoring/events/eventsampler.h"

#include <QRandomGenerator>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
Event told(const QString &type, EventSeverity severity = EventSeverity::Info, double durationMs = -1, const QString &source = QStringLiteral("api"))
{
    Event made;
    made.type = type;
    made.source = source;
    made.severity = severity;
    made.durationMs = durationMs;
    return made;
}
} // namespace

class TestEventSampler : public QObject {
    Q_OBJECT
private slots:
    void oneInSoManyIsKept_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<EventSeverity>("severity");
        QTest::addColumn<double>("durationMs");
        QTest::addColumn<int>("kept"); // of a hundred
        QTest::newRow("read") << "read" << EventSeverity::Info << -1.0 << 20;
        QTest::newRow("read.orders") << "read.orders" << EventSeverity::Debug << 5.0 << 20;
        QTest::newRow("another word") << "reader.orders" << EventSeverity::Info << 5.0 << 100;
        QTest::newRow("in the middle") << "x.read" << EventSeverity::Info << 5.0 << 100;
        QTest::newRow("capitals") << "Read" << EventSeverity::Info << 5.0 << 100;
        QTest::newRow("read with a warning") << "read.orders" << EventSeverity::Warning << 5.0 << 100;
        QTest::newRow("read with an error") << "read.orders" << EventSeverity::Error << 5.0 << 100;
        QTest::newRow("critical") << "send" << EventSeverity::Critical << 5.0 << 100;
        QTest::newRow("send") << "send.mail" << EventSeverity::Info << -1.0 << 10;
        QTest::newRow("a fast get") << "get" << EventSeverity::Info << 99.9 << 10;
        QTest::newRow("a get of no time") << "get" << EventSeverity::Info << 0.0 << 10;
        QTest::newRow("a slow get") << "get" << EventSeverity::Info << 100.0 << 100;
        QTest::newRow("a get that does not say") << "get.user" << EventSeverity::Info << -1.0 << 100;
        QTest::newRow("write") << "write.orders" << EventSeverity::Info << 1.0 << 100;
        QTest::newRow("auth") << "auth.refused" << EventSeverity::Info << 1.0 << 100;
        QTest::newRow("a dot first") << ".read" << EventSeverity::Info << 1.0 << 100;
    }
    void oneInSoManyIsKept()
    {
        QFETCH(QString, type);
        QFETCH(EventSeverity, severity);
        QFETCH(double, durationMs);
        QFETCH(int, kept);
        EventSampler sampler(EventSampler::usualRules());
        int given = 0;
        qint64 sum = 0;
        for (int i = 0; i < 100; ++i)
            if (const auto one = sampler.take(told(type, severity, durationMs), i)) {
                ++given;
                sum += one->count;
            }
        QCOMPARE(given, kept);
        for (const Event &left : sampler.flushAll())
            sum += left.count;
        QCOMPARE(sum, 100);
        QVERIFY(sampler.flushAll().isEmpty());
    }

    void theKeptOneStandsForTheDropped()
    {
        EventSampler sampler({{QStringLiteral("read"), 3}});
        QList<qint64> counts;
        for (int i = 0; i < 10; ++i)
            if (const auto one = sampler.take(told(QStringLiteral("read")), i))
                counts.append(one->count);
        QCOMPARE(counts, (QList<qint64>{1, 3, 3, 3}));
    }

    void whatIsLeftOverComesWithinASecond()
    {
        EventSampler sampler(EventSampler::usualRules());
        QVERIFY(sampler.take(told(QStringLiteral("read.a")), 0));
        Event dropped = told(QStringLiteral("read.a"));
        QVERIFY(!sampler.take(dropped, 100));
        dropped.message = QStringLiteral("the last");
        QVERIFY(!sampler.take(dropped, 900));
        QVERIFY(sampler.flush(1099).isEmpty());
        const QList<Event> left = sampler.flush(1100);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0].message, QStringLiteral("the last"));
        QCOMPARE(left[0].count, 2);
        QCOMPARE(left[0].type, QStringLiteral("read.a"));
        QVERIFY(sampler.flush(1100).isEmpty());
        // A second without any: the next one is the first again.
        QVERIFY(sampler.flush(1900).isEmpty());
        QCOMPARE(sampler.keys(), 0);
        QVERIFY(sampler.take(told(QStringLiteral("read.a")), 1901));
    }

    void kindsAreApart()
    {
        EventSampler sampler(EventSampler::usualRules());
        for (const auto &first : {told(QStringLiteral("read.a")), told(QStringLiteral("read.b")), told(QStringLiteral("read.a"), EventSeverity::Debug),
                                  told(QStringLiteral("read.a"), EventSeverity::Info, -1, QStringLiteral("web"))})
            QVERIFY(sampler.take(first, 0));
        QVERIFY(!sampler.take(told(QStringLiteral("read.a")), 0));
        QCOMPARE(sampler.keys(), 4);
    }

    void memoryIsBounded()
    {
        EventSampler sampler(EventSampler::usualRules(), 100);
        for (int round = 0; round < 3; ++round)
            for (int i = 0; i < 1000; ++i) {
                const auto kept = sampler.take(told(QStringLiteral("read.%1").arg(i)), round);
                QCOMPARE(bool(kept), round == 0 || i >= 100); // beyond the bound: whole
                QVERIFY(!kept || kept->count == 1);
            }
        QCOMPARE(sampler.keys(), 100);
        sampler.flush(10'000);
        QCOMPARE(sampler.keys(), 0);
    }

    /// Whatever comes in whatever order, with whatever pauses.
    void countsAreExact_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 50; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void countsAreExact()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        EventSampler sampler({{QStringLiteral("read"), random.bounded(1, 20)}, {QStringLiteral("send"), random.bounded(1, 1000)}, {QStringLiteral("get"), 10}}, random.bounded(1, 12));
        const QStringList types{QStringLiteral("read"), QStringLiteral("read.a"), QStringLiteral("send.b"), QStringLiteral("get"), QStringLiteral("write"), QStringLiteral("auth.c")};
        using Key = std::tuple<QString, QString, EventSeverity>;
        const auto keyOf = [](const Event &one) { return Key(one.source, one.type, one.severity); };
        QMap<Key, qint64> taken, given;
        QMap<Key, QList<qint64>> times; // of those that are not given away yet
        const auto give = [&](const Event &one) {
            given[keyOf(one)] += one.count;
            QVERIFY(one.count >= 1);
            times[keyOf(one)].remove(0, std::min<qsizetype>(one.count, times[keyOf(one)].size()));
        };
        qint64 now = 0;
        for (int i = 0; i < 3000; ++i) {
            now += random.bounded(3) == 0 ? random.bounded(600) : random.bounded(3);
            for (const Event &left : sampler.flush(now))
                give(left);
            for (auto waiting = times.cbegin(); waiting != times.cend(); ++waiting)
                QVERIFY2(waiting->isEmpty() || now - waiting->first() < EventSampler::kLeftMs, "held back for more than a second");
            const Event one = told(types[random.bounded(int(types.size()))], static_cast<EventSeverity>(random.bounded(kEventSeverities)),
                                    random.bounded(-50, 200), QStringLiteral("s%1").arg(random.bounded(3)));
            ++taken[keyOf(one)];
            times[keyOf(one)].append(now);
            const auto kept = sampler.take(one, now);
            QVERIFY(kept || one.severity < EventSeverity::Warning);
            if (kept)
                give(*kept);
        }
        for (const Event &left : sampler.flushAll())
            give(left);
        QVERIFY(given == taken);
    }
};

QTEST_GUILESS_MAIN(TestEventSampler)
#include "tst_eventsampler.moc"
