// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/linepainter.h"
#include "ui/charts/stattile.h"
#include "ui/charts/timechart.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QDir>
#include <QGraphicsView>
#include <QGridLayout>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace plancia;
using namespace plancia::ui;

class TestCharts : public QObject {
    Q_OBJECT
    static constexpr qint64 kNow = 1'795'182'187'000; // 20 Nov 2026
    static constexpr qint64 kSpan = 300'000;

    static std::shared_ptr<TimeSeries> wave(double middle, double height, double phase)
    {
        auto points = std::make_shared<TimeSeries>(3600);
        for (qint64 at = kNow - kSpan; at <= kNow; at += 1000) {
            const auto s = static_cast<double>(at - kNow) / 1000;
            if (at > kNow - 120'000 && at < kNow - 108'000) {
                points->markGap();
                continue;
            }
            points->append(at, middle + height * std::sin(s / 23 + phase) + height * 0.2 * std::sin(s * 1.7));
        }
        return points;
    }
    static std::unique_ptr<TimeChart> chart()
    {
        auto made = std::make_unique<TimeChart>("Transactions per second");
        made->addSeries("commits", wave(1500, 700, 0));
        made->addSeries("rollbacks", wave(120, 60, 1));
        made->setGaps({{kNow - 120'000, kNow - 108'000, "agent away 11 s"}});
        made->setTimeRange(kNow - kSpan, kNow);
        return made;
    }

private slots:
    void init() { applyTheme(*qApp, Theme::light()); }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? Theme::dark() : Theme::light());
        QWidget sheet;
        sheet.resize(1250, 560);
        auto *grid = new QGridLayout(&sheet);
        grid->setContentsMargins(24, 16, 24, 16);
        grid->setSpacing(measure::kGap);
        const QList<std::tuple<QString, QString, Tone, QString>> tiles{
            {"Transactions / s", QStringLiteral("1\u2009842"), Tone::Good, "normal"},
            {"Cache hits", "99.2 %", Tone::Good, "above 95 %"},
            {"Connections", "74 of 200", Tone::Good, "37 %"},
            {"Replication lag", "41 s", Tone::Warning, "above 30 s for 4 min"}};
        int column = 0;
        for (const auto &[label, value, tone, word] : tiles) {
            auto *tile = new StatTile(label);
            tile->setValue(value);
            tile->setState(tone, word);
            grid->addWidget(tile, 0, column++);
        }
        auto first = chart();
        first->setCrosshair(kNow - 60'000);
        grid->addWidget(first.get(), 1, 0, 1, 2);
        TimeChart second("Connections by state");
        second.addSeries("active", wave(70, 20, 2), 2);
        second.addSeries("idle", wave(125, 12, 3), 5);
        second.addSeries("idle in transaction", wave(20, 8, 4), 3);
        second.setLimit(180, "limit 180");
        second.setLeastRange(0, 200);
        second.setGaps({{kNow - 120'000, kNow - 108'000, "agent away 11 s"}});
        second.setTimeRange(kNow - kSpan, kNow);
        grid->addWidget(&second, 1, 2, 1, 2);
        grid->setRowStretch(1, 1);
        sheet.show();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet));
        const QImage picture = sheet.grab().toImage();
        const QString folder = qEnvironmentVariable("PLANCIA_GALLERY");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(picture.save(QStringLiteral("%1/charts-%2.png").arg(folder, dark ? "dark" : "light")));
        }
        // A line of the first colour is drawn somewhere in the plot.
        const QRect plot = first->plotArea().translated(first->pos());
        const QColor ink = currentLook().series(0);
        int seen = 0;
        for (int y = plot.top(); y < plot.bottom(); ++y)
            for (int x = plot.left(); x < plot.right(); ++x) {
                const QColor at = picture.pixelColor(x, y);
                seen += std::abs(at.red() - ink.red()) + std::abs(at.green() - ink.green()) + std::abs(at.blue() - ink.blue()) < 60;
            }
        QVERIFY2(seen > 300, qPrintable(QString::number(seen)));
        first.release()->setParent(&sheet);
        second.setParent(nullptr);
    }

    void linesCoverWhatTheyPass_data()
    {
        QTest::addColumn<QList<Column>>("columns");
        QTest::addColumn<QPoint>("inked");
        QTest::addColumn<QPoint>("empty");
        const auto at = [](int x, double value, bool breakBefore = false) { return Column{x, value, value, value, value, breakBefore}; };
        QTest::newRow("level line between two points") << QList<Column>{at(0, 5, true), at(19, 5)} << QPoint(10, 5) << QPoint(10, 9);
        QTest::newRow("slope") << QList<Column>{at(0, 0, true), at(19, 10)} << QPoint(10, 4) << QPoint(10, 9);
        QTest::newRow("nothing over a gap") << QList<Column>{at(0, 5, true), at(19, 5, true)} << QPoint(19, 5) << QPoint(10, 5);
        QTest::newRow("spike within a column") << QList<Column>{at(0, 1, true), {10, 1, 1, 9, 1, false}, at(19, 1)} << QPoint(10, 3) << QPoint(6, 3);
        QTest::newRow("lone point") << QList<Column>{at(7, 5, true)} << QPoint(7, 5) << QPoint(5, 5);
        QTest::newRow("neighbours outside") << QList<Column>{at(-1000000, 5, true), at(1000000, 5)} << QPoint(0, 5) << QPoint(0, 0);
        QTest::newRow("values far outside") << QList<Column>{at(0, -1e300, true), at(19, 1e300)} << QPoint(9, 5) << QPoint(2, 5);
    }
    void linesCoverWhatTheyPass()
    {
        QFETCH(QList<Column>, columns);
        QFETCH(QPoint, inked);
        QFETCH(QPoint, empty);
        QImage image(20, 10, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        LinePainter(image, 0, 10, 1.5).draw(columns, Qt::red);
        QVERIFY2(qAlpha(image.pixel(inked)) > 120, qPrintable(QString::number(qAlpha(image.pixel(inked)))));
        QCOMPARE(qAlpha(image.pixel(empty)), 0);
    }

    void hiddenChartsCostNothing()
    {
        auto shown = chart();
        shown->resize(600, 240);
        shown->show();
        QVERIFY(QTest::qWaitForWindowExposed(shown.get()));
        QTRY_VERIFY(shown->paintCount() > 0);
        shown->hide();
        const int before = shown->paintCount();
        for (int i = 1; i <= 20; ++i)
            shown->setTimeRange(kNow - kSpan + i * 1000, kNow + i * 1000);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(shown->paintCount(), before);
    }

    void manyChangesAreOneRedraw()
    {
        auto shown = chart();
        shown->resize(600, 240);
        shown->show();
        QVERIFY(QTest::qWaitForWindowExposed(shown.get()));
        QTRY_VERIFY(shown->paintCount() > 0);
        QTRY_VERIFY([&] { // nothing left to draw
            const int painted = shown->paintCount();
            QTest::qWait(20);
            return painted == shown->paintCount();
        }());
        const int before = shown->paintCount();
        shown->setGaps({});
        shown->setTimeRange(kNow - kSpan + 1000, kNow + 1000);
        shown->setCrosshair(kNow - 1000);
        QTRY_VERIFY(shown->paintCount() > before);
        QCOMPARE(shown->paintCount(), before + 1);
    }

    void crosshairFollowsMouseAndKeys()
    {
        auto shown = chart();
        shown->resize(600, 240);
        shown->show();
        QVERIFY(QTest::qWaitForWindowExposed(shown.get()));
        QList<std::optional<qint64>> seen;
        connect(shown.get(), &TimeChart::crosshairMoved, shown.get(), [&](std::optional<qint64> at) { seen.append(at); });
        auto *view = shown->findChild<QGraphicsView *>();
        const QRect plot = shown->plotArea();
        const QPoint middle = view->viewport()->mapFrom(shown.get(), plot.center());
        QTest::mouseMove(view->viewport(), middle - QPoint(5, 0));
        QTest::mouseMove(view->viewport(), middle);
        QTRY_VERIFY(!seen.isEmpty() && seen.last());
        QVERIFY(std::llabs(*seen.last() - (kNow - kSpan / 2)) < 3000);
        const qint64 at = *seen.last();
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(*seen.last(), at + 3000);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view->viewport(), &leave);
        QVERIFY(!seen.last());
    }

    void emptyChartsAreHarmless()
    {
        TimeChart empty("Nothing");
        empty.addSeries("none", nullptr);
        empty.addSeries("no points", std::make_shared<TimeSeries>());
        empty.resize(300, 160);
        empty.show();
        empty.setTimeRange(kNow, kNow);
        empty.setTimeRange(kNow - kSpan, kNow);
        empty.setCrosshair(kNow - 10);
        QVERIFY(!empty.grab().isNull());
        QVERIFY(empty.paintCount() > 0);
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
