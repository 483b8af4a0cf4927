// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "app/backup/postgres/tools.h"
#include "models/domain/connection.h"

#include <memory>
#include <sys/types.h>

namespace plancia::backup {

/// A PostgreSQL server for the time of one look: under the user's own account, in a folder of its own, with a Unix socket
/// that nobody else may open and no TCP. Stopped and removed with the object, on any thread; told to end when the thread
/// that started it does. PostgreSQL refuses to run as root: then it runs as the account that its package made.
class PrivateServer {
public:
    /// `scratch` holds its data. Removes what servers of dead processes left there. Blocks for some seconds.
    /// BKP_013 names the server's package, BKP_003, IO_*, INTERNAL_003.
    static Result<std::unique_ptr<PrivateServer>> start(const PgTools &tools, int major, const QString &scratch,
                                                        const CancelToken &cancel);
    ~PrivateServer();
    PrivateServer(const PrivateServer &) = delete;
    PrivateServer &operator=(const PrivateServer &) = delete;

    /// Its superuser, for making what is needed.
    ConnectionProfile superuser() const { return profile(QStringLiteral("postgres"), QStringLiteral("postgres")); }
    ConnectionProfile profile(const QString &user, const QString &database) const;
    const QString &folder() const { return m_folder; }

private:
    PrivateServer() = default;
    Result<bool> makeFolder(const QString &scratch);
    Result<bool> initialise(const QString &initdb, const CancelToken &cancel);
    Result<bool> launch(const QString &postgres);
    Result<bool> waitUntilReady(const CancelToken &cancel);
    bool hasEnded();
    QString lastWords() const;

    QString m_folder;
    Fd m_lock; ///< says that our process lives
    uid_t m_user = 0;
    gid_t m_group = 0;
    pid_t m_process = 0;
};

} // namespace plancia::backup
