// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/streaming.h"

#include "app/log/log.h"
#include "app/monitoring/sampler/postgressampler.h"
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/sampler/storesampler.h"
#include "app/wiring/pasttelemetry.h"
#include "models/ports/deliver.h"
#include "models/ports/looksport.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QPointer>
#include <QRandomGenerator>
#include <QThread>

#include <mutex>

namespace plancia::wiring {

namespace {

const QString kBuiltIn = QStringLiteral("built-in");

/// 256 random bits, made at each start: only this process knows it.
QByteArray newToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

monitoring::AgentOptions builtInAgent(const QString &alertMemory, bool readersLook)
{
    monitoring::AgentOptions options;
    options.name = kBuiltIn;
    options.token = newToken();
    options.alertMemory = alertMemory;
    options.readersLook = readersLook;
    return options;
}

} // namespace

/// Looks at the local store through a read-only connection of its own, opened once there is a store; while there is none,
/// at the program's own, which is never absent. Used on the sampling thread alone, but for holdOff().
class LocalStoreProbe : public std::enable_shared_from_this<LocalStoreProbe> {
public:
    explicit LocalStoreProbe(const Places &places) : m_control(places.controlStore()), m_console(places.consoleStore()) {}

    /// Closes its connection, and opens none as long as the result lives. From any thread.
    std::shared_ptr<const void> holdOff()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_holds;
        m_store.reset();
        return {static_cast<const void *>(this), [self = shared_from_this()](const void *) {
                    const std::scoped_lock again(self->m_mutex);
                    --self->m_holds;
                }};
    }

    Result<qint64> commitNumber()
    {
        const std::scoped_lock lock(m_mutex);
        auto opened = store();
        if (!opened)
            return fail(opened.error());
        auto asked = (*opened)->commitNo(CallContext{});
        asked.waitForFinished();
        return asked.result();
    }
    Result<qint64> walBytes()
    {
        const std::scoped_lock lock(m_mutex);
        auto opened = store();
        return opened ? Result<qint64>((*opened)->walBytes()) : Result<qint64>(opened.error());
    }
    Result<double> readMs()
    {
        const std::scoped_lock lock(m_mutex);
        auto opened = store();
        return opened ? Result<double>(static_cast<double>((*opened)->lastReadMicroseconds()) / 1000.0)
                      : Result<double>(opened.error());
    }

    /// NOT_FOUND_005 while there is no store: the program's own has another trail.
    Result<audit::NewActs> newActs(const std::optional<audit::TrailPlace> &before)
    {
        const std::scoped_lock lock(m_mutex);
        auto opened = store();
        if (!opened)
            return fail(opened.error());
        if (!m_onControl)
            return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), m_control}});
        const CallContext context;
        auto asked = (*opened)->read<audit::NewActs>(context, [before](sql::Connection &connection) { return audit::newActs(connection, before); });
        for (const QDeadlineTimer limit(monitoring::ActsWatch::kTimeoutMs); !asked.isFinished() && !limit.hasExpired();)
            QThread::msleep(1);
        context.cancel.cancel();
        asked.waitForFinished();
        return asked.result();
    }

private:
    Result<store::LocalStore *> store()
    {
        if (m_holds > 0)
            return fail(ErrorCode::RestoreBusy, {{QStringLiteral("path"), m_control}});
        const bool hasControl = QFile::exists(m_control);
        if (!m_store || hasControl != m_onControl) {
            m_store.reset();
            store::LocalStore::Options options;
            options.path = hasControl ? m_control : m_console;
            if (!hasControl) {
                options.migrations = QStringLiteral(":/sql/sqlite/console");
                options.applicationId = store::kConsoleStoreId;
            }
            options.mode = store::LocalStore::Mode::ReadOnlyLive;
            auto opened = store::LocalStore::open(options);
            if (!opened)
                return fail(opened.error());
            m_store = std::move(*opened);
            m_onControl = hasControl;
        }
        return m_store.get();
    }

    const QString m_control, m_console;
    std::mutex m_mutex; ///< the rest is under it
    int m_holds = 0;
    bool m_onControl = false;
    std::unique_ptr<store::LocalStore> m_store;
};

/// Counts who looks at what.
class Looks final : public LooksPort {
public:
    Looks(std::function<void()> changed, QObject *parent) : LooksPort(parent), m_changed(std::move(changed)) {}

    QSet<QString> sources() const { return QSet<QString>(m_counts.keyBegin(), m_counts.keyEnd()); }
    std::shared_ptr<const void> look(const QString &source) override
    {
        add(source, 1);
        return {static_cast<const void *>(this), [self = QPointer(this), source](const void *) {
                    if (self) // a page may go after its window's runtime
                        self->add(source, -1);
                }};
    }

private:
    void add(const QString &source, int by)
    {
        const int before = m_counts.value(source);
        if (before + by > 0)
            m_counts.insert(source, before + by);
        else
            m_counts.remove(source);
        if (before == 0 || before + by == 0)
            m_changed();
    }

    const std::function<void()> m_changed;
    QHash<QString, int> m_counts;
};

std::shared_ptr<const void> Streaming::holdOffLocalStore() { return m_probe->holdOff(); }

Streaming::Streaming(const Places &places, const Clock &clock, Opener opener, Of of, const QString &author)
    : m_clock(clock)
    , m_opener(std::move(opener))
    , m_agent(builtInAgent(of == Of::Console ? places.data + QStringLiteral("/alerts.json") : QString(), of == Of::Command), clock)
{
    store::LocalStore::Options options;
    options.path = places.telemetryStore();
    options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
    options.applicationId = kTelemetryStoreId;
    options.createIfMissing = true;
    options.sync = sql::SqliteConnection::Sync::Normal; // the last seconds before a power loss are no loss
    if (auto opened = store::LocalStore::open(options)) {
        m_telemetryFile = std::move(*opened);
        m_telemetry = std::make_unique<monitoring::TelemetryStore>(*m_telemetryFile,
                                                                   monitoring::TelemetryStore::Limits{}, clock);
    } else {
        // Monitoring goes on; only a restart forgets what was seen.
        log::write(log::Level::Warning, "wiring", opened.error());
    }
    m_feed = std::make_unique<monitoring::StreamFeed>(clock, m_telemetry.get());
    QList<Error> faults;
    m_alerts = std::make_unique<monitoring::AlertsClient>(
        monitoring::AlertsClient::Own{places.config + QStringLiteral("/alerts.toml"),
                                      monitoring::readAlerts(QStringLiteral(":/alerts/usual.toml"), faults).rules, author},
        [this](monitoring::AlertDesk::Rules rules) { m_agent.setAlerts(std::move(rules)); });
    if (of == Of::Console) {
        m_alerts->loadRules();
        m_looks = new Looks([this] { tellLooks(); }, m_feed.get());
    }
    connect(m_feed.get(), &StreamPort::eventsArrived, m_alerts.get(), [alerts = m_alerts.get()](const QList<Event> &events) {
        if (std::ranges::any_of(events, [](const Event &event) { return event.type.startsWith(QLatin1String("alert.")); }))
            alerts->refresh();
    });
    addLocalSamplers(places);
    if (m_telemetryFile && m_telemetryFile->pendingMigrations() > 0)
        updateTelemetry();
}

/// An older file: what it holds is converted, which takes its time, and the window does not wait for it.
void Streaming::updateTelemetry()
{
    m_isReady = false;
    const auto updated = m_updating.run([file = m_telemetryFile.get(), nowMs = m_clock.nowMs()] { return file->migrate(nowMs); });
    deliver(updated, this, [this](const Result<SchemaPlan> &now) {
        if (!now)
            log::write(log::Level::Warning, "wiring", now.error());
        m_isReady = true;
        if (m_agentUrl)
            followNow();
    });
}

Streaming::~Streaming()
{
    m_updating.stop();
    m_alerts.reset();
    m_feed.reset();
    m_agent.stop();
    if (m_telemetry)
        m_telemetry->flush().waitForFinished();
    m_telemetry.reset();
}

void Streaming::addLocalSamplers(const Places &places)
{
    m_agent.addSampler(std::make_shared<monitoring::SelfSampler>(m_clock));
    m_probe = std::make_shared<LocalStoreProbe>(places);
    const auto probe = m_probe;
    m_agent.addSampler(std::make_shared<monitoring::StoreSampler>(
        monitoring::StoreProbes{[probe] { return probe->commitNumber(); }, [probe] { return probe->walBytes(); },
                                [probe] { return probe->readMs(); },
                                [probe](const std::optional<audit::TrailPlace> &before) { return probe->newActs(before); }},
        m_clock));
}

void Streaming::follow(const QString &agentUrl, const QByteArray &token, const QString &caFile)
{
    m_agentUrl = agentUrl;
    m_token = token;
    m_caFile = caFile;
    if (m_isReady)
        followNow();
}

void Streaming::followNow()
{
    m_builtIn = m_agentUrl->isEmpty();
    tellLooks();
    if (m_builtIn)
        return startBuiltIn();
    monitoring::StreamTarget target;
    target.url = QUrl(*m_agentUrl);
    target.name = target.url.authority(QUrl::FullyDecoded);
    target.token = m_token;
    target.caFile = m_caFile;
    m_feed->follow(target);
    m_alerts->follow(target.url, m_token, false, m_caFile);
}

/// What is looked at of another agent is none of ours.
void Streaming::tellLooks()
{
    m_agent.setLookedAt(m_looks && m_builtIn ? m_looks->sources() : QSet<QString>());
}

void Streaming::startBuiltIn()
{
    deliver(m_agent.start(), this, [this](const Result<quint16> &started) {
        if (!m_builtIn)
            return;
        if (!started) {
            m_alerts->follow({}, {}, false); // not those of the agent before
            return m_feed->setDown(started.error());
        }
        m_feed->follow({m_agent.url(), m_agent.token(), kBuiltIn, kBuiltIn});
        m_alerts->follow(m_agent.url(), m_agent.token(), true);
    });
}

void Streaming::watch(const QList<ConnectionProfile> &profiles)
{
    QHash<QString, ConnectionProfile> wanted;
    for (const ConnectionProfile &profile : profiles)
        wanted.insert(QStringLiteral("pg:") + profile.name, profile);
    for (auto old = m_watched.cbegin(); old != m_watched.cend(); ++old)
        if (!wanted.contains(old.key()))
            m_agent.removeSampler(old.key());
    for (auto now = wanted.cbegin(); now != wanted.cend(); ++now) {
        if (m_watched.contains(now.key()) && m_watched.value(now.key()) == now.value())
            continue;
        m_agent.addSampler(std::make_shared<monitoring::PostgresSampler>(
            now.value().name, [opener = m_opener, profile = now.value()](const CancelToken &cancel) { return opener(profile, cancel); }, m_clock,
            now.value().maySleep ? monitoring::PostgresSampler::Sleep::MayBe : monitoring::PostgresSampler::Sleep::Never, monitoring::ActsWatch::Missing::Quiet));
    }
    m_watched = wanted;
}

} // namespace plancia::wiring
