// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/ports/backupsport.h"
#include "models/ports/ports.h"

namespace plancia::wiring {

/// A debug bundle as a workspace: it has no store, so every port is absent and what asks for one is told so.
class BundleWorkspace : public Workspace {
public:
    BundleWorkspace(WorkspaceIdentity identity, BundlePreview bundle)
        : m_identity(std::move(identity)), m_bundle(std::move(bundle)) {}

    WorkspaceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return {}; }
    TenantsPort *tenants() override { return nullptr; }
    AuditPort *audit() override { return nullptr; }
    BackupsPort *backups() override { return nullptr; }
    const BundlePreview *bundle() const override { return &m_bundle; }
    QFuture<Result<SchemaPlan>> schema(CallContext) override { return without<SchemaPlan>(); }
    QFuture<Result<SchemaPlan>> migrate(CallContext) override { return without<SchemaPlan>(); }
    QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext) override { return without<QMap<QString, qint64>>(); }
    QFuture<Result<qint64>> commitNo(CallContext) override { return without<qint64>(); }
    /// It lies in memory.
    QFuture<Result<double>> ping(CallContext) override { return tasks::answer<double>(m_worker, 0.0); }

private:
    template <class T>
    QFuture<Result<T>> without()
    {
        return tasks::answer<T>(m_worker, fail(ErrorCode::BackupUnsupported,
                                               {{QStringLiteral("workspace"), m_identity.name}}));
    }
    const WorkspaceIdentity m_identity;
    const BundlePreview m_bundle;
    tasks::Worker m_worker{QStringLiteral("bundle")};
};

} // namespace plancia::wiring
