// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "app/backup/encryption/backupkeys.h"
#include "app/backup/plainstore.h"
#include "app/backup/postgres/snapshot.h"
#include "app/backup/postgres/tools.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/ports/backupsport.h"

namespace plancia::backup {

/// How a server is reached.
struct PgServer {
    ConnectionProfile profile;
    std::function<std::optional<QString>()> password; ///< asked at each opening; may be empty
    std::optional<QString> passwordNow() const { return password ? password() : std::nullopt; }
};

/// Makes and verifies backups of a PostgreSQL server: a folder with `dump.pgc`, which pg_restore reads, and a manifest
/// written last. Every call blocks and belongs on a worker thread; the object holds no state.
class PgEngine {
public:
    /// Dumps that are encrypted are made in `scratch` and read from there; without keys they are verified unopened.
    PgEngine(const Clock &clock, PgTools tools, Unpacking scratch = {})
        : m_clock(clock), m_tools(std::move(tools)), m_scratch(std::move(scratch)) {}

    /// Whether a backup could be made now: true, BKP_011 with the GRANT that is missing, or BKP_013.
    Result<bool> ready(const PgServer &server, PgScope scope, const CancelToken &cancel) const;
    /// One snapshot: its rows counted, dumped by pg_dump, and counted again in the archive as it lies on the disk. Progress
    /// counts rows, so the total is twice those of the tables, and as much again with a key: then all this is done in the scratch
    /// folder, and what was counted is encrypted into request.folder. BKP_003, BKP_011…013, IO_*, DB_*, INTERNAL_003; nothing is left
    /// over then.
    Result<BackupInfo> create(const PgServer &server, const BackupRequest &request, const CancelToken &cancel,
                              const ProgressSink &progress, const BackupKey *key = nullptr) const;
    /// Size and hash against the manifest, then table of contents and rows. NOT_FOUND_003, BKP_001, BKP_002, BKP_013, IO_003. An
    /// encrypted one whose key is not to be had: BackupInfo::unopened.
    Result<BackupInfo> verify(const QString &path, const CancelToken &cancel, const ProgressSink &progress) const;

    const PgTools &tools() const { return m_tools; }

private:
    const Clock &m_clock;
    const PgTools m_tools;
    const Unpacking m_scratch;
};

QString dumpPath(const BackupPlace &place);
PgScope scopeOf(const BackupManifest &manifest);
/// The major version of the server that was dumped.
int majorOf(const BackupManifest &manifest);

} // namespace plancia::backup
