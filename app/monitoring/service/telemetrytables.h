// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/sample.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>

namespace plancia::monitoring {

/// What is written into telemetry.db within one write transaction. What it needs to know it looks up: another program may write
/// there between two transactions, and a kill at any place leaves nothing to be remembered.
class TelemetryTables {
public:
    /// `minutes`: so many are rolled at the most; what is left comes with the next transaction.
    TelemetryTables(sql::Connection &connection, int minutes) : m_connection(connection), m_minutes(minutes) {}

    Result<bool> put(qint64 stream, const QList<Sample> &samples);
    /// Makes minutes of what those samples have completed.
    Result<bool> rollWritten();
    /// Removes samples before `rawBefore` and minutes before `before`, and no sample that stands in no minute yet. `rows`: at the most.
    Result<bool> forget(qint64 rawBefore, qint64 before, int rows);
    /// Removes the oldest until `bytes` are enough: samples first, then minutes.
    Result<bool> shrink(qint64 bytes, int rows);
    /// Sources and shapes without a row.
    Result<bool> tidy();

private:
    struct Source {
        qint64 number = 0;
        QStringList names; ///< of its newest sample's shape
        qint64 shape = 0;
        QSet<QString> known;
        QSet<qint64> minutes; ///< that the samples lie in
    };
    Result<Source *> source(qint64 stream, const QString &name);
    Result<bool> reshape(Source &source, const Sample &sample);
    Result<qint64> shapeOf(const QStringList &names);
    Result<QStringList> namesOf(qint64 shape);
    Result<std::optional<qint64>> number(const char *sql, const QList<sql::Value> &values);
    Result<qint64> roll(qint64 source, qint64 before);
    Result<bool> rollMinute(qint64 source, qint64 minute);
    Result<qint64> forgetSamples(qint64 before, qint64 rows);

    sql::Connection &m_connection;
    int m_minutes;
    QHash<QString, Source> m_sources; ///< of the stream that is written
    QHash<qint64, QStringList> m_names;
};

} // namespace plancia::monitoring
