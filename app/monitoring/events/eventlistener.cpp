// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/events/eventlistener.h"

#include "app/log/log.h"
#include "app/monitoring/events/sourcewatch.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace plancia::monitoring {

namespace {
constexpr long kHeldBatches = 4;
constexpr int kHeldPauseMs = 5;

/// The server is away, and costs nothing to ask.
bool isAway(ErrorCode code)
{
    return code == ErrorCode::DbUnreachable || code == ErrorCode::DbConnectionLost || code == ErrorCode::DbStartingUp || code == ErrorCode::DbTimeout;
}

sql::TransactionOptions optionsOf(int timeoutMs)
{
    sql::TransactionOptions options;
    options.timeoutMs = timeoutMs;
    options.requestId = QStringLiteral("events");
    options.catalogOnly = true; // it is in databases of others
    return options;
}

/// In a transaction, so that it has the timeout.
Result<bool> ask(postgres::PgConnection &connection, const QByteArray &statement, int timeoutMs)
{
    auto transaction = sql::Transaction::begin(connection, optionsOf(timeoutMs));
    if (!transaction)
        return fail(transaction.error());
    if (auto done = connection.execute(statement); !done)
        return fail(done.error());
    return transaction->commit();
}

QString isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }
} // namespace

QString EventListener::sourceOf(const Server &server) { return eventSource(QStringLiteral("pg:") + server.name); }

EventListener::EventListener(Server server, Sink sink, const Clock &clock, Limits limits)
    : m_server(std::move(server)), m_sink(std::move(sink)), m_clock(clock), m_limits(limits), m_ticket(std::make_shared<int>()),
      m_worker(QStringLiteral("events ") + m_server.name.left(60))
{
    m_worker.post([this] { run(); });
}

EventListener::~EventListener()
{
    requestStop();
    m_worker.stop();
}

void EventListener::requestStop()
{
    m_cancel.cancel();
    m_wake.release();
}

void EventListener::run()
{
    bool isDown = false;
    for (int attempt = 0; !m_cancel.isCancelled(); ++attempt) {
        auto connection = listen();
        if (connection) {
            attempt = 0;
            if (std::exchange(isDown, false))
                log::info("events", QStringLiteral("listens again"), {{QStringLiteral("source"), sourceOf(m_server)}});
            if (m_heardAt != 0)
                tellLost();
            m_heardAt = m_clock.nowMs();
        }
        const Error error = connection ? hear(**connection) : connection.error();
        if (m_cancel.isCancelled())
            return;
        if (!std::exchange(isDown, true))
            log::write(log::Level::Warning, "events", error.with(QStringLiteral("source"), sourceOf(m_server)));
        const qint64 pause = backoffMs(isAway(error.code()) ? m_limits.away : m_limits.refused, attempt, QRandomGenerator::global()->generateDouble());
        (void)m_wake.tryAcquire(1, static_cast<int>(pause));
    }
}

Result<std::unique_ptr<postgres::PgConnection>> EventListener::listen()
{
    auto connection = m_server.open(m_cancel);
    if (!connection)
        return connection;
    (*connection)->setCancelToken(m_cancel);
    if (auto listening = ask(**connection, "LISTEN " + sql::quoteIdentifier(m_server.channel), m_limits.probeTimeoutMs); !listening)
        return fail(listening.error());
    return connection;
}

/// Until it is over; why.
Error EventListener::hear(postgres::PgConnection &connection)
{
    QDeadlineTimer probe(m_limits.probeMs);
    while (true) {
        while (m_ticket.use_count() > kHeldBatches && !m_cancel.isCancelled())
            (void)m_wake.tryAcquire(1, kHeldPauseMs);
        auto payloads = connection.notifications(static_cast<int>(probe.remainingTime()));
        if (!payloads)
            return payloads.error();
        if (!payloads->isEmpty()) {
            m_heardAt = m_clock.nowMs();
            m_sink.notified(std::move(*payloads), m_ticket);
        }
        if (!probe.hasExpired())
            continue;
        if (auto there = ask(connection, "SELECT 1", m_limits.probeTimeoutMs); !there)
            return there.error();
        m_heardAt = m_clock.nowMs();
        probe = QDeadlineTimer(m_limits.probeMs);
    }
}

void EventListener::tellLost()
{
    const qint64 now = m_clock.nowMs();
    Event event;
    event.severity = EventSeverity::Warning;
    event.source = sourceOf(m_server);
    event.type = QStringLiteral("events.lost");
    event.message = QStringLiteral("The connection to %1 was lost: notifications between %2 and %3 may be missing.")
                        .arg(event.source, isoTime(m_heardAt), isoTime(now));
    event.durationMs = static_cast<double>(std::max<qint64>(now - m_heardAt, 0));
    m_sink.tell(std::move(event));
}

} // namespace plancia::monitoring
