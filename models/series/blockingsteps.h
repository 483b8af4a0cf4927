// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/blocking.h"

#include <optional>

namespace plancia {

/// A stretch of time in which the same is known of who waited. Times are Unix ms UTC of the agent's clock.
struct BlockingStep {
    enum class Known { Waited, Nobody, Nothing };
    qint64 from = 0, to = 0; ///< `to` is not of it
    Known known = Known::Nothing;
    int waiting = 0;       ///< sessions that waited; of those that are told
    qsizetype moment = -1; ///< of the history's moments, when somebody waited
    bool operator==(const BlockingStep &) const = default;
};

/// How long a moment holds in which somebody waited: three times as long as it takes until it is told again.
constexpr qint64 kBlockingStandsMs = 30'000;

/// What is known of [from, to), without holes. `gaps`: in which nothing was looked at; times may overlap. A moment with sessions holds
/// until the next one, or for kBlockingStandsMs; one without until the next. What is remembered begins at the history's oldest, or at its
/// first moment where it is cut; where nothing was ever told, nobody waited outside of the gaps.
/// What was told within a gap is known all the same. Pure.
QList<BlockingStep> blockingSteps(const BlockingHistory &history, const QList<QPair<qint64, qint64>> &gaps, qint64 from, qint64 to);

/// The step of a time; that of the end is the last. Null for none.
const BlockingStep *stepAt(const QList<BlockingStep> &steps, qint64 at);

/// Times within the steps at which something else is known: who waits for whom, that nobody does, or that it is not known. Rising;
/// without the first step's beginning. Pure.
QList<qint64> blockingChanges(const BlockingHistory &history, const QList<BlockingStep> &steps);

} // namespace plancia
