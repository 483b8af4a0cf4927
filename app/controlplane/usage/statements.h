// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
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
Query refusals(const UsageQuery &query, sql::Dialect dialect); ///< midnight, reason, count; of a key: none
Query limitHits(const UsageQuery &query);   ///< day, tenant, key, slug, name, limit, endpoint, hits
Query recent(const UsageQuery &query, int count);
/// Rows: the columns of a key in a list, then the count; and how many there are in all.
Query hygiene(const HygieneQuery &query, sql::Dialect dialect, qint64 nowMs);
Query hygieneTotal(const HygieneQuery &query, qint64 nowMs);

} // namespace plancia::controlplane::usage
