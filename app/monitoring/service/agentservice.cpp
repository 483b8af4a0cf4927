// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/agentservice.h"

#include "app/log/log.h"
#include "app/monitoring/health/targetsampler.h"
#include "models/domain/metric.h"

#include <QUrl>
#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr int kFlushMs = 100;
constexpr int kJudgeMs = 1000;
} // namespace

AgentService::AgentService(AgentOptions options, const Clock &clock)
    : m_options(std::move(options)), m_clock(clock), m_token(m_options.token), m_tokens(m_options.tokens), m_tls(m_options.tls), m_alertRules(m_options.alerts), m_worker(QStringLiteral("agent"))
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
    url.setScheme(m_options.tls ? QStringLiteral("wss") : QStringLiteral("ws"));
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

void AgentService::addTarget(const HealthTarget &target, const TargetMeans &means)
{
    // Stays valid: the loops end before the worker does.
    QObject *here = m_worker.context();
    addSampler(std::make_shared<TargetSampler>(target, means, m_clock, [this, here](const HealthTarget &one, const std::optional<HealthCheck> &before, const HealthCheck &now) {
        QMetaObject::invokeMethod(here, [this, one, before, now] { takeLook(one, before, now); }, Qt::QueuedConnection);
    }));
}

void AgentService::setLookedAt(QSet<QString> sources)
{
    m_worker.post([this, sources = std::move(sources)] { m_lookedAt = sources; });
}

QFuture<Result<bool>> AgentService::lookNow(const QString &source)
{
    return m_worker.run([this, source]() -> Result<bool> {
        const auto loop = std::ranges::find_if(m_loops, [&source](const auto &one) { return one->source() == source; });
        if (loop == m_loops.end())
            return false;
        (*loop)->lookNow();
        return true;
    });
}

void AgentService::setAccess(QByteArray token, QList<AccessRules::Token> tokens, std::optional<QSslConfiguration> tls)
{
    m_worker.post([this, token = std::move(token), tokens = std::move(tokens), tls = std::move(tls)] {
        m_token = token;
        m_tokens = tokens;
        if (m_tls && tls)
            m_tls = tls;
        if (!m_server)
            return;
        const auto tell = [this](StreamGate &gate) {
            gate.setRules(rules());
            gate.setTls(m_tls);
        };
        tell(m_server->gate());
        for (const auto &gate : m_pageGates)
            tell(*gate);
    });
}

AccessRules AgentService::rules() const
{
    AccessRules rules;
    rules.tokens = m_tokens;
    if (!m_token.isEmpty())
        rules.tokens.append({QString(), tokenHash(m_token), 0});
    rules.asksToken = m_options.asksToken || !rules.tokens.isEmpty();
    for (const QString &host : m_options.hosts)
        rules.hosts.append(host.toLower());
    rules.origins = m_options.origins;
    return rules;
}

void AgentService::removeSampler(const QString &source)
{
    m_worker.post([this, source] {
        endSampler(source);
        m_readAt.remove(source);
        if (m_alerts) // not when another takes its place
            m_alerts->forget(source);
    });
}

void AgentService::setAlerts(AlertDesk::Rules rules)
{
    m_worker.post([this, rules = std::move(rules)] {
        m_alertRules = rules;
        if (m_alerts)
            m_alerts->configure(rules);
    });
}

Result<quint16> AgentService::startHere()
{
    if (m_server)
        return m_port.load();
    m_board = std::make_unique<HealthBoard>(m_options.healthLimits, m_clock, nullptr);
    for (const HealthProbe &probe : std::as_const(m_probes))
        m_board->add(probe);
    m_pages = std::make_unique<AgentPages>(m_options.name, *m_board, m_clock);
    m_intake = std::make_unique<EventIntake>(m_options.sampling, m_options.eventLimits, m_clock, [this](Event event) { publish(std::move(event)); });
    m_alerts = std::make_unique<AlertDesk>(m_alertRules, AlertDesk::Options{m_options.name, m_options.alertMemory, m_options.notifying}, m_clock,
                                           [this](Event event) { m_intake->tell(std::move(event)); });
    auto server = std::make_unique<StreamServer>(m_options.name, rules(), m_options.limits, m_clock, nullptr);
    if (auto listening = listen(*server, rules()); !listening) {
        server.reset();
        stopHere();
        return fail(listening.error());
    }
    m_server = std::move(server);
    m_flushing = std::make_unique<QTimer>();
    QObject::connect(m_flushing.get(), &QTimer::timeout, m_worker.context(), [this] {
        m_intake->flush();
        noteReaders();
    });
    m_flushing->start(kFlushMs);
    m_judging = std::make_unique<QTimer>();
    QObject::connect(m_judging.get(), &QTimer::timeout, m_worker.context(), [this] { m_alerts->tick(); });
    m_judging->start(kJudgeMs);
    Event began;
    began.source = QStringLiteral("agent");
    began.type = QStringLiteral("agent.start");
    began.message = QStringLiteral("The agent has started, version %1.").arg(QStringLiteral(PLANCIA_VERSION));
    m_intake->tell(std::move(began));
    for (const auto &sampler : m_samplers)
        runSampler(sampler);
    for (const EventListener::Server &channel : std::as_const(m_channels))
        listenTo(channel);
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
            m_pageGates.push_back(std::make_unique<StreamGate>(rules, m_options.limits.gate, m_clock, nullptr));
            gate = m_pageGates.back().get();
            gate->closeStream();
        }
        gate->setTls(m_tls);
        if (one.hasStream)
            gate->setPosts(
                [](const HttpRequest &request) {
                    return request.target == kEventsPath || (request.method == "POST" && AlertDesk::isMine(request.target));
                },
                [this](const HttpRequest &request, const QByteArray &body, std::function<void(HttpAnswer)> reply) {
                    if (request.target == kEventsPath)
                        return reply(m_intake->post(request, body));
                    m_alerts->answer(request, body, std::move(reply));
                });
        if (one.pages != 0 || one.hasStream)
            gate->setPages([this, kinds = one.pages, isStream = one.hasStream](const HttpRequest &request, std::function<void(HttpAnswer)> reply) {
                if (isStream && AlertDesk::isMine(request.target))
                    return m_alerts->answer(request, {}, std::move(reply));
                if (m_server)
                    m_pages->setStream(m_server->ring().top(), m_server->clients());
                m_pages->setEvents(m_intake->counters());
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
    if (item.event)
        return m_intake->noticed(std::move(*item.event));
    if (!item.isSample())
        return m_server->publish(std::move(item));
    m_pages->note(item.sample);
    // Asleep nothing is known, and that is meant: what was judged ends, and no rule misses an answer.
    if (item.sample.values.value(metric::PgAsleep) == 1) {
        if (!m_asleep.contains(item.sample.source))
            m_alerts->forget(item.sample.source);
        m_asleep.insert(item.sample.source);
    } else {
        m_asleep.remove(item.sample.source);
        m_alerts->note(item.sample);
    }
    auto changed = m_watch.note(item.sample);
    m_server->publish(std::move(item));
    if (changed)
        m_intake->tell(std::move(*changed));
}

/// Servers that may sleep are woken by the first who looks, at once, and sleep some time after the last.
void AgentService::noteReaders()
{
    const qint64 now = m_clock.monotonicMs();
    const bool isAllLookedAt = m_options.readersLook && m_server->readers() > 0;
    for (const auto &sampler : m_samplers) {
        const QString source = sampler->source();
        const bool wasRead = m_readAt.contains(source);
        if (isAllLookedAt || m_lookedAt.contains(source))
            m_readAt.insert(source, now);
        else if (wasRead && now - m_readAt.value(source) >= m_options.unreadMs)
            m_readAt.remove(source);
        if (m_readAt.contains(source) == wasRead)
            continue;
        sampler->setRead(!wasRead);
        if (!wasRead && m_asleep.contains(source))
            for (const auto &loop : m_loops)
                if (loop->source() == source)
                    loop->lookNow();
    }
}

void AgentService::takeLook(const HealthTarget &target, const std::optional<HealthCheck> &before, const HealthCheck &now)
{
    const bool isWatched = std::ranges::any_of(m_loops, [&now](const auto &loop) { return loop->source() == now.name; });
    if (!m_server || !isWatched) // it was removed meanwhile
        return;
    m_pages->noteTarget(now);
    if (auto changed = healthEvent(target, before, now))
        m_intake->tell(std::move(*changed));
}

void AgentService::publish(Event event)
{
    if (!m_server)
        return;
    m_alerts->note(event);
    m_server->publish({{0, m_clock.nowMs(), event.source, {}}, {}, std::move(event)});
}

void AgentService::listenTo(const EventListener::Server &server)
{
    // Stays valid: the listeners end before the intake and the worker do.
    QObject *here = m_worker.context();
    EventListener::Sink sink;
    sink.notified = [this, here, source = EventListener::sourceOf(server)](QList<QByteArray> payloads, std::shared_ptr<const void> ticket) {
        QMetaObject::invokeMethod(
            here,
            [this, source, payloads = std::move(payloads), ticket = std::move(ticket)] {
                if (m_intake)
                    m_intake->notified(payloads, source);
            },
            Qt::QueuedConnection);
    };
    sink.tell = [this, here](Event event) {
        QMetaObject::invokeMethod(
            here,
            [this, event = std::move(event)]() mutable {
                if (m_intake)
                    m_intake->tell(std::move(event));
            },
            Qt::QueuedConnection);
    };
    m_listeners.push_back(std::make_unique<EventListener>(server, std::move(sink), m_clock, m_options.channelLimits));
}

void AgentService::stopHere()
{
    for (const auto &listener : m_listeners)
        listener->requestStop();
    for (const auto &loop : m_loops)
        loop->requestStop();
    m_listeners.clear();
    m_loops.clear();
    m_ending.clear();
    m_pageGates.clear();
    m_flushing.reset();
    m_judging.reset();
    if (m_intake)
        m_intake->flushAll();
    m_server.reset();
    m_alerts.reset();
    m_intake.reset();
    m_watch = {};
    m_asleep.clear();
    m_readAt.clear();
    m_pages.reset();
    m_board.reset();
    m_port = m_healthPort = m_metricsPort = 0;
}

void AgentService::runSampler(std::shared_ptr<Sampler> sampler)
{
    sampler->setRead(m_readAt.contains(sampler->source()));
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
    m_watch.forget(source);
    m_asleep.remove(source);
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
