// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/timewindow.h"
#include "ui/charts/timestrip.h"

class QDateTimeEdit;
class QToolButton;

namespace plancia::ui {

/// The one time axis of a page: the strip of everything that is remembered, steps to both sides, back from a zoom, and a jump to a
/// time. Says what is asked; the page moves its window.
class TimeBar : public QWidget {
    Q_OBJECT
public:
    explicit TimeBar(QWidget *parent = nullptr);
    void showWindow(const TimeWindow &window, qint64 nowMs, qint64 oldestMs, const QList<ChartGap> &gaps);

signals:
    void endAsked(qint64 toMs); ///< the window is to end there
    void stepAsked(int steps);  ///< by half a span, earlier (negative) or later
    void backAsked();

private:
    void openJump();

    TimeStrip *m_strip = nullptr;
    QToolButton *m_later = nullptr;
    QToolButton *m_back = nullptr;
    QToolButton *m_jump = nullptr;
    qint64 m_now = 0, m_to = 0, m_span = 0;
};

} // namespace plancia::ui
