// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/healthboard.h"
#include "app/monitoring/transport/httpmessage.h"
#include "models/domain/sample.h"

#include <QMap>

namespace plancia::monitoring {

/// What the agent answers besides its stream. JSON is UTF-8; what is asked is in the handbook ("The agent's pages").
///
///   /health           {status, version, uptime, dependencies}: 200, and 503 when down
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
    /// What the stream stands at, for /metrics.
    void setStream(qint64 top, int clients);
    /// A source that is no longer asked.
    void forget(const QString &source) { m_samples.remove(source); }

    /// 404 for a path of no page of these kinds. Answers now, or when the board does.
    void answer(const HttpRequest &request, int kinds, std::function<void(HttpAnswer)> reply);

private:
    HttpAnswer health(const QList<HealthCheck> &checks, bool isDetailed) const;
    HttpAnswer ready(const QList<HealthCheck> &checks) const;
    HttpAnswer live() const;
    HttpAnswer metrics(const QList<HealthCheck> &checks) const;
    double uptimeSeconds() const;

    const QString m_name;
    HealthBoard &m_board;
    const Clock &m_clock;
    const qint64 m_startedAt; ///< monotonic ms
    QMap<QString, Sample> m_samples; ///< by source
    qint64 m_top = 0;
    int m_clients = 0;
};

} // namespace plancia::monitoring
