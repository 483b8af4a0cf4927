// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/streamgate.h"

#include "app/log/log.h"

#include <QTimer>
#include <sys/socket.h>

namespace plancia::monitoring {

namespace {
/// So many refused peers may take their time to read the answer; more are dropped unanswered.
constexpr int kRefusedAtOnce = 64;
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
    for (QTcpSocket *socket : m_heads + m_refused)
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
        if (m_refused.size() >= kRefusedAtOnce) {
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
        connect(timer, &QTimer::timeout, this, [this, socket] { refuse(socket, {408, {}}); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readHead(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            m_refused.remove(socket);
            socket->disconnect(this);
            socket->deleteLater();
        });
        if (m_heads.size() + m_openStreams > m_limits.connections)
            refuse(socket, {503, "Retry-After: 5\r\n"});
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
            refuse(socket, {431, {}});
        return;
    }
    const HttpAnswer answer = judgeRequest(seen.left(end + 4), m_rules, socket->localAddress());
    if (answer.status != 0)
        return refuse(socket, answer);

    m_heads.remove(socket);
    socket->disconnect(this);
    stopTimer(socket);
    socket->setReadBufferSize(0);
    socket->setParent(nullptr);
    emit admitted(socket);
}

void StreamGate::refuse(QTcpSocket *socket, const HttpAnswer &answer)
{
    log::info("stream", QStringLiteral("request refused"),
              {{QStringLiteral("status"), QString::number(answer.status)},
               {QStringLiteral("peer"), socket->peerAddress().toString()}});
    m_heads.remove(socket);
    m_refused.insert(socket);
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
    socket->write(answer.bytes());
    discard();
}

} // namespace plancia::monitoring
