// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/ports/backupsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace plancia::cli {

namespace {
class BackupCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup create", QT_TRANSLATE_NOOP("cli", "Back up the workspace and verify what was written"), {},
                {{"out", "DIR", QT_TRANSLATE_NOOP("cli", "Write it into this folder")},
                 {"note", "TEXT", QT_TRANSLATE_NOOP("cli", "Keep these words with it, for example why it was made")},
                 {"whole-database", nullptr, QT_TRANSLATE_NOOP("cli", "PostgreSQL: every schema, not Plancia's alone")}},
                "backup create --out /media/backups"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString out = context.arguments().value("out");
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        BackupRequest request;
        request.folder = out.isEmpty() ? QString() : QDir::current().absoluteFilePath(out);
        request.note = context.arguments().value("note").left(BackupRequest::kMaxNote);
        request.wholeDatabase = context.arguments().has("whole-database");
        const auto made = context.await((*backups)->create(request, context.call()));
        if (!made)
            return fail(made.error());
        printBackup(context.output(), *made);
        return true;
    }
};

class BackupList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup list", QT_TRANSLATE_NOOP("cli", "List the backups of the workspace, newest first"), {}, {},
                "backup list --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context, BackupUse::Read);
        if (!backups)
            return fail(backups.error());
        const auto list = context.await((*backups)->list(context.call()));
        if (!list)
            return fail(list.error());
        if (context.output().isJson()) {
            context.output().json(listObject(*list));
            return true;
        }
        QList<QStringList> rows;
        for (const BackupInfo &backup : *list)
            rows.append({shownTime(backup.manifest.finishedAt), toString(backup.state), QString::number(backup.manifest.bytes),
                         QString::number(backup.manifest.commitNo), wordsForReasons(backup.reasons),
                         backup.isPacked() ? QCoreApplication::translate("cli", "yes") : QString(), backup.path});
        context.output().table({QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "STATE"),
                                QCoreApplication::translate("cli", "BYTES"), QCoreApplication::translate("cli", "COMMIT"),
                                QCoreApplication::translate("cli", "KEPT BECAUSE"), QCoreApplication::translate("cli", "PACKED"),
                                QCoreApplication::translate("cli", "PATH")},
                               rows, {2, 3});
        return true;
    }
};

class BackupVerify final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup verify", QT_TRANSLATE_NOOP("cli", "Read a backup and compare it with its manifest"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup: its folder, a file in it, its name, or “latest”"), true}}, {},
                "backup verify /media/backups/20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context, BackupUse::Read);
        if (!backups)
            return fail(backups.error());
        const auto path = backupNamed(context, **backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto verified = context.await((*backups)->verify(*path, context.call()));
        if (!verified)
            return fail(verified.error());
        printBackup(context.output(), *verified);
        return true;
    }
};

class BackupProve final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup prove", QT_TRANSLATE_NOOP("cli", "Restore a backup into a scratch copy and check every rule of the data there"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup: its folder, a file in it, its name, or “latest”"), true}}, {},
                "backup prove latest"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context, BackupUse::Read);
        if (!backups)
            return fail(backups.error());
        const auto path = backupNamed(context, **backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto proved = context.await((*backups)->prove(*path, context.call()));
        if (!proved)
            return fail(proved.error());
        printBackup(context.output(), *proved);
        return true;
    }
};
} // namespace

void addBackupCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupCreate>());
    commands.push_back(std::make_unique<BackupList>());
    commands.push_back(std::make_unique<BackupVerify>());
    commands.push_back(std::make_unique<BackupProve>());
    addRestoreCommands(commands);
    addBackupScheduleCommands(commands);
    addBackupKeepCommands(commands);
}

} // namespace plancia::cli
