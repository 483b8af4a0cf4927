// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"

#include <QList>
#include <optional>

namespace plancia {

/// What of a tenant is limited. Costs are millionths of the service's currency, storage is bytes, all else is a count.
enum class LimitKind {
    RequestsPerMinute,
    RequestsPerHour,
    RequestsPerDay,
    CostPerMinute, ///< what the calls of one minute may cost together
    CostPerHour,
    CostPerDay,
    CostPerMonth, ///< of a calendar month in UTC, of the whole tenant
    Storage,
    Seats, ///< people who are invited or active: somebody disabled frees a seat, and takes one again when enabled
};
QString toString(LimitKind kind); ///< "requests_minute", …: as stored and as on the command line
std::optional<LimitKind> limitKindFromString(QStringView text);
QList<LimitKind> limitKinds(); ///< in the order in which they are offered

/// Whom a limit is counted for.
enum class LimitScope {
    Key,     ///< each API key by itself
    Tenant,  ///< everything of the tenant together
    Address, ///< each address by itself, of callers without a key
};
QString toString(LimitScope scope); ///< "key", "tenant", "address"
std::optional<LimitScope> limitScopeFromString(QStringView text);
/// Whom a kind may be counted for, the usual one first.
QList<LimitScope> scopesOf(LimitKind kind);

/// Which limit: one of each is in force at most.
struct LimitKey {
    LimitKind kind = LimitKind::RequestsPerMinute;
    LimitScope scope = LimitScope::Key;
    QString endpoint = {}; ///< as in the use of keys ("/v1/orders/{id}"); empty: all together
    bool operator==(const LimitKey &) const = default;
};
/// "requests_minute key /v1/orders": a limit in one line, for trail and terminal.
QString toString(const LimitKey &key);
bool takesEndpoint(LimitKind kind);
bool isCost(LimitKind kind);
/// The time over which a kind is counted, in milliseconds; 0 for a calendar month and for what is a level, not a rate.
qint64 windowMs(LimitKind kind);

/// A limit that is in force for a tenant.
struct TenantLimit {
    LimitKey key;
    qint64 amount = 0;
    bool isDefault = false; ///< no row of the tenant's own says so
    qint64 updatedAt = 0;   ///< Unix ms UTC; 0 of a default
    qint64 rowVersion = 0;  ///< 0 of a default
    bool operator==(const TenantLimit &) const = default;
};
inline constexpr qint64 kMaxTenantLimitAmount = 1'000'000'000'000'000; ///< exact in JSON of others (2⁵³)
inline constexpr int kMaxTenantLimits = 100;
inline constexpr int kMaxLimitEndpoint = 200; ///< as in the use of keys

/// What holds where a tenant has no row of its own. Keys that are marked internal are held to no limit at all.
QList<TenantLimit> defaultLimits();
/// A tenant's own rows and the defaults that none of them replaces, in the order in which they are shown.
QList<TenantLimit> limitsInForce(const QList<TenantLimit> &own);

/// "kind", "scope", "endpoint", "amount": every fault, in the order of the form.
QList<FieldError> validate(const LimitKey &key, qint64 amount);

/// What a person types as an amount: "250" and "250 000", of storage also "50 GiB", of costs "12.50". Nothing for what is
/// no such amount. Either decimal sign is taken, thousands are parted by blanks alone; "1,250" could be either and is neither.
std::optional<qint64> limitAmountFromText(LimitKind kind, QStringView text);
/// The same as it is typed again: "53687091200" is "50 GiB".
QString limitAmountText(LimitKind kind, qint64 amount);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::TenantLimit)
