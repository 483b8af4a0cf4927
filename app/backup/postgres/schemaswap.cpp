// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/schemaswap.h"

#include "app/sql/movemark.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace plancia::backup {

namespace {

const QString kPrefix = QStringLiteral("plancia_before_");
const QString kTime = QStringLiteral("yyyyMMdd't'HHmmss'z'");
constexpr int kMaxNames = 100;

constexpr auto kRights = R"(
SELECT current_user::text, current_database()::text, pg_has_role(n.nspowner, 'USAGE'), pg_get_userbyid(n.nspowner)::text,
       has_database_privilege(current_database(), 'CREATE')
FROM pg_catalog.pg_namespace n WHERE n.nspname = 'plancia')";

QString quoted(const QString &name) { return QString::fromUtf8(sql::quoteIdentifier(name)); }

Result<bool> run(sql::Connection &connection, const QString &sql)
{
    auto done = connection.execute(sql.toUtf8());
    return done ? Result<bool>(true) : Result<bool>(done.error());
}

Result<bool> exists(sql::Connection &connection, const QString &schema)
{
    auto found = connection.query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", {schema});
    return found ? Result<bool>(!found->isEmpty()) : Result<bool>(found.error());
}

Result<QString> freeName(sql::Connection &connection, qint64 nowMs)
{
    const QString name = kPrefix + QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(kTime);
    for (int again = 1; again < kMaxNames; ++again) {
        const QString candidate = again == 1 ? name : name + u'_' + QString::number(again);
        auto taken = exists(connection, candidate);
        if (!taken)
            return fail(taken.error());
        if (!*taken)
            return candidate;
    }
    return fail(ErrorCode::IoExists, {{QStringLiteral("path"), name}});
}

/// Only names that a restore gave: anything else is not ours to touch.
bool isMovedAside(const QString &schema)
{
    static const QRegularExpression pattern(QStringLiteral("\\Aplancia_before_\\d{8}t\\d{6}z(_\\d{1,2})?\\z"));
    return pattern.match(schema).hasMatch();
}

Result<bool> mustBeMovedAside(sql::Connection &connection, const QString &schema)
{
    auto there = isMovedAside(schema) ? exists(connection, schema) : Result<bool>(false);
    if (there && !*there)
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), schema}});
    return there;
}

} // namespace

Result<bool> mayRestore(sql::Connection &connection)
{
    auto rows = connection.query(kRights);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::DbSchemaMissing);
    const sql::Row row = (*rows)[0];
    const auto missing = [&](const QString &grant) {
        return fail(ErrorCode::AuthzMissingGrant, {{QStringLiteral("user"), row.text(0)}, {QStringLiteral("privilege"), grant}});
    };
    if (!row.boolean(2))
        return missing(QStringLiteral("GRANT %1 TO %2").arg(quoted(row.text(3)), quoted(row.text(0))));
    if (!row.boolean(4))
        return missing(QStringLiteral("GRANT CREATE ON DATABASE %1 TO %2").arg(quoted(row.text(1)), quoted(row.text(0))));
    // What was moved away is not brought back beside what lives elsewhere now, unless somebody released it.
    const auto mark = sql::readMoveMark(connection);
    if (!mark || *mark)
        return fail(mark ? sql::movedAway(**mark) : mark.error());
    return true;
}

Result<MovedAside> moveAside(sql::Connection &connection, qint64 nowMs, const QString &restored)
{
    auto name = freeName(connection, nowMs);
    if (!name)
        return fail(name.error());
    auto meta = connection.query("SELECT commit_no FROM plancia.meta WHERE id = 1");
    if (!meta)
        return fail(meta.error());
    MovedAside old{*name, nowMs, meta->isEmpty() ? 0 : (*meta)[0].integer(0), restored};
    if (auto renamed = run(connection, QStringLiteral("ALTER SCHEMA plancia RENAME TO %1").arg(quoted(old.schema))); !renamed)
        return fail(renamed.error());
    // The comment is where a list finds what it was; COMMENT takes no parameters.
    QString json = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("at"), nowMs},
                                                               {QStringLiteral("commit"), old.commitNo},
                                                               {QStringLiteral("restored"), restored}})
                                         .toJson(QJsonDocument::Compact));
    json.replace(u'\'', QLatin1String("''")).remove(u'\\');
    if (auto noted = run(connection, QStringLiteral("COMMENT ON SCHEMA %1 IS '%2'").arg(quoted(old.schema), json)); !noted)
        return fail(noted.error());
    return old;
}

Result<bool> takeOver(sql::Connection &connection, const MovedAside &old, int patienceMs)
{
    const QString schema = quoted(old.schema);
    auto tables = connection.query("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c"
                                   " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                   " WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1 LIMIT 10000",
                                   {old.schema});
    if (!tables)
        return fail(tables.error());
    QStringList names;
    for (int i = 0; i < tables->size(); ++i)
        names += (*tables)[i].text(0);
    if (auto limited = run(connection, QStringLiteral("SET LOCAL lock_timeout = %1").arg(patienceMs)); !limited)
        return limited;
    if (auto locked = run(connection, QStringLiteral("LOCK TABLE %1 IN ACCESS EXCLUSIVE MODE").arg(names.join(u", "))); !locked)
        return fail(Error(ErrorCode::RestoreBusy, {{QStringLiteral("path"), QStringLiteral("plancia")},
                                                   {QStringLiteral("message"), locked.error().fact(u"message")}},
                          locked.error()));
    auto taken = connection.execute(QStringLiteral("UPDATE plancia.meta AS now SET commit_no = old.commit_no, store_id = old.store_id,"
                                                   " history_id = gen_random_uuid()"
                                                   " FROM %1.meta AS old WHERE now.id = 1 AND old.id = 1").arg(schema).toUtf8());
    if (!taken)
        return fail(taken.error());
    if (*taken != 1)
        return fail(ErrorCode::BackupDamaged, {{QStringLiteral("message"), QStringLiteral("the row of meta is missing")}});
    return true;
}

Result<QList<MovedAside>> listMovedAside(sql::Connection &connection)
{
    auto rows = connection.query("SELECT nspname::text, coalesce(obj_description(oid, 'pg_namespace'), '')"
                                 " FROM pg_catalog.pg_namespace WHERE nspname LIKE 'plancia\\_before\\_%'"
                                 " ORDER BY nspname DESC LIMIT 1000");
    if (!rows)
        return fail(rows.error());
    QList<MovedAside> all;
    for (int i = 0; i < rows->size(); ++i) {
        const QString schema = (*rows)[i].text(0);
        if (!isMovedAside(schema))
            continue;
        const QJsonObject about = QJsonDocument::fromJson((*rows)[i].text(1).toUtf8()).object();
        QDateTime named = QDateTime::fromString(schema.mid(kPrefix.size(), 16), kTime);
        named.setTimeSpec(Qt::UTC);
        // The name has it to the second, and cannot be changed by a comment.
        const qint64 second = named.toMSecsSinceEpoch(), exact = about.value(QLatin1String("at")).toInteger();
        all.append({schema, exact / 1000 == second / 1000 ? exact : second, about.value(QLatin1String("commit")).toInteger(),
                    about.value(QLatin1String("restored")).toString().left(200)});
    }
    return all;
}

Result<MovedAside> bringBack(sql::Connection &connection, const QString &schema, qint64 nowMs)
{
    if (auto there = mustBeMovedAside(connection, schema); !there)
        return fail(there.error());
    auto old = moveAside(connection, nowMs, schema);
    if (!old)
        return old;
    if (auto renamed = run(connection, QStringLiteral("ALTER SCHEMA %1 RENAME TO plancia").arg(quoted(schema))); !renamed)
        return fail(renamed.error());
    if (auto cleared = run(connection, QStringLiteral("COMMENT ON SCHEMA plancia IS NULL")); !cleared)
        return fail(cleared.error());
    if (auto taken = takeOver(connection, *old); !taken)
        return fail(taken.error());
    return old;
}

Result<bool> dropMovedAside(sql::Connection &connection, const QString &schema)
{
    if (auto there = mustBeMovedAside(connection, schema); !there)
        return there;
    return run(connection, QStringLiteral("DROP SCHEMA %1 CASCADE").arg(quoted(schema)));
}

Result<bool> resetSession(sql::Connection &connection)
{
    return connection.script("RESET row_security; RESET check_function_bodies; RESET client_min_messages; RESET xmloption;"
                             "RESET default_tablespace; RESET default_table_access_method; RESET standard_conforming_strings;"
                             "RESET lock_timeout; SET LOCAL search_path = plancia, pg_temp;"
                             "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO,YMD'");
}

} // namespace plancia::backup
