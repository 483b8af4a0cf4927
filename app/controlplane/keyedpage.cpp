// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keyedpage.h"

#include "models/domain/textkey.h"

namespace plancia::controlplane {

QByteArray inOrder(const QByteArray &column, const QByteArray &id, bool ascending)
{
    return " ORDER BY " + column + (ascending ? ", " : " DESC, ") + id + (ascending ? "" : " DESC");
}

QByteArray wordRange(const QByteArray &column, const QString &word, ListQuery &built)
{
    if (word.startsWith(u'#'))
        return column + " = " + built.bind(word);
    QByteArray range = column + " >= " + built.bind(word);
    if (const QString end = prefixEnd(word); !end.isEmpty())
        range += " AND " + column + " < " + built.bind(end);
    return range;
}

namespace detail {

/// "<order>.<value>.<id>"
QString encode(const SortKey &key, int order)
{
    const auto *text = std::get_if<QString>(&key.value);
    const QByteArray value = text ? text->toUtf8().toHex()
                                  : QByteArray::number(std::get<sql::TimeMs>(key.value).ms);
    return QStringLiteral("%1.%2.%3").arg(QString::number(order), QString::fromLatin1(value), key.id.toString(QUuid::Id128));
}

Result<SortKey> decode(const QString &cursor, int order, bool isTime)
{
    const QStringList parts = cursor.split(u'.');
    const QByteArray id = parts.size() == 3 ? QByteArray::fromHex(parts[2].toLatin1()) : QByteArray();
    if (id.size() != 16 || parts[0] != QString::number(order))
        return fail(ErrorCode::ValCursor);
    bool ok = true;
    const sql::Value value = isTime ? sql::Value(sql::TimeMs{parts[1].toLongLong(&ok)})
                                    : sql::Value(QString::fromUtf8(QByteArray::fromHex(parts[1].toLatin1())));
    const auto *text = std::get_if<QString>(&value);
    if (!ok || (text && text->contains(QChar(0)))) // PostgreSQL's text holds no zero
        return fail(ErrorCode::ValCursor);
    return SortKey{value, QUuid::fromRfc4122(id)};
}

double shareOf(const sql::Value &first, const sql::Value &last, const sql::Value &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return keyShare(std::get<QString>(first), std::get<QString>(last), *text);
    const auto ms = [](const sql::Value &v) { return static_cast<double>(std::get<sql::TimeMs>(v).ms); };
    const double span = ms(last) - ms(first);
    return span > 0 ? std::clamp((ms(value) - ms(first)) / span, 0.0, 1.0) : 0;
}

sql::Value atShare(const sql::Value &first, const sql::Value &last, double share)
{
    share = std::clamp(share, 0.0, 1.0);
    if (const auto *text = std::get_if<QString>(&first))
        return keyAtShare(*text, std::get<QString>(last), share);
    const qint64 from = std::get<sql::TimeMs>(first).ms;
    const auto span = static_cast<double>(std::get<sql::TimeMs>(last).ms - from);
    return sql::TimeMs{from + static_cast<qint64>(span * share)};
}

std::optional<Edges> edgesAt(const sql::Row &row, int column, bool isTime)
{
    if (row.isNull(column) || row.isNull(column + 1))
        return std::nullopt;
    const auto value = [&](int at) { return isTime ? sql::Value(sql::TimeMs{row.integer(at)}) : sql::Value(row.text(at)); };
    return Edges{value(column), value(column + 1)};
}

QUuid outerId(bool ascending)
{
    return ascending ? QUuid() : QUuid::fromString(u"ffffffff-ffff-ffff-ffff-ffffffffffff");
}

} // namespace detail
} // namespace plancia::controlplane
