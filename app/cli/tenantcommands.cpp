// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/cli/words.h"

#include <QJsonArray>

namespace plancia::cli {

namespace {
const QStringList kStatuses{"trial", "active", "suspended"};
const ArgumentSpec kSlug{"SLUG", QT_TRANSLATE_NOOP("cli", "The tenant's slug"), true};

Result<TenantsPort *> tenantsOf(Context &context, Capability needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->tenants())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it holds no tenants"}});
    if (needed == Capability::WriteTenants && !(*workspace)->capabilities().testFlag(needed))
        return fail(ErrorCode::AuthzReadOnly, {{"name", workspaceName((*workspace)->identity())}});
    return (*workspace)->tenants();
}

void printTenant(Output &output, const Tenant &tenant)
{
    if (output.isJson()) {
        output.json(toJson(tenant));
        return;
    }
    output.pairs({{"slug", tenant.slug},
                  {"name", tenant.name},
                  {"status", toString(tenant.status)},
                  {"status_reason", tenant.statusReason},
                  {"notes", tenant.notes},
                  {"id", tenant.id.toString()},
                  {"created_at", shownTime(tenant.createdAt)},
                  {"updated_at", shownTime(tenant.updatedAt)},
                  {"row_version", QString::number(tenant.rowVersion)}});
}

class TenantCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant create", QT_TRANSLATE_NOOP("cli", "Make a tenant"),
                {{"SLUG", QT_TRANSLATE_NOOP("cli", "Its short name: a–z, 0–9 and -, fixed for ever"), true}},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "Its name (required)")},
                 {"status", "STATUS", QT_TRANSLATE_NOOP("cli", "trial, active (default) or suspended")},
                 {"notes", "TEXT", QT_TRANSLATE_NOOP("cli", "Notes")}},
                "tenant create acme --name \"Acme Ltd\" --status trial"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto status = arguments.choice("status", kStatuses);
        if (!status)
            return fail(status.error());
        if (!arguments.has("name"))
            return fail(ErrorCode::ValRequired, {{"field", "--name"}});
        TenantDraft draft;
        draft.slug = arguments.positional(0);
        draft.name = arguments.value("name");
        draft.notes = arguments.value("notes");
        draft.status = tenantStatusFromString(*status).value_or(TenantStatus::Active);
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error); // before anything is opened or made
        const auto tenants = tenantsOf(context, Capability::WriteTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto created = context.await((*tenants)->create(draft, context.call()));
        if (!created)
            return fail(created.error());
        printTenant(context.output(), *created);
        return true;
    }
};

class TenantList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant list", QT_TRANSLATE_NOOP("cli", "List tenants"), {},
                {{"status", "STATUS", QT_TRANSLATE_NOOP("cli", "Only trial, active or suspended ones")},
                 {"filter", "TEXT", QT_TRANSLATE_NOOP("cli", "Only those with a word of name or slug that starts so")},
                 {"sort", "FIELD", QT_TRANSLATE_NOOP("cli", "name (default), slug, created or updated")},
                 {"descending", nullptr, QT_TRANSLATE_NOOP("cli", "Last first")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")}},
                "tenant list --status active --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        static const QStringList sorts{"name", "slug", "created", "updated"}; // in the order of TenantSort
        const auto status = arguments.choice("status", kStatuses);
        if (!status)
            return fail(status.error());
        const auto sort = arguments.choice("sort", sorts);
        if (!sort)
            return fail(sort.error());
        TenantQuery query;
        query.text = arguments.value("filter");
        query.status = tenantStatusFromString(*status);
        query.sort = static_cast<TenantSort>(std::max<qsizetype>(0, sorts.indexOf(*sort)));
        query.descending = arguments.has("descending");
        const auto tenants = tenantsOf(context, Capability::ReadTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto slice = readSlice<Tenant>(context, [&](const Anchor &anchor, int rows) {
            return (*tenants)->page(query, anchor, rows, context.call());
        });
        if (!slice)
            return fail(slice.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(listObject(slice->items, slice->next));
            return true;
        }
        QList<QStringList> rows;
        for (const Tenant &tenant : slice->items)
            rows.append({tenant.slug, toString(tenant.status), shownTime(tenant.createdAt), tenant.name});
        output.table({QCoreApplication::translate("cli", "SLUG"), QCoreApplication::translate("cli", "STATUS"),
                      QCoreApplication::translate("cli", "CREATED"), QCoreApplication::translate("cli", "NAME")},
                     rows);
        noteNext(context, slice->next);
        return true;
    }
};

class TenantShow final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant show", QT_TRANSLATE_NOOP("cli", "Show a tenant"), {kSlug}, {}, "tenant show acme"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto tenants = tenantsOf(context, Capability::ReadTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto tenant = context.await((*tenants)->bySlug(context.arguments().positional(0), context.call()));
        if (!tenant)
            return fail(tenant.error());
        printTenant(context.output(), *tenant);
        return true;
    }
};

class TenantUpdate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant update", QT_TRANSLATE_NOOP("cli", "Change a tenant's name or notes"), {kSlug},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "The new name")},
                 {"notes", "TEXT", QT_TRANSLATE_NOOP("cli", "The new notes")},
                 {"if-version", "N", QT_TRANSLATE_NOOP("cli", "Only when its row_version is still this")}},
                "tenant update acme --name \"Acme GmbH\""};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (!arguments.has("name") && !arguments.has("notes"))
            return fail(ErrorCode::ValUsage,
                        {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "--name, --notes")}});
        const auto expected = arguments.number("if-version", -1, 0, std::numeric_limits<qint64>::max());
        if (!expected)
            return fail(expected.error());
        const auto tenants = tenantsOf(context, Capability::WriteTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto tenant = context.await((*tenants)->bySlug(arguments.positional(0), context.call()));
        if (!tenant)
            return fail(tenant.error());
        TenantDraft draft{tenant->slug, arguments.value("name", tenant->name), tenant->status,
                          arguments.value("notes", tenant->notes)};
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error);
        const auto updated = context.await((*tenants)->update(
            tenant->id, *expected < 0 ? tenant->rowVersion : *expected, draft, context.call()));
        if (!updated)
            return fail(updated.error());
        printTenant(context.output(), *updated);
        return true;
    }
};

class TenantSetStatus final : public Command {
public:
    TenantSetStatus(CommandSpec spec, TenantStatus status) : m_spec(std::move(spec)), m_status(status) {}
    CommandSpec spec() const override { return m_spec; }
    Result<bool> run(Context &context) const override
    {
        const QString reason = context.arguments().value("reason");
        if (const auto fault = validateReason(reason))
            return fail(context.arguments().has("reason") ? *fault : Error(*fault).with("option", "--reason"));
        const auto tenants = tenantsOf(context, Capability::WriteTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto tenant = context.await((*tenants)->bySlug(context.arguments().positional(0), context.call()));
        if (!tenant)
            return fail(tenant.error());
        const auto changed = context.await(
            (*tenants)->setStatus(tenant->id, tenant->rowVersion, m_status, reason, context.call()));
        if (!changed)
            return fail(changed.error());
        printTenant(context.output(), *changed);
        return true;
    }

private:
    CommandSpec m_spec;
    TenantStatus m_status;
};
} // namespace

void addTenantCommands(Commands &commands)
{
    const OptionSpec reason{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")};
    commands.push_back(std::make_unique<TenantCreate>());
    commands.push_back(std::make_unique<TenantList>());
    commands.push_back(std::make_unique<TenantShow>());
    commands.push_back(std::make_unique<TenantUpdate>());
    commands.push_back(std::make_unique<TenantSetStatus>(
        CommandSpec{"tenant suspend", QT_TRANSLATE_NOOP("cli", "Suspend a tenant"), {kSlug}, {reason},
                    "tenant suspend acme --reason \"Unpaid since May\""},
        TenantStatus::Suspended));
    commands.push_back(std::make_unique<TenantSetStatus>(
        CommandSpec{"tenant activate", QT_TRANSLATE_NOOP("cli", "Activate a tenant"), {kSlug}, {reason},
                    "tenant activate acme --reason \"Paid\""},
        TenantStatus::Active));
}

} // namespace plancia::cli
