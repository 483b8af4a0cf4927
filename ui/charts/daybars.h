// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFrame>
#include <QList>
#include <functional>

class QPainter;

namespace plancia::ui {

/// One day, in two parts that stand on one another.
struct DayBar {
    qint64 at = 0; ///< its midnight in UTC, Unix ms
    double lower = 0;
    double upper = 0;
    QString words; ///< what the tool tip says under the date; empty: nothing was
};

/// What the bars stand for.
struct DayBarsLook {
    QString title;
    QString lowerWord, upperWord; ///< told beside their colours; without an upper one there is none
    QColor lower, upper;
    std::function<QString(double)> number; ///< at the scale
};

/// How much on each day: a bar a day in two colours. A day without anything has no bar. Says date and numbers of the day under
/// the mouse.
class DayBars : public QFrame {
    Q_OBJECT
public:
    explicit DayBars(QWidget *parent = nullptr);
    void setLook(DayBarsLook look);
    /// From the day of `fromMs` to that before `toMs`.
    void setBars(const QList<DayBar> &bars, qint64 fromMs, qint64 toMs);
    const QList<DayBar> &bars() const { return m_bars; } ///< one for each day
    QSize sizeHint() const override { return {480, 200}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF plot() const;
    int dayAt(const QPointF &point) const;
    void paintLegend(QPainter &painter) const;
    void paintFoot(QPainter &painter, const QRectF &area) const;

    DayBarsLook m_look;
    QList<DayBar> m_bars;
    double m_most = 0;
};

} // namespace plancia::ui
