// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <memory>
#include <vector>

namespace plancia::tests {

/// Forwards loopback connections in the test's own thread, and cuts, freezes or refuses them on demand.
class TcpProxy : public QObject {
public:
    explicit TcpProxy(quint16 target) : m_target(target)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, &TcpProxy::accept);
    }
    ~TcpProxy() override
    {
        for (const auto &pair : m_pairs)
            end(*pair);
    }
    quint16 port() const { return m_server.serverPort(); }
    int cuts() const { return m_cuts; }

    /// Both sides end after this many more bytes from the server.
    void cutAfter(qint64 bytes) { m_budget = bytes; }
    /// Nothing passes, nothing is told.
    void setFrozen(bool frozen)
    {
        m_frozen = frozen;
        for (const auto &pair : m_pairs)
            pump(*pair);
    }
    /// Ends all connections and each new one at once.
    void setRefusing(bool refusing)
    {
        m_refusing = refusing;
        for (const auto &pair : m_pairs)
            end(*pair);
    }

private:
    struct Pair {
        QTcpSocket *client;
        QTcpSocket *server;
        bool over = false;
    };
    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            if (m_refusing) {
                client->abort();
                client->deleteLater();
                continue;
            }
            auto *server = new QTcpSocket(this);
            m_pairs.push_back(std::make_unique<Pair>(Pair{client, server}));
            Pair *pair = m_pairs.back().get();
            for (QTcpSocket *socket : {client, server}) {
                connect(socket, &QTcpSocket::readyRead, this, [this, pair] { pump(*pair); });
                connect(socket, &QTcpSocket::disconnected, this, [this, pair] { end(*pair); });
            }
            server->connectToHost(QHostAddress::LocalHost, m_target);
        }
    }
    void pump(Pair &pair)
    {
        if (m_frozen || pair.over)
            return;
        pair.server->write(pair.client->readAll());
        QByteArray down = pair.server->readAll();
        if (m_budget >= 0) {
            const bool last = down.size() >= m_budget;
            down.truncate(m_budget);
            m_budget -= down.size();
            if (last) {
                pair.client->write(down);
                pair.client->flush();
                m_budget = -1;
                ++m_cuts;
                return end(pair);
            }
        }
        pair.client->write(down);
    }
    void end(Pair &pair)
    {
        if (std::exchange(pair.over, true))
            return;
        pair.client->abort();
        pair.server->abort();
    }

    QTcpServer m_server;
    quint16 m_target;
    std::vector<std::unique_ptr<Pair>> m_pairs;
    qint64 m_budget = -1;
    int m_cuts = 0;
    bool m_frozen = false;
    bool m_refusing = false;
};

} // namespace plancia::tests
