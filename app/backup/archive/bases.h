// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archiver.h"
#include "models/domain/backup.h"

namespace plancia::backup::archive {

/// Makes a base by `backUp` (a verified backup in the folder's place for backups) and notes where in the chain it stands.
/// Blocks as long as the backup takes. BKP_016 when a gap came meanwhile: then another base is wanted.
Result<Base> makeBase(Archiver &archiver, const std::function<Result<BackupInfo>()> &backUp);

} // namespace plancia::backup::archive
