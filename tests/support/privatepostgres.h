// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>

namespace plancia::tests {

/// What statements say that are sent at once (so that they are one transaction) over a connection of their own, which may lead
/// through a pooler.
struct Answer {
    bool isDone = false;
    QString first; ///< the first field of the first row of the last one
    QString error;
};
Answer answerTo(const QString &sql, const QString &url);

/// A private real PostgreSQL for one test program: own data folder below /tmp, loopback port and Unix socket, fsync off.
/// Start it once, in initTestCase, on the main thread: the server is told to die when that thread does, so that a crashed
/// test leaves none behind. PostgreSQL refuses to run as root; then it runs as postgres or nobody.
/// The superuser is "postgres" and needs no password; every other user needs one over TCP (scram-sha-256), none over the
/// Unix socket.
class PrivatePostgres {
public:
    struct Options {
        bool tls = false;     ///< with a self-signed certificate for "localhost"; see certificate()
        QStringList settings; ///< "name=value" of postgresql.conf
    };
    enum class Stop { Fast, Immediate };

    explicit PrivatePostgres(Options options);
    PrivatePostgres() : PrivatePostgres(Options()) {}
    ~PrivatePostgres();
    PrivatePostgres(const PrivatePostgres &) = delete;
    PrivatePostgres &operator=(const PrivatePostgres &) = delete;

    /// Makes the data folder at the first call; waits until the server answers. False: see error().
    bool start();
    void stop(Stop how = Stop::Fast);
    bool restart(Stop how = Stop::Fast);
    bool isRunning() const { return m_server.state() != QProcess::NotRunning; }
    /// What went wrong last, with the end of the server's log.
    QString error() const { return m_error; }

    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; } ///< stays the same over stop and start
    QString socketFolder() const { return m_folder.path(); }
    QString certificate() const { return m_folder.filePath(QStringLiteral("server.crt")); }
    QString log() const;

    QString url(const QString &user, const QString &database) const;
    QString superuserUrl(const QString &database = QStringLiteral("postgres")) const
    {
        return url(QStringLiteral("postgres"), database);
    }
    ConnectionProfile profile(const QString &user, const QString &database) const;

    /// The command that runs a program as the server's user and ends it with this thread.
    QStringList asServerUser(const QString &program, const QStringList &arguments) const;

    bool createDatabase(const QString &name);
    /// LOGIN with this password; `attributes` such as "CREATEROLE" or "IN ROLE plancia_admin".
    bool createUser(const QString &name, const QString &password, const QString &attributes = {});
    /// One or many statements as the superuser. False: see error().
    bool exec(const QString &sql, const QString &database = QStringLiteral("postgres"));
    /// The first field of the first row; empty without one.
    QString value(const QString &sql, const QString &database = QStringLiteral("postgres"));

private:
    bool prepare();
    bool run(const QString &program, const QStringList &arguments);
    bool launch();
    bool waitUntilReady();
    QString binary(const QString &name) const;

    Options m_options;
    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_serverUser; ///< empty: the current user
    QString m_error;
    int m_port = 0;
    bool m_prepared = false;
    bool m_hasRun = false;
};

} // namespace plancia::tests
