// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/audit.h"
#include "models/domain/bulk.h"

#include <QJsonObject>

/// Acts on many tenants in the audit trail, from which they are reported and undone. Each tenant's row has the act's id as
/// "bulk" in its details; a row TENANT_BULK, written when it is over, names the act as its object.
namespace plancia::controlplane::tenants {

/// What an act did to one tenant.
struct BulkRow {
    TenantId tenant;
    QString slug;
    qint64 rowVersion = 0; ///< that it left
    QJsonObject changes;
};

/// The rows of one act, along the trail.
struct BulkRows {
    QUuid bulk;
    QString action; ///< of each row
    qint64 since = 0; ///< Unix ms UTC, inclusive, as is until
    qint64 until = 0;
    qint64 lastAt = 0; ///< where the page before ended
    QUuid lastId = {};
    /// The next ones; empty at the end. Blocks.
    Result<QList<BulkRow>> next(sql::Connection &connection, qsizetype limit);
};

/// Details of the row for the whole.
QJsonObject summaryJson(QJsonObject request, const BulkReport &report, const QString &rowAction);
BulkReport reportOf(const AuditEvent &summary);
QString rowActionOf(const AuditEvent &summary);
/// The row for the whole; of an act whose program was killed it is made from its rows. Nothing when there is no such act.
Result<std::optional<AuditEvent>> findSummary(sql::Connection &connection, const QUuid &bulk, qint64 since, qint64 now);

} // namespace plancia::controlplane::tenants
