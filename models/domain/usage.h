// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"

#include <QList>
#include <QMap>
#include <QString>
#include <optional>

namespace plancia {

inline constexpr int kUsageEndpoints = 20; ///< that are told unless asked otherwise
inline constexpr int kMaxUsageEndpoints = 100;
inline constexpr int kUsageTopKeys = 10;
inline constexpr int kMaxUsageModels = 100;
inline constexpr int kMaxUsageDays = 3'700; ///< ten years
inline constexpr int kUsageRecent = 100;    ///< that are shown unless asked otherwise
inline constexpr int kMaxUsageRecent = 500;
inline constexpr int kMaxUsageLines = 500; ///< of refusals and of limits; how many there are is told, too

/// What is asked of the use of API keys: a span of time, of everything, one tenant or one key.
struct UsageQuery {
    std::optional<TenantId> tenant = {};
    std::optional<ApiKeyId> key = {}; ///< of that tenant
    qint64 from = 0; ///< Unix ms UTC, from then
    qint64 to = 0;   ///< before then
    int endpoints = kUsageEndpoints; ///< cut to kMaxUsageEndpoints
    bool operator==(const UsageQuery &) const = default;
};

/// What many calls have in common. A call fails when its status is 400 or more.
struct UsageSum {
    qint64 requests = 0;
    qint64 failures = 0;
    qint64 latencySumUs = 0;
    qint64 latencyMaxUs = 0;
    qint64 tokensIn = 0, tokensOut = 0;
    qint64 costMicros = 0; ///< millionths of the currency that the service counts in
    double averageUs() const { return requests ? static_cast<double>(latencySumUs) / static_cast<double>(requests) : 0; }
    bool operator==(const UsageSum &) const = default;
};

/// How many calls took about how long: buckets that keep seven binary digits of the microseconds, so a value read from them
/// is within 1 % (half a bucket is at most 1/128 of its lower end). The same on both stores, as whole numbers alone are
/// compared.
class LatencyHistogram {
public:
    /// The lower end of the bucket that `us` is in; what is negative counts as 0, what is over 2⁴² µs (51 days) as that.
    static qint64 lowerEnd(qint64 us);
    /// The same as an SQL expression over a column of non-negative integers, in both dialects.
    static QByteArray sql(const QByteArray &column);

    void add(qint64 lowerEnd, qint64 count) { m_counts[lowerEnd] += count; }
    qint64 count() const;
    /// The middle of the bucket of the smallest value that `share` (0…1) of all calls do not exceed (nearest rank); 0 without
    /// any.
    double percentile(double share) const;

private:
    QMap<qint64, qint64> m_counts; ///< by lower end
};

struct UsageReport {
    UsageSum total;
    double p50Us = 0, p95Us = 0, p99Us = 0;
    qint64 activeKeys = 0; ///< that were used in the span

    struct Day {
        qint64 at = 0; ///< its midnight in UTC, Unix ms
        UsageSum sum;
    };
    QList<Day> days; ///< ascending; days without a call are left out
    struct Endpoint {
        QString endpoint, method;
        UsageSum sum;
    };
    QList<Endpoint> endpoints; ///< most used first
    struct Status {
        int status = 0;
        qint64 requests = 0;
    };
    QList<Status> statuses; ///< ascending
    struct Key {
        TenantId tenant;
        ApiKeyId id;
        QString tenantSlug, name, shown; ///< empty for a key that is gone
        UsageSum sum;
    };
    QList<Key> topKeys; ///< kUsageTopKeys, most used first
    struct Model {
        QString model;
        UsageSum sum;
    };
    QList<Model> models; ///< calls that name one; dearest first

    /// Calls whose key was refused: of a tenant's keys, and of everybody's and nobody's when everything is asked for; of one key
    /// those that begin as it does.
    struct Refusal {
        qint64 at = 0; ///< the minute, Unix ms UTC; of "rest" the hour
        QString tenantSlug;    ///< empty of a key that is nobody's
        QString prefix, block; ///< how the key begins; from which block of addresses. May be empty
        QString reason; ///< "unknown", "expired", …, and "rest": what an hour had beyond its 10,000 lines
        qint64 count = 0;
    };
    QList<Refusal> refusals; ///< kMaxUsageLines, newest first
    /// Calls that a limit turned away.
    struct LimitHits {
        qint64 day = 0; ///< midnight in UTC
        TenantId tenant;
        ApiKeyId key;
        QString tenantSlug, keyName, limit, endpoint;
        qint64 hits = 0;
    };
    QList<LimitHits> limitHits; ///< kMaxUsageLines, most hits first
    /// All lines of a day, also those that are not told one by one.
    struct DayLines {
        qint64 at = 0; ///< midnight in UTC
        qint64 lines = 0, calls = 0;
    };
    QList<DayLines> refusalDays, limitDays; ///< ascending; days without a line are left out
};
qint64 linesOf(const QList<UsageReport::DayLines> &days);

/// One call, as the service wrote it.
struct UsageEvent {
    qint64 at = 0;
    TenantId tenant;
    ApiKeyId key;
    QString tenantSlug, keyName;
    QString endpoint, method;
    int status = 0;
    qint64 latencyUs = 0;
    qint64 tokensIn = 0, tokensOut = 0;
    qint64 costMicros = 0;
    QString model, requestId, address;
};

/// What may be wrong with a key that still works.
enum class KeyHygiene {
    NeverUsed,
    Idle,              ///< not used for kIdleDays
    NoExpiry,
    UnusedPermissions, ///< some that it has were never used
    NeverLimited,      ///< it has limits, and none was ever hit: they protect nothing, or fit well
    AlwaysLimited,     ///< a limit was hit on every one of the last kLimitedDays days
};
inline constexpr int kIdleDays = 90;
inline constexpr int kLimitedDays = 7;
QString toString(KeyHygiene kind); ///< "never_used", "idle", "no_expiry", "unused_permissions", "never_limited", "always_limited"
std::optional<KeyHygiene> keyHygieneFromString(QStringView text);
/// In the order in which they are offered.
QList<KeyHygiene> keyHygieneKinds();

enum class HygieneSort { Name, Created, LastUsed, Expiry, Count };
struct HygieneQuery {
    KeyHygiene kind = KeyHygiene::NeverUsed;
    std::optional<TenantId> tenant = {};
    HygieneSort sort = HygieneSort::Created;
    bool descending = false;
};

inline constexpr int kMaxHygieneRows = 10'000; ///< of one page: each costs a look at all keys and their use
struct HygieneRow {
    ApiKey key; ///< as in a list
    qint64 count = 0; ///< permissions without use, or hits of limits
    qint64 total = 0; ///< of all keys that are like that
};

} // namespace plancia
