// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>

namespace plancia::cli {

Result<BackupsPort *> backupsOf(Context &context, BackupUse use)
{
    const auto workspace = use == BackupUse::Read ? context.workspaceOrRescue() : context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (BackupsPort *backups = (*workspace)->backups())
        return backups;
    return fail(ErrorCode::BackupUnsupported, {{"name", (*workspace)->identity().name}});
}

void printBackup(Output &output, const BackupInfo &backup)
{
    if (output.isJson()) {
        output.json(toJson(backup));
        return;
    }
    QList<std::pair<QString, QString>> pairs{{"path", backup.path},
                                             {"state", toString(backup.state)},
                                             {"sha256", backup.manifest.sha256},
                                             {"bytes", QString::number(backup.manifest.bytes)},
                                             {"commit", QString::number(backup.manifest.commitNo)},
                                             {"kept because", wordsForReasons(backup.reasons)},
                                             {"until", shownTime(backup.keepUntil)}};
    if (backup.manifest.isEncrypted())
        pairs.append({"encrypted with", backup.manifest.keyId});
    if (!backup.lastCleanFor.isEmpty())
        pairs.append({"last clean for", backup.lastCleanFor});
    if (!backup.rot.isEmpty())
        pairs.append({"rot", backup.rot});
    output.pairs(pairs);
    if (backup.unopened)
        output.note(QCoreApplication::translate("cli", "Every byte is as it was written. It was not opened, as its key is not here (%1).").arg(errorId(*backup.unopened)));
}

namespace {
const ArgumentSpec kPath{"PATH", QT_TRANSLATE_NOOP("cli", "The backup: its folder, a file in it, its name, or “latest”"), true};

class BackupPin final : public Command {
public:
    explicit BackupPin(bool pinned) : m_pinned(pinned) {}
    CommandSpec spec() const override
    {
        return m_pinned ? CommandSpec{"backup pin", QT_TRANSLATE_NOOP("cli", "Keep a backup until it is unpinned"), {kPath}, {},
                                      "backup pin 20260131T134500Z-c42"}
                        : CommandSpec{"backup unpin", QT_TRANSLATE_NOOP("cli", "Let retention decide over a backup again"), {kPath}, {},
                                      "backup unpin 20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto path = backupNamed(context, **backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto changed = context.await((*backups)->setPinned(*path, m_pinned, context.call()));
        if (!changed)
            return fail(changed.error());
        printBackup(context.output(), *changed);
        return true;
    }

private:
    const bool m_pinned;
};

class BackupDelete final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup delete", QT_TRANSLATE_NOOP("cli", "Move a backup to the trash, where it stays for seven days"), {kPath}, {},
                "backup delete 20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto path = backupNamed(context, **backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto gone = context.await((*backups)->remove(*path, context.call()));
        if (!gone)
            return fail(gone.error());
        if (context.output().isJson())
            context.output().json(toJson(*gone));
        else
            context.output().pairs({{"path", gone->path}, {"commit", QString::number(gone->manifest.commitNo)}});
        return true;
    }
};

class BackupUndelete final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup undelete", QT_TRANSLATE_NOOP("cli", "Take a backup back from the trash"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The name or path that it had, or its folder in the trash"), true}}, {},
                "backup undelete 20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const auto path = trashedNamed(context, **backups, context.arguments().positional(0));
        if (!path)
            return fail(path.error());
        const auto back = context.await((*backups)->takeBack(*path, context.call()));
        if (!back)
            return fail(back.error());
        printBackup(context.output(), *back);
        return true;
    }
};

class BackupTrash final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup trash", QT_TRANSLATE_NOOP("cli", "List the deleted backups that can be had back"), {},
                {{"empty", nullptr, QT_TRANSLATE_NOOP("cli", "Delete them for good")}}, "backup trash --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        if (context.arguments().has("empty"))
            if (const auto freed = context.await((*backups)->emptyTrash(context.call())); !freed)
                return fail(freed.error());
        const auto plan = context.await((*backups)->prune(BackupsPort::Prune::Look, context.call()));
        if (!plan)
            return fail(plan.error());
        if (context.output().isJson()) {
            context.output().json(listObject(plan->trash));
            return true;
        }
        QList<QStringList> rows;
        for (const TrashedBackup &trashed : plan->trash)
            rows.append({shownTime(trashed.trashedAt), shownTime(trashed.goesAt), QString::number(trashed.storedBytes),
                         QString::number(trashed.manifest.commitNo), trashed.path});
        context.output().table({QCoreApplication::translate("cli", "DELETED"), QCoreApplication::translate("cli", "GOES"),
                                QCoreApplication::translate("cli", "BYTES"), QCoreApplication::translate("cli", "COMMIT"),
                                QCoreApplication::translate("cli", "PATH")},
                               rows, {2, 3});
        return true;
    }
};

class BackupPrune final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup prune", QT_TRANSLATE_NOOP("cli", "Move the backups that nothing keeps to the trash"), {},
                {{"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only say what would go, and why the others stay")},
                 {"clock-is-right", nullptr, QT_TRANSLATE_NOOP("cli", "Say that the clock, which has jumped, is right now")}},
                "backup prune --dry-run"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        if (context.arguments().has("clock-is-right"))
            if (const auto confirmed = context.await((*backups)->confirmClock(context.call())); !confirmed)
                return fail(confirmed.error());
        const auto what = context.arguments().has("dry-run") ? BackupsPort::Prune::Look : BackupsPort::Prune::Do;
        const auto plan = context.await((*backups)->prune(what, context.call()));
        if (!plan)
            return fail(plan.error());
        if (context.output().isJson())
            context.output().json(toJson(*plan));
        else
            print(context.output(), *plan);
        return true;
    }

private:
    static void print(Output &output, const PrunePlan &plan)
    {
        QList<QStringList> rows;
        const auto add = [&rows](const QString &verdict, const QList<BackupInfo> &backups) {
            for (const BackupInfo &backup : backups)
                rows.append({verdict, shownTime(backup.manifest.startedAt), wordsForReasons(backup.reasons),
                             shownTime(backup.keepUntil), backup.path});
        };
        const QString goes = plan.done ? QCoreApplication::translate("cli", "gone", "a backup that was moved to the trash")
                                       : QCoreApplication::translate("cli", "goes", "a backup that would be moved to the trash");
        add(goes, plan.remove);
        add(QCoreApplication::translate("cli", "stays", "a backup that is kept"), plan.keep);
        output.table({{}, QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "BECAUSE"),
                      QCoreApplication::translate("cli", "UNTIL"), QCoreApplication::translate("cli", "PATH")},
                     rows);
        if (!plan.clock.isRight())
            output.note(QCoreApplication::translate("cli", "The clock has jumped: nothing is deleted until --clock-is-right is given."));
    }
};
} // namespace

void addBackupKeepCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupPin>(true));
    commands.push_back(std::make_unique<BackupPin>(false));
    commands.push_back(std::make_unique<BackupPrune>());
    commands.push_back(std::make_unique<BackupDelete>());
    commands.push_back(std::make_unique<BackupTrash>());
    commands.push_back(std::make_unique<BackupUndelete>());
}

} // namespace plancia::cli
