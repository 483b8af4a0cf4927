// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/auditedwrite.h"
#include "models/ports/ports.h"

namespace plancia::controlplane {

/// The tenants of one store: rules, the write, and its audit row in one transaction. A refused act leaves a row too.
/// Thread-safe; the gateway and recorder outlive it.
class Tenants : public TenantsPort {
public:
    Tenants(sql::Gateway &gateway, const audit::Recorder &recorder) : m_gateway(gateway), m_recorder(recorder) {}

    QFuture<Result<Page<Tenant>>> page(TenantQuery query, Anchor anchor, int limit, CallContext context) override;
    QFuture<Result<Tenant>> bySlug(QString slug, CallContext context) override;
    QFuture<Result<Tenant>> create(TenantDraft draft, CallContext context) override;
    QFuture<Result<Tenant>> update(TenantId id, qint64 rowVersion, TenantDraft draft, CallContext context) override;
    QFuture<Result<Tenant>> setStatus(TenantId id, qint64 rowVersion, TenantStatus status, QString reason,
                                      CallContext context) override;
    QFuture<Result<Tenant>> rename(TenantId id, qint64 rowVersion, QString slug, CallContext context) override;
    QFuture<Result<Tenant>> remove(TenantId id, qint64 rowVersion, QString reason, CallContext context) override;
    QFuture<Result<Tenant>> takeBack(TenantId id, qint64 rowVersion, CallContext context) override;
    QFuture<Result<TenantFootprint>> footprint(TenantId id, CallContext context) override;
    QFuture<Result<TenantPurge>> purge(TenantId id, qint64 rowVersion, QString file, QString reason, CallContext context) override;

private:
    QFuture<Result<Tenant>> write(AuditEvent event, CallContext context, AuditedChange<Tenant> change);

    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
};

} // namespace plancia::controlplane
