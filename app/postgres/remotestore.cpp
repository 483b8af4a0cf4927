// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/remotestore.h"

#include "app/log/log.h"
#include "app/postgres/conninfo.h"
#include "app/postgres/pgconnection.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QScopeGuard>

namespace plancia::postgres {

namespace {

constexpr int kAttempts = 3;

// Only names that a role without any right may read: to_regclass() itself fails without USAGE on the schema.
constexpr auto kFacts = R"(
SELECT current_setting('server_version'), session_user::text, pg_is_in_recovery(), tables.audit IS NOT NULL,
       tables.writable AND has_any_column_privilege(tables.tenants, 'UPDATE'),
       tables.writable AND has_table_privilege(tables.tenants, 'INSERT'),
       tables.writable AND has_column_privilege(tables.tenants, 'status', 'UPDATE'),
       tables.writable AND tables.users IS NOT NULL AND has_table_privilege(tables.users, 'INSERT'),
       tables.writable AND tables.sessions IS NOT NULL AND has_column_privilege(tables.sessions, 'ended_at', 'UPDATE')
FROM (SELECT found.*, NOT pg_is_in_recovery() AND coalesce(has_schema_privilege(found.schema, 'USAGE')
                 AND has_table_privilege(found.audit, 'INSERT') AND has_table_privilege(found.meta, 'UPDATE'), false) AS writable
      FROM (SELECT max(n.oid) AS schema, max(c.oid) FILTER (WHERE relname = 'audit_log') AS audit,
                   max(c.oid) FILTER (WHERE relname = 'meta') AS meta, max(c.oid) FILTER (WHERE relname = 'tenants') AS tenants,
                   max(c.oid) FILTER (WHERE relname = 'users') AS users,
                   max(c.oid) FILTER (WHERE relname = 'user_sessions') AS sessions
            FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
            WHERE n.nspname = 'plancia') AS found) AS tables)";

// A session of ours that still holds the lost transaction open: only one that has written, of this role and this request.
constexpr auto kEndLostSession = R"(
SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
WHERE usename = session_user AND application_name = $1 AND pid <> pg_backend_pid()
  AND state LIKE 'idle in transaction%' AND backend_xid IS NOT NULL)";

bool isLoss(const Error &error)
{
    return error.code() == ErrorCode::DbConnectionLost || error.code() == ErrorCode::DbTimeout;
}

} // namespace

struct RemoteStore::Side {
    std::unique_ptr<PgConnection> connection;
    std::function<void()> interrupt;
};

Result<ServerFacts> serverFacts(sql::Connection &connection)
{
    auto rows = connection.query(kFacts);
    if (!rows)
        return fail(rows.error());
    const sql::Row row = (*rows)[0];
    Capabilities role;
    role.setFlag(Capability::WriteTenants, row.boolean(5));
    role.setFlag(Capability::SetTenantStatus, row.boolean(6));
    role.setFlag(Capability::WriteUsers, row.boolean(7));
    role.setFlag(Capability::EndSessions, row.boolean(8));
    return ServerFacts{row.text(0), row.text(1), row.boolean(2), row.boolean(3), row.boolean(4), role};
}

std::unique_ptr<RemoteStore> RemoteStore::create(ConnectionProfile profile, PasswordProvider password, Options options)
{
    return std::unique_ptr<RemoteStore>(new RemoteStore(std::move(profile), std::move(password), options));
}

RemoteStore::RemoteStore(ConnectionProfile profile, PasswordProvider password, Options options)
    : m_profile(std::move(profile)), m_password(std::move(password)), m_options(options),
      m_reader(std::make_unique<Side>()), m_writer(std::make_unique<Side>())
{
}

RemoteStore::~RemoteStore()
{
    m_closing.cancel();
    {
        const std::scoped_lock lock(m_mutex);
        for (Side *side : {m_reader.get(), m_writer.get()})
            if (side->interrupt)
                side->interrupt();
    }
    // A connection is closed on the thread that opened it. Calls that wait before this find m_closing.
    const auto closeOn = [this](tasks::Worker &worker, Side &side) {
        return worker.run([this, &side]() -> Result<bool> {
            close(side);
            return true;
        });
    };
    auto reads = closeOn(m_readWorker, *m_reader);
    auto writes = closeOn(m_writeWorker, *m_writer);
    reads.waitForFinished();
    writes.waitForFinished();
    m_readWorker.stop();
    m_writeWorker.stop();
}

void RemoteStore::close(Side &side)
{
    {
        const std::scoped_lock lock(m_mutex);
        side.interrupt = nullptr;
    }
    side.connection.reset();
}

Result<PgConnection *> RemoteStore::ensureOpen(Side &side, const CancelToken &cancel)
{
    if (side.connection && !side.connection->isBroken())
        return side.connection.get();
    close(side);
    if (m_closing.isCancelled())
        return fail(ErrorCode::InternalShutDown);
    const CancelToken stop;
    const CancelLink byCaller(cancel, stop);
    const CancelLink byEnd(m_closing, stop);
    QElapsedTimer elapsed;
    elapsed.start();
    auto opened = PgConnection::open(m_profile, m_password ? m_password() : std::nullopt, m_options.connectTimeoutMs, stop);
    if (!opened)
        return fail(m_closing.isCancelled() ? Error(ErrorCode::InternalShutDown) : opened.error());
    side.connection = std::move(*opened);
    log::debug("postgres", QStringLiteral("connected"),
               {{QStringLiteral("host"), m_profile.host}, {QStringLiteral("ms"), QString::number(elapsed.elapsed())}});
    const std::scoped_lock lock(m_mutex);
    side.interrupt = side.connection->interrupter();
    if (m_closing.isCancelled())
        side.interrupt();
    return side.connection.get();
}

Result<PgConnection *> RemoteStore::begin(Side &side, const CallContext &context, const sql::TransactionOptions &options)
{
    for (int attempt = 0;; ++attempt) {
        const bool fresh = !side.connection || side.connection->isBroken();
        auto connection = ensureOpen(side, context.cancel);
        if (!connection)
            return connection;
        (*connection)->setCancelToken(context.cancel);
        auto begun = (*connection)->begin(options);
        if (begun)
            return connection;
        (*connection)->setCancelToken({});
        if (fresh || attempt > 0 || !isLoss(begun.error()))
            return fail(begun.error());
    }
}

Result<bool> RemoteStore::runRead(const CallContext &context, const Work &work)
{
    sql::TransactionOptions options;
    options.requestId = context.requestId;
    options.timeoutMs = m_options.statementTimeoutMs;
    for (int attempt = 0;; ++attempt) {
        auto connection = begin(*m_reader, context, options);
        if (!connection)
            return fail(connection.error());
        auto done = work(**connection);
        (*connection)->setCancelToken({});
        const bool lost = !done && done.error().code() == ErrorCode::DbConnectionLost && (*connection)->isBroken();
        if (!lost || attempt > 0)
            return done;
    }
}

void RemoteStore::endRead()
{
    if (m_reader->connection)
        m_reader->connection->endRead();
}

Result<bool> RemoteStore::writeOnce(const CallContext &context, const sql::WriteScope &scope, const Work &work)
{
    sql::TransactionOptions options;
    options.write = true;
    options.requestId = context.requestId;
    options.tenant = scope.tenant;
    options.timeoutMs = m_options.statementTimeoutMs;
    const bool fresh = !m_writer->connection || m_writer->connection->isBroken();
    if (fresh) {
        auto opened = ensureOpen(*m_writer, context.cancel);
        if (!opened)
            return fail(opened.error());
        (*opened)->setCancelToken(context.cancel);
        makePartitions(**opened);
    }
    auto begun = begin(*m_writer, context, options);
    if (!begun)
        return fail(begun.error());
    PgConnection &connection = **begun;
    const auto quiet = qScopeGuard([&connection] { connection.setCancelToken({}); });
    auto done = work(connection);
    if (done && context.cancel.isCancelled())
        done = fail(ErrorCode::InternalCancelled); // the last moment at which that is true
    if (!done) {
        connection.rollback();
        // The server rolls back what it got no COMMIT for.
        if (connection.isBroken() && isLoss(done.error()))
            return fail(Error(ErrorCode::DbNotWritten, connectionFacts(m_profile), done.error()));
        return done;
    }
    return connection.commit();
}

Result<bool> RemoteStore::runWrite(const CallContext &context, const sql::WriteScope &scope, const Work &work)
{
    if (m_profile.readOnly)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), m_profile.name}});
    for (int attempt = 1;; ++attempt) {
        auto done = writeOnce(context, scope, work);
        if (done)
            return done;
        if (done.error().code() == ErrorCode::DbOutcomeUnknown)
            return settle(context, scope, done.error());
        const bool broken = m_writer->connection && m_writer->connection->isBroken();
        if (done.error().code() == ErrorCode::DbConnectionLost && broken)
            return fail(Error(ErrorCode::DbNotWritten, connectionFacts(m_profile), done.error()));
        if (done.error().code() != ErrorCode::DbSerialization || attempt == kAttempts)
            return done;
    }
}

/// The row of the audit trail proves the write. Its transaction may still be running on the server, so a session that
/// holds it open is ended, and the row of `meta`, which every write locks, is waited for before looking.
Result<bool> RemoteStore::lookForAuditRow(const CallContext &context, const sql::WriteScope &scope)
{
    CallContext own; // not to be cancelled: somebody wants to know
    own.requestId = context.requestId + QStringLiteral(" settle");
    sql::TransactionOptions options;
    options.write = true;
    options.requestId = own.requestId;
    options.tenant = scope.tenant;
    options.timeoutMs = m_options.settleTimeoutMs;
    auto begun = begin(*m_writer, own, options);
    if (!begun)
        return fail(begun.error());
    PgConnection &connection = **begun;
    const auto end = qScopeGuard([&connection] { connection.rollback(); });
    if (auto ended = connection.query(kEndLostSession, {QStringLiteral("plancia ") + context.requestId.left(50)}); !ended)
        return fail(ended.error());
    if (auto locked = connection.query("SELECT commit_no FROM meta WHERE id = 1 FOR UPDATE"); !locked)
        return fail(locked.error());
    auto found = connection.query("SELECT 1 FROM audit_log WHERE tenant_id = $1 AND id = $2 LIMIT 1",
                                  {sql::value(scope.tenant), sql::value(scope.auditId)});
    if (!found)
        return fail(found.error());
    return !found->isEmpty();
}

Result<bool> RemoteStore::settle(const CallContext &context, const sql::WriteScope &scope, const Error &lost)
{
    log::warning("postgres", QStringLiteral("the answer to COMMIT was lost; looking for its audit row"),
                 {{QStringLiteral("request"), context.requestId}});
    if (scope.auditId.isNull())
        return fail(lost);
    const QDeadlineTimer deadline(m_options.settleTimeoutMs);
    while (true) {
        auto found = lookForAuditRow(context, scope);
        if (found && *found)
            return true;
        if (found)
            return fail(Error(ErrorCode::DbNotWritten, connectionFacts(m_profile), lost));
        // A server that has just crashed comes back within seconds; what it refuses for another reason it will go on to.
        const ErrorCode code = found.error().code();
        const bool mayComeBack = isLoss(found.error()) || code == ErrorCode::DbUnreachable
            || code == ErrorCode::DbStartingUp || code == ErrorCode::DbTooManyConnections || code == ErrorCode::DbTls;
        if (!mayComeBack || deadline.hasExpired())
            return fail(Error(ErrorCode::DbOutcomeUnknown, connectionFacts(m_profile), found.error()));
        if (m_closing.isCancelled())
            return fail(Error(ErrorCode::DbOutcomeUnknown, connectionFacts(m_profile), Error(ErrorCode::InternalShutDown)));
        QThread::msleep(200); // between two tries to connect
    }
}

/// The partitions of this month and of the next, so that they are there in time, once a connection. Not to have them costs nothing
/// but order: the default ones catch.
void RemoteStore::makePartitions(PgConnection &connection)
{
    for (const char *statement : {"SELECT make_audit_partition(now()), make_audit_partition(now() + interval '1 month')",
                                  "SELECT make_usage_partition(now()), make_usage_partition(now() + interval '1 month')"}) {
        sql::TransactionOptions options;
        options.write = true;
        options.requestId = QStringLiteral("partition");
        if (!connection.begin(options))
            return;
        auto made = connection.query(statement);
        if (made && connection.commit())
            continue;
        connection.rollback();
        if (!made)
            log::write(log::Level::Debug, "postgres", made.error());
    }
}

QFuture<Result<ServerFacts>> RemoteStore::facts(CallContext context)
{
    return read<ServerFacts>(std::move(context), serverFacts);
}

QFuture<Result<QString>> RemoteStore::sessionUser(CallContext context)
{
    return read<QString>(std::move(context), [](sql::Connection &connection) -> Result<QString> {
        auto facts = serverFacts(connection);
        return facts ? Result<QString>(facts->sessionUser) : Result<QString>(facts.error());
    });
}

QFuture<Result<bool>> RemoteStore::canWrite(CallContext context)
{
    return read<bool>(std::move(context), [readOnly = m_profile.readOnly](sql::Connection &connection) -> Result<bool> {
        auto facts = serverFacts(connection);
        return facts ? Result<bool>(facts->canWrite && !readOnly) : Result<bool>(facts.error());
    });
}

QFuture<Result<double>> RemoteStore::ping(CallContext context)
{
    return read<double>(std::move(context), [](sql::Connection &connection) -> Result<double> {
        QElapsedTimer elapsed;
        elapsed.start();
        auto answered = connection.query("SELECT 1");
        if (!answered)
            return fail(answered.error());
        return static_cast<double>(elapsed.nsecsElapsed()) / 1e6;
    });
}

} // namespace plancia::postgres
