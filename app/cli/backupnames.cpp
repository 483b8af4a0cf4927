// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"

#include <QDir>
#include <QFileInfo>

namespace plancia::cli {

namespace {
const QString kLatest = QStringLiteral("latest");

/// A word that can only be a path, or is one that is there.
bool isPath(const QString &word) { return word.contains(u'/') || QFileInfo::exists(word); }

} // namespace

Result<QString> backupNamed(Context &context, BackupsPort &backups, const QString &word)
{
    if (word.startsWith(kMovedAsideScheme) || (word != kLatest && isPath(word)))
        return word.startsWith(kMovedAsideScheme) ? word : QDir::cleanPath(QDir::current().absoluteFilePath(word));
    const auto list = context.await(backups.list(context.call()));
    if (!list)
        return fail(list.error());
    const BackupInfo *latest = nullptr;
    for (const BackupInfo &backup : *list) {
        if (QFileInfo(backup.path).fileName() == word)
            return backup.path;
        if (isWhole(backup) && (!latest || backup.manifest.startedAt > latest->manifest.startedAt))
            latest = &backup;
    }
    if (word == kLatest && latest)
        return latest->path;
    return fail(ErrorCode::BackupNotFound, {{"path", word}});
}

Result<QString> trashedNamed(Context &context, BackupsPort &backups, const QString &word)
{
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(word));
    const auto plan = context.await(backups.prune(BackupsPort::Prune::Look, context.call()));
    if (!plan)
        return fail(plan.error());
    // "<when it was deleted>~<its name>", newest first: of two of one name the one deleted last.
    for (const TrashedBackup &trashed : plan->trash)
        if (const QString folder = QFileInfo(trashed.path).fileName();
            trashed.path == path || folder == word || folder.section(u'~', 1) == QFileInfo(path).fileName())
            return trashed.path;
    return fail(ErrorCode::BackupNotFound, {{"path", word}});
}

} // namespace plancia::cli
