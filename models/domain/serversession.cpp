// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/serversession.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <vector>

namespace plancia {

QString toString(ServerSession::State state)
{
    switch (state) {
    case ServerSession::State::Active:
        return QStringLiteral("active");
    case ServerSession::State::Idle:
        return QStringLiteral("idle");
    case ServerSession::State::IdleInTransaction:
        return QStringLiteral("idle_in_transaction");
    case ServerSession::State::IdleInFailedTransaction:
        return QStringLiteral("idle_in_failed_transaction");
    case ServerSession::State::FastPath:
        return QStringLiteral("fast_path");
    case ServerSession::State::Background:
        return QStringLiteral("background");
    case ServerSession::State::Hidden:
        break;
    }
    return QStringLiteral("hidden");
}

namespace {
struct Tree {
    QHash<qint64, QList<qint64>> waiters;  ///< of each blocker, by pid
    QHash<qint64, QList<qint64>> blockers; ///< of each that waits
    QSet<qint64> placed;
    QList<BlockedSession> rows;

    /// Rows of `pid` and of what waits for it. Without recursion: thousands may wait in a chain.
    void add(qint64 pid)
    {
        struct Level {
            qsizetype row;
            const QList<qint64> waiters;
            qsizetype next = 0;
        };
        std::vector<Level> levels;
        const auto place = [&](qint64 placedPid) {
            placed.insert(placedPid);
            levels.push_back({rows.size(), waiters.value(placedPid)});
            rows.append({placedPid, static_cast<int>(levels.size()) - 1, 0});
        };
        place(pid);
        while (!levels.empty()) {
            Level &level = levels.back();
            while (level.next < level.waiters.size() && placed.contains(level.waiters[level.next]))
                ++level.next;
            if (level.next < level.waiters.size()) {
                place(level.waiters[level.next++]);
                continue;
            }
            const int below = rows[level.row].waiting;
            levels.pop_back();
            if (!levels.empty())
                rows[levels.back().row].waiting += below + 1;
        }
    }

    /// The lowest pid of a ring that `pid` stands in or waits for. Of one that is not placed though all roots are: then none of its
    /// blockers is placed either, and who goes from one to the next comes round.
    qint64 ringOf(qint64 pid) const
    {
        QHash<qint64, qsizetype> seen;
        QList<qint64> path;
        while (!seen.contains(pid)) {
            seen.insert(pid, path.size());
            path.append(pid);
            pid = blockers.value(pid).first();
        }
        return *std::min_element(path.cbegin() + seen.value(pid), path.cend());
    }
};
} // namespace

QList<BlockedSession> blockingTree(const QList<ServerSession> &sessions)
{
    Tree tree;
    QList<qint64> all;
    for (const ServerSession &session : sessions)
        for (const qint64 blocker : session.blockedBy) {
            tree.waiters[blocker].append(session.pid);
            tree.blockers[session.pid].append(blocker);
            all += {blocker, session.pid};
        }
    for (QList<qint64> &waiters : tree.waiters)
        std::sort(waiters.begin(), waiters.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    // Roots first; what is left then are rings, each begun at its lowest pid, and those that wait for one.
    QList<QList<BlockedSession>> roots;
    const auto take = [&](qint64 pid) {
        tree.rows.clear();
        tree.add(pid);
        roots.append(tree.rows);
    };
    for (const qint64 pid : all)
        if (!tree.blockers.contains(pid))
            take(pid);
    for (const qint64 pid : all)
        while (!tree.placed.contains(pid))
            take(tree.ringOf(pid));
    std::stable_sort(roots.begin(), roots.end(), [](const auto &a, const auto &b) { return a.first().waiting > b.first().waiting; });
    QList<BlockedSession> rows;
    for (const QList<BlockedSession> &root : std::as_const(roots))
        rows += root;
    return rows;
}

} // namespace plancia
