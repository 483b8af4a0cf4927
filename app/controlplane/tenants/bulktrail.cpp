// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/bulktrail.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/tenants/trail.h"
#include "models/errors/catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::controlplane::tenants {

namespace {

/// The act that a row belongs to. (details may be empty, which is no JSON.)
QByteArray bulkOf(sql::Dialect dialect)
{
    return dialect == sql::Dialect::Postgres ? "details->>'bulk'" : "CASE WHEN json_valid(details) THEN json_extract(details, '$.bulk') END";
}

QString textOf(const QUuid &id) { return id.toString(QUuid::WithoutBraces); }

QJsonObject objectOf(const QString &details) { return QJsonDocument::fromJson(details.toUtf8()).object(); }

/// A killed act: how far it came.
Result<std::optional<AuditEvent>> gather(sql::Connection &connection, const QUuid &bulk, qint64 since, qint64 now)
{
    for (const QString &act : {action::TenantSuspend, action::TenantActivate, action::TenantUpdate, action::TenantUndo}) {
        auto rows = connection.query("SELECT count(*), max(reason) FROM audit_log WHERE action = $1 AND at >= $2 AND at <= $3 AND "
                                         + bulkOf(connection.dialect()) + " = $4",
                                     {act, sql::TimeMs{since}, sql::TimeMs{now}, textOf(bulk)});
        if (!rows)
            return fail(rows.error());
        const qint64 changed = rows->isEmpty() ? 0 : (*rows)[0].integer(0);
        if (changed == 0)
            continue;
        AuditEvent event;
        event.at = now;
        event.action = action::TenantBulk;
        event.objectId = textOf(bulk);
        event.reason = (*rows)[0].text(1);
        BulkReport report;
        report.changed = report.total = changed;
        event.details = compact(summaryJson({}, report, act));
        return std::optional(event);
    }
    return std::optional<AuditEvent>();
}

} // namespace

Result<QList<BulkRow>> BulkRows::next(sql::Connection &connection, qsizetype limit)
{
    auto rows = connection.query("SELECT at, id, tenant_id, tenant_slug, details FROM audit_log WHERE action = $1 AND at >= $2 AND at <= $3"
                                 " AND (at, id) > ($4, $5) AND " + bulkOf(connection.dialect()) + " = $6 ORDER BY at, id LIMIT "
                                     + QByteArray::number(limit),
                                 {action, sql::TimeMs{since}, sql::TimeMs{until}, sql::TimeMs{lastAt}, lastId, textOf(bulk)});
    if (!rows)
        return fail(rows.error());
    QList<BulkRow> found;
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        const QJsonObject details = objectOf(row.text(4));
        const auto version = static_cast<qint64>(details.value(QStringLiteral("row_version")).toArray().at(1).toDouble());
        found.append({TenantId(row.uuid(2)), row.text(3), version, details});
        lastAt = row.integer(0);
        lastId = row.uuid(1);
    }
    return found;
}

QJsonObject summaryJson(QJsonObject request, const BulkReport &report, const QString &rowAction)
{
    request.insert(QStringLiteral("action"), rowAction);
    request.insert(QStringLiteral("total"), report.total);
    request.insert(QStringLiteral("changed"), report.changed);
    request.insert(QStringLiteral("skipped"), report.skippedCount);
    request.insert(QStringLiteral("started_at"), isoTime(report.startedAt));
    if (!report.kept.isEmpty())
        request.insert(QStringLiteral("kept"), report.kept);
    return request;
}

BulkReport reportOf(const AuditEvent &summary)
{
    const QJsonObject details = objectOf(summary.details);
    const auto number = [&details](const char *key) { return static_cast<qint64>(details.value(QLatin1String(key)).toDouble()); };
    BulkReport report;
    report.id = QUuid::fromString(summary.objectId);
    report.act = summary.objectName;
    report.undoes = QUuid::fromString(details.value(QStringLiteral("undoes")).toString());
    report.total = number("total");
    report.changed = number("changed");
    report.skippedCount = number("skipped");
    report.kept = details.value(QStringLiteral("kept")).toString();
    report.startedAt = summary.at - summary.durationMs;
    report.finishedAt = summary.at;
    if (const ErrorRow *row = errorRowById(summary.errorCode))
        report.stoppedBy = Error(row->code);
    return report;
}

QString rowActionOf(const AuditEvent &summary) { return objectOf(summary.details).value(QStringLiteral("action")).toString(); }

Result<std::optional<AuditEvent>> findSummary(sql::Connection &connection, const QUuid &bulk, qint64 since, qint64 now)
{
    auto rows = connection.query("SELECT at, object_name, reason, duration_ms, error_code, details FROM audit_log"
                                 " WHERE action = $1 AND at >= $2 AND object_id = $3 ORDER BY at, id LIMIT 1",
                                 {action::TenantBulk, sql::TimeMs{since}, textOf(bulk)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return gather(connection, bulk, since, now);
    const sql::Row row = (*rows)[0];
    AuditEvent event;
    event.at = row.integer(0);
    event.action = action::TenantBulk;
    event.objectId = textOf(bulk);
    event.objectName = row.text(1);
    event.reason = row.text(2);
    event.durationMs = row.integer(3);
    event.errorCode = row.text(4);
    event.details = row.text(5);
    return std::optional(event);
}

} // namespace plancia::controlplane::tenants
