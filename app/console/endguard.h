// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace plancia::console {

/// A window that is closed is gone, also where a disk never answers the thread that works for it: what has not ended after kMost
/// ends as by a kill, which the stores stand. Lives from the end of the event loop to the end of everything else.
class EndGuard {
public:
    static constexpr std::chrono::seconds kMost{20}, kToTell{2};
    /// `folder` is told to have been silent, on standard error and by the exit status.
    explicit EndGuard(const QString &folder);
    ~EndGuard();
    EndGuard(const EndGuard &) = delete;
    EndGuard &operator=(const EndGuard &) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOver = false, m_isTold = false;
    std::thread m_thread;
};

} // namespace plancia::console
