// SPDX-License-Identifier: GPL-3.0-or-later
// A computer that falls asleep while planciactl backs up or restores a schema on a server: when it wakes the server has waited, or
// has given its sessions up. It goes on, or ends with a code, and nothing is half done.
#include "tests/support/planciactl.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/types.h>

using namespace plancia::tests;

class ServerSleepTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    std::unique_ptr<TemporaryHome> m_home;
    const QString m_database = QStringLiteral("control");

    QStringList onServer(const QStringList &arguments) const { return QStringList{QStringLiteral("--pg"), m_server.superuserUrl(m_database)} + arguments; }
    Ran json(const QStringList &arguments) const { return ctl(onServer(arguments)); }
    QString value(const QString &sql) { return m_server.value(sql, m_database); }
    QString tenants() { return value(QStringLiteral("SELECT string_agg(slug, ' ' ORDER BY slug) FROM plancia.tenants")); }
    QStringList backups() const
    {
        QStringList paths;
        for (const QJsonValue &one : json(words("backup list")).out["items"].toArray())
            paths.append(one["path"].toString());
        return paths;
    }

    /// The program and those that it started, as their parents tell.
    static QList<pid_t> family(qint64 program)
    {
        QList<pid_t> all{static_cast<pid_t>(program)};
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QDir threads(QStringLiteral("/proc/%1/task").arg(all[i]));
            for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                QFile file(threads.filePath(thread + QStringLiteral("/children")));
                const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
                for (const QByteArray &child : line.simplified().split(' '))
                    if (const int pid = child.toInt(); pid > 0)
                        all.append(pid);
            }
        }
        return all;
    }
    static void send(const QList<pid_t> &all, int signal)
    {
        for (const pid_t one : all)
            ::kill(one, signal);
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        QVERIFY2(m_server.createDatabase(m_database), qPrintable(m_server.error()));
        QCOMPARE(json(words("migrate up")).status, 0);
        QCOMPARE(json(words("tenant create acme --name Acme")).status, 0);
    }
    void cleanup()
    {
        QVERIFY(m_server.exec(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_database)));
        m_home.reset();
    }

    void sleepsInTheMiddle_data()
    {
        QTest::addColumn<bool>("isRestore");
        QTest::addColumn<bool>("waits");
        QTest::newRow("backup; the server waits") << false << true;
        QTest::newRow("backup; the server gives up") << false << false;
        QTest::newRow("restore; the server waits") << true << true;
        QTest::newRow("restore; the server gives up") << true << false;
    }
    void sleepsInTheMiddle()
    {
        QFETCH(bool, isRestore);
        QFETCH(bool, waits);
        QStringList act{"backup", "create"};
        if (isRestore) {
            QCOMPARE(json(act).status, 0);
            QCOMPARE(json(words("tenant create beta --name Beta")).status, 0);
            act = {"backup", "restore", backups().value(0), "--yes"};
        }
        const QStringList before = backups();
        // Somebody holds a table that both have to wait for.
        QProcess holder;
        holder.start(QStringLiteral("psql"), {QStringLiteral("-qX"), m_server.superuserUrl(m_database)});
        holder.write("SET application_name = 'holder'; BEGIN; LOCK TABLE plancia.tenant_redirects IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600);\n");
        const QString held = QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holder' AND query LIKE 'SELECT pg_sleep%'");
        QTRY_COMPARE_WITH_TIMEOUT(value(held), QStringLiteral("1"), 20'000);
        const auto program = startProgram(QStringLiteral("planciactl"), QStringList{QStringLiteral("--json")} + onServer(act));
        QTRY_VERIFY_WITH_TIMEOUT(value(QStringLiteral("SELECT count(*) FROM pg_locks WHERE NOT granted")) != u"0", 30'000);
        const QList<pid_t> asleep = family(program->processId());
        send(asleep, SIGSTOP);
        if (!waits)
            QVERIFY(m_server.exec(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'plancia%'")));
        QVERIFY(m_server.exec(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holder'")));
        holder.waitForFinished();
        send(asleep, SIGCONT);
        const Ran ran = finishProgram(*program);
        QCOMPARE(ran.status == 0, waits);
        QVERIFY2(waits || !ran.code().isEmpty(), ran.err.constData());
        QCOMPARE(tenants(), isRestore && !waits ? QStringLiteral("acme beta") : QStringLiteral("acme"));
        QVERIFY2(backups().size() == before.size() + (waits ? 1 : 0) || isRestore, qPrintable(backups().join(u' '))); // a restore keeps what was there
        for (const QString &path : backups())
            if (QDir::isAbsolutePath(path)) // else a schema that a restore moved away
                QCOMPARE(json({"backup", "verify", path}).status, 0);
        if (waits)
            return;
        const Ran again = json(act);
        QVERIFY2(again.status == 0, again.err.constData());
        QCOMPARE(tenants(), QStringLiteral("acme"));
    }
};

QTEST_GUILESS_MAIN(ServerSleepTest)
#include "tst_serversleep.moc"
