// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/secrets/keyring.h"
#include "app/tasks/worker.h"
#include "models/ports/agentaccessport.h"

#include <QHash>
#include <QSet>
#include <mutex>

namespace plancia::wiring {

/// Tokens of agents: in the key ring by host and port, or in memory for this run; the authority in console.db. Lives on the main
/// thread; works on a thread of its own.
class AgentSecrets final : public AgentAccessPort {
    Q_OBJECT
public:
    AgentSecrets(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing, QObject *preferences);
    ~AgentSecrets() override;

    QFuture<Result<AgentAccess>> access(QString agentUrl, CallContext context) override;
    QFuture<Result<AgentAccess>> keep(QString agentUrl, std::optional<QString> token, QString caFile, CallContext context) override;

    /// For who connects.
    struct Key {
        QByteArray token;
        QString caFile;
    };
    QFuture<Result<Key>> key(QString agentUrl);
    /// What this run knows, so that none slips into a debug bundle. Any thread.
    QStringList secrets() const;

private:
    struct Found {
        AgentAccess access;
        QString token;
    };
    Result<Found> find(const QString &entry, const CallContext &context);
    Result<AgentAccess> keepNow(const QString &entry, const std::optional<QString> &token, const QString &caFile, const CallContext &context);

    sql::Gateway &m_console;
    const audit::Recorder &m_recorder;
    secrets::KeyRing &m_keyRing;
    mutable std::mutex m_mutex; ///< guards what follows
    QHash<QString, QString> m_known;   ///< tokens by entry, of the key ring too
    QSet<QString> m_forThisRun; ///< entries that the key ring does not have
    tasks::Worker m_worker{QStringLiteral("agent secrets")};
};

} // namespace plancia::wiring
