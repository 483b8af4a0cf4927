// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/move.h"

#include <functional>

/// The mark of a store that was moved away. It is a trigger, so that the database itself refuses every write: of this
/// version, of an older one, and on PostgreSQL of the service. A local store has it on `meta`, whose commit number every write
/// takes; a schema of PostgreSQL on each table, since the service writes without one.
namespace plancia::sql {

/// What the store carries. Inside a transaction of any kind; any role may ask.
Result<std::optional<MoveMark>> readMoveMark(Connection &connection);

/// In a write transaction that has taken its commit number already. On PostgreSQL as the owner of the schema: asOwner().
Result<bool> setMoveMark(Connection &connection, const MoveMark &mark);
/// Before the transaction takes its commit number. As setMoveMark().
Result<bool> clearMoveMark(Connection &connection);

/// Runs what writes to a store whoever it is marked by, and marks it again afterwards. As clearMoveMark() and setMoveMark().
Result<bool> withoutMoveMark(Connection &connection, const std::function<Result<bool>()> &work);

/// The statement that marks a local store, as the store itself keeps it, and the mark in such a statement.
QByteArray localMoveMark(const MoveMark &mark);
std::optional<MoveMark> moveMarkIn(const QString &statement);

/// AUTHZ_003 or AUTHZ_004: what a marked store answers to a write.
Error movedAway(const MoveMark &mark);
/// The same, when that is what the database said.
std::optional<Error> movedAway(const QString &message);

} // namespace plancia::sql
