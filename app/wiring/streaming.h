// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertsclient.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetrystore.h"
#include "app/store/localstore.h"
#include "app/tasks/worker.h"
#include "app/wiring/runtime.h"

namespace plancia::wiring {

class LocalStoreProbe;
class Looks;

/// Live monitoring of this program: the built-in agent with its samplers, the feed that follows it or the agent of the
/// settings, and the memory of both in telemetry.db. Lives on the main thread.
class Streaming : public QObject {
    Q_OBJECT
public:
    /// Opens a PostgreSQL connection for sampling; blocks for some seconds at most, until it is cancelled, on the sampling thread.
    using Opener = std::function<Result<std::unique_ptr<sql::Connection>>(const ConnectionProfile &, const CancelToken &)>;

    /// Console: the built-in agent has alerts, as one of a person's programs at the most should, and a server that may sleep is awake
    /// while a page looks. Command: whoever follows it looks.
    enum class Of { Console, Command };
    /// `author`: see AlertsPort::author().
    Streaming(const Places &places, const Clock &clock, Opener opener, Of of, const QString &author);
    ~Streaming() override;

    StreamPort &port() { return *m_feed; }
    /// The one within this program, whichever is followed.
    monitoring::AgentService &agent() { return m_agent; }
    AlertsPort &alerts() { return *m_alerts; }
    /// Follows the agent at that URL, or the built-in one when it is empty. Listens and connects in the background. `caFile`: see
    /// monitoring::StreamTarget.
    void follow(const QString &agentUrl, const QByteArray &token = {}, const QString &caFile = {});
    /// Samples exactly these servers, each under "pg:<name>".
    void watch(const QList<ConnectionProfile> &profiles);
    /// Nothing here has the local store open as long as the result lives. From any thread; may wait for a sample.
    std::shared_ptr<const void> holdOffLocalStore();

private:
    void addLocalSamplers(const Places &places);
    void startBuiltIn();
    void followNow();
    void updateTelemetry();
    void tellLooks();

    const Clock &m_clock;
    const Opener m_opener;
    std::shared_ptr<LocalStoreProbe> m_probe;
    QHash<QString, ConnectionProfile> m_watched; ///< by source
    bool m_builtIn = false;                      ///< whether the feed follows the built-in agent
    std::optional<QString> m_agentUrl;           ///< that is to be followed
    QByteArray m_token;                          ///< of that agent
    QString m_caFile;
    bool m_isReady = true;                       ///< false while telemetry.db is brought up to date
    std::unique_ptr<store::LocalStore> m_telemetryFile; ///< null when it could not be opened: nothing is remembered then
    std::unique_ptr<monitoring::TelemetryStore> m_telemetry;
    monitoring::AgentService m_agent;
    std::unique_ptr<monitoring::StreamFeed> m_feed;
    Looks *m_looks = nullptr; ///< the feed's child
    std::unique_ptr<monitoring::AlertsClient> m_alerts;
    tasks::Worker m_updating{QStringLiteral("telemetry update")};
};

} // namespace plancia::wiring
