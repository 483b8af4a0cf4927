// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/rowcounts.h"

namespace plancia::sql {

Result<QMap<QString, qint64>> countRows(Connection &connection)
{
    const bool sqlite = connection.dialect() == Dialect::Sqlite;
    // A server estimates: what its statistics saw, and before the first ANALYZE (reltuples -1) what it counts as it goes.
    auto tables = connection.query(
        sqlite ? "SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                 " ORDER BY name LIMIT 1000"
               : "SELECT c.relname::text, coalesce(sum(greatest(p.reltuples, pg_stat_get_live_tuples(p.oid))), 0)::bigint"
                 " FROM pg_class c"
                 " JOIN pg_class p ON p.oid = c.oid OR p.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = c.oid)"
                 " WHERE c.relnamespace = 'plancia'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
                 " GROUP BY c.relname ORDER BY c.relname LIMIT 1000");
    if (!tables)
        return fail(tables.error());
    QMap<QString, qint64> counts;
    for (int i = 0; i < tables->size(); ++i) {
        const QString name = (*tables)[i].text(0);
        qint64 rows = (*tables)[i].integer(1);
        if (sqlite) {
            auto counted = connection.query("SELECT count(*) FROM " + quoteIdentifier(name));
            if (!counted)
                return fail(counted.error());
            rows = (*counted)[0].integer(0);
        }
        counts.insert(name, rows);
    }
    return counts;
}

} // namespace plancia::sql
