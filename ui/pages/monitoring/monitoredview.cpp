// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/monitoredview.h"

#include "models/domain/target.h"
#include "models/format/format.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Monitoring)
};
const QString kPrefix = QStringLiteral("pg:");
constexpr qsizetype kMostSources = 200;
} // namespace

QStringList MonitoredView::sources() const
{
    return isLocal() ? QStringList{QStringLiteral("self"), QStringLiteral("store")} : QStringList{id};
}

QList<MonitoredView> viewsOf(const QStringList &sources)
{
    QStringList sorted = sources;
    sorted.removeDuplicates();
    std::sort(sorted.begin(), sorted.end(), [](const QString &a, const QString &b) {
        return QString::localeAwareCompare(a, b) < 0;
    });
    QList<MonitoredView> views{{QStringLiteral("local"), Words::tr("Agent and local store")}};
    for (const QString &source : std::as_const(sorted))
        if (source.startsWith(kPrefix))
            views.append({source, Words::tr("PostgreSQL: %1").arg(source.mid(kPrefix.size()))});
    for (const QString &source : std::as_const(sorted))
        if (const QString target = targetNameOf(source); !target.isEmpty())
            views.append({source, Words::tr("Target: %1").arg(target)});
    return views;
}

QStringList seriesAmong(const QList<Sample> &samples, const QString &source)
{
    QSet<QString> names;
    for (const Sample &sample : samples)
        if (sample.source == source)
            for (auto value = sample.values.keyBegin(); value != sample.values.keyEnd(); ++value)
                if (seriesMetric(*value))
                    names.insert(*value);
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    return sorted;
}

void MonitoredSources::add(const QString &source)
{
    if (m_all.size() < kMostSources && !m_all.contains(source))
        m_all.append(source);
}

bool MonitoredSources::take(const QList<Sample> &samples)
{
    const qsizetype before = m_all.size();
    const QSet<QString> wereAsleep = m_asleep;
    for (const Sample &sample : samples) {
        add(sample.source);
        if (sample.values.value(metric::PgAsleep) == 1 && m_all.contains(sample.source))
            m_asleep.insert(sample.source);
        else if (!sample.values.isEmpty())
            m_asleep.remove(sample.source);
    }
    return m_all.size() != before || m_asleep != wereAsleep;
}

QString gapLabel(const StreamGap &gap)
{
    const auto why = [&] {
        switch (gap.reason) {
        case StreamGap::Reason::AgentAway:
            return Words::tr("agent away");
        case StreamGap::Reason::Evicted:
            return Words::tr("not kept");
        case StreamGap::Reason::CounterReset:
            return Words::tr("counters began anew");
        case StreamGap::Reason::SourceDown:
            return Words::tr("no answer");
        }
        return QString();
    };
    return why() + u' ' + format::duration(std::max<qint64>(1000, (gap.to - gap.from) / 1000 * 1000));
}

QString absenceWords(const QString &metric, const ServerRights &has)
{
    const Metric *known = metricByName(metric);
    if (!known)
        return {};
    if (metric.startsWith(QLatin1String("pg.replication.")) && has.standbys == 0.0)
        return Words::tr("no standby");
    if (metric == QLatin1String("pg.checksum_failures"))
        return Words::tr("checksums are off");
    if (metric == QLatin1String("pg.slots.kept_bytes"))
        return Words::tr("no slot");
    if (metric == QLatin1String("pg.archiver.age_s"))
        return Words::tr("nothing archived");
    switch (known->needs) {
    case Metric::Needs::Monitor:
        return has.monitor == 0.0 ? Words::tr("needs pg_monitor") : QString();
    case Metric::Needs::Statements:
        return has.statements == 0.0 ? Words::tr("needs pg_stat_statements") : QString();
    case Metric::Needs::Standby:
        return Words::tr("only of a standby");
    case Metric::Needs::Primary:
        return Words::tr("not of a standby");
    case Metric::Needs::Nothing:
        break;
    }
    return {};
}

} // namespace plancia::ui
