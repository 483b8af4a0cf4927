// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/gauge.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QEvent>
#include <QThread>
#include <QWidget>

#include <functional>
#include <utility>

namespace plancia::bench {

/// The application whose GUI thread is looked at. A frame is a turn of the event loop in which something was painted: as long as it
/// lasts nobody is served. `cpu` is what it worked; the rest of `wall` the machine was with others.
class FrameApplication : public QApplication {
public:
    FrameApplication(int &argc, char **argv) : QApplication(argc, argv)
    {
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] { endTurn(); });
    }
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (thread() != QThread::currentThread())
            return QApplication::notify(receiver, event);
        const QEvent::Type type = event->type();
        const bool isOuter = m_depth++ == 0;
        const double began = isOuter ? nowMs(CLOCK_MONOTONIC) : 0, cpuBegan = isOuter ? nowMs(CLOCK_THREAD_CPUTIME_ID) : 0;
        const bool isDone = QApplication::notify(receiver, event);
        if (type == QEvent::Paint && receiver->isWidgetType()) {
            ++paints;
            m_painted = true;
            if (painted)
                painted(static_cast<QWidget *>(receiver));
        }
        --m_depth;
        if (isOuter) {
            m_busy += nowMs(CLOCK_MONOTONIC) - began;
            m_worked += nowMs(CLOCK_THREAD_CPUTIME_ID) - cpuBegan;
        }
        return isDone;
    }
    void forget()
    {
        wall = cpu = {};
        paints = 0;
        m_since = nowMs(CLOCK_MONOTONIC);
        m_cpuSince = nowMs(CLOCK_THREAD_CPUTIME_ID);
    }
    /// Of one core, since forget().
    double share() const { return (nowMs(CLOCK_THREAD_CPUTIME_ID) - m_cpuSince) / (nowMs(CLOCK_MONOTONIC) - m_since); }
    void print(const QString &what)
    {
        out() << what << "  frames by the clock:  " << wall.words() << "\n" << what << "  frames of own work:   " << cpu.words() << "  load " << load() << "\n";
        out().flush();
    }

    std::function<void(QWidget *)> painted; ///< after each
    Spread wall, cpu;
    qint64 paints = 0;

private:
    void endTurn()
    {
        if (std::exchange(m_painted, false)) {
            wall.add(m_busy);
            cpu.add(m_worked);
        }
        m_busy = m_worked = 0;
    }
    int m_depth = 0;
    double m_busy = 0, m_worked = 0; ///< in this turn
    double m_since = 0, m_cpuSince = 0;
    bool m_painted = false;
};

} // namespace plancia::bench
