// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/encryption/backupkeys.h"
#include "app/backup/plainstore.h"
#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/domain/backup.h"
#include "models/ports/backupsport.h"

struct sqlite3;

namespace plancia::backup {

/// Makes and verifies backups of a local store. Every call blocks on the disk and belongs on a worker thread; the object
/// holds no state and may be used from any thread.
class BackupEngine {
public:
    /// Without keys in `scratch` encrypted backups are verified unopened; its folder is needed to make one.
    explicit BackupEngine(const Clock &clock, Unpacking scratch = {}) : m_clock(clock), m_scratch(std::move(scratch)) {}

    /// One verified online backup of the store behind `source`, a connection used by nobody else during the call, in a
    /// folder of its own in request.folder.
    /// A read transaction pins one commit; its pages are copied in pieces, each read back from the disk and compared with
    /// what was copied (copyOnline); the copy is opened and its facts compared with the pinned state; the manifest is
    /// written last, and then the folder gets its name. The store's own structure is not examined: verify() does that.
    /// Progress counts bytes written and read back, so the total is twice the store's size, and as much again with a key: then
    /// all this is done in the scratch folder, and what was verified is encrypted into request.folder, which sees no plain byte.
    /// IO_001, IO_002, IO_003, IO_004, IO_005, IO_006, BKP_001, BKP_003, BKP_015, INTERNAL_003; nothing is left over then.
    Result<BackupInfo> create(sqlite3 *source, const BackupRequest &request, const CancelToken &cancel,
                              const ProgressSink &progress, const BackupKey *key = nullptr) const;

    /// Reads a whole backup: every page against its hash, then the contents against the manifest. `path` is the backup,
    /// its manifest or its file. NOT_FOUND_003, BKP_001 (with "file", and "page" and "table" where they are known),
    /// BKP_002, IO_003, INTERNAL_003. An encrypted one is unpacked into the scratch folder for that, IO_001 when it has no
    /// room; one whose key is not to be had: BackupInfo::unopened.
    Result<BackupInfo> verify(const QString &path, const CancelToken &cancel, const ProgressSink &progress) const;

private:
    const Clock &m_clock;
    const Unpacking m_scratch;
};

} // namespace plancia::backup
