// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/blockingsteps.h"

#include <QTest>

using namespace plancia;

namespace {
/// Of sessions "11<10 12<10": who waits for whom.
BlockingMoment moment(qint64 at, const QList<QPair<qint64, qint64>> &edges = {})
{
    BlockingMoment moment;
    moment.at = at;
    for (const auto &[waits, blocker] : edges) {
        ServerSession session;
        session.pid = waits;
        session.blockedBy = {blocker};
        moment.sessions.append(session);
    }
    if (!edges.isEmpty()) {
        ServerSession root;
        root.pid = edges.first().second;
        moment.sessions.append(root);
    }
    return moment;
}

/// "0-10 nobody, 10-20 2 #0": for comparing.
QString told(const QList<BlockingStep> &steps)
{
    QStringList words;
    for (const BlockingStep &step : steps)
        words.append(QStringLiteral("%1-%2 %3").arg(step.from).arg(step.to).arg(step.known == BlockingStep::Known::Nothing       ? QStringLiteral("unknown")
                                                                                   : step.known == BlockingStep::Known::Nobody ? QStringLiteral("nobody")
                                                                                                                               : QStringLiteral("%1 #%2").arg(step.waiting).arg(step.moment)));
    return words.join(QStringLiteral(", "));
}

BlockingHistory history(const QList<BlockingMoment> &moments, qint64 oldest, bool isCut = false)
{
    BlockingHistory history;
    history.moments = moments;
    history.oldest = oldest;
    history.isCut = isCut;
    return history;
}
} // namespace

class TestBlockingSteps : public QObject {
    Q_OBJECT
private slots:
    void aMomentHoldsUntilTheNext()
    {
        const BlockingHistory all = history({moment(1'000, {{11, 10}}), moment(5'000, {{11, 10}, {12, 10}}), moment(9'000), moment(12'000, {{11, 10}})}, 1'000);
        QCOMPARE(told(blockingSteps(all, {}, 2'000, 20'000)), QStringLiteral("2000-5000 1 #0, 5000-9000 2 #1, 9000-12000 nobody, 12000-20000 1 #3"));
    }

    void nobodyAndNotKnownAreToldApart()
    {
        // Before the oldest nothing is remembered; where nothing was ever told, nobody waited while somebody looked.
        QCOMPARE(told(blockingSteps(history({moment(5'000, {{11, 10}}), moment(6'000)}, 5'000), {}, 0, 9'000)), QStringLiteral("0-5000 unknown, 5000-6000 1 #0, 6000-9000 nobody"));
        QCOMPARE(told(blockingSteps(history({}, 0), {{2'000, 3'000}}, 0, 9'000)), QStringLiteral("0-2000 nobody, 2000-3000 unknown, 3000-9000 nobody"));
        // One that is cut begins with what is there, however old the oldest is.
        QCOMPARE(told(blockingSteps(history({moment(5'000, {{11, 10}}), moment(6'000)}, 1'000, true), {}, 2'000, 9'000)), QStringLiteral("2000-5000 unknown, 5000-6000 1 #0, 6000-9000 nobody"));
        QCOMPARE(told(blockingSteps(history({}, 1'000), {}, 2'000, 9'000)), QStringLiteral("2000-9000 nobody"));
        QVERIFY(blockingSteps(history({}, 0), {}, 9'000, 9'000).isEmpty());
    }

    /// While somebody waits it is told every ten seconds: silence means that nobody looked.
    void whoWaitedIsNotBelievedForEver()
    {
        const BlockingHistory all = history({moment(1'000, {{11, 10}}), moment(90'000, {{11, 10}}), moment(95'000)}, 1'000);
        QCOMPARE(told(blockingSteps(all, {}, 1'000, 100'000)), QStringLiteral("1000-31000 1 #0, 31000-90000 unknown, 90000-95000 1 #1, 95000-100000 nobody"));
    }

    void aGapBreaksWhatHeldBefore()
    {
        const BlockingHistory all = history({moment(1'000, {{11, 10}}), moment(8'000), moment(15'000, {{12, 10}}), moment(18'000)}, 1'000);
        QCOMPARE(told(blockingSteps(all, {{14'000, 16'000}, {3'000, 9'000}, {4'000, 5'000}}, 1'000, 20'000)),
                 QStringLiteral("1000-3000 1 #0, 3000-9000 unknown, 9000-14000 nobody, 14000-15000 unknown, 15000-18000 1 #2, 18000-20000 nobody")); // what was told within a gap is known
    }

    void changesAreOfWhoWaitsForWhom()
    {
        // Told again, another count, another blocker, nobody, a gap.
        const BlockingHistory all = history({moment(1'000, {{11, 10}}), moment(11'000, {{11, 10}}), moment(12'000, {{11, 10}, {12, 10}}), moment(13'000, {{11, 10}, {12, 11}}), moment(14'000)}, 1'000);
        const QList<BlockingStep> steps = blockingSteps(all, {{16'000, 17'000}}, 1'000, 20'000);
        QCOMPARE(blockingChanges(all, steps), (QList<qint64>{12'000, 13'000, 14'000, 16'000, 17'000}));
    }

    void findsTheStepOfATime()
    {
        const QList<BlockingStep> steps = blockingSteps(history({moment(1'000, {{11, 10}}), moment(5'000)}, 1'000), {}, 0, 9'000);
        QVERIFY(!stepAt(steps, -1) && !stepAt(steps, 9'001) && !stepAt({}, 0));
        QCOMPARE(stepAt(steps, 0)->known, BlockingStep::Known::Nothing);
        QCOMPARE(stepAt(steps, 1'000)->waiting, 1);
        QCOMPARE(stepAt(steps, 4'999)->waiting, 1);
        QCOMPARE(stepAt(steps, 9'000)->known, BlockingStep::Known::Nobody);
    }
};

QTEST_GUILESS_MAIN(TestBlockingSteps)
#include "tst_blockingsteps.moc"
