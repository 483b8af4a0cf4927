// SPDX-License-Identifier: GPL-3.0-or-later
// planciactl alert: the real program against a real plancia-agent with a token and a file of rules.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QTest>
#include <QUrl>

using namespace plancia;
using namespace plancia::tests;

class TestAlertCommands : public QObject {
    Q_OBJECT

    TemporaryHome m_home;
    std::unique_ptr<QProcess> m_agent;
    QStringList m_of; ///< --agent URL --token-file FILE

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_home.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.fileName();
    }
    Ran alert(const QStringList &arguments) const { return ctl(QStringList{QStringLiteral("alert")} + arguments + m_of); }
    QString stateOf(const QString &id) const
    {
        for (const QJsonValue &one : alert({QStringLiteral("list")}).out.value(QStringLiteral("alerts")).toArray())
            if (one.toObject().value(QStringLiteral("rule")).toString() == id)
                return one.toObject().value(QStringLiteral("state")).toString();
        return {};
    }

private slots:
    void initTestCase()
    {
        write(QStringLiteral("alerts.toml"), "usual_rules = false\n[[rule]]\nname = \"memory\"\nsource = \"self\"\nmetric = \"self.rss_bytes\"\nwindow = \"5s\"\nabove = 1\n");
        const QString config = write(QStringLiteral("agent.toml"), "listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\ntoken_file = \"token\"\nalerts_file = \"alerts.toml\"\n");
        const QString token = write(QStringLiteral("token"), "0123456789abcdef\n");
        m_agent = startProgram(QStringLiteral("plancia-agent"), {QStringLiteral("--config"), config});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += m_agent->readAllStandardOutput()).endsWith('\n'), 15'000);
        m_of = {QStringLiteral("--agent"), QString::fromUtf8(said.trimmed().mid(13)), QStringLiteral("--token-file"), token};
    }
    void cleanupTestCase()
    {
        m_agent->terminate();
        QVERIFY(m_agent->waitForFinished());
    }

    void anAlertFromItsFiringToItsSilence()
    {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(QStringLiteral("memory")), QStringLiteral("firing"), 15'000);
        const Ran rules = alert({QStringLiteral("rules")});
        QCOMPARE(rules.out.value(QStringLiteral("rules")).toArray().size(), 1);
        const Ran known = alert({QStringLiteral("acknowledge"), QStringLiteral("memory/self"), QStringLiteral("--note"), QStringLiteral("it is so"), QStringLiteral("--author"), QStringLiteral("anna")});
        QCOMPARE(known.status, 0);
        QCOMPARE(known.out.value(QStringLiteral("acknowledged_by")).toString(), QStringLiteral("anna"));
        const Ran nobody = alert({QStringLiteral("acknowledge"), QStringLiteral("no")});
        QCOMPARE(nobody.code(), QStringLiteral("NOT_FOUND_014"));
        QCOMPARE(nobody.status, 66);

        QCOMPARE(alert({QStringLiteral("silence"), QStringLiteral("*")}).code(), QStringLiteral("VAL_001")); // why?
        QCOMPARE(alert({QStringLiteral("silence"), QStringLiteral("*"), QStringLiteral("--comment"), QStringLiteral("x"), QStringLiteral("--until"), QStringLiteral("200d")}).code(), QStringLiteral("VAL_010"));
        const Ran silence = alert({QStringLiteral("silence"), QStringLiteral("mem*"), QStringLiteral("--comment"), QStringLiteral("upgrade"), QStringLiteral("--until"), QStringLiteral("2h")});
        QCOMPARE(silence.status, 0);
        const QString id = silence.out.value(QStringLiteral("id")).toString();
        const QJsonArray silences = alert({QStringLiteral("silences")}).out.value(QStringLiteral("items")).toArray();
        QCOMPARE(silences.size(), 1);
        QCOMPARE(silences[0].toObject().value(QStringLiteral("id")).toString(), id);
        QCOMPARE(alert({QStringLiteral("unsilence"), id}).status, 0);
        QCOMPARE(alert({QStringLiteral("unsilence"), id}).code(), QStringLiteral("NOT_FOUND_014"));
        QCOMPARE(alert({QStringLiteral("test"), QStringLiteral("no")}).code(), QStringLiteral("NOT_FOUND_014"));
    }

    void whoMayNotIsToldSo()
    {
        const QString wrong = write(QStringLiteral("wrong"), "fedcba9876543210\n");
        const Ran refused = ctl({QStringLiteral("alert"), QStringLiteral("list"), QStringLiteral("--agent"), m_of[1], QStringLiteral("--token-file"), wrong});
        QCOMPARE(refused.code(), QStringLiteral("AUTH_003"));
        QCOMPARE(refused.status, 77);
        QVERIFY(!refused.err.contains("fedcba"));
        QCOMPARE(ctl(words("alert list --agent ws://127.0.0.1:1/stream")).code(), QStringLiteral("STREAM_001"));
        QCOMPARE(ctl(words("alert list")).code(), QStringLiteral("VAL_005")); // of no agent
        QCOMPARE(ctl(words("alert list --agent http://127.0.0.1:1/")).code(), QStringLiteral("VAL_005"));
    }

    void aFileIsChecked()
    {
        const Ran good = ctl({QStringLiteral("alert"), QStringLiteral("check"), m_home.filePath(QStringLiteral("alerts.toml"))});
        QCOMPARE(good.status, 0);
        QCOMPARE(good.out.value(QStringLiteral("rules")).toInt(), 1);
        const QString bad = write(QStringLiteral("bad.toml"), "[[rule]]\nname = \"a\"\nmetric = \"pg.nothing\"\nabove = 1\nfunktion = \"mean\"\n");
        const Ran refused = ctl({QStringLiteral("alert"), QStringLiteral("check"), bad});
        QCOMPARE(refused.status, 78);
        QVERIFY2(refused.err.contains("CONFIG_001") && refused.err.contains("funktion") && refused.err.contains("pg.nothing") == false, refused.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestAlertCommands)
#include "tst_alertcommands.moc"
