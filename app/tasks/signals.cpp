// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/signals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace plancia::tasks {

namespace {
sigset_t endingSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}
} // namespace

void Signals::block()
{
    const sigset_t set = endingSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is a failed write
}

void Signals::blockHangUp()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Signals::Signals(std::function<void()> asked, std::function<void()> hungUp)
{
    sigset_t set = endingSignals();
    if (hungUp)
        sigaddset(&set, SIGHUP);
    m_descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [descriptor = m_descriptor, asked = std::move(asked), hungUp = std::move(hungUp)] {
                         signalfd_siginfo info;
                         if (::read(descriptor, &info, sizeof info) == sizeof info)
                             info.ssi_signo == SIGHUP ? hungUp() : asked();
                     });
}

Signals::~Signals()
{
    m_notifier.reset();
    ::close(m_descriptor);
}

} // namespace plancia::tasks
