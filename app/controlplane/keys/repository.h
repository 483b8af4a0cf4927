// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/keys/statements.h"
#include "models/domain/apikeyformat.h"

namespace plancia::controlplane::keys {

/// A row of kColumns.
ApiKey toApiKey(const sql::Row &row);

/// API keys of one store, inside the transaction that the caller has open on `connection`. The same on both dialects.
/// Blocks; errors are those of ApiKeysPort.
class Repository {
public:
    explicit Repository(sql::Connection &connection) : m_connection(connection) {}

    Result<Page<ApiKey>> page(const ApiKeyQuery &query, const Anchor &anchor, int limit, qint64 nowMs);
    /// Whole, with permissions, addresses and limits.
    Result<ApiKey> byId(TenantId tenant, ApiKeyId id);
    /// By a UUID or by what is in the key.
    Result<ApiKey> find(const QString &id);
    Result<ApiKeyCallers> callers(TenantId tenant, ApiKeyId id);
    /// The slug of a tenant that is there. NOT_FOUND_001, CONFLICT_005.
    Result<QString> livingTenant(TenantId tenant);
    /// CONFLICT_007 when the store has a key of this lookup.
    Result<ApiKey> insert(const ApiKey &key, const QByteArray &sha256);
    Result<ApiKey> update(const ApiKey &before, const ApiKeyDraft &draft, qint64 nowMs);
    Result<ApiKey> setStatus(const ApiKey &before, ApiKeyStatus status, const QString &reason, qint64 nowMs);
    Result<ApiKey> setRotated(const ApiKey &before, ApiKeyId successor, qint64 graceEndsAt, qint64 nowMs);
    Result<bool> remove(const ApiKey &key);
    /// The key with this very secret, whatever its state; without permissions, addresses and limits. Nothing for another.
    Result<std::optional<ApiKey>> match(const apikeyformat::Digest &digest);
    Result<ApiKeyVerification> verify(const apikeyformat::Digest &digest, const ApiKeyUse &use, qint64 nowMs);

private:
    Result<ApiKey> one(const QByteArray &statement, const QList<sql::Value> &values, const QString &shown);
    Result<ApiKey> whole(ApiKey key);
    Result<QStringList> texts(const QByteArray &statement, const ApiKey &key);
    /// Deletes what is no more and inserts what is new: words, permissions, addresses.
    Result<bool> writeTexts(const ApiKey &key, const QByteArray &insert, const QByteArray &remove, const QStringList &before, const QStringList &after);
    Result<bool> writeLimits(const ApiKey &key, const QList<ApiKeyLimit> &before, const QList<ApiKeyLimit> &after);
    Result<ApiKey> changed(const Result<qint64> &rows, const ApiKey &before);
    Error edited(const ApiKey &before);

    sql::Connection &m_connection;
};

} // namespace plancia::controlplane::keys
