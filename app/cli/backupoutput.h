// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"

namespace plancia::cli {

/// The backups of the workspace that was asked for; BKP_004 for one that has none.
Result<BackupsPort *> backupsOf(Context &context);
/// Waits for the copy at the second place, where one is set. The backup is made, whatever becomes of its copy.
void copyIt(Context &context, BackupsPort &backups, BackupInfo &made);
/// What one command says of one backup.
void printBackup(Output &output, const BackupInfo &backup);

} // namespace plancia::cli
