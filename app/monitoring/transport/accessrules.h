// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/transport/httpmessage.h"

#include <QByteArray>
#include <QHostAddress>
#include <QStringList>

namespace plancia::monitoring {

/// Who may open the stream, and read the pages.
struct AccessRules {
    QByteArray tokenSha256; ///< SHA-256 of the bearer token, 32 bytes; empty: no token asked for
    QStringList hosts;      ///< names in Host besides the loopback ones and the address that was connected to, lower case
    QStringList origins;    ///< allowed Origin headers, exactly; a request without Origin is no browser's and passes
};
QByteArray tokenHash(const QByteArray &token);

inline constexpr qsizetype kMaxHeadBytes = 8 * 1024;

inline constexpr auto kStreamPath = "/stream";

/// Whether who asks may ask at all: Host 400 or 403, Origin 403, token 401 (compared in constant time). Status 0: yes. Pure.
HttpAnswer judgeAccess(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress);
/// Judges an upgrade to the stream, in this order: method 405, path 404, access as above, WebSocket version 426, key 400.
/// Pure.
HttpAnswer judgeUpgrade(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress);
/// The same from the bytes of a head; 400 for its form.
HttpAnswer judgeRequest(const QByteArray &head, const AccessRules &rules, const QHostAddress &localAddress);

} // namespace plancia::monitoring
