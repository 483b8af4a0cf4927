// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/usage/usage.h"

#include "app/controlplane/keyedpage.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/usage/fold.h"
#include "app/controlplane/usage/statements.h"

#include <algorithm>

namespace plancia::controlplane {

namespace {

using namespace usage;

UsageSum sumOf(const sql::Row &row, int column)
{
    return {row.integer(column),     row.integer(column + 1), row.integer(column + 2), row.integer(column + 3),
            row.integer(column + 4), row.integer(column + 5), row.integer(column + 6)};
}

/// Runs one query and hands over its rows.
template <class Take>
Result<bool> rowsOf(sql::Connection &connection, const Query &query, Take take)
{
    auto rows = connection.query(query.sql, query.values);
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < rows->size(); ++i)
        take((*rows)[i]);
    return true;
}

std::optional<Error> fault(const UsageQuery &query)
{
    if (query.to > query.from)
        return std::nullopt;
    return Error(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("until")}});
}

/// Statuses, of which the total is the sum, endpoints and models, by the store's own grouping.
Result<bool> groupParts(sql::Connection &connection, const UsageQuery &query, UsageReport &report)
{
    report.total = {};
    report.statuses.clear();
    report.endpoints.clear();
    report.models.clear();
    return rowsOf(connection, parts(query), [&](const sql::Row &row) {
        const UsageSum sum = sumOf(row, 3);
        if (row.text(0) == u"e") {
            report.endpoints.append({row.text(1), row.text(2), sum});
        } else if (row.text(0) == u"m") {
            report.models.append({row.text(1), sum});
        } else {
            report.statuses.append({row.text(1).toInt(), sum.requests});
            add(report.total, sum);
        }
    });
}

Result<bool> groupKeys(sql::Connection &connection, const UsageQuery &query, UsageReport &report)
{
    report.topKeys.clear();
    return rowsOf(connection, topKeys(query), [&](const sql::Row &row) {
        report.topKeys.append({TenantId(row.uuid(0)), ApiKeyId(row.uuid(1)), row.text(2), row.text(3), row.text(4), sumOf(row, 5)});
        report.activeKeys = row.integer(12);
    });
}

Result<bool> groupAll(sql::Connection &connection, const UsageQuery &query, UsageReport &report)
{
    LatencyHistogram histogram;
    auto done = rowsOf(connection, latencies(query), [&](const sql::Row &row) { histogram.add(row.integer(0), row.integer(1)); });
    report.p50Us = histogram.percentile(0.50);
    report.p95Us = histogram.percentile(0.95);
    report.p99Us = histogram.percentile(0.99);
    if (done)
        done = rowsOf(connection, days(query), [&](const sql::Row &row) { report.days.append({row.integer(0), sumOf(row, 1)}); });
    if (done)
        done = groupParts(connection, query, report);
    return done ? groupKeys(connection, query, report) : done;
}

/// The same from one pass over the calls; what has too many groups for that is left to the store.
Result<bool> foldAll(sql::SqliteConnection &connection, const UsageQuery &query, qsizetype mostGroups, UsageReport &report)
{
    bool byTime = false;
    Result<bool> done = true;
    if (!query.tenant)
        done = rowsOf(connection, fewCalls(query), [&](const sql::Row &row) { byTime = row.integer(0) <= kFewCalls; });
    UsageFold fold(mostGroups);
    if (done) {
        const Query all = calls(query, byTime);
        done = connection.each(all.sql, all.values, [&fold](const sql::SqliteRow &row) { fold.add(row); });
    }
    if (!done)
        return done;
    fold.fill(report, std::clamp(query.endpoints, 1, kMaxUsageEndpoints));
    for (UsageReport::Key &key : report.topKeys)
        if (done)
            done = rowsOf(connection, keyName(key.tenant, key.id), [&key](const sql::Row &row) {
                key.tenantSlug = row.text(0);
                key.name = row.text(1);
                key.shown = row.text(2);
            });
    if (done && !fold.hasParts())
        done = groupParts(connection, query, report);
    return done && !fold.hasKeys() ? groupKeys(connection, query, report) : done;
}

UsageReport::DayLines linesAt(const sql::Row &row) { return {row.integer(0), row.integer(1), row.integer(2)}; }

} // namespace

Result<UsageReport> usageReport(sql::Connection &connection, const UsageQuery &query, qsizetype mostGroups)
{
    UsageReport report;
    auto done = connection.dialect() == sql::Dialect::Sqlite ? foldAll(static_cast<sql::SqliteConnection &>(connection), query, mostGroups, report)
                                                             : groupAll(connection, query, report);
    if (done)
        done = rowsOf(connection, refusals(query), [&](const sql::Row &row) {
            report.refusals.append({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)});
        });
    if (done)
        done = rowsOf(connection, refusalDays(query, connection.dialect()), [&](const sql::Row &row) { report.refusalDays.append(linesAt(row)); });
    if (done)
        done = rowsOf(connection, limitHits(query), [&](const sql::Row &row) {
            report.limitHits.append({row.integer(0), TenantId(row.uuid(1)), ApiKeyId(row.uuid(2)), row.text(3), row.text(4), row.text(5), row.text(6), row.integer(7)});
        });
    if (done)
        done = rowsOf(connection, limitDays(query), [&](const sql::Row &row) { report.limitDays.append(linesAt(row)); });
    return done ? Result<UsageReport>(report) : Result<UsageReport>(done.error());
}

namespace {

/// Names list and order in a cursor.
int orderOf(const HygieneQuery &query) { return 10 * static_cast<int>(query.kind) + static_cast<int>(query.sort); }

Result<HygienePart> partAt(const HygieneQuery &query, const Anchor &anchor, int limit)
{
    const bool backwards = anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before;
    HygienePart part{query.descending == backwards, {}, {}, std::clamp(limit, 1, kMaxHygieneRows)};
    if (anchor.kind == Anchor::Kind::Share)
        part.share = anchor.share;
    if (anchor.kind == Anchor::Kind::After || anchor.kind == Anchor::Kind::Before) {
        auto key = detail::decode(anchor.cursor, orderOf(query), query.sort != HygieneSort::Name);
        if (!key)
            return fail(key.error());
        if (query.sort == HygieneSort::Count)
            key->value = std::get<sql::TimeMs>(key->value).ms; // cursors write every number alike
        part.from = *key;
    }
    return part;
}

} // namespace

Result<Page<HygieneRow>> hygienePage(sql::Connection &connection, const HygieneQuery &query, const Anchor &anchor, int limit, qint64 nowMs)
{
    const auto part = partAt(query, anchor, limit);
    if (!part)
        return fail(part.error());
    qint64 total = 0, skipped = 0;
    QList<SortKey> ends;
    Page<HygieneRow> page;
    auto done = rowsOf(connection, usage::hygiene(query, *part, connection.dialect(), nowMs), [&](const sql::Row &row) {
        const int number = row.size() - 4, sorted = number + 1;
        total = row.integer(number + 2);
        skipped = row.integer(number + 3);
        if (row.isNull(0))
            return;
        page.items.append({keys::toApiKey(row), row.integer(number), total});
        ends.append({query.sort == HygieneSort::Name ? sql::Value(row.text(sorted)) : sql::Value(sql::TimeMs{row.integer(sorted)}), page.items.last().key.id.uuid()});
    });
    if (!done)
        return fail(done.error());
    if (page.items.isEmpty())
        return page;
    qint64 first = skipped, last = skipped + page.items.size() - 1; // places in the list
    if (anchor.kind == Anchor::Kind::End || anchor.kind == Anchor::Kind::Before) {
        std::reverse(page.items.begin(), page.items.end());
        std::reverse(ends.begin(), ends.end());
        first = total - 1 - std::exchange(last, total - 1 - first);
    }
    page.firstCursor = detail::encode(ends.first(), orderOf(query));
    page.lastCursor = detail::encode(ends.last(), orderOf(query));
    page.hasBefore = first > 0;
    page.hasAfter = last < total - 1;
    page.firstShare = static_cast<double>(first) / static_cast<double>(total);
    page.lastShare = static_cast<double>(last + 1) / static_cast<double>(total);
    return page;
}

QFuture<Result<UsageReport>> Usage::report(UsageQuery query, CallContext context)
{
    return m_gateway.read<UsageReport>(std::move(context), [query, most = m_mostGroups](sql::Connection &connection) -> Result<UsageReport> {
        if (const auto wrong = fault(query))
            return fail(*wrong);
        return usageReport(connection, query, most);
    });
}

QFuture<Result<QList<UsageEvent>>> Usage::recent(UsageQuery query, int count, CallContext context)
{
    return m_gateway.read<QList<UsageEvent>>(std::move(context), [query, count](sql::Connection &connection) -> Result<QList<UsageEvent>> {
        if (const auto wrong = fault(query))
            return fail(*wrong);
        QList<UsageEvent> events;
        auto done = rowsOf(connection, usage::recent(query, count), [&](const sql::Row &row) {
            events.append({row.integer(0), TenantId(row.uuid(1)), ApiKeyId(row.uuid(2)), row.text(3), row.text(4), row.text(5), row.text(6),
                           static_cast<int>(row.integer(7)), row.integer(8), row.integer(9), row.integer(10), row.integer(11),
                           row.text(12), row.text(13), row.text(14)});
        });
        return done ? Result<QList<UsageEvent>>(events) : Result<QList<UsageEvent>>(done.error());
    });
}

QFuture<Result<Page<HygieneRow>>> Usage::hygiene(HygieneQuery query, Anchor anchor, int limit, CallContext context)
{
    return m_gateway.read<Page<HygieneRow>>(std::move(context), [query, anchor, limit, now = m_clock.nowMs()](sql::Connection &connection) {
        return hygienePage(connection, query, anchor, limit, now);
    });
}

} // namespace plancia::controlplane
