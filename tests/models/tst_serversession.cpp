// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/serversession.h"

#include <QTest>

using namespace plancia;

namespace {
ServerSession session(qint64 pid, QList<qint64> blockedBy = {})
{
    ServerSession made;
    made.pid = pid;
    made.blockedBy = std::move(blockedBy);
    return made;
}

/// "1(2) .2(1) ..3": a dot a level, how many wait in brackets.
QString shape(const QList<BlockedSession> &rows)
{
    QStringList words;
    for (const BlockedSession &row : rows)
        words.append(QString(row.depth, u'.') + QString::number(row.pid) + (row.waiting ? QStringLiteral("(%1)").arg(row.waiting) : QString()));
    return words.join(u' ');
}
} // namespace

class TestServerSession : public QObject {
    Q_OBJECT
private slots:
    void treeOfWhoWaits_data()
    {
        QTest::addColumn<QList<ServerSession>>("sessions");
        QTest::addColumn<QString>("expected");
        using List = QList<ServerSession>;
        QTest::newRow("none") << List{} << QString();
        QTest::newRow("nobody waits") << List{session(1), session(2)} << QString();
        QTest::newRow("chain") << List{session(1), session(2, {1}), session(3, {2}), session(4)} << "1(2) .2(1) ..3";
        QTest::newRow("fan, by pid") << List{session(9), session(7, {9}), session(8, {9}), session(3, {9})} << "9(3) .3 .7 .8";
        QTest::newRow("most waited for first") << List{session(1), session(2), session(3, {1}), session(4, {2}), session(5, {2})} << "2(2) .4 .5 1(1) .3";
        QTest::newRow("a blocker that is not listed") << List{session(5, {4})} << "4(1) .5";
        QTest::newRow("prepared transaction") << List{session(5, {0}), session(6, {5})} << "0(2) .5(1) ..6";
        QTest::newRow("for itself") << List{session(5, {5})} << "5";
        QTest::newRow("ring of two") << List{session(8, {7}), session(7, {8})} << "7(1) .8";
        QTest::newRow("ring of three") << List{session(1, {3}), session(2, {1}), session(3, {2})} << "1(2) .2(1) ..3";
        QTest::newRow("who waits for a ring") << List{session(8, {7}), session(7, {8}), session(5, {8})} << "7(2) .8(1) ..5";
        QTest::newRow("a ring that waits for a ring") << List{session(1, {2, 4}), session(2, {1}), session(3, {4}), session(4, {3})} << "1(1) .2 3(1) .4";
        QTest::newRow("two blockers: once") << List{session(1), session(2), session(3, {1, 2})} << "1(1) .3 2";
        QTest::newRow("behind another in the queue") << List{session(1), session(2, {1}), session(3, {1, 2})} << "1(2) .2(1) ..3";
        QTest::newRow("told twice") << List{session(1), session(2, {1, 1})} << "1(1) .2";
    }
    void treeOfWhoWaits()
    {
        QFETCH(QList<ServerSession>, sessions);
        QFETCH(QString, expected);
        QCOMPARE(shape(blockingTree(sessions)), expected);
        std::reverse(sessions.begin(), sessions.end());
        QCOMPARE(shape(blockingTree(sessions)), expected);
    }

    void aLongChainNeedsNoDeepStack()
    {
        constexpr int kMany = 200'000; // as deep as this, a level that costs a frame of its own would not fit
        QList<ServerSession> sessions{session(1)};
        for (int pid = 2; pid <= kMany; ++pid)
            sessions.append(session(pid, {pid - 1}));
        const auto rows = blockingTree(sessions);
        QCOMPARE(rows.size(), kMany);
        QCOMPARE(rows.first(), (BlockedSession{1, 0, kMany - 1}));
        QCOMPARE(rows.last(), (BlockedSession{kMany, kMany - 1, 0}));
    }

    void everyBlockedSessionStandsOnce()
    {
        // Each waits for all before it, as in the queue of one lock.
        QList<ServerSession> sessions;
        for (int pid = 1; pid <= 300; ++pid) {
            QList<qint64> before;
            for (int other = 1; other < pid; ++other)
                before.append(other);
            sessions.append(session(pid, before));
        }
        const auto rows = blockingTree(sessions);
        QCOMPARE(rows.size(), 300);
        QSet<qint64> pids;
        for (const BlockedSession &row : rows)
            pids.insert(row.pid);
        QCOMPARE(pids.size(), 300);
        QCOMPARE(rows.first().waiting, 299);
    }
};

QTEST_GUILESS_MAIN(TestServerSession)
#include "tst_serversession.moc"
