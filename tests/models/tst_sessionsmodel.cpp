// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sessionsmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace plancia;
using State = ServerSession::State;

namespace {
constexpr qint64 kNow = 1'795'182'180'000;

ServerSession session(qint64 pid, State state = State::Active, qint64 forMs = 1'000, const QList<qint64> &blockedBy = {})
{
    ServerSession session;
    session.pid = pid;
    session.startedAt = kNow - 100'000 + pid;
    session.state = state;
    session.kind = QStringLiteral("client backend");
    session.user = QStringLiteral("anna");
    session.database = QStringLiteral("shop");
    session.query = QStringLiteral("SELECT %1").arg(pid);
    session.queryStartedAt = session.transactionStartedAt = session.stateSince = kNow - forMs;
    session.blockedBy = blockedBy;
    return session;
}

ServerSessions all(const QList<ServerSession> &sessions)
{
    ServerSessions all;
    all.at = kNow;
    all.sessions = sessions;
    return all;
}

QStringList column(const SessionsModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}
} // namespace

class TestSessionsModel : public QObject {
    Q_OBJECT
private slots:
    void theLongestAtWorkStandsOnTop()
    {
        SessionsModel model(SessionsModel::Shape::List);
        model.show(all({session(1, State::Idle, 90'000), session(2, State::Active, 2'000), session(3, State::Active, 50'000), session(4, State::IdleInTransaction, 70'000),
                        session(5, State::Hidden), session(6, State::Background), session(7, State::Active, 10, {3})}));
        QCOMPARE(column(model, SessionsModel::Pid), (QStringList{"7", "3", "2", "4", "1", "5"})); // who waits for a lock comes first
        QCOMPARE(model.index(1, SessionsModel::Since).data().toString(), QStringLiteral("50 s"));
        QVERIFY(model.index(5, SessionsModel::Since).data().toString().isEmpty()); // not known is not zero
    }

    void filters()
    {
        SessionsModel model(SessionsModel::Shape::List);
        ServerSession other = session(2, State::IdleInTransaction);
        other.user = QStringLiteral("Bruno");
        const ServerSessions sessions = all({session(1), other, session(3, State::Active, 5, {1}), session(4, State::Background)});
        const auto shown = [&](const SessionFilter &filter) {
            model.show(sessions, filter);
            QStringList pids = column(model, SessionsModel::Pid);
            pids.sort();
            return pids.join(u' ');
        };
        QCOMPARE(shown({}), QStringLiteral("1 2 3"));
        QCOMPARE(shown({SessionFilter::Kind::Active, {}, false}), QStringLiteral("1 3"));
        QCOMPARE(shown({SessionFilter::Kind::Waiting, {}, false}), QStringLiteral("3"));
        QCOMPARE(shown({SessionFilter::Kind::InTransaction, {}, false}), QStringLiteral("2"));
        QCOMPARE(shown({SessionFilter::Kind::All, {}, true}), QStringLiteral("1 2 3 4"));
        QCOMPARE(shown({SessionFilter::Kind::All, QStringLiteral("bruno"), false}), QStringLiteral("2"));
        QCOMPARE(shown({SessionFilter::Kind::All, QStringLiteral("select 3"), false}), QStringLiteral("3"));
        QCOMPARE(shown({SessionFilter::Kind::All, QStringLiteral("1"), false}), QStringLiteral("1")); // a pid, whole
    }

    void aTreeShowsWhoHoldsUpWhom()
    {
        SessionsModel model(SessionsModel::Shape::Tree);
        model.show(all({session(10, State::IdleInTransaction), session(11, State::Active, 5, {10}), session(12, State::Active, 5, {11}), session(13), session(14, State::Active, 5, {0})}));
        const QStringList who = column(model, SessionsModel::Pid);
        QCOMPARE(who.size(), 5);
        QCOMPARE(who.first(3), (QStringList{"10", QStringLiteral("↳ 11"), QStringLiteral("   ↳ 12")}));
        QCOMPARE(model.index(0, SessionsModel::Wait).data().toString(), QStringLiteral("2 wait(s) for it"));
        QCOMPARE(who.at(4), QStringLiteral("↳ 14")); // behind a prepared transaction
        QVERIFY(!who.contains(QStringLiteral("13")));
    }

    /// Rows come, go and move one by one, so that a view keeps what was chosen.
    void becomesWhatItIsGiven()
    {
        SessionsModel model(SessionsModel::Shape::List);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(4);
        QPersistentModelIndex kept;
        for (int round = 0; round < 200; ++round) {
            QList<ServerSession> sessions{session(1'000, State::Active, 60'000)}; // this one stays all the time
            for (int pid = 1; pid < 40; ++pid)
                if (random.bounded(3) > 0)
                    sessions.append(session(pid, static_cast<State>(random.bounded(3)), random.bounded(100'000)));
            model.show(all(sessions));
            QCOMPARE(model.rowCount(), static_cast<int>(sessions.size()));
            SessionsModel fresh(SessionsModel::Shape::List);
            fresh.show(all(sessions));
            for (int c = 0; c < SessionsModel::ColumnCount; ++c)
                QCOMPARE(column(model, c), column(fresh, c));
            if (!kept.isValid())
                for (int row = 0; row < model.rowCount(); ++row)
                    if (model.index(row, 0).data().toString() == u"1000")
                        kept = model.index(row, 0);
            QVERIFY(kept.isValid());
            QCOMPARE(kept.data().toString(), QStringLiteral("1000"));
        }
    }

    void textsFromTheServerAreHarmless()
    {
        SessionsModel model(SessionsModel::Shape::List);
        ServerSession hostile = session(1);
        hostile.application = QStringLiteral("<b>x</b>\n\x1b[2J");
        hostile.query = QStringLiteral("SELECT\n\t1 -- \u202e");
        model.show(all({hostile}));
        for (const int c : {SessionsModel::Application, SessionsModel::Query}) {
            const QString text = model.index(0, c).data().toString();
            QVERIFY2(!text.contains(u'\n') && !text.contains(u'\x1b') && !text.contains(QChar(0x202e)), qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionsModel)
#include "tst_sessionsmodel.moc"
