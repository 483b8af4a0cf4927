// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/events/eventintake.h"
#include "app/monitoring/health/healthboard.h"
#include "app/monitoring/transport/httpmessage.h"
#include "models/domain/sample.h"

#include <QHash>
#include <QMap>

namespace plancia::monitoring {

/// What the agent answers besides its stream. JSON is UTF-8; what is asked is in the handbook ("The agent's pages").
///
///   /health           {status, version, uptime, dependencies}: 200, and 503 when down; targets as they were seen last
///   /health/detailed  the same, with why and how long
///   /health/ready     200 when nothing critical is down, else 503
///   /health/live      200, whatever the dependencies do: touches none
///   /metrics          Prometheus' text format 0.0.4
///
/// Lives in the service's thread; the board and the clock outlive it.
class AgentPages {
public:
    /// Which of them a port serves.
    enum Kind { Health = 1, Metrics = 2 };

    AgentPages(QString agentName, HealthBoard &board, const Clock &clock);

    /// The newest values of a source.
    void note(const Sample &sample);
    /// The last look at a target: it is told as it is, and nothing looks at it for a request.
    void noteTarget(const HealthCheck &check) { m_targets.insert(check.name, check); }
    QList<HealthCheck> targets() const { return m_targets.values(); }
    /// What the stream stands at, for /metrics.
    void setStream(qint64 top, int clients);
    void setEvents(const EventIntake::Counters &counters) { m_events = counters; }
    /// A source that is no longer asked.
    void forget(const QString &source)
    {
        m_sources.remove(source);
        m_targets.remove(source);
    }

    /// 404 for a path of no page of these kinds. Answers now, or when the board does.
    void answer(const HttpRequest &request, int kinds, std::function<void(HttpAnswer)> reply);

private:
    /// The newest of each of its values: not every metric is in every sample.
    struct Source {
        struct Value {
            double number = 0;
            qint64 at = 0; ///< Unix ms UTC
        };
        qint64 at = 0; ///< of the newest sample
        bool isUp = false;
        qint64 standsMs = 0; ///< of a target, two periods: the next look may take as long as one; 0: each second
        QHash<QString, Value> values;
    };
    HttpAnswer health(const QList<HealthCheck> &checks, bool isDetailed) const;
    HttpAnswer ready(const QList<HealthCheck> &checks) const;
    HttpAnswer live() const;
    HttpAnswer metrics(const QList<HealthCheck> &checks) const;
    double uptimeSeconds() const;

    const QString m_name;
    HealthBoard &m_board;
    const Clock &m_clock;
    const qint64 m_startedAt; ///< monotonic ms
    QMap<QString, Source> m_sources;
    QMap<QString, HealthCheck> m_targets; ///< by source
    qint64 m_top = 0;
    int m_clients = 0;
    EventIntake::Counters m_events;
};

} // namespace plancia::monitoring
