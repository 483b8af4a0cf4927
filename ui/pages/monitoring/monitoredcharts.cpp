// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/monitoredcharts.h"

#include "models/format/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Monitoring)
};

const QString kSelf = QStringLiteral("self");
const QString kStore = QStringLiteral("store");
const QString kPrefix = QStringLiteral("pg:");

// PostgreSQL's wiki calls for a cache hit ratio of 99 % in transaction processing; below 95 % the disk is felt.
constexpr double kGoodCacheHits = 0.95;
constexpr double kManyConnections = 0.80;
constexpr double kNearlyFull = 0.95;
constexpr double kManyRollbacks = 0.05;
// One sample a second: what takes longer than half of that will soon miss one.
constexpr double kSlowSampleMs = 500;
constexpr double kSlowReadMs = 50;
// The store empties its log from 64 MiB on (DESIGN, SQLite); one that stays above is held open by a long reader.
constexpr double kLargeWal = 64.0 * 1024 * 1024;

std::optional<double> valueOf(const QHash<QString, double> &values, const QString &metric)
{
    const auto found = values.constFind(metric);
    return found == values.constEnd() ? std::nullopt : std::optional(*found);
}

QString textOf(Quantity quantity, const std::optional<double> &value)
{
    return value ? quantityText(quantity, *value) : QStringLiteral("–");
}

QList<TileWords> postgresTiles(const QHash<QString, double> &values)
{
    const auto commits = valueOf(values, metric::PgCommits);
    const auto rollbacks = valueOf(values, metric::PgRollbacks);
    TileWords transactions{QStringLiteral("transactions"), Words::tr("Transactions / s"), {}, {}, Tone::None};
    transactions.value = commits ? quantityText(Quantity::PerSecond, *commits + rollbacks.value_or(0)) : textOf({}, {});
    if (commits && rollbacks) {
        const double all = *commits + *rollbacks;
        const double share = all > 0 ? *rollbacks / all : 0;
        transactions.tone = share > kManyRollbacks ? Tone::Warning : Tone::Good;
        transactions.state = Words::tr("%1 rolled back").arg(format::percent(share, share > 0 && share < 0.1 ? 1 : 0));
    }

    TileWords connections{QStringLiteral("connections"), Words::tr("Connections"), textOf({}, {}), {}, Tone::None};
    std::optional<double> used;
    for (const QString &name : {metric::PgActive, metric::PgIdle, metric::PgIdleInTransaction, metric::PgOther})
        if (const auto some = valueOf(values, name))
            used = used.value_or(0) + *some;
    const auto most = valueOf(values, metric::PgMaxConnections);
    if (used && most && *most > 0) {
        const double share = *used / *most;
        connections.value = Words::tr("%1 of %2", "connections in use, of as many as allowed")
                                .arg(quantityText(Quantity::Count, *used), quantityText(Quantity::Count, *most));
        connections.state = format::percent(share);
        connections.tone = share >= kNearlyFull ? Tone::Error : share >= kManyConnections ? Tone::Warning : Tone::Good;
    } else if (used) {
        connections.value = quantityText(Quantity::Count, *used);
    }

    const auto hits = valueOf(values, metric::PgCacheHits);
    TileWords cache{QStringLiteral("cache"), Words::tr("Cache hits"), textOf(Quantity::Ratio, hits), {}, Tone::None};
    if (hits) {
        cache.tone = *hits < kGoodCacheHits ? Tone::Warning : Tone::Good;
        cache.state = *hits < kGoodCacheHits ? Words::tr("below %1").arg(format::percent(kGoodCacheHits))
                                             : Words::tr("above %1").arg(format::percent(kGoodCacheHits));
    } else {
        cache.state = Words::tr("nothing read");
        cache.tone = Tone::Note;
    }

    const auto took = valueOf(values, metric::PgLatency);
    TileWords latency{QStringLiteral("latency"), Words::tr("Time to answer"), textOf(Quantity::Milliseconds, took), {},
                      Tone::None};
    if (took) {
        const QString limit = quantityText(Quantity::Milliseconds, kSlowSampleMs);
        latency.tone = *took > kSlowSampleMs ? Tone::Warning : Tone::Good;
        latency.state = *took > kSlowSampleMs ? Words::tr("above %1").arg(limit) : Words::tr("below %1").arg(limit);
    }
    return {transactions, connections, cache, latency};
}

QList<TileWords> localTiles(const QHash<QString, double> &values)
{
    TileWords commits{QStringLiteral("commits"), Words::tr("Commits / s"),
                      textOf(Quantity::PerSecond, valueOf(values, metric::StoreCommits)), {}, Tone::None};
    const bool hasStore = valueOf(values, metric::StoreReadMs) || valueOf(values, metric::StoreWalBytes);
    if (!hasStore && !values.isEmpty()) {
        commits.state = Words::tr("no local store yet");
        commits.tone = Tone::Note;
    }
    const auto read = valueOf(values, metric::StoreReadMs);
    TileWords latency{QStringLiteral("latency"), Words::tr("Read latency"), textOf(Quantity::Milliseconds, read), {},
                      Tone::None};
    if (read) {
        const QString limit = quantityText(Quantity::Milliseconds, kSlowReadMs);
        latency.tone = *read > kSlowReadMs ? Tone::Warning : Tone::Good;
        latency.state = *read > kSlowReadMs ? Words::tr("above %1").arg(limit) : Words::tr("below %1").arg(limit);
    }
    const auto wal = valueOf(values, metric::StoreWalBytes);
    TileWords log{QStringLiteral("wal"), Words::tr("Write-ahead log"), textOf(Quantity::Bytes, wal), {}, Tone::None};
    if (wal) {
        const QString limit = QStringLiteral("64 MiB");
        log.tone = *wal > kLargeWal ? Tone::Warning : Tone::Good;
        log.state = *wal > kLargeWal ? Words::tr("above %1").arg(limit) : Words::tr("below %1").arg(limit);
    }
    const TileWords memory{QStringLiteral("memory"), Words::tr("Memory"),
                           textOf(Quantity::Bytes, valueOf(values, metric::SelfRss)), {}, Tone::None};
    const TileWords cpu{QStringLiteral("cpu"), Words::tr("Processor"),
                        textOf(Quantity::Cores, valueOf(values, metric::SelfCpu)), {}, Tone::None};
    return {commits, latency, log, memory, cpu};
}
} // namespace

QList<MonitoredView> viewsOf(const QStringList &sources)
{
    QStringList servers;
    for (const QString &source : sources)
        if (source.startsWith(kPrefix) && !servers.contains(source))
            servers.append(source);
    std::sort(servers.begin(), servers.end(), [](const QString &a, const QString &b) {
        return QString::localeAwareCompare(a, b) < 0;
    });
    QList<MonitoredView> views{{QStringLiteral("local"), Words::tr("Agent and local store")}};
    for (const QString &server : servers)
        views.append({server, Words::tr("PostgreSQL: %1").arg(server.mid(kPrefix.size()))});
    return views;
}

QList<MonitoredChart> chartsOf(const MonitoredView &view)
{
    if (view.isLocal())
        return {
            {QStringLiteral("commits"), Words::tr("Commits per second"), Quantity::PerSecond,
             {{metric::StoreCommits, kStore, Words::tr("commits"), 0}}},
            {QStringLiteral("latency"), Words::tr("Read latency"), Quantity::Milliseconds,
             {{metric::StoreReadMs, kStore, Words::tr("one read"), 2}}},
            {QStringLiteral("wal"), Words::tr("Size of the write-ahead log"), Quantity::Bytes,
             {{metric::StoreWalBytes, kStore, Words::tr("log"), 3}}},
            {QStringLiteral("memory"), Words::tr("Memory in use"), Quantity::Bytes,
             {{metric::SelfRss, kSelf, Words::tr("resident"), 4}}},
            {QStringLiteral("cpu"), Words::tr("Processor cores in use"), Quantity::Cores,
             {{metric::SelfCpu, kSelf, Words::tr("cores"), 1}}},
        };
    return {
        {QStringLiteral("transactions"), Words::tr("Transactions per second"), Quantity::PerSecond,
         {{metric::PgCommits, {}, Words::tr("commits"), 0}, {metric::PgRollbacks, {}, Words::tr("rollbacks"), 1}}},
        {QStringLiteral("connections"), Words::tr("Connections by state"), Quantity::Count,
         {{metric::PgActive, {}, Words::tr("active"), 2},
          {metric::PgIdle, {}, Words::tr("idle"), 5},
          {metric::PgIdleInTransaction, {}, Words::tr("idle in transaction"), 3},
          {metric::PgOther, {}, Words::tr("other", "connections in another state"), 4}}},
        {QStringLiteral("cache"), Words::tr("Cache-hit ratio"), Quantity::Ratio,
         {{metric::PgCacheHits, {}, Words::tr("hits"), 2}}},
        {QStringLiteral("latency"), Words::tr("Time to answer the sampler"), Quantity::Milliseconds,
         {{metric::PgLatency, {}, Words::tr("one sample"), 0}}},
    };
}

QList<TileWords> tilesOf(const MonitoredView &view, const QHash<QString, double> &values)
{
    return view.isLocal() ? localTiles(values) : postgresTiles(values);
}

QString quantityText(Quantity quantity, double value)
{
    switch (quantity) {
    case Quantity::Count:
        return format::count(std::llround(value));
    case Quantity::PerSecond:
        return value < 10 && value != std::floor(value) ? format::decimal(value, 1) : format::compact(value);
    case Quantity::Ratio:
        return format::percent(value, std::abs(value * 100 - std::round(value * 100)) < 0.05 ? 0 : 1);
    case Quantity::Milliseconds:
        if (value < 10 && value != std::floor(value))
            return Words::tr("%1 ms").arg(format::decimal(value, value < 1 ? 2 : 1));
        return format::duration(std::llround(value));
    case Quantity::Bytes:
        return format::bytes(std::llround(value));
    case Quantity::Cores:
        return format::decimal(value, value == 0 ? 0 : 2);
    }
    return {};
}

} // namespace plancia::ui
