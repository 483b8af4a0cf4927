// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/tablerows.h"

#include "app/sql/manyrows.h"

#include <algorithm>

namespace plancia::move {

namespace {

constexpr int kPageRows = 500;
constexpr qsizetype kMaxValues = 30'000; // SQLite takes 32,766 a statement, PostgreSQL 65,535

int pageRows(const TableShape &shape)
{
    return static_cast<int>(std::clamp<qsizetype>(kMaxValues / std::max<qsizetype>(1, shape.columns.size()), 1, kPageRows));
}

QByteArray names(const QList<Column> &columns)
{
    QByteArrayList parts;
    for (const Column &column : columns)
        parts.append(sql::quoteIdentifier(column.name));
    return parts.join(", ");
}

qsizetype placeOf(const TableShape &shape, const QString &column)
{
    const auto found = std::find_if(shape.columns.begin(), shape.columns.end(), [&](const Column &c) { return c.name == column; });
    return found == shape.columns.end() ? -1 : found - shape.columns.begin();
}

void number(QList<sql::Value> &row, qsizetype place, qint64 by)
{
    if (place < 0)
        return;
    if (const qint64 *value = std::get_if<qint64>(&row[place]))
        row[place] = *value + by;
}

/// Adds to the numbers of the trail; other tables have none.
void shiftRows(TypedRows &rows, const TableShape &shape, qint64 seq, qint64 commitNo)
{
    if (shape.name != kTrail || (seq == 0 && commitNo == 0))
        return;
    const qsizetype seqPlace = placeOf(shape, QStringLiteral("seq")), commitPlace = placeOf(shape, QStringLiteral("commit_no"));
    for (QList<sql::Value> &row : rows) {
        number(row, seqPlace, seq);
        number(row, commitPlace, commitNo);
    }
}

Result<bool> readPages(sql::Connection &connection, const TableShape &shape, const QByteArray &filter, const RowsSink &sink)
{
    const int limit = pageRows(shape);
    const QByteArray key = names(shape.key);
    QList<sql::Value> after;
    while (true) {
        QByteArrayList where;
        if (!filter.isEmpty())
            where.append(filter);
        if (!after.isEmpty())
            where.append("(" + key + ") > (" + sql::valueList(after.size()) + ")");
        auto found = connection.query("SELECT " + names(shape.columns) + " FROM " + sql::quoteIdentifier(shape.name)
                                          + (where.isEmpty() ? QByteArray() : " WHERE " + where.join(" AND ")) + " ORDER BY " + key
                                          + " LIMIT " + QByteArray::number(limit),
                                      after);
        if (!found)
            return fail(found.error());
        TypedRows rows;
        rows.reserve(found->size());
        for (int i = 0; i < found->size(); ++i) {
            QList<sql::Value> values;
            values.reserve(shape.columns.size());
            for (int column = 0; column < shape.columns.size(); ++column)
                values.append(typedValue((*found)[i], column, shape.columns.at(column).kind));
            rows.append(std::move(values));
        }
        if (!rows.isEmpty())
            if (auto taken = sink(rows); !taken)
                return taken;
        if (rows.size() < limit)
            return true;
        after.clear();
        for (const Column &column : shape.key)
            after.append(rows.last().at(placeOf(shape, column.name)));
    }
}

} // namespace

Result<bool> eachPage(sql::Connection &connection, const TableShape &shape, const RowsSink &sink) { return readPages(connection, shape, {}, sink); }

Result<bool> eachMovedPage(sql::Connection &connection, const TableShape &shape, const TrailShift &shift, const RowsSink &sink)
{
    if (shape.name != kTrail)
        return readPages(connection, shape, {}, sink);
    return readPages(connection, shape, "seq > " + QByteArray::number(shift.seq), [&](const TypedRows &rows) {
        TypedRows asTheyWere = rows;
        shiftRows(asTheyWere, shape, -shift.seq, -shift.commitNo);
        return sink(asTheyWere);
    });
}

Result<bool> writeRows(sql::Connection &connection, const TableShape &shape, const TrailShift &shift, const TypedRows &rows)
{
    TypedRows numbered = rows;
    shiftRows(numbered, shape, shift.seq, shift.commitNo);
    QList<sql::Value> values;
    values.reserve(numbered.size() * shape.columns.size());
    for (const QList<sql::Value> &row : std::as_const(numbered))
        values += row;
    auto written = connection.execute("INSERT INTO " + sql::quoteIdentifier(shape.name) + " (" + names(shape.columns) + ") VALUES "
                                          + sql::valueRows(numbered.size(), static_cast<int>(shape.columns.size())),
                                      values);
    return written ? Result<bool>(true) : Result<bool>(written.error());
}

Result<qint64> countRows(sql::Connection &connection, const TableShape &shape)
{
    auto rows = connection.query("SELECT count(*) FROM " + sql::quoteIdentifier(shape.name));
    if (!rows)
        return fail(rows.error());
    return (*rows)[0].integer(0);
}

} // namespace plancia::move
