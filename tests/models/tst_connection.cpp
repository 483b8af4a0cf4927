// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/connection.h"

#include <QTest>

using namespace plancia;

class TestConnection : public QObject {
    Q_OBJECT
private slots:
    void readsUrls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const char *text, const char *shown) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(shown);
        };
        row("whole", "postgresql://anna@db.example:5433/control?sslmode=require",
            "postgresql://anna@db.example:5433/control?sslmode=require");
        row("short scheme", "postgres://anna@db.example/control",
            "postgresql://anna@db.example:5432/control?sslmode=verify-full");
        row("loopback is not asked for a certificate", "postgresql://anna@localhost/control",
            "postgresql://anna@localhost:5432/control?sslmode=prefer");
        row("percent encoding", "postgresql://an%40na@localhost/con%2Ftrol",
            "postgresql://an%40na@localhost:5432/con%2Ftrol?sslmode=prefer");
        row("socket folder in the host", "postgresql://anna@%2Fvar%2Frun%2Fpostgresql/control",
            "postgresql://anna@%2Fvar%2Frun%2Fpostgresql:5432/control?sslmode=prefer");
        row("socket folder as a parameter", "postgresql:///control?host=/tmp&user=anna",
            "postgresql://anna@%2Ftmp:5432/control?sslmode=prefer");
        row("IPv6", "postgresql://anna@[2001:db8::1]:6000/c", "postgresql://anna@[2001:db8::1]:6000/c?sslmode=verify-full");
        row("IPv6 loopback", "postgresql://anna@[::1]/c", "postgresql://anna@[::1]:5432/c?sslmode=prefer");
        row("service", "postgresql:///?service=eu", "postgresql:///?service=eu&sslmode=prefer");
        row("key=value", "host=db.example port=5433 user=anna dbname=control",
            "postgresql://anna@db.example:5433/control?sslmode=verify-full");
        row("key = 'value'", "host = 'localhost' user = 'an\\'na' dbname='my db'",
            "postgresql://an%27na@localhost:5432/my%20db?sslmode=prefer");
    }
    void readsUrls()
    {
        QFETCH(QString, text);
        const auto profile = connectionFromUrl(text);
        QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().fact(u"message")));
        QTEST(toUrl(*profile), "shown");
        QCOMPARE(toUrl(connectionFromUrl(toUrl(*profile)).value()), toUrl(*profile));
        QVERIFY(!profile->name.isEmpty());
    }

    void refusesUrls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const char *text, const char *why) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(why);
        };
        row("empty", "", "begin");
        row("another scheme", "mysql://anna@db/control", "begin");
        row("just a word", "control", "begin");
        row("password", "postgresql://anna:hunter2@db/control", "password");
        row("empty password", "postgresql://anna:@db/control", "password");
        row("password as a parameter", "postgresql://anna@db/control?password=hunter2", "password");
        row("password in key=value", "host=db password='hunter2'", "password");
        row("two hosts", "postgresql://a,b/control", "host");
        row("no host", "postgresql:///control", "host");
        row("port", "postgresql://db:99999/control", "port");
        row("port word", "postgresql://db:five/control", "port");
        row("unknown parameter", "postgresql://db/control?sslcert=x", "sslcert");
        row("sslmode", "postgresql://db/control?sslmode=maybe", "sslmode");
        row("open quote", "host='db", "end");
        row("open bracket", "postgresql://[::1/control", "bracket");
        row("no equals", "host=db user", "keyword");
    }
    void refusesUrls()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto profile = connectionFromUrl(text);
        QVERIFY(!profile);
        QCOMPARE(profile.error().code(), ErrorCode::ValConnectionUrl);
        const QString message = profile.error().fact(u"message");
        QVERIFY2(message.contains(why), qPrintable(message));
        QVERIFY(!message.contains(QStringLiteral("hunter2")));
    }

    void suggestsVerification_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("mode");
        QTest::newRow("socket") << "/var/run/postgresql" << "prefer";
        QTest::newRow("nothing yet") << "" << "prefer";
        QTest::newRow("localhost") << "LocalHost" << "prefer";
        QTest::newRow("127.0.0.2") << "127.0.0.2" << "prefer";
        QTest::newRow("::1") << "::1" << "prefer";
        QTest::newRow("remote") << "db.example" << "verify-full";
        QTest::newRow("localhost as a prefix") << "localhost.example" << "verify-full";
        QTest::newRow("private address") << "10.0.0.4" << "verify-full";
    }
    void suggestsVerification()
    {
        QFETCH(QString, host);
        QTEST(suggestSslMode(host), "mode");
    }

    void validates()
    {
        ConnectionProfile profile;
        const auto fields = [&profile] {
            QStringList names;
            for (const FieldError &fault : validate(profile))
                names.append(fault.field);
            return names;
        };
        QCOMPARE(fields(), QStringList({"name", "host", "database", "user"}));
        profile.service = QStringLiteral("eu");
        QCOMPARE(fields(), QStringList({"name"}));
        profile.service.clear();
        profile.name = QStringLiteral("Europe");
        profile.host = QStringLiteral("db.example");
        profile.database = QStringLiteral("control");
        profile.user = QStringLiteral("anna");
        QCOMPARE(fields(), QStringList());
        profile.port = 0;
        profile.sslMode = QStringLiteral("maybe");
        profile.colour = QStringLiteral("pink");
        profile.user = QString(40, QChar(0xe9)); // 80 bytes
        profile.host = QStringLiteral("db\nexample");
        QCOMPARE(fields(), QStringList({"host", "port", "user", "sslMode", "colour"}));
    }

    void namesStages()
    {
        QCOMPARE(toString(ConnectionStage::NameLookup), QStringLiteral("name_lookup"));
        QCOMPARE(toString(ConnectionStage::Schema), QStringLiteral("schema"));
        QCOMPARE(toString(PasswordSource::ThisRun), QStringLiteral("run"));
    }
};

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"
