// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/servertables.h"

namespace plancia::postgres {

namespace {

constexpr auto kColumns = R"(
SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), t.typcategory::text,
       coalesce((SELECT array_position(i.indkey::int2[], a.attnum) + 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary), 0)::int8
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
JOIN pg_type t ON t.oid = a.atttypid
WHERE n.nspname = 'plancia' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1, 2 LIMIT 100000)";

} // namespace

Result<QMap<QString, ServerTable>> serverTables(sql::Connection &connection)
{
    const auto rows = connection.query(kColumns);
    if (!rows)
        return fail(rows.error());
    QMap<QString, ServerTable> tables;
    QMap<QString, QMap<qint64, ServerColumn>> keys;
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        ServerTable &table = tables[row.text(0)];
        table.name = row.text(0);
        const ServerColumn column{row.text(1), row.text(2), row.text(3).isEmpty() ? 'U' : row.text(3)[0].toLatin1()};
        table.columns.append(column);
        if (row.integer(4) > 0)
            keys[table.name].insert(row.integer(4), column);
    }
    for (auto it = keys.begin(); it != keys.end(); ++it)
        tables[it.key()].key = it->values();
    return tables;
}

} // namespace plancia::postgres
