// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"

#include <QVariantMap>

namespace plancia::ui {

/// A tenant as plain values, for the state of a page that is built anew. Pure.
QVariantMap toMap(const Tenant &tenant);
Tenant tenantFromMap(const QVariantMap &map);

} // namespace plancia::ui
