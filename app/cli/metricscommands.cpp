// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/wiring/pasttelemetry.h"
#include "models/domain/metric.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QMap>

#include <cmath>

namespace plancia::cli {

namespace {
constexpr qint64 kDefaultSpanMs = 3'600'000;
constexpr int kNewestServer = 99;

/// A word for scripts, empty for nothing.
QString toString(Metric::Needs needs)
{
    switch (needs) {
    case Metric::Needs::Nothing:
        return {};
    case Metric::Needs::Monitor:
        return QStringLiteral("pg_monitor");
    case Metric::Needs::Statements:
        return QStringLiteral("pg_stat_statements");
    case Metric::Needs::Primary:
        return QStringLiteral("primary");
    case Metric::Needs::Standby:
        return QStringLiteral("standby");
    }
    return {};
}

QString sourceOf(Metric::Of of)
{
    return of == Metric::Of::Agent ? QStringLiteral("self") : of == Metric::Of::Store ? QStringLiteral("store") : of == Metric::Of::Target ? QStringLiteral("target") : QStringLiteral("pg");
}

class MetricsList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"metrics list", QT_TRANSLATE_NOOP("cli", "List what can be measured, and what a server must have or grant for it"), {}, {},
                "metrics list"};
    }
    Result<bool> run(Context &context) const override
    {
        QJsonArray items;
        QList<QStringList> rows;
        for (const Metric &metric : metrics()) {
            const bool isServer = metric.of == Metric::Of::Postgres;
            const bool isOver = metric.until < kNewestServer;
            items.append(QJsonObject{{"name", metric.name},
                                     {"unit", unitOf(metric.quantity)},
                                     {"quantity", plancia::toString(metric.quantity)},
                                     {"source", sourceOf(metric.of)},
                                     {"every_s", int(metric.every)},
                                     {"since", isServer ? QJsonValue(metric.since) : QJsonValue()},
                                     {"until", isServer && isOver ? QJsonValue(metric.until) : QJsonValue()},
                                     {"needs", metric.needs == Metric::Needs::Nothing ? QJsonValue() : QJsonValue(toString(metric.needs))}});
            const QString releases = isOver ? QStringLiteral("%1–%2").arg(metric.since).arg(metric.until) : QStringLiteral("%1+").arg(metric.since);
            rows.append({QString::fromLatin1(metric.name), unitOf(metric.quantity), isServer ? releases : QString(), toString(metric.needs)});
        }
        Output &output = context.output();
        if (output.isJson())
            output.json({{"items", items}, {"next", QJsonValue()}});
        else
            output.table({QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "UNIT"),
                          QCoreApplication::translate("cli", "POSTGRESQL"), QCoreApplication::translate("cli", "NEEDS")},
                         rows);
        return true;
    }
};

class MetricsShow final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"metrics show", QT_TRANSLATE_NOOP("cli", "Print what is remembered of a source"),
                {{"SOURCE", QT_TRANSLATE_NOOP("cli", "self, store, pg:NAME or target:NAME"), true},
                 {"METRIC", QT_TRANSLATE_NOOP("cli", "Names from “metrics list”"), true, true}},
                {{"from", "TIME", QT_TRANSLATE_NOOP("cli", "From this time on: ISO 8601, or 15m, 24h, 7d ago (an hour without it)")},
                 {"to", "TIME", QT_TRANSLATE_NOOP("cli", "Up to this time (now without it)")},
                 {"agent", "ID", QT_TRANSLATE_NOOP("cli", "Of this agent: built-in, or its URL (without it the one followed last that knows the source)")},
                 {"csv", nullptr, QT_TRANSLATE_NOOP("cli", "As CSV with a header line, a gap as a line that begins with “#”")}},
                "metrics show pg:main pg.commits pg.rollbacks --from 24h --csv"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const qint64 nowMs = context.clock().nowMs();
        const auto from = arguments.time("from", nowMs);
        if (!from)
            return fail(from.error());
        const auto to = arguments.time("to", nowMs);
        if (!to)
            return fail(to.error());
        HistoryQuery query;
        query.source = arguments.positional(0);
        query.metrics = arguments.positionalsFrom(1);
        query.to = to->value_or(nowMs);
        query.from = from->value_or(query.to - kDefaultSpanMs);
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto past = wiring::PastTelemetry::open((*runtime)->places());
        if (!past)
            return fail(past.error());
        const auto agent = rememberedAgent(context, **past, query.source);
        if (!agent)
            return fail(agent.error());
        const auto history = context.await((*past)->history(*agent, query, context.call()));
        if (!history)
            return fail(history.error());
        for (const QString &metric : query.metrics)
            if (!metricByName(metric))
                context.output().note(QCoreApplication::translate("cli", "No metric of this version has the name “%1”.").arg(metric));
        print(context.output(), query, *history, arguments.has("csv"));
        return true;
    }

private:
    static QString text(double value)
    {
        const bool isWhole = std::abs(value) < 1e15 && value == std::floor(value);
        return isWhole ? QString::number(static_cast<qint64>(value)) : QString::number(value, 'g', 9);
    }
    static void print(Output &output, const HistoryQuery &query, const MetricHistory &history, bool csv)
    {
        if (output.isJson() && !csv) {
            output.json(object(query, history));
            return;
        }
        QMap<qint64, QJsonObject> rows; // lines that were not measured at the same instants
        for (const MetricHistory::Line &line : history.lines)
            for (qsizetype i = 0; i < line.at.size(); ++i)
                rows[line.at[i]].insert(line.metric, line.values[i]);
        QStringList columns{QStringLiteral("time")};
        for (const QString &metric : query.metrics)
            if (!columns.contains(metric))
                columns.append(metric);
        if (csv)
            output.bytes(listHead(columns, ListFormat::Csv));
        qsizetype gap = 0;
        const auto gapsUntil = [&](qint64 at) {
            for (; gap < history.gaps.size() && history.gaps[gap].from < at; ++gap)
                output.line(gapLine(history.gaps[gap]));
        };
        for (auto row = rows.begin(); row != rows.end() && output.failure() == 0; ++row) {
            gapsUntil(row.key());
            if (csv) {
                row->insert("time", isoTime(row.key()));
                output.bytes(listLine(*row, columns, ListFormat::Csv));
                continue;
            }
            QStringList values;
            for (const QString &metric : columns.mid(1))
                if (row->contains(metric))
                    values.append(metric + u'=' + text(row->value(metric).toDouble()));
            output.line(isoTime(row.key()) + u' ' + values.join(u' '));
        }
        gapsUntil(std::numeric_limits<qint64>::max());
        if (rows.isEmpty())
            output.note(QCoreApplication::translate("cli", "Nothing is remembered of this span."));
    }
    static QJsonObject object(const HistoryQuery &query, const MetricHistory &history)
    {
        QJsonArray lines, gaps;
        for (const MetricHistory::Line &line : history.lines) {
            QJsonArray points;
            for (qsizetype i = 0; i < line.at.size(); ++i)
                points.append(QJsonArray{isoTime(line.at[i]), line.values[i]});
            lines.append(QJsonObject{{"metric", line.metric}, {"points", points}});
        }
        for (const StreamGap &gap : history.gaps)
            gaps.append(toJson(gap));
        return {{"source", query.source},       {"from", isoTime(query.from)},             {"to", isoTime(query.to)},
                {"step_ms", history.stepMs},    {"oldest", timeOrNull(history.oldest)},    {"lines", lines},
                {"gaps", gaps}};
    }
};
} // namespace

void addMetricsCommands(Commands &commands)
{
    commands.push_back(std::make_unique<MetricsList>());
    commands.push_back(std::make_unique<MetricsShow>());
}

} // namespace plancia::cli
