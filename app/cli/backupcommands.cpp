// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/ports/backupsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace plancia::cli {

namespace {
Result<BackupsPort *> backupsOf(Context &context)
{
    const auto workspace = context.workspaceOrRescue();
    if (!workspace)
        return fail(workspace.error());
    if (BackupsPort *backups = (*workspace)->backups())
        return backups;
    return fail(ErrorCode::BackupUnsupported, {{"name", (*workspace)->identity().name}});
}

void printBackup(Output &output, const BackupInfo &backup)
{
    if (output.isJson())
        output.json(toJson(backup));
    else
        output.pairs({{"path", backup.path},
                      {"state", toString(backup.state)},
                      {"sha256", backup.manifest.sha256},
                      {"bytes", QString::number(backup.manifest.bytes)},
                      {"commit", QString::number(backup.manifest.commitNo)}});
}

class BackupCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup create", QT_TRANSLATE_NOOP("cli", "Back up the workspace and verify what was written"), {},
                {{"out", "DIR", QT_TRANSLATE_NOOP("cli", "Write it into this folder")},
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
        const auto backups = backupsOf(context);
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
                         QString::number(backup.manifest.commitNo), backup.path});
        context.output().table({QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "STATE"),
                                QCoreApplication::translate("cli", "BYTES"), QCoreApplication::translate("cli", "COMMIT"),
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
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup's file"), true}}, {},
                "backup verify /media/backups/control.db"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const QString path = QDir::current().absoluteFilePath(context.arguments().positional(0));
        const auto verified = context.await((*backups)->verify(path, context.call()));
        if (!verified)
            return fail(verified.error());
        printBackup(context.output(), *verified);
        return true;
    }
};
} // namespace

void addBackupCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupCreate>());
    commands.push_back(std::make_unique<BackupList>());
    commands.push_back(std::make_unique<BackupVerify>());
}

} // namespace plancia::cli
