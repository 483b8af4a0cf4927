// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agentarguments.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/monitoring/service/streamfeed.h"
#include "models/base/continuation.h"
#include "models/domain/listrows.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QPromise>
#include <QStringList>

namespace plancia::cli {

namespace {
/// Prints samples as they arrive, gaps, and events where they are wanted, until `count` samples were printed, the token is cancelled
/// or nobody reads any more. Main thread, where the stream signals too.
class Watch : public QObject {
public:
    Watch(StreamPort &stream, Output &output, qint64 count, bool withEvents) : m_stream(stream), m_output(output), m_left(count)
    {
        m_promise.start();
        connect(&stream, &StreamPort::samplesArrived, this, &Watch::print);
        connect(&stream, &StreamPort::gapArrived, this, &Watch::printGap);
        if (withEvents)
            connect(&stream, &StreamPort::eventsArrived, this, &Watch::printEvents);
        connect(&stream, &StreamPort::statusChanged, this, &Watch::follow);
        follow(stream.status());
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
    void print(const QList<Sample> &samples)
    {
        if (m_last != StreamStatus::State::Connected)
            return; // of another time: what is remembered
        for (const Sample &sample : samples) {
            if (m_ended)
                return;
            if (m_output.isJson()) {
                m_output.json(toJson(sample));
            } else {
                QStringList values;
                QStringList metrics = sample.values.keys();
                metrics.sort();
                for (const QString &metric : metrics)
                    values.append(QStringLiteral("%1=%2").arg(metric).arg(sample.values[metric], 0, 'g', 10));
                m_output.line(QStringLiteral("%1 %2 %3").arg(isoTime(sample.at), sample.source, values.join(' ')));
            }
            if (--m_left == 0 || m_output.failure())
                end(true);
        }
    }
    void printGap(const StreamGap &gap)
    {
        if (m_ended || m_last != StreamStatus::State::Connected)
            return;
        if (m_output.isJson())
            m_output.json({{"gap", toJson(gap)}});
        else
            m_output.line(gapLine(gap));
        if (m_output.failure())
            end(true);
    }
    void printEvents(const QList<Event> &events)
    {
        if (m_last != StreamStatus::State::Connected)
            return;
        for (const Event &event : events) {
            if (m_ended)
                return;
            if (m_output.isJson())
                m_output.json({{"event", toJson(event)}});
            else
                m_output.line(QStringLiteral("%1 %2 %3 %4 %5").arg(isoTime(event.at), event.source, toString(event.severity), event.type, countedMessage(event)));
            if (m_output.failure())
                end(true);
        }
    }
    void follow(const StreamStatus &status)
    {
        if (status.state == StreamStatus::State::Down)
            end(fail(why(status)));
        else if (status.state == StreamStatus::State::Reconnecting && m_last != status.state)
            m_output.note(QCoreApplication::translate("cli", "The agent does not answer; trying again."));
        m_last = status.state;
    }

    /// As the feed knows it; else by its code.
    Error why(const StreamStatus &status) const
    {
        if (const auto *feed = qobject_cast<const monitoring::StreamFeed *>(&m_stream); feed && feed->lastError())
            return *feed->lastError();
        return Error(ErrorCode::StreamDown, {{"url", status.agent}, {"message", status.errorId}});
    }

    StreamPort &m_stream;
    Output &m_output;
    QPromise<Result<bool>> m_promise;
    qint64 m_left;
    bool m_ended = false;
    StreamStatus::State m_last = StreamStatus::State::Connecting;
};

class Monitor final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"monitor", QT_TRANSLATE_NOOP("cli", "Print live samples and gaps, a line each, until Ctrl+C; all that the agent tells is remembered meanwhile"), {},
                {{"count", "N", QT_TRANSLATE_NOOP("cli", "End after so many samples")},
                 {"events", nullptr, QT_TRANSLATE_NOOP("cli", "Events, too")}, kAgentOption, kTokenOption, kCaOption}, "monitor --count 10 --json"};
    }
    bool needsStream(const Arguments &arguments) const override
    {
        Q_UNUSED(arguments)
        return true;
    }
    Result<bool> run(Context &context) const override
    {
        const auto count = context.arguments().number("count", -1, 1, 1'000'000'000);
        if (!count)
            return fail(count.error());
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        StreamPort *stream = (*runtime)->ports().stream;
        if (!stream)
            return fail(ErrorCode::StreamDown);
        return watch(context, *stream, *count);
    }

private:
    static Result<bool> watch(Context &context, StreamPort &stream, qint64 count)
    {
        Watch watch(stream, context.output(), count, context.arguments().has("events"));
        const int handler = context.call().cancel.addHandler([&watch] { watch.end(true); /* as promised: until Ctrl+C */ });
        const auto ended = context.await(watch.future());
        context.call().cancel.removeHandler(handler);
        return ended;
    }
};
} // namespace

void addMonitorCommands(Commands &commands) { commands.push_back(std::make_unique<Monitor>()); }

} // namespace plancia::cli
