// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/history.h"
#include "models/domain/target.h"

#include <QLocale>
#include <optional>

namespace plancia {

/// A stretch of the past of one target. Where nothing is known there is none.
struct UpSpan {
    qint64 from = 0, to = 0; ///< Unix ms UTC
    HealthCheck::State worst = HealthCheck::State::Ok;
    double downShare = 0;    ///< 0…1 of its time
    bool operator==(const UpSpan &) const = default;
};

/// What the history of `target.up` and `target.every_s` (and samples that came after it) says, by time, none touching a gap. A look
/// speaks until the next one, and for half a period more at the most: what was not looked at is not known. Pure.
QList<UpSpan> upSpans(const MetricHistory &history, const QList<Sample> &since, const QList<StreamGap> &gapsSince, qint64 nowMs);

/// How much of a span is known, and how much of that it was down. Degraded is up: it works.
struct UpTime {
    qint64 spanMs = 0, knownMs = 0;
    double downMs = 0;
    std::optional<HealthCheck::State> worst; ///< nothing when nothing is known
    qint64 unknownMs() const { return spanMs - knownMs; }
    /// 0…1 of what is known; nothing when nothing is.
    std::optional<double> share() const { return knownMs > 0 ? std::optional(1 - downMs / static_cast<double>(knownMs)) : std::nullopt; }
};
UpTime upTime(const QList<UpSpan> &spans, qint64 fromMs, qint64 toMs);
/// `count` equal parts of a span, by time. Pure.
QList<UpTime> upCells(const QList<UpSpan> &spans, qint64 fromMs, qint64 toMs, int count);

/// "99.95 %"; less than all never reads as all. Pure.
QString upTimeText(double share, const QLocale &locale = QLocale());

} // namespace plancia
