// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/base/page.h"

#include <algorithm>
#include <functional>
#include <optional>

/// Lists of the control plane paged by (sort value, id), both ways: what every repository's page() does.
namespace plancia::controlplane {

/// Where a page begins: the sort value of a row (QString, or TimeMs) and its id.
struct SortKey {
    sql::Value value;
    QUuid id;
};
/// A built list query: text with $n and its values.
struct ListQuery {
    QByteArray sql;
    QList<sql::Value> values;
    /// Adds a value; gives its "$n".
    QByteArray bind(sql::Value value)
    {
        values.append(std::move(value));
        return "$" + QByteArray::number(values.size());
    }
};
/// Which rows: those that match, or those of the list without what was typed as its filter. Shares stand for the whole list:
/// text filters do not bend them, and cost them nothing.
enum class Scope { Matching, Whole };

inline constexpr qint64 kNear = 2'000; ///< rows looked at first: 1 to 5 ms [measured: a million tenants, people, API keys]
inline constexpr int kSome = 4;        ///< looked on as far as needed, where the first gave this part of those wanted
/// " ORDER BY column, id", or both downwards.
QByteArray inOrder(const QByteArray &column, const QByteArray &id, bool ascending);
/// Of a table of words those that a typed one means: "column >= $1 AND column < $2". With # it is meant as a whole, else it begins them.
QByteArray wordRange(const QByteArray &column, const QString &word, ListQuery &built);

/// What readPage() must know of a list.
template <class Item>
struct KeyedList {
    int order = 0; ///< which of the list's orders; named in a cursor, so that one of another order is refused (VAL_008)
    bool isTime = false; ///< the sort value is TimeMs
    bool descending = false;
    QByteArray sortColumn;
    QByteArray columns; ///< those that `read` takes
    /// Rows beyond `from` (exclusive) in one direction. What is bound of Scope::Whole is bound first of Scope::Matching.
    std::function<ListQuery(Scope, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit)> rows;
    /// Set for a text filter: rows() of Scope::Matching, but only of the nearest `reach` rows of the list. Looked at first, and further
    /// on where some match: what many have is mostly spread over the list, and to find all of it takes seconds of a million rows.
    std::function<ListQuery(const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit, qint64 reach)> near;
    std::function<Item(const sql::Row &)> read;
    std::function<SortKey(const Item &)> key;
};

namespace detail {
QString encode(const SortKey &key, int order);
Result<SortKey> decode(const QString &cursor, int order, bool isTime);
double shareOf(const sql::Value &first, const sql::Value &last, const sql::Value &value);
sql::Value atShare(const sql::Value &first, const sql::Value &last, double share);
struct Edges {
    sql::Value lowest, highest;
};
/// Of two columns of a row, which are NULL where the list is empty.
std::optional<Edges> edgesAt(const sql::Row &row, int column, bool isTime);
/// Just outside the ids of a sort value: before them, or after.
QUuid outerId(bool ascending);
} // namespace detail

/// Blocks. `limit` is cut to kMaxPageRows.
template <class Item>
Result<Page<Item>> readPage(sql::Connection &connection, const KeyedList<Item> &list, const Anchor &anchor, int limit)
{
    limit = std::clamp(limit, 1, kMaxPageRows);
    const bool backwards = anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before;
    const bool ascending = list.descending == backwards;
    // The ends of the list come with its rows, in one round trip.
    const ListQuery low = list.rows(Scope::Whole, list.sortColumn, true, {}, 1);
    const QByteArray ends = "(" + low.sql + ") AS lowest, (" + list.rows(Scope::Whole, list.sortColumn, false, {}, 1).sql + ") AS highest";
    const auto matching = [&](const QByteArray &columns, bool up, const std::optional<SortKey> &start, int most) -> Result<sql::Rows> {
        qint64 reach = kNear;
        while (list.near) {
            const ListQuery nearest = list.near(columns, up, start, most, reach);
            auto rows = connection.query(nearest.sql, nearest.values);
            if (!rows || rows->size() == most)
                return rows;
            if (reach > kNear || rows->size() * kSome < most)
                break;
            reach = kNear * most * 3 / 2 / rows->size();
        }
        const ListQuery built = list.rows(Scope::Matching, columns, up, start, most);
        return connection.query(built.sql, built.values);
    };
    Page<Item> page;
    std::optional<SortKey> from;
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        auto key = detail::decode(anchor.cursor, list.order, list.isTime);
        if (!key)
            return fail(key.error());
        from = *key;
    } else if (anchor.kind == Anchor::Kind::Share) {
        auto row = connection.query("SELECT " + ends, low.values);
        if (!row)
            return fail(row.error());
        const auto edges = detail::edgesAt((*row)[0], 0, list.isTime);
        if (!edges)
            return page;
        from = SortKey{detail::atShare(edges->lowest, edges->highest, list.descending ? 1.0 - anchor.share : anchor.share),
                       detail::outerId(ascending)};
    }
    auto rows = matching(list.columns + ", " + ends, ascending, from, limit + 1);
    if (!rows)
        return fail(rows.error());
    const bool more = rows->size() > limit;
    for (int i = 0; i < std::min(rows->size(), limit); ++i)
        page.items.append(list.read((*rows)[i]));
    if (backwards)
        std::reverse(page.items.begin(), page.items.end());
    if (page.items.isEmpty())
        return page;
    const SortKey first = list.key(page.items.first());
    const SortKey last = list.key(page.items.last());
    page.firstCursor = detail::encode(first, list.order);
    page.lastCursor = detail::encode(last, list.order);
    (backwards ? page.hasBefore : page.hasAfter) = more;
    if (from) {
        auto other = matching(list.sortColumn, !ascending, backwards ? last : first, 1);
        if (!other)
            return fail(other.error());
        (backwards ? page.hasAfter : page.hasBefore) = !other->isEmpty();
    }
    const auto edges = detail::edgesAt((*rows)[0], rows->columns() - 2, list.isTime);
    if (!edges)
        return page; // an index without what its table has: of a file that is damaged
    const auto share = [&](const SortKey &key) {
        const double s = detail::shareOf(edges->lowest, edges->highest, key.value);
        return list.descending ? 1.0 - s : s;
    };
    page.firstShare = share(first);
    page.lastShare = share(last);
    return page;
}

} // namespace plancia::controlplane
