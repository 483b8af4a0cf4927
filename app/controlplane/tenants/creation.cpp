// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/creation.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/trail.h"

namespace plancia::controlplane::tenants {

std::optional<Error> trialFault(const TenantDraft &draft, qint64 createdAt)
{
    if (draft.trialEndsAt == 0 || draft.trialEndsAt > createdAt)
        return std::nullopt;
    return Error(ErrorCode::ValTime, {{QStringLiteral("field"), QStringLiteral("trial_ends")}, {QStringLiteral("value"), isoTime(draft.trialEndsAt)}});
}

Result<Tenant> createIn(sql::Connection &connection, const TenantDraft &draft, const Tenant &tenant, AuditEvent &row)
{
    if (const auto faults = validate(draft); !faults.isEmpty())
        return fail(faults.first().error);
    if (const auto fault = trialFault(draft, tenant.createdAt))
        return fail(*fault);
    if (auto inserted = Repository(connection).insert(tenant); !inserted)
        return fail(inserted.error());
    row.details = differences(Tenant{}, tenant);
    return tenant;
}

} // namespace plancia::controlplane::tenants
