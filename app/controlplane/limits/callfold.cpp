// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/callfold.h"

#include <algorithm>

namespace plancia::controlplane::limits {

namespace {
constexpr qint64 kDayMs = 86'400'000;

QByteArray unowned(QByteArrayView bytes) { return QByteArray::fromRawData(bytes.data(), bytes.size()); }
} // namespace

qint64 firstForecastDay(qint64 nowMs) { return nowMs / kDayMs * kDayMs - kForecastDays * kDayMs; }
qint64 firstMeasured(qint64 nowMs) { return std::min(firstForecastDay(nowMs), monthStart(nowMs)); }

CallFold::CallFold(const QList<LimitKey> &keys, const QList<QByteArray> &internal, qint64 nowMs) : m_firstDay(firstForecastDay(nowMs))
{
    for (const LimitKey &key : keys) {
        const qint64 window = windowMs(key.kind);
        m_of[key.endpoint.toUtf8()].push_back(m_counters.size());
        m_counters.push_back({window == 0 ? kDayMs : window, window == 0 ? monthStart(nowMs) : nowMs - window, key.scope == LimitScope::Key, isCost(key.kind)});
    }
    for (const QByteArray &id : internal)
        m_keys.insert(id, kInternal);
}

QByteArray CallFold::columns() { return "u.key_id, u.at, u.cost_micros, u.endpoint"; }

void CallFold::Counter::add(size_t key, qint64 at, qint64 amount, qint64 firstDay)
{
    if (cells.size() <= key)
        cells.resize(key + 1);
    Cell &cell = cells[key];
    if (at >= runningFrom) {
        cell.running += amount;
        figures.used = std::max(figures.used, cell.running); // no amount is negative
    }
    if (at < firstDay)
        return;
    if (const qint64 span = at / spanMs; span != cell.span) {
        cell.span = span;
        cell.ofSpan = 0;
    }
    cell.ofSpan += amount;
    const qint64 day = at / kDayMs * kDayMs;
    if (figures.days.isEmpty() || figures.days.last().day != day)
        figures.days.append({day, 0});
    figures.days.last().value = std::max(figures.days.last().value, cell.ofSpan);
}

void CallFold::add(const sql::SqliteRow &row)
{
    const QByteArrayView id = row.bytes(0);
    auto key = m_keys.constFind(unowned(id));
    if (key == m_keys.cend())
        key = m_keys.insert(id.toByteArray(), m_nextKey++);
    if (*key == kInternal)
        return;
    const qint64 at = row.integer(1), cost = row.integer(2);
    const auto count = [&](const std::vector<size_t> &counters) {
        for (const size_t i : counters) {
            Counter &counter = m_counters[i];
            counter.add(counter.byKey ? static_cast<size_t>(*key) : 0, at, counter.byCost ? cost : 1, m_firstDay);
        }
    };
    if (const auto all = m_of.constFind(QByteArray()); all != m_of.cend())
        count(*all);
    if (const QByteArrayView endpoint = row.bytes(3); !endpoint.isEmpty())
        if (const auto own = m_of.constFind(unowned(endpoint)); own != m_of.cend())
            count(*own);
}

QList<CallFigures> CallFold::figures() const
{
    QList<CallFigures> all;
    for (const Counter &counter : m_counters)
        all.append(counter.figures);
    return all;
}

} // namespace plancia::controlplane::limits
