// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/domain/apikey.h"
#include "models/domain/apikeyformat.h"

namespace plancia::controlplane::keys {

audit::Act actOn(const QString &name, TenantId tenant, ApiKeyId id, const QString &called = {}, const QString &reason = {});
/// {"field": [before, after]} of what differs; nothing of the secret.
QString differences(const ApiKey &before, const ApiKey &after);

/// A new key of a draft, as it is written first.
ApiKey newKey(TenantId tenant, const ApiKeyDraft &draft, const apikeyformat::Digest &digest, const AuditEvent &event);
/// Writes a new key inside the caller's transaction, and says in the row of the trail what it is. A digest that is none is of
/// a key that was refused. Errors of ApiKeysPort::create(). Blocks.
Result<ApiKey> createIn(sql::Connection &connection, TenantId tenant, const ApiKeyDraft &draft, const Result<apikeyformat::Digest> &digest,
                        ApiKeyId id, AuditEvent &row);

} // namespace plancia::controlplane::keys
