// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/childprocess.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>

#include <csignal>
#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace plancia::backup {

namespace {

constexpr int kTickMs = 50;
constexpr int kPatienceMs = 2'000; ///< pg_dump asked to end tells the server so
constexpr qsizetype kMaxLine = 8'192;

/// Standard error by lines; remembers the last that tells a failure.
class ErrorLines {
public:
    explicit ErrorLines(const std::function<void(const QByteArray &)> &line) : m_line(line) {}

    void feed(const QByteArray &bytes)
    {
        m_rest += bytes;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
            take(m_rest.left(end));
            m_rest.remove(0, end + 1);
        }
        if (m_rest.size() > kMaxLine)
            m_rest.truncate(kMaxLine);
    }
    void finish() { take(std::exchange(m_rest, {})); }
    QString failure() const { return QString::fromUtf8(m_failure.isEmpty() ? m_last : m_failure); }
    bool diskFull() const { return m_diskFull; }

private:
    void take(const QByteArray &line)
    {
        if (line.isEmpty())
            return;
        m_last = line;
        if (m_failure.isEmpty() && (line.contains("error:") || line.contains("FATAL:")))
            m_failure = line;
        m_diskFull = m_diskFull || line.contains("No space left on device") || line.contains("Disk quota exceeded");
        if (m_line)
            m_line(line);
    }
    const std::function<void(const QByteArray &)> &m_line;
    QByteArray m_rest, m_last, m_failure;
    bool m_diskFull = false;
};

void endGroup(QProcess &process)
{
    const auto pid = static_cast<pid_t>(process.processId());
    if (pid <= 0)
        return;
    ::kill(-pid, SIGTERM);
    const QDeadlineTimer patience(kPatienceMs);
    while (process.state() != QProcess::NotRunning && !patience.hasExpired()) {
        process.waitForFinished(kTickMs);
        process.readAllStandardOutput(); // a program that waits for its reader would not hear of it
    }
    ::kill(-pid, SIGKILL); // the rest of the group too
    process.waitForFinished(-1);
}

} // namespace

QProcessEnvironment ChildProcess::cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys())
        if (name.startsWith(u"PG") || name.startsWith(u"LC_") || name == u"LANGUAGE")
            environment.remove(name);
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

Result<bool> ChildProcess::run(const CancelToken &cancel) const
{
    const QString name = QFileInfo(program).fileName();
    QProcess process;
    process.setProcessEnvironment(environment);
    if (account)
        process.setWorkingDirectory(QStringLiteral("/")); // ours may be closed to the other account
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([other = account && account->user != ::geteuid() ? account : std::nullopt] {
        ::setpgid(0, 0);
        if (other && (::setgroups(0, nullptr) != 0 || ::setgid(other->group) != 0 || ::setuid(other->user) != 0))
            ::_exit(127);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForStarted(-1))
        return fail(ErrorCode::BackupToolMissing,
                    {{QStringLiteral("program"), name}, {QStringLiteral("message"), process.errorString()}});

    ErrorLines errors(errorLine);
    std::optional<Error> stopped;
    const auto drain = [&] {
        errors.feed(process.readAllStandardError());
        const QByteArray bytes = process.readAllStandardOutput();
        if (!bytes.isEmpty() && output && !stopped)
            if (auto taken = output(bytes); !taken)
                stopped = taken.error();
    };
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(kTickMs);
        drain();
        if (tick)
            tick();
        if (cancel.isCancelled())
            stopped = Error(ErrorCode::InternalCancelled);
        if (stopped) {
            endGroup(process);
            return fail(*stopped);
        }
    }
    drain();
    errors.finish();
    if (stopped)
        return fail(*stopped);
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    const QString words = errors.failure().isEmpty() ? QStringLiteral("it ended with status %1").arg(process.exitCode())
                                                     : errors.failure();
    return fail(errors.diskFull() ? ErrorCode::IoDiskFull : ErrorCode::BackupFailed,
                {{QStringLiteral("program"), name}, {QStringLiteral("message"), words}});
}

} // namespace plancia::backup
