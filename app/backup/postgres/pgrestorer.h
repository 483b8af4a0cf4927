// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/pgengine.h"
#include "app/backup/postgres/schemaswap.h"
#include "models/domain/restore.h"
#include "models/ports/callcontext.h"

namespace plancia::backup {

/// The audit row of a restore, written in what is restored. Its id is known beforehand: it tells whether a COMMIT whose
/// answer was lost took place.
struct RestoreRow {
    AuditId id;
    std::function<Result<bool>(sql::Connection &, const QString &details)> append;
};

/// Puts a dump in the place of a server's schema, in one transaction: the schema that is there is renamed, the archive's
/// statements make the other, and its name is what undoes it. Whatever goes wrong, and whoever is killed, the server has the
/// old one or the new one. The service reads and writes on until the last step. Every call blocks, over a connection of its
/// own.
class PgRestorer {
public:
    PgRestorer(PgServer server, PgTools tools, Unpacking scratch, const Clock &clock)
        : m_server(std::move(server)), m_tools(std::move(tools)), m_scratch(std::move(scratch)), m_clock(clock) {}

    /// The backup must have been verified; an encrypted one must be one that opens. Progress counts rows. AUTHZ_002 names the GRANT that is missing; BKP_007,
    /// BKP_012, BKP_013, BKP_018, MIG_001, DB_*, INTERNAL_003: nothing has changed then (but see DB_005).
    Result<RestoreReport> restore(const RestoreRequest &request, const BackupManifest &manifest, const RestoreRow &row,
                                  const CallContext &context, const ProgressSink &progress) const;
    /// The reverse: the schema that a restore moved aside gets its name back.
    Result<RestoreReport> undo(const QString &schema, const RestoreRow &row, const CallContext &context) const;
    /// What can be undone, and what is left of it, newest first.
    Result<QList<MovedAside>> movedAside(const CallContext &context) const;
    Result<bool> drop(const QString &schema, const CallContext &context) const;

private:
    struct Work;
    template <class T>
    Result<T> write(const CallContext &context, AuditId id, std::function<Result<T>(sql::Connection &)> work) const;
    Result<bool> fill(postgres::PgConnection &connection, Work &work) const;
    Result<bool> finish(sql::Connection &connection, Work &work, const RestoreRow &row) const;

    const PgServer m_server;
    const PgTools m_tools;
    const Unpacking m_scratch;
    const Clock &m_clock;
};

} // namespace plancia::backup
