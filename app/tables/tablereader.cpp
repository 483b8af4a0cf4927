// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/tablereader.h"

#include "app/sql/connection.h"
#include "app/tables/cursor.h"

#include <algorithm>

namespace plancia::tables {

using Op = TableFilter::Op;
using Type = TableCell::Type;

namespace {
constexpr int kViewRows = 200; ///< of a view, which has no key to go on by
constexpr qsizetype kLongestKey = 64 * 1024; ///< bytes of one key; it goes to and fro in cursors

void add(QByteArray &conditions, const QByteArray &condition)
{
    conditions += (conditions.isEmpty() ? "" : " AND ") + condition;
}

/// Rows beyond a key in a direction of the order, that key's own row left out.
QByteArray beyond(const QList<OrderColumn> &order, bool forwards, const QList<Value> &from, QList<Value> &values)
{
    const bool uniform = std::all_of(order.begin(), order.end(), [&](const OrderColumn &column) {
        return column.descending == order.first().descending;
    });
    if (uniform) {
        QByteArrayList names, marks;
        for (qsizetype i = 0; i < order.size(); ++i) {
            names.append(order.at(i).sql);
            marks.append("?");
            values.append(from.at(i));
        }
        const QByteArray than = forwards != order.first().descending ? " > " : " < ";
        return order.size() == 1 ? names.first() + than + "?" : '(' + names.join(", ") + ')' + than + '(' + marks.join(", ") + ')';
    }
    // a beyond, or a the same and b beyond …; the first line narrows what the index has to give.
    const bool firstUp = forwards != order.first().descending;
    QByteArray condition = order.first().sql + (firstUp ? " >= ?" : " <= ?");
    values.append(from.first());
    QByteArrayList ways;
    for (qsizetype i = 0; i < order.size(); ++i) {
        QByteArray way;
        for (qsizetype same = 0; same < i; ++same) {
            add(way, order.at(same).sql + " = ?");
            values.append(from.at(same));
        }
        add(way, order.at(i).sql + (forwards != order.at(i).descending ? " > ?" : " < ?"));
        values.append(from.at(i));
        ways.append('(' + way + ')');
    }
    return condition + " AND (" + ways.join(" OR ") + ')';
}

QByteArray orderBy(const QList<OrderColumn> &order, bool forwards)
{
    QByteArrayList parts;
    for (const OrderColumn &column : order)
        parts.append(column.sql + (forwards != column.descending ? "" : " DESC"));
    return " ORDER BY " + parts.join(", ");
}

QByteArray whereOf(const QByteArray &conditions) { return conditions.isEmpty() ? QByteArray() : " WHERE " + conditions; }

Error keyTooLong(const TableShape &shape)
{
    return Error(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), shape.details.info.name},
                                                {QStringLiteral("message"), QStringLiteral("a key is longer than 64 KiB")}});
}

qsizetype sizeOf(const QList<Value> &key)
{
    qsizetype sum = 0;
    for (const Value &value : key)
        sum += value.bytes.size();
    return sum;
}
} // namespace

Result<bool> TableReader::planFilter(Plan &plan, const TableFilter &filter) const
{
    const QList<ColumnInfo> &columns = plan.shape.details.columns;
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const ColumnInfo &c) { return c.name == filter.column; });
    if (column == columns.end())
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), filter.column},
                                                     {QStringLiteral("message"), QStringLiteral("there is no such column")}});
    const QByteArray name = sql::quoteIdentifier(column->name);
    const Value typed = typedValue(filter.value, column->type);
    QByteArray condition;
    QList<Value> values{typed};
    bool isRange = true;    // its rows stand together in the order of the column
    bool isOneValue = false; // … and are in the order of the key
    switch (filter.op) {
    case Op::Equals:
        condition = name + " = ?";
        isOneValue = true;
        break;
    case Op::Greater:
        condition = name + " > ?";
        break;
    case Op::Less:
        condition = name + " < ?";
        break;
    case Op::IsNull:
        condition = name + " IS NULL";
        values.clear();
        isOneValue = true;
        break;
    case Op::IsNotNull:
        condition = name + " IS NOT NULL";
        values.clear();
        isRange = false; // most rows: the order of the key serves better
        break;
    case Op::BeginsWith: {
        Value from = typed;
        // What numbers begin with is a matter of their digits.
        const bool byDigits = typed.type != Type::Blob && affinityOf(column->type) != Affinity::Text;
        if (typed.type != Type::Blob)
            from = textValue(filter.value);
        const QByteArray what = byDigits ? "CAST(" + name + " AS TEXT)" : name;
        isRange = !byDigits;
        condition = what + " >= ?";
        values = {from};
        if (Value end = from; !(end.bytes = bytesAfterPrefix(from.bytes)).isEmpty()) {
            condition += " AND " + what + " < ?";
            values.append(end);
        } else if (from.bytes.isEmpty()) {
            condition = name + " IS NOT NULL";
            values.clear();
            isRange = false;
        }
        break;
    }
    }
    const bool isKey = plan.order.first().sql == name && !plan.order.first().descending;
    QByteArray index;
    if (isRange && !isKey) {
        auto found = m_schema.indexFor(plan.shape, *column);
        if (!found)
            return fail(found.error());
        index = *found;
    }
    const bool isAnswered = isRange && (isKey || !index.isEmpty());
    add(isAnswered ? plan.range : plan.scan, condition);
    (isAnswered ? plan.rangeValues : plan.scanValues) = values;
    if (!index.isEmpty()) {
        plan.from = plan.shape.name + " INDEXED BY " + index;
        if (!isOneValue)
            plan.order.prepend({name, false});
    }
    return true;
}

Result<TableReader::Plan> TableReader::plan(const TableQuery &query) const
{
    auto shape = m_schema.shape(query.table, query.runView);
    if (!shape)
        return fail(shape.error());
    Plan plan;
    plan.shape = *shape;
    plan.descending = query.descending;
    const QString &unreadable = plan.shape.details.unreadable;
    if (!unreadable.isEmpty() || (plan.shape.isView() && !query.runView))
        return fail(ErrorCode::BusinessNothingToDo,
                    {{QStringLiteral("name"), query.table},
                     {QStringLiteral("message"), unreadable.isEmpty() ? QStringLiteral("a view is run only when asked for")
                                                                      : QStringLiteral("its rows cannot be read: ") + unreadable}});
    if (plan.shape.isView())
        return plan;
    plan.order = plan.shape.key;
    plan.from = plan.shape.name + " NOT INDEXED"; // in the order of the table's own tree
    if (query.filter)
        if (auto planned = planFilter(plan, *query.filter); !planned)
            return fail(planned.error());
    return plan;
}

Result<std::optional<Value>> TableReader::edge(const Plan &plan, bool last) const
{
    auto found = Statement::prepare(m_handle, m_watch, "SELECT " + plan.order.first().sql + " FROM " + plan.from
                                        + whereOf(plan.range) + orderBy(plan.order, !last) + " LIMIT 1", plan.rangeValues);
    if (!found)
        return fail(found.error());
    auto row = found->step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(found->value(0)) : std::optional<Value>();
}

Result<bool> TableReader::hasBeyond(const Plan &plan, const QList<Value> &from, bool forwards) const
{
    QByteArray where = plan.range;
    QList<Value> values = plan.rangeValues;
    add(where, beyond(plan.order, forwards, from, values));
    auto found = Statement::prepare(m_handle, m_watch, "SELECT 1 FROM " + plan.from + whereOf(where)
                                        + orderBy(plan.order, forwards) + " LIMIT 1", values);
    return found ? found->step() : Result<bool>(found.error());
}

Result<Page<TableRow>> TableReader::viewPage(const Plan &plan, int limit)
{
    auto rows = Statement::prepare(m_handle, m_watch, "SELECT * FROM " + plan.shape.name + " LIMIT "
                                       + QByteArray::number(std::min(limit, kViewRows)));
    if (!rows)
        return fail(rows.error());
    Page<TableRow> page;
    const int columns = std::min(rows->columns(), kMaxShownColumns);
    auto more = rows->step();
    for (; more && *more; more = rows->step()) {
        TableRow row;
        row.id = QString::number(page.items.size());
        for (int column = 0; column < columns; ++column)
            row.cells.append(rows->cell(column, kCellHead));
        page.items.append(row);
    }
    if (!more)
        return fail(more.error());
    return page;
}

Result<Page<TableRow>> TableReader::page(const TableQuery &query, const Anchor &anchor, int limit, const ProgressSink &progress)
{
    limit = std::clamp(limit, 1, kMaxPageRows);
    auto planned = plan(query);
    if (!planned)
        return fail(planned.error());
    const Plan &plan = *planned;
    if (plan.shape.isView())
        return viewPage(plan, limit);
    auto lowest = edge(plan, plan.descending);
    auto highest = edge(plan, !plan.descending);
    if (!lowest || !highest)
        return fail(lowest ? highest.error() : lowest.error());
    Page<TableRow> page;
    if (!*lowest || !*highest)
        return page;

    const bool backwards = anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before;
    const bool forwards = plan.descending == backwards; // along the order of the tree
    std::optional<QList<Value>> from;
    QByteArray where = plan.range;
    QList<Value> values = plan.rangeValues;
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        auto key = decodeKey(anchor.cursor, plan.order.size());
        if (!key)
            return fail(key.error());
        add(where, beyond(plan.order, forwards, *key, values));
    } else if (anchor.kind == Anchor::Kind::Share && anchor.share > 0) {
        const bool up = forwards != plan.order.first().descending;
        add(where, plan.order.first().sql + (up ? " >= ?" : " <= ?"));
        values.append(valueAt(**lowest, **highest, anchor.share));
    }
    if (!plan.scan.isEmpty()) {
        add(where, plan.scan);
        values += plan.scanValues;
    }
    QByteArrayList names;
    for (const OrderColumn &column : plan.order)
        names.append(column.sql);
    for (const OrderColumn &column : plan.shape.key)
        names.append(column.sql);
    for (const ColumnInfo &column : plan.shape.details.columns)
        names.append(sql::quoteIdentifier(column.name));
    const qsizetype orders = plan.order.size();
    const qsizetype keys = plan.shape.key.size();
    auto rows = Statement::prepare(m_handle, m_watch, "SELECT " + names.join(", ") + " FROM " + plan.from + whereOf(where)
                                       + orderBy(plan.order, forwards) + " LIMIT " + QByteArray::number(limit + 1), values);
    if (!rows)
        return fail(rows.error());
    if (!plan.scan.isEmpty())
        m_watch.follow(rows->handle(), progress, plan.shape.details.info.rows);

    QList<QList<Value>> places;
    auto more = rows->step();
    for (; more && *more && page.items.size() < limit; more = rows->step()) {
        QList<Value> place, key;
        for (int i = 0; i < orders; ++i)
            place.append(rows->value(i));
        for (qsizetype i = orders; i < orders + keys; ++i)
            key.append(rows->value(static_cast<int>(i)));
        if (sizeOf(place) > kLongestKey || sizeOf(key) > kLongestKey)
            return fail(keyTooLong(plan.shape));
        TableRow row;
        row.id = encodeKey(key);
        for (qsizetype i = 0; i < plan.shape.details.columns.size(); ++i)
            row.cells.append(rows->cell(static_cast<int>(orders + keys + i), kCellHead));
        page.items.append(row);
        places.append(place);
    }
    m_watch.follow(nullptr, {}, 0);
    if (!more)
        return fail(more.error());
    // A place near the end, or a guess between two texts that was too far: the last page is what is looked for.
    if (anchor.kind == Anchor::Kind::Share && page.items.size() < limit && plan.scan.isEmpty())
        return this->page(query, Anchor::end(), limit, progress);
    if (page.items.isEmpty())
        return page;
    if (backwards) {
        std::reverse(page.items.begin(), page.items.end());
        std::reverse(places.begin(), places.end());
    }
    page.firstCursor = encodeKey(places.first());
    page.lastCursor = encodeKey(places.last());
    (backwards ? page.hasBefore : page.hasAfter) = *more;
    // On the side that we came from stands the cursor's own row. It may be gone: then a page there comes back empty, which
    // is cheaper to find out when somebody goes there than by reading for it now.
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        (backwards ? page.hasAfter : page.hasBefore) = true;
    } else if (anchor.kind == Anchor::Kind::Share) {
        auto before = hasBeyond(plan, places.first(), plan.descending);
        if (!before)
            return fail(before.error());
        page.hasBefore = *before;
    }
    page.firstShare = shareOf(**lowest, **highest, places.first().first());
    page.lastShare = shareOf(**lowest, **highest, places.last().first());
    return page;
}

Result<TableRow> TableReader::row(const QString &table, const QString &id)
{
    auto planned = plan({table, {}, false, false});
    if (!planned)
        return fail(planned.error());
    auto key = decodeKey(id, planned->shape.key.size());
    if (!key)
        return fail(key.error());
    QByteArrayList names;
    for (const ColumnInfo &column : planned->shape.details.columns)
        names.append(sql::quoteIdentifier(column.name));
    QByteArray where;
    for (const OrderColumn &column : planned->shape.key)
        add(where, column.sql + " = ?");
    auto found = Statement::prepare(m_handle, m_watch,
                                    "SELECT " + names.join(", ") + " FROM " + planned->shape.name + whereOf(where) + " LIMIT 1", *key);
    if (!found)
        return fail(found.error());
    auto has = found->step();
    if (!has)
        return fail(has.error());
    if (!*has)
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), table}, {QStringLiteral("message"), QStringLiteral("the row is gone")}});
    TableRow row;
    row.id = id;
    for (qsizetype i = 0; i < names.size(); ++i)
        row.cells.append(found->cell(static_cast<int>(i), kCellWhole));
    return row;
}

} // namespace plancia::tables
