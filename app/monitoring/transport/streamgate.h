// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/transport/accessrules.h"
#include "models/base/result.h"

#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>

namespace plancia::monitoring {

/// The only way in: listens, reads the head of each request itself, refuses what does not belong here with a clean answer
/// (see judgeRequest; also 408 after 5 s without a whole head, 431 above 8 KiB, 503 when full), and gives the rest on
/// with every byte still unread. QWebSocketServer alone bounds neither head nor time nor number. Lives in the service's
/// thread.
class StreamGate : public QObject {
    Q_OBJECT
public:
    struct Limits {
        int headTimeoutMs = 5000;
        int lingerMs = 1000; ///< how long a refused peer may take to read its answer
        int connections = 64; ///< heads being read and streams together
    };
    StreamGate(AccessRules rules, Limits limits, QObject *parent);
    ~StreamGate() override;

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
    void refuse(QTcpSocket *socket, const HttpAnswer &answer);

    AccessRules m_rules;
    Limits m_limits;
    QTcpServer m_server;
    int m_openStreams = 0;
    QSet<QTcpSocket *> m_heads;   ///< being read
    QSet<QTcpSocket *> m_refused; ///< answered and not gone yet; they hold no place
};

} // namespace plancia::monitoring
