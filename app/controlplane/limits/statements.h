// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/limits.h"

/// All SQL of the limits of tenants, as pure text with its values.
namespace plancia::controlplane::limits {

/// $1 is the tenant everywhere; $2 kind, $3 scope, $4 endpoint where one limit is meant.
inline constexpr auto kColumns = "kind, scope, endpoint, amount, updated_at, row_version";
extern const QByteArray kOwn;
extern const QByteArray kOne;
extern const QByteArray kInsert; ///< $5 amount, $6 now; no row where there is one already
extern const QByteArray kUpdate; ///< $5 amount, $6 now, $7 row_version
extern const QByteArray kDelete; ///< $5 row_version
extern const sql::Statement kLockTenant; ///< on PostgreSQL until the transaction ends: who takes a seat waits here
extern const QByteArray kTakenSeats; ///< $2 at most so many are counted

struct Query {
    QByteArray sql;
    QList<sql::Value> values;
};
/// SQLite: each call since then in the order of time, as CallFold reads it, and the keys whose calls count for no limit.
Query calls(TenantId tenant, qint64 from, qint64 to);
Query internalKeys(TenantId tenant);

/// PostgreSQL: from one pass over the calls what many limits need, each a group of calls by itself: by GROUPING SETS.
struct Grouped {
    Query query;
    /// Of each limit: which rows are its own, by their first two columns, and in which column its number stands.
    struct Place {
        qint64 way = 0;
        QString endpoint;
        int column = 0;
    };
    QList<Place> places;
};
/// Way, endpoint, midnight, numbers; a row a day with a call, ascending: the highest of the day's minutes, hours or the day
/// itself, of all calls together or of the key that has most. For what is counted by the month, the sum of the day.
Grouped dayPeaks(TenantId tenant, const QList<LimitKey> &keys, qint64 from, qint64 to);
/// Way, endpoint, numbers: of the minute, hour or day that ends now. 0 for what is counted by the month.
Grouped running(TenantId tenant, const QList<LimitKey> &keys, qint64 nowMs);

/// A row where the service noted any call of the tenant since then, and one with a cost.
Query isRecorded(TenantId tenant, qint64 since, bool withCost);
/// Midnight, and how many of the people who take a seat now came on that day since then.
Query seatsByDay(TenantId tenant, qint64 since, sql::Dialect dialect);
extern const QByteArray kSeats; ///< how many take one
/// Midnight and bytes, of the days since then on which the service noted what the tenant stores, ascending.
Query storageByDay(TenantId tenant, qint64 since);

} // namespace plancia::controlplane::limits
