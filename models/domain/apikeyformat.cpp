// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/apikeyformat.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace plancia::apikeyformat {

namespace {
constexpr char kBase62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

constexpr std::array<quint32, 256> makeTable()
{
    std::array<quint32, 256> table{};
    for (quint32 n = 0; n < 256; ++n) {
        quint32 c = n;
        for (int bit = 0; bit < 8; ++bit)
            c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
        table[n] = c;
    }
    return table;
}
constexpr auto kCrcTable = makeTable();

bool isWordLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool isBase62(char c) { return isWordLetter(c) || (c >= 'A' && c <= 'Z'); }

QByteArray check(QByteArrayView text)
{
    quint32 value = crc32(text);
    QByteArray digits(kCheckLength, '0');
    for (qsizetype i = kCheckLength - 1; i >= 0; --i) {
        digits[i] = kBase62[value % 62];
        value /= 62;
    }
    return digits;
}

/// Where the four underscores of a key stand; the last three from its end, as their parts have a fixed length.
struct Shape {
    qsizetype afterProduct, afterEnvironment, afterId, afterSecret;
};
std::optional<Shape> shapeOf(QByteArrayView key)
{
    if (key.size() < kMinLength || key.size() > kMaxLength)
        return std::nullopt;
    Shape at{};
    at.afterSecret = key.size() - kCheckLength - 1;
    at.afterId = at.afterSecret - kSecretLength - 1;
    at.afterEnvironment = at.afterId - kIdLength - 1;
    at.afterProduct = key.indexOf('_');
    const auto consists = [&key](qsizetype from, qsizetype to, bool (*letter)(char)) {
        return std::all_of(key.begin() + from, key.begin() + to, letter);
    };
    const qsizetype product = at.afterProduct, environment = at.afterEnvironment - at.afterProduct - 1;
    if (product < 1 || product > 16 || environment < 1 || environment > 16)
        return std::nullopt;
    if (key[at.afterEnvironment] != '_' || key[at.afterId] != '_' || key[at.afterSecret] != '_')
        return std::nullopt;
    if (!consists(0, at.afterProduct, isWordLetter) || !consists(at.afterProduct + 1, at.afterEnvironment, isWordLetter)
        || !consists(at.afterEnvironment + 1, at.afterId, isBase62) || !consists(at.afterId + 1, at.afterSecret, isBase62)
        || !consists(at.afterSecret + 1, key.size(), isBase62))
        return std::nullopt;
    return at;
}

QByteArray sha256(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(key);
    return hash.result();
}

Digest digestOfOurs(QByteArrayView key, const Shape &at)
{
    return {QString::fromLatin1(key.sliced(at.afterEnvironment + 1, kIdLength)), QString::fromLatin1(key.first(at.afterId)), sha256(key)};
}
} // namespace

quint32 crc32(QByteArrayView bytes)
{
    quint32 value = 0xffffffffU;
    for (const char c : bytes)
        value = kCrcTable[(value ^ static_cast<quint8>(c)) & 0xff] ^ (value >> 8);
    return value ^ 0xffffffffU;
}

QByteArray randomBase62(const Random &random, int length)
{
    constexpr quint8 kFair = 248; // 4 × 62: what lies above would make some characters likelier
    std::array<quint8, 64> bytes{};
    QByteArray text;
    while (text.size() < length) {
        random(bytes);
        for (const quint8 byte : bytes)
            if (byte < kFair && text.size() < length)
                text.append(kBase62[byte % 62]);
    }
    bytes.fill(0);
    return text;
}

std::optional<Parts> parse(QByteArrayView key)
{
    const auto at = shapeOf(key);
    if (!at || check(key.first(at->afterSecret)) != key.sliced(at->afterSecret + 1))
        return std::nullopt;
    return Parts{key.first(at->afterProduct).toByteArray(),
                 key.sliced(at->afterProduct + 1, at->afterEnvironment - at->afterProduct - 1).toByteArray(),
                 key.sliced(at->afterEnvironment + 1, kIdLength).toByteArray()};
}

bool hasShape(QByteArrayView key) { return shapeOf(key).has_value(); }

QByteArray compose(const QByteArray &product, const QByteArray &environment, const QByteArray &id, const QByteArray &secret)
{
    QByteArray key = product + '_' + environment + '_' + id + '_' + secret;
    const QByteArray end = check(key);
    return key + '_' + end;
}

Generated generate(const QString &product, const QString &environment, const Random &random)
{
    const QByteArray key = compose(product.toLatin1(), environment.toLatin1(), randomBase62(random, kIdLength),
                                   randomBase62(random, kSecretLength));
    const auto at = shapeOf(key);
    return {key, at ? digestOfOurs(key, *at) : Digest()};
}

Result<Digest> digestOf(QStringView key)
{
    const bool isPlain = std::all_of(key.begin(), key.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
    if (!isPlain || key.size() < kMinForeignLength || key.size() > kMaxForeignLength)
        return fail(ErrorCode::ValKeyShape);
    const QByteArray bytes = key.toLatin1();
    if (const auto at = shapeOf(bytes)) {
        if (!parse(bytes))
            return fail(ErrorCode::ValKeyShape);
        return digestOfOurs(bytes, *at);
    }
    const QByteArray hash = sha256(bytes);
    // Never more than the half of a short one.
    const qsizetype shown = std::min<qsizetype>(kShownOfForeign, bytes.size() / 2);
    return Digest{QStringLiteral("sha256:") + QString::fromLatin1(hash.toHex()), QString::fromLatin1(bytes.first(shown)), hash};
}

qsizetype missingFrom(QStringView key)
{
    static const QRegularExpression start(QStringLiteral("\\A([a-z0-9]{1,16}_[a-z0-9]{1,16}_[0-9A-Za-z]{12})(?:_[0-9A-Za-z]{0,43}(?:_[0-9A-Za-z]{0,6})?)?\\z"));
    const auto found = key.size() < kMaxLength ? start.match(key.toString()) : QRegularExpressionMatch();
    return found.hasMatch() ? found.capturedLength(1) + 1 + kSecretLength + 1 + kCheckLength - key.size() : 0;
}

bool isSameSecret(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    volatile quint8 difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference = static_cast<quint8>(difference | static_cast<quint8>(a[i] ^ b[i]));
    return difference == 0;
}

} // namespace plancia::apikeyformat
