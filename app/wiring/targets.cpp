// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/targets.h"

#include "app/log/log.h"
#include "app/monitoring/config/wholefile.h"
#include "app/monitoring/health/targetfile.h"
#include "app/monitoring/health/targetsampler.h"

#include <QFile>

namespace plancia::wiring {

namespace {
constexpr int kLookEveryMs = 5'000;
constexpr size_t kTesters = 4;

Error faulty(const HealthTarget &target, const TargetFault &fault)
{
    return Error(ErrorCode::ConfigInvalid, {{QStringLiteral("key"), fault.key}, {QStringLiteral("message"), fault.message}, {QStringLiteral("value"), target.name}});
}
} // namespace

Targets::Targets(QString path, monitoring::TargetMeans means, monitoring::AgentService *agent, const Clock &clock)
    : m_path(std::move(path)), m_means(std::move(means)), m_agent(agent), m_clock(clock)
{
    for (size_t i = 0; i < kTesters; ++i)
        m_testers.push_back(std::make_unique<tasks::Worker>(QStringLiteral("target test %1").arg(i)));
    if (!m_agent)
        return;
    connect(&m_looking, &QTimer::timeout, this, [this] { m_worker.post([this] { apply(); }); });
    m_looking.start(kLookEveryMs);
    m_worker.post([this] { apply(); });
}

Targets::~Targets()
{
    m_closing.cancel();
    m_testers.clear();
    m_worker.stop();
}

Result<QByteArray> Targets::readFile() const
{
    QFile file(m_path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), m_path}, {QStringLiteral("message"), file.errorString()}});
    return file.read(monitoring::kMaxTargetFileBytes + 1);
}

/// Watches what the file says. One with a fault changes nothing: what was watched goes on.
void Targets::apply()
{
    const auto text = readFile();
    if (!m_agent || !text || *text == m_applied)
        return;
    m_applied = *text;
    const monitoring::TargetsRead read = monitoring::parseTargets(*text, m_path, monitoring::OtherKeys::Refused);
    for (const Error &fault : read.faults)
        log::write(log::Level::Warning, "targets", fault);
    if (read.faults.isEmpty() || m_watched.isEmpty()) { // at the start what can be watched is
        QHash<QString, HealthTarget> wanted;
        for (const HealthTarget &target : read.targets)
            wanted.insert(targetSource(target.name), target);
        for (auto old = m_watched.cbegin(); old != m_watched.cend(); ++old)
            if (!wanted.contains(old.key()))
                m_agent->removeSampler(old.key());
        for (auto now = wanted.cbegin(); now != wanted.cend(); ++now)
            if (m_watched.value(now.key()) != now.value())
                m_agent->addTarget(now.value(), m_means);
        m_watched = wanted;
    }
    emit changed();
}

QFuture<Result<TargetsPort::Listed>> Targets::list(CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this]() -> Result<Listed> {
        const auto text = readFile();
        if (!text)
            return fail(text.error());
        apply();
        const monitoring::TargetsRead read = monitoring::parseTargets(*text, m_path, monitoring::OtherKeys::Refused);
        return Listed{read.targets, read.faults, m_path};
    });
}

Result<bool> Targets::change(const std::optional<HealthTarget> &target, const QString &former)
{
    const auto written = monitoring::changeWhole(m_path, monitoring::kMaxTargetFileBytes, [&](const QByteArray &before) -> Result<QByteArray> {
        auto after = monitoring::withTarget(before, m_path, target, former);
        // A comment within the lines that change is kept beside the file.
        if (after && before.count('#') != after->count('#'))
            if (auto kept = monitoring::writeWhole(m_path + QStringLiteral(".before"), before); !kept)
                return fail(kept.error());
        return after;
    });
    if (!written)
        return fail(written.error());
    apply();
    if (!m_agent)
        emit changed();
    return true;
}

QFuture<Result<bool>> Targets::save(HealthTarget target, QString former, CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this, target = std::move(target), former = std::move(former)]() -> Result<bool> {
        if (const QList<TargetFault> faults = faultsOf(target); !faults.isEmpty())
            return fail(faulty(target, faults.first()));
        return change(target, former);
    });
}

QFuture<Result<bool>> Targets::remove(QString name, CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this, name = std::move(name)]() -> Result<bool> {
        return name.isEmpty() ? Result<bool>(fail(ErrorCode::TargetNotFound)) : change(std::nullopt, name);
    });
}

QFuture<Result<HealthCheck>> Targets::test(HealthTarget target, CallContext context)
{
    static std::atomic<size_t> next{0};
    return m_testers[next++ % kTesters]->run([this, target = std::move(target), cancel = context.cancel]() -> Result<HealthCheck> {
        if (const QList<TargetFault> faults = faultsOf(target); !faults.isEmpty())
            return fail(faulty(target, faults.first()));
        if (target.kind == HealthTarget::Kind::Backup && !m_means.backups) // no reason to call it down
            return fail(ErrorCode::BusinessNothingToDo,
                        {{QStringLiteral("name"), target.name},
                         {QStringLiteral("message"), QStringLiteral("of scheduled backups the console knows while it runs, or an agent with backup_schedules = true; here “planciactl backup status” tells of them")}});
        const CancelToken token;
        const CancelLink asked(cancel, token), closing(m_closing, token);
        const TargetObservation seen = monitoring::TargetLook(target, m_means, m_clock).look(token);
        if (seen.error && seen.error->code() == ErrorCode::InternalCancelled)
            return fail(*seen.error);
        return monitoring::checkOf(target, seen, std::nullopt, m_clock.nowMs());
    });
}

QFuture<Result<bool>> Targets::lookNow(QString name, CallContext context)
{
    Q_UNUSED(context)
    return m_worker.run([this, name = std::move(name)]() -> Result<bool> {
        if (m_agent) {
            auto asked = m_agent->lookNow(targetSource(name));
            asked.waitForFinished();
            if (const auto found = asked.result(); found && *found)
                return true;
        }
        return fail(ErrorCode::TargetNotFound, {{QStringLiteral("value"), name}});
    });
}

} // namespace plancia::wiring
