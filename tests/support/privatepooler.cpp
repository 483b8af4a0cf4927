// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepooler.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTcpServer>
#include <libpq-fe.h>

#include <csignal>

namespace plancia::tests {

namespace {
int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}
} // namespace

PrivatePooler::~PrivatePooler()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM); // at once
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }
}

bool PrivatePooler::start()
{
    m_port = freePort();
    const QString settings = QStringLiteral("%1/pgbouncer-%2.ini").arg(m_server.socketFolder(), m_user);
    // Few connections, given back soon: each test has a database of its own, and the server takes forty of them all.
    const QString text = QStringLiteral("[databases]\n"
                                        "* = host=%1 port=%2 user=%4\n"
                                        "[pgbouncer]\n"
                                        "listen_addr = 127.0.0.1\n"
                                        "listen_port = %3\n"
                                        "unix_socket_dir =\n"
                                        "auth_type = any\n"
                                        "pool_mode = transaction\n"
                                        "default_pool_size = 4\n"
                                        "server_idle_timeout = 1\n"
                                        "logfile = %1/pgbouncer-%4.log\n")
                             .arg(m_server.socketFolder()).arg(m_server.port()).arg(m_port).arg(m_user);
    QFile file(settings);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) != text.toUtf8().size() || !file.flush()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther)) {
        m_error = QStringLiteral("pgbouncer.ini could not be written");
        return false;
    }
    QStringList command = m_server.asServerUser(QStringLiteral("/usr/sbin/pgbouncer"), {QStringLiteral("-q"), settings});
    const QString first = command.takeFirst();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(first, command);
    const QByteArray address = QStringLiteral("host=127.0.0.1 port=%1 user=%2 dbname=postgres connect_timeout=2").arg(m_port).arg(m_user).toUtf8();
    const QDeadlineTimer deadline(30'000);
    while (m_process.waitForStarted(10'000) && !deadline.hasExpired()) {
        if (PQping(address.constData()) == PQPING_OK)
            return true;
        if (m_process.waitForFinished(20))
            break;
    }
    m_error = QStringLiteral("pgbouncer did not start: ") + m_process.errorString() + u'\n' + QString::fromUtf8(m_process.readAll());
    return false;
}

QString PrivatePooler::url(const QString &database) const
{
    return QStringLiteral("postgresql://%1@127.0.0.1:%2/%3").arg(m_user, QString::number(m_port), database);
}

ConnectionProfile PrivatePooler::profile(const QString &database) const
{
    ConnectionProfile profile = m_server.profile(m_user, database);
    profile.port = m_port;
    return profile;
}

} // namespace plancia::tests
