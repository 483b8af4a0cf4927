// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/blockingwatch.h"

#include "app/monitoring/protocol/message.h"
#include "app/monitoring/protocol/records.h"
#include "app/monitoring/sampler/timedlook.h"
#include "app/postgres/sessions/statements.h"
#include "models/domain/statements.h"

#include <QSet>
#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr int kRawChars = 1'000; ///< of a query: what is left of it without its literals
/// A server clock before 1970 gives negative times: none, then.
qint64 moment(qint64 ms) { return std::max<qint64>(0, ms); }

ServerSession fitted(ServerSession session)
{
    session.isCut = session.isCut || session.query.size() > kRawChars;
    const QString query = withoutLiterals(session.query);
    session.isCut = session.isCut || query.size() > BlockingMoment::kMaxQueryChars;
    session.query = fitting(query, BlockingMoment::kMaxQueryChars, true);
    for (QString *name : {&session.kind, &session.database, &session.user, &session.application, &session.client, &session.waitKind, &session.waitFor, &session.lockMode})
        *name = fitting(std::move(*name), kMaxNameChars);
    session.lockOn = fitting(std::move(session.lockOn), kMaxLockChars);
    for (qint64 *ms : {&session.startedAt, &session.stateSince, &session.queryStartedAt, &session.transactionStartedAt, &session.waitingSince})
        *ms = moment(*ms);
    return session;
}
} // namespace

Result<std::optional<BlockingMoment>> BlockingWatch::look(sql::Connection &connection, int version, const QString &source, qint64 nowMs, qint64 monotonicMs)
{
    namespace sessions = postgres::sessions;
    auto look = TimedLook::begin(connection, kTimeoutMs);
    if (!look)
        return fail(look.error());
    auto rows = look->query(sessions::waitersQuery(BlockingMoment::kMaxSessions));
    if (!rows)
        return fail(rows.error());
    BlockingMoment moment{0, nowMs, source, {}, 0};
    QList<sessions::Waiter> waiters;
    QList<qint64> pids; // who is waited for first: without them nothing can be understood
    for (int i = 0; i < rows->size(); ++i) {
        const sessions::Waiter waiter = sessions::waiterOf((*rows)[i]);
        if (!waiter.blockedBy.isEmpty())
            waiters.append(waiter);
    }
    QSet<qint64> seen;
    const auto add = [&](qint64 pid) {
        if (pid > 0 && !seen.contains(pid)) {
            seen.insert(pid);
            pids.append(pid);
        }
    };
    QSet<qint64> waiting;
    for (const sessions::Waiter &waiter : std::as_const(waiters))
        waiting.insert(waiter.pid);
    for (const sessions::Waiter &waiter : std::as_const(waiters))
        for (const qint64 pid : waiter.blockedBy)
            if (!waiting.contains(pid))
                add(pid);
    for (const sessions::Waiter &waiter : std::as_const(waiters))
        add(waiter.pid);
    const int unread = waiters.isEmpty() ? 0 : std::max(0, waiters.first().all - rows->size());
    moment.left = unread + static_cast<int>(std::max<qsizetype>(0, pids.size() - BlockingMoment::kMaxSessions));
    pids = pids.first(std::min<qsizetype>(pids.size(), BlockingMoment::kMaxSessions));
    if (!pids.isEmpty()) {
        QStringList list;
        for (const qint64 pid : std::as_const(pids))
            list.append(QString::number(pid));
        auto found = look->query(sessions::someQuery(version, kRawChars, 2 * BlockingMoment::kMaxSessions), {list.join(u',')});
        if (!found)
            return fail(found.error());
        QHash<qint64, QList<qint64>> blockers;
        for (const sessions::Waiter &waiter : std::as_const(waiters))
            blockers.insert(waiter.pid, waiter.blockedBy);
        const sessions::Facts facts{version, waiters.first().queryBytes, 0};
        QSet<qint64> placed;
        for (int i = 0; i < found->size(); ++i) {
            ServerSession session = fitted(sessions::sessionOf((*found)[i], facts));
            session.blockedBy = blockers.value(session.pid);
            if (session.pid > 0 && !placed.contains(session.pid)) // workers of one query may share a number
                moment.sessions.append(session);
            placed.insert(session.pid);
        }
    }
    if (auto ended = look->commit(); !ended)
        return fail(ended.error());
    if (std::ranges::none_of(moment.sessions, &ServerSession::isBlocked)) // they are gone by now
        moment = {0, nowMs, source, {}, 0};
    return take(moment, monotonicMs) ? std::optional(moment) : std::nullopt;
}

bool BlockingWatch::take(const BlockingMoment &moment, qint64 monotonicMs)
{
    Edges edges;
    for (const ServerSession &session : moment.sessions) {
        QList<qint64> blockers = session.blockedBy;
        std::ranges::sort(blockers);
        if (!blockers.isEmpty())
            edges.append({{session.pid, session.startedAt}, blockers});
    }
    std::ranges::sort(edges);
    const bool isWaiting = !edges.isEmpty();
    const bool isChanged = std::exchange(m_isFirst, false) || isWaiting != m_isTold || edges != m_edges;
    if (!isChanged && (!isWaiting || monotonicMs - m_toldAt < kAgainMs))
        return false;
    m_isTold = isWaiting;
    m_edges = edges;
    m_toldAt = monotonicMs;
    return true;
}

} // namespace plancia::monitoring
