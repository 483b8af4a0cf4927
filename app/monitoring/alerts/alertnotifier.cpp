// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertnotifier.h"

#include "app/log/log.h"
#include "app/monitoring/alerts/alertjson.h"
#include "app/monitoring/events/sourcewatch.h"
#include "models/errors/catalogue.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTimer>
#include <algorithm>
#include <deque>

namespace plancia::monitoring {

namespace {

using Kind = AlertEngine::News::Kind;

const QString kKilled = QStringLiteral("killed");
constexpr qsizetype kNamed = 10;      ///< in a text
constexpr qsizetype kMostListed = 1'000;

QString stateWord(Kind kind)
{
    return kind == Kind::Firing ? QStringLiteral("firing") : kind == Kind::Resolved ? QStringLiteral("resolved") : QStringLiteral("no_data");
}

QString numberWord(const std::optional<double> &value) { return value ? QString::number(*value, 'g', 6) : QStringLiteral("not known"); }
QString timeWord(qint64 at) { return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")); }

/// Nothing of it can end a line, or a header.
QString oneLine(QString text)
{
    for (QChar &c : text)
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    return text;
}

} // namespace

AlertMessage messageOf(const AlertEngine::News &news, const QString &agent, int leftOut)
{
    const Alert &alert = news.alert;
    const QString what = news.title.isEmpty() ? alert.rule : news.title;
    QStringList labels = alert.label.isEmpty() ? news.more : QStringList(alert.label) + news.more;
    const qsizetype unnamed = labels.size() - kNamed;
    if (unnamed > 0)
        labels = labels.first(kNamed) + QStringList(QStringLiteral("and %1 more").arg(unnamed));
    const QString of = labels.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(labels.join(QStringLiteral(", ")));
    AlertMessage message;
    const QString word = news.kind == Kind::Firing ? toString(alert.severity).toUpper()
        : news.kind == Kind::Resolved              ? QStringLiteral("RESOLVED")
                                                   : QStringLiteral("NO DATA");
    message.subject = oneLine(QStringLiteral("[%1] %2%3").arg(word, what, of));
    QStringList lines{oneLine(QStringLiteral("%1: %2%3").arg(word, what, of))};
    if (!alert.trace.isEmpty() && news.kind == Kind::Firing) {
        const AlertEvaluation &last = alert.trace.last();
        lines.append(QStringLiteral("Value %1, limit %2, %3 samples.").arg(numberWord(last.value), numberWord(last.limit)).arg(last.samples));
    }
    if (news.kind == Kind::Firing)
        lines.append(QStringLiteral("Since %1%2.").arg(timeWord(alert.activeAt), news.isRepeated ? QStringLiteral("; told again") : QString()));
    else if (news.kind == Kind::Resolved && alert.resolvedAt > 0)
        lines.append(QStringLiteral("Well again since %1, after %2.").arg(timeWord(alert.resolvedAt), durationText(alert.resolvedAt - alert.activeAt)));
    else if (news.kind == Kind::NoData)
        lines.append(QStringLiteral("Nothing is known since %1.").arg(timeWord(alert.unknownSince)));
    lines.append(oneLine(QStringLiteral("Rule %1, agent %2.").arg(alert.rule, agent)));
    if (leftOut > 0)
        lines.append(QStringLiteral("%1 messages before this one could not be handed over.").arg(leftOut));
    message.text = lines.join(u'\n');
    return message;
}

QByteArray webhookBody(const AlertEngine::News &news, const QString &agent, AlertRoute::Format format, int leftOut)
{
    const AlertMessage message = messageOf(news, agent, leftOut);
    if (format == AlertRoute::Format::Slack) {
        QString text = message.text;
        text.replace(u'&', QLatin1String("&amp;")).replace(u'<', QLatin1String("&lt;")).replace(u'>', QLatin1String("&gt;"));
        return QJsonDocument(QJsonObject{{QStringLiteral("text"), text}}).toJson(QJsonDocument::Compact);
    }
    QJsonObject alert = json(news.alert);
    alert.remove(QStringLiteral("trace"));
    if (!news.alert.trace.isEmpty()) {
        const AlertEvaluation &last = news.alert.trace.last();
        alert.insert(QStringLiteral("value"), last.value ? QJsonValue(*last.value) : QJsonValue());
        alert.insert(QStringLiteral("limit"), last.limit ? QJsonValue(*last.limit) : QJsonValue());
        alert.insert(QStringLiteral("samples"), last.samples);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                     {QStringLiteral("status"), stateWord(news.kind)},
                                     {QStringLiteral("agent"), agent},
                                     {QStringLiteral("title"), news.title},
                                     {QStringLiteral("text"), message.text},
                                     {QStringLiteral("repeated"), news.isRepeated},
                                     {QStringLiteral("more"), QJsonArray::fromStringList(news.more.first(std::min<qsizetype>(news.more.size(), kMostListed)))},
                                     {QStringLiteral("count"), 1 + news.more.size()},
                                     {QStringLiteral("left_out"), leftOut},
                                     {QStringLiteral("alert"), alert}})
        .toJson(QJsonDocument::Compact);
}

QByteArray mailOf(const AlertMessage &message, const QStringList &to)
{
    // An encoded word holds 75 characters at the most, and no part of a letter (RFC 2047 §2).
    QByteArrayList words;
    QByteArray piece;
    for (qsizetype i = 0; i < message.subject.size();) {
        const qsizetype step = message.subject[i].isHighSurrogate() && i + 1 < message.subject.size() ? 2 : 1;
        const QByteArray letter = message.subject.mid(i, step).toUtf8();
        if (piece.size() + letter.size() > 45) {
            words.append("=?UTF-8?B?" + piece.toBase64() + "?=");
            piece.clear();
        }
        piece += letter;
        i += step;
    }
    words.append("=?UTF-8?B?" + piece.toBase64() + "?=");
    return "To: " + to.join(QStringLiteral(", ")).toUtf8() + "\nSubject: " + words.join("\n ")
        + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\nAuto-Submitted: auto-generated\n\n"
        + [body = (message.text + u'\n').toUtf8().toBase64()] {
              QByteArray lines;
              for (qsizetype i = 0; i < body.size(); i += 76)
                  lines += body.mid(i, 76) + '\n';
              return lines;
          }();
}

/// One channel: what waits, and the try under way. Lives in the worker's thread.
class AlertNotifier::Line : public QObject {
public:
    using Done = std::function<void(std::optional<Error>)>;

    Line(AlertRoute route, QString agent, Limits limits, const Clock &clock, std::function<void(const AlertChannel &)> told)
        : m_route(std::move(route)), m_agent(std::move(agent)), m_limits(std::move(limits)), m_clock(clock), m_told(std::move(told))
    {
        m_wait.setSingleShot(true);
        connect(&m_wait, &QTimer::timeout, this, [this] { next(); });
    }

    void push(const AlertEngine::News &news)
    {
        if (news.alert.severity < m_route.channel.least)
            return;
        // What waits for the same rule to be told the same is one message; not the one that is under way.
        const auto first = m_queue.begin() + (m_isBusy ? 1 : 0);
        const auto alike = std::find_if(first, m_queue.end(), [&news](const Waiting &one) {
            return one.news.alert.rule == news.alert.rule && one.news.kind == news.kind && one.news.isRepeated == news.isRepeated;
        });
        // Only as the last word of that rule: firing, well, firing again stay three.
        const bool isLast = alike != m_queue.end() && std::none_of(alike + 1, m_queue.end(), [&news](const Waiting &one) { return one.news.alert.rule == news.alert.rule; });
        if (isLast) {
            alike->news.more += QStringList(news.alert.label) + news.more;
            alike->news.more.removeDuplicates();
        } else {
            m_queue.push_back({news, 0});
        }
        if (static_cast<int>(m_queue.size()) > m_limits.queue) {
            m_queue.erase(m_queue.begin() + (m_isBusy ? 1 : 0));
            ++m_leftOut;
        }
        if (!m_isBusy && !m_wait.isActive())
            next();
    }

    /// `leftOut`: how many messages before this one nobody got.
    void attempt(const AlertEngine::News &news, int leftOut, Done done)
    {
        if (m_route.channel.kind == AlertChannel::Kind::Mail)
            mail(news, leftOut, std::move(done));
        else
            post(news, leftOut, std::move(done));
    }

    QList<AlertEngine::News> waiting() const
    {
        QList<AlertEngine::News> all;
        for (const Waiting &one : m_queue)
            all.append(one.news);
        return all;
    }

    void note(const std::optional<Error> &error)
    {
        m_route.channel.errorId = error ? errorId(error->code()) : QString();
        m_route.channel.error = error ? error->fact(u"message") : QString();
        if (!error)
            m_route.channel.lastAt = m_clock.nowMs();
        m_told(m_route.channel);
    }

private:
    struct Waiting {
        AlertEngine::News news;
        int tries;
    };

    void next()
    {
        if (m_queue.empty() || m_isBusy)
            return;
        m_isBusy = true;
        attempt(m_queue.front().news, m_leftOut, [this, told = m_leftOut](const std::optional<Error> &error) {
            m_isBusy = false;
            note(error);
            const int tries = ++m_queue.front().tries;
            if (error && tries <= m_limits.waitsMs.size())
                return m_wait.start(m_limits.waitsMs[tries - 1]);
            if (error) {
                log::write(log::Level::Warning, "alerts", *error);
                ++m_leftOut;
            } else {
                m_leftOut -= told;
            }
            m_queue.pop_front();
            // Not from here: a long queue would go deep.
            if (!m_queue.empty())
                m_wait.start(0);
        });
    }

    Error refused(const QString &message) const
    {
        return Error(ErrorCode::ProviderRefused, {{QStringLiteral("name"), m_route.channel.name}, {QStringLiteral("message"), message}});
    }

    void post(const AlertEngine::News &news, int leftOut, Done done)
    {
        if (!m_network)
            m_network = new QNetworkAccessManager(this);
        QNetworkRequest request(m_route.url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("plancia-agent/" PLANCIA_VERSION));
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setTransferTimeout(m_limits.answerMs);
        QNetworkReply *reply = m_network->post(request, webhookBody(news, m_agent, m_route.format, leftOut));
        QTimer::singleShot(m_limits.answerMs, reply, &QNetworkReply::abort); // a byte now and then is no answer
        // Nobody reads the answer: none of it is kept.
        connect(reply, &QNetworkReply::readyRead, reply, [reply] { reply->skip(reply->bytesAvailable()); });
        connect(reply, &QNetworkReply::finished, this, [this, reply, done = std::move(done)] {
            reply->deleteLater();
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (status >= 200 && status < 300)
                return done(std::nullopt);
            if (status > 0)
                return done(refused(QStringLiteral("HTTP status %1").arg(status)));
            // Not errorString(): it may hold the address.
            done(refused(reply->error() == QNetworkReply::OperationCanceledError ? QStringLiteral("no answer in time")
                         : reply->error() == QNetworkReply::HostNotFoundError    ? QStringLiteral("the host is unknown")
                         : reply->error() == QNetworkReply::SslHandshakeFailedError ? QStringLiteral("TLS could not be agreed")
                                                                                   : QStringLiteral("the connection failed")));
        });
    }

    void mail(const AlertEngine::News &news, int leftOut, Done done)
    {
        const QByteArray letter = mailOf(messageOf(news, m_agent, leftOut), m_route.to);
        auto *process = new QProcess(this);
        auto *patience = new QTimer(process);
        patience->setSingleShot(true);
        patience->start(m_limits.answerMs);
        connect(patience, &QTimer::timeout, process, [process] {
            process->setObjectName(kKilled);
            process->kill();
        });
        const auto ended = [this, process, done = std::move(done), isOver = std::make_shared<bool>(false)](const QString &problem) {
            if (std::exchange(*isOver, true))
                return;
            process->deleteLater();
            done(problem.isEmpty() ? std::nullopt : std::optional(refused(problem)));
        };
        connect(process, &QProcess::finished, this, [process, ended](int status, QProcess::ExitStatus how) {
            const QString said = oneLine(QString::fromUtf8(process->readAllStandardError().left(200))).trimmed();
            if (how == QProcess::CrashExit)
                ended(process->objectName() == kKilled ? QStringLiteral("the mail program gave no answer in time") : QStringLiteral("the mail program crashed"));
            else
                ended(status == 0 ? QString() : QStringLiteral("the mail program gave status %1: %2").arg(status).arg(said));
        });
        connect(process, &QProcess::errorOccurred, this, [this, ended](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                ended(QStringLiteral("%1 cannot be run").arg(m_limits.mailProgram));
        });
        process->setStandardOutputFile(QProcess::nullDevice());
        process->start(m_limits.mailProgram, {QStringLiteral("-t"), QStringLiteral("-i")});
        process->write(letter);
        process->closeWriteChannel();
    }

    AlertRoute m_route;
    const QString m_agent;
    const Limits m_limits;
    const Clock &m_clock;
    const std::function<void(const AlertChannel &)> m_told;
    std::deque<Waiting> m_queue;
    bool m_isBusy = false;
    int m_leftOut = 0; ///< messages that nobody got, and nobody was told of
    QTimer m_wait{this};
    QNetworkAccessManager *m_network = nullptr;
};

AlertNotifier::AlertNotifier(QString agentName, Limits limits, const Clock &clock, QObject *context, Told told)
    : m_limits(std::move(limits)), m_agent(std::move(agentName)), m_clock(clock), m_context(context), m_told(std::move(told))
{
}

AlertNotifier::~AlertNotifier() { stop(); }

QList<AlertEngine::News> AlertNotifier::stop()
{
    auto waiting = m_worker.run([channels = m_channels]() -> Result<QList<AlertEngine::News>> {
        QList<AlertEngine::News> all;
        for (const auto &[name, channel] : channels)
            all += channel.line->waiting();
        return all;
    });
    waiting.waitForFinished();
    const auto all = waiting.result();
    configure({});
    m_worker.run([]() -> Result<bool> { return true; }).waitForFinished(); // the lines end in their thread
    m_worker.stop();
    return all ? *all : QList<AlertEngine::News>();
}

void AlertNotifier::configure(const QList<AlertRoute> &routes)
{
    std::map<QString, Channel> channels;
    for (const AlertRoute &route : routes) {
        const auto known = m_channels.find(route.channel.name);
        if (known != m_channels.end() && known->second.route == route) {
            channels.insert(*known);
            continue;
        }
        const auto told = [context = m_context, told = m_told](const AlertChannel &channel) {
            QMetaObject::invokeMethod(context, [told, channel] { told(channel); }, Qt::QueuedConnection);
        };
        // Made where it lives: its timer belongs to that thread.
        auto made = m_worker.run([&]() -> Result<std::shared_ptr<Line>> {
            return std::shared_ptr<Line>(new Line(route, m_agent, m_limits, m_clock, told), [](Line *line) { line->deleteLater(); });
        });
        made.waitForFinished();
        if (auto line = made.result())
            channels.emplace(route.channel.name, Channel{route, *line});
    }
    m_channels = std::move(channels);
}

void AlertNotifier::send(const QList<AlertEngine::News> &news)
{
    for (const auto &[name, channel] : m_channels)
        for (const AlertEngine::News &one : news)
            m_worker.post([line = channel.line, one] { line->push(one); });
}

QFuture<Result<bool>> AlertNotifier::test(const QString &channel)
{
    const auto known = m_channels.find(channel);
    if (known == m_channels.end())
        return tasks::answer(m_worker, Result<bool>(Error(ErrorCode::AlertNotFound, {{QStringLiteral("value"), channel.left(200)}})));
    AlertEngine::News news;
    news.alert.rule = QStringLiteral("test");
    news.alert.severity = AlertSeverity::Critical;
    news.alert.activeAt = m_clock.nowMs();
    news.title = QStringLiteral("A test: nothing is wrong");
    const auto pending = std::make_shared<tasks::Pending<Result<bool>>>();
    const auto future = pending->promise.future();
    m_worker.post([line = known->second.line, news, pending] {
        line->attempt(news, 0, [line = line.get(), pending](const std::optional<Error> &error) {
            line->note(error);
            pending->finish(error ? Result<bool>(*error) : Result<bool>(true));
        });
    });
    return future;
}

} // namespace plancia::monitoring
