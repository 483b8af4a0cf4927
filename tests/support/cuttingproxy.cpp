// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cuttingproxy.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace plancia::tests {

namespace {

using Mode = CuttingProxy::Mode;

/// One client with its way to the server. Deletes itself when either side is gone.
class Relay : public QObject {
public:
    Relay(QTcpSocket *client, int serverPort, std::shared_ptr<CuttingProxy::State> state, QObject *parent)
        : QObject(parent), m_client(client), m_state(std::move(state))
    {
        client->setParent(this);
        connect(client, &QTcpSocket::readyRead, this, &Relay::fromClient);
        connect(&m_server, &QTcpSocket::readyRead, this, &Relay::fromServer);
        connect(&m_server, &QTcpSocket::connected, this, &Relay::fromClient);
        connect(client, &QTcpSocket::disconnected, this, &Relay::clientLeft);
        connect(&m_server, &QTcpSocket::disconnected, this, &Relay::serverLeft);
        connect(&m_server, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError) // that is the server leaving, told by disconnected()
                end();
        });
        m_server.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(serverPort));
    }

private:
    /// A client that gives up on a swallowed connection is not told to the server either: the network is gone.
    void clientLeft()
    {
        if (!m_swallow)
            end();
    }
    /// The server said its last word and closed (a refusal): the client still gets the word.
    void serverLeft()
    {
        if (m_over)
            return;
        if (m_server.bytesAvailable() > 0)
            fromServer();
        if (std::exchange(m_over, true))
            return;
        connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        m_client->disconnectFromHost(); // once everything is written
        if (m_client->state() == QAbstractSocket::UnconnectedState)
            deleteLater();
    }
    void end()
    {
        if (std::exchange(m_over, true))
            return;
        m_client->abort();
        m_server.abort();
        deleteLater();
    }
    void cut()
    {
        ++m_state->cuts;
        m_state->mode = m_state->after.load();
        end();
    }
    void fromClient()
    {
        const Mode mode = m_state->mode;
        if (mode == Mode::CutAlways)
            return end();
        if (m_server.state() != QAbstractSocket::ConnectedState || m_client->bytesAvailable() == 0)
            return;
        const QByteArray bytes = m_client->readAll();
        if (mode == Mode::Swallow || m_swallow) {
            ++m_state->swallowed;
            return;
        }
        if (bytes.contains(QByteArray("COMMIT", 7))) { // with its closing NUL: the statement alone, not READ COMMITTED
            if (mode == Mode::CutBeforeCommit)
                return cut();
            if (mode == Mode::SwallowCommit) {
                m_swallow = true;
                m_state->mode = Mode::Pass;
                return;
            }
            m_cutAtAnswer = mode == Mode::CutAfterCommit;
        }
        m_server.write(bytes);
    }
    void fromServer()
    {
        if (m_cutAtAnswer)
            return cut();
        const QByteArray bytes = m_server.readAll();
        if (m_state->mode != Mode::Swallow)
            m_client->write(bytes);
    }

    QTcpSocket *m_client;
    QTcpSocket m_server;
    std::shared_ptr<CuttingProxy::State> m_state;
    bool m_cutAtAnswer = false;
    bool m_swallow = false;
    bool m_over = false;
};

} // namespace

CuttingProxy::CuttingProxy(int serverPort) : m_worker(QStringLiteral("cutting-proxy"))
{
    m_port = m_worker
                 .run([this, serverPort]() -> Result<int> {
                     auto *server = new QTcpServer(m_worker.context());
                     QObject::connect(server, &QTcpServer::newConnection, server, [server, serverPort, state = m_state] {
                         while (QTcpSocket *client = server->nextPendingConnection()) {
                             ++state->connections;
                             new Relay(client, serverPort, state, server);
                         }
                     });
                     server->listen(QHostAddress::LocalHost, 0);
                     return server->serverPort();
                 })
                 .result()
                 .value_or(0);
}

CuttingProxy::~CuttingProxy()
{
    // Sockets end on their own thread.
    QObject *context = m_worker.context();
    m_worker
        .run([context]() -> Result<bool> {
            qDeleteAll(context->children());
            return true;
        })
        .waitForFinished();
}

} // namespace plancia::tests
