// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertdesk.h"

#include "app/log/log.h"
#include "app/monitoring/alerts/alertjson.h"
#include "app/monitoring/config/wholefile.h"
#include "app/monitoring/events/sourcewatch.h"
#include "models/errors/catalogue.h"
#include "models/ports/deliver.h"

#include <QFile>
#include <QJsonDocument>

namespace plancia::monitoring {

namespace {

constexpr qint64 kRememberMs = 30'000;

HttpAnswer jsonAnswer(int status, const QJsonObject &object)
{
    return {status, {}, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'};
}

HttpAnswer problem(const Error &error)
{
    return {httpStatus(error.code()), {}, "application/problem+json", toProblemJson(error) + '\n'};
}

} // namespace

AlertDesk::AlertDesk(Rules rules, Options options, const Clock &clock, std::function<void(Event)> tell)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_tell(std::move(tell))
    , m_engine(rules.config, clock)
    , m_rememberedAt(clock.monotonicMs())
    , m_notifier(m_options.agent, m_options.notifying, clock, &m_here, [this](const AlertChannel &channel) {
        const auto now = m_channels.find(channel.name);
        if (now == m_channels.end() || now->kind != channel.kind || now->place != channel.place)
            return; // of one that was changed meanwhile
        now->lastAt = channel.lastAt;
        now->errorId = channel.errorId;
        now->error = channel.error;
    })
{
    configure(std::move(rules));
    QFile file(m_options.memoryPath);
    if (m_options.memoryPath.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    if (const auto memory = memoryOf(file.read(kMaxBoardBytes + 1)))
        m_engine.restore(*memory);
    else // it begins anew, and the file is written over in a while
        log::write(log::Level::Warning, "alerts", memory.error().with(QStringLiteral("path"), m_options.memoryPath));
}

AlertDesk::~AlertDesk()
{
    // What nobody got is told by the next one.
    m_engine.untell(m_notifier.stop());
    remember();
    m_writer.run([]() -> Result<bool> { return true; }).waitForFinished();
    m_writer.stop();
}

void AlertDesk::configure(Rules rules)
{
    m_engine.configure(std::move(rules.config));
    m_routes = std::move(rules.routes);
    QHash<QString, AlertChannel> channels;
    for (const AlertRoute &route : std::as_const(m_routes)) {
        AlertChannel channel = route.channel;
        const AlertChannel was = m_channels.value(channel.name);
        if (was.kind == channel.kind && was.place == channel.place) {
            channel.lastAt = was.lastAt;
            channel.errorId = was.errorId;
            channel.error = was.error;
        }
        channels.insert(channel.name, channel);
    }
    m_channels = std::move(channels);
    m_notifier.configure(m_routes);
}

void AlertDesk::tick()
{
    const AlertEngine::Ticked ticked = m_engine.tick();
    for (const Alert &alert : ticked.changed)
        if (alert.state != Alert::State::Inactive)
            m_tell(eventOf(alert));
    for (const QString &rule : ticked.full) {
        Event event;
        event.severity = EventSeverity::Warning;
        event.type = QStringLiteral("alert.full");
        event.source = QStringLiteral("agent");
        event.message = QStringLiteral("The rule %1 has met more than %2 sources or tenants: those that are the quietest are not judged.").arg(rule).arg(AlertEngine::kMaxLabels);
        m_tell(std::move(event));
    }
    if (!ticked.news.isEmpty())
        m_notifier.send(ticked.news);
    if (m_clock.monotonicMs() - m_rememberedAt >= kRememberMs)
        remember();
}

Event AlertDesk::eventOf(const Alert &alert) const
{
    const AlertRule *rule = nullptr;
    for (const AlertRule &one : m_engine.config().rules)
        if (one.name == alert.rule)
            rule = &one;
    const QString title = rule && !rule->title.isEmpty() ? rule->title : alert.rule;
    const QString of = alert.label.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(alert.label);
    QString words = QStringLiteral("%1%2 is resolved.");
    Event event;
    switch (alert.state) {
    case Alert::State::Firing:
        event.severity = alert.severity == AlertSeverity::Critical ? EventSeverity::Critical : EventSeverity::Error;
        words = QStringLiteral("%1%2 fires.");
        break;
    case Alert::State::Pending:
        event.severity = EventSeverity::Warning;
        words = QStringLiteral("%1%2 is pending.");
        break;
    case Alert::State::NoData:
        event.severity = rule && rule->tellsNoData ? EventSeverity::Warning : EventSeverity::Info;
        words = QStringLiteral("Not known: %1%2."); // a title may be a sentence of its own
        break;
    default:
        event.durationMs = static_cast<double>(std::max<qint64>(0, alert.resolvedAt - alert.activeAt));
    }
    event.type = QStringLiteral("alert.") + toString(alert.state);
    event.source = alert.label.isEmpty() ? QStringLiteral("agent") : eventSource(alert.label);
    event.message = words.arg(title, of).left(Event::kMaxMessageChars);
    QJsonObject details{{QStringLiteral("rule"), alert.rule}, {QStringLiteral("alert"), alert.id()}};
    if (!alert.trace.isEmpty()) {
        const AlertEvaluation &last = alert.trace.last();
        details.insert(QStringLiteral("value"), last.value ? QJsonValue(*last.value) : QJsonValue());
        details.insert(QStringLiteral("limit"), last.limit ? QJsonValue(*last.limit) : QJsonValue());
        details.insert(QStringLiteral("samples"), last.samples);
    }
    event.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    return event;
}

void AlertDesk::remember()
{
    m_rememberedAt = m_clock.monotonicMs();
    if (m_options.memoryPath.isEmpty())
        return;
    AlertEngine::Memory memory = m_engine.memory();
    const QByteArray text = textOf(memory);
    memory.at = 0;
    const QByteArray kept = textOf(memory);
    if (kept == std::exchange(m_remembered, kept))
        return;
    m_writer.post([text, path = m_options.memoryPath] {
        if (const auto written = writeWhole(path, text); !written)
            log::write(log::Level::Warning, "alerts", written.error());
    });
}

AlertBoard AlertDesk::board() const
{
    AlertBoard board = m_engine.board();
    board.agent = m_options.agent;
    for (const AlertRoute &route : m_routes)
        board.channels.append(m_channels.value(route.channel.name));
    return board;
}

bool AlertDesk::isMine(const QByteArray &target) { return target == kAlertsPath || target.startsWith(QByteArray(kAlertsPath) + '/'); }

void AlertDesk::answer(const HttpRequest &request, const QByteArray &body, std::function<void(HttpAnswer)> reply)
{
    if (request.method != "POST")
        return reply(request.target == kAlertsPath ? jsonAnswer(200, json(board())) : HttpAnswer{404});
    if (request.header("content-type").toLower().split(';').first().trimmed() != "application/json")
        return reply({415});
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return reply(problem(Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("no JSON object")}})));
    const QJsonObject object = document.object();
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    const QByteArray act = request.target.mid(qstrlen(kAlertsPath));
    // A misspelt member must not widen what is meant.
    static const QHash<QByteArray, QStringList> kMembers{
        {"/silences", {QStringLiteral("id"), QStringLiteral("rule"), QStringLiteral("label"), QStringLiteral("from"), QStringLiteral("until"), QStringLiteral("author"), QStringLiteral("comment")}},
        {"/silences/end", {QStringLiteral("id")}},
        {"/acknowledge", {QStringLiteral("id"), QStringLiteral("author"), QStringLiteral("note")}},
        {"/test", {QStringLiteral("channel")}}};
    const auto members = kMembers.constFind(act);
    if (members == kMembers.cend())
        return reply({404});
    for (const QString &key : object.keys())
        if (!members->contains(key))
            return reply(problem(Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("\"%1\" is not known here").arg(key.left(60))}})));
    if (act == "/silences") {
        if (!object.contains(QStringLiteral("rule")))
            return reply(problem(Error(ErrorCode::ValRequired, {{QStringLiteral("field"), QStringLiteral("rule")}})));
        const auto draft = silenceOf(object);
        const auto made = draft ? m_engine.silence(*draft) : draft;
        return reply(made ? jsonAnswer(201, json(*made)) : problem(made.error()));
    }
    if (act == "/silences/end") {
        const auto ended = m_engine.endSilence(text("id"));
        return reply(ended ? jsonAnswer(200, {}) : problem(ended.error()));
    }
    if (act == "/acknowledge") {
        const auto alert = m_engine.acknowledge(text("id"), text("author"), text("note"));
        return reply(alert ? jsonAnswer(200, json(*alert)) : problem(alert.error()));
    }
    deliver(m_notifier.test(text("channel")), &m_here, [reply = std::move(reply)](const Result<bool> &sent) {
        reply(sent ? jsonAnswer(200, {}) : problem(sent.error()));
    });
}

} // namespace plancia::monitoring
