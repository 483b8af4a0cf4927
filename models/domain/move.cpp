// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/move.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace plancia {

namespace {
/// JSON says every character also as \uXXXX.
QByteArray escaped(const QByteArray &json)
{
    QByteArray text;
    const QString wide = QString::fromUtf8(json);
    for (const QChar c : wide) {
        const ushort code = c.unicode();
        if (code < 0x20 || code > 0x7e || code == '\'' || code == '$')
            text += "\\u" + QByteArray::number(code, 16).rightJustified(4, '0');
        else
            text += static_cast<char>(code);
    }
    return text;
}
} // namespace

QByteArray toText(const MoveMark &mark)
{
    const QJsonObject object{{QStringLiteral("state"), mark.state == MoveMark::State::Moved ? QStringLiteral("moved") : QStringLiteral("moving")},
                             {QStringLiteral("move"), mark.id.toString(QUuid::WithoutBraces)},
                             {QStringLiteral("to"), mark.to},
                             {QStringLiteral("place"), mark.place},
                             {QStringLiteral("at"), mark.at},
                             {QStringLiteral("machine"), mark.machine},
                             {QStringLiteral("store"), mark.store.toString(QUuid::WithoutBraces)}};
    return escaped(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<MoveMark> moveMarkFromText(QByteArrayView text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toByteArray()).object();
    MoveMark mark;
    mark.id = QUuid::fromString(object.value(QLatin1String("move")).toString());
    if (mark.id.isNull())
        return std::nullopt;
    mark.state = object.value(QLatin1String("state")).toString() == u"moved" ? MoveMark::State::Moved : MoveMark::State::Moving;
    mark.to = object.value(QLatin1String("to")).toString();
    mark.place = object.value(QLatin1String("place")).toString();
    mark.at = object.value(QLatin1String("at")).toInteger();
    mark.machine = object.value(QLatin1String("machine")).toString();
    mark.store = QUuid::fromString(object.value(QLatin1String("store")).toString());
    return mark;
}

} // namespace plancia
