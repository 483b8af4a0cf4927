// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetrystore.h"

#include "app/log/log.h"
#include "app/monitoring/service/samplevalues.h"
#include "app/monitoring/service/telemetryhistory.h"
#include "app/monitoring/service/telemetrytables.h"
#include "app/sql/commit.h"
#include "models/ports/deliver.h"

namespace plancia::monitoring {

namespace {
using sql::Connection;

constexpr const char *kPutStream
    = "INSERT INTO streams (id, epoch, position, seen_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, position = excluded.position, seen_at = excluded.seen_at";
constexpr const char *kStream = "SELECT number, epoch, position, seen_at FROM streams WHERE id = $1 LIMIT 1";
constexpr const char *kPutGap = "INSERT INTO gaps (to_at, stream, source, reason, from_at) VALUES ($1, $2, $3, $4, $5) "
                                "ON CONFLICT DO NOTHING";
constexpr const char *kSamples = "SELECT o.at, s.name, o.position, o.values_json, p.names FROM sources s "
                                 "JOIN samples o ON o.source = s.number AND o.at >= $1 JOIN shapes p ON p.number = o.shape "
                                 "WHERE s.stream = $2 ORDER BY o.at, o.position LIMIT 60000";
constexpr const char *kGaps = "SELECT from_at, to_at, source, reason FROM gaps WHERE to_at >= $1 AND stream = $2 "
                              "ORDER BY to_at LIMIT 10000";

Result<bool> prune(Connection &connection, TelemetryTables &tables, const TelemetryStore::Limits &limits, qint64 records, qint64 nowMs)
{
    if (auto gone = forgetLooks(connection, nowMs - limits.keepMs, limits.statementBytes, records); !gone)
        return gone;
    if (auto gone = forgetBlocking(connection, nowMs - limits.keepMs, limits.blockingBytes, records); !gone)
        return gone;
    if (auto gone = tables.forget(nowMs - limits.keepSamplesMs, nowMs - limits.keepMs, limits.rowsPerPrune); !gone)
        return gone;
    if (auto gone = tables.shrink(limits.bytes, limits.rowsPerPrune); !gone)
        return gone;
    return tables.tidy();
}
} // namespace

TelemetryStore::TelemetryStore(sql::Gateway &gateway, Limits limits, const Clock &clock)
    : m_gateway(gateway), m_limits(limits), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(limits.writeEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &TelemetryStore::writeSoon);
    m_timer.start();
}

StreamReader::News TelemetryStore::withoutAhead(const QString &streamId, const StreamReader::News &news)
{
    const qint64 latest = m_clock.nowMs() + m_limits.mostAheadMs;
    StreamReader::News kept = news;
    const qsizetype refused = kept.samples.removeIf([latest](const Sample &sample) { return sample.at > latest; })
        + kept.events.removeIf([latest](const Event &event) { return event.at > latest; })
        + kept.statements.removeIf([latest](const StatementsLook &look) { return look.at > latest; })
        + kept.blocking.removeIf([latest](const BlockingMoment &moment) { return moment.at > latest; })
        + kept.gaps.removeIf([latest](const StreamGap &gap) { return gap.to > latest; });
    if (refused > 0 && m_aheadStream != streamId) {
        m_aheadStream = streamId; // once, not each second
        log::warning("telemetry", QStringLiteral("an agent's clock is ahead of this one, what it dates into the future is not remembered"),
                     {{QStringLiteral("stream"), streamId}, {QStringLiteral("refused"), QString::number(refused)}});
    }
    return kept;
}

void TelemetryStore::append(const QString &streamId, const StreamReader::News &all, const StreamPosition &position)
{
    const StreamReader::News news = withoutAhead(streamId, all);
    if (m_batch.streamId != streamId && !m_batch.isEmpty())
        deliver(flush(), this, [](const Result<bool> &written) {
            if (!written)
                log::write(log::Level::Warning, "telemetry", written.error());
        });
    makeRoom(news);
    if (m_batch.streamId != streamId || m_batch.isEmpty())
        m_batch.since = position.at;
    m_batch.streamId = streamId;
    m_batch.samples += news.samples;
    m_batch.gaps += news.gaps;
    m_batch.position = position;
    const qint64 epoch = epochNumber(position.epoch);
    for (const Event &event : news.events) {
        m_batch.events.append({event, epoch});
        m_batch.bytes += bytesOf(event);
    }
    m_batch.statements += news.statements;
    for (const StatementsLook &look : news.statements)
        m_batch.bytes += bytesOf(look);
    m_batch.blocking += news.blocking;
    for (const BlockingMoment &moment : news.blocking)
        m_batch.bytes += bytesOf(moment);
    if (m_batch.events.size() >= m_limits.eventsPerWrite)
        writeSoon();
}

/// What cannot be held is lost to the memory, and a gap says so.
void TelemetryStore::makeRoom(const StreamReader::News &news)
{
    if (m_batch.samples.size() + news.samples.size() <= m_limits.unwritten && m_batch.bytes <= m_limits.unwrittenBytes)
        return;
    log::warning("telemetry", QStringLiteral("the store does not keep up, what came is not remembered"),
                 {{QStringLiteral("samples"), QString::number(m_batch.samples.size())}, {QStringLiteral("events"), QString::number(m_batch.events.size())}});
    // By the agent's clock: an event may tell of any time.
    StreamGap gap{StreamGap::Reason::Evicted, m_batch.since, m_batch.position.at, {}};
    m_batch.samples.clear();
    m_batch.events.clear();
    m_batch.statements.clear();
    m_batch.blocking.clear();
    m_batch.bytes = 0;
    m_batch.gaps.append(gap);
}

void TelemetryStore::writeSoon()
{
    if (m_writing || m_batch.isEmpty())
        return;
    m_writing = true;
    m_written = m_batch;
    deliver(flush(), this, [this](const Result<bool> &written) {
        m_writing = false;
        const Batch batch = std::exchange(m_written, {});
        if (written) {
            if (m_batch.events.size() >= m_limits.eventsPerWrite)
                writeSoon();
            return;
        }
        log::write(log::Level::Warning, "telemetry", written.error());
        // Once more with the next ones, unless another stream is followed by now.
        if (!m_batch.streamId.isEmpty() && m_batch.streamId != batch.streamId)
            return;
        if (m_batch.streamId.isEmpty())
            m_batch.position = batch.position;
        m_batch.streamId = batch.streamId;
        m_batch.since = batch.since;
        m_batch.samples = batch.samples + m_batch.samples;
        m_batch.events = batch.events + m_batch.events;
        m_batch.statements = batch.statements + m_batch.statements;
        m_batch.blocking = batch.blocking + m_batch.blocking;
        m_batch.bytes += batch.bytes;
        m_batch.gaps = batch.gaps + m_batch.gaps;
    });
}

QFuture<Result<bool>> TelemetryStore::flush()
{
    const Batch batch = std::exchange(m_batch, {});
    m_unprunedBytes += batch.bytes;
    m_unprunedRows += batch.statements.size() + batch.blocking.size();
    for (const StatementsLook &look : batch.statements)
        m_unprunedRows += look.rows.size();
    const bool pruneNow = m_writes++ % m_limits.writesPerPrune == 0 || m_unprunedBytes > m_limits.bytesPerPrune;
    const qint64 rowsToPrune = m_limits.rowsPerPrune + m_unprunedRows;
    if (pruneNow)
        m_unprunedBytes = m_unprunedRows = 0;
    const qint64 nowMs = m_clock.nowMs();
    return m_gateway.write<bool>({}, {}, [batch, pruneNow, rowsToPrune, nowMs, limits = m_limits](Connection &connection) -> Result<bool> {
        if (batch.streamId.isEmpty())
            return true;
        const StreamPosition &position = batch.position;
        if (auto put = connection.execute(kPutStream, {batch.streamId, position.epoch, position.offset, position.at}); !put)
            return fail(put.error());
        auto stream = connection.query(kStream, {batch.streamId});
        if (!stream)
            return fail(stream.error());
        const qint64 number = (*stream)[0].integer(0);
        TelemetryTables tables(connection, limits.minutesPerWrite);
        if (auto put = tables.put(number, batch.samples); !put)
            return put;
        if (auto put = putEvents(connection, number, batch.events); !put)
            return put;
        if (auto put = putLooks(connection, number, batch.statements); !put)
            return put;
        if (auto put = putBlocking(connection, number, batch.blocking); !put)
            return put;
        for (const StreamGap &gap : batch.gaps)
            if (auto put = connection.execute(kPutGap, {gap.to, number, gap.source, toString(gap.reason), gap.from}); !put)
                return fail(put.error());
        if (auto rolled = tables.rollWritten(); !rolled)
            return rolled;
        const qint64 most = limits.rowsPerPrune + batch.events.size(); // so that no stream of events outruns it
        if (auto gone = forgetEvents(connection, nowMs - limits.keepMs, limits.events, limits.eventBytes, most); !gone)
            return gone;
        if (pruneNow)
            if (auto pruned = prune(connection, tables, limits, rowsToPrune, nowMs); !pruned)
                return pruned;
        if (auto commit = sql::nextCommitWithoutAudit(connection); !commit)
            return fail(commit.error());
        return true;
    });
}

QFuture<Result<TelemetrySink::Past>> TelemetryStore::load(const QString &streamId, qint64 sinceMs)
{
    return m_gateway.read<Past>({}, [streamId, sinceMs](Connection &connection) -> Result<Past> {
        Past past;
        auto stream = connection.query(kStream, {streamId});
        if (!stream)
            return fail(stream.error());
        if (stream->isEmpty())
            return past;
        const qint64 number = (*stream)[0].integer(0);
        past.position = {(*stream)[0].text(1), (*stream)[0].integer(2), (*stream)[0].integer(3)};
        auto samples = connection.query(kSamples, {sinceMs, number});
        if (!samples)
            return fail(samples.error());
        QHash<QString, QStringList> shapes; // one copy of each name for all samples
        QString shape;
        QStringList names;
        for (int i = 0; i < samples->size(); ++i) {
            const sql::Row row = (*samples)[i];
            if (const QString text = row.text(4); text != shape) {
                shape = text;
                names = shapes.value(text);
                if (names.isEmpty())
                    shapes.insert(text, names = namesFromJson(text));
            }
            QHash<QString, double> values;
            eachValue(row.text(3).toLatin1(), [&](size_t place, std::span<const double> numbers) {
                if (const auto n = static_cast<qsizetype>(place); n < names.size())
                    values.insert(names.at(n), numbers.front());
            });
            past.samples.append({row.integer(2), row.integer(0), row.text(1), values});
        }
        auto gaps = connection.query(kGaps, {sinceMs, number});
        if (!gaps)
            return fail(gaps.error());
        for (int i = 0; i < gaps->size(); ++i) {
            const sql::Row row = (*gaps)[i];
            past.gaps.append({gapReason(row.text(3)), row.integer(0), row.integer(1), row.text(2)});
        }
        return past;
    });
}

QFuture<Result<MetricHistory>> TelemetryStore::history(const QString &streamId, const HistoryQuery &query, const Past &last,
                                                       const CallContext &context)
{
    return m_gateway.read<MetricHistory>(context, [streamId, query, last, cancel = context.cancel](Connection &connection) {
        return readHistory(connection, streamId, query, last, cancel);
    });
}

QFuture<Result<EventsPage>> TelemetryStore::events(const QString &streamId, const EventsQuery &query, const CallContext &context)
{
    QList<PlacedEvent> unwritten;
    for (const Batch *batch : {&m_written, &m_batch})
        if (batch->streamId == streamId)
            unwritten += batch->events;
    return m_gateway.read<EventsPage>(context, [streamId, query, unwritten, cancel = context.cancel](Connection &connection) {
        return readEvents(connection, streamId, query, unwritten, cancel);
    });
}

QFuture<Result<StatementsReport>> TelemetryStore::statements(const QString &streamId, const StatementsQuery &query, const CallContext &context)
{
    QList<StatementsLook> unwritten;
    for (const Batch *batch : {&m_written, &m_batch})
        if (batch->streamId == streamId)
            unwritten += batch->statements;
    return m_gateway.read<StatementsReport>(context, [streamId, query, unwritten, cancel = context.cancel](Connection &connection) {
        return readStatements(connection, streamId, query, unwritten, cancel);
    });
}

QFuture<Result<BlockingHistory>> TelemetryStore::blocking(const QString &streamId, const BlockingQuery &query, const CallContext &context)
{
    QList<BlockingMoment> unwritten;
    for (const Batch *batch : {&m_written, &m_batch})
        if (batch->streamId == streamId)
            unwritten += batch->blocking;
    return m_gateway.read<BlockingHistory>(context, [streamId, query, unwritten, cancel = context.cancel](Connection &connection) {
        return readBlocking(connection, streamId, query, unwritten, cancel);
    });
}

} // namespace plancia::monitoring
