// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/networklook.h"

#include "app/monitoring/health/prometheustext.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpSocket>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace plancia::monitoring {

namespace {

constexpr int kMostRedirects = 5;
constexpr qint64 kMaxRedisLine = 512;

/// What goes on in the network's thread, from start() to end(), which is called once whatever happened between.
class Attempt {
public:
    virtual ~Attempt() = default;
    virtual void start(std::function<void()> done) = 0;
    virtual TargetObservation end() = 0;
};

/// The looking thread waits here for the network's.
class Gate {
public:
    enum class Why { Done, Late, Cancelled };
    void open(Why why)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_why)
            m_why = why;
        m_opened.notify_all();
    }
    Why wait(int timeoutMs)
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait_for(lock, std::chrono::milliseconds(timeoutMs), [this] { return m_why.has_value(); });
        return m_why.value_or(Why::Late);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    std::optional<Why> m_why;
};

Error answerError(const HealthTarget &target, const QString &message)
{
    return Error(ErrorCode::NetAnswer, {{QStringLiteral("host"), toldAddress(target)}, {QStringLiteral("message"), message}});
}

Error unreachable(const HealthTarget &target, const QString &message)
{
    return Error(ErrorCode::NetUnreachable, {{QStringLiteral("host"), toldAddress(target)}, {QStringLiteral("message"), message}});
}

Error socketError(const HealthTarget &target, QAbstractSocket::SocketError error, const QString &message)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Error(ErrorCode::NetRefused, {{QStringLiteral("host"), toldAddress(target)}});
    case QAbstractSocket::HostNotFoundError:
        return unreachable(target, QStringLiteral("the name is unknown"));
    case QAbstractSocket::RemoteHostClosedError:
        return unreachable(target, QStringLiteral("the other side ended the connection"));
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInvalidUserDataError:
    case QAbstractSocket::SslInternalError:
        return answerError(target, QStringLiteral("there is no TLS: %1").arg(message));
    default:
        return unreachable(target, message);
    }
}

void noteCertificate(TargetObservation &seen, const QSslCertificate &certificate, const QList<QSslError> &errors)
{
    if (!certificate.isNull())
        seen.certificateUntil = certificate.expiryDate().toMSecsSinceEpoch();
    QStringList faults;
    for (const QSslError &error : errors)
        faults.append(error.errorString());
    faults.removeDuplicates();
    seen.certificateFault = faults.mid(0, 5).join(QStringLiteral("; "));
}

// HTTP

std::optional<Error> replyError(const HealthTarget &target, const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::NoError:
        return std::nullopt;
    case QNetworkReply::ConnectionRefusedError:
        return socketError(target, QAbstractSocket::ConnectionRefusedError, {});
    case QNetworkReply::HostNotFoundError:
        return socketError(target, QAbstractSocket::HostNotFoundError, {});
    case QNetworkReply::RemoteHostClosedError:
        return socketError(target, QAbstractSocket::RemoteHostClosedError, {});
    case QNetworkReply::SslHandshakeFailedError:
        return answerError(target, QStringLiteral("there is no TLS: %1").arg(reply.errorString()));
    case QNetworkReply::TooManyRedirectsError:
        return answerError(target, QStringLiteral("it redirects more than %1 times").arg(kMostRedirects));
    case QNetworkReply::InsecureRedirectError:
        return answerError(target, QStringLiteral("it redirects from https to http"));
    default:
        // A status that the library takes for an error is looked at as a status.
        if (reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
            return std::nullopt;
        return reply.error() >= QNetworkReply::ProtocolUnknownError && reply.error() <= QNetworkReply::ProtocolFailure
            ? answerError(target, QStringLiteral("it does not speak HTTP"))
            : unreachable(target, QStringLiteral("the network failed")); // Qt's own sentence would have the whole URL in it
    }
}

QNetworkRequest requestFor(const HealthTarget &target)
{
    QNetworkRequest request{QUrl(target.address)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         target.followsRedirects ? QNetworkRequest::NoLessSafeRedirectPolicy : QNetworkRequest::ManualRedirectPolicy);
    request.setMaximumRedirectsAllowed(kMostRedirects);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept-Encoding", "identity"); // nothing unpacks into more than was counted
    request.setRawHeader("User-Agent", "plancia/" PLANCIA_VERSION);
    request.setRawHeader("Connection", "close"); // the next look connects anew: that is part of what is looked at
    if (target.kind == HealthTarget::Kind::Prometheus)
        request.setRawHeader("Accept", "text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1");
    return request;
}

class HttpAttempt final : public Attempt {
public:
    explicit HttpAttempt(const HealthTarget &target) : m_target(target), m_isMetrics(target.kind == HealthTarget::Kind::Prometheus) {}

    void start(std::function<void()> done) override
    {
        m_network.setProxy(QNetworkProxy::NoProxy);
        m_reply.reset(m_network.get(requestFor(m_target)));
        m_reply->setReadBufferSize(most() + 1);
        QNetworkReply *reply = m_reply.get();
        QObject::connect(reply, &QNetworkReply::encrypted, reply, [this, reply] { noteCertificate(m_seen, reply->sslConfiguration().peerCertificate(), {}); });
        QObject::connect(reply, &QNetworkReply::sslErrors, reply, [this, reply](const QList<QSslError> &errors) {
            noteCertificate(m_seen, reply->sslConfiguration().peerCertificate(), errors);
            if (!m_seen.certificateUntil && !errors.isEmpty() && !errors.first().certificate().isNull())
                m_seen.certificateUntil = errors.first().certificate().expiryDate().toMSecsSinceEpoch();
        });
        QObject::connect(reply, &QNetworkReply::readyRead, reply, [this, reply, done] {
            m_body += reply->read(most() - m_body.size());
            if (m_body.size() >= most() && (!m_isMetrics || reply->bytesAvailable() > 0)) {
                m_isCut = true;
                done();
            }
        });
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, done] {
            m_isFinished = true;
            done();
        });
    }
    TargetObservation end() override
    {
        const auto failed = m_isFinished && !m_isCut ? replyError(m_target, *m_reply) : std::nullopt;
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool isOpenMetrics = m_reply->header(QNetworkRequest::ContentTypeHeader).toString().startsWith(QLatin1String("application/openmetrics-text"));
        m_reply->disconnect();
        m_reply->abort();
        if (!m_seen.certificateFault.isEmpty() || (!m_isFinished && !m_isCut))
            return m_seen;
        if (failed) {
            m_seen.error = failed;
            return m_seen;
        }
        m_seen.status = status;
        if (!m_isMetrics)
            m_seen.hasBody = m_target.body.isEmpty() || m_body.contains(m_target.body.toUtf8());
        else if (m_isCut)
            m_seen.error = answerError(m_target, QStringLiteral("the page of metrics is longer than 10 MB"));
        else if (status >= 200 && status < 300)
            readMetrics(isOpenMetrics);
        return m_seen;
    }

private:
    qint64 most() const { return m_isMetrics ? kMaxMetricsPageBytes : kMaxBodyBytes; }
    void readMetrics(bool isOpenMetrics)
    {
        const auto page = readPrometheusText(m_body, isOpenMetrics ? PrometheusFormat::OpenMetrics : PrometheusFormat::Text, m_target.series);
        if (page) {
            m_seen.series = page->series;
            m_seen.picked = page->picked;
        } else {
            m_seen.error = page.error().with(QStringLiteral("host"), toldAddress(m_target));
        }
    }

    const HealthTarget m_target;
    const bool m_isMetrics;
    TargetObservation m_seen;
    QByteArray m_body;
    bool m_isCut = false, m_isFinished = false;
    QNetworkAccessManager m_network;
    std::unique_ptr<QNetworkReply> m_reply; // goes before its manager
};

/// Connects; what is to happen then says the kind.
template <class Socket>
class SocketAttempt : public Attempt {
public:
    explicit SocketAttempt(const HealthTarget &target) : m_target(target), m_at(hostPortOf(target.address).value_or(HostPort())) {}

    void start(std::function<void()> done) override
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
        QObject::connect(&m_socket, &QAbstractSocket::errorOccurred, &m_socket, [this, done](QAbstractSocket::SocketError error) {
            if (!m_seen.error)
                m_seen.error = socketError(m_target, error, m_socket.errorString());
            done();
        });
        begin(done);
    }
    TargetObservation end() override
    {
        m_socket.disconnect();
        m_socket.abort();
        return m_seen;
    }

protected:
    virtual void begin(const std::function<void()> &done) = 0;

    const HealthTarget m_target;
    const HostPort m_at;
    TargetObservation m_seen;
    Socket m_socket;
};

class TcpAttempt final : public SocketAttempt<QTcpSocket> {
    using SocketAttempt::SocketAttempt;
    void begin(const std::function<void()> &done) override
    {
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, done);
        m_socket.connectToHost(m_at.host, m_at.port);
    }
};

/// What a line of RESP says; nothing for +PONG.
std::optional<Error> redisError(const HealthTarget &target, const QByteArray &line)
{
    if (line == "+PONG")
        return std::nullopt;
    if (line.startsWith("-NOAUTH"))
        return answerError(target, QStringLiteral("it wants a password (NOAUTH)"));
    if (line.startsWith('-')) // its word, not its sentence: that may tell what is not ours
        return answerError(target, QStringLiteral("it refuses a PING: %1").arg(QString::fromLatin1(line.mid(1).split(' ').first().left(30))));
    return answerError(target, QStringLiteral("it does not speak Redis’ protocol"));
}

class RedisAttempt final : public SocketAttempt<QTcpSocket> {
    using SocketAttempt::SocketAttempt;
    void begin(const std::function<void()> &done) override
    {
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this] { m_socket.write("*1\r\n$4\r\nPING\r\n"); });
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this, done] {
            const QByteArray come = m_socket.peek(kMaxRedisLine);
            const qsizetype end = come.indexOf("\r\n");
            if (end < 0 && come.size() < kMaxRedisLine && (come.startsWith('+') || come.startsWith('-')))
                return;
            m_seen.error = redisError(m_target, end < 0 ? QByteArray() : come.left(end));
            m_socket.disconnect(); // what it says afterwards is of no weight
            done();
        });
        m_socket.setReadBufferSize(kMaxRedisLine);
        m_socket.connectToHost(m_at.host, m_at.port);
    }
};

class CertificateAttempt final : public SocketAttempt<QSslSocket> {
    using SocketAttempt::SocketAttempt;
    void begin(const std::function<void()> &done) override
    {
        QObject::connect(&m_socket, &QSslSocket::encrypted, &m_socket, [this, done] {
            noteCertificate(m_seen, m_socket.peerCertificate(), {});
            done();
        });
        QObject::connect(&m_socket, &QSslSocket::sslErrors, &m_socket, [this, done](const QList<QSslError> &errors) {
            noteCertificate(m_seen, m_socket.peerCertificate(), errors);
            done();
        });
        m_socket.connectToHostEncrypted(m_at.host, m_at.port);
    }
    TargetObservation end() override
    {
        TargetObservation seen = SocketAttempt::end();
        if (!seen.certificateFault.isEmpty())
            seen.error.reset(); // the handshake ended for that
        return seen;
    }
};

std::unique_ptr<Attempt> attemptAt(const HealthTarget &target)
{
    switch (target.kind) {
    case HealthTarget::Kind::Redis:
        return std::make_unique<RedisAttempt>(target);
    case HealthTarget::Kind::Tcp:
        return std::make_unique<TcpAttempt>(target);
    case HealthTarget::Kind::Certificate:
        return std::make_unique<CertificateAttempt>(target);
    default:
        return std::make_unique<HttpAttempt>(target);
    }
}
} // namespace

NetworkLook::NetworkLook(const HealthTarget &target) : m_target(target), m_worker(QStringLiteral("look ") + target.name.left(60)) {}

TargetObservation NetworkLook::look(const CancelToken &cancel)
{
    const auto gate = std::make_shared<Gate>(); // a handler may be late
    std::unique_ptr<Attempt> attempt;
    m_worker.post([this, gate, &attempt] {
        attempt = attemptAt(m_target);
        attempt->start([gate] { gate->open(Gate::Why::Done); });
    });
    const int handler = cancel.addHandler([gate] { gate->open(Gate::Why::Cancelled); });
    const Gate::Why why = gate->wait(m_target.timeoutMs);
    cancel.removeHandler(handler);
    auto ended = m_worker.run([&attempt]() -> Result<TargetObservation> {
        const TargetObservation seen = attempt->end();
        attempt.reset();
        return seen;
    });
    ended.waitForFinished(); // nothing in that thread ever blocks
    TargetObservation seen = *ended.result();
    if (why == Gate::Why::Cancelled)
        seen.error = Error(ErrorCode::InternalCancelled);
    else if (why == Gate::Why::Late)
        seen.error = Error(ErrorCode::NetTimeout, {{QStringLiteral("host"), toldAddress(m_target)}, {QStringLiteral("seconds"), QString::number(m_target.timeoutMs / 1000.0)}});
    return seen;
}

} // namespace plancia::monitoring
