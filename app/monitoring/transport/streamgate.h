// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/transport/accessrules.h"
#include "models/base/result.h"

#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>

namespace plancia::monitoring {

/// The only way in: listens, reads the head of each request itself, refuses what does not belong here with a clean answer
/// (see judgeUpgrade and judgeAccess; also 408 after 5 s without a whole head, 431 above 8 KiB, 503 when full), has pages
/// answered, and gives an upgrade on with every byte still unread. QWebSocketServer alone bounds neither head nor time nor
/// number. Lives in the service's thread.
class StreamGate : public QObject {
    Q_OBJECT
public:
    struct Limits {
        int headTimeoutMs = 5000;
        int lingerMs = 1000; ///< how long a peer may take to read on in its answer
        int connections = 64; ///< heads being read and streams together
        int headsPerPeer = 32; ///< of them, so that one address takes nobody else's place
    };
    StreamGate(AccessRules rules, Limits limits, QObject *parent);
    ~StreamGate() override;

    /// Answers what is not the stream: called for a request that may ask, GET or HEAD and without a body. The answer may come
    /// later, and must come: until then the request holds a place.
    using Pages = std::function<void(const HttpRequest &request, std::function<void(HttpAnswer)> answer)>;
    void setPages(Pages pages) { m_pages = std::move(pages); }
    /// Not the stream: pages alone.
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
    void accept();
    void readHead(QTcpSocket *socket);
    void askPages(QTcpSocket *socket, const HttpRequest &request);
    void answer(QTcpSocket *socket, const HttpAnswer &reply);

    AccessRules m_rules;
    Limits m_limits;
    Pages m_pages;
    bool m_hasStream = true;
    QTcpServer m_server;
    int m_openStreams = 0;
    QSet<QTcpSocket *> m_heads;   ///< being read, or waiting for a page
    QSet<QTcpSocket *> m_answered; ///< answered and not gone yet; they hold no place
};

} // namespace plancia::monitoring
