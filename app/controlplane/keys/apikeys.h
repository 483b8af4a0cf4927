// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/auditedwrite.h"
#include "models/domain/apikeyformat.h"
#include "models/ports/apikeysport.h"

namespace plancia::controlplane {

/// The API keys of one store: rules, the write, and its audit row in one transaction. A refused act leaves a row too. A
/// secret lives in the call that makes it and in its answer. Thread-safe; the gateway and recorder outlive it.
class ApiKeys : public ApiKeysPort {
public:
    /// Writes bytes to a new file that only the passphrase it gives opens; blocks.
    using Sealer = std::function<Result<QString>(const QByteArray &secret, const QString &file)>;
    /// Looks for keys in texts and files, without knowing a store; blocks.
    using LeakFinder = std::function<Result<LeakReport>(const LeakSources &sources, const ProgressSink &progress, const CancelToken &cancel)>;
    struct Outside {
        apikeyformat::Random random; ///< fills bytes for ids and secrets, from any thread
        Sealer seal;
        LeakFinder findKeys;
    };
    ApiKeys(sql::Gateway &gateway, const audit::Recorder &recorder, Outside outside)
        : m_gateway(gateway), m_recorder(recorder), m_outside(std::move(outside)) {}
    /// Ends a search that runs, and waits for it: before the gateway goes, which a search asks at its end. Any thread.
    void stop();

    QFuture<Result<Page<ApiKey>>> page(ApiKeyQuery query, Anchor anchor, int limit, CallContext context) override;
    QFuture<Result<ApiKey>> find(QString id, CallContext context) override;
    QFuture<Result<ApiKeyCallers>> callers(ApiKeyRef key, CallContext context) override;
    QFuture<Result<IssuedApiKey>> create(TenantId tenant, ApiKeyDraft draft, CallContext context) override;
    QFuture<Result<ApiKey>> adopt(TenantId tenant, ApiKeyDraft draft, QString secret, CallContext context) override;
    QFuture<Result<ApiKey>> update(ApiKeyRef key, ApiKeyDraft draft, CallContext context) override;
    QFuture<Result<ApiKey>> setStatus(ApiKeyRef key, ApiKeyStatus status, QString reason, CallContext context) override;
    QFuture<Result<IssuedApiKey>> rotate(ApiKeyRef key, qint64 graceMs, CallContext context) override;
    QFuture<Result<ApiKeyRemoval>> remove(ApiKeyRef key, QString file, QString reason, CallContext context) override;
    QFuture<Result<ApiKeyVerification>> verify(QString secret, ApiKeyUse use, CallContext context) override;
    QFuture<Result<QString>> seal(IssuedApiKey key, QString file, CallContext context) override;
    QFuture<Result<LeakReport>> findLeaks(LeakSources sources, ProgressSink progress, CallContext context) override;
    QFuture<Result<int>> revokeAll(QList<ApiKeyRef> keys, QString reason, CallContext context) override;

private:
    QFuture<Result<ApiKey>> insert(TenantId tenant, const ApiKeyDraft &draft, const Result<apikeyformat::Digest> &digest, CallContext context);

    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
    const Outside m_outside;
    const CancelToken m_closing;
    tasks::Worker m_sealing{QStringLiteral("sealing")}; ///< a passphrase takes its second of work
    tasks::Worker m_finding{QStringLiteral("leaks")};
};

} // namespace plancia::controlplane
