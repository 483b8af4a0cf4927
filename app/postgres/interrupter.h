// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <sys/eventfd.h>
#include <unistd.h>

namespace plancia::postgres {

/// Wakes a connection that waits for the server in poll(2). Thread-safe, never blocks; outlives the connection in whoever
/// may still call it.
class Interrupter {
public:
    Interrupter() : m_fd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
    ~Interrupter() { ::close(m_fd); }
    Interrupter(const Interrupter &) = delete;
    Interrupter &operator=(const Interrupter &) = delete;

    void wake() { ::eventfd_write(m_fd, 1); }
    void drain()
    {
        eventfd_t count = 0;
        ::eventfd_read(m_fd, &count);
    }
    int fd() const { return m_fd; }
    /// Set before wake() when the connection shall end rather than look at its cancel token.
    std::atomic<bool> closing{false};

private:
    int m_fd;
};

} // namespace plancia::postgres
