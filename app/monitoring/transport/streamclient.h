// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/session/streamreader.h"
#include "models/base/backoff.h"
#include "models/base/clock.h"

#include <QElapsedTimer>
#include <QSslError>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace plancia::monitoring {

/// Which agent to read from.
struct StreamTarget {
    QUrl url;         ///< ws:// or wss://; an empty path means /stream
    QByteArray token; ///< sent as a bearer token when not empty
    QString name;     ///< shown until the agent has told its own
    QString id;       ///< under which its past is remembered: "built-in", or the URL when empty
    QString caFile = {}; ///< PEM: with wss, whom alone to trust; empty: whom the system does
    bool operator==(const StreamTarget &) const = default;
};

/// The console's end of the stream: stays connected to one agent as long as it lives, goes on where it stood, and says
/// honestly what it missed. An agent that is connected and silent is Reconnecting with no attempt yet, then Down. Lives in one thread with an event loop; never blocks.
class StreamClient : public QObject {
    Q_OBJECT
public:
    struct Limits {
        BackoffPolicy backoff;
        int connectTimeoutMs = 5000;
        int quietMs = 5500;     ///< a heartbeat, two pings and a half: the status says that there is no sign of life
        int silenceMs = 11'500; ///< twice that and a bit: the connection is given up, and the state is Down
        int pingMs = 2000;
        int downAfterAttempts = 5; ///< failures in a row until the state is Down; it goes on trying
    };
    StreamClient(StreamTarget target, StreamPosition position, Limits limits, const Clock &clock, QObject *parent);
    /// Short waits for an agent on this machine, the protocol's for others.
    static Limits limitsFor(const QUrl &url);

    void start();
    void retryNow();
    const StreamStatus &status() const { return m_status; }

signals:
    /// Everything is here that the agent had when it was connected to, after the news of it. Once a connection.
    void caughtUp();
    /// Before the status that tells its code.
    void failed(const plancia::Error &error);
    void statusChanged(const plancia::StreamStatus &status);
    /// Gaps come before what ends them. `position` is where the stream stands after the news.
    void newsArrived(const plancia::monitoring::StreamReader::News &news, const plancia::monitoring::StreamPosition &position);

private:
    void connectNow();
    void heard();
    void receive(const QString &text);
    void welcomed(const Hello &hello);
    void take(Samples samples);
    void noteTop();
    void closed();
    void attemptFailed(const Error &error);
    void ping();
    void send(const Message &message);
    void setStatus(const StreamStatus &status);
    Error down(const QString &message) const;

    StreamTarget m_target;
    Limits m_limits;
    const Clock &m_clock;
    StreamReader m_reader;
    QWebSocket *m_socket = nullptr; ///< a new one for each try; null while waiting
    StreamStatus m_status;
    QList<QSslError> m_tlsErrors; ///< of this try
    std::optional<qint64> m_top; ///< what the agent had when it said hello, until that is here
    bool m_isWelcome = false; ///< the agent has said hello on this connection
    QTimer m_quiet;
    QTimer m_silence;
    QTimer m_retry;
    QTimer m_pings;
    QElapsedTimer m_pinged;
    QByteArray m_pingId;
    quint64 m_pingCount = 0;
};

} // namespace plancia::monitoring

Q_DECLARE_METATYPE(plancia::monitoring::StreamPosition)
Q_DECLARE_METATYPE(plancia::monitoring::StreamReader::News)
