// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatebus.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <csignal>
#include <sys/prctl.h>

namespace plancia::tests {

namespace {
void dieWithParent(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

/// No service may be started by name: what is on this bus is what the test put there.
const char *const kBusConfig = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%1</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
)";
} // namespace

PrivateBus::~PrivateBus() { stop(); }

void PrivateBus::end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(5'000)) {
        process.kill();
        process.waitForFinished(5'000);
    }
}

void PrivateBus::stop()
{
    end(m_ring);
    end(m_bus);
}

bool PrivateBus::start(Ring ring)
{
    if (!startBus())
        return false;
    switch (ring) {
    case Ring::Absent:
        return true;
    case Ring::Unlocked:
        return startRing(true);
    case Ring::Locked:
        return startRing(true) && lockRing();
    }
    return false;
}

bool PrivateBus::lockRing()
{
    end(m_ring);
    return startRing(false);
}

bool PrivateBus::startBus()
{
    for (const QString &folder : {QStringLiteral("run"), QStringLiteral("data"), QStringLiteral("config")})
        QDir(m_home.path()).mkpath(folder);
    QFile::setPermissions(m_home.filePath(QStringLiteral("run")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString socket = m_home.filePath(QStringLiteral("bus"));
    QFile config(m_home.filePath(QStringLiteral("bus.conf")));
    if (!config.open(QIODevice::WriteOnly))
        return false;
    config.write(QString::fromLatin1(kBusConfig).arg(socket).toUtf8());
    config.close();

    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(QStringLiteral("HOME"), m_home.path());
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.filePath(QStringLiteral("run")));
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home.filePath(QStringLiteral("config")));
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=") + socket);
    m_environment.remove(QStringLiteral("DISPLAY"));

    dieWithParent(m_bus);
    m_bus.setProcessEnvironment(m_environment);
    m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                                                QStringLiteral("--config-file=") + config.fileName()});
    if (m_bus.waitForReadyRead(10'000))
        return true;
    m_error = QStringLiteral("dbus-daemon: ") + QString::fromUtf8(m_bus.readAllStandardError());
    return false;
}

bool PrivateBus::startRing(bool unlock)
{
    dieWithParent(m_ring);
    m_ring.setProcessEnvironment(m_environment);
    m_ring.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
    if (unlock)
        arguments << QStringLiteral("--unlock");
    m_ring.start(QStringLiteral("gnome-keyring-daemon"), arguments);
    if (unlock) {
        m_ring.write("a password of the test");
        m_ring.closeWriteChannel();
    }
    const QDeadlineTimer deadline(10'000);
    while (!deadline.hasExpired()) {
        QProcess ask;
        ask.setProcessEnvironment(m_environment);
        ask.start(QStringLiteral("dbus-send"),
                  {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.DBus"),
                   QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus.NameHasOwner"),
                   QStringLiteral("string:org.freedesktop.secrets")});
        if (ask.waitForFinished(5'000) && ask.readAllStandardOutput().contains("true"))
            return true;
        if (m_ring.waitForFinished(20))
            break;
    }
    m_error = QStringLiteral("gnome-keyring-daemon: ") + QString::fromUtf8(m_ring.readAll());
    return false;
}

} // namespace plancia::tests
