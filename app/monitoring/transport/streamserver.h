// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/session/samplering.h"
#include "app/monitoring/transport/streamgate.h"
#include "models/base/clock.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>
#include <memory>
#include <vector>

namespace plancia::monitoring {

/// The agent's end of the stream: numbers what the samplers bring and gives it to every reader, batched by a tick.
/// A reader costs a cursor into one ring, never a queue of its own: who reads slowly gets bigger batches, then a gap, and is
/// closed (4008) when its socket takes nothing for half a minute. Lives in the service's thread. A new object is a new
/// epoch.
class StreamServer : public QObject {
    Q_OBJECT
public:
    struct Limits {
        StreamGate::Limits gate;
        SampleRing::Limits ring;
        int tickMs = 100;
        int heartbeatMs = 5000;
        int subscribeTimeoutMs = 10'000;
        int slowCloseMs = 30'000;
        /// No further frame is queued on a socket above this. With one frame it is what a reader that lags takes at the most, and those
        /// who lag together share their frames.
        qint64 unsentBytes = 64 * 1024;
        int requestsPerHeartbeat = 50;
    };
    StreamServer(QString agentName, AccessRules rules, Limits limits, const Clock &clock, QObject *parent);
    ~StreamServer() override;

    StreamGate &gate() { return m_gate; }
    Result<quint16> listen(const QHostAddress &address, quint16 port) { return m_gate.listen(address, port); }
    /// An item beyond the protocol's limits is logged and left out.
    void publish(StreamItem item);

    const SampleRing &ring() const { return m_ring; }
    /// Of the clients, those that have subscribed.
    int readers() const;
    int clients() const { return static_cast<int>(m_clients.size()); }

private:
    struct Client {
        QWebSocket *socket = nullptr;
        /// Below it. Samples are written there: QWebSocket would convert and copy them once for each client. Nor does it tell what TLS
        /// still holds.
        QPointer<QTcpSocket> raw;
        qint64 cursor = -1; ///< offset it has; -1: not subscribed
        qint64 connectedAt = 0; ///< monotonic ms
        qint64 stuckSince = 0;  ///< monotonic ms, 0: its socket takes data
        qint64 unsent = 0;
        int requests = 0;
        bool isBehind = false; ///< there is more for it, which waits for its socket
    };
    void upgrade(QTcpSocket *socket);
    void welcome();
    void receive(QWebSocket *socket, const QString &text);
    void disconnected(QWebSocket *socket);
    void tick();
    void heartbeat();
    void feed(Client &client);
    SampleRing::Slice sliceAfter(qint64 cursor);
    void send(QTcpSocket &socket, const SampleRing::Slice &slice);
    void closeClient(QWebSocket *socket, int code, const QString &reason);
    Client *clientOf(QWebSocket *socket);

    QString m_agentName;
    Limits m_limits;
    const Clock &m_clock;
    SampleRing m_ring;
    StreamGate m_gate;
    QWebSocketServer m_webSockets;
    QTimer m_tick;
    QTimer m_heartbeat;
    std::vector<std::unique_ptr<Client>> m_clients;
    QHash<QString, QTcpSocket *> m_upgrading; ///< by its ends
    int m_open = 0; ///< sockets past the gate, upgraded or not
    QHash<qint64, SampleRing::Slice> m_slices; ///< WebSocket frames by cursor, since the last item came: readers stand at few places
};

} // namespace plancia::monitoring
