// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/apikeysport.h"
#include "tests/support/faulty.h"

namespace plancia::tests {

/// A workspace whose API keys can be made to misbehave as well.
class FaultyKeysWorkspace : public FaultyWorkspace, public ApiKeysPort, public FaultyBase {
public:
    explicit FaultyKeysWorkspace(const std::shared_ptr<Workspace> &real) : FaultyWorkspace(real), m_keys(*real->apiKeys()) {}
    ApiKeysPort *apiKeys() override { return this; }

    QFuture<Result<Page<ApiKey>>> page(ApiKeyQuery query, Anchor anchor, int limit, CallContext context) override
    {
        return through<Page<ApiKey>>(context, [&] { return m_keys.page(query, anchor, limit, context); });
    }
    QFuture<Result<ApiKey>> find(QString id, CallContext context) override
    {
        return through<ApiKey>(context, [&] { return m_keys.find(id, context); });
    }
    QFuture<Result<ApiKeyCallers>> callers(ApiKeyRef key, CallContext context) override
    {
        return through<ApiKeyCallers>(context, [&] { return m_keys.callers(key, context); });
    }
    QFuture<Result<IssuedApiKey>> create(TenantId tenant, ApiKeyDraft draft, CallContext context) override
    {
        return through<IssuedApiKey>(context, [&] { return m_keys.create(tenant, draft, context); });
    }
    QFuture<Result<ApiKey>> adopt(TenantId tenant, ApiKeyDraft draft, QString secret, CallContext context) override
    {
        return through<ApiKey>(context, [&] { return m_keys.adopt(tenant, draft, secret, context); });
    }
    QFuture<Result<ApiKey>> update(ApiKeyRef key, ApiKeyDraft draft, CallContext context) override
    {
        return through<ApiKey>(context, [&] { return m_keys.update(key, draft, context); });
    }
    QFuture<Result<ApiKey>> setStatus(ApiKeyRef key, ApiKeyStatus status, QString reason, CallContext context) override
    {
        return through<ApiKey>(context, [&] { return m_keys.setStatus(key, status, reason, context); });
    }
    QFuture<Result<IssuedApiKey>> rotate(ApiKeyRef key, qint64 graceMs, CallContext context) override
    {
        return through<IssuedApiKey>(context, [&] { return m_keys.rotate(key, graceMs, context); });
    }
    QFuture<Result<ApiKeyRemoval>> remove(ApiKeyRef key, QString file, QString reason, CallContext context) override
    {
        return through<ApiKeyRemoval>(context, [&] { return m_keys.remove(key, file, reason, context); });
    }
    QFuture<Result<ApiKeyVerification>> verify(QString secret, ApiKeyUse use, CallContext context) override
    {
        return through<ApiKeyVerification>(context, [&] { return m_keys.verify(secret, use, context); });
    }
    QFuture<Result<QString>> seal(IssuedApiKey key, QString file, CallContext context) override
    {
        return through<QString>(context, [&] { return m_keys.seal(key, file, context); });
    }
    QFuture<Result<LeakReport>> findLeaks(LeakSources sources, ProgressSink progress, CallContext context) override
    {
        return through<LeakReport>(context, [&] { return m_keys.findLeaks(sources, progress, context); });
    }
    QFuture<Result<int>> revokeAll(QList<ApiKeyRef> keys, QString reason, CallContext context) override
    {
        return through<int>(context, [&] { return m_keys.revokeAll(keys, reason, context); });
    }

private:
    ApiKeysPort &m_keys;
};

} // namespace plancia::tests
