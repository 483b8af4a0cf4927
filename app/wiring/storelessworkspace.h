// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/ports/backupsport.h"
#include "models/ports/ports.h"
#include "models/ports/tablesport.h"

namespace plancia::wiring {

/// A workspace without a store: what asks for one is told so.
class StorelessWorkspace : public Workspace {
public:
    /// `without` answers who asks for the store: BKP_004 unless another says it better.
    StorelessWorkspace(WorkspaceIdentity identity, Capabilities capabilities, ErrorCode without = ErrorCode::BackupUnsupported)
        : m_identity(std::move(identity)), m_capabilities(capabilities), m_without(without) {}

    WorkspaceIdentity identity() const override { return m_identity; }
    Capabilities capabilities() const override { return m_capabilities; }
    TenantsPort *tenants() override { return nullptr; }
    AuditPort *audit() override { return nullptr; }
    BackupsPort *backups() override { return nullptr; }
    QFuture<Result<SchemaPlan>> schema(CallContext) override { return without<SchemaPlan>(); }
    using Workspace::migrate;
    QFuture<Result<SchemaPlan>> migrate(BeforeMigrating, CallContext) override { return without<SchemaPlan>(); }
    QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext) override { return without<QMap<QString, qint64>>(); }
    QFuture<Result<qint64>> commitNo(CallContext) override { return without<qint64>(); }
    /// There is nothing to wait for.
    QFuture<Result<double>> ping(CallContext) override { return tasks::answer<double>(m_worker, 0.0); }

private:
    template <class T>
    QFuture<Result<T>> without()
    {
        return tasks::answer<T>(m_worker, fail(m_without, {{QStringLiteral("workspace"), m_identity.name},
                                                           {QStringLiteral("path"), m_identity.name}}));
    }
    const WorkspaceIdentity m_identity;
    const Capabilities m_capabilities;
    const ErrorCode m_without;
    tasks::Worker m_worker{QStringLiteral("no store")};
};

/// A debug bundle, which lies in memory.
class BundleWorkspace final : public StorelessWorkspace {
public:
    BundleWorkspace(WorkspaceIdentity identity, BundlePreview bundle)
        : StorelessWorkspace(std::move(identity), {}), m_bundle(std::move(bundle)) {}
    const BundlePreview *bundle() const override { return &m_bundle; }

private:
    const BundlePreview m_bundle;
};

/// In the place of a store that is missing or damaged: its backups, to go back to.
class RescueWorkspace final : public StorelessWorkspace {
public:
    RescueWorkspace(WorkspaceIdentity identity, std::unique_ptr<BackupsPort> backups)
        : StorelessWorkspace(std::move(identity), Capability::ReadBackups | Capability::RestoreBackups), m_backups(std::move(backups)) {}
    BackupsPort *backups() override { return m_backups.get(); }
    /// The status bar says that there is no store behind this.
    QFuture<Result<double>> ping(CallContext) override { return tasks::answer<double>(m_worker, fail(ErrorCode::StoreDamaged)); }

private:
    tasks::Worker m_worker{QStringLiteral("rescue")};
    std::unique_ptr<BackupsPort> m_backups;
};

/// An SQLite file of another program: it has tables and nothing else.
class ForeignWorkspace final : public StorelessWorkspace {
public:
    /// `file` lives as long as the tables are read: a copy that goes with it, or null.
    ForeignWorkspace(WorkspaceIdentity identity, std::unique_ptr<TablesPort> tables, std::shared_ptr<const void> file)
        : StorelessWorkspace(std::move(identity), {}, ErrorCode::StoreForeignFile), m_file(std::move(file)), m_tables(std::move(tables)) {}
    TablesPort *tables() override { return m_tables.get(); }

private:
    const std::shared_ptr<const void> m_file;
    const std::unique_ptr<TablesPort> m_tables;
};

} // namespace plancia::wiring
