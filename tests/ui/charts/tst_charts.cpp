// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/decimation.h"
#include "ui/charts/linepainter.h"
#include "ui/charts/stattile.h"
#include "ui/charts/timechart.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QDir>
#include <QGraphicsView>
#include <QGridLayout>
#include <QPainter>
#include <QRandomGenerator>
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
        made->setSight({.from = kNow - kSpan, .to = kNow, .gaps = {{kNow - 120'000, kNow - 108'000, "agent away 11 s"}}, .stepMs = 1000, .knownUntil = kNow, .note = {}});
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
        second.setSight({.from = kNow - kSpan, .to = kNow, .gaps = {{kNow - 120'000, kNow - 108'000, "agent away 11 s"}}, .stepMs = 1000, .knownUntil = kNow, .note = {}});
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

    /// All points by Qt's own pen of one pixel, against the few that decimate() leaves, at 200 random series and windows: the same
    /// pixels. And the same by our own painter, with its pen.
    void decimatedLinesAreTheSamePixels()
    {
        static constexpr int kHeight = 120;
        QRandomGenerator random(5);
        qint64 inked = 0, points = 0, columns = 0;
        for (int round = 0; round < 200; ++round) {
            const int width = 40 + random.bounded(360), count = 2 + random.bounded(4'000);
            TimeSeries series(count);
            qint64 at = kNow;
            double value = 50;
            int unbroken = 0; // of three stretches in one column the last two are one: so there are no three
            for (int i = 0; i < count; ++i) {
                at += 1 + random.bounded(random.bounded(50) == 0 ? 5'000 : 40);
                value += random.generateDouble() * 10 - 5;
                if (++unbroken > 3 * count / width && random.bounded(100) == 0) {
                    series.markGap();
                    unbroken = 0;
                }
                series.append(at, random.bounded(100) == 0 ? random.bounded(100) : value); // some stand alone high above all
            }
            const qint64 whole = at - kNow, from = kNow + random.bounded(whole / 2 + 1), to = from + 1 + random.bounded(whole);
            const QList<Column> few = decimate(series, from, to, width);
            QList<Column> all;
            for (int i = 0; i < series.size(); ++i) {
                const double one = series.valueAt(i);
                const auto x = static_cast<int>(std::floor(static_cast<double>(series.timeAt(i) - from) * width / static_cast<double>(to - from)));
                all.append({x, one, one, one, one, series.breakBefore(i)});
            }
            points += all.size();
            columns += few.size();
            const auto drawnByQt = [&](const QList<Column> &line) {
                QImage image(width, kHeight, QImage::Format_RGB32);
                image.fill(Qt::white);
                QPainter painter(&image);
                painter.setPen(QPen(Qt::black, 1));
                const auto y = [](double v) { return kHeight - 10 - qRound(v); };
                for (qsizetype i = 0; i < line.size(); ++i) {
                    const Column &column = line.at(i);
                    if (i > 0 && !column.breakBefore)
                        painter.drawLine(line.at(i - 1).x, y(line.at(i - 1).last), column.x, y(column.first));
                    painter.drawLine(column.x, y(column.min), column.x, y(column.max));
                }
                return image;
            };
            const auto drawnByUs = [&](const QList<Column> &line) {
                QImage image(width, kHeight, QImage::Format_ARGB32_Premultiplied);
                image.fill(Qt::transparent);
                LinePainter(image, 0, 100, 1).draw(line, Qt::black);
                return image;
            };
            const QImage byQt = drawnByQt(all), byUs = drawnByUs(all);
            const QString where = QStringLiteral("round %1, %2 points on %3 columns").arg(round).arg(count).arg(width);
            QVERIFY2(byQt == drawnByQt(few), qPrintable(where));
            QVERIFY2(byUs == drawnByUs(few), qPrintable(where));
            for (int y = 0; y < kHeight; ++y)
                for (int x = 0; x < width; ++x)
                    inked += byQt.pixel(x, y) != qRgb(255, 255, 255);
        }
        // There was something to differ in, and to leave out.
        QVERIFY2(inked > 100'000 && columns < points / 2, qPrintable(QStringLiteral("%1 pixels, %2 columns for %3 points").arg(inked).arg(columns).arg(points)));
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
        shown->setSight({.from = kNow - kSpan + 1000, .to = kNow + 1000, .gaps = {}, .stepMs = 1000, .knownUntil = kNow + 1000, .note = {}});
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

    void noAreaOverAGap_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("a point a second") << 1200;
        QTest::newRow("a point each five seconds") << 300;
    }
    /// Shorter than a value stands.
    void noAreaOverAGap()
    {
        QFETCH(int, width);
        constexpr qint64 from = kNow - 120'000, to = kNow - 118'000;
        auto points = std::make_shared<TimeSeries>(3600);
        for (qint64 at = kNow - kSpan; at <= kNow; at += 1000) {
            if (at > from && at < to) {
                points->markGap();
                continue;
            }
            points->append(at, 5);
        }
        TimeChart areas("Connections by state");
        areas.setStyle(ChartStyle::Stacked);
        areas.addSeries("active", points);
        areas.setLeastRange(0, 10);
        areas.setSight({.from = kNow - kSpan, .to = kNow, .gaps = {{from, to, {}}}, .stepMs = 1000, .knownUntil = kNow, .note = {}});
        areas.resize(width, 240);
        areas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&areas));
        const QImage picture = areas.grab().toImage();
        const QRect plot = areas.plotArea();
        const QColor fill = picture.pixelColor(plot.left() + plot.width() / 4, plot.top() + plot.height() * 4 / 5);
        QVERIFY(fill != currentLook().panel);
        const auto filled = [&](qint64 at) { // of ten pixels above one another: the hatching is seen through an area
            const auto x = plot.left() + static_cast<int>(std::lround(plot.width() * static_cast<double>(at - kNow + kSpan) / static_cast<double>(kSpan)));
            int count = 0;
            for (int y = 0; y < 10; ++y)
                count += picture.pixelColor(x, plot.top() + plot.height() * 4 / 5 + y) == fill;
            return count;
        };
        QCOMPARE(filled(from - 10'000), 10);
        QCOMPARE(filled(to + 10'000), 10);
        QCOMPARE(filled((from + to) / 2), 0);
    }

    void aBarStandsThatTwoGapsTogetherDoNotCover()
    {
        auto points = std::make_shared<TimeSeries>(3600);
        for (qint64 at = kNow - kSpan; at <= kNow; at += 1000)
            points->append(at, 5);
        TimeChart bars("Commits");
        bars.setStyle(ChartStyle::Bars);
        bars.addSeries("commits", points);
        bars.setLeastRange(0, 10);
        bars.resize(300, 240);
        bars.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bars));
        const qint64 length = bars.barMs(kSpan);
        const qint64 from = (kNow - kSpan / 2) / length * length;
        const auto inkOf = [&](const QList<ChartGap> &gaps) { // of the bar, behind the gaps
            bars.setSight({.from = kNow - kSpan, .to = kNow, .gaps = gaps, .stepMs = 1000, .knownUntil = kNow, .note = {}});
            const QRect plot = bars.plotArea();
            const auto middle = static_cast<double>(from + length * 8 / 10 - kNow + kSpan) / static_cast<double>(kSpan);
            return bars.grab().toImage().pixelColor(plot.left() + static_cast<int>(std::lround(plot.width() * middle)), plot.top() + plot.height() * 4 / 5);
        };
        const QColor ink = currentLook().series(0);
        QCOMPARE(inkOf({{from, from + length * 6 / 10, {}}, {from + length / 10, from + length * 6 / 10, {}}}), ink);
        QCOMPARE(inkOf({{from + length / 10, from + length * 6 / 10, {}}, {from, from + length * 6 / 10, {}}}), ink);
        QVERIFY(inkOf({{from + length / 2, from + length, {}}, {from, from + length * 6 / 10, {}}}) != ink); // these do
    }

    void labelsOfTheValuesAreWhole_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::newRow("as usual") << "ms";
        QTest::newRow("wider than usual") << "000 KiB/s and more";
    }
    void labelsOfTheValuesAreWhole()
    {
        QFETCH(QString, unit);
        TimeChart wide("Write-ahead log");
        wide.addSeries("written", wave(500, 400, 0));
        wide.setValueWords([unit](double value) { return QString::number(value) + u' ' + unit; });
        wide.setTimeRange(kNow - kSpan, kNow);
        wide.resize(600, 240);
        wide.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wide));
        // As much ink as the widest label has, left of the plot.
        auto *view = wide.findChild<QGraphicsView *>();
        const QImage picture = view->grab().toImage();
        const int plotLeft = wide.plotArea().left() - view->x();
        int first = picture.width(), last = 0;
        for (int y = 0; y < picture.height() - 25; ++y) { // above the labels of the times
            for (int x = 0; x < plotLeft - 2; ++x) {
                if (picture.pixelColor(x, y) == picture.pixelColor(0, picture.height() - 1))
                    continue;
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
        const int wanted = QFontMetrics(textFont(TextSize::Small)).tightBoundingRect(QStringLiteral("1000 ") + unit).width();
        QVERIFY2(std::abs(last - first + 1 - wanted) <= 3, qPrintable(QStringLiteral("%1 to %2, not %3").arg(first).arg(last).arg(wanted)));
    }

    /// What the lines are called, and which colour is whose, is seen however narrow the chart.
    void everyLineIsInTheLegend_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("isPointedAt");
        QTest::addColumn<int>("more");
        QTest::newRow("wide") << 900 << false << 0;
        QTest::newRow("narrow") << 390 << false << 0;
        QTest::newRow("narrow, with values") << 390 << true << 0;
        QTest::newRow("narrow, as many as a tile may have") << 390 << false << 9;
    }
    void everyLineIsInTheLegend()
    {
        QFETCH(int, width);
        QFETCH(bool, isPointedAt);
        QFETCH(int, more);
        TimeChart shown("Transaction numbers used");
        shown.addSeries("transaction numbers that are used", wave(1500, 700, 0));
        shown.addSeries("multixacts that are used", wave(120, 60, 1));
        shown.addSeries("others", wave(10, 6, 1));
        for (int i = 0; i < more; ++i)
            shown.addSeries(QStringLiteral("others of a long name %1").arg(i), wave(10, 6, 1));
        QVERIFY2(shown.minimumSizeHint().width() <= 390, qPrintable(QString::number(shown.minimumSizeHint().width()))); // beside another one
        shown.setTimeRange(kNow - kSpan, kNow);
        shown.resize(width, 240);
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown));
        if (isPointedAt)
            shown.setCrosshair(kNow - 60'000);
        const QImage head = shown.grab().toImage().copy(0, 0, width, 32);
        QHash<QRgb, int> linesOf; // there are fewer colours than lines
        for (const ChartSeries &line : shown.series())
            ++linesOf[line.colour.rgb()];
        for (auto colour = linesOf.cbegin(); colour != linesOf.cend(); ++colour) {
            const QColor ink(colour.key());
            int seen = 0;
            for (int y = 0; y < head.height(); ++y)
                for (int x = 0; x < head.width(); ++x)
                    seen += head.pixelColor(x, y) == ink;
            QVERIFY2(seen >= 30 * colour.value(), qPrintable(QStringLiteral("%1: %2").arg(ink.name()).arg(seen)));
        }
    }

    void wordsOfAGapCoverNoLine_data()
    {
        QTest::addColumn<qint64>("lengthMs");
        QTest::addColumn<double>("value"); // of 0 to 10
        QTest::addColumn<bool>("areSeen");
        QTest::newRow("long") << qint64{200'000} << 9.9 << true;
        QTest::newRow("short, over a low line") << qint64{2'000} << 1.0 << true;
        QTest::newRow("short, over a high line") << qint64{2'000} << 9.9 << false;
    }
    void wordsOfAGapCoverNoLine()
    {
        QFETCH(qint64, lengthMs);
        QFETCH(double, value);
        QFETCH(bool, areSeen);
        const qint64 from = kNow - kSpan / 2 - lengthMs / 2, to = from + lengthMs;
        auto points = std::make_shared<TimeSeries>(3600);
        for (qint64 at = kNow - kSpan; at <= kNow; at += 1000)
            if (at <= from || at >= to)
                points->append(at, value);
            else
                points->markGap();
        TimeChart shown("Locks");
        shown.addSeries("held", points);
        shown.setLeastRange(0, 10);
        shown.resize(700, 240);
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown));
        const auto pictureWith = [&](const QString &label) {
            shown.setSight({.from = kNow - kSpan, .to = kNow, .gaps = {{from, to, label}}, .stepMs = 1000, .knownUntil = kNow, .note = {}});
            return shown.grab().toImage();
        };
        const QImage bare = pictureWith({}), said = pictureWith("agent away");
        QCOMPARE(said != bare, areSeen);
        const QColor ink = currentLook().series(0);
        const QRect plot = shown.plotArea();
        for (int y = plot.top(); y < plot.bottom(); ++y)
            for (int x = plot.left(); x < plot.right(); ++x)
                if (bare.pixelColor(x, y) == ink)
                    QVERIFY2(said.pixelColor(x, y) == ink, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
    }

    void aLimitRunsThroughNoWordsOfAGap()
    {
        TimeChart shown("Cache hits");
        shown.addSeries("cache hits", std::make_shared<TimeSeries>(10));
        shown.setLeastRange(0, 100);
        shown.resize(700, 240);
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown));
        const auto limitInk = [&](const QString &label) {
            shown.setLimit(95, "95 %");
            shown.setSight({.from = kNow - kSpan, .to = kNow, .gaps = {{kNow - kSpan, kNow - 60'000, label}}, .stepMs = 1000, .knownUntil = kNow, .note = {}});
            const QImage picture = shown.grab().toImage();
            const QRect plot = shown.plotArea();
            int ink = 0;
            for (int y = plot.top(); y < plot.top() + 30; ++y)
                for (int x = plot.left(); x < plot.right() - 100; ++x)
                    ink += picture.pixelColor(x, y) == currentLook().error;
            return ink;
        };
        const int whole = limitInk({});
        QVERIFY2(limitInk("agent away 27 min 41 s") < whole - 40, qPrintable(QString::number(whole)));
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
