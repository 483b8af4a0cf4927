// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/movemark.h"

#include <QDateTime>

namespace plancia::sql {

namespace {

constexpr auto kPrefix = "plancia_moved_away "; // before the mark, in what the trigger says

// The mark has no quote and no dollar in it.
QByteArray postgresTriggers(const QByteArray &mark)
{
    return "CREATE FUNCTION plancia.moved_away() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $moved$"
           " BEGIN RAISE EXCEPTION USING ERRCODE = 'PLM01', MESSAGE = '"
        + QByteArray(kPrefix) + mark
        + "', HINT = 'This control plane was moved away, or is being moved: write where it lives now.'; END $moved$;"
          " COMMENT ON FUNCTION plancia.moved_away() IS '"
        + QByteArray(kPrefix) + mark
        + "';"
          " REVOKE ALL ON FUNCTION plancia.moved_away() FROM PUBLIC;"
          " DO $each$ DECLARE item record; BEGIN"
          " FOR item IN SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'plancia'::regnamespace AND relkind IN ('r', 'p')"
          " AND NOT relispartition AND relname <> 'schema_migrations' ORDER BY relname LOOP"
          " EXECUTE format('CREATE TRIGGER moved_away BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON plancia.%I"
          " FOR EACH STATEMENT EXECUTE FUNCTION plancia.moved_away()', item.relname);"
          " END LOOP; END $each$";
}

constexpr auto kReadSqlite = "SELECT sql FROM main.sqlite_schema WHERE type = 'trigger' AND name = 'moved_away'";
constexpr auto kReadPostgres = "SELECT obj_description(p.oid, 'pg_proc') FROM pg_catalog.pg_proc p"
                               " JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
                               " WHERE n.nspname = 'plancia' AND p.proname = 'moved_away'";

} // namespace

// What stands between the prefix and the quote that ends it.
std::optional<MoveMark> moveMarkIn(const QString &statement)
{
    const qsizetype begin = statement.indexOf(QLatin1String(kPrefix));
    if (begin < 0)
        return std::nullopt;
    const QByteArray rest = statement.mid(begin + qsizetype(qstrlen(kPrefix))).toUtf8();
    const qsizetype end = rest.indexOf('\'');
    return moveMarkFromText(end < 0 ? rest : rest.first(end));
}

QByteArray localMoveMark(const MoveMark &mark)
{
    return "CREATE TRIGGER moved_away BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, '" + QByteArray(kPrefix) + toText(mark) + "'); END";
}

Result<std::optional<MoveMark>> readMoveMark(Connection &connection)
{
    auto rows = connection.query(connection.dialect() == Dialect::Sqlite ? kReadSqlite : kReadPostgres);
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? std::optional<MoveMark>() : moveMarkIn((*rows)[0].text(0));
}

Result<bool> setMoveMark(Connection &connection, const MoveMark &mark)
{
    const bool isLocal = connection.dialect() == Dialect::Sqlite;
    return connection.script(isLocal ? localMoveMark(mark) : postgresTriggers(toText(mark)));
}

Result<bool> clearMoveMark(Connection &connection)
{
    return connection.script(connection.dialect() == Dialect::Sqlite ? "DROP TRIGGER IF EXISTS moved_away"
                                                                     : "DROP FUNCTION IF EXISTS plancia.moved_away() CASCADE");
}

Result<bool> withoutMoveMark(Connection &connection, const std::function<Result<bool>()> &work)
{
    const auto mark = readMoveMark(connection);
    if (!mark)
        return fail(mark.error());
    if (!*mark)
        return work();
    if (auto cleared = clearMoveMark(connection); !cleared)
        return cleared;
    if (auto worked = work(); !worked)
        return worked;
    return setMoveMark(connection, **mark);
}

Error movedAway(const MoveMark &mark)
{
    const QString at = QDateTime::fromMSecsSinceEpoch(mark.at, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
    return Error(mark.state == MoveMark::State::Moved ? ErrorCode::AuthzMoved : ErrorCode::AuthzMoving,
                 {{QStringLiteral("place"), mark.place}, {QStringLiteral("since"), at}});
}

std::optional<Error> movedAway(const QString &message)
{
    const auto mark = moveMarkIn(message);
    return mark ? std::optional<Error>(movedAway(*mark)) : std::nullopt;
}

} // namespace plancia::sql
