// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "models/domain/audit.h"
#include "models/domain/backup.h"
#include "models/domain/bulk.h"
#include "models/domain/comparison.h"
#include "models/domain/connection.h"
#include "models/domain/listrows.h"
#include "models/domain/maintenance.h"
#include "models/domain/move.h"
#include "models/domain/restore.h"
#include "models/domain/salvage.h"
#include "models/domain/sample.h"
#include "models/domain/tenant.h"
#include "models/domain/tenantimport.h"
#include "models/domain/user.h"
#include "models/domain/workspace.h"
#include "models/ports/backupsport.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

/// The objects that `--json` prints. Scripts read them: a member may be added, none renamed or taken away.
/// Times are ISO 8601 in UTC with milliseconds, ids lower-case UUIDs, what is not known is null.
namespace plancia::cli {

QString isoTime(qint64 unixMs); ///< "2026-01-31T13:45:00.123Z"
QString shownTime(qint64 unixMs); ///< "2026-01-31 13:45:00Z", for people; empty for 0
QJsonValue timeOrNull(qint64 unixMs);

using plancia::toJson; ///< of RowDifference, Tenant, User and AuditEvent
QJsonObject toJson(const UserSession &session);
QJsonObject toJson(const SignIn &signIn);
QJsonObject toJson(const BulkRefusal &refusal);
QJsonObject toJson(const BulkPlan &plan);
QJsonObject toJson(const BulkReport &report);
QJsonObject toJson(const ApiKey &key); ///< its state is that of now
QJsonObject toJson(const ImportFault &fault);
QJsonObject toJson(const ImportPlan &plan); ///< without its faults
QJsonObject toJson(const BackupInfo &backup);
QJsonObject toJson(const BisectReport &report);
QJsonObject toJson(const RestoreReport &report);
QJsonObject toJson(const SalvagedTable &table);
QJsonObject toJson(const RowRecovery &rows);
QJsonObject toJson(const SalvagePlan &plan);
QJsonObject toJson(const SalvageReport &report);
QJsonObject toJson(const MoveMark &mark);
QJsonObject toJson(const MovePlan &plan);
QJsonObject toJson(const MoveReport &report);
QJsonObject toJson(const MoveOutcome &outcome);
QJsonObject toJson(const SecondPlaceState &place);
QJsonObject toJson(const TrashedBackup &trashed);
QJsonObject toJson(const PrunePlan &plan);
QJsonObject toJson(const TableComparison &table);
QJsonObject toJson(const Comparison &comparison);
QJsonObject toJson(const ConnectionProfile &profile);
QJsonObject toJson(const SchemaPlan &plan);
QJsonObject toJson(const WorkspaceIdentity &identity);
QJsonObject toJson(const Sample &sample);
QJsonObject toJson(const StreamGap &gap);
QString countedMessage(const Event &event); ///< "read.orders took long (×5)": one that stands for others, too
QString gapLine(const StreamGap &gap); ///< "# gap FROM TO REASON", and its source where it has one
QJsonObject toJson(const CheckInfo &info);
QJsonObject toJson(const CheckResult &result);
QJsonObject toJson(const QueryProfile &query);
QJsonObject toJson(const QMap<QString, qint64> &counts);

/// {"items": […], "next": null}
template <class List>
QJsonObject listObject(const List &list, const QString &next = {})
{
    QJsonArray items;
    for (const auto &item : list)
        items.append(toJson(item));
    return {{"items", items}, {"next", next.isEmpty() ? QJsonValue() : QJsonValue(next)}};
}

} // namespace plancia::cli
