// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/rowsum.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QtEndian>

namespace plancia::move {

namespace {

constexpr auto kHash = QCryptographicHash::Sha256;

QString canonicalJson(const QString &text)
{
    if (text.isEmpty())
        return QStringLiteral("{}");
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    // What is no object or list stays as it stands; the server will say what it thinks of it.
    return document.isNull() ? text : QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// One letter for what it is, the length, the bytes: no two rows of different values have the same text.
void addField(QByteArray &text, char letter, const QByteArray &bytes)
{
    text += letter + QByteArray::number(bytes.size()) + ':' + bytes;
}

void addValue(QByteArray &text, const sql::Value &value)
{
    std::visit(Overloaded{
                   [&](std::monostate) { text += 'n'; },
                   [&](bool v) { text += v ? 't' : 'f'; },
                   [&](qint64 v) { addField(text, 'i', QByteArray::number(v)); },
                   [&](double v) { addField(text, 'd', QByteArray::number(v, 'g', 17)); },
                   [&](const QString &v) { addField(text, 's', v.toUtf8()); },
                   [&](const QByteArray &v) { addField(text, 'b', v); },
                   [&](const QUuid &v) { addField(text, 'u', v.toRfc4122()); },
                   [&](const sql::TimeMs &v) { addField(text, 'm', QByteArray::number(v.ms)); },
                   [&](const sql::Json &v) { addField(text, 'j', v.text.toUtf8()); },
               },
               value);
}

} // namespace

sql::Value typedValue(const sql::Row &row, int column, Kind kind)
{
    if (row.isNull(column))
        return {};
    switch (kind) {
    case Kind::Uuid: return row.uuid(column);
    case Kind::Time: return sql::TimeMs{row.integer(column)};
    case Kind::Boolean: return row.boolean(column);
    case Kind::Json: return sql::Json{canonicalJson(row.text(column))};
    case Kind::Bytes: return row.bytes(column);
    case Kind::Integer: return row.integer(column);
    case Kind::Real: return row.real(column);
    case Kind::Text: return row.text(column);
    }
    return {};
}

void RowSum::add(const QList<sql::Value> &row)
{
    QByteArray text;
    for (const sql::Value &value : row)
        addValue(text, value);
    const QByteArray digest = QCryptographicHash::hash(text, kHash);
    quint64 carry = 0;
    for (size_t i = 0; i < m_sum.size(); ++i) {
        const quint64 part = qFromLittleEndian<quint64>(digest.constData() + i * sizeof(quint64));
        const quint64 sum = m_sum[i] + part;
        const quint64 whole = sum + carry;
        carry = (sum < part ? 1 : 0) + (whole < sum ? 1 : 0);
        m_sum[i] = whole;
    }
    ++m_rows;
}

QString RowSum::hash() const
{
    QByteArray text = m_shape.name.toUtf8() + '\n';
    for (const Column &column : m_shape.columns)
        text += column.name.toUtf8() + ',';
    text += '\n' + QByteArray::number(m_rows) + '\n';
    for (const quint64 part : m_sum)
        text += QByteArray::number(part, 16) + ' ';
    return QString::fromLatin1(QCryptographicHash::hash(text, kHash).toHex());
}

} // namespace plancia::move
