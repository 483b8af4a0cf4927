// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/moveshape.h"

#include "app/postgres/servertables.h"

#include <QMap>
#include <QSet>
#include <algorithm>

namespace plancia::move {

namespace {

/// Of the store itself, not of what it holds.
bool isOwn(const QString &table) { return table == u"meta" || table == u"schema_migrations"; }
/// Of a local store alone, made from its tenants; the server computes the same.
bool isMade(const QString &table) { return table == u"tenant_words"; }

Error differ(const QString &message) { return Error(ErrorCode::MigTablesDiffer, {{QStringLiteral("message"), message}}); }

std::optional<Kind> kindOf(const QString &type)
{
    if (type == u"uuid")
        return Kind::Uuid;
    if (type.startsWith(u"timestamp"))
        return Kind::Time;
    if (type == u"boolean")
        return Kind::Boolean;
    if (type == u"jsonb" || type == u"json")
        return Kind::Json;
    if (type == u"bytea")
        return Kind::Bytes;
    if (type == u"bigint" || type == u"integer" || type == u"smallint")
        return Kind::Integer;
    if (type == u"double precision" || type == u"real")
        return Kind::Real;
    if (type == u"text" || type.startsWith(u"character"))
        return Kind::Text;
    return std::nullopt;
}

/// Columns and key of each table of a local store.
struct LocalTable {
    QSet<QString> columns;
    QMap<qint64, QString> key; ///< by place
};

Result<QMap<QString, LocalTable>> localTables(sql::Connection &local)
{
    auto rows = local.query("SELECT t.name, c.name, c.pk FROM main.sqlite_schema t JOIN pragma_table_info(t.name) c"
                            " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 100000");
    if (!rows)
        return fail(rows.error());
    QMap<QString, LocalTable> tables;
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        LocalTable &table = tables[row.text(0)];
        table.columns.insert(row.text(1));
        if (row.integer(2) > 0)
            table.key.insert(row.integer(2), row.text(1));
    }
    return tables;
}

Result<TableShape> shapeOf(const postgres::ServerTable &server, const LocalTable &local)
{
    TableShape shape{server.name, {}, {}, false};
    QSet<QString> names;
    for (const postgres::ServerColumn &column : server.columns) {
        const auto kind = kindOf(column.type);
        if (!kind)
            return fail(differ(QStringLiteral("%1.%2 has the type %3").arg(server.name, column.name, column.type)));
        shape.columns.append({column.name, *kind});
        names.insert(column.name);
    }
    for (const QString &name : (names - local.columns) + (local.columns - names))
        return fail(differ(QStringLiteral("%1.%2 is in one of them alone").arg(server.name, name)));
    QStringList key;
    for (const postgres::ServerColumn &column : server.key) {
        key.append(column.name);
        shape.key.append({column.name, *kindOf(column.type)});
    }
    if (key.isEmpty() || key != local.key.values())
        return fail(differ(QStringLiteral("%1 has not the same primary key").arg(server.name)));
    return shape;
}

/// Which table refers to which, and which are kept by the month.
struct Relations {
    QHash<QString, QSet<QString>> refersTo;
    QSet<QString> byMonth;
};

Result<Relations> relationsOf(sql::Connection &server)
{
    auto keys = server.query("SELECT c.relname::text, r.relname::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                             " JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f'"
                             " AND k.connamespace = 'plancia'::regnamespace AND NOT c.relispartition LIMIT 100000");
    if (!keys)
        return fail(keys.error());
    auto parts = server.query("SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'plancia'::regnamespace AND c.relkind = 'p'"
                              " AND pg_get_partkeydef(c.oid) = 'RANGE (at)' LIMIT 1000");
    if (!parts)
        return fail(parts.error());
    Relations relations;
    for (int i = 0; i < keys->size(); ++i)
        if (const sql::Row row = (*keys)[i]; row.text(0) != row.text(1))
            relations.refersTo[row.text(0)].insert(row.text(1));
    for (int i = 0; i < parts->size(); ++i)
        relations.byMonth.insert((*parts)[i].text(0));
    return relations;
}

/// What nothing waits for comes first; among those, by name.
QList<TableShape> inOrder(QMap<QString, TableShape> waiting, const Relations &relations)
{
    QList<TableShape> order;
    while (!waiting.isEmpty()) {
        const auto isFree = [&](const QString &name) {
            const QSet<QString> &needed = relations.refersTo.value(name);
            return std::none_of(needed.begin(), needed.end(), [&](const QString &other) { return waiting.contains(other); });
        };
        const QStringList names = waiting.keys();
        const auto next = std::find_if(names.begin(), names.end(), isFree);
        order.append(waiting.take(next == names.end() ? names.first() : *next)); // a circle ends at the database's own rule
        order.last().byMonth = relations.byMonth.contains(order.last().name);
    }
    return order;
}

} // namespace

Result<QList<TableShape>> moveShape(sql::Connection &server, sql::Connection &local)
{
    auto there = postgres::serverTables(server);
    if (!there)
        return fail(there.error());
    auto here = localTables(local);
    if (!here)
        return fail(here.error());
    QMap<QString, TableShape> shapes;
    for (auto it = there->cbegin(); it != there->cend(); ++it) {
        if (isOwn(it.key()))
            continue;
        const auto own = here->constFind(it.key());
        if (own == here->cend())
            return fail(differ(QStringLiteral("the table %1 is on the server alone").arg(it.key())));
        auto shape = shapeOf(*it, *own);
        if (!shape)
            return fail(shape.error());
        shapes.insert(it.key(), *shape);
    }
    for (auto it = here->cbegin(); it != here->cend(); ++it)
        if (!isOwn(it.key()) && !isMade(it.key()) && !shapes.contains(it.key()))
            return fail(differ(QStringLiteral("the table %1 is in the local store alone").arg(it.key())));
    auto relations = relationsOf(server);
    if (!relations)
        return fail(relations.error());
    return inOrder(std::move(shapes), *relations);
}

} // namespace plancia::move
