// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/streamserver.h"

#include "app/log/log.h"

#include <QSslSocket>
#include <QUuid>
#include <algorithm>
#include <sys/socket.h>

namespace plancia::monitoring {

namespace {
constexpr quint64 kMaxRequestBytes = 64 * 1024;
constexpr int kCloseWaitMs = 2000;
constexpr qsizetype kMaxSlices = 16;

QString text(const Message &message) { return QString::fromUtf8(encode(message)); }

/// Of a TCP connection, which the QWebSocket over it has, too, but not its socket.
template <class Socket>
QString endsOf(const Socket &socket)
{
    return QStringLiteral("%1 %2 %3").arg(socket.peerAddress().toString()).arg(socket.peerPort()).arg(socket.localAddress().toString());
}
} // namespace

StreamServer::StreamServer(QString agentName, AccessRules rules, Limits limits, const Clock &clock, QObject *parent)
    : QObject(parent), m_agentName(agentName.left(kMaxNameChars)), m_limits(limits), m_clock(clock),
      m_ring(QUuid::createUuid().toString(QUuid::WithoutBraces), limits.ring), m_gate(std::move(rules), limits.gate, clock, this),
      m_webSockets(QStringLiteral("plancia-agent"), QWebSocketServer::NonSecureMode, this)
{
    m_webSockets.setMaxPendingConnections(limits.gate.connections);
    connect(&m_gate, &StreamGate::admitted, this, &StreamServer::upgrade);
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &StreamServer::welcome);
    m_tick.setInterval(limits.tickMs);
    connect(&m_tick, &QTimer::timeout, this, &StreamServer::tick);
    m_heartbeat.setInterval(limits.heartbeatMs);
    connect(&m_heartbeat, &QTimer::timeout, this, &StreamServer::heartbeat);
    m_tick.start();
    m_heartbeat.start();
}

StreamServer::~StreamServer()
{
    m_gate.close();
    tick(); // what was published last
    for (const auto &client : m_clients) {
        client->socket->disconnect(this);
        client->socket->close(QWebSocketProtocol::CloseCodeGoingAway);
    }
}

void StreamServer::publish(StreamItem item)
{
    m_slices.clear();
    if (auto appended = m_ring.append(std::move(item)); !appended)
        log::write(log::Level::Warning, "stream", appended.error());
}

void StreamServer::upgrade(QTcpSocket *socket)
{
    m_gate.setOpenStreams(++m_open);
    // QWebSocketServer gives the socket to the QWebSocket, or deletes it when the handshake fails after all.
    const QString ends = endsOf(*socket);
    m_upgrading.insert(ends, socket);
    connect(socket, &QObject::destroyed, this, [this, ends, socket] {
        m_gate.setOpenStreams(--m_open);
        if (m_upgrading.value(ends) == socket)
            m_upgrading.remove(ends);
    });
    m_webSockets.handleConnection(socket);
}

void StreamServer::welcome()
{
    while (QWebSocket *socket = m_webSockets.nextPendingConnection()) {
        socket->setParent(this);
        socket->setMaxAllowedIncomingFrameSize(kMaxRequestBytes);
        socket->setMaxAllowedIncomingMessageSize(kMaxRequestBytes);
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, socket](const QString &message) { receive(socket, message); });
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [this, socket] { closeClient(socket, CloseProtocol, QStringLiteral("binary frame")); });
        // Queued: a write that fails may end the connection in the middle of a walk over the clients.
        connect(socket, &QWebSocket::disconnected, this, [this, socket] { disconnected(socket); }, Qt::QueuedConnection);
        auto client = std::make_unique<Client>();
        client->socket = socket;
        client->raw = m_upgrading.take(endsOf(*socket)); // null when it has gone meanwhile
        // Who has to catch up does so as fast as it reads; who is up to date waits for the tick.
        connect(socket, &QWebSocket::bytesWritten, this, [this, reader = client.get()] {
            if (reader->isBehind && reader->raw && unsentBytes(*reader->raw) < m_limits.unsentBytes / 2)
                feed(*reader);
        });
        client->connectedAt = m_clock.monotonicMs();
        m_clients.push_back(std::move(client));
        log::info("stream", QStringLiteral("client connected"),
                  {{QStringLiteral("peer"), socket->peerAddress().toString()},
                   {QStringLiteral("clients"), QString::number(clients())}});
        socket->sendTextMessage(text(Hello{m_agentName, m_ring.epoch(), m_ring.base(), m_ring.top()}));
    }
}

int StreamServer::readers() const
{
    return static_cast<int>(std::ranges::count_if(m_clients, [](const auto &client) { return client->cursor >= 0; }));
}

StreamServer::Client *StreamServer::clientOf(QWebSocket *socket)
{
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [socket](const auto &client) { return client->socket == socket; });
    return found == m_clients.end() ? nullptr : found->get();
}

void StreamServer::receive(QWebSocket *socket, const QString &message)
{
    Client *client = clientOf(socket);
    if (!client)
        return;
    if (++client->requests > m_limits.requestsPerHeartbeat)
        return closeClient(socket, CloseFlood, QStringLiteral("too many requests"));
    const auto decoded = decode(message.toUtf8());
    if (!decoded)
        return closeClient(socket,
                           decoded.error().code() == ErrorCode::StreamVersion ? CloseVersion : CloseProtocol,
                           QStringLiteral("not understood"));
    const auto *subscribe = std::get_if<Subscribe>(&*decoded);
    if (!subscribe)
        return closeClient(socket, CloseProtocol, QStringLiteral("not a request"));
    client->cursor = m_ring.cursorFor(*subscribe);
    // A newcomer, or a reader of another epoch, has lost nothing: it begins with the oldest item kept.
    if (client->cursor == 0)
        client->cursor = m_ring.base() - 1;
    feed(*client);
}

void StreamServer::disconnected(QWebSocket *socket)
{
    socket->disconnect(this);
    std::erase_if(m_clients, [socket](const auto &client) { return client->socket == socket; });
    socket->deleteLater();
    log::info("stream", QStringLiteral("client gone"),
              {{QStringLiteral("code"), QString::number(socket->closeCode())},
               {QStringLiteral("clients"), QString::number(clients())}});
}

void StreamServer::closeClient(QWebSocket *socket, int code, const QString &reason)
{
    log::warning("stream", QStringLiteral("client closed"),
                 {{QStringLiteral("code"), QString::number(code)}, {QStringLiteral("reason"), reason}});
    if (Client *client = clientOf(socket))
        client->cursor = -1;
    socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
    // The peer may never read the close frame.
    QTimer::singleShot(kCloseWaitMs, socket, [socket] { socket->abort(); });
}

void StreamServer::tick()
{
    for (const auto &entry : m_clients) {
        Client &client = *entry;
        if (client.cursor >= 0)
            feed(client);
        else if (m_clock.monotonicMs() - client.connectedAt > m_limits.subscribeTimeoutMs
                 && client.socket->state() == QAbstractSocket::ConnectedState)
            closeClient(client.socket, CloseNotSubscribed, QStringLiteral("not subscribed"));
    }
}

SampleRing::Slice StreamServer::sliceAfter(qint64 cursor)
{
    if (const auto known = m_slices.constFind(cursor); known != m_slices.constEnd())
        return *known;
    SampleRing::Slice slice = m_ring.slice(cursor);
    slice.frame = webSocketFrame(slice.frame);
    if (m_slices.size() >= kMaxSlices)
        m_slices.clear();
    m_slices.insert(cursor, slice);
    return slice;
}

void StreamServer::send(QTcpSocket &socket, const SampleRing::Slice &slice)
{
    // Nearly always the system takes the news of a tick at once. QTcpSocket would wait to be told that it may write, and with a
    // thousand of them that is most of the work. Who has to catch up goes its way: it must not hold up the others.
    ssize_t sent = 0;
    if (slice.last == m_ring.top() && unsentBytes(socket) == 0 && !qobject_cast<QSslSocket *>(&socket))
        sent = ::send(static_cast<int>(socket.socketDescriptor()), slice.frame.constData(), static_cast<size_t>(slice.frame.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < slice.frame.size())
        socket.write(sent > 0 ? slice.frame.sliced(sent) : slice.frame); // whole, it is kept by reference
}

void StreamServer::feed(Client &client)
{
    client.isBehind = false; // writing may call back
    if (!client.raw || client.socket->state() != QAbstractSocket::ConnectedState) // after a close nothing may follow
        return;
    const qint64 waiting = unsentBytes(*client.raw);
    const qint64 now = m_clock.monotonicMs();
    if (waiting == 0 || waiting < client.unsent || client.stuckSince == 0)
        client.stuckSince = waiting == 0 ? 0 : now;
    client.unsent = waiting;
    // More than the frames of the stream ever make: answers to pings that a peer sends without reading them.
    if (waiting > m_limits.unsentBytes + 2 * kMaxFrameBytes)
        return closeClient(client.socket, CloseSlow, QStringLiteral("too slow"));
    if (client.stuckSince != 0 && now - client.stuckSince > m_limits.slowCloseMs)
        return closeClient(client.socket, CloseSlow, QStringLiteral("too slow"));

    while (client.cursor < m_ring.top() && client.raw && unsentBytes(*client.raw) < m_limits.unsentBytes) {
        if (client.cursor < m_ring.base() - 1) {
            client.socket->sendTextMessage(text(Lost{client.cursor + 1, m_ring.base() - 1}));
            client.cursor = m_ring.base() - 1;
        }
        const SampleRing::Slice slice = sliceAfter(client.cursor);
        client.cursor = slice.last;
        send(*client.raw, slice);
        client.unsent = unsentBytes(*client.raw);
    }
    client.isBehind = client.cursor < m_ring.top();
}

void StreamServer::heartbeat()
{
    const QString message = text(Heartbeat{m_ring.top(), m_clock.nowMs()});
    for (const auto &entry : m_clients) {
        Client &client = *entry;
        client.requests = 0;
        if (client.cursor < 0)
            continue;
        feed(client);
        if (client.cursor >= 0 && client.unsent < m_limits.unsentBytes)
            client.socket->sendTextMessage(message);
    }
}

} // namespace plancia::monitoring
