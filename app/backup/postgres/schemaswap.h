// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <QList>

namespace plancia::backup {

/// A schema that a restore moved aside: what undoes it.
struct MovedAside {
    QString schema;       ///< "plancia_before_20260131t134500z"
    qint64 at = 0;        ///< Unix ms UTC
    qint64 commitNo = 0;  ///< what was live then
    QString restored;     ///< name of the backup that was restored instead
    bool operator==(const MovedAside &) const = default;
};
/// The schema `plancia` changes places with another within one transaction of the caller, who needs a connection that
/// writes. All of these block; what the server refuses comes back as it is.

/// AUTHZ_002 names the GRANT that is missing for a restore; AUTHZ_003 and AUTHZ_004 of a schema that was moved away.
Result<bool> mayRestore(sql::Connection &connection);
/// Renames the live schema. Readers and writers go on in it until the caller commits.
Result<MovedAside> moveAside(sql::Connection &connection, qint64 nowMs, const QString &restored);
/// After another schema `plancia` has come into being: waits for those who write the old one (from here on nobody does,
/// and who waits finds the new one), goes on with its commit number, and starts a new line of history under the same
/// store. BKP_018 when others hold the old one too long.
Result<bool> takeOver(sql::Connection &connection, const MovedAside &old, int patienceMs = 20'000);
/// Newest first.
Result<QList<MovedAside>> listMovedAside(sql::Connection &connection);
/// Gives a schema that was moved aside its name back; the live one is moved aside in turn. NOT_FOUND_003.
Result<MovedAside> bringBack(sql::Connection &connection, const QString &schema, qint64 nowMs);
/// For good. NOT_FOUND_003.
Result<bool> dropMovedAside(sql::Connection &connection, const QString &schema);
/// A session that has run an archive's statements, ready for ours again.
Result<bool> resetSession(sql::Connection &connection);

} // namespace plancia::backup
