// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tenantnames.h"

#include "app/cli/words.h"

namespace plancia::cli {

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
