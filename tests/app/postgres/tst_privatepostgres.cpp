// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QTest>
#include <csignal>

using namespace plancia::tests;

/// The server the other tests stand on.
class TestPrivatePostgres : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }

    void answersOverTcpAndSocket()
    {
        QCOMPARE(m_server.value(QStringLiteral("SELECT 1 + 1")), QStringLiteral("2"));
        QVERIFY(QFile::exists(m_server.socketFolder() + QStringLiteral("/.s.PGSQL.%1").arg(m_server.port())));
    }

    void keepsDataOverARestart()
    {
        QVERIFY(m_server.createDatabase(QStringLiteral("kept")));
        QVERIFY(m_server.exec(QStringLiteral("CREATE TABLE t AS SELECT 7 AS n"), QStringLiteral("kept")));
        const int port = m_server.port();
        QVERIFY2(m_server.restart(), qPrintable(m_server.error()));
        QCOMPARE(m_server.port(), port);
        QCOMPARE(m_server.value(QStringLiteral("SELECT n FROM t"), QStringLiteral("kept")), QStringLiteral("7"));
        m_server.stop(PrivatePostgres::Stop::Immediate);
        QVERIFY(!m_server.isRunning());
        QVERIFY(!m_server.exec(QStringLiteral("SELECT 1")));
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    }

    void saysWhyAStatementFailed()
    {
        QVERIFY(!m_server.exec(QStringLiteral("SELECT nonsense")));
        QVERIFY(m_server.error().contains(QStringLiteral("nonsense")));
    }

    void serversDoNotMeet()
    {
        PrivatePostgres other({.tls = true, .settings = {}});
        QVERIFY2(other.start(), qPrintable(other.error()));
        QVERIFY(other.port() != m_server.port());
        QCOMPARE(other.value(QStringLiteral("SHOW ssl")), QStringLiteral("on"));
        QCOMPARE(m_server.value(QStringLiteral("SHOW ssl")), QStringLiteral("off"));
    }

    void homeIsFreshAndPutBack()
    {
        qputenv("PLANCIA_HOME", "/before");
        {
            const TemporaryHome home;
            QCOMPARE(qEnvironmentVariable("PLANCIA_HOME"), home.path());
        }
        QCOMPARE(qEnvironmentVariable("PLANCIA_HOME"), QStringLiteral("/before"));
    }

private:
    PrivatePostgres m_server;
};

QTEST_GUILESS_MAIN(TestPrivatePostgres)
#include "tst_privatepostgres.moc"
