// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/telemetryevents.h"
#include "app/monitoring/service/telemetryrecords.h"
#include "app/monitoring/service/telemetrysink.h"
#include "app/sql/gateway.h"
#include "models/base/clock.h"

#include <QObject>
#include <QTimer>

namespace plancia::monitoring {

/// Telemetry in telemetry.db (schema: resources/sql/sqlite/telemetry): samples, events, statements, blocked
/// sessions, gaps and the stream's position in one transaction, every few seconds, and minutes of what is complete. Samples stay for
/// two days, all else for thirty; beyond the size the oldest samples go, then the oldest minutes, and beyond their own number and size
/// the oldest events, looks at statements and moments of blocked sessions. What an agent dates into the future is not kept at all.
/// Lives on its creator's thread; the gateway outlives it. Losing a few seconds in a crash is harmless: the agent still
/// has them, and the position says so.
class TelemetryStore : public QObject, public TelemetrySink {
    Q_OBJECT
public:
    struct Limits {
        int writeEveryMs = 5000;
        qint64 keepSamplesMs = 2LL * 86'400'000;
        qint64 mostAheadMs = 600'000; ///< what is from later, by the reader's clock, is refused: it would be the newest for ever
        qint64 keepMs = 30LL * 86'400'000; ///< of all but samples
        qint64 bytes = 256LL << 20; ///< of samples, minutes and what is small, about
        qint64 events = 1'000'000;
        qint64 eventBytes = 512LL << 20;
        qint64 statementBytes = 256LL << 20; ///< a look at a busy server takes some 5 KB
        qint64 blockingBytes = 64LL << 20;
        qsizetype unwritten = 20'000; ///< samples held while the store does not take them
        qint64 unwrittenBytes = 256LL << 20; ///< of events, statements and blocked sessions
        qsizetype eventsPerWrite = 5'000; ///< are not kept waiting for the timer
        int writesPerPrune = 60;
        qint64 bytesPerPrune = 32LL << 20; ///< of events, statements and blocked sessions: no flood outruns it
        int rowsPerPrune = 20'000;
        int minutesPerWrite = 240; ///< made of samples that have waited, as after an update; about 0.1 s
    };
    TelemetryStore(sql::Gateway &gateway, Limits limits, const Clock &clock);

    void append(const QString &streamId, const StreamReader::News &news, const StreamPosition &position) override;
    QFuture<Result<Past>> load(const QString &streamId, qint64 sinceMs) override;
    QFuture<Result<MetricHistory>> history(const QString &streamId, const HistoryQuery &query, const Past &last,
                                           const CallContext &context) override;
    QFuture<Result<EventsPage>> events(const QString &streamId, const EventsQuery &query, const CallContext &context) override;
    QFuture<Result<StatementsReport>> statements(const QString &streamId, const StatementsQuery &query, const CallContext &context) override;
    QFuture<Result<BlockingHistory>> blocking(const QString &streamId, const BlockingQuery &query, const CallContext &context) override;
    /// Writes what waits, now; finishes on the store's thread. Wait for it before the store is closed.
    QFuture<Result<bool>> flush();

private:
    struct Batch {
        QString streamId;
        QList<Sample> samples;
        QList<PlacedEvent> events;
        QList<StatementsLook> statements;
        QList<BlockingMoment> blocking;
        qint64 bytes = 0; ///< of the events, statements and blocked sessions
        QList<StreamGap> gaps;
        StreamPosition position;
        qint64 since = 0; ///< the agent's time of the first of it
        bool isEmpty() const { return samples.isEmpty() && events.isEmpty() && statements.isEmpty() && blocking.isEmpty(); }
    };
    void writeSoon();
    void makeRoom(const StreamReader::News &news);
    StreamReader::News withoutAhead(const QString &streamId, const StreamReader::News &news);

    sql::Gateway &m_gateway;
    Limits m_limits;
    const Clock &m_clock;
    QTimer m_timer;
    Batch m_batch;
    Batch m_written; ///< that is being written
    bool m_writing = false;
    int m_writes = 0;
    qint64 m_unprunedBytes = 0, m_unprunedRows = 0; ///< that were written since it was pruned
    QString m_aheadStream; ///< whose clock was told of in the log
};

} // namespace plancia::monitoring
