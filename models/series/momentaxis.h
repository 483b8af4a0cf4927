// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace plancia {

/// A stretch of time on a line of pixels, for picking a moment on it.
struct MomentAxis {
    qint64 from = 0; ///< Unix ms UTC
    qint64 until = 1;
    int width = 1;

    int xOf(qint64 ms) const;     ///< 0…width, also for a time outside
    qint64 timeAt(int x) const;   ///< from…until
    bool shows(qint64 ms) const { return ms >= from && ms <= until; }

    /// The stretch that ends now and is `spanMs` long; with 0 it reaches back to the oldest moment, and a little further.
    static MomentAxis endingAt(qint64 nowMs, qint64 spanMs, qint64 oldestMs, int width);
};

/// The height of a bar of so many commits where the highest bar has `most`: 0 for none, else at least 2, and in between by the
/// logarithm, so that a bulk change does not flatten everything else.
int momentBarHeight(int commits, int most, int highest);

} // namespace plancia
