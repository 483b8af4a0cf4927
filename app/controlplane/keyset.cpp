// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keyset.h"

#include "models/domain/textkey.h"

namespace plancia::controlplane {

QString encodeCursor(const SortKey &key, int sort)
{
    const auto *text = std::get_if<QString>(&key.value);
    const QByteArray value = text ? text->toUtf8().toHex() : QByteArray::number(std::get<sql::TimeMs>(key.value).ms);
    return QStringLiteral("%1.%2.%3").arg(QString::number(sort), QString::fromLatin1(value), key.id.toString(QUuid::Id128));
}

Result<SortKey> decodeCursor(const QString &cursor, int sort, bool isTime)
{
    const QStringList parts = cursor.split(u'.');
    const QByteArray id = parts.size() == 3 ? QByteArray::fromHex(parts[2].toLatin1()) : QByteArray();
    if (id.size() != 16 || parts[0] != QString::number(sort))
        return fail(ErrorCode::ValCursor);
    bool ok = true;
    const sql::Value value = isTime ? sql::Value(sql::TimeMs{parts[1].toLongLong(&ok)})
                                    : sql::Value(QString::fromUtf8(QByteArray::fromHex(parts[1].toLatin1())));
    const auto *text = std::get_if<QString>(&value);
    if (!ok || (text && text->contains(QChar(0)))) // PostgreSQL's text holds no zero
        return fail(ErrorCode::ValCursor);
    return SortKey{value, QUuid::fromRfc4122(id)};
}

double KeyRange::shareOf(const sql::Value &value) const
{
    if (const auto *text = std::get_if<QString>(&value))
        return keyShare(std::get<QString>(first), std::get<QString>(last), *text);
    const auto ms = [](const sql::Value &v) { return static_cast<double>(std::get<sql::TimeMs>(v).ms); };
    const double span = ms(last) - ms(first);
    return span > 0 ? std::clamp((ms(value) - ms(first)) / span, 0.0, 1.0) : 0;
}

sql::Value KeyRange::at(double share) const
{
    share = std::clamp(share, 0.0, 1.0);
    if (const auto *text = std::get_if<QString>(&first))
        return keyAtShare(*text, std::get<QString>(last), share);
    const qint64 from = std::get<sql::TimeMs>(first).ms;
    const auto span = static_cast<double>(std::get<sql::TimeMs>(last).ms - from);
    return sql::TimeMs{from + static_cast<qint64>(span * share)};
}

} // namespace plancia::controlplane
