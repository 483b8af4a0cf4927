// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/telemetrystore.h"
#include "app/store/localstore.h"
#include "models/base/clock.h"

#include <QTemporaryDir>
#include <QTest>

namespace plancia::tests {

using namespace plancia::monitoring;

inline constexpr qint64 kStart = 1'750'000'020'000; // a whole minute
inline constexpr qint64 kHour = 3'600'000;
inline constexpr qint64 kDay = 24 * kHour;
inline const QString kStream = QStringLiteral("built-in");
inline const QString kSelf = QStringLiteral("self");

/// Time that only a test moves.
class TestClock : public Clock {
public:
    qint64 ms = kStart;
    qint64 nowMs() const override { return ms; }
    qint64 monotonicMs() const override { return ms; }
};

/// telemetry.db in a folder of its own, opened and closed as the console does.
struct File {
    QTemporaryDir folder;
    TestClock clock;
    std::unique_ptr<store::LocalStore> store;
    std::unique_ptr<TelemetryStore> telemetry;
    qint64 offset = 0;
    TelemetryStore::Limits limits;

    File()
    {
        limits.writeEveryMs = 1'000'000; // the test says when
        open();
    }
    ~File() { close(); }
    void open()
    {
        store::LocalStore::Options options;
        options.path = folder.filePath(QStringLiteral("telemetry.db"));
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        options.createIfMissing = true;
        auto opened = store::LocalStore::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().fact(u"message")));
        store = std::move(*opened);
        telemetry = std::make_unique<TelemetryStore>(*store, limits, clock);
    }
    void close()
    {
        telemetry.reset();
        store.reset();
    }
    void append(const QList<Sample> &samples, const QList<StreamGap> &gaps = {}, const QString &stream = kStream)
    {
        if (!samples.isEmpty())
            clock.ms = std::max(clock.ms, samples.last().at);
        telemetry->append(stream, {gaps, samples, {}}, {QStringLiteral("e"), offset, clock.ms});
    }
    bool flush()
    {
        auto written = telemetry->flush();
        written.waitForFinished();
        if (!written.result())
            qWarning("%s", qPrintable(written.result().error().fact(u"message")));
        return written.result().has_value();
    }
    Sample sample(qint64 at, const QHash<QString, double> &values, const QString &source = kSelf) { return {++offset, at, source, values}; }
    MetricHistory history(const HistoryQuery &query, const TelemetrySink::Past &last = {}, const QString &stream = kStream)
    {
        auto asked = telemetry->history(stream, query, last, {});
        asked.waitForFinished();
        if (!asked.result()) {
            qWarning("%s", qPrintable(asked.result().error().fact(u"message")));
            return {};
        }
        return *asked.result();
    }
    qint64 number(const QByteArray &sql)
    {
        auto asked = store->read<qint64>({}, [sql](sql::Connection &connection) -> Result<qint64> {
            auto rows = connection.query(sql);
            if (!rows)
                return fail(rows.error());
            return rows->isEmpty() ? -1 : (*rows)[0].integer(0);
        });
        asked.waitForFinished();
        return asked.result().value_or(-2);
    }
};

} // namespace plancia::tests
