// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/commit.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/remotedatabase.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plancia;
using namespace plancia::postgres;
using namespace plancia::tests;

namespace {

using Work = std::function<Result<qint64>(sql::Connection &)>;

/// A write as the engines make them: it changes something and appends the audit row of its scope.
Work auditedWrite(const sql::WriteScope &scope, int *runs = nullptr)
{
    return [scope, runs](sql::Connection &connection) -> Result<qint64> {
        if (runs)
            ++*runs;
        auto commit = sql::nextCommit(connection);
        if (!commit)
            return fail(commit.error());
        auto appended = connection.execute(
            "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, actor_kind, actor_name)"
            " VALUES ($1, now(), $2, $3, $4, 'TEST', 'pg', session_user)",
            {sql::value(scope.tenant), sql::value(scope.auditId), commit->auditSeq, commit->commitNo});
        if (!appended)
            return fail(appended.error());
        return commit->auditSeq;
    };
}

sql::WriteScope newScope() { return {AuditId(newUuid()), TenantId(QUuid())}; }

Result<qint64> selectOne(sql::Connection &connection)
{
    auto rows = connection.query("SELECT 1::int8");
    return rows ? Result<qint64>((*rows)[0].integer(0)) : Result<qint64>(rows.error());
}

} // namespace

class TestRemoteStore : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, QStringLiteral("control"));
        QVERIFY2(m_store, qPrintable(m_server.error()));
    }
    void init() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }

    void writesAndReads()
    {
        const auto scope = newScope();
        QVERIFY(write(*m_store, scope));
        QVERIFY(isWritten(scope));
        auto facts = m_store->facts({}).result();
        QVERIFY(facts);
        QVERIFY(facts->version.startsWith(QStringLiteral("1")));
        QCOMPARE(facts->sessionUser, QStringLiteral("postgres"));
        QVERIFY(facts->canWrite && facts->schemaInstalled && !facts->inRecovery);
        QVERIFY(m_store->ping({}).result().value() >= 0);
    }

    void anErrorOfTheWorkRollsBack()
    {
        const auto scope = newScope();
        auto done = m_store->write<qint64>({}, scope, [scope](sql::Connection &connection) -> Result<qint64> {
            if (auto written = auditedWrite(scope)(connection); !written)
                return written;
            return fail(ErrorCode::ConflictEdited);
        }).result();
        QCOMPARE(done.error().code(), ErrorCode::ConflictEdited);
        QVERIFY(!isWritten(scope));
    }

    void readsAreReadOnlyAndOneSnapshot()
    {
        auto done = m_store->read<qint64>({}, [](sql::Connection &connection) -> Result<qint64> {
            return connection.execute("UPDATE meta SET commit_no = commit_no + 1");
        }).result();
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::AuthzReadOnly);
    }

    /// The answer does not wait for the end of its transaction, which comes though nobody asks again.
    void aReadEndsAfterItsAnswer()
    {
        const auto pid = m_store->read<qint64>({}, [](sql::Connection &connection) -> Result<qint64> {
            auto rows = connection.query("SELECT pg_backend_pid()");
            return rows ? Result<qint64>((*rows)[0].integer(0)) : Result<qint64>(rows.error());
        }).result();
        QVERIFY(pid);
        const auto isIdle = [&] {
            bool idle = false;
            auto looked = m_store->write<bool>({}, newScope(), [&](sql::Connection &connection) -> Result<bool> {
                auto rows = connection.query("SELECT state = 'idle' FROM pg_stat_activity WHERE pid = $1", {*pid});
                idle = rows && !rows->isEmpty() && (*rows)[0].boolean(0);
                return fail(ErrorCode::InternalCancelled); // nothing is written
            }).result();
            return idle;
        };
        QTRY_VERIFY(isIdle());
        // Many at once: each ends what the one before left.
        QList<QFuture<Result<qint64>>> reads;
        for (int i = 0; i < 20; ++i)
            reads.append(m_store->read<qint64>({}, selectOne));
        for (const auto &read : std::as_const(reads))
            QCOMPARE(read.result().value(), 1);
        QTRY_VERIFY(isIdle());
    }

    /// A console that looks must not make a server look as if its transactions failed.
    void aReadIsNoRollback()
    {
        const auto rollbacks = [&] {
            auto read = m_store->read<bool>({}, [](sql::Connection &connection) -> Result<bool> {
                auto rows = connection.query("SELECT pg_stat_force_next_flush() FROM meta"); // without a table there is nothing to flush
                return rows ? Result<bool>(true) : Result<bool>(rows.error());
            }).result();
            auto again = m_store->read<qint64>({}, selectOne).result(); // the one before has ended by then
            return read && again
                ? m_server.value(QStringLiteral("SELECT xact_rollback FROM pg_stat_database WHERE datname = 'control'")).toLongLong() : -1;
        };
        const qint64 before = rollbacks();
        QVERIFY(before >= 0);
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_store->read<qint64>({}, selectOne).result());
        QCOMPARE(rollbacks(), before);
    }

    void recoversAfterTheServerWasAway()
    {
        QVERIFY(m_store->read<qint64>({}, selectOne).result());
        m_server.stop();
        auto away = m_store->read<qint64>({}, selectOne).result();
        QVERIFY(!away);
        QCOMPARE(away.error().code(), ErrorCode::DbUnreachable);
        QCOMPARE(away.error().fact(u"host"), m_server.host());
        auto refused = write(*m_store, newScope());
        QVERIFY(!refused);
        QVERIFY(m_server.start());
        QCOMPARE(m_store->read<qint64>({}, selectOne).result().value(), 1);
        QVERIFY(write(*m_store, newScope()));
    }

    void aRestartBetweenCallsIsNotNoticed()
    {
        QVERIFY(m_store->read<qint64>({}, selectOne).result());
        QVERIFY(write(*m_store, newScope()));
        QVERIFY(m_server.restart(PrivatePostgres::Stop::Immediate));
        QVERIFY(m_store->read<qint64>({}, selectOne).result());
        QVERIFY(write(*m_store, newScope()));
    }

    void aReadThatLostItsConnectionRunsAgain()
    {
        int runs = 0;
        auto done = m_store->read<qint64>({}, [this, &runs](sql::Connection &connection) -> Result<qint64> {
            if (++runs == 1)
                terminate(connection);
            return selectOne(connection);
        }).result();
        QVERIFY(done);
        QCOMPARE(runs, 2);
    }

    void aWriteCutInTheMiddleIsNotWritten()
    {
        const auto scope = newScope();
        int runs = 0;
        auto done = m_store->write<qint64>({}, scope, [&](sql::Connection &connection) -> Result<qint64> {
            auto written = auditedWrite(scope, &runs)(connection);
            terminate(connection);
            return written ? selectOne(connection) : written;
        }).result();
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::DbNotWritten);
        QCOMPARE(runs, 1);
        QVERIFY(!isWritten(scope));
        QVERIFY(write(*m_store, newScope()));
    }

    void aLostCommitIsSettled_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("after");
        QTest::addColumn<ErrorCode>("code"); ///< Count_: done
        QTest::addColumn<bool>("written");
        using Mode = CuttingProxy::Mode;
        const auto row = [](const char *name, Mode mode, Mode after, ErrorCode code, bool written) {
            QTest::newRow(name) << static_cast<int>(mode) << static_cast<int>(after) << code << written;
        };
        row("the answer was lost", Mode::CutAfterCommit, Mode::Pass, ErrorCode::Count_, true);
        row("the COMMIT was lost", Mode::CutBeforeCommit, Mode::Pass, ErrorCode::DbNotWritten, false);
        row("the answer was lost, and nobody can look", Mode::CutAfterCommit, Mode::CutAlways, ErrorCode::DbOutcomeUnknown, true);
        row("the COMMIT was lost, and nobody can look", Mode::CutBeforeCommit, Mode::CutAlways, ErrorCode::DbOutcomeUnknown, false);
    }
    void aLostCommitIsSettled()
    {
        QFETCH(int, mode);
        QFETCH(int, after);
        QFETCH(ErrorCode, code);
        QFETCH(bool, written);
        CuttingProxy proxy(m_server.port());
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("control"));
        profile.port = proxy.port();
        profile.sslMode = QStringLiteral("disable");
        RemoteStore::Options options;
        options.connectTimeoutMs = 2'000;
        options.settleTimeoutMs = 1'500;
        auto store = RemoteStore::create(profile, {}, options);
        QVERIFY(write(*store, newScope()));

        proxy.setMode(static_cast<CuttingProxy::Mode>(mode));
        proxy.setModeAfterCut(static_cast<CuttingProxy::Mode>(after));
        const auto scope = newScope();
        int runs = 0;
        auto done = store->write<qint64>({}, scope, auditedWrite(scope, &runs)).result();
        QCOMPARE(proxy.cuts(), 1);
        QCOMPARE(runs, 1);
        QCOMPARE(done.has_value(), code == ErrorCode::Count_);
        if (!done)
            QVERIFY2(done.error().code() == code, qPrintable(QString::number(static_cast<int>(done.error().code()))));
        QTRY_COMPARE(isWritten(scope), written);

        proxy.setMode(CuttingProxy::Mode::Pass);
        QVERIFY(write(*store, newScope())); // and the store goes on
    }

    void aCommitThatHangsIsEndedAndSettled()
    {
        // The network swallows the COMMIT: the server's session stays open in its transaction.
        CuttingProxy proxy(m_server.port());
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("control"));
        profile.port = proxy.port();
        profile.sslMode = QStringLiteral("disable");
        RemoteStore::Options options;
        options.statementTimeoutMs = 100;
        options.settleTimeoutMs = 10'000;
        auto store = RemoteStore::create(profile, {}, options);
        const auto scope = newScope();
        auto done = store->write<qint64>({}, scope, [&](sql::Connection &connection) -> Result<qint64> {
            auto written = auditedWrite(scope)(connection);
            proxy.setMode(CuttingProxy::Mode::SwallowCommit);
            return written;
        }).result();
        QVERIFY(!done);
        QVERIFY2(done.error().code() == ErrorCode::DbNotWritten, qPrintable(done.error().fact(u"message")));
        QVERIFY(!isWritten(scope));
    }

    void serialisationFailuresAreTriedAgain()
    {
        const auto scope = newScope();
        int runs = 0;
        auto done = m_store->write<qint64>({}, scope, [&](sql::Connection &connection) -> Result<qint64> {
            if (++runs < 3)
                return Result<qint64>(connection.script("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$").error());
            return auditedWrite(scope)(connection);
        }).result();
        QVERIFY(done);
        QCOMPARE(runs, 3);
        QVERIFY(isWritten(scope));
        runs = 0;
        done = m_store->write<qint64>({}, scope, [&](sql::Connection &connection) -> Result<qint64> {
            ++runs;
            return Result<qint64>(connection.script("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$").error());
        }).result();
        QCOMPARE(done.error().code(), ErrorCode::DbSerialization);
        QCOMPARE(runs, 3);
    }

    void cancelEndsAReadOnTheServer()
    {
        CallContext context;
        auto future = m_store->read<qint64>(context, [](sql::Connection &connection) -> Result<qint64> {
            auto slept = connection.query("SELECT pg_sleep(62)");
            return slept ? Result<qint64>(0) : Result<qint64>(slept.error());
        });
        QTRY_COMPARE(sleepers(62), QStringLiteral("1"));
        context.cancel.cancel();
        QCOMPARE(future.result().error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(sleepers(62), QStringLiteral("0"));
        QVERIFY(m_store->read<qint64>({}, selectOne).result());
    }

    void aCancelledWriteIsNotWritten()
    {
        CallContext context;
        const auto scope = newScope();
        auto done = m_store->write<qint64>(context, scope, [&](sql::Connection &connection) {
            auto written = auditedWrite(scope)(connection);
            context.cancel.cancel();
            return written;
        }).result();
        QCOMPARE(done.error().code(), ErrorCode::InternalCancelled);
        QVERIFY(!isWritten(scope));
    }

    void destructionEndsWhatRuns()
    {
        auto store = remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("control"));
        const auto sleep = [](sql::Connection &connection) -> Result<qint64> {
            auto slept = connection.query("SELECT pg_sleep(63)");
            return slept ? Result<qint64>(0) : Result<qint64>(slept.error());
        };
        auto running = store->read<qint64>({}, sleep);
        auto waiting = store->read<qint64>({}, sleep);
        QTRY_COMPARE(sleepers(63), QStringLiteral("1"));
        store.reset();
        QCOMPARE(running.result().error().code(), ErrorCode::InternalShutDown);
        QCOMPARE(waiting.result().error().code(), ErrorCode::InternalShutDown);
        QTRY_COMPARE(sleepers(63), QStringLiteral("0"));
    }

    void destructionEndsTheWaitForASilentListener()
    {
        CuttingProxy proxy(m_server.port());
        proxy.setMode(CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("control"));
        profile.port = proxy.port();
        RemoteStore::Options options;
        options.connectTimeoutMs = 60'000;
        auto store = RemoteStore::create(profile, {}, options);
        auto read = store->read<qint64>({}, selectOne);
        auto written = store->write<qint64>({}, newScope(), auditedWrite(newScope()));
        QTRY_COMPARE(proxy.connections(), 2);
        store.reset();
        QCOMPARE(read.result().error().code(), ErrorCode::InternalShutDown);
        QCOMPARE(written.result().error().code(), ErrorCode::InternalShutDown);
    }

    void aReadOnlyProfileDoesNotWrite()
    {
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("control"));
        profile.readOnly = true;
        auto store = RemoteStore::create(profile, {});
        QCOMPARE(write(*store, newScope()).error().code(), ErrorCode::AuthzReadOnly);
        QCOMPARE(store->canWrite({}).result().value(), false);
    }

    void aDatabaseWithoutTheSchemaSaysSo()
    {
        QVERIFY(m_server.createDatabase(QStringLiteral("empty")));
        auto store = remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("empty"));
        auto done = store->read<qint64>({}, [](sql::Connection &connection) -> Result<qint64> {
            auto rows = connection.query("SELECT count(*) FROM tenants");
            return rows ? Result<qint64>(rows->size()) : Result<qint64>(rows.error());
        }).result();
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::DbSchemaMissing);
        QVERIFY(!store->facts({}).result().value().schemaInstalled);
    }

private:
    Result<qint64> write(RemoteStore &store, const sql::WriteScope &scope)
    {
        return store.write<qint64>({}, scope, auditedWrite(scope)).result();
    }
    bool isWritten(const sql::WriteScope &scope)
    {
        return m_server.value(QStringLiteral("SELECT count(*) FROM plancia.audit_log WHERE id = '%1'").arg(scope.auditId.toString()),
                              QStringLiteral("control")) == QStringLiteral("1");
    }
    QString sleepers(int seconds)
    {
        return m_server.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(%1)%'"
                                             " AND state = 'active' AND pid <> pg_backend_pid()").arg(seconds));
    }
    void terminate(sql::Connection &connection)
    {
        const qint64 pid = (*connection.query("SELECT pg_backend_pid()"))[0].integer(0);
        m_server.exec(QStringLiteral("SELECT pg_terminate_backend(%1, 5000)").arg(pid));
    }

    PrivatePostgres m_server;
    std::unique_ptr<RemoteStore> m_store;
};

QTEST_GUILESS_MAIN(TestRemoteStore)
#include "tst_remotestore.moc"
