// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

namespace plancia::ui {

/// One day, in two parts that stand on one another.
struct DayBar {
    qint64 at = 0; ///< its midnight in UTC, Unix ms
    double good = 0;
    double bad = 0;
};

/// How much on each day: a bar a day, the lower part in the colour of a line, the upper in that of an error. A day without
/// anything has no bar. Says date and numbers of the day under the mouse.
class DayBars : public QFrame {
    Q_OBJECT
public:
    DayBars(const QString &title, const QString &goodWord, const QString &badWord, QWidget *parent = nullptr);
    /// From the day of `fromMs` to that before `toMs`.
    void setBars(const QList<DayBar> &bars, qint64 fromMs, qint64 toMs);
    QSize sizeHint() const override { return {480, 200}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF plot() const;
    int dayAt(const QPointF &point) const;

    QString m_title, m_goodWord, m_badWord;
    QList<DayBar> m_bars; ///< one for each day
    double m_most = 0;
};

} // namespace plancia::ui
