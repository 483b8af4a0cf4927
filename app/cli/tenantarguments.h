// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/words.h"

namespace plancia::cli {

/// Why the open workspace does not let this be done: it is read-only (AUTHZ_001), or the connected role may not (AUTHZ_002).
inline std::optional<Error> refusal(const Workspace &workspace, Capability needed)
{
    if (workspace.capabilities().testFlag(needed))
        return std::nullopt;
    const WorkspaceIdentity identity = workspace.identity();
    return Error(identity.readOnly ? ErrorCode::AuthzReadOnly : ErrorCode::AuthzMissingGrant, {{QStringLiteral("name"), workspaceName(identity)}});
}

inline const QStringList kTenantStatuses{"trial", "active", "suspended", "archived"};

/// The open workspace, when it has tenants and this may be done with them. BUSINESS_002, AUTHZ_001, AUTHZ_002.
inline Result<std::shared_ptr<Workspace>> tenantsWorkspace(Context &context, Capability needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->tenants())
        return fail(ErrorCode::BusinessNotHere, {{QStringLiteral("name"), (*workspace)->identity().name},
                                                 {QStringLiteral("message"), QStringLiteral("it holds no tenants")}});
    if (auto refused = refusal(**workspace, needed))
        return fail(*refused);
    return *workspace;
}

inline Result<TenantsPort *> tenantsOf(Context &context, Capability needed)
{
    const auto workspace = tenantsWorkspace(context, needed);
    return workspace ? Result<TenantsPort *>((*workspace)->tenants()) : Result<TenantsPort *>(workspace.error());
}

struct NamedTenant {
    TenantsPort *port;
    Tenant tenant;
};

/// The tenant whose slug is the first argument, and the port to act on it.
inline Result<NamedTenant> namedTenant(Context &context, Capability needed)
{
    const auto tenants = tenantsOf(context, needed);
    if (!tenants)
        return fail(tenants.error());
    auto tenant = context.await((*tenants)->bySlug(context.arguments().positional(0), context.call()));
    if (!tenant)
        return fail(tenant.error());
    return NamedTenant{*tenants, *std::move(tenant)};
}

/// --reason; an absent one is told by its option's name.
inline Result<QString> reasonOf(const Arguments &arguments)
{
    QString reason = arguments.value(QStringLiteral("reason"));
    if (const auto fault = validateReason(reason))
        return fail(arguments.has(QStringLiteral("reason")) ? *fault : Error(*fault).with(QStringLiteral("option"), QStringLiteral("--reason")));
    return reason;
}

} // namespace plancia::cli
