// SPDX-License-Identifier: GPL-3.0-or-later
// Charts: a dashboard of 12 charts with 4 lines and an hour of points each, moved on ten times a second; the same with the plain series
// of Qt Charts, in the same run; one chart with a million points, panned and zoomed; and a dashboard that is hidden.
// bench_charts [SECONDS]   (of the dashboard; default 20)
#include "tests/bench/frames.h"
#include "ui/charts/timechart.h"
#include "ui/kit/theme.h"

#include <QChart>
#include <QChartView>
#include <QGridLayout>
#include <QLineSeries>
#include <QTimer>
#include <QValueAxis>

#include <cmath>

using namespace plancia;
using namespace plancia::bench;

namespace {
constexpr qint64 kNow = 1'795'182'180'000, kHour = 3'600'000;
constexpr int kCharts = 12, kLines = 4, kEveryMs = 100, kColumns = 3;

double valueAt(qint64 at, int line) { return 100 + 40 * std::sin(static_cast<double>(at - kNow) / (20'000.0 + 1000 * line)) + static_cast<double>((at / 100 * 7919 + line) % 23); }

void run(FrameApplication &application, int everyMs, qint64 forMs, const std::function<void(int)> &step)
{
    application.forget();
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    int turn = 0;
    timer.callOnTimeout([&] { step(turn++); });
    timer.start(everyMs);
    QTimer::singleShot(static_cast<int>(forMs), &application, [] { QApplication::exit(0); }); // quit() would close the windows
    QApplication::exec();
}

/// Ours; `periodMs` between two points.
class Dashboard : public QWidget {
public:
    explicit Dashboard(qint64 periodMs) : m_period(periodMs)
    {
        auto *grid = new QGridLayout(this);
        for (int c = 0; c < kCharts; ++c) {
            auto *chart = new ui::TimeChart(QStringLiteral("Chart %1").arg(c + 1), this);
            for (int l = 0; l < kLines; ++l) {
                auto points = std::make_shared<TimeSeries>(static_cast<int>(kHour / periodMs) + 1);
                for (qint64 at = kNow - kHour; at <= kNow; at += periodMs)
                    points->append(at, valueAt(at, l));
                chart->addSeries(QStringLiteral("line %1").arg(l + 1), points);
                m_lines.append(points);
            }
            m_charts.append(chart);
            grid->addWidget(chart, c / kColumns, c % kColumns);
        }
        resize(1500, 1000);
    }
    void step(int turn)
    {
        const qint64 to = kNow + (turn + 1) * kEveryMs;
        if (to % m_period == 0)
            for (qsizetype l = 0; l < m_lines.size(); ++l)
                m_lines[l]->append(to, valueAt(to, static_cast<int>(l) % kLines));
        for (ui::TimeChart *chart : std::as_const(m_charts))
            chart->setTimeRange(to - kHour, to);
    }
    int paints() const
    {
        int all = 0;
        for (const ui::TimeChart *chart : m_charts)
            all += chart->paintCount();
        return all;
    }

private:
    const qint64 m_period;
    QList<ui::TimeChart *> m_charts;
    QList<std::shared_ptr<TimeSeries>> m_lines;
};

/// The same points in Qt's own series, replaced whole, which is the quickest way that there is.
class PlainDashboard : public QWidget {
public:
    explicit PlainDashboard(qint64 periodMs) : m_period(periodMs)
    {
        auto *grid = new QGridLayout(this);
        for (int c = 0; c < kCharts; ++c) {
            auto *chart = new QChart;
            chart->legend()->hide();
            for (int l = 0; l < kLines; ++l) {
                auto *series = new QLineSeries(chart);
                QList<QPointF> points;
                for (qint64 at = kNow - kHour; at <= kNow; at += periodMs)
                    points.append({static_cast<double>(at), valueAt(at, l)});
                series->replace(points);
                chart->addSeries(series);
                m_series.append(series);
                m_points.append(points);
            }
            chart->createDefaultAxes();
            chart->axes(Qt::Vertical).first()->setRange(0, 200);
            m_charts.append(chart);
            grid->addWidget(new QChartView(chart, this), c / kColumns, c % kColumns);
        }
        resize(1500, 1000);
    }
    void step(int turn)
    {
        const qint64 to = kNow + (turn + 1) * kEveryMs;
        if (to % m_period == 0)
            for (qsizetype s = 0; s < m_series.size(); ++s) {
                m_points[s].removeFirst();
                m_points[s].append({static_cast<double>(to), valueAt(to, static_cast<int>(s) % kLines)});
                m_series[s]->replace(m_points[s]);
            }
        for (QChart *chart : std::as_const(m_charts))
            chart->axes(Qt::Horizontal).first()->setRange(static_cast<double>(to - kHour), static_cast<double>(to));
    }

private:
    const qint64 m_period;
    QList<QChart *> m_charts;
    QList<QLineSeries *> m_series;
    QList<QList<QPointF>> m_points;
};
} // namespace

int main(int argc, char *argv[])
{
    FrameApplication application(argc, argv);
    ui::applyTheme(application, ui::Theme::light());
    const qint64 forMs = 1000LL * (argc > 1 ? QByteArray(argv[1]).toInt() : 20);

    for (const qint64 period : {1000, 100}) {
        const QString what = QStringLiteral("12 charts x 4 lines x %1 points").arg(kHour / period);
        double ours = 0;
        {
            Dashboard dashboard(period);
            dashboard.show();
            run(application, kEveryMs, 1000, [&](int turn) { dashboard.step(turn); });
            run(application, kEveryMs, forMs, [&](int turn) { dashboard.step(10 + turn); });
            application.print(what);
            ours = application.cpu.at(0.5);
            bar(what + QStringLiteral(", frame p99 by the clock"), application.wall.at(0.99), 16.7, "ms");
            bar(what + QStringLiteral(", frame p99 of own work"), application.cpu.at(0.99), 16.7, "ms");
            bar(what + QStringLiteral(", GUI thread"), 100 * application.share(), 25, "% of a core");
            if (period == 1000) {
                dashboard.hide();
                const int before = dashboard.paints();
                run(application, kEveryMs, 3000, [&](int turn) { dashboard.step(100'000 + turn); });
                bar(QStringLiteral("12 hidden charts, paints"), dashboard.paints() - before + static_cast<double>(application.paints), 0, "paints");
                bar(QStringLiteral("12 hidden charts, GUI thread"), 100 * application.share(), 2, "% of a core");
            }
        }
        PlainDashboard plain(period);
        plain.show();
        run(application, kEveryMs, 1000, [&](int turn) { plain.step(turn); });
        run(application, kEveryMs, std::min<qint64>(forMs, 10'000), [&](int turn) { plain.step(10 + turn); });
        application.print(QStringLiteral("Qt Charts, the same"));
        bar(what + QStringLiteral(", frame p50 of own work / Qt Charts'"), ours / std::max(0.001, application.cpu.at(0.5)), 0.15, "x");
    }

    auto points = std::make_shared<TimeSeries>(1'000'000);
    constexpr qint64 kWhole = 1'000'000LL * 100;
    for (qint64 i = 0; i < 1'000'000; ++i)
        points->append(kNow - kWhole + i * 100, valueAt(kNow - kWhole + i * 100, 1));
    ui::TimeChart chart(QStringLiteral("A million"));
    chart.addSeries(QStringLiteral("line"), points);
    chart.resize(1500, 500);
    chart.show();
    chart.setTimeRange(kNow - kWhole, kNow);
    run(application, 20, 500, [](int) {});
    // There and back: from the whole to a thousandth, a step at a time, panned at each.
    run(application, 20, std::max<qint64>(4000, forMs / 2), [&](int turn) {
        const int at = turn % 160;
        const double zoom = std::pow(1000.0, -static_cast<double>(at < 80 ? at : 160 - at) / 80);
        const auto span = static_cast<qint64>(static_cast<double>(kWhole) * zoom);
        const qint64 from = kNow - kWhole + (kWhole - span) * (turn * 37 % 100) / 100;
        chart.setTimeRange(from, from + span);
    });
    application.print(QStringLiteral("1,000,000 points, pan and zoom"));
    bar(QStringLiteral("1,000,000 points, pan and zoom, frame p99 by the clock"), application.wall.at(0.99), 16.7, "ms");
    bar(QStringLiteral("1,000,000 points, pan and zoom, frame p99 of own work"), application.cpu.at(0.99), 16.7, "ms");
    run(application, 20, 3000, [&](int turn) { chart.setTimeRange(kNow - kWhole - turn, kNow - turn); }); // all of them in sight
    application.print(QStringLiteral("1,000,000 points, all in sight"));
    bar(QStringLiteral("1,000,000 points, all in sight, frame p99 of own work"), application.cpu.at(0.99), 16.7, "ms");
    return 0;
}
