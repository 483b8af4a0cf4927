// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <span>

/// What can be measured: one row a metric, with its unit and what a server must have or grant for it. The names are fixed in
/// the handbook ("Metrics"), in files of dashboards, in the stream and in telemetry; a row is never renamed.
/// What counts events (checkpoints, evictions, failures of archiving) holds how many there were since the look before.
namespace plancia {

/// Events: how many there were since the look before; all others are what was at that time, or a rate. Number: of a unit that nobody told.
enum class Quantity { Count, Events, PerSecond, BytesPerSecond, Ratio, Milliseconds, Seconds, Bytes, Cores, Number };

struct Metric {
    enum class Of { Agent, Store, Postgres, Target }; ///< source "self", "store", "pg:<name>", "target:<name>"
    enum class Needs {
        Nothing,
        Monitor,    ///< the role pg_monitor; without it the value is absent, or of this role's own sessions only
        Statements, ///< the extension pg_stat_statements, readable
        Primary,    ///< a server that is not a standby
        Standby
    };
    /// How often it is looked at, in seconds: what costs more is looked at more rarely. Between two looks it is absent. A target
    /// has a period of its own, target.every_s.
    enum Every { EverySecond = 1, EveryTen = 10, EveryMinute = 60 };

    const char *name;
    const char *label;   ///< in a legend: of context "Metric", lower case
    Quantity quantity;
    Of of;
    Every every = EverySecond;
    Needs needs = Needs::Nothing;
    int since = 13;      ///< PostgreSQL's major version
    int until = 99;      ///< the last that has it
};

namespace metric {
inline const QString PgAsleep = QStringLiteral("pg.asleep"); ///< 1: the only value of its sample
inline const QString PgConnect = QStringLiteral("pg.connect_ms");
} // namespace metric

/// Every metric, in the handbook's order.
std::span<const Metric> metrics();
/// Also of a series of a page (models/domain/pageseries.h): then a row without a label that is none of metrics(), and whose name is that
/// of its kind. Null for an unknown name.
const Metric *metricByName(const QString &name);
/// Its label in the current language; of a series as its page spells it; the name itself when it is unknown.
QString metricLabel(const QString &name);
/// The same where a title stands: it begins with a capital, but for a series.
QString metricTitle(const QString &name);
/// "count", "per_second", …: for the CLI and files.
QString toString(Quantity quantity);
/// The unit as the handbook and a CSV name it: "1/s", "bytes", "ms" …
QString unitOf(Quantity quantity);

/// What must be done so that a metric can be read, as one line of SQL for `role`; empty when nothing can be done.
QString grantFor(Metric::Needs needs, const QString &role);

} // namespace plancia
