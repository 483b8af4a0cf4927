// SPDX-License-Identifier: GPL-3.0-or-later
// planciactl and an agent that asks for a token over TLS: the real programs.
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/transport/tls.h"
#include "tests/support/authority.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QTest>

using namespace plancia;
using namespace plancia::tests;

namespace {
/// An event with each sample.
class Telling : public monitoring::Sampler {
public:
    QString source() const override { return QStringLiteral("store"); }
    Result<monitoring::Reading> sample(qint64 nowMs) override
    {
        Event event;
        event.at = nowMs;
        event.source = source();
        event.type = QStringLiteral("test.tick");
        event.severity = EventSeverity::Warning;
        event.message = QStringLiteral("once more");
        return monitoring::Reading{.sample = {0, nowMs, source(), {{metric::StoreReadMs, 1}}}, .gaps = {}, .events = {event}};
    }
};
} // namespace

class TestAgentAccess : public QObject {
    Q_OBJECT
    TemporaryHome m_home;
    Authority m_authority;
    const SystemClock m_clock;
    std::unique_ptr<monitoring::AgentService> m_agent;

    QString address(const QString &host) const { return QStringLiteral("wss://%1:%2").arg(host).arg(m_agent->port()); }

private slots:
    void initTestCase()
    {
        QVERIFY(m_authority.isReady() && m_authority.issue(QStringLiteral("agent"), QStringLiteral("DNS:localhost")));
        const auto identity = monitoring::loadTlsIdentity(m_authority.path(QStringLiteral("agent.crt")), m_authority.path(QStringLiteral("agent.key")), m_clock.nowMs());
        QVERIFY(identity);
        monitoring::AgentOptions options;
        options.name = QStringLiteral("far");
        options.tokens = {{QStringLiteral("anna"), monitoring::tokenHash("token-of-anna-1234"), 0}};
        options.asksToken = true;
        options.tls = identity->configuration;
        options.samplePeriodMs = 100;
        m_agent = std::make_unique<monitoring::AgentService>(options, m_clock);
        m_agent->addSampler(std::make_shared<monitoring::SelfSampler>(m_clock));
        m_agent->addSampler(std::make_shared<Telling>());
        QVERIFY(waitFor(m_agent->start()));
        m_authority.write(QStringLiteral("good"), "token-of-anna-1234\n");
        m_authority.write(QStringLiteral("wrong"), "token-of-nobody-12\n");
        QVERIFY(QFile::copy(m_authority.path(QStringLiteral("good")), m_authority.path(QStringLiteral("open"))));
        QVERIFY(QFile::setPermissions(m_authority.path(QStringLiteral("open")), QFileDevice::ReadOwner | QFileDevice::ReadOther));
    }

    void asks_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("token");
        QTest::addColumn<bool>("hasCa");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("token and authority") << "localhost" << "good" << true << 0 << "";
        QTest::newRow("a wrong token") << "localhost" << "wrong" << true << 77 << "AUTH_003";
        QTest::newRow("no token") << "localhost" << "" << true << 77 << "AUTH_003";
        QTest::newRow("a token that others can read") << "localhost" << "open" << true << 78 << "CONFIG_001";
        QTest::newRow("no authority") << "localhost" << "good" << false << 69 << "NET_004";
        QTest::newRow("another name") << "127.0.0.1" << "good" << true << 69 << "NET_004";
    }
    void asks()
    {
        QFETCH(QString, host);
        QFETCH(QString, token);
        QFETCH(bool, hasCa);
        QFETCH(int, status);
        QFETCH(QString, code);
        for (const QStringList &command : {QStringList{QStringLiteral("monitor"), QStringLiteral("--count"), QStringLiteral("1")}, QStringList{QStringLiteral("alert"), QStringLiteral("list")}}) {
            QStringList arguments = command + QStringList{QStringLiteral("--agent"), address(host)};
            if (!token.isEmpty())
                arguments += {QStringLiteral("--token-file"), m_authority.path(token)};
            if (hasCa)
                arguments += {QStringLiteral("--ca-file"), m_authority.caFile()};
            auto process = startProgram(QStringLiteral("planciactl"), QStringList{QStringLiteral("--json")} + arguments);
            QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning, kProgramMs); // the agent is in this process
            const Ran ran = finishProgram(*process);
            QVERIFY2(ran.status == status, qPrintable(QStringLiteral("%1: %2 %3").arg(command[0]).arg(ran.status).arg(QString::fromUtf8(ran.err))));
            QCOMPARE(ran.code(), code);
            QVERIFY(!ran.err.contains("token-of"));
            if (status == 0)
                QVERIFY(!ran.out.isEmpty());
        }
    }

    void tellsEvents()
    {
        for (const bool isWanted : {false, true}) {
            QStringList arguments{QStringLiteral("monitor"), QStringLiteral("--count"), QStringLiteral("20"), QStringLiteral("--agent"), address(QStringLiteral("localhost")),
                                  QStringLiteral("--token-file"), m_authority.path(QStringLiteral("good")), QStringLiteral("--ca-file"), m_authority.caFile()};
            if (isWanted)
                arguments.append(QStringLiteral("--events"));
            auto process = startProgram(QStringLiteral("planciactl"), arguments);
            QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning, kProgramMs);
            QCOMPARE(process->exitCode(), 0);
            const QByteArray printed = process->readAllStandardOutput();
            QVERIFY2(printed.contains(" store warning test.tick once more\n") == isWanted, printed.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestAgentAccess)
#include "tst_agentaccess.moc"
