// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/invariants.h"

#include "models/domain/tenant.h"
#include "models/domain/textkey.h"

#include <QElapsedTimer>
#include <QSet>
#include <QtEndian>

namespace plancia::sql {

namespace {

constexpr int kChunk = 100; ///< the LIMIT in the statements that compare

/// Undoes a failed statement without the caller's transaction: PostgreSQL refuses every further one otherwise.
class Savepoint {
public:
    static Result<Savepoint> set(Connection &connection)
    {
        auto begun = connection.execute("SAVEPOINT a_rule");
        return begun ? Result<Savepoint>(Savepoint(connection)) : Result<Savepoint>(begun.error());
    }
    Result<bool> release(bool undo)
    {
        if (undo)
            if (auto undone = m_connection.execute("ROLLBACK TO SAVEPOINT a_rule"); !undone)
                return fail(undone.error());
        auto released = m_connection.execute("RELEASE SAVEPOINT a_rule");
        return released ? Result<bool>(true) : Result<bool>(released.error());
    }

private:
    explicit Savepoint(Connection &connection) : m_connection(connection) {}
    Connection &m_connection;
};

Result<QSet<QString>> tablesOf(Connection &connection)
{
    auto rows = connection.query(connection.dialect() == Dialect::Sqlite
                                     ? QByteArray("SELECT name FROM sqlite_schema WHERE type = 'table'")
                                     : QByteArray("SELECT relname::text FROM pg_catalog.pg_class"
                                                  " WHERE relnamespace = 'plancia'::regnamespace AND relkind IN ('r', 'p')"));
    if (!rows)
        return fail(rows.error());
    QSet<QString> names;
    for (int i = 0; i < rows->size(); ++i)
        names.insert((*rows)[i].text(0));
    return names;
}

bool applies(const Invariant &rule, const QSet<QString> &tables)
{
    const QStringList needed = QString::fromLatin1(rule.tables).split(u' ');
    return std::all_of(needed.begin(), needed.end(), [&tables](const QString &table) { return tables.contains(table); });
}

QByteArray textOf(const Invariant &rule, Dialect dialect) { return Statement{nullptr, rule.sqlite, rule.postgres ? rule.postgres : rule.sqlite}.text(dialect); }

/// One pass where the rule holds; the exact count costs a second one only where many rows break it.
Result<bool> lookByQuery(Connection &connection, const Invariant &rule, CheckResult &result)
{
    const QByteArray sql = textOf(rule, connection.dialect());
    auto rows = connection.query("SELECT * FROM (" + sql + ") AS broken LIMIT " + QByteArray::number(kMaxSamples + 1));
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < std::min(rows->size(), kMaxSamples); ++i)
        result.samples.append((*rows)[i].text(0));
    result.count = rows->size();
    if (rows->size() <= kMaxSamples)
        return true;
    auto counted = connection.query("SELECT count(*) FROM (" + sql + ") AS broken");
    if (!counted)
        return fail(counted.error());
    result.count = (*counted)[0].integer(0);
    return true;
}

/// A tenant whose key or words differ from what its name gives.
struct Differing {
    QUuid id;
    QString slug, name;
    QStringList stored; ///< words
    QStringList tags;
};

bool differs(const Invariant &rule, const Differing &tenant, const QString &stored)
{
    if (rule.compared == Invariant::Compared::NameKey)
        return stored != textKey(tenant.name);
    const QStringList should = tenantWords(tenant.name, tenant.slug, tenant.tags);
    return QSet<QString>(should.begin(), should.end()) != QSet<QString>(tenant.stored.begin(), tenant.stored.end());
}

/// The differing ones of the next hundred tenants after `after`, which moves on; null when there are no more.
Result<QList<Differing>> nextDiffering(Connection &connection, const Invariant &rule, std::optional<QUuid> &after)
{
    auto rows = connection.query(textOf(rule, connection.dialect()), {*after});
    if (!rows)
        return fail(rows.error());
    QList<Differing> found;
    for (int i = 0; i < rows->size(); ++i) {
        const Row row = (*rows)[i];
        Differing tenant{row.uuid(0), row.text(1), row.text(2), row.text(3).split(u' ', Qt::SkipEmptyParts),
                         row.size() > 4 ? row.text(4).split(u' ', Qt::SkipEmptyParts) : QStringList()};
        after = tenant.id;
        if (differs(rule, tenant, row.text(3)))
            found.append(std::move(tenant));
    }
    if (rows->size() < kChunk)
        after.reset();
    return found;
}

/// Where to begin looking: once for all, or at even distances between the first and the last id.
Result<QList<QUuid>> beginnings(Connection &connection, int sampled)
{
    const int chunks = sampled / kChunk;
    if (chunks <= 1)
        return QList<QUuid>{QUuid()};
    quint64 edges[2] = {0, 0};
    for (int end = 0; end < 2; ++end) {
        auto rows = connection.query(QByteArray("SELECT id FROM tenants ORDER BY id") + (end ? " DESC" : "") + " LIMIT 1");
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return QList<QUuid>{};
        edges[end] = qFromBigEndian<quint64>((*rows)[0].uuid(0).toRfc4122().constData());
    }
    QList<QUuid> found{QUuid()};
    for (int i = 1; i < chunks; ++i) {
        QByteArray bytes(16, '\0');
        qToBigEndian(edges[0] + (edges[1] - edges[0]) / static_cast<quint64>(chunks) * static_cast<quint64>(i), bytes.data());
        found.append(QUuid::fromRfc4122(bytes));
    }
    return found;
}

Result<bool> lookByComparing(Connection &connection, const Invariant &rule, const InvariantOptions &options,
                             const CancelToken &cancel, CheckResult &result)
{
    auto starts = beginnings(connection, options.comparedTenants);
    if (!starts)
        return fail(starts.error());
    QSet<QUuid> seen; // chunks of a sample may overlap
    for (const QUuid &start : *starts) {
        std::optional<QUuid> after = start;
        while (after) {
            if (cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            auto found = nextDiffering(connection, rule, after);
            if (!found)
                return fail(found.error());
            for (const Differing &tenant : *found) {
                if (options.comparedTenants > 0 && seen.contains(tenant.id))
                    continue;
                if (options.comparedTenants > 0)
                    seen.insert(tenant.id);
                ++result.count;
                if (result.samples.size() < kMaxSamples)
                    result.samples.append(tenant.slug);
            }
            if (options.comparedTenants > 0)
                break;
        }
    }
    return true;
}

/// Not about the rule: nothing further can be asked, or nobody wants to know.
bool endsTheRun(const Error &error)
{
    return error.code() == ErrorCode::InternalCancelled || error.code() == ErrorCode::InternalShutDown
        || error.code() == ErrorCode::InternalNoMemory || error.code() == ErrorCode::DbConnectionLost;
}

Result<CheckResult> look(Connection &connection, const Invariant &rule, const InvariantOptions &options, const CancelToken &cancel)
{
    QElapsedTimer clock;
    clock.start();
    CheckResult result{.name = QString::fromLatin1(rule.name)};
    auto savepoint = Savepoint::set(connection);
    if (!savepoint)
        return fail(savepoint.error());
    auto looked = rule.compared == Invariant::Compared::No ? lookByQuery(connection, rule, result)
                                                           : lookByComparing(connection, rule, options, cancel, result);
    if (!looked && endsTheRun(looked.error()))
        return fail(looked.error());
    if (auto released = savepoint->release(!looked); !released)
        return fail(released.error());
    result.durationMs = clock.elapsed();
    // What the connected role may not see, it cannot vouch for.
    const bool maySee = looked || looked.error().code() != ErrorCode::AuthzMissingGrant;
    result.state = !maySee ? CheckResult::State::NotApplicable : !looked ? CheckResult::State::Crashed : result.count > 0 ? CheckResult::State::Broken : CheckResult::State::Ok;
    if (!looked)
        result.error = looked.error();
    return result;
}

Result<qint64> repairNameKey(Connection &connection, const Differing &tenant)
{
    return connection.execute("UPDATE tenants SET name_key = $2 WHERE id = $1", {tenant.id, textKey(tenant.name)});
}

Result<qint64> repairWords(Connection &connection, const Differing &tenant)
{
    auto removed = connection.execute("DELETE FROM tenant_words WHERE tenant_id = $1", {tenant.id});
    if (!removed)
        return removed;
    for (const QString &word : tenantWords(tenant.name, tenant.slug, tenant.tags))
        if (auto added = connection.execute("INSERT INTO tenant_words (tenant_id, word) VALUES ($1, $2)", {tenant.id, word}); !added)
            return added;
    return 1;
}

Result<qint64> repairCompared(Connection &connection, const Invariant &rule, const CancelToken &cancel)
{
    qint64 changed = 0;
    std::optional<QUuid> after = QUuid();
    while (after) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto found = nextDiffering(connection, rule, after);
        if (!found)
            return fail(found.error());
        for (const Differing &tenant : *found) {
            auto repaired = rule.compared == Invariant::Compared::NameKey ? repairNameKey(connection, tenant)
                                                                          : repairWords(connection, tenant);
            if (!repaired)
                return repaired;
            changed += *repaired;
        }
    }
    return changed;
}

} // namespace

Result<QList<CheckResult>> runInvariants(Connection &connection, const CancelToken &cancel, const InvariantOptions &options)
{
    auto tables = tablesOf(connection);
    if (!tables)
        return fail(tables.error());
    QList<const Invariant *> wanted;
    for (const Invariant &rule : invariants())
        if (options.names.isEmpty() || options.names.contains(QLatin1String(rule.name)))
            wanted.append(&rule);

    QList<CheckResult> results;
    for (const Invariant *rule : std::as_const(wanted)) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (applies(*rule, *tables)) {
            auto result = look(connection, *rule, options, cancel);
            if (!result)
                return fail(result.error());
            results.append(*result);
        } else {
            results.append({.name = QString::fromLatin1(rule->name), .state = CheckResult::State::NotApplicable});
        }
        if (options.each)
            options.each(results.last());
        if (options.progress)
            options.progress({.unit = Progress::Unit::Steps, .done = results.size(), .total = wanted.size()});
    }
    return results;
}

Result<qint64> repairInvariant(Connection &connection, const Invariant &rule, const CancelToken &cancel)
{
    if (!rule.isRepairable())
        return fail(ErrorCode::RepoInvariant, {{QStringLiteral("check"), QString::fromLatin1(rule.name)}});
    if (rule.compared != Invariant::Compared::No)
        return repairCompared(connection, rule, cancel);
    qint64 changed = 0;
    for (const char *statement : rule.repair) {
        auto done = connection.execute(statement);
        if (!done)
            return done;
        changed += *done;
    }
    return changed;
}

} // namespace plancia::sql
