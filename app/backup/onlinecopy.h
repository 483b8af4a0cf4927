// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/storefacts.h"

#include <functional>

namespace plancia::backup {

/// Holds one state of a store for the time of a backup: a read transaction on the source connection. Without it every
/// commit of somebody else starts a stepwise copy anew, and under constant writing it never ends.
class PinnedSource {
public:
    static Result<PinnedSource> pin(sqlite3 *source, const CancelToken &cancel);
    PinnedSource(PinnedSource &&other) noexcept;
    PinnedSource &operator=(PinnedSource &&) = delete;
    ~PinnedSource();

    const StoreFacts &facts() const { return m_facts; }
    qint64 bytes() const { return m_bytes; }
    int pageSize() const { return m_pageSize; }
    sqlite3 *connection() const { return m_source; }

private:
    PinnedSource() = default;
    sqlite3 *m_source = nullptr;
    bool m_ours = false; ///< we began the transaction
    StoreFacts m_facts;
    qint64 m_bytes = 0;
    int m_pageSize = 0;
};

/// Copies the pinned state into the empty file `path` (open as `fd`), each piece on disk before the next.
/// `written` is called with the bytes so far.
Result<bool> copyOnline(const PinnedSource &source, const QString &path, int fd, const CancelToken &cancel,
                        const std::function<void(qint64)> &written);

} // namespace plancia::backup
