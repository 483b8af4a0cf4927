// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/cli/sessionrows.h"
#include "app/wiring/pasttelemetry.h"
#include "models/domain/metric.h"
#include "models/series/blockingsteps.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plancia::cli {

namespace {
constexpr qint64 kDefaultSpanMs = 3'600'000;
constexpr qint64 kDefaultRows = 20;
constexpr double kWholeShare = 0.95; ///< of a span: less is told

struct Span {
    QString source;
    qint64 from = 0, to = 0;
};
/// The last hour without times.
Result<Span> spanFrom(Context &context)
{
    const Arguments &arguments = context.arguments();
    const qint64 nowMs = context.clock().nowMs();
    Span span{arguments.value("source"), 0, 0};
    if (span.source.isEmpty())
        return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” is missing").arg(QStringLiteral("--source"))}});
    const auto from = arguments.time("from", nowMs);
    if (!from)
        return fail(from.error());
    const auto to = arguments.time("to", nowMs);
    if (!to)
        return fail(to.error());
    span.to = to->value_or(nowMs);
    span.from = from->value_or(span.to - kDefaultSpanMs);
    return span;
}

Result<std::unique_ptr<wiring::PastTelemetry>> pastOf(Context &context)
{
    const auto runtime = context.runtime();
    return runtime ? wiring::PastTelemetry::open((*runtime)->places()) : fail(runtime.error());
}

const OptionSpec kSource{"source", "NAME", QT_TRANSLATE_NOOP("cli", "Of this server: pg: and the name of its connection (required)")};
const OptionSpec kFrom{"from", "TIME", QT_TRANSLATE_NOOP("cli", "From this time on: ISO 8601, or 15m, 24h, 7d ago (an hour without it)")};
const OptionSpec kTo{"to", "TIME", QT_TRANSLATE_NOOP("cli", "Up to this time (now without it)")};
const OptionSpec kAgent{"agent", "ID", QT_TRANSLATE_NOOP("cli", "Of this agent: built-in, or its URL (without it the one followed last that knows the source)")};

// Microseconds are all that is known.
double rounded(double ms) { return std::round(ms * 1000) / 1000; }
double meanMs(const StatementFigures &figures) { return figures.calls > 0 ? figures.execMs / figures.calls : 0; }

QJsonObject toJson(const StatementFigures &figures)
{
    return {{"calls", figures.calls},
            {"rows", figures.rows},
            {"exec_ms", rounded(figures.execMs)},
            {"mean_ms", figures.calls > 0 ? QJsonValue(rounded(meanMs(figures))) : QJsonValue()},
            {"plan_ms", rounded(figures.planMs)},
            {"hit_blocks", figures.hitBlocks},
            {"read_blocks", figures.readBlocks},
            {"written_blocks", figures.writtenBlocks},
            {"temp_blocks", figures.tempBlocks},
            {"disk_ms", rounded(figures.diskMs)},
            {"wal_bytes", figures.walBytes}};
}

class Statements final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"statements", QT_TRANSLATE_NOOP("cli", "Show what the statements of a PostgreSQL server did between two moments, the heaviest first"), {},
                {kSource, kFrom, kTo,
                 {"order", "WORD", QT_TRANSLATE_NOOP("cli", "By what: time, calls, rows, reads, mean (time without it)")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 20)")},
                 kAgent, kCsvOption, kJsonLinesOption},
                "statements --source pg:main --from 2h --to 1h --order reads"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto shape = streamedAs(arguments);
        if (!shape)
            return fail(shape.error());
        const auto span = spanFrom(context);
        if (!span)
            return fail(span.error());
        const auto order = arguments.choice("order", {"time", "calls", "rows", "reads", "mean"});
        if (!order)
            return fail(order.error());
        const auto limit = arguments.number("limit", kDefaultRows, 1, kMaxListRows);
        if (!limit)
            return fail(limit.error());
        const auto past = pastOf(context);
        if (!past)
            return fail(past.error());
        const auto agent = rememberedAgent(context, **past, span->source);
        if (!agent)
            return fail(agent.error());
        auto report = context.await((*past)->statements(*agent, {span->source, span->from, span->to}, context.call()));
        if (!report)
            return fail(report.error());
        std::ranges::stable_sort(report->rows, std::greater(), [&](const StatementRow &row) { return weightOf(row.figures, *order); });
        double allMs = report->others.execMs;
        for (const StatementRow &row : std::as_const(report->rows))
            allMs += row.figures.execMs;
        const qsizetype shown = std::min<qsizetype>(report->rows.size(), *limit);
        Output &output = context.output();
        if (*shape) {
            output.bytes(listHead(columns(), **shape));
            QByteArray lines;
            for (const StatementRow &row : report->rows.first(shown))
                lines += listLine(rowObject(row, allMs), columns(), **shape);
            output.bytes(lines);
        } else if (output.isJson()) {
            printJson(output, *report, shown, allMs);
            return true;
        } else if (shown > 0) {
            printTable(output, report->rows.first(shown), allMs);
        }
        note(output, *span, *report, shown);
        return true;
    }

private:
    static double weightOf(const StatementFigures &figures, const QString &order)
    {
        if (order == u"calls")
            return figures.calls;
        if (order == u"rows")
            return figures.rows;
        if (order == u"reads")
            return figures.readBlocks;
        return order == u"mean" ? meanMs(figures) : figures.execMs;
    }
    static QStringList columns()
    {
        return QStringLiteral("id user database is_top calls rows exec_ms mean_ms share plan_ms hit_blocks read_blocks written_blocks temp_blocks disk_ms wal_bytes text "
                              "text_is_cut").split(u' ');
    }
    static QJsonObject rowObject(const StatementRow &row, double allMs)
    {
        QJsonObject object = toJson(row.figures);
        object.insert("id", row.id.isEmpty() ? QJsonValue() : QJsonValue(row.id));
        object.insert("user", row.user);
        object.insert("database", row.database);
        object.insert("is_top", row.isTop);
        object.insert("share", allMs > 0 ? QJsonValue(row.figures.execMs / allMs) : QJsonValue());
        object.insert("text", row.text.isEmpty() ? QJsonValue() : QJsonValue(row.text));
        object.insert("text_is_cut", row.isCut);
        return object;
    }
    static void printJson(Output &output, const StatementsReport &report, qsizetype shown, double allMs)
    {
        QJsonArray items;
        for (const StatementRow &row : report.rows.first(shown))
            items.append(rowObject(row, allMs));
        output.json({{"items", items},
                     {"next", QJsonValue()},
                     {"statements", report.rows.size()},
                     {"others", report.othersCount > 0 ? QJsonValue(toJson(report.others)) : QJsonValue()},
                     {"others_count", report.othersCount},
                     {"evicted", report.evicted},
                     {"from", timeOrNull(report.from)},
                     {"to", timeOrNull(report.to)},
                     {"known_ms", report.knownMs},
                     {"oldest", timeOrNull(report.oldest)}});
    }
    static QString number(double value) { return QString::number(static_cast<qint64>(value)); }
    static QString msText(double ms) { return QString::number(ms, 'f', ms < 10 ? 3 : ms < 1000 ? 1 : 0); }
    static void printTable(Output &output, const QList<StatementRow> &rows, double allMs)
    {
        QList<QStringList> cells;
        for (const StatementRow &row : rows) {
            const StatementFigures &figures = row.figures;
            cells.append({msText(figures.execMs), allMs > 0 ? format::percent(figures.execMs / allMs, 1) : QString(), number(figures.calls),
                          figures.calls > 0 ? msText(meanMs(figures)) : QString(), number(figures.rows), number(figures.readBlocks), row.user, row.database,
                          row.text.isEmpty() ? QCoreApplication::translate("cli", "(this role may not read it)") : row.text});
        }
        wideTable(output,
                  {QCoreApplication::translate("cli", "TIME MS"), QCoreApplication::translate("cli", "SHARE"), QCoreApplication::translate("cli", "CALLS"),
                   QCoreApplication::translate("cli", "MEAN MS"), QCoreApplication::translate("cli", "ROWS"), QCoreApplication::translate("cli", "READS"),
                   QCoreApplication::translate("cli", "USER"), QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "STATEMENT")},
                  cells, {0, 1, 2, 3, 4, 5});
    }
    static void note(Output &output, const Span &span, const StatementsReport &report, qsizetype shown)
    {
        if (report.knownMs == 0) {
            output.note(QCoreApplication::translate("cli", "Nothing is known of the statements of %1 in this span.").arg(span.source));
            if (report.oldest > 0)
                output.note(QCoreApplication::translate("cli", "What is remembered of them begins at %1.").arg(isoTime(report.oldest)));
            return;
        }
        if (report.rows.isEmpty())
            output.note(QCoreApplication::translate("cli", "No statement ran in this span."));
        if (static_cast<double>(report.knownMs) < kWholeShare * static_cast<double>(span.to - span.from))
            output.note(QCoreApplication::translate("cli", "Of this span %1 are known, between %2 and %3.").arg(format::duration(report.knownMs), isoTime(report.from), isoTime(report.to)));
        if (shown < report.rows.size())
            output.note(QCoreApplication::translate("cli", "There are more: --limit shows them."));
        if (report.othersCount > 0)
            output.note(QCoreApplication::translate("cli", "Statements that were too small to be kept one by one took %1 ms together.").arg(msText(report.others.execMs)));
        if (report.evicted > 0)
            output.note(QCoreApplication::translate("cli", "The server dropped %1 entries or more meanwhile (pg_stat_statements.max): what they did is in no figure.").arg(number(report.evicted)));
    }
};

class Blocking final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"blocking", QT_TRANSLATE_NOOP("cli", "Show who waited for whom on a PostgreSQL server, at one moment or in the course of a span"), {},
                {kSource, {"at", "TIME", QT_TRANSLATE_NOOP("cli", "The tree as it was at this time")}, kFrom, kTo, kAgent},
                "blocking --source pg:main --at 2026-11-20T13:53:40Z"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (arguments.has("at") && (arguments.has("from") || arguments.has("to")))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "only one of %1 can be used").arg(QStringLiteral("--at, --from --to"))}});
        auto span = spanFrom(context);
        if (!span)
            return fail(span.error());
        const auto at = arguments.time("at", context.clock().nowMs());
        if (!at)
            return fail(at.error());
        if (*at)
            span->from = span->to = **at;
        const auto past = pastOf(context);
        if (!past)
            return fail(past.error());
        const auto agent = rememberedAgent(context, **past, span->source);
        if (!agent)
            return fail(agent.error());
        const auto history = context.await((*past)->blocking(*agent, {span->source, span->from, span->to}, context.call()));
        if (!history)
            return fail(history.error());
        const auto gaps = gapsIn(context, **past, *agent, *span);
        if (!gaps)
            return fail(gaps.error());
        const QList<BlockingStep> steps = blockingSteps(*history, *gaps, span->from, span->to + 1);
        Output &output = context.output();
        if (output.isJson())
            printJson(output, *history, steps);
        else if (*at)
            printMoment(output, *history, steps);
        else
            printCourse(output, *history, steps);
        return true;
    }

private:
    /// Silence there is no sign that nobody waited.
    static Result<QList<QPair<qint64, qint64>>> gapsIn(Context &context, wiring::PastTelemetry &past, const QString &agent, const Span &span)
    {
        constexpr qint64 kQuietMs = 15'000; // an agent that is followed says something within it
        const auto seen = context.await(past.history(agent, {span.source, {metric::PgAsleep}, span.from - kQuietMs, span.to}, context.call()));
        if (!seen)
            return fail(seen.error());
        const auto heard = context.await(past.heardUntil(agent, context.call()));
        if (!heard)
            return fail(heard.error());
        QList<QPair<qint64, qint64>> gaps;
        for (const StreamGap &gap : seen->gaps)
            gaps.append({gap.from, gap.to});
        // A server that sleeps is not looked at.
        const MetricHistory::Line &asleep = seen->lines.first();
        for (qsizetype i = 0; i < asleep.at.size(); ++i)
            if (asleep.values[i] > 0)
                gaps.append({asleep.at[i], i + 1 < asleep.at.size() ? asleep.at[i + 1] : asleep.at[i] + kQuietMs});
        if (seen->oldest == 0 || span.from < seen->oldest)
            gaps.append({span.from, seen->oldest == 0 ? span.to + 1 : seen->oldest});
        if (*heard + kQuietMs < std::min(span.to, context.clock().nowMs()))
            gaps.append({std::max(*heard, span.from), span.to + 1});
        return gaps;
    }
    static bool isUnknown(const BlockingStep &step) { return step.known == BlockingStep::Known::Nothing; }

    static void printJson(Output &output, const BlockingHistory &history, const QList<BlockingStep> &steps)
    {
        QJsonArray unknown;
        for (const BlockingStep &step : steps)
            if (isUnknown(step))
                unknown.append(QJsonObject{{"from", isoTime(step.from)}, {"to", isoTime(step.to)}});
        QJsonArray items;
        for (const BlockingMoment &moment : history.moments)
            items.append(QJsonObject{{"at", isoTime(moment.at)}, {"tree", treeOf(moment.sessions, moment.at).items}, {"left", moment.left}});
        output.json({{"items", items}, {"next", QJsonValue()}, {"is_cut", history.isCut}, {"oldest", timeOrNull(history.oldest)}, {"unknown", unknown}});
    }
    static void printMoment(Output &output, const BlockingHistory &history, const QList<BlockingStep> &steps)
    {
        if (!steps.isEmpty() && isUnknown(steps.first()))
            return output.note(QCoreApplication::translate("cli", "Who waited then is not known: nobody looked, or nothing is remembered of it."));
        if (steps.isEmpty() || steps.first().moment < 0)
            return output.note(QCoreApplication::translate("cli", "Nobody waited for anybody then."));
        const BlockingMoment &moment = history.moments[steps.first().moment];
        output.note(QCoreApplication::translate("cli", "As seen at %1.").arg(isoTime(moment.at)));
        printTree(output, treeOf(moment.sessions, moment.at));
        if (moment.left > 0)
            output.note(QCoreApplication::translate("cli", "There were more sessions than were kept."));
    }
    /// A line for each moment: how many waited, and behind whom most of them.
    static void printCourse(Output &output, const BlockingHistory &history, const QList<BlockingStep> &steps)
    {
        for (const BlockingStep &step : steps)
            if (isUnknown(step))
                output.note(QCoreApplication::translate("cli", "Not known: %1 to %2.").arg(isoTime(step.from), isoTime(step.to)));
        QList<QStringList> rows;
        for (const BlockingMoment &moment : history.moments) {
            const auto waiting = std::ranges::count_if(moment.sessions, &ServerSession::isBlocked);
            const QList<BlockedSession> tree = blockingTree(moment.sessions);
            ServerSession root;
            if (!tree.isEmpty())
                if (const auto found = std::ranges::find(moment.sessions, tree.first().pid, &ServerSession::pid); found != moment.sessions.end())
                    root = *found;
            rows.append({isoTime(moment.at), QString::number(waiting + moment.left), tree.isEmpty() ? QString() : QString::number(tree.first().pid), root.user,
                         root.database, applicationOf(root), spanOf(root, moment.at), root.query});
        }
        if (rows.isEmpty() && !std::ranges::all_of(steps, isUnknown))
            output.note(QCoreApplication::translate("cli", "As far as is known, nobody waited for anybody in this span."));
        if (rows.isEmpty())
            return;
        wideTable(output,
                  {QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "WAITING"), QCoreApplication::translate("cli", "BEHIND PID"),
                   QCoreApplication::translate("cli", "USER"), QCoreApplication::translate("cli", "DATABASE"), QCoreApplication::translate("cli", "APPLICATION"),
                   QCoreApplication::translate("cli", "FOR"), QCoreApplication::translate("cli", "QUERY")},
                  rows, {1});
        if (history.isCut)
            output.note(QCoreApplication::translate("cli", "These are the last ones: a shorter span shows what was before."));
    }
};
} // namespace

void addStatementCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Statements>());
    commands.push_back(std::make_unique<Blocking>());
}

} // namespace plancia::cli
