// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/tenants/statements.h"
#include "models/base/page.h"
#include "models/domain/tenant.h"

namespace plancia::controlplane::tenants {

/// A tenant that a draft makes now, with an id of its own.
Tenant tenantFrom(const TenantDraft &draft, qint64 nowMs);
/// CONFLICT_001: the tenant is another version now than the one that was read.
Error editedSince(qint64 versionRead, const Tenant &now);

/// Tenants of one store, inside the transaction that the caller has open on `connection`. The same on both dialects.
/// Blocks; errors are those of TenantsPort.
class Repository {
public:
    explicit Repository(sql::Connection &connection) : m_connection(connection) {}

    Result<Page<Tenant>> page(const TenantQuery &query, const Anchor &anchor, int limit);
    Result<Tenant> byId(TenantId id);
    Result<Tenant> bySlug(const QString &slug);
    Result<bool> insert(const Tenant &tenant);
    /// Writes name, notes, tags and end of trial over the row `before` that was read. CONFLICT_001 when it is another version now.
    Result<Tenant> update(const Tenant &before, const TenantDraft &draft, qint64 nowMs);
    Result<Tenant> setStatus(const Tenant &before, TenantStatus status, const QString &reason, qint64 nowMs);
    /// The slug it had becomes a redirect. CONFLICT_002 for one that another tenant has or had.
    Result<Tenant> rename(const Tenant &before, const QString &slug, qint64 nowMs);
    /// `deletedAt` 0: takes it back.
    Result<Tenant> setDeleted(const Tenant &before, qint64 deletedAt, qint64 nowMs);
    Result<TenantFootprint> footprint(TenantId id);
    /// For good, with everything that is its own. Of a deleted one.
    Result<bool> purge(const Tenant &tenant);

    // Many at once, by a statement or two; `after` are rows that byIds() locked in this transaction, changed.
    /// Those that there are, by id and without notes.
    Result<QList<Tenant>> byIds(const QList<TenantId> &ids, Lock lock);
    Result<QList<Tenant>> bySlugs(const QStringList &slugs);
    /// Without notes.
    Result<QList<Tenant>> matching(const TenantQuery &query, TenantId after, int limit);
    /// At most kMostInserted. CONFLICT_002.
    Result<bool> insertMany(const QList<Tenant> &tenants);
    static constexpr qsizetype kMostInserted = 2'000;
    /// Which of these slugs a tenant has or had.
    Result<QStringList> taken(const QStringList &slugs);
    Result<bool> setStatuses(const QList<Tenant> &after, qint64 nowMs);
    Result<bool> setTags(const QList<Tenant> &before, const QList<Tenant> &after, qint64 nowMs);

private:
    Result<QList<Tenant>> list(const QByteArray &statement, const QList<sql::Value> &values);
    Result<bool> changeAll(const QByteArray &statement, const QList<sql::Value> &values, qsizetype rows);
    Result<Tenant> one(const QByteArray &statement, const sql::Value &key, const QString &shown);
    bool writesWords() const { return m_connection.dialect() == sql::Dialect::Sqlite; } ///< PostgreSQL computes them
    Result<bool> computesWords();
    Result<bool> writeWords(TenantId id, const QStringList &before, const QStringList &after);
    Result<Tenant> changed(const Result<qint64> &rows, const Tenant &before);
    Result<bool> isFormerSlug(const QString &slug);
    Error edited(const Tenant &before);

    sql::Connection &m_connection;
};

} // namespace plancia::controlplane::tenants
