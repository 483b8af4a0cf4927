// SPDX-License-Identifier: GPL-3.0-or-later
// Backups that are made by themselves, by the real programs on a real store.
#include "app/wiring/runtime.h"
#include "app/wiring/schedules.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;

namespace {
constexpr int kLongMs = 40'000;

QJsonArray backups() { return ctl(words("backup list")).out.value(QStringLiteral("items")).toArray(); }
int proved()
{
    int n = 0;
    for (const QJsonValue &backup : backups())
        n += backup[QStringLiteral("state")] == QStringLiteral("proved") && backup[QStringLiteral("kind")] == QStringLiteral("scheduled");
    return n;
}
} // namespace

class SchedulesTest : public QObject {
    Q_OBJECT
    /// One that keeps the schedules, and says on its first line where it listens.
    std::unique_ptr<QProcess> startAgent(const QByteArray &more = {})
    {
        const QString config = m_home->filePath(QStringLiteral("agent.toml"));
        QFile file(config);
        if (!file.open(QIODevice::WriteOnly) || file.write("listen = \"off\"\nmetrics_listen = \"off\"\nhealth_listen = \"127.0.0.1:0\"\nbackup_schedules = true\n" + more) <= 0)
            return {};
        file.close();
        auto agent = startProgram(QStringLiteral("plancia-agent"), {QStringLiteral("--config"), config});
        while (!agent->canReadLine() && agent->waitForReadyRead(kLongMs)) { }
        m_health = QUrl(QString::fromUtf8(agent->readLine()).trimmed().section(u' ', -1));
        return agent;
    }
    QJsonObject health() const
    {
        QTcpSocket socket;
        socket.connectToHost(m_health.host(), static_cast<quint16>(m_health.port()));
        socket.write("GET /health/detailed HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray bytes;
        while (socket.waitForReadyRead(5000))
            bytes += socket.readAll();
        return QJsonDocument::fromJson(bytes.mid(bytes.indexOf("\r\n\r\n") + 4)).object();
    }
    QUrl m_health;

private slots:
    void init() { m_home = std::make_unique<TemporaryHome>(); }
    void cleanup() { m_home.reset(); }

    void showsAndSetsThePolicy()
    {
        Ran shown = ctl(words("backup policy"));
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.out[QStringLiteral("every")], QStringLiteral("off"));
        QCOMPARE(shown.out[QStringLiteral("daily")], 7);
        QCOMPARE(ctl(words("backup policy --every week --weekday 5 --at 04:30 --keep-daily 3 --max-age 200 --archive-size 512")).status, 0);
        shown = ctl(words("backup policy"));
        QCOMPARE(shown.out[QStringLiteral("every")], QStringLiteral("week"));
        QCOMPARE(shown.out[QStringLiteral("weekday")], 5);
        QCOMPARE(shown.out[QStringLiteral("hour")], 4);
        QCOMPARE(shown.out[QStringLiteral("minute")], 30);
        QCOMPARE(shown.out[QStringLiteral("daily")], 3);
        QCOMPARE(shown.out[QStringLiteral("weekly")], 4); // as it was
        QCOMPARE(shown.out[QStringLiteral("max_age_hours")], 200);
        QCOMPARE(shown.out[QStringLiteral("archive_max_bytes")], 512 << 20);
        // It is an act in the trail.
        const Ran trail = ctl(words("audit list --action BACKUP_POLICY"));
        QCOMPARE(trail.out[QStringLiteral("items")].toArray().size(), 1);
    }

    void refusesWhatIsNoPolicy_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *arguments : {"--every year", "--at 25:00", "--at noon", "--weekday 8", "--monthday 0", "--keep-daily -1",
                                      "--keep-monthly 1001", "--max-age x", "--archive-size 0"})
            QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
    void refusesWhatIsNoPolicy()
    {
        QFETCH(QString, arguments);
        const Ran before = ctl(words("backup policy"));
        const Ran refused = ctl(words("backup policy") + arguments.split(u' '));
        QCOMPARE(refused.status, 65);
        QVERIFY(refused.out.isEmpty());
        QCOMPARE(ctl(words("backup policy")).out, before.out);
    }

    void makesProvesAndThenWaits()
    {
        QCOMPARE(ctl(words("backup run")).out[QStringLiteral("due")], false); // by hand only
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        const Ran first = ctl(words("backup run"));
        QCOMPARE(first.status, 0);
        QCOMPARE(first.out[QStringLiteral("due")], true);
        QCOMPARE(first.out[QStringLiteral("made")][QStringLiteral("state")], QStringLiteral("proved"));
        QCOMPARE(first.out[QStringLiteral("made")][QStringLiteral("kind")], QStringLiteral("scheduled"));
        const Ran second = ctl(words("backup run"));
        QCOMPARE(second.out[QStringLiteral("due")], false);
        QCOMPARE(backups().size(), 1);
    }

    void endsWithAStatusWhenNoneIsProved()
    {
        QCOMPARE(ctl(words("backup status")).status, 0); // the store is young
        QVERIFY(edit("UPDATE schema_migrations SET applied_at = 1"));
        Ran status = ctl(words("backup status"));
        QCOMPARE(status.status, 74);
        QCOMPARE(status.out[QStringLiteral("alarm")], QStringLiteral("never"));
        QCOMPARE(ctl(words("backup create")).status, 0);
        QCOMPARE(ctl(words("backup status")).status, 74); // made is not proved
        QCOMPARE(ctl({QStringLiteral("backup"), QStringLiteral("prove"), backups().first()[QStringLiteral("path")].toString()}).status, 0);
        status = ctl(words("backup status"));
        QCOMPARE(status.status, 0);
        QCOMPARE(status.out[QStringLiteral("alarm")], QStringLiteral("good"));
        QCOMPARE(ctl(words("backup policy --max-age 0")).status, 0);
        QCOMPARE(ctl(words("backup status")).out[QStringLiteral("alarm")], QStringLiteral("off"));
    }

    /// A timer, a console and an agent may look in the same second.
    void oneOfManyMakesIt()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        std::vector<std::unique_ptr<QProcess>> all;
        for (int i = 0; i < 5; ++i)
            all.push_back(startProgram(QStringLiteral("planciactl"), words("--json backup run")));
        int made = 0;
        for (const auto &process : all) {
            const Ran ran = finishProgram(*process);
            QVERIFY2(ran.status == 0, ran.err.constData());
            made += ran.out[QStringLiteral("made")].isObject();
        }
        QCOMPARE(made, 1);
        QCOMPARE(backups().size(), 1);
    }

    void leavesItToWhoHoldsTheLock()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        const int lock = ::open(QFile::encodeName(m_home->filePath(QStringLiteral("data/schedule-local.lock"))).constData(), O_RDWR | O_CREAT, 0600);
        QCOMPARE(::flock(lock, LOCK_EX), 0);
        const Ran ran = ctl(words("backup run"));
        ::close(lock);
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.out[QStringLiteral("elsewhere")], true);
        QCOMPARE(backups().size(), 0);
        QCOMPARE(ctl(words("backup run")).out[QStringLiteral("elsewhere")], false);
        QCOMPARE(backups().size(), 1);
    }

    /// What goes wrong is an error, and due it stays.
    void failsLoudly()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        QVERIFY(QDir(m_home->filePath(QStringLiteral("backups"))).removeRecursively());
        QFile file(m_home->filePath(QStringLiteral("backups")));
        QVERIFY(file.open(QIODevice::WriteOnly)); // where the folder should be
        QVERIFY(ctl(words("backup run")).status != 0);
        QVERIFY(file.remove());
        QCOMPARE(ctl(words("backup run")).out[QStringLiteral("due")], true);
        QCOMPARE(proved(), 1);
    }

    /// A store that is damaged in itself: one copy of it, which is not proved, and no further ones until the next day.
    void aDamagedStoreIsNotCopiedAgainAndAgain()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        {
            QFile store(m_home->filePath(QStringLiteral("data/control.db")));
            QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(36)); // the number of free pages (file format, 1.3)
            QVERIFY(store.write(QByteArray::fromHex("00000007")) == 4);
        }
        const Ran first = ctl(words("backup run"));
        QCOMPARE(first.status, 74);
        QCOMPARE(first.code(), QStringLiteral("BKP_006"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(ctl(words("backup run")).out[QStringLiteral("due")], false);
        QCOMPARE(backups().size(), 1);
        QCOMPARE(proved(), 0);
    }

    /// Its proof was broken off: that alone is made up for.
    void aProofThatWasBrokenOffIsMadeUpFor()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        QCOMPARE(ctl(words("backup run")).status, 0);
        const QString path = backups().first()[QStringLiteral("path")].toString();
        QVERIFY(QFile::remove(path + QStringLiteral("/state.json")));
        QCOMPARE(proved(), 0);
        const Ran again = ctl(words("backup run"));
        QCOMPARE(again.out[QStringLiteral("due")], false);
        QCOMPARE(again.out[QStringLiteral("made")][QStringLiteral("state")], QStringLiteral("proved"));
        QCOMPARE(backups().size(), 1);
    }

    void aStrangeTimeZoneHangsNothing()
    {
        qputenv("TZ", "/usr/share/zoneinfo/Europe/Rome"); // which Qt does not know
        const auto leave = qScopeGuard([] { qunsetenv("TZ"); });
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        QCOMPARE(ctl(words("backup status")).status, 0);
    }

    void theAgentKeepsThem()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        const auto agent = startAgent();
        QTRY_COMPARE_WITH_TIMEOUT(proved(), 1, kLongMs);
        QTRY_COMPARE(health()[QStringLiteral("status")], QStringLiteral("ok"));
        QCOMPARE(agent->state(), QProcess::Running);
        ::kill(static_cast<pid_t>(agent->processId()), SIGTERM);
        QCOMPARE(finishProgram(*agent).status, 0);
    }

    /// One workspace without a proved backup is not hidden by another that has one.
    void noneProvedIsOlderThanAnything()
    {
        using State = BackupAlarm::State;
        QCOMPARE(wiring::oldestProved({}), std::nullopt);
        QCOMPARE(wiring::oldestProved({{State::Good, 7'000, 24, 7'000}, {State::Late, 5'000, 24, 5'000}}), std::optional<qint64>(5'000));
        QCOMPARE(wiring::oldestProved({{State::Good, 7'000, 24, 7'000}, {State::NoneYet, 0, 24, 6'000}}), std::nullopt);
    }

    /// A target of their age: a young store without a proved backup raises no alarm of its schedule, and is not "ok" all the same.
    void aTargetTellsThatNoneIsProved()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        {
            QFile store(m_home->filePath(QStringLiteral("data/control.db")));
            QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(36)); // the number of free pages (file format, 1.3)
            QVERIFY(store.write(QByteArray::fromHex("00000007")) == 4);
        }
        const auto agent = startAgent("[[target]]\nname = \"saved\"\nkind = \"backup\"\nmost_hours = 24\nevery = 5\ntimeout_ms = 1000\n");
        const auto saved = [this] {
            for (const QJsonValue &each : health()[QStringLiteral("dependencies")].toArray())
                if (each[QStringLiteral("name")].toString().endsWith(QStringLiteral("saved")))
                    return each[QStringLiteral("status")].toString() + u' ' + each[QStringLiteral("code")].toString();
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(saved(), QStringLiteral("degraded BKP_014"), kLongMs);
    }

    /// A store that is old and damaged in itself: its backups are never proved, and the agent says so to who watches it.
    void theAgentsHealthTellsTheAlarm()
    {
        QCOMPARE(ctl(words("backup policy --every day")).status, 0);
        QVERIFY(edit("UPDATE schema_migrations SET applied_at = 1"));
        {
            QFile store(m_home->filePath(QStringLiteral("data/control.db")));
            QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(36)); // the number of free pages (file format, 1.3)
            QVERIFY(store.write(QByteArray::fromHex("00000007")) == 4);
        }
        const auto agent = startAgent();
        QTRY_COMPARE_WITH_TIMEOUT(health()[QStringLiteral("status")], QStringLiteral("degraded"), kLongMs);
        const QJsonObject dependency = health()[QStringLiteral("dependencies")].toArray().first().toObject();
        QCOMPARE(dependency[QStringLiteral("name")], QStringLiteral("backups"));
        QCOMPARE(dependency[QStringLiteral("code")], QStringLiteral("BKP_014"));
        QCOMPARE(dependency[QStringLiteral("critical")], false); // the service itself is well
    }

    /// As the console does, beside a store that is open and in use.
    void theConsoleKeepsThem()
    {
        QCOMPARE(ctl(words("backup policy --every hour")).status, 0);
        wiring::RuntimeOptions options;
        options.schedules = true;
        options.longRunning = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver((*runtime)->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        QTRY_COMPARE_WITH_TIMEOUT(proved(), 1, kLongMs);
    }

    /// Quitting does not wait for a minute, nor for a server.
    void endsAtOnce()
    {
        wiring::RuntimeOptions options;
        options.schedules = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        QElapsedTimer watch;
        watch.start();
        runtime->reset();
        QVERIFY(watch.elapsed() < 3'000);
    }

private:
    bool edit(const QByteArray &sql) const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }

    std::unique_ptr<TemporaryHome> m_home;
};

QTEST_GUILESS_MAIN(SchedulesTest)
#include "tst_schedules.moc"
