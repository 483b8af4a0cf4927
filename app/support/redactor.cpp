// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/redactor.h"

#include "app/log/log.h"
#include "app/log/mask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace plancia::support {

namespace {
const QString kMasked = QStringLiteral("‹masked›");
constexpr qsizetype kShortestSecret = 4;

/// The text as it stands inside a string of JSON.
QString asJson(const QString &text)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact)).mid(2).chopped(2);
}
} // namespace

Redactor::Redactor(const QStringList &secrets, const QString &home) : m_home(home.size() > 1 ? home : QString())
{
    for (const QString &secret : secrets) {
        if (secret.size() < kShortestSecret)
            continue;
        const QByteArray bytes = secret.toUtf8();
        m_needles += {secret, asJson(secret), asJson(asJson(secret)), QString::fromLatin1(QUrl::toPercentEncoding(secret)),
                      QString::fromLatin1(bytes.toBase64()), QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals)),
                      QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding)), QString::fromLatin1(bytes.toHex())};
    }
    m_needles.removeDuplicates();
    std::ranges::sort(m_needles, [](const QString &a, const QString &b) { return a.size() > b.size(); }); // no rest remains
}

QString Redactor::text(const QString &source)
{
    QString out = log::mask(source, &m_count);
    for (const QString &needle : m_needles) {
        m_count += static_cast<int>(out.count(needle, Qt::CaseInsensitive));
        out.replace(needle, kMasked, Qt::CaseInsensitive);
    }
    if (!m_home.isEmpty())
        out.replace(m_home, QStringLiteral("~"));
    return out;
}

QJsonValue Redactor::json(const QJsonValue &value, const QString &key)
{
    if (value.isObject()) {
        QJsonObject out;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            out.insert(text(it.key()), json(it.value(), it.key()));
        return out;
    }
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray())
            out.append(json(item, key));
        return out;
    }
    const bool says = value.isString() ? !value.toString().isEmpty() : value.isDouble();
    if (says && log::namesSecret(key)) {
        ++m_count;
        return kMasked;
    }
    return value.isString() ? QJsonValue(text(value.toString())) : value;
}

} // namespace plancia::support
