// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

/// What every command about tenants, or about what is theirs, begins with.
namespace plancia::cli {

inline const QStringList kTenantStatuses{"trial", "active", "suspended", "archived"};

/// Why the open workspace does not let this be done: it is read-only (AUTHZ_001), or the connected role may not (AUTHZ_002).
std::optional<Error> refusal(const Workspace &workspace, Capability needed);
/// The open workspace, when it has tenants and this may be done with them. BUSINESS_002, AUTHZ_001, AUTHZ_002.
Result<std::shared_ptr<Workspace>> tenantsWorkspace(Context &context, Capability needed);
/// The port of its tenants. The same errors.
Result<TenantsPort *> tenantsOf(Context &context, Capability needed);

struct NamedTenant {
    TenantsPort *port;
    Tenant tenant;
};
/// The tenant of this slug, also of one that it had before, and the port to act on it.
Result<NamedTenant> tenantNamed(Context &context, const QString &slug, Capability needed);
/// The tenant whose slug is the first argument.
inline Result<NamedTenant> namedTenant(Context &context, Capability needed)
{
    return tenantNamed(context, context.arguments().positional(0), needed);
}

/// --reason; an absent one is told by its option's name.
Result<QString> reasonOf(const Arguments &arguments);

} // namespace plancia::cli
