// SPDX-License-Identifier: GPL-3.0-or-later
// bench_scan FILE…: every column of every row of every table, by SQLite's own API: the least that any comparison of rows could do.
#include <cstdio>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace {

std::vector<std::string> tablesOf(sqlite3 *database)
{
    std::vector<std::string> names;
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", -1, &statement, nullptr);
    while (sqlite3_step(statement) == SQLITE_ROW)
        names.emplace_back(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return names;
}

/// Bytes of the values, so that none is left unread; -1 when a table cannot be read to its end.
long long scan(sqlite3 *database, const std::string &table)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database, ("SELECT * FROM \"" + table + '"').c_str(), -1, &statement, nullptr);
    long long bytes = 0;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count(statement); ++column)
            switch (sqlite3_column_type(statement, column)) {
            case SQLITE_INTEGER: bytes += sqlite3_column_int64(statement, column) & 1; break;
            case SQLITE_FLOAT: bytes += sqlite3_column_double(statement, column) > 0; break;
            case SQLITE_NULL: break;
            default: bytes += sqlite3_column_blob(statement, column) ? sqlite3_column_bytes(statement, column) : 0;
            }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? bytes : -1;
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        sqlite3 *database = nullptr;
        if (sqlite3_open_v2(argv[i], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
            return 66;
        for (const std::string &table : tablesOf(database)) {
            const long long bytes = scan(database, table);
            if (bytes < 0)
                return 65;
            std::printf("%s %s %lld\n", argv[i], table.c_str(), bytes);
        }
        sqlite3_close(database);
    }
    return 0;
}
