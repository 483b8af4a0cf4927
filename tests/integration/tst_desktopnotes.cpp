// SPDX-License-Identifier: GPL-3.0-or-later
// "plancia" tells an alert to the desktop: the real program on a private session bus, with a service of notifications that is the test.
#include "tests/support/privatebus.h"
#include "tests/support/temporaryhome.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;

/// What a desktop has.
class Notifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Note {
        uint id, replaces;
        QString summary, body;
        uint urgency;
    };
    QList<Note> notes;

public slots:
    QStringList GetCapabilities() { return {QStringLiteral("body"), QStringLiteral("body-markup"), QStringLiteral("actions")}; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &summary, const QString &body, const QStringList &, const QVariantMap &hints, int)
    {
        const uint id = replaces > 0 ? replaces : ++m_last;
        notes.append({id, replaces, summary, body, hints.value(QStringLiteral("urgency")).value<uchar>()});
        return id;
    }

private:
    uint m_last = 40;
};

class TestDesktopNotes : public QObject {
    Q_OBJECT

private slots:
    void anAlertIsTold()
    {
        PrivateBus bus;
        QVERIFY2(bus.start(PrivateBus::Ring::Absent), qPrintable(bus.error()));
        QDBusConnection desktop = QDBusConnection::connectToBus(bus.environment().value(QStringLiteral("DBUS_SESSION_BUS_ADDRESS")), QStringLiteral("desktop"));
        QVERIFY(desktop.isConnected());
        Notifications service;
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &service, QDBusConnection::ExportAllSlots));
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));

        TemporaryHome home;
        QDir().mkpath(home.filePath(QStringLiteral("config")));
        QFile::setPermissions(home.filePath(QStringLiteral("config")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile rules(home.filePath(QStringLiteral("config/alerts.toml")));
        QVERIFY(rules.open(QIODevice::WriteOnly));
        rules.write("usual_rules = false\n[[rule]]\nname = \"memory\"\ntitle = \"Memory <b>full</b>\"\nseverity = \"critical\"\nsource = \"self\"\n"
                    "metric = \"self.rss_bytes\"\nwindow = \"5s\"\nabove = 1\n");
        rules.close();

        QProcess console;
        QProcessEnvironment environment = bus.environment();
        for (const QString &name : {QStringLiteral("PLANCIA_HOME"), QStringLiteral("PLANCIA_BIN")})
            environment.insert(name, qEnvironmentVariable(qPrintable(name)));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        console.setProcessEnvironment(environment);
        console.start(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/plancia"), {});
        QTRY_VERIFY_WITH_TIMEOUT(!service.notes.isEmpty(), 30'000);
        QCOMPARE(service.notes[0].summary, QStringLiteral("Memory <b>full</b>"));
        QCOMPARE(service.notes[0].body, QStringLiteral("self"));
        QCOMPARE(service.notes[0].urgency, 2u);
        QTest::qWait(3'000);
        QCOMPARE(service.notes.size(), 1); // once
        console.terminate();
        QVERIFY(console.waitForFinished(15'000));
        QCOMPARE(console.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDesktopNotes)
#include "tst_desktopnotes.moc"
