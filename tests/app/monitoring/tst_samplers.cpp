// SPDX-License-Identifier: GPL-3.0-or-later
// Samplers on the real system and a real PostgreSQL, the service around them, and what is remembered of the stream.
#include "app/monitoring/sampler/postgressampler.h"
#include "app/monitoring/sampler/samplerloop.h"
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/sampler/storesampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetrystore.h"
#include "app/postgres/pgconnection.h"
#include "app/store/localstore.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/privatepostgres.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

using namespace plancia;
using namespace plancia::monitoring;
using Reason = StreamGap::Reason;

namespace {
const SystemClock systemClock;

/// Time that only a test moves.
class TestClock : public Clock {
public:
    qint64 ms = 1'750'000'000'000;
    qint64 nowMs() const override { return ms; }
    qint64 monotonicMs() const override { return ms; }
};

int countOf(const QList<StreamGap> &gaps, Reason reason, const QString &source = {})
{
    return static_cast<int>(std::count_if(gaps.begin(), gaps.end(), [&](const StreamGap &gap) {
        return gap.reason == reason && (source.isEmpty() || gap.source == source);
    }));
}
} // namespace

class TestSamplers : public QObject {
    Q_OBJECT
private:
    tests::PrivatePostgres m_postgres;
    const QString m_source = QStringLiteral("pg:main");

    PostgresSampler::Maker maker(const QString &user = QStringLiteral("postgres"))
    {
        const ConnectionProfile profile = m_postgres.profile(user, QStringLiteral("shop"));
        return [profile](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, 2000, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.createDatabase(QStringLiteral("shop")), qPrintable(m_postgres.error()));
    }

    void selfKnowsItsMemoryAndTime()
    {
        SelfSampler sampler(systemClock);
        const auto first = sampler.sample(systemClock.nowMs());
        QVERIFY(first);
        QVERIFY(first->sample.values.value(metric::SelfRss) > 1e6);
        QVERIFY(!first->sample.values.contains(metric::SelfCpu));
        QElapsedTimer busy;
        busy.start();
        volatile double sum = 0;
        while (busy.elapsed() < 300)
            sum = sum + 1;
        const auto second = sampler.sample(systemClock.nowMs());
        QVERIFY(second->sample.values.value(metric::SelfCpu) > 0.05);
        QVERIFY(second->sample.values.value(metric::SelfCpu) < 64);
    }

    void storeRateDividesByRealTimeAndSurvivesAReset()
    {
        TestClock clock;
        qint64 commits = 100;
        StoreSampler sampler({[&] { return Result<qint64>(commits); }, [] { return Result<qint64>(4096); },
                              [] { return Result<double>(0.25); }},
                             clock);
        QVERIFY(!sampler.sample(clock.ms)->sample.values.contains(metric::StoreCommits));
        clock.ms += 2500;
        commits += 50;
        const auto second = sampler.sample(clock.ms);
        QCOMPARE(second->sample.values.value(metric::StoreCommits), 20.0);
        QCOMPARE(second->sample.values.value(metric::StoreWalBytes), 4096.0);
        clock.ms += 1000;
        commits = 3; // restored
        const auto third = sampler.sample(clock.ms);
        QVERIFY(!third->sample.values.contains(metric::StoreCommits));
        QCOMPARE(third->gaps, (QList<StreamGap>{{Reason::CounterReset, clock.ms - 1000, clock.ms, QStringLiteral("store")}}));
        clock.ms += 1000;
        commits = 7;
        QCOMPARE(sampler.sample(clock.ms)->sample.values.value(metric::StoreCommits), 4.0);
    }

    void storeThatCannotBeReadFails()
    {
        const Error gone(ErrorCode::FileNotFound);
        StoreSampler sampler({[&] { return Result<qint64>(gone); }, [&] { return Result<qint64>(gone); },
                              [&] { return Result<double>(gone); }},
                             systemClock);
        const auto sample = sampler.sample(systemClock.nowMs());
        QVERIFY(!sample);
        QCOMPARE(sample.error().code(), ErrorCode::FileNotFound);
    }

    void transactionsOfAKnownLoadAreCounted()
    {
        // A second goes by from look to look, however long they take: a rate is the number that came meanwhile.
        class : public Clock {
        public:
            qint64 ms = 1'000'000;
            qint64 nowMs() const override { return SystemClock().nowMs(); }
            qint64 monotonicMs() const override { return ms; }
        } clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(), clock);
        const auto look = [&] {
            clock.ms += 1000;
            return sampler.sample(clock.nowMs());
        };
        QVERIFY(look());
        QVERIFY(look()); // the first look goes on after it has read the counters
        constexpr int kLoad = 300;
        // Each ROLLBACK and each statement of its own is one transaction; the session ends, so that it reports them all.
        QString load;
        for (int i = 0; i < kLoad; ++i)
            load += QStringLiteral("BEGIN; SELECT 1; COMMIT;");
        for (int i = 0; i < 20; ++i)
            load += QStringLiteral("BEGIN; SELECT 1; ROLLBACK;");
        QVERIFY2(m_postgres.exec(load, QStringLiteral("shop")), qPrintable(m_postgres.error()));
        double commits = 0;
        double rollbacks = 0;
        QTRY_VERIFY2_WITH_TIMEOUT([&] {
            const auto reading = look();
            if (!reading)
                return false;
            commits += reading->sample.values.value(metric::PgCommits);
            rollbacks += reading->sample.values.value(metric::PgRollbacks);
            return rollbacks > 19.5;
        }(), "the load never showed", 10'000);
        QVERIFY2(commits > kLoad - 0.5 && commits < kLoad * 1.5, qPrintable(QString::number(commits)));
        QVERIFY2(rollbacks < 20.5, qPrintable(QString::number(rollbacks)));
    }

    void connectionsAreCountedByState()
    {
        PostgresSampler sampler(QStringLiteral("main"), maker(), systemClock);
        const auto idle = maker()({});
        const auto open = maker()({});
        QVERIFY(idle && open);
        QVERIFY((*open)->begin({}));
        const auto reading = sampler.sample(systemClock.nowMs());
        QVERIFY(reading);
        const auto &values = reading->sample.values;
        QCOMPARE(values.value(metric::PgIdle), 1.0);
        QCOMPARE(values.value(metric::PgIdleInTransaction), 1.0);
        QCOMPARE(values.value(metric::PgActive), 0.0);
        QCOMPARE(values.value(metric::PgMaxConnections), m_postgres.value(QStringLiteral("SHOW max_connections")).toDouble());
        QVERIFY(values.value(metric::PgLatency) > 0);
    }

    void resetCountersAreAGapAndNoNegativeRate()
    {
        PostgresSampler sampler(QStringLiteral("main"), maker(), systemClock);
        QVERIFY(sampler.sample(systemClock.nowMs()));
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT pg_stat_reset()"), QStringLiteral("shop")));
        bool reset = false;
        bool counts = false; // kept: the macro asks once more after it was true, and then a rate may be too young to tell
        QTRY_VERIFY2([&] {
            if (counts)
                return true;
            const auto reading = sampler.sample(systemClock.nowMs());
            if (!reading)
                return false;
            reset = reset || countOf(reading->gaps, Reason::CounterReset) == 1;
            for (const double value : reading->sample.values)
                if (value < 0)
                    qFatal("a negative rate");
            counts = reset && reading->sample.values.contains(metric::PgCommits);
            return counts;
        }(), "no gap");
    }

    void refusedUserIsNotAskedEachSecond()
    {
        TestClock clock;
        int tries = 0;
        PostgresSampler sampler(QStringLiteral("main"), [&](const CancelToken &) -> Result<std::unique_ptr<sql::Connection>> {
            ++tries;
            return fail(ErrorCode::AuthPasswordRefused);
        }, clock);
        for (int second = 0; second < 60; ++second, clock.ms += 1000) {
            const auto reading = sampler.sample(clock.ms);
            QVERIFY(!reading);
            QCOMPARE(reading.error().code(), ErrorCode::AuthPasswordRefused);
        }
        QVERIFY2(tries > 2 && tries < 8, qPrintable(QString::number(tries)));
    }

    /// The loop that asks it is waited for when the program ends.
    void aConnectThatIsUnderWayEndsWithTheCancel()
    {
        tests::CuttingProxy silent(m_postgres.port());
        silent.setMode(tests::CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("shop"));
        profile.port = silent.port();
        PostgresSampler sampler(QStringLiteral("main"), [&](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, 20'000, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        }, systemClock);
        sampler.begin();
        std::thread other([&] {
            while (silent.connections() == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            sampler.cancel();
        });
        const auto reading = sampler.sample(systemClock.nowMs());
        other.join();
        QVERIFY(!reading);
        QCOMPARE(reading.error().code(), ErrorCode::InternalCancelled); // and not DbTimeout
        sampler.end();
    }

    /// A server that takes its time for real: its process for this connection is stopped for a while.
    void looksThatTakeTooLongAreAskedMoreRarely()
    {
        TestClock clock;
        pid_t pid = 0;
        PostgresSampler sampler(QStringLiteral("main"), [&](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = maker()(cancel);
            if (opened)
                if (const auto rows = (*opened)->query("SELECT pg_backend_pid()"); rows && rows->size() == 1)
                    pid = static_cast<pid_t>((*rows)[0].integer(0));
            return opened;
        }, clock);
        sampler.begin();
        const auto look = [&](bool isSlow) {
            std::thread server;
            if (isSlow) {
                ::kill(pid, SIGSTOP);
                server = std::thread([pid] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(400));
                    ::kill(pid, SIGCONT);
                });
            }
            auto reading = sampler.sample(clock.ms);
            if (server.joinable())
                server.join();
            clock.ms += 1000;
            return reading;
        };
        const auto isLook = [](const Result<Reading> &reading) { return reading && reading->sample.values.contains(metric::PgCommits); };
        const auto eventOf = [](const Result<Reading> &reading) { return reading && !reading->events.isEmpty() ? reading->events.first().type : QString(); };
        const auto firstOne = look(false);
        QVERIFY(firstOne && firstOne->sample.values.value(QStringLiteral("pg.agent_ms")) > 0);
        QVERIFY(pid > 0);
        QVERIFY(isLook(look(true)) && isLook(look(true)));
        QCOMPARE(eventOf(look(false)), QString()); // two of three are no reason
        for (int i = 0; i < 2; ++i)
            QCOMPARE(eventOf(look(true)), QString());
        const auto third = look(true);
        QCOMPARE(eventOf(third), QStringLiteral("sampler.throttled"));
        QVERIFY2(third->sample.values.value(QStringLiteral("pg.agent_ms")) > 350, qPrintable(QString::number(third->sample.values.value(QStringLiteral("pg.agent_ms")))));
        int looks = 0, restoredAfter = 0;
        for (int second = 1; second <= 45 && restoredAfter == 0; ++second) {
            const auto reading = look(false);
            QVERIFY(reading); // not asked is not down
            QVERIFY(!reading->sample.values.isEmpty());
            looks += isLook(reading);
            if (eventOf(reading) == QLatin1String("sampler.restored"))
                restoredAfter = second;
        }
        QCOMPARE(looks, 3);
        QVERIFY2(restoredAfter >= 28 && restoredAfter <= 32, qPrintable(QString::number(restoredAfter)));
        QVERIFY(isLook(look(false)) && isLook(look(false)));
        sampler.end();
    }

    void eachEventIsToldOnce()
    {
        class Teller final : public Sampler {
            QString source() const override { return QStringLiteral("pg:main"); }
            Result<Reading> sample(qint64 nowMs) override
            {
                Reading reading{{0, nowMs, source(), {{metric::PgCommits, 1}}}, {}};
                Event event;
                event.source = source();
                event.type = QStringLiteral("act.tenant.create");
                reading.events = {event};
                return reading;
            }
        };
        std::mutex mutex;
        int samples = 0, good = 0, bad = 0;
        {
            const SamplerLoop loop(
                std::make_shared<Teller>(),
                [&](const StreamItem &item) {
                    const std::scoped_lock lock(mutex);
                    samples += item.isSample();
                    if (item.event)
                        ++(faultOf(*item.event) ? bad : good);
                },
                systemClock, 20);
            QTRY_VERIFY([&] {
                const std::scoped_lock lock(mutex);
                return samples >= 3;
            }());
        }
        QCOMPARE(bad, 0); // nobody could read it, and it would end every reader's connection
        QCOMPARE(good, samples);
    }

    void serverThatMaySleepIsLeftAloneUnread()
    {
        AgentOptions options;
        options.samplePeriodMs = 100;
        options.limits.tickMs = 20;
        options.unreadMs = 300;
        AgentService service(options, systemClock);
        std::atomic<int> connects{0};
        const auto open = maker();
        const auto cold = [&](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            ++connects;
            std::this_thread::sleep_for(std::chrono::milliseconds(700)); // seven periods
            return open(cancel);
        };
        service.addSampler(std::make_shared<PostgresSampler>(QStringLiteral("main"), cold, systemClock, PostgresSampler::Sleep::MayBe));
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(started.result());
        const auto sessions = [&] { // of ours, as the server sees them
            auto seen = open({});
            if (!seen)
                return -1;
            const auto rows = (*seen)->query("SELECT count(*) FROM pg_stat_activity WHERE datname = 'shop' AND pid <> pg_backend_pid() AND query NOT LIKE 'SELECT count%'"); // one before this may not have ended yet
            return rows ? static_cast<int>((*rows)[0].integer(0)) : -1;
        };
        QTest::qWait(500);
        QCOMPARE(connects.load(), 0);
        QList<Sample> samples;
        QList<StreamGap> gaps;
        for (int round = 0; round < 2; ++round) {
            {
                StreamFeed feed(systemClock, nullptr);
                feed.follow({service.url(), {}, QStringLiteral("test"), {}});
                const auto last = [&] {
                    const auto all = feed.recent(0);
                    return all.isEmpty() ? Sample() : all.last();
                };
                QTRY_VERIFY(last().values.contains(metric::PgCommits));
                QCOMPARE(last().values.value(metric::PgAsleep, -1), 0);
                QCOMPARE(sessions(), 1);
                samples = feed.recent(0);
                gaps = feed.recentGaps(0);
            }
            QCOMPARE(connects.load(), round + 1);
            QTRY_COMPARE(sessions(), 0);
        }
        QCOMPARE(gaps.size(), 0); // asleep is no gap, and neither is the cold start
        int asleep = 0, coldStarts = 0;
        for (const Sample &sample : samples) {
            QVERIFY2(!sample.values.isEmpty(), "it was not down");
            asleep += sample.values.value(metric::PgAsleep) == 1;
            coldStarts += sample.values.value(QStringLiteral("pg.connect_ms")) > 690;
        }
        QVERIFY(asleep > 3);
        QCOMPARE(coldStarts, 2);
    }

    void serverThatMaySleepIsAwakeWhileItIsLookedAt()
    {
        AgentOptions options;
        options.samplePeriodMs = 100;
        options.limits.tickMs = 20;
        options.unreadMs = 300;
        options.readersLook = false;
        AgentService service(options, systemClock);
        for (const char *name : {"main", "other"})
            service.addSampler(std::make_shared<PostgresSampler>(QLatin1String(name), maker(), systemClock, PostgresSampler::Sleep::MayBe));
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(started.result());
        StreamFeed feed(systemClock, nullptr);
        feed.follow({service.url(), {}, QStringLiteral("test"), {}});
        const auto asleep = [&](const QString &source) {
            double last = -1;
            for (const Sample &sample : feed.recent(0))
                if (sample.source == source)
                    last = sample.values.value(metric::PgAsleep, -1);
            return last;
        };
        QTRY_COMPARE(asleep(QStringLiteral("pg:main")), 1.0); // who reads does not look
        QTest::qWait(500);
        QCOMPARE(asleep(QStringLiteral("pg:main")), 1.0);
        service.setLookedAt({QStringLiteral("pg:main")});
        QTRY_COMPARE(asleep(QStringLiteral("pg:main")), 0.0);
        QCOMPARE(asleep(QStringLiteral("pg:other")), 1.0); // another one sleeps on
        service.setLookedAt({});
        QTRY_COMPARE(asleep(QStringLiteral("pg:main")), 1.0);
    }

    void serverDownIsOneGapAndRecovers()
    {
        AgentOptions options;
        options.samplePeriodMs = 100;
        options.limits.tickMs = 20;
        AgentService service(options, systemClock);
        service.addSampler(std::make_shared<SelfSampler>(systemClock));
        service.addSampler(std::make_shared<PostgresSampler>(QStringLiteral("main"), maker(), systemClock));
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(started.result());
        StreamFeed feed(systemClock, nullptr);
        feed.follow({service.url(), {}, QStringLiteral("test"), {}});

        const auto last = [&] {
            Sample found;
            for (const Sample &sample : feed.recent(0))
                if (sample.source == m_source)
                    found = sample;
            return found;
        };
        QTRY_VERIFY(last().values.contains(metric::PgCommits));
        m_postgres.stop(tests::PrivatePostgres::Stop::Immediate);
        QTRY_VERIFY(last().values.isEmpty());
        const auto others = [&] {
            const auto all = feed.recent(0);
            return std::count_if(all.begin(), all.end(), [](const Sample &s) { return s.source == QLatin1String("self"); });
        };
        const auto before = others();
        QTRY_VERIFY(others() > before + 3); // nobody else is held up
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QTRY_VERIFY_WITH_TIMEOUT(last().values.contains(metric::PgCommits), 15'000);
        QCOMPARE(countOf(feed.recentGaps(0), Reason::SourceDown, m_source), 1);
        QCOMPARE(countOf(feed.recentGaps(0), Reason::SourceDown, QStringLiteral("self")), 0);
        QCOMPARE(feed.status().state, StreamStatus::State::Connected);
    }

    void restartOfTheServiceIsOneGap()
    {
        AgentOptions options;
        options.samplePeriodMs = 50;
        options.limits.tickMs = 20;
        options.token = "secret";
        AgentService service(options, systemClock);
        service.addSampler(std::make_shared<SelfSampler>(systemClock));
        auto started = service.start();
        started.waitForFinished();
        StreamFeed feed(systemClock, nullptr);
        feed.follow({service.url(), service.token(), QStringLiteral("built-in"), QStringLiteral("built-in")});
        QTRY_VERIFY(feed.recent(0).size() > 3);
        started = service.restart();
        started.waitForFinished();
        QVERIFY(started.result());
        feed.follow({service.url(), service.token(), QStringLiteral("built-in"), QStringLiteral("built-in")});
        const auto seen = feed.recent(0).size();
        QTRY_VERIFY(feed.recent(0).size() > seen + 3);
        QCOMPARE(countOf(feed.recentGaps(0), Reason::AgentAway), 1);
    }

    void restartedConsoleGoesOnWhereItStood()
    {
        QTemporaryDir folder;
        store::LocalStore::Options storeOptions;
        storeOptions.path = folder.filePath(QStringLiteral("telemetry.db"));
        storeOptions.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        storeOptions.createIfMissing = true;
        AgentOptions options;
        options.samplePeriodMs = 50;
        options.limits.tickMs = 20;
        AgentService service(options, systemClock);
        service.addSampler(std::make_shared<SelfSampler>(systemClock));
        auto started = service.start();
        started.waitForFinished();
        const StreamTarget target{service.url(), {}, QStringLiteral("a"), QStringLiteral("a")};

        QList<Sample> first;
        {
            auto opened = store::LocalStore::open(storeOptions);
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().fact(u"message")));
            TelemetryStore telemetry(**opened, {}, systemClock);
            StreamFeed feed(systemClock, &telemetry);
            feed.follow(target);
            QTRY_VERIFY(feed.recent(0).size() > 5);
            first = feed.recent(0);
            auto flushed = telemetry.flush();
            flushed.waitForFinished();
            QVERIFY2(flushed.result(), flushed.result() ? "" : qPrintable(flushed.result().error().fact(u"message")));
        }
        auto opened = store::LocalStore::open(storeOptions);
        QVERIFY(opened);
        TelemetryStore telemetry(**opened, {}, systemClock);
        StreamFeed feed(systemClock, &telemetry);
        feed.follow(target);
        QTRY_VERIFY(feed.recent(0).size() > first.size() + 3);
        const QList<Sample> all = feed.recent(0);
        for (qsizetype i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].offset, i + 2); // the first place is an event: the agent has started
        QCOMPARE(all.first(), first.first());
        QVERIFY(feed.recentGaps(0).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSamplers)
#include "tst_samplers.moc"
