// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/transport/accessrules.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QSet>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <functional>
#include <memory>
#include <optional>

class QSslSocket;
class QTimer;

namespace plancia::monitoring {

/// What a socket has not given to the system yet, of TLS too.
qint64 unsentBytes(const QTcpSocket &socket);

/// The only way in: listens, reads the head of each request itself, refuses what does not belong here with a clean answer
/// (see judgeUpgrade, judgePost and judgeAccess; also 408 after 5 s without a whole head or body, 431 above 8 KiB, 503 when full),
/// has pages answered and what is posted taken, and gives an upgrade on with every byte still unread. QWebSocketServer alone bounds neither head nor time nor
/// number. With TLS, whose handshake takes no longer than a head may, who cannot agree on it gets no word, and neither does one
/// that comes while the house is full. Lives in the service's thread.
class StreamGate : public QObject {
    Q_OBJECT
public:
    struct Limits {
        int headTimeoutMs = 5000; ///< and as long again for a body, and for a handshake
        int lingerMs = 1000; ///< how long a peer may take to read on in its answer
        int connections = 64; ///< heads being read and streams together
        int headsPerPeer = 32; ///< of them, so that one address takes nobody else's place
    };
    StreamGate(AccessRules rules, Limits limits, const Clock &clock, QObject *parent);
    ~StreamGate() override;

    /// Answers what is not the stream: called for a request that may ask, GET or HEAD and without a body. The answer may come
    /// later, and must come: until then the request holds a place.
    using Pages = std::function<void(const HttpRequest &request, std::function<void(HttpAnswer)> answer)>;
    void setPages(Pages pages) { m_pages = std::move(pages); }
    /// Takes what is posted to a path that `isPost` knows, where the stream is; the body is whole. The answer may come later, and must
    /// come, as with pages.
    using Posts = std::function<void(const HttpRequest &request, const QByteArray &body, std::function<void(HttpAnswer)> answer)>;
    void setPosts(std::function<bool(const HttpRequest &request)> isPost, Posts posts)
    {
        m_isPost = std::move(isPost);
        m_posts = std::move(posts);
    }
    /// For whoever comes from now on.
    void setRules(AccessRules rules) { m_rules = std::move(rules); }
    void setTls(std::optional<QSslConfiguration> configuration);
    /// Neither the stream nor what is posted: pages alone.
    void closeStream() { m_hasStream = false; }

    /// STREAM_004 (facts host, port, message). Port 0: the system picks.
    Result<quint16> listen(const QHostAddress &address, quint16 port);
    void close();
    /// How many streams are open beyond the gate; they count against the limit.
    void setOpenStreams(int count) { m_openStreams = count; }

signals:
    /// The receiver owns the socket from here on; the request is still to be read from it.
    void admitted(QTcpSocket *socket);

private:
    class Listener;
    void accept();
    void drop(QTcpSocket *socket);
    void secure(QSslSocket *socket, QTimer *patience);
    void readHead(QTcpSocket *socket);
    void askPages(QTcpSocket *socket, const HttpRequest &request);
    void askPosts(QTcpSocket *socket, const HttpRequest &request, qsizetype headBytes);
    std::function<void(HttpAnswer)> replyTo(QTcpSocket *socket, const HttpRequest &request);
    void answer(QTcpSocket *socket, const HttpAnswer &reply);

    AccessRules m_rules;
    Limits m_limits;
    const Clock &m_clock;
    Pages m_pages;
    std::function<bool(const HttpRequest &)> m_isPost;
    Posts m_posts;
    bool m_hasStream = true;
    std::unique_ptr<Listener> m_server;
    int m_openStreams = 0;
    QSet<QTcpSocket *> m_heads;   ///< being read, with its body, or waiting for a page
    QSet<QTcpSocket *> m_answered; ///< answered and not gone yet; they hold no place
};

} // namespace plancia::monitoring
