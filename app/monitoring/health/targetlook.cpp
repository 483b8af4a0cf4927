// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/targetlook.h"

#include "app/monitoring/health/networklook.h"
#include "app/monitoring/health/probes.h"
#include "app/postgres/pgconnection.h"
#include "models/domain/connection.h"

#include <QFile>
#include <QFileInfo>
#include <condition_variable>
#include <mutex>
#include <sys/statvfs.h>
#include <thread>

namespace plancia::monitoring {

namespace {

/// Cancels a token when a time is over, from a thread of its own: for work that blocks its thread.
class Deadline {
public:
    Deadline(int timeoutMs, CancelToken token)
        : m_thread([this, timeoutMs, token = std::move(token)] {
              std::unique_lock lock(m_mutex);
              if (m_ended.wait_for(lock, std::chrono::milliseconds(timeoutMs), [this] { return m_isOver; }))
                  return;
              lock.unlock();
              token.cancel();
          })
    {
    }
    ~Deadline()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_isOver = true;
        }
        m_ended.notify_all();
        m_thread.join();
    }
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_isOver = false;
    std::thread m_thread; // last: it uses the others
};

Error late(const HealthTarget &target)
{
    return Error(ErrorCode::NetTimeout, {{QStringLiteral("host"), toldAddress(target)},
                                         {QStringLiteral("seconds"), QString::number(target.timeoutMs / 1000.0)}});
}

TargetObservation lookAtDisk(const QString &path)
{
    TargetObservation seen;
    if (!QFileInfo::exists(path)) {
        seen.error = Error(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
        return seen;
    }
    // Of this disk alone: a list of all mounts would wait for every server of files that is away.
    if (struct statvfs disk {}; ::statvfs(QFile::encodeName(path).constData(), &disk) == 0) {
        seen.freeBytes = static_cast<qint64>(disk.f_bavail) * static_cast<qint64>(disk.f_frsize);
        seen.totalBytes = static_cast<qint64>(disk.f_blocks) * static_cast<qint64>(disk.f_frsize);
    }
    return seen;
}
} // namespace

/// A look at a disk: it may stay in the kernel for as long as a server of files is away, and nothing ends it.
struct TargetLook::Disk {
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<TargetObservation> seen;
    bool isCancelled = false;
    bool isOld = false; ///< of the looking thread alone
};

TargetLook::TargetLook(HealthTarget target, TargetMeans means, const Clock &clock)
    : m_target(std::move(target)), m_means(std::move(means)), m_clock(clock)
{
}

TargetLook::~TargetLook() = default;

TargetObservation TargetLook::look(const CancelToken &cancel)
{
    const qint64 began = m_clock.monotonicMs();
    TargetObservation observation = seen(cancel);
    observation.tookMs = static_cast<double>(m_clock.monotonicMs() - began);
    if (cancel.isCancelled())
        observation.error = Error(ErrorCode::InternalCancelled);
    return observation;
}

TargetObservation TargetLook::seen(const CancelToken &cancel)
{
    switch (m_target.kind) {
    case HealthTarget::Kind::Disk:
        return disk(cancel);
    case HealthTarget::Kind::Postgres:
        return postgres(cancel);
    case HealthTarget::Kind::Backup:
        return backups();
    default:
        if (!m_network)
            m_network = std::make_unique<NetworkLook>(m_target);
        return m_network->look(cancel);
    }
}

TargetObservation TargetLook::disk(const CancelToken &cancel)
{
    if (m_disk)
        if (const std::scoped_lock lock(m_disk->mutex); m_disk->seen)
            m_disk->isOld = true; // it came back after its time was over
    if (!m_disk || m_disk->isOld) {
        m_disk = std::make_shared<Disk>();
        std::thread([shared = m_disk, path = m_target.address] {
            TargetObservation observation = lookAtDisk(path);
            const std::scoped_lock lock(shared->mutex);
            shared->seen = std::move(observation);
            shared->ended.notify_all();
        }).detach();
    }
    const int handler = cancel.addHandler([shared = m_disk] {
        const std::scoped_lock lock(shared->mutex);
        shared->isCancelled = true;
        shared->ended.notify_all();
    });
    TargetObservation observation;
    {
        std::unique_lock lock(m_disk->mutex);
        m_disk->isCancelled = cancel.isCancelled();
        m_disk->ended.wait_for(lock, std::chrono::milliseconds(m_target.timeoutMs), [this] { return m_disk->seen || m_disk->isCancelled; });
        if (m_disk->seen)
            observation = *m_disk->seen;
        else
            observation.error = late(m_target); // the next look waits for the same one
    }
    cancel.removeHandler(handler);
    if (!(observation.error && observation.error->code() == ErrorCode::NetTimeout))
        m_disk.reset();
    return observation;
}

TargetObservation TargetLook::postgres(const CancelToken &cancel) const
{
    TargetObservation observation;
    const auto profile = connectionFromUrl(m_target.address);
    if (!profile) {
        observation.error = profile.error();
        return observation;
    }
    const CancelToken token;
    const CancelLink link(cancel, token);
    const Deadline deadline(m_target.timeoutMs, token);
    const HealthProbe probe = postgresProbe(m_target.name, [this, server = *profile](const CancelToken &asked) -> Result<std::unique_ptr<sql::Connection>> {
        auto opened = postgres::PgConnection::open(server, std::nullopt, m_target.timeoutMs, asked); // a password from .pgpass, a service or the environment
        if (!opened)
            return fail(opened.error());
        return std::unique_ptr<sql::Connection>(std::move(*opened));
    });
    observation.error = probe.look(token);
    if (observation.error && token.isCancelled() && !cancel.isCancelled())
        observation.error = late(m_target);
    return observation;
}

TargetObservation TargetLook::backups() const
{
    TargetObservation observation;
    if (!m_means.backups) {
        observation.error = Error(ErrorCode::ConfigInvalid, {{QStringLiteral("key"), QStringLiteral("kind")},
                                                             {QStringLiteral("message"), QStringLiteral("backups are watched by the console, and by an agent with backup_schedules = true")}});
        return observation;
    }
    const BackupStanding standing = m_means.backups();
    if (!standing.isKnown)
        observation.error = Error(ErrorCode::InternalCancelled);
    observation.alarm = standing.alarm;
    observation.provedAt = standing.provedAt;
    return observation;
}

} // namespace plancia::monitoring
