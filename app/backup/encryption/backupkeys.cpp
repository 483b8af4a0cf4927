// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/encryption/backupkeys.h"

#include <sodium.h>

#include <array>
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
constexpr unsigned char kMacName[] = "plancia backup manifest"; // its own key: the one of the contents is used for nothing else
using Hash = std::array<unsigned char, crypto_generichash_BYTES>;
} // namespace

BackupKey::BackupKey()
{
    useSodium();
    m_bytes.reset(static_cast<unsigned char *>(q_check_ptr(sodium_malloc(kBytes))), &sodium_free);
    sodium_memzero(m_bytes.get(), kBytes);
}

BackupKey BackupKey::random()
{
    BackupKey key;
    crypto_secretstream_xchacha20poly1305_keygen(key.m_bytes.get());
    return key;
}

BackupKey::BackupKey(const QByteArray &bytes) : BackupKey()
{
    std::memcpy(m_bytes.get(), bytes.constData(), std::min<size_t>(kBytes, static_cast<size_t>(bytes.size())));
}

QString BackupKey::id() const
{
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), kName, sizeof kName - 1, m_bytes.get(), kBytes);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(hash.data()), kIdBytes).toHex());
}

QString BackupKey::mac(const QByteArray &text) const
{
    Hash key{}, hash{};
    crypto_generichash(key.data(), key.size(), kMacName, sizeof kMacName - 1, m_bytes.get(), kBytes);
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char *>(text.constData()),
                       static_cast<unsigned long long>(text.size()), key.data(), key.size());
    sodium_memzero(key.data(), key.size());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(hash.data()), hash.size()).toHex());
}

Result<BackupKey> findKey(const BackupKeys *keys, const QString &id, const QString &path)
{
    if (!keys)
        return fail(ErrorCode::BackupKeyMissing, {{QStringLiteral("path"), path}});
    auto key = keys->find(id);
    return key ? key : Result<BackupKey>(key.error().with(QStringLiteral("path"), path));
}

} // namespace plancia::backup
