// SPDX-License-Identifier: GPL-3.0-or-later
// What statements did, and who waited for whom, on a real PostgreSQL: from the sampler, and through the real stream to what is kept.
#include "app/monitoring/protocol/records.h"
#include "app/monitoring/sampler/postgressampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetrystore.h"
#include "app/postgres/pgconnection.h"
#include "app/store/localstore.h"
#include "tests/support/privatepostgres.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr qint64 kMinute = 60'000;
const SystemClock systemClock;

class TestClock : public Clock {
public:
    qint64 ms = 1'750'000'000'000;
    qint64 nowMs() const override { return ms; }
    qint64 monotonicMs() const override { return ms; }
};
/// A minute goes by in a second.
class FastClock : public Clock {
public:
    qint64 nowMs() const override { return systemClock.nowMs(); }
    qint64 monotonicMs() const override { return systemClock.monotonicMs() * 60; }
};
} // namespace

class TestStatementSampler : public QObject {
    Q_OBJECT
private:
    tests::PrivatePostgres m_postgres{{false, {QStringLiteral("shared_preload_libraries=pg_stat_statements"), QStringLiteral("pg_stat_statements.max=100"),
                                              QStringLiteral("pg_stat_statements.track=all")}}};
    const QString m_source = QStringLiteral("pg:main");

    PostgresSampler::Maker maker(const QString &user = QStringLiteral("watcher"))
    {
        ConnectionProfile profile = m_postgres.profile(user, QStringLiteral("shop"));
        profile.host = m_postgres.socketFolder();
        return [profile](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, 2000, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
    }
    bool exec(const QString &sql) { return m_postgres.exec(sql, QStringLiteral("shop")); }
    /// The rows of a look whose text begins so.
    static QList<StatementRow> rowsOf(const StatementsLook &look, const QString &text)
    {
        QList<StatementRow> found;
        for (const StatementRow &row : look.rows)
            if (row.text.startsWith(text))
                found.append(row);
        return found;
    }
    /// One session holds a row, as many others wait for it, as long as it lives.
    class Queue {
    public:
        Queue(const PostgresSampler::Maker &maker, int waiters) : m_holder(std::move(*maker({})))
        {
            (void)m_holder->begin({.write = true});
            (void)m_holder->execute("UPDATE public.goods SET name = 'top secret' WHERE id = 1");
            for (int i = 0; i < waiters; ++i)
                m_waiters.emplace_back([maker] {
                    auto waiter = maker({});
                    (void)(*waiter)->begin({.write = true});
                    (void)(*waiter)->execute("UPDATE public.goods SET name = 'other secret' WHERE id = 1");
                    (*waiter)->rollback();
                });
        }
        ~Queue()
        {
            m_holder->rollback();
            for (std::thread &waiter : m_waiters)
                waiter.join();
        }

    private:
        std::unique_ptr<sql::Connection> m_holder;
        std::vector<std::thread> m_waiters;
    };
    int waiting() { return m_postgres.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).toInt(); }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.createDatabase(QStringLiteral("shop")), qPrintable(m_postgres.error()));
        QVERIFY2(exec(QStringLiteral("CREATE ROLE plain LOGIN; CREATE ROLE watcher LOGIN IN ROLE pg_monitor; CREATE ROLE writer LOGIN;"
                                     "CREATE EXTENSION pg_stat_statements; CREATE TABLE goods AS SELECT i AS id, 'x' AS name FROM generate_series(1, 1000) i;"
                                     "GRANT ALL ON goods TO writer;"
                                     "CREATE FUNCTION nested() RETURNS int8 LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM goods WHERE id > 17); END'")),
                 qPrintable(m_postgres.error()));
    }
    void init() { QVERIFY(exec(QStringLiteral("SELECT pg_stat_statements_reset()"))); }

    void aMinuteIsWhatWasDoneInIt()
    {
        QVERIFY(exec(QStringLiteral("SELECT count(*) AS before FROM goods WHERE id > 3")));
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && !reading->statements); // nothing to compare with
        for (int i = 0; i < 3; ++i)
            QVERIFY(exec(QStringLiteral("SELECT * FROM goods WHERE id < 101 AND name <> 'a secret'")));
        QVERIFY(exec(QStringLiteral("SELECT nested(); CREATE ROLE guest PASSWORD 'a secret'; DROP ROLE guest")));
        clock.ms += 30'000;
        QVERIFY(!sampler.sample(clock.ms)->statements); // not yet
        clock.ms += 30'000;
        reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        const StatementsLook look = *reading->statements;
        QVERIFY2(!faultOf(look), qPrintable(faultOf(look).value_or(QString())));
        QCOMPARE(look.at, clock.ms);
        QCOMPARE(look.from, clock.ms - kMinute);
        QCOMPARE(look.source, m_source);
        QCOMPARE(look.evicted, 0.0);
        QVERIFY(reading->gaps.isEmpty());
        const auto found = rowsOf(look, QStringLiteral("SELECT * FROM goods"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().text, QStringLiteral("SELECT * FROM goods WHERE id < $1 AND name <> $2"));
        QCOMPARE(found.first().figures.calls, 3.0);
        QCOMPARE(found.first().figures.rows, 300.0);
        QVERIFY(found.first().figures.execMs > 0);
        QVERIFY(found.first().figures.hitBlocks > 0);
        QCOMPARE(found.first().user, QStringLiteral("postgres"));
        QCOMPARE(found.first().database, QStringLiteral("shop"));
        QVERIFY(found.first().isTop);
        QVERIFY(rowsOf(look, QStringLiteral("SELECT count(*) AS before")).isEmpty()); // it stood still
        const auto role = rowsOf(look, QStringLiteral("CREATE ROLE"));
        QCOMPARE(role.size(), 1);
        QCOMPARE(role.first().text, QStringLiteral("CREATE ROLE guest PASSWORD ?"));
        const auto nested = std::ranges::find_if(look.rows, [](const StatementRow &row) { return !row.isTop; });
        QVERIFY(nested != look.rows.end());
        for (const StatementRow &row : look.rows) {
            QVERIFY2(!row.text.contains(QStringLiteral("secret")) && !row.text.contains(QStringLiteral("plancia")), qPrintable(row.text));
            QVERIFY2(!row.text.contains(QStringLiteral("pg_stat_statements(")), qPrintable(row.text)); // our own are left out
        }
        // And the next minute begins there.
        QVERIFY(exec(QStringLiteral("SELECT * FROM goods WHERE id < 11 AND name <> 'b'")));
        clock.ms += kMinute;
        reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        QCOMPARE(rowsOf(*reading->statements, QStringLiteral("SELECT * FROM goods")).first().figures.calls, 1.0);
        QCOMPARE(rowsOf(*reading->statements, QStringLiteral("SELECT * FROM goods")).first().text, found.first().text);
        QVERIFY(rowsOf(*reading->statements, QStringLiteral("CREATE ROLE")).isEmpty());
    }

    void everyVersionOfTheExtensionIsRead_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"1.8", "1.9", "1.10"})
            QTest::newRow(version) << QString::fromLatin1(version);
    }
    void everyVersionOfTheExtensionIsRead()
    {
        QFETCH(QString, version);
        QVERIFY(exec(QStringLiteral("DROP EXTENSION pg_stat_statements; CREATE EXTENSION pg_stat_statements VERSION '%1'").arg(version)));
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        QVERIFY(sampler.sample(clock.ms));
        QVERIFY(exec(QStringLiteral("SELECT max(id) FROM goods")));
        clock.ms += kMinute;
        const auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        QCOMPARE(rowsOf(*reading->statements, QStringLiteral("SELECT max(id)")).first().figures.calls, 1.0);
        QVERIFY(exec(QStringLiteral("DROP EXTENSION pg_stat_statements; CREATE EXTENSION pg_stat_statements")));
    }

    void whatMayNotBeReadHasNoText()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(QStringLiteral("plain")), clock);
        QVERIFY(sampler.sample(clock.ms));
        for (int i = 0; i < 5; ++i)
            QVERIFY(exec(QStringLiteral("SELECT min(id) FROM goods")));
        clock.ms += kMinute;
        const auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        const StatementsLook look = *reading->statements;
        const auto hidden = std::ranges::find_if(look.rows, [](const StatementRow &row) { return row.user == u"postgres" && row.isTop; });
        QVERIFY(hidden != look.rows.end());
        QCOMPARE(hidden->text, QString());
        QCOMPARE(hidden->id, QString());
        QVERIFY(hidden->figures.calls >= 5);
        for (const StatementRow &row : look.rows)
            QVERIFY(!row.text.contains(QStringLiteral("insufficient")));
        QVERIFY(!reading->blocking);
    }

    void aResetIsToldAndNothingIsNegative()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        QVERIFY(exec(QStringLiteral("SELECT count(*) FROM goods g WHERE g.id > 5")));
        QVERIFY(sampler.sample(clock.ms));
        QVERIFY(exec(QStringLiteral("SELECT pg_stat_statements_reset()")));
        QVERIFY(exec(QStringLiteral("SELECT count(*) FROM goods g WHERE g.id > 5")));
        clock.ms += kMinute;
        auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && !reading->statements);
        QVERIFY(std::ranges::any_of(reading->gaps, [](const StreamGap &gap) { return gap.reason == StreamGap::Reason::CounterReset; }));
        // One entry alone: what it did from there on counts.
        for (int i = 0; i < 4; ++i)
            QVERIFY(exec(QStringLiteral("SELECT count(*) FROM goods g WHERE g.id > 5")));
        clock.ms += kMinute;
        QVERIFY(sampler.sample(clock.ms)->statements);
        QVERIFY(exec(QStringLiteral("SELECT pg_stat_statements_reset(0, 0, queryid) FROM pg_stat_statements WHERE query LIKE 'SELECT count(*) FROM goods g%'")));
        QVERIFY(exec(QStringLiteral("SELECT count(*) FROM goods g WHERE g.id > 5")));
        clock.ms += kMinute;
        reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        QCOMPARE(rowsOf(*reading->statements, QStringLiteral("SELECT count(*) FROM goods g")).first().figures.calls, 1.0);
        QVERIFY(!reading->gaps.isEmpty());
        for (const StatementRow &row : reading->statements->rows)
            QVERIFY(row.figures.calls >= 0 && row.figures.execMs >= 0);
    }

    void evictionsAreTold()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        QVERIFY(sampler.sample(clock.ms));
        QString many;
        for (int i = 0; i < 300; ++i) // the server keeps 100
            many += QStringLiteral("SELECT 1") + QStringLiteral(", 1").repeated(i) + u';';
        QVERIFY(exec(many));
        clock.ms += kMinute;
        const auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        QVERIFY2(reading->statements->evicted > 5, qPrintable(QString::number(reading->statements->evicted)));
        QVERIFY(!faultOf(*reading->statements));
    }

    /// It is a look of its own: what it cannot have costs the sample nothing but its time.
    void aLookThatFailsLosesOnlyItself()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        QVERIFY(sampler.sample(clock.ms));
        QVERIFY(exec(QStringLiteral("SELECT sum(id) FROM goods")));
        QVERIFY(exec(QStringLiteral("REVOKE EXECUTE ON FUNCTION pg_stat_statements(boolean) FROM PUBLIC")));
        for (int i = 0; i < 5; ++i) {
            clock.ms += kMinute;
            const auto reading = sampler.sample(clock.ms);
            QVERIFY(reading && !reading->statements);
            QVERIFY(reading->sample.values.contains(metric::PgLatency));
        }
        QVERIFY(exec(QStringLiteral("GRANT EXECUTE ON FUNCTION pg_stat_statements(boolean) TO PUBLIC")));
        clock.ms += 11 * kMinute;
        const auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->statements);
        QCOMPARE(reading->statements->from, clock.ms - 16 * kMinute); // nothing was lost: the span is the longer one
        QCOMPARE(rowsOf(*reading->statements, QStringLiteral("SELECT sum(id)")).size(), 1);
    }

    void whoWaitsIsToldWhileItLasts()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        const auto first = sampler.sample(clock.ms)->blocking;
        QVERIFY(first && first->sessions.isEmpty()); // from here on it is known that nobody waits
        const auto look = [&](int seconds = 1) {
            clock.ms += seconds * 1000;
            auto reading = sampler.sample(clock.ms);
            return reading ? reading->blocking : std::nullopt;
        };
        {
            const Queue queue(maker(QStringLiteral("writer")), 2);
            QTRY_COMPARE(waiting(), 2);
            const auto moment = look();
            QVERIFY(moment);
            QVERIFY2(!faultOf(*moment), qPrintable(faultOf(*moment).value_or(QString())));
            QCOMPARE(moment->at, clock.ms);
            QCOMPARE(moment->source, m_source);
            QCOMPARE(moment->sessions.size(), 3);
            QCOMPARE(moment->left, 0);
            const QList<BlockedSession> tree = blockingTree(moment->sessions);
            QCOMPARE(tree.size(), 3);
            QCOMPARE(tree.first().waiting, 2);
            const auto root = std::ranges::find(moment->sessions, tree.first().pid, &ServerSession::pid);
            QVERIFY(root->state == ServerSession::State::IdleInTransaction);
            QCOMPARE(root->query, QStringLiteral("UPDATE public.goods SET name = ? WHERE id = ?"));
            QCOMPARE(root->user, QStringLiteral("writer"));
            QVERIFY(!root->isBlocked());
            for (const ServerSession &session : moment->sessions) {
                QVERIFY(!session.query.contains(QStringLiteral("secret")));
                if (session.isBlocked()) {
                    QVERIFY(!session.lockOn.isEmpty() && !session.lockMode.isEmpty());
                    QVERIFY(session.waitingSince > 0);
                }
            }
            for (int i = 0; i < 9; ++i)
                QVERIFY(!look());
            QVERIFY(look()); // each ten seconds
        }
        QTRY_COMPARE(waiting(), 0);
        const auto over = look();
        QVERIFY(over && over->sessions.isEmpty());
        QVERIFY(!look(60));
    }

    /// Without the privilege nothing is told, and nothing invented.
    void whoMayNotSeeTellsNothing()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(QStringLiteral("plain")), clock);
        const Queue queue(maker(QStringLiteral("writer")), 1);
        QTRY_COMPARE(waiting(), 1);
        for (int i = 0; i < 3; ++i, clock.ms += 1000) {
            const auto reading = sampler.sample(clock.ms);
            QVERIFY(reading && !reading->blocking);
        }
    }

    /// From the server to what is kept: agent, stream, telemetry.db.
    void theStreamBringsThemToTheConsole()
    {
        QTemporaryDir folder;
        store::LocalStore::Options storeOptions;
        storeOptions.path = folder.filePath(QStringLiteral("telemetry.db"));
        storeOptions.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        storeOptions.createIfMissing = true;
        auto opened = store::LocalStore::open(storeOptions);
        QVERIFY(opened);
        TelemetryStore telemetry(**opened, {}, systemClock);
        const FastClock fast;
        AgentOptions options;
        options.samplePeriodMs = 100;
        options.limits.tickMs = 20;
        AgentService service(options, systemClock);
        service.addSampler(std::make_shared<PostgresSampler>(QStringLiteral("main"), maker(), fast));
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(started.result());
        StreamFeed feed(systemClock, &telemetry);
        QSignalSpy records(&feed, &StreamPort::recordsArrived);
        QList<StreamGap> gaps;
        connect(&feed, &StreamPort::gapArrived, this, [&gaps](const StreamGap &gap) { gaps.append(gap); });
        const qint64 from = systemClock.nowMs();
        feed.follow({service.url(), {}, QStringLiteral("a"), QStringLiteral("a")});
        QTRY_VERIFY_WITH_TIMEOUT(!records.isEmpty(), 20'000); // the first look that has one before it
        const auto statements = [&] {
            auto asked = feed.statements({m_source, from - 1'000, systemClock.nowMs()}, {});
            asked.waitForFinished();
            return *asked.result();
        };
        const auto calls = [&] {
            double sum = 0;
            for (const StatementRow &row : statements().rows)
                if (row.text == u"SELECT avg(id) FROM goods WHERE name <> $1")
                    sum += row.figures.calls;
            return sum;
        };
        for (int i = 0; i < 7; ++i)
            QVERIFY(exec(QStringLiteral("SELECT avg(id) FROM goods WHERE name <> 'a secret'")));
        QTRY_COMPARE_WITH_TIMEOUT(calls(), 7.0, 20'000);
        QVERIFY(statements().knownMs > 0);
        QCOMPARE(records.first().first().toString(), m_source);
        const auto blocking = [&] {
            auto asked = feed.blocking({m_source, from, systemClock.nowMs()}, {});
            asked.waitForFinished();
            return asked.result()->moments;
        };
        {
            const Queue queue(maker(QStringLiteral("writer")), 1);
            QTRY_VERIFY_WITH_TIMEOUT(!blocking().isEmpty() && blocking().last().sessions.size() == 2, 20'000);
        }
        QTRY_VERIFY_WITH_TIMEOUT(blocking().last().sessions.isEmpty(), 20'000);
        // Written it says the same, and each sample stays what it was.
        auto flushed = telemetry.flush();
        flushed.waitForFinished();
        QVERIFY2(flushed.result(), flushed.result() ? "" : qPrintable(flushed.result().error().fact(u"message")));
        QCOMPARE(calls(), 7.0);
        QVERIFY(blocking().size() >= 2);
        QVERIFY(gaps.isEmpty());
        QVERIFY(std::ranges::none_of(feed.recent(0), [](const Sample &sample) { return sample.values.isEmpty(); }));
        QFile file(storeOptions.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("secret"));
    }

    /// Only printed: a machine that is busy proves nothing.
    void whatALookCosts()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        QVERIFY(sampler.sample(clock.ms));
        QList<double> took;
        for (int i = 0; i < 20; ++i) {
            clock.ms += kMinute;
            QElapsedTimer timer;
            timer.start();
            QVERIFY(sampler.sample(clock.ms)->statements);
            took.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(took);
        qInfo("a minute's look, all groups and the statements: median %.1f ms, slowest %.1f ms", took.at(10), took.last());
    }
};

QTEST_GUILESS_MAIN(TestStatementSampler)
#include "tst_statementsampler.moc"
