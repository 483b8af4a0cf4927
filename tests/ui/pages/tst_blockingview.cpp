// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "Blocking" of the Monitoring page, over a stream that remembers what the test says.
#include "models/items/sessionsmodel.h"
#include "tests/ui/pages/realpages.h"
#include "tests/ui/pages/rememberedstream.h"
#include "ui/charts/stepstrip.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/tableview.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QLabel>
#include <QToolButton>

using namespace plancia;
using namespace plancia::tests;
using ui::MonitoringPage;
using ui::StepStrip;

namespace {
constexpr int kWaitMs = 10'000;
constexpr qint64 kHour = 3'600'000;

ServerSession session(qint64 pid, qint64 at, const QList<qint64> &blockedBy = {})
{
    ServerSession session;
    session.pid = pid;
    session.startedAt = at - 600'000;
    session.state = blockedBy.isEmpty() ? ServerSession::State::IdleInTransaction : ServerSession::State::Active;
    session.kind = QStringLiteral("client backend");
    session.user = QStringLiteral("shop_app");
    session.database = QStringLiteral("shop");
    session.application = QStringLiteral("worker");
    session.query = QStringLiteral("UPDATE stock SET n = ? WHERE id = ?");
    session.transactionStartedAt = session.queryStartedAt = session.stateSince = at - 20'000;
    session.blockedBy = blockedBy;
    if (!blockedBy.isEmpty()) {
        session.lockMode = QStringLiteral("ShareLock");
        session.lockOn = QStringLiteral("transaction 7");
        session.waitingSince = at - 5'000;
    }
    return session;
}

BlockingMoment moment(qint64 at, const QList<ServerSession> &sessions)
{
    BlockingMoment moment;
    moment.at = at;
    moment.source = QStringLiteral("pg:shop");
    moment.sessions = sessions;
    return moment;
}

struct Watched {
    RealPages pages;
    RememberedStream stream;
    std::unique_ptr<MonitoringPage> page;
    qint64 to = stream.now() - kHour;      ///< right border of the window, an hour long
    qint64 begun = to - 30 * 60'000;       ///< when somebody began to wait

    Watched()
    {
        stream.toldStatements.answer = [](const StatementsQuery &) { return Result<StatementsReport>(StatementsReport{}); };
        stream.toldBlocking.answer = [this](const BlockingQuery &) { return Result<BlockingHistory>(history()); };
    }
    ~Watched() { page.reset(); }

    /// Nobody at first, one who waits, two who wait, nobody.
    BlockingHistory history() const
    {
        BlockingHistory history;
        history.oldest = to - 50 * 60'000;
        history.moments = {moment(history.oldest, {}), moment(begun, {session(100, begun), session(101, begun, {100})}), moment(begun + 10'000, {session(100, begun), session(101, begun, {100})}),
                           moment(begun + 15'000, {session(100, begun), session(101, begun, {100}), session(102, begun, {101})}), moment(begun + 20'000, {})};
        return history;
    }
    void open(const QVariantMap &more = {})
    {
        QVariantMap state{{QStringLiteral("dashboard"), QStringLiteral("@blocking")}, {QStringLiteral("view"), QStringLiteral("pg:shop")}, {QStringLiteral("span"), kHour}, {QStringLiteral("pausedAt"), to}};
        state.insert(more);
        if (!more.value(QStringLiteral("pausedAt"), 1).toLongLong())
            state.remove(QStringLiteral("pausedAt"));
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        page = std::make_unique<MonitoringPage>(context);
        page->restoreState(state);
        page->resize(1250, 820);
        page->show();
    }
    StepStrip *strip() const { return part<StepStrip>(*page, "blockingStrip"); }
    QString moment_() const { return part<QLabel>(*page, "blockingMoment")->text(); }
    QStringList tree() const
    {
        const QAbstractItemModel *rows = part<ui::PagedTable>(*page, "blockingTree")->model();
        QStringList texts;
        for (int i = 0; i < rows->rowCount(); ++i)
            texts.append(rows->index(i, SessionsModel::Pid).data().toString());
        return texts;
    }
    QString words() const
    {
        QStringList words;
        for (const QLabel *label : page->findChildren<QLabel *>())
            if (label->isVisible())
                words.append(label->text());
        return words.join(u'\n');
    }
};
} // namespace

class TestBlockingView : public QObject {
    Q_OBJECT
private slots:
    void everyMomentHasItsTree()
    {
        Watched watched;
        watched.open();
        QTRY_VERIFY_WITH_TIMEOUT(watched.moment_().contains(QStringLiteral("nobody waited")), kWaitMs); // at the right border
        QVERIFY(watched.words().contains(QStringLiteral("No session waited for a lock of another one then.")));
        QCOMPARE(watched.stream.toldBlocking.asked.last().from, watched.to - kHour);
        QCOMPARE(watched.stream.toldBlocking.asked.last().to, watched.to);

        emit watched.strip()->chosen(watched.begun + 2'000);
        QCOMPARE(watched.tree(), (QStringList{QStringLiteral("100"), QStringLiteral("↳ 101")}));
        QVERIFY2(watched.moment_().contains(QStringLiteral("1 session(s) waited")), qPrintable(watched.moment_()));
        emit watched.strip()->chosen(watched.begun + 16'000);
        QCOMPARE(watched.tree(), (QStringList{QStringLiteral("100"), QStringLiteral("↳ 101"), QStringLiteral("   ↳ 102")}));
        const QAbstractItemModel *rows = part<ui::PagedTable>(*watched.page, "blockingTree")->model();
        QCOMPARE(rows->index(1, SessionsModel::Wait).data().toString(), QStringLiteral("ShareLock on transaction 7"));
        // Before the oldest nothing is known: that is not nobody.
        emit watched.strip()->chosen(watched.to - 55 * 60'000);
        QVERIFY(watched.tree().isEmpty());
        QVERIFY2(watched.words().contains(QStringLiteral("what is remembered begins at")), qPrintable(watched.words()));
        QVERIFY(!watched.words().contains(QStringLiteral("Nobody waited")));
        // The state brings the moment back.
        emit watched.strip()->chosen(watched.begun + 2'000);
        const QVariantMap state = watched.page->saveState();
        watched.open(state);
        QTRY_COMPARE_WITH_TIMEOUT(watched.tree().size(), 2, kWaitMs);
        QCOMPARE(watched.page->saveState(), state);
    }

    void theStripIsDrawnAndMovedByMouseAndKeys()
    {
        Watched watched;
        watched.open();
        QTRY_VERIFY_WITH_TIMEOUT(!watched.strip()->steps().isEmpty(), kWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QList<std::optional<int>> counts;
        for (const StepStrip::Step &step : watched.strip()->steps())
            counts.append(step.count);
        QCOMPARE(counts, (QList<std::optional<int>>{std::nullopt, 0, 1, 1, 2, 0})); // hatched, nobody, and so on

        const QRectF plot = watched.strip()->plotArea();
        QTest::mouseClick(watched.strip(), Qt::LeftButton, {}, QPointF(plot.left() + plot.width() / 2, plot.center().y()).toPoint());
        QVERIFY(std::abs(watched.strip()->cursorAt() - (watched.to - kHour / 2)) < 10'000);
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(watched.strip(), key, modifiers); };
        press(Qt::Key_Home);
        QCOMPARE(watched.strip()->cursorAt(), watched.to - kHour);
        QVERIFY(watched.moment_().contains(QStringLiteral("not known")));
        press(Qt::Key_Right);
        QCOMPARE(watched.strip()->cursorAt(), watched.to - kHour + kHour / 100);
        // From change to change; what was told again is none.
        QList<qint64> visited;
        for (int i = 0; i < 6; ++i) {
            press(Qt::Key_Right, Qt::ControlModifier);
            visited.append(watched.strip()->cursorAt() - watched.begun);
        }
        QCOMPARE(visited, (QList<qint64>{-20 * 60'000, 0, 15'000, 20'000, 20'000, 20'000}));
        QVERIFY(!part<QToolButton>(*watched.page, "blockingLater")->isEnabled());
        press(Qt::Key_End);
        QCOMPARE(watched.strip()->cursorAt(), watched.to);
        click(*watched.page, "blockingEarlier");
        click(*watched.page, "blockingEarlier");
        QCOMPARE(watched.strip()->cursorAt(), watched.begun + 15'000);
        QVERIFY(watched.strip()->accessibleDescription().contains(QStringLiteral("2 session(s) waited")));

        // A session opens in the panel, without acts, and leads to the one that it waits for.
        auto *table = part<ui::PagedTable>(*watched.page, "blockingTree");
        table->focusRows();
        QTest::keyClick(table->findChild<ui::TableView *>(), Qt::Key_Down);
        QTest::keyClick(table->findChild<ui::TableView *>(), Qt::Key_Return);
        auto *panel = part<QWidget>(*watched.page, "blockingPanel");
        QVERIFY(panel->isVisible());
        QVERIFY(!panel->findChild<QPushButton *>(QStringLiteral("endSession")));
        QPushButton *blocker = nullptr;
        for (auto *button : panel->findChildren<QPushButton *>())
            if (button->text().startsWith(QStringLiteral("100")))
                blocker = button;
        QVERIFY(blocker);
        blocker->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->currentId(), SessionsModel::idOf(session(100, watched.begun)), kWaitMs);
        press(Qt::Key_End); // nobody is there any more
        QVERIFY(!panel->isVisible());
    }

    void choosingAMomentHoldsARunningWindow()
    {
        Watched watched;
        watched.to = watched.stream.now();
        watched.begun = watched.to - 30 * 60'000;
        watched.open({{QStringLiteral("pausedAt"), 0}});
        QTRY_VERIFY_WITH_TIMEOUT(watched.moment_().contains(QStringLiteral("nobody waited")), kWaitMs);
        QVERIFY(!watched.page->saveState().contains(QStringLiteral("pausedAt")));
        emit watched.strip()->chosen(watched.begun + 2'000);
        QVERIFY(watched.page->saveState().contains(QStringLiteral("pausedAt")));
        QTRY_COMPARE_WITH_TIMEOUT(watched.tree().size(), 2, kWaitMs);
        click(*watched.page, "pause"); // live again
        QTRY_VERIFY_WITH_TIMEOUT(watched.tree().isEmpty() && watched.moment_().contains(QStringLiteral("nobody waited")), kWaitMs);
        // What comes is seen without a hand.
        const qint64 asked = watched.stream.toldBlocking.asked.size();
        watched.stream.toldBlocking.answer = [&](const BlockingQuery &query) {
            BlockingHistory history = watched.history();
            history.moments.append(moment(query.to, {session(7, query.to), session(8, query.to, {7})}));
            return Result<BlockingHistory>(history);
        };
        emit watched.stream.recordsArrived(QStringLiteral("pg:shop"));
        QTRY_COMPARE_WITH_TIMEOUT(watched.tree(), (QStringList{QStringLiteral("7"), QStringLiteral("↳ 8")}), kWaitMs);
        QVERIFY(watched.stream.toldBlocking.asked.size() > asked);
    }

    void aGapIsNotNobody()
    {
        Watched watched;
        watched.stream.gaps = {{StreamGap::Reason::AgentAway, watched.to - 600'000, watched.to - 300'000, {}}};
        watched.open();
        QTRY_VERIFY_WITH_TIMEOUT(!watched.strip()->steps().isEmpty(), kWaitMs);
        emit watched.strip()->chosen(watched.to - 400'000);
        QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("agent away")), kWaitMs);
        emit watched.strip()->chosen(watched.to - 100'000);
        QVERIFY(watched.moment_().contains(QStringLiteral("nobody waited")));
    }

    void anErrorAndNoServerSaySo()
    {
        Watched watched;
        bool fails = true;
        watched.stream.toldBlocking.answer = [&](const BlockingQuery &) { return fails ? Result<BlockingHistory>(fail(ErrorCode::StreamDown)) : Result<BlockingHistory>(watched.history()); };
        watched.open();
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*watched.page), kWaitMs);
        fails = false;
        watched.page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!shownError(*watched.page) && watched.moment_().contains(QStringLiteral("nobody waited")), kWaitMs);

        watched.open({{QStringLiteral("view"), QStringLiteral("local")}});
        QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("No server is")), kWaitMs);
    }
};

QTEST_MAIN(TestBlockingView)
#include "tst_blockingview.moc"
