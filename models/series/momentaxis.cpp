// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/momentaxis.h"

#include <algorithm>
#include <cmath>

namespace plancia {

namespace {
constexpr qint64 kShortestMs = 60'000;
constexpr int kLowest = 2;
} // namespace

int MomentAxis::xOf(qint64 ms) const
{
    const auto span = static_cast<double>(std::max<qint64>(1, until - from));
    return static_cast<int>(std::lround(std::clamp(static_cast<double>(ms - from) / span, 0.0, 1.0) * width));
}

qint64 MomentAxis::timeAt(int x) const
{
    const double share = static_cast<double>(std::clamp(x, 0, width)) / std::max(1, width);
    return from + static_cast<qint64>(std::llround(share * static_cast<double>(until - from)));
}

MomentAxis MomentAxis::endingAt(qint64 nowMs, qint64 spanMs, qint64 oldestMs, int width)
{
    const qint64 whole = std::max(kShortestMs, nowMs - oldestMs);
    const qint64 span = spanMs > 0 ? spanMs : whole + whole / 50;
    return {nowMs - span, nowMs, std::max(1, width)};
}

int momentBarHeight(int commits, int most, int highest)
{
    if (commits <= 0)
        return 0;
    const double share = most > 1 ? std::log1p(commits) / std::log1p(most) : 0.5;
    return std::clamp(static_cast<int>(std::lround(share * highest)), kLowest, std::max(kLowest, highest));
}

} // namespace plancia
