// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/usage.h"
#include "models/items/figuresmodel.h"

#include <QLocale>

/// The tables of the use of keys: columns and lines in the current language. All pure.
namespace plancia::usagetables {

enum class Table { Endpoints, Keys, Statuses, Models, Days, Limits, Refusals, Recent };
QString title(Table table);
QList<ItemColumn> columns(Table table);
/// Of every table but Recent.
QList<FigureRow> rows(Table table, const UsageReport &report, const QLocale &locale = QLocale());
QList<FigureRow> recentRows(const QList<UsageEvent> &events, const QLocale &locale = QLocale());

/// Says how many lines there are when not all of them are told; empty otherwise.
QString cutWords(Table table, const UsageReport &report, const QLocale &locale = QLocale());

/// What can be seen of each day.
enum class Chart { Calls, Latency, Tokens, Cost, Refusals, Limits };
QList<Chart> charts(); ///< in the order in which they are offered
QString title(Chart chart);
/// What the two parts of a bar are; the second is empty where there is one alone.
QStringList chartParts(Chart chart);
struct ChartDay {
    qint64 at = 0; ///< midnight in UTC
    double lower = 0, upper = 0; ///< the parts of the bar, the second on the first
    QString words; ///< all numbers of the day
};
QList<ChartDay> chartDays(Chart chart, const UsageReport &report, const QLocale &locale = QLocale());
/// A number at the scale.
QString chartNumber(Chart chart, double value, const QLocale &locale = QLocale());

QString title(KeyHygiene kind);
/// Why somebody should look, as a sentence.
QString sentence(KeyHygiene kind);
QList<ItemColumn> hygieneColumns(KeyHygiene kind);
QStringList hygieneCells(const HygieneRow &row, KeyHygiene kind, qint64 nowMs, const QLocale &locale = QLocale());

/// "12.4 ms"
QString latency(double us, const QLocale &locale = QLocale());
/// Millionths as a decimal number: "1.25".
QString cost(qint64 micros, const QLocale &locale = QLocale());
/// "2.5 %" of calls that failed; "–" without calls.
QString failureShare(const UsageSum &sum, const QLocale &locale = QLocale());

} // namespace plancia::usagetables
