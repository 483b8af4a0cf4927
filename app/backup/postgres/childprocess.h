// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QByteArrayView>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <sys/types.h>

namespace plancia::backup {

/// One run of a program of PostgreSQL, in a process group of its own that ends with the thread that started it.
/// Blocks; any thread. What the program prints is handed on as it comes, so memory does not grow with it.
struct ChildProcess {
    QString program;
    QStringList arguments; ///< readable by every user of the computer: no secrets
    QProcessEnvironment environment = cleanEnvironment();
    std::function<Result<bool>(QByteArrayView)> output = {}; ///< an error from it ends the program and is returned
    std::function<void(const QByteArray &)> errorLine = {};  ///< each line of standard error, without its end
    std::function<void()> tick = {};                         ///< about every 50 ms
    struct Account {
        uid_t user;
        gid_t group;
    };
    std::optional<Account> account = {}; ///< whom it runs as, when that is not us (who must be root then)

    /// BKP_013 when it cannot be started, INTERNAL_003 when cancelled (the whole group is ended then), IO_001 when it
    /// found the disk full, else BKP_003 with its last words.
    Result<bool> run(const CancelToken &cancel) const;

    /// Ours without anything that libpq reads, and with messages in English.
    static QProcessEnvironment cleanEnvironment();
};

} // namespace plancia::backup
