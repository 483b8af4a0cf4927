// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "Statements" of the Monitoring page, over a stream that remembers what the test says.
#include "models/items/statementsmodel.h"
#include "tests/ui/pages/realpages.h"
#include "tests/ui/pages/rememberedstream.h"
#include "ui/charts/timechart.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/tableview.h"
#include "ui/kit/text.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace plancia;
using namespace plancia::tests;
using ui::MonitoringPage;

namespace {
constexpr int kWaitMs = 10'000;
constexpr qint64 kHour = 3'600'000;

StatementRow statement(const QString &id, const QString &text, double calls, double execMs)
{
    StatementRow row;
    row.id = id;
    row.user = QStringLiteral("shop_app");
    row.database = QStringLiteral("shop");
    row.text = text;
    row.figures.calls = calls;
    row.figures.rows = 2 * calls;
    row.figures.execMs = execMs;
    row.figures.hitBlocks = 990;
    row.figures.readBlocks = 10;
    return row;
}

/// The page over a stream of its own; the workspace's own stream is not begun.
struct Watched {
    RealPages pages;
    RememberedStream stream;
    std::unique_ptr<MonitoringPage> page;

    Watched()
    {
        stream.toldStatements.answer = [](const StatementsQuery &query) { return Result<StatementsReport>(reportOf(query)); };
        stream.toldBlocking.answer = [](const BlockingQuery &) { return Result<BlockingHistory>(BlockingHistory{}); };
    }
    ~Watched() { page.reset(); }

    static StatementsReport reportOf(const StatementsQuery &query)
    {
        StatementsReport report;
        report.rows = {statement(QStringLiteral("71"), QStringLiteral("SELECT *\nFROM orders WHERE tenant_id = $1"), 1200, 90'000), statement(QStringLiteral("72"), QStringLiteral("UPDATE <b>stock</b> SET n = $1"), 40, 8'000),
                       statement(QStringLiteral("73"), QStringLiteral("COMMIT"), 9000, 1'000)};
        report.others.calls = 5;
        report.others.execMs = 1'000;
        report.othersCount = 12;
        report.from = query.from;
        report.to = query.to;
        report.knownMs = query.to - query.from;
        report.oldest = query.from;
        return report;
    }
    QVariantMap state(qint64 span = kHour, qint64 back = kHour) const
    {
        return {{QStringLiteral("dashboard"), QStringLiteral("@statements")}, {QStringLiteral("view"), QStringLiteral("pg:shop")}, {QStringLiteral("span"), span}, {QStringLiteral("pausedAt"), stream.now() - back}};
    }
    void open(const QVariantMap &state)
    {
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        page = std::make_unique<MonitoringPage>(context);
        page->restoreState(state);
        page->resize(1250, 820);
        page->show();
    }
    QAbstractItemModel *rows() const { return part<ui::PagedTable>(*page, "statementRows")->model(); }
    ui::TableView *view() const { return part<ui::PagedTable>(*page, "statementRows")->findChild<ui::TableView *>(); }
    QStringList texts() const
    {
        QStringList texts;
        for (int i = 0; i < rows()->rowCount(); ++i)
            texts.append(rows()->index(i, StatementsModel::Statement).data().toString());
        return texts;
    }
    QString label(const char *name) const { return part<QLabel>(*page, name)->text(); }
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

class TestStatementsView : public QObject {
    Q_OBJECT
private slots:
    /// Not "all of it", where the server was watched for a part of the span only.
    void howMuchOfTheSpanIsKnownIsSaid()
    {
        Watched watched;
        watched.stream.toldStatements.answer = [](const StatementsQuery &query) {
            StatementsReport report = Watched::reportOf(query);
            report.from = query.to - 600'000;
            report.knownMs = 600'000;
            return Result<StatementsReport>(report);
        };
        watched.open(watched.state());
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().size(), 4, kWaitMs);
        QVERIFY2(watched.label("statementsCoverage").contains(QStringLiteral("10 min of 1 h known")), qPrintable(watched.label("statementsCoverage")));
    }

    void whatTookTheLongestIsSeenSortedFoundAndOpened()
    {
        Watched watched;
        watched.open(watched.state());
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().size(), 4, kWaitMs);
        QCOMPARE(watched.texts().first(), QStringLiteral("SELECT * FROM orders WHERE tenant_id = $1"));
        // Exactly the span of the axis.
        QCOMPARE(watched.stream.toldStatements.asked.last().source, QStringLiteral("pg:shop"));
        QCOMPARE(watched.stream.toldStatements.asked.last().from, watched.stream.now() - 2 * kHour);
        QCOMPARE(watched.stream.toldStatements.asked.last().to, watched.stream.now() - kHour);
        QVERIFY(watched.label("statementsCoverage").contains(QStringLiteral("all of it known")));
        // One who looks at everything: users and databases are all the same, and not shown.
        QVERIFY(watched.view()->isColumnHidden(StatementsModel::User) && watched.view()->isColumnHidden(StatementsModel::Database));

        // By the keys: Enter opens the row, the arrows go on.
        part<ui::PagedTable>(*watched.page, "statementRows")->focusRows();
        QTest::keyClick(watched.view(), Qt::Key_Down);
        QTest::keyClick(watched.view(), Qt::Key_Return);
        auto *panel = part<QWidget>(*watched.page, "statementPanel");
        QVERIFY(panel->isVisible());
        QCOMPARE(part<QPlainTextEdit>(*watched.page, "statementText")->toPlainText(), QStringLiteral("UPDATE <b>stock</b> SET n = $1")); // as it was told
        const auto fact = [&](const char *name) {
            const auto *found = part<ui::ElidedLabel>(*watched.page, name);
            return found ? found->text() : QString();
        };
        QVERIFY2(fact("statementTime").contains(QStringLiteral("8.0 s")) && fact("statementTime").contains(QStringLiteral("200 ms")), qPrintable(fact("statementTime")));
        QVERIFY2(fact("statementShare").contains(QStringLiteral("8.0 %")), qPrintable(fact("statementShare")));
        QVERIFY2(fact("statementDisk") == u"nothing measured", qPrintable(fact("statementDisk"))); // no zero
        click(*watched.page, "copyStatement");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("UPDATE <b>stock</b> SET n = $1"));
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->isVisible());

        // The greatest of another figure first; the others stay below.
        auto *header = watched.view()->horizontalHeader();
        emit header->sectionClicked(StatementsModel::Calls);
        QCOMPARE(watched.texts().first(), QStringLiteral("COMMIT"));
        QVERIFY(watched.texts().last().contains(QStringLiteral("12")));
        emit header->sectionClicked(StatementsModel::Calls);
        QVERIFY(watched.texts().first().startsWith(QStringLiteral("UPDATE")));
        QVERIFY(watched.texts().last().contains(QStringLiteral("12")));
        for (auto *line : watched.page->findChildren<QLineEdit *>())
            if (line->isVisible() && line->placeholderText().contains(QStringLiteral("statements"), Qt::CaseInsensitive)) {
                QTest::keyClicks(line, QStringLiteral("orders"));
                QTest::keyClick(line, Qt::Key_Return);
            }
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().size(), 2, kWaitMs);
        watched.page->findChild<QAction *>(QStringLiteral("copyRows"))->trigger();
        const QStringList copied = QGuiApplication::clipboard()->text().split(u'\n');
        QVERIFY(copied.size() > 4 && copied.at(0).startsWith(u"id,is_top,statement") && copied.at(1).contains(u"SELECT") && copied.at(3).contains(u"all others") && copied.at(4).startsWith(u"# view: statements"));
        // The state brings it back.
        const QVariantMap state = watched.page->saveState();
        watched.open(state);
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().size(), 2, kWaitMs);
        QCOMPARE(watched.page->saveState(), state);
    }

    void anotherSpanIsAskedAndALateAnswerNeverReplacesANewerOne()
    {
        Watched watched;
        watched.stream.toldStatements.answer = [](const StatementsQuery &query) {
            StatementsReport report = Watched::reportOf(query);
            report.rows = {statement(QStringLiteral("1"), QStringLiteral("span of %1").arg((query.to - query.from) / 60'000), 1, 1)};
            return Result<StatementsReport>(report);
        };
        watched.stream.toldStatements.holdsBack = true;
        watched.open(watched.state());
        auto &door = watched.stream.toldStatements;
        QTRY_COMPARE_WITH_TIMEOUT(door.held.size(), 1U, kWaitMs);
        auto *span = part<QComboBox>(*watched.page, "span");
        span->setCurrentIndex(2); // a quarter of an hour
        emit span->activated(2);
        QTRY_COMPARE_WITH_TIMEOUT(door.held.size(), 2U, kWaitMs);
        QVERIFY(door.held.front().cancel.isCancelled() && !door.held.back().cancel.isCancelled());
        QVERIFY(!watched.page->isSettled());
        door.letGo(1);
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().value(0), QStringLiteral("span of 15"), kWaitMs);
        QVERIFY(watched.page->isSettled());
        door.letGo(0);
        QTest::qWait(50);
        QCOMPARE(watched.texts().value(0), QStringLiteral("span of 15"));
        // A span that is drawn over a chart, and back.
        door.holdsBack = false;
        auto *lane = part<ui::TimeChart>(*watched.page, "statementsLane");
        QVERIFY(!lane->series().first().points->isEmpty());
        emit lane->spanBrushed(watched.stream.now() - kHour - 600'000, watched.stream.now() - kHour - 300'000);
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().value(0), QStringLiteral("span of 5"), kWaitMs);
        click(*watched.page, "zoomBack");
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().value(0), QStringLiteral("span of 15"), kWaitMs);
    }

    void asksOnceASecondAtMostAndWhenMoreIsRemembered()
    {
        Watched watched;
        watched.open(watched.state());
        auto &asked = watched.stream.toldStatements.asked;
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, kWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(watched.page->isSettled(), kWaitMs);
        QElapsedTimer since;
        since.start();
        for (int i = 0; i < 50; ++i) {
            emit watched.stream.recordsArrived(QStringLiteral("pg:shop"));
            emit watched.stream.recordsArrived(QStringLiteral("pg:other")); // not what is shown
        }
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, kWaitMs);
        emit watched.stream.recordsArrived(QStringLiteral("pg:shop"));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 3, kWaitMs);
        QVERIFY2(since.elapsed() >= 1'000, qPrintable(QString::number(since.elapsed()))); // between the second and the third
        emit watched.stream.recordsArrived(QStringLiteral("pg:other"));
        QTest::qWait(1'300);
        QCOMPARE(asked.size(), 3); // a window that stands and a server that tells nothing ask nothing
    }

    void saysWhatIsNotCovered()
    {
        Watched watched;
        watched.stream.toldStatements.answer = [](const StatementsQuery &query) {
            StatementsReport report = Watched::reportOf(query);
            report.from = query.from + 180'000;
            report.to = query.to - 120'000;
            report.knownMs = 52 * 60'000;
            report.evicted = 3;
            report.rows[0].user = QStringLiteral("other");
            return Result<StatementsReport>(report);
        };
        watched.open(watched.state());
        QTRY_VERIFY_WITH_TIMEOUT(watched.label("statementsCoverage").contains(QStringLiteral("52 min of 1 h known")), kWaitMs);
        QVERIFY(part<ui::Notice>(*watched.page, "statementsNotice")->isVisible());
        QVERIFY2(watched.words().contains(QStringLiteral("pg_stat_statements.max")), qPrintable(watched.words()));
        QVERIFY(!watched.view()->isColumnHidden(StatementsModel::User)); // they differ
    }

    void anEmptyTabSaysWhy()
    {
        {
            Watched watched; // the agent's own figures are chosen
            QVariantMap state = watched.state();
            state.insert(QStringLiteral("view"), QStringLiteral("local"));
            watched.open(state);
            QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("No server is")), kWaitMs);
            QVERIFY(watched.stream.toldStatements.asked.isEmpty());
        }
        Watched watched;
        watched.stream.toldStatements.answer = [](const StatementsQuery &) { return Result<StatementsReport>(StatementsReport{}); };
        watched.open(watched.state());
        QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("The first figures come after two minutes")), kWaitMs);

        watched.stream.hasStatements = false;
        watched.open(watched.state());
        QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("CREATE EXTENSION pg_stat_statements;")), kWaitMs);
        for (auto *button : watched.page->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == u"Copy the SQL")
                button->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("CREATE EXTENSION pg_stat_statements;"));

        watched.stream.hasStatements = true;
        watched.stream.toldStatements.answer = [&](const StatementsQuery &query) {
            StatementsReport report;
            report.oldest = query.to + 1'000;
            return Result<StatementsReport>(report);
        };
        watched.open(watched.state());
        QTRY_VERIFY_WITH_TIMEOUT(watched.words().contains(QStringLiteral("begins at")), kWaitMs);

        // An error has its code, and a way to try again.
        bool fails = true;
        watched.stream.toldStatements.answer = [&](const StatementsQuery &query) { return fails ? Result<StatementsReport>(fail(ErrorCode::StreamDown)) : Result<StatementsReport>(Watched::reportOf(query)); };
        watched.open(watched.state());
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*watched.page), kWaitMs);
        QCOMPARE(watched.pages.errors, QList<ErrorCode>{ErrorCode::StreamDown});
        fails = false;
        watched.page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(watched.texts().size(), 4, kWaitMs);
        QVERIFY(!shownError(*watched.page));
    }
};

QTEST_MAIN(TestStatementsView)
#include "tst_statementsview.moc"
