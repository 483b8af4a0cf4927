// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/charts/stattile.h"
#include "ui/charts/timechart.h"
#include "ui/kit/statuspill.h"
#include "ui/pages/monitoring/monitoringpage.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTcpServer>

using namespace plancia;
using namespace plancia::tests;
using ui::MonitoringPage;

namespace {
constexpr int kLiveMs = 30'000;

QString tileOf(const QWidget &page, const char *name)
{
    const auto *tile = part<ui::StatTile>(page, name);
    return tile ? tile->accessibleDescription() : QString();
}

int pointsOf(const QWidget &page, const char *chart)
{
    const auto *found = part<ui::TimeChart>(page, chart);
    return found && !found->series().isEmpty() ? found->series().first().points->size() : -1;
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
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_memory")), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_wal")), kLiveMs);
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_memory") >= 2, kLiveMs);
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
        for (const char *tile : {"tile_transactions", "tile_connections", "tile_latency"})
            QTRY_VERIFY2_WITH_TIMEOUT(isFigure(tileOf(*page, tile)), tile, kLiveMs);
        for (const char *chart : {"chart_transactions", "chart_connections", "chart_cache", "chart_latency"})
            QVERIFY2(part<ui::TimeChart>(*page, chart)->isVisible(), chart);
        // The same page over another source.
        selector->setCurrentIndex(selector->findData(QStringLiteral("local")));
        emit selector->activated(selector->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_memory")), kLiveMs);
    }

    void aStoppedServerLeavesAGapAndNoLine()
    {
        RealPages pages(true);
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.name = QStringLiteral("Mine");
        auto saving = pages.ports().connections->save(profile, {}, {});
        QTRY_VERIFY(saving.isFinished());
        auto page = pages.show<MonitoringPage>({{QStringLiteral("view"), QStringLiteral("pg:Mine")}});
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_latency") >= 2, kLiveMs);
        m_postgres.stop();
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 4, kLiveMs);
        QVERIFY(isFigure(tileOf(*page, "tile_latency"))); // the last one known
        const int before = pointsOf(*page, "chart_latency");
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_latency") > before, kLiveMs);
        const auto &points = *part<ui::TimeChart>(*page, "chart_latency")->series().first().points;
        int breaks = 0;
        for (int i = 1; i < points.size(); ++i)
            breaks += points.breakBefore(i) ? 1 : 0;
        QCOMPARE(breaks, 1);
    }

    void hiddenItDoesNothing()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_memory") >= 1, kLiveMs);
        page->hide();
        const int points = pointsOf(*page, "chart_memory");
        const int paints = part<ui::TimeChart>(*page, "chart_memory")->paintCount();
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 3, kLiveMs);
        QCOMPARE(pointsOf(*page, "chart_memory"), points);
        QCOMPARE(part<ui::TimeChart>(*page, "chart_memory")->paintCount(), paints);
        // Shown again, it has what came meanwhile.
        page->show();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_memory") > points, kLiveMs);
    }

    void pauseHoldsThePicture()
    {
        RealPages pages(true);
        auto page = pages.show<MonitoringPage>();
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_memory") >= 1, kLiveMs);
        click(*page, "pause");
        const int points = pointsOf(*page, "chart_memory");
        QSignalSpy news(pages.ports().stream, &StreamPort::samplesArrived);
        QTRY_VERIFY_WITH_TIMEOUT(news.size() >= 3, kLiveMs);
        QCOMPARE(pointsOf(*page, "chart_memory"), points);
        // Paused, it survives a rebuild and stays where it was.
        const QVariantMap state = page->saveState();
        page = pages.show<MonitoringPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QCOMPARE(page->saveState(), state);
        QCOMPARE(pointsOf(*page, "chart_memory"), points);
        click(*page, "pause");
        QTRY_VERIFY_WITH_TIMEOUT(pointsOf(*page, "chart_memory") > points, kLiveMs);
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
        QTRY_VERIFY_WITH_TIMEOUT(isFigure(tileOf(*page, "tile_memory")), kLiveMs);
        QVERIFY(!shownError(*page));
    }
};

QTEST_MAIN(TestMonitoringPage)
#include "tst_monitoringpage.moc"
