// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/tls.h"

#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QStringList>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace plancia::monitoring {

namespace {
constexpr qint64 kMaxPemBytes = 1 << 20;
constexpr qsizetype kMostReasons = 3;
const QString kCertificateKey = QStringLiteral("tls_certificate");
const QString kKeyKey = QStringLiteral("tls_key");

tl::unexpected<Error> invalid(const QString &path, const QString &key, const QString &message)
{
    return fail(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), path}, {QStringLiteral("key"), key}, {QStringLiteral("message"), message}});
}

Result<QByteArray> readPem(const QString &path, const QString &key, bool isSecret)
{
    QFile file(path);
    const QList<Fact> facts{{QStringLiteral("path"), path}, {QStringLiteral("key"), key}};
    if (!file.exists())
        return fail(Error(ErrorCode::FileNotFound, facts));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString()));
    if (isSecret && isOpenToOthers(file))
        return invalid(path, key, QStringLiteral("others can read or write it: chmod 600 makes it yours alone"));
    const QByteArray pem = file.read(kMaxPemBytes + 1);
    if (pem.size() > kMaxPemBytes)
        return invalid(path, key, QStringLiteral("longer than 1 MiB"));
    return pem;
}

/// Qt takes a key that does not belong to the certificate, and every handshake fails then.
bool belongTogether(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    const auto bio = [](const QByteArray &bytes) {
        return std::unique_ptr<BIO, decltype(&BIO_free)>(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())), &BIO_free);
    };
    const auto certificateBio = bio(certificatePem);
    const auto keyBio = bio(keyPem);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr), &X509_free);
    // Without a word for it, and never by asking at the terminal.
    const auto noPassphrase = [](char *, int, int, void *) { return -1; };
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, noPassphrase, nullptr), &EVP_PKEY_free);
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

QSslKey privateKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa})
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    return {};
}
} // namespace

bool isOpenToOthers(const QFile &file)
{
    const QByteArray credentials = qgetenv("CREDENTIALS_DIRECTORY");
    if (!credentials.isEmpty() && QFile::encodeName(file.fileName()).startsWith(credentials + '/'))
        return false;
    return (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther)) != 0;
}

Result<TlsIdentity> loadTlsIdentity(const QString &certificateFile, const QString &keyFile, qint64 nowMs)
{
    const auto certificatePem = readPem(certificateFile, kCertificateKey, false);
    if (!certificatePem)
        return fail(certificatePem.error());
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    if (chain.isEmpty())
        return invalid(certificateFile, kCertificateKey, QStringLiteral("holds no certificate: give a chain in PEM, the agent's own first"));
    const qint64 until = chain.first().expiryDate().toMSecsSinceEpoch();
    if (until <= nowMs)
        return invalid(certificateFile, kCertificateKey,
                       QStringLiteral("it ran out on %1: have it renewed").arg(chain.first().expiryDate().toUTC().toString(Qt::ISODate)));
    const auto keyPem = readPem(keyFile, kKeyKey, true);
    if (!keyPem)
        return fail(keyPem.error());
    const QSslKey key = privateKey(*keyPem);
    if (key.isNull())
        return invalid(keyFile, kKeyKey, QStringLiteral("holds no private key that can be used: give an RSA or EC key in PEM, without a passphrase"));
    if (!belongTogether(*certificatePem, *keyPem))
        return invalid(keyFile, kKeyKey, QStringLiteral("is not the key of the certificate in %1").arg(certificateFile));
    TlsIdentity identity;
    identity.validUntil = until;
    identity.configuration = QSslConfiguration::defaultConfiguration();
    identity.configuration.setProtocol(QSsl::TlsV1_2OrLater);
    identity.configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show a token
    identity.configuration.setLocalCertificateChain(chain);
    identity.configuration.setPrivateKey(key);
    return identity;
}

Result<QSslConfiguration> clientTls(const QString &caFile)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (caFile.isEmpty())
        return configuration;
    const auto pem = readPem(caFile, QStringLiteral("agent.ca"), false);
    if (!pem)
        return fail(pem.error());
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (authorities.isEmpty())
        return invalid(caFile, QStringLiteral("agent.ca"), QStringLiteral("holds no certificate: give those of the authority in PEM"));
    configuration.setCaCertificates(authorities);
    return configuration;
}

Error certificateRefused(const QString &host, const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors)
        reasons.append(error.errorString());
    reasons.removeDuplicates();
    return Error(ErrorCode::NetCertificate, {{QStringLiteral("host"), host}, {QStringLiteral("message"), reasons.mid(0, kMostReasons).join(QStringLiteral("; "))}});
}

} // namespace plancia::monitoring
