// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/limitnames.h"
#include "app/cli/tenantnames.h"
#include "models/items/handoversheet.h"
#include "models/ports/apikeysport.h"
#include "models/ports/intakeport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <cerrno>
#include <cstring>

namespace plancia::cli {

namespace {

/// What went wrong after everything was set up: told last, so that code and key are not lost.
struct Afterwards {
    std::optional<Error> error;
    QString sheet, sealedFile, passphrase;
};

class TenantIntake final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant intake", QT_TRANSLATE_NOOP("cli", "Take a tenant in: limits, first person and first key in one act; all of it, or nothing"),
                {{"SLUG", QT_TRANSLATE_NOOP("cli", "Its short name: a–z, 0–9 and -"), true}},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "Its name (required)")},
                 {"status", "STATUS", QT_TRANSLATE_NOOP("cli", "trial, active (default), suspended or archived")},
                 {"notes", "TEXT", QT_TRANSLATE_NOOP("cli", "Notes")},
                 {"tags", "TAGS", QT_TRANSLATE_NOOP("cli", "Words to filter by, such as \"vip, eu-west\"")},
                 {"trial-ends", "TIME", QT_TRANSLATE_NOOP("cli", "When its trial ends")},
                 {"limit", "NAME=AMOUNT", QT_TRANSLATE_NOOP("cli", "A limit such as seats=25 or requests_hour:tenant:/v1/orders=2000; may be given several times"), true},
                 {"person", "EMAIL", QT_TRANSLATE_NOOP("cli", "The first person, who is invited with a one-time code")},
                 {"person-name", "NAME", QT_TRANSLATE_NOOP("cli", "The person's name")},
                 {"role", "ROLE", QT_TRANSLATE_NOOP("cli", "owner (default), admin, member or viewer")},
                 {"key", "NAME", QT_TRANSLATE_NOOP("cli", "The first API key")},
                 {"env", "ENV", QT_TRANSLATE_NOOP("cli", "The environment, such as live (default) or test: a–z and 0–9")},
                 {"permission", "P", QT_TRANSLATE_NOOP("cli", "A permission such as orders:read; may be given several times"), true},
                 {"expires", "TIME", QT_TRANSLATE_NOOP("cli", "When it stops working: a time, or 90d for in ninety days; empty: never")},
                 {"seal", "FILE", QT_TRANSLATE_NOOP("cli", "Write the key to a new sealed file instead, and print what opens it")},
                 {"sheet", "FILE", QT_TRANSLATE_NOOP("cli", "Write a hand-over sheet for the customer to a new HTML file, without code and key")}},
                "tenant intake acme --name \"Acme Ltd\" --limit seats=25 --person anna@acme.example --key Deploy --sheet acme.html"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto draft = draftFrom(context);
        if (!draft)
            return fail(draft.error());
        const auto workspace = tenantsWorkspace(context, Capability::WriteTenants);
        if (!workspace)
            return fail(workspace.error());
        IntakePort *port = (*workspace)->intake();
        if (!port)
            return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it takes no tenants in"}});
        if (draft->person)
            if (auto refused = refusal(**workspace, Capability::WriteUsers))
                return fail(*refused);
        const auto done = context.await(port->takeIn(*draft, context.call()));
        if (!done)
            return fail(done.error());
        const Afterwards after = handOver(context, **workspace, *done);
        print(context.output(), *done, after);
        return after.error ? Result<bool>(*after.error) : Result<bool>(true);
    }

private:
    static Result<IntakeDraft> draftFrom(Context &context)
    {
        const Arguments &arguments = context.arguments();
        const auto status = arguments.choice("status", kTenantStatuses);
        if (!status)
            return fail(status.error());
        const auto role = arguments.choice("role", {"owner", "admin", "member", "viewer"});
        if (!role)
            return fail(role.error());
        const qint64 now = context.clock().nowMs();
        const auto trialEnds = arguments.time("trial-ends", now);
        if (!trialEnds)
            return fail(trialEnds.error());
        const auto expires = arguments.value("expires").isEmpty() ? Result<std::optional<qint64>>(std::nullopt) : arguments.timeAhead("expires", now);
        if (!expires)
            return fail(expires.error());
        if (!arguments.has("name"))
            return fail(ErrorCode::ValRequired, {{"field", "--name"}});
        for (const auto &[option, needs] : {std::pair("person-name", "person"), std::pair("role", "person"), std::pair("env", "key"),
                                            std::pair("permission", "key"), std::pair("expires", "key"), std::pair("seal", "key")})
            if (arguments.has(option) && !arguments.has(needs))
                return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(QStringLiteral("--") + option, QStringLiteral("--") + needs)}});
        IntakeDraft draft;
        draft.tenant = {arguments.positional(0), arguments.value("name"), tenantStatusFromString(*status).value_or(TenantStatus::Active),
                        arguments.value("notes"), tagsFrom(arguments.value("tags")), trialEnds->value_or(0)};
        for (const QString &typed : arguments.values("limit")) {
            const auto limit = limitDraftFrom(typed);
            if (!limit)
                return fail(limit.error());
            draft.limits.append(*limit);
        }
        if (arguments.has("person"))
            draft.person = UserDraft{arguments.value("person"), arguments.value("person-name"), userRoleFromString(*role).value_or(UserRole::Owner)};
        if (arguments.has("key")) {
            ApiKeyDraft key;
            key.name = arguments.value("key");
            key.environment = arguments.value("env", key.environment);
            key.permissions = permissionsFrom(arguments.values("permission").join(u' '));
            key.expiresAt = expires->value_or(0);
            draft.key = key;
        }
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error); // before anything is opened or made
        for (const char *option : {"sheet", "seal"})
            if (auto room = mayWrite(arguments.value(option)); arguments.has(option) && !room)
                return fail(room.error());
        return draft;
    }

    /// What is handed over is written when the tenant is there: a place where that cannot be is told before.
    static Result<bool> mayWrite(const QString &file)
    {
        const QFileInfo info(file), folder(info.absolutePath());
        if (info.exists())
            return fail(ErrorCode::IoExists, {{"path", info.absoluteFilePath()}});
        if (!folder.isDir() || !folder.isWritable())
            return fail(ErrorCode::IoWrite, {{"path", info.absoluteFilePath()}, {"message", QString::fromLocal8Bit(std::strerror(folder.isDir() ? EACCES : ENOENT))}});
        return true;
    }

    static Afterwards handOver(Context &context, Workspace &workspace, const IntakeDone &done)
    {
        const Arguments &arguments = context.arguments();
        Afterwards after;
        if (arguments.has("seal") && done.key) {
            const QString file = QDir::current().absoluteFilePath(arguments.value("seal"));
            const auto passphrase = context.await(workspace.apiKeys()->seal(*done.key, file, context.call()));
            if (passphrase) {
                after.sealedFile = file;
                after.passphrase = *passphrase;
            } else {
                after.error = passphrase.error();
            }
        }
        if (arguments.has("sheet")) {
            const QString file = QDir::current().absoluteFilePath(arguments.value("sheet"));
            const auto written = context.await(workspace.intake()->writeSheet(handOverSheet(done, context.clock().nowMs()), file, context.call()));
            if (written)
                after.sheet = file;
            else if (!after.error)
                after.error = written.error();
        }
        return after;
    }

    static void print(Output &output, const IntakeDone &done, const Afterwards &after)
    {
        const bool isSealed = !after.sealedFile.isEmpty();
        if (output.isJson()) {
            QJsonArray limits;
            for (const TenantLimit &limit : done.limits)
                limits.append(toJson(limit));
            QJsonObject object{{"tenant", toJson(done.tenant)}, {"limits", limits}, {"person", QJsonValue()}, {"key", QJsonValue()},
                               {"sheet", after.sheet.isEmpty() ? QJsonValue() : QJsonValue(after.sheet)}};
            if (done.person) {
                QJsonObject person = toJson(done.person->user);
                person.insert("code", done.person->code);
                person.insert("code_expires_at", isoTime(done.person->expiresAt));
                object.insert("person", person);
            }
            if (done.key) {
                QJsonObject key = toJson(done.key->key);
                key.insert(isSealed ? "sealed_file" : "key", isSealed ? after.sealedFile : done.key->secret);
                if (isSealed)
                    key.insert("passphrase", after.passphrase);
                object.insert("key", key);
            }
            output.json(object);
            return;
        }
        QList<std::pair<QString, QString>> pairs{{"tenant", done.tenant.slug}, {"id", done.tenant.id.toString()}};
        for (const TenantLimit &limit : done.limits)
            pairs.append({toString(limit.key), limitAmountText(limit.key.kind, limit.amount)});
        if (done.person)
            pairs.append({{"person", done.person->user.email}, {"code", done.person->code}, {"code_expires_at", shownTime(done.person->expiresAt)}});
        if (done.key)
            pairs.append({{"key_name", done.key->key.name}, isSealed ? std::pair<QString, QString>{"passphrase", after.passphrase} : std::pair<QString, QString>{"key", done.key->secret}});
        if (isSealed)
            pairs.append({"sealed_file", after.sealedFile});
        if (!after.sheet.isEmpty())
            pairs.append({"sheet", after.sheet});
        output.pairs(pairs);
        if (done.person || done.key)
            output.note(QCoreApplication::translate("cli", "Code and key are shown only now. Give them to the customer by ways that others do not read."));
    }
};

} // namespace

void addIntakeCommand(Commands &commands) { commands.push_back(std::make_unique<TenantIntake>()); }

} // namespace plancia::cli
