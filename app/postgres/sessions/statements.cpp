// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/sessions/statements.h"

#include <QStringList>
#include <algorithm>
#include <limits>

namespace plancia::postgres::sessions {

namespace {
constexpr qsizetype kMostBlockers = 50;

constexpr int kWaitStartSince = 140000; ///< pg_locks.waitstart

// What pg_stat_activity shows in place of a query that the role may not see; everything that is told of such a row besides is NULL.
constexpr auto kIsHidden = "(a.backend_type IS NULL AND a.query = '<insufficient privilege>')";
constexpr auto kClient = "(CASE WHEN a.client_addr IS NOT NULL THEN pg_catalog.host(a.client_addr)"
                         " WHEN a.client_port = -1 THEN 'local' END)::pg_catalog.text";

/// Unix milliseconds. The same expression wherever a session is looked up by when it began: it rounds the same.
QByteArray ms(const QByteArray &moment) { return "(extract(epoch FROM " + moment + ") * 1000)::pg_catalog.int8"; }
QByteArray text(const QByteArray &column) { return column + "::pg_catalog.text"; }
QByteArray int8(const QByteArray &column) { return column + "::pg_catalog.int8"; }

// Columns of listQuery().
enum Column {
    Pid, Started, Hidden, State, Kind, Database, User, Application, Client, // the first ones are those of lookUpQuery() too
    StateSince, QueryStarted, TransactionStarted,
    WaitKind, WaitFor, Query, QueryBytes, BlockedBy,
    LockMode, LockType, LockRelation, LockDatabase, LockRelationId, LockPage, LockTuple, LockVirtual, LockTransaction, LockCatalog,
    LockClass, LockObject, LockPart, WaitingSince
};
constexpr int kNow = TransactionStarted + 1; ///< of lookUpQuery()

QByteArrayList common()
{
    return {int8("a.pid"),          ms("a.backend_start"),          kIsHidden,           text("a.state"),      text("a.backend_type"),
            text("a.datname"),      text("a.usename"),              text("a.application_name"), kClient,       ms("a.state_change"),
            ms("a.query_start"),    ms("a.xact_start")};
}

/// What the process waits for, if it waits for a lock: the condition on `a` comes first, and keeps the lock table from being read
/// for the others.
QByteArray wait(int version)
{
    const QByteArrayList columns{text("l.mode") + " AS mode",
                                 text("l.locktype") + " AS locktype",
                                 "(n.nspname::pg_catalog.text || '.' || c.relname::pg_catalog.text) AS relation",
                                 text("(CASE WHEN d.datname <> pg_catalog.current_database() THEN d.datname END)") + " AS database",
                                 int8("l.relation") + " AS relationid",
                                 int8("l.page") + " AS page",
                                 int8("l.tuple") + " AS tuple",
                                 text("l.virtualxid") + " AS virtualxid",
                                 text("l.transactionid") + " AS transactionid",
                                 text("(CASE WHEN l.locktype = 'object' THEN l.classid::pg_catalog.regclass END)") + " AS catalog",
                                 int8("l.classid") + " AS classid",
                                 int8("l.objid") + " AS objid",
                                 int8("l.objsubid") + " AS objsubid",
                                 (version >= kWaitStartSince ? ms("l.waitstart") : QByteArray("NULL::pg_catalog.int8")) + " AS since"};
    return "SELECT " + columns.join(", ")
        + " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_database d ON d.oid = l.database"
          " LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation AND (l.database = 0 OR d.datname = pg_catalog.current_database())"
          " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " WHERE a.wait_event_type = 'Lock' AND l.pid = a.pid AND NOT l.granted LIMIT 1";
}

ServerSession::State stateOf(const QString &state, const QString &kind)
{
    using State = ServerSession::State;
    if (state == u"active")
        return State::Active;
    if (state == u"idle")
        return State::Idle;
    if (state == u"idle in transaction")
        return State::IdleInTransaction;
    if (state == u"idle in transaction (aborted)")
        return State::IdleInFailedTransaction;
    if (state == u"fastpath function call")
        return State::FastPath;
    // Workers of autovacuum, senders of the log and parallel workers have a state and are told by it; what is left has none. Of a
    // client that is only coming in, or whose server does not track what it does, nothing is known.
    return kind.isEmpty() || kind == u"client backend" ? State::Hidden : State::Background;
}

/// Several workers of one query have the same pid. Whoever stands far behind in a queue has all before it in the way: the first ones
/// tell enough.
QList<qint64> pidsOf(const QString &list)
{
    QList<qint64> pids;
    for (const QString &blocker : list.split(u',', Qt::SkipEmptyParts))
        if (const qint64 pid = blocker.toLongLong(); pids.size() < kMostBlockers && !pids.contains(pid))
            pids.append(pid);
    return pids;
}

/// How this program's connections name themselves: a look alone, since anybody may take that name.
bool isOurName(const QString &application)
{
    return application == u"plancia" || application.startsWith(u"plancia ") || application.startsWith(u"plancia-");
}

ServerSession commonOf(const sql::Row &row)
{
    ServerSession session;
    session.pid = row.integer(Pid);
    session.startedAt = row.integer(Started);
    session.kind = row.text(Kind);
    session.state = row.boolean(Hidden) ? ServerSession::State::Hidden : stateOf(row.text(State), session.kind);
    session.database = row.text(Database);
    session.user = row.text(User);
    session.application = row.text(Application);
    session.client = row.text(Client);
    session.stateSince = row.integer(StateSince);
    session.queryStartedAt = row.integer(QueryStarted);
    session.transactionStartedAt = row.integer(TransactionStarted);
    session.isOurs = isOurName(session.application);
    return session;
}

} // namespace

QByteArray catalogPath()
{
    // The old value is read before the new one is set: a row's expressions are computed from left to right (PostgreSQL has no
    // other order for a list without FROM), and the first is all that is used.
    return "SELECT pg_catalog.current_setting('search_path'), pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)";
}
QByteArray pathBack() { return "SELECT pg_catalog.set_config('search_path', $1, true)"; }

QByteArray factsQuery()
{
    return "/* plancia:sessions */ SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int8, " + ms("pg_catalog.clock_timestamp()")
        + ", current_user::pg_catalog.text, pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'),"
          " pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'),"
          " pg_catalog.current_setting('max_connections')::pg_catalog.int8,"
          " (SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s WHERE s.name = 'track_activity_query_size'),"
          " pg_catalog.pg_backend_pid()::pg_catalog.int8";
}

Facts factsOf(const sql::Row &row)
{
    return {static_cast<int>(row.integer(0)), static_cast<int>(row.integer(6)), row.integer(7)};
}

void takeFacts(const sql::Row &row, ServerSessions &sessions)
{
    sessions.at = row.integer(1);
    sessions.role = row.text(2);
    sessions.seesAll = row.boolean(3);
    sessions.canSignal = row.boolean(4);
    sessions.maxConnections = static_cast<int>(row.integer(5));
}

namespace {
/// `blockedBy`: what tells who is in the way of `a`.
QByteArray columnsOf(int queryChars, const QByteArray &blockedBy)
{
    QByteArrayList columns = common();
    columns += {text("a.wait_event_type"),
                text("a.wait_event"),
                // Cut here: a session may run a statement of a megabyte.
                QByteArray("(CASE WHEN NOT ") + kIsHidden + " THEN pg_catalog.left(a.query, " + QByteArray::number(queryChars + 1) + ") END)::pg_catalog.text",
                int8("pg_catalog.octet_length(a.query)"),
                blockedBy,
                "w.mode", "w.locktype", "w.relation", "w.database", "w.relationid", "w.page", "w.tuple", "w.virtualxid", "w.transactionid",
                "w.catalog", "w.classid", "w.objid", "w.objsubid", "w.since"};
    return columns.join(", ");
}
constexpr auto kBlockedBy = "pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(a.pid), ',')";
} // namespace

QByteArray listQuery(int version)
{
    return "/* plancia:sessions */ SELECT "
        + columnsOf(ServerSession::kMaxQueryChars, text("(CASE WHEN a.wait_event_type = 'Lock' THEN " + QByteArray(kBlockedBy) + " END)"))
        + " FROM pg_catalog.pg_stat_activity a LEFT JOIN LATERAL (" + wait(version)
        + ") w ON true WHERE a.pid <> pg_catalog.pg_backend_pid() ORDER BY a.pid LIMIT " + QByteArray::number(ServerSessions::kMaxSessions + 1);
}

QByteArray waitersQuery(int most)
{
    return "/* plancia:sampler */ SELECT a.pid::pg_catalog.int8, " + text(kBlockedBy)
        + ", (pg_catalog.count(*) OVER ())::pg_catalog.int8,"
          " (SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s WHERE s.name = 'track_activity_query_size')"
          " FROM pg_catalog.pg_stat_activity a WHERE a.wait_event_type = 'Lock' AND a.pid <> pg_catalog.pg_backend_pid()"
          " ORDER BY a.query_start, a.pid LIMIT "
        + QByteArray::number(most);
}

Waiter waiterOf(const sql::Row &row)
{
    return {row.integer(0), pidsOf(row.text(1)), static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3))};
}

QByteArray someQuery(int version, int queryChars, int most)
{
    return "/* plancia:sampler */ SELECT " + columnsOf(queryChars, text("NULL")) + " FROM pg_catalog.pg_stat_activity a LEFT JOIN LATERAL ("
        + wait(version)
        + ") w ON true WHERE a.pid = ANY (pg_catalog.string_to_array($1::pg_catalog.text, ',')::pg_catalog.int4[]) ORDER BY a.pid LIMIT "
        + QByteArray::number(most);
}

ServerSession sessionOf(const sql::Row &row, const Facts &facts)
{
    ServerSession session = commonOf(row);
    session.waitKind = row.text(WaitKind);
    session.waitFor = row.text(WaitFor);
    session.query = row.text(Query);
    if (session.query.size() > ServerSession::kMaxQueryChars) {
        session.query.truncate(ServerSession::kMaxQueryChars);
        if (session.query.back().isHighSurrogate())
            session.query.chop(1);
        session.isCut = true;
    }
    // The server itself keeps track_activity_query_size - 1 bytes, less what of a last character did not fit: up to three.
    constexpr qint64 kSpare = 4;
    if (session.state != ServerSession::State::Hidden && facts.queryBytes > 0 && row.integer(QueryBytes) >= facts.queryBytes - kSpare)
        session.isCut = true;
    session.blockedBy = pidsOf(row.text(BlockedBy));
    session.lockMode = row.text(LockMode);
    session.lockOn = lockOn({.type = row.text(LockType),
                             .relation = row.text(LockRelation),
                             .database = row.text(LockDatabase),
                             .relationId = row.integer(LockRelationId),
                             .page = row.integer(LockPage),
                             .tuple = row.integer(LockTuple),
                             .virtualTransaction = row.text(LockVirtual),
                             .transaction = row.text(LockTransaction),
                             .catalog = row.text(LockCatalog),
                             .classId = row.integer(LockClass),
                             .objectId = row.integer(LockObject),
                             .part = row.integer(LockPart)});
    session.waitingSince = row.integer(WaitingSince);
    return session;
}

QByteArray lookUpQuery()
{
    return "/* plancia:sessions */ SELECT " + common().join(", ") + ", " + ms("pg_catalog.clock_timestamp()")
        + ", pg_catalog.pg_has_role('pg_signal_backend', 'USAGE') FROM pg_catalog.pg_stat_activity a WHERE a.pid = $1::pg_catalog.int8 AND a.pid <> pg_catalog.pg_backend_pid()"
          " AND a.pid <> $2::pg_catalog.int8 LIMIT 1";
}

Found foundOf(const sql::Row &row) { return {commonOf(row), row.integer(kNow), row.boolean(kNow + 1)}; }

QByteArray mayRecordQuery()
{
    return "SELECT pg_catalog.has_table_privilege('plancia.audit_log', 'INSERT') AND pg_catalog.has_table_privilege('plancia.meta', 'UPDATE')";
}
QByteArray cancelQuery() { return "SELECT pg_catalog.pg_cancel_backend($1::pg_catalog.int8::pg_catalog.int4)"; }
QByteArray terminateQuery() { return "SELECT pg_catalog.pg_terminate_backend($1::pg_catalog.int8::pg_catalog.int4)"; }

namespace {
QString relationOf(const Lock &lock)
{
    if (!lock.relation.isEmpty())
        return lock.relation;
    const QString number = QStringLiteral("relation %1").arg(lock.relationId); // made in a transaction that is still open, or elsewhere
    return lock.database.isEmpty() ? number : number + QStringLiteral(" of database ") + lock.database;
}

/// The number that was given to pg_advisory_lock(), or both.
QString advisoryKey(const Lock &lock)
{
    constexpr qint64 kOfTwo = 2;
    const auto high = static_cast<quint32>(lock.classId);
    const auto low = static_cast<quint32>(lock.objectId);
    if (lock.part == kOfTwo)
        return QStringLiteral("(%1, %2)").arg(static_cast<qint32>(high)).arg(static_cast<qint32>(low));
    return QString::number(static_cast<qint64>((static_cast<quint64>(high) << 32) | low));
}
} // namespace

QString lockOn(const Lock &lock)
{
    const QString &type = lock.type;
    if (type.isEmpty())
        return {};
    if (type == u"relation")
        return relationOf(lock);
    if (type == u"extend")
        return QStringLiteral("growth of ") + relationOf(lock);
    if (type == u"page")
        return QStringLiteral("page %1 of ").arg(lock.page) + relationOf(lock);
    if (type == u"tuple")
        return QStringLiteral("row (%1,%2) of ").arg(lock.page).arg(lock.tuple) + relationOf(lock);
    if (type == u"transactionid")
        return QStringLiteral("transaction ") + lock.transaction;
    if (type == u"virtualxid")
        return QStringLiteral("virtual transaction ") + lock.virtualTransaction;
    const QString where = lock.database.isEmpty() ? QString() : QStringLiteral(" of database ") + lock.database;
    if (type == u"advisory")
        return QStringLiteral("advisory lock ") + advisoryKey(lock) + where;
    if (type == u"object")
        return QStringLiteral("object %1 of %2").arg(QString::number(lock.objectId), lock.catalog) + where;
    return type + QStringLiteral(" lock") + where; // "frozenid", "spectoken", and what later releases bring
}

} // namespace plancia::postgres::sessions
