// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/agentservice.h"

#include "app/log/log.h"

#include <QUrl>

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
    const bool any = m_options.address == QHostAddress(QHostAddress::AnyIPv4) || m_options.address == QHostAddress(QHostAddress::Any);
    url.setHost(any ? QStringLiteral("127.0.0.1") : m_options.address.toString());
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
    auto server = std::make_unique<StreamServer>(m_options.name, rules, m_options.limits, m_clock, nullptr);
    auto port = server->listen(m_options.address, m_options.port);
    if (!port)
        return fail(port.error());
    m_server = std::move(server);
    m_port = *port;
    log::info("agent", QStringLiteral("listening"),
              {{QStringLiteral("host"), m_options.address.toString()}, {QStringLiteral("port"), QString::number(*port)}});
    for (const auto &sampler : m_samplers)
        runSampler(sampler);
    return *port;
}

void AgentService::stopHere()
{
    for (const auto &loop : m_loops)
        loop->requestStop();
    m_loops.clear();
    m_ending.clear();
    m_server.reset();
    m_port = 0;
}

void AgentService::runSampler(std::shared_ptr<Sampler> sampler)
{
    // Stays valid: the loops end before the server and the worker do.
    QObject *here = m_worker.context();
    const auto sink = [this, here](StreamItem item) {
        QMetaObject::invokeMethod(here, [this, item = std::move(item)]() mutable {
            if (m_server)
                m_server->publish(std::move(item));
        }, Qt::QueuedConnection);
    };
    m_loops.push_back(std::make_unique<SamplerLoop>(std::move(sampler), sink, m_clock, m_options.samplePeriodMs));
}

void AgentService::endSampler(const QString &source)
{
    forgetEnded();
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
