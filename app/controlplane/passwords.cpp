// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/passwords.h"

#include <crypt.h>
#include <memory>
#include <sodium.h>

namespace plancia::controlplane {

Result<QString> hashPassword(const QString &password)
{
    QByteArray plain = password.toUtf8();
    char hash[crypto_pwhash_STRBYTES];
    const bool isHashed = sodium_init() >= 0
        && crypto_pwhash_str_alg(hash, plain.constData(), static_cast<unsigned long long>(plain.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                 crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
    sodium_memzero(plain.data(), static_cast<size_t>(plain.size()));
    if (!isHashed)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("no memory for Argon2id")}});
    return QString::fromLatin1(hash);
}

bool matchesPassword(const QString &hash, const QString &password)
{
    const QByteArray known = hash.toLatin1();
    QByteArray plain = password.toUtf8();
    bool isSame = false;
    if (known.startsWith("$argon2")) {
        isSame = sodium_init() >= 0
            && crypto_pwhash_str_verify(known.constData(), plain.constData(), static_cast<unsigned long long>(plain.size())) == 0;
    } else if (known.startsWith("$2") && !plain.contains('\0')) { // crypt(3) would read no further than that
        const auto data = std::make_unique<crypt_data>(); // 32 KiB
        const char *again = crypt_r(plain.constData(), known.constData(), data.get());
        isSame = again && known == again;
    }
    sodium_memzero(plain.data(), static_cast<size_t>(plain.size()));
    return isSame;
}

} // namespace plancia::controlplane
