// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/cli/userarguments.h"

#include <QDir>

namespace plancia::cli {

const ArgumentSpec kUserTenant{"TENANT", QT_TRANSLATE_NOOP("cli", "The tenant's slug"), true};
const ArgumentSpec kPerson{"PERSON", QT_TRANSLATE_NOOP("cli", "The person's e-mail address or id"), true};

Result<UsersPort *> usersOf(Context &context, std::optional<Capability> needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->users())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it holds no people"}});
    if (needed)
        if (auto refused = refusal(**workspace, *needed))
            return fail(*refused);
    return (*workspace)->users();
}

Result<NamedUser> namedUser(Context &context, std::optional<Capability> needed)
{
    const auto users = usersOf(context, needed);
    if (!users)
        return fail(users.error());
    const auto tenant = namedTenant(context, Capability::ReadTenants);
    if (!tenant)
        return fail(tenant.error());
    const QString person = context.arguments().positional(1);
    const QUuid id = QUuid::fromString(person);
    auto user = context.await(id.isNull() ? (*users)->byEmail(tenant->tenant.id, person, context.call())
                                          : (*users)->byId({tenant->tenant.id, UserId(id)}, context.call()));
    if (!user)
        return fail(user.error());
    return NamedUser{*users, *std::move(user)};
}

void printUser(Output &output, const User &user)
{
    if (output.isJson()) {
        output.json(toJson(user));
        return;
    }
    output.pairs({{"email", user.email},
                  {"name", user.name},
                  {"tenant", user.tenantSlug},
                  {"role", toString(user.role)},
                  {"status", toString(user.status)},
                  {"status_reason", user.statusReason},
                  {"email_verified_at", shownTime(user.emailVerifiedAt)},
                  {"last_sign_in_at", shownTime(user.lastSignInAt)},
                  {"failed_sign_ins", QString::number(user.failedSignIns)},
                  {"token_reused_at", shownTime(user.tokenReusedAt)},
                  {"id", user.id.toString()},
                  {"created_at", shownTime(user.createdAt)},
                  {"updated_at", shownTime(user.updatedAt)},
                  {"row_version", QString::number(user.rowVersion)}});
}

Result<QString> outFile(const Arguments &arguments)
{
    if (arguments.value("out").isEmpty())
        return fail(ErrorCode::ValRequired, {{"field", "--out"}});
    return QDir::current().absoluteFilePath(arguments.value("out"));
}

namespace {
const QStringList kRoles{"owner", "admin", "member", "viewer"};
const QStringList kUserStatuses{"invited", "active", "disabled"};

/// The code is told here and nowhere else.
void printCode(Output &output, const UserCode &made)
{
    if (output.isJson()) {
        QJsonObject object = toJson(made.user);
        object.insert("code", made.code);
        object.insert("code_expires_at", isoTime(made.expiresAt));
        output.json(object);
        return;
    }
    printUser(output, made.user);
    output.pairs({{"code", made.code}, {"code_expires_at", shownTime(made.expiresAt)}});
    output.note(QCoreApplication::translate("cli", "The code is shown only now. Give it to the person by a way that others do not read."));
}

void printExport(Output &output, const UserExport &done)
{
    if (output.isJson()) {
        output.json({{"rows", toJson(done.rows)}, {"audit_rows_that_stay", done.auditRows}, {"file", done.file}, {"sha256", done.sha256}});
        return;
    }
    QList<std::pair<QString, QString>> pairs;
    for (auto it = done.rows.cbegin(); it != done.rows.cend(); ++it)
        pairs.append({it.key(), QString::number(it.value())});
    pairs.append({{"audit rows that stay", QString::number(done.auditRows)}, {"file", done.file}, {"sha256", done.sha256}});
    output.pairs(pairs);
}

class UserList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user list", QT_TRANSLATE_NOOP("cli", "List the people of a tenant, or of all"),
                {{"TENANT", QT_TRANSLATE_NOOP("cli", "The tenant's slug; without it the people of all tenants"), false}},
                {{"role", "ROLE", QT_TRANSLATE_NOOP("cli", "Only owner, admin, member or viewer")},
                 {"status", "STATUS", QT_TRANSLATE_NOOP("cli", "Only invited, active or disabled ones")},
                 {"reused-token", nullptr, QT_TRANSLATE_NOOP("cli", "Only those of whom a refresh token came twice: somebody has a copy")},
                 {"filter", "TEXT", QT_TRANSLATE_NOOP("cli", "Only those with a word of name or address that starts so")},
                 {"sort", "FIELD", QT_TRANSLATE_NOOP("cli", "name (default), email or created")},
                 {"descending", nullptr, QT_TRANSLATE_NOOP("cli", "Last first")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 kCsvOption, kJsonLinesOption, kAllOption},
                "user list acme --role owner"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        static const QStringList sorts{"name", "email", "created"}; // in the order of UserSort
        const auto role = arguments.choice("role", kRoles);
        const auto status = arguments.choice("status", kUserStatuses);
        const auto sort = arguments.choice("sort", sorts);
        for (const auto *choice : {&role, &status, &sort})
            if (!*choice)
                return fail(choice->error());
        const auto shape = streamedAs(arguments);
        if (!shape)
            return fail(shape.error());
        const auto users = usersOf(context, {});
        if (!users)
            return fail(users.error());
        UserQuery query;
        if (!arguments.positional(0).isEmpty()) {
            const auto tenant = namedTenant(context, Capability::ReadTenants);
            if (!tenant)
                return fail(tenant.error());
            query.tenant = tenant->tenant.id;
        }
        query.text = arguments.value("filter");
        query.role = userRoleFromString(*role);
        query.status = userStatusFromString(*status);
        query.sort = static_cast<UserSort>(std::max<qsizetype>(0, sorts.indexOf(*sort)));
        query.descending = arguments.has("descending");
        query.tokenReused = arguments.has("reused-token");
        const auto ask = [&](const Anchor &anchor, int rows) { return (*users)->page(query, anchor, rows, context.call()); };
        if (*shape)
            return streamList<User>(context, **shape, ask);
        const auto slice = readSlice<User>(context, ask);
        if (!slice)
            return fail(slice.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(listObject(slice->items, slice->next));
            return true;
        }
        QList<QStringList> rows;
        for (const User &user : slice->items)
            rows.append({user.email, user.tenantSlug, toString(user.role), toString(user.status) + (user.tokenReusedAt != 0 ? QStringLiteral(" alarm") : QString()),
                         shownTime(user.lastSignInAt), user.name});
        output.table({QCoreApplication::translate("cli", "E-MAIL"), QCoreApplication::translate("cli", "TENANT"),
                      QCoreApplication::translate("cli", "ROLE"), QCoreApplication::translate("cli", "STATUS"),
                      QCoreApplication::translate("cli", "LAST SIGN-IN"), QCoreApplication::translate("cli", "NAME")},
                     rows);
        noteNext(context, slice->next);
        return true;
    }
};

class UserShow final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user show", QT_TRANSLATE_NOOP("cli", "Show a person"), {kUserTenant, kPerson}, {}, "user show acme anna@acme.example"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedUser(context, {});
        if (!named)
            return fail(named.error());
        printUser(context.output(), named->user);
        return true;
    }
};

class UserInvite final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user invite", QT_TRANSLATE_NOOP("cli", "Invite a person to a tenant; prints the one-time code"),
                {kUserTenant, {"EMAIL", QT_TRANSLATE_NOOP("cli", "The person's e-mail address"), true}},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "The person's name")},
                 {"role", "ROLE", QT_TRANSLATE_NOOP("cli", "owner, admin, member (default) or viewer")}},
                "user invite acme anna@acme.example --name \"Anna Rossi\" --role owner"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto role = arguments.choice("role", kRoles);
        if (!role)
            return fail(role.error());
        const UserDraft draft{arguments.positional(1), arguments.value("name"), userRoleFromString(*role).value_or(UserRole::Member)};
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error); // before anything is opened or made
        const auto users = usersOf(context, Capability::WriteUsers);
        if (!users)
            return fail(users.error());
        const auto tenant = namedTenant(context, Capability::ReadTenants);
        if (!tenant)
            return fail(tenant.error());
        const auto made = context.await((*users)->invite(tenant->tenant.id, draft, context.call()));
        if (!made)
            return fail(made.error());
        printCode(context.output(), *made);
        return true;
    }
};

class UserUpdate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user update", QT_TRANSLATE_NOOP("cli", "Change a person's name, address or role"), {kUserTenant, kPerson},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "The new name")},
                 {"email", "EMAIL", QT_TRANSLATE_NOOP("cli", "The new address; it is not verified then")},
                 {"role", "ROLE", QT_TRANSLATE_NOOP("cli", "owner, admin, member or viewer")},
                 {"if-version", "N", QT_TRANSLATE_NOOP("cli", "Only when its row_version is still this")}},
                "user update acme anna@acme.example --role admin"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (!arguments.has("name") && !arguments.has("email") && !arguments.has("role"))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "--name, --email, --role")}});
        const auto role = arguments.choice("role", kRoles);
        if (!role)
            return fail(role.error());
        const auto expected = arguments.number("if-version", -1, 0, std::numeric_limits<qint64>::max());
        if (!expected)
            return fail(expected.error());
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const UserDraft draft{arguments.value("email", named->user.email), arguments.value("name", named->user.name),
                              userRoleFromString(*role).value_or(named->user.role)};
        const auto updated = context.await(named->port->update(named->user.ref(), *expected < 0 ? named->user.rowVersion : *expected, draft, context.call()));
        if (!updated)
            return fail(updated.error());
        printUser(context.output(), *updated);
        return true;
    }
};

class UserSetStatus final : public Command {
public:
    UserSetStatus(CommandSpec spec, UserStatus status) : m_spec(std::move(spec)), m_status(status) {}
    CommandSpec spec() const override { return m_spec; }
    Result<bool> run(Context &context) const override
    {
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const auto changed = context.await(named->port->setStatus(named->user.ref(), named->user.rowVersion, m_status, *reason, context.call()));
        if (!changed)
            return fail(changed.error());
        printUser(context.output(), *changed);
        return true;
    }

private:
    CommandSpec m_spec;
    UserStatus m_status;
};

class UserReset final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user reset", QT_TRANSLATE_NOOP("cli", "Make a new one-time code for a person and end their sessions"), {kUserTenant, kPerson}, {},
                "user reset acme anna@acme.example"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const auto made = context.await(named->port->reset(named->user.ref(), named->user.rowVersion, context.call()));
        if (!made)
            return fail(made.error());
        printCode(context.output(), *made);
        return true;
    }
};

class UserVerifyEmail final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user verify-email", QT_TRANSLATE_NOOP("cli", "Mark a person's address as verified"), {kUserTenant, kPerson}, {},
                "user verify-email acme anna@acme.example"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const auto verified = context.await(named->port->markEmailVerified(named->user.ref(), named->user.rowVersion, context.call()));
        if (!verified)
            return fail(verified.error());
        printUser(context.output(), *verified);
        return true;
    }
};

class UserExportCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user export", QT_TRANSLATE_NOOP("cli", "Write everything about a person to a file"), {kUserTenant, kPerson},
                {{"out", "FILE", QT_TRANSLATE_NOOP("cli", "A new file, for everything about the person as JSON (required)")}},
                "user export acme anna@acme.example --out anna.json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto file = outFile(context.arguments());
        if (!file)
            return fail(file.error());
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const auto done = context.await(named->port->exportAll(named->user.ref(), *file, context.call()));
        if (!done)
            return fail(done.error());
        printExport(context.output(), *done);
        return true;
    }
};

class UserErase final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"user erase", QT_TRANSLATE_NOOP("cli", "Delete everything about a person, after writing it to a file"), {kUserTenant, kPerson},
                {{"out", "FILE", QT_TRANSLATE_NOOP("cli", "A new file, for everything about the person as JSON (required)")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")},
                 {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}},
                "user erase acme anna@acme.example --out anna.json --reason \"Erasure asked for\""};
    }
    Result<bool> run(Context &context) const override
    {
        const auto file = outFile(context.arguments());
        if (!file)
            return fail(file.error());
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto named = namedUser(context, Capability::WriteUsers);
        if (!named)
            return fail(named.error());
        const QString question = QCoreApplication::translate("cli", "Everything about %1 (%2) will be deleted for good.").arg(named->user.email, named->user.tenantSlug);
        if (const auto agreed = context.agreed(question); !agreed)
            return agreed;
        const auto done = context.await(named->port->erase(named->user.ref(), named->user.rowVersion, *file, *reason, context.call()));
        if (!done)
            return fail(done.error());
        printExport(context.output(), *done);
        return true;
    }
};
} // namespace

void addUserCommands(Commands &commands)
{
    const OptionSpec reason{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")};
    commands.push_back(std::make_unique<UserList>());
    commands.push_back(std::make_unique<UserShow>());
    commands.push_back(std::make_unique<UserInvite>());
    commands.push_back(std::make_unique<UserUpdate>());
    commands.push_back(std::make_unique<UserSetStatus>(
        CommandSpec{"user disable", QT_TRANSLATE_NOOP("cli", "Disable a person: their sessions end and they sign in no more"), {kUserTenant, kPerson}, {reason},
                    "user disable acme anna@acme.example --reason \"Left the company\""},
        UserStatus::Disabled));
    commands.push_back(std::make_unique<UserSetStatus>(
        CommandSpec{"user enable", QT_TRANSLATE_NOOP("cli", "Let a disabled person in again"), {kUserTenant, kPerson}, {reason},
                    "user enable acme anna@acme.example --reason \"Back from leave\""},
        UserStatus::Active));
    commands.push_back(std::make_unique<UserReset>());
    commands.push_back(std::make_unique<UserVerifyEmail>());
    commands.push_back(std::make_unique<UserExportCommand>());
    commands.push_back(std::make_unique<UserErase>());
}

} // namespace plancia::cli
