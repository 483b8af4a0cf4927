// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/snapshot.h"

#include <QCryptographicHash>

namespace plancia::backup {

namespace {

constexpr int kConnectMs = 10'000;
constexpr int kCountMs = 12 * 3'600'000; ///< a count of a great table takes its time; it can be cancelled
const QString kBackupRole = QStringLiteral("plancia_backup");
const QString kSchema = QStringLiteral("plancia");

/// Tables and sequences that pg_dump reads: none of an extension, which brings its own. $1: the schema, empty for all;
/// $2: the role that shall read, empty for the current one.
constexpr auto kRelations = R"(
SELECT n.nspname::text, c.relname::text, format('%I.%I', n.nspname, c.relname), c.relkind = 'S',
       has_schema_privilege(reader.name, n.oid, 'USAGE') AND has_table_privilege(reader.name, c.oid, 'SELECT')
FROM (SELECT coalesce(nullif($2, '')::name, current_user) AS name) reader, pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'S') AND c.relpersistence <> 't'
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND ($1 = '' OR n.nspname = $1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2 LIMIT 100000)";

constexpr auto kRoles = R"(
SELECT session_user::text, me.rolsuper OR me.rolbypassrls,
       EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_backup'),
       coalesce((SELECT rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = 'plancia_backup'), false),
       coalesce((SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = 'plancia_backup'), false)
FROM pg_catalog.pg_roles me WHERE me.rolname = session_user)";

/// As in the manifest: our own tables by their name alone.
QString keyOf(const sql::Row &relation)
{
    return relation.text(0) == kSchema ? relation.text(1) : relation.text(0) + u'.' + relation.text(1);
}

QString schemaOf(PgScope scope) { return scope == PgScope::Schema ? kSchema : QString(); }
QString quoted(const QString &name) { return QString::fromUtf8(sql::quoteIdentifier(name)); }

/// The first relation in the scope that the role may not read; empty when it may read all.
Result<QString> unreadable(sql::Connection &connection, PgScope scope, const QString &role)
{
    auto relations = connection.query(kRelations, {schemaOf(scope), role});
    if (!relations)
        return fail(relations.error());
    for (int i = 0; i < relations->size(); ++i)
        if (!(*relations)[i].boolean(4))
            return (*relations)[i].text(2);
    return QString();
}

Error refused(const QString &login, const QString &what)
{
    return Error(ErrorCode::BackupRoleMissing, {{QStringLiteral("user"), login}, {QStringLiteral("message"), what}});
}

} // namespace

Result<DumpRole> findDumpRole(sql::Connection &connection, PgScope scope)
{
    auto rows = connection.query(kRoles);
    if (!rows)
        return fail(rows.error());
    const sql::Row row = (*rows)[0];
    const QString login = row.text(0);
    const bool loginSeesAll = row.boolean(1), exists = row.boolean(2), bypasses = row.boolean(3), member = row.boolean(4);
    QString hidden;
    if (exists && bypasses && member) {
        auto first = unreadable(connection, scope, kBackupRole);
        if (!first)
            return fail(first.error());
        if (first->isEmpty())
            return DumpRole{login, login == kBackupRole ? QString() : kBackupRole};
        hidden = *first;
    }
    if (loginSeesAll) {
        auto first = unreadable(connection, scope, login);
        if (!first)
            return fail(first.error());
        if (first->isEmpty())
            return DumpRole{login, {}};
        if (hidden.isEmpty())
            hidden = *first;
    }
    if (!exists)
        return fail(refused(login, QStringLiteral("there is no role plancia_backup: run Plancia's script of roles as a superuser, "
                                                  "then GRANT plancia_backup TO %1").arg(quoted(login))));
    if (!bypasses)
        return fail(refused(login, QStringLiteral("ALTER ROLE plancia_backup BYPASSRLS")));
    if (!member)
        return fail(refused(login, QStringLiteral("GRANT plancia_backup TO %1").arg(quoted(login))));
    return fail(refused(login, scope == PgScope::Schema
                                   ? QStringLiteral("%1 is out of its reach: GRANT SELECT ON ALL TABLES IN SCHEMA plancia TO plancia_backup").arg(hidden)
                                   : QStringLiteral("%1 is out of its reach: GRANT pg_read_all_data TO plancia_backup").arg(hidden)));
}

Result<PgSnapshot> PgSnapshot::take(const ConnectionProfile &profile, const std::optional<QString> &password, PgScope scope,
                                    const CancelToken &cancel)
{
    auto opened = postgres::PgConnection::open(profile, password, kConnectMs, cancel);
    if (!opened)
        return fail(opened.error());
    PgSnapshot snapshot;
    snapshot.m_connection = std::move(*opened);
    snapshot.m_connection->setCancelToken(cancel);
    const int version = snapshot.m_connection->serverVersion();
    snapshot.m_serverMajor = version / 10'000;
    snapshot.m_serverVersion = QStringLiteral("%1.%2").arg(version / 10'000).arg(version % 10'000);
    for (auto step : {&PgSnapshot::prepare, &PgSnapshot::count})
        if (auto done = (snapshot.*step)(scope); !done)
            return fail(done.error());
    return snapshot;
}

Result<bool> PgSnapshot::prepare(PgScope scope)
{
    sql::TransactionOptions options;
    options.requestId = QStringLiteral("backup");
    options.timeoutMs = kCountMs;
    if (auto begun = m_connection->begin(options); !begun)
        return begun;
    auto role = findDumpRole(*m_connection, scope);
    if (!role)
        return fail(role.error());
    m_role = *role;
    // Row security off: a query that it would cut short fails instead. The transaction stands idle while pg_dump works.
    QByteArray settings = "SET LOCAL row_security = off; SET LOCAL idle_in_transaction_session_timeout = 0;";
    if (m_serverMajor >= 17)
        settings += "SET LOCAL transaction_timeout = 0;";
    if (!m_role.role.isEmpty())
        settings += "SET LOCAL ROLE " + sql::quoteIdentifier(m_role.role);
    if (auto set = m_connection->script(settings); !set)
        return set;
    auto exported = m_connection->query("SELECT pg_export_snapshot()");
    if (!exported)
        return fail(exported.error());
    m_id = (*exported)[0].text(0);
    return readStore();
}

Result<bool> PgSnapshot::readStore()
{
    auto meta = m_connection->query("SELECT store_id, history_id, commit_no FROM plancia.meta WHERE id = 1");
    if (!meta)
        return fail(meta.error());
    auto schema = m_connection->query("SELECT coalesce(max(number), 0)::bigint,"
                                      " coalesce(string_agg(number || ' ' || sha256, ',' ORDER BY number), '')"
                                      " FROM plancia.schema_migrations");
    if (!schema)
        return fail(schema.error());
    if (meta->isEmpty())
        return fail(ErrorCode::DbSchemaMissing);
    m_facts.storeId = (*meta)[0].uuid(0).toString(QUuid::WithoutBraces);
    m_facts.historyId = (*meta)[0].uuid(1).toString(QUuid::WithoutBraces);
    m_facts.commitNo = (*meta)[0].integer(2);
    m_facts.schemaVersion = static_cast<int>((*schema)[0].integer(0));
    m_facts.schemaSha256 = QString::fromLatin1(
        QCryptographicHash::hash((*schema)[0].text(1).toUtf8(), QCryptographicHash::Sha256).toHex());
    return true;
}

Result<bool> PgSnapshot::count(PgScope scope)
{
    auto relations = m_connection->query(kRelations, {schemaOf(scope), QString()});
    if (!relations)
        return fail(relations.error());
    for (int i = 0; i < relations->size(); ++i) {
        const sql::Row row = (*relations)[i];
        if (row.boolean(3)) // a sequence
            continue;
        PgTable table;
        table.key = keyOf(row);
        auto counted = m_connection->query("SELECT count(*) FROM ONLY " + row.text(2).toUtf8());
        if (!counted)
            return fail(counted.error());
        table.rows = (*counted)[0].integer(0);
        m_facts.rows.insert(table.key, table.rows);
        m_tables.append(table);
    }
    return true;
}

qint64 PgSnapshot::rows() const
{
    qint64 sum = 0;
    for (const PgTable &table : m_tables)
        sum += table.rows;
    return sum;
}

qint64 PgSnapshot::rowsCopied(const QString &applicationName)
{
    if (m_serverMajor < 14)
        return 0;
    // As the login: a role may see its own sessions only. What the server says of sessions is kept for a transaction.
    auto rows = m_connection->script("SET LOCAL ROLE NONE; SELECT pg_stat_clear_snapshot()")
        ? m_connection->query("SELECT coalesce(sum(p.tuples_processed), 0)::bigint FROM pg_catalog.pg_stat_progress_copy p"
                              " JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE a.application_name = $1",
                              {applicationName})
        : Result<sql::Rows>(sql::Rows());
    return rows && !rows->isEmpty() ? (*rows)[0].integer(0) : 0;
}

Result<QMap<QString, qint64>> countTables(sql::Connection &connection, PgScope scope)
{
    auto relations = connection.query(kRelations, {schemaOf(scope), QString()});
    if (!relations)
        return fail(relations.error());
    QMap<QString, qint64> rows;
    for (int i = 0; i < relations->size(); ++i) {
        const sql::Row row = (*relations)[i];
        if (row.boolean(3))
            continue;
        auto counted = connection.query("SELECT count(*) FROM ONLY " + row.text(2).toUtf8());
        if (!counted)
            return fail(counted.error());
        rows.insert(keyOf(row), (*counted)[0].integer(0));
    }
    return rows;
}

} // namespace plancia::backup
