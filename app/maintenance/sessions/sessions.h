// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/ports/sessionsport.h"

#include <atomic>
#include <functional>

namespace plancia::maintenance {

/// Sessions of the server that a store lies on: who is there, who waits for whom, and an end to it. Works on the store's own two
/// connections; thread-safe as they are. Gateway and recorder outlive it, and it outlives the gateway's workers.
class Sessions final : public SessionsPort {
public:
    /// `refusal` says why nothing may be done now, if so; any thread.
    Sessions(sql::Gateway &gateway, const audit::Recorder &recorder, std::function<std::optional<Error>()> refusal)
        : m_gateway(gateway), m_recorder(recorder), m_refusal(std::move(refusal)) {}

    QFuture<Result<ServerSessions>> list(CallContext context) override;
    QFuture<Result<bool>> cancel(qint64 pid, qint64 startedAt, qint64 queryStartedAt, QString reason, CallContext context) override;
    QFuture<Result<bool>> terminate(qint64 pid, qint64 startedAt, QString reason, CallContext context) override;

private:
    struct Target {
        qint64 pid, startedAt;
        std::optional<qint64> query; ///< to cancel: when it began, or 0 for any; nothing: the session is to end
        QString reason;
    };
    QFuture<Result<bool>> act(const QString &action, const QByteArray &signal, const Target &target, CallContext context);

    sql::Gateway &m_gateway;
    const audit::Recorder &m_recorder;
    const std::function<std::optional<Error>()> m_refusal;
    std::atomic<qint64> m_reader = 0; ///< process of the connection that reads, once it has listed
};

} // namespace plancia::maintenance
