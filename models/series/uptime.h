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

/// How a sample of a watched server ("pg:<name>") says that it is.
enum class ServerLook { Up, Down, Asleep };
ServerLook serverLook(const Sample &sample);
/// What tells it of the past: whether the agent looked, how long the answer took, whether it slept.
QStringList serverMetrics();
inline constexpr qint64 kServerStandsMs = 3'000; ///< so long a sample of a server speaks: three of them
/// The same as upSpans() of the history of serverMetrics() and the samples that came after it: a server is up while it is sampled, down
/// where it did not answer, and not known while it slept. Pure.
QList<UpSpan> serverSpans(const MetricHistory &history, const QList<Sample> &since, const QList<StreamGap> &gapsSince, qint64 nowMs);

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
