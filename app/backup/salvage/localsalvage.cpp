// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/localsalvage.h"

#include "app/log/log.h"

namespace plancia::backup::salvage {

LocalSalvage::LocalSalvage(Salvager::Options options, tasks::TaskQueue &tasks, const Clock &clock, QString workspace)
    : m_tasks(tasks), m_store(options.place.store), m_workspace(std::move(workspace)), m_salvager(std::move(options), clock)
{
}

LocalSalvage::~LocalSalvage()
{
    m_closing.cancel();
    m_worker.stop();
}

template <class T>
QFuture<Result<T>> LocalSalvage::run(const QString &subject, const CallContext &context, std::function<Result<T>(const ProgressSink &)> work)
{
    return m_tasks.run(m_worker, QStringLiteral("salvage"), subject, m_workspace, context.cancel,
                       [this, context, work = std::move(work)](const ProgressSink &progress) -> Result<T> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           auto result = work(progress);
                           if (!result)
                               log::write(log::Level::Warning, "backup", result.error().with(QStringLiteral("request"), context.requestId));
                           return result;
                       });
}

QFuture<Result<SalvagePlan>> LocalSalvage::look(CallContext context)
{
    return run<SalvagePlan>(m_store, context, [this, context](const ProgressSink &progress) { return m_salvager.look(context.cancel, progress); });
}

QFuture<Result<SalvageReport>> LocalSalvage::apply(SalvageOffer::Source source, CallContext context)
{
    return run<SalvageReport>(m_store, context, [this, source, context](const ProgressSink &progress) {
        return m_salvager.apply(source, context.requestId, context.cancel, progress);
    });
}

QFuture<Result<RowRecovery>> LocalSalvage::recover(QString from, QString to, CallContext context)
{
    return run<RowRecovery>(from, context, [this, from, to, context](const ProgressSink &progress) {
        return m_salvager.recover(from, to, context.cancel, progress);
    });
}

} // namespace plancia::backup::salvage
