// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/dashboard.h"

#include <QTest>

#include <limits>

using namespace plancia;
using Kind = DashboardTile::Kind;
using Width = DashboardTile::Width;

class TestDashboard : public QObject {
    Q_OBJECT

    static DashboardTile tile(const QString &metric, Kind kind = Kind::Line, Width width = Width::Half)
    {
        DashboardTile tile;
        tile.kind = kind;
        tile.width = width;
        tile.metrics = {metric};
        return tile;
    }
    /// "a b / c": the first letters of the tiles' metrics, by rows.
    static QString picture(const Dashboard &dashboard)
    {
        QStringList rows;
        for (const auto &row : dashboard.rows) {
            QStringList tiles;
            for (const DashboardTile &tile : row)
                tiles.append(tile.metrics.first());
            rows.append(tiles.join(u' '));
        }
        return rows.join(QStringLiteral(" / "));
    }
    static Dashboard abc()
    {
        Dashboard dashboard;
        dashboard.rows = {{tile("a"), tile("b")}, {tile("c")}};
        return dashboard;
    }

private slots:
    void tilesMove_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("how");
        QTest::addColumn<bool>("can");
        QTest::addColumn<QString>("picture");
        const auto row = [](const char *name, int r, int c, TileMove how, bool can, const char *after) {
            QTest::newRow(name) << r << c << static_cast<int>(how) << can << QString::fromLatin1(after);
        };
        row("right", 0, 0, TileMove::Right, true, "b a / c");
        row("left at the first place", 0, 0, TileMove::Left, false, "a b / c");
        row("right at the last place", 0, 1, TileMove::Right, false, "a b / c");
        row("down into the next row", 0, 1, TileMove::Down, true, "a / c b");
        row("up, and the empty row goes", 1, 0, TileMove::Up, true, "c a b");
        row("down below everything", 1, 0, TileMove::Down, false, "a b / c");
        row("up at the top", 0, 1, TileMove::Up, false, "a b / c");
        row("a place that is none", 5, 0, TileMove::Left, false, "a b / c");
    }
    void tilesMove()
    {
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(int, how);
        QFETCH(bool, can);
        QFETCH(QString, picture);
        Dashboard dashboard = abc();
        const auto place = moveTile(dashboard, {row, column}, static_cast<TileMove>(how));
        QCOMPARE(place.has_value(), can);
        QCOMPARE(TestDashboard::picture(dashboard), picture);
        if (place) // it is told where it went
            QCOMPARE(dashboard.rows.at(place->row).at(place->column).metrics, abc().rows.at(row).at(column).metrics);
    }
    void aTileOfTheLastRowGetsARowOfItsOwn()
    {
        Dashboard dashboard;
        dashboard.rows = {{tile("a"), tile("b")}};
        QCOMPARE(moveTile(dashboard, {0, 0}, TileMove::Down), std::optional(TilePlace{1, 0}));
        QCOMPARE(picture(dashboard), QStringLiteral("b / a"));
    }
    void nothingGrowsBeyondItsLimit()
    {
        Dashboard dashboard;
        QList<DashboardTile> full;
        for (int i = 0; i < kMaxTilesPerRow; ++i)
            full.append(tile(QString::number(i)));
        dashboard.rows = {full, {tile("x")}};
        QVERIFY(!moveTile(dashboard, {1, 0}, TileMove::Up));
        dashboard.rows.clear();
        for (int i = 0; i < kMaxDashboardRows; ++i)
            dashboard.rows.append({tile(QString::number(i), Kind::Line, Width::Full)});
        QVERIFY(!addTile(dashboard, tile("x", Kind::Line, Width::Full)));
        QCOMPARE(dashboard.rows.size(), kMaxDashboardRows);
    }
    void aNewTileStandsBesideItsLike()
    {
        Dashboard dashboard;
        QCOMPARE(addTile(dashboard, tile("a")), std::optional(TilePlace{0, 0}));
        QCOMPARE(addTile(dashboard, tile("b")), std::optional(TilePlace{0, 1}));
        QCOMPARE(addTile(dashboard, tile("c")), std::optional(TilePlace{1, 0})); // two halves are whole
        QCOMPARE(addTile(dashboard, tile("d", Kind::Stat, Width::Narrow)), std::optional(TilePlace{2, 0})); // another height
        QCOMPARE(picture(dashboard), QStringLiteral("a b / c / d"));
        QVERIFY(removeTile(dashboard, {1, 0}));
        QVERIFY(!removeTile(dashboard, {1, 1}));
        QCOMPARE(picture(dashboard), QStringLiteral("a b / d"));
        QVERIFY(resizeTile(dashboard, {0, 0}, Width::Full));
        QVERIFY(!resizeTile(dashboard, {0, 0}, Width::Full)); // it is
    }
    void judgesByLimits()
    {
        DashboardTile rule = tile("pg.cache_hit_ratio");
        QCOMPARE(judge(rule, 0.5), Judgement::None);
        rule.warnBelow = 0.95;
        rule.errorBelow = 0.5;
        QCOMPARE(judge(rule, 0.95), Judgement::Good);
        QCOMPARE(judge(rule, 0.94), Judgement::Warning);
        QCOMPARE(judge(rule, 0.49), Judgement::Error);
        rule = tile("pg.deadlocks");
        rule.warnAbove = 0;
        QCOMPARE(judge(rule, 0), Judgement::Good);
        QCOMPARE(judge(rule, 0.1), Judgement::Warning);
    }
    void saysWhatATileCannotBe()
    {
        using Fault = TileFault::Kind;
        const auto faultOf = [](const DashboardTile &tile, Metric::Of of = Metric::Of::Postgres) {
            const auto fault = plancia::faultOf(tile, of);
            return fault ? std::optional(fault->kind) : std::nullopt;
        };
        QVERIFY(!faultOf(tile("pg.commits")));
        QCOMPARE(faultOf(tile("pg.nothing")), std::optional(Fault::Unknown));
        QCOMPARE(faultOf(tile("self.cpu")), std::optional(Fault::WrongSource));
        QCOMPARE(faultOf(tile("pg.commits"), Metric::Of::Agent), std::optional(Fault::WrongSource));
        QVERIFY(!faultOf(tile("store.commits"), Metric::Of::Agent));
        QVERIFY(!faultOf(tile("target.up"), Metric::Of::Target));
        QVERIFY(!faultOf(tile("target.rate.hits_total{code=\"500\"}"), Metric::Of::Target)); // whether the page has it or not
        QCOMPARE(faultOf(tile("target.rate.hits total"), Metric::Of::Target), std::optional(Fault::Unknown));
        QCOMPARE(faultOf(tile("target.value.queue")), std::optional(Fault::WrongSource));
        QCOMPARE(faultOf(tile("self.cpu"), Metric::Of::Target), std::optional(Fault::WrongSource));
        DashboardTile bad = tile("pg.commits");
        bad.metrics = {};
        QCOMPARE(faultOf(bad), std::optional(Fault::NoMetric));
        bad.metrics = {"pg.commits", "pg.commits"};
        QCOMPARE(faultOf(bad), std::optional(Fault::Twice));
        bad.metrics = {"pg.commits", "pg.sample_ms"};
        QCOMPARE(faultOf(bad), std::optional(Fault::OtherUnit));
        bad.kind = Kind::Table;
        QVERIFY(!faultOf(bad));
        bad.kind = Kind::Strip;
        QCOMPARE(faultOf(bad), std::optional(Fault::NeedsLimit));
        bad.warnAbove = std::numeric_limits<double>::infinity();
        QCOMPARE(faultOf(bad), std::optional(Fault::BadLimit));
        bad = tile("pg.commits", Kind::Stat);
        bad.metrics = {"pg.commits", "pg.rollbacks", "pg.transactions"};
        QCOMPARE(faultOf(bad), std::optional(Fault::TooManyForStat));
        for (const Fault kind : {Fault::NoMetric, Fault::TooMany, Fault::Unknown, Fault::WrongSource, Fault::Twice, Fault::TooManyForStat,
                                 Fault::NeedsLimit, Fault::BadLimit, Fault::OtherUnit})
            QVERIFY(!toString(TileFault{kind, "m"}).isEmpty());
    }
    void namesFilesSafely()
    {
        QCOMPARE(dashboardIdFor("Carico e però… tempi", {}), QStringLiteral("carico-e-pero-tempi"));
        QCOMPARE(dashboardIdFor("Overview", {"overview", "overview-2"}), QStringLiteral("overview-3"));
        QCOMPARE(dashboardIdFor("../..", {}), QStringLiteral("dashboard"));
        QVERIFY(isDashboardId(dashboardIdFor(QString(500, u'x'), {})));
        for (const char *bad : {"", "../x", "-x", "X", "a b", "x\n"})
            QVERIFY2(!isDashboardId(QLatin1String(bad)), bad);
    }
    void wordsFollowTheLanguage()
    {
        LocalText text;
        QVERIFY(text.in("it").isEmpty());
        text.byLanguage = {{"en", "Health"}, {"it", "Salute"}};
        QCOMPARE(text.in("it_IT"), QStringLiteral("Salute"));
        QCOMPARE(text.in("fr_FR"), QStringLiteral("Health"));
        text.byLanguage = {{QString(), "Mine"}};
        QCOMPARE(text.in("it_IT"), QStringLiteral("Mine"));
    }
};

QTEST_APPLESS_MAIN(TestDashboard)
#include "tst_dashboard.moc"
