// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <optional>

namespace plancia::monitoring {

/// The head of a request, as far as anything here asks for it.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< begins with a slash; with its query
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray header(const char *name) const { return headers.value(name); }
    bool has(const char *name) const { return headers.contains(name); }
    /// What Content-Length says, which must be digits; more than anybody takes when it is beyond 18 of them.
    qint64 bodyLength() const;
    bool hasBody() const { return has("content-length") || has("transfer-encoding"); }
};
/// RFC 9112, strictly: HTTP/1.1, CRLF line ends, no folding, no space before the colon, no header twice. `head` goes up to
/// and with its empty line. Pure.
std::optional<HttpRequest> parseHead(const QByteArray &head);

/// An answer that ends the connection.
struct HttpAnswer {
    int status = 0; ///< 0: no answer, go on with the upgrade
    QByteArray extraHead = {}; ///< further header lines, each with its line end
    QByteArray contentType = {};
    QByteArray body = {}; ///< without one, what RFC 9457 says of the status (application/problem+json)
    bool isHead = false;  ///< the request was HEAD: its length is told, the body stays here
    /// The whole answer. It is never kept by a cache, guessed at or framed by a browser.
    QByteArray bytes() const;
};

} // namespace plancia::monitoring
