// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archivefolder.h"
#include "models/domain/archiveplan.h"

namespace plancia::backup::archive {

/// What the rule says of the archive as it stands (models/domain/archiveplan.h).
ArchivePlan planFor(const ArchiveFolder &folder, const Index &index, qint64 nowMs, qint64 maxBytes);

/// Carries out the plan: merges records, lets the oldest go, forgets bases that serve nothing (retention lets the backups
/// themselves go). Does nothing while somebody reads. Blocks; at no instant is a moment that stays out of reach.
Result<bool> thinOut(ArchiveFolder &folder, qint64 nowMs, qint64 maxBytes, const CancelToken &cancel);

} // namespace plancia::backup::archive
