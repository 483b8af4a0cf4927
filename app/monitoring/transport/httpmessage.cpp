// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/httpmessage.h"

#include <algorithm>
#include <limits>

namespace plancia::monitoring {

namespace {

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}
bool isControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

const char *reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 202:
        return "Accepted";
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
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Service Unavailable";
    }
}

} // namespace

qint64 HttpRequest::bodyLength() const
{
    bool isNumber = false;
    const qint64 length = header("content-length").toLongLong(&isNumber);
    return isNumber ? length : std::numeric_limits<qint64>::max();
}

std::optional<HttpRequest> parseHead(const QByteArray &head)
{
    if (!head.endsWith("\r\n\r\n"))
        return std::nullopt;
    HttpRequest request;
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

QByteArray HttpAnswer::bytes() const
{
    const QByteArray words = reason(status);
    const QByteArray code = QByteArray::number(status);
    const bool isProblem = body.isEmpty();
    const QByteArray content = isProblem ? "{\"type\":\"about:blank\",\"title\":\"" + words + "\",\"status\":" + code + "}\n" : body;
    const QByteArray type = isProblem ? QByteArray("application/problem+json") : contentType;
    return "HTTP/1.1 " + code + ' ' + words + "\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(content.size())
        + "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
        + extraHead + "\r\n" + (isHead ? QByteArray() : content);
}

} // namespace plancia::monitoring
