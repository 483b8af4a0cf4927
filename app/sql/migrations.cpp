// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/migrations.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace plancia::sql {

namespace {
QString number(int n) { return QString::number(n); }

Result<QString> readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InternalBug, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    return QString::fromUtf8(file.readAll());
}

constexpr Statement kTableExists{nullptr, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'",
                                 "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'plancia' "
                                 "AND tablename = 'schema_migrations'"};
// CREATE SCHEMA IF NOT EXISTS asks for the privilege even where the schema exists, so it is asked first.
constexpr const char *kPostgresSchemaExists = "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = 'plancia'";
constexpr Statement kCreateTable{nullptr,
                                 "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, "
                                 "name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
                                 "CREATE TABLE IF NOT EXISTS plancia.schema_migrations (number integer PRIMARY KEY, "
                                 "name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz(3) NOT NULL)"};
constexpr Statement kSelect{nullptr, "SELECT number, name, sha256, applied_at FROM schema_migrations ORDER BY number LIMIT 10000",
                            "SELECT number::bigint, name, sha256, applied_at FROM plancia.schema_migrations ORDER BY number LIMIT 10000"};
constexpr Statement kInsert{nullptr, "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)",
                            "INSERT INTO plancia.schema_migrations (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)"};
constexpr Statement kDelete{nullptr, "DELETE FROM schema_migrations WHERE number = $1",
                            "DELETE FROM plancia.schema_migrations WHERE number = $1"};

Result<bool> counts(Connection &connection, const QByteArray &sql)
{
    auto rows = connection.query(sql);
    if (!rows)
        return fail(rows.error());
    return !rows->isEmpty() && (*rows)[0].integer(0) > 0;
}

Result<bool> tableExists(Connection &connection) { return counts(connection, kTableExists.text(connection.dialect())); }

Result<bool> createTable(Connection &connection)
{
    if (connection.dialect() == Dialect::Postgres) {
        auto exists = counts(connection, kPostgresSchemaExists);
        if (!exists)
            return exists;
        if (!*exists)
            if (auto made = connection.execute("CREATE SCHEMA plancia"); !made)
                return fail(made.error());
    }
    if (auto made = connection.execute(kCreateTable.text(connection.dialect())); !made)
        return fail(made.error());
    return true;
}

/// SQLite keeps the number in the file's head as well, where it can be read without knowing any table.
Result<bool> setUserVersion(Connection &connection, int version)
{
    if (connection.dialect() == Dialect::Sqlite)
        if (auto set = connection.execute("PRAGMA user_version = " + QByteArray::number(version)); !set)
            return fail(set.error());
    return true;
}

Error stepFailed(const MigrationStep &step, const Error &cause)
{
    if (cause.code() == ErrorCode::InternalCancelled)
        return cause;
    return Error(ErrorCode::MigFailed,
                 {{QStringLiteral("step"), QStringLiteral("%1_%2").arg(step.number, 4, 10, QLatin1Char('0')).arg(step.name)},
                  {QStringLiteral("message"), cause.fact(u"message")}},
                 cause);
}
} // namespace

Result<Migrations> Migrations::load(const QString &folder)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{4})_([a-z0-9_]+)\\.sql$"));
    Migrations migrations;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        if (name.endsWith(QStringLiteral(".down.sql")))
            continue;
        const QRegularExpressionMatch match = pattern.match(name);
        MigrationStep step;
        step.number = match.captured(1).toInt();
        step.name = match.captured(2);
        if (!match.hasMatch() || step.number != static_cast<int>(migrations.m_steps.size()) + 1)
            return fail(ErrorCode::InternalBug, {{QStringLiteral("path"), folder + QLatin1Char('/') + name},
                                                 {QStringLiteral("message"), QStringLiteral("migrations are numbered 0001, 0002 … without a hole")}});
        const QString stem = folder + QLatin1Char('/') + name.chopped(4);
        auto up = readText(stem + QStringLiteral(".sql"));
        auto down = readText(stem + QStringLiteral(".down.sql"));
        if (!up || !down)
            return fail(up ? down.error() : up.error());
        step.sql = *up;
        step.sha256 = QString::fromLatin1(QCryptographicHash::hash(up->toUtf8(), QCryptographicHash::Sha256).toHex());
        migrations.m_steps.append(step);
        migrations.m_down.append(*down);
    }
    if (migrations.m_steps.isEmpty())
        return fail(ErrorCode::InternalBug, {{QStringLiteral("path"), folder}, {QStringLiteral("message"), QStringLiteral("no migrations found")}});
    return migrations;
}

int Migrations::target() const { return static_cast<int>(m_steps.size()); }

Result<SchemaPlan> Migrations::plan(Connection &connection) const
{
    SchemaPlan plan;
    plan.target = target();
    plan.steps = m_steps;
    plan.mayInstall = connection.dialect() == Dialect::Sqlite; // app/postgres knows about roles
    auto exists = tableExists(connection);
    if (!exists)
        return fail(exists.error());
    if (!*exists)
        return plan;
    auto rows = connection.query(kSelect.text(connection.dialect()));
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size(); ++i)
        plan.current = std::max(plan.current, static_cast<int>((*rows)[i].integer(0)));
    if (plan.current > plan.target)
        return fail(ErrorCode::MigNewerSchema, {{QStringLiteral("current"), number(plan.current)},
                                                {QStringLiteral("target"), number(plan.target)}});
    for (int i = 0; i < rows->size(); ++i) {
        const Row row = (*rows)[i];
        const qint64 n = row.integer(0);
        if (n != i + 1 || row.text(2) != plan.steps.at(i).sha256)
            return fail(ErrorCode::MigChanged, {{QStringLiteral("step"), number(static_cast<int>(n))},
                                                {QStringLiteral("name"), row.text(1)}});
        plan.steps[i].applied = true;
        plan.steps[i].appliedAt = row.integer(3);
    }
    return plan;
}

Result<SchemaPlan> Migrations::apply(Connection &connection, qint64 nowMs) const
{
    auto before = plan(connection);
    if (!before || before->pending() == 0)
        return before;
    if (auto made = createTable(connection); !made)
        return fail(made.error());
    for (const MigrationStep &step : before->steps) {
        if (step.applied)
            continue;
        if (auto ran = connection.script(step.sql.toUtf8()); !ran)
            return fail(stepFailed(step, ran.error()));
        auto noted = connection.execute(kInsert.text(connection.dialect()),
                                        {qint64(step.number), step.name, step.sha256, TimeMs{nowMs}});
        if (!noted)
            return fail(stepFailed(step, noted.error()));
    }
    if (auto set = setUserVersion(connection, target()); !set)
        return fail(set.error());
    return plan(connection);
}

Result<SchemaPlan> Migrations::revert(Connection &connection) const
{
    auto before = plan(connection);
    if (!before)
        return before;
    if (before->current == 0)
        return fail(ErrorCode::BusinessNothingToDo);
    const MigrationStep &step = before->steps.at(before->current - 1);
    if (auto ran = connection.script(m_down.at(before->current - 1).toUtf8()); !ran)
        return fail(stepFailed(step, ran.error()));
    auto exists = tableExists(connection); // the first way back may have dropped the whole schema
    if (!exists)
        return fail(exists.error());
    if (*exists)
        if (auto forgotten = connection.execute(kDelete.text(connection.dialect()), {qint64(step.number)}); !forgotten)
            return fail(stepFailed(step, forgotten.error()));
    if (auto set = setUserVersion(connection, step.number - 1); !set)
        return fail(set.error());
    return plan(connection);
}

} // namespace plancia::sql
