// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/auditedwrite.h"
#include "models/ports/limitsport.h"

namespace plancia::controlplane {

/// The limits of the tenants of one store: rules, the write, and its audit row in one transaction. A refused act leaves a row
/// too. Thread-safe; the gateway and recorder outlive it.
class Limits : public LimitsPort {
public:
    Limits(sql::Gateway &gateway, const audit::Recorder &recorder) : m_gateway(gateway), m_recorder(recorder) {}

    QFuture<Result<QList<TenantLimit>>> limits(TenantId tenant, CallContext context) override;
    QFuture<Result<QList<LimitUsage>>> usage(TenantId tenant, CallContext context) override;
    QFuture<Result<TenantLimit>> set(TenantId tenant, LimitKey key, qint64 amount, qint64 rowVersion, CallContext context) override;
    QFuture<Result<bool>> remove(TenantId tenant, LimitKey key, qint64 rowVersion, CallContext context) override;

private:
    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
};

namespace limits {
/// {"requests_minute key": ["100", "250"]}: from what to what a limit went; "" where there was or is none.
QString changeOf(const LimitKey &key, const std::optional<TenantLimit> &before, const std::optional<TenantLimit> &after);
} // namespace limits

} // namespace plancia::controlplane
