// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QStringList>

namespace plancia::monitoring {

/// Who may open the stream.
struct AccessRules {
    QByteArray tokenSha256; ///< SHA-256 of the bearer token, 32 bytes; empty: no token asked for
    QStringList hosts;      ///< names in Host besides the loopback ones and the address that was connected to, lower case
    QStringList origins;    ///< allowed Origin headers, exactly; a request without Origin is no browser's and passes
};
QByteArray tokenHash(const QByteArray &token);

inline constexpr qsizetype kMaxHeadBytes = 8 * 1024;

/// An answer before the upgrade.
struct HttpAnswer {
    int status = 0;        ///< 0: go on with the upgrade
    QByteArray extraHead;  ///< further header lines, each with its line end
    QByteArray bytes() const; ///< the whole answer, with Connection: close
};

/// Judges the head of an upgrade request (up to and with its empty line). Every header that decides is taken only once: two
/// of them are a 400. In this order: form 400, method 405, path 404, Host and Origin 403, token 401 (compared in constant
/// time), WebSocket version 426, key 400. Pure.
HttpAnswer judgeRequest(const QByteArray &head, const AccessRules &rules, const QHostAddress &localAddress);

} // namespace plancia::monitoring
