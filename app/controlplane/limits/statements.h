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
/// Calls of a tenant that count for a limit: those of one endpoint or of all, without those of internal keys, which are exempt.
struct Calls {
    TenantId tenant;
    LimitKey key;
    qint64 from = 0, to = 0; ///< Unix ms, `to` exclusive
};
/// One number: of all calls together, or of the key that has most.
Query used(const Calls &calls);
/// Midnight, and the highest of the day's minutes, hours or the day itself: a row a day with a call, ascending.
Query dayPeaks(const Calls &calls, sql::Dialect dialect);
/// Midnight, and the sum of the day.
Query daySums(const Calls &calls, sql::Dialect dialect);
/// A row where the service noted any call of the tenant since then, and one with a cost.
Query isRecorded(TenantId tenant, qint64 since, bool withCost);
/// Midnight, and how many of the people who take a seat now came on that day since then.
Query seatsByDay(TenantId tenant, qint64 since, sql::Dialect dialect);
extern const QByteArray kSeats; ///< how many take one

} // namespace plancia::controlplane::limits
