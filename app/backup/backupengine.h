// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/domain/backup.h"

struct sqlite3;

namespace plancia::backup {

/// Makes and verifies backups of a local store. Every call blocks on the disk and belongs on a worker thread; the object
/// holds no state and may be used from any thread.
class BackupEngine {
public:
    explicit BackupEngine(const Clock &clock) : m_clock(clock) {}

    /// One verified online backup of the store behind `source`, a connection used by nobody else during the call.
    /// A read transaction pins one commit; its pages are copied in pieces of 1 MiB, each on disk before the next (one
    /// great fsync at the end stalls the store's commits); the file is read back from the disk, hashed, opened and
    /// compared with the pinned state; then it gets its name, and last of all its manifest.
    /// Progress counts bytes written and read back, so the total is twice the store's size.
    /// IO_001, IO_002, IO_003, IO_004, IO_005, IO_006, BKP_001, BKP_003, INTERNAL_003; nothing is left over then.
    Result<BackupInfo> create(sqlite3 *source, const QString &folder, const QString &kind, const CancelToken &cancel,
                              const ProgressSink &progress) const;

    /// Reads a whole backup: its size and hash against the manifest, then its contents. `path` is the backup or its
    /// manifest. NOT_FOUND_003, BKP_001 (the message says what differs), BKP_002, IO_003, INTERNAL_003.
    Result<BackupInfo> verify(const QString &path, const CancelToken &cancel, const ProgressSink &progress) const;

private:
    const Clock &m_clock;
};

} // namespace plancia::backup
