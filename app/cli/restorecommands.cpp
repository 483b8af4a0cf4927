// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/words.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <limits>

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

Result<bool> agreed(Context &context, const Workspace &workspace, const QString &source)
{
    const QString name = workspaceName(workspace.identity());
    return context.agreed(QCoreApplication::translate("cli", "The contents of “%1” are replaced by those of %2.").arg(name, source));
}

Result<bool> finish(Context &context, const Result<RestoreReport> &report)
{
    if (!report)
        return fail(report.error());
    printReport(context.output(), *report);
    if (!report->safetyCopy.isEmpty())
        context.output().note(QCoreApplication::translate("cli", "“planciactl backup undo” undoes it for 30 days."));
    return true;
}

Result<bool> restore(Context &context, const Place &place, const QString &path, bool otherStore)
{
    if (auto yes = agreed(context, *place.workspace, QFileInfo(path).fileName()); !yes)
        return yes;
    return finish(context, context.await(place.backups->restore({path, otherStore}, context.call())));
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
        const QString asked = context.arguments().positional(0);
        const QString path = asked.startsWith(kMovedAsideScheme) ? asked : QDir::current().absoluteFilePath(asked);
        return restore(context, *place, path, context.arguments().has("other-store"));
    }
};

/// The folder of the backup that undoes the newest restore; nothing when that one had no store to save, or is none.
Result<QString> safetyCopyOfNewestRestore(Context &context, Workspace &workspace)
{
    if (!workspace.audit())
        return QString();
    AuditQuery query;
    query.actions = {action::BackupRestore};
    Anchor anchor = Anchor::start();
    for (;;) {
        const auto page = context.await(workspace.audit()->page(query, anchor, kMaxPageRows, context.call()));
        if (!page)
            return fail(page.error());
        for (const AuditEvent &event : page->items)
            if (event.result == AuditResult::Done)
                return QJsonDocument::fromJson(event.details.toUtf8()).object().value("safety_copy").toString();
        if (!page->hasAfter)
            return QString();
        anchor = Anchor::after(page->lastCursor);
    }
}

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
        const auto copy = safetyCopyOfNewestRestore(context, *place->workspace);
        if (!copy)
            return fail(copy.error());
        for (const BackupInfo &backup : *list) {
            // An older one would undo a restore that something else came after. A server keeps its own, the newest first.
            const bool isOfNewest = backup.path.startsWith(kMovedAsideScheme) || QFileInfo(backup.path).fileName() == *copy;
            if (backup.manifest.kind == "before:restore" && isOfNewest && context.clock().nowMs() - backup.manifest.startedAt < kUndoMs)
                return restore(context, *place, backup.path, false);
        }
        return fail(ErrorCode::BusinessNothingToDo);
    }
};

class RestoreMoment final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"restore", QT_TRANSLATE_NOOP("cli", "Bring the local store back to a moment of its archive"), {},
                {{"at", "TIME", QT_TRANSLATE_NOOP("cli", "As it was then: ISO 8601, or an age such as 15m, 24h, 7d")},
                 {"commit", "N", QT_TRANSLATE_NOOP("cli", "As it was after this commit")}, kYes},
                "restore --at 2026-01-31T13:45"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (arguments.has("at") == arguments.has("commit"))
            return fail(ErrorCode::ValUsage,
                        {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "--at | --commit")}});
        const auto time = arguments.time("at", context.clock().nowMs());
        const auto commit = arguments.number("commit", -1, 0, std::numeric_limits<qint64>::max());
        if (!time || !commit)
            return fail(time ? commit.error() : time.error());
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        MomentsPort *moments = (*workspace)->moments();
        if (!moments)
            return fail(ErrorCode::BackupUnsupported, {{"workspace", (*workspace)->identity().name}});
        const auto moment = context.await(*time ? moments->at(**time, context.call()) : moments->byCommit(*commit, context.call()));
        if (!moment)
            return fail(moment.error());
        const QString words = QCoreApplication::translate("cli", "commit %1 of %2", "%2: a time")
                                  .arg(QString::number(moment->commitNo), shownTime(moment->at));
        if (auto yes = agreed(context, **workspace, words); !yes)
            return yes;
        return finish(context, context.await(moments->restore(moment->commitNo, context.call())));
    }
};
} // namespace

void addRestoreCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupRestore>());
    commands.push_back(std::make_unique<BackupUndo>());
    commands.push_back(std::make_unique<RestoreMoment>());
}

} // namespace plancia::cli
