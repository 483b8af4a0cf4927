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
    /// False: see error(). Locked is Unlocked and then lockRing(); nobody is there to ask for the password.
    bool start(Ring ring);
    /// Starts the ring's daemon again without the password: what it holds stays, locked.
    bool lockRing();
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
