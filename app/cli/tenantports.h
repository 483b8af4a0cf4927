// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/words.h"

/// What the commands on tenants share.
namespace plancia::cli {

inline const QStringList kTenantStatuses{"trial", "active", "suspended", "archived"};

/// The workspace, when it has tenants and they may be changed. BUSINESS_002, AUTHZ_001.
inline Result<std::shared_ptr<Workspace>> tenantsWorkspace(Context &context, Capability needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->tenants())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it holds no tenants"}});
    if (needed == Capability::WriteTenants && !(*workspace)->capabilities().testFlag(needed))
        return fail(ErrorCode::AuthzReadOnly, {{"name", workspaceName((*workspace)->identity())}});
    return *workspace;
}

/// --reason; an absent one is told by its option's name.
inline Result<QString> reasonOf(const Arguments &arguments)
{
    QString reason = arguments.value("reason");
    if (const auto fault = validateReason(reason))
        return fail(arguments.has("reason") ? *fault : Error(*fault).with("option", "--reason"));
    return reason;
}

} // namespace plancia::cli
