// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/dashboard.h"
#include "models/domain/sample.h"

#include <QSet>
#include <QStringList>

namespace plancia::ui {

/// What can be looked at: the agent itself with its store, one PostgreSQL, or one health target.
struct MonitoredView {
    QString id;   ///< "local", "pg:<name>" or "target:<name>"
    QString name; ///< as the selector shows it
    bool isLocal() const { return id == u"local"; }
    Metric::Of of() const { return isLocal() ? Metric::Of::Agent : id.startsWith(u"target:") ? Metric::Of::Target : Metric::Of::Postgres; }
    /// The sources whose samples it takes.
    QStringList sources() const;
    bool takes(const QString &source) const { return sources().contains(source); }
};
/// The local view first, then each PostgreSQL among the sources and each target, by name.
QList<MonitoredView> viewsOf(const QStringList &sources);

/// The sources that were heard of, and which of them sleep. No more than anybody can look at, whatever an agent sends.
class MonitoredSources {
public:
    void add(const QString &source);
    /// Whether there is something new to show.
    bool take(const QList<Sample> &samples);
    const QStringList &all() const { return m_all; }
    bool isAsleep(const QString &source) const { return m_asleep.contains(source); }

private:
    QStringList m_all;
    QSet<QString> m_asleep;
};

/// The metrics that series of a target's page gave, by name.
QStringList seriesAmong(const QList<Sample> &samples, const QString &source);

/// "agent away 11 s": why nothing is known, and for how long.
QString gapLabel(const StreamGap &gap);

/// Why there is no value of a metric; empty when nothing is known of a reason. `has`: the values of pg.has.monitor, pg.has.statements
/// and pg.standbys, absent while they are not known.
struct ServerRights {
    std::optional<double> monitor, statements, standbys;
};
QString absenceWords(const QString &metric, const ServerRights &has);

} // namespace plancia::ui
