// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/wiring/pasttelemetry.h"
#include "models/base/continuation.h"
#include "models/errors/catalogue.h"
#include "models/ports/targetsport.h"
#include "models/series/uptime.h"

#include <QCoreApplication>
#include <QMap>
#include <QPromise>
#include <algorithm>
#include <functional>

namespace plancia::cli {

namespace {
constexpr qint64 kDefaultSpanMs = 24 * 3'600'000LL;
constexpr qint64 kFreshMs = 15'000; ///< what is remembered is written each five seconds
constexpr int kDown = 69; // EX_UNAVAILABLE, as of NET
const QString kBuiltIn = QStringLiteral("built-in");

Error faulty(const TargetFault &fault)
{
    QString option = fault.key == u"name" ? QStringLiteral("NAME") : fault.key == u"timeout_ms" ? QStringLiteral("--timeout") : QStringLiteral("--") + fault.key;
    option.replace(u'_', u'-');
    return Error(ErrorCode::ValUsage, {{"option", option}, {"message", option + QStringLiteral(": ") + fault.message}});
}

/// A target or a watched server, and what is known of it.
struct Row {
    QString name, kind, address;
    bool isCritical = true;
    std::optional<HealthCheck::State> state; ///< nothing: not known now
    bool isAsleep = false;                   ///< a server that nobody looks at, and that is meant
    std::optional<Error> error;
    qint64 since = 0, at = 0;
    double tookMs = -1;
    UpTime up;
};
const QString kServerKind = QStringLiteral("server");

Row rowOf(const QString &name, const QString &kind, const QString &address, bool isCritical = true)
{
    Row row;
    row.name = name;
    row.kind = kind;
    row.address = address;
    row.isCritical = isCritical;
    return row;
}

QString wordFor(HealthCheck::State state)
{
    switch (state) {
    case HealthCheck::State::Ok: return QCoreApplication::translate("cli", "ok", "state of a health target");
    case HealthCheck::State::Degraded: return QCoreApplication::translate("cli", "degraded", "state of a health target");
    case HealthCheck::State::Down: return QCoreApplication::translate("cli", "down", "state of a health target");
    }
    return {};
}

QString wordFor(const Row &row)
{
    if (row.isAsleep)
        return QCoreApplication::translate("cli", "asleep", "state of a server");
    if (!row.state)
        return QCoreApplication::translate("cli", "unknown", "state of a health target");
    return wordFor(*row.state);
}

QJsonObject toJson(const Row &row)
{
    const auto share = row.up.share();
    return {{"name", row.name},
            {"kind", row.kind},
            {"address", row.address},
            {"critical", row.isCritical},
            {"status", row.isAsleep ? QStringLiteral("asleep") : row.state ? toString(*row.state) : QStringLiteral("unknown")},
            {"since", timeOrNull(row.since)},
            {"checked_at", timeOrNull(row.at)},
            {"took_ms", row.tookMs < 0 ? QJsonValue() : QJsonValue(row.tookMs)},
            {"uptime", share ? QJsonValue(*share) : QJsonValue()},
            {"known_s", row.up.knownMs / 1000},
            {"unknown_s", row.up.unknownMs() / 1000},
            {"code", row.error ? QJsonValue(errorId(row.error->code())) : QJsonValue()},
            {"message", row.error ? QJsonValue(describe(*row.error).sentence) : QJsonValue()}};
}

/// Where it is known from: what this installation remembers of an agent, or an agent that is followed just now.
struct Sight {
    std::function<QFuture<Result<MetricHistory>>(HistoryQuery)> history;
    QMap<QString, TargetTold> told; ///< the newest of each target and server
    QStringList sources;
    QList<Sample> recent;  ///< of an agent that is followed
    qint64 heardUntil = 0; ///< the agent's clock, Unix ms UTC; 0: never
    qint64 now = 0;        ///< by the agent's clock, as far as it is known
};

/// Ends when all is here that an agent has, or when it cannot be had at the first try. Main thread, where the feed signals too.
class CatchUp : public QObject {
public:
    explicit CatchUp(const monitoring::StreamFeed &feed)
    {
        m_promise.start();
        connect(&feed, &monitoring::StreamFeed::caughtUp, this, [this] { end(true); });
        connect(&feed, &StreamPort::statusChanged, this, [this, &feed](const StreamStatus &status) {
            if (status.state == StreamStatus::State::Down || (status.state == StreamStatus::State::Reconnecting && status.attempt > 0))
                end(fail(feed.lastError().value_or(Error(ErrorCode::StreamDown, {{"url", status.agent}}))));
        });
    }
    QFuture<Result<bool>> future() { return m_promise.future(); }
    void end(Result<bool> result)
    {
        if (std::exchange(m_ended, true))
            return;
        m_promise.addResult(std::move(result));
        const std::scoped_lock lock(continuations());
        m_promise.finish();
    }

private:
    QPromise<Result<bool>> m_promise;
    bool m_ended = false;
};

class HealthList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"health list", QT_TRANSLATE_NOOP("cli", "List the health targets and watched servers, how they are and how long they were up; the exit status is 69 when a critical one is down"), {},
                {{"from", "TIME", QT_TRANSLATE_NOOP("cli", "Up-time from this time on: ISO 8601, or 15m, 24h, 7d ago (24 hours without it)")},
                 {"to", "TIME", QT_TRANSLATE_NOOP("cli", "Up to this time (now without it)")},
                 {"agent", "URL", QT_TRANSLATE_NOOP("cli", "Of this agent, as ws://host:port/stream, which is asked now and remembered (what the console remembers of its own without it)")},
                 kTokenOption, kCaOption,
                 {"remembered", nullptr, QT_TRANSLATE_NOOP("cli", "With --agent: what is remembered of it, without asking it")}},
                "health list --from 30d"};
    }
    bool needsStream(const Arguments &arguments) const override
    {
        return arguments.value("agent", kBuiltIn) != kBuiltIn && !arguments.has("remembered");
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
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const QString agent = arguments.value("agent", kBuiltIn);
        const bool isOurs = agent == kBuiltIn;
        const auto sight = needsStream(arguments) ? followed(context, (*runtime)->ports().stream) : remembered(context, **runtime, agent, nowMs);
        if (!sight)
            return fail(sight.error());
        const qint64 until = to->value_or(sight->now), since = from->value_or(until - kDefaultSpanMs);
        if (until <= since)
            return fail(ErrorCode::ValRange, {{"field", "--to"}, {"value", arguments.value("to")}});
        QList<Row> rows;
        QList<Error> faults;
        if (auto named = isOurs ? ourRows(context, **runtime, rows, faults) : rowsOf(*sight, rows); !named)
            return fail(named.error());
        for (Row &row : rows)
            if (auto filled = sight->history ? fill(context, *sight, row, since, until) : Result<bool>(true); !filled)
                return fail(filled.error());
        print(context.output(), rows, since, until);
        if (std::ranges::any_of(rows, [](const Row &row) { return row.isCritical && row.state == HealthCheck::State::Down; }))
            context.setExitStatus(kDown);
        for (qsizetype i = 1; i < faults.size(); ++i)
            context.output().note(describe(faults.at(i)).sentence);
        return faults.isEmpty() ? Result<bool>(true) : Result<bool>(fail(faults.first()));
    }

private:
    static void takeEvents(Sight &sight, const EventsPage &page)
    {
        for (const Event &event : page.events)
            for (const auto &one : {targetTold(event), serverTold(event)})
                if (one)
                    sight.told.insert(one->name, *one);
    }

    static Result<Sight> followed(Context &context, StreamPort *stream)
    {
        auto *feed = qobject_cast<monitoring::StreamFeed *>(stream);
        if (!feed)
            return fail(ErrorCode::StreamDown);
        CatchUp catchUp(*feed);
        const int handler = context.call().cancel.addHandler([&catchUp] { catchUp.end(fail(ErrorCode::InternalCancelled)); });
        const auto caught = context.await(catchUp.future());
        context.call().cancel.removeHandler(handler);
        if (!caught)
            return fail(caught.error());
        Sight sight;
        sight.history = [feed, call = context.call()](HistoryQuery query) { return feed->history(std::move(query), call); };
        sight.recent = feed->recent(0);
        for (const Sample &sample : std::as_const(sight.recent)) {
            sight.heardUntil = std::max(sight.heardUntil, sample.at);
            if (!sight.sources.contains(sample.source))
                sight.sources.append(sample.source);
        }
        sight.now = sight.heardUntil > 0 ? sight.heardUntil : context.clock().nowMs();
        const auto events = context.await(feed->events({0, sight.now, {}, {}, EventsQuery::kMaxRows}, context.call()));
        if (!events)
            return fail(events.error());
        takeEvents(sight, *events);
        return sight;
    }

    /// Without a history when nothing was ever remembered of our own agent.
    static Result<Sight> remembered(Context &context, wiring::Runtime &runtime, const QString &agent, qint64 nowMs)
    {
        Sight sight;
        sight.now = nowMs;
        auto opened = wiring::PastTelemetry::open(runtime.places());
        if (!opened)
            return agent == kBuiltIn && opened.error().code() == ErrorCode::FileNotFound ? Result<Sight>(sight) : Result<Sight>(fail(opened.error()));
        const std::shared_ptr<wiring::PastTelemetry> past = std::move(*opened);
        const auto events = context.await(past->events(agent, {0, nowMs, {}, {}, EventsQuery::kMaxRows}, context.call()));
        if (!events)
            return agent == kBuiltIn && events.error().code() == ErrorCode::ValChoice ? Result<Sight>(sight) : Result<Sight>(fail(events.error()));
        takeEvents(sight, *events);
        const auto sources = context.await(past->sources(agent, context.call()));
        if (!sources)
            return fail(sources.error());
        sight.sources = *sources;
        const auto heard = context.await(past->heardUntil(agent, context.call()));
        if (!heard)
            return fail(heard.error());
        sight.heardUntil = *heard;
        sight.history = [past, agent, call = context.call()](HistoryQuery query) { return past->history(agent, std::move(query), call); };
        return sight;
    }

    static Result<bool> ourRows(Context &context, wiring::Runtime &runtime, QList<Row> &rows, QList<Error> &faults)
    {
        const auto connections = context.await(runtime.ports().connections->list(context.call()));
        if (!connections)
            return fail(connections.error());
        for (const ConnectionProfile &profile : *connections)
            rows.append(rowOf(QStringLiteral("pg:") + profile.name, kServerKind, toUrl(profile)));
        const auto listed = context.await(runtime.ports().targets->list(context.call()));
        if (!listed)
            return fail(listed.error());
        for (const HealthTarget &target : listed->targets)
            rows.append(rowOf(target.name, toString(target.kind), toldAddress(target), target.isCritical));
        faults = listed->faults;
        return true;
    }

    static Result<bool> rowsOf(const Sight &sight, QList<Row> &rows)
    {
        QStringList names = sight.sources + sight.told.keys();
        for (QString &name : names)
            if (const QString target = targetNameOf(name); !target.isEmpty())
                name = target;
        names.sort();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names)) {
            if (isServerSource(name)) {
                rows.append(rowOf(name, kServerKind, {}));
            } else if (sight.told.contains(name) || sight.sources.contains(targetSource(name))) {
                const TargetTold told = sight.told.value(name);
                rows.append(rowOf(name, told.kind ? toString(*told.kind) : QString(), told.address, told.isCritical));
            }
        }
        return true;
    }

    static Result<bool> fill(Context &context, const Sight &sight, Row &row, qint64 since, qint64 until)
    {
        const bool isServer = row.kind == kServerKind;
        const QString source = isServer ? row.name : targetSource(row.name);
        const QStringList metrics = isServer ? serverMetrics() : QStringList{metric::TargetUp, metric::TargetEvery, metric::TargetTook, metric::TargetSince};
        const auto history = context.await(sight.history({source, metrics, since, until}));
        if (!history)
            return fail(history.error());
        if (isServer)
            fillServer(sight, *history, row, since, until);
        else
            fillTarget(sight, *history, row, since, until);
        return true;
    }

    static void fillTarget(const Sight &sight, const MetricHistory &history, Row &row, qint64 since, qint64 until)
    {
        row.up = upTime(upSpans(history, {}, {}, until), since, until);
        const MetricHistory::Line &up = history.lines.at(0), &took = history.lines.at(2), &age = history.lines.at(3);
        if (up.at.isEmpty())
            return;
        row.at = up.at.last();
        if (!took.at.isEmpty())
            row.tookMs = took.values.last();
        // Known now only while the last look still stands.
        const QList<UpSpan> spans = upSpans(history, {}, {}, sight.now);
        if (!spans.isEmpty() && spans.last().to >= sight.now) {
            row.state = stateOfUp(up.values.last());
            if (!age.at.isEmpty())
                row.since = age.at.last() - static_cast<qint64>(age.values.last() * 1000);
        }
        if (const auto last = sight.told.constFind(row.name); last != sight.told.cend() && row.state && last->state == *row.state)
            row.error = last->error;
    }

    static void fillServer(const Sight &sight, const MetricHistory &history, Row &row, qint64 since, qint64 until)
    {
        const MetricHistory::Line &looked = history.lines.at(0), &took = history.lines.at(1), &asleep = history.lines.at(2);
        QList<Sample> samples;
        for (const Sample &sample : sight.recent)
            if (sample.source == row.name && sample.at >= since && sample.at <= until)
                samples.append(sample);
        // That it does not answer is no figure: it was told, and holds as long as the agent was heard.
        const auto told = sight.told.constFind(row.name);
        const qint64 lastUp = looked.at.isEmpty() ? 0 : looked.at.last();
        const bool isDown = told != sight.told.cend() && told->state == HealthCheck::State::Down && told->at >= lastUp;
        QList<StreamGap> gaps;
        if (isDown && sight.heardUntil > told->at)
            gaps.append({StreamGap::Reason::SourceDown, told->at, sight.heardUntil, row.name});
        row.up = upTime(serverSpans(history, samples, gaps, until), since, until);
        row.at = std::max(lastUp, samples.isEmpty() ? 0 : samples.last().at);
        if (!took.at.isEmpty())
            row.tookMs = took.values.last();
        if (sight.now - sight.heardUntil > kFreshMs)
            return; // nobody has heard of it for a while
        const bool slept = !asleep.at.isEmpty() && asleep.values.last() == 1 && asleep.at.last() >= lastUp;
        std::optional<ServerLook> look;
        if (!samples.isEmpty() && sight.now - samples.last().at <= kFreshMs)
            look = serverLook(samples.last());
        else if (isDown)
            look = ServerLook::Down;
        else if (sight.now - std::max(lastUp, slept ? asleep.at.last() : 0) <= kFreshMs)
            look = slept ? ServerLook::Asleep : ServerLook::Up;
        row.isAsleep = look == ServerLook::Asleep;
        if (look && !row.isAsleep)
            row.state = look == ServerLook::Up ? HealthCheck::State::Ok : HealthCheck::State::Down;
        if (told != sight.told.cend() && row.state && told->state == *row.state)
            row.since = told->at;
    }

    static void print(Output &output, const QList<Row> &rows, qint64 since, qint64 until)
    {
        if (output.isJson()) {
            QJsonObject object = listObject(rows);
            object.insert("from", isoTime(since));
            object.insert("to", isoTime(until));
            output.json(object);
            return;
        }
        QList<QStringList> lines;
        for (const Row &row : rows) {
            const auto share = row.up.share();
            lines.append({wordFor(row), row.name, row.kind, row.address, share ? upTimeText(*share) : QStringLiteral("-"),
                          format::percent(static_cast<double>(row.up.knownMs) / static_cast<double>(std::max<qint64>(1, row.up.spanMs))), shownTime(row.since), shownTime(row.at),
                          row.error ? errorId(row.error->code()) : QString()});
        }
        if (rows.isEmpty())
            output.note(QCoreApplication::translate("cli", "There is no health target: planciactl health add NAME --kind KIND --address ADDRESS"));
        else
            output.table({QCoreApplication::translate("cli", "STATUS"), QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "KIND"),
                          QCoreApplication::translate("cli", "ADDRESS"), QCoreApplication::translate("cli", "UP-TIME"), QCoreApplication::translate("cli", "KNOWN"),
                          QCoreApplication::translate("cli", "SINCE"), QCoreApplication::translate("cli", "LAST LOOK"), QCoreApplication::translate("cli", "CODE")},
                         lines, {4, 5});
    }
};

class HealthCheckCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"health check", QT_TRANSLATE_NOOP("cli", "Look at a health target now; the exit status is 69 when it is down"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "A name from “health list”")}}, {}, "health check cache"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        TargetsPort *targets = (*runtime)->ports().targets;
        const auto listed = context.await(targets->list(context.call()));
        if (!listed)
            return fail(listed.error());
        const QString name = context.arguments().positional(0);
        const auto target = std::ranges::find(listed->targets, name, &HealthTarget::name);
        if (target == listed->targets.end())
            return fail(listed->faults.isEmpty() ? Error(ErrorCode::TargetNotFound, {{"value", name}}) : listed->faults.first());
        const auto check = context.await(targets->test(*target, context.call()));
        if (!check)
            return fail(check.error());
        Output &output = context.output();
        if (output.isJson())
            output.json({{"name", name},
                         {"status", toString(check->state)},
                         {"critical", check->isCritical},
                         {"took_ms", check->tookMs},
                         {"code", check->error ? QJsonValue(errorId(check->error->code())) : QJsonValue()},
                         {"message", check->error ? QJsonValue(describe(*check->error).sentence) : QJsonValue()}});
        else
            output.line(check->error ? QStringLiteral("%1: %2 (%3) %4").arg(name, wordFor(check->state), errorId(check->error->code()), describe(*check->error).sentence)
                                     : QCoreApplication::translate("cli", "%1: ok, after %2 ms").arg(name).arg(check->tookMs, 0, 'f', 0));
        if (check->state == HealthCheck::State::Down)
            context.setExitStatus(kDown);
        return true;
    }
};

class HealthAdd final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"health add", QT_TRANSLATE_NOOP("cli", "Have the console watch a target, whenever it runs"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "What it is called")}},
                {{"kind", "KIND", QT_TRANSLATE_NOOP("cli", "postgres, redis, http, tcp, prometheus, certificate, disk or backup")},
                 {"address", "ADDRESS", QT_TRANSLATE_NOOP("cli", "HOST:PORT, a URL, or a path; none for backup")},
                 {"every", "SECONDS", QT_TRANSLATE_NOOP("cli", "Between two looks, 5 to 3600 (30 without it)")},
                 {"timeout", "MS", QT_TRANSLATE_NOOP("cli", "Of one look, 100 to 60000 and less than --every (5000 without it, or a second less than --every)")},
                 {"optional", nullptr, QT_TRANSLATE_NOOP("cli", "Not critical: all the rest may be well without it")},
                 {"status", "NUMBER", QT_TRANSLATE_NOOP("cli", "http: the status that is expected (any of 2xx without it)")},
                 {"body", "TEXT", QT_TRANSLATE_NOOP("cli", "http: text that must be in the first 64 KiB of the answer")},
                 {"follow-redirects", nullptr, QT_TRANSLATE_NOOP("cli", "http: go where it redirects to")},
                 {"warn-days", "DAYS", QT_TRANSLATE_NOOP("cli", "Degraded so many days before the certificate ends (14 without it)")},
                 {"least-free-percent", "NUMBER", QT_TRANSLATE_NOOP("cli", "disk: degraded with less (10 without it)")},
                 {"least-free-bytes", "NUMBER", QT_TRANSLATE_NOOP("cli", "disk: degraded with less")},
                 {"most-hours", "HOURS", QT_TRANSLATE_NOOP("cli", "backup: degraded when the newest proved one is older (what the schedule says without it)")},
                 {"series", "SERIES", QT_TRANSLATE_NOOP("cli", "prometheus: what of the page becomes a metric, as queue_length or http_requests_total{code=\"500\"}; may be repeated"), true}},
                "health add cache --kind redis --address cache.example:6379"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto target = read(context.arguments());
        if (!target)
            return fail(target.error());
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto saved = context.await((*runtime)->ports().targets->save(*target, {}, context.call()));
        if (!saved)
            return fail(saved.error());
        if (context.output().isJson())
            context.output().json({{"name", target->name}, {"kind", toString(target->kind)}, {"address", toldAddress(*target)}});
        else
            context.output().line(QCoreApplication::translate("cli", "“%1” is watched while the console runs.").arg(target->name));
        return true;
    }

private:
    static Result<HealthTarget> read(const Arguments &arguments)
    {
        HealthTarget target;
        target.name = arguments.positional(0);
        if (!arguments.has("kind"))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” is missing").arg(QStringLiteral("--kind"))}});
        const auto kind = arguments.choice("kind", targetKinds());
        if (!kind)
            return fail(kind.error());
        target.kind = targetKindOf(*kind).value_or(HealthTarget::Kind::Http);
        target.address = arguments.value("address");
        const auto number = [&arguments](const char *option, int &value, int low, int high) -> Result<bool> {
            const auto read = arguments.number(QLatin1String(option), value, low, high);
            if (read)
                value = static_cast<int>(*read);
            return read ? Result<bool>(true) : Result<bool>(fail(read.error()));
        };
        struct Number {
            const char *option;
            int HealthTarget::*value;
            int low, high;
        };
        for (const Number &one : {Number{"every", &HealthTarget::everySeconds, HealthTarget::kLeastEvery, HealthTarget::kMostEvery},
                                  Number{"timeout", &HealthTarget::timeoutMs, HealthTarget::kLeastTimeoutMs, HealthTarget::kMostTimeoutMs},
                                  Number{"status", &HealthTarget::status, 100, 599},
                                  Number{"warn-days", &HealthTarget::warnDays, 0, HealthTarget::kMostDays},
                                  Number{"most-hours", &HealthTarget::mostHours, 1, HealthTarget::kMostHours}})
            if (auto good = number(one.option, target.*one.value, one.low, one.high); !good)
                return fail(good.error());
        if (!arguments.has("timeout"))
            target.timeoutMs = std::min(target.timeoutMs, (target.everySeconds - 1) * 1000); // less than the period
        if (arguments.has("least-free-bytes") && !arguments.has("least-free-percent"))
            target.leastFreePercent = 0;
        int percent = static_cast<int>(target.leastFreePercent);
        if (auto good = number("least-free-percent", percent, 0, 100); !good)
            return fail(good.error());
        target.leastFreePercent = percent;
        const auto bytes = arguments.number("least-free-bytes", 0, 0, std::numeric_limits<qint64>::max());
        if (!bytes)
            return fail(bytes.error());
        target.leastFreeBytes = *bytes;
        target.isCritical = !arguments.has("optional");
        target.body = arguments.value("body");
        target.followsRedirects = arguments.has("follow-redirects");
        for (const QString &text : arguments.values("series")) {
            const auto selector = seriesSelector(text);
            target.series.append(selector ? plancia::toString(*selector) : text); // what is none is told below
        }
        if (const QList<TargetFault> faults = faultsOf(target); !faults.isEmpty())
            return fail(faulty(faults.first()));
        return target;
    }
};

class HealthRemove final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"health remove", QT_TRANSLATE_NOOP("cli", "Have the console watch a target no longer; what is remembered of it stays"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "A name from “health list”")}}, {}, "health remove cache"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const QString name = context.arguments().positional(0);
        const auto removed = context.await((*runtime)->ports().targets->remove(name, context.call()));
        if (!removed)
            return fail(removed.error());
        if (context.output().isJson())
            context.output().json({{"name", name}, {"removed", true}});
        else
            context.output().line(QCoreApplication::translate("cli", "“%1” is watched no longer.").arg(name));
        return true;
    }
};
} // namespace

void addHealthCommands(Commands &commands)
{
    commands.push_back(std::make_unique<HealthList>());
    commands.push_back(std::make_unique<HealthCheckCommand>());
    commands.push_back(std::make_unique<HealthAdd>());
    commands.push_back(std::make_unique<HealthRemove>());
}

} // namespace plancia::cli
