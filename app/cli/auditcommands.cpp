// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"

#include <QJsonArray>

namespace plancia::cli {

namespace {
class AuditList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"audit list", QT_TRANSLATE_NOOP("cli", "List what was done, newest first"), {},
                {{"action", "A,B", QT_TRANSLATE_NOOP("cli", "Only these acts, for example TENANT_CREATE")},
                 {"since", "TIME", QT_TRANSLATE_NOOP("cli", "From this time on: ISO 8601, or 15m, 24h, 7d ago")},
                 {"until", "TIME", QT_TRANSLATE_NOOP("cli", "Before this time")},
                 {"actor", "NAME", QT_TRANSLATE_NOOP("cli", "Only acts of this person: anna, or anna@host")},
                 {"tenant", "SLUG", QT_TRANSLATE_NOOP("cli", "Only acts on this tenant")},
                 {"oldest-first", nullptr, QT_TRANSLATE_NOOP("cli", "Oldest first")},
                 {"program", nullptr, QT_TRANSLATE_NOOP("cli", "Acts on this installation, not on a workspace")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 kCsvOption, kJsonLinesOption, kAllOption},
                "audit list --action TENANT_SUSPEND --since 24h"};
    }

    Result<bool> run(Context &context) const override
    {
        const auto shape = streamedAs(context.arguments());
        if (!shape)
            return fail(shape.error());
        auto query = queryFrom(context);
        if (!query)
            return fail(query.error());
        const auto port = portFor(context);
        if (!port)
            return fail(port.error());
        if (context.arguments().has("tenant")) {
            const auto tenant = tenantId(context);
            if (!tenant)
                return fail(tenant.error());
            query->tenant = *tenant;
        }
        const auto ask = [&](const Anchor &anchor, int rows) { return (*port)->page(*query, anchor, rows, context.call()); };
        if (*shape)
            return streamList<AuditEvent>(context, **shape, ask);
        const auto slice = readSlice<AuditEvent>(context, ask);
        if (!slice)
            return fail(slice.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(listObject(slice->items, slice->next));
            return true;
        }
        QList<QStringList> rows;
        for (const AuditEvent &event : slice->items)
            rows.append({shownTime(event.at), event.actorName, event.action, toString(event.result), event.tenantSlug,
                         event.objectName, event.reason});
        output.table({QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "ACTOR"),
                      QCoreApplication::translate("cli", "ACTION"), QCoreApplication::translate("cli", "RESULT"),
                      QCoreApplication::translate("cli", "TENANT"), QCoreApplication::translate("cli", "OBJECT"),
                      QCoreApplication::translate("cli", "REASON")},
                     rows);
        noteNext(context, slice->next);
        return true;
    }

private:
    static Result<AuditQuery> queryFrom(Context &context)
    {
        AuditQuery query;
        const Arguments &arguments = context.arguments();
        for (const QString &word : arguments.value("action").split(',', Qt::SkipEmptyParts)) {
            const QString act = word.trimmed().toUpper();
            if (!action::all().contains(act))
                return fail(notAllowed("action", word, action::all()));
            query.actions.append(act);
        }
        const auto since = arguments.time("since", context.clock().nowMs());
        if (!since)
            return fail(since.error());
        const auto until = arguments.time("until", context.clock().nowMs());
        if (!until)
            return fail(until.error());
        query.since = *since;
        query.until = *until;
        query.actor = arguments.value("actor");
        query.oldestFirst = arguments.has("oldest-first");
        return query;
    }

    static Result<AuditPort *> portFor(Context &context)
    {
        if (context.arguments().has("program")) {
            const auto runtime = context.runtime();
            if (!runtime)
                return fail(runtime.error());
            return (*runtime)->ports().programAudit;
        }
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        if (AuditPort *port = (*workspace)->audit())
            return port;
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it has no audit trail"}});
    }

    static Result<TenantId> tenantId(Context &context)
    {
        const QString word = context.arguments().value("tenant");
        if (const TenantId id = TenantId::fromString(word); !id.isNull())
            return id; // a tenant that is gone still has its acts
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        TenantsPort *tenants = (*workspace)->tenants();
        if (!tenants)
            return fail(ErrorCode::TenantNotFound, {{"slug", word}});
        const auto tenant = context.await(tenants->bySlug(word, context.call()));
        return tenant ? Result<TenantId>(tenant->id) : Result<TenantId>(tenant.error());
    }
};
} // namespace

void addAuditCommands(Commands &commands) { commands.push_back(std::make_unique<AuditList>()); }

} // namespace plancia::cli
