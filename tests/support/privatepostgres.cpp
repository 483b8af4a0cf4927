// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepostgres.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QUrl>
#include <libpq-fe.h>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace plancia::tests {

namespace {

QString folderTemplate()
{
    return QStringLiteral("/tmp/plancia-pg-%1-XXXXXX").arg(QCoreApplication::applicationPid());
}

/// What crashed tests left behind: the process id in a folder's name says whose it was.
void removeLeftovers()
{
    const QDir tmp(QStringLiteral("/tmp"));
    for (const QString &name : tmp.entryList({QStringLiteral("plancia-pg-*")}, QDir::Dirs)) {
        const qint64 pid = name.section(u'-', 2, 2).toLongLong();
        if (pid > 0 && ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)
            QDir(tmp.filePath(name)).removeRecursively();
    }
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

Answer answerTo(const QString &sql, const QString &url)
{
    PGconn *connection = PQconnectdb(url.toUtf8().constData());
    PGresult *result = PQexec(connection, sql.toUtf8().constData());
    const ExecStatusType status = PQresultStatus(result);
    Answer answer;
    answer.isDone = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!answer.isDone)
        answer.error = QString::fromUtf8(PQerrorMessage(connection));
    else if (PQntuples(result) > 0)
        answer.first = QString::fromUtf8(PQgetvalue(result, 0, 0));
    PQclear(result);
    PQfinish(connection);
    return answer;
}

PrivatePostgres::PrivatePostgres(Options options) : m_options(std::move(options)), m_folder(folderTemplate())
{
    removeLeftovers();
    if (::geteuid() == 0)
        m_serverUser = ::getpwnam("postgres") ? QStringLiteral("postgres") : QStringLiteral("nobody");
    m_server.setProcessChannelMode(QProcess::MergedChannels);
}

PrivatePostgres::~PrivatePostgres() { stop(Stop::Immediate); }

QString PrivatePostgres::binary(const QString &name) const
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    for (const QString &version : {QStringLiteral("15"), QStringLiteral("16"), QStringLiteral("17")})
        if (const QString path = versions.filePath(version + QStringLiteral("/bin/") + name); QFile::exists(path))
            return path;
    return name;
}

QStringList PrivatePostgres::asServerUser(const QString &program, const QStringList &arguments) const
{
    // setpriv replaces itself by the program, so the process id is the program's own; SIGQUIT is the server's "immediate".
    QStringList command{QStringLiteral("setpriv"), QStringLiteral("--pdeathsig"), QStringLiteral("QUIT")};
    if (!m_serverUser.isEmpty())
        command << QStringLiteral("--reuid") << m_serverUser << QStringLiteral("--regid")
                << QString::number(::getpwnam(m_serverUser.toLatin1().constData())->pw_gid)
                << QStringLiteral("--clear-groups");
    return command << program << arguments;
}

bool PrivatePostgres::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder.path());
    QStringList command = asServerUser(program, arguments);
    const QString first = command.takeFirst();
    process.start(first, command);
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_error = program + QStringLiteral(": ") + process.errorString() + u'\n' + QString::fromUtf8(process.readAll());
    return false;
}

bool PrivatePostgres::prepare()
{
    if (m_prepared)
        return true;
    if (!m_serverUser.isEmpty()) {
        const passwd *user = ::getpwnam(m_serverUser.toLatin1().constData());
        if (::chown(m_folder.path().toLocal8Bit().constData(), user->pw_uid, user->pw_gid) != 0) {
            m_error = QStringLiteral("the server's folder could not be given to ") + m_serverUser;
            return false;
        }
    }
    const QString data = m_folder.filePath(QStringLiteral("data"));
    if (!run(binary(QStringLiteral("initdb")),
             {QStringLiteral("-D"), data, QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-E"),
              QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8"), QStringLiteral("--no-sync"),
              QStringLiteral("--no-instructions"), QStringLiteral("--auth=trust")}))
        return false;
    if (m_options.tls
        && !run(QStringLiteral("openssl"),
                {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                 QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                 QStringLiteral("-days"), QStringLiteral("3650"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
                 QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost"), QStringLiteral("-keyout"),
                 m_folder.filePath(QStringLiteral("server.key")), QStringLiteral("-out"), certificate()}))
        return false;
    if (!writeFile(data + QStringLiteral("/pg_hba.conf"), "local all all trust\n"
                                                          "host all postgres 127.0.0.1/32 trust\n"
                                                          "host all all 127.0.0.1/32 scram-sha-256\n")) {
        m_error = QStringLiteral("pg_hba.conf could not be written");
        return false;
    }
    m_port = freePort();
    m_prepared = true;
    return true;
}

bool PrivatePostgres::launch()
{
    QStringList settings{
        QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("port=%1").arg(m_port),
        QStringLiteral("unix_socket_directories=") + m_folder.path(), QStringLiteral("fsync=off"),
        QStringLiteral("full_page_writes=off"), QStringLiteral("shared_buffers=32MB"),
        QStringLiteral("max_connections=40"), QStringLiteral("max_wal_size=256MB"),
        QStringLiteral("log_destination=stderr"), QStringLiteral("password_encryption=scram-sha-256"),
        QStringLiteral("autovacuum_naptime=1h")};
    if (m_options.tls)
        settings << QStringLiteral("ssl=on") << QStringLiteral("ssl_cert_file=") + certificate()
                 << QStringLiteral("ssl_key_file=") + m_folder.filePath(QStringLiteral("server.key"));
    settings += m_options.settings;
    QStringList arguments{QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data"))};
    for (const QString &setting : std::as_const(settings))
        arguments << QStringLiteral("-c") << setting;
    QStringList command = asServerUser(binary(QStringLiteral("postgres")), arguments);
    const QString first = command.takeFirst();
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("server.log")), QIODevice::Append);
    m_server.setWorkingDirectory(m_folder.path());
    m_server.start(first, command);
    return m_server.waitForStarted(10'000) && waitUntilReady();
}

bool PrivatePostgres::waitUntilReady()
{
    const QByteArray url = QStringLiteral("host=%1 port=%2 user=postgres dbname=postgres connect_timeout=2")
                               .arg(m_folder.path()).arg(m_port).toUtf8();
    const QDeadlineTimer deadline(60'000);
    while (!deadline.hasExpired()) {
        if (PQping(url.constData()) == PQPING_OK)
            return true;
        if (m_server.waitForFinished(20))
            break;
    }
    return false;
}

bool PrivatePostgres::start()
{
    if (isRunning())
        return true;
    if (!m_folder.isValid()) {
        m_error = m_folder.errorString();
        return false;
    }
    if (!prepare())
        return false;
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (launch())
            return m_hasRun = true;
        stop(Stop::Immediate);
        if (!m_hasRun)
            m_port = freePort(); // somebody was faster
    }
    m_error = QStringLiteral("PostgreSQL did not start:\n") + log().right(2000);
    return false;
}

void PrivatePostgres::stop(Stop how)
{
    if (!isRunning())
        return;
    ::kill(static_cast<pid_t>(m_server.processId()), how == Stop::Fast ? SIGINT : SIGQUIT);
    if (!m_server.waitForFinished(30'000)) {
        m_server.kill();
        m_server.waitForFinished(10'000);
    }
}

bool PrivatePostgres::restart(Stop how)
{
    stop(how);
    return start();
}

QString PrivatePostgres::log() const
{
    QFile file(m_folder.filePath(QStringLiteral("server.log")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString PrivatePostgres::url(const QString &user, const QString &database) const
{
    return QStringLiteral("postgresql://%1@%2:%3/%4")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(user)), host(), QString::number(m_port),
             QString::fromLatin1(QUrl::toPercentEncoding(database)));
}

ConnectionProfile PrivatePostgres::profile(const QString &user, const QString &database) const
{
    ConnectionProfile profile;
    profile.id = ConnectionId(newUuid());
    profile.name = database;
    profile.host = host();
    profile.port = m_port;
    profile.database = database;
    profile.user = user;
    profile.password = PasswordSource::ThisRun;
    return profile;
}

bool PrivatePostgres::createDatabase(const QString &name)
{
    return exec(QStringLiteral("CREATE DATABASE \"%1\"").arg(name));
}

bool PrivatePostgres::createUser(const QString &name, const QString &password, const QString &attributes)
{
    QString quoted = password;
    quoted.replace(u'\'', QStringLiteral("''"));
    return exec(QStringLiteral("CREATE ROLE \"%1\" LOGIN PASSWORD '%2' %3").arg(name, quoted, attributes));
}

bool PrivatePostgres::exec(const QString &sql, const QString &database)
{
    const Answer answer = answerTo(sql, superuserUrl(database));
    if (!answer.isDone)
        m_error = answer.error;
    return answer.isDone;
}

QString PrivatePostgres::value(const QString &sql, const QString &database)
{
    const Answer answer = answerTo(sql, superuserUrl(database));
    if (!answer.isDone)
        m_error = answer.error;
    return answer.first;
}

} // namespace plancia::tests
