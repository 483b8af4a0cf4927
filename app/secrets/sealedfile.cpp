// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/sealedfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>
#include <unistd.h>

namespace plancia::secrets {

namespace {
const QString kFormat = QStringLiteral("plancia-sealed-1");
constexpr char kLetters[] = "23456789abcdefghjkmnpqrstuvwxyz"; // without 0 1 i l o
constexpr int kPassphraseLetters = 24;
constexpr qint64 kLargestFile = 64 * 1024;
constexpr quint64 kOps = 3, kMem = 64 * 1024 * 1024;          // libsodium's "interactive" memory, one pass more
constexpr quint64 kMostOps = 16, kMostMem = 512 * 1024 * 1024; // of a file that comes from outside

Error unreadable(const QString &path, const char *why)
{
    return Error(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QString::fromLatin1(why)}});
}

QByteArray plainPassphrase(const QString &typed)
{
    QByteArray letters;
    for (const QChar c : typed.toLower())
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            letters.append(c.toLatin1());
    return letters;
}

QByteArray newPassphrase()
{
    QByteArray letters(kPassphraseLetters, '\0');
    for (char &letter : letters)
        letter = kLetters[randombytes_uniform(sizeof kLetters - 1)];
    return letters;
}

/// Empty when there is not the memory for it.
QByteArray keyFrom(const QByteArray &passphrase, const QByteArray &salt, quint64 ops, quint64 mem)
{
    QByteArray key(crypto_secretbox_KEYBYTES, '\0');
    const int failed = crypto_pwhash(reinterpret_cast<unsigned char *>(key.data()), crypto_secretbox_KEYBYTES, passphrase.constData(),
                                     static_cast<unsigned long long>(passphrase.size()), reinterpret_cast<const unsigned char *>(salt.constData()),
                                     ops, static_cast<size_t>(mem), crypto_pwhash_ALG_ARGON2ID13);
    return failed == 0 ? key : QByteArray();
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, '\0');
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

const unsigned char *bytesOf(const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); }
} // namespace

Result<QString> sealToFile(const QByteArray &secret, const QString &path)
{
    if (sodium_init() < 0)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("sodium_init")}});
    const QByteArray passphrase = newPassphrase();
    const QByteArray salt = randomBytes(crypto_pwhash_SALTBYTES), nonce = randomBytes(crypto_secretbox_NONCEBYTES);
    QByteArray key = keyFrom(passphrase, salt, kOps, kMem);
    if (key.isEmpty())
        return fail(Error(ErrorCode::IoWrite, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("too little memory")}}));
    QByteArray sealed(secret.size() + static_cast<qsizetype>(crypto_secretbox_MACBYTES), '\0');
    crypto_secretbox_easy(reinterpret_cast<unsigned char *>(sealed.data()), bytesOf(secret), static_cast<unsigned long long>(secret.size()), bytesOf(nonce), bytesOf(key));
    sodium_memzero(key.data(), static_cast<size_t>(key.size()));
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
    const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("format"), kFormat},
                                                      {QStringLiteral("ops"), static_cast<qint64>(kOps)},
                                                      {QStringLiteral("mem"), static_cast<qint64>(kMem)},
                                                      {QStringLiteral("salt"), text(salt)},
                                                      {QStringLiteral("nonce"), text(nonce)},
                                                      {QStringLiteral("sealed"), text(sealed)}})
                                .toJson();
    QFile file(path);
    const QList<Fact> facts{{QStringLiteral("path"), path}};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail(Error(QFileInfo::exists(path) ? ErrorCode::IoExists : ErrorCode::IoWrite, facts).with(QStringLiteral("message"), file.errorString()));
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) || file.write(json) != json.size() || !file.flush() || ::fsync(file.handle()) != 0) {
        const QString message = file.errorString();
        file.remove();
        return fail(Error(ErrorCode::IoWrite, facts).with(QStringLiteral("message"), message));
    }
    QStringList groups;
    for (int at = 0; at < kPassphraseLetters; at += 4)
        groups.append(QString::fromLatin1(passphrase.mid(at, 4)));
    return groups.join(u'-');
}

Result<QByteArray> openSealed(const QString &path, const QString &passphrase)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error(QFileInfo::exists(path) ? ErrorCode::IoRead : ErrorCode::FileNotFound, {{QStringLiteral("path"), path}}).with(QStringLiteral("message"), file.errorString()));
    if (file.size() > kLargestFile)
        return fail(unreadable(path, "not a sealed key"));
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto bytes = [&object](const QString &name) { return QByteArray::fromBase64(object.value(name).toString().toLatin1()); };
    const QByteArray salt = bytes(QStringLiteral("salt")), nonce = bytes(QStringLiteral("nonce")), sealed = bytes(QStringLiteral("sealed"));
    const double ops = object.value(QStringLiteral("ops")).toDouble(), mem = object.value(QStringLiteral("mem")).toDouble();
    const bool isOurs = object.value(QStringLiteral("format")).toString() == kFormat && salt.size() == crypto_pwhash_SALTBYTES
        && nonce.size() == crypto_secretbox_NONCEBYTES && sealed.size() > static_cast<qsizetype>(crypto_secretbox_MACBYTES) && ops >= 1
        && ops <= static_cast<double>(kMostOps) && mem >= crypto_pwhash_MEMLIMIT_MIN && mem <= static_cast<double>(kMostMem);
    if (!isOurs || sodium_init() < 0)
        return fail(unreadable(path, "not a sealed key"));
    QByteArray key = keyFrom(plainPassphrase(passphrase), salt, static_cast<quint64>(ops), static_cast<quint64>(mem));
    if (key.isEmpty())
        return fail(unreadable(path, "too little memory"));
    QByteArray secret(sealed.size() - static_cast<qsizetype>(crypto_secretbox_MACBYTES), '\0');
    const int failed = crypto_secretbox_open_easy(reinterpret_cast<unsigned char *>(secret.data()), bytesOf(sealed), static_cast<unsigned long long>(sealed.size()), bytesOf(nonce), bytesOf(key));
    sodium_memzero(key.data(), static_cast<size_t>(key.size()));
    if (failed != 0)
        return fail(unreadable(path, "the passphrase does not open it, or the file was changed"));
    return secret;
}

} // namespace plancia::secrets
