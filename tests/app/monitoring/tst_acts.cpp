// SPDX-License-Identifier: GPL-3.0-or-later
// Acts of real trails, local and on a server, as events of a real agent.
#include "app/audit/recorder.h"
#include "app/monitoring/alerts/alertfile.h"
#include "app/monitoring/sampler/postgressampler.h"
#include "app/monitoring/sampler/storesampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/postgres/pgconnection.h"
#include "app/store/localstore.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/turnedclock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;

audit::Act actOn(const QString &action, const QString &slug = QStringLiteral("acme"))
{
    audit::Act act;
    act.action = action;
    act.objectKind = QStringLiteral("tenant");
    act.objectName = act.tenantSlug = slug;
    act.tenantId = TenantId(newUuid());
    act.reason = QStringLiteral("hush-reason");
    act.details = QStringLiteral("{\"name\":[\"hush-before\",\"hush-after\"]}");
    return act;
}

/// `count` rows of one commit.
bool record(sql::Gateway &gateway, const QString &action, int count = 1, const Clock &clock = systemClock, AuditResult result = AuditResult::Done)
{
    const audit::Recorder recorder({QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), clock);
    QList<AuditEvent> rows;
    for (int i = 0; i < count; ++i) {
        rows.append(recorder.begin(actOn(action, QStringLiteral("t%1").arg(i)), {}));
        rows.last().result = result;
        if (result != AuditResult::Done)
            rows.last().errorCode = QStringLiteral("AUTHZ_001");
    }
    const AuditEvent first = rows.takeFirst();
    return gateway.write<AuditEvent>({}, {first.id, first.tenantId}, [&](sql::Connection &connection) { return recorder.append(connection, first, rows); })
        .result()
        .has_value();
}

audit::NewActs read(sql::Gateway &gateway, const std::optional<audit::TrailPlace> &before, audit::NewActsLimits limits = {})
{
    auto found = gateway.read<audit::NewActs>({}, [=](sql::Connection &connection) { return audit::newActs(connection, before, limits); }).result();
    if (!found)
        qFatal("%s", qPrintable(found.error().fact(u"message")));
    return *found;
}

bool run(sql::Gateway &gateway, const QByteArray &sql)
{
    return gateway.write<qint64>({}, {}, [&](sql::Connection &connection) { return connection.execute(sql); }).result().has_value();
}

/// What a restore leaves: rows up to `seq` and its own, another history, and commits that go on from the last.
bool restore(sql::Gateway &gateway, qint64 seq)
{
    const audit::Recorder recorder({}, QStringLiteral("run"), systemClock);
    const AuditEvent row = recorder.begin(actOn(action::BackupRestore), {});
    const auto work = [&](sql::Connection &connection) -> Result<AuditEvent> {
        const sql::Value history = newUuid();
        if (!connection.execute("DELETE FROM audit_log WHERE seq > $1", {seq}) || !connection.execute("UPDATE meta SET history_id = $1, audit_seq = $2", {history, seq}))
            return fail(ErrorCode::InternalBug);
        return recorder.append(connection, row);
    };
    return gateway.write<AuditEvent>({}, {row.id, row.tenantId}, work).result().has_value();
}

QStringList actionsOf(const QList<AuditEvent> &acts)
{
    QStringList all;
    for (const AuditEvent &act : acts)
        all.append(act.action);
    return all;
}

QStringList typesOf(const QList<Event> &events)
{
    QStringList all;
    for (const Event &event : events)
        all.append(event.type);
    return all;
}

std::shared_ptr<StoreSampler> samplerOf(store::LocalStore &store, const Clock &clock)
{
    return std::make_shared<StoreSampler>(
        StoreProbes{[&store] { return store.commitNo({}).result(); }, [&store] { return Result<qint64>(store.walBytes()); },
                    [] { return Result<double>(1); },
                    [&store](const std::optional<audit::TrailPlace> &before) {
                        return store.read<audit::NewActs>({}, [before](sql::Connection &connection) { return audit::newActs(connection, before); }).result();
                    }},
        clock);
}

/// The usual rules, all of them on.
AlertConfig usualAlerts()
{
    QList<Error> faults;
    AlertConfig config = configOf(readAlerts(QStringLiteral(":/alerts/usual.toml"), faults).rules, {});
    if (!faults.isEmpty())
        qFatal("the usual rules have faults");
    for (AlertRule &rule : config.rules)
        rule.isEnabled = true;
    return config;
}

/// A real agent over a local store, and what comes out of its stream.
struct Watched {
    AgentService service;
    StreamFeed feed;
    QList<Event> events;
    static AgentOptions options()
    {
        AgentOptions options;
        options.samplePeriodMs = 100;
        options.limits.tickMs = 20;
        options.alerts = {usualAlerts(), {}};
        return options;
    }
    Watched(store::LocalStore &store, const Clock &clock) : service(options(), clock), feed(clock, nullptr)
    {
        QObject::connect(&feed, &StreamPort::eventsArrived, &feed, [this](const QList<Event> &now) { events += now; });
        service.addSampler(samplerOf(store, clock));
        if (auto started = service.start(); !started.result())
            qFatal("the agent does not start");
        feed.follow({service.url(), {}, QStringLiteral("test"), {}});
        (void)QTest::qWaitFor([this] { return !feed.recent(0).isEmpty(); }); // the first look is over
    }
    QList<Event> acts(const QString &source) const
    {
        QList<Event> found;
        std::ranges::copy_if(events, std::back_inserter(found), [&source](const Event &event) { return event.source == source && event.type.startsWith(u"act"); });
        return found;
    }
    bool fires(const QString &rule) const
    {
        return std::ranges::any_of(events, [&rule](const Event &event) { return event.type == u"alert.firing" && (event.message + event.details).contains(rule); });
    }
};
} // namespace

class TestActs : public QObject {
    Q_OBJECT

    tests::PrivatePostgres m_postgres;
    std::unique_ptr<postgres::RemoteStore> m_remote;
    QTemporaryDir m_folder;
    std::unique_ptr<store::LocalStore> m_local;
    int m_number = 0;

    std::unique_ptr<sql::Connection> connect(const QString &user, const QString &database = QStringLiteral("acts"))
    {
        auto opened = postgres::PgConnection::open(m_postgres.profile(user, database), QStringLiteral("pw"));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().fact(u"message")));
        return std::move(*opened);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        m_remote = tests::makeRemoteDatabase(m_postgres, QStringLiteral("acts"));
        QVERIFY2(m_remote, qPrintable(m_postgres.error()));
    }
    void init()
    {
        store::LocalStore::Options options;
        options.path = m_folder.filePath(QStringLiteral("control%1.db").arg(++m_number));
        options.createIfMissing = true;
        auto opened = store::LocalStore::open(options);
        QVERIFY(opened);
        m_local = std::move(*opened);
    }

    void eachActIsReadOnceInOrder_data()
    {
        QTest::addColumn<bool>("isRemote");
        QTest::newRow("local store") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void eachActIsReadOnceInOrder()
    {
        QFETCH(bool, isRemote);
        sql::Gateway &trail = isRemote ? static_cast<sql::Gateway &>(*m_remote) : *m_local;
        QVERIFY(record(trail, action::TenantCreate));
        audit::NewActs now = read(trail, {});
        QVERIFY(now.acts.isEmpty()); // nothing old
        QVERIFY(read(trail, now.place).acts.isEmpty());

        QVERIFY(record(trail, action::TenantSuspend));
        QVERIFY(record(trail, action::TenantDelete, 1'200));
        QVERIFY(record(trail, action::TenantActivate, 1, systemClock, AuditResult::Refused));
        QList<qint64> sizes;
        QList<AuditEvent> acts;
        const qint64 first = now.place.seq + 1;
        do {
            now = read(trail, now.place);
            sizes.append(now.acts.size());
            acts += now.acts;
            QVERIFY(now.skipped == 0 && !now.mayHaveLost);
        } while (!now.acts.isEmpty());
        QCOMPARE(sizes, (QList<qint64>{500, 500, 202, 0}));
        for (qsizetype i = 0; i < acts.size(); ++i)
            QCOMPARE(acts[i].seq, first + i);
        QCOMPARE(acts.first().action, action::TenantSuspend);
        QCOMPARE(acts[1].tenantSlug, QStringLiteral("t0"));
        QCOMPARE(acts.last().action, action::TenantActivate);
        QCOMPARE(acts.last().errorCode, QStringLiteral("AUTHZ_001"));
        QVERIFY(acts.last().result == AuditResult::Refused && acts.last().requestId.startsWith(u"req_"));
        for (const AuditEvent &act : std::as_const(acts))
            QVERIFY(act.reason.isEmpty() && act.details.isEmpty());

        // Who is too far behind goes on before the end, and knows how many there were.
        QVERIFY(record(trail, action::TenantDelete, 120));
        now = read(trail, now.place, {10, 100});
        QCOMPARE(now.acts.size(), 10);
        QCOMPARE(now.skipped, 110);
        QVERIFY(read(trail, now.place).acts.isEmpty());
    }

    void anotherHistoryBeginsAnew_data() { eachActIsReadOnceInOrder_data(); }
    void anotherHistoryBeginsAnew()
    {
        QFETCH(bool, isRemote);
        sql::Gateway &trail = isRemote ? static_cast<sql::Gateway &>(*m_remote) : *m_local;
        QVERIFY(record(trail, action::TenantCreate, 5));
        const auto place = read(trail, {}).place;
        QVERIFY(restore(trail, place.seq - 3));
        QVERIFY(record(trail, action::TenantSuspend));
        auto now = read(trail, place);
        QCOMPARE(actionsOf(now.acts), (QStringList{action::BackupRestore, action::TenantSuspend}));
        QVERIFY(!now.mayHaveLost);
        QVERIFY(read(trail, now.place).acts.isEmpty());
        // One before which there were commits that nobody has seen.
        QVERIFY(run(trail, "UPDATE meta SET commit_no = commit_no + 1"));
        QVERIFY(restore(trail, now.place.seq));
        now = read(trail, now.place);
        QCOMPARE(actionsOf(now.acts), QStringList{action::BackupRestore});
        QVERIFY(now.mayHaveLost);
        // An older copy in its place, the same history or not.
        auto later = now.place;
        later.commitNo += 100;
        later.seq += 100;
        for (const bool isSame : {true, false}) {
            if (!isSame)
                later.historyId = newUuid();
            const auto old = read(trail, later);
            QVERIFY(old.acts.isEmpty() && old.mayHaveLost);
            QCOMPARE(old.place, now.place);
            QCOMPARE(read(trail, old.place).mayHaveLost, false); // told once
        }
        auto other = now.place;
        other.storeId = newUuid();
        QVERIFY(read(trail, other).mayHaveLost && read(trail, other).acts.isEmpty());
        // A trail that shrank.
        QVERIFY(run(trail, "UPDATE meta SET audit_seq = audit_seq - 1, commit_no = commit_no + 1"));
        now = read(trail, now.place);
        QVERIFY(now.mayHaveLost && now.acts.isEmpty());
        QVERIFY(run(trail, "UPDATE meta SET audit_seq = audit_seq + 1, commit_no = commit_no + 1"));
    }

    void anActIsAnEvent()
    {
        AuditEvent act;
        act.at = 1'700'000'000'000;
        act.action = action::TenantSuspend;
        act.actorName = QStringLiteral("anna@host");
        act.objectKind = QStringLiteral("tenant");
        act.objectName = act.tenantSlug = QStringLiteral("acme");
        act.requestId = QStringLiteral("req_1");
        Event event = eventOf(act, QStringLiteral("store"), systemClock.nowMs());
        QCOMPARE(event.type, QStringLiteral("act.tenant.suspend"));
        QCOMPARE(event.message, QStringLiteral("tenant.suspend of acme by anna@host"));
        QCOMPARE(event.at, act.at);
        QCOMPARE(event.tenant, QStringLiteral("acme"));
        QCOMPARE(event.trace, QStringLiteral("req_1"));
        QVERIFY(event.severity == EventSeverity::Info && event.durationMs < 0);
        QCOMPARE(QJsonDocument::fromJson(event.details.toUtf8()).object(),
                 (QJsonObject{{"actor", "anna@host"}, {"object_kind", "tenant"}, {"object", "acme"}, {"outcome", "done"}}));

        act.action = action::ApiKeyDelete;
        act.result = AuditResult::Refused;
        act.errorCode = QStringLiteral("AUTHZ_001");
        act.at = systemClock.nowMs() + 60'000; // by a clock that goes ahead
        act.tenantSlug.clear();
        act.tenantId = TenantId(newUuid());
        const qint64 now = systemClock.nowMs();
        event = eventOf(act, QStringLiteral("pg:main"), now);
        QCOMPARE(event.type, QStringLiteral("act.api.key.delete"));
        QCOMPARE(event.message, QStringLiteral("api.key.delete of acme by anna@host was refused with AUTHZ_001"));
        QCOMPARE(event.at, now);
        QCOMPARE(event.tenant, act.tenantId.toString());
        QVERIFY(event.severity == EventSeverity::Warning);
        act.result = AuditResult::Failed;
        QVERIFY(eventOf(act, QStringLiteral("store"), now).severity == EventSeverity::Warning);
    }

    void aHostileRowKeepsTheLimits()
    {
        AuditEvent act;
        act.at = -5;
        const QString wild = QStringLiteral("\n\u202e\x1b[31m\"\\").repeated(5'000) + QString::fromUtf8("\xf0\x9f\x98\x80").repeated(3'000);
        for (QString *text : {&act.action, &act.actorName, &act.objectKind, &act.objectName, &act.tenantSlug, &act.errorCode, &act.requestId, &act.reason, &act.details})
            *text = wild;
        act.result = AuditResult::Failed;
        const Event event = eventOf(act, QStringLiteral("store"), systemClock.nowMs());
        const auto fault = faultOf(event);
        QVERIFY2(!fault, fault ? qPrintable(*fault) : "");
        QVERIFY(checkItem({{0, systemClock.nowMs(), event.source, {}}, {}, event}));
        QVERIFY(!(event.type + event.message + event.details + event.tenant + event.trace).contains(QChar(0x1b)));
    }

    void aServerIsReadWithTheRightOnly()
    {
        constexpr qint64 minute = ActsWatch::kRightsEveryMs;
        QVERIFY(m_postgres.createUser(QStringLiteral("watcher"), QStringLiteral("pw")));
        auto connection = connect(QStringLiteral("watcher"));
        ActsWatch watch(QStringLiteral("pg:main"), ActsWatch::Missing::Told);
        ActsWatch quiet(QStringLiteral("pg:main"), ActsWatch::Missing::Quiet);
        const auto look = [&](ActsWatch &one, qint64 at) {
            auto events = one.look(*connection, systemClock.nowMs(), at);
            if (!events)
                qFatal("%s", qPrintable(events.error().fact(u"message")));
            return *events;
        };
        QList<Event> events = look(watch, 1);
        QCOMPARE(typesOf(events), QStringList{"acts.unreadable"});
        QVERIFY2(events[0].message.contains(QStringLiteral("GRANT plancia_viewer TO \"watcher\";")), qPrintable(events[0].message));
        QVERIFY(!faultOf(events[0]) && events[0].source == u"pg:main");
        QVERIFY(look(watch, 2 + minute).isEmpty()); // once
        QVERIFY(look(quiet, 1).isEmpty());

        // A right that shows nothing, because row security is forced, is none.
        QVERIFY(m_postgres.exec(QStringLiteral("GRANT USAGE ON SCHEMA plancia TO watcher; GRANT SELECT ON plancia.meta, plancia.audit_log TO watcher"), QStringLiteral("acts")));
        ActsWatch again(QStringLiteral("pg:main"), ActsWatch::Missing::Told);
        QCOMPARE(typesOf(look(again, 1)), QStringList{"acts.unreadable"});

        // What the event said helps.
        QVERIFY(m_postgres.exec(QStringLiteral("GRANT plancia_viewer TO watcher"), QStringLiteral("acts")));
        QVERIFY(record(*m_remote, action::TenantCreate)); // before the first look that may
        QVERIFY(look(watch, 3 + 2 * minute).isEmpty());
        QVERIFY(record(*m_remote, action::TenantDelete));
        QVERIFY(record(*m_remote, action::TenantSuspend));
        events = look(watch, 4 + 2 * minute);
        QCOMPARE(typesOf(events), (QStringList{"act.tenant.delete", "act.tenant.suspend"}));
        QVERIFY(!QJsonDocument::fromJson(events[0].details.toUtf8()).object().contains(QStringLiteral("reason")));
        QVERIFY(!(events[0].message + events[0].details).contains(QStringLiteral("hush")));
        QVERIFY(look(watch, 5 + 2 * minute).isEmpty());

        // Gone again: an error first, then why.
        QVERIFY(m_postgres.exec(QStringLiteral("REVOKE plancia_viewer FROM watcher; REVOKE ALL ON plancia.meta, plancia.audit_log FROM watcher"), QStringLiteral("acts")));
        QVERIFY(!watch.look(*connection, systemClock.nowMs(), 6 + 2 * minute));
        QCOMPARE(typesOf(look(watch, 7 + 2 * minute)), QStringList{"acts.unreadable"});
        QVERIFY(record(*m_remote, action::TenantActivate)); // is told when the right is back
        QVERIFY(m_postgres.exec(QStringLiteral("GRANT plancia_viewer TO watcher"), QStringLiteral("acts")));
        QCOMPARE(typesOf(look(watch, 8 + 3 * minute)), QStringList{"act.tenant.activate"});
    }

    void otherReasonsAreSaid()
    {
        const auto said = [&](sql::Connection &connection) {
            ActsWatch watch(QStringLiteral("pg:main"), ActsWatch::Missing::Told);
            const auto events = watch.look(connection, systemClock.nowMs(), 1);
            return events && events->size() == 1 ? events->first().message : QString();
        };
        QVERIFY(m_postgres.createDatabase(QStringLiteral("bare")));
        const QString none = said(*connect(QStringLiteral("postgres"), QStringLiteral("bare")));
        QVERIFY2(none.contains(QStringLiteral("no schema plancia in the database bare")), qPrintable(none));
        QVERIFY(m_postgres.exec(QStringLiteral("ALTER ROLE plancia_app PASSWORD 'pw'")));
        const QString guarded = said(*connect(QStringLiteral("plancia_app")));
        QVERIFY2(guarded.contains(QStringLiteral("one tenant only")), qPrintable(guarded));
    }

    void theSamplerOfAServerTells()
    {
        QVERIFY(m_postgres.createUser(QStringLiteral("agent"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer, pg_monitor")));
        const auto make = [&](std::optional<ActsWatch::Missing> acts) {
            return PostgresSampler(QStringLiteral("main"), [this](const CancelToken &) -> Result<std::unique_ptr<sql::Connection>> { return connect(QStringLiteral("agent")); },
                                   systemClock, PostgresSampler::Sleep::Never, acts);
        };
        auto told = make(ActsWatch::Missing::Told), silent = make({});
        QVERIFY(told.sample(systemClock.nowMs()) && silent.sample(systemClock.nowMs()));
        QVERIFY(record(*m_remote, action::TenantDelete, 3));
        QList<Event> events;
        bool isQuiet = true;
        const auto hasAll = [&] {
            const auto reading = told.sample(systemClock.nowMs());
            const auto other = silent.sample(systemClock.nowMs());
            events += reading ? reading->events : QList<Event>();
            isQuiet = isQuiet && other && other->events.isEmpty();
            return events.size() >= 3;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(), 10'000);
        QVERIFY(isQuiet);
        QCOMPARE(typesOf(events), QStringList(3, QStringLiteral("act.tenant.delete")));
        QCOMPARE(events[0].source, QStringLiteral("pg:main"));
        told.end();
        silent.end();
    }

    void manyDeletionsFireTheAlert()
    {
        QVERIFY(record(*m_local, action::TenantDelete, 60)); // before anybody looked
        Watched watched(*m_local, systemClock);
        QVERIFY(record(*m_local, action::TenantDelete, 40));
        QTRY_COMPARE_WITH_TIMEOUT(watched.acts(QStringLiteral("store")).size(), 40, 10'000);
        QTest::qWait(1'500); // judged meanwhile
        QVERIFY(!watched.fires(QStringLiteral("mass-deletion")));
        QVERIFY(record(*m_local, action::TenantDelete, 2'000));
        QTRY_VERIFY_WITH_TIMEOUT(watched.fires(QStringLiteral("mass-deletion")), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(watched.acts(QStringLiteral("store")).size(), 2'040, 20'000);
        const QList<Event> events = watched.acts(QStringLiteral("store"));
        for (int i = 0; i < 2'000; ++i)
            QCOMPARE(events[40 + i].tenant, QStringLiteral("t%1").arg(i));
    }

    void anActAtNightFiresTheAlert_data()
    {
        QTest::addColumn<int>("hour");
        QTest::addColumn<bool>("fires");
        QTest::newRow("at noon") << 12 << false;
        QTest::newRow("at night") << 23 << true;
    }
    void anActAtNightFiresTheAlert()
    {
        QFETCH(int, hour);
        QFETCH(bool, fires);
        tests::TurnedClock clock;
        const QDateTime now = QDateTime::currentDateTime();
        clock.aheadMs = now.msecsTo(QDateTime(now.date(), QTime(hour, 10)));
        Watched watched(*m_local, clock);
        QVERIFY(record(*m_local, action::TenantSuspend, 1, clock));
        QTRY_COMPARE_WITH_TIMEOUT(watched.acts(QStringLiteral("store")).size(), 1, 10'000);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(watched.acts(QStringLiteral("store"))[0].at).time().hour(), hour);
        (void)QTest::qWaitFor([&] { return watched.fires(QStringLiteral("act-at-odd-hour")); }, fires ? 10'000 : 2'500);
        QCOMPARE(watched.fires(QStringLiteral("act-at-odd-hour")), fires);
    }
};

QTEST_GUILESS_MAIN(TestActs)
#include "tst_acts.moc"
