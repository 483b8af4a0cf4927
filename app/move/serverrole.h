// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <functional>
#include <optional>

/// What a move asks of the connected role. Who may install the schema may move into it and out of it: the rows of the trail
/// are written as others signed them, and the mark that closes a schema is made of triggers, and both are the owner's alone.
namespace plancia::move {

struct ServerRole {
    QString user;
    QString owner;            ///< of the schema
    bool isSuperuser = false; ///< or may become the owner otherwise
    bool mayOwn = false;
    QString hidden;        ///< a table of which row security may keep rows from it, as it acts now; empty: it sees all
    bool isAdmin = false;
};
/// DB_012 without the schema. In a transaction.
Result<ServerRole> serverRole(sql::Connection &connection);
/// What is missing to lock the tables, and to set and take away a mark.
std::optional<Error> missingOwnership(const ServerRole &role);
/// What is missing for either end of a move, as the statement that brings it: to see every row too.
QList<Error> missingRights(const ServerRole &role);

/// Waits for at most ten seconds for each lock from here on.
Result<bool> limitLockWaits(sql::Connection &connection);
/// Lets nobody else write to any table of the schema until the transaction ends. Needs the owner's rights.
Result<bool> lockTables(sql::Connection &connection);

/// Runs `work` as the owner of the schema, in the middle of a transaction; afterwards the session's own role acts again.
Result<bool> asOwner(sql::Connection &connection, const ServerRole &role, const std::function<Result<bool>()> &work);
Result<bool> becomeOwner(sql::Connection &connection, const ServerRole &role);

/// Row security holds for the owner too, and the rows that a move brings are signed by others: lifted for the owner until
/// it is forced again, in the same transaction.
Result<bool> forceRowSecurity(sql::Connection &connection, bool forced);

} // namespace plancia::move
