// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "app/cli/tenantnames.h"

#include <QDir>
#include <QJsonArray>

namespace plancia::cli {

namespace {
const ArgumentSpec kSlug{"SLUG", QT_TRANSLATE_NOOP("cli", "The tenant's slug"), true};

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
                  {"row_version", QString::number(tenant.rowVersion)},
                  {"trial_ends_at", shownTime(tenant.trialEndsAt)},
                  {"tags", tenant.tags.join(u' ')},
                  {"deleted_at", shownTime(tenant.deletedAt)}});
}

class TenantCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant create", QT_TRANSLATE_NOOP("cli", "Make a tenant"),
                {{"SLUG", QT_TRANSLATE_NOOP("cli", "Its short name: a–z, 0–9 and -"), true}},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "Its name (required)")},
                 {"status", "STATUS", QT_TRANSLATE_NOOP("cli", "trial, active (default), suspended or archived")},
                 {"notes", "TEXT", QT_TRANSLATE_NOOP("cli", "Notes")},
                 {"tags", "TAGS", QT_TRANSLATE_NOOP("cli", "Words to filter by, such as \"vip, eu-west\"")},
                 {"trial-ends", "TIME", QT_TRANSLATE_NOOP("cli", "When its trial ends")}},
                "tenant create acme --name \"Acme Ltd\" --status trial"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto status = arguments.choice("status", kTenantStatuses);
        if (!status)
            return fail(status.error());
        if (!arguments.has("name"))
            return fail(ErrorCode::ValRequired, {{"field", "--name"}});
        TenantDraft draft;
        draft.slug = arguments.positional(0);
        draft.name = arguments.value("name");
        draft.notes = arguments.value("notes");
        draft.status = tenantStatusFromString(*status).value_or(TenantStatus::Active);
        draft.tags = tagsFrom(arguments.value("tags"));
        const auto ends = arguments.time("trial-ends", context.clock().nowMs());
        if (!ends)
            return fail(ends.error());
        draft.trialEndsAt = ends->value_or(0);
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
                {{"status", "STATUS", QT_TRANSLATE_NOOP("cli", "Only trial, active, suspended or archived ones")},
                 {"deleted", nullptr, QT_TRANSLATE_NOOP("cli", "Those that are deleted and can be taken back")},
                 {"filter", "TEXT", QT_TRANSLATE_NOOP("cli", "Only those with a word of name or slug that starts so, or with a #tag")},
                 {"sort", "FIELD", QT_TRANSLATE_NOOP("cli", "name (default), slug, created or updated")},
                 {"descending", nullptr, QT_TRANSLATE_NOOP("cli", "Last first")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 kCsvOption, kJsonLinesOption, kAllOption},
                "tenant list --status active --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        static const QStringList sorts{"name", "slug", "created", "updated"}; // in the order of TenantSort
        const auto status = arguments.choice("status", kTenantStatuses);
        if (!status)
            return fail(status.error());
        const auto sort = arguments.choice("sort", sorts);
        if (!sort)
            return fail(sort.error());
        const auto shape = streamedAs(arguments);
        if (!shape)
            return fail(shape.error());
        TenantQuery query;
        query.text = arguments.value("filter");
        query.status = tenantStatusFromString(*status);
        query.sort = static_cast<TenantSort>(std::max<qsizetype>(0, sorts.indexOf(*sort)));
        query.descending = arguments.has("descending");
        query.deleted = arguments.has("deleted");
        const auto tenants = tenantsOf(context, Capability::ReadTenants);
        if (!tenants)
            return fail(tenants.error());
        const auto ask = [&](const Anchor &anchor, int rows) { return (*tenants)->page(query, anchor, rows, context.call()); };
        if (*shape)
            return streamList<Tenant>(context, **shape, ask);
        const auto slice = readSlice<Tenant>(context, ask);
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
        const auto named = namedTenant(context, Capability::ReadTenants);
        if (!named)
            return fail(named.error());
        printTenant(context.output(), named->tenant);
        return true;
    }
};

class TenantUpdate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant update", QT_TRANSLATE_NOOP("cli", "Change a tenant's name, notes, tags or end of trial"), {kSlug},
                {{"name", "NAME", QT_TRANSLATE_NOOP("cli", "The new name")},
                 {"notes", "TEXT", QT_TRANSLATE_NOOP("cli", "The new notes")},
                 {"tags", "TAGS", QT_TRANSLATE_NOOP("cli", "The new tags, all of them")},
                 {"trial-ends", "TIME", QT_TRANSLATE_NOOP("cli", "When its trial ends; empty: no end")},
                 {"if-version", "N", QT_TRANSLATE_NOOP("cli", "Only when its row_version is still this")}},
                "tenant update acme --name \"Acme GmbH\""};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (!arguments.has("name") && !arguments.has("notes") && !arguments.has("tags") && !arguments.has("trial-ends"))
            return fail(ErrorCode::ValUsage,
                        {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, "--name, --notes, --tags, --trial-ends")}});
        const auto expected = arguments.number("if-version", -1, 0, std::numeric_limits<qint64>::max());
        if (!expected)
            return fail(expected.error());
        const auto named = namedTenant(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        TenantDraft draft{named->tenant.slug, arguments.value("name", named->tenant.name), named->tenant.status,
                          arguments.value("notes", named->tenant.notes), named->tenant.tags, named->tenant.trialEndsAt};
        if (arguments.has("tags"))
            draft.tags = tagsFrom(arguments.value("tags"));
        if (arguments.has("trial-ends")) {
            draft.trialEndsAt = 0;
            if (!arguments.value("trial-ends").isEmpty()) {
                const auto ends = arguments.time("trial-ends", context.clock().nowMs());
                if (!ends)
                    return fail(ends.error());
                draft.trialEndsAt = ends->value_or(0);
            }
        }
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error);
        const auto updated = context.await(named->port->update(
            named->tenant.id, *expected < 0 ? named->tenant.rowVersion : *expected, draft, context.call()));
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
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto named = namedTenant(context, m_status == TenantStatus::Archived ? Capability::WriteTenants : Capability::SetTenantStatus);
        if (!named)
            return fail(named.error());
        const auto changed = context.await(
            named->port->setStatus(named->tenant.id, named->tenant.rowVersion, m_status, *reason, context.call()));
        if (!changed)
            return fail(changed.error());
        printTenant(context.output(), *changed);
        return true;
    }

private:
    CommandSpec m_spec;
    TenantStatus m_status;
};

class TenantRename final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant rename", QT_TRANSLATE_NOOP("cli", "Give a tenant another slug; the one it had leads to it from then on"),
                {kSlug, {"NEW", QT_TRANSLATE_NOOP("cli", "The new slug"), true}}, {}, "tenant rename acme acme-group"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedTenant(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto renamed = context.await(named->port->rename(named->tenant.id, named->tenant.rowVersion, context.arguments().positional(1), context.call()));
        if (!renamed)
            return fail(renamed.error());
        printTenant(context.output(), *renamed);
        return true;
    }
};

class TenantDelete final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant delete", QT_TRANSLATE_NOOP("cli", "Delete a tenant; it can be taken back for 30 days"), {kSlug},
                {{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")}},
                "tenant delete acme --reason \"Contract ended\""};
    }
    Result<bool> run(Context &context) const override
    {
        const auto reason = reasonOf(context.arguments());
        if (!reason)
            return fail(reason.error());
        const auto named = namedTenant(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto deleted = context.await(named->port->remove(named->tenant.id, named->tenant.rowVersion, *reason, context.call()));
        if (!deleted)
            return fail(deleted.error());
        printTenant(context.output(), *deleted);
        return true;
    }
};

class TenantUndelete final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant undelete", QT_TRANSLATE_NOOP("cli", "Take a deleted tenant back, as it was"), {kSlug}, {}, "tenant undelete acme"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = namedTenant(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto back = context.await(named->port->takeBack(named->tenant.id, named->tenant.rowVersion, context.call()));
        if (!back)
            return fail(back.error());
        printTenant(context.output(), *back);
        return true;
    }
};

class TenantPurgeCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant purge", QT_TRANSLATE_NOOP("cli", "Delete a deleted tenant for good, after writing everything of it to a file"), {kSlug},
                {{"out", "FILE", QT_TRANSLATE_NOOP("cli", "A new file, for everything that is taken from the store as JSON (required)")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail (required)")},
                 {"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only say what would go")},
                 {"confirm", "NAME", QT_TRANSLATE_NOOP("cli", "The name of the tenant, instead of typing it")}},
                "tenant purge acme --out acme.json --reason \"Erasure asked for\""};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const bool isDry = arguments.has("dry-run");
        if (!isDry && arguments.value("out").isEmpty())
            return fail(ErrorCode::ValRequired, {{"field", "--out"}});
        const auto reason = reasonOf(arguments);
        if (!reason && !isDry)
            return fail(reason.error());
        const auto named = namedTenant(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto footprint = context.await(named->port->footprint(named->tenant.id, context.call()));
        if (!footprint)
            return fail(footprint.error());
        if (isDry) {
            print(context.output(), *footprint, {}, {});
            return true;
        }
        QStringList question{QCoreApplication::translate("cli", "%1 (%2) and everything of it will be deleted for good.").arg(named->tenant.name, named->tenant.slug)};
        for (const auto &[table, rows] : rowsOf(*footprint))
            question.append(QStringLiteral("  %1  %2").arg(table, -24).arg(rows));
        if (const auto agreed = context.agreedByName(question, named->tenant.name); !agreed)
            return agreed;
        const auto purged = context.await(named->port->purge(named->tenant.id, named->tenant.rowVersion, QDir::current().absoluteFilePath(arguments.value("out")),
                                                            *reason, context.call()));
        if (!purged)
            return fail(purged.error());
        print(context.output(), purged->footprint, purged->file, purged->sha256);
        return true;
    }

private:
    /// The counts, a table a line.
    static QList<std::pair<QString, QString>> rowsOf(const TenantFootprint &footprint)
    {
        QList<std::pair<QString, QString>> pairs;
        for (auto it = footprint.taken.cbegin(); it != footprint.taken.cend(); ++it)
            pairs.append({it.key(), QString::number(it.value())});
        pairs.append({"audit rows that stay", QString::number(footprint.auditRows)});
        return pairs;
    }
    static void print(Output &output, const TenantFootprint &footprint, const QString &file, const QString &sha256)
    {
        if (output.isJson()) {
            output.json({{"rows", toJson(footprint.taken)}, {"audit_rows_that_stay", footprint.auditRows},
                         {"file", file.isEmpty() ? QJsonValue() : QJsonValue(file)},
                         {"sha256", sha256.isEmpty() ? QJsonValue() : QJsonValue(sha256)}});
            return;
        }
        QList<std::pair<QString, QString>> pairs = rowsOf(footprint);
        if (!file.isEmpty())
            pairs.append({{"file", file}, {"sha256", sha256}});
        output.pairs(pairs);
    }
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
    commands.push_back(std::make_unique<TenantSetStatus>(
        CommandSpec{"tenant archive", QT_TRANSLATE_NOOP("cli", "Archive a tenant: no customer any more, kept for the record"), {kSlug}, {reason},
                    "tenant archive acme --reason \"Contract ended\""},
        TenantStatus::Archived));
    commands.push_back(std::make_unique<TenantRename>());
    commands.push_back(std::make_unique<TenantDelete>());
    commands.push_back(std::make_unique<TenantUndelete>());
    commands.push_back(std::make_unique<TenantPurgeCommand>());
}

} // namespace plancia::cli
