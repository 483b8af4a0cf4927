// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/encryption/backupkeys.h"

#include <sodium.h>

#include <cstring>

namespace plancia::backup {

namespace {
/// Safe to call again and from any thread; it fails only where the system has no randomness at all.
void useSodium()
{
    if (sodium_init() < 0)
        sodium_misuse(); // ends the program: a key that can be guessed is worse
}
constexpr unsigned char kName[] = "plancia backup key id";
constexpr size_t kIdBytes = 8;
} // namespace

BackupKey BackupKey::random()
{
    useSodium();
    BackupKey key;
    crypto_secretstream_xchacha20poly1305_keygen(key.m_bytes.data());
    return key;
}

BackupKey::BackupKey(const QByteArray &bytes)
{
    useSodium();
    std::memcpy(m_bytes.data(), bytes.constData(), std::min<size_t>(kBytes, static_cast<size_t>(bytes.size())));
}

BackupKey::~BackupKey() { sodium_memzero(m_bytes.data(), m_bytes.size()); }

QString BackupKey::id() const
{
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), kName, sizeof kName - 1, m_bytes.data(), m_bytes.size());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(hash.data()), kIdBytes).toHex());
}

Result<BackupKey> findKey(const BackupKeys *keys, const QString &id, const QString &path)
{
    if (!keys)
        return fail(ErrorCode::BackupKeyMissing, {{QStringLiteral("path"), path}});
    auto key = keys->find(id);
    return key ? key : Result<BackupKey>(key.error().with(QStringLiteral("path"), path));
}

} // namespace plancia::backup
