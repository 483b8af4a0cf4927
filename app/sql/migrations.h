// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/connection.h"

namespace plancia::sql {

/// Numbered migrations from resources (":/sql/sqlite/0001_base.sql" and its way back 0001_base.down.sql).
/// The applied ones are rows of `schema_migrations (number, name, sha256, applied_at)`.
class Migrations {
public:
    /// `folder` is ":/sql/sqlite/control", ":/sql/sqlite/console" or ":/sql/postgres".
    static Result<Migrations> load(const QString &folder);

    int target() const;
    const QList<MigrationStep> &steps() const { return m_steps; }
    /// What is applied and what waits. MIG_001 when the store is newer than `target()`, MIG_003 when an applied text
    /// differs from ours. Runs inside the caller's transaction.
    Result<SchemaPlan> plan(Connection &connection) const;
    /// Applies what waits, all of it in the caller's write transaction: MIG_002 names the failing step.
    Result<SchemaPlan> apply(Connection &connection, qint64 nowMs) const;
    /// Runs the way back of the newest applied step (tests, and by hand).
    Result<SchemaPlan> revert(Connection &connection) const;

private:
    QList<MigrationStep> m_steps;
    QList<QString> m_down;
};

} // namespace plancia::sql
