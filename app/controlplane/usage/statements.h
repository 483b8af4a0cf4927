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

Query totals(const UsageQuery &query);      ///< lower end of a bucket of latency, then kSums: a row a bucket
Query days(const UsageQuery &query, sql::Dialect dialect); ///< midnight, kSums
Query endpoints(const UsageQuery &query);   ///< endpoint, method, kSums
Query statuses(const UsageQuery &query);    ///< status, requests
Query topKeys(const UsageQuery &query);     ///< tenant, key, slug, name, shown, kSums, how many keys in all
Query models(const UsageQuery &query);      ///< model, kSums
Query refusals(const UsageQuery &query, sql::Dialect dialect); ///< midnight, reason, count; of a key: none
Query limitHits(const UsageQuery &query);   ///< day, tenant, key, slug, name, limit, endpoint, hits
Query recent(const UsageQuery &query, int count);
/// Rows: the columns of a key in a list, then the count; and how many there are in all.
Query hygiene(const HygieneQuery &query, sql::Dialect dialect, qint64 nowMs);
Query hygieneTotal(const HygieneQuery &query, qint64 nowMs);

} // namespace plancia::controlplane::usage
