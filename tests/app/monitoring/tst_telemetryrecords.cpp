// SPDX-License-Identifier: GPL-3.0-or-later
// Statements and blocked sessions of a stream on real files: once each, summed, bounded.
#include "app/monitoring/service/streamfeed.h"
#include "app/sql/commit.h"
#include "tests/app/monitoring/telemetryfile.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;

namespace {
const QString kServer = QStringLiteral("pg:main");
constexpr qint64 kMinute = 60'000;

StatementRow row(int id, double ms, const QString &database = QStringLiteral("shop"))
{
    StatementRow made;
    made.id = QString::number(id);
    made.user = QStringLiteral("api");
    made.database = database;
    made.text = QStringLiteral("SELECT “ünïcode” '; DROP TABLE looks; -- %1").arg(id);
    made.figures = {2, 3, ms, 0.001, 5, 6, 7, 8, 0.25, 1'000'000'000'000};
    return made;
}
/// The minute that ends so many minutes after the start.
StatementsLook look(int minute, const QList<StatementRow> &rows, const QString &source = kServer)
{
    StatementsLook made{minute, kStart + (minute - 1) * kMinute, kStart + minute * kMinute, source, rows, {}, 0, 0};
    made.others.calls = minute;
    made.othersCount = minute;
    return made;
}
BlockingMoment moment(qint64 at, const QList<qint64> &waiters, const QString &source = kServer)
{
    BlockingMoment made{at / 1000, kStart + at, source, {}, 0};
    if (!waiters.isEmpty()) {
        ServerSession root;
        root.pid = 1;
        root.state = ServerSession::State::IdleInTransaction;
        root.query = QStringLiteral("UPDATE “orders”");
        made.sessions.append(root);
    }
    for (const qint64 pid : waiters) {
        ServerSession waiter;
        waiter.pid = pid;
        waiter.state = ServerSession::State::Active;
        waiter.blockedBy = {1};
        waiter.lockOn = QStringLiteral("transaction 7");
        made.sessions.append(waiter);
    }
    return made;
}

void append(File &file, const QList<StatementsLook> &looks, const QList<BlockingMoment> &moments = {}, const QString &stream = kStream)
{
    for (const StatementsLook &each : looks)
        file.clock.ms = std::max(file.clock.ms, each.at);
    for (const BlockingMoment &each : moments)
        file.clock.ms = std::max(file.clock.ms, each.at);
    const qint64 offset = looks.isEmpty() ? moments.isEmpty() ? 0 : moments.last().offset : looks.last().offset;
    file.telemetry->append(stream, {{}, {}, {}, looks, moments}, {QStringLiteral("e"), offset, file.clock.ms});
}
StatementsReport report(File &file, qint64 fromMinute, qint64 toMinute, const QString &source = kServer, const QString &stream = kStream)
{
    auto asked = file.telemetry->statements(stream, {source, kStart + fromMinute * kMinute, kStart + toMinute * kMinute}, {});
    asked.waitForFinished();
    return asked.result() ? *asked.result() : StatementsReport{};
}
BlockingHistory history(File &file, qint64 from, qint64 to, const QString &source = kServer)
{
    auto asked = file.telemetry->blocking(kStream, {source, kStart + from, kStart + to}, {});
    asked.waitForFinished();
    return asked.result() ? *asked.result() : BlockingHistory{};
}
/// "2:4.5 " for each: id and time.
QString told(const StatementsReport &report)
{
    QString text;
    for (const StatementRow &each : report.rows)
        text += QStringLiteral("%1:%2 ").arg(each.id).arg(each.figures.execMs);
    return text;
}
QList<qint64> times(const BlockingHistory &history)
{
    QList<qint64> list;
    for (const BlockingMoment &each : history.moments)
        list.append(each.at - kStart);
    return list;
}
} // namespace

class TestTelemetryRecords : public QObject {
    Q_OBJECT
private slots:
    void aReportIsTheSumOfItsLooks()
    {
        File file;
        const QList<StatementsLook> looks{look(1, {row(1, 30), row(2, 20)}), look(2, {row(2, 50.125), row(1, 7, QStringLiteral("other"))}), look(3, {row(3, 1)}),
                                          look(5, {row(1, 4)})};
        append(file, looks.first(2));
        QVERIFY(file.flush());
        append(file, looks.mid(2)); // not written yet
        const auto check = [&] {
            const StatementsReport all = report(file, 0, 10);
            QCOMPARE(told(all), QStringLiteral("2:70.125 1:34 1:7 3:1 "));
            QCOMPARE(all.rows.first().figures, (StatementFigures{4, 6, 70.125, 0.002, 10, 12, 14, 16, 0.5, 2'000'000'000'000}));
            QCOMPARE(all.rows.first().text, row(2, 0).text);
            QCOMPARE(all.rows.at(2).database, QStringLiteral("other"));
            QCOMPARE(all.others.calls, 11.0);
            QCOMPARE(all.othersCount, 5);
            QCOMPARE(all.from, kStart);
            QCOMPARE(all.to, kStart + 5 * kMinute);
            QCOMPARE(all.knownMs, 4 * kMinute); // the fourth is missing
            QCOMPARE(all.oldest, kStart + kMinute);
            QCOMPARE(told(report(file, 1, 3)), QStringLiteral("2:50.125 1:7 3:1 ")); // looks that end after from, and not after to
            QCOMPARE(report(file, 6, 9).knownMs, 0);
            QCOMPARE(report(file, 6, 9).oldest, kStart + kMinute);
            QCOMPARE(report(file, 0, 10, QStringLiteral("pg:other")).oldest, 0);
            QVERIFY(report(file, 0, 10, kServer, QStringLiteral("another agent")).rows.isEmpty());
        };
        check();
        QVERIFY(file.flush());
        check();
        file.close();
        file.open(); // and after a restart
        check();
    }

    void itIsWhatThePureSumIs()
    {
        File file;
        QList<StatementsLook> looks;
        for (int minute = 1; minute <= 50; ++minute) {
            QList<StatementRow> rows;
            for (int i = 1; i <= 20; ++i)
                rows.append(row((minute * 7 + i) % 60, 100 - i + minute / 1000.0));
            looks.append(look(minute, rows));
            looks.last().evicted = minute % 3;
        }
        append(file, looks);
        QVERIFY(file.flush());
        const StatementsReport read = report(file, 0, 100), sum = sumOf(looks);
        QCOMPARE(read.rows.size(), sum.rows.size());
        QHash<QString, StatementRow> byId;
        for (const StatementRow &each : sum.rows)
            byId.insert(each.id, each);
        for (const StatementRow &each : read.rows) {
            const StatementRow other = byId.value(each.id);
            QCOMPARE(each.text, other.text);
            QCOMPARE(each.figures.calls, other.figures.calls);
            QVERIFY(qAbs(each.figures.execMs - other.figures.execMs) < 1e-6);
        }
        QCOMPARE(read.evicted, sum.evicted);
        QCOMPARE(read.knownMs, sum.knownMs);
    }

    void nothingIsThereTwice()
    {
        File file;
        append(file, {look(1, {row(1, 30)})}, {moment(0, {2})});
        QVERIFY(file.flush());
        append(file, {look(1, {row(1, 30)}), look(2, {row(1, 1), row(2, 1, QStringLiteral("b"))})}, {moment(0, {2}), moment(1'000, {})});
        QVERIFY(file.flush());
        QCOMPARE(told(report(file, 0, 9)), QStringLiteral("1:31 2:1 "));
        QCOMPARE(file.number("SELECT count(*) FROM looks"), 2);
        QCOMPARE(file.number("SELECT count(*) FROM blocking"), 2);
        QCOMPARE(file.number("SELECT count(*) FROM statements"), 2);
        QCOMPARE(file.number("SELECT position FROM streams"), 2);
    }

    /// A look that is there already brings nothing, whatever it says the second time.
    void whatIsNotKeptLeavesNothing()
    {
        File file;
        append(file, {look(1, {row(1, 30)})});
        QVERIFY(file.flush());
        const auto put = file.number("SELECT sum(bytes) FROM looks");
        QList<StatementRow> rows{row(1, 1)};
        rows.first().text = QStringLiteral("another text");
        for (int i = 2; i < 100; ++i)
            rows.append(row(i, 1));
        append(file, {look(1, rows)});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM statements"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM statement_texts"), 1);
        QCOMPARE(file.number("SELECT sum(bytes) FROM looks"), put);
        QCOMPARE(report(file, 0, 9).rows.first().text, row(1, 0).text);
    }

    /// The same statement in many databases has its text once.
    void aTextStandsOnce()
    {
        File file;
        QList<StatementRow> rows;
        for (int i = 0; i < 100; ++i)
            rows.append(row(7, 100 - i, QStringLiteral("tenant_%1").arg(i)));
        append(file, {look(1, rows), look(2, rows)});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM statements"), 100);
        QCOMPARE(file.number("SELECT count(*) FROM statement_texts"), 1);
        // One that could not be read gets its text when it can, and keeps it.
        StatementRow hidden = row(9, 1);
        hidden.text.clear();
        append(file, {look(3, {hidden})});
        QVERIFY(file.flush());
        QCOMPARE(report(file, 2, 3).rows.first().text, QString());
        append(file, {look(4, {row(9, 1)}), look(5, {hidden})});
        QVERIFY(file.flush());
        QCOMPARE(report(file, 2, 3).rows.first().text, row(9, 1).text);
    }

    void whatIsOldOrTooMuchGoes()
    {
        File file;
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        append(file, {look(1, {row(1, 1), row(2, 1)})}, {moment(0, {2})});
        QVERIFY(file.flush());
        file.clock.ms = kStart + 31 * kDay;
        const int minute = static_cast<int>(31 * kDay / kMinute);
        append(file, {look(minute, {row(2, 1)})}, {moment(31 * kDay, {3})});
        QVERIFY(file.flush());
        QVERIFY(file.flush()); // what was written just now is looked at the next time
        append(file, {look(minute + 1, {row(2, 1)})});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM looks"), 2);
        QCOMPARE(file.number("SELECT count(*) FROM blocking"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM statements"), 1); // whose last look went goes, with its text
        QCOMPARE(file.number("SELECT count(*) FROM statement_texts"), 1);
        QCOMPARE(told(report(file, 0, minute + 2)), QStringLiteral("2:2 "));

        file.limits.statementBytes = 3'000;
        file.limits.blockingBytes = 1'000;
        file.close();
        file.open();
        for (int i = 2; i < 60; ++i) {
            append(file, {look(minute + i, {row(2, 1), row(3, 1)})}, {moment(31 * kDay + i * 1'000, {i})});
            QVERIFY(file.flush());
            QVERIFY(file.number("SELECT sum(bytes) FROM looks") <= 3'000);
            QVERIFY(file.number("SELECT sum(bytes) FROM blocking") <= 1'000);
        }
        QCOMPARE(file.number("SELECT max(at) FROM looks"), kStart + (minute + 59) * kMinute); // the oldest went
        QVERIFY(file.number("SELECT count(*) FROM looks") > 5);
        QCOMPARE(file.number("SELECT max(at) FROM blocking"), kStart + 31 * kDay + 59'000);
        QVERIFY(file.number("SELECT count(*) FROM blocking") >= 2);
    }

    void aFloodOfNewStatementsGoesWithItsLooks_data()
    {
        QTest::addColumn<int>("writes");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("pruned at each write") << 1 << qint64(1 << 30);
        QTest::newRow("pruned by size") << 1'000'000 << qint64(10'000);
    }
    /// An agent that tells of other statements each second: they and their texts go when their looks do, not a day later.
    void aFloodOfNewStatementsGoesWithItsLooks()
    {
        QFETCH(int, writes);
        QFETCH(qint64, bytes);
        File file;
        file.limits.writesPerPrune = writes;
        file.limits.bytesPerPrune = bytes;
        file.limits.rowsPerPrune = 1;
        file.limits.statementBytes = 30'000;
        file.close();
        file.open();
        for (int i = 0; i < 100; ++i) {
            QList<StatementRow> rows{row(1'000'000, 1)};
            for (int n = 0; n < 20; ++n)
                rows.append(row(i * 20 + n, 1));
            StatementsLook each = look(1, rows);
            each.from = kStart + i * 1'000;
            each.at = each.from + 1'000;
            append(file, {each});
            QVERIFY(file.flush());
        }
        const qint64 looks = file.number("SELECT count(*) FROM looks");
        QVERIFY(looks > 2 && looks < 20);
        QVERIFY(file.number("SELECT count(*) FROM statements") < 20 * (looks + 3));
        QVERIFY(file.number("SELECT count(*) FROM statement_texts") < 20 * (looks + 3));
        const StatementsReport newest = report(file, 1, 2); // what is kept has its texts
        QVERIFY(!newest.rows.isEmpty() && newest.rows.first().text.contains(QStringLiteral("SELECT")));
    }

    /// One agent whose clock is in 2099 would be the newest for ever, and all others the oldest.
    void aClockAheadWipesNobodysMemory()
    {
        File file;
        file.limits.writesPerPrune = 1;
        file.limits.statementBytes = file.limits.blockingBytes = 3'000;
        file.limits.events = 5;
        file.close();
        file.open();
        constexpr qint64 kIn2099 = 4'071'000'000'000;
        const qint64 ahead = kIn2099 - kStart;
        Event event;
        event.at = kStart;
        event.source = kServer;
        event.type = QStringLiteral("app.started");
        file.telemetry->append(kStream, {{}, {file.sample(kStart, {{metric::SelfCpu, 1}})}, {event}, {look(1, {row(1, 1)})}, {moment(0, {2})}}, {QStringLiteral("e"), 1, kStart});
        QVERIFY(file.flush());
        for (int i = 0; i < 40; ++i) {
            Event late = event;
            late.offset = i;
            late.at = kIn2099 + i;
            StatementsLook far = look(1, {row(i, 1)});
            far.from = far.at = kIn2099 + i;
            file.telemetry->append(QStringLiteral("wss://skewed"), {{{StreamGap::Reason::AgentAway, kStart, kIn2099, {}}}, {file.sample(kIn2099 + i, {{metric::SelfCpu, 1}})}, {late}, {far},
                                                                    {moment(ahead + i, {i})}}, {QStringLiteral("e"), i, kIn2099 + i});
            // What is all but on time is kept, of the same stream, too.
            file.telemetry->append(QStringLiteral("wss://skewed"), {{}, {file.sample(kStart + i, {{metric::SelfCpu, 1}})}, {}}, {QStringLiteral("e"), i, kIn2099 + i});
            QVERIFY(file.flush());
        }
        QVERIFY(file.flush());
        for (const QByteArray &table : {QByteArray("looks"), QByteArray("blocking"), QByteArray("events")}) {
            QCOMPARE(file.number("SELECT count(*) FROM " + table), 1);
            QCOMPARE(file.number("SELECT max(at) <= " + QByteArray::number(kStart + kMinute) + " FROM " + table), 1);
        }
        QCOMPARE(file.number("SELECT count(*) FROM gaps"), 0);
        QCOMPARE(file.number("SELECT count(*) FROM samples"), 41);
        QCOMPARE(file.number("SELECT count(*) FROM statements"), 1);
    }

    void blockingComesBackAsItWas()
    {
        File file;
        const QList<BlockingMoment> all{moment(0, {2}), moment(5'000, {2, 3}), moment(15'000, {2, 3}), moment(20'000, {}), moment(60'000, {4})};
        append(file, {}, all.first(3));
        QVERIFY(file.flush());
        append(file, {}, all.mid(3) + QList<BlockingMoment>{moment(7'000, {9}, QStringLiteral("pg:other"))});
        QCOMPARE(history(file, 0, 100'000).moments, all);
        QCOMPARE(history(file, 0, 100'000).oldest, kStart);
        QVERIFY(file.flush());
        QCOMPARE(history(file, 0, 100'000).moments, all);
        QCOMPARE(times(history(file, 5'000, 15'000)), (QList<qint64>{5'000, 15'000})); // both ends
        // The one that still held when the span began comes first; after its end, or long after it was told, it holds no longer.
        QCOMPARE(times(history(file, 6'000, 6'000)), (QList<qint64>{5'000}));
        QCOMPARE(times(history(file, 16'000, 30'000)), (QList<qint64>{15'000, 20'000}));
        QCOMPARE(times(history(file, 25'000, 30'000)), QList<qint64>());
        QCOMPARE(times(history(file, 74'000, 80'000)), (QList<qint64>{60'000}));
        QCOMPARE(times(history(file, 76'000, 80'000)), QList<qint64>());
        QVERIFY(!history(file, 0, 100'000).isCut);
        QCOMPARE(times(history(file, 0, 100'000, QStringLiteral("pg:other"))), (QList<qint64>{7'000}));
    }

    void theNewestOfManyMomentsAreGiven()
    {
        File file;
        QList<BlockingMoment> many;
        for (int i = 0; i < BlockingQuery::kMaxMoments + 10; ++i)
            many.append(moment(i * 1'000, {2}));
        append(file, {}, many);
        QVERIFY(file.flush());
        const BlockingHistory all = history(file, 0, 100 * kDay);
        QVERIFY(all.isCut);
        QCOMPARE(all.moments.size(), BlockingQuery::kMaxMoments);
        QCOMPARE(all.moments.last(), many.last());
        QCOMPARE(all.oldest, kStart);
    }

    void spansThatEndBeforeTheyBeginAreRefused()
    {
        File file;
        StreamFeed without(file.clock, nullptr);
        for (auto asked : {file.telemetry->statements(kStream, {kServer, 5, 4}, {}), without.statements({kServer, 5, 4}, {})}) {
            asked.waitForFinished();
            QCOMPARE(asked.result().error().code(), ErrorCode::ValRange);
        }
        for (auto asked : {file.telemetry->blocking(kStream, {kServer, 5, 4}, {}), without.blocking({kServer, 5, 4}, {})}) {
            asked.waitForFinished();
            QCOMPARE(asked.result().error().code(), ErrorCode::ValRange);
        }
        auto forgotten = without.statements({kServer, 4, 5}, {});
        forgotten.waitForFinished();
        QCOMPARE(forgotten.result().error().code(), ErrorCode::BusinessNotHere);
    }

    /// A file that was written to by somebody else is told, and nothing is invented.
    void whatCannotBeReadIsTold()
    {
        for (const QByteArray &damage : {QByteArray("UPDATE looks SET figures = x'ff'"), QByteArray("UPDATE blocking SET sessions = x'ffffffff78'")}) {
            File file;
            append(file, {look(1, {row(1, 1)})}, {moment(0, {2})});
            QVERIFY(file.flush());
            auto spoilt = file.store->write<bool>({}, {}, [damage](sql::Connection &connection) -> Result<bool> {
                if (auto done = connection.execute(damage); !done)
                    return fail(done.error());
                const auto commit = sql::nextCommitWithoutAudit(connection);
                return commit ? Result<bool>(true) : fail(commit.error());
            });
            spoilt.waitForFinished();
            QVERIFY(spoilt.result());
            auto statements = file.telemetry->statements(kStream, {kServer, 0, kStart + kDay}, {});
            auto blocking = file.telemetry->blocking(kStream, {kServer, 0, kStart + kDay}, {});
            statements.waitForFinished();
            blocking.waitForFinished();
            QCOMPARE(statements.result().has_value(), !damage.contains("looks"));
            QCOMPARE(blocking.result().has_value(), !damage.contains("blocking"));
        }
    }

    /// Samples have their room, however much of these there is.
    void samplesStayBesideThem()
    {
        File file;
        file.limits.bytes = 500'000;
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        file.append({file.sample(kStart, {{metric::SelfCpu, 1}})});
        QList<StatementsLook> looks;
        for (int minute = 1; minute <= 300; ++minute) {
            QList<StatementRow> rows;
            for (int i = 0; i < 100; ++i)
                rows.append(row(i, 100 - i));
            looks.append(look(minute, rows));
        }
        append(file, looks);
        QVERIFY(file.flush());
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM samples"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM looks"), 300);
    }
};

QTEST_GUILESS_MAIN(TestTelemetryRecords)
#include "tst_telemetryrecords.moc"
