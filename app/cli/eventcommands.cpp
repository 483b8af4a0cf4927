// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/inputfile.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/monitoring/events/eventreader.h"
#include "app/monitoring/transport/accessrules.h"
#include "app/wiring/pasttelemetry.h"
#include "models/series/eventlog.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace plancia::cli {

namespace {
constexpr qint64 kDefaultSpanMs = 24LL * 3'600'000;

class EventsList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"events list", QT_TRANSLATE_NOOP("cli", "List the events that are remembered, newest first"), {},
                {{"from", "TIME", QT_TRANSLATE_NOOP("cli", "From this time on: ISO 8601, or 15m, 24h, 7d ago (a day without it)")},
                 {"to", "TIME", QT_TRANSLATE_NOOP("cli", "Up to this time (now without it)")},
                 {"severity", "WORD", QT_TRANSLATE_NOOP("cli", "As bad as this or worse: debug, info, warning, error, critical")},
                 {"source", "NAME", QT_TRANSLATE_NOOP("cli", "Only what this source told")},
                 {"type", "NAME", QT_TRANSLATE_NOOP("cli", "Only this type, or those that begin with it and a dot")},
                 {"tenant", "NAME", QT_TRANSLATE_NOOP("cli", "Only events of this tenant, as they name it")},
                 {"trace", "ID", QT_TRANSLATE_NOOP("cli", "Only events of this trace or request, whatever their time")},
                 {"text", "TEXT", QT_TRANSLATE_NOOP("cli", "Only events that have this text in them, in large or small letters")},
                 {"pattern", "REGEX", QT_TRANSLATE_NOOP("cli", "Only events that a regular expression matches")},
                 {"agent", "ID", QT_TRANSLATE_NOOP("cli", "Of this agent: built-in, or its URL (the one followed last without it)")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 kCsvOption, kJsonLinesOption, kAllOption},
                "events list --severity error --from 2h"};
    }

    Result<bool> run(Context &context) const override
    {
        const auto shape = streamedAs(context.arguments());
        if (!shape)
            return fail(shape.error());
        const auto filter = filterFrom(context);
        if (!filter)
            return fail(filter.error());
        const auto matcher = EventMatcher::of(*filter);
        if (!matcher)
            return fail(matcher.error());
        const qint64 most = *shape ? std::numeric_limits<qint64>::max() : kMaxListRows;
        const auto limit = context.arguments().number("limit", kDefaultListRows, 1, most);
        if (!limit)
            return fail(limit.error());
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto past = wiring::PastTelemetry::open((*runtime)->places());
        if (!past)
            return fail(past.error());
        return print(context, **past, *filter, *matcher, *shape, context.arguments().has("all") ? std::numeric_limits<qint64>::max() : *limit);
    }

private:
    static Result<EventFilter> filterFrom(Context &context)
    {
        const Arguments &arguments = context.arguments();
        const qint64 nowMs = context.clock().nowMs();
        const auto from = arguments.time("from", nowMs);
        if (!from)
            return fail(from.error());
        const auto to = arguments.time("to", nowMs);
        if (!to)
            return fail(to.error());
        if (arguments.has("text") && arguments.has("pattern"))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "only one of %1 can be used").arg(QStringLiteral("--text, --pattern"))}});
        const auto severity = arguments.choice("severity", {"debug", "info", "warning", "error", "critical"});
        if (!severity)
            return fail(severity.error());
        EventFilter filter;
        filter.trace = arguments.value("trace");
        const bool isBounded = filter.trace.isEmpty() || *from || *to;
        filter.to = isBounded ? to->value_or(nowMs) : std::numeric_limits<qint64>::max();
        filter.from = isBounded ? from->value_or(filter.to - kDefaultSpanMs) : 0;
        filter.least = eventSeverity(*severity).value_or(EventSeverity::Debug);
        filter.source = arguments.value("source");
        filter.type = arguments.value("type");
        filter.tenant = arguments.value("tenant");
        filter.isPattern = arguments.has("pattern");
        filter.text = arguments.value(filter.isPattern ? "pattern" : "text");
        return filter;
    }

    /// A page in memory at a time; of a table and --json, what they show.
    static Result<bool> print(Context &context, wiring::PastTelemetry &past, const EventFilter &filter, const EventMatcher &matcher,
                              std::optional<ListFormat> shape, qint64 limit)
    {
        Output &output = context.output();
        const QStringList columns = columnsOf(static_cast<const Event *>(nullptr));
        if (shape)
            output.bytes(listHead(columns, *shape));
        QList<Event> shown;
        EventsQuery query{filter.from, filter.to, filter.trace, {}, EventsQuery::kMaxRows};
        bool isMore = false;
        for (qint64 left = limit; output.failure() == 0;) {
            const auto page = context.await(past.events(context.arguments().value("agent"), query, context.call()));
            if (!page)
                return fail(page.error());
            QByteArray lines;
            for (std::span<const Event> events(page->events); !events.empty() && !isMore;) { // the newest first
                const size_t rows = std::min<size_t>(events.size(), EventBlock::kRows);
                const auto block = events.last(rows);
                events = events.first(events.size() - rows);
                const std::vector<quint16> wanted = matcher.rowsOf(EventBlock(block)).shown;
                for (auto row = wanted.rbegin(); row != wanted.rend() && !isMore; ++row) {
                    isMore = left-- <= 0;
                    if (isMore)
                        break;
                    if (shape)
                        lines += listLine(toJson(block[*row]), columns, *shape);
                    else
                        shown.append(block[*row]);
                }
            }
            output.bytes(lines);
            query.before = page->next;
            if (isMore || query.before.isEmpty())
                break;
        }
        if (!shape)
            table(output, shown);
        // Silence after this is no sign that all was well.
        constexpr qint64 kQuietMs = 15'000;
        const auto heard = context.await(past.heardUntil(context.arguments().value("agent"), context.call()));
        if (!heard)
            return fail(heard.error());
        if (const qint64 until = std::min(filter.to, context.clock().nowMs()); *heard > 0 && filter.trace.isEmpty() && *heard + kQuietMs < until)
            output.note(QCoreApplication::translate("cli", "Nothing is known after %1: nobody followed the agent.").arg(isoTime(*heard)));
        if (isMore && !output.isJson() && !shape)
            output.note(QCoreApplication::translate("cli", "There are more: a larger --limit, a shorter span, or --all with --csv or --jsonl shows them."));
        return true;
    }

    static void table(Output &output, const QList<Event> &events)
    {
        if (output.isJson()) {
            QJsonArray items;
            for (const Event &event : events)
                items.append(toJson(event));
            return output.json({{"items", items}, {"next", QJsonValue()}});
        }
        QList<QStringList> rows;
        for (const Event &event : events)
            rows.append({isoTime(event.at), toString(event.severity), event.source, event.type, event.tenant, countedMessage(event)});
        output.table({QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "SEVERITY"), QCoreApplication::translate("cli", "SOURCE"),
                      QCoreApplication::translate("cli", "TYPE"), QCoreApplication::translate("cli", "TENANT"), QCoreApplication::translate("cli", "MESSAGE")},
                     rows);
        if (events.isEmpty())
            output.note(QCoreApplication::translate("cli", "No event of this span is what was asked for."));
    }
};

class EventsCheck final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"events check", QT_TRANSLATE_NOOP("cli", "Say whether the agent would take a file of events, and what is wrong with it"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "JSON (an object or an array), or with .ndjson or .jsonl an object a line")}}, {},
                "events check events.ndjson"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString path = context.arguments().positional(0);
        const auto body = readInput(path, monitoring::kMaxBodyBytes);
        if (!body)
            return fail(body.error());
        if (body->size() > monitoring::kMaxBodyBytes)
            return fail(ErrorCode::StreamEvent, {{"detail", QStringLiteral("more than %1 bytes at once").arg(monitoring::kMaxBodyBytes)}});
        const bool isLines = path.endsWith(QStringLiteral(".ndjson")) || path.endsWith(QStringLiteral(".jsonl"));
        const auto events = monitoring::readEvents(*body, isLines ? monitoring::EventsKind::Lines : monitoring::EventsKind::Json, context.clock().nowMs());
        if (!events)
            return fail(located(events.error(), path, isLines));
        if (context.output().isJson())
            context.output().json({{"path", path}, {"events", events->size()}});
        else
            context.output().line(QCoreApplication::translate("cli", "The agent would take it: %n event(s).", nullptr, static_cast<int>(events->size())));
        return true;
    }

private:
    /// "events.ndjson, line 3: typ: no such field; …"
    static Error located(const Error &error, const QString &path, bool isLines)
    {
        const QString index = error.fact(u"index");
        QString where = path;
        if (!index.isEmpty())
            where += isLines ? QStringLiteral(", line %1").arg(index.toLongLong() + 1) : QStringLiteral(", event %1").arg(index.toLongLong() + 1);
        return error.with(QStringLiteral("detail"), where + QStringLiteral(": ") + error.fact(u"detail"));
    }
};
} // namespace

void addEventCommands(Commands &commands)
{
    commands.push_back(std::make_unique<EventsList>());
    commands.push_back(std::make_unique<EventsCheck>());
}

} // namespace plancia::cli
