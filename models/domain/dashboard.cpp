// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/dashboard.h"

#include "models/domain/textkey.h"

#include <QRegularExpression>

#include <array>
#include <cmath>

namespace plancia {

namespace {
using Kind = DashboardTile::Kind;
using Width = DashboardTile::Width;
constexpr std::array kKinds{std::pair(Kind::Stat, "stat"), std::pair(Kind::Line, "line"), std::pair(Kind::Area, "area"),
                            std::pair(Kind::Bar, "bar"), std::pair(Kind::Strip, "strip"), std::pair(Kind::Table, "table")};
constexpr std::array kWidths{std::pair(Width::Narrow, "narrow"), std::pair(Width::Half, "half"), std::pair(Width::Full, "full")};
constexpr int kMaxIdChars = 60;

template <typename Value, size_t N>
QString wordOf(const std::array<std::pair<Value, const char *>, N> &words, Value value)
{
    for (const auto &[known, word] : words)
        if (known == value)
            return QString::fromLatin1(word);
    return {};
}
template <typename Value, size_t N>
std::optional<Value> valueOf(const std::array<std::pair<Value, const char *>, N> &words, const QString &text)
{
    for (const auto &[value, word] : words)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

bool exists(const Dashboard &dashboard, TilePlace place)
{
    return place.row >= 0 && place.row < dashboard.rows.size() && place.column >= 0
        && place.column < dashboard.rows.at(place.row).size();
}
} // namespace

QString LocalText::in(const QString &language) const
{
    for (const QString &key : {language, language.section(u'_', 0, 0), QString(), QStringLiteral("en")})
        if (const auto found = byLanguage.constFind(key); found != byLanguage.constEnd())
            return *found;
    return byLanguage.isEmpty() ? QString() : byLanguage.first();
}

bool mayShow(Metric::Of of, const Metric &metric)
{
    return of == Metric::Of::Agent ? metric.of == Metric::Of::Agent || metric.of == Metric::Of::Store : metric.of == of;
}

std::optional<TileFault> faultOf(const DashboardTile &tile, Metric::Of of)
{
    using Fault = TileFault::Kind;
    if (tile.metrics.isEmpty())
        return TileFault{Fault::NoMetric, {}};
    if (tile.metrics.size() > kMaxTileMetrics)
        return TileFault{Fault::TooMany, {}};
    QStringList all = tile.metrics;
    if (!tile.judged.isEmpty())
        all.append(tile.judged);
    for (const QString &name : std::as_const(all)) {
        const Metric *metric = metricByName(name);
        if (!metric)
            return TileFault{Fault::Unknown, name};
        if (!mayShow(of, *metric))
            return TileFault{Fault::WrongSource, name};
    }
    if (QStringList(tile.metrics).removeDuplicates() > 0)
        return TileFault{Fault::Twice, {}};
    if (tile.kind == Kind::Stat && tile.metrics.size() > 2)
        return TileFault{Fault::TooManyForStat, {}};
    for (const auto &limit : {tile.warnAbove, tile.warnBelow, tile.errorAbove, tile.errorBelow})
        if (limit && !std::isfinite(*limit))
            return TileFault{Fault::BadLimit, {}};
    if (tile.kind == Kind::Strip && !tile.warnAbove && !tile.warnBelow && !tile.errorAbove && !tile.errorBelow)
        return TileFault{Fault::NeedsLimit, {}};
    if (tile.kind == Kind::Line || tile.kind == Kind::Area || tile.kind == Kind::Bar)
        for (const QString &name : tile.metrics)
            if (metricByName(name)->quantity != metricByName(tile.metrics.first())->quantity)
                return TileFault{Fault::OtherUnit, name};
    return std::nullopt;
}

QString toString(const TileFault &fault)
{
    switch (fault.kind) {
    case TileFault::Kind::NoMetric:
        return QStringLiteral("a tile needs at least one metric");
    case TileFault::Kind::TooMany:
        return QStringLiteral("a tile has at most %1 metrics").arg(kMaxTileMetrics);
    case TileFault::Kind::Unknown:
        return QStringLiteral("there is no metric “%1”").arg(fault.metric);
    case TileFault::Kind::WrongSource:
        return QStringLiteral("“%1” is no metric of this source").arg(fault.metric);
    case TileFault::Kind::Twice:
        return QStringLiteral("a metric stands there twice");
    case TileFault::Kind::TooManyForStat:
        return QStringLiteral("a stat has one metric, or two for “… of …”");
    case TileFault::Kind::NeedsLimit:
        return QStringLiteral("a strip needs a limit: warn_above, warn_below, error_above or error_below");
    case TileFault::Kind::BadLimit:
        return QStringLiteral("a limit must be a finite number");
    case TileFault::Kind::OtherUnit:
        return QStringLiteral("“%1” has another unit than the first: one chart has one axis").arg(fault.metric);
    }
    return {};
}

Judgement judge(const DashboardTile &tile, double value)
{
    if ((tile.errorAbove && value > *tile.errorAbove) || (tile.errorBelow && value < *tile.errorBelow))
        return Judgement::Error;
    if ((tile.warnAbove && value > *tile.warnAbove) || (tile.warnBelow && value < *tile.warnBelow))
        return Judgement::Warning;
    return tile.warnAbove || tile.warnBelow || tile.errorAbove || tile.errorBelow ? Judgement::Good : Judgement::None;
}

std::optional<TilePlace> moveTile(Dashboard &dashboard, TilePlace from, TileMove how)
{
    if (!exists(dashboard, from))
        return std::nullopt;
    auto &rows = dashboard.rows;
    if (how == TileMove::Left || how == TileMove::Right) {
        const int to = from.column + (how == TileMove::Left ? -1 : 1);
        if (to < 0 || to >= rows.at(from.row).size())
            return std::nullopt;
        rows[from.row].swapItemsAt(from.column, to);
        return TilePlace{from.row, to};
    }
    const bool isAlone = rows.at(from.row).size() == 1;
    int to = from.row + (how == TileMove::Up ? -1 : 1);
    if (to < 0 || (to >= rows.size() && (isAlone || rows.size() >= kMaxDashboardRows)))
        return std::nullopt;
    if (to < rows.size() && rows.at(to).size() >= kMaxTilesPerRow)
        return std::nullopt;
    if (to == rows.size())
        rows.append(QList<DashboardTile>());
    const DashboardTile tile = rows[from.row].takeAt(from.column);
    const auto column = static_cast<int>(std::min<qsizetype>(from.column, rows.at(to).size()));
    rows[to].insert(column, tile);
    if (rows.at(from.row).isEmpty()) {
        rows.removeAt(from.row);
        if (to > from.row)
            --to;
    }
    return TilePlace{to, column};
}

std::optional<TilePlace> addTile(Dashboard &dashboard, const DashboardTile &tile)
{
    auto &rows = dashboard.rows;
    const auto weight = [](const QList<DashboardTile> &row) {
        int sum = 0;
        for (const DashboardTile &each : row)
            sum += static_cast<int>(each.width);
        return sum;
    };
    // Beside the last ones while there is room in their row, and they are of its height.
    const bool fits = !rows.isEmpty() && rows.last().size() < kMaxTilesPerRow
        && weight(rows.last()) + static_cast<int>(tile.width) <= static_cast<int>(Width::Full)
        && (rows.last().first().kind == Kind::Stat) == (tile.kind == Kind::Stat);
    if (!fits && rows.size() >= kMaxDashboardRows)
        return std::nullopt;
    if (!fits)
        rows.append(QList<DashboardTile>());
    rows.last().append(tile);
    return TilePlace{static_cast<int>(rows.size()) - 1, static_cast<int>(rows.last().size()) - 1};
}

bool removeTile(Dashboard &dashboard, TilePlace place)
{
    if (!exists(dashboard, place))
        return false;
    dashboard.rows[place.row].removeAt(place.column);
    if (dashboard.rows.at(place.row).isEmpty())
        dashboard.rows.removeAt(place.row);
    return true;
}

bool resizeTile(Dashboard &dashboard, TilePlace place, DashboardTile::Width width)
{
    if (!exists(dashboard, place) || dashboard.rows.at(place.row).at(place.column).width == width)
        return false;
    dashboard.rows[place.row][place.column].width = width;
    return true;
}

QString dashboardSource(Metric::Of of)
{
    return of == Metric::Of::Postgres ? QStringLiteral("postgres") : of == Metric::Of::Target ? QStringLiteral("target") : QStringLiteral("agent");
}

QString toString(DashboardTile::Kind kind) { return wordOf(kKinds, kind); }
QString toString(DashboardTile::Width width) { return wordOf(kWidths, width); }
std::optional<DashboardTile::Kind> tileKindOf(const QString &word) { return valueOf(kKinds, word); }
std::optional<DashboardTile::Width> tileWidthOf(const QString &word) { return valueOf(kWidths, word); }

bool isDashboardId(const QString &id)
{
    static const QRegularExpression allowed(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,59}\\z"));
    return allowed.match(id).hasMatch();
}

QString dashboardIdFor(const QString &title, const QStringList &taken)
{
    QString id;
    for (const QChar letter : textKey(title)) {
        const bool isPlain = (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9');
        if (isPlain)
            id += letter;
        else if (!id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    id = id.left(kMaxIdChars - 4);
    while (id.endsWith(u'-'))
        id.chop(1);
    if (id.isEmpty())
        id = QStringLiteral("dashboard");
    QString free = id;
    for (int n = 2; taken.contains(free); ++n)
        free = QStringLiteral("%1-%2").arg(id).arg(n);
    return free;
}

} // namespace plancia
