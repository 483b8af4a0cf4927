// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/telemetrystore.h"

#include "app/log/log.h"
#include "app/sql/commit.h"
#include "models/ports/deliver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>

namespace plancia::monitoring {

namespace {
using sql::Connection;

constexpr const char *kPutStream
    = "INSERT INTO streams (id, epoch, position, seen_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, position = excluded.position, seen_at = excluded.seen_at";
constexpr const char *kStream = "SELECT number, epoch, position, seen_at FROM streams WHERE id = $1 LIMIT 1";
constexpr const char *kPutSample = "INSERT INTO samples (at, stream, source, position, metrics) VALUES ($1, $2, $3, $4, $5) "
                                   "ON CONFLICT DO NOTHING";
constexpr const char *kPutGap = "INSERT INTO gaps (to_at, stream, source, reason, from_at) VALUES ($1, $2, $3, $4, $5) "
                                "ON CONFLICT DO NOTHING";
constexpr const char *kSamples = "SELECT at, source, position, metrics FROM samples WHERE at >= $1 AND stream = $2 "
                                 "ORDER BY at, position LIMIT 60000";
constexpr const char *kGaps = "SELECT from_at, to_at, source, reason FROM gaps WHERE to_at >= $1 AND stream = $2 "
                              "ORDER BY to_at LIMIT 10000";
constexpr const char *kUsedBytes = "SELECT (p.page_count - f.freelist_count) * s.page_size "
                                   "FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s";
constexpr const char *kForgetSamples = "DELETE FROM samples WHERE (at, stream, source) IN "
                                       "(SELECT at, stream, source FROM samples WHERE at < $1 ORDER BY at LIMIT $2)";
constexpr const char *kForgetGaps = "DELETE FROM gaps WHERE to_at < $1";

QString toJson(const QHash<QString, double> &values)
{
    QJsonObject object;
    for (auto it = values.begin(); it != values.end(); ++it)
        object.insert(it.key(), it.value());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QHash<QString, double> fromJson(const QString &text)
{
    QHash<QString, double> values;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (it.value().isDouble())
            values.insert(it.key(), it.value().toDouble());
    return values;
}

StreamGap::Reason reasonOf(const QString &word)
{
    for (const auto reason : {StreamGap::Reason::Evicted, StreamGap::Reason::CounterReset, StreamGap::Reason::SourceDown})
        if (toString(reason) == word)
            return reason;
    return StreamGap::Reason::AgentAway;
}

Result<bool> prune(Connection &connection, const TelemetryStore::Limits &limits, qint64 nowMs)
{
    auto used = connection.query(kUsedBytes);
    if (!used)
        return fail(used.error());
    const bool tooBig = !used->isEmpty() && (*used)[0].integer(0) > limits.bytes;
    const qint64 before = tooBig ? nowMs : nowMs - limits.keepMs;
    if (auto gone = connection.execute(kForgetSamples, {before, qint64(limits.rowsPerPrune)}); !gone)
        return fail(gone.error());
    if (auto gone = connection.execute(kForgetGaps, {nowMs - limits.keepMs}); !gone)
        return fail(gone.error());
    return true;
}
} // namespace

TelemetryStore::TelemetryStore(sql::Gateway &gateway, Limits limits, const Clock &clock)
    : m_gateway(gateway), m_limits(limits), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(limits.writeEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &TelemetryStore::writeSoon);
    m_timer.start();
}

void TelemetryStore::append(const QString &streamId, const QList<Sample> &samples, const QList<StreamGap> &gaps,
                            const StreamPosition &position)
{
    if (m_batch.streamId != streamId && !m_batch.samples.isEmpty())
        flush();
    if (m_batch.samples.size() + samples.size() > m_limits.unwritten) {
        log::warning("telemetry", QStringLiteral("the store does not keep up, samples are not remembered"),
                     {{QStringLiteral("samples"), QString::number(m_batch.samples.size())}});
        m_batch = {};
    }
    m_batch.streamId = streamId;
    m_batch.samples += samples;
    m_batch.gaps += gaps;
    m_batch.position = position;
}

void TelemetryStore::writeSoon()
{
    if (m_writing || m_batch.samples.isEmpty())
        return;
    m_writing = true;
    deliver(flush(), this, [this](const Result<bool> &written) {
        m_writing = false;
        if (!written)
            log::write(log::Level::Warning, "telemetry", written.error());
    });
}

QFuture<Result<bool>> TelemetryStore::flush()
{
    const Batch batch = std::exchange(m_batch, {});
    const bool pruneNow = m_writes++ % m_limits.writesPerPrune == 0;
    const qint64 nowMs = m_clock.nowMs();
    return m_gateway.write<bool>({}, {}, [batch, pruneNow, nowMs, limits = m_limits](Connection &connection) -> Result<bool> {
        if (batch.streamId.isEmpty())
            return true;
        const StreamPosition &position = batch.position;
        if (auto put = connection.execute(kPutStream, {batch.streamId, position.epoch, position.offset, position.at}); !put)
            return fail(put.error());
        auto stream = connection.query(kStream, {batch.streamId});
        if (!stream)
            return fail(stream.error());
        const qint64 number = (*stream)[0].integer(0);
        for (const Sample &sample : batch.samples)
            if (auto put = connection.execute(kPutSample, {sample.at, number, sample.source, sample.offset, toJson(sample.values)}); !put)
                return fail(put.error());
        for (const StreamGap &gap : batch.gaps)
            if (auto put = connection.execute(kPutGap, {gap.to, number, gap.source, toString(gap.reason), gap.from}); !put)
                return fail(put.error());
        if (pruneNow)
            if (auto pruned = prune(connection, limits, nowMs); !pruned)
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
        for (int i = 0; i < samples->size(); ++i) {
            const sql::Row row = (*samples)[i];
            past.samples.append({row.integer(2), row.integer(0), row.text(1), fromJson(row.text(3))});
        }
        auto gaps = connection.query(kGaps, {sinceMs, number});
        if (!gaps)
            return fail(gaps.error());
        for (int i = 0; i < gaps->size(); ++i) {
            const sql::Row row = (*gaps)[i];
            past.gaps.append({reasonOf(row.text(3)), row.integer(0), row.integer(1), row.text(2)});
        }
        return past;
    });
}

} // namespace plancia::monitoring
