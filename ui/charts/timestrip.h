// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timechart.h"

#include <QWidget>

namespace plancia::ui {

/// Everything that is remembered, as one strip of time with the window that the charts show: dragged, clicked, or moved by the
/// keys. Gaps are hatched, and what is not remembered is empty.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    explicit TimeStrip(QWidget *parent = nullptr);
    struct Content {
        qint64 from = 0, to = 0;             ///< the whole strip
        qint64 oldest = 0;                   ///< nothing is remembered before
        qint64 windowFrom = 0, windowTo = 0; ///< what the charts show
        QList<ChartGap> gaps;
        bool operator==(const Content &) const = default;
    };
    void setContent(const Content &content);
    const Content &content() const { return m_content; }
    QSize sizeHint() const override { return {400, 40}; }
    QSize minimumSizeHint() const override { return {160, 40}; }

signals:
    /// The window is to end there.
    void moved(qint64 toMs);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF bar() const;
    double xOf(qint64 ms) const;
    qint64 timeAt(double x) const;
    void drag(double x);

    Content m_content;
    std::optional<qint64> m_grip; ///< the pointer's time minus the window's right border, while dragged
};

} // namespace plancia::ui
