// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/accessrules.h"

#include <QCryptographicHash>
#include <QHash>
#include <algorithm>
#include <optional>

namespace plancia::monitoring {

namespace {
struct Request {
    QByteArray method;
    QByteArray target;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray header(const char *name) const { return headers.value(name); }
    bool has(const char *name) const { return headers.contains(name); }
};

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}
bool isControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

/// RFC 9112, strictly: CRLF line ends, no folding, no space before the colon, no header twice.
std::optional<Request> parse(const QByteArray &head)
{
    if (!head.endsWith("\r\n\r\n"))
        return std::nullopt;
    Request request;
    qsizetype begin = 0;
    for (int number = 0;; ++number) {
        const qsizetype end = head.indexOf("\r\n", begin);
        const QByteArray line = head.mid(begin, end - begin);
        begin = end + 2;
        if (line.isEmpty())
            break;
        if (std::any_of(line.begin(), line.end(), isControl))
            return std::nullopt;
        if (number == 0) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() != 3 || words[0].isEmpty() || !words[1].startsWith('/') || words[2] != "HTTP/1.1")
                return std::nullopt;
            request.method = words[0];
            request.target = words[1];
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower();
        if (colon < 1 || !std::all_of(name.begin(), name.end(), isTokenChar) || request.headers.contains(name))
            return std::nullopt;
        request.headers.insert(name, line.mid(colon + 1).trimmed());
    }
    return request.method.isEmpty() ? std::nullopt : std::optional(request);
}

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

bool isToken(const QByteArray &authorization, const QByteArray &expectedHash)
{
    const qsizetype space = authorization.indexOf(' ');
    const bool bearer = space > 0 && authorization.left(space).toLower() == "bearer";
    const QByteArray token = bearer ? authorization.mid(space + 1).trimmed() : QByteArray();
    return equalInConstantTime(tokenHash(token), expectedHash) && bearer;
}

const char *reason(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Service Unavailable";
    }
}
} // namespace

QByteArray tokenHash(const QByteArray &token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256); }

QByteArray HttpAnswer::bytes() const
{
    const QByteArray line = QByteArray::number(status) + ' ' + reason(status);
    return "HTTP/1.1 " + line + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(line.size() + 1) + "\r\nConnection: close\r\n" + extraHead + "\r\n" + line + "\n";
}

HttpAnswer judgeRequest(const QByteArray &head, const AccessRules &rules, const QHostAddress &localAddress)
{
    const auto request = parse(head);
    if (!request)
        return {400, {}};
    if (request->method != "GET")
        return {405, "Allow: GET\r\n"};
    if (request->target != "/stream")
        return {404, {}};
    if (!request->has("host"))
        return {400, {}};
    if (!isOurHost(request->header("host"), rules, localAddress))
        return {403, {}};
    if (request->has("origin") && !rules.origins.contains(QString::fromLatin1(request->header("origin"))))
        return {403, {}};
    if (!rules.tokenSha256.isEmpty() && !isToken(request->header("authorization"), rules.tokenSha256))
        return {401, "WWW-Authenticate: Bearer\r\n"};
    if (!hasWord(request->header("upgrade"), "websocket") || !hasWord(request->header("connection"), "upgrade")
        || request->header("sec-websocket-version") != "13")
        return {426, "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"};
    if (request->has("content-length") || request->has("transfer-encoding")
        || QByteArray::fromBase64(request->header("sec-websocket-key")).size() != 16)
        return {400, {}};
    return {};
}

} // namespace plancia::monitoring
