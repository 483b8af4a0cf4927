// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/base/clock.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace plancia::cli {

namespace {
QString nowWords(const SecondPlaceState &place)
{
    QString words = wordsForPlace(place, SystemClock().nowMs());
    if (place.error)
        words += u' ' + describe(*place.error).sentence;
    return words;
}

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
        request.note = context.arguments().value("note");
        if (request.note.size() > BackupRequest::kMaxNote)
            return fail(ErrorCode::ValTooLong, {{"field", "note"}, {"limit", QString::number(BackupRequest::kMaxNote)},
                                                {"length", QString::number(request.note.size())}});
        request.wholeDatabase = context.arguments().has("whole-database");
        auto made = context.await((*backups)->create(request, context.call()));
        if (!made)
            return fail(made.error());
        if (out.isEmpty())
            copyIt(context, **backups, *made);
        printBackup(context.output(), *made);
        return made->rot.isEmpty() ? Result<bool>(true) : Result<bool>(errorOfRot(*made)); // it is made, and says so
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
        const auto place = context.await((*backups)->secondPlace(context.call()));
        if (!place)
            return fail(place.error());
        if (context.output().isJson()) {
            QJsonObject object = listObject(*list);
            object.insert("second_place", toJson(*place));
            context.output().json(object);
            return true;
        }
        const bool hasPlace = place->state != SecondPlaceState::State::None;
        const bool hasNotes = std::ranges::any_of(*list, [](const BackupInfo &backup) { return !backup.manifest.note.isEmpty(); });
        const bool hasEncrypted = std::ranges::any_of(*list, [](const BackupInfo &backup) { return backup.manifest.isEncrypted(); });
        QList<QStringList> rows;
        for (const BackupInfo &backup : *list) {
            rows.append({shownTime(backup.manifest.finishedAt), toString(backup.state), QString::number(backup.manifest.bytes),
                         QString::number(backup.manifest.commitNo), wordsForReasons(backup.reasons),
                         backup.isPacked() ? QCoreApplication::translate("cli", "yes") : QString(), backup.path});
            if (hasNotes)
                rows.last().insert(6, backup.manifest.note);
            if (hasPlace)
                rows.last().insert(6, wordsForCopy(backup));
            if (hasEncrypted)
                rows.last().insert(6, backup.manifest.keyId);
        }
        QStringList head{QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "STATE"),
                         QCoreApplication::translate("cli", "BYTES"), QCoreApplication::translate("cli", "COMMIT"),
                         QCoreApplication::translate("cli", "KEPT BECAUSE"), QCoreApplication::translate("cli", "PACKED"),
                         QCoreApplication::translate("cli", "PATH")};
        if (hasNotes)
            head.insert(6, QCoreApplication::translate("cli", "NOTE"));
        if (hasPlace)
            head.insert(6, QCoreApplication::translate("cli", "SECOND PLACE"));
        if (hasEncrypted)
            head.insert(6, QCoreApplication::translate("cli", "KEY", "id of the key that a backup is encrypted with"));
        context.output().table(head, rows, {2, 3});
        if (hasPlace)
            context.output().note(nowWords(*place));
        return true;
    }
};

class BackupCopy final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup copy", QT_TRANSLATE_NOOP("cli", "Copy backups to the second place and verify them there"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup; without it whatever is kept and not there"), false}},
                {{"all", nullptr, QT_TRANSLATE_NOOP("cli", "Whatever is kept and not there, as without a path")}},
                "backup copy --all"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const QString path = context.arguments().positional(0);
        const auto done = context.await((*backups)->copyToSecondPlace(path.isEmpty() || context.arguments().has("all") ? QString() : QDir::current().absoluteFilePath(path),
                                                                      context.call()));
        if (!done)
            return fail(done.error());
        if (context.output().isJson())
            context.output().json(toJson(*done));
        else
            context.output().pairs({{"folder", done->folder},
                                    {"copies", QString::number(done->copies)},
                                    {"missing", QString::number(done->missing)}});
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
/// Ends with this where no backup is clean.
constexpr int kNoneClean = 1;

class BackupBisect final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup bisect", QT_TRANSLATE_NOOP("cli", "Find the last backup in which a check held, and keep it"),
                {{"CHECK", QT_TRANSLATE_NOOP("cli", "The check, as `store check --list` names it; without it integrity-check"), false}}, {},
                "backup bisect foreign-keys"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto backups = backupsOf(context);
        if (!backups)
            return fail(backups.error());
        const QString check = context.arguments().positional(0);
        const auto found = context.await((*backups)->findLastClean(check.isEmpty() ? kIntegrityCheck : check, context.call()));
        if (!found)
            return fail(found.error());
        if (context.output().isJson())
            context.output().json(toJson(*found));
        else
            print(context.output(), *found);
        context.setExitStatus(found->lastClean ? 0 : kNoneClean);
        return true;
    }

private:
    static void print(Output &output, const BisectReport &found)
    {
        const auto name = [](const std::optional<BackupInfo> &backup) {
            return backup ? QStringLiteral("%1 (%2)").arg(backup->path, shownTime(backup->manifest.startedAt)) : QString();
        };
        output.pairs({{"check", found.check},
                      {"last clean", name(found.lastClean)},
                      {"first broken", name(found.firstBroken)},
                      {"tried", QStringLiteral("%1 of %2").arg(found.tried).arg(found.backups)}});
        for (const QString &path : found.unreadable)
            output.note(QCoreApplication::translate("cli", "Could not be looked at: %1").arg(path));
        output.note(sentenceFor(found));
    }
};
} // namespace

void copyIt(Context &context, BackupsPort &backups, BackupInfo &made)
{
    const auto place = context.await(backups.secondPlace(context.call()));
    if (!place || place->state == SecondPlaceState::State::None)
        return;
    if (place->state == SecondPlaceState::State::Missing)
        return context.output().note(nowWords(*place));
    if (const auto copied = context.await(backups.copyToSecondPlace({}, context.call())); !copied)
        context.output().note(QCoreApplication::translate("cli", "The backup is made, its copy is not: %1").arg(describe(copied.error()).sentence));
    if (const auto list = context.await(backups.list(context.call())))
        for (const BackupInfo &listed : *list)
            if (listed.path == made.path)
                made = listed;
}

void addBackupCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupCreate>());
    commands.push_back(std::make_unique<BackupList>());
    commands.push_back(std::make_unique<BackupCopy>());
    commands.push_back(std::make_unique<BackupVerify>());
    commands.push_back(std::make_unique<BackupProve>());
    commands.push_back(std::make_unique<BackupBisect>());
    addRestoreCommands(commands);
    addBackupScheduleCommands(commands);
    addBackupKeepCommands(commands);
    addBackupKeyCommands(commands);
}

} // namespace plancia::cli
