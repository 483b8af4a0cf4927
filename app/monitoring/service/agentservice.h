// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertdesk.h"
#include "app/monitoring/events/eventintake.h"
#include "app/monitoring/events/eventlistener.h"
#include "app/monitoring/events/sourcewatch.h"
#include "app/monitoring/health/healthboard.h"
#include "app/monitoring/health/targetlook.h"
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
    QByteArray token;                            ///< one that is accepted; empty: none
    QList<AccessRules::Token> tokens;            ///< further ones
    bool asksToken = false;                      ///< also while there is no token at all, so that nobody may come; else only when there is one
    std::optional<QSslConfiguration> tls;        ///< every port speaks TLS then, and nothing else
    QStringList hosts;                           ///< see AccessRules
    QStringList origins;
    StreamServer::Limits limits;
    HealthBoard::Limits healthLimits;
    EventSampler::Rules sampling = EventSampler::usualRules(); ///< of events
    EventIntake::Limits eventLimits;
    EventListener::Limits channelLimits;
    AlertDesk::Rules alerts;
    QString alertMemory; ///< see AlertDesk::Options
    AlertNotifier::Limits notifying;
    int samplePeriodMs = 1000;
    bool readersLook = true; ///< whoever reads the stream looks at every source; else only setLookedAt() says so
    int unreadMs = 10'000; ///< so long after the last look has ended, a server that may sleep is left alone
};

/// The agent: samples its sources once a second, takes the events that are sent to it, and serves the stream and the pages of AgentPages. The program plancia-agent runs one; the console
/// carries one inside. Owns its threads: one for the network, one a source, one a
/// channel. All functions from any one thread at a time;
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

    /// Other tokens than those of the options, and another certificate where there was one, for whoever comes from now on. Open streams
    /// stay. Before or after start().
    void setAccess(QByteArray token, QList<AccessRules::Token> tokens, std::optional<QSslConfiguration> tls);
    /// Takes the place of a sampler of the same source. Before or after start().
    void addSampler(std::shared_ptr<Sampler> sampler);
    void removeSampler(const QString &source);
    /// Looks at it at its own period: samples and events of "target:<name>", and /health. Takes the place of a target of the same name,
    /// which is removed by removeSampler(). Before or after start().
    void addTarget(const HealthTarget &target, const TargetMeans &means);
    /// What is looked at now, whoever reads: of these servers that may sleep none does. Before or after start().
    void setLookedAt(QSet<QString> sources);
    /// Looks at a source now, one time more. False when it is not sampled.
    QFuture<Result<bool>> lookNow(const QString &source);
    /// Takes the events that a server notifies on a channel, too. Before start().
    void addChannel(EventListener::Server server) { m_channels.append(std::move(server)); }
    /// Other rules and channels than those of the options, from now on.
    void setAlerts(AlertDesk::Rules rules);
    /// What /health tells of. Before start().
    void addProbe(HealthProbe probe) { m_probes.append(std::move(probe)); }

private:
    Result<quint16> startHere();
    AccessRules rules() const;
    Result<bool> listen(StreamServer &server, const AccessRules &rules);
    void take(StreamItem item);
    void noteReaders();
    void takeLook(const HealthTarget &target, const std::optional<HealthCheck> &before, const HealthCheck &now);
    void publish(Event event);
    void listenTo(const EventListener::Server &server);
    void stopHere();
    void runSampler(std::shared_ptr<Sampler> sampler);
    void endSampler(const QString &source);
    void forgetEnded();

    const AgentOptions m_options;
    const Clock &m_clock;
    QList<HealthProbe> m_probes;
    QList<EventListener::Server> m_channels;
    std::atomic<quint16> m_port{0}, m_healthPort{0}, m_metricsPort{0};
    // Below: only on the worker's thread.
    QByteArray m_token;
    QList<AccessRules::Token> m_tokens;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<HealthBoard> m_board;
    std::unique_ptr<AgentPages> m_pages;
    std::unique_ptr<StreamServer> m_server;
    std::unique_ptr<EventIntake> m_intake;
    std::unique_ptr<QTimer> m_flushing, m_judging;
    AlertDesk::Rules m_alertRules;
    std::unique_ptr<AlertDesk> m_alerts;
    SourceWatch m_watch;
    QSet<QString> m_asleep; ///< sources
    QSet<QString> m_lookedAt;
    QHash<QString, qint64> m_readAt; ///< by source that is read: monotonic ms of when it was looked at last
    std::vector<std::unique_ptr<EventListener>> m_listeners;
    std::vector<std::unique_ptr<StreamGate>> m_pageGates;
    std::vector<std::shared_ptr<Sampler>> m_samplers;
    std::vector<std::unique_ptr<SamplerLoop>> m_loops;
    std::vector<std::unique_ptr<SamplerLoop>> m_ending; ///< asked to stop, perhaps still in a look
    tasks::Worker m_worker;
};

} // namespace plancia::monitoring
