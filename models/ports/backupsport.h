// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/restore.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

struct BackupRequest {
    QString folder = {}; ///< empty: the workspace's own
    QString kind = QStringLiteral("manual"); ///< BackupManifest::kind
    QString note = {};
    bool wholeDatabase = false; ///< PostgreSQL: every schema, not ours alone
    bool operator==(const BackupRequest &) const = default;
};

/// The backups of one workspace. The rules of every port hold: models/ports/ports.h.
class BackupsPort {
public:
    virtual ~BackupsPort() = default;
    /// Newest first. What lies in the folder, by manifests; a backup without a valid one is not listed.
    virtual QFuture<Result<QList<BackupInfo>>> list(CallContext context) = 0;
    /// Whether a backup could be made now; else what is missing (BKP_011 names the GRANT, BKP_013 the package).
    virtual QFuture<Result<bool>> ready(CallContext context) = 0;
    /// Backs up, verifies by reading back, then writes the manifest. Runs as a task.
    virtual QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) = 0;
    /// Reads the whole backup. BKP_001 names the file, and where it can the page and the table, that differ. Runs as a task.
    virtual QFuture<Result<BackupInfo>> verify(QString path, CallContext context) = 0;
    /// Puts the contents of a backup in the place of the workspace's, as its next commit, after a verified safety copy of
    /// kind "before:restore": restoring that one undoes it. BKP_001, BKP_007, MIG_001, IO_001. Runs as a task ("restore").
    virtual QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) = 0;
};

} // namespace plancia
