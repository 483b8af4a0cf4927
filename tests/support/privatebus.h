// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace plancia::tests {

/// A private D-Bus session bus, with or without a gnome-keyring on it, for programs that are started with environment().
/// (Libraries cache the bus of their process, so a test of the key ring runs itself again as a child.)
/// Start it on the main thread: both daemons are told to die when that thread does.
class PrivateBus {
public:
    enum class Ring { Absent, Unlocked, Locked };

    ~PrivateBus();
    /// False: see error(). A locked ring is one that was made unlocked and whose daemon was started again without the
    /// password; nobody is there to ask for it.
    bool start(Ring ring);
    void stop();
    QProcessEnvironment environment() const { return m_environment; }
    qint64 ringProcessId() const { return m_ring.processId(); }
    QString error() const { return m_error; }

private:
    bool startBus();
    bool startRing(bool unlock);
    static void end(QProcess &process);

    QTemporaryDir m_home;
    QProcess m_bus, m_ring;
    QProcessEnvironment m_environment;
    QString m_error;
};

} // namespace plancia::tests
