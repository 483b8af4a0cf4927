// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/streamgate.h"

#include "app/log/log.h"
#include "models/base/ids.h"

#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>
#include <algorithm>
#include <sys/socket.h>

namespace plancia::monitoring {

namespace {
/// So many peers that were answered may take their time to read the answer; more are dropped unanswered.
constexpr int kAnsweredAtOnce = 64;
constexpr int kLongestLinger = 30; ///< times lingerMs, however slowly a peer reads on
constexpr qint64 kBodyPieceBytes = 64 * 1024;
const QString kHeadTimer = QStringLiteral("head");

void stopTimer(QTcpSocket *socket)
{
    if (auto *timer = socket->findChild<QTimer *>(kHeadTimer, Qt::FindDirectChildrenOnly)) {
        timer->stop();
        timer->deleteLater(); // it may be the one that called
    }
}

/// The id under which a request is found elsewhere: the caller's, when it is one, or a new one.
QByteArray requestId(const HttpRequest &request)
{
    const QByteArray given = request.header("x-request-id");
    const bool isGood = !given.isEmpty() && given.size() <= 64
        && std::ranges::all_of(given, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; });
    return isGood ? given : "req_" + newUuid().toByteArray(QUuid::WithoutBraces);
}
} // namespace

qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

class StreamGate::Listener final : public QTcpServer {
public:
    std::optional<QSslConfiguration> tls;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!tls)
            return QTcpServer::incomingConnection(descriptor);
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(*tls);
        socket->setSocketDescriptor(descriptor);
        addPendingConnection(socket);
    }
};

StreamGate::StreamGate(AccessRules rules, Limits limits, const Clock &clock, QObject *parent)
    : QObject(parent), m_rules(std::move(rules)), m_limits(limits), m_clock(clock), m_server(std::make_unique<Listener>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &StreamGate::accept);
}

StreamGate::~StreamGate()
{
    // The server deletes them after the sets are gone: they must not call back.
    for (QTcpSocket *socket : m_heads + m_answered)
        socket->disconnect(this);
}

Result<quint16> StreamGate::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        return fail(ErrorCode::StreamPort,
                    {{QStringLiteral("host"), address.toString()},
                     {QStringLiteral("port"), QString::number(port)},
                     {QStringLiteral("message"), m_server->errorString()}});
    return m_server->serverPort();
}

void StreamGate::close() { m_server->close(); }

void StreamGate::setTls(std::optional<QSslConfiguration> configuration) { m_server->tls = std::move(configuration); }

/// Without a word.
void StreamGate::drop(QTcpSocket *socket)
{
    m_heads.remove(socket);
    m_answered.remove(socket);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void StreamGate::secure(QSslSocket *socket, QTimer *patience)
{
    connect(socket, &QSslSocket::encrypted, this, [this, socket, patience] {
        patience->start(m_limits.headTimeoutMs);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readHead(socket); });
        if (socket->bytesAvailable() > 0)
            readHead(socket);
    });
    connect(socket, &QSslSocket::errorOccurred, this, [this, socket] {
        if (socket->isEncrypted())
            return;
        log::info("stream", QStringLiteral("no TLS"), {{QStringLiteral("peer"), socket->peerAddress().toString()}, {QStringLiteral("message"), socket->errorString()}});
        drop(socket);
    });
    socket->startServerEncryption();
}

void StreamGate::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_answered.size() >= kAnsweredAtOnce) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *tls = qobject_cast<QSslSocket *>(socket);
        m_heads.insert(socket);
        socket->setReadBufferSize(kMaxHeadBytes + 1);
        auto *timer = new QTimer(socket);
        timer->setObjectName(kHeadTimer);
        timer->setSingleShot(true);
        timer->start(m_limits.headTimeoutMs);
        connect(timer, &QTimer::timeout, this, [this, socket, tls] { tls && !tls->isEncrypted() ? drop(socket) : answer(socket, {408}); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            m_answered.remove(socket);
            socket->disconnect(this);
            socket->deleteLater();
        });
        const auto ofPeer = std::ranges::count_if(m_heads, [socket](const QTcpSocket *other) { return other->peerAddress() == socket->peerAddress(); });
        const bool isFull = m_heads.size() + m_openStreams > m_limits.connections || ofPeer > m_limits.headsPerPeer;
        if (tls) {
            isFull ? drop(socket) : secure(tls, timer);
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readHead(socket); });
        if (isFull)
            answer(socket, {503, "Retry-After: 5\r\n"});
        else if (socket->bytesAvailable() > 0)
            readHead(socket);
    }
}

void StreamGate::readHead(QTcpSocket *socket)
{
    const QByteArray seen = socket->peek(kMaxHeadBytes + 1);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() > kMaxHeadBytes)
            answer(socket, {431});
        return;
    }
    const auto request = parseHead(seen.left(end + 4));
    if (!request)
        return answer(socket, {400});
    if (m_posts && m_hasStream && m_isPost(*request))
        return askPosts(socket, *request, end + 4);
    if (m_pages && (!m_hasStream || request->target != kStreamPath))
        return askPages(socket, *request);
    if (const HttpAnswer refused = judgeUpgrade(*request, m_rules, socket->localAddress(), m_clock.nowMs()); refused.status != 0)
        return answer(socket, refused);

    m_heads.remove(socket);
    socket->disconnect(this);
    stopTimer(socket);
    socket->setReadBufferSize(0);
    socket->setParent(nullptr);
    emit admitted(socket);
}

std::function<void(HttpAnswer)> StreamGate::replyTo(QTcpSocket *socket, const HttpRequest &request)
{
    return [this, self = QPointer(this), peer = QPointer(socket), isHead = request.method == "HEAD", id = requestId(request)](HttpAnswer reply) {
        reply.isHead = isHead;
        reply.extraHead += "X-Request-ID: " + id + "\r\n";
        if (self && peer && m_heads.contains(peer))
            answer(peer, reply);
    };
}

/// The body is read as it comes, and never more of it than was told.
void StreamGate::askPosts(QTcpSocket *socket, const HttpRequest &request, qsizetype headBytes)
{
    const auto reply = replyTo(socket, request);
    if (const HttpAnswer refused = judgePost(request, m_rules, socket->localAddress(), m_clock.nowMs()); refused.status != 0)
        return reply(refused);
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->skip(headBytes);
    if (auto *timer = socket->findChild<QTimer *>(kHeadTimer, Qt::FindDirectChildrenOnly))
        timer->start(m_limits.headTimeoutMs);
    const auto read = [this, socket, request, reply, body = std::make_shared<QByteArray>()] {
        *body += socket->read(std::min(socket->bytesAvailable(), request.bodyLength() - body->size()));
        if (body->size() != request.bodyLength())
            return;
        QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
        stopTimer(socket);
        m_posts(request, *body, reply);
    };
    connect(socket, &QTcpSocket::readyRead, this, read);
    socket->setReadBufferSize(kBodyPieceBytes);
    // Who asks first (RFC 9110 §10.1.1) waits for this word.
    if (request.header("expect").toLower() == "100-continue" && socket->bytesAvailable() == 0)
        socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    read();
}

void StreamGate::askPages(QTcpSocket *socket, const HttpRequest &request)
{
    const auto reply = replyTo(socket, request);
    if (const HttpAnswer refused = judgeAccess(request, m_rules, socket->localAddress(), m_clock.nowMs()); refused.status != 0)
        return reply(refused);
    if (request.method != "GET" && request.method != "HEAD")
        return reply({405, "Allow: GET, HEAD\r\n"});
    if (request.hasBody())
        return reply({400});
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    stopTimer(socket);
    m_pages(request, reply);
}

void StreamGate::answer(QTcpSocket *socket, const HttpAnswer &reply)
{
    if (reply.status >= 400 && reply.body.isEmpty())
        log::info("stream", QStringLiteral("request refused"),
                  {{QStringLiteral("status"), QString::number(reply.status)},
                   {QStringLiteral("peer"), socket->peerAddress().toString()}});
    m_heads.remove(socket);
    m_answered.insert(socket);
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    stopTimer(socket);

    // Closing with unread bytes resets the connection and can take the answer back from the peer (RFC 9112 §9.6): so end
    // our direction, read on without keeping anything until the peer ends its own, but not for ever.
    const auto discard = [socket] { socket->skip(socket->bytesAvailable()); };
    connect(socket, &QTcpSocket::readyRead, socket, discard);
    const auto finish = [socket] {
        if (unsentBytes(*socket) == 0)
            ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
    };
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) // whose bytesWritten comes before they are the plain socket's
        connect(tls, &QSslSocket::encryptedBytesWritten, socket, finish);
    else
        connect(socket, &QTcpSocket::bytesWritten, socket, finish);
    auto *patience = new QTimer(socket);
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, socket, [socket] { socket->abort(); });
    connect(socket, &QTcpSocket::bytesWritten, patience, qOverload<>(&QTimer::start)); // it reads: a long page may take longer
    patience->start(m_limits.lingerMs);
    QTimer::singleShot(kLongestLinger * m_limits.lingerMs, socket, [socket] { socket->abort(); });
    socket->write(reply.bytes());
    discard();
}

} // namespace plancia::monitoring
