// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/blocking.h"

#include <optional>

namespace plancia::monitoring {

/// Who waits for whom on one server: tells it at the first look, when that changes, each ten seconds while somebody waits, and when it is
/// over. What lies before the first look is not known; after it, that nobody waits. Lives in its sampling thread.
class BlockingWatch {
public:
    static constexpr int kTimeoutMs = 2000;
    static constexpr qint64 kAgainMs = 10'000;
    /// Whether there is anything to ask about: nothing was told yet, somebody waits now, or did when it was told last.
    bool isDue(bool somebodyWaits) const { return somebodyWaits || m_isTold || m_isFirst; }
    /// `version` is server_version_num. Nothing when there is nothing to tell.
    Result<std::optional<BlockingMoment>> look(sql::Connection &connection, int version, const QString &source, qint64 nowMs, qint64 monotonicMs);

    /// Whether this is to be told. Pure.
    bool take(const BlockingMoment &moment, qint64 monotonicMs);

private:
    /// Of each that waits: who it is, and for whom.
    using Edges = QList<std::pair<std::pair<qint64, qint64>, QList<qint64>>>;
    bool m_isFirst = true; ///< nothing was told yet
    bool m_isTold = false; ///< that somebody waits
    Edges m_edges;
    qint64 m_toldAt = 0; ///< monotonic ms
};

} // namespace plancia::monitoring
