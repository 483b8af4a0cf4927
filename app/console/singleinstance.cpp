// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/singleinstance.h"

#include "app/log/log.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>
#include <QLocalSocket>

namespace plancia::console {

namespace {
constexpr int kTimeoutMs = 1000;
constexpr qint64 kMaxMessage = 64 * 1024;
} // namespace

SingleInstance::SingleInstance(const QString &dataFolder)
    : m_name(QStringLiteral("plancia-")
             + QString::fromLatin1(
                 QCryptographicHash::hash(dataFolder.toUtf8(), QCryptographicHash::Sha256).toHex().left(24)))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

bool SingleInstance::handOver(const QStringList &files)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kTimeoutMs))
        return false;
    socket.write(QJsonDocument(QJsonArray::fromStringList(files)).toJson(QJsonDocument::Compact) + '\n');
    // The answer proves that somebody is at home: a frozen console does not swallow the start.
    return socket.waitForBytesWritten(kTimeoutMs) && socket.waitForReadyRead(kTimeoutMs) && socket.readAll() == "ok\n";
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    QLocalServer::removeServer(m_name); // left by a console that was killed
    if (!m_server.listen(m_name))
        log::warning("console", QStringLiteral("no socket for later starts"),
                     {{QStringLiteral("message"), m_server.errorString()}});
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > kMaxMessage)
                return socket->abort();
            if (!socket->canReadLine())
                return;
            QStringList files;
            for (const QJsonValue &file : QJsonDocument::fromJson(socket->readLine()).array())
                files.append(file.toString());
            socket->write("ok\n");
            socket->disconnectFromServer();
            emit raised(files);
        });
    }
}

} // namespace plancia::console
