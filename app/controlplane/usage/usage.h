// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/base/clock.h"
#include "models/ports/usageport.h"

namespace plancia::controlplane {

/// How the API keys of one store are used. Thread-safe; gateway and clock outlive it.
class Usage : public UsagePort {
public:
    static constexpr qsizetype kMostGroups = 250'000;
    /// mostGroups: of how many endpoints, keys or models sums are held in memory, see UsageFold.
    Usage(sql::Gateway &gateway, const Clock &clock, qsizetype mostGroups = kMostGroups)
        : m_gateway(gateway), m_clock(clock), m_mostGroups(mostGroups)
    {
    }

    QFuture<Result<UsageReport>> report(UsageQuery query, CallContext context) override;
    QFuture<Result<QList<UsageEvent>>> recent(UsageQuery query, int count, CallContext context) override;
    QFuture<Result<Page<HygieneRow>>> hygiene(HygieneQuery query, Anchor anchor, int limit, CallContext context) override;

private:
    sql::Gateway &m_gateway;
    const Clock &m_clock;
    const qsizetype m_mostGroups;
};

/// What Usage::report() answers, inside the caller's read transaction. Blocks.
Result<UsageReport> usageReport(sql::Connection &connection, const UsageQuery &query, qsizetype mostGroups = Usage::kMostGroups);
/// A page of Usage::hygiene(), inside the caller's read transaction. Blocks.
Result<Page<HygieneRow>> hygienePage(sql::Connection &connection, const HygieneQuery &query, const Anchor &anchor, int limit, qint64 nowMs);

} // namespace plancia::controlplane
