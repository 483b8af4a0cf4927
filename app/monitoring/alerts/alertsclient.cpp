// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertsclient.h"

#include "app/log/log.h"
#include "app/monitoring/alerts/alertjson.h"
#include "app/monitoring/config/wholefile.h"
#include "app/monitoring/transport/tls.h"
#include "models/errors/catalogue.h"
#include "models/ports/deliver.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace plancia::monitoring {

namespace {

constexpr int kSoonMs = 200;

/// What the agent said, as the Error that it was there.
Error errorOf(int status, const QByteArray &body, const QUrl &url)
{
    const QString where = url.authority();
    if (status == 401 || status == 403)
        return Error(ErrorCode::AuthTokenRefused, {{QStringLiteral("url"), where}});
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    if (const ErrorRow *row = errorRowById(problem.value(QStringLiteral("code")).toString())) {
        QList<Fact> facts;
        const QJsonObject told = problem.value(QStringLiteral("facts")).toObject();
        for (auto fact = told.begin(); fact != told.end() && facts.size() < 20; ++fact)
            facts.append({fact.key(), fact.value().toString().left(500)});
        return Error(row->code, facts);
    }
    if (status == 404)
        return Error(ErrorCode::StreamVersion, {{QStringLiteral("url"), where}});
    return Error(ErrorCode::StreamDown, {{QStringLiteral("url"), where}, {QStringLiteral("message"), QStringLiteral("HTTP status %1").arg(status)}});
}

} // namespace

AlertsClient::AlertsClient(Own own, std::function<void(AlertDesk::Rules)> apply, Limits limits)
    : m_own(std::move(own)), m_apply(std::move(apply)), m_limits(limits)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    m_timer.setInterval(m_limits.everyMs);
    const auto ask = [this] {
        if (!m_isAsking)
            board({});
    };
    connect(&m_soon, &QTimer::timeout, this, ask);
    connect(&m_timer, &QTimer::timeout, this, ask);
}

AlertsClient::~AlertsClient()
{
    m_worker.run([this]() -> Result<bool> {
        delete std::exchange(m_network, nullptr);
        return true;
    }).waitForFinished();
    m_worker.stop();
}

void AlertsClient::follow(const QUrl &stream, const QByteArray &token, bool isOwn, const QString &caFile)
{
    ++m_generation;
    m_told.reset();
    m_isAsking = false;
    forgetConnections();
    m_agent = {};
    m_timer.stop();
    if (stream.isEmpty())
        return;
    QUrl url;
    url.setScheme(stream.scheme() == u"wss" ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(stream.host());
    url.setPort(stream.port());
    m_agent = {url, token, isOwn, caFile};
    m_timer.start();
    refresh();
}

/// The network manager keeps connections by host alone, with whom they trusted when they were made.
void AlertsClient::forgetConnections()
{
    m_worker.post([this] {
        if (m_network)
            std::exchange(m_network, nullptr)->deleteLater();
    });
}

void AlertsClient::refresh() { m_soon.start(); }

/// `answered` is called on the worker's thread, once.
void AlertsClient::ask(const QByteArray &path, const QJsonObject *body, int timeoutMs, const CallContext &context, Answered answered)
{
    const auto text = body ? std::optional(QJsonDocument(*body).toJson(QJsonDocument::Compact)) : std::nullopt;
    m_worker.post([this, agent = m_agent, path, text, timeoutMs, cancel = context.cancel, answered = std::move(answered)] {
        if (cancel.isCancelled())
            return answered(fail(ErrorCode::InternalCancelled));
        if (agent.url.isEmpty())
            return answered(fail(ErrorCode::StreamDown));
        if (!m_network)
            m_network = new QNetworkAccessManager;
        QUrl url = agent.url;
        url.setPath(QString::fromLatin1(path));
        QNetworkRequest request(url);
        request.setTransferTimeout(timeoutMs);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        if (url.scheme() == u"https") {
            const auto tls = clientTls(agent.caFile);
            if (!tls)
                return answered(fail(tls.error()));
            request.setSslConfiguration(*tls);
        }
        if (!agent.token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + agent.token);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        QNetworkReply *reply = text ? m_network->post(request, *text) : m_network->get(request);
        reply->setReadBufferSize(1 << 20);
        QTimer::singleShot(timeoutMs, reply, &QNetworkReply::abort); // a byte now and then is no answer
        const auto read = std::make_shared<QByteArray>();
        QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, read] {
            *read += reply->read(kMaxBoardBytes + 1 - read->size());
            if (read->size() > kMaxBoardBytes)
                reply->abort();
        });
        const auto refusals = std::make_shared<QList<QSslError>>();
        QObject::connect(reply, &QNetworkReply::sslErrors, reply, [refusals](const QList<QSslError> &errors) { *refusals = errors; });
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply, read, refusals, agent, answered] {
            reply->deleteLater();
            *read += reply->read(kMaxBoardBytes + 1 - read->size());
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (!refusals->isEmpty()) {
                forgetConnections();
                return answered(fail(certificateRefused(agent.url.host(), *refusals)));
            }
            if (status == 0 || read->size() > kMaxBoardBytes)
                return answered(fail(ErrorCode::StreamDown, {{QStringLiteral("url"), agent.url.authority()}}));
            if (status < 200 || status > 299)
                return answered(fail(errorOf(status, *read, agent.url)));
            answered(*read);
        });
    });
}

QFuture<Result<AlertBoard>> AlertsClient::board(CallContext context)
{
    const auto pending = std::make_shared<tasks::Pending<Result<AlertBoard>>>();
    const auto future = pending->promise.future();
    ask(kAlertsPath, nullptr, m_limits.answerMs, context, [pending, isOwn = m_agent.isOwn](const Result<QByteArray> &text) {
        auto board = text ? boardOf(*text) : Result<AlertBoard>(text.error());
        if (board)
            board->isOwn = isOwn;
        pending->finish(std::move(board));
    });
    m_isAsking = true;
    deliver(future, this, [this, generation = m_generation](const Result<AlertBoard> &board) {
        if (generation != m_generation)
            return;
        m_isAsking = false;
        if (board)
            take(*board);
    });
    return future;
}

void AlertsClient::take(const AlertBoard &board)
{
    emit changed(board);
    QHash<QString, Alert::State> states;
    QList<std::pair<Alert, int>> news; // of a rule the first, and how many more
    const auto tell = [&news](const Alert &alert) {
        for (auto &[first, more] : news)
            if (first.rule == alert.rule && first.state == alert.state) {
                ++more;
                return;
            }
        news.append({alert, 0});
    };
    for (const Alert &alert : board.alerts) {
        const bool fires = alert.state == Alert::State::Firing;
        const bool fired = m_told && m_told->value(alert.id()) == Alert::State::Firing;
        // What had fired before anybody looked is on the page, not news.
        const bool isNew = m_told || alert.firedAt >= board.at - m_limits.everyMs;
        if (fires && !fired && alert.mutedBy.isEmpty() && isNew)
            tell(alert);
        if (alert.state == Alert::State::Resolved && fired)
            tell(alert);
        // One that fires while it is muted is told once it is not.
        states.insert(alert.id(), fires && !alert.mutedBy.isEmpty() && !fired ? Alert::State::Pending : alert.state);
    }
    m_told = std::move(states);
    for (const auto &[alert, more] : news)
        emit told(alert, more);
}

template <class T, class Read>
QFuture<Result<T>> AlertsClient::post(const QByteArray &path, const QJsonObject &body, int timeoutMs, const CallContext &context, Read read)
{
    const auto pending = std::make_shared<tasks::Pending<Result<T>>>();
    const auto future = pending->promise.future();
    ask(kAlertsPath + path, &body, timeoutMs, context, [pending, read](const Result<QByteArray> &text) {
        pending->finish(text ? read(QJsonDocument::fromJson(*text).object()) : Result<T>(text.error()));
    });
    deliver(future, this, [this](const Result<T> &) { refresh(); });
    return future;
}

QFuture<Result<Silence>> AlertsClient::silence(Silence draft, CallContext context)
{
    return post<Silence>("/silences", json(draft), m_limits.answerMs, context, silenceOf);
}

QFuture<Result<bool>> AlertsClient::endSilence(QString id, CallContext context)
{
    return post<bool>("/silences/end", {{QStringLiteral("id"), id}}, m_limits.answerMs, context, [](const QJsonObject &) { return Result<bool>(true); });
}

QFuture<Result<Alert>> AlertsClient::acknowledge(QString alertId, QString author, QString note, CallContext context)
{
    return post<Alert>("/acknowledge", {{QStringLiteral("id"), alertId}, {QStringLiteral("author"), author}, {QStringLiteral("note"), note}},
                       m_limits.answerMs, context, alertOf);
}

QFuture<Result<bool>> AlertsClient::testChannel(QString name, CallContext context)
{
    return post<bool>("/test", {{QStringLiteral("channel"), name}}, m_limits.testMs, context, [](const QJsonObject &) { return Result<bool>(true); });
}

void AlertsClient::loadRules()
{
    deliver(m_worker.run([path = m_own.file]() -> Result<AlertFile> {
                QList<Error> faults;
                AlertFile file = readAlerts(path, faults);
                if (faults.isEmpty())
                    return file;
                if (faults.first().code() == ErrorCode::FileNotFound)
                    return AlertFile();
                return fail(faults.first());
            }),
            this, [this](const Result<AlertFile> &file) {
                if (!file) {
                    log::write(log::Level::Warning, "alerts", file.error());
                    m_fileFault = file.error();
                }
                applyFile(file ? *file : AlertFile());
            });
}

void AlertsClient::applyFile(const AlertFile &file) { m_apply({configOf(m_own.usual, file), file.routes}); }

/// Reads, edits and writes the file on the worker, and under its lock, so that no two changes cross.
QFuture<Result<AlertFile>> AlertsClient::change(std::function<Result<QByteArray>(const QByteArray &)> edit)
{
    if (!m_agent.isOwn)
        return tasks::answer(m_worker, Result<AlertFile>(Error(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), m_agent.url.authority()}})));
    const auto future = m_worker.run([path = m_own.file, edit = std::move(edit)]() -> Result<AlertFile> {
        AlertFile read;
        const auto changed = changeWhole(path, kMaxAlertFileBytes, [&](const QByteArray &text) -> Result<QByteArray> {
            auto edited = edit(text);
            if (!edited)
                return edited;
            QList<Error> faults;
            read = readAlerts(*edited, path, faults);
            if (!faults.isEmpty())
                return fail(faults.first());
            return edited;
        });
        if (!changed)
            return fail(changed.error());
        return read;
    });
    deliver(future, this, [this](const Result<AlertFile> &file) {
        if (!file)
            return;
        m_fileFault.reset();
        applyFile(*file);
        refresh();
    });
    return future;
}

QFuture<Result<AlertRule>> AlertsClient::saveRule(AlertRule rule, QString was, CallContext context)
{
    Q_UNUSED(context)
    const auto changed = change([rule, was, path = m_own.file](const QByteArray &text) { return withRule(text, rule, was, path); });
    return continued(changed, [rule](const Result<AlertFile> &file) { return file ? Result<AlertRule>(rule) : Result<AlertRule>(file.error()); });
}

QFuture<Result<bool>> AlertsClient::removeRule(QString name, CallContext context)
{
    Q_UNUSED(context)
    const auto changed = change([name, path = m_own.file](const QByteArray &text) -> Result<QByteArray> {
        QList<Error> faults;
        const AlertFile file = parseAlerts(text, path, faults);
        if (!faults.isEmpty())
            return fail(faults.first());
        if (std::ranges::none_of(file.rules, [&name](const AlertRule &rule) { return rule.name == name; }))
            return fail(ErrorCode::AlertNotFound, {{QStringLiteral("value"), name.left(200)}});
        return withoutRule(text, name, path);
    });
    return continued(changed, [](const Result<AlertFile> &file) { return file ? Result<bool>(true) : Result<bool>(file.error()); });
}

} // namespace plancia::monitoring
