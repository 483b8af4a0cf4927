// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/sqliteconnection.h"
#include "models/domain/limitforecast.h"

#include <QHash>
#include <vector>

namespace plancia::controlplane::limits {

/// Days of which figures are had at most: those of the forecast, today, and what a long month began before them.
inline constexpr int kMeasuredDays = kForecastDays + 5;

/// What the calls say of one limit.
struct CallFigures {
    qint64 used = 0;
    QList<DayFigure> days; ///< ascending, those with a call
};
/// The first moment of the calls that are needed: of the days of the forecast, and of the month.
qint64 firstMeasured(qint64 nowMs);
qint64 firstForecastDay(qint64 nowMs);

/// What many limits of a tenant need of its calls, from one pass over them in the order of time. For SQLite, which would sort the
/// calls once or twice for every limit. Memory: 24 bytes a key and limit that is counted by the key.
class CallFold {
public:
    /// internal: the bytes of the ids of keys whose calls do not count.
    CallFold(const QList<LimitKey> &keys, const QList<QByteArray> &internal, qint64 nowMs);
    Q_DISABLE_COPY_MOVE(CallFold)

    static QByteArray columns(); ///< what add() reads, of "api_key_usage u"
    void add(const sql::SqliteRow &row);
    /// In the order of the limits.
    QList<CallFigures> figures() const;

private:
    /// The calls of one key, or of all together: of the running minute, hour, day or month, and of the span of the last call.
    struct Cell {
        qint64 running = 0, span = -1, ofSpan = 0;
    };
    struct Counter {
        qint64 spanMs = 0, runningFrom = 0;
        bool byKey = false, byCost = false;
        std::vector<Cell> cells = {};
        CallFigures figures = {};
        void add(size_t key, qint64 at, qint64 amount, qint64 firstDay);
    };
    static constexpr int kInternal = -1;

    const qint64 m_firstDay;
    std::vector<Counter> m_counters;             ///< in the order of the limits
    QHash<QByteArray, std::vector<size_t>> m_of; ///< endpoint, "" for all: counters
    QHash<QByteArray, int> m_keys;               ///< id: its number, or kInternal
    int m_nextKey = 0;
};

} // namespace plancia::controlplane::limits
