// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/agentservice.h"

#include "app/log/log.h"

#include <QUrl>
#include <algorithm>

namespace plancia::monitoring {

AgentService::AgentService(AgentOptions options, const Clock &clock)
    : m_options(std::move(options)), m_clock(clock), m_worker(QStringLiteral("agent"))
{
}

AgentService::~AgentService()
{
    stop();
    m_worker.stop();
}

QFuture<Result<quint16>> AgentService::start()
{
    return m_worker.run([this] { return startHere(); });
}

QFuture<Result<quint16>> AgentService::restart()
{
    return m_worker.run([this] {
        stopHere();
        return startHere();
    });
}

void AgentService::stop()
{
    m_worker.run([this]() -> Result<bool> {
        stopHere();
        return true;
    }).waitForFinished();
}

QUrl AgentService::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("ws"));
    const QHostAddress address = m_options.stream.value_or(Endpoint{}).address;
    const bool any = address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::Any);
    url.setHost(any ? QStringLiteral("127.0.0.1") : address.toString());
    url.setPort(m_port);
    url.setPath(QStringLiteral("/stream"));
    return url;
}

void AgentService::addSampler(std::shared_ptr<Sampler> sampler)
{
    m_worker.post([this, sampler = std::move(sampler)] {
        endSampler(sampler->source());
        m_samplers.push_back(sampler);
        if (m_server)
            runSampler(sampler);
    });
}

void AgentService::removeSampler(const QString &source)
{
    m_worker.post([this, source] { endSampler(source); });
}

Result<quint16> AgentService::startHere()
{
    if (m_server)
        return m_port.load();
    AccessRules rules;
    if (!m_options.token.isEmpty())
        rules.tokenSha256 = tokenHash(m_options.token);
    for (const QString &host : m_options.hosts)
        rules.hosts.append(host.toLower());
    rules.origins = m_options.origins;
    m_board = std::make_unique<HealthBoard>(m_options.healthLimits, m_clock, nullptr);
    for (const HealthProbe &probe : std::as_const(m_probes))
        m_board->add(probe);
    m_pages = std::make_unique<AgentPages>(m_options.name, *m_board, m_clock);
    auto server = std::make_unique<StreamServer>(m_options.name, rules, m_options.limits, m_clock, nullptr);
    if (auto listening = listen(*server, rules); !listening) {
        server.reset();
        stopHere();
        return fail(listening.error());
    }
    m_server = std::move(server);
    for (const auto &sampler : m_samplers)
        runSampler(sampler);
    return m_port.load();
}

/// One gate for each address and port, with all that is served there.
Result<bool> AgentService::listen(StreamServer &server, const AccessRules &rules)
{
    struct Wanted {
        Endpoint endpoint;
        bool hasStream = false;
        int pages = 0;
    };
    std::vector<Wanted> all;
    const auto at = [&all](const Endpoint &endpoint) -> Wanted & {
        const auto known = std::ranges::find(all, endpoint, &Wanted::endpoint);
        return known == all.end() ? all.emplace_back(Wanted{endpoint}) : *known;
    };
    if (m_options.stream)
        at(*m_options.stream).hasStream = true;
    if (m_options.health)
        at(*m_options.health).pages |= AgentPages::Health;
    if (m_options.metrics)
        at(*m_options.metrics).pages |= AgentPages::Metrics;
    for (const Wanted &one : all) {
        StreamGate *gate = &server.gate();
        if (!one.hasStream) {
            m_pageGates.push_back(std::make_unique<StreamGate>(rules, m_options.limits.gate, nullptr));
            gate = m_pageGates.back().get();
            gate->closeStream();
        }
        if (one.pages != 0)
            gate->setPages([this, kinds = one.pages](const HttpRequest &request, std::function<void(HttpAnswer)> reply) {
                if (m_server)
                    m_pages->setStream(m_server->ring().top(), m_server->clients());
                m_pages->answer(request, kinds, std::move(reply));
            });
        const auto port = gate->listen(one.endpoint.address, one.endpoint.port);
        if (!port)
            return fail(port.error());
        if (one.hasStream)
            m_port = *port;
        if (one.pages & AgentPages::Health)
            m_healthPort = *port;
        if (one.pages & AgentPages::Metrics)
            m_metricsPort = *port;
        log::info("agent", QStringLiteral("listening"),
                  {{QStringLiteral("host"), one.endpoint.address.toString()}, {QStringLiteral("port"), QString::number(*port)}});
    }
    return true;
}

void AgentService::take(StreamItem item)
{
    if (!m_server)
        return;
    m_pages->note(item.sample);
    m_server->publish(std::move(item));
}

void AgentService::stopHere()
{
    for (const auto &loop : m_loops)
        loop->requestStop();
    m_loops.clear();
    m_ending.clear();
    m_pageGates.clear();
    m_server.reset();
    m_pages.reset();
    m_board.reset();
    m_port = m_healthPort = m_metricsPort = 0;
}

void AgentService::runSampler(std::shared_ptr<Sampler> sampler)
{
    // Stays valid: the loops end before the server and the worker do.
    QObject *here = m_worker.context();
    const auto sink = [this, here](StreamItem item) {
        QMetaObject::invokeMethod(here, [this, item = std::move(item)]() mutable { take(std::move(item)); }, Qt::QueuedConnection);
    };
    m_loops.push_back(std::make_unique<SamplerLoop>(std::move(sampler), sink, m_clock, m_options.samplePeriodMs));
}

void AgentService::endSampler(const QString &source)
{
    forgetEnded();
    if (m_pages)
        m_pages->forget(source);
    std::erase_if(m_samplers, [&source](const auto &sampler) { return sampler->source() == source; });
    for (auto loop = m_loops.begin(); loop != m_loops.end();) {
        if ((*loop)->source() != source) {
            ++loop;
            continue;
        }
        (*loop)->requestStop();
        m_ending.push_back(std::move(*loop)); // waiting for it here would hold up the stream
        loop = m_loops.erase(loop);
    }
}

void AgentService::forgetEnded()
{
    std::erase_if(m_ending, [](const auto &loop) { return !loop->isRunning(); });
}

} // namespace plancia::monitoring
