// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/connectiontest.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/remotedatabase.h"

#include <QFile>
#include <QTest>
#include <thread>

using namespace plancia;
using namespace plancia::postgres;
using namespace plancia::tests;

namespace {

/// "name_lookup passed, tcp failed, …", skipped ones left out.
QString told(const ConnectionReport &report)
{
    static const char *const kStates[] = {"passed", "failed", "skipped", "warning"};
    QStringList words;
    for (const StageResult &stage : report.stages)
        if (stage.state != StageResult::State::Skipped)
            words.append(toString(stage.stage) + u' ' + QLatin1String(kStates[static_cast<int>(stage.state)]));
    return words.join(QStringLiteral(", "));
}

const StageResult &lastTold(const ConnectionReport &report)
{
    for (qsizetype i = report.stages.size() - 1; i > 0; --i)
        if (report.stages.at(i).state != StageResult::State::Skipped)
            return report.stages.at(i);
    return report.stages.first();
}

const char *const kUpTo[] = {"name_lookup passed", "tcp passed", "tls passed", "authentication passed", "database passed",
                             "privileges passed"};
QString failsAt(int stage, const char *name)
{
    QStringList words;
    for (int i = 0; i < stage; ++i)
        words.append(QLatin1String(kUpTo[i]));
    words.append(QLatin1String(name) + QStringLiteral(" failed"));
    return words.join(QStringLiteral(", "));
}

} // namespace

class TestConnectionTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, QStringLiteral("control"));
        QVERIFY2(m_store, qPrintable(m_server.error()));
        QVERIFY(m_server.createDatabase(QStringLiteral("empty")));
        QVERIFY(m_server.createDatabase(QStringLiteral("private")));
        QVERIFY(m_server.exec(QStringLiteral("REVOKE CONNECT ON DATABASE private FROM PUBLIC")));
        QVERIFY(m_server.createUser(QStringLiteral("anna"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_admin")));
        QVERIFY(m_server.createUser(QStringLiteral("monitor"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_admin, pg_monitor")));
        QVERIFY(m_server.createUser(QStringLiteral("stranger"), QStringLiteral("pw")));
    }

    void namesTheStage_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("sslMode");
        QTest::addColumn<QString>("stages");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const char *user, const char *password, const char *database, const char *host,
                            const char *ssl, const QString &stages, ErrorCode code) {
            QTest::newRow(name) << QString(user) << QString(password) << QString(database) << QString(host) << QString(ssl)
                                << stages << code;
        };
        const QString all = QStringLiteral("name_lookup passed, tcp passed, tls passed, authentication passed, database passed, "
                                           "privileges passed, schema passed");
        QString unmonitored = all;
        unmonitored.replace(QStringLiteral("privileges passed"), QStringLiteral("privileges warning"));
        QString bare = all;
        bare.replace(QStringLiteral("schema passed"), QStringLiteral("schema warning"));
        const char *here = "127.0.0.1";
        row("all is well", "monitor", "pw", "control", here, "prefer", all, ErrorCode::Count_);
        row("not monitored", "anna", "pw", "control", here, "prefer", unmonitored, ErrorCode::Count_);
        row("schema missing", "postgres", "", "empty", here, "prefer", bare, ErrorCode::DbSchemaMissing);
        row("unknown host", "anna", "pw", "control", "no-such-host.invalid", "prefer", failsAt(0, "name_lookup"), ErrorCode::DbNameLookup);
        row("nobody listens", "anna", "pw", "control", "127.0.0.2", "prefer", failsAt(1, "tcp"), ErrorCode::DbUnreachable);
        row("no TLS there", "anna", "pw", "control", here, "require", failsAt(2, "tls"), ErrorCode::DbTls);
        row("wrong password", "anna", "wrong", "control", here, "prefer", failsAt(3, "authentication"), ErrorCode::AuthPasswordRefused);
        row("no password", "anna", "", "control", here, "prefer", failsAt(3, "authentication"), ErrorCode::AuthPasswordMissing);
        row("unknown database", "anna", "pw", "nowhere", here, "prefer", failsAt(4, "database"), ErrorCode::DbNotFound);
        row("database closed to the role", "anna", "pw", "private", here, "prefer", failsAt(4, "database"), ErrorCode::AuthzMissingGrant);
        row("schema closed to the role", "stranger", "pw", "control", here, "prefer", failsAt(5, "privileges"), ErrorCode::AuthzMissingGrant);
    }
    void namesTheStage()
    {
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(QString, database);
        QFETCH(QString, host);
        QFETCH(QString, sslMode);
        QFETCH(QString, stages);
        QFETCH(ErrorCode, code);
        ConnectionProfile profile = m_server.profile(user, database);
        profile.host = host;
        profile.sslMode = sslMode;
        const ConnectionReport report = testConnection(profile, password.isEmpty() ? std::nullopt : std::optional(password));
        QCOMPARE(told(report), stages);
        QCOMPARE(report.stages.size(), 7);
        QCOMPARE(report.ok(), !stages.contains(QStringLiteral("failed")));
        const StageResult &last = lastTold(report);
        if (code != ErrorCode::Count_) {
            QVERIFY(last.error);
            QVERIFY2(last.error->code() == code, qPrintable(last.detail));
        }
        if (report.ok()) {
            QCOMPARE(report.sessionUser, user);
            QVERIFY(report.serverVersion.startsWith(u'1'));
        }
        for (const StageResult &stage : report.stages)
            QVERIFY(!stage.detail.contains(QStringLiteral("wrong")));
    }

    void worksOverTheSocket()
    {
        ConnectionProfile profile = m_server.profile(QStringLiteral("monitor"), QStringLiteral("control"));
        profile.host = m_server.socketFolder();
        const ConnectionReport report = testConnection(profile, {});
        QVERIFY2(report.ok(), qPrintable(told(report)));
        QVERIFY(report.stages.first().detail.contains(m_server.socketFolder()));
    }

    void aListenerThatNeverAnswersTimesOut()
    {
        CuttingProxy proxy(m_server.port());
        proxy.setMode(CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("anna"), QStringLiteral("control"));
        profile.port = proxy.port();
        const ConnectionReport report = testConnection(profile, QStringLiteral("pw"), 500);
        QCOMPARE(told(report), failsAt(2, "tls"));
        QCOMPARE(lastTold(report).error->code(), ErrorCode::DbTimeout);
    }

    void cancelEndsTheWaitForASilentListener()
    {
        CuttingProxy proxy(m_server.port());
        proxy.setMode(CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("anna"), QStringLiteral("control"));
        profile.port = proxy.port();
        const CancelToken token;
        std::thread other([&] {
            while (proxy.swallowed() == 0) // its question about TLS: by then it waits for the answer
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            token.cancel();
        });
        const ConnectionReport report = testConnection(profile, QStringLiteral("pw"), 60'000, token);
        other.join();
        QCOMPARE(told(report), failsAt(2, "tls"));
        QCOMPARE(lastTold(report).error->code(), ErrorCode::InternalCancelled);
        QCOMPARE(proxy.connections(), 1);
    }

    void saysWhyNobodyAnswers()
    {
        ConnectionProfile profile = m_server.profile(QStringLiteral("anna"), QStringLiteral("control"));
        profile.host = QStringLiteral("127.0.0.2");
        const ConnectionReport report = testConnection(profile, {});
        QVERIFY2(lastTold(report).detail.contains(QStringLiteral("refused")), qPrintable(lastTold(report).detail));
        QVERIFY2(lastTold(report).detail.contains(profile.host), qPrintable(lastTold(report).detail));
    }

    void cancelEndsIt()
    {
        const CancelToken token;
        token.cancel();
        const ConnectionReport report = testConnection(m_server.profile(QStringLiteral("anna"), QStringLiteral("control")),
                                                       QStringLiteral("pw"), 10'000, token);
        QVERIFY(!report.ok());
        QCOMPARE(report.stages.first().error->code(), ErrorCode::InternalCancelled);
    }

    void readsServiceAndPasswordFiles()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QString &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text.toUtf8());
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        };
        write(QStringLiteral("services"), QStringLiteral("[eu]\nhost=127.0.0.1\nport=%1\ndbname=control\nuser=monitor\n").arg(m_server.port()));
        write(QStringLiteral("pgpass"), QStringLiteral("127.0.0.1:*:control:monitor:pw\n"));
        qputenv("PGSERVICEFILE", folder.filePath(QStringLiteral("services")).toUtf8());
        qputenv("PGPASSFILE", folder.filePath(QStringLiteral("pgpass")).toUtf8());
        const auto restore = qScopeGuard([] {
            qunsetenv("PGSERVICEFILE");
            qunsetenv("PGPASSFILE");
        });
        ConnectionProfile profile;
        profile.service = QStringLiteral("eu");
        ConnectionReport report = testConnection(profile, {});
        QVERIFY2(report.ok(), qPrintable(told(report) + lastTold(report).detail));
        QVERIFY(report.stages.at(0).detail.contains(QStringLiteral("service eu")));
        QVERIFY(report.stages.at(3).detail.contains(folder.filePath(QStringLiteral("pgpass"))));
        auto store = RemoteStore::create(profile, {});
        QCOMPARE(store->sessionUser({}).result().value(), QStringLiteral("monitor"));

        // What others may read, libpq does not; the report says so.
        QFile::setPermissions(folder.filePath(QStringLiteral("pgpass")), QFile::ReadOwner | QFile::ReadOther);
        report = testConnection(profile, {});
        QCOMPARE(lastTold(report).error->code(), ErrorCode::AuthPasswordMissing);
        QVERIFY2(lastTold(report).detail.contains(QStringLiteral("ignored")), qPrintable(lastTold(report).detail));

        profile.service = QStringLiteral("mars");
        report = testConnection(profile, {});
        QVERIFY(!report.ok());
        QCOMPARE(report.stages.first().error->code(), ErrorCode::ConfigInvalid);
        QVERIFY(report.stages.first().error->fact(u"message").contains(QStringLiteral("mars")));
    }

    void verifiesCertificates()
    {
        PrivatePostgres tls({.tls = true, .settings = {}});
        QVERIFY2(tls.start(), qPrintable(tls.error()));
        ConnectionProfile profile = tls.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.sslMode = QStringLiteral("require");
        ConnectionReport report = testConnection(profile, {});
        QVERIFY2(report.ok(), qPrintable(told(report)));
        QVERIFY2(report.stages.at(2).detail.startsWith(QStringLiteral("TLS")), qPrintable(report.stages.at(2).detail));

        profile.sslMode = QStringLiteral("verify-full"); // nobody vouches for it
        report = testConnection(profile, {});
        QCOMPARE(told(report), failsAt(2, "tls"));
        QCOMPARE(lastTold(report).error->code(), ErrorCode::DbTls);

        qputenv("PGSSLROOTCERT", tls.certificate().toUtf8());
        const auto restore = qScopeGuard([] { qunsetenv("PGSSLROOTCERT"); });
        report = testConnection(profile, {}); // vouched for, but for another name
        QCOMPARE(lastTold(report).error->code(), ErrorCode::DbTls);
        profile.host = QStringLiteral("localhost");
        report = testConnection(profile, {});
        QVERIFY2(report.ok(), qPrintable(told(report) + lastTold(report).detail));
    }

private:
    PrivatePostgres m_server;
    std::unique_ptr<RemoteStore> m_store;
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
