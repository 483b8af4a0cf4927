// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/salvage/salvager.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/salvageport.h"

namespace plancia::backup::salvage {

/// The port of the local store's salvage: its work as tasks on a thread of its own. The destructor cancels what runs and
/// waits for it.
class LocalSalvage final : public SalvagePort {
public:
    LocalSalvage(Salvager::Options options, tasks::TaskQueue &tasks, const Clock &clock, QString workspace);
    ~LocalSalvage() override;

    QFuture<Result<SalvagePlan>> look(CallContext context) override;
    QFuture<Result<SalvageReport>> apply(SalvageOffer::Source source, CallContext context) override;
    QFuture<Result<RowRecovery>> recover(QString from, QString to, CallContext context) override;

private:
    template <class T>
    QFuture<Result<T>> run(const QString &subject, const CallContext &context, std::function<Result<T>(const ProgressSink &)> work);
    tasks::TaskQueue &m_tasks;
    const QString m_store;
    const QString m_workspace;
    const Salvager m_salvager;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("salvage")};
};

} // namespace plancia::backup::salvage
