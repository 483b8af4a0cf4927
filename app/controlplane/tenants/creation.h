// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/audit.h"
#include "models/domain/tenant.h"

namespace plancia::controlplane::tenants {

/// What no form can know: a trial ends after it began. VAL_007.
std::optional<Error> trialFault(const TenantDraft &draft, qint64 createdAt);
/// Makes `tenant`, which tenantFrom() gave for the draft, inside the caller's transaction, and says in the row of the trail
/// what it is. VAL_*, CONFLICT_002. Blocks.
Result<Tenant> createIn(sql::Connection &connection, const TenantDraft &draft, const Tenant &tenant, AuditEvent &row);

} // namespace plancia::controlplane::tenants
