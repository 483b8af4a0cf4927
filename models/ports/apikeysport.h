// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/progress.h"
#include "models/domain/apikey.h"
#include "models/domain/leak.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// API keys of the tenants. The rules of every port hold: models/ports/ports.h. Writes leave an audit row, never with a
/// secret. An act is meant for one version of a key: CONFLICT_001 when it is another now, and nothing is written.
/// NOT_FOUND_010 for one that there is not, or not of that tenant. Keys of a deleted tenant are not changed: CONFLICT_005.
class ApiKeysPort {
public:
    virtual ~ApiKeysPort() = default;
    /// Without permissions, addresses and limits. VAL_008 for a foreign cursor. `limit` is cut to kMaxPageRows.
    virtual QFuture<Result<Page<ApiKey>>> page(ApiKeyQuery query, Anchor anchor, int limit, CallContext context) = 0;
    /// By its id, or by the twelve characters in the key; whole.
    virtual QFuture<Result<ApiKey>> find(QString id, CallContext context) = 0;
    /// Who used a key since it was rotated, as far as the service noted it.
    virtual QFuture<Result<ApiKeyCallers>> callers(ApiKeyRef key, CallContext context) = 0;
    /// A new key; its secret is in the answer and nowhere else. VAL_*.
    virtual QFuture<Result<IssuedApiKey>> create(TenantId tenant, ApiKeyDraft draft, CallContext context) = 0;
    /// Takes a key that the service has already, of whatever shape. VAL_020, CONFLICT_007 when it is here already.
    virtual QFuture<Result<ApiKey>> adopt(TenantId tenant, ApiKeyDraft draft, QString secret, CallContext context) = 0;
    /// Changes name, expiry, permissions, addresses and limits. CONFLICT_007 for one that is over.
    virtual QFuture<Result<ApiKey>> update(ApiKeyRef key, ApiKeyDraft draft, CallContext context) = 0;
    /// VAL_009 without a reason, CONFLICT_007.
    virtual QFuture<Result<ApiKey>> setStatus(ApiKeyRef key, ApiKeyStatus status, QString reason, CallContext context) = 0;
    /// A successor with the same permissions, addresses, limits and expiry; the old key works on for `graceMs`, and never
    /// longer than it would have. CONFLICT_007 unless it is active.
    virtual QFuture<Result<IssuedApiKey>> rotate(ApiKeyRef key, qint64 graceMs, CallContext context) = 0;
    /// Deletes a key that is over, after all that is known of it was written to `file` (JSON, without the hash of the
    /// secret; a new file of mode 0600) and is on the disk. CONFLICT_007, IO_001…004, IO_009: nothing is deleted then.
    virtual QFuture<Result<ApiKeyRemoval>> remove(ApiKeyRef key, QString file, QString reason, CallContext context) = 0;

    /// Whether the service would let this key in, from this address and to do this where they are given; whatever else is wrong
    /// is told first.
    virtual QFuture<Result<ApiKeyVerification>> verify(QString secret, ApiKeyUse use, CallContext context) = 0;
    /// Writes a key that was just made to a new file, sealed with a passphrase, which is the answer: who hands over a key
    /// sends both by different ways. `planciactl key unseal` opens it. IO_004, IO_009.
    virtual QFuture<Result<QString>> seal(IssuedApiKey key, QString file, CallContext context) = 0;

    /// Looks for keys and matches what is found with those of this workspace, by the hash of the whole key. `progress` is
    /// called on the engine's thread. VAL_002, INTERNAL_003.
    virtual QFuture<Result<LeakReport>> findLeaks(LeakSources sources, ProgressSink progress, CallContext context) = 0;
    /// Revokes these keys in one act, those that are revoked already passed over: all of them, or none. The newest version
    /// of each is meant, since a leak does not wait. How many were revoked. VAL_009, NOT_FOUND_010.
    virtual QFuture<Result<int>> revokeAll(QList<ApiKeyRef> keys, QString reason, CallContext context) = 0;
};

} // namespace plancia
