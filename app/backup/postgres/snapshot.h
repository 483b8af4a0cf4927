// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/storefacts.h"
#include "app/postgres/pgconnection.h"

namespace plancia::backup {

/// What of a database is backed up.
enum class PgScope { Schema, Database };

/// One table whose rows a dump holds.
struct PgTable {
    QString key;     ///< in the manifest: "tenants", and with its schema outside of ours: "billing.invoices"
    qint64 rows = 0;
};

/// A role that sees every row, and what the login is.
struct DumpRole {
    QString login;
    QString role; ///< what pg_dump takes for --role; empty: the login itself
    bool operator==(const DumpRole &) const = default;
};

/// As whom `connection` can dump everything in the scope: plancia_backup where the login may become it, else the login
/// itself when it bypasses row security. BKP_011 whose message is the GRANT that is missing. Inside a transaction.
Result<DumpRole> findDumpRole(sql::Connection &connection, PgScope scope);

/// One state of a server's database, held open by a transaction for the time of a dump, and what was counted in it.
/// Lives on the thread that took it.
class PgSnapshot {
public:
    /// Opens a connection of its own. Whatever opening gives, BKP_011, DB_012, INTERNAL_003. Reads every table once.
    static Result<PgSnapshot> take(const ConnectionProfile &profile, const std::optional<QString> &password, PgScope scope,
                                   const CancelToken &cancel);

    const QString &id() const { return m_id; } ///< for pg_dump --snapshot
    const DumpRole &role() const { return m_role; }
    const StoreFacts &facts() const { return m_facts; }
    const QList<PgTable> &tables() const { return m_tables; }
    qint64 rows() const;
    QString serverVersion() const { return m_serverVersion; } ///< "15.18"
    int serverMajor() const { return m_serverMajor; }
    /// Rows that COPY has sent so far in sessions of that application_name; 0 when the server does not tell.
    qint64 rowsCopied(const QString &applicationName);
    const postgres::PgConnection &connection() const { return *m_connection; }

private:
    PgSnapshot() = default;
    Result<bool> prepare(PgScope scope);
    Result<bool> readStore();
    Result<bool> count(PgScope scope);

    std::unique_ptr<postgres::PgConnection> m_connection;
    QString m_id, m_serverVersion;
    int m_serverMajor = 0;
    DumpRole m_role;
    StoreFacts m_facts;
    QList<PgTable> m_tables;
};

/// Rows a table of a restored copy, by the keys of the manifest; the tables must be readable without row security.
Result<QMap<QString, qint64>> countTables(sql::Connection &connection, PgScope scope);

} // namespace plancia::backup
