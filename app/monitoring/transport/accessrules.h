// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/transport/httpmessage.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace plancia::monitoring {

/// Who may open the stream, and read the pages.
struct AccessRules {
    /// One that is accepted.
    struct Token {
        QString name;         ///< whose it is, for the log
        QByteArray sha256;    ///< of the token, 32 bytes
        qint64 expiresAt = 0; ///< Unix ms, from then on it is none; 0: never
        bool operator==(const Token &) const = default;
    };
    bool asksToken = false; ///< whoever comes needs one of `tokens`; with none there, nobody may
    QList<Token> tokens;
    QStringList hosts;      ///< names in Host besides the loopback ones and the address that was connected to, lower case
    QStringList origins;    ///< allowed Origin headers, exactly; a request without Origin is no browser's and passes
};
QByteArray tokenHash(const QByteArray &token);

inline constexpr qsizetype kMaxHeadBytes = 8 * 1024;

inline constexpr auto kStreamPath = "/stream";
inline constexpr auto kEventsPath = "/events";
inline constexpr qsizetype kMaxBodyBytes = 1 << 20;

/// Whether who asks may ask at all: Host 400 or 403, Origin 403, token 401 (compared in constant time with each). Status 0: yes.
/// `nowMs` is Unix time. Pure, as all of these.
HttpAnswer judgeAccess(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs);
/// Judges an upgrade to the stream, in this order: method 405, path 404, access as above, WebSocket version 426, key 400.
HttpAnswer judgeUpgrade(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs);
/// Judges what is posted by its head, in this order: access as above, method 405, no Content-Length 411, its form 400, its size
/// 413, a coding 415. What its Content-Type says is for who takes it.
HttpAnswer judgePost(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs);
/// judgeUpgrade() from the bytes of a head; 400 for its form.
HttpAnswer judgeRequest(const QByteArray &head, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs);

} // namespace plancia::monitoring
