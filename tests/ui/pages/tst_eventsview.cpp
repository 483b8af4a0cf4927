// SPDX-License-Identifier: GPL-3.0-or-later
// The event timeline of the Monitoring page, over a real agent that is told events by HTTP.
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "models/items/eventsmodel.h"
#include "tests/ui/pages/realpages.h"
#include "ui/charts/timechart.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>

using namespace plancia;
using namespace plancia::tests;
using ui::FilterBar;
using ui::MonitoringPage;

namespace {
constexpr int kLiveMs = 30'000;

QLineEdit *searchIn(const QWidget &page)
{
    for (const auto *bar : page.findChildren<FilterBar *>())
        if (bar->isVisible())
            return bar->findChild<QLineEdit *>();
    return nullptr;
}

int eventsTab(const QTabBar &tabs)
{
    for (int i = 0; i < tabs.count(); ++i)
        if (tabs.tabData(i).toString() == u"@events")
            return i;
    return -1;
}

/// Another agent, which the console follows, and to which anybody on this machine may tell events.
class Told {
public:
    explicit Told(RealPages &pages) : m_agent(options(), m_clock), m_pages(pages)
    {
        m_agent.addSampler(std::make_shared<monitoring::SelfSampler>(m_clock));
    }
    bool isReady()
    {
        auto started = m_agent.start();
        started.waitForFinished();
        if (!started.result())
            return false;
        Preferences preferences = m_pages.ports().preferences->current();
        preferences.agentUrl = m_agent.url().toString();
        auto set = m_pages.ports().preferences->set(preferences, {});
        set.waitForFinished();
        return set.result().has_value();
    }
    /// The status of the answer.
    int send(const QByteArray &json)
    {
        QUrl url = m_agent.url();
        url.setScheme(QStringLiteral("http"));
        url.setPath(QStringLiteral("/events"));
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        std::unique_ptr<QNetworkReply> reply(m_network.post(request, json));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        finished.wait(kLiveMs);
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private:
    static monitoring::AgentOptions options()
    {
        monitoring::AgentOptions options;
        options.name = QStringLiteral("told");
        return options;
    }

    SystemClock m_clock;
    monitoring::AgentService m_agent;
    RealPages &m_pages;
    QNetworkAccessManager m_network;
};
} // namespace

class TestEventsView : public QObject {
    Q_OBJECT
private slots:
    void eventsAreSeenFoundAndOpened()
    {
        RealPages pages(true);
        Told told(pages);
        QVERIFY(told.isReady());
        QCOMPARE(told.send(R"([{"severity":"error","source":"api","type":"auth.refused","tenant":"acme","trace":"t-1","message":"<b>Sign-in</b> refused","details":{"user":"u-7"}},
                               {"severity":"info","source":"api","type":"read.orders","trace":"t-1","message":"order 17 was read","duration_ms":12.5},
                               {"severity":"warning","source":"worker","type":"external.mail","tenant":"other","message":"the mail server was slow"}])"), 202);
        auto page = pages.show<MonitoringPage>({{QStringLiteral("dashboard"), QStringLiteral("@events")}});
        auto *rows = part<QTableView>(*page, "eventRows");
        const auto messages = [&rows] {
            QStringList texts;
            for (int i = 0; i < rows->model()->rowCount(); ++i)
                texts.append(rows->model()->index(i, EventsModel::Message).data().toString());
            return texts;
        };
        QTRY_VERIFY_WITH_TIMEOUT(messages().contains(QStringLiteral("order 17 was read")), kLiveMs);
        // What comes while the page looks stands on top.
        QCOMPARE(told.send(R"({"severity":"critical","source":"api","type":"write.invoice","message":"the ledger is closed"})"), 202);
        QTRY_VERIFY_WITH_TIMEOUT(messages().contains(QStringLiteral("the ledger is closed")), kLiveMs);
        const auto choose = [&page](const char *name, int index) {
            auto *box = part<QComboBox>(*page, name);
            box->setCurrentIndex(index);
            emit box->activated(index);
        };
        choose("eventSeverity", 3); // errors and worse
        QTRY_COMPARE_WITH_TIMEOUT(messages(), (QStringList{QStringLiteral("the ledger is closed"), QStringLiteral("<b>Sign-in</b> refused")}), kLiveMs);
        choose("eventSeverity", 0);
        auto *search = searchIn(*page);
        QTest::keyClicks(search, QStringLiteral("u-7")); // it stands in the details
        QTRY_COMPARE_WITH_TIMEOUT(messages(), QStringList{QStringLiteral("<b>Sign-in</b> refused")}, kLiveMs);
        // A pattern that is none is said, and nothing is hidden by it.
        search->clear();
        click(*page, "eventPattern");
        QTest::keyClicks(search, QStringLiteral("(mail"));
        QTRY_VERIFY_WITH_TIMEOUT(part<ui::Notice>(*page, "eventsNotice")->isVisible(), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(messages().size() >= 4, kLiveMs);
        search->setText(QStringLiteral("mail|ledger"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 2, kLiveMs);
        QVERIFY(!part<ui::Notice>(*page, "eventsNotice")->isVisible());
        // The state brings the same filter back.
        const QVariantMap state = page->saveState();
        page = pages.show<MonitoringPage>(state);
        rows = part<QTableView>(*page, "eventRows");
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 2, kLiveMs);
        QCOMPARE(page->saveState(), state);

        // An event leads to what else is of its trace.
        click(*page, "eventPattern");
        search = searchIn(*page);
        search->setText(QStringLiteral("refused"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 1, kLiveMs);
        emit rows->clicked(rows->model()->index(0, 0));
        auto *panel = part<QWidget>(*page, "eventPanel");
        QVERIFY(panel->isVisible());
        QCOMPARE(part<QPlainTextEdit>(*page, "eventMessage")->toPlainText(), QStringLiteral("<b>Sign-in</b> refused")); // as it was told
        QVERIFY(part<QPlainTextEdit>(*page, "eventDetails")->toPlainText().contains(QStringLiteral("\"user\": \"u-7\"")));
        const auto says = [panel](const QString &text) {
            const auto buttons = panel->findChildren<QPushButton *>();
            return std::ranges::any_of(buttons, [&](const QPushButton *button) { return button->text().contains(text); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("read.orders")), kLiveMs);
        click(*page, "eventAllOfTrace");
        search->setFocus(); // as who clears it by hand
        search->clear();
        QTRY_COMPARE_WITH_TIMEOUT(messages(), (QStringList{QStringLiteral("order 17 was read"), QStringLiteral("<b>Sign-in</b> refused")}), kLiveMs);
        click(*page, "eventTrace"); // and everything again
        QTRY_VERIFY_WITH_TIMEOUT(messages().size() >= 4, kLiveMs);
    }

    void aSpanOfEventsIsOneOfAllCharts()
    {
        RealPages pages(true);
        Told told(pages);
        QVERIFY(told.isReady());
        const qint64 now = SystemClock().nowMs();
        QCOMPARE(told.send("[" + QByteArrayLiteral(R"({"source":"api","type":"x","message":"early","at":)") + QByteArray::number(now - 200'000) + "},"
                           + R"({"source":"api","type":"x","message":"late","severity":"error","at":)" + QByteArray::number(now - 20'000) + "}]"), 202);
        auto page = pages.show<MonitoringPage>({{QStringLiteral("dashboard"), QStringLiteral("@events")}});
        auto *rows = part<QTableView>(*page, "eventRows");
        const auto count = [&rows](const QString &text) {
            int found = 0;
            for (int i = 0; i < rows->model()->rowCount(); ++i)
                found += rows->model()->index(i, EventsModel::Message).data().toString() == text;
            return found;
        };
        QTRY_VERIFY_WITH_TIMEOUT(count(QStringLiteral("early")) == 1 && count(QStringLiteral("late")) == 1, kLiveMs);
        auto *lane = part<ui::TimeChart>(*page, "eventLane");
        const auto total = [&lane] {
            double events = 0;
            for (const ui::ChartSeries &line : lane->series())
                for (int i = 0; i < line.points->size(); ++i)
                    events += line.points->valueAt(i) > 0 ? 1 : 0;
            return events;
        };
        QTRY_VERIFY_WITH_TIMEOUT(total() >= 2, kLiveMs);
        emit lane->spanBrushed(now - 250'000, now - 150'000);
        QTRY_VERIFY_WITH_TIMEOUT(count(QStringLiteral("early")) == 1 && count(QStringLiteral("late")) == 0, kLiveMs);
        // What comes while it stands is there when it runs again.
        QCOMPARE(told.send(R"({"source":"api","type":"x","message":"meanwhile"})"), 202);
        QTest::qWait(300);
        QCOMPARE(count(QStringLiteral("meanwhile")), 0);
        // The dashboards show the same span.
        auto *tabs = part<QTabBar>(*page, "dashboards");
        tabs->setCurrentIndex(0);
        QCOMPARE(page->saveState().value(QStringLiteral("span")).toLongLong(), 100'000);
        QCOMPARE(page->saveState().value(QStringLiteral("pausedAt")).toLongLong(), now - 150'000);
        tabs->setCurrentIndex(eventsTab(*tabs));
        click(*page, "zoomBack");
        QTRY_VERIFY_WITH_TIMEOUT(count(QStringLiteral("early")) == 1 && count(QStringLiteral("late")) == 1 && count(QStringLiteral("meanwhile")) == 1, kLiveMs);
        click(*page, "pause");
        QCOMPARE(told.send(R"({"source":"api","type":"x","message":"in the pause"})"), 202);
        QTest::qWait(300);
        click(*page, "pause");
        QTRY_COMPARE_WITH_TIMEOUT(count(QStringLiteral("in the pause")), 1, kLiveMs);
        QCOMPARE(count(QStringLiteral("meanwhile")), 1); // each once
    }
};

QTEST_MAIN(TestEventsView)
#include "tst_eventsview.moc"
