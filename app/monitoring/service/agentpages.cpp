// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/agentpages.h"

#include "app/monitoring/service/exposition.h"
#include "models/domain/target.h"
#include "models/errors/catalogue.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

namespace plancia::monitoring {

namespace {

/// Values that were due longer ago than this are not told: the source has not answered since.
constexpr qint64 kFreshMs = 5000;

HttpAnswer json(int status, const QJsonObject &object)
{
    return {status, status == 503 ? QByteArray("Retry-After: 5\r\n") : QByteArray(), "application/json",
            QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'};
}

QString isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }

/// A label's value, by Prometheus' text format.
QByteArray quoted(const QString &value)
{
    QByteArray text = value.toUtf8();
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return '"' + text + '"';
}

QByteArray number(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return QByteArray::number(value, 'g', 17);
}

/// One family: its two comment lines, then its lines, together as the format wants.
class Family {
public:
    Family(QByteArray name, QByteArray help, QByteArray type = "gauge")
        : m_name("plancia_" + std::move(name)), m_help(std::move(help)), m_type(std::move(type))
    {
    }
    void add(const QByteArray &labels, double value) { m_lines += m_name + labels + ' ' + number(value) + '\n'; }
    QByteArray text() const
    {
        return m_lines.isEmpty() ? QByteArray()
                                 : "# HELP " + m_name + ' ' + m_help + "\n# TYPE " + m_name + ' ' + m_type + '\n' + m_lines;
    }

private:
    QByteArray m_name, m_help, m_type, m_lines;
};

} // namespace

AgentPages::AgentPages(QString agentName, HealthBoard &board, const Clock &clock)
    : m_name(std::move(agentName)), m_board(board), m_clock(clock), m_startedAt(clock.monotonicMs())
{
}

void AgentPages::note(const Sample &sample)
{
    Source &source = m_sources[sample.source];
    source.at = sample.at;
    source.isUp = !sample.values.isEmpty();
    source.standsMs = static_cast<qint64>(sample.values.value(metric::TargetEvery) * 2000);
    for (auto value = sample.values.cbegin(); value != sample.values.cend(); ++value)
        source.values.insert(value.key(), {value.value(), sample.at});
}

void AgentPages::setStream(qint64 top, int clients)
{
    m_top = top;
    m_clients = clients;
}

double AgentPages::uptimeSeconds() const { return static_cast<double>(m_clock.monotonicMs() - m_startedAt) / 1000; }

void AgentPages::answer(const HttpRequest &request, int kinds, std::function<void(HttpAnswer)> reply)
{
    const QByteArray path = request.target.left(request.target.indexOf('?') < 0 ? request.target.size() : request.target.indexOf('?'));
    using Make = std::function<HttpAnswer(const QList<HealthCheck> &)>;
    Make make;
    if (kinds & Health) {
        if (path == "/health/live")
            return reply(live());
        if (path == "/health")
            make = [this](const auto &checks) { return health(checks, false); };
        else if (path == "/health/detailed")
            make = [this](const auto &checks) { return health(checks, true); };
        else if (path == "/health/ready")
            make = [this](const auto &checks) { return ready(checks); };
    }
    if ((kinds & Metrics) && path == "/metrics")
        make = [this](const auto &checks) { return metrics(checks); };
    if (!make)
        return reply({404});
    m_board.ask([this, make, reply = std::move(reply)](const QList<HealthCheck> &checks) { reply(make(checks + targets())); });
}

HttpAnswer AgentPages::health(const QList<HealthCheck> &checks, bool isDetailed) const
{
    QJsonArray dependencies;
    for (const HealthCheck &check : checks) {
        QJsonObject one{{QStringLiteral("name"), check.name}, {QStringLiteral("status"), toString(check.state)}};
        if (isDetailed) {
            one.insert(QStringLiteral("critical"), check.isCritical);
            one.insert(QStringLiteral("checked_at"), isoTime(check.at));
            one.insert(QStringLiteral("since"), isoTime(check.since));
            one.insert(QStringLiteral("took_ms"), check.tookMs);
            if (check.error) {
                one.insert(QStringLiteral("code"), errorId(check.error->code()));
                one.insert(QStringLiteral("message"), describe(*check.error).sentence);
            }
        }
        dependencies.append(one);
    }
    const HealthCheck::State state = overall(checks);
    return json(state == HealthCheck::State::Down ? 503 : 200, {{QStringLiteral("status"), toString(state)},
                                                                {QStringLiteral("agent"), m_name},
                                                                {QStringLiteral("version"), QStringLiteral(PLANCIA_VERSION)},
                                                                {QStringLiteral("uptime"), std::floor(uptimeSeconds())},
                                                                {QStringLiteral("dependencies"), dependencies}});
}

HttpAnswer AgentPages::ready(const QList<HealthCheck> &checks) const
{
    const bool isReady = overall(checks) != HealthCheck::State::Down;
    return json(isReady ? 200 : 503, {{QStringLiteral("status"), isReady ? QStringLiteral("ready") : QStringLiteral("not ready")}});
}

HttpAnswer AgentPages::live() const
{
    return json(200, {{QStringLiteral("status"), QStringLiteral("alive")},
                      {QStringLiteral("version"), QStringLiteral(PLANCIA_VERSION)},
                      {QStringLiteral("uptime"), std::floor(uptimeSeconds())}});
}

HttpAnswer AgentPages::metrics(const QList<HealthCheck> &checks) const
{
    QByteArray text;
    const auto addOne = [&text](const char *name, const char *help, const QByteArray &labels, double value) {
        Family family(name, help);
        family.add(labels, value);
        text += family.text();
    };
    addOne("build_info", "The agent's version.", "{version=" + quoted(QStringLiteral(PLANCIA_VERSION)) + "}", 1);
    addOne("uptime_seconds", "Time since the agent began to serve.", {}, uptimeSeconds());
    addOne("stream_top_offset", "Offset of the newest item of the stream.", {}, static_cast<double>(m_top));
    addOne("stream_clients", "Clients that read the stream.", {}, m_clients);

    Family taken("events_taken_total", "Events that were taken, by severity.", "counter");
    Family kept("events_kept_total", "Events that were put into the stream, by severity; one may stand for many.", "counter");
    for (int severity = 0; severity < kEventSeverities; ++severity) {
        const QByteArray label = "{severity=" + quoted(toString(static_cast<EventSeverity>(severity))) + "}";
        taken.add(label, static_cast<double>(m_events.taken[static_cast<size_t>(severity)]));
        kept.add(label, static_cast<double>(m_events.kept[static_cast<size_t>(severity)]));
    }
    Family refused("events_refused_total", "Messages of events that were refused.", "counter");
    refused.add({}, static_cast<double>(m_events.refused));
    text += taken.text() + kept.text() + refused.text();

    const qint64 now = m_clock.nowMs();
    const auto isFresh = [now](const Source &source) { return source.isUp && std::abs(now - source.at) <= kFreshMs + source.standsMs; };
    Family up("source_up", "1 while the source answers when it is sampled.");
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source)
        up.add("{source=" + quoted(source.key()) + "}", isFresh(*source) ? 1 : 0);
    text += up.text();
    for (const Metric &metric : plancia::metrics()) {
        // What is looked at once a minute stands until the next look.
        const qint64 goodMs = kFreshMs + (metric.every > Metric::EverySecond && metric.of != Metric::Of::Target ? metric.every * qint64(1000) : 0);
        Family family(prometheusName(metric), prometheusHelp(metric));
        for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
            const auto value = source->values.constFind(QString::fromLatin1(metric.name));
            if (value != source->values.cend() && isFresh(*source) && std::abs(now - value->at) <= goodMs + source->standsMs)
                family.add("{source=" + quoted(source.key()) + "}", prometheusValue(metric, value->number));
        }
        text += family.text();
    }
    Family healthy("dependency_healthy", "1 ok, 0.5 degraded, 0 down.");
    Family took("dependency_check_seconds", "Time that the last look at the dependency took.");
    for (const HealthCheck &check : checks) {
        const QByteArray label = "{dependency=" + quoted(check.name) + "}";
        healthy.add(label, check.state == HealthCheck::State::Ok ? 1 : check.state == HealthCheck::State::Degraded ? 0.5 : 0);
        took.add(label, check.tookMs / 1000);
    }
    text += healthy.text() + took.text();
    return {200, {}, "text/plain; version=0.0.4; charset=utf-8", text};
}

} // namespace plancia::monitoring
