// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/pgengine.h"
#include "app/backup/postgres/privateserver.h"

namespace plancia::backup {

/// One archive in a private server, for looking at it: our schema, without owners, rights and row security, whose roles
/// are not there. Everything is gone with the object.
class ArchiveServer {
public:
    /// BKP_001, BKP_013 with the server's package, IO_*, INTERNAL_003. Blocks; progress counts rows.
    static Result<std::unique_ptr<ArchiveServer>> open(const PgTools &tools, const BackupPlace &place,
                                                       const BackupManifest &manifest, const Unpacking &scratch,
                                                       const CancelToken &cancel, const ProgressSink &progress);
    /// Reads only; no superuser, so that what the archive holds can do nothing but fill tables.
    ConnectionProfile profile() const;

private:
    explicit ArchiveServer(std::unique_ptr<PrivateServer> server) : m_server(std::move(server)) {}
    std::unique_ptr<PrivateServer> m_server;
};

/// Restores a backup into a scratch database of the same server where the login may make one, else into a private server,
/// compares the rows of every table and looks whether every rule of the data holds. The scratch database is dropped
/// afterwards; what a killed proof left is dropped by a later one, when it is a day old. BKP_006, BKP_013, or what
/// verifying gives. Blocks; progress counts rows. With `rule` that one alone is looked at, and BKP_006 names it when it is broken.
Result<bool> provePg(const PgServer &server, const PgTools &tools, const BackupPlace &place, const BackupManifest &manifest,
                     const Unpacking &scratch, const CancelToken &cancel, const ProgressSink &progress, const QString &rule = {});

} // namespace plancia::backup
