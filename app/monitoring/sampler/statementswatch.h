// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/statementgrowth.h"
#include "app/sql/connection.h"

namespace plancia::monitoring {

/// What the statements of one server did from look to look. Its own statements, which a comment marks, are left out; a text is asked
/// for once. Lives in its sampling thread.
class StatementsWatch {
public:
    static constexpr int kTimeoutMs = 5000;
    struct Seen {
        std::optional<StatementsLook> look; ///< nothing the first time, and after everything was reset
        bool isReset = false;
    };
    /// After a failure the next look covers the longer span.
    Result<Seen> look(sql::Connection &connection, const PostgresFacts &facts, const QString &source, qint64 nowMs);

private:
    struct Text {
        QString text;
        bool isCut = false;
        bool isOurs = false;
    };
    StatementsLook made(const StatementGrowth &growth, const QString &source, qint64 nowMs) const;
    const Text *textOf(const StatementEntry::Key &key) const;

    StatementsMemory m_memory;
    qint64 m_lookedAt = 0; ///< Unix ms of the look that is remembered
    QHash<StatementEntry::Key, Text> m_texts; ///< whatever isTop is
};

} // namespace plancia::monitoring
