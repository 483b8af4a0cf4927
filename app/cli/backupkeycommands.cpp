// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupkeysport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::cli {

namespace {
const QStringList kActs{"status", "new", "show", "import"};

QString wordOf(BackupKeyState::Where where)
{
    switch (where) {
    case BackupKeyState::Where::None: return QStringLiteral("none");
    case BackupKeyState::Where::KeyRing: return QStringLiteral("key_ring");
    case BackupKeyState::Where::ThisRun: return QStringLiteral("this_run");
    case BackupKeyState::Where::Nowhere: return QStringLiteral("nowhere");
    }
    return {};
}

QJsonObject jsonOf(const BackupKeyState &state)
{
    return {{"key_id", state.currentId.isEmpty() ? QJsonValue() : QJsonValue(state.currentId)},
            {"where", wordOf(state.where)},
            {"key_ids", QJsonArray::fromStringList(state.ids)},
            {"error", state.error ? QJsonValue(QJsonDocument::fromJson(toProblemJson(*state.error)).object()) : QJsonValue()}};
}

void print(Context &context, const BackupKeyState &state)
{
    if (context.output().isJson()) {
        context.output().json(jsonOf(state));
        return;
    }
    context.output().pairs({{"key", state.currentId.isEmpty() ? QStringLiteral("-") : state.currentId},
                            {"where", wordOf(state.where)},
                            {"known", state.ids.join(QStringLiteral(", "))}});
    if (state.error)
        context.output().note(describe(*state.error).sentence);
}

/// A key that the ring did not take is in no other place.
void sayWhere(Context &context, const BackupKeyState &state)
{
    if (state.where == BackupKeyState::Where::ThisRun)
        context.output().note(QCoreApplication::translate("cli", "No key ring keeps the key: give its phrase with --recovery-phrase-stdin whenever it is needed."));
}

class BackupKeyCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup key", QT_TRANSLATE_NOOP("cli", "Show, make, print or enter the key that backups are encrypted with"),
                {{"ACT", QT_TRANSLATE_NOOP("cli", "status; new: a new key, whose recovery phrase is printed once; show: the phrase again; "
                                                  "import: enter a phrase, read from the first line of standard input"), false}}, {},
                "backup key import < phrase.txt"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString act = context.arguments().positional(0).isEmpty() ? kActs.front() : context.arguments().positional(0);
        if (!kActs.contains(act))
            return fail(ErrorCode::ValChoice, {{"field", "ACT"}, {"value", act}, {"allowed", kActs.join(", ")}});
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        BackupKeysPort &keys = (*runtime)->backupKeys();
        if (act == "new")
            return makeNew(context, keys);
        if (act == "show")
            return show(context, keys);
        if (act == "import")
            return enter(context, keys);
        const auto state = context.await(keys.state(context.call()));
        if (!state)
            return fail(state.error());
        print(context, *state);
        return true;
    }

private:
    static Result<bool> makeNew(Context &context, BackupKeysPort &keys)
    {
        const auto key = context.await(keys.make(context.call()));
        if (!key)
            return fail(key.error());
        const auto state = context.await(keys.keep(key->phrase, BackupKeysPort::Use::NewBackups, context.call()));
        if (!state)
            return fail(state.error());
        printPhrase(context, *key);
        context.output().note(QCoreApplication::translate("cli", "Without this phrase nobody opens the backups once the key ring is lost. Print it, and keep it apart from the backups."));
        sayWhere(context, *state);
        return true;
    }
    static Result<bool> show(Context &context, BackupKeysPort &keys)
    {
        const auto key = context.await(keys.phrase(context.call()));
        if (!key)
            return fail(key.error());
        printPhrase(context, *key);
        return true;
    }
    static Result<bool> enter(Context &context, BackupKeysPort &keys)
    {
        const auto phrase = context.secret(QCoreApplication::translate("cli", "Recovery phrase:"), QStringLiteral("import"));
        if (!phrase)
            return fail(phrase.error());
        const auto state = context.await(keys.keep(*phrase, BackupKeysPort::Use::Reading, context.call()));
        if (!state)
            return fail(state.error());
        print(context, *state);
        sayWhere(context, *state);
        return true;
    }
    static void printPhrase(Context &context, const RecoveryKey &key)
    {
        if (context.output().isJson())
            context.output().json({{"key_id", key.id}, {"recovery_phrase", key.phrase}});
        else
            context.output().pairs({{"key", key.id}, {"recovery phrase", key.phrase}});
    }
};
} // namespace

void addBackupKeyCommands(Commands &commands) { commands.push_back(std::make_unique<BackupKeyCommand>()); }

} // namespace plancia::cli
