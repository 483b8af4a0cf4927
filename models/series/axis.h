// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>

namespace plancia {

/// Where the marks of a time axis stand: round steps from 1 s to weeks and years of 365 days. Words are left to ui.
struct TimeAxis {
    qint64 stepMs = 0;
    QList<qint64> ticks; ///< Unix ms UTC, rising, all within the span; whole multiples of the step in local time

    /// As many marks as fit with `minSpacingPx` between them. `utcOffsetMs` is local time minus UTC, so that steps of
    /// hours and days fall on local hours and midnights. Empty for an empty span or width. Pure.
    static TimeAxis make(qint64 fromMs, qint64 toMs, int widthPx, int minSpacingPx = 90, qint64 utcOffsetMs = 0);
};

/// A value axis with round borders and marks at 1, 2 or 5 times a power of ten.
struct ValueAxis {
    double min = 0;
    double max = 1;
    double step = 1;
    int decimals = 0;    ///< digits after the point that tell two marks apart
    QList<double> ticks; ///< from min to max

    /// Covers [low, high] with at most about heightPx / minSpacingPx marks. Equal or unusable borders give a span of one
    /// round step. Pure.
    static ValueAxis make(double low, double high, int heightPx, int minSpacingPx = 40);
};

} // namespace plancia
