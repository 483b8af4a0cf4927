// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/blockingsteps.h"

#include <algorithm>

namespace plancia {

namespace {
using Known = BlockingStep::Known;

int waitingIn(const BlockingMoment &moment)
{
    return static_cast<int>(std::count_if(moment.sessions.cbegin(), moment.sessions.cend(), [](const ServerSession &session) { return session.isBlocked(); }));
}

/// Who waits for whom, and nothing else of it.
QList<QPair<qint64, QList<qint64>>> edgesOf(const BlockingMoment &moment)
{
    QList<QPair<qint64, QList<qint64>>> edges;
    for (const ServerSession &session : moment.sessions) {
        if (!session.isBlocked())
            continue;
        QList<qint64> blockers = session.blockedBy;
        std::sort(blockers.begin(), blockers.end());
        edges.append({session.pid, blockers});
    }
    std::sort(edges.begin(), edges.end());
    return edges;
}

class Steps {
public:
    Steps(qint64 from, qint64 to) : m_from(from), m_to(to) {}
    QList<BlockingStep> steps;

    void add(BlockingStep step)
    {
        step.from = std::max(step.from, m_from);
        step.to = std::min(step.to, m_to);
        if (step.from >= step.to)
            return;
        if (!steps.isEmpty() && steps.last().known == step.known && steps.last().moment == step.moment)
            steps.last().to = step.to;
        else
            steps.append(step);
    }

private:
    qint64 m_from, m_to;
};
} // namespace

QList<BlockingStep> blockingSteps(const BlockingHistory &history, const QList<QPair<qint64, qint64>> &gaps, qint64 from, qint64 to)
{
    Steps told(from, to);
    const QList<BlockingMoment> &moments = history.moments;
    const qint64 first = moments.isEmpty() ? to : std::min(to, moments.first().at);
    const qint64 knownFrom = history.isCut ? first : history.oldest;
    told.add({from, std::min(first, knownFrom), Known::Nothing, 0, -1});
    told.add({std::max(from, knownFrom), first, Known::Nobody, 0, -1});
    for (qsizetype i = 0; i < moments.size(); ++i) {
        const BlockingMoment &moment = moments.at(i);
        const qint64 next = i + 1 < moments.size() ? moments.at(i + 1).at : to;
        const int waiting = waitingIn(moment);
        if (waiting == 0) {
            told.add({moment.at, next, Known::Nobody, 0, -1});
            continue;
        }
        const qint64 until = std::min(next, moment.at + kBlockingStandsMs);
        told.add({moment.at, until, Known::Waited, waiting, i});
        told.add({until, next, Known::Nothing, 0, -1});
    }
    if (gaps.isEmpty())
        return told.steps;

    QList<QPair<qint64, qint64>> sorted = gaps;
    std::sort(sorted.begin(), sorted.end());
    Steps known(from, to);
    qsizetype gap = 0;
    for (const BlockingStep &step : std::as_const(told.steps)) {
        qint64 at = step.from;
        if (step.moment >= 0) { // what was told within a gap is known all the same
            const qint64 toldAt = moments.at(step.moment).at;
            const bool isWithin = std::any_of(sorted.cbegin(), sorted.cend(), [toldAt](const auto &one) { return one.first <= toldAt && toldAt < one.second; });
            if (isWithin) {
                known.add(step);
                continue;
            }
        }
        while (at < step.to) {
            while (gap < sorted.size() && sorted.at(gap).second <= at)
                ++gap;
            if (gap < sorted.size() && sorted.at(gap).first <= at) {
                const qint64 end = std::min(step.to, sorted.at(gap).second);
                known.add({at, end, Known::Nothing, 0, -1});
                at = end;
                continue;
            }
            BlockingStep piece = step;
            piece.from = at;
            piece.to = gap < sorted.size() ? std::min(step.to, sorted.at(gap).first) : step.to;
            at = piece.to;
            known.add(piece);
        }
    }
    return known.steps;
}

const BlockingStep *stepAt(const QList<BlockingStep> &steps, qint64 at)
{
    if (steps.isEmpty() || at < steps.first().from || at > steps.last().to)
        return nullptr;
    const auto after = std::upper_bound(steps.cbegin(), steps.cend(), at, [](qint64 time, const BlockingStep &step) { return time < step.from; });
    return &*std::prev(after);
}

QList<qint64> blockingChanges(const BlockingHistory &history, const QList<BlockingStep> &steps)
{
    QList<qint64> changes;
    for (qsizetype i = 1; i < steps.size(); ++i) {
        const BlockingStep &before = steps.at(i - 1);
        const BlockingStep &step = steps.at(i);
        const bool isSame = before.known == step.known
            && (step.known != Known::Waited || edgesOf(history.moments.at(before.moment)) == edgesOf(history.moments.at(step.moment)));
        if (!isSame)
            changes.append(step.from);
    }
    return changes;
}

} // namespace plancia
