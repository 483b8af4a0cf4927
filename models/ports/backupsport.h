// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// The backups of one workspace. The rules of every port hold: models/ports/ports.h.
class BackupsPort {
public:
    virtual ~BackupsPort() = default;
    /// Newest first. What lies in the folder, by manifests; a backup without a valid one is not listed.
    virtual QFuture<Result<QList<BackupInfo>>> list(CallContext context) = 0;
    /// Backs up, verifies by reading back, then writes the manifest. Empty folder: the workspace's own. Runs as a task.
    virtual QFuture<Result<BackupInfo>> create(QString folder, CallContext context) = 0;
    /// BKP_001 names what differs. Runs as a task.
    virtual QFuture<Result<BackupInfo>> verify(QString path, CallContext context) = 0;
};

} // namespace plancia
