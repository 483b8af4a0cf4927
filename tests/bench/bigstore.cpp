// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bigstore.h"

#include "app/sql/commit.h"
#include "app/store/localstore.h"

#include <QFile>
#include <sqlite3.h>

namespace plancia::bench {

namespace {
/// Straight SQL, one transaction. Ids are made of the time and the row's number, so that they sort as real ones do.
constexpr const char *kFill = R"(
BEGIN IMMEDIATE;
INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)
  WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
  SELECT unhex_(printf('0189aaaaaaaa700080%014x', i)), printf('tenant-%04d', i), printf('Tenant %04d', i),
         printf('tenant %04d', i), CASE i % 10 WHEN 0 THEN 'suspended' WHEN 1 THEN 'trial' ELSE 'active' END, ?1, ?1 FROM n;
INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, action, object_kind,
                       object_id, object_name, duration_ms, reason, origin, run_id, request_id, details)
  WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
  SELECT unhex_(printf('0189aaaaaaaa700080%014x', i % 1000 + 1)), ?1 - (?2 - i) * 250,
         unhex_(printf('%012x700080%014x', ?1 - (?2 - i) * 250, i)),
         i, i, printf('tenant-%04d', i % 1000 + 1), 'os', printf('operator%d@bridge', i % 7),
         CASE i % 4 WHEN 0 THEN 'TENANT_CREATE' WHEN 1 THEN 'TENANT_UPDATE' WHEN 2 THEN 'TENANT_SUSPEND' ELSE 'TENANT_ACTIVATE' END,
         'tenant', printf('0189aaaa-aaaa-7000-8000-%012x', i % 1000 + 1), printf('Tenant %04d', i % 1000 + 1), i % 40,
         CASE i % 4 WHEN 2 THEN 'Unpaid since the month before last' ELSE '' END, 'local',
         printf('0189bbbb-bbbb-7000-8000-%012x', i / 5000), printf('req_0189cccc-cccc-7000-8000-%012x', i),
         '{"name":["Tenant before","Tenant after"]}'
  FROM n;
UPDATE meta SET commit_no = commit_no + ?2, audit_seq = ?2 WHERE id = 1;
COMMIT;
)";

/// SQLite 3.40 has no unhex().
void unhex(sqlite3_context *context, int, sqlite3_value **values)
{
    const QByteArray hex(reinterpret_cast<const char *>(sqlite3_value_text(values[0])));
    const QByteArray bytes = QByteArray::fromHex(hex);
    sqlite3_result_blob(context, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

qint64 number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    qint64 n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return n;
}

bool run(sqlite3 *db, qint64 nowMs, qint64 rows)
{
    const char *rest = kFill;
    while (true) {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(db, rest, -1, &statement, &rest) != SQLITE_OK)
            return false;
        if (!statement)
            return true;
        sqlite3_bind_int64(statement, 1, nowMs); // a statement without parameters refuses them; that is fine
        sqlite3_bind_int64(statement, 2, rows);
        sqlite3_step(statement);
        if (sqlite3_finalize(statement) != SQLITE_OK)
            return false;
    }
}
} // namespace

Result<bool> makeBigStore(const QString &path, qint64 rows)
{
    if (rows < 1)
        return fail(ErrorCode::ValRange, {{"field", "rows"}, {"value", QString::number(rows)}, {"minimum", "1"}});
    {
        store::LocalStore::Options options;
        options.path = path;
        options.createIfMissing = true;
        auto opened = store::LocalStore::open(options);
        if (!opened)
            return fail(opened.error());
    }
    sqlite3 *db = nullptr;
    bool done = sqlite3_open(QFile::encodeName(path).constData(), &db) == SQLITE_OK
        && sqlite3_create_function(db, "unhex_", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, unhex, nullptr, nullptr) == SQLITE_OK
        && sqlite3_exec(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000", nullptr, nullptr, nullptr) == SQLITE_OK;
    if (done && number(db, "SELECT audit_seq FROM meta") < rows) {
        done = run(db, SystemClock().nowMs(), rows)
            && sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    const QString message = QString::fromUtf8(sqlite3_errmsg(db));
    sqlite3_close(db);
    if (!done)
        return fail(ErrorCode::DbStatement, {{"path", path}, {"message", message}});
    return true;
}

Result<bool> changeRows(const QString &path, qint64 rows)
{
    store::LocalStore::Options options;
    options.path = path;
    auto store = store::LocalStore::open(options);
    if (!store)
        return fail(store.error());
    return (*store)->write<bool>({}, {}, [rows](sql::Connection &connection) -> Result<bool> {
        auto changed = connection.execute("UPDATE audit_log SET reason = reason || '!' WHERE seq IN (WITH RECURSIVE n(i) AS "
                                          "(VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
                                          "SELECT i * ((SELECT audit_seq FROM meta) / $1) FROM n)", {rows});
        if (!changed)
            return fail(changed.error());
        auto taken = sql::nextCommitWithoutAudit(connection);
        return taken ? Result<bool>(true) : Result<bool>(taken.error());
    }).result();
}

} // namespace plancia::bench
