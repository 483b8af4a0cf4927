// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/serversession.h"

namespace plancia {

/// Who waited for whom on a server at one moment: told whenever that changes, and every ten seconds while it lasts; once more, with no
/// sessions, when nobody waits any longer.
struct BlockingMoment {
    static constexpr int kMaxSessions = 200;
    static constexpr int kMaxQueryChars = 300;
    qint64 offset = 0; ///< its place in the agent's stream
    qint64 at = 0;     ///< Unix ms UTC, the agent's clock
    QString source;    ///< "pg:<name>"
    QList<ServerSession> sessions; ///< those that wait and those that are waited for; of the query no literals and kMaxQueryChars
    int left = 0;      ///< so many more there were
    bool operator==(const BlockingMoment &) const = default;
};

struct BlockingQuery {
    QString source;
    qint64 from = 0; ///< Unix ms UTC; both ends are included
    qint64 to = 0;
    static constexpr int kMaxMoments = 5'000; ///< the newest of the span
};

struct BlockingHistory {
    QList<BlockingMoment> moments; ///< oldest first; the one that still held when the span began comes first
    bool isCut = false;
    qint64 oldest = 0; ///< time of the oldest that is remembered of the source; 0 for none
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BlockingHistory)
