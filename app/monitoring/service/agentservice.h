// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/healthboard.h"
#include "app/monitoring/sampler/samplerloop.h"
#include "app/monitoring/service/agentpages.h"
#include "app/monitoring/transport/streamserver.h"
#include "app/tasks/worker.h"

#include <QFuture>
#include <atomic>

namespace plancia::monitoring {

/// Where something is served; port 0: the system picks.
struct Endpoint {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;
    bool operator==(const Endpoint &) const = default;
};

struct AgentOptions {
    QString name;                                ///< shown in the console
    /// What is served, and where; what has the same address and port shares it.
    std::optional<Endpoint> stream = Endpoint{}, health, metrics;
    QByteArray token;                            ///< empty: none asked for
    QStringList hosts;                           ///< see AccessRules
    QStringList origins;
    StreamServer::Limits limits;
    HealthBoard::Limits healthLimits;
    int samplePeriodMs = 1000;
};

/// The agent: samples its sources once a second, and serves the stream and the pages of AgentPages. The program plancia-agent runs one; the console
/// carries one inside. Owns its threads: one for the network, one a source. All functions from any one thread at a time;
/// nothing but stop() blocks.
class AgentService {
public:
    AgentService(AgentOptions options, const Clock &clock);
    ~AgentService(); ///< stops
    AgentService(const AgentService &) = delete;
    AgentService &operator=(const AgentService &) = delete;

    /// Listens and begins to sample; gives the real port of the stream. STREAM_004 when a port cannot be had: then nothing runs, and
    /// start() may be called again. Started already: the port.
    QFuture<Result<quint16>> start();
    /// Ends streams and sampling, and waits for a look that is under way (cancelled, so a few seconds at worst).
    /// start() afterwards begins a new epoch.
    void stop();
    /// stop() and start() in one, without blocking the caller.
    QFuture<Result<quint16>> restart();
    quint16 port() const { return m_port; } ///< of the stream; 0 while stopped, and without one
    quint16 healthPort() const { return m_healthPort; }
    quint16 metricsPort() const { return m_metricsPort; }
    /// What a client in this process uses; valid once started.
    QUrl url() const;
    QByteArray token() const { return m_options.token; }
    QString name() const { return m_options.name; }

    /// Takes the place of a sampler of the same source. Before or after start().
    void addSampler(std::shared_ptr<Sampler> sampler);
    void removeSampler(const QString &source);
    /// What /health tells of. Before start().
    void addProbe(HealthProbe probe) { m_probes.append(std::move(probe)); }

private:
    Result<quint16> startHere();
    Result<bool> listen(StreamServer &server, const AccessRules &rules);
    void take(StreamItem item);
    void stopHere();
    void runSampler(std::shared_ptr<Sampler> sampler);
    void endSampler(const QString &source);
    void forgetEnded();

    const AgentOptions m_options;
    const Clock &m_clock;
    QList<HealthProbe> m_probes;
    std::atomic<quint16> m_port{0}, m_healthPort{0}, m_metricsPort{0};
    // Below: only on the worker's thread.
    std::unique_ptr<HealthBoard> m_board;
    std::unique_ptr<AgentPages> m_pages;
    std::unique_ptr<StreamServer> m_server;
    std::vector<std::unique_ptr<StreamGate>> m_pageGates;
    std::vector<std::shared_ptr<Sampler>> m_samplers;
    std::vector<std::unique_ptr<SamplerLoop>> m_loops;
    std::vector<std::unique_ptr<SamplerLoop>> m_ending; ///< asked to stop, perhaps still in a look
    tasks::Worker m_worker;
};

} // namespace plancia::monitoring
