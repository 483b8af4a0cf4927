// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/keyedpage.h"
#include "models/domain/usage.h"

/// All SQL of the use of API keys, as pure text with its values.
namespace plancia::controlplane::usage {

struct Query {
    QByteArray sql;
    QList<sql::Value> values;
};

/// What every sum has, in the order of UsageSum.
extern const QByteArray kSums;

/// The calls themselves with what UsageFold reads: SQLite. Without a tenant either by time or tenant by tenant, see byTime().
Query calls(const UsageQuery &query, bool byTime);
/// How many calls the span has, counted to kFewCalls + 1: so few are found faster by time, each by itself.
Query fewCalls(const UsageQuery &query);
inline constexpr int kFewCalls = 50'000;

Query latencies(const UsageQuery &query); ///< lower end of a bucket, calls; PostgreSQL
Query days(const UsageQuery &query);      ///< midnight, kSums; PostgreSQL
/// What, two names, kSums. 's': by status, ascending; 'e': by endpoint and method, most used first; 'm': by model, dearest first.
Query parts(const UsageQuery &query);
Query topKeys(const UsageQuery &query);   ///< tenant, key, slug, name, shown, kSums, how many keys in all
Query keyName(TenantId tenant, ApiKeyId key); ///< slug, name, shown
Query refusals(const UsageQuery &query);    ///< minute, slug, prefix, block, reason, count
Query refusalDays(const UsageQuery &query, sql::Dialect dialect); ///< midnight, lines, calls
Query limitHits(const UsageQuery &query);   ///< day, tenant, key, slug, name, limit, endpoint, hits
Query limitDays(const UsageQuery &query);   ///< midnight, lines, calls
Query recent(const UsageQuery &query, int count);
/// Which part of a list of hygiene, and which way.
struct HygienePart {
    bool ascending = true;
    std::optional<SortKey> from = {}; ///< beyond it, exclusive
    std::optional<double> share = {}; ///< or so far along, 0…1
    int limit = kMaxPageRows;
};
/// The columns of a key in a list, its count, and what it is sorted by; then how many keys there are in all, and how many lie before
/// the first of the part in its direction. A row of these two alone where the part is empty.
Query hygiene(const HygieneQuery &query, const HygienePart &part, sql::Dialect dialect, qint64 nowMs);

} // namespace plancia::controlplane::usage
