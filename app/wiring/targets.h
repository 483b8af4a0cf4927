// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/targetlook.h"
#include "app/monitoring/service/agentservice.h"
#include "app/tasks/worker.h"
#include "models/ports/targetsport.h"

#include <QTimer>
#include <map>
#include <mutex>

namespace plancia::wiring {

/// The TargetsPort over one file, which keeps an agent watching what stands in it, whoever wrote it: it looks every few seconds whether
/// the file is another. Lives on its creator's thread; tests run on threads of their own.
class Targets final : public TargetsPort {
    Q_OBJECT
public:
    /// `agent` may be null: then nothing is watched. It outlives this.
    Targets(QString path, monitoring::TargetMeans means, monitoring::AgentService *agent, const Clock &clock);
    ~Targets() override;

    QFuture<Result<Listed>> list(CallContext context) override;
    QFuture<Result<bool>> save(HealthTarget target, QString former, CallContext context) override;
    QFuture<Result<bool>> remove(QString name, CallContext context) override;
    QFuture<Result<HealthCheck>> test(HealthTarget target, CallContext context) override;
    QFuture<Result<bool>> lookNow(QString name, CallContext context) override;

private:
    Result<QByteArray> readFile() const;
    Result<bool> change(const std::optional<HealthTarget> &target, const QString &former);
    void apply();

    const QString m_path;
    const monitoring::TargetMeans m_means;
    monitoring::AgentService *m_agent;
    const Clock &m_clock;
    QByteArray m_applied;                  ///< the text behind what is watched; on the worker
    QHash<QString, HealthTarget> m_watched; ///< by source; on the worker
    QTimer m_looking;
    const CancelToken m_closing;
    std::vector<std::unique_ptr<tasks::Worker>> m_testers; ///< one each, so that one that hangs holds up no other
    tasks::Worker m_worker{QStringLiteral("targets")};
};

} // namespace plancia::wiring
