// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/batch.h"

namespace plancia::wiring {

namespace {
/// Blocks, on the batch's thread, for those of the archive and the backups.
Result<QString> keepPresent(MomentsPort *moments, BackupsPort *backups, const QString &name, const CallContext &context)
{
    if (moments) {
        auto status = moments->status(context).result();
        if (!status)
            return fail(status.error());
        if (status->enabled) {
            auto moment = moments->nameMoment(name, context).result();
            return moment ? Result<QString>(moment->name) : Result<QString>(moment.error());
        }
    }
    if (!backups)
        return QString();
    auto made = backups->create({{}, QStringLiteral("before:bulk"), {}}, context).result();
    return made ? Result<QString>(made->path) : Result<QString>(made.error());
}
} // namespace

std::unique_ptr<BatchPort> makeBatch(const Batch &batch, const audit::Recorder &recorder, tasks::TaskQueue &tasks)
{
    controlplane::TenantBatch::Parts parts{.gateway = batch.gateway, .program = batch.program, .workspace = batch.identity.id, .isReadOnly = batch.identity.readOnly};
    if (!batch.identity.readOnly && (batch.moments || batch.backups))
        parts.keep = [moments = batch.moments, backups = batch.backups](const QString &name, const CallContext &context) {
            return keepPresent(moments, backups, name, context);
        };
    if (store::LocalStore *store = batch.store)
        parts.prepare = [store](bool writesMuch) { store->setBulkWriting(writesMuch); };
    return std::make_unique<controlplane::TenantBatch>(std::move(parts), recorder, tasks);
}

} // namespace plancia::wiring
