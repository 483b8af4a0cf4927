// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/connections.h"

#include "app/log/log.h"
#include "app/postgres/connectiontest.h"
#include "app/postgres/remotestore.h"
#include "app/postgres/schemainstaller.h"
#include "app/wiring/profilestore.h"
#include "models/errors/catalogue.h"

namespace plancia::wiring {

namespace {
constexpr int kMaxObjectName = 200; ///< of what is refused for its length, so much goes into the trail

QString entry(ConnectionId id) { return QStringLiteral("connection/") + id.toString(); }
} // namespace

Connections::Connections(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing,
                         secrets::SessionSecrets &session)
    : m_console(console), m_recorder(recorder), m_keyRing(keyRing), m_session(session)
{
}

Connections::~Connections()
{
    m_closing.cancel();
    m_tester.stop();
    m_worker.stop();
}

template <class T>
Result<T> Connections::waitFor(QFuture<Result<T>> future)
{
    future.waitForFinished(); // on an engine's thread, for another engine's
    return future.result();
}

AuditEvent Connections::begin(const QString &action, const ConnectionProfile &profile, const CallContext &context)
{
    audit::Act act;
    act.action = action;
    act.objectKind = QStringLiteral("connection");
    act.objectId = profile.id.toString();
    act.objectName = profile.name.left(kMaxObjectName);
    return m_recorder.begin(act, context);
}

Result<bool> Connections::write(const AuditEvent &event, const CallContext &context,
                                std::function<Result<bool>(sql::Connection &)> change)
{
    auto written = waitFor(m_console.write<bool>(
        context, {event.id, {}},
        [recorder = m_recorder, event, change = std::move(change)](sql::Connection &connection) -> Result<bool> {
            if (auto changed = change(connection); !changed)
                return changed;
            auto appended = recorder.append(connection, event);
            return appended ? Result<bool>(true) : Result<bool>(appended.error());
        }));
    if (!written) {
        AuditEvent refusal = event;
        refusal.id = AuditId(newUuid());
        m_recorder.recordFailure(m_console, refusal, written.error(), context);
        return written;
    }
    emit changed();
    return written;
}

Result<QList<ConnectionProfile>> Connections::profiles()
{
    return waitFor(m_console.read<QList<ConnectionProfile>>(CallContext{}, profiles::list));
}

Result<Workspaces::Remote> Connections::remote(ConnectionId id)
{
    auto profile = waitFor(m_console.read<ConnectionProfile>(
        CallContext{}, [id](sql::Connection &connection) { return profiles::byId(connection, id); }));
    if (!profile)
        return fail(profile.error());
    return Workspaces::Remote{*profile, [this, profile = *profile] { return password(profile); }};
}

std::optional<QString> Connections::password(const ConnectionProfile &profile)
{
    if (auto typed = m_session.get(profile.id))
        return typed;
    if (profile.password != PasswordSource::Keyring)
        return std::nullopt;
    auto kept = waitFor(m_keyRing.read(entry(profile.id)));
    if (kept)
        return *kept;
    log::write(log::Level::Warning, "secrets", kept.error());
    return std::nullopt;
}

QFuture<Result<QList<ConnectionProfile>>> Connections::list(CallContext)
{
    return m_worker.run([this] { return profiles(); });
}

PasswordSource Connections::keep(ConnectionId id, const QString &password)
{
    // The key ring keeps it; else it lives as long as this run, and the profile says so.
    m_session.set(id, password);
    auto kept = waitFor(m_keyRing.write(entry(id), password));
    if (kept)
        return PasswordSource::Keyring;
    log::write(log::Level::Warning, "secrets", kept.error());
    return PasswordSource::ThisRun;
}

void Connections::forget(ConnectionId id)
{
    m_session.remove(id);
    if (auto forgotten = waitFor(m_keyRing.remove(entry(id))); !forgotten)
        log::write(log::Level::Warning, "secrets", forgotten.error());
}

Result<ConnectionProfile> Connections::saveNow(ConnectionProfile profile, const std::optional<QString> &password,
                                               const CallContext &context)
{
    const bool isNew = profile.id.isNull();
    if (isNew)
        profile.id = ConnectionId(newUuid());
    const AuditEvent event = begin(isNew ? action::ConnectionCreate : action::ConnectionUpdate, profile, context);
    if (const auto faults = validate(profile); !faults.isEmpty()) {
        m_recorder.recordFailure(m_console, event, faults.first().error, context);
        return fail(faults.first().error);
    }
    const bool typed = password && !password->isEmpty();
    std::optional<QString> before;
    if (typed) {
        if (const auto known = isNew ? Result<Workspaces::Remote>(Error(ErrorCode::ConnectionNotFound)) : remote(profile.id))
            before = known->password();
        profile.password = keep(profile.id, *password);
    }
    auto saved = write(event, context,
                       [profile, now = m_recorder.clock().nowMs()](sql::Connection &connection) {
                           return profiles::save(connection, profile, now);
                       });
    if (saved)
        return profile;
    // What was refused has changed nothing, the password neither.
    if (typed && before)
        keep(profile.id, *before);
    else if (typed)
        forget(profile.id);
    return fail(saved.error());
}

QFuture<Result<ConnectionProfile>> Connections::save(ConnectionProfile profile, std::optional<QString> password,
                                                     CallContext context)
{
    return m_worker.run([this, profile = std::move(profile), password = std::move(password),
                         context = std::move(context)] { return saveNow(profile, password, context); });
}

QFuture<Result<bool>> Connections::remove(ConnectionId id, CallContext context)
{
    return m_worker.run([this, id, context]() -> Result<bool> {
        auto known = remote(id);
        if (!known)
            return fail(known.error());
        auto removed = write(begin(action::ConnectionDelete, known->profile, context), context,
                             [id](sql::Connection &connection) { return profiles::remove(connection, id); });
        if (!removed)
            return removed;
        if (known->profile.password == PasswordSource::Keyring)
            forget(id);
        m_session.remove(id);
        return true;
    });
}

QFuture<Result<ConnectionReport>> Connections::test(ConnectionProfile profile, std::optional<QString> typed,
                                                    CallContext context)
{
    return m_tester.run([this, profile = std::move(profile), typed = std::move(typed),
                         context = std::move(context)]() -> Result<ConnectionReport> {
        if (const auto faults = validate(profile); !faults.isEmpty())
            return fail(faults.first().error);
        const CancelLink byEnd(m_closing, context.cancel);
        AuditEvent event = begin(action::ConnectionTest, profile, context);
        const ConnectionReport report =
            postgres::testConnection(profile, typed ? typed : password(profile), 10'000, context.cancel);
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        event.result = report.ok() ? AuditResult::Done : AuditResult::Failed;
        for (const StageResult &stage : report.stages)
            if (stage.state == StageResult::State::Failed && stage.error)
                event.errorCode = errorId(stage.error->code());
        m_recorder.record(m_console, event, context);
        return report;
    });
}

Result<SchemaPlan> Connections::withServer(ConnectionId id, const CallContext &context, bool install)
{
    auto known = remote(id);
    if (!known)
        return fail(known.error());
    const CancelLink byEnd(m_closing, context.cancel);
    auto store = postgres::RemoteStore::create(known->profile, known->password);
    if (!install)
        return waitFor(store->read<SchemaPlan>(context, postgres::planSchema));
    AuditEvent event = begin(action::SchemaMigrate, known->profile, context);
    event.objectKind = QStringLiteral("schema");
    bool applies = false; // set on the writer's thread, which is waited for
    auto installed = waitFor(store->write<SchemaPlan>(
        context, {event.id, {}}, [this, event, &applies](sql::Connection &connection) -> Result<SchemaPlan> {
            auto before = postgres::planSchema(connection);
            applies = !before || before->pending() > 0;
            if (!before || !applies)
                return before;
            if (before->current > 0) // its workspace backs it up first
                return fail(ErrorCode::MigOlderSchema, {{QStringLiteral("path"), QStringLiteral("plancia")},
                                                        {QStringLiteral("current"), QString::number(before->current)},
                                                        {QStringLiteral("target"), QString::number(before->target)}});
            auto applied = postgres::applySchema(connection, m_recorder.clock().nowMs());
            if (!applied)
                return applied;
            if (auto appended = m_recorder.append(connection, event); !appended)
                return fail(appended.error());
            return applied;
        }));
    // The program's own trail has it too: the server's is out of reach when the installation failed.
    AuditEvent own = event;
    own.id = AuditId(newUuid());
    if (installed && applies)
        m_recorder.record(m_console, own, context);
    else if (!installed)
        m_recorder.recordFailure(m_console, own, installed.error(), context);
    return installed;
}

QFuture<Result<SchemaPlan>> Connections::schemaPlan(ConnectionId id, CallContext context)
{
    return m_tester.run([this, id, context] { return withServer(id, context, false); });
}

QFuture<Result<SchemaPlan>> Connections::installSchema(ConnectionId id, CallContext context)
{
    return m_tester.run([this, id, context] { return withServer(id, context, true); });
}

QFuture<Result<bool>> Connections::keyring(CallContext)
{
    return m_keyRing.available();
}

} // namespace plancia::wiring
