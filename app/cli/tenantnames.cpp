// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tenantnames.h"

#include "app/cli/words.h"
#include "app/sql/movemark.h"

namespace plancia::cli {

std::optional<Error> refusal(const Workspace &workspace, Capability needed)
{
    if (workspace.capabilities().testFlag(needed))
        return std::nullopt;
    const WorkspaceIdentity identity = workspace.identity();
    const bool moved = identity.readOnlyReason == "moved";
    if (moved || identity.readOnlyReason == "moving")
        return sql::movedAway({moved ? MoveMark::State::Moved : MoveMark::State::Moving, {}, {}, identity.movedTo, identity.movedAt});
    return Error(identity.readOnly ? ErrorCode::AuthzReadOnly : ErrorCode::AuthzMissingGrant, {{"name", workspaceName(identity)}});
}

Result<std::shared_ptr<Workspace>> tenantsWorkspace(Context &context, Capability needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->tenants())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it holds no tenants"}});
    if (auto refused = refusal(**workspace, needed))
        return fail(*refused);
    return *workspace;
}

Result<TenantsPort *> tenantsOf(Context &context, Capability needed)
{
    const auto workspace = tenantsWorkspace(context, needed);
    return workspace ? Result<TenantsPort *>((*workspace)->tenants()) : Result<TenantsPort *>(workspace.error());
}

Result<NamedTenant> tenantNamed(Context &context, const QString &slug, Capability needed)
{
    const auto tenants = tenantsOf(context, needed);
    if (!tenants)
        return fail(tenants.error());
    auto tenant = context.await((*tenants)->bySlug(slug, context.call()));
    if (!tenant)
        return fail(tenant.error());
    return NamedTenant{*tenants, *std::move(tenant)};
}

Result<QString> reasonOf(const Arguments &arguments)
{
    QString reason = arguments.value("reason");
    if (const auto fault = validateReason(reason))
        return fail(arguments.has("reason") ? *fault : Error(*fault).with("option", "--reason"));
    return reason;
}

} // namespace plancia::cli
