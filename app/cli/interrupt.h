// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"

#include <QSocketNotifier>
#include <memory>

namespace plancia::cli {

/// Turns the first Ctrl+C (SIGINT) or SIGTERM into a cancelled token, on the main thread's event loop. The second one ends
/// the program the system's way, should the running call not listen. SIGPIPE is ignored: a closed pipe is a failed write.
/// One a process; lives in main().
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;
    const CancelToken &token() const { return m_token; }

private:
    CancelToken m_token;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace plancia::cli
