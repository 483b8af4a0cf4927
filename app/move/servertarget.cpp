// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/serverrole.h"
#include "app/move/target.h"

#include <QDateTime>
#include <QSet>

namespace plancia::move {

namespace {

constexpr int kStatementMs = 600'000;
// plancia.make_month_partition() takes no others; what lies outside stays in the default partition.
constexpr qint64 kFirstMonthMs = 946'684'800'000;        // 2000-01-01
constexpr qint64 kAheadMs = qint64(99) * 24 * 3'600'000; // a day less than it allows

class ServerTarget final : public Target {
public:
    ServerTarget(std::unique_ptr<sql::Connection> connection, sql::Transaction transaction, ServerRole role)
        : m_connection(std::move(connection)), m_transaction(std::move(transaction)), m_role(std::move(role))
    {
    }
    ~ServerTarget() override
    {
        m_transaction.reset(); // before its connection
    }

    sql::Connection &connection() override { return *m_connection; }

    Result<bool> prepareMonth(const TableShape &shape, qint64 atMs) override
    {
        if (!shape.byMonth || atMs < kFirstMonthMs || atMs > QDateTime::currentMSecsSinceEpoch() + kAheadMs)
            return true;
        const QString month = QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(QStringLiteral("yyyyMM"));
        const QString known = shape.name + month;
        if (m_months.contains(known))
            return true;
        m_months.insert(known);
        const auto make = [&]() -> Result<bool> {
            auto made = m_connection->query("SELECT plancia.make_month_partition($1::text::name, $2)", {shape.name, sql::TimeMs{atMs}});
            return made ? Result<bool>(true) : Result<bool>(made.error());
        };
        // A partition is its maker's: the owner's, so that the service may go on with it.
        return m_role.isSuperuser ? asOwner(*m_connection, m_role, make) : make();
    }

    Result<bool> commit() override
    {
        if (!m_role.isSuperuser)
            if (auto forced = forceRowSecurity(*m_connection, true); !forced)
                return forced;
        Result<bool> committed = m_transaction->commit();
        m_transaction.reset();
        return committed;
    }

private:
    std::unique_ptr<sql::Connection> m_connection;
    std::optional<sql::Transaction> m_transaction;
    const ServerRole m_role;
    QSet<QString> m_months; ///< that were asked for
};

Result<bool> openFor(sql::Connection &connection, const ServerRole &role)
{
    if (const QList<Error> missing = missingRights(role); !missing.isEmpty())
        return fail(missing.first());
    if (auto limited = limitLockWaits(connection); !limited)
        return limited;
    if (role.isSuperuser)
        return lockTables(connection);
    if (auto became = becomeOwner(connection, role); !became)
        return became;
    if (auto locked = lockTables(connection); !locked)
        return locked;
    return forceRowSecurity(connection, false);
}

/// A move that runs has locked `meta`; the server ends the transaction of one that died.
Result<bool> lockMeta(sql::Connection &connection)
{
    if (auto limited = limitLockWaits(connection); !limited)
        return limited;
    return connection.script("LOCK TABLE plancia.meta IN ROW EXCLUSIVE MODE");
}

} // namespace

Result<bool> Target::prepareMonth(const TableShape &, qint64) { return true; }
Result<bool> Target::signPart(const QUuid &) { return true; }
Result<bool> Target::complete(const CancelToken &) { return true; }

Result<std::unique_ptr<Target>> openServerTarget(const MoveEnd &end, const CallContext &context)
{
    auto connection = end.connect(context.cancel);
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(context.cancel);
    auto transaction = sql::Transaction::begin(**connection, {.write = true, .requestId = context.requestId, .timeoutMs = kStatementMs});
    if (!transaction)
        return fail(transaction.error());
    auto role = serverRole(**connection);
    if (!role)
        return fail(role.error());
    if (auto open = openFor(**connection, *role); !open)
        return fail(open.error());
    return std::make_unique<ServerTarget>(std::move(*connection), std::move(*transaction), *role);
}

Result<QUuid> storeIdOf(sql::Connection &connection)
{
    auto rows = connection.query("SELECT store_id FROM meta WHERE id = 1");
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? QUuid() : (*rows)[0].uuid(0);
}

Result<bool> serverHas(const MoveEnd &end, const MoveMark &mark, const CallContext &context)
{
    auto connection = end.connect(context.cancel);
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(context.cancel);
    auto transaction = sql::Transaction::begin(**connection, {.write = true, .requestId = context.requestId + QStringLiteral(" settle")});
    if (!transaction)
        return fail(transaction.error());
    auto role = serverRole(**connection);
    if (!role)
        return fail(role.error());
    if (const QList<Error> missing = missingRights(*role); !missing.isEmpty())
        return fail(missing.first()); // rows that it may not see are not missing
    auto store = storeIdOf(**connection);
    if (!store)
        return fail(store.error());
    if (*store != mark.store)
        return fail(notTold(QStringLiteral("the database is not the one that was moved into")));
    if (auto locked = lockMeta(**connection); !locked)
        return locked;
    auto found = (*connection)->query("SELECT 1 FROM audit_log WHERE tenant_id = $1 AND id = $2 LIMIT 1", {QUuid(), mark.id});
    if (!found)
        return fail(found.error());
    return !found->isEmpty();
}

} // namespace plancia::move
