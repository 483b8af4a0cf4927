// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/pgconnection.h"
#include "app/postgres/pgvalue.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/privatepostgres.h"

#include <QElapsedTimer>
#include <QTest>
#include <limits>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace plancia::sql {
static bool operator==(const TimeMs &a, const TimeMs &b) { return a.ms == b.ms; }
static bool operator==(const Json &a, const Json &b) { return a.text == b.text; }
} // namespace plancia::sql

using namespace plancia;
using namespace plancia::postgres;
using namespace plancia::tests;

namespace {
sql::TransactionOptions writing(int timeoutMs = 30'000)
{
    sql::TransactionOptions options;
    options.write = true;
    options.requestId = QStringLiteral("req_test");
    options.timeoutMs = timeoutMs;
    return options;
}
/// A TCP socket that never blocks.
struct Socket {
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    Socket() = default;
    ~Socket() { ::close(file); }
    Q_DISABLE_COPY(Socket)
};
QString codeOf(const Error &error) { return QString::number(static_cast<int>(error.code())); }
} // namespace

class TestPgConnection : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        QVERIFY(m_server.createDatabase(QStringLiteral("db")));
        QVERIFY(m_server.createUser(QStringLiteral("anna"), QStringLiteral("it's a \\secret; yes")));
        QVERIFY(m_server.exec(QStringLiteral("CREATE TABLE public.t (n int CONSTRAINT n_positive CHECK (n > 0))"),
                              QStringLiteral("db")));
    }

    void roundTripsValues_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("text"); ///< what the server makes of it, as text
        const auto row = [this](const char *name, const char *type, sql::Value value, const char *text) {
            m_values[QByteArray(name)] = std::move(value);
            QTest::newRow(name) << QByteArray(type) << QByteArray(text);
        };
        row("null", "text", {}, "");
        row("true", "boolean", true, "true");
        row("false", "boolean", false, "false");
        row("integer", "bigint", qint64(-7), "-7");
        row("largest", "bigint", std::numeric_limits<qint64>::max(), "9223372036854775807");
        row("double", "double precision", 0.1, "0.1");
        row("text", "text", QStringLiteral("O'Brien \\ “è” 😀 שלום"), "O'Brien \\ “è” 😀 שלום");
        row("empty text", "text", QString(""), "");
        row("bytes", "bytea", QByteArray("\0\x01\xff'\\", 5), "\\x0001ff275c");
        row("no bytes", "bytea", QByteArray(""), "\\x");
        row("uuid", "uuid", QUuid::fromString(u"01890000-1111-7222-8333-444455556666"), "01890000-1111-7222-8333-444455556666");
    }
    void roundTripsValues()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, text);
        const sql::Value value = m_values.value(QByteArray(QTest::currentDataTag()));
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        auto rows = connection->query("SELECT $1::" + type + ", ($1::" + type + ")::text", {value});
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().fact(u"message")));
        QVERIFY((*rows)[0].at(0) == value);
        QCOMPARE((*rows)[0].text(1).toUtf8(), text);
    }

    void readsOtherTypes()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        auto rows = connection->query("SELECT 1::int2, 2::int4, 3::oid, 4.0::float4, 12345678901::numeric, 1.5::numeric,"
                                      " '{\"a\": 1}'::jsonb, 'x'::name, count(*) FROM public.t");
        QVERIFY(rows);
        const sql::Row row = (*rows)[0];
        QCOMPARE(row.integer(0), 1);
        QCOMPARE(row.integer(1), 2);
        QCOMPARE(row.integer(2), 3);
        QCOMPARE(row.real(3), 4.0);
        QCOMPARE(row.integer(4), 12345678901LL);
        QCOMPARE(row.real(5), 1.5);
        QCOMPARE(row.text(6), QStringLiteral("{\"a\": 1}"));
        QCOMPARE(row.text(7), QStringLiteral("x"));
        QCOMPARE(row.integer(8), 0);
        auto json = connection->query("SELECT $1->>'k'", {sql::Json{QStringLiteral("{\"k\": \"v\"}")}});
        QVERIFY(json);
        QCOMPARE((*json)[0].text(0), QStringLiteral("v"));
    }

    void timesAreMilliseconds_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01 00:00:00+00");
        QTest::newRow("one") << qint64(1) << QByteArray("1970-01-01 00:00:00.001+00");
        QTest::newRow("before the epoch") << qint64(-1) << QByteArray("1969-12-31 23:59:59.999+00");
        QTest::newRow("leap day") << qint64(1709164799990) << QByteArray("2024-02-28 23:59:59.99+00");
        QTest::newRow("today") << qint64(1795183749123) << QByteArray("2026-11-20 14:09:09.123+00");
        QTest::newRow("far") << qint64(253402300799999) << QByteArray("9999-12-31 23:59:59.999+00");
        QTest::newRow("five digits") << qint64(253402300800000) << QByteArray("10000-01-01 00:00:00+00");
        QTest::newRow("year 1") << qint64(-62135596800000) << QByteArray("0001-01-01 00:00:00+00");
        QTest::newRow("BC") << qint64(-62135596800001) << QByteArray("0001-12-31 23:59:59.999+00 BC");
        QTest::newRow("for ever") << std::numeric_limits<qint64>::max() << QByteArray("infinity");
    }
    void timesAreMilliseconds()
    {
        QFETCH(qint64, ms);
        QFETCH(QByteArray, text);
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        auto rows = connection->query("SELECT $1::timestamptz(3), $1::text", {sql::TimeMs{ms}});
        QVERIFY(rows);
        QCOMPARE((*rows)[0].text(1).toUtf8(), text);
        QCOMPARE((*rows)[0].integer(0), ms);
        QCOMPARE(timestampMs(text), ms);
    }

    void readsForeignTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("microseconds are cut") << QByteArray("1970-01-01 00:00:01.234567+00") << qint64(1234);
        QTest::newRow("east") << QByteArray("1970-01-01 05:30:00+05:30") << qint64(0);
        QTest::newRow("west") << QByteArray("1969-12-31 16:00:00-08") << qint64(0);
        QTest::newRow("old local time") << QByteArray("1970-01-01 00:19:32+00:19:32") << qint64(0);
        QTest::newRow("date") << QByteArray("1970-01-02") << qint64(86'400'000);
    }
    void readsForeignTimes()
    {
        QFETCH(QByteArray, text);
        QTEST(timestampMs(text), "ms");
    }

    void transactionsCarryTheirSettings()
    {
        auto connection = open();
        sql::TransactionOptions options = writing(1234);
        options.write = false;
        options.tenant = TenantId(QUuid::fromString(u"01890000-1111-7222-8333-444455556666"));
        options.requestId = QStringLiteral("req_o'brien\\");
        QVERIFY(connection->begin(options));
        auto rows = connection->query("SELECT current_setting('application_name'), current_setting('search_path'),"
                                      " current_setting('statement_timeout'), current_setting('TimeZone'),"
                                      " current_setting('plancia.tenant_id'), current_setting('transaction_read_only')");
        QVERIFY(rows);
        QCOMPARE((*rows)[0].text(0), QStringLiteral("plancia req_o'brien\\"));
        QCOMPARE((*rows)[0].text(1), QStringLiteral("plancia, pg_temp"));
        QCOMPARE((*rows)[0].text(2), QStringLiteral("1234ms"));
        QCOMPARE((*rows)[0].text(3), QStringLiteral("UTC"));
        QCOMPARE((*rows)[0].text(4), options.tenant.toString());
        QCOMPARE((*rows)[0].text(5), QStringLiteral("on"));
        connection->rollback();
        QVERIFY(connection->begin(writing()));
        rows = connection->query("SELECT current_setting('plancia.tenant_id', true)"); // nothing leaks
        QVERIFY(rows);
        QCOMPARE((*rows)[0].text(0), QString());
    }

    void commitsAndRollsBack()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        QCOMPARE(connection->execute("INSERT INTO public.t VALUES (1), (2)").value(), 2);
        QVERIFY(connection->commit());
        {
            auto transaction = sql::Transaction::begin(*connection, writing());
            QVERIFY(transaction);
            QCOMPARE(connection->execute("DELETE FROM public.t").value(), 2);
        }
        QVERIFY(connection->begin(writing()));
        QCOMPARE((*connection->query("SELECT count(*) FROM public.t"))[0].integer(0), 2);
    }

    void namesTheConstraint()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        auto done = connection->execute("INSERT INTO public.t VALUES ($1)", {qint64(-1)});
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::DbStatement);
        QCOMPARE(done.error().fact(u"constraint"), QStringLiteral("n_positive"));
        QCOMPARE(done.error().fact(u"table"), QStringLiteral("t"));
        QCOMPARE(done.error().fact(u"sqlstate"), QStringLiteral("23514"));
        QVERIFY(!done.error().fact(u"message").contains(QStringLiteral("-1"))); // no row contents
        QCOMPARE(connection->commit().error().code(), ErrorCode::DbNotWritten);
        QVERIFY(connection->begin(writing())); // usable again
    }

    void statementTimeoutIsTold()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing(200)));
        auto slept = connection->query("SELECT pg_sleep(60)");
        QVERIFY(!slept);
        QCOMPARE(slept.error().code(), ErrorCode::DbTimeout);
        connection->rollback();
        QVERIFY(!connection->isBroken());
        QVERIFY(connection->begin(writing()));
    }

    void cancelEndsTheStatementOnTheServer()
    {
        auto connection = open();
        CancelToken token;
        connection->setCancelToken(token);
        QVERIFY(connection->begin(writing()));
        std::thread canceller([&] {
            while (m_server.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(61)%'"
                                                 " AND state = 'active' AND pid <> pg_backend_pid()")) != QStringLiteral("1"))
                std::this_thread::yield();
            token.cancel();
        });
        auto slept = connection->query("SELECT pg_sleep(61)");
        canceller.join();
        QVERIFY(!slept);
        QCOMPARE(slept.error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(connection->query("SELECT 1").error().code(), ErrorCode::InternalCancelled); // still cancelled
        connection->rollback();
        connection->setCancelToken({});
        QVERIFY(!connection->isBroken());
        QVERIFY(connection->begin(writing()));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(61)%'"
                                               " AND state = 'active' AND pid <> pg_backend_pid()")), QStringLiteral("0"));
    }

    void aSilentServerIsGivenUp()
    {
        CuttingProxy proxy(m_server.port());
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("db"));
        profile.port = proxy.port();
        profile.sslMode = QStringLiteral("disable");
        auto connection = PgConnection::open(profile, {});
        QVERIFY(connection);
        QVERIFY((*connection)->begin(writing(100)));
        proxy.setMode(CuttingProxy::Mode::Swallow);
        auto answer = (*connection)->query("SELECT 1");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::DbTimeout);
        QVERIFY((*connection)->isBroken());
        QCOMPARE((*connection)->query("SELECT 1").error().code(), ErrorCode::DbConnectionLost);
    }

    void interruptEndsTheWait()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        const auto interrupt = connection->interrupter();
        std::thread other([&] { interrupt(); });
        auto slept = connection->query("SELECT pg_sleep(60)");
        other.join();
        QVERIFY(!slept);
        QCOMPARE(slept.error().code(), ErrorCode::InternalShutDown);
    }

    void aTerminatedSessionIsLost()
    {
        auto connection = open();
        QVERIFY(connection->begin(writing()));
        const qint64 pid = (*connection->query("SELECT pg_backend_pid()"))[0].integer(0);
        QVERIFY(m_server.exec(QStringLiteral("SELECT pg_terminate_backend(%1)").arg(pid)));
        auto answer = connection->query("SELECT 1");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::DbConnectionLost);
        QVERIFY(connection->isBroken());
    }

    void openingSaysWhyNot_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("sslMode");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const char *user, const char *password, const char *database, const char *host,
                            const char *ssl, ErrorCode code) {
            QTest::newRow(name) << QString(user) << QString(password) << QString(database) << QString(host) << QString(ssl) << code;
        };
        const char *right = "it's a \\secret; yes";
        row("right", "anna", right, "db", "127.0.0.1", "prefer", ErrorCode::Count_);
        row("wrong password", "anna", "wrong", "db", "127.0.0.1", "prefer", ErrorCode::AuthPasswordRefused);
        row("no password", "anna", "", "db", "127.0.0.1", "prefer", ErrorCode::AuthPasswordMissing);
        row("unknown user", "nobody", "x", "db", "127.0.0.1", "prefer", ErrorCode::AuthPasswordRefused);
        row("unknown database", "anna", right, "nowhere", "127.0.0.1", "prefer", ErrorCode::DbNotFound);
        row("unknown host", "anna", right, "db", "no-such-host.invalid", "prefer", ErrorCode::DbNameLookup);
        row("nobody listens", "anna", right, "db", "127.0.0.2", "prefer", ErrorCode::DbUnreachable);
        row("a semicolon in the host", "anna", right, "db", "no;such", "prefer", ErrorCode::DbNameLookup);
        row("no such socket", "anna", right, "db", "/nonexistent", "prefer", ErrorCode::DbUnreachable);
        row("TLS required, server has none", "anna", right, "db", "127.0.0.1", "require", ErrorCode::DbTls);
    }
    void openingSaysWhyNot()
    {
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(QString, database);
        QFETCH(QString, host);
        QFETCH(QString, sslMode);
        QFETCH(ErrorCode, code);
        ConnectionProfile profile = m_server.profile(user, database);
        profile.host = host;
        profile.sslMode = sslMode;
        auto connection = PgConnection::open(profile, password.isEmpty() ? std::nullopt : std::optional(password));
        if (code == ErrorCode::Count_) {
            QVERIFY2(connection, connection ? "" : qPrintable(connection.error().fact(u"message")));
            return;
        }
        QVERIFY(!connection);
        QVERIFY2(connection.error().code() == code,
                 qPrintable(codeOf(connection.error()) + u' ' + connection.error().fact(u"message")));
        for (const Fact &fact : connection.error().facts())
            QVERIFY(!fact.value.contains(password) || password.size() < 3);
    }

    void aListenerThatNeverAnswersTimesOut()
    {
        CuttingProxy proxy(m_server.port());
        proxy.setMode(CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("db"));
        profile.port = proxy.port();
        QElapsedTimer elapsed;
        elapsed.start();
        auto connection = PgConnection::open(profile, {}, 2'000);
        QVERIFY(!connection);
        QCOMPARE(connection.error().code(), ErrorCode::DbTimeout);
        QCOMPARE(connection.error().fact(u"host"), QStringLiteral("127.0.0.1"));
        QVERIFY(elapsed.elapsed() < 30'000);
    }

    void notificationsComeInOrder()
    {
        auto connection = open();
        QVERIFY(connection && connection->execute("LISTEN told"));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(connection->notifications(200)->isEmpty());
        QVERIFY2(timer.elapsed() >= 200 && timer.elapsed() < 5000, "it waits, and no longer");
        QVERIFY(m_server.exec(QStringLiteral("NOTIFY told, 'a'; NOTIFY other, 'x'; SELECT count(pg_notify('told', i::text)) FROM generate_series(1, 2500) i"), QStringLiteral("db")));
        QVERIFY(connection->query("SELECT 1")); // what comes with an answer is kept, too
        QList<QByteArray> all, expected{"a"};
        while (all.size() < 2501) {
            const auto more = connection->notifications(10'000);
            QVERIFY(more && !more->isEmpty() && more->size() <= 1000);
            all += *more;
        }
        for (int i = 1; i <= 2500; ++i)
            expected.append(QByteArray::number(i));
        QCOMPARE(all, expected);

        const auto own = connection->query("SELECT pg_backend_pid()");
        QVERIFY(own);
        std::thread ender([this, pid = (*own)[0].integer(0)] {
            const auto other = open(); // the helpers of m_server belong to the main thread
            (void)other->query("SELECT pg_terminate_backend(" + QByteArray::number(pid) + ')');
        });
        const auto lost = connection->notifications(20'000);
        ender.join();
        QVERIFY(!lost && connection->isBroken());
        QCOMPARE(codeOf(lost.error()), codeOf(Error(ErrorCode::DbConnectionLost)));
        QCOMPARE(codeOf(connection->notifications(0).error()), codeOf(Error(ErrorCode::DbConnectionLost)));
    }

    void cancelEndsTheWaitForANotification()
    {
        auto connection = open();
        QVERIFY(connection && connection->execute("LISTEN told"));
        CancelToken token;
        connection->setCancelToken(token);
        std::thread canceller([&] {
            QTest::qSleep(100);
            token.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const auto ended = connection->notifications(20'000);
        canceller.join();
        QVERIFY(!ended && timer.elapsed() < 5'000);
        QCOMPARE(codeOf(ended.error()), codeOf(Error(ErrorCode::InternalCancelled)));
        QVERIFY(!connection->isBroken());
    }

    void cancelEndsTheWaitForASilentListener()
    {
        CuttingProxy proxy(m_server.port());
        proxy.setMode(CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("db"));
        profile.port = proxy.port();
        const CancelToken token;
        std::thread other([&] {
            while (proxy.connections() == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            token.cancel();
        });
        auto connection = PgConnection::open(profile, {}, 60'000, token);
        other.join();
        QVERIFY(!connection);
        QCOMPARE(connection.error().code(), ErrorCode::InternalCancelled);
    }

    void aRefusedPasswordIsTriedOnce()
    {
        CuttingProxy proxy(m_server.port());
        ConnectionProfile profile = m_server.profile(QStringLiteral("anna"), QStringLiteral("db"));
        profile.port = proxy.port();
        profile.sslMode = QStringLiteral("disable");
        QCOMPARE(PgConnection::open(profile, QStringLiteral("wrong")).error().code(), ErrorCode::AuthPasswordRefused);
        QCOMPARE(proxy.connections(), 1); // more would lock people out of servers that count
    }

    void goesOnToTheNextAddress()
    {
        // An address that swallows packets: a listener whose queue is full drops what comes.
        const Socket listener;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<quint16>(m_server.port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
        const auto *name = reinterpret_cast<const sockaddr *>(&address);
        QVERIFY(::bind(listener.file, name, sizeof address) == 0 && ::listen(listener.file, 0) == 0);
        const Socket fill[3];
        for (const Socket &one : fill)
            (void)::connect(one.file, name, sizeof address); // does not wait
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("db"));
        profile.host = QStringLiteral("127.0.0.2");
        QCOMPARE(PgConnection::open(profile, {}, 500).error().code(), ErrorCode::DbTimeout);
        profile.host = QStringLiteral("127.0.0.2,127.0.0.1");
        auto connection = PgConnection::open(profile, {}, 2'000);
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().fact(u"message")));
    }

    void tooManyConnectionsAndMissingGrants()
    {
        QVERIFY(m_server.createUser(QStringLiteral("single"), QStringLiteral("pw"), QStringLiteral("CONNECTION LIMIT 1")));
        const ConnectionProfile profile = m_server.profile(QStringLiteral("single"), QStringLiteral("db"));
        auto first = PgConnection::open(profile, QStringLiteral("pw"));
        QVERIFY(first);
        auto second = PgConnection::open(profile, QStringLiteral("pw"));
        QVERIFY(!second);
        QCOMPARE(second.error().code(), ErrorCode::DbTooManyConnections);
        QVERIFY((*first)->begin(writing()));
        auto refused = (*first)->query("SELECT * FROM public.t");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::AuthzMissingGrant);
        QCOMPARE(refused.error().fact(u"user"), QStringLiteral("single"));
    }

private:
    std::unique_ptr<PgConnection> open()
    {
        auto connection = PgConnection::open(m_server.profile(QStringLiteral("postgres"), QStringLiteral("db")), {});
        return connection ? std::move(*connection) : nullptr;
    }

    PrivatePostgres m_server;
    QHash<QByteArray, sql::Value> m_values;
};

QTEST_GUILESS_MAIN(TestPgConnection)
#include "tst_pgconnection.moc"
