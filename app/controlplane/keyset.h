// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/base/page.h"

#include <algorithm>
#include <functional>
#include <optional>

/// Lists paged by key, both ways, for every entity.
namespace plancia::controlplane {

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

/// Where a page begins: the sort value of a row (QString or TimeMs) and its id.
struct SortKey {
    sql::Value value;
    QUuid id;
};

/// "<sort>.<value>.<id>": the sort is named so that a cursor of another order is refused and does not page wrongly.
QString encodeCursor(const SortKey &key, int sort);
/// VAL_008 for a foreign one, or one of another order.
Result<SortKey> decodeCursor(const QString &cursor, int sort, bool isTime);

/// Arithmetic on a list's key range, the same for text and times.
struct KeyRange {
    sql::Value first, last;
    double shareOf(const sql::Value &value) const;
    sql::Value at(double share) const;
};

/// How one kind of list is read.
template <class T>
struct Keyset {
    int sort = 0; ///< names the order in cursors
    bool isTime = false;
    bool descending = false;
    /// Rows beyond `from` (exclusive) in one direction.
    std::function<ListQuery(bool ascending, const std::optional<SortKey> &from, int limit)> rows;
    /// The same of the sort value alone. `whole`: of the list without the text that filters it, since shares stand for that.
    std::function<ListQuery(bool whole, bool ascending, const std::optional<SortKey> &from)> edge;
    std::function<T(const sql::Row &)> item;
    std::function<SortKey(const T &)> keyOf;
};

template <class T>
Result<std::optional<sql::Value>> readEdge(sql::Connection &connection, const Keyset<T> &list, bool whole, bool ascending,
                                           const std::optional<SortKey> &from)
{
    const ListQuery built = list.edge(whole, ascending, from);
    auto rows = connection.query(built.sql, built.values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::optional<sql::Value>();
    const sql::Row row = (*rows)[0];
    return std::optional<sql::Value>(list.isTime ? sql::Value(sql::TimeMs{row.integer(0)}) : sql::Value(row.text(0)));
}

template <class T>
Result<Page<T>> readPage(sql::Connection &connection, const Keyset<T> &list, const Anchor &anchor, int limit)
{
    limit = std::clamp(limit, 1, kMaxPageRows);
    const bool backwards = anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before;
    const bool ascending = list.descending == backwards;

    // The range that shares stand for is that of the whole list: text filters do not bend it, and cost it nothing.
    auto lowest = readEdge(connection, list, true, true, {});
    if (!lowest)
        return fail(lowest.error());
    auto highest = readEdge(connection, list, true, false, {});
    if (!highest)
        return fail(highest.error());
    Page<T> page;
    if (!*lowest || !*highest)
        return page;
    const KeyRange range{**lowest, **highest};

    std::optional<SortKey> from;
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        auto key = decodeCursor(anchor.cursor, list.sort, list.isTime);
        if (!key)
            return fail(key.error());
        from = *key;
    } else if (anchor.kind == Anchor::Kind::Share) {
        const double share = list.descending ? 1.0 - anchor.share : anchor.share;
        // Just outside the ids of that key: the first for going up, the last for going down.
        from = SortKey{range.at(share), ascending ? QUuid() : QUuid::fromString(u"ffffffff-ffff-ffff-ffff-ffffffffffff")};
    }
    const ListQuery built = list.rows(ascending, from, limit + 1);
    auto rows = connection.query(built.sql, built.values);
    if (!rows)
        return fail(rows.error());
    const bool more = rows->size() > limit;
    for (int i = 0; i < std::min(rows->size(), limit); ++i)
        page.items.append(list.item((*rows)[i]));
    if (backwards)
        std::reverse(page.items.begin(), page.items.end());
    if (page.items.isEmpty())
        return page;
    const SortKey first = list.keyOf(page.items.first());
    const SortKey last = list.keyOf(page.items.last());
    page.firstCursor = encodeCursor(first, list.sort);
    page.lastCursor = encodeCursor(last, list.sort);
    (backwards ? page.hasBefore : page.hasAfter) = more;
    if (from) {
        auto other = readEdge(connection, list, false, !ascending, std::optional(backwards ? last : first));
        if (!other)
            return fail(other.error());
        (backwards ? page.hasAfter : page.hasBefore) = other->has_value();
    }
    const auto share = [&](const SortKey &key) {
        const double s = range.shareOf(key.value);
        return list.descending ? 1.0 - s : s;
    };
    page.firstShare = share(first);
    page.lastShare = share(last);
    return page;
}

} // namespace plancia::controlplane
