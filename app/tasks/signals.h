// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>
#include <functional>
#include <memory>

namespace plancia::tasks {

/// Calls back on the main thread's event loop when the process is asked to end (SIGTERM, SIGINT): through a signalfd, so
/// that no code runs inside a signal handler. Needs the application; block() comes before it.
class Signals {
public:
    /// First thing in main(): threads that are started afterwards (Qt's own too) do not take these signals either.
    static void block();
    /// `hungUp`: called for SIGHUP, which ends the program where none is given; it must have been blocked, too.
    explicit Signals(std::function<void()> asked, std::function<void()> hungUp = {});
    static void blockHangUp();
    ~Signals();
    Signals(const Signals &) = delete;
    Signals &operator=(const Signals &) = delete;

private:
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace plancia::tasks
