// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of a real PostgreSQL: who is seen by whom, who waits for whom, and an end to it.
#include "app/maintenance/sessions/sessions.h"
#include "models/errors/catalogue.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/serverclient.h"
#include "tests/support/waitfor.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plancia;
using namespace plancia::maintenance;
using namespace plancia::tests;
using State = ServerSession::State;

namespace {
const QString kReason = QStringLiteral("It holds everybody up.");
const QString kShop = QStringLiteral("shop");

/// A role's way to the sessions.
struct Side {
    std::unique_ptr<postgres::RemoteStore> store;
    SystemClock clock;
    audit::Recorder recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), clock};
    std::optional<Error> refusal;
    std::unique_ptr<Sessions> sessions;

    void take(std::unique_ptr<postgres::RemoteStore> taken)
    {
        store = std::move(taken);
        sessions = std::make_unique<Sessions>(*store, recorder, [this] { return refusal; });
    }
    ~Side() { store.reset(); }

    ServerSessions list() { return waitFor(sessions->list({})).value_or(ServerSessions()); }
    /// An empty one with pid 0 when it is not there.
    ServerSession session(qint64 pid)
    {
        for (const ServerSession &one : list().sessions)
            if (one.pid == pid)
                return one;
        return {};
    }
};

QString codeOf(const Result<bool> &result) { return result ? QString() : errorId(result.error().code()); }
} // namespace

class TestSessions : public QObject {
    Q_OBJECT
    PrivatePostgres m_server{{false, {QStringLiteral("track_activity_query_size=262144"), QStringLiteral("max_connections=60"),
                                      QStringLiteral("max_prepared_transactions=2")}}};
    Side m_super, m_plain, m_reader, m_signaller;

    std::unique_ptr<ServerClient> client(const QString &application = QStringLiteral("shop"), const QString &user = QStringLiteral("shopper"))
    {
        return std::make_unique<ServerClient>(m_server, user, kShop, application);
    }
    QString value(const QString &sql) { return m_server.value(sql, kShop); }
    bool isThere(qint64 pid) { return value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE pid = %1").arg(pid)) == u"1"; }
    bool isWaiting(qint64 pid)
    {
        return value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE pid = %1 AND wait_event_type = 'Lock'").arg(pid)) == u"1";
    }
    /// "result code" of the newest row of the trail about this session, or of its `column`.
    QString trail(qint64 pid, const QString &column = QStringLiteral("concat_ws(' ', action, result, nullif(error_code, ''))"))
    {
        return value(QStringLiteral("SELECT %1 FROM plancia.audit_log WHERE object_kind = 'session' AND object_id = '%2' ORDER BY seq DESC LIMIT 1").arg(column).arg(pid));
    }
    QJsonObject details(qint64 pid) { return QJsonDocument::fromJson(trail(pid, QStringLiteral("details")).toUtf8()).object(); }
    QString rows(qint64 pid) { return trail(pid, QStringLiteral("count(*) OVER ()")); }
    /// Everything that the trail holds, as text.
    QString wholeTrail() { return value(QStringLiteral("SELECT string_agg(a::text, ' ') FROM plancia.audit_log a")); }

    Result<bool> cancel(Side &side, const ServerSession &session) { return waitFor(side.sessions->cancel(session.pid, session.startedAt, 0, kReason, {})); }
    Result<bool> terminate(Side &side, const ServerSession &session) { return waitFor(side.sessions->terminate(session.pid, session.startedAt, kReason, {})); }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_super.take(makeRemoteDatabase(m_server, kShop));
        QVERIFY2(m_super.store, qPrintable(m_server.error()));
        const QString password = QStringLiteral("pw");
        QVERIFY(m_server.createUser(QStringLiteral("shopper"), password));
        QVERIFY(m_server.createUser(QStringLiteral("plain"), password, QStringLiteral("IN ROLE plancia_admin")));
        QVERIFY(m_server.createUser(QStringLiteral("reader"), password, QStringLiteral("IN ROLE plancia_admin, pg_read_all_stats")));
        QVERIFY(m_server.createUser(QStringLiteral("signaller"), password, QStringLiteral("IN ROLE plancia_admin, pg_monitor, pg_signal_backend")));
        for (const auto &[side, user] : {std::pair{&m_plain, "plain"}, {&m_reader, "reader"}, {&m_signaller, "signaller"}})
            side->take(remoteStore(m_server, QString::fromLatin1(user), password, kShop));
        QVERIFY2(m_server.exec(QStringLiteral("CREATE TABLE public.orders (id int PRIMARY KEY, n int); INSERT INTO public.orders SELECT g, 0 FROM generate_series(1, 9) g;"
                                              "GRANT ALL ON public.orders TO shopper"), kShop)
                     && m_server.createDatabase(QStringLiteral("other")),
                 qPrintable(m_server.error()));
    }
    void cleanupTestCase()
    {
        for (Side *side : {&m_super, &m_plain, &m_reader, &m_signaller})
            side->store.reset();
    }

    void whoIsThereIsSeen()
    {
        const auto idle = client(QStringLiteral("reports"));
        const auto open = client();
        const auto failed = client();
        const auto busy = client();
        QVERIFY(idle->pid() && open->pid() && failed->pid() && busy->pid());
        QVERIFY(open->run("BEGIN; SELECT 'what was last'"));
        QVERIFY(failed->run("BEGIN"));
        QVERIFY(!failed->run("SELECT 1 / 0"));
        busy->start("SELECT pg_sleep(60)");
        QTRY_VERIFY(m_signaller.session(busy->pid()).state == State::Active);

        const ServerSessions all = m_signaller.list();
        QVERIFY(all.seesAll && all.canSignal && !all.isCut);
        QCOMPARE(all.role, QStringLiteral("signaller"));
        QCOMPARE(all.maxConnections, 60);
        QVERIFY(qAbs(all.at - m_super.clock.nowMs()) < 60'000);
        QHash<qint64, ServerSession> byPid;
        QStringList kinds;
        qint64 last = 0;
        for (const ServerSession &one : all.sessions) {
            QVERIFY(one.pid > last);
            last = one.pid;
            byPid.insert(one.pid, one);
            kinds.append(one.kind);
            QVERIFY2(one.state != State::Hidden, qPrintable(one.kind));
        }
        QVERIFY2(kinds.contains(QStringLiteral("checkpointer")), qPrintable(kinds.join(u' ')));
        for (const ServerSession &one : all.sessions)
            if (one.kind == u"checkpointer")
                QVERIFY(one.state == State::Background && one.client.isEmpty() && one.startedAt > 0 && one.query.isEmpty());

        const ServerSession reports = byPid.value(idle->pid());
        QVERIFY(reports.state == State::Idle);
        QCOMPARE(reports.application, QStringLiteral("reports"));
        QCOMPARE(reports.user, QStringLiteral("shopper"));
        QCOMPARE(reports.database, kShop);
        QCOMPARE(reports.client, QStringLiteral("local"));
        QCOMPARE(reports.kind, QStringLiteral("client backend"));
        QVERIFY(!reports.isOurs && reports.transactionStartedAt == 0);
        QVERIFY(all.at >= reports.startedAt && all.at - reports.startedAt < 60'000);

        const ServerSession waits = byPid.value(open->pid());
        QVERIFY(waits.state == State::IdleInTransaction);
        QVERIFY(waits.query.contains(u"what was last") && !waits.isCut);
        QVERIFY(waits.transactionStartedAt > 0 && waits.stateSince >= waits.transactionStartedAt);
        QVERIFY(byPid.value(failed->pid()).state == State::IdleInFailedTransaction);
        const ServerSession sleeps = byPid.value(busy->pid());
        QCOMPARE(sleeps.waitKind, QStringLiteral("Timeout"));
        QCOMPARE(sleeps.waitFor, QStringLiteral("PgSleep"));
        QVERIFY(sleeps.queryStartedAt > 0 && !sleeps.isBlocked() && sleeps.lockOn.isEmpty());
        // Other connections of this program are there, the one that asks is not.
        const auto ofRole = [&all](const QString &role) {
            return std::count_if(all.sessions.begin(), all.sessions.end(), [&role](const ServerSession &one) { return one.user == role; });
        };
        QCOMPARE(QString::number(ofRole(QStringLiteral("signaller")) + 1), value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE usename = 'signaller'")));
        QVERIFY(m_reader.list().seesAll && !m_reader.list().canSignal);
        QVERIFY(m_super.list().seesAll && m_super.list().canSignal);
        QVERIFY(m_signaller.session(value(QStringLiteral("SELECT pid FROM pg_stat_activity WHERE usename = 'reader' LIMIT 1")).toLongLong()).isOurs);
    }

    void whoWaitsForWhomIsSeen()
    {
        const auto holder = client(), second = client(), third = client(), queued = client(), locker = client();
        QVERIFY(holder->run("BEGIN; UPDATE public.orders SET n = n + 1 WHERE id = 1"));
        QVERIFY(second->run("BEGIN; UPDATE public.orders SET n = n + 1 WHERE id = 2"));
        second->start("UPDATE public.orders SET n = n + 1 WHERE id = 1");
        QTRY_VERIFY(isWaiting(second->pid()));
        third->start("UPDATE public.orders SET n = n + 1 WHERE id = 2");
        QTRY_VERIFY(isWaiting(third->pid()));
        queued->start("UPDATE public.orders SET n = n + 1 WHERE id = 1");
        QTRY_VERIFY(isWaiting(queued->pid()));
        locker->start("BEGIN; LOCK TABLE public.orders IN SHARE MODE");
        QTRY_VERIFY(isWaiting(locker->pid()));

        const ServerSessions all = m_signaller.list();
        QHash<qint64, ServerSession> byPid;
        for (const ServerSession &one : all.sessions)
            byPid.insert(one.pid, one);
        QVERIFY(!byPid.value(holder->pid()).isBlocked());
        const ServerSession b = byPid.value(second->pid());
        QCOMPARE(b.blockedBy, QList<qint64>{holder->pid()});
        QCOMPARE(b.lockMode, QStringLiteral("ShareLock"));
        QVERIFY2(b.lockOn.startsWith(QStringLiteral("transaction ")) && b.lockOn.section(u' ', 1).toLongLong() > 0, qPrintable(b.lockOn));
        QCOMPARE(b.waitFor, QStringLiteral("transactionid"));
        if (value(QStringLiteral("SHOW server_version_num")).toInt() >= 140000)
            QVERIFY(b.waitingSince > 0 && b.waitingSince <= all.at);
        QCOMPARE(byPid.value(third->pid()).blockedBy, QList<qint64>{second->pid()});
        const ServerSession q = byPid.value(queued->pid());
        QCOMPARE(q.blockedBy, QList<qint64>{second->pid()});
        QCOMPARE(q.lockMode, QStringLiteral("ExclusiveLock"));
        QCOMPARE(q.lockOn, QStringLiteral("row (0,1) of public.orders"));
        const ServerSession l = byPid.value(locker->pid());
        QCOMPARE(l.lockMode, QStringLiteral("ShareLock"));
        QCOMPARE(l.lockOn, QStringLiteral("public.orders"));
        QVERIFY(l.blockedBy.contains(holder->pid()) && l.blockedBy.contains(second->pid()));

        const QList<BlockedSession> tree = blockingTree(all.sessions);
        QCOMPARE(tree.first(), (BlockedSession{holder->pid(), 0, 4}));
        QCOMPARE(tree.size(), 5);

        // Its end lets the next one go on.
        QVERIFY(terminate(m_signaller, byPid.value(holder->pid())));
        QTRY_VERIFY(!second->isRunning());
        QVERIFY(second->ended());
        QVERIFY(second->run("COMMIT"));
        QTRY_VERIFY(!third->isRunning() && !queued->isRunning() && !locker->isRunning());
    }

    void locksElsewhereAreNamed()
    {
        QVERIFY(m_server.exec(QStringLiteral("CREATE TABLE IF NOT EXISTS public.bills (id int); GRANT ALL ON public.bills TO shopper"), QStringLiteral("other")));
        ServerClient holder(m_server, QStringLiteral("shopper"), QStringLiteral("other")), waiter(m_server, QStringLiteral("shopper"), QStringLiteral("other"));
        QVERIFY(holder.run("BEGIN; LOCK TABLE public.bills; SELECT pg_advisory_lock(42)"));
        waiter.start("BEGIN; LOCK TABLE public.bills");
        QTRY_VERIFY(isWaiting(waiter.pid()));
        const ServerSession seen = m_signaller.session(waiter.pid());
        QVERIFY2(seen.lockOn.startsWith(QStringLiteral("relation ")) && seen.lockOn.endsWith(QStringLiteral(" of database other")), qPrintable(seen.lockOn));
        QCOMPARE(seen.lockMode, QStringLiteral("AccessExclusiveLock"));
        const auto advised = client();
        ServerClient adviser(m_server, QStringLiteral("shopper"), kShop);
        QVERIFY(adviser.run("SELECT pg_advisory_lock(-7)"));
        advised->start("SELECT pg_advisory_lock(-7)");
        QTRY_VERIFY(isWaiting(advised->pid()));
        QCOMPARE(m_signaller.session(advised->pid()).lockOn, QStringLiteral("advisory lock -7"));
    }

    void aPreparedTransactionBlocks()
    {
        QVERIFY2(m_server.exec(QStringLiteral("BEGIN; UPDATE public.orders SET n = n + 1 WHERE id = 5; PREPARE TRANSACTION 'left'"), kShop), qPrintable(m_server.error()));
        const auto waiter = client();
        waiter->start("UPDATE public.orders SET n = n + 1 WHERE id = 5");
        QTRY_VERIFY(isWaiting(waiter->pid()));
        QCOMPARE(m_signaller.session(waiter->pid()).blockedBy, QList<qint64>{0});
        QVERIFY(m_server.exec(QStringLiteral("ROLLBACK PREPARED 'left'"), kShop));
        QTRY_VERIFY(!waiter->isRunning());
    }

    void aRoleWithoutRightsSeesWhoButNotWhat()
    {
        const auto open = client(QStringLiteral("reports"));
        QVERIFY(open->run("BEGIN; SELECT 'a secret'"));
        const ServerSessions all = m_plain.list();
        QVERIFY(!all.seesAll && !all.canSignal);
        const ServerSession hidden = m_plain.session(open->pid());
        QCOMPARE(hidden.pid, open->pid());
        QVERIFY(hidden.state == State::Hidden);
        QCOMPARE(hidden.user, QStringLiteral("shopper"));
        QCOMPARE(hidden.application, QStringLiteral("reports"));
        QVERIFY(hidden.query.isEmpty() && !hidden.isCut && hidden.startedAt == 0 && hidden.client.isEmpty());
        for (const ServerSession &one : all.sessions)
            QVERIFY2(!one.query.contains(u"insufficient") && !one.query.contains(u"secret"), qPrintable(one.query));
        // Its own role's it sees as everybody does.
        const auto own = client(QStringLiteral("mine"), QStringLiteral("plain"));
        QVERIFY(own->run("SELECT '<insufficient privilege>'"));
        QCOMPARE(m_plain.session(own->pid()).query, QStringLiteral("SELECT '<insufficient privilege>'"));
        QVERIFY(m_plain.session(own->pid()).state == State::Idle);
        // And may not act on what it cannot tell apart.
        QCOMPARE(codeOf(waitFor(m_plain.sessions->terminate(open->pid(), 0, kReason, {}))), QStringLiteral("AUTHZ_002"));
        QVERIFY(isThere(open->pid()));
        QCOMPARE(trail(open->pid()), QStringLiteral("SESSION_TERMINATE refused AUTHZ_002"));
    }

    void cancelEndsTheQueryAlone()
    {
        const auto busy = client(QStringLiteral("reports"));
        busy->start("SELECT pg_sleep(60), 'hunter2'");
        QTRY_VERIFY(m_signaller.session(busy->pid()).state == State::Active);
        QVERIFY(cancel(m_signaller, m_signaller.session(busy->pid())));
        QTRY_VERIFY(!busy->isRunning());
        QVERIFY(!busy->ended());
        QVERIFY(isThere(busy->pid()));
        QVERIFY(busy->run("SELECT 1"));

        QCOMPARE(trail(busy->pid()), QStringLiteral("SESSION_CANCEL done"));
        QCOMPARE(rows(busy->pid()), QStringLiteral("1"));
        QCOMPARE(trail(busy->pid(), QStringLiteral("reason")), kReason);
        QCOMPARE(trail(busy->pid(), QStringLiteral("object_name")), QStringLiteral("shopper@shop reports"));
        QCOMPARE(trail(busy->pid(), QStringLiteral("actor_name")), QStringLiteral("signaller"));
        QVERIFY(trail(busy->pid(), QStringLiteral("request_id")).startsWith(QStringLiteral("req_")));
        const QJsonObject told = details(busy->pid());
        QCOMPARE(told["pid"].toInteger(), busy->pid());
        QCOMPARE(told["user"].toString(), QStringLiteral("shopper"));
        QCOMPARE(told["client"].toString(), QStringLiteral("local"));
        QCOMPARE(told["state"].toString(), QStringLiteral("active"));
        QVERIFY(told["query_ms"].isDouble() && told["signalled"].toBool());
        QVERIFY(!wholeTrail().contains(u"hunter2") && !wholeTrail().contains(u"pg_sleep"));
    }

    /// The connection of a pool: what it runs by now is another's.
    void cancelsTheQueryThatWasSeenOrNone()
    {
        const auto pool = client(QStringLiteral("pool"));
        pool->start("SELECT pg_sleep(60), 1");
        QTRY_VERIFY(m_signaller.session(pool->pid()).state == State::Active);
        const ServerSession seen = m_signaller.session(pool->pid());
        QVERIFY(cancel(m_signaller, seen));
        QTRY_VERIFY(!pool->isRunning());
        const auto cancelSeen = [&] { return waitFor(m_signaller.sessions->cancel(seen.pid, seen.startedAt, seen.queryStartedAt, kReason, {})); };
        QCOMPARE(codeOf(cancelSeen()), QStringLiteral("BUSINESS_001")); // it runs nothing
        pool->start("SELECT pg_sleep(60), 2");
        QTRY_VERIFY(m_signaller.session(pool->pid()).state == State::Active);
        QCOMPARE(codeOf(cancelSeen()), QStringLiteral("BUSINESS_001"));
        QTest::qWait(200);
        QVERIFY(pool->isRunning());
        // And a process of the server is not told to end.
        const QString checkpointer = m_server.value(QStringLiteral("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"));
        const ServerSession background = m_signaller.session(checkpointer.toLongLong());
        const auto ended = terminate(m_signaller, background);
        QVERIFY(!ended);
        QVERIFY(m_server.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE pid = ") + checkpointer) == u"1");
    }

    void terminateEndsTheSession()
    {
        const auto open = client(QStringLiteral("reports"));
        QVERIFY(open->run("BEGIN; UPDATE public.orders SET n = 77 WHERE id = 3; SELECT 'hunter2'"));
        QVERIFY(terminate(m_signaller, m_signaller.session(open->pid())));
        QTRY_VERIFY(!isThere(open->pid()));
        QVERIFY(!open->run("SELECT 1"));
        QVERIFY(value(QStringLiteral("SELECT n FROM public.orders WHERE id = 3")) != u"77");
        QCOMPARE(trail(open->pid()), QStringLiteral("SESSION_TERMINATE done"));
        QCOMPARE(trail(open->pid(), QStringLiteral("reason")), kReason);
        const QJsonObject told = details(open->pid());
        QVERIFY(told["query_ms"].isNull() && told["transaction_ms"].isDouble());
        QCOMPARE(told["state"].toString(), QStringLiteral("idle_in_transaction"));
        QVERIFY(!wholeTrail().contains(u"hunter2"));
    }

    void whoMayNotSignalIsRefused()
    {
        const auto busy = client();
        busy->start("SELECT pg_sleep(60)");
        QTRY_VERIFY(m_reader.session(busy->pid()).state == State::Active);
        const ServerSession seen = m_reader.session(busy->pid());
        QCOMPARE(codeOf(cancel(m_reader, seen)), QStringLiteral("AUTHZ_002"));
        QCOMPARE(trail(busy->pid()), QStringLiteral("SESSION_CANCEL refused AUTHZ_002"));
        const Result<bool> refused = terminate(m_reader, seen);
        QCOMPARE(codeOf(refused), QStringLiteral("AUTHZ_002"));
        QCOMPARE(refused.error().fact(QStringLiteral("privilege")), QStringLiteral("pg_signal_backend"));
        QCOMPARE(trail(busy->pid()), QStringLiteral("SESSION_TERMINATE refused AUTHZ_002"));
        QCOMPARE(trail(busy->pid(), QStringLiteral("object_name")), QStringLiteral("shopper@shop shop"));
        QVERIFY(!details(busy->pid())["signalled"].toBool(true));
        QVERIFY(busy->isRunning());
        // A superuser's session is out of reach of pg_signal_backend.
        const auto mighty = client(QStringLiteral("psql"), QStringLiteral("postgres"));
        const Result<bool> above = terminate(m_signaller, m_signaller.session(mighty->pid()));
        QCOMPARE(codeOf(above), QStringLiteral("AUTHZ_002"));
        QCOMPARE(above.error().fact(QStringLiteral("privilege")), QStringLiteral("superuser"));
        QVERIFY(mighty->run("SELECT 1"));
        // One's own role's needs no right.
        const auto own = client(QStringLiteral("mine"), QStringLiteral("plain"));
        QVERIFY(terminate(m_plain, m_plain.session(own->pid())));
        QTRY_VERIFY(!isThere(own->pid()));
    }

    void whoHasEndedIsNotFound()
    {
        ServerSession gone;
        {
            const auto short_ = client();
            gone = m_signaller.session(short_->pid());
            QVERIFY(gone.pid);
        }
        QTRY_VERIFY(!isThere(gone.pid));
        const Result<bool> late = terminate(m_signaller, gone);
        QCOMPARE(codeOf(late), QStringLiteral("NOT_FOUND_013"));
        QCOMPARE(late.error().fact(QStringLiteral("value")), QString::number(gone.pid));
        QCOMPARE(trail(gone.pid), QStringLiteral("SESSION_TERMINATE refused NOT_FOUND_013"));
        for (const qint64 pid : {qint64(0), qint64(-1), qint64(1), std::numeric_limits<qint64>::max()})
            QCOMPARE(codeOf(waitFor(m_signaller.sessions->cancel(pid, 1, 0, kReason, {}))), QStringLiteral("NOT_FOUND_013"));
    }

    void anotherOfTheSameNumberIsLeftAlone()
    {
        const auto busy = client();
        busy->start("SELECT pg_sleep(60)");
        QTRY_VERIFY(m_signaller.session(busy->pid()).state == State::Active);
        ServerSession earlier = m_signaller.session(busy->pid());
        for (const qint64 off : {qint64(1), qint64(-1), -earlier.startedAt}) {
            ServerSession other = earlier;
            other.startedAt += off;
            QCOMPARE(codeOf(cancel(m_signaller, other)), QStringLiteral("NOT_FOUND_013"));
            QCOMPARE(codeOf(terminate(m_signaller, other)), QStringLiteral("NOT_FOUND_013"));
        }
        QTest::qWait(200); // a signal would have come by then
        QVERIFY(busy->isRunning() && isThere(busy->pid()));
        QVERIFY(cancel(m_signaller, earlier)); // and this is the right one
        QTRY_VERIFY(!busy->isRunning());
    }

    void aReasonIsNeeded()
    {
        const auto open = client();
        const ServerSession seen = m_signaller.session(open->pid());
        for (const QString &reason : {QString(), QStringLiteral("  ")}) {
            QCOMPARE(codeOf(waitFor(m_signaller.sessions->cancel(seen.pid, seen.startedAt, 0, reason, {}))), QStringLiteral("VAL_009"));
            QCOMPARE(codeOf(waitFor(m_signaller.sessions->terminate(seen.pid, seen.startedAt, reason, {}))), QStringLiteral("VAL_009"));
        }
        QVERIFY(open->run("SELECT 1"));
        QCOMPARE(trail(open->pid()), QStringLiteral("SESSION_TERMINATE refused VAL_009"));
    }

    void itsOwnConnectionsAreSpared()
    {
        QVERIFY(!m_signaller.list().sessions.isEmpty());
        // Both of them have to be there, whatever ran before.
        (void)waitFor(m_signaller.sessions->cancel(1, 1, 0, kReason, {}));
        const QStringList both = value(QStringLiteral("SELECT string_agg(pid || ' ' || (extract(epoch FROM backend_start) * 1000)::int8, ',') FROM pg_stat_activity WHERE usename = 'signaller'")).split(u',');
        QCOMPARE(both.size(), 2);
        for (const QString &one : both) {
            ServerSession session;
            session.pid = one.section(u' ', 0, 0).toLongLong();
            session.startedAt = one.section(u' ', 1).toLongLong();
            QCOMPARE(codeOf(terminate(m_signaller, session)), QStringLiteral("NOT_FOUND_013"));
        }
        QCOMPARE(value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE usename = 'signaller'")), QStringLiteral("2"));
    }

    /// Every row of the trail needs the lock that this one holds: only the signal frees it.
    void whoHoldsUpTheTrailIsEndedToo()
    {
        QVERIFY(m_server.exec(QStringLiteral("GRANT plancia_admin TO shopper"), kShop));
        const auto holder = client();
        QVERIFY(holder->run("BEGIN; SELECT commit_no FROM plancia.meta WHERE id = 1 FOR UPDATE"));
        const ServerSession seen = m_signaller.session(holder->pid());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(terminate(m_signaller, seen));
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(trail(holder->pid()), QStringLiteral("SESSION_TERMINATE done"));
        QVERIFY(m_server.exec(QStringLiteral("REVOKE plancia_admin FROM shopper"), kShop));
    }

    /// Tried again, the transaction does not look for the session that it has ended.
    void aSerialisationFailureAfterTheSignalIsNoLoss()
    {
        QVERIFY2(m_server.exec(QStringLiteral("CREATE SEQUENCE public.tries; GRANT ALL ON SEQUENCE public.tries TO PUBLIC;"
                                              "CREATE FUNCTION public.once() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.action LIKE 'SESSION_%' AND nextval('public.tries') = 1 THEN"
                                              " PERFORM pg_sleep(0.3); RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF; RETURN NEW; END$$;"
                                              "CREATE TRIGGER once BEFORE INSERT ON plancia.audit_log FOR EACH ROW EXECUTE FUNCTION public.once()"), kShop),
                 qPrintable(m_server.error()));
        const auto open = client();
        const Result<bool> done = terminate(m_signaller, m_signaller.session(open->pid()));
        const QString tries = value(QStringLiteral("SELECT last_value FROM public.tries"));
        QVERIFY(m_server.exec(QStringLiteral("DROP TRIGGER once ON plancia.audit_log; DROP FUNCTION public.once(); DROP SEQUENCE public.tries"), kShop));
        QCOMPARE(codeOf(done), QString());
        QCOMPARE(tries, QStringLiteral("2"));
        QCOMPARE(trail(open->pid()), QStringLiteral("SESSION_TERMINATE done"));
        QCOMPARE(rows(open->pid()), QStringLiteral("1"));
        QVERIFY(details(open->pid())["signalled"].toBool());
        QTRY_VERIFY(!isThere(open->pid()));
    }

    /// The signal cannot be taken back: the trail says that it went out.
    void aRowThatCannotBeWrittenIsToldByAnother()
    {
        QVERIFY2(m_server.exec(QStringLiteral("CREATE FUNCTION public.no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.action LIKE 'SESSION_%' AND NEW.result = 'done' THEN"
                                              " RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END IF; RETURN NEW; END$$;"
                                              "CREATE TRIGGER no BEFORE INSERT ON plancia.audit_log FOR EACH ROW EXECUTE FUNCTION public.no()"), kShop),
                 qPrintable(m_server.error()));
        const auto open = client();
        const Result<bool> done = terminate(m_signaller, m_signaller.session(open->pid()));
        QVERIFY(!done);
        QTRY_VERIFY(!isThere(open->pid()));
        QTRY_VERIFY(trail(open->pid()).startsWith(QStringLiteral("SESSION_TERMINATE failed ")));
        QVERIFY(details(open->pid())["signalled"].toBool());
        QVERIFY(m_server.exec(QStringLiteral("DROP TRIGGER no ON plancia.audit_log; DROP FUNCTION public.no()"), kShop));
    }

    /// Who may not write the trail sends no signal.
    void withoutATrailNothingIsDone()
    {
        QVERIFY(m_server.createUser(QStringLiteral("mute"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer, pg_monitor, pg_signal_backend")));
        Side mute;
        mute.take(remoteStore(m_server, QStringLiteral("mute"), QStringLiteral("pw"), kShop));
        const auto open = client();
        QCOMPARE(codeOf(terminate(mute, mute.session(open->pid()))), QStringLiteral("AUTHZ_002"));
        Side none; // a database without a schema of ours
        none.take(remoteStore(m_server, QStringLiteral("signaller"), QStringLiteral("pw"), QStringLiteral("other")));
        const ServerSession seen = none.session(open->pid());
        QCOMPARE(seen.pid, open->pid()); // looking needs none
        QCOMPARE(codeOf(terminate(none, seen)), QStringLiteral("DB_012"));
        QTest::qWait(200);
        QVERIFY(open->run("SELECT 1"));
    }

    void whatIsReadOnlyListsAndDoesNotAct()
    {
        const auto open = client();
        m_signaller.refusal = Error(ErrorCode::AuthzReadOnly);
        const ServerSession seen = m_signaller.session(open->pid());
        QCOMPARE(seen.pid, open->pid());
        const QString before = value(QStringLiteral("SELECT count(*) FROM plancia.audit_log"));
        QCOMPARE(codeOf(terminate(m_signaller, seen)), QStringLiteral("AUTHZ_001"));
        QCOMPARE(codeOf(cancel(m_signaller, seen)), QStringLiteral("AUTHZ_001"));
        m_signaller.refusal.reset();
        QVERIFY(open->run("SELECT 1"));
        QCOMPARE(value(QStringLiteral("SELECT count(*) FROM plancia.audit_log")), before);
    }

    void textFromOutsideComesAsItIs()
    {
        const QString name = QStringLiteral("<b onclick=\"x\">\u001b[31m\nred</b> it's");
        const auto odd = client(name);
        QVERIFY(odd->pid());
        // What the server makes of control characters in a name is its own affair.
        const ServerSession seen = m_signaller.session(odd->pid());
        QVERIFY2(seen.application.startsWith(QStringLiteral("<b onclick=\"x\">")) && seen.application.contains(QStringLiteral("red</b> it's")), qPrintable(seen.application));
        const QByteArray query = "SELECT '<i>\x1b]0;title\x07', '\n\t$1 %1 {value}'";
        QVERIFY(odd->run(query));
        QCOMPARE(m_signaller.session(odd->pid()).query, QString::fromUtf8(query));
        QVERIFY(terminate(m_signaller, seen));
        QCOMPARE(details(odd->pid())["application"].toString(), seen.application);
    }

    void aQueryOfAMegabyteIsCut()
    {
        const auto busy = client();
        const QByteArray query = "SELECT pg_sleep(60) /* " + QByteArray(1 << 20, 'x') + " */";
        busy->start(query);
        QTRY_VERIFY(m_signaller.session(busy->pid()).state == State::Active);
        const ServerSession seen = m_signaller.session(busy->pid());
        QVERIFY(seen.isCut);
        QCOMPARE(seen.query.size(), ServerSession::kMaxQueryChars);
        QVERIFY(seen.query.startsWith(QStringLiteral("SELECT pg_sleep(60) /* xxx")));
        QVERIFY(cancel(m_signaller, seen));
        QTRY_VERIFY(!busy->isRunning());
        QVERIFY(busy->run("SELECT 1 /* " + QByteArray(9'000, 'y') + " */"));
        QVERIFY(!m_signaller.session(busy->pid()).isCut);
    }

    /// Who owns a database must not run code as the role that looks at its sessions. An operator that fits better than the server's
    /// own is found wherever the path leads.
    void nothingOfTheDatabasesOwnersIsCalled()
    {
        QVERIFY2(m_server.exec(QStringLiteral("CREATE FUNCTION plancia.trap(text, int8) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trap''; END';"
                                              "ALTER FUNCTION plancia.trap(text, int8) RENAME TO \"left\";"
                                              "CREATE FUNCTION plancia.trap(numeric, int4) RETURNS numeric LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trap''; END';"
                                              "CREATE OPERATOR plancia.* (LEFTARG = numeric, RIGHTARG = int4, FUNCTION = plancia.trap);"
                                              "CREATE VIEW plancia.pg_stat_activity AS SELECT 1 AS pid; CREATE FUNCTION plancia.pg_backend_pid() RETURNS int4 LANGUAGE sql AS 'SELECT 1'"),
                               kShop),
                 qPrintable(m_server.error()));
        const auto open = client();
        const ServerSession seen = m_signaller.session(open->pid());
        const Result<bool> done = terminate(m_signaller, seen);
        QVERIFY(m_server.exec(QStringLiteral("DROP FUNCTION plancia.\"left\"(text, int8); DROP OPERATOR plancia.* (numeric, int4); DROP FUNCTION plancia.trap(numeric, int4);"
                                             "DROP VIEW plancia.pg_stat_activity; DROP FUNCTION plancia.pg_backend_pid()"), kShop));
        QCOMPARE(seen.pid, open->pid());
        QCOMPARE(codeOf(done), QString());
    }

    void aCallCanBeCancelled()
    {
        CallContext context;
        context.cancel.cancel();
        const auto open = client();
        const ServerSession seen = m_signaller.session(open->pid());
        QCOMPARE(waitFor(m_signaller.sessions->list(context)).error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(waitFor(m_signaller.sessions->terminate(seen.pid, seen.startedAt, kReason, context)).error().code(), ErrorCode::InternalCancelled);
        QVERIFY(open->run("SELECT 1"));
    }
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
