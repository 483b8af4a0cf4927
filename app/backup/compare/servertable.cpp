// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/servertable.h"

namespace plancia::backup {

using sql::quoteIdentifier;

namespace {

ShownValue shownOf(const sql::Row &row, int at, const ServerColumn &column)
{
    using Kind = ShownValue::Kind;
    if (row.isNull(at))
        return {Kind::Null, {}, false};
    const QString text = row.text(at);
    const bool cut = text.size() > kMaxShownChars;
    const bool integer = column.type == u"integer" || column.type == u"bigint" || column.type == u"smallint";
    if (column.type == u"bytea")
        return {Kind::Blob, text.mid(2, kMaxShownChars), cut};
    return {integer ? Kind::Integer : column.category == 'N' ? Kind::Real : Kind::Text, text.left(kMaxShownChars), cut};
}

QByteArray joined(const QList<ServerColumn> &columns, const QByteArray &after)
{
    QByteArrayList parts;
    for (const ServerColumn &column : columns)
        parts += quoteIdentifier(column.name) + after;
    return parts.join(", ");
}

} // namespace

QByteArray ServerTableReader::from() const { return " FROM plancia." + quoteIdentifier(m_table.name); }

/// Texts in the order of their bytes, which two servers share whatever their locales.
QByteArray ServerTableReader::keyList() const
{
    QByteArrayList parts;
    for (const ServerColumn &column : m_table.key)
        parts += quoteIdentifier(column.name) + (column.category == 'S' ? " COLLATE \"C\"" : "");
    return parts.join(", ");
}

QByteArray ServerTableReader::keyTexts() const { return joined(m_table.key, "::text"); }
QByteArray ServerTableReader::content() const { return "ROW(" + joined(m_common, "") + ")::text"; }

QByteArray ServerTableReader::bind(const ServerKey &key, QList<sql::Value> &parameters) const
{
    QByteArrayList parts;
    for (qsizetype i = 0; i < m_table.key.size(); ++i) {
        parameters.append(key[i]);
        parts += "$" + QByteArray::number(parameters.size()) + "::text::" + m_table.key[i].type.toUtf8();
    }
    return "(" + parts.join(", ") + ")";
}

QByteArray ServerTableReader::where(const KeyRange &range, QList<sql::Value> &parameters) const
{
    QByteArrayList parts;
    if (range.from)
        parts += "(" + keyList() + ") > " + bind(*range.from, parameters);
    if (range.to)
        parts += "(" + keyList() + ") <= " + bind(*range.to, parameters);
    return parts.isEmpty() ? QByteArray() : " WHERE " + parts.join(" AND ");
}

Result<Fingerprint> ServerTableReader::fingerprint(const KeyRange &range) const
{
    QList<sql::Value> parameters;
    const QByteArray filter = where(range, parameters);
    const auto rows = m_connection.query("SELECT count(*), coalesce(sum(hashtextextended(" + content() + ", 0)::numeric), 0)::text" + from() + filter,
                                         parameters);
    if (!rows)
        return fail(rows.error());
    return Fingerprint{(*rows)[0].integer(0), (*rows)[0].text(1)};
}

Result<std::optional<ServerKey>> ServerTableReader::keyAt(const KeyRange &range, qint64 n) const
{
    QList<sql::Value> parameters;
    const QByteArray filter = where(range, parameters);
    const auto rows = m_connection.query("SELECT " + keyTexts() + from() + filter + " ORDER BY " + keyList() + " LIMIT 1 OFFSET "
                                             + QByteArray::number(n - 1), parameters);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::optional<ServerKey>();
    ServerKey key;
    for (int i = 0; i < m_table.key.size(); ++i)
        key += (*rows)[0].text(i);
    return std::optional(key);
}

Result<QList<ServerTableReader::Row>> ServerTableReader::rows(const KeyRange &range, qint64 limit) const
{
    QList<sql::Value> parameters;
    const QByteArray filter = where(range, parameters);
    const auto rows = m_connection.query("SELECT " + keyTexts() + ", md5(" + content() + ")" + from() + filter + " ORDER BY " + keyList()
                                             + " LIMIT " + QByteArray::number(limit), parameters);
    if (!rows)
        return fail(rows.error());
    QList<Row> list;
    list.reserve(rows->size());
    const int width = static_cast<int>(m_table.key.size());
    for (int i = 0; i < rows->size(); ++i) {
        Row row;
        for (int k = 0; k < width; ++k)
            row.key += (*rows)[i].text(k);
        row.hash = (*rows)[i].text(width);
        list.append(std::move(row));
    }
    return list;
}

Result<QMap<ServerKey, QList<ShownValue>>> ServerTableReader::values(const QList<ServerKey> &keys) const
{
    QMap<ServerKey, QList<ShownValue>> all;
    if (keys.isEmpty())
        return all;
    QList<sql::Value> parameters;
    QByteArrayList wanted, shown;
    for (const ServerKey &key : keys)
        wanted += bind(key, parameters);
    for (const ServerColumn &column : m_common)
        shown += "left(" + quoteIdentifier(column.name) + "::text, " + QByteArray::number(kMaxShownChars + 3) + ")";
    const auto rows = m_connection.query("SELECT " + keyTexts() + ", " + shown.join(", ") + from() + " WHERE (" + keyList() + ") IN ("
                                             + wanted.join(", ") + ") LIMIT " + QByteArray::number(kMaxValues + 1), parameters);
    if (!rows)
        return fail(rows.error());
    const int width = static_cast<int>(m_table.key.size());
    for (int i = 0; i < rows->size(); ++i) {
        ServerKey key;
        for (int k = 0; k < width; ++k)
            key += (*rows)[i].text(k);
        QList<ShownValue> values;
        for (int c = 0; c < m_common.size(); ++c)
            values.append(shownOf((*rows)[i], width + c, m_common[c]));
        all.insert(key, values);
    }
    return all;
}

} // namespace plancia::backup
