// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>
#include <functional>

namespace plancia {

/// How far long work has come. `total` is 0 while unknown.
struct Progress {
    enum class Unit { Bytes, Rows, Steps };
    Unit unit = Unit::Steps;
    qint64 done = 0;
    qint64 total = 0;
    double perSecond = 0;    ///< in units, smoothed; 0 while unknown
    qint64 remainingMs = -1; ///< -1 while unknown
    bool operator==(const Progress &) const = default;
};

/// Called by working code on its own thread; must not block.
using ProgressSink = std::function<void(const Progress &)>;

} // namespace plancia
