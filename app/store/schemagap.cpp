// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schemagap.h"

#include <QMap>
#include <memory>
#include <sqlite3.h>

namespace plancia::store {

namespace {
struct Column {
    QString name;
    QByteArray otherwise; ///< what a row has where the column is missing
};
using Tables = QMap<QString, QList<Column>>;

constexpr auto kColumns = "SELECT t.name, c.name, upper(c.type), c.\"notnull\", c.dflt_value FROM main.sqlite_schema t,"
                          " pragma_table_info(t.name, 'main') c WHERE t.type = 'table' AND t.rootpage > 0"
                          " AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid LIMIT 20000";

QByteArray otherwiseOf(const QString &type, bool notNull, const QString &defaultSql)
{
    if (!defaultSql.isEmpty())
        return '(' + defaultSql.toUtf8() + ')';
    if (!notNull)
        return "NULL";
    return type == u"TEXT" ? "''" : type == u"BLOB" ? "x''" : "0";
}

Error memoryError(sqlite3 *handle)
{
    return Error(ErrorCode::InternalBug, {{QStringLiteral("message"), QString::fromUtf8(sqlite3_errmsg(handle))}});
}

/// The tables as all migrations of ours make them, made in memory.
Result<Tables> expectedTables(const sql::Migrations &migrations)
{
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3 *)> handle(raw, sqlite3_close);
    if (code != SQLITE_OK)
        return fail(memoryError(raw));
    for (const MigrationStep &step : migrations.steps())
        if (sqlite3_exec(raw, step.sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            return fail(memoryError(raw));
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(raw, kColumns, -1, &statement, nullptr) != SQLITE_OK)
        return fail(memoryError(raw));
    const auto text = [&statement](int column) {
        return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, column)));
    };
    Tables tables;
    while (sqlite3_step(statement) == SQLITE_ROW)
        tables[text(0)].append({text(1), otherwiseOf(text(2), sqlite3_column_int(statement, 3) != 0, text(4))});
    sqlite3_finalize(statement);
    return tables;
}

Result<Tables> tablesOf(sql::SqliteConnection &connection)
{
    auto rows = connection.query(kColumns);
    if (!rows)
        return fail(rows.error());
    Tables tables;
    for (int i = 0; i < rows->size(); ++i)
        tables[(*rows)[i].text(0)].append({(*rows)[i].text(1), {}});
    return tables;
}

bool has(const QList<Column> &columns, const QString &name)
{
    return std::any_of(columns.begin(), columns.end(), [&name](const Column &column) { return column.name == name; });
}

/// A view of the table's own columns and of those it lacks.
QByteArray bridgeFor(const QString &table, const QList<Column> &found, const QList<Column> &expected)
{
    QByteArrayList columns;
    for (const Column &column : found)
        columns.append(sql::quoteIdentifier(column.name));
    for (const Column &column : expected)
        if (!has(found, column.name))
            columns.append(column.otherwise + " AS " + sql::quoteIdentifier(column.name));
    const QByteArray name = sql::quoteIdentifier(table);
    return "CREATE TEMP VIEW " + name + " AS SELECT " + columns.join(", ") + " FROM main." + name;
}
} // namespace

Result<SchemaGap> findGap(sql::SqliteConnection &connection, const sql::Migrations &migrations)
{
    auto expected = expectedTables(migrations);
    if (!expected)
        return fail(expected.error());
    auto found = tablesOf(connection);
    if (!found)
        return fail(found.error());
    SchemaGap gap;
    for (auto table = expected->cbegin(); table != expected->cend(); ++table) {
        if (!found->contains(table.key())) {
            gap.missing.append(table.key());
            continue;
        }
        const QList<Column> &columns = (*found)[table.key()];
        const qsizetype before = gap.missing.size();
        for (const Column &column : table.value())
            if (!has(columns, column.name))
                gap.missing.append(table.key() + u'.' + column.name);
        if (gap.missing.size() > before)
            gap.bridges.append(bridgeFor(table.key(), columns, table.value()));
    }
    for (auto table = found->cbegin(); table != found->cend(); ++table) {
        if (table.key() == u"schema_migrations")
            continue;
        if (!expected->contains(table.key())) {
            gap.unknown.append(table.key());
            continue;
        }
        for (const Column &column : table.value())
            if (!has((*expected)[table.key()], column.name))
                gap.unknown.append(table.key() + u'.' + column.name);
    }
    return gap;
}

Result<bool> bridge(sql::SqliteConnection &connection, const SchemaGap &gap)
{
    if (gap.bridges.isEmpty())
        return true;
    // query_only forbids TEMP objects too; the file itself was opened without the right to write.
    QByteArrayList steps{"PRAGMA query_only = OFF"};
    steps += gap.bridges;
    steps.append("PRAGMA query_only = ON");
    for (const QByteArray &step : std::as_const(steps))
        if (auto done = connection.execute(step); !done)
            return fail(done.error());
    return true;
}

} // namespace plancia::store
