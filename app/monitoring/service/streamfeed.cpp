// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/streamfeed.h"

#include "app/log/log.h"
#include "app/monitoring/service/telemetryhistory.h"
#include "models/errors/catalogue.h"
#include "models/ports/deliver.h"

#include <QSet>

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr size_t kMaxKept = 100'000;
constexpr qsizetype kMaxKeptBytes = 128 << 20; // of all samples kept, whatever an agent sends
constexpr qsizetype kMaxKeptEvents = 20'000;

/// What a sample takes in memory at the most: nothing says that its names are shared with others.
qsizetype bytesOf(const Sample &sample)
{
    constexpr qsizetype entry = 48;
    qsizetype bytes = 2 * sample.source.size() + 2 * entry;
    for (auto it = sample.values.begin(); it != sample.values.end(); ++it)
        bytes += 2 * it.key().size() + entry;
    return bytes;
}
}

StreamFeed::StreamFeed(const Clock &clock, TelemetrySink *telemetry, qint64 keepMs)
    : m_clock(clock), m_telemetry(telemetry), m_keepMs(keepMs), m_worker(QStringLiteral("stream"))
{
}

StreamFeed::~StreamFeed()
{
    disconnect();
    // The client must be deleted in its thread, so after what disconnect() posted.
    m_worker.run([]() -> Result<bool> { return true; }).waitForFinished();
    m_worker.stop();
}

void StreamFeed::follow(const StreamTarget &target) { follow(target, StreamClient::limitsFor(target.url)); }

void StreamFeed::follow(const StreamTarget &target, const StreamClient::Limits &limits)
{
    disconnect();
    ++m_generation;
    StreamStatus status;
    status.agent = target.name;
    setStatus(status);
    const QString id = target.id.isEmpty() ? target.url.toString() : target.id;
    if (std::exchange(m_streamId, id) == id)
        return connectTo(target, limits, m_position);
    m_position = {};
    {
        const std::scoped_lock lock(m_mutex);
        m_samples.clear();
        m_bytes = 0;
        m_gaps.clear();
    }
    m_events.clear();
    if (!m_telemetry)
        return connectTo(target, limits, {});
    deliver(m_telemetry->load(id, m_clock.nowMs() - m_keepMs), this,
            [this, target, limits, generation = m_generation](const Result<TelemetrySink::Past> &past) {
                if (generation != m_generation)
                    return;
                if (!past) {
                    log::write(log::Level::Warning, "telemetry", past.error());
                    return connectTo(target, limits, {});
                }
                m_position = past->position;
                take(past->gaps, past->samples);
                connectTo(target, limits, m_position);
            });
}

void StreamFeed::setDown(const Error &error)
{
    disconnect();
    ++m_generation;
    StreamStatus status;
    m_error = error;
    status.agent = m_status.agent;
    status.state = StreamStatus::State::Down;
    status.errorId = errorId(error.code());
    setStatus(status);
}

void StreamFeed::connectTo(const StreamTarget &target, const StreamClient::Limits &limits, const StreamPosition &position)
{
    m_worker.post([this, target, limits, position, generation = m_generation] {
        m_client = new StreamClient(target, position, limits, m_clock, m_worker.context());
        QObject::connect(m_client, &StreamClient::failed, this, [this, generation](const Error &error) {
            if (generation == m_generation)
                m_error = error;
        });
        QObject::connect(m_client, &StreamClient::statusChanged, this, [this, generation](const StreamStatus &status) {
            if (generation == m_generation)
                setStatus(status);
        });
        QObject::connect(m_client, &StreamClient::newsArrived, this,
                         [this, generation](const StreamReader::News &news, const StreamPosition &now) {
                             if (generation != m_generation)
                                 return;
                             m_position = now;
                             if (m_telemetry)
                                 m_telemetry->append(m_streamId, news, now);
                             take(news.gaps, news.samples);
                             take(news.events);
                             tell(news.statements, news.blocking);
                         });
        QObject::connect(m_client, &StreamClient::caughtUp, this, [this, generation] {
            if (generation == m_generation)
                emit caughtUp();
        });
        m_client->start();
    });
}

void StreamFeed::disconnect()
{
    m_worker.post([this] { delete std::exchange(m_client, nullptr); });
}

void StreamFeed::retryNow()
{
    m_worker.post([this] {
        if (m_client)
            m_client->retryNow();
    });
}

void StreamFeed::take(const QList<StreamGap> &gaps, const QList<Sample> &samples)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_gaps.insert(m_gaps.end(), gaps.begin(), gaps.end());
        m_samples.insert(m_samples.end(), samples.begin(), samples.end());
        for (const Sample &sample : samples)
            m_bytes += bytesOf(sample);
        const qint64 oldest = m_samples.empty() ? 0 : m_samples.back().at - m_keepMs;
        while (!m_samples.empty()
               && (m_samples.front().at < oldest || m_samples.size() > kMaxKept || m_bytes > kMaxKeptBytes)) {
            m_bytes -= bytesOf(m_samples.front());
            m_samples.pop_front();
        }
        while (!m_gaps.empty() && (m_gaps.front().to < oldest || m_gaps.size() > kMaxKept))
            m_gaps.pop_front();
    }
    for (const StreamGap &gap : gaps)
        emit gapArrived(gap);
    if (!samples.isEmpty())
        emit samplesArrived(samples);
}

void StreamFeed::take(const QList<Event> &events)
{
    if (events.isEmpty())
        return;
    if (!m_telemetry) {
        for (const Event &event : events)
            m_events.append({event, epochNumber(m_position.epoch)});
        if (m_events.size() > kMaxKeptEvents)
            m_events.remove(0, m_events.size() - kMaxKeptEvents);
    }
    emit eventsArrived(events);
}

void StreamFeed::tell(const QList<StatementsLook> &statements, const QList<BlockingMoment> &blocking)
{
    QSet<QString> sources;
    for (const StatementsLook &look : statements)
        sources.insert(look.source);
    for (const BlockingMoment &moment : blocking)
        sources.insert(moment.source);
    for (const QString &source : std::as_const(sources))
        emit recordsArrived(source);
}

void StreamFeed::setStatus(const StreamStatus &status)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_status == status)
            return;
        m_status = status;
    }
    emit statusChanged(status);
}

StreamStatus StreamFeed::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

QList<Sample> StreamFeed::recent(qint64 sinceMs) const
{
    const std::scoped_lock lock(m_mutex);
    QList<Sample> list;
    std::copy_if(m_samples.begin(), m_samples.end(), std::back_inserter(list),
                 [sinceMs](const Sample &sample) { return sample.at >= sinceMs; });
    return list;
}

QList<StreamGap> StreamFeed::recentGaps(qint64 sinceMs) const
{
    const std::scoped_lock lock(m_mutex);
    QList<StreamGap> list;
    std::copy_if(m_gaps.begin(), m_gaps.end(), std::back_inserter(list),
                 [sinceMs](const StreamGap &gap) { return gap.to >= sinceMs; });
    return list;
}

QFuture<Result<MetricHistory>> StreamFeed::history(HistoryQuery query, CallContext context)
{
    // What came last is in no file yet. A sample that comes after this line is signalled, and not in the answer.
    TelemetrySink::Past last;
    {
        const std::scoped_lock lock(m_mutex);
        std::copy_if(m_samples.begin(), m_samples.end(), std::back_inserter(last.samples),
                     [&](const Sample &sample) { return sample.source == query.source; });
        std::copy_if(m_gaps.begin(), m_gaps.end(), std::back_inserter(last.gaps), [&](const StreamGap &gap) {
            return (gap.source.isEmpty() || gap.source == query.source) && gap.to >= query.from && gap.from <= query.to;
        });
    }
    if (m_telemetry)
        return m_telemetry->history(m_streamId, query, last, context);
    return m_worker.run([query, last] { return historyOf(query, last); });
}

QFuture<Result<EventsPage>> StreamFeed::events(EventsQuery query, CallContext context)
{
    if (m_telemetry)
        return m_telemetry->events(m_streamId, query, context);
    return m_worker.run([query, events = m_events] { return eventsOf(query, events); });
}

namespace {
template <class T>
QFuture<Result<T>> forgotten(qint64 from, qint64 to)
{
    const auto span = checkSpan(from, to);
    return QtFuture::makeReadyFuture(span ? Result<T>(Error(ErrorCode::BusinessNotHere, {{QStringLiteral("name"), QStringLiteral("telemetry.db")},
                                                                                          {QStringLiteral("message"), QStringLiteral("it could not be opened, so nothing is remembered")}}))
                                          : Result<T>(span.error()));
}
} // namespace

QFuture<Result<StatementsReport>> StreamFeed::statements(StatementsQuery query, CallContext context)
{
    return m_telemetry ? m_telemetry->statements(m_streamId, query, context) : forgotten<StatementsReport>(query.from, query.to);
}

QFuture<Result<BlockingHistory>> StreamFeed::blocking(BlockingQuery query, CallContext context)
{
    return m_telemetry ? m_telemetry->blocking(m_streamId, query, context) : forgotten<BlockingHistory>(query.from, query.to);
}

} // namespace plancia::monitoring
