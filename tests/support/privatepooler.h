// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/privatepostgres.h"

namespace plancia::tests {

/// A real pgbouncer in transaction mode before a private server, for one test program: a loopback port, everybody let in as the
/// superuser or as the user that was said. Start it in initTestCase after the server, on the main thread; it dies with that, as the server does.
class PrivatePooler {
public:
    explicit PrivatePooler(const PrivatePostgres &server, const QString &user = QStringLiteral("postgres")) : m_server(server), m_user(user) {}
    ~PrivatePooler();
    PrivatePooler(const PrivatePooler &) = delete;
    PrivatePooler &operator=(const PrivatePooler &) = delete;

    /// Waits until it answers. False: see error().
    bool start();
    QString error() const { return m_error; }
    QString url(const QString &database) const;
    ConnectionProfile profile(const QString &database) const;

private:
    const PrivatePostgres &m_server;
    const QString m_user;
    QProcess m_process;
    QString m_error;
    int m_port = 0;
};

} // namespace plancia::tests
