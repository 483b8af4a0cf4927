// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sample.h"
#include "models/items/roles.h"

#include <QStringList>

/// What the Monitoring page draws for a source, as tables: one row a line, chart or tile. Pure; words of the current
/// language.
namespace plancia::ui {

enum class Quantity { Count, PerSecond, Ratio, Milliseconds, Bytes, Cores };

struct MonitoredLine {
    QString metric;
    QString source; ///< "self" or "store"; empty: the source that was chosen
    QString label;
    int colour = 0; ///< Theme::series()
};
struct MonitoredChart {
    QString id;
    QString title;
    Quantity quantity = Quantity::Count;
    QList<MonitoredLine> lines;
};

/// What can be looked at: the agent itself with its store, or one PostgreSQL.
struct MonitoredView {
    QString id;   ///< "local" or "pg:<name>"
    QString name; ///< as the selector shows it
    bool isLocal() const { return id == u"local"; }
    /// The sources whose samples it takes.
    bool takes(const QString &source) const
    {
        return isLocal() ? source == u"self" || source == u"store" : source == id;
    }
};
/// The local view first, then each PostgreSQL among the sources by name.
QList<MonitoredView> viewsOf(const QStringList &sources);
QList<MonitoredChart> chartsOf(const MonitoredView &view);

/// A tile: the newest value in words, and how it is to be taken.
struct TileWords {
    QString id;
    QString title;
    QString value; ///< "–" while nothing is known
    QString state; ///< words of the pill; empty without one
    Tone tone = Tone::None;
};
/// `values`: the newest of each metric. Thresholds are in the source.
QList<TileWords> tilesOf(const MonitoredView &view, const QHash<QString, double> &values);

/// "1 842", "38 ms", "99.2 %", "41 MiB".
QString quantityText(Quantity quantity, double value);

} // namespace plancia::ui
