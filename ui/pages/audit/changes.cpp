// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/changes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::ui {

namespace {
QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::String:
        return value.toString().isNull() ? QStringLiteral("") : value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    default:
        return value.toVariant().toString();
    }
}
} // namespace

QList<FieldChange> changesOf(const QString &detailsJson)
{
    const QJsonObject details = QJsonDocument::fromJson(detailsJson.toUtf8()).object();
    QList<FieldChange> changes;
    for (auto it = details.begin(); it != details.end(); ++it) {
        const QJsonArray pair = it.value().toArray();
        if (pair.size() == 2)
            changes.append({it.key(), textOf(pair.at(0)), textOf(pair.at(1))});
        else
            changes.append({it.key(), {}, textOf(it.value())});
    }
    return changes;
}

} // namespace plancia::ui
