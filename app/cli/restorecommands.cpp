// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/words.h"
#include "models/ports/backupsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace plancia::cli {

namespace {
const OptionSpec kYes{"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")};

/// Where the acts of this file work: the workspace, or only its backups when it is lost.
struct Place {
    std::shared_ptr<Workspace> workspace;
    BackupsPort *backups = nullptr;
};

Result<Place> placeFor(Context &context)
{
    const auto workspace = context.workspaceOrRescue();
    if (!workspace)
        return fail(workspace.error());
    if (BackupsPort *backups = (*workspace)->backups())
        return Place{*workspace, backups};
    return fail(ErrorCode::BackupUnsupported, {{"workspace", (*workspace)->identity().name}});
}

void printReport(Output &output, const RestoreReport &report)
{
    if (output.isJson())
        return output.json(toJson(report));
    QList<std::pair<QString, QString>> pairs{{"restored_commit", QString::number(report.restoredCommit)},
                                             {"commit", QString::number(report.commitAfter)},
                                             {"history", report.historyId}};
    if (!report.safetyCopy.isEmpty())
        pairs.append({"safety_copy", report.safetyCopy});
    if (!report.setAside.isEmpty())
        pairs.append({"set_aside", report.setAside});
    if (!report.findings.isEmpty())
        pairs.append({"findings", report.findings.join(", ")});
    for (auto it = report.rowsAfter.begin(); it != report.rowsAfter.end(); ++it)
        pairs.append({"rows." + it.key(), report.rowsBefore.contains(it.key())
                                              ? QStringLiteral("%1 -> %2").arg(report.rowsBefore.value(it.key())).arg(it.value())
                                              : QString::number(it.value())});
    output.pairs(pairs);
}

Result<bool> restore(Context &context, const Place &place, const QString &path, bool otherStore)
{
    const QString name = workspaceName(place.workspace->identity());
    const QString file = QFileInfo(path).fileName();
    const auto agreed = context.agreed(
        QCoreApplication::translate("cli", "The contents of “%1” are replaced by those of %2.").arg(name, file));
    if (!agreed)
        return fail(agreed.error());
    const auto report = context.await(place.backups->restore({path, otherStore}, context.call()));
    if (!report)
        return fail(report.error());
    printReport(context.output(), *report);
    if (!report->safetyCopy.isEmpty())
        context.output().note(QCoreApplication::translate("cli", "“planciactl backup undo” undoes it for 30 days."));
    return true;
}

class BackupRestore final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup restore", QT_TRANSLATE_NOOP("cli", "Put the contents of a backup in the place of the workspace's"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup"), true}},
                {{"other-store", nullptr, QT_TRANSLATE_NOOP("cli", "Also when it is a backup of another store")}, kYes},
                "backup restore ~/backups/20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto place = placeFor(context);
        if (!place)
            return fail(place.error());
        const QString path = QDir::current().absoluteFilePath(context.arguments().positional(0));
        return restore(context, *place, path, context.arguments().has("other-store"));
    }
};

class BackupUndo final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup undo", QT_TRANSLATE_NOOP("cli", "Undo the newest restore of the last 30 days"), {}, {kYes}, "backup undo"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto place = placeFor(context);
        if (!place)
            return fail(place.error());
        const auto list = context.await(place->backups->list(context.call()));
        if (!list)
            return fail(list.error());
        for (const BackupInfo &backup : *list)
            if (backup.manifest.kind == "before:restore" && context.clock().nowMs() - backup.manifest.startedAt < kUndoMs)
                return restore(context, *place, backup.path, false);
        return fail(ErrorCode::BusinessNothingToDo);
    }
};
} // namespace

void addRestoreCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupRestore>());
    commands.push_back(std::make_unique<BackupUndo>());
}

} // namespace plancia::cli
