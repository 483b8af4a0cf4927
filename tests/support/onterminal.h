// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/planciactl.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

namespace plancia::tests {

/// What a run on a terminal left behind.
struct OnTerminal {
    int status = -1;   ///< -1: it did not end, or there was no terminal
    QByteArray screen; ///< what stood there: questions, and what was typed
    QByteArray out;    ///< standard output, which is no terminal
};

/// A real program whose standard input and error are a terminal, on which this is typed.
inline OnTerminal onTerminal(const QString &program, const QStringList &arguments, const QByteArray &typed)
{
    OnTerminal ran;
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0)
        return ran;
    const int slave = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC); // held open: what is on the screen stays
    QProcess process;
    process.setChildProcessModifier([slave] {
        ::dup2(slave, STDIN_FILENO);
        ::dup2(slave, STDERR_FILENO);
    });
    process.start(qEnvironmentVariable("PLANCIA_BIN") + u'/' + program, arguments);
    if (slave >= 0 && process.waitForStarted() && ::write(master, typed.constData(), size_t(typed.size())) == typed.size()
        && process.waitForFinished(kProgramMs))
        ran.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    process.kill();
    process.waitForFinished();
    char piece[4096];
    for (ssize_t n; (n = ::read(master, piece, sizeof piece)) > 0;)
        ran.screen.append(piece, qsizetype(n));
    ran.out = process.readAllStandardOutput();
    ::close(slave);
    ::close(master);
    return ran;
}

} // namespace plancia::tests
