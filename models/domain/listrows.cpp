// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/listrows.h"

#include "models/format/csv.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace plancia {

namespace {
QString isoTime(qint64 unixMs) { return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs); }
QJsonValue timeOrNull(qint64 unixMs) { return unixMs ? QJsonValue(isoTime(unixMs)) : QJsonValue(); }

QString fieldOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return value.toDouble() == std::floor(value.toDouble()) ? QString::number(value.toInteger()) : QString::number(value.toDouble(), 'g', 12);
    case QJsonValue::String:
        return value.toString().isNull() ? QStringLiteral("") : value.toString();
    case QJsonValue::Array: {
        QStringList words;
        for (const QJsonValue &word : value.toArray())
            words.append(word.toString());
        return words.isEmpty() ? QStringLiteral("") : words.join(u' ');
    }
    case QJsonValue::Object:
        break;
    }
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}
} // namespace

QJsonObject toJson(const Tenant &tenant)
{
    return {{QStringLiteral("id"), tenant.id.toString()},
            {QStringLiteral("slug"), tenant.slug},
            {QStringLiteral("name"), tenant.name},
            {QStringLiteral("status"), toString(tenant.status)},
            {QStringLiteral("status_reason"), tenant.statusReason},
            {QStringLiteral("notes"), tenant.notes},
            {QStringLiteral("created_at"), isoTime(tenant.createdAt)},
            {QStringLiteral("updated_at"), isoTime(tenant.updatedAt)},
            {QStringLiteral("row_version"), tenant.rowVersion},
            {QStringLiteral("trial_ends_at"), timeOrNull(tenant.trialEndsAt)},
            {QStringLiteral("tags"), QJsonArray::fromStringList(tenant.tags)},
            {QStringLiteral("deleted_at"), timeOrNull(tenant.deletedAt)}};
}

QJsonObject toJson(const AuditEvent &event)
{
    return {{QStringLiteral("id"), event.id.toString()},
            {QStringLiteral("tenant_id"), event.tenantId.toString()},
            {QStringLiteral("tenant_slug"), event.tenantSlug},
            {QStringLiteral("at"), isoTime(event.at)},
            {QStringLiteral("seq"), event.seq},
            {QStringLiteral("commit_no"), event.commitNo},
            {QStringLiteral("actor_kind"), event.actorKind},
            {QStringLiteral("actor_name"), event.actorName},
            {QStringLiteral("claimed_by"), event.claimedBy},
            {QStringLiteral("action"), event.action},
            {QStringLiteral("object_kind"), event.objectKind},
            {QStringLiteral("object_id"), event.objectId},
            {QStringLiteral("object_name"), event.objectName},
            {QStringLiteral("result"), toString(event.result)},
            {QStringLiteral("error_code"), event.errorCode},
            {QStringLiteral("duration_ms"), event.durationMs},
            {QStringLiteral("reason"), event.reason},
            {QStringLiteral("origin"), event.origin},
            {QStringLiteral("run_id"), event.runId},
            {QStringLiteral("request_id"), event.requestId},
            {QStringLiteral("details"), QJsonDocument::fromJson(event.details.toUtf8()).object()}};
}

QJsonObject toJson(const Event &event)
{
    return {{QStringLiteral("at"), isoTime(event.at)},
            {QStringLiteral("severity"), toString(event.severity)},
            {QStringLiteral("source"), event.source},
            {QStringLiteral("type"), event.type},
            {QStringLiteral("tenant"), event.tenant},
            {QStringLiteral("trace"), event.trace},
            {QStringLiteral("message"), event.message},
            {QStringLiteral("duration_ms"), event.durationMs < 0 ? QJsonValue() : QJsonValue(event.durationMs)},
            {QStringLiteral("count"), event.count},
            {QStringLiteral("details"), QJsonDocument::fromJson(event.details.toUtf8()).object()},
            {QStringLiteral("offset"), event.offset}};
}

QStringList columnsOf(const Tenant *)
{
    return {QStringLiteral("slug"),       QStringLiteral("name"),       QStringLiteral("status"),      QStringLiteral("tags"),
            QStringLiteral("notes"),      QStringLiteral("trial_ends_at"), QStringLiteral("status_reason"), QStringLiteral("created_at"),
            QStringLiteral("updated_at"), QStringLiteral("deleted_at"), QStringLiteral("row_version"), QStringLiteral("id")};
}

QStringList columnsOf(const AuditEvent *)
{
    return {QStringLiteral("at"),          QStringLiteral("actor_name"), QStringLiteral("action"),      QStringLiteral("result"),
            QStringLiteral("tenant_slug"), QStringLiteral("object_kind"), QStringLiteral("object_name"), QStringLiteral("reason"),
            QStringLiteral("error_code"),  QStringLiteral("duration_ms"), QStringLiteral("details"),    QStringLiteral("actor_kind"),
            QStringLiteral("claimed_by"),  QStringLiteral("origin"),     QStringLiteral("tenant_id"),   QStringLiteral("object_id"),
            QStringLiteral("seq"),         QStringLiteral("commit_no"),  QStringLiteral("run_id"),      QStringLiteral("request_id"),
            QStringLiteral("id")};
}

QStringList columnsOf(const Event *)
{
    return {QStringLiteral("at"),      QStringLiteral("severity"),    QStringLiteral("source"), QStringLiteral("type"),    QStringLiteral("tenant"), QStringLiteral("trace"),
            QStringLiteral("message"), QStringLiteral("duration_ms"), QStringLiteral("count"),  QStringLiteral("details"), QStringLiteral("offset")};
}

QByteArray listHead(const QStringList &columns, ListFormat shape) { return shape == ListFormat::Csv ? format::csvLine(columns) : QByteArray(); }

QByteArray listLine(const QJsonObject &row, const QStringList &columns, ListFormat shape)
{
    if (shape == ListFormat::JsonLines)
        return QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
    QStringList fields;
    for (const QString &column : columns)
        fields.append(fieldOf(row.value(column)));
    return format::csvLine(fields);
}

} // namespace plancia
