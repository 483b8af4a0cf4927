// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bulk.h"
#include "models/domain/tenant.h"

#include <QVariantMap>

namespace plancia::ui {

/// Tenants as plain values, for the state of a page that is built anew. Pure.
QVariantMap toMap(const Tenant &tenant);
Tenant tenantFromMap(const QVariantMap &map);
QVariantMap toMap(const BulkRequest &request); ///< of tenants by id, or of all that match
BulkRequest bulkRequestFromMap(const QVariantMap &map);

} // namespace plancia::ui
