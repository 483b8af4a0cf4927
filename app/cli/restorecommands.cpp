// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/words.h"
#include "models/domain/erasures.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <limits>

namespace plancia::cli {

namespace {
constexpr qint64 kMaxManifest = 1 << 20;
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

/// What would take the workspace's place, and what was done since.
struct Restored {
    QString path;     ///< of a backup; empty for a moment
    QString words;    ///< for people
    qint64 commitNo = -1;
    qint64 at = 0;    ///< of its state, Unix ms UTC; 0: not known
    bool isUnsealed = false; ///< not encrypted, where backups are: nothing shows that it is what was made
};

void printReport(Output &output, const RestoreReport &report, const Restored &restored)
{
    if (output.isJson()) {
        QJsonObject json = toJson(report);
        json.insert(QStringLiteral("not_encrypted_as_policy"), restored.isUnsealed);
        return output.json(json);
    }
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

/// The acts that would be gone. That backups were made and looked at is no loss.
struct Loss {
    bool isKnown = false; ///< a store that is lost has no trail to read
    qint64 acts = 0;
    bool hasMore = false;
    std::optional<AuditEvent> newest;
    int erasures = 0; ///< of people and tenants, who come back
};

Result<Loss> lossOf(Context &context, Workspace &workspace, const Restored &restored)
{
    AuditPort *trail = workspace.audit();
    if (!trail || restored.at == 0)
        return Loss();
    // The time of a state is not exactly that of its last act: whose commit is in it tells.
    constexpr qint64 kAbout = 10'000;
    AuditQuery query;
    query.since = restored.commitNo >= 0 ? restored.at - kAbout : restored.at;
    const auto page = context.await(trail->page(query, Anchor::start(), kMaxPageRows, context.call()));
    if (!page)
        return fail(page.error());
    Loss loss{true, 0, page->hasAfter, {}};
    for (const AuditEvent &event : page->items) {
        const bool isInIt = restored.commitNo >= 0 && event.commitNo > 0 && event.commitNo <= restored.commitNo;
        if (event.action.startsWith(QLatin1String("BACKUP_")) || event.result != AuditResult::Done || isInIt)
            continue;
        ++loss.acts;
        if (!loss.newest)
            loss.newest = event;
    }
    const auto erased = context.await(trail->page(erasuresSince(*query.since), Anchor::start(), kMaxPageRows, context.call()));
    if (!erased)
        return fail(erased.error());
    loss.erasures = countOfErasures(erased->items, restored.commitNo);
    return loss;
}

QString wordsForActs(const Loss &loss)
{
    if (!loss.isKnown)
        return QCoreApplication::translate("cli", "What was done after that is not in it.");
    if (!loss.newest)
        return QCoreApplication::translate("cli", "Nothing was done since that would be gone.");
    const QString what = QStringLiteral("%1 %2").arg(loss.newest->action, loss.newest->tenantSlug).trimmed();
    const QString when = shownTime(loss.newest->at);
    const int acts = static_cast<int>(loss.acts);
    if (loss.hasMore)
        return QCoreApplication::translate("cli", "More than %1 acts since then will be gone. The newest: %2, %3.", "%2: what was done, %3: when")
            .arg(QString::number(acts), what, when);
    return QCoreApplication::translate("cli", "%n act(s) since then will be gone. The newest: %1, %2.", "%1: what was done, %2: when", acts)
        .arg(what, when);
}

QString wordsFor(const Loss &loss)
{
    const QString acts = wordsForActs(loss);
    return loss.erasures == 0 ? acts
                              : acts + u' ' + QCoreApplication::translate("cli", "%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.", nullptr, loss.erasures);
}

void printPlan(Output &output, const Restored &restored, const Loss &loss)
{
    if (output.isJson())
        return output.json({{"dry_run", true},
                            {"path", restored.path.isEmpty() ? QJsonValue() : QJsonValue(restored.path)},
                            {"commit", restored.commitNo < 0 ? QJsonValue() : QJsonValue(restored.commitNo)},
                            {"at", timeOrNull(restored.at)},
                            {"acts_lost", loss.isKnown ? QJsonValue(loss.acts) : QJsonValue()},
                            {"more_acts_lost", loss.hasMore},
                            {"erasures_undone", loss.isKnown ? QJsonValue(loss.erasures) : QJsonValue()},
                            {"newest_act", loss.newest ? QJsonValue(toJson(*loss.newest)) : QJsonValue()},
                            {"not_encrypted_as_policy", restored.isUnsealed}});
    output.line(QCoreApplication::translate("cli", "Would be restored: %1.").arg(restored.words));
    output.line(wordsFor(loss));
    if (QDir::isAbsolutePath(restored.path))
        output.note(QCoreApplication::translate("cli", "Its pages were not read now: planciactl backup verify %1").arg(restored.path));
}

Result<bool> isUnsealed(Context &context, const Place &place, const Restored &restored)
{
    if (restored.path.startsWith(kMovedAsideScheme) || place.workspace->identity().id == kRescueWorkspace)
        return false; // in the server, or before a policy can be read
    const auto policy = context.await(place.backups->policy(context.call()));
    if (!policy)
        return fail(policy.error());
    const QFileInfo named(restored.path);
    QFile file((named.isDir() ? named.filePath() : named.path()) + QStringLiteral("/manifest.json"));
    const auto manifest = backupManifestFromJson(file.open(QIODevice::ReadOnly) ? file.read(kMaxManifest) : QByteArray());
    return policy->encrypt && !(manifest && manifest->isEncrypted());
}

/// True to go on, false when only a plan was asked for, which is printed.
Result<bool> agreed(Context &context, Workspace &workspace, const Restored &restored)
{
    const bool isPlan = context.arguments().has("dry-run");
    const auto loss = isPlan || !context.arguments().has("yes") ? lossOf(context, workspace, restored) : Result<Loss>(Loss());
    if (!loss)
        return fail(loss.error());
    if (isPlan) {
        printPlan(context.output(), restored, *loss);
        return false;
    }
    const QString name = workspaceName(workspace.identity());
    return context.agreed(QCoreApplication::translate("cli", "The contents of “%1” are replaced by those of %2.").arg(name, restored.words)
                          + u' ' + wordsFor(*loss));
}

/// After the store was put in its place anew: what came after the backup may still be had from the archive.
Result<bool> noteArchive(Context &context, const RestoreReport &report)
{
    const auto opened = context.await(context.runtimeIfBuilt()->ports().workspaces->open(QStringLiteral("local"), context.call()));
    if (!opened)
        return fail(opened.error());
    MomentsPort *moments = (*opened)->moments();
    if (!moments)
        return true;
    constexpr int kFew = 20; // the restore and what follows it are newer than what was lost
    const auto page = context.await(moments->page(0, Anchor::start(), kFew, context.call()));
    if (!page)
        return true; // the restore is done all the same
    for (const Moment &moment : page->items)
        if (moment.commitNo > report.restoredCommit && moment.commitNo < report.commitAfter) {
            context.output().note(QCoreApplication::translate("cli", "The archive holds newer commits up to %1: planciactl restore --commit %1").arg(moment.commitNo));
            break;
        }
    return true;
}

Result<bool> finish(Context &context, const Result<RestoreReport> &report, const Restored &restored)
{
    if (!report)
        return fail(report.error());
    printReport(context.output(), *report, restored);
    if (!report->safetyCopy.isEmpty())
        context.output().note(QCoreApplication::translate("cli", "“planciactl backup undo” undoes it for 30 days."));
    return true;
}

Result<bool> restore(Context &context, const Place &place, Restored restored, bool otherStore)
{
    const auto unsealed = isUnsealed(context, place, restored);
    if (!unsealed)
        return unsealed;
    restored.isUnsealed = *unsealed;
    if (*unsealed)
        context.output().note(QCoreApplication::translate("cli", "The backup is not encrypted, though backups are encrypted now: whoever can write to its folder could have changed it."));
    const auto yes = agreed(context, *place.workspace, restored);
    if (!yes || !*yes)
        return yes ? Result<bool>(true) : yes;
    const auto report = context.await(place.backups->restore({restored.path, otherStore}, context.call()));
    const bool wasLost = place.workspace->identity().id == kRescueWorkspace;
    const auto finished = finish(context, report, restored);
    return finished && wasLost ? noteArchive(context, *report) : finished;
}

/// What is known of a backup without opening it. NOT_FOUND_003 where there is nothing.
Result<Restored> restoredFrom(Context &context, const Place &place, const QString &path)
{
    Restored restored{path, QFileInfo(path).fileName()};
    if (!path.startsWith(kMovedAsideScheme) && !QFileInfo::exists(path))
        return fail(ErrorCode::BackupNotFound, {{"path", path}});
    const auto list = context.await(place.backups->list(context.call()));
    if (!list)
        return fail(list.error());
    for (const BackupInfo &backup : *list)
        if (backup.path == path || backup.path == QFileInfo(path).path()) { // its folder, or a file in it
            restored.commitNo = backup.manifest.commitNo;
            restored.at = backup.manifest.startedAt;
        }
    return restored;
}

const OptionSpec kDryRun{"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only say what would be restored, and which acts would be gone")};

class BackupRestore final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup restore", QT_TRANSLATE_NOOP("cli", "Put the contents of a backup in the place of the workspace's"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup: its folder, a file in it, its name, or “latest”"), true}},
                {{"other-store", nullptr, QT_TRANSLATE_NOOP("cli", "Also when it is a backup of another store")}, kDryRun, kYes},
                "backup restore latest"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto place = placeFor(context);
        if (!place)
            return fail(place.error());
        const auto path = backupNamed(context, *place->backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto restored = restoredFrom(context, *place, *path);
        return restored ? restore(context, *place, *restored, context.arguments().has("other-store")) : Result<bool>(restored.error());
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
        return {"backup undo", QT_TRANSLATE_NOOP("cli", "Undo the newest restore of the last 30 days"), {}, {kDryRun, kYes}, "backup undo"};
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
                return restore(context, *place, {backup.path, QFileInfo(backup.path).fileName(), backup.manifest.commitNo, backup.manifest.startedAt}, false);
        }
        return fail(ErrorCode::BusinessNothingToDo);
    }
};

class RestoreMoment final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"restore", QT_TRANSLATE_NOOP("cli", "Bring the local store back to a moment of its archive"), {},
                {{"at", "TIME", QT_TRANSLATE_NOOP("cli", "As it was then: ISO 8601 (this computer’s time unless it ends in Z or +01:00), or an age such as 15m, 24h, 7d")},
                 {"commit", "N", QT_TRANSLATE_NOOP("cli", "As it was after this commit")}, kDryRun, kYes},
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
            return fail(*time ? withReach(context, *moments, moment.error(), **time) : moment.error());
        const QString words = QCoreApplication::translate("cli", "commit %1 of %2", "%2: a time")
                                  .arg(QString::number(moment->commitNo), shownTime(moment->at));
        const Restored restored{{}, words, moment->commitNo, moment->at};
        const auto yes = agreed(context, **workspace, restored);
        if (!yes || !*yes)
            return yes ? Result<bool>(true) : yes;
        return finish(context, context.await(moments->restore(moment->commitNo, context.call())), restored);
    }

private:
    /// NOT_FOUND_007 with the time that was asked for, and how far the archive reaches.
    static Error withReach(Context &context, MomentsPort &moments, const Error &error, qint64 asked)
    {
        if (error.code() != ErrorCode::MomentNotFound)
            return error;
        const auto status = context.await(moments.status(context.call()));
        const QString time = shownTime(asked);
        if (!status || !status->oldest || !status->newest)
            return error.with("message", QCoreApplication::translate("cli", "%1 was asked for, and no moment can be had back yet").arg(time));
        return error.with("message", QCoreApplication::translate("cli", "%1 was asked for, and it reaches from %2 to %3")
                                                .arg(time, shownTime(status->oldest->at), shownTime(status->newest->at)));
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
