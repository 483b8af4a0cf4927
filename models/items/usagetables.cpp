// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/usagetables.h"

#include "models/format/format.h"

#include <QCoreApplication>
#include <QDateTime>

namespace plancia::usagetables {

namespace {

/// The context of the words here.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(plancia::UsageTables)
};

QString dayOf(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate); }

QString minuteOf(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm")); }

ItemColumn number(const QString &title, int width = 12) { return {title, ColumnKind::Number, width, -1}; }

QList<ItemColumn> sums()
{
    return {number(Words::tr("Calls")), number(Words::tr("Failed", "share of calls")), number(Words::tr("Mean", "of latency")),
            number(Words::tr("Slowest"))};
}

QStringList sumCells(const UsageSum &sum, const QLocale &locale)
{
    return {format::count(sum.requests, locale), failureShare(sum, locale), latency(sum.averageUs(), locale),
            latency(static_cast<double>(sum.latencyMaxUs), locale)};
}

QString keyName(const QString &name) { return name.isEmpty() ? Words::tr("(a key that is gone)") : name; }

QString reasonWord(const QString &reason)
{
    if (reason == QLatin1String("unknown")) return Words::tr("unknown key");
    if (reason == QLatin1String("disabled")) return Words::tr("disabled", "an API key");
    if (reason == QLatin1String("expired")) return Words::tr("expired", "an API key");
    if (reason == QLatin1String("past_grace")) return Words::tr("past its grace period");
    if (reason == QLatin1String("revoked")) return Words::tr("revoked", "an API key");
    if (reason == QLatin1String("tenant")) return Words::tr("tenant is not active");
    if (reason == QLatin1String("address")) return Words::tr("address not allowed");
    if (reason == QLatin1String("permission")) return Words::tr("permission missing");
    if (reason == QLatin1String("cross_tenant")) return Words::tr("data of another tenant");
    if (reason == QLatin1String("rest")) return Words::tr("the rest of an hour, beyond 10,000 lines");
    return reason;
}

} // namespace

QString latency(double us, const QLocale &locale)
{
    const double ms = us / 1000;
    return Words::tr("%1 ms").arg(format::decimal(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0, locale));
}

QString cost(qint64 micros, const QLocale &locale) { return format::decimal(static_cast<double>(micros) / 1e6, 2, locale); }

QString failureShare(const UsageSum &sum, const QLocale &locale)
{
    if (sum.requests == 0)
        return QStringLiteral("–");
    return format::percent(static_cast<double>(sum.failures) / static_cast<double>(sum.requests), 1, locale);
}

QString title(Table table)
{
    switch (table) {
    case Table::Endpoints: return Words::tr("By endpoint");
    case Table::Keys: return Words::tr("Busiest keys");
    case Table::Statuses: return Words::tr("By status");
    case Table::Models: return Words::tr("By model");
    case Table::Days: return Words::tr("By day");
    case Table::Limits: return Words::tr("Turned away by limits");
    case Table::Refusals: return Words::tr("Refused keys");
    case Table::Recent: return Words::tr("Newest calls");
    }
    return {};
}

QList<ItemColumn> columns(Table table)
{
    switch (table) {
    case Table::Endpoints:
        return QList<ItemColumn>{{Words::tr("Method"), ColumnKind::Identifier, 9, -1}, {Words::tr("Endpoint"), ColumnKind::Identifier, 0, -1}} + sums()
            + QList<ItemColumn>{number(Words::tr("Tokens")), number(Words::tr("Cost"))};
    case Table::Keys:
        return QList<ItemColumn>{{Words::tr("Key"), ColumnKind::Name, 0, -1}, {Words::tr("Tenant"), ColumnKind::Text, 20, -1}} + sums()
            + QList<ItemColumn>{number(Words::tr("Cost"))};
    case Table::Statuses:
        return {{Words::tr("Status"), ColumnKind::Identifier, 10, -1}, number(Words::tr("Calls")), {QString(), ColumnKind::Text, 0, -1}};
    case Table::Models:
        return QList<ItemColumn>{{Words::tr("Model"), ColumnKind::Name, 0, -1}} + QList<ItemColumn>{number(Words::tr("Calls")),
            number(Words::tr("Tokens in"), 14), number(Words::tr("Tokens out"), 14), number(Words::tr("Cost"))};
    case Table::Days:
        return QList<ItemColumn>{{Words::tr("Day (UTC)"), ColumnKind::Time, 0, -1}} + sums() + QList<ItemColumn>{number(Words::tr("Cost"))};
    case Table::Limits:
        return {{Words::tr("Day (UTC)"), ColumnKind::Time, 14, -1}, {Words::tr("Key"), ColumnKind::Name, 24, -1},
                {Words::tr("Tenant"), ColumnKind::Text, 20, -1}, {Words::tr("Limit"), ColumnKind::Identifier, 18, -1},
                {Words::tr("Endpoint"), ColumnKind::Identifier, 0, -1}, number(Words::tr("Turned away"), 14)};
    case Table::Refusals:
        return {{Words::tr("Minute (UTC)"), ColumnKind::Time, 18, -1}, {Words::tr("Begins with", "an API key"), ColumnKind::Identifier, 30, -1},
                {Words::tr("From block", "of addresses"), ColumnKind::Identifier, 22, -1}, {Words::tr("Why"), ColumnKind::Text, 0, -1},
                {Words::tr("Tenant"), ColumnKind::Text, 18, -1}, number(Words::tr("Calls"))};
    case Table::Recent:
        return {{Words::tr("Time"), ColumnKind::Time, 24, -1}, {Words::tr("Status"), ColumnKind::State, 10, -1},
                {Words::tr("Method"), ColumnKind::Identifier, 9, -1}, {Words::tr("Endpoint"), ColumnKind::Identifier, 0, -1},
                {Words::tr("Key"), ColumnKind::Name, 22, -1}, {Words::tr("Tenant"), ColumnKind::Text, 18, -1}, number(Words::tr("Took", "how long an act took")),
                {Words::tr("From", "an address"), ColumnKind::Identifier, 18, -1}};
    }
    return {};
}

QList<FigureRow> rows(Table table, const UsageReport &report, const QLocale &locale)
{
    QList<FigureRow> all;
    switch (table) {
    case Table::Endpoints:
        for (const auto &one : report.endpoints)
            all.append({one.method + u' ' + one.endpoint, QStringList{one.method, one.endpoint} + sumCells(one.sum, locale)
                           + QStringList{format::count(one.sum.tokensIn + one.sum.tokensOut, locale), cost(one.sum.costMicros, locale)}});
        break;
    case Table::Keys:
        for (const auto &one : report.topKeys)
            all.append({one.id.toString(), QStringList{keyName(one.name), one.tenantSlug} + sumCells(one.sum, locale) + QStringList{cost(one.sum.costMicros, locale)}});
        break;
    case Table::Statuses:
        for (const auto &one : report.statuses)
            all.append({QString::number(one.status), {QString::number(one.status), format::count(one.requests, locale), {}}});
        break;
    case Table::Models:
        for (const auto &one : report.models)
            all.append({one.model, {one.model, format::count(one.sum.requests, locale), format::count(one.sum.tokensIn, locale),
                                    format::count(one.sum.tokensOut, locale), cost(one.sum.costMicros, locale)}});
        break;
    case Table::Days:
        for (const auto &one : report.days)
            all.prepend({QString::number(one.at), QStringList{dayOf(one.at)} + sumCells(one.sum, locale) + QStringList{cost(one.sum.costMicros, locale)}});
        break;
    case Table::Limits:
        for (const auto &one : report.limitHits)
            all.append({one.key.toString() + QString::number(one.day) + one.limit + u' ' + one.endpoint,
                        {dayOf(one.day), keyName(one.keyName), one.tenantSlug, one.limit, one.endpoint, format::count(one.hits, locale)}});
        break;
    case Table::Refusals:
        for (const auto &one : report.refusals)
            all.append({QStringList{QString::number(one.at), one.tenantSlug, one.prefix, one.block, one.reason}.join(u' '),
                        {minuteOf(one.at), one.prefix, one.block, reasonWord(one.reason), one.tenantSlug, format::count(one.count, locale)}});
        break;
    case Table::Recent:
        break;
    }
    return all;
}

QList<FigureRow> recentRows(const QList<UsageEvent> &events, const QLocale &locale)
{
    QList<FigureRow> all;
    for (const UsageEvent &event : events)
        all.append({QString::number(all.size()),
                    {format::dateTime(event.at, format::Zone::Local, format::Precision::Milliseconds), QString::number(event.status), event.method,
                     event.endpoint, keyName(event.keyName), event.tenantSlug, latency(static_cast<double>(event.latencyUs), locale), event.address},
                    event.status >= 500 ? Tone::Error : event.status >= 400 ? Tone::Warning : Tone::Good});
    return all;
}

QString cutWords(Table table, const UsageReport &report, const QLocale &locale)
{
    const bool isRefusals = table == Table::Refusals;
    const qint64 shown = isRefusals ? report.refusals.size() : table == Table::Limits ? report.limitHits.size() : 0;
    const qint64 all = isRefusals ? linesOf(report.refusalDays) : table == Table::Limits ? linesOf(report.limitDays) : 0;
    if (all <= shown)
        return {};
    return (isRefusals ? Words::tr("The newest %1 of %2 lines are shown. A shorter span of time shows the others.")
                       : Words::tr("The %1 of %2 lines with most calls are shown. A shorter span of time shows the others."))
        .arg(format::count(shown, locale), format::count(all, locale));
}

QList<Chart> charts() { return {Chart::Calls, Chart::Latency, Chart::Tokens, Chart::Cost, Chart::Refusals, Chart::Limits}; }

QString title(Chart chart)
{
    switch (chart) {
    case Chart::Calls: return Words::tr("Calls");
    case Chart::Latency: return Words::tr("Latency");
    case Chart::Tokens: return Words::tr("Tokens");
    case Chart::Cost: return Words::tr("Cost");
    case Chart::Refusals: return title(Table::Refusals);
    case Chart::Limits: return title(Table::Limits);
    }
    return {};
}

QStringList chartParts(Chart chart)
{
    switch (chart) {
    case Chart::Calls: return {Words::tr("Done", "calls"), Words::tr("Failed", "calls")};
    case Chart::Latency: return {Words::tr("Mean", "of latency"), {}};
    case Chart::Tokens: return {Words::tr("Tokens in"), Words::tr("Tokens out")};
    case Chart::Cost: return {Words::tr("Cost"), {}};
    case Chart::Refusals: return {Words::tr("Refused calls"), {}};
    case Chart::Limits: return {Words::tr("Calls turned away"), {}};
    }
    return {};
}

QList<ChartDay> chartDays(Chart chart, const UsageReport &report, const QLocale &locale)
{
    const QStringList parts = chartParts(chart);
    const auto line = [](const QString &what, const QString &value) { return Words::tr("%1: %2", "what, how much").arg(what, value); };
    const auto counts = [&](qint64 lower, qint64 upper) { return line(parts[0], format::count(lower, locale)) + u'\n' + line(parts[1], format::count(upper, locale)); };
    QList<ChartDay> days;
    for (const UsageReport::Day &day : report.days) {
        const UsageSum &sum = day.sum;
        if (chart == Chart::Calls)
            days.append({day.at, static_cast<double>(sum.requests - sum.failures), static_cast<double>(sum.failures), counts(sum.requests - sum.failures, sum.failures)});
        else if (chart == Chart::Latency)
            days.append({day.at, sum.averageUs(), 0, line(parts[0], latency(sum.averageUs(), locale)) + u'\n'
                                                         + line(Words::tr("Slowest"), latency(static_cast<double>(sum.latencyMaxUs), locale))});
        else if (chart == Chart::Tokens)
            days.append({day.at, static_cast<double>(sum.tokensIn), static_cast<double>(sum.tokensOut), counts(sum.tokensIn, sum.tokensOut)});
        else if (chart == Chart::Cost)
            days.append({day.at, static_cast<double>(sum.costMicros), 0, line(parts[0], cost(sum.costMicros, locale))});
    }
    const bool isRefusals = chart == Chart::Refusals;
    if (isRefusals || chart == Chart::Limits)
        for (const UsageReport::DayLines &day : isRefusals ? report.refusalDays : report.limitDays)
            days.append({day.at, static_cast<double>(day.calls), 0, line(parts[0], format::count(day.calls, locale))});
    return days;
}

QString chartNumber(Chart chart, double value, const QLocale &locale)
{
    if (chart == Chart::Latency)
        return latency(value, locale);
    return chart == Chart::Cost ? cost(static_cast<qint64>(value), locale) : format::compact(value, locale);
}

QString title(KeyHygiene kind)
{
    switch (kind) {
    case KeyHygiene::NeverUsed: return Words::tr("Never used");
    case KeyHygiene::Idle: return Words::tr("Idle for 90 days");
    case KeyHygiene::NoExpiry: return Words::tr("Without expiry");
    case KeyHygiene::UnusedPermissions: return Words::tr("Permissions never used");
    case KeyHygiene::NeverLimited: return Words::tr("Limits never hit");
    case KeyHygiene::AlwaysLimited: return Words::tr("Limits hit every day");
    }
    return {};
}

QString sentence(KeyHygiene kind)
{
    switch (kind) {
    case KeyHygiene::NeverUsed: return Words::tr("They work and nobody ever used them.");
    case KeyHygiene::Idle: return Words::tr("They work and were not used for 90 days.");
    case KeyHygiene::NoExpiry: return Words::tr("They work until somebody revokes them.");
    case KeyHygiene::UnusedPermissions: return Words::tr("They may do more than they ever did.");
    case KeyHygiene::NeverLimited: return Words::tr("Their limits never turned a call away: they fit well, or protect nothing.");
    case KeyHygiene::AlwaysLimited: return Words::tr("A limit turned calls away on each of the last seven days.");
    }
    return {};
}

QList<ItemColumn> hygieneColumns(KeyHygiene kind)
{
    const auto sort = [](HygieneSort key) { return static_cast<int>(key); };
    QList<ItemColumn> all{{Words::tr("Key"), ColumnKind::Name, 0, sort(HygieneSort::Name)},
                          {Words::tr("Tenant"), ColumnKind::Text, 20, -1},
                          {Words::tr("Begins with", "an API key"), ColumnKind::Identifier, 34, -1},
                          {Words::tr("Created"), ColumnKind::Time, 16, sort(HygieneSort::Created)},
                          {Words::tr("Last used"), ColumnKind::Time, 16, sort(HygieneSort::LastUsed)},
                          {Words::tr("Expires"), ColumnKind::Time, 16, sort(HygieneSort::Expiry)}};
    if (kind == KeyHygiene::UnusedPermissions)
        all.append({Words::tr("Never used", "permissions"), ColumnKind::Number, 12, sort(HygieneSort::Count)});
    if (kind == KeyHygiene::AlwaysLimited)
        all.append({Words::tr("Turned away"), ColumnKind::Number, 14, sort(HygieneSort::Count)});
    return all;
}

QStringList hygieneCells(const HygieneRow &row, KeyHygiene kind, qint64 nowMs, const QLocale &locale)
{
    const auto when = [&](qint64 at, const QString &otherwise) { return at == 0 ? otherwise : format::day(at, nowMs, locale); };
    // A key that has a successor works until the end of its grace.
    const bool isGraceFirst = row.key.graceEndsAt != 0 && (row.key.expiresAt == 0 || row.key.graceEndsAt < row.key.expiresAt);
    const qint64 ends = isGraceFirst ? row.key.graceEndsAt : row.key.expiresAt;
    QStringList cells{row.key.name, row.key.tenantSlug, row.key.shown + QChar(0x2026), when(row.key.createdAt, {}),
                      when(row.key.lastUsedAt, Words::tr("never")), when(ends, Words::tr("never"))};
    if (kind == KeyHygiene::UnusedPermissions || kind == KeyHygiene::AlwaysLimited)
        cells.append(format::count(row.count, locale));
    return cells;
}

} // namespace plancia::usagetables
