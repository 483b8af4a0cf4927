// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertfile.h"
#include "app/tasks/worker.h"

#include <QHash>

namespace plancia::monitoring {

/// Hands alerts over to webhooks and the system's sendmail, on a thread of its own: one message at a time a channel, in their order;
/// each is tried five times. What waits grows together by its rule; a channel keeps the newest 200, and the next message says how many were left
/// out. All functions from one thread.
class AlertNotifier {
public:
    struct Limits {
        int answerMs = 10'000;
        QList<int> waitsMs = {2'000, 10'000, 60'000, 300'000}; ///< between the tries
        int queue = 200;
        QString mailProgram = QStringLiteral("/usr/sbin/sendmail"); ///< run with -t -i
    };
    /// How a channel stands after each try; on the thread of `context`, which outlives the notifier.
    using Told = std::function<void(const AlertChannel &)>;
    AlertNotifier(QString agentName, Limits limits, const Clock &clock, QObject *context, Told told);
    ~AlertNotifier();
    /// Ends, and gives what waits or is under way: it may not have been handed over.
    QList<AlertEngine::News> stop();

    /// Channels that are as they were keep what waits.
    void configure(const QList<AlertRoute> &routes);
    void send(const QList<AlertEngine::News> &news);
    /// Tried once, at once. NOT_FOUND_014, PROV_001. Finishes on another thread.
    QFuture<Result<bool>> test(const QString &channel);

private:
    class Line;
    const Limits m_limits;
    const QString m_agent;
    const Clock &m_clock;
    QObject *const m_context;
    const Told m_told;
    struct Channel {
        AlertRoute route;
        std::shared_ptr<Line> line; ///< lives in the worker
    };
    std::map<QString, Channel> m_channels; ///< by name
    tasks::Worker m_worker{QStringLiteral("alerts")};
};

/// What is handed over. Pure.
struct AlertMessage {
    QString subject; ///< one line
    QString text;    ///< a few lines, English
};
/// `leftOut`: messages before this one that nobody got.
AlertMessage messageOf(const AlertEngine::News &news, const QString &agent, int leftOut = 0);
/// JSON: Slack's form has nothing but "text", in which "&", "<" and ">" are escaped.
QByteArray webhookBody(const AlertEngine::News &news, const QString &agent, AlertRoute::Format format, int leftOut = 0);
/// RFC 5322, in UTF-8, ready for sendmail -t.
QByteArray mailOf(const AlertMessage &message, const QStringList &to);

} // namespace plancia::monitoring
