// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"

#include <atomic>
#include <memory>

namespace plancia::tests {

/// Stands between a client and a server on loopback and misbehaves on demand. Works on its own thread; the setters may be
/// called from any. The client must not use TLS: the proxy looks for the word COMMIT in what it sends.
class CuttingProxy {
public:
    enum class Mode {
        Pass,
        CutBeforeCommit, ///< the COMMIT never reaches the server
        CutAfterCommit,  ///< it does; its answer never reaches the client
        SwallowCommit,   ///< the COMMIT and all after it on that connection go nowhere; others pass
        CutAlways,       ///< every connection is closed at its first byte
        Swallow,         ///< takes everything, answers nothing
    };
    /// Forwards to this port of 127.0.0.1.
    explicit CuttingProxy(int serverPort);
    ~CuttingProxy();

    int port() const { return m_port; }
    void setMode(Mode mode) { m_state->mode = mode; }
    /// What happens after the first cut at a COMMIT (Pass unless set): CutAlways makes the outcome unknowable.
    void setModeAfterCut(Mode mode) { m_state->after = mode; }
    /// How many connections came in.
    int connections() const { return m_state->connections; }
    int cuts() const { return m_state->cuts; }
    /// How often something was taken from a client and kept.
    int swallowed() const { return m_state->swallowed; }

    struct State {
        std::atomic<Mode> mode{Mode::Pass};
        std::atomic<Mode> after{Mode::Pass};
        std::atomic<int> connections{0};
        std::atomic<int> cuts{0};
        std::atomic<int> swallowed{0};
    };

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
    tasks::Worker m_worker;
    int m_port = 0;
};

} // namespace plancia::tests
