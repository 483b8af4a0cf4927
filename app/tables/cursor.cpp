// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/cursor.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace plancia::tables {

using Type = TableCell::Type;

namespace {
constexpr qsizetype kShareBytes = 6; ///< a double tells 2^53 places apart

bool isNumber(const Value &value) { return value.type == Type::Integer || value.type == Type::Real; }

double number(const Value &value)
{
    if (value.type == Type::Integer)
        return static_cast<double>(value.integer);
    return value.type == Type::Real && std::isfinite(value.real) ? value.real : 0;
}

/// What `value` has beyond the bytes that all keys of the range share, as a number.
double fraction(const QByteArray &bytes, qsizetype common)
{
    double sum = 0;
    for (qsizetype i = 0; i < kShareBytes; ++i)
        sum = sum * 256 + (common + i < bytes.size() ? static_cast<uchar>(bytes.at(common + i)) : 0);
    return sum;
}

qsizetype commonPrefix(const QByteArray &a, const QByteArray &b)
{
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    return end - a.begin();
}

QString encodeOne(const Value &value)
{
    switch (value.type) {
    case Type::Null: return QStringLiteral("n");
    case Type::Integer: return u'i' + QString::number(value.integer);
    case Type::Real: return u'r' + QString::number(value.real, 'g', 17).replace(u'.', u',');
    case Type::Text: return u't' + QString::fromLatin1(value.bytes.toHex());
    case Type::Blob: return u'b' + QString::fromLatin1(value.bytes.toHex());
    }
    return {};
}

std::optional<Value> decodeOne(const QString &text)
{
    Value value;
    bool ok = true;
    const QString rest = text.mid(1);
    switch (text.isEmpty() ? 0 : text.at(0).unicode()) {
    case 'n':
        value.type = Type::Null;
        return rest.isEmpty() ? std::optional(value) : std::nullopt;
    case 'i':
        value.type = Type::Integer;
        value.integer = rest.toLongLong(&ok);
        break;
    case 'r':
        value.type = Type::Real;
        value.real = QString(rest).replace(u',', u'.').toDouble(&ok);
        break;
    case 't':
    case 'b':
        value.type = text.at(0) == u't' ? Type::Text : Type::Blob;
        value.bytes = QByteArray::fromHex(rest.toLatin1());
        ok = value.bytes.size() * 2 == rest.size();
        break;
    default:
        ok = false;
    }
    return ok ? std::optional(value) : std::nullopt;
}
} // namespace

QString encodeKey(const QList<Value> &key)
{
    QStringList parts;
    for (const Value &value : key)
        parts.append(encodeOne(value));
    return parts.join(u'.');
}

Result<QList<Value>> decodeKey(const QString &cursor, qsizetype size)
{
    const QStringList parts = cursor.split(u'.');
    QList<Value> key;
    for (const QString &part : parts)
        if (auto value = decodeOne(part))
            key.append(*value);
    if (key.size() != size || parts.size() != size)
        return fail(ErrorCode::ValCursor);
    return key;
}

double shareOf(const Value &first, const Value &last, const Value &value)
{
    if (isNumber(first) && isNumber(last) && isNumber(value)) {
        const double span = number(last) - number(first);
        return std::abs(span) > 0 ? std::clamp((number(value) - number(first)) / span, 0.0, 1.0) : 0;
    }
    if (isNumber(first) || first.type == Type::Null || first.type != last.type || first.type != value.type)
        return 0;
    const qsizetype common = commonPrefix(first.bytes, last.bytes);
    const double from = fraction(first.bytes, common);
    const double span = fraction(last.bytes, common) - from;
    return std::abs(span) > 0 ? std::clamp((fraction(value.bytes, common) - from) / span, 0.0, 1.0) : 0;
}

Value valueAt(const Value &first, const Value &last, double share)
{
    share = std::clamp(share, 0.0, 1.0);
    Value value = first;
    if (isNumber(first) && isNumber(last)) {
        const double at = number(first) + (number(last) - number(first)) * share;
        value.real = at;
        if (first.type == Type::Integer && last.type == Type::Integer) {
            // By whole numbers near the ends, where a double of that size has holes.
            const double least = static_cast<double>(std::min(first.integer, last.integer));
            const double most = static_cast<double>(std::max(first.integer, last.integer));
            value.integer = at <= least   ? std::min(first.integer, last.integer)
                            : at >= most ? std::max(first.integer, last.integer)
                                         : static_cast<qint64>(at);
        } else {
            value.type = Type::Real;
        }
        return value;
    }
    if (first.type != last.type || first.type == Type::Null)
        return share < 0.5 ? first : last;
    const qsizetype common = commonPrefix(first.bytes, last.bytes);
    const double from = fraction(first.bytes, common);
    double at = from + (fraction(last.bytes, common) - from) * share;
    QByteArray tail(kShareBytes, '\0');
    for (qsizetype i = kShareBytes; i-- > 0; at = std::floor(at / 256))
        tail[i] = static_cast<char>(static_cast<uchar>(std::fmod(at, 256)));
    while (tail.endsWith('\0'))
        tail.chop(1);
    value.bytes = first.bytes.first(common) + tail;
    return value;
}

} // namespace plancia::tables
