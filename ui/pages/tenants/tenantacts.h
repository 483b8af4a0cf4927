// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// The rarer acts on a tenant: another slug, archived, deleted, taken back, deleted for good. Each asks what it needs in a
/// dialog, and then the port. One at a time.
class TenantActs : public QObject {
    Q_OBJECT
public:
    /// The parent is what dialogs stand before.
    TenantActs(const PageContext &context, QWidget *parent);
    ~TenantActs() override;

    bool isBusy() const { return m_isBusy; }
    void askSlug(const Tenant &tenant);
    void askArchive(const Tenant &tenant);
    void askDelete(const Tenant &tenant);
    void takeBack(const Tenant &tenant);
    void askPurge(const Tenant &tenant);

signals:
    void changed(); ///< busy, or no longer
    void done(const plancia::Tenant &tenant, const QString &words);
    void purged(const plancia::TenantPurge &purge);
    void failed(const plancia::Error &error, const QString &requestId);

private:
    using Future = QFuture<Result<Tenant>>;
    TenantsPort *port() const { return m_context.workspace->tenants(); }
    void write(const Future &answer, const QString &words);
    void purge(const Tenant &tenant, const QString &file, const QString &reason);
    void confirmPurge(const Tenant &tenant, const TenantFootprint &footprint, const QString &file);

    PageContext m_context;
    QWidget *m_window;
    CallContext m_call;
    bool m_isBusy = false;
};

} // namespace plancia::ui
