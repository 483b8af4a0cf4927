// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/pgconnection.h"
#include "app/tasks/worker.h"
#include "models/base/backoff.h"
#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/domain/event.h"

#include <QSemaphore>
#include <functional>
#include <memory>

namespace plancia::monitoring {

/// Hears what a PostgreSQL server notifies on one channel, on a connection and a thread of its own. Looks every few seconds whether
/// the connection is still there, connects again when it is not, and tells then that something may be missing in between:
/// PostgreSQL keeps nothing for who does not listen. Made, stopped and destroyed on the owner's thread.
class EventListener {
public:
    struct Server {
        QString name; ///< "main": its events come from "pg:main" unless they say another source
        QString channel;
        /// Blocks for a few seconds at most; on the listener's thread.
        std::function<Result<std::unique_ptr<postgres::PgConnection>>(const CancelToken &)> open;
    };
    struct Limits {
        int probeMs = 5'000; ///< how often it looks
        int probeTimeoutMs = 3'000;
        BackoffPolicy away{500, 5'000};         ///< it may be back at any moment
        BackoffPolicy refused{1'000, 300'000}; ///< a wrong password gets no better by trying
    };
    /// Called on the listener's thread; must not block. The ticket goes when the payloads have been taken: while many are held,
    /// nothing more is read, and the server keeps the rest.
    struct Sink {
        std::function<void(QList<QByteArray> payloads, std::shared_ptr<const void> ticket)> notified;
        std::function<void(Event)> tell;
    };
    static QString sourceOf(const Server &server);

    EventListener(Server server, Sink sink, const Clock &clock, Limits limits);
    ~EventListener(); ///< waits for its thread
    EventListener(const EventListener &) = delete;
    EventListener &operator=(const EventListener &) = delete;
    /// Asks it to end; does not wait.
    void requestStop();

private:
    void run();
    Result<std::unique_ptr<postgres::PgConnection>> listen();
    Error hear(postgres::PgConnection &connection);
    void tellLost();

    const Server m_server;
    const Sink m_sink;
    const Clock &m_clock;
    const Limits m_limits;
    const CancelToken m_cancel;
    QSemaphore m_wake; ///< when it shall end
    const std::shared_ptr<const void> m_ticket;
    qint64 m_heardAt = 0; ///< Unix ms UTC up to which nothing is missing; 0: it never listened
    tasks::Worker m_worker;
};

} // namespace plancia::monitoring
