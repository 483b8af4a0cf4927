// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArrayView>
#include <QString>
#include <functional>
#include <optional>
#include <span>

/// The shape of a key: `<product>_<env>_<id>_<secret>_<check>`. The id is twelve and the secret 43 characters of base62
/// (256 bits), the check the CRC-32 of all before its underscore, as six. Words of it are selected by a double click, and a
/// scanner tells a key from other text without asking anybody. Pure.
namespace plancia::apikeyformat {

inline constexpr int kIdLength = 12;
inline constexpr int kSecretLength = 43;
inline constexpr int kCheckLength = 6;
inline constexpr int kMinLength = 1 + 1 + kIdLength + kSecretLength + kCheckLength + 4;
inline constexpr int kMaxLength = 16 + 16 + kIdLength + kSecretLength + kCheckLength + 4;
/// Of keys of another shape, which the service has already.
inline constexpr int kMinForeignLength = 20;
inline constexpr int kMaxForeignLength = 255;
inline constexpr int kShownOfForeign = 30;

/// CRC-32 as zlib, PNG and gzip have it (ISO 3309).
quint32 crc32(QByteArrayView bytes);
/// Fills a span with random bytes, from a source that is fit for secrets.
using Random = std::function<void(std::span<quint8>)>;
/// Characters of 0–9 A–Z a–z, each as likely as the next.
QByteArray randomBase62(const Random &random, int length);

struct Parts {
    QByteArray product, environment, id;
};
/// The parts of a whole key of ours; nothing when it is none or its check does not fit.
std::optional<Parts> parse(QByteArrayView key);
/// Has the shape of a key of ours, whatever its check says.
bool hasShape(QByteArrayView key);
/// The key with this id and secret, its check at the end.
QByteArray compose(const QByteArray &product, const QByteArray &environment, const QByteArray &id, const QByteArray &secret);

/// What a store keeps of a key.
struct Digest {
    QString lookup;
    QString shown;
    QByteArray sha256; ///< of the whole key
};
/// A new key with what is kept of it.
struct Generated {
    QByteArray key;
    Digest digest;
};
Generated generate(const QString &product, const QString &environment, const Random &random);
/// What to look a key up by, ours or of another shape. VAL_020 for what cannot be one: too short or long, with blanks or
/// letters outside ASCII, or ours with a check that does not fit.
Result<Digest> digestOf(QStringView key);

/// How many characters a key of ours lacks that was cut when it was copied: it has a product, an environment and an id, and ends
/// too early. 0 for every other text.
qsizetype missingFrom(QStringView key);

/// Compares in a time that tells nothing of where they differ.
bool isSameSecret(QByteArrayView a, QByteArrayView b);

} // namespace plancia::apikeyformat
