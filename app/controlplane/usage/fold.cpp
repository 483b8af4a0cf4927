// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/usage/fold.h"

#include <algorithm>

namespace plancia::controlplane::usage {

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr qsizetype kUuid = 16; ///< bytes

QString text(QByteArrayView bytes) { return QString::fromUtf8(bytes); }

/// Endpoint, NUL, method, and how long the method is (at most 16 characters): the bytes sort as both stores do.
void setGroup(QByteArray &group, QByteArrayView endpoint, QByteArrayView method)
{
    group.resize(0);
    group.append(endpoint).append('\0').append(method).append(static_cast<char>(method.size()));
}
std::pair<QByteArrayView, QByteArrayView> endpointAndMethod(const QByteArray &group)
{
    const QByteArrayView both = QByteArrayView(group).chopped(1);
    const qsizetype method = static_cast<unsigned char>(group.back());
    return {both.chopped(method + 1), both.last(method)};
}
} // namespace

void add(UsageSum &total, const UsageSum &part)
{
    total.requests += part.requests;
    total.failures += part.failures;
    total.latencySumUs += part.latencySumUs;
    total.latencyMaxUs = std::max(total.latencyMaxUs, part.latencyMaxUs);
    total.tokensIn += part.tokensIn;
    total.tokensOut += part.tokensOut;
    total.costMicros += part.costMicros;
}

void UsageGroups::add(QByteArrayView group, const UsageSum &call)
{
    if (!m_isWhole)
        return;
    auto found = m_sums.find(QByteArray::fromRawData(group.data(), group.size()));
    if (found == m_sums.end()) {
        if (m_sums.size() == m_most) {
            m_sums = {};
            m_isWhole = false;
            return;
        }
        found = m_sums.insert(group.toByteArray(), {});
    }
    usage::add(*found, call);
}

QList<UsageGroups::Group> UsageGroups::top(qsizetype limit, qint64 UsageSum::*number) const
{
    QList<Group> groups;
    groups.reserve(m_sums.size());
    for (auto one = m_sums.cbegin(); one != m_sums.cend(); ++one)
        groups.append({one.key(), one.value()});
    const qsizetype count = std::min(limit, groups.size());
    std::partial_sort(groups.begin(), groups.begin() + count, groups.end(), [number](const Group &a, const Group &b) {
        return a.second.*number != b.second.*number ? a.second.*number > b.second.*number : a.first < b.first;
    });
    return groups.first(count);
}

QByteArray UsageFold::columns()
{
    return "u.tenant_id, u.key_id, u.at, u.endpoint, u.method, u.status, u.latency_us, u.tokens_in, u.tokens_out, u.cost_micros, u.model";
}

void UsageFold::add(const sql::SqliteRow &row)
{
    const auto status = static_cast<size_t>(row.integer(5));
    const qint64 latency = row.integer(6);
    const UsageSum call{1, status >= 400, latency, latency, row.integer(7), row.integer(8), row.integer(9)};
    usage::add(m_total, call);
    ++m_latencies[LatencyHistogram::lowerEnd(latency)];
    ++m_statuses[std::min(status, m_statuses.size() - 1)];
    const qint64 day = row.integer(2) / kDayMs * kDayMs;
    if (!m_day || day != m_lastDay)
        m_day = &m_days[m_lastDay = day];
    usage::add(*m_day, call);

    m_group.resize(0);
    m_group.append(row.bytes(0)).append(row.bytes(1));
    m_keys.add(m_group, call);
    setGroup(m_group, row.bytes(3), row.bytes(4));
    m_endpoints.add(m_group, call);
    if (const QByteArrayView model = row.bytes(10); !model.isEmpty())
        m_models.add(model, call);
}

void UsageFold::fill(UsageReport &report, int endpoints) const
{
    LatencyHistogram histogram;
    for (auto bucket = m_latencies.cbegin(); bucket != m_latencies.cend(); ++bucket)
        histogram.add(bucket.key(), bucket.value());
    report.total = m_total;
    report.p50Us = histogram.percentile(0.50);
    report.p95Us = histogram.percentile(0.95);
    report.p99Us = histogram.percentile(0.99);
    for (auto day = m_days.cbegin(); day != m_days.cend() && report.days.size() < kMaxUsageDays; ++day)
        report.days.append({day.key(), day.value()});
    for (size_t status = 0; status < m_statuses.size(); ++status)
        if (m_statuses[status])
            report.statuses.append({static_cast<int>(status), m_statuses[status]});
    for (const auto &[group, sum] : m_endpoints.top(endpoints, &UsageSum::requests)) {
        const auto [endpoint, method] = endpointAndMethod(group);
        report.endpoints.append({text(endpoint), text(method), sum});
    }
    for (const auto &[group, sum] : m_keys.top(kUsageTopKeys, &UsageSum::requests)) {
        const QByteArrayView ids(group);
        report.topKeys.append({TenantId(QUuid::fromRfc4122(ids.first(kUuid))), ApiKeyId(QUuid::fromRfc4122(ids.sliced(kUuid))), {}, {}, {}, sum});
    }
    report.activeKeys = m_keys.count();
    for (const auto &[model, sum] : m_models.top(kMaxUsageModels, &UsageSum::costMicros))
        report.models.append({text(model), sum});
}

} // namespace plancia::controlplane::usage
