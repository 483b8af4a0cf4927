// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/event.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

namespace plancia {

namespace {
constexpr std::array<const char *, kEventSeverities> kWords{"debug", "info", "warning", "error", "critical"};
constexpr qint64 kMostCount = 1'000'000'000;
constexpr int kMostLevels = 32; ///< of details: the stream's frames, which carry them, must stay readable for every parser

bool isName(const QString &text)
{
    return text.size() <= Event::kMaxNameChars && std::ranges::all_of(text, [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

/// The parser bounds how deep it is itself (1024).
bool isDeeper(const QJsonValue &value, int levels)
{
    if (!value.isObject() && !value.isArray())
        return false;
    if (levels == 0)
        return true;
    if (value.isArray())
        return std::ranges::any_of(value.toArray(), [levels](const QJsonValue &one) { return isDeeper(one, levels - 1); });
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), [levels](const QJsonValue &one) { return isDeeper(one, levels - 1); });
}

std::optional<QString> faultOfDetails(const QString &details)
{
    if (details.isEmpty())
        return std::nullopt;
    const QByteArray json = details.toUtf8();
    if (json.size() > Event::kMaxDetailsBytes)
        return QStringLiteral("details: at most %1 bytes").arg(Event::kMaxDetailsBytes);
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject())
        return QStringLiteral("details: no JSON object");
    if (isDeeper(document.object(), kMostLevels))
        return QStringLiteral("details: nested more than %1 deep").arg(kMostLevels);
    return std::nullopt;
}
} // namespace

QString toString(EventSeverity severity) { return QString::fromLatin1(kWords[static_cast<size_t>(severity)]); }

std::optional<EventSeverity> eventSeverity(QStringView word)
{
    for (size_t i = 0; i < kWords.size(); ++i)
        if (word == QLatin1String(kWords[i]))
            return static_cast<EventSeverity>(i);
    return std::nullopt;
}

std::optional<QString> faultOf(const Event &event)
{
    const std::array<std::pair<const char *, const QString *>, 4> names{
        {{"source", &event.source}, {"type", &event.type}, {"tenant", &event.tenant}, {"trace", &event.trace}}};
    for (const auto &[field, text] : names)
        if (!isName(*text))
            return QStringLiteral("%1: at most %2 printable characters").arg(QLatin1String(field)).arg(Event::kMaxNameChars);
    if (event.source.isEmpty() || event.type.isEmpty())
        return QStringLiteral("source and type must not be empty");
    if (event.message.size() > Event::kMaxMessageChars || event.message.contains(QChar(0)))
        return QStringLiteral("message: at most %1 characters, none of them NUL").arg(Event::kMaxMessageChars);
    if (auto fault = faultOfDetails(event.details))
        return fault;
    if (event.count < 1 || event.count > kMostCount)
        return QStringLiteral("count: from 1 to %1").arg(kMostCount);
    return std::nullopt;
}

} // namespace plancia
