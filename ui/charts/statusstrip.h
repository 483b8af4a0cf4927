// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/strip.h"

#include <QFrame>
#include <functional>
#include <optional>

namespace plancia::ui {

/// How things stood over time, as strips of colour and height: a bar is whole for an error, half for a warning, low for good, and
/// hatched where nothing is known, so that colour is not needed. One strip a line, over the same axis as the charts.
class StatusStrip : public QFrame {
    Q_OBJECT
public:
    using Piece = StripPiece;
    struct Line {
        QString name;
        QList<Piece> pieces;
        QString share; ///< "99.2 % good of 9 min known", at the right
        bool operator==(const Line &) const = default;
    };
    explicit StatusStrip(const QString &title, QWidget *parent = nullptr);
    void setLines(const QList<Line> &lines, qint64 fromMs, qint64 toMs);
    void setCrosshair(std::optional<qint64> unixMs);
    const QList<Line> &lines() const { return m_lines; }
    /// How many pieces there is room for.
    int pieceCount() const;
    /// The same without a space between them: two pixels are the least that is seen.
    int finePieceCount() const { return pieceCount() * 3; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

signals:
    void crosshairMoved(std::optional<qint64> unixMs);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF plot() const;
    double xOf(qint64 ms) const;
    std::optional<qint64> timeAt(double x) const;

    QString m_title;
    QList<Line> m_lines;
    qint64 m_from = 0, m_to = 0;
    std::optional<qint64> m_crosshair;
};

} // namespace plancia::ui
