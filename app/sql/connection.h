// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/value.h"
#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QList>

namespace plancia::sql {

enum class Dialect { Sqlite, Postgres };

/// How a transaction begins.
struct TransactionOptions {
    bool write = false;
    QString requestId = {}; ///< PostgreSQL: SET LOCAL application_name = 'plancia <requestId>'
    TenantId tenant = {};   ///< PostgreSQL: SET LOCAL plancia.tenant_id, when not null
    /// PostgreSQL: only what the server itself brings is found by its bare name, nothing that an owner of that database made.
    bool catalogOnly = false;
    int timeoutMs = 30'000; ///< of each statement
    int busyMs = 2'000;     ///< SQLite: how long each statement waits for a store that somebody else has locked
};

/// One database connection, used on the thread that made it. SQL is UTF-8 with $1, $2 … for parameters in both dialects;
/// values are always bound. Every failure is an Error of the catalogue (SQLSTATE and SQLite result codes mapped).
/// A cancelled token interrupts the server side too and gives INTERNAL_003.
class Connection {
public:
    virtual ~Connection() = default;
    virtual Dialect dialect() const = 0;

    /// Rows of one statement; on PostgreSQL needs a running transaction.
    virtual Result<Rows> query(const QByteArray &sql, const QList<Value> &parameters = {}) = 0;
    /// Number of rows that one statement changed.
    virtual Result<qint64> execute(const QByteArray &sql, const QList<Value> &parameters = {}) = 0;
    /// Many statements without parameters, for migrations.
    virtual Result<bool> script(const QByteArray &sql) = 0;

    virtual Result<bool> begin(const TransactionOptions &options) = 0;
    /// DB_005 when the answer was lost.
    virtual Result<bool> commit() = 0;
    virtual void rollback() = 0;

    /// What stops the statements from now on; set by the gateway around each call.
    virtual void setCancelToken(const CancelToken &token) = 0;
};

/// Rolls back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Connection &connection, const TransactionOptions &options)
    {
        if (auto begun = connection.begin(options); !begun)
            return fail(begun.error());
        return Transaction(connection);
    }
    Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction()
    {
        if (m_connection)
            m_connection->rollback();
    }
    Result<bool> commit() { return std::exchange(m_connection, nullptr)->commit(); }

private:
    explicit Transaction(Connection &connection) : m_connection(&connection) {}
    Connection *m_connection;
};

/// `"a""b"`: an identifier quoted for both dialects. NUL is dropped.
QByteArray quoteIdentifier(QStringView name);

/// Text of a statement pair: the same for both dialects unless one differs.
struct Statement {
    const char *both = nullptr;
    const char *sqlite = nullptr;
    const char *postgres = nullptr;
    QByteArray text(Dialect dialect) const
    {
        const char *own = dialect == Dialect::Sqlite ? sqlite : postgres;
        return QByteArray(own ? own : both);
    }
};

} // namespace plancia::sql
