// SPDX-License-Identifier: GPL-3.0-or-later
// bench_stall SECONDS: the real window on the audit page of $PLANCIA_HOME's local store scrolls and jumps through it,
// while ten charts of four lines with an hour of seconds each are drawn anew twice a second. A timer of 5 ms on the GUI
// thread beats meanwhile; how late a beat comes is how long the window would have kept a person waiting. With "bulk" as
// second argument all tenants get a tag and lose it, again and again, by the port, all the time. The bar is 50 ms.
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/batchport.h"
#include "models/ports/deliver.h"
#include "ui/charts/timechart.h"
#include "ui/kit/pagedtable.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QGridLayout>
#include <QScrollBar>
#include <QTableView>
#include <QTextStream>
#include <QWheelEvent>
#include <array>
#include <cmath>

using namespace plancia;

namespace {

constexpr int kBeatMs = 5;

/// What this thread has run, and how long it has waited for a core that others had.
struct Turns {
    double ranMs = 0, queuedMs = 0;
    static Turns now()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        const QByteArrayList numbers = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QByteArrayList();
        return {numbers.value(0).toDouble() / 1e6, numbers.value(1).toDouble() / 1e6};
    }
    Turns operator-(const Turns &other) const { return {ranMs - other.ranMs, queuedMs - other.queuedMs}; }
};
constexpr std::array kBounds{5, 10, 16, 33, 50};

struct Histogram {
    std::array<int, kBounds.size() + 1> counts{};
    double longest = 0, longestRun = 0;
    Turns inLongest;
    void add(double lateMs, const Turns &turns)
    {
        longestRun = std::max(longestRun, turns.ranMs);
        if (lateMs > longest)
            inLongest = turns;
        size_t i = 0;
        while (i < kBounds.size() && lateMs > kBounds[i])
            ++i;
        ++counts[i];
        longest = std::max(longest, lateMs);
    }
    /// `meanwhile`: what else went on.
    void print(QTextStream &out, const char *meanwhile) const
    {
        for (size_t i = 0; i < counts.size(); ++i)
            out << (i < kBounds.size() ? QStringLiteral("<= %1 ms").arg(kBounds[i], 3) : QStringLiteral("later    "))
                << "  " << counts[i] << "\n";
        const auto ms = [](double value) { return QString::number(value, 'f', 1) + QStringLiteral(" ms"); };
        out << "longest stall " << ms(longest) << " (bar 50 ms); in it the thread ran " << ms(inLongest.ranMs) << " and waited for a core "
            << ms(inLongest.queuedMs) << "\nlongest that it ran between two beats " << ms(longestRun) << "\n"
            << QStringLiteral("RATIO longest stall of the window%1 / %2 ms: %3 (bar 1)\n").arg(QLatin1String(meanwhile)).arg(kBounds.back()).arg(longest / kBounds.back(), 0, 'f', 2);
    }
};

/// Ten charts in a window of their own, redrawn twice a second.
class Charts : public QWidget {
public:
    Charts()
    {
        auto *grid = new QGridLayout(this);
        constexpr qint64 kSpanMs = 3'600'000;
        const qint64 now = SystemClock().nowMs();
        for (int c = 0; c < 10; ++c) {
            auto *chart = new ui::TimeChart(QStringLiteral("Chart %1").arg(c + 1), this);
            for (int s = 0; s < 4; ++s) {
                auto points = std::make_shared<TimeSeries>(3'600);
                for (int i = 0; i < 3'600; ++i)
                    points->append(now - kSpanMs + i * 1'000, 100 + 40 * std::sin(i / (20.0 + s)) + (i * 7919 + s) % 23);
                chart->addSeries(QStringLiteral("line %1").arg(s + 1), points);
            }
            m_charts.append(chart);
            grid->addWidget(chart, c / 2, c % 2);
        }
        resize(1200, 900);
        m_timer.callOnTimeout([this] {
            const qint64 to = SystemClock().nowMs();
            for (ui::TimeChart *chart : m_charts)
                chart->setTimeRange(to - kSpanMs, to);
        });
        m_timer.start(500);
    }

private:
    QList<ui::TimeChart *> m_charts;
    QTimer m_timer;
};

/// Turns the wheel sixty times a second, and drags the scroll bar elsewhere every other second.
class Scroller : public QObject {
public:
    explicit Scroller(ui::PagedTable *table) : m_table(table), m_view(table->findChild<QTableView *>())
    {
        m_timer.callOnTimeout(this, [this] { turn(); });
        m_timer.start(16);
    }
    int rowsSeen() const { return m_turns * 3; }

private:
    void turn()
    {
        ++m_turns;
        QWidget *viewport = m_view->viewport();
        const QPointF middle = viewport->rect().center();
        QWheelEvent event(middle, viewport->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &event);
        if (m_turns % 120 == 0) {
            for (QScrollBar *bar : m_table->findChildren<QScrollBar *>())
                if (bar->orientation() == Qt::Vertical && bar->isVisible())
                    bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * (m_turns / 120 * 37 % 100) / 100));
        }
    }
    ui::PagedTable *m_table;
    QTableView *m_view;
    QTimer m_timer;
    int m_turns = 0;
};

/// Acts on all tenants of a workspace, one act after the other.
class Changer : public QObject {
public:
    explicit Changer(std::shared_ptr<Workspace> workspace) : m_workspace(std::move(workspace)) { change(); }
    qint64 changed() const { return m_changed; }

private:
    void change()
    {
        BulkRequest request;
        request.act = m_hasTag ? BulkAct::Untag : BulkAct::Tag;
        request.tags = QStringList{QStringLiteral("stall")};
        request.match.emplace();
        m_hasTag = !m_hasTag;
        deliver(m_workspace->batch()->plan(request, {}), this, [this](const Result<BulkPlan> &plan) {
            if (!plan)
                return;
            deliver(m_workspace->batch()->run(*plan, {}, {}), this, [this](const Result<BulkReport> &report) {
                m_changed += report ? report->changed : 0;
                if (report || m_changed == 0) // an earlier run may have left the tag: then there is nothing to do but to take it off
                    change();
            });
        });
    }
    std::shared_ptr<Workspace> m_workspace;
    bool m_hasTag = false;
    qint64 m_changed = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QTextStream out(stdout);
    const int seconds = QApplication::arguments().value(1, QStringLiteral("20")).toInt();
    wiring::RuntimeOptions options;
    options.program = QStringLiteral("bench_stall");
    options.stream = true;
    auto runtime = wiring::Runtime::create(options);
    if (!runtime) {
        out << describe(runtime.error()).sentence << "\n";
        return 1;
    }
    const SystemClock clock;
    ui::MainWindow window((*runtime)->ports(), clock, [](const QString &) {});
    window.setFirstPage(QStringLiteral("audit"));
    window.show();
    Charts charts;
    charts.show();
    Histogram histogram;
    std::unique_ptr<Scroller> scroller;
    std::unique_ptr<Changer> changer;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    QElapsedTimer since;
    Turns last;
    beat.callOnTimeout([&] {
        const Turns now = Turns::now();
        histogram.add(std::max(0.0, static_cast<double>(since.nsecsElapsed()) / 1e6 - kBeatMs), now - last);
        last = now;
        since.restart();
    });
    QObject::connect(&window, &ui::MainWindow::workspaceOpened, &window, [&] {
        // The page is there; what follows is work, not the start.
        QTimer::singleShot(2'000, &window, [&] {
            auto *table = window.currentPage()->findChild<ui::PagedTable *>();
            if (!table)
                return QApplication::exit(1);
            scroller = std::make_unique<Scroller>(table);
            if (QApplication::arguments().value(2) == QLatin1String("bulk"))
                deliver((*runtime)->ports().workspaces->open(QStringLiteral("local"), {}), &window, [&](const Result<std::shared_ptr<Workspace>> &opened) {
                    if (opened)
                        changer = std::make_unique<Changer>(*opened);
                });
            since.start();
            last = Turns::now();
            beat.start(kBeatMs);
            QTimer::singleShot(seconds * 1'000, &application, &QApplication::quit);
        });
    });
    window.openWorkspace(QStringLiteral("local"));
    const int status = QApplication::exec();
    if (status == 0) {
        out << "rows scrolled " << scroller->rowsSeen() << " in " << seconds << " s, ten charts of 4 x 3600 points at 2 Hz\n";
        if (changer)
            out << "tenants changed meanwhile: " << changer->changed() << "\n";
        histogram.print(out, changer ? " while tenants are changed" : "");
    }
    changer.reset();
    scroller.reset();
    return status;
}
