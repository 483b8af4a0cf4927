// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/domain/workspace.h"
#include "models/domain/connection.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace plancia::postgres {

class PgConnection;

/// What a server says of itself and of the role that is connected.
struct ServerFacts {
    QString version; ///< "15.20 (Debian …)"
    QString sessionUser;
    bool inRecovery = false;      ///< a standby: nothing can be written
    bool schemaInstalled = false;
    bool canWrite = false;        ///< the role may append audit rows and change tenants
    Capabilities role;            ///< which acts that write are the role's, by its privileges
};
/// Inside a transaction.
Result<ServerFacts> serverFacts(sql::Connection &connection);

/// A PostgreSQL server as a store: one worker thread and connection for reads, one for writes, opened at first use and
/// again after a loss. Thread-safe. Destroy it on a thread that is not one of its workers' (it waits for them): running
/// statements are ended, calls that wait finish with INTERNAL_002.
class RemoteStore final : public sql::Gateway {
public:
    /// Asked on a worker thread at each opening; nothing means that libpq looks itself (.pgpass, service, PGPASSWORD).
    using PasswordProvider = std::function<std::optional<QString>()>;
    struct Options {
        int connectTimeoutMs = 10'000;
        int statementTimeoutMs = 30'000;
        int settleTimeoutMs = 15'000; ///< how long the outcome of a lost COMMIT is looked for
    };

    /// Cheap: nothing is opened.
    static std::unique_ptr<RemoteStore> create(ConnectionProfile profile, PasswordProvider password, Options options);
    static std::unique_ptr<RemoteStore> create(ConnectionProfile profile, PasswordProvider password)
    {
        return create(std::move(profile), std::move(password), Options());
    }
    ~RemoteStore() override;

    sql::Dialect dialect() const override { return sql::Dialect::Postgres; }
    tasks::Worker &readWorker() override { return m_readWorker; }
    tasks::Worker &writeWorker() override { return m_writeWorker; }
    /// A read that lost its connection runs once more on a fresh one. DB_012 without Plancia's schema.
    Result<bool> runRead(const CallContext &context, const Work &work) override;
    /// Serialisation failures are tried three times. A connection lost before COMMIT: DB_014, nothing was written. Lost in
    /// it: settled on a fresh connection (see settle()). AUTHZ_001 when the profile is read-only.
    Result<bool> runWrite(const CallContext &context, const sql::WriteScope &scope, const Work &work) override;

    const ConnectionProfile &profile() const { return m_profile; }
    QFuture<Result<ServerFacts>> facts(CallContext context);
    QFuture<Result<QString>> sessionUser(CallContext context);
    QFuture<Result<bool>> canWrite(CallContext context);
    /// Milliseconds of one round trip on an open connection.
    QFuture<Result<double>> ping(CallContext context);

private:
    struct Side; // a connection and how to interrupt it
    RemoteStore(ConnectionProfile profile, PasswordProvider password, Options options);
    Result<PgConnection *> ensureOpen(Side &side, const CancelToken &cancel);
    void close(Side &side);
    /// Opens and begins; once more when the connection turns out to have died while it was idle.
    Result<PgConnection *> begin(Side &side, const CallContext &context, const sql::TransactionOptions &options);
    void endRead() override;
    Result<bool> writeOnce(const CallContext &context, const sql::WriteScope &scope, const Work &work);
    Result<bool> settle(const CallContext &context, const sql::WriteScope &scope, const Error &lost);
    Result<bool> lookForAuditRow(const CallContext &context, const sql::WriteScope &scope);
    void makePartitions(PgConnection &connection);

    const ConnectionProfile m_profile;
    const PasswordProvider m_password;
    const Options m_options;
    std::mutex m_mutex; // guards the sides' interrupters
    const CancelToken m_closing;
    std::unique_ptr<Side> m_reader, m_writer; // each used on its own worker
    tasks::Worker m_readWorker{QStringLiteral("postgres-read")};
    tasks::Worker m_writeWorker{QStringLiteral("postgres-write")};
};

} // namespace plancia::postgres
