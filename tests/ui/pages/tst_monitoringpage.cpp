// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/targetsport.h"
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/charts/stattile.h"
#include "ui/charts/statusstrip.h"
#include "ui/charts/timechart.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/notice.h"
#include "ui/pages/monitoring/dashboardview.h"
#include "ui/pages/monitoring/monitoringpage.h"
#include "ui/pages/monitoring/sleepnotice.h"

#include <QComboBox>
#include <QAbstractScrollArea>
#include <QAction>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTabBar>
#include <QTcpServer>
#include <QTcpSocket>
#include <algorithm>

using namespace plancia;
using namespace plancia::tests;
using ui::MonitoringPage;

namespace {
constexpr int kLiveMs = 30'000;

/// What is inside the tile of that name ("tile_METRIC_KIND"), of its dashboard that is seen.
template <class W>
W *insideTile(const QWidget &page, const char *name)
{
    for (auto *tile : page.findChildren<ui::TileView *>(QLatin1String(name)))
        if (tile->isVisibleTo(&page))
            return tile->findChild<W *>();
    return nullptr;
}
QString tileOf(const QWidget &page, const char *name)
{
    const auto *tile = insideTile<ui::StatTile>(page, name);
    return tile ? tile->accessibleDescription() : QString();
}
int pointsOf(const QWidget &page, const char *chart)
{
    const auto *found = insideTile<ui::TimeChart>(page, chart);
    return found && !found->series().isEmpty() ? found->series().first().points->size() : -1;
}
constexpr const char *kMemory = "tile_self.rss_bytes_line";
constexpr const char *kLatency = "tile_pg.sample_ms_line";

ConnectionProfile saved(RealPages &pages, ConnectionProfile profile, const QString &name, const std::optional<QString> &password = {})
{
    profile.name = name;
    auto saving = pages.ports().connections->save(profile, password, {});
    saving.waitForFinished();
    return saving.result() ? *saving.result() : profile;
}

/// An agent with a source and a gap of its own for each of 20,000 samples.
class Flood : public StreamPort {
public:
    StreamStatus status() const override
    {
        StreamStatus status;
        status.state = StreamStatus::State::Connected;
        return status;
    }
    QList<Sample> recent(qint64) const override
    {
        QList<Sample> samples;
        for (int i = 0; i < kMany; ++i)
            samples.append({i, m_now, i % 2 ? QStringLiteral("self") : QStringLiteral("pg:%1").arg(i),
                            {{QStringLiteral("metric.%1").arg(i), 1.0}}});
        return samples;
    }
    QList<StreamGap> recentGaps(qint64) const override
    {
        QList<StreamGap> gaps;
        for (int i = 0; i < kMany; ++i)
            gaps.append({StreamGap::Reason::SourceDown, m_now - i, m_now, QStringLiteral("self")});
        return gaps;
    }
    QFuture<Result<MetricHistory>> history(HistoryQuery, CallContext) override
    {
        return QtFuture::makeReadyFuture(Result<MetricHistory>(MetricHistory{}));
    }
    QFuture<Result<EventsPage>> events(EventsQuery, CallContext) override { return QtFuture::makeReadyFuture(Result<EventsPage>(EventsPage{})); }
    void retryNow() override {}

private:
    static constexpr int kMany = 20'000;
    const qint64 m_now = SystemClock().nowMs();
};

bool isFigure(const QString &text) { return !text.isEmpty() && text != u"–"; }
} // namespace

/// Live figures, from the real built-in agent over its real stream.
class TestMonitoringPage : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;

    static void waitForLocalStore(RealPages &pages)
    {
        // The agent samples the local store once there is one.
        auto opening = pages.ports().workspaces->open(QStringLiteral("local"), {});
        QTRY_VERIFY_WITH_TIMEOUT(opening.isFinished(), kLiveMs);
        QVERIFY(opening.result());
        pages.workspace = *opening.result();
    }

private slots:
    void initTestCase() { QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error())); }

    void withoutAStreamItSaysSo()
    {
        RealPages pages; // as a program that was started without one
        QVERIFY(pages.isReady());
        ui::PageContext context = pages.context();
        context.ports.stream = nullptr;
        MonitoringPage page(context);
        page.show();
        QTRY_VERIFY(page.isSettled());
        QVERIFY(shownError(page));
        QVERIFY(page.takeAction(QStringLiteral("retry")));
        page.refresh();
    }

    void anAgentThatSendsEverNewNamesDoesNotFillThePage()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        ui::PageContext context = pages.context();
        Flood flood;
        context.ports.stream = &flood;
        MonitoringPage page(context);
        page.show();
        QTRY_VERIFY(page.isSettled());
        auto *selector = part<QComboBox>(page, "monitoringSource");
        QVERIFY2(selector->count() > 100 && selector->count() < 300, qPrintable(QString::number(selector->count())));
    }

    void isAliveWithoutAnyServer()
    {
        RealPages pages(true);
        QVERIFY(pages.isReady());
        waitForLocalStore(pages);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_self.rss_bytes_stat")), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_store.wal_bytes_stat")), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 2, kLiveMs);
        QTRY_COMPARE_WITH_TIMEOUT(part<ui::StatusPill>(*page, "streamStatus")->tone(), Tone::Good, kLiveMs);
        QVERIFY(!part<QWidget>(*page, "streamRetry")->isVisible());
    }

    void watchesAPostgres()
    {
        RealPages pages(true);
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.name = QStringLiteral("Mine");
        auto saving = pages.ports().connections->save(profile, {}, {});
        QTRY_VERIFY(saving.isFinished());
        QVERIFY(saving.result());
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Mine")}});
        auto *selector = part<QComboBox>(*page, "monitoringSource");
        QTRY_COMPARE_WITH_TIMEOUT(selector->currentData().toString(), QStringLiteral("pg:Mine"), kLiveMs);
        for (const char *tile : {"tile_pg.transactions_stat", "tile_pg.connections.used_stat", "tile_pg.sample_ms_stat"})
            QTRY_VERIFY2_WITH_TIMEOUT(isFigure(tileOf(*page, tile)), tile, kLiveMs);
        for (const char *chart : {"tile_pg.commits_line", "tile_pg.connections.active_area", "tile_pg.cache_hit_ratio_line", kLatency})
            QVERIFY2(insideTile<ui::TimeChart>(*page, chart)->isVisible(), chart);
        // The same page over another source.
        selector->setCurrentIndex(selector->findData(QStringLiteral("local")));
        emit selector->activated(selector->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_self.rss_bytes_stat")), kLiveMs);
    }

    void aStoppedServerLeavesAGapAndNoLine()
    {
        RealPages pages(true);
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.name = QStringLiteral("Mine");
        auto saving = pages.ports().connections->save(profile, {}, {});
        QTRY_VERIFY(saving.isFinished());
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Mine")}});
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kLatency) >= 2, kLiveMs);
        m_postgres.stop();
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 4, kLiveMs);
        QVERIFY(isFigure(tileOf(*page, "tile_pg.sample_ms_stat"))); // the last one known
        const int before = pointsOf(*page, kLatency);
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kLatency) > before, kLiveMs);
        const auto &points = *insideTile<ui::TimeChart>(*page, kLatency)->series().first().points;
        int breaks = 0;
        for (int i = 1; i < points.size(); ++i)
            breaks += points.breakBefore(i) ? 1 : 0;
        QCOMPARE(breaks, 1);
    }

    void aServerThatMaySleepIsAwakeOnlyWhileItIsShown()
    {
        RealPages pages(true, RealPages::As::Console);
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.maySleep = true;
        saved(pages, profile, QStringLiteral("Naps"));
        const auto last = [&pages] {
            Sample found;
            for (const Sample &sample : pages.ports().stream->recent(0))
                if (sample.source == u"pg:Naps")
                    found = sample;
            return found.values;
        };
        const QHash<QString, double> asleep{{metric::PgAsleep, 1}};
        // The console reads the stream all the time, and shows another source: that wakes nobody.
        auto page = pages.show<MonitoringPage>();
        QTRY_COMPARE_WITH_TIMEOUT(last(), asleep, kLiveMs);
        auto *selector = part<QComboBox>(*page, "monitoringSource");
        auto *notice = part<ui::Notice>(*page, "sleepNotice");
        const auto words = [notice] { return notice->findChild<QLabel *>()->text(); };
        QTRY_VERIFY_WITH_TIMEOUT(selector->itemText(selector->findData(QStringLiteral("pg:Naps"))).contains(QStringLiteral("asleep")), kLiveMs);
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 4, kLiveMs);
        QCOMPARE(last(), asleep);
        QVERIFY(notice->isHidden());
        QSignalSpy removed(selector->model(), &QAbstractItemModel::rowsRemoved);
        selector->setCurrentIndex(selector->findData(QStringLiteral("pg:Naps")));
        emit selector->activated(selector->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_pg.sample_ms_stat")), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible() && words().contains(QStringLiteral("cold start took")), kLiveMs);
        QTRY_VERIFY(!selector->currentText().contains(QStringLiteral("asleep")));
        QCOMPARE(removed.size(), 0); // a list that is open stays so
        // Neither the past nor the events are asked of it.
        click(*page, "pause");
        QTRY_COMPARE_WITH_TIMEOUT(last(), asleep, kLiveMs);
        click(*page, "pause");
        QTRY_COMPARE_WITH_TIMEOUT(last().value(metric::PgAsleep, -1), 0.0, kLiveMs);
        auto *tabs = part<QTabBar>(*page, "dashboards");
        const auto indexOf = [tabs](const char *id) {
            int index = 0;
            while (tabs->tabData(index).toString() != QLatin1String(id))
                ++index;
            return index;
        };
        tabs->setCurrentIndex(indexOf("@events"));
        QTRY_COMPARE_WITH_TIMEOUT(last(), asleep, kLiveMs);
        // Nor is it while nobody sees the page, whatever becomes of its choice.
        page->showMinimized();
        tabs->setCurrentIndex(indexOf("@statements"));
        for (const char *view : {"local", "pg:Naps"}) {
            selector->setCurrentIndex(selector->findData(QLatin1String(view)));
            emit selector->activated(selector->currentIndex());
        }
        news.clear();
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 4, kLiveMs);
        QCOMPARE(last(), asleep);
        page->showNormal();
        QTRY_COMPARE_WITH_TIMEOUT(last().value(metric::PgAsleep, -1), 0.0, kLiveMs);
        page->hide();
        QTRY_COMPARE_WITH_TIMEOUT(last(), asleep, kLiveMs);
    }

    void aColdStartEndsWithAnAnswerOrWithNone()
    {
        using Spans = QList<std::pair<qint64, qint64>>;
        constexpr qint64 at = 1'795'182'000'000;
        const QString source = QStringLiteral("pg:Naps");
        const Sample asleep{1, at, source, {{metric::PgAsleep, 1}}};
        MetricLines lines;
        lines.setMetrics(ui::SleepNotice::metrics());
        lines.fill({}, {asleep}, {});
        QVERIFY(ui::isBeingWoken(lines, at + 20'000));
        QCOMPARE(ui::sleepSpans(lines, at, at + 20'000, true), (Spans{{at, at + 20'000}}));
        QVERIFY(!ui::isBeingWoken(lines, at + 26'000)); // nothing comes at all
        QCOMPARE(ui::sleepSpans(lines, at, at + 26'000, true), (Spans{{at, at + 3'000}}));
        lines.take({2, at + 5'000, source, {}});
        QVERIFY(!ui::isBeingWoken(lines, at + 6'000)); // it was asked and did not answer
        QCOMPARE(ui::sleepSpans(lines, at, at + 6'000, true), (Spans{{at, at + 3'000}}));
        lines.take({3, at + 7'000, source, {{metric::PgAsleep, 1}}});
        QVERIFY(ui::isBeingWoken(lines, at + 8'000));
        lines.take({4, at + 9'000, source, {{metric::PgLatency, 1}}}); // it does not sleep any more, whatever it did before
        QVERIFY(!ui::isBeingWoken(lines, at + 10'000));
    }

    void aServerThatDoesNotWakeIsNotBeingWokenForEver()
    {
        RealPages pages(true, RealPages::As::Console);
        QTcpServer nobody; // a port at which nobody answers
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.maySleep = true;
        profile.host = QStringLiteral("127.0.0.1");
        profile.port = nobody.serverPort();
        nobody.close();
        saved(pages, profile, QStringLiteral("Naps"));
        auto page = pages.show<MonitoringPage>();
        auto *selector = part<QComboBox>(*page, "monitoringSource");
        QTRY_VERIFY_WITH_TIMEOUT(selector->itemText(selector->findData(QStringLiteral("pg:Naps"))).contains(QStringLiteral("asleep")), kLiveMs);
        selector->setCurrentIndex(selector->findData(QStringLiteral("pg:Naps")));
        emit selector->activated(selector->currentIndex());
        auto *notice = part<ui::Notice>(*page, "sleepNotice");
        QVERIFY(notice->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(notice->isHidden(), 15'000);
    }

    void hiddenItDoesNothing()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 1, kLiveMs);
        page->hide();
        const int points = pointsOf(*page, kMemory);
        const int paints = insideTile<ui::TimeChart>(*page, kMemory)->paintCount();
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 3, kLiveMs);
        QCOMPARE(pointsOf(*page, kMemory), points);
        QCOMPARE(insideTile<ui::TimeChart>(*page, kMemory)->paintCount(), paints);
        // Shown again, it has what came meanwhile.
        page->show();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) > points, kLiveMs);
    }

    void pauseHoldsThePicture()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 1, kLiveMs);
        click(*page, "pause");
        QVERIFY(part<ui::StatusPill>(*page, "streamStatus")->tone() == Tone::Off); // however well the stream is
        const qint64 pausedAt = page->saveState().value(QStringLiteral("pausedAt")).toLongLong();
        const auto pointsUpTo = [&page, pausedAt] { return insideTile<ui::TimeChart>(*page, kMemory)->series().first().points->lowerBound(pausedAt + 1); };
        const int points = pointsUpTo();
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 3, kLiveMs);
        QCOMPARE(pointsUpTo(), points);
        // Paused, it survives a rebuild and stays where it was.
        const QVariantMap state = page->saveState();
        page = pages.show<MonitoringPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QCOMPARE(page->saveState(), state);
        QTRY_COMPARE_WITH_TIMEOUT(pointsUpTo(), points, kLiveMs);
        click(*page, "pause");
        QVERIFY(part<ui::StatusPill>(*page, "streamStatus")->tone() == Tone::Good);
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) > points, kLiveMs);
    }

    void afterAPauseNothingIsMissing()
    {
        RealPages pages(true);
        // So short a span that all of it is known before the pause: nothing else asks for the past then.
        auto page = pages.show<MonitoringPage>({{QStringLiteral("span"), 10'000}});
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 13, kLiveMs);
        click(*page, "pause");
        const qint64 paused = SystemClock().nowMs();
        QTRY_VERIFY_WITH_TIMEOUT(pages.ports().stream->recent(0).last().at > paused + 6'000, kLiveMs);
        click(*page, "pause");
        const auto longest = [&page] {
            const auto &points = *insideTile<ui::TimeChart>(*page, kMemory)->series().first().points;
            qint64 hole = 0;
            for (int i = 1; i < points.size(); ++i)
                hole = std::max(hole, points.timeAt(i) - points.timeAt(i - 1));
            return hole;
        };
        const auto newest = [&page] {
            const auto &points = *insideTile<ui::TimeChart>(*page, kMemory)->series().first().points;
            return points.timeAt(points.size() - 1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(newest() > paused + 8'000, kLiveMs); // it goes on
        QVERIFY2(longest() < 2'500, qPrintable(QString::number(longest())));
    }

    void aServerThatIsAwayIsShownAtOnce()
    {
        RealPages pages(true);
        saved(pages, m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres")), QStringLiteral("Mine"));
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Mine")}});
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kLatency) >= 2, kLiveMs);
        m_postgres.stop();
        // While it is away, not only afterwards: the newest figure is old, and says so.
        auto *tile = insideTile<ui::StatTile>(*page, "tile_pg.sample_ms_stat");
        QTRY_COMPARE_WITH_TIMEOUT(tile->findChild<ui::StatusPill *>()->tone(), Tone::Off, kLiveMs);
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QTRY_VERIFY_WITH_TIMEOUT(tile->findChild<ui::StatusPill *>()->tone() != Tone::Off, kLiveMs);
    }

    void eachDashboardOfAServerHasItsFigures()
    {
        RealPages pages(true);
        saved(pages, m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres")), QStringLiteral("Mine"));
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Mine")}});
        auto *tabs = part<QTabBar>(*page, "dashboards");
        QTRY_COMPARE_WITH_TIMEOUT(tabs->count(), 8, kLiveMs); // and events, statements, blocking
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_pg.transactions_stat")), kLiveMs);
        const QHash<QString, const char *> figures{{QStringLiteral("overview"), "tile_pg.sample_ms_stat"},
                                                   {QStringLiteral("queries"), "tile_pg.longest_query_s_stat"},
                                                   {QStringLiteral("locks-and-waits"), "tile_pg.locks.used_ratio_stat"},
                                                   {QStringLiteral("replication-and-wal"), "tile_pg.wal.bytes_stat"},
                                                   {QStringLiteral("health"), "tile_pg.uptime_s_stat"}};
        for (int i = 0; i < tabs->count(); ++i) {
            const QString id = tabs->tabData(i).toString();
            if (id.startsWith(u'@'))
                continue;
            tabs->setCurrentIndex(i);
            QVERIFY2(figures.contains(id), qPrintable(id));
            QTRY_VERIFY2_WITH_TIMEOUT(isFigure(tileOf(*page, figures.value(id))), qPrintable(id), kLiveMs);
        }
        // The one that was looked at last is shown again.
        const QVariantMap state = page->saveState();
        page = pages.show<MonitoringPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_pg.uptime_s_stat")), kLiveMs);
    }

    void aTargetHasItsDashboardsAndTheSeriesOfItsPage()
    {
        QTcpServer server; // a page of metrics
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                const QByteArray page = "# TYPE queue gauge\nqueue{name=\"a\"} 4\nqueue{name=\"b\"} 3\n";
                socket->write("HTTP/1.1 200 X\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(page.size()) + "\r\n\r\n" + page);
                socket->disconnectFromHost();
            });
        });
        RealPages pages(true);
        HealthTarget target;
        target.name = QStringLiteral("shop");
        target.kind = HealthTarget::Kind::Prometheus;
        target.address = QStringLiteral("http://127.0.0.1:%1/metrics").arg(server.serverPort());
        target.everySeconds = 5;
        target.timeoutMs = 2'000;
        target.series = {QStringLiteral("queue"), QStringLiteral("gone")};
        auto saving = pages.ports().targets->save(target, {}, {});
        QTRY_VERIFY(saving.isFinished());
        QVERIFY(saving.result());
        Dashboard dashboard;
        dashboard.id = QStringLiteral("shop");
        dashboard.title.byLanguage.insert(QString(), QStringLiteral("Shop"));
        dashboard.of = Metric::Of::Target;
        for (const char *metric : {"target.value.queue", "target.value.gone"}) {
            DashboardTile tile;
            tile.kind = DashboardTile::Kind::Stat;
            tile.metrics = {QLatin1String(metric)};
            addTile(dashboard, tile);
        }
        auto written = pages.ports().dashboards->save(dashboard, {});
        QTRY_VERIFY(written.isFinished());
        QVERIFY(written.result());
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("target:shop")}, {QStringLiteral("dashboard"), QStringLiteral("shop")}});
        QTRY_COMPARE_WITH_TIMEOUT(part<QComboBox>(*page, "monitoringSource")->currentData().toString(), QStringLiteral("target:shop"), kLiveMs);
        QTRY_COMPARE_WITH_TIMEOUT(tileOf(*page, "tile_target.value.queue_stat"), QStringLiteral("7"), kLiveMs);
        QCOMPARE(tileOf(*page, "tile_target.value.gone_stat"), QStringLiteral("–")); // not known, and not 0
        auto *tabs = part<QTabBar>(*page, "dashboards");
        QCOMPARE(tabs->count(), 3); // the shipped one, this one, and events: it has no statements
        // What its page has can be chosen for a tile.
        click(*page, "editDashboard");
        click(*page, "addTile");
        auto *metrics = part<QListWidget>(*page, "tileMetrics");
        QVERIFY(!metrics->findItems(QStringLiteral("target.value.queue"), Qt::MatchExactly).isEmpty());
        QVERIFY(metrics->findItems(QStringLiteral("pg.commits"), Qt::MatchExactly).isEmpty());
    }

    void aRoleWithoutThePrivilegeIsToldWhatIsMissing()
    {
        RealPages pages(true);
        QVERIFY2(m_postgres.createUser(QStringLiteral("onlooker"), QStringLiteral("a pass word")), qPrintable(m_postgres.error()));
        saved(pages, m_postgres.profile(QStringLiteral("onlooker"), QStringLiteral("postgres")), QStringLiteral("Narrow"), QStringLiteral("a pass word"));
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Narrow")}, {QStringLiteral("dashboard"), QStringLiteral("locks-and-waits")}});
        auto *notice = part<ui::Notice>(*page, "monitoringNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), kLiveMs);
        QStringList words;
        for (const QLabel *label : notice->findChildren<QLabel *>())
            words.append(label->text());
        QVERIFY2(words.join(u' ').contains(QStringLiteral("GRANT pg_monitor TO \"onlooker\";")), qPrintable(words.join(u' ')));
        QTRY_COMPARE(tileOf(*page, "tile_pg.waits.lock_stat"), QStringLiteral("–")); // not 0: it is not known
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_pg.locks.used_ratio_stat")), kLiveMs);
    }

    /// Four seconds of each thirty are bad, of half the span: not one piece tells more, and the share says of how much it is.
    void aStripIsAsBadAsItWas()
    {
        constexpr qint64 now = 1'795'182'000'000, span = 300'000;
        DashboardTile tile;
        tile.kind = DashboardTile::Kind::Strip;
        tile.metrics = QStringList{QStringLiteral("pg.waits.lock")};
        tile.warnAbove = 0;
        MetricLines lines;
        lines.setMetrics(tile.metrics);
        QList<Sample> samples;
        for (qint64 at = now - span / 2; at <= now; at += 1000)
            samples.append({samples.size() + 1, at, QStringLiteral("pg:Mine"), {{tile.metrics.first(), samples.size() % 30 < 4 && at < now ? 1.0 : 0.0}}});
        lines.fill({}, samples, {});
        const std::unique_ptr<ui::TileView> view(ui::TileView::make(tile, lines, nullptr));
        ui::DashboardSight sight;
        sight.lines = &lines;
        sight.from = now - span;
        sight.to = now;
        view->showSight(sight); // before it has its width
        view->resize(1200, 100);
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        const ui::StatusStrip::Line line = view->findChild<ui::StatusStrip *>()->lines().first();
        qint64 bad = 0, known = 0;
        for (const ui::StatusStrip::Piece &piece : line.pieces) {
            known += piece.to - piece.from;
            bad += piece.tone == Tone::Warning ? piece.to - piece.from : 0;
        }
        QCOMPARE(bad, 20'000);
        QVERIFY2(std::abs(known - span / 2) <= 2'000, qPrintable(QString::number(known))); // the first and the last reach over the border
        QCOMPARE(line.share, QStringLiteral("86.7 % good of 2 min 30 s known"));
        sight.from = now - span / 2;
        view->showSight(sight);
        QCOMPARE(view->findChild<ui::StatusStrip *>()->lines().first().share, QStringLiteral("86.7 % good"));
    }

    void numbersStandInSeveralLinesWhereRoomIsShort_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("width");
        QTest::addColumn<QList<int>>("lines");
        QTest::newRow("wide") << 6 << 1160 << QList<int>{6};
        QTest::newRow("beside a panel") << 6 << 800 << QList<int>{3, 3};
        QTest::newRow("five") << 5 << 800 << QList<int>{3, 2};
        QTest::newRow("two have room") << 2 << 800 << QList<int>{2};
    }
    void numbersStandInSeveralLinesWhereRoomIsShort()
    {
        QFETCH(int, count);
        QFETCH(int, width);
        QFETCH(QList<int>, lines);
        Dashboard dashboard;
        dashboard.rows.append(QList<DashboardTile>());
        for (int i = 0; i < count; ++i) {
            DashboardTile tile;
            tile.kind = DashboardTile::Kind::Stat;
            tile.width = DashboardTile::Width::Narrow;
            tile.metrics = QStringList{QStringLiteral("pg.transactions")};
            dashboard.rows.first().append(tile);
        }
        MetricLines metrics;
        metrics.setMetrics(ui::DashboardView::metricsOf(dashboard));
        ui::DashboardView view;
        view.resize(1160, 500);
        view.setDashboard(dashboard, metrics);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.resize(width, 500);
        const auto found = [&view] {
            QMap<int, int> perLine;
            QSet<int> widths;
            for (const ui::TileView *tile : view.tiles()) {
                ++perLine[tile->mapTo(&view, QPoint()).y()];
                widths.insert(tile->width());
            }
            const auto [narrow, wide] = std::ranges::minmax(widths);
            return wide - narrow <= 1 ? perLine.values() : QList<int>();
        };
        QTRY_COMPARE(found(), lines);
    }

    void aSpanIsBrushedShownAndLeft()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 2, kLiveMs);
        auto *chart = insideTile<ui::TimeChart>(*page, kMemory);
        const QRect plot = chart->plotArea();
        QWidget *canvas = chart->findChild<QAbstractScrollArea *>()->viewport();
        const auto at = [&](double share) { return canvas->mapFrom(chart, QPoint(plot.left() + int(plot.width() * share), plot.center().y())); };
        QTest::mousePress(canvas, Qt::LeftButton, {}, at(0.4));
        QTest::mouseMove(canvas, at(0.5));
        QTest::mouseMove(canvas, at(0.6));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(0.6));
        const QVariantMap state = page->saveState();
        QVERIFY(state.contains(QStringLiteral("pausedAt")));
        const qint64 span = state.value(QStringLiteral("span")).toLongLong();
        QVERIFY2(std::abs(span - 60'000) < 2'000, qPrintable(QString::number(span))); // a fifth of five minutes
        // A click alone is none.
        QTest::mouseClick(canvas, Qt::LeftButton, {}, at(0.5));
        QCOMPARE(page->saveState(), state);
        click(*page, "zoomBack");
        QVERIFY(!page->saveState().contains(QStringLiteral("pausedAt")));
        QCOMPARE(page->saveState().value(QStringLiteral("span")).toLongLong(), 300'000);
        // Steps, and the way back to now.
        click(*page, "earlier");
        QVERIFY(page->saveState().contains(QStringLiteral("pausedAt")));
        click(*page, "later");
        QVERIFY(!page->saveState().contains(QStringLiteral("pausedAt")));
        click(*page, "jump");
        auto *popup = part<QWidget>(*page, "jumpPopup");
        QVERIFY(popup);
        const QDateTime there = QDateTime::currentDateTime().addSecs(-7200);
        popup->findChild<QDateTimeEdit *>(QStringLiteral("jumpTime"))->setDateTime(there);
        popup->findChild<QAbstractButton *>(QStringLiteral("jumpGo"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        const qint64 to = page->saveState().value(QStringLiteral("pausedAt")).toLongLong();
        QVERIFY(std::abs(to - 150'000 - there.toMSecsSinceEpoch()) < 2'000); // in the middle
    }

    void whatWasSeenIsRememberedOverARestart()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 3, kLiveMs);
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 3, kLiveMs);
        const qint64 then = SystemClock().nowMs();
        page.reset();
        pages.startAnew();
        QVERIFY(pages.isReady());
        page = pages.show<MonitoringPage>({{QStringLiteral("span"), 10'000}, {QStringLiteral("pausedAt"), then}});
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 3, kLiveMs);
        const auto &points = *insideTile<ui::TimeChart>(*page, kMemory)->series().first().points;
        QVERIFY(points.timeAt(0) < then);
        QVERIFY(isFigure(tileOf(*page, "tile_self.rss_bytes_stat")));
    }

    void aDashboardIsChangedSavedAndPutBack()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 1, kLiveMs);
        click(*page, "editDashboard");
        QVERIFY(!part<QAbstractButton>(*page, "putBack")->isVisible()); // it is as shipped
        auto *cpu = insideTile<QAbstractButton>(*page, "tile_self.cpu_stat");
        QVERIFY(cpu);
        for (auto *tile : page->findChildren<ui::TileView *>(QStringLiteral("tile_self.cpu_stat")))
            tile->findChild<QAction *>(QStringLiteral("removeTile"))->trigger();
        QVERIFY(!insideTile<QWidget>(*page, "tile_self.cpu_stat"));
        // One of one's own.
        click(*page, "addTile");
        auto *metrics = part<QListWidget>(*page, "tileMetrics");
        QVERIFY(metrics->isVisible());
        QVERIFY(!part<QAbstractButton>(*page, "takeTile")->isEnabled()); // nothing is chosen yet
        for (int i = 0; i < metrics->count(); ++i) {
            QVERIFY(!metrics->item(i)->text().startsWith(QStringLiteral("pg.")));
            if (metrics->item(i)->text() == u"store.commits")
                metrics->item(i)->setCheckState(Qt::Checked);
        }
        auto *kind = part<QComboBox>(*page, "tileKind");
        kind->setCurrentIndex(kind->findData(static_cast<int>(DashboardTile::Kind::Bar)));
        click(*page, "takeTile");
        QTRY_VERIFY(insideTile<ui::TimeChart>(*page, "tile_store.commits_bar"));
        click(*page, "saveDashboard");
        const QString path = pages.places().config + QStringLiteral("/dashboards/agent.toml");
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(page->isSettled());
        QVERIFY(!part<QWidget>(*page, "dashboardTitle")->isVisible());
        QTRY_VERIFY(insideTile<ui::TimeChart>(*page, "tile_store.commits_bar"));
        page = pages.show<MonitoringPage>(); // as any other one would read it
        QTRY_VERIFY(insideTile<ui::TimeChart>(*page, "tile_store.commits_bar"));
        QVERIFY(!insideTile<QWidget>(*page, "tile_self.cpu_stat"));
        // Cancelled changes are none.
        click(*page, "editDashboard");
        for (auto *tile : page->findChildren<ui::TileView *>(QStringLiteral("tile_store.commits_bar")))
            tile->findChild<QAction *>(QStringLiteral("removeTile"))->trigger();
        click(*page, "cancelEdit");
        QTRY_VERIFY(insideTile<ui::TimeChart>(*page, "tile_store.commits_bar"));
        click(*page, "editDashboard");
        click(*page, "putBack");
        QTRY_VERIFY(!QFile::exists(path));
        QTRY_VERIFY(insideTile<QWidget>(*page, "tile_self.cpu_stat"));
        QVERIFY(!insideTile<QWidget>(*page, "tile_store.commits_bar"));
    }

    void aFileThatCannotBeReadIsTold()
    {
        RealPages pages(true);
        QVERIFY(QDir().mkpath(pages.places().config + QStringLiteral("/dashboards")));
        QFile file(pages.places().config + QStringLiteral("/dashboards/agent.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("version = 1\ntitle = \"x\"\nsource = \"agent\"\nshape = 1\n");
        file.close();
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, kMemory) >= 1, kLiveMs); // the shipped one stands in
        auto *notice = part<ui::Notice>(*page, "monitoringNotice");
        QVERIFY(notice->isVisible());
        bool isNamed = false;
        for (const QLabel *label : notice->findChildren<QLabel *>())
            isNamed = isNamed || (label->text().contains(QStringLiteral("agent.toml")) && label->text().contains(QStringLiteral("shape")));
        QVERIFY(isNamed);
    }

    void anAgentThatIsAwayIsShownAndComesBack()
    {
        QTcpServer nobody; // a port at which nobody answers
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QString url = QStringLiteral("ws://127.0.0.1:%1").arg(nobody.serverPort());
        nobody.close();
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_COMPARE_WITH_TIMEOUT(part<ui::StatusPill>(*page, "streamStatus")->tone(), Tone::Good, kLiveMs);
        Preferences preferences = pages.ports().preferences->current();
        preferences.agentUrl = url;
        pages.ports().preferences->set(preferences, {});
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "streamRetry")->isVisible(), kLiveMs);
        QVERIFY(part<ui::StatusPill>(*page, "streamStatus")->tone() != Tone::Good);
        click(*page, "streamRetry");
        preferences.agentUrl.clear();
        pages.ports().preferences->set(preferences, {});
        QTRY_COMPARE_WITH_TIMEOUT(part<ui::StatusPill>(*page, "streamStatus")->tone(), Tone::Good, kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_self.rss_bytes_stat")), kLiveMs);
        QVERIFY(!shownError(*page));
    }
};

QTEST_MAIN(TestMonitoringPage)
#include "tst_monitoringpage.moc"
