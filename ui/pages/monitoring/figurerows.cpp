// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/figurerows.h"

#include <QDateTime>
#include <algorithm>
#include <limits>

namespace plancia::ui {

namespace {
constexpr int kRows = 2'000; ///< at a call

struct Line {
    QString metric;
    TimeSeries points; ///< of our own: it is read on another thread
    int next = 0;
};
} // namespace

qint64 figureCount(const MetricLines &lines, const QStringList &metrics, qint64 from, qint64 to)
{
    int most = 0;
    for (const QString &metric : metrics)
        if (const auto line = lines.line(metric))
            most = std::max(most, line->lowerBound(to + 1) - line->lowerBound(from));
    return most;
}

ViewRows figureRows(const MetricLines &lines, const QStringList &metrics, qint64 from, qint64 to, const QList<ViewGap> &gaps)
{
    QList<Line> all;
    for (const QString &metric : metrics)
        if (const auto line = lines.line(metric))
            all.append({metric, *line, line->lowerBound(from)});
    return [all, gaps, gap = qsizetype(0), to]() mutable {
        QList<ViewRow> rows;
        while (rows.size() < kRows) {
            qint64 at = std::numeric_limits<qint64>::max();
            for (const Line &line : std::as_const(all))
                if (line.next < line.points.size() && line.points.timeAt(line.next) <= to)
                    at = std::min(at, line.points.timeAt(line.next));
            if (gap < gaps.size() && gaps.at(gap).from < at) {
                rows.append({{}, gaps.at(gap++)});
                continue;
            }
            if (at == std::numeric_limits<qint64>::max())
                break;
            QJsonObject row{{QStringLiteral("time"), QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs)}};
            for (Line &line : all)
                if (line.next < line.points.size() && line.points.timeAt(line.next) == at)
                    row.insert(line.metric, line.points.valueAt(line.next++));
            rows.append({row, {}});
        }
        return rows;
    };
}

} // namespace plancia::ui
