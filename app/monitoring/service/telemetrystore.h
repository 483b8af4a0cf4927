// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/telemetrysink.h"
#include "app/sql/gateway.h"
#include "models/base/clock.h"

#include <QObject>
#include <QTimer>

namespace plancia::monitoring {

/// Telemetry in telemetry.db (schema: resources/sql/sqlite/telemetry): samples, gaps and the stream's position in one
/// transaction, every few seconds. What is older than a week, or beyond the size, goes, oldest first.
/// Lives on its creator's thread; the gateway outlives it. Losing a few seconds in a crash is harmless: the agent still
/// has them, and the position says so.
class TelemetryStore : public QObject, public TelemetrySink {
    Q_OBJECT
public:
    struct Limits {
        int writeEveryMs = 5000;
        qint64 keepMs = 7LL * 86'400'000;
        qint64 bytes = 256LL << 20;
        qsizetype unwritten = 20'000; ///< samples held while the store does not take them
        int writesPerPrune = 60;
        int rowsPerPrune = 10'000;
    };
    TelemetryStore(sql::Gateway &gateway, Limits limits, const Clock &clock);

    void append(const QString &streamId, const QList<Sample> &samples, const QList<StreamGap> &gaps,
                const StreamPosition &position) override;
    QFuture<Result<Past>> load(const QString &streamId, qint64 sinceMs) override;
    /// Writes what waits, now; finishes on the store's thread. Wait for it before the store is closed.
    QFuture<Result<bool>> flush();

private:
    struct Batch {
        QString streamId;
        QList<Sample> samples;
        QList<StreamGap> gaps;
        StreamPosition position;
    };
    void writeSoon();

    sql::Gateway &m_gateway;
    Limits m_limits;
    const Clock &m_clock;
    QTimer m_timer;
    Batch m_batch;
    bool m_writing = false;
    int m_writes = 0;
};

} // namespace plancia::monitoring
