// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QSslConfiguration>
#include <QSslError>

class QFile;

namespace plancia::monitoring {

/// What a port shows to whoever comes: TLS 1.2 or newer, with this certificate.
struct TlsIdentity {
    QSslConfiguration configuration;
    qint64 validUntil = 0; ///< Unix ms
};

/// Whether somebody besides this user can read or write it. Never of what systemd hands to a service ($CREDENTIALS_DIRECTORY), which it
/// guards by an access list that looks like a group's.
bool isOpenToOthers(const QFile &file);

/// A chain in PEM, the server's own certificate first, and its key. Each fault has the fact "key", tls_certificate or tls_key: IO_003 and
/// NOT_FOUND_005 for a file that cannot be read, CONFIG_001 (facts path, message) for a key that others can read or that is none,
/// a certificate that is none or has run out by `nowMs` (Unix), and two that do not belong together.
Result<TlsIdentity> loadTlsIdentity(const QString &certificateFile, const QString &keyFile, qint64 nowMs);

/// How a client checks the other end: against the system's trust, or against the authorities in `caFile` (PEM) alone when that is not
/// empty. IO_003, CONFIG_001.
Result<QSslConfiguration> clientTls(const QString &caFile);

/// NET_004 for a certificate that was not accepted, with facts host and message.
Error certificateRefused(const QString &host, const QList<QSslError> &errors);

} // namespace plancia::monitoring
