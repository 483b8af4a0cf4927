// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/privateserver.h"

#include "app/backup/postgres/childprocess.h"
#include "app/postgres/pgconnection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace plancia::backup {

namespace {

const QString kPrefix = QStringLiteral("plancia-server-");
constexpr int kStartMs = 60'000;
constexpr int kTryMs = 2'000;
constexpr int kStopMs = 20'000;
constexpr qsizetype kMaxSocketPath = 90; ///< sun_path has 108 bytes, and the server appends a name (unix(7))

/// Folders whose process is gone, which the flock on their lock tells.
void removeLeftServers(const QString &base, uid_t user)
{
    for (const QFileInfo &left : QDir(base).entryInfoList({kPrefix + u'*'}, QDir::Dirs | QDir::NoSymLinks)) {
        if (left.ownerId() != ::geteuid() && left.ownerId() != user)
            continue;
        const Fd lock(::open(QFile::encodeName(left.filePath() + QStringLiteral("/lock")).constData(),
                             O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        if (lock.isOpen() && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0)
            QDir(left.filePath()).removeRecursively();
    }
}

} // namespace

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(const PgTools &tools, int major, const QString &scratch,
                                                            const CancelToken &cancel)
{
    const auto initdb = tools.server(QStringLiteral("initdb"), major);
    if (!initdb)
        return fail(initdb.error());
    const auto postgres = tools.server(QStringLiteral("postgres"), major);
    if (!postgres)
        return fail(postgres.error());
    std::unique_ptr<PrivateServer> server(new PrivateServer);
    if (auto made = server->makeFolder(scratch); !made)
        return fail(made.error());
    if (auto made = server->initialise(*initdb, cancel); !made)
        return fail(made.error());
    if (auto launched = server->launch(*postgres); !launched)
        return fail(launched.error());
    if (auto ready = server->waitUntilReady(cancel); !ready)
        return fail(ready.error());
    return server;
}

Result<bool> PrivateServer::makeFolder(const QString &scratch)
{
    m_user = ::geteuid();
    m_group = ::getegid();
    QString base = scratch;
    if (m_user == 0) {
        const passwd *account = ::getpwnam("postgres");
        if (!account)
            return fail(ErrorCode::BackupToolMissing, {{QStringLiteral("program"), QStringLiteral("postgres")},
                                                       {QStringLiteral("message"), QStringLiteral("it does not run as root, and there is no account postgres")}});
        m_user = account->pw_uid;
        m_group = account->pw_gid;
        base = QStringLiteral("/var/tmp"); // our own folders are closed to that account
    } else if (scratch.toUtf8().size() > kMaxSocketPath - kPrefix.size() - 6) {
        base = QDir::tempPath();
    }
    if (auto made = ensureFolder(base); !made)
        return made;
    removeLeftServers(base, m_user);
    QByteArray path = QFile::encodeName(base + u'/' + kPrefix + QStringLiteral("XXXXXX"));
    if (!::mkdtemp(path.data()))
        return fail(fileError(ErrorCode::IoWrite, errno, base));
    m_folder = QFile::decodeName(path);
    m_lock = Fd(::open((path + "/lock").constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_lock.isOpen() || ::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, m_folder));
    if (m_user != ::geteuid() && ::chown(path.constData(), m_user, m_group) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, m_folder));
    return true;
}

Result<bool> PrivateServer::initialise(const QString &initdb, const CancelToken &cancel)
{
    ChildProcess child;
    child.program = initdb;
    child.arguments = {QStringLiteral("-D"), m_folder + QStringLiteral("/data"), QStringLiteral("-U"), QStringLiteral("postgres"),
                       QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--auth=trust"),
                       QStringLiteral("--no-sync"), QStringLiteral("--no-instructions")};
    child.account = ChildProcess::Account{m_user, m_group};
    return child.run(cancel);
}

Result<bool> PrivateServer::launch(const QString &postgres)
{
    // A copy that can be made again: it need not survive anything.
    const QList<QByteArray> words{QFile::encodeName(postgres), "-D", QFile::encodeName(m_folder + QStringLiteral("/data")),
                                  "-k", QFile::encodeName(m_folder), "-c", "listen_addresses=", "-c", "port=5432",
                                  "-c", "unix_socket_permissions=0700", "-c", "fsync=off", "-c", "full_page_writes=off",
                                  "-c", "synchronous_commit=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0",
                                  "-c", "max_connections=20", "-c", "shared_buffers=64MB", "-c", "logging_collector=off",
                                  "-c", "log_destination=stderr", "-c", "jit=off"};
    std::vector<char *> arguments;
    for (const QByteArray &word : words)
        arguments.push_back(const_cast<char *>(word.constData()));
    arguments.push_back(nullptr);
    const QByteArray logFile = QFile::encodeName(m_folder + QStringLiteral("/log"));
    const pid_t parent = ::getpid();
    m_process = ::fork();
    if (m_process < 0) {
        m_process = 0;
        return fail(fileError(ErrorCode::IoWrite, errno, m_folder));
    }
    if (m_process > 0)
        return true;
    // From here on in the child, where only calls that are safe after a fork in a program of threads may be made.
    ::setpgid(0, 0);
    const int log = ::open(logFile.constData(), O_WRONLY | O_CREAT | O_NOFOLLOW, 0600);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    if (::geteuid() != m_user && (::setgroups(0, nullptr) != 0 || ::setgid(m_group) != 0 || ::setuid(m_user) != 0))
        ::_exit(1);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // PostgreSQL's "immediate"; after setuid, which clears it
    if (::getppid() != parent)
        ::_exit(1);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

bool PrivateServer::hasEnded()
{
    if (m_process > 0 && ::waitpid(m_process, nullptr, WNOHANG) == m_process)
        m_process = 0;
    return m_process == 0;
}

Result<bool> PrivateServer::waitUntilReady(const CancelToken &cancel)
{
    const QDeadlineTimer deadline(kStartMs);
    while (!cancel.isCancelled()) {
        if (postgres::PgConnection::open(superuser(), std::nullopt, kTryMs, cancel))
            return true;
        if (hasEnded() || deadline.hasExpired())
            return fail(ErrorCode::BackupFailed, {{QStringLiteral("program"), QStringLiteral("postgres")},
                                                  {QStringLiteral("message"), lastWords()}});
        QThread::msleep(20);
    }
    return fail(ErrorCode::InternalCancelled);
}

QString PrivateServer::lastWords() const
{
    QFile log(m_folder + QStringLiteral("/log"));
    if (!log.open(QIODevice::ReadOnly))
        return QStringLiteral("the private server did not start");
    log.seek(std::max<qint64>(0, log.size() - 2'000));
    return QString::fromUtf8(log.readAll()).trimmed().section(u'\n', -1);
}

PrivateServer::~PrivateServer()
{
    if (m_process > 0) {
        ::kill(m_process, SIGQUIT);
        const QDeadlineTimer patience(kStopMs);
        while (!hasEnded() && !patience.hasExpired())
            QThread::msleep(10);
        if (!hasEnded()) {
            ::kill(-m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
    }
    if (!m_folder.isEmpty())
        QDir(m_folder).removeRecursively();
}

ConnectionProfile PrivateServer::profile(const QString &user, const QString &database) const
{
    ConnectionProfile profile;
    profile.name = database;
    profile.host = m_folder;
    profile.database = database;
    profile.user = user;
    profile.sslMode = QStringLiteral("disable");
    profile.password = PasswordSource::None;
    return profile;
}

} // namespace plancia::backup
