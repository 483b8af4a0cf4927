// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertnotifier.h"
#include "app/monitoring/transport/httpmessage.h"

namespace plancia::monitoring {

inline constexpr auto kAlertsPath = "/alerts";

/// The alerts of an agent: judges, tells, remembers, and answers for them over HTTP. JSON, as alertjson.h says:
///
///   GET  /alerts               the board
///   POST /alerts/silences      {rule, label, from, until, author, comment} → the silence; without a label, of every one
///   POST /alerts/silences/end  {id}
///   POST /alerts/acknowledge   {id, author, note} → the alert
///   POST /alerts/test          {channel}
///
/// A fault is application/problem+json with a member "code" of the error catalogue and its "facts". Lives in the service's thread.
class AlertDesk {
public:
    struct Options {
        QString agent;
        QString memoryPath; ///< kept there between two runs; empty: nowhere
        AlertNotifier::Limits notifying = {};
    };
    struct Rules {
        AlertConfig config;
        QList<AlertRoute> routes;
    };
    /// `tell` takes what is to be seen on the timeline; it and the clock outlive the desk.
    AlertDesk(Rules rules, Options options, const Clock &clock, std::function<void(Event)> tell);
    ~AlertDesk(); ///< remembers

    void configure(Rules rules);
    void note(const Sample &sample) { m_engine.note(sample); }
    void note(const Event &event) { m_engine.note(event); }
    void forget(const QString &source) { m_engine.forget(source); }
    /// Once a second.
    void tick();

    static bool isMine(const QByteArray &target);
    /// `body` of a POST is whole. Answers now, or when a channel has answered.
    void answer(const HttpRequest &request, const QByteArray &body, std::function<void(HttpAnswer)> reply);

    AlertBoard board() const;

private:
    void remember();
    Event eventOf(const Alert &alert) const;

    const Options m_options;
    const Clock &m_clock;
    const std::function<void(Event)> m_tell;
    QObject m_here; ///< what comes from other threads ends with it
    AlertEngine m_engine;
    QHash<QString, AlertChannel> m_channels; ///< by name
    QList<AlertRoute> m_routes;
    qint64 m_rememberedAt; ///< monotonic ms
    QByteArray m_remembered; ///< without its time
    tasks::Worker m_writer{QStringLiteral("alert memory")};
    AlertNotifier m_notifier;
};

} // namespace plancia::monitoring
