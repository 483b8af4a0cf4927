// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporaryhome.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace plancia;

/// The program `plancia` from outside: its command line, its second start, and the command line beside it.
class ConsoleTest : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;

    static QString program(const QString &name) { return qEnvironmentVariable("PLANCIA_BIN") + u'/' + name; }

    /// Runs to its end and gives the exit status; -1 when it did not end.
    static int run(const QString &name, const QStringList &arguments, QByteArray *out = nullptr, QByteArray *err = nullptr,
                   const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(program(name), arguments);
        if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        if (out)
            *out = process.readAllStandardOutput();
        if (err)
            *err = process.readAllStandardError();
        return process.exitCode();
    }
    QByteArray log() const
    {
        QFile file(m_home->filePath(QStringLiteral("logs/plancia.log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init() { m_home = std::make_unique<tests::TemporaryHome>(); }
    void cleanup() { m_home.reset(); }

    void explainsItself()
    {
        QByteArray out;
        QCOMPARE(run("plancia", {"--help"}, &out), 0);
        QVERIFY(out.startsWith("Usage: plancia ") && out.contains("--tour"));
        QCOMPARE(run("plancia", {"--version"}, &out), 0);
        QVERIFY(out.startsWith("plancia "));
    }

    void saysWhatIsWrongWithTheCommandLine()
    {
        QByteArray err;
        QCOMPARE(run("plancia", {"--no-such-option"}, nullptr, &err), 64);
        QVERIFY2(err.contains("VAL_005"), err.constData());
        QCOMPARE(run("plancia", {"--log-level", "loud"}, nullptr, &err), 65);
        QVERIFY2(err.contains("VAL_011"), err.constData());
    }

    void saysThatThereIsNoDisplay()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        QByteArray err;
        QCOMPARE(run("plancia", {}, nullptr, &err, environment), 78);
        QVERIFY2(err.contains("CONFIG_005"), err.constData());
        QCOMPARE(run("plancia", {"--version"}, nullptr, nullptr, environment), 0);
    }

    /// What ends the console each time it is opened is not opened for ever.
    void theThirdStartOpensNothing()
    {
        const QString note = m_home->filePath(QStringLiteral("data/starting"));
        {
            QProcess first;
            first.start(program("plancia"), {"--workspace", "local"});
            const auto remembered = [&] {
                const QString sql = QStringLiteral("SELECT count(*) FROM preferences WHERE key = 'workspace.last' AND value LIKE '%local%'");
                QProcess sqlite;
                sqlite.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), m_home->filePath(QStringLiteral("data/console.db")), sql});
                return sqlite.waitForFinished() && sqlite.readAllStandardOutput().trimmed() == "1";
            };
            QTRY_VERIFY_WITH_TIMEOUT(remembered(), 20'000);
            first.terminate();
            QVERIFY(first.waitForFinished());
        }
        const auto start = [&](int number) {
            auto console = std::make_unique<QProcess>();
            console->start(program("plancia"), {});
            const auto count = [&] {
                QFile file(note);
                return file.open(QIODevice::ReadOnly) ? file.readAll().toInt() : 0;
            };
            return QTest::qWaitFor([&] { return count() == number; }, 20'000) ? std::move(console) : nullptr;
        };
        const auto opensNothing = [this] { return log().contains("nothing is opened"); };
        for (const int number : {1, 2}) {
            const auto dies = start(number);
            QVERIFY(dies);
            dies->kill(); // at once: one that lives for some seconds counts no more
            QVERIFY(dies->waitForFinished());
        }
        QVERIFY(!opensNothing());
        const auto lives = start(3);
        QVERIFY(lives);
        QTRY_VERIFY_WITH_TIMEOUT(opensNothing(), 20'000);
        QCOMPARE(run("plancia", {}), 0); // it listens since before; whoever is answered knows that it runs
        lives->terminate(); // by a person: it lived
        QVERIFY(lives->waitForFinished());
        QVERIFY(!QFile::exists(note));
        const auto again = start(1); // and the next one begins to count anew
        QVERIFY(again);
        again->kill();
        QVERIFY(again->waitForFinished());
    }

    void secondStartRaisesTheFirst()
    {
        QProcess first;
        first.start(program("plancia"), {"--workspace", "local"});
        QVERIFY(first.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_home->filePath("data/control.db")), 20'000);
        // It listens before it shows its window, so from here on a second start finds it.
        QCOMPARE(run("plancia", {}), 0);
        QCOMPARE(first.state(), QProcess::Running);

        // The command line writes while the window is open: they take turns.
        QByteArray out;
        QCOMPARE(run("planciactl", {"tenant", "create", "acme", "--name", "Acme", "--json"}, &out), 0);
        QCOMPARE(run("planciactl", {"tenant", "show", "acme", "--json"}, &out), 0);
        QVERIFY(out.contains("\"acme\""));

        first.terminate();
        QVERIFY(first.waitForFinished(20'000));
    }

    void aStartThatShallNotWriteHasItsOwnWindow()
    {
        QProcess first;
        first.start(program("plancia"), {"--workspace", "local"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_home->filePath("data/control.db")), 20'000);
        QProcess second;
        second.start(program("plancia"), {"--read-only", "--workspace", "local"});
        QTRY_VERIFY_WITH_TIMEOUT(log().count("wiring: started") >= 2 || second.state() == QProcess::NotRunning, 20'000);
        QCOMPARE(second.state(), QProcess::Running); // had it given its wish to the first, that would write
        for (QProcess *console : {&second, &first}) {
            console->terminate();
            QVERIFY(console->waitForFinished(20'000));
        }
    }

    /// A thread that waits for a disk for ever holds no closed window.
    void endsThoughTheDiskNeverAnswers()
    {
        QProcess first; // makes the stores
        first.start(program("plancia"), {"--workspace", "local"});
        QTRY_VERIFY_WITH_TIMEOUT(log().contains("wiring: started") && QFile::exists(m_home->filePath("data/control.db")), 20'000);
        first.terminate();
        QVERIFY(first.waitForFinished(20'000));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QCoreApplication::applicationDirPath() + QStringLiteral("/libplancia_ioshim.so"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_ROOT"), m_home->filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("PLANCIA_FAULT_CALLS"), QStringLiteral("unlink"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_KIND"), QStringLiteral("hang"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_AT"), QStringLiteral("1"));
        environment.insert(QStringLiteral("PLANCIA_FAULT_LOG"), m_home->filePath(QStringLiteral("met")));
        QProcess console;
        console.setProcessEnvironment(environment);
        console.start(program("plancia"), {"--workspace", "local"});
        QTRY_VERIFY_WITH_TIMEOUT(log().count("wiring: started") >= 2, 20'000);
        console.terminate();
        QVERIFY(!console.waitForFinished(5'000)); // it tries
        QVERIFY(console.waitForFinished(30'000));
        QCOMPARE(console.exitStatus(), QProcess::NormalExit);
        const QByteArray said = console.readAllStandardError();
        QVERIFY2(said.contains("IO_004") && said.contains("did not answer"), said.constData());
        QVERIFY2(console.exitCode() != 0, said.constData());
        QCOMPARE(run("planciactl", {"store", "check"}), 0);
    }

    void killedConsoleIsNoObstacle()
    {
        QProcess first;
        first.start(program("plancia"), {"--workspace", "local"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_home->filePath("data/control.db")), 20'000);
        first.kill();
        QVERIFY(first.waitForFinished(10'000));
        QProcess second;
        second.start(program("plancia"), {});
        QVERIFY(second.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(log().count("wiring: started") >= 2, 20'000);
        QCOMPARE(second.state(), QProcess::Running);
        second.terminate();
        QVERIFY(second.waitForFinished(20'000));
    }
};

QTEST_GUILESS_MAIN(ConsoleTest)
#include "tst_console.moc"
