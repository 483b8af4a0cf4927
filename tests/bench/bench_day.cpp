// SPDX-License-Identifier: GPL-3.0-or-later
// A day of 500 series a second, told as fast as they are taken: stream, feed, memory on disk and the lines of what is shown. Prints the
// resident memory after each hour.
// bench_day [HOURS]   (default 24)
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetrystore.h"
#include "app/monitoring/transport/streamserver.h"
#include "app/store/localstore.h"
#include "models/series/metriclines.h"
#include "tests/bench/gauge.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>
#include <cmath>

using namespace plancia;
using namespace plancia::bench;
using namespace plancia::monitoring;

namespace {
constexpr int kSources = 10, kMetrics = 50, kMinute = 60;

class DayClock : public Clock {
public:
    std::atomic<qint64> ms{1'795'182'180'000};
    qint64 nowMs() const override { return ms; }
    qint64 monotonicMs() const override { return m_real.monotonicMs(); }

private:
    SystemClock m_real;
};

QString sourceOf(int number) { return QStringLiteral("pg:server-%1").arg(number); }
QString metricOf(int number) { return QStringLiteral("pg.metric.%1").arg(number); }

void spin(const std::function<bool()> &isDone)
{
    while (!isDone())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const int hours = argc > 1 ? QByteArray(argv[1]).toInt() : 24;
    const QTemporaryDir folder;
    DayClock clock;
    store::LocalStore::Options options;
    options.path = folder.filePath(QStringLiteral("telemetry.db"));
    options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
    options.createIfMissing = true;
    options.sync = sql::SqliteConnection::Sync::Normal;
    auto file = store::LocalStore::open(options);
    if (!file)
        return 1;
    TelemetryStore telemetry(**file, TelemetryStore::Limits(), clock);
    tasks::Worker agent(QStringLiteral("agent"));
    StreamServer *server = nullptr;
    auto started = agent.run([&]() -> Result<quint16> {
        StreamServer::Limits limits;
        limits.tickMs = 5;
        server = new StreamServer(QStringLiteral("day"), {}, limits, clock, agent.context());
        return server->listen(QHostAddress::LocalHost, 0);
    });
    started.waitForFinished();
    if (!started.result())
        return 1;
    StreamFeed feed(clock, &telemetry);
    MetricLines lines;
    QStringList shown;
    for (int m = 0; m < kMetrics; ++m)
        shown.append(metricOf(m));
    lines.setMetrics(shown);
    QObject::connect(&feed, &StreamPort::samplesArrived, &feed, [&](const QList<Sample> &samples) {
        for (const Sample &sample : samples)
            if (sample.source == sourceOf(0))
                lines.take(sample);
        if (!lines.isFull())
            return;
        QList<Sample> kept = feed.recent(clock.nowMs() - 600'000);
        kept.removeIf([](const Sample &sample) { return sample.source != sourceOf(0); });
        lines.fill({}, kept, {});
    });
    feed.follow({QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(*started.result())), {}, QStringLiteral("day"), QStringLiteral("day")});
    qint64 told = 0;
    std::vector<double> resident;
    QElapsedTimer since;
    since.start();
    for (int hour = 1; hour <= hours; ++hour) {
        for (int minute = 0; minute < 60; ++minute) {
            agent.run([&]() -> Result<bool> {
                for (int second = 0; second < kMinute; ++second) {
                    const qint64 at = clock.ms += 1000;
                    for (int s = 0; s < kSources; ++s) {
                        Sample sample{0, at, sourceOf(s), {}};
                        for (int m = 0; m < kMetrics; ++m)
                            sample.values.insert(metricOf(m), m % 2 ? std::floor(static_cast<double>(at % 86'400'000) / 1000) * m : std::sin(static_cast<double>(at) / 1e5 + m) * 1000);
                        server->publish({std::move(sample), {}});
                    }
                }
                return true;
            }).waitForFinished();
            told += kMinute * kSources;
            spin([&] { return feed.status().received >= told || feed.status().gaps > 0; });
            auto written = telemetry.flush();
            spin([&] { return written.isFinished(); });
            if (!written.result())
                return 1;
        }
        resident.push_back(static_cast<double>(statusOf(::getpid(), "VmRSS")) / 1024);
        out() << QStringLiteral("hour %1: %2 MiB resident, %3 MiB of telemetry.db, %4 s, load ").arg(hour, 2).arg(resident.back(), 0, 'f', 1).arg(QFileInfo(options.path).size() >> 20).arg(since.elapsed() / 1000) << load() << "\n";
        out().flush();
    }
    bar(QStringLiteral("samples that did not come"), static_cast<double>(told - feed.status().received + feed.status().gaps), 0, "samples");
    bar(QStringLiteral("resident memory at the most"), static_cast<double>(statusOf(::getpid(), "VmHWM")) / 1024, 512, "MiB");
    if (resident.size() > 2)
        bar(QStringLiteral("growth after the first hour"), (resident.back() - resident[1]) / static_cast<double>(resident.size() - 2), 1, "MiB/h");
    agent.run([&]() -> Result<bool> {
        delete server;
        return true;
    }).waitForFinished();
    return 0;
}
