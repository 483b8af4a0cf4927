// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/transport/streamclient.h"

#include "app/log/log.h"
#include "app/monitoring/transport/tls.h"
#include "models/errors/catalogue.h"

#include <QHostAddress>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace plancia::monitoring {

namespace {
/// The status of a refused upgrade, which QWebSocket 6.4 tells only inside its sentence; 0 without one.
int httpStatusIn(const QString &sentence)
{
    static const QRegularExpression number(QStringLiteral("\\b([345][0-9]{2})\\b"));
    return number.match(sentence).captured(1).toInt();
}
} // namespace

StreamClient::Limits StreamClient::limitsFor(const QUrl &url)
{
    Limits limits;
    if (url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback())
        limits.backoff.capMs = 2000;
    return limits;
}

StreamClient::StreamClient(StreamTarget target, StreamPosition position, Limits limits, const Clock &clock, QObject *parent)
    : QObject(parent), m_target(std::move(target)), m_limits(limits), m_clock(clock), m_reader(std::move(position))
{
    if (m_target.url.path().isEmpty() || m_target.url.path() == QLatin1String("/"))
        m_target.url.setPath(QStringLiteral("/stream"));
    m_status.agent = m_target.name;
    for (QTimer *timer : {&m_quiet, &m_silence, &m_retry, &m_pings})
        timer->setParent(this);
    for (QTimer *timer : {&m_quiet, &m_silence}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer); // a coarse one may be late by what is left of a heartbeat
    }
    m_quiet.setInterval(m_limits.quietMs);
    m_retry.setSingleShot(true);
    m_pings.setInterval(m_limits.pingMs);
    connect(&m_retry, &QTimer::timeout, this, &StreamClient::connectNow);
    connect(&m_pings, &QTimer::timeout, this, &StreamClient::ping);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        StreamStatus status = m_status;
        status.state = StreamStatus::State::Reconnecting;
        status.roundTripMs = -1;
        setStatus(status);
    });
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_isWelcome)
            m_status.attempt = std::max(m_status.attempt, m_limits.downAfterAttempts - 1);
        attemptFailed(down(QStringLiteral("no sign of life")));
    });
}

void StreamClient::start() { connectNow(); }

void StreamClient::retryNow()
{
    if (m_socket)
        return;
    m_retry.stop();
    connectNow();
}

void StreamClient::connectNow()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(kMaxFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(kMaxFrameBytes);
    m_isWelcome = false;
    connect(m_socket, &QWebSocket::connected, this, [this] { m_silence.start(m_limits.silenceMs); });
    connect(m_socket, &QWebSocket::textMessageReceived, this, &StreamClient::receive);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this] {
        attemptFailed(Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("a binary frame")}}));
    });
    connect(m_socket, &QWebSocket::disconnected, this, &StreamClient::closed);
    m_tlsErrors.clear();
    connect(m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &id) {
        heard();
        if (id != m_pingId)
            return;
        StreamStatus status = m_status;
        status.roundTripMs = static_cast<double>(m_pinged.nsecsElapsed()) / 1e6;
        setStatus(status);
    });
    // A refused connection or upgrade gives an error and not always a disconnect.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, &StreamClient::closed, Qt::QueuedConnection);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &StreamClient::closed,
            Qt::QueuedConnection);
#endif

    StreamStatus status = m_status;
    status.retryAtMs = 0;
    setStatus(status);
    QNetworkRequest request(m_target.url);
    if (!m_target.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_target.token);
    if (m_target.url.scheme() == QLatin1String("wss")) {
        const auto tls = clientTls(m_target.caFile);
        if (!tls)
            return attemptFailed(tls.error());
        m_socket->setSslConfiguration(*tls);
    }
    m_silence.start(m_limits.connectTimeoutMs);
    m_socket->open(request);
}

void StreamClient::heard()
{
    m_silence.start(m_limits.silenceMs);
    if (!m_isWelcome)
        return;
    m_quiet.start();
    StreamStatus status = m_status;
    status.state = StreamStatus::State::Connected;
    setStatus(status);
}

void StreamClient::receive(const QString &text)
{
    heard();
    auto message = decode(text.toUtf8());
    if (!message)
        return attemptFailed(message.error());
    if (const auto *hello = std::get_if<Hello>(&*message)) {
        if (!m_isWelcome)
            return welcomed(*hello);
        return attemptFailed( // each would be answered and logged, as fast as it comes
            Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("a second hello")}}));
    }
    if (!m_isWelcome)
        return attemptFailed(
            Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("no hello first")}}));
    if (auto *samples = std::get_if<Samples>(&*message)) {
        take(std::move(*samples));
    } else if (const auto *lost = std::get_if<Lost>(&*message)) {
        m_reader.lost(*lost);
        noteTop();
    } else if (const auto *heartbeat = std::get_if<Heartbeat>(&*message)) {
        m_status.attempt = 0;
        if (const auto again = m_reader.heartbeat(*heartbeat)) {
            log::warning("stream", QStringLiteral("end of the stream missing, asking again"));
            send(*again);
        }
    } else {
        attemptFailed(Error(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), QStringLiteral("a request")}}));
    }
}

void StreamClient::welcomed(const Hello &hello)
{
    m_isWelcome = true;
    m_quiet.start();
    send(m_reader.hello(hello));
    StreamStatus status = m_status;
    status.state = StreamStatus::State::Connected;
    status.agent = hello.agent.isEmpty() ? m_target.name : hello.agent;
    status.errorId.clear();
    status.attempt = 0;
    status.retryAtMs = 0;
    setStatus(status);
    log::info("stream", QStringLiteral("connected"),
              {{QStringLiteral("agent"), status.agent}, {QStringLiteral("epoch"), hello.epoch}});
    m_pings.start();
    ping();
    m_top = hello.top;
    noteTop();
}

void StreamClient::noteTop()
{
    if (!m_top || m_reader.position().offset < *m_top)
        return;
    m_top.reset();
    emit caughtUp();
}

void StreamClient::take(Samples samples)
{
    auto news = m_reader.samples(std::move(samples));
    if (!news)
        return attemptFailed(news.error());
    StreamStatus status = m_status;
    status.received += news->items();
    status.gaps += news->gaps.size();
    if (news->items() > 0)
        emit newsArrived(*news, m_reader.position());
    setStatus(status);
    noteTop();
}

void StreamClient::closed()
{
    if (!m_socket)
        return;
    const int code = m_socket->closeCode();
    const QString sentence = m_socket->errorString();
    const int http = m_isWelcome ? 0 : httpStatusIn(sentence);
    if (!m_tlsErrors.isEmpty())
        attemptFailed(certificateRefused(m_target.url.host(), m_tlsErrors));
    else if (http == 401 || http == 403)
        attemptFailed(Error(ErrorCode::AuthTokenRefused,
                            {{QStringLiteral("host"), m_target.url.host()}, {QStringLiteral("status"), QString::number(http)}}));
    else if (code == CloseVersion)
        attemptFailed(Error(ErrorCode::StreamVersion,
                            {{QStringLiteral("expected"), QString::number(kProtocolVersion)},
                             {QStringLiteral("host"), m_target.url.host()}}));
    else if (code == CloseProtocol || code == QWebSocketProtocol::CloseCodeTooMuchData
             || code == QWebSocketProtocol::CloseCodeProtocolError)
        attemptFailed(Error(ErrorCode::StreamProtocol,
                            {{QStringLiteral("detail"), QStringLiteral("closed with %1").arg(code)}}));
    else
        attemptFailed(down(sentence));
}

Error StreamClient::down(const QString &message) const
{
    return Error(ErrorCode::StreamDown,
                 {{QStringLiteral("host"), m_target.url.host()},
                  {QStringLiteral("port"), QString::number(m_target.url.port(m_target.url.scheme() == QLatin1String("wss") ? 443 : 80))},
                  {QStringLiteral("message"), message}});
}

void StreamClient::attemptFailed(const Error &error)
{
    if (!m_socket)
        return;
    m_quiet.stop();
    m_silence.stop();
    m_pings.stop();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    // Later: this may run inside one of its own signals, and QWebSocket 6.4 works on with what abort() took away.
    QMetaObject::invokeMethod(
        socket,
        [socket] {
            socket->abort();
            socket->deleteLater();
        },
        Qt::QueuedConnection);

    const qint64 wait = backoffMs(m_limits.backoff, m_status.attempt, QRandomGenerator::global()->generateDouble());
    StreamStatus status = m_status;
    ++status.attempt;
    // Waiting mends neither a wrong token, another version nor a certificate: say so at once. It may be mended over there, so go on.
    const bool hopeless = error.code() == ErrorCode::AuthTokenRefused || error.code() == ErrorCode::StreamVersion
        || error.code() == ErrorCode::NetCertificate;
    status.state = hopeless || status.attempt >= m_limits.downAfterAttempts ? StreamStatus::State::Down
                                                                            : StreamStatus::State::Reconnecting;
    status.retryAtMs = m_clock.nowMs() + wait;
    status.roundTripMs = -1;
    const QString id = errorId(error.code());
    if (status.errorId != id) // the same failure again and again is one line in the log
        log::write(log::Level::Warning, "stream", error);
    status.errorId = id;
    emit failed(error);
    m_retry.start(static_cast<int>(wait));
    setStatus(status);
}

void StreamClient::ping()
{
    if (!m_socket)
        return;
    m_pingId = QByteArray::number(++m_pingCount);
    m_pinged.start();
    m_socket->ping(m_pingId);
}

void StreamClient::send(const Message &message)
{
    if (m_socket)
        m_socket->sendTextMessage(QString::fromUtf8(encode(message)));
}

void StreamClient::setStatus(const StreamStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    emit statusChanged(m_status);
}

} // namespace plancia::monitoring
