// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace plancia {

/// Asks running work to stop. Copies share one flag; a default token can be cancelled by nobody else.
/// Thread-safe. Handlers run once, on the thread that cancels, and must not block.
class CancelToken {
public:
    CancelToken() : m_state(std::make_shared<State>()) {}

    bool isCancelled() const { return m_state->cancelled.load(); }

    void cancel() const
    {
        std::vector<std::pair<int, std::function<void()>>> handlers;
        {
            const std::scoped_lock lock(m_state->mutex);
            if (m_state->cancelled.exchange(true))
                return;
            handlers = m_state->handlers;
        }
        for (const auto &[id, handler] : handlers)
            handler();
    }

    /// Runs the handler when cancelled, or at once if that has happened. Returns a number for removeHandler().
    int addHandler(std::function<void()> handler) const
    {
        {
            const std::scoped_lock lock(m_state->mutex);
            if (!m_state->cancelled.load()) {
                m_state->handlers.emplace_back(++m_state->lastId, std::move(handler));
                return m_state->lastId;
            }
        }
        handler();
        return 0;
    }
    void removeHandler(int id) const
    {
        const std::scoped_lock lock(m_state->mutex);
        std::erase_if(m_state->handlers, [id](const auto &entry) { return entry.first == id; });
    }

private:
    struct State {
        std::atomic<bool> cancelled{false};
        std::mutex mutex;
        int lastId = 0;
        std::vector<std::pair<int, std::function<void()>>> handlers;
    };
    std::shared_ptr<State> m_state;
};

/// As long as it lives, `inner` is cancelled when `outer` is: for work that two may stop, such as the caller and the end
/// of the program.
class CancelLink {
public:
    CancelLink(const CancelToken &outer, const CancelToken &inner)
        : m_outer(outer), m_handler(outer.addHandler([inner] { inner.cancel(); })) {}
    ~CancelLink() { m_outer.removeHandler(m_handler); }
    CancelLink(const CancelLink &) = delete;
    CancelLink &operator=(const CancelLink &) = delete;

private:
    const CancelToken m_outer;
    const int m_handler;
};

} // namespace plancia
