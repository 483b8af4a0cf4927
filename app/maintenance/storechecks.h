// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/sqliteconnection.h"
#include "models/domain/maintenance.h"
#include "models/domain/schedule.h"

#include <QUuid>

namespace plancia::maintenance {

/// What the checks of a store need to know besides its connection.
struct StoreFacts {
    QString path;
    QString migrations;          ///< resource folder
    QUuid historyId;
    CheckReport previous;        ///< of the last look, which knew a commit number
    std::optional<Error> foreignWriter;
    qint64 lostTo = -1; ///< the newest commit that only the archive has; -1: nothing is lost
    std::optional<BackupAlarm> backups; ///< nothing where this store is not backed up
    qint64 nowMs = 0;
};

/// One of storeChecks() that is no rule, on a read-only connection of its own with a read transaction open. An error is
/// told as Crashed.
CheckResult checkStore(sql::SqliteConnection &connection, QStringView name, const StoreFacts &facts);

} // namespace plancia::maintenance
