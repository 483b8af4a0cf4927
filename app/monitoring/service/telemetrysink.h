// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/session/streamreader.h"

#include <QFuture>

namespace plancia::monitoring {

/// Remembers what came by a stream, together with the place it came up to, so that a restarted console goes on there.
class TelemetrySink {
public:
    virtual ~TelemetrySink() = default;
    struct Past {
        QList<Sample> samples; ///< oldest first
        QList<StreamGap> gaps;
        StreamPosition position;
    };
    /// Takes note and returns at once. `position` is where the stream stands after these samples.
    virtual void append(const QString &streamId, const QList<Sample> &samples, const QList<StreamGap> &gaps,
                        const StreamPosition &position) = 0;
    /// Finishes on another thread; use deliver(). A stream never seen has an empty past.
    virtual QFuture<Result<Past>> load(const QString &streamId, qint64 sinceMs) = 0;
};

} // namespace plancia::monitoring
