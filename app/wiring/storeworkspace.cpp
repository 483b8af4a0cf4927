// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/storeworkspace.h"

#include "app/leaks/leakfinder.h"
#include "app/secrets/sealedfile.h"
#include "app/sql/rowcounts.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

namespace plancia::wiring {

namespace {

/// Each of these writes to the store, if only a row of the trail.
constexpr Capabilities kWriting = Capabilities(Capability::WriteTenants) | Capability::SetTenantStatus | Capability::WriteUsers
    | Capability::EndSessions | Capability::CreateBackups | Capability::RestoreBackups;

Capabilities capabilitiesOf(const StoreWorkspace::Parts &parts)
{
    Capabilities all = Capability::ReadTenants | Capability::ReadAudit;
    if (!parts.identity.readOnly) {
        all |= Capabilities(Capability::WriteTenants) | Capability::SetTenantStatus | Capability::WriteUsers | Capability::EndSessions;
        if (parts.role)
            all &= ~kWriting | *parts.role;
    }
    all.setFlag(Capability::ReadBackups, parts.backups != nullptr);
    all.setFlag(Capability::CreateBackups, parts.backups != nullptr && parts.createsBackups.value_or(!parts.identity.readOnly));
    all.setFlag(Capability::RestoreBackups, parts.backups != nullptr && parts.restoresBackups && all.testFlag(Capability::WriteTenants));
    return all;
}

/// The kernel's random source, fit for secrets.
void systemRandom(std::span<quint8> bytes)
{
    quint32 word = 0;
    for (size_t i = 0; i < bytes.size(); ++i) {
        if (i % sizeof word == 0)
            word = QRandomGenerator::system()->generate();
        bytes[i] = static_cast<quint8>(word >> (8 * (i % sizeof word)));
    }
}

} // namespace

StoreWorkspace::StoreWorkspace(Parts parts, const audit::Recorder &recorder)
    : m_identity(parts.identity)
    , m_capabilities(capabilitiesOf(parts))
    , m_recorder(recorder)
    , m_plan(std::move(parts.plan))
    , m_migrate(std::move(parts.migrate))
    , m_tenants(std::make_unique<controlplane::Tenants>(*parts.gateway, recorder))
    , m_users(m_identity.missing.contains(u"users") ? nullptr
                                                    : std::make_unique<controlplane::Users>(*parts.gateway, recorder, std::move(parts.passwordPolicy)))
    , m_apiKeys(m_identity.missing.contains(u"api_keys") ? nullptr
                                                         : std::make_unique<controlplane::ApiKeys>(
                                                               *parts.gateway, recorder, controlplane::ApiKeys::Outside{systemRandom, secrets::sealToFile, leaks::findKeys}))
    , m_usage(m_identity.missing.contains(u"api_key_usage") ? nullptr : std::make_unique<controlplane::Usage>(*parts.gateway, recorder.clock()))
    , m_limits(m_identity.missing.contains(u"tenant_limits") ? nullptr : std::make_unique<controlplane::Limits>(*parts.gateway, recorder))
    , m_intake(m_limits && m_users && m_apiKeys ? std::make_unique<controlplane::Intake>(*parts.gateway, recorder, systemRandom) : nullptr)
    , m_sessions(parts.gateway->dialect() != sql::Dialect::Postgres ? nullptr
                                                                    : std::make_unique<maintenance::Sessions>(*parts.gateway, recorder, [this] { return readOnlyRefusal(); }))
    , m_server(parts.gateway->dialect() != sql::Dialect::Postgres ? nullptr : std::make_unique<maintenance::Server>(*parts.gateway))
    , m_audit(std::make_unique<audit::AuditLog>(*parts.gateway))
    , m_backups(std::move(parts.backups))
    , m_moments(std::move(parts.moments))
    , m_maintenance(std::move(parts.maintenance))
    , m_batch(std::move(parts.batch))
    , m_trouble(std::move(parts.trouble))
    , m_mark(std::move(parts.mark))
    , m_file(std::move(parts.file))
    , m_tables(std::move(parts.tables))
    , m_gateway(std::move(parts.gateway))
{
}

StoreWorkspace::~StoreWorkspace()
{
    // What still runs reads from the store: it ends before the store does.
    m_closing.cancel();
    m_migrator.stop();
    if (m_apiKeys)
        m_apiKeys->stop();
    m_batch.reset();
    m_maintenance.reset();
    m_moments.reset();
    m_backups.reset();
    m_tables.reset();
}

WorkspaceIdentity StoreWorkspace::identity() const
{
    WorkspaceIdentity identity = m_identity;
    {
        const std::scoped_lock guard(m_mutex);
        if (m_mark) {
            identity.readOnly = true;
            identity.readOnlyReason = m_mark->state == MoveMark::State::Moved ? QStringLiteral("moved") : QStringLiteral("moving");
            identity.movedTo = m_mark->place;
            identity.movedAt = m_mark->at;
        }
    }
    if (!identity.readOnly && m_trouble && m_trouble()) {
        identity.readOnly = true;
        identity.readOnlyReason = QStringLiteral("write_trouble");
    }
    return identity;
}

std::optional<Error> StoreWorkspace::readOnlyRefusal() const
{
    const WorkspaceIdentity now = identity();
    return now.readOnly ? std::optional(Error(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), now.name}})) : std::nullopt;
}

void StoreWorkspace::setMoveMark(const std::optional<MoveMark> &mark)
{
    const std::scoped_lock guard(m_mutex);
    m_mark = mark;
}

Capabilities StoreWorkspace::capabilities() const
{
    Capabilities now = m_capabilities;
    if (identity().readOnly != m_identity.readOnly)
        now &= ~kWriting;
    return now;
}

QFuture<Result<SchemaPlan>> StoreWorkspace::schema(CallContext context)
{
    return m_gateway->read<SchemaPlan>(std::move(context), m_plan);
}

QFuture<Result<SchemaPlan>> StoreWorkspace::migrate(BeforeMigrating before, CallContext context)
{
    audit::Act act;
    act.action = action::SchemaMigrate;
    act.objectKind = QStringLiteral("schema");
    act.objectName = m_identity.name;
    const AuditEvent event = m_recorder.begin(act, context);
    return m_migrator.run([this, before, context, event]() -> Result<SchemaPlan> {
        if (m_identity.readOnly)
            return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("workspace"), m_identity.name}});
        const CancelLink byEnd(m_closing, context.cancel);
        return m_migrate(before, context, event.id, [this, event](sql::Connection &connection) -> Result<bool> {
            auto appended = m_recorder.append(connection, event);
            return appended ? Result<bool>(true) : Result<bool>(appended.error());
        });
    });
}

QFuture<Result<QMap<QString, qint64>>> StoreWorkspace::rowCounts(CallContext context)
{
    return m_gateway->read<QMap<QString, qint64>>(std::move(context), sql::countRows);
}

QFuture<Result<qint64>> StoreWorkspace::commitNo(CallContext context)
{
    return m_gateway->read<qint64>(std::move(context), [](sql::Connection &connection) -> Result<qint64> {
        auto rows = connection.query("SELECT commit_no FROM meta WHERE id = 1");
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? 0 : (*rows)[0].integer(0);
    });
}

QFuture<Result<QString>> StoreWorkspace::historyId(CallContext context)
{
    return m_gateway->read<QString>(std::move(context), [](sql::Connection &connection) -> Result<QString> {
        auto rows = connection.query("SELECT history_id FROM meta WHERE id = 1");
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? QString() : (*rows)[0].uuid(0).toString(QUuid::WithoutBraces);
    });
}

QFuture<Result<double>> StoreWorkspace::ping(CallContext context)
{
    // Timed on the worker: one question to the store, not how long the call stood in line.
    return m_gateway->read<double>(std::move(context), [](sql::Connection &connection) -> Result<double> {
        QElapsedTimer timer;
        timer.start();
        if (auto rows = connection.query("SELECT 1"); !rows)
            return fail(rows.error());
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    });
}

} // namespace plancia::wiring
