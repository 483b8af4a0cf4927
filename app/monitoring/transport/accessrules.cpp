// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/accessrules.h"

#include <QCryptographicHash>
#include <algorithm>

namespace plancia::monitoring {

namespace {
bool hasWord(const QByteArray &list, const char *word)
{
    const auto words = list.toLower().split(',');
    return std::any_of(words.begin(), words.end(), [word](const QByteArray &w) { return w.trimmed() == word; });
}

/// "db.example:8080" → "db.example", "[::1]:80" → "::1". Empty when malformed.
QByteArray hostName(const QByteArray &host)
{
    if (host.startsWith('['))
        return host.mid(1, host.indexOf(']') - 1);
    return host.left(host.indexOf(':') < 0 ? host.size() : host.indexOf(':'));
}

/// A page of a foreign site can make a browser send requests here under its own name: only our names pass.
bool isOurHost(const QByteArray &host, const AccessRules &rules, const QHostAddress &localAddress)
{
    const QString name = QString::fromLatin1(hostName(host)).toLower();
    if (name.isEmpty())
        return false;
    if (name == QLatin1String("localhost") || rules.hosts.contains(name))
        return true;
    const QHostAddress address(name);
    return !address.isNull() && (address.isLoopback() || address.isEqual(localAddress, QHostAddress::TolerantConversion));
}

/// Takes the same time whatever differs.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference = static_cast<unsigned char>(difference | static_cast<unsigned char>(a[i] ^ b[i]));
    return difference == 0;
}

/// Goes through all of them, whichever it is.
bool isToken(const QByteArray &authorization, const QList<AccessRules::Token> &accepted, qint64 nowMs)
{
    const qsizetype space = authorization.indexOf(' ');
    const bool bearer = space > 0 && authorization.left(space).toLower() == "bearer";
    const QByteArray hash = tokenHash(bearer ? authorization.mid(space + 1).trimmed() : QByteArray());
    bool isOne = false;
    for (const AccessRules::Token &token : accepted) {
        const bool isEqual = equalInConstantTime(hash, token.sha256);
        isOne |= isEqual & (token.expiresAt == 0 || nowMs < token.expiresAt);
    }
    return isOne && bearer;
}
} // namespace

QByteArray tokenHash(const QByteArray &token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256); }

HttpAnswer judgeAccess(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs)
{
    if (!request.has("host"))
        return {400};
    if (!isOurHost(request.header("host"), rules, localAddress))
        return {403};
    if (request.has("origin") && !rules.origins.contains(QString::fromLatin1(request.header("origin"))))
        return {403};
    if (rules.asksToken && !isToken(request.header("authorization"), rules.tokens, nowMs))
        return {401, "WWW-Authenticate: Bearer\r\n"};
    return {};
}

HttpAnswer judgeUpgrade(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs)
{
    if (request.method != "GET")
        return {405, "Allow: GET\r\n"};
    if (request.target != kStreamPath)
        return {404};
    if (const HttpAnswer refused = judgeAccess(request, rules, localAddress, nowMs); refused.status != 0)
        return refused;
    if (!hasWord(request.header("upgrade"), "websocket") || !hasWord(request.header("connection"), "upgrade")
        || request.header("sec-websocket-version") != "13")
        return {426, "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"};
    if (request.hasBody() || QByteArray::fromBase64(request.header("sec-websocket-key")).size() != 16)
        return {400};
    return {};
}

HttpAnswer judgePost(const HttpRequest &request, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs)
{
    if (const HttpAnswer refused = judgeAccess(request, rules, localAddress, nowMs); refused.status != 0)
        return refused;
    if (request.method != "POST")
        return {405, "Allow: POST\r\n"};
    if (request.has("transfer-encoding") || !request.has("content-length"))
        return {411};
    const QByteArray length = request.header("content-length");
    if (length.isEmpty() || !std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {400};
    if (request.bodyLength() > kMaxBodyBytes)
        return {413};
    if (request.has("content-encoding"))
        return {415};
    return {};
}

HttpAnswer judgeRequest(const QByteArray &head, const AccessRules &rules, const QHostAddress &localAddress, qint64 nowMs)
{
    const auto request = parseHead(head);
    return request ? judgeUpgrade(*request, rules, localAddress, nowMs) : HttpAnswer{400};
}

} // namespace plancia::monitoring
