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

/// The two empty files of a copy, open for reading and writing.
struct CopyFiles {
    int store = -1;
    QString storePath;
    int hashes = -1;
    QString hashesPath;
};

/// Copies the pinned state in pieces. While one is copied, those before it are brought to the disk, read back from it and
/// compared with the bytes that SQLite gave; the hashes of the pages are those of the bytes read back. Gives their root,
/// read back too. `done` is called, on this thread, with the bytes written and read back so far together.
/// Memory of a few MiB. IO_001…004, IO_006, BKP_001, BKP_003, INTERNAL_003.
Result<QString> copyOnline(const PinnedSource &source, const CopyFiles &files, const CancelToken &cancel,
                           const std::function<void(qint64)> &done);

} // namespace plancia::backup
