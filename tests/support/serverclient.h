// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/pgconnection.h"
#include "tests/support/privatepostgres.h"

#include <chrono>
#include <future>

namespace plancia::tests {

/// Somebody else's session of a private server, over its Unix socket and without a password. Whoever uses it links app/postgres.
class ServerClient {
public:
    ServerClient(const PrivatePostgres &server, const QString &user, const QString &database, const QString &application = QStringLiteral("shop"))
    {
        ConnectionProfile profile = server.profile(user, database);
        profile.host = server.socketFolder();
        auto opened = postgres::PgConnection::open(profile, std::nullopt);
        if (!opened)
            return;
        m_connection = std::move(*opened);
        if (!run("SET application_name = " + quoted(application)) || !m_connection->begin({}))
            return;
        if (auto rows = m_connection->query("SELECT pg_backend_pid()::int8"); rows)
            m_pid = (*rows)[0].integer(0);
        m_connection->rollback();
    }
    ~ServerClient()
    {
        if (m_running.valid() && m_connection)
            m_connection->interrupter()();
        if (m_running.valid())
            m_running.wait();
    }
    ServerClient(const ServerClient &) = delete;
    ServerClient &operator=(const ServerClient &) = delete;

    qint64 pid() const { return m_pid; } ///< 0: it did not come in
    /// Statements one after another; a transaction that they leave open stays open.
    bool run(const QByteArray &sql) { return m_connection && m_connection->script(sql).has_value(); }
    /// The same on another thread, for what waits. One at a time.
    void start(const QByteArray &sql)
    {
        m_running = std::async(std::launch::async, [this, sql] { return m_connection->script(sql); });
    }
    bool isRunning() const { return m_running.valid() && m_running.wait_for(std::chrono::seconds(0)) != std::future_status::ready; }
    /// How what was started ended; blocks until it has.
    Result<bool> ended() { return m_running.get(); }

private:
    static QByteArray quoted(const QString &text) { return '\'' + text.toUtf8().replace('\'', "''") + '\''; }

    std::unique_ptr<postgres::PgConnection> m_connection;
    std::future<Result<bool>> m_running;
    qint64 m_pid = 0;
};

} // namespace plancia::tests
