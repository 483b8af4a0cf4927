// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/userarguments.h"

#include <QCoreApplication>

namespace plancia::cli {

namespace {

class UserSessions final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user sessions", QT_TRANSLATE_NOOP("cli", "Show a person's sessions, sign-ins, codes and kind of password"), {kUserTenant, kPerson}, {},
                "user sessions acme anna@acme.example"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedUser(context, {});
        if (!named)
            return fail(named.error());
        const auto access = context.await(named->port->access(named->user.ref(), context.call()));
        if (!access)
            return fail(access.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toObject(*access));
            return true;
        }
        output.pairs({{"password", toString(access->password)},
                      {"password_changed_at", shownTime(access->passwordChangedAt)},
                      {"invite_code_expires_at", shownTime(access->inviteExpiresAt)},
                      {"reset_code_expires_at", shownTime(access->resetExpiresAt)}});
        QList<QStringList> rows;
        for (const UserSession &session : access->sessions)
            rows.append({session.id.toString(), shownTime(session.lastUsedAt), shownTime(session.accessExpiresAt), shownTime(session.refreshExpiresAt),
                         QString::number(session.refreshes), stateOf(session, context.clock().nowMs()), session.address, session.device});
        output.table({QCoreApplication::translate("cli", "SESSION"), QCoreApplication::translate("cli", "LAST USE"),
                      QCoreApplication::translate("cli", "ACCESS UNTIL"), QCoreApplication::translate("cli", "REFRESH UNTIL"),
                      QCoreApplication::translate("cli", "REFRESHES"), QCoreApplication::translate("cli", "STATE"),
                      QCoreApplication::translate("cli", "ADDRESS"), QCoreApplication::translate("cli", "DEVICE")},
                     rows, {4});
        rows.clear();
        for (const SignIn &signIn : access->signIns)
            rows.append({shownTime(signIn.at), signIn.result, signIn.address, signIn.device});
        output.table({QCoreApplication::translate("cli", "SIGN-IN"), QCoreApplication::translate("cli", "RESULT"),
                      QCoreApplication::translate("cli", "ADDRESS"), QCoreApplication::translate("cli", "DEVICE")},
                     rows);
        return true;
    }

private:
    /// A word that scripts may compare.
    static QString stateOf(const UserSession &session, qint64 now)
    {
        if (session.tokenReusedAt != 0)
            return kEndedByReuse;
        return session.endedAt != 0 ? QStringLiteral("ended") : session.isOpen(now) ? QStringLiteral("open") : QStringLiteral("expired");
    }
    static QJsonObject toObject(const UserAccess &access)
    {
        QJsonArray sessions, signIns;
        for (const UserSession &session : access.sessions)
            sessions.append(toJson(session));
        for (const SignIn &signIn : access.signIns)
            signIns.append(toJson(signIn));
        return {{"password", toString(access.password)},
                {"password_changed_at", timeOrNull(access.passwordChangedAt)},
                {"invite_code_expires_at", timeOrNull(access.inviteExpiresAt)},
                {"reset_code_expires_at", timeOrNull(access.resetExpiresAt)},
                {"sessions", sessions},
                {"sign_ins", signIns}};
    }
};

class UserRevokeSession final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user revoke-session", QT_TRANSLATE_NOOP("cli", "End a session of a person, or all of them"),
                {kUserTenant, kPerson, {"SESSION", QT_TRANSLATE_NOOP("cli", "The id of the session, as “user sessions” shows it"), false}},
                {{"all", nullptr, QT_TRANSLATE_NOOP("cli", "All that are open")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")}},
                "user revoke-session acme anna@acme.example --all --reason \"Laptop stolen\""};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const QString typed = arguments.positional(2);
        if (typed.isEmpty() != arguments.has("all"))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "SESSION | --all")}});
        const SessionId session = SessionId::fromString(typed);
        if (!arguments.has("all") && session.isNull())
            return fail(ErrorCode::SessionNotFound, {{"value", typed.left(64)}});
        const auto reason = reasonOf(arguments);
        if (!reason)
            return fail(reason.error());
        const auto named = namedUser(context, Capability::EndSessions);
        if (!named)
            return fail(named.error());
        const auto ended = context.await(named->port->endSessions(named->user.ref(), session, *reason, context.call()));
        if (!ended)
            return fail(ended.error());
        if (context.output().isJson())
            context.output().json({{"ended", *ended}});
        else
            context.output().pairs({{"ended", QString::number(*ended)}});
        return true;
    }
};

class UserSetPassword final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user set-password", QT_TRANSLATE_NOOP("cli", "Set a person's password, read from standard input"), {kUserTenant, kPerson}, {},
                "user set-password acme anna@acme.example < password.txt"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const QString question = QCoreApplication::translate("cli", "The new password of %1 (%2):").arg(named->user.email, passwordPolicyWords(named->port->passwordPolicy())) + u' ';
        const auto password = context.secret(question, "password");
        if (!password)
            return fail(password.error());
        const auto set = context.await(named->port->setPassword(named->user.ref(), named->user.rowVersion, *password, context.call()));
        if (!set)
            return fail(set.error());
        printUser(context.output(), *set);
        return true;
    }
};

class UserPasswordPolicy final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user password-policy", QT_TRANSLATE_NOOP("cli", "Show or set what a password has to be, where this installation sets one"), {},
                {{"min-length", "N", QT_TRANSLATE_NOOP("cli", "At least so many characters: 8 to 64")},
                 {"min-kinds", "N", QT_TRANSLATE_NOOP("cli", "Of at least so many kinds, 1 to 4: small letters, capitals, digits, other signs")}},
                "user password-policy --min-length 12"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        PreferencesPort &port = *(*runtime)->ports().preferences;
        Preferences preferences = port.current();
        const auto length = context.arguments().number("min-length", preferences.passwordPolicy.minLength, kMinPasswordLength, kMaxPasswordMinimum);
        if (!length)
            return fail(length.error());
        const auto kinds = context.arguments().number("min-kinds", preferences.passwordPolicy.minKinds, 1, kMaxPasswordKinds);
        if (!kinds)
            return fail(kinds.error());
        preferences.passwordPolicy = {static_cast<int>(*length), static_cast<int>(*kinds)};
        if (preferences != port.current())
            if (const auto set = context.await(port.set(preferences, context.call())); !set)
                return fail(set.error());
        const QString words = passwordPolicyWords(preferences.passwordPolicy);
        if (context.output().isJson())
            context.output().json({{"min_length", *length}, {"min_kinds", *kinds}});
        else
            context.output().line(words);
        return true;
    }
};
} // namespace

void addUserAccessCommands(Commands &commands)
{
    commands.push_back(std::make_unique<UserSessions>());
    commands.push_back(std::make_unique<UserRevokeSession>());
    commands.push_back(std::make_unique<UserSetPassword>());
    commands.push_back(std::make_unique<UserPasswordPolicy>());
}

} // namespace plancia::cli
