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

QJsonObject toJson(const User &user)
{
    return {{QStringLiteral("id"), user.id.toString()},
            {QStringLiteral("tenant_id"), user.tenantId.toString()},
            {QStringLiteral("tenant_slug"), user.tenantSlug},
            {QStringLiteral("email"), user.email},
            {QStringLiteral("name"), user.name},
            {QStringLiteral("role"), toString(user.role)},
            {QStringLiteral("status"), toString(user.status)},
            {QStringLiteral("status_reason"), user.statusReason},
            {QStringLiteral("email_verified_at"), timeOrNull(user.emailVerifiedAt)},
            {QStringLiteral("last_sign_in_at"), timeOrNull(user.lastSignInAt)},
            {QStringLiteral("failed_sign_ins"), user.failedSignIns},
            {QStringLiteral("token_reused_at"), timeOrNull(user.tokenReusedAt)},
            {QStringLiteral("created_at"), isoTime(user.createdAt)},
            {QStringLiteral("updated_at"), isoTime(user.updatedAt)},
            {QStringLiteral("row_version"), user.rowVersion}};
}

QJsonObject toListedJson(const ApiKey &key, qint64 nowMs)
{
    const auto id = [](ApiKeyId one) { return one.isNull() ? QJsonValue() : QJsonValue(one.toString()); };
    return {{QStringLiteral("id"), key.id.toString()},
            {QStringLiteral("lookup"), key.lookup},
            {QStringLiteral("shown"), key.shown},
            {QStringLiteral("tenant_id"), key.tenantId.toString()},
            {QStringLiteral("tenant_slug"), key.tenantSlug},
            {QStringLiteral("name"), key.name},
            {QStringLiteral("environment"), key.environment},
            {QStringLiteral("state"), toString(stateOf(key, nowMs))},
            {QStringLiteral("status"), toString(key.status)},
            {QStringLiteral("status_reason"), key.statusReason},
            {QStringLiteral("internal"), key.isInternal},
            {QStringLiteral("expires_at"), timeOrNull(key.expiresAt)},
            {QStringLiteral("grace_ends_at"), timeOrNull(key.graceEndsAt)},
            {QStringLiteral("predecessor_id"), id(key.predecessorId)},
            {QStringLiteral("successor_id"), id(key.successorId)},
            {QStringLiteral("created_by"), key.createdBy},
            {QStringLiteral("created_at"), isoTime(key.createdAt)},
            {QStringLiteral("updated_at"), isoTime(key.updatedAt)},
            {QStringLiteral("row_version"), key.rowVersion},
            {QStringLiteral("last_used_at"), timeOrNull(key.lastUsedAt)},
            {QStringLiteral("last_used_address"), key.lastUsedAddress},
            {QStringLiteral("last_used_client"), key.lastUsedClient}};
}

QJsonObject toJson(const HygieneRow &row)
{
    return {{QStringLiteral("id"), row.key.id.toString()},
            {QStringLiteral("shown"), row.key.shown},
            {QStringLiteral("tenant_slug"), row.key.tenantSlug},
            {QStringLiteral("name"), row.key.name},
            {QStringLiteral("created_at"), isoTime(row.key.createdAt)},
            {QStringLiteral("last_used_at"), timeOrNull(row.key.lastUsedAt)},
            {QStringLiteral("expires_at"), timeOrNull(row.key.expiresAt)},
            {QStringLiteral("grace_ends_at"), timeOrNull(row.key.graceEndsAt)},
            {QStringLiteral("count"), row.count}};
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

QStringList columnsOf(const User *)
{
    return {QStringLiteral("email"),           QStringLiteral("name"),          QStringLiteral("tenant_slug"), QStringLiteral("role"),
            QStringLiteral("status"),          QStringLiteral("last_sign_in_at"), QStringLiteral("failed_sign_ins"), QStringLiteral("email_verified_at"),
            QStringLiteral("token_reused_at"), QStringLiteral("status_reason"), QStringLiteral("created_at"),  QStringLiteral("updated_at"),
            QStringLiteral("row_version"),     QStringLiteral("tenant_id"),     QStringLiteral("id")};
}

QStringList columnsOf(const ApiKey *)
{
    return {QStringLiteral("name"),         QStringLiteral("tenant_slug"),   QStringLiteral("environment"),    QStringLiteral("state"),
            QStringLiteral("shown"),        QStringLiteral("last_used_at"),  QStringLiteral("last_used_address"), QStringLiteral("last_used_client"),
            QStringLiteral("expires_at"),   QStringLiteral("grace_ends_at"), QStringLiteral("status"),         QStringLiteral("status_reason"),
            QStringLiteral("internal"),     QStringLiteral("created_at"),    QStringLiteral("created_by"),     QStringLiteral("updated_at"),
            QStringLiteral("row_version"),  QStringLiteral("lookup"),        QStringLiteral("predecessor_id"), QStringLiteral("successor_id"),
            QStringLiteral("tenant_id"),    QStringLiteral("id")};
}

QStringList columnsOf(const HygieneRow *)
{
    return {QStringLiteral("name"),         QStringLiteral("tenant_slug"), QStringLiteral("shown"), QStringLiteral("created_at"),
            QStringLiteral("last_used_at"), QStringLiteral("expires_at"),  QStringLiteral("grace_ends_at"), QStringLiteral("count"), QStringLiteral("id")};
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
