// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/sessionsecrets.h"
#include "app/secrets/systemkeyring.h"
#include "tests/support/privatebus.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>
#include <csignal>
#include <cstdio>

using namespace plancia;
using namespace plancia::secrets;
using namespace plancia::tests;

namespace {

/// One act on the key ring of this process's bus, in words: the child's part of the tests below. The bus is cached by the
/// libraries, so each act has a process of its own.
QByteArray act(const QStringList &arguments)
{
    SystemKeyRing ring(QStringLiteral("Plancia test"), arguments.value(0).toInt());
    const QString verb = arguments.value(1), key = arguments.value(2);
    const auto word = [](const auto &result) -> QByteArray {
        if (result)
            return *result ? "yes" : "no";
        switch (result.error().code()) {
        case ErrorCode::KeyringMissing: return "missing: " + result.error().fact(u"message").toUtf8();
        case ErrorCode::KeyringLocked: return "locked: " + result.error().fact(u"message").toUtf8();
        default: return "another error";
        }
    };
    if (verb == u"available")
        return word(ring.available().result());
    if (verb == u"write")
        return word(ring.write(key, arguments.value(3)).result());
    if (verb == u"remove")
        return word(ring.remove(key).result());
    const auto read = ring.read(key).result();
    return read && *read ? (*read)->toUtf8() : word(read);
}

} // namespace

class TestKeyRing : public QObject {
    Q_OBJECT
private slots:
    void presentKeepsSecrets()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Unlocked), qPrintable(bus.error()));
        QCOMPARE(run(bus, {"available"}), "yes");
        QCOMPARE(run(bus, {"read", "eu"}), "no");
        QCOMPARE(run(bus, {"write", "eu", "pässwörd 😀"}), "yes");
        QCOMPARE(run(bus, {"read", "eu"}), "pässwörd 😀");
        QCOMPARE(run(bus, {"read", "us"}), "no");
        QCOMPARE(run(bus, {"remove", "eu"}), "yes");
        QCOMPARE(run(bus, {"read", "eu"}), "no");
    }

    void absentIsToldAndNothingIsWritten()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Absent), qPrintable(bus.error()));
        for (const QStringList &arguments : {QStringList{"available"}, {"read", "eu"}, {"write", "eu", "hunter2hunter2"}, {"remove", "eu"}}) {
            const QByteArray said = run(bus, arguments);
            QVERIFY2(said.startsWith("missing"), said.constData());
        }
        QVERIFY(!isSomewhere(bus, "hunter2hunter2"));
    }

    void noBusAtAllIsTold()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Absent), qPrintable(bus.error()));
        bus.stop();
        const QByteArray said = run(bus, {"available"});
        QVERIFY2(said.startsWith("missing"), said.constData());
    }

    void lockedIsTold()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Unlocked), qPrintable(bus.error()));
        QCOMPARE(run(bus, {"write", "us", "kept"}), "yes");
        QVERIFY2(bus.lockRing(), qPrintable(bus.error()));
        QByteArray said = run(bus, {"read", "us"});
        QVERIFY2(said.startsWith("locked"), said.constData());
        said = run(bus, {"write", "eu", "hunter2hunter2"});
        QVERIFY2(said.startsWith("locked"), said.constData());
        QVERIFY(!isSomewhere(bus, "hunter2hunter2"));
    }

    void aHangingServiceIsGivenUp()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Unlocked), qPrintable(bus.error()));
        QVERIFY(::kill(static_cast<pid_t>(bus.ringProcessId()), SIGSTOP) == 0);
        QElapsedTimer elapsed;
        elapsed.start();
        const QByteArray said = run(bus, {"available"}, 1000);
        ::kill(static_cast<pid_t>(bus.ringProcessId()), SIGCONT);
        QVERIFY2(said.startsWith("locked: no answer"), said.constData());
        QVERIFY(elapsed.elapsed() < 20'000);
    }

    void sessionSecretsLiveInMemory()
    {
        SessionSecrets secrets;
        const ConnectionId id(newUuid());
        QVERIFY(!secrets.get(id));
        secrets.set(id, QStringLiteral("a"));
        secrets.set(id, QStringLiteral("b"));
        QCOMPARE(secrets.get(id).value(), QStringLiteral("b"));
        QVERIFY(!secrets.get(ConnectionId(newUuid())));
        secrets.remove(id);
        QVERIFY(!secrets.get(id));
    }

private:
    QByteArray run(const PrivateBus &bus, const QStringList &arguments, int timeoutMs = 5000)
    {
        QProcess child;
        child.setProcessEnvironment(bus.environment());
        child.start(QCoreApplication::applicationFilePath(),
                    QStringList{QStringLiteral("--act"), QString::number(timeoutMs)} + arguments);
        if (!child.waitForFinished(60'000))
            return "the child hangs";
        return child.readAllStandardOutput();
    }
    /// A secret in plain text in any file below the bus's home.
    static bool isSomewhere(const PrivateBus &bus, const QByteArray &secret)
    {
        QDirIterator files(bus.environment().value(QStringLiteral("HOME")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
                return true;
        }
        return false;
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == u"--act") {
        const QByteArray said = act(arguments.mid(2));
        std::fwrite(said.constData(), 1, static_cast<size_t>(said.size()), stdout);
        return 0;
    }
    TestKeyRing test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keyring.moc"
