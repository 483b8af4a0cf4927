// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/streamgate.h"

#include "app/log/log.h"

#include <QPointer>
#include <QTimer>
#include <sys/socket.h>

namespace plancia::monitoring {

namespace {
/// So many peers that were answered may take their time to read the answer; more are dropped unanswered.
constexpr int kAnsweredAtOnce = 64;
const QString kHeadTimer = QStringLiteral("head");

void stopTimer(QTcpSocket *socket)
{
    if (auto *timer = socket->findChild<QTimer *>(kHeadTimer, Qt::FindDirectChildrenOnly)) {
        timer->stop();
        timer->deleteLater(); // it may be the one that called
    }
}
} // namespace

StreamGate::StreamGate(AccessRules rules, Limits limits, QObject *parent)
    : QObject(parent), m_rules(std::move(rules)), m_limits(limits), m_server(this)
{
    connect(&m_server, &QTcpServer::newConnection, this, &StreamGate::accept);
}

StreamGate::~StreamGate()
{
    // The server deletes them after the sets are gone: they must not call back.
    for (QTcpSocket *socket : m_heads + m_answered)
        socket->disconnect(this);
}

Result<quint16> StreamGate::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return fail(ErrorCode::StreamPort,
                    {{QStringLiteral("host"), address.toString()},
                     {QStringLiteral("port"), QString::number(port)},
                     {QStringLiteral("message"), m_server.errorString()}});
    return m_server.serverPort();
}

void StreamGate::close() { m_server.close(); }

void StreamGate::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_answered.size() >= kAnsweredAtOnce) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_heads.insert(socket);
        socket->setReadBufferSize(kMaxHeadBytes + 1);
        auto *timer = new QTimer(socket);
        timer->setObjectName(kHeadTimer);
        timer->setSingleShot(true);
        timer->start(m_limits.headTimeoutMs);
        connect(timer, &QTimer::timeout, this, [this, socket] { answer(socket, {408}); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readHead(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            m_answered.remove(socket);
            socket->disconnect(this);
            socket->deleteLater();
        });
        if (m_heads.size() + m_openStreams > m_limits.connections)
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
    if (m_pages && (!m_hasStream || request->target != kStreamPath))
        return askPages(socket, *request);
    if (const HttpAnswer refused = judgeUpgrade(*request, m_rules, socket->localAddress()); refused.status != 0)
        return answer(socket, refused);

    m_heads.remove(socket);
    socket->disconnect(this);
    stopTimer(socket);
    socket->setReadBufferSize(0);
    socket->setParent(nullptr);
    emit admitted(socket);
}

void StreamGate::askPages(QTcpSocket *socket, const HttpRequest &request)
{
    if (const HttpAnswer refused = judgeAccess(request, m_rules, socket->localAddress()); refused.status != 0)
        return answer(socket, refused);
    if (request.method != "GET" && request.method != "HEAD")
        return answer(socket, {405, "Allow: GET, HEAD\r\n"});
    if (request.hasBody())
        return answer(socket, {400});
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    stopTimer(socket);
    m_pages(request, [this, self = QPointer(this), peer = QPointer(socket), isHead = request.method == "HEAD"](HttpAnswer page) {
        page.isHead = isHead;
        if (self && peer && m_heads.contains(peer))
            answer(peer, page);
    });
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
        if (socket->bytesToWrite() == 0)
            ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
    };
    connect(socket, &QTcpSocket::bytesWritten, socket, finish);
    QTimer::singleShot(m_limits.lingerMs, socket, [socket] { socket->abort(); });
    socket->write(reply.bytes());
    discard();
}

} // namespace plancia::monitoring
