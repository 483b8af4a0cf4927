// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/targetsport.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/turnedclock.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "tests/ui/pages/rememberedstream.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pagedtable.h"
#include "ui/pages/health/healthpage.h"
#include "ui/pages/health/healthwords.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>

using namespace plancia;
using namespace plancia::tests;
using ui::HealthModel;
using ui::HealthPage;

namespace {
constexpr int kAgentMs = 20'000;

/// A cell of the list, by the target's name.
QString cell(const HealthPage &page, const QString &name, HealthModel::Column column)
{
    const QAbstractItemModel *model = part<ui::PagedTable>(page, "healthTable")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, 0).data(IdRole).toString() == name)
            return model->index(row, column).data().toString();
    return {};
}

/// One that holds back what it remembers of events until it is told to answer.
class HeldEvents final : public RememberedStream {
public:
    QFuture<Result<EventsPage>> events(EventsQuery query, CallContext context) override { return told.ask(query, context); }
    Door<EventsQuery, EventsPage> told;
};

/// One of a few samples, that counts how often it is asked for them.
class FewSamples final : public RememberedStream {
public:
    QList<Sample> recent(qint64) const override
    {
        ++askedRecent;
        return past;
    }
    QFuture<Result<MetricHistory>> history(HistoryQuery query, CallContext) override
    {
        MetricHistory history;
        for (const QString &metric : query.metrics)
            history.lines.append({metric, {}, {}, {}, {}});
        return QtFuture::makeReadyFuture(Result<MetricHistory>(history));
    }
    QList<Sample> past;
    mutable int askedRecent = 0;
};

/// A connection of this console, to nothing.
bool saveServer(const RealPages &pages, const QString &name)
{
    ConnectionProfile profile = *connectionFromUrl(QStringLiteral("postgresql://anna@127.0.0.1:1/") + name);
    profile.name = name;
    return static_cast<bool>(waitFor(pages.ports().connections->save(profile, {}, {})));
}

Sample serverSample(const QString &name, qint64 at) { return {0, at, QStringLiteral("pg:") + name, {{metric::PgLatency, 1}}}; }

HealthTarget tcpTarget(const QString &name, quint16 port)
{
    HealthTarget target;
    target.name = name;
    target.kind = HealthTarget::Kind::Tcp;
    target.address = QStringLiteral("127.0.0.1:%1").arg(port);
    target.everySeconds = 5;
    target.timeoutMs = 1000;
    return target;
}
} // namespace

/// Health on the agent within the program, over real sockets.
class TestHealthPage : public QObject {
    Q_OBJECT
private slots:
    void anEmptyListOffersToAddOne()
    {
        RealPages pages(true);
        QVERIFY(pages.isReady());
        auto page = pages.show<HealthPage>();
        QTRY_VERIFY(page->isSettled());
        QVERIFY(!part<QWidget>(*page, "targetFormPanel")->isVisible());
        click(*page, "addTarget");
        QVERIFY(part<QLineEdit>(*page, "name")->isVisible());
        QVERIFY(part<QWidget>(*page, "name")->accessibleDescription().isEmpty()); // an empty form does not scold
        QVERIFY(!part<QWidget>(*page, "testTarget")->isEnabled());
    }

    void aTargetIsTestedSavedAndSeen()
    {
        QTcpServer port;
        QVERIFY(port.listen(QHostAddress::LocalHost));
        RealPages pages(true);
        auto page = pages.show<HealthPage>();
        QTRY_VERIFY(page->isSettled());
        click(*page, "addTarget");
        auto *kind = part<QComboBox>(*page, "kind");
        kind->setCurrentIndex(kind->findData(QStringLiteral("tcp")));
        QVERIFY(!part<QWidget>(*page, "body")->isVisible()); // of another kind
        type(*page, "name", QStringLiteral("shop"));
        type(*page, "address", QStringLiteral("127.0.0.1"));
        QVERIFY(!part<QWidget>(*page, "testTarget")->isEnabled());
        QVERIFY(!part<QWidget>(*page, "address")->accessibleDescription().isEmpty());
        type(*page, "address", QStringLiteral("127.0.0.1:%1").arg(port.serverPort()));
        part<QSpinBox>(*page, "every")->setValue(6);
        click(*page, "testTarget");
        QTRY_VERIFY(page->isSettled());
        QVERIFY(part<QWidget>(*page, "targetTested")->isVisible());
        QVERIFY(!shownError(*page));
        QVERIFY(!port.hasPendingConnections() || waitFor(pages.ports().targets->list({}))->targets.isEmpty()); // a test saves nothing
        click(*page, "saveTarget");
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("shop"), HealthModel::State), ui::wordFor(HealthCheck::State::Ok), kAgentMs);
        QTRY_COMPARE(cell(*page, QStringLiteral("shop"), HealthModel::Up), QStringLiteral("100 %"));
        QTRY_VERIFY(part<QWidget>(*page, "targetPanel")->isVisible());
        QVERIFY(QFile::exists(pages.places().config + QStringLiteral("/targets.toml")));
        // It goes down: a check now tells.
        port.close();
        QTRY_VERIFY(part<QAbstractButton>(*page, "checkTarget"));
        click(*page, "checkTarget");
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("shop"), HealthModel::State), ui::wordFor(HealthCheck::State::Down), kAgentMs);
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*page, QStringLiteral("NET_001")), kAgentMs);
    }

    void seriesOfAPageAreChecked()
    {
        RealPages pages(true);
        auto page = pages.show<HealthPage>();
        QTRY_VERIFY(page->isSettled());
        click(*page, "addTarget");
        auto *series = part<QPlainTextEdit>(*page, "series");
        QVERIFY(!series->isVisible()); // of another kind
        auto *kind = part<QComboBox>(*page, "kind");
        kind->setCurrentIndex(kind->findData(QStringLiteral("prometheus")));
        QVERIFY(series->isVisible());
        type(*page, "name", QStringLiteral("shop"));
        type(*page, "address", QStringLiteral("http://127.0.0.1:1/metrics"));
        series->setPlainText(QStringLiteral("queue\nsum(queue)"));
        QVERIFY(!part<QWidget>(*page, "testTarget")->isEnabled());
        series->setPlainText(QStringLiteral("queue\n\n hits_total{ code=\"500\" } \n"));
        QVERIFY(part<QWidget>(*page, "testTarget")->isEnabled());
        click(*page, "saveTarget");
        QTRY_COMPARE(waitFor(pages.ports().targets->list({}))->targets.size(), 1);
        QCOMPARE(waitFor(pages.ports().targets->list({}))->targets.first().series, (QStringList{QStringLiteral("queue"), QStringLiteral("hits_total{code=\"500\"}")}));
    }

    /// Servers that the agent watches stand beside the targets, as rows of their own kind.
    void watchedServersAreRows()
    {
        PrivatePostgres postgres;
        QVERIFY2(postgres.start(), qPrintable(postgres.error()));
        RealPages pages(true, RealPages::As::Console);
        const auto save = [&](const char *name, int port, bool maySleep) {
            ConnectionProfile profile = postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
            profile.name = QLatin1String(name);
            profile.maySleep = maySleep;
            if (port > 0) {
                profile.host = QStringLiteral("127.0.0.1");
                profile.port = port;
            }
            QVERIFY(waitFor(pages.ports().connections->save(profile, {}, {})));
        };
        save("main", 0, false);
        save("away", 1, false);
        save("naps", 0, true);
        auto page = pages.show<HealthPage>();
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:main"), HealthModel::State), ui::wordFor(HealthCheck::State::Ok), kAgentMs);
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:away"), HealthModel::State), ui::wordFor(HealthCheck::State::Down), kAgentMs);
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:naps"), HealthModel::State), QStringLiteral("Asleep"), kAgentMs);
        QCOMPARE(cell(*page, QStringLiteral("pg:main"), HealthModel::Name), QStringLiteral("main"));
        QCOMPARE(cell(*page, QStringLiteral("pg:main"), HealthModel::Kind), QStringLiteral("Watched server"));
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:main"), HealthModel::Up), QStringLiteral("100 %"), kAgentMs);
        auto *table = part<ui::PagedTable>(*page, "healthTable");
        QCOMPARE(table->model()->index(0, HealthModel::Name).data().toString(), QStringLiteral("away")); // what is worst stands first
        // A server is not changed here, and its figures are a step away.
        page->restoreState({{QStringLiteral("current"), QStringLiteral("pg:main")}});
        QTRY_VERIFY(part<QAbstractButton>(*page, "showFigures"));
        QVERIFY(!part<QAbstractButton>(*page, "editTarget"));
        click(*page, "showFigures");
        QTRY_COMPARE(pages.navigated, QStringList{QStringLiteral("monitoring")});
        QCOMPARE(pages.lastState.value(QStringLiteral("view")).toString(), QStringLiteral("pg:main"));
        postgres.stop();
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:main"), HealthModel::State), ui::wordFor(HealthCheck::State::Down), kAgentMs);
        QTRY_VERIFY_WITH_TIMEOUT(cell(*page, QStringLiteral("pg:main"), HealthModel::Up) != QStringLiteral("100 %"), kAgentMs); // at the next tick
    }

    void aTestTellsWhatIsWrong()
    {
        RealPages pages(true);
        auto page = pages.show<HealthPage>();
        QTRY_VERIFY(page->isSettled());
        click(*page, "addTarget");
        type(*page, "name", QStringLiteral("gone"));
        type(*page, "address", QStringLiteral("http://127.0.0.1:1/"));
        click(*page, "testTarget");
        QTRY_VERIFY(shownError(*page, QStringLiteral("NET_001")));
        type(*page, "address", QStringLiteral("http://anna:secret@127.0.0.1:1/"));
        QVERIFY(!part<QWidget>(*page, "testTarget")->isEnabled());
        QVERIFY(!shownError(*page)); // it was of another address
    }

    void anotherWritersTargetsAreSeen()
    {
        RealPages pages(true);
        auto page = pages.show<HealthPage>();
        QTRY_VERIFY(page->isSettled());
        QFile file(pages.places().config + QStringLiteral("/targets.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[[target]]\nname = \"by hand\"\nkind = \"disk\"\naddress = \"/\"\nleast_free_percent = 0\nevery = 5\ntimeout_ms = 1000\n");
        file.close();
        QTRY_COMPARE_WITH_TIMEOUT(cell(*page, QStringLiteral("by hand"), HealthModel::State), ui::wordFor(HealthCheck::State::Ok), kAgentMs);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[[target]]\nname = \"by hand\"\nkind = \"disc\"\n");
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "healthNotice")->isVisible(), kAgentMs);
        // Nothing is written over somebody's work with a fault in it.
        QCOMPARE(waitFor(pages.ports().targets->save(tcpTarget(QStringLiteral("x"), 1), {}, {})).error().code(), ErrorCode::ConfigInvalid);
    }

    void whatCameMeanwhileStaysAndIsDrawnWhenSeen()
    {
        RealPages pages;
        const QString name = QStringLiteral("shop");
        HealthTarget target = tcpTarget(name, 1);
        QVERIFY(waitFor(pages.ports().targets->save(target, {}, {})));
        HeldEvents stream;
        stream.told.holdsBack = true;
        stream.told.answer = [](const EventsQuery &) { return Result<EventsPage>(EventsPage{}); };
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        HealthPage page(context);
        page.restoreState({{QStringLiteral("current"), name}});
        page.resize(1250, 820);
        page.show();
        const auto look = [&](double up) {
            Sample sample;
            sample.at = SystemClock().nowMs();
            sample.source = targetSource(name);
            sample.values = {{metric::TargetUp, up}, {metric::TargetEvery, 30}, {metric::TargetTook, 1}, {metric::TargetSince, 1}};
            emit stream.samplesArrived({sample});
        };
        QTRY_VERIFY(!stream.told.held.empty());
        Event down;
        down.at = SystemClock().nowMs();
        down.source = targetSource(name);
        down.type = QStringLiteral("health.down");
        down.details = QStringLiteral("{\"code\":\"NET_001\"}");
        emit stream.eventsArrived({down});
        look(0);
        QTRY_COMPARE(cell(page, name, HealthModel::State), ui::wordFor(HealthCheck::State::Down));
        QTRY_VERIFY(shownError(page, QStringLiteral("NET_001")));
        // An answer that knows nothing of it yet takes nothing away.
        while (!stream.told.held.empty())
            stream.told.letGo(0);
        QTRY_VERIFY(page.isSettled());
        QTest::qWait(1'200);
        QVERIFY(shownError(page, QStringLiteral("NET_001")));
        // What nobody sees is not drawn; who looks again sees it.
        page.hide();
        look(1);
        QTest::qWait(1'200);
        QCOMPARE(cell(page, name, HealthModel::State), ui::wordFor(HealthCheck::State::Down));
        page.show();
        QCOMPARE(cell(page, name, HealthModel::State), ui::wordFor(HealthCheck::State::Ok));
    }

    /// However many rows there are: the samples are many, and copied.
    void samplesOfBeforeAreAskedForOnce()
    {
        RealPages pages;
        FewSamples stream;
        const qint64 now = SystemClock().nowMs();
        const auto look = [now](const QString &name, qint64 ago, double up) {
            return Sample{0, now - ago, targetSource(name), {{metric::TargetUp, up}, {metric::TargetEvery, 30}, {metric::TargetTook, 1}, {metric::TargetSince, 1}}};
        };
        const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString &name : names)
            QVERIFY(waitFor(pages.ports().targets->save(tcpTarget(name, 1), {}, {})));
        stream.past = {look(names[0], 20'000, 0), look(names[1], 20'000, 1), look(names[0], 10'000, 0), look(names[1], 10'000, 0)};
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        HealthPage page(context);
        page.resize(1250, 820);
        page.show();
        stream.past.append(look(names[0], 0, 1));
        emit stream.samplesArrived({stream.past.last()});
        QTRY_VERIFY(page.isSettled());
        QTRY_COMPARE(cell(page, names[0], HealthModel::State), ui::wordFor(HealthCheck::State::Ok)); // what came last
        QTRY_COMPARE(cell(page, names[1], HealthModel::State), ui::wordFor(HealthCheck::State::Down));
        QCOMPARE(cell(page, names[2], HealthModel::State), ui::wordFor(std::nullopt));
        stream.askedRecent = 0;
        click(page, "span1h");
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(stream.askedRecent, 1);
    }

    void aServerOfAnotherAgentHasNoAddressOfOurs()
    {
        RealPages pages;
        FewSamples stream;
        QVERIFY(saveServer(pages, QStringLiteral("main")));
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        const auto address = [&] {
            HealthPage page(context);
            page.resize(1250, 820);
            page.show();
            emit stream.samplesArrived({serverSample(QStringLiteral("main"), SystemClock().nowMs())});
            [&] { QTRY_COMPARE(cell(page, QStringLiteral("pg:main"), HealthModel::State), ui::wordFor(HealthCheck::State::Ok)); }();
            [&] { QTRY_VERIFY(page.isSettled()); }();
            return cell(page, QStringLiteral("pg:main"), HealthModel::Address);
        };
        QVERIFY(address().contains(u"127.0.0.1:1/main"));
        Preferences other = pages.ports().preferences->current();
        other.agentUrl = QStringLiteral("ws://127.0.0.1:1/stream");
        QVERIFY(waitFor(pages.ports().preferences->set(other, {})));
        QCOMPARE(address(), QStringLiteral("–"));
    }

    /// At the next look at the page, and at the first sample that the agent has of it.
    void connectionsThatWereChangedAreSeen()
    {
        RealPages pages;
        FewSamples stream;
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        HealthPage page(context);
        page.resize(1250, 820);
        page.show();
        QTRY_VERIFY(page.isSettled());
        const auto named = [&page](const char *name) { return cell(page, QLatin1String(name), HealthModel::Name); };
        QVERIFY(saveServer(pages, QStringLiteral("main")));
        page.hide();
        page.show();
        QTRY_COMPARE(named("pg:main"), QStringLiteral("main"));
        QVERIFY(saveServer(pages, QStringLiteral("late")));
        emit stream.samplesArrived({serverSample(QStringLiteral("late"), SystemClock().nowMs())});
        QTRY_COMPARE(named("pg:late"), QStringLiteral("late"));
        page.hide();
        QVERIFY(waitFor(pages.ports().connections->remove(waitFor(pages.ports().connections->list({}))->first().id, {})));
        page.show();
        QTRY_COMPARE(named("pg:late"), QString()); // by name it was the first
        QCOMPARE(named("pg:main"), QStringLiteral("main"));
    }

    /// As long as it is heard: its clock need not be ours.
    void aServerIsKnownByTheAgentsClock()
    {
        RealPages pages;
        FewSamples stream;
        QVERIFY(saveServer(pages, QStringLiteral("main")));
        TurnedClock clock;
        ui::PageContext context = pages.context();
        context.ports.stream = &stream;
        context.clock = &clock;
        HealthPage page(context);
        page.resize(1250, 820);
        page.show();
        QTRY_VERIFY(page.isSettled());
        const auto state = [&page] {
            page.hide();
            page.show();
            return cell(page, QStringLiteral("pg:main"), HealthModel::State);
        };
        for (const qint64 ahead : {-60'000, 60'000}) {
            clock.aheadMs = ahead;
            emit stream.samplesArrived({serverSample(QStringLiteral("main"), SystemClock().nowMs())});
            QCOMPARE(state(), ui::wordFor(HealthCheck::State::Ok));
            clock.aheadMs = ahead + 20'000; // nothing came any more
            QCOMPARE(state(), ui::wordFor(std::nullopt));
        }
        // What is made up for after a pause tells nothing of the clock.
        const qint64 now = SystemClock().nowMs();
        emit stream.samplesArrived({serverSample(QStringLiteral("main"), now), serverSample(QStringLiteral("main"), now + 5'000)});
        QCOMPARE(state(), ui::wordFor(std::nullopt));
    }

    void aRemovalIsAskedFor()
    {
        RealPages pages(true);
        QVERIFY(waitFor(pages.ports().targets->save(tcpTarget(QStringLiteral("gone"), 1), {}, {})));
        auto page = pages.show<HealthPage>({{QStringLiteral("current"), QStringLiteral("gone")}});
        QTRY_VERIFY(part<QAbstractButton>(*page, "removeTarget"));
        QTRY_VERIFY(part<QAbstractButton>(*page, "removeTarget")->isVisible());
        click(*page, "removeTarget");
        QTRY_VERIFY(page->findChild<ui::ConfirmDialog *>());
        page->findChild<ui::ConfirmDialog *>()->actButton()->click();
        QTRY_VERIFY(cell(*page, QStringLiteral("gone"), HealthModel::Name).isEmpty());
        QVERIFY(waitFor(pages.ports().targets->list({}))->targets.isEmpty());
    }

    void itsStateSurvives()
    {
        RealPages pages(true);
        QVariantMap state;
        {
            auto page = pages.show<HealthPage>();
            QTRY_VERIFY(page->isSettled());
            click(*page, "span168h");
            click(*page, "addTarget");
            type(*page, "name", QStringLiteral("draft"));
            state = page->saveState();
        }
        auto page = pages.show<HealthPage>(state);
        QTRY_VERIFY(page->isSettled());
        QVERIFY(part<QAbstractButton>(*page, "span168h")->isChecked());
        QTRY_COMPARE(part<QLineEdit>(*page, "name")->text(), QStringLiteral("draft"));
        QVERIFY(part<QWidget>(*page, "targetFormPanel")->isVisible());
        QCOMPARE(page->saveState(), state);
    }
};

QTEST_MAIN(TestHealthPage)
#include "tst_healthpage.moc"
