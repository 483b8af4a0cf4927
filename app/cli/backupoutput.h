// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"

namespace plancia::cli {

/// What a command does to the backups. Reading and restoring them is possible where the store is lost, the rest is not.
enum class BackupUse { Read, Change };
/// The backups of the workspace that was asked for; BKP_004 for one that has none.
Result<BackupsPort *> backupsOf(Context &context, BackupUse use = BackupUse::Change);
/// The path of a backup by its path, by the name of its folder as `backup list` shows it, or "latest", the newest that is
/// whole. A path is not looked at. NOT_FOUND_003.
Result<QString> backupNamed(Context &context, BackupsPort &backups, const QString &word);
/// Where one lies in the trash, by its path there or by the name or path that it had. NOT_FOUND_003.
Result<QString> trashedNamed(Context &context, BackupsPort &backups, const QString &word);
/// Waits for the copy at the second place, where one is set. The backup is made, whatever becomes of its copy.
void copyIt(Context &context, BackupsPort &backups, BackupInfo &made);
/// What one command says of one backup.
void printBackup(Output &output, const BackupInfo &backup);

} // namespace plancia::cli
