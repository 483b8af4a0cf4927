// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/taskqueue.h"
#include "models/ports/dashboardsport.h"

namespace plancia::monitoring {

/// The DashboardsPort over two folders, on a thread of its own; what is exported is written on another.
class Dashboards final : public DashboardsPort {
public:
    /// `shipped` is read only (":/dashboards"); `own` is made at the first save, 0700.
    Dashboards(QString shipped, QString own, tasks::TaskQueue &tasks);
    ~Dashboards() override;

    QFuture<Result<Listed>> list(CallContext context) override;
    QFuture<Result<DashboardFile>> save(Dashboard dashboard, CallContext context) override;
    QFuture<Result<bool>> remove(QString id, CallContext context) override;
    QFuture<Result<ListExport>> exportView(ViewSource source, QString path, CallContext context) override;

private:
    QString ownPath(const QString &id) const { return m_own + u'/' + id + QStringLiteral(".toml"); }
    QString shippedPath(const QString &id) const;

    const QString m_shipped;
    const QString m_own;
    tasks::TaskQueue &m_tasks;
    const CancelToken m_closing;
    tasks::Worker m_worker;
    tasks::Worker m_exporter;
};

} // namespace plancia::monitoring
