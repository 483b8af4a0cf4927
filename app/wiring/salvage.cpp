// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/salvage.h"

#include "app/backup/salvage/localsalvage.h"
#include "app/wiring/workspaces.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace plancia::wiring {

std::unique_ptr<SalvagePort> makeSalvage(const Places &places, const RuntimeOptions &options, Workspaces &workspaces,
                                         const audit::Recorder &recorder, tasks::TaskQueue &tasks)
{
    backup::salvage::Salvager::Options salvage;
    salvage.place = workspaces.lostLocal();
    salvage.archives = places.data + QStringLiteral("/archive");
    salvage.alone = [&workspaces](const std::function<Result<bool>()> &work, const CancelToken &cancel) {
        return workspaces.whileLocalIsClosed(work, cancel);
    };
    salvage.others = [&workspaces] { return workspaces.otherStores(); };
    salvage.readOnly = options.readOnly;
    salvage.append = [&recorder, path = places.controlStore()](sql::Connection &connection, const QJsonObject &details,
                                                               const QString &requestId) -> Result<bool> {
        audit::Act act;
        act.action = action::StoreSalvage;
        act.objectKind = QStringLiteral("store");
        act.objectName = QFileInfo(path).fileName();
        act.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
        CallContext context;
        context.requestId = requestId;
        auto appended = recorder.append(connection, recorder.begin(act, context));
        return appended ? Result<bool>(true) : Result<bool>(appended.error());
    };
    return std::make_unique<backup::salvage::LocalSalvage>(std::move(salvage), tasks, recorder.clock(), kLocalWorkspace);
}

} // namespace plancia::wiring
