// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/keynames.h"
#include "app/cli/lists.h"
#include "app/cli/tenantnames.h"
#include "models/items/usagetables.h"
#include "models/ports/usageport.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plancia::cli {

namespace {

constexpr qint64 kDayMs = 86'400'000;

Result<UsagePort *> usageOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->usage())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it keeps no record of the use of keys"}});
    return (*workspace)->usage();
}

QJsonObject toJson(const UsageSum &sum)
{
    return {{"requests", sum.requests},     {"failures", sum.failures},     {"latency_mean_us", sum.averageUs()}, {"latency_max_us", sum.latencyMaxUs},
            {"tokens_in", sum.tokensIn},    {"tokens_out", sum.tokensOut},  {"cost_micros", sum.costMicros}};
}

/// A sum with what it is of.
QJsonObject with(QJsonObject object, const UsageSum &sum)
{
    const QJsonObject numbers = toJson(sum);
    for (auto it = numbers.begin(); it != numbers.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject toJson(const UsageReport &report, const UsageQuery &query)
{
    QJsonObject object = with({{"from", isoTime(query.from)}, {"until", isoTime(query.to)}}, report.total);
    object.insert("latency_p50_us", report.p50Us);
    object.insert("latency_p95_us", report.p95Us);
    object.insert("latency_p99_us", report.p99Us);
    object.insert("active_keys", report.activeKeys);
    QJsonArray days, endpoints, statuses, keys, models, refusals, limits;
    for (const auto &one : report.days)
        days.append(with({{"day", isoTime(one.at)}}, one.sum));
    for (const auto &one : report.endpoints)
        endpoints.append(with({{"method", one.method}, {"endpoint", one.endpoint}}, one.sum));
    for (const auto &one : report.statuses)
        statuses.append(QJsonObject{{"status", one.status}, {"requests", one.requests}});
    for (const auto &one : report.topKeys)
        keys.append(with({{"key_id", one.id.toString()}, {"tenant_slug", one.tenantSlug}, {"name", one.name}, {"shown", one.shown}}, one.sum));
    for (const auto &one : report.models)
        models.append(with({{"model", one.model}}, one.sum));
    for (const auto &one : report.refusals)
        refusals.append(QJsonObject{{"at", isoTime(one.at)}, {"day", isoTime(one.at / kDayMs * kDayMs)}, {"prefix", one.prefix}, {"block", one.block},
                                    {"reason", one.reason}, {"tenant_slug", one.tenantSlug}, {"count", one.count}});
    for (const auto &one : report.limitHits)
        limits.append(QJsonObject{{"day", isoTime(one.day)}, {"key_id", one.key.toString()}, {"tenant_slug", one.tenantSlug}, {"name", one.keyName},
                                  {"limit", one.limit}, {"endpoint", one.endpoint}, {"hits", one.hits}});
    const auto byDay = [](const QList<UsageReport::DayLines> &lines) {
        QJsonArray array;
        for (const UsageReport::DayLines &one : lines)
            array.append(QJsonObject{{"day", isoTime(one.at)}, {"lines", one.lines}, {"count", one.calls}});
        return array;
    };
    object.insert("days", days);
    object.insert("endpoints", endpoints);
    object.insert("statuses", statuses);
    object.insert("top_keys", keys);
    object.insert("models", models);
    object.insert("refusals", refusals);
    object.insert("refusals_total", linesOf(report.refusalDays));
    object.insert("refusal_days", byDay(report.refusalDays));
    object.insert("limit_hits", limits);
    object.insert("limit_hits_total", linesOf(report.limitDays));
    object.insert("limit_hit_days", byDay(report.limitDays));
    return object;
}

QJsonObject toJson(const UsageEvent &event)
{
    return {{"at", isoTime(event.at)},         {"key_id", event.key.toString()}, {"tenant_slug", event.tenantSlug}, {"name", event.keyName},
            {"method", event.method},          {"endpoint", event.endpoint},     {"status", event.status},          {"latency_us", event.latencyUs},
            {"tokens_in", event.tokensIn},     {"tokens_out", event.tokensOut},  {"cost_micros", event.costMicros}, {"model", event.model},
            {"request_id", event.requestId},   {"address", event.address}};
}

/// A table of the window, in the terminal.
void printTable(Output &output, const QString &title, const QList<ItemColumn> &columns, const QList<FigureRow> &rows)
{
    if (rows.isEmpty())
        return;
    QStringList head;
    QList<int> numbers;
    for (const ItemColumn &column : columns) {
        if (column.kind == ColumnKind::Number)
            numbers.append(static_cast<int>(head.size()));
        head.append(column.title.toUpper());
    }
    QList<QStringList> lines;
    for (const FigureRow &row : rows)
        lines.append(row.cells);
    output.line({});
    output.line(title);
    output.table(head, lines, numbers);
}

/// --tenant and --since/--until; the key, when one is named.
Result<UsageQuery> queryFrom(Context &context)
{
    const Arguments &arguments = context.arguments();
    UsageQuery query;
    const qint64 now = context.clock().nowMs();
    const auto since = arguments.time("since", now);
    if (!since)
        return fail(since.error());
    const auto until = arguments.time("until", now);
    if (!until)
        return fail(until.error());
    const auto endpoints = arguments.number("endpoints", query.endpoints, 1, kMaxUsageEndpoints);
    if (!endpoints)
        return fail(endpoints.error());
    query.to = until->value_or(now + 1);
    query.from = since->value_or(query.to - 30 * kDayMs);
    query.endpoints = static_cast<int>(*endpoints);
    if (!arguments.positional(0).isEmpty()) {
        const auto named = namedKey(context, Access::Read);
        if (!named)
            return fail(named.error());
        query.tenant = named->key.tenantId;
        query.key = named->key.id;
    } else if (arguments.has("tenant")) {
        const auto tenant = tenantNamed(context, arguments.value("tenant"), Capability::ReadTenants);
        if (!tenant)
            return fail(tenant.error());
        query.tenant = tenant->tenant.id;
    }
    return query;
}

class KeyUsage final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key usage", QT_TRANSLATE_NOOP("cli", "Tell how API keys were used, the last thirty days unless asked otherwise"),
                {{"ID", QT_TRANSLATE_NOOP("cli", "Only this key: its id, or the twelve characters in it"), false}},
                {{"tenant", "SLUG", QT_TRANSLATE_NOOP("cli", "Only keys of this tenant")},
                 {"since", "TIME", QT_TRANSLATE_NOOP("cli", "From then: a time, or an age such as 24h or 7d")},
                 {"until", "TIME", QT_TRANSLATE_NOOP("cli", "Before then")},
                 {"endpoints", "N", QT_TRANSLATE_NOOP("cli", "So many endpoints, 20 unless given, 100 at most")},
                 {"recent", "N", QT_TRANSLATE_NOOP("cli", "The newest calls instead, so many, 500 at most")}},
                "key usage --tenant acme --since 7d"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto recent = context.arguments().number("recent", kUsageRecent, 1, kMaxUsageRecent);
        if (!recent)
            return fail(recent.error());
        const auto usage = usageOf(context);
        if (!usage)
            return fail(usage.error());
        const auto query = queryFrom(context);
        if (!query)
            return fail(query.error());
        return context.arguments().has("recent") ? printRecent(context, **usage, *query, static_cast<int>(*recent)) : printReport(context, **usage, *query);
    }

private:
    static Result<bool> printRecent(Context &context, UsagePort &usage, const UsageQuery &query, int count)
    {
        const auto events = context.await(usage.recent(query, count, context.call()));
        if (!events)
            return fail(events.error());
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const UsageEvent &event : *events)
                items.append(toJson(event));
            output.json({{"items", items}});
            return true;
        }
        const auto table = usagetables::Table::Recent;
        printTable(output, usagetables::title(table), usagetables::columns(table), usagetables::recentRows(*events));
        return true;
    }

    static Result<bool> printReport(Context &context, UsagePort &usage, const UsageQuery &query)
    {
        const auto report = context.await(usage.report(query, context.call()));
        if (!report)
            return fail(report.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*report, query));
            return true;
        }
        const UsageSum &sum = report->total;
        const auto latency = [&sum](double us) { return sum.requests ? usagetables::latency(us) : QString(); };
        output.pairs({{"requests", QString::number(sum.requests)},
                      {"failed", usagetables::failureShare(sum)},
                      {"latency_mean", latency(sum.averageUs())},
                      {"latency_p50", latency(report->p50Us)},
                      {"latency_p95", latency(report->p95Us)},
                      {"latency_p99", latency(report->p99Us)},
                      {"latency_max", latency(static_cast<double>(sum.latencyMaxUs))},
                      {"active_keys", QString::number(report->activeKeys)},
                      {"tokens", QString::number(sum.tokensIn + sum.tokensOut)},
                      {"cost", usagetables::cost(sum.costMicros)}});
        using T = usagetables::Table;
        for (const T table : {T::Endpoints, T::Keys, T::Statuses, T::Models, T::Limits, T::Refusals})
            printTable(output, usagetables::title(table), usagetables::columns(table), usagetables::rows(table, *report));
        for (const T table : {T::Limits, T::Refusals})
            if (const QString words = usagetables::cutWords(table, *report); !words.isEmpty())
                output.note(usagetables::title(table) + QStringLiteral(": ") + words);
        return true;
    }
};

class KeyHygieneList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"key hygiene", QT_TRANSLATE_NOOP("cli", "List the keys that work and that somebody should look at"),
                {{"KIND", QT_TRANSLATE_NOOP("cli", "never_used, idle, no_expiry, unused_permissions, never_limited or always_limited"), true}},
                {{"tenant", "SLUG", QT_TRANSLATE_NOOP("cli", "Only keys of this tenant")},
                 {"sort", "FIELD", QT_TRANSLATE_NOOP("cli", "name, created (default), used, expiry or count")},
                 {"descending", nullptr, QT_TRANSLATE_NOOP("cli", "Last first")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 500)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 kCsvOption,
                 kJsonLinesOption,
                 kAllOption},
                "key hygiene idle --sort used"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        static const QStringList sorts{"name", "created", "used", "expiry", "count"}; // in the order of HygieneSort
        QStringList kinds;
        for (const KeyHygiene kind : keyHygieneKinds())
            kinds.append(toString(kind));
        const auto kind = keyHygieneFromString(arguments.positional(0));
        if (!kind)
            return fail(ErrorCode::ValChoice, {{"field", "KIND"}, {"value", arguments.positional(0)}, {"allowed", kinds.join(QStringLiteral(", "))}});
        const auto sort = arguments.choice("sort", sorts);
        if (!sort)
            return fail(sort.error());
        HygieneQuery query;
        query.kind = *kind;
        query.sort = sort->isEmpty() ? HygieneSort::Created : static_cast<HygieneSort>(sorts.indexOf(*sort));
        query.descending = arguments.has("descending");
        const auto usage = usageOf(context);
        if (!usage)
            return fail(usage.error());
        if (arguments.has("tenant")) {
            const auto tenant = tenantNamed(context, arguments.value("tenant"), Capability::ReadTenants);
            if (!tenant)
                return fail(tenant.error());
            query.tenant = tenant->tenant.id;
        }
        const auto ask = [&](const Anchor &anchor, int rows) { return (*usage)->hygiene(query, anchor, rows, context.call()); };
        const auto shape = streamedAs(arguments);
        if (!shape)
            return fail(shape.error());
        if (*shape)
            return streamList<HygieneRow>(context, **shape, ask, [](const HygieneRow &row) { return toJson(row); }, kMaxHygieneRows);
        const auto slice = readSlice<HygieneRow>(context, ask, kRows);
        if (!slice)
            return fail(slice.error());
        print(context, query, *slice);
        return true;
    }

private:
    static constexpr qint64 kRows = 500; ///< unless asked otherwise

    static void print(Context &context, const HygieneQuery &query, const Slice<HygieneRow> &slice)
    {
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const HygieneRow &row : slice.items)
                items.append(toJson(row));
            // Beyond the end of a list nobody says how long it is.
            const bool isKnown = !slice.items.isEmpty() || !context.arguments().has("after");
            output.json({{"kind", toString(query.kind)},
                         {"total", isKnown ? QJsonValue(slice.items.isEmpty() ? 0 : slice.items.first().total) : QJsonValue()},
                         {"items", items},
                         {"next", slice.next.isEmpty() ? QJsonValue() : QJsonValue(slice.next)}});
            return;
        }
        QList<FigureRow> rows;
        for (const HygieneRow &row : slice.items)
            rows.append({row.key.id.toString(), usagetables::hygieneCells(row, query.kind, context.clock().nowMs())});
        printTable(output, usagetables::sentence(query.kind), usagetables::hygieneColumns(query.kind), rows);
        if (!slice.next.isEmpty())
            output.note(QCoreApplication::translate("cli", "%1 of %2 are shown.").arg(slice.items.size()).arg(slice.items.first().total));
        noteNext(context, slice.next);
    }
};

} // namespace

void addUsageCommands(Commands &commands)
{
    commands.push_back(std::make_unique<KeyUsage>());
    commands.push_back(std::make_unique<KeyHygieneList>());
}

} // namespace plancia::cli
