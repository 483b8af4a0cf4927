// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metric.h"

#include <QList>
#include <QMap>
#include <optional>

/// A dashboard: rows of tiles over metrics. Read from and written to a file by app/monitoring/dashboards; what its keys mean is in
/// the handbook ("Dashboards").
namespace plancia {

/// Words that stand in a file, perhaps in several languages.
struct LocalText {
    QMap<QString, QString> byLanguage; ///< "en", "it"; "" for words that are the same in every language
    /// In that language ("it", "it_IT"), else in English, else what there is.
    QString in(const QString &language) const;
    bool isEmpty() const { return byLanguage.isEmpty(); }
    bool operator==(const LocalText &) const = default;
};

struct DashboardTile {
    enum class Kind {
        Stat,  ///< the value at the right border of the span, and how that is to be taken; a second metric is "of"
        Line,
        Area,  ///< stacked on one another
        Bar,   ///< a bar a bucket: the mean in it, or the sum of a metric that counts events
        Strip, ///< a strip of states a metric, by the limits
        Table  ///< a row a metric: now, least, mean, greatest
    };
    enum class Width { Narrow = 1, Half = 3, Full = 6 }; ///< its share of a row
    Kind kind = Kind::Line;
    Width width = Width::Half;
    LocalText title; ///< empty: the label of the first metric
    QStringList metrics;
    QString judged;  ///< of a stat: the metric that the limits are of and whose value the pill shows; empty: the first one
    std::optional<double> warnAbove, warnBelow, errorAbove, errorBelow;
    bool operator==(const DashboardTile &) const = default;
};

struct Dashboard {
    QString id; ///< the file's name without its ending: a-z, 0-9, "-"
    LocalText title;
    Metric::Of of = Metric::Of::Postgres; ///< Agent stands for the agent and its store together
    QList<QList<DashboardTile>> rows;
    bool operator==(const Dashboard &) const = default;
};

/// As it is on the disk.
struct DashboardFile {
    Dashboard dashboard;
    QString path;          ///< empty: ships with the program and was not changed
    bool isBuiltIn = false; ///< one of this id ships with the program, so that it can be put back
    bool operator==(const DashboardFile &) const = default;
};

inline constexpr int kMaxDashboardRows = 40;
inline constexpr int kMaxTilesPerRow = 8;
inline constexpr int kMaxTileMetrics = 12;

/// Why a tile cannot be shown.
struct TileFault {
    enum class Kind { NoMetric, TooMany, Unknown, WrongSource, Twice, TooManyForStat, NeedsLimit, BadLimit, OtherUnit };
    Kind kind = Kind::NoMetric;
    QString metric; ///< that is meant, for some
};
std::optional<TileFault> faultOf(const DashboardTile &tile, Metric::Of of);
/// In English, for the message of CONFIG_001.
QString toString(const TileFault &fault);
/// Whether a dashboard of that kind may show the metric.
bool mayShow(Metric::Of of, const Metric &metric);

enum class Judgement { None, Good, Warning, Error };
/// How a value is to be taken. None without limits.
Judgement judge(const DashboardTile &tile, double value);

/// Where a tile stands.
struct TilePlace {
    int row = 0;
    int column = 0;
    bool operator==(const TilePlace &) const = default;
};
enum class TileMove { Left, Right, Up, Down };
/// Changes of a dashboard; each gives the place where the tile then is, nothing when it cannot be done. An empty row goes. Left at
/// the first place of a row and up in the first row change nothing; down in the last row makes a row of its own. Pure.
std::optional<TilePlace> moveTile(Dashboard &dashboard, TilePlace from, TileMove how);
std::optional<TilePlace> addTile(Dashboard &dashboard, const DashboardTile &tile);
bool removeTile(Dashboard &dashboard, TilePlace place);
bool resizeTile(Dashboard &dashboard, TilePlace place, DashboardTile::Width width);

/// "postgres", "target", "agent": as in the file.
QString dashboardSource(Metric::Of of);
/// "stat", "line", …; "narrow", "half", "full": as in the file.
QString toString(DashboardTile::Kind kind);
QString toString(DashboardTile::Width width);
std::optional<DashboardTile::Kind> tileKindOf(const QString &word);
std::optional<DashboardTile::Width> tileWidthOf(const QString &word);

/// A file name of that title that is not among `taken`.
QString dashboardIdFor(const QString &title, const QStringList &taken);
bool isDashboardId(const QString &id);

} // namespace plancia
