// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/schema.h"

#include "app/sql/connection.h"

#include <QStringList>
#include <algorithm>

namespace plancia::tables {

namespace {
constexpr qint64 kCounted = 10'000; ///< rows: well under a millisecond
constexpr qsizetype kEstimatedTables = 300; ///< of a list; two index seeks each

TableInfo::Kind kindOf(const QString &type, const QString &name, qint64 rootPage)
{
    if (type == u"view")
        return TableInfo::Kind::View;
    if (rootPage == 0)
        return TableInfo::Kind::Virtual;
    return name.startsWith(u"sqlite_", Qt::CaseInsensitive) ? TableInfo::Kind::System : TableInfo::Kind::Table;
}

bool canEstimate(TableInfo::Kind kind) { return kind == TableInfo::Kind::Table || kind == TableInfo::Kind::System; }
} // namespace

Value textValue(const QString &text)
{
    Value value;
    value.bytes = text.toUtf8();
    return value;
}

Value integerValue(qint64 integer)
{
    Value value;
    value.type = TableCell::Type::Integer;
    value.integer = integer;
    return value;
}

Result<TableList> Schema::list(const QString &filter) const
{
    auto rows = prepare("SELECT name, type, rootpage FROM main.sqlite_schema WHERE type IN ('table', 'view')"
                        " AND instr(lower(name), lower(?)) > 0 ORDER BY name LIMIT ?",
                        {textValue(filter), integerValue(kMaxTables + 1)});
    if (!rows)
        return fail(rows.error());
    TableList list;
    auto more = rows->step();
    for (; more && *more; more = rows->step()) {
        TableInfo info;
        info.name = rows->text(0);
        info.kind = kindOf(rows->text(1), info.name, rows->integer(2));
        list.tables.append(info);
    }
    if (!more)
        return fail(more.error());
    list.cut = list.tables.size() > kMaxTables;
    if (list.cut)
        list.tables.removeLast();
    qsizetype estimated = 0;
    for (TableInfo &info : list.tables) {
        if (!canEstimate(info.kind) || ++estimated > kEstimatedTables)
            continue;
        if (const auto found = shape(info.name, false)) // one broken table does not hide the others
            info.rows = found->details.info.rows;
    }
    if (m_watch.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    return list;
}

Result<TableShape> Schema::shape(const QString &table, bool runView) const
{
    auto found = prepare("SELECT type, rootpage, sql FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name = ? LIMIT 1",
                         {textValue(table)});
    if (!found)
        return fail(found.error());
    auto row = found->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), table}, {QStringLiteral("message"), QStringLiteral("there is no such table")}});
    TableShape shape;
    TableDetails &details = shape.details;
    details.info.name = table;
    details.info.kind = kindOf(found->text(0), table, found->integer(1));
    details.sql = found->text(2).left(kMaxSqlShown);
    shape.name = "main." + sql::quoteIdentifier(table);
    if (details.info.kind == TableInfo::Kind::Virtual) {
        details.unreadable = QStringLiteral("virtual");
        return shape;
    }
    if (shape.isView() && !runView)
        return shape;
    auto columnsFound = columns(shape);
    if (!columnsFound)
        return fail(columnsFound.error());
    details.columns = *columnsFound;
    if (details.columns.isEmpty())
        details.unreadable = QStringLiteral("columns");
    if (shape.isView())
        return shape;
    auto indexesFound = indexes(shape);
    if (!indexesFound)
        return fail(indexesFound.error());
    details.indexes = *indexesFound;
    auto triggers = prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY name LIMIT 100",
                            {textValue(table)});
    if (!triggers)
        return fail(triggers.error());
    auto more = triggers->step();
    for (; more && *more; more = triggers->step())
        details.triggers.append(triggers->text(0).left(kMaxSqlShown));
    if (!more)
        return fail(more.error());
    if (auto keyFound = findKey(shape); !keyFound)
        return fail(keyFound.error());
    details.info.rows = estimatedRows(shape);
    return shape;
}

Result<QList<ColumnInfo>> Schema::columns(const TableShape &shape) const
{
    QList<ColumnInfo> columns;
    if (shape.isView()) {
        auto prepared = prepare("SELECT * FROM " + shape.name + " LIMIT 0");
        if (!prepared)
            return fail(prepared.error());
        for (int i = 0; i < std::min(prepared->columns(), kMaxShownColumns); ++i) {
            ColumnInfo column;
            column.name = QString::fromUtf8(sqlite3_column_name(prepared->handle(), i));
            column.type = QString::fromUtf8(sqlite3_column_decltype(prepared->handle(), i));
            columns.append(column);
        }
        return columns;
    }
    auto rows = prepare("PRAGMA main.table_xinfo(" + sql::quoteIdentifier(shape.details.info.name) + ")");
    if (!rows)
        return fail(rows.error());
    const QByteArray table = shape.details.info.name.toUtf8();
    auto more = rows->step();
    for (; more && *more && columns.size() < kMaxShownColumns; more = rows->step()) {
        ColumnInfo column;
        column.name = rows->text(1);
        column.type = rows->text(2);
        column.notNull = rows->integer(3) != 0;
        column.defaultSql = rows->text(4).left(kCellHead);
        column.keyPlace = static_cast<int>(rows->integer(5));
        column.hidden = rows->integer(6) != 0;
        const char *collation = nullptr;
        if (sqlite3_table_column_metadata(m_handle, "main", table.constData(), column.name.toUtf8().constData(), nullptr,
                                          &collation, nullptr, nullptr, nullptr) == SQLITE_OK)
            column.collation = QString::fromUtf8(collation);
        columns.append(column);
    }
    if (!more)
        return fail(more.error());
    return columns;
}

Result<QList<IndexInfo>> Schema::indexes(const TableShape &shape) const
{
    auto rows = prepare("PRAGMA main.index_list(" + sql::quoteIdentifier(shape.details.info.name) + ")");
    if (!rows)
        return fail(rows.error());
    QList<IndexInfo> indexes;
    auto more = rows->step();
    for (; more && *more; more = rows->step()) {
        IndexInfo index;
        index.name = rows->text(1);
        index.unique = rows->integer(2) != 0;
        index.partial = rows->integer(4) != 0;
        auto parts = prepare("PRAGMA main.index_xinfo(" + sql::quoteIdentifier(index.name) + ")");
        if (!parts)
            return fail(parts.error());
        QStringList names;
        auto next = parts->step();
        for (; next && *next; next = parts->step())
            if (parts->integer(5) != 0) // a key column, not one that only leads to the row
                names.append((parts->isNull(2) ? QStringLiteral("(…)") : parts->text(2))
                             + (parts->integer(3) != 0 ? QStringLiteral(" DESC") : QString()));
        if (!next)
            return fail(next.error());
        index.columns = names.join(QStringLiteral(", "));
        auto sql = prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND name = ? LIMIT 1", {textValue(index.name)});
        if (!sql)
            return fail(sql.error());
        if (auto row = sql->step(); row && *row)
            index.sql = sql->text(0).left(kMaxSqlShown);
        indexes.append(index);
    }
    if (!more)
        return fail(more.error());
    std::sort(indexes.begin(), indexes.end(), [](const IndexInfo &a, const IndexInfo &b) { return a.name < b.name; });
    return indexes;
}

Result<bool> Schema::findKey(TableShape &shape) const
{
    TableDetails &details = shape.details;
    // Any of the three names of the rowid that no column hides; a column that *is* the rowid hides nothing.
    QString alias;
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        const bool isHidden = std::any_of(details.columns.begin(), details.columns.end(), [name](const ColumnInfo &column) {
            return column.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
        });
        if (!isHidden && alias.isEmpty())
            alias = QLatin1String(name);
    }
    if (!alias.isEmpty() && prepare("SELECT " + alias.toLatin1() + " FROM " + shape.name + " LIMIT 0")) {
        shape.key = {{alias.toLatin1(), false}};
        details.key = QStringLiteral("rowid");
        return true;
    }
    if (auto found = findPrimaryKey(shape); !found)
        return found;
    if (shape.key.isEmpty() && details.unreadable.isEmpty())
        details.unreadable = QStringLiteral("no_key");
    return true;
}

Result<bool> Schema::findPrimaryKey(TableShape &shape) const
{
    auto list = prepare("SELECT name FROM pragma_index_list(?, 'main') WHERE origin = 'pk' LIMIT 1",
                        {textValue(shape.details.info.name)});
    if (!list)
        return fail(list.error());
    auto has = list->step();
    if (!has)
        return fail(has.error());
    if (!*has)
        return true;
    auto parts = prepare("PRAGMA main.index_xinfo(" + sql::quoteIdentifier(list->text(0)) + ")");
    if (!parts)
        return fail(parts.error());
    QStringList names;
    auto more = parts->step();
    for (; more && *more; more = parts->step()) {
        if (parts->integer(5) == 0 || parts->isNull(2))
            continue;
        const QString name = parts->text(2);
        const QString collation = parts->text(4);
        OrderColumn column{sql::quoteIdentifier(name), parts->integer(3) != 0};
        for (const ColumnInfo &known : std::as_const(shape.details.columns))
            if (known.name == name && known.collation.compare(collation, Qt::CaseInsensitive) != 0)
                column.sql += " COLLATE " + sql::quoteIdentifier(collation);
        shape.key.append(column);
        names.append(name);
    }
    if (!more)
        return fail(more.error());
    shape.details.key = names.join(QStringLiteral(", "));
    return true;
}

Result<QByteArray> Schema::indexFor(const TableShape &shape, const ColumnInfo &column) const
{
    for (const IndexInfo &index : shape.details.indexes) {
        if (index.partial)
            continue;
        auto parts = prepare("PRAGMA main.index_xinfo(" + sql::quoteIdentifier(index.name) + ")");
        if (!parts)
            return fail(parts.error());
        // All of it must be the column and then the key, so that its order is the one that is paged by.
        qsizetype place = 0;
        bool fits = true;
        auto more = parts->step();
        for (; more && *more; more = parts->step(), ++place) {
            fits = fits && parts->integer(3) == 0;
            if (place == 0)
                fits = fits && parts->text(2) == column.name
                    && parts->text(4).compare(column.collation, Qt::CaseInsensitive) == 0;
            else if (parts->integer(1) == -1) // the rowid, which ends every index
                fits = fits && place == 1 && shape.details.key == u"rowid";
            else
                fits = fits && place - 1 < shape.key.size() && !shape.key.at(place - 1).descending
                    && shape.key.at(place - 1).sql == sql::quoteIdentifier(parts->text(2));
        }
        if (!more)
            return fail(more.error());
        if (fits && place == shape.key.size() + 1)
            return sql::quoteIdentifier(index.name);
    }
    return QByteArray();
}

qint64 Schema::estimatedRows(const TableShape &shape) const
{
    if (shape.details.key == u"rowid") {
        const QByteArray rowid = shape.key.first().sql;
        auto ends = prepare("SELECT (SELECT min(" + rowid + ") FROM " + shape.name + "), (SELECT max(" + rowid + ") FROM "
                            + shape.name + ")");
        if (ends)
            if (auto row = ends->step(); row && *row) {
                if (ends->isNull(0))
                    return 0;
                const double span = static_cast<double>(ends->integer(1)) - static_cast<double>(ends->integer(0)) + 1;
                return span < 1e15 ? static_cast<qint64>(span) : -1; // ids at random say nothing
            }
    }
    // Absent unless somebody ran ANALYZE; what a stranger put in its place fails and is no answer.
    auto stat = prepare("SELECT CAST(stat AS INTEGER) FROM main.sqlite_stat1 WHERE tbl = ? LIMIT 1",
                        {textValue(shape.details.info.name)});
    if (stat)
        if (auto row = stat->step(); row && *row)
            return stat->integer(0) >= 0 ? stat->integer(0) : -1;
    // A short table is counted.
    auto few = prepare("SELECT count(*) FROM (SELECT 1 FROM " + shape.name + " LIMIT ?)", {integerValue(kCounted + 1)});
    if (few)
        if (auto row = few->step(); row && *row && few->integer(0) <= kCounted)
            return few->integer(0);
    return -1;
}

} // namespace plancia::tables
