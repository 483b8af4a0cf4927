// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/tenants.h"

#include "app/controlplane/tenants/repository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::controlplane {

namespace {

using tenants::Repository;

/// {"field": [before, after]} of what differs.
QString differences(const Tenant &before, const Tenant &after)
{
    QJsonObject object;
    const auto compare = [&object](const QString &field, const QString &a, const QString &b) {
        if (a != b)
            object.insert(field, QJsonArray{a, b});
    };
    compare(QStringLiteral("name"), before.name, after.name);
    compare(QStringLiteral("notes"), before.notes, after.notes);
    compare(QStringLiteral("status"), toString(before.status), toString(after.status));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

audit::Act actOn(const QString &name, const Tenant &tenant, const QString &reason = {})
{
    audit::Act act;
    act.action = name;
    act.objectKind = QStringLiteral("tenant");
    act.objectId = tenant.id.toString();
    act.objectName = tenant.slug.left(kMaxTenantSlug);
    act.tenantId = tenant.id;
    act.tenantSlug = tenant.slug.left(kMaxTenantSlug);
    act.reason = reason.left(kMaxReason);
    return act;
}

/// The tenant as it is now, if it is still the version that the caller read.
Result<Tenant> readVersion(Repository &repository, TenantId id, qint64 rowVersion, AuditEvent &event)
{
    auto now = repository.byId(id);
    if (!now)
        return now;
    event.objectName = event.tenantSlug = now->slug;
    if (now->rowVersion != rowVersion)
        return fail(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), now->slug},
                                                {QStringLiteral("version_read"), QString::number(rowVersion)},
                                                {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
    return now;
}

} // namespace

QFuture<Result<Page<Tenant>>> Tenants::page(TenantQuery query, Anchor anchor, int limit, CallContext context)
{
    return m_gateway.read<Page<Tenant>>(std::move(context), [query, anchor, limit](sql::Connection &connection) {
        return Repository(connection).page(query, anchor, limit);
    });
}

QFuture<Result<Tenant>> Tenants::bySlug(QString slug, CallContext context)
{
    return m_gateway.read<Tenant>(std::move(context), [slug](sql::Connection &connection) {
        return Repository(connection).bySlug(slug);
    });
}

QFuture<Result<Tenant>> Tenants::write(AuditEvent event, CallContext context, Change change)
{
    const sql::WriteScope scope{event.id, event.tenantId};
    // The change runs on the write worker and may name the tenant better than the caller could; the refusal says so too.
    auto row = std::make_shared<AuditEvent>(event);
    auto future = m_gateway.write<Tenant>(
        context, scope, [recorder = m_recorder, row, event, change = std::move(change)](sql::Connection &connection) {
            *row = event;
            auto tenant = change(connection, *row);
            if (!tenant)
                return tenant;
            if (auto appended = recorder.append(connection, *row); !appended)
                return Result<Tenant>(appended.error());
            return tenant;
        });
    return future
        .then([this, row, context](Result<Tenant> result) -> QFuture<Result<Tenant>> {
            if (result || result.error().code() == ErrorCode::InternalShutDown)
                return QtFuture::makeReadyFuture(result);
            // A row of its own: the id of the failed write stays free for settling its outcome.
            AuditEvent refusal = *row;
            refusal.id = AuditId(newUuid());
            auto recorded = m_recorder.recordFailure(m_gateway, refusal, result.error(), context);
            // A refusal is answered once it is on record. A store that failed would keep the person waiting for nothing.
            if (!audit::Recorder::isRefusal(result.error()))
                return QtFuture::makeReadyFuture(result);
            return recorded.then([result](const Result<AuditEvent> &) { return result; });
        })
        .unwrap();
}

QFuture<Result<Tenant>> Tenants::create(TenantDraft draft, CallContext context)
{
    Tenant tenant;
    tenant.id = TenantId(newUuid());
    tenant.slug = draft.slug;
    tenant.name = draft.name;
    tenant.status = draft.status;
    tenant.notes = draft.notes;
    tenant.createdAt = tenant.updatedAt = m_recorder.clock().nowMs();
    tenant.rowVersion = 1;
    const auto event = m_recorder.begin(actOn(action::TenantCreate, tenant), context);
    return write(event, std::move(context), [draft, tenant](sql::Connection &connection, AuditEvent &row) {
        if (const auto faults = validate(draft); !faults.isEmpty())
            return Result<Tenant>(faults.first().error);
        if (auto inserted = Repository(connection).insert(tenant); !inserted)
            return Result<Tenant>(inserted.error());
        row.details = differences(Tenant{}, tenant);
        return Result<Tenant>(tenant);
    });
}

QFuture<Result<Tenant>> Tenants::update(TenantId id, qint64 rowVersion, TenantDraft draft, CallContext context)
{
    Tenant named;
    named.id = id;
    named.slug = draft.slug;
    const auto event = m_recorder.begin(actOn(action::TenantUpdate, named), context);
    return write(event, std::move(context),
                 [id, rowVersion, draft, now = event.at](sql::Connection &connection, AuditEvent &row) {
                     Repository repository(connection);
                     auto before = readVersion(repository, id, rowVersion, row);
                     if (!before)
                         return before;
                     TenantDraft checked = draft;
                     checked.slug = before->slug;
                     if (const auto faults = validate(checked); !faults.isEmpty())
                         return Result<Tenant>(faults.first().error);
                     auto after = repository.update(*before, checked, now);
                     if (after)
                         row.details = differences(*before, *after);
                     return after;
                 });
}

QFuture<Result<Tenant>> Tenants::setStatus(TenantId id, qint64 rowVersion, TenantStatus status, QString reason,
                                           CallContext context)
{
    Tenant named;
    named.id = id;
    const QString &name = status == TenantStatus::Suspended ? action::TenantSuspend : action::TenantActivate;
    const auto event = m_recorder.begin(actOn(name, named, reason), context);
    return write(event, std::move(context),
                 [id, rowVersion, status, reason, now = event.at](sql::Connection &connection, AuditEvent &row) {
                     Repository repository(connection);
                     auto before = readVersion(repository, id, rowVersion, row);
                     if (!before)
                         return before;
                     if (auto fault = validateReason(reason))
                         return Result<Tenant>(*fault);
                     if (!canChangeStatus(before->status, status))
                         return Result<Tenant>(Error(ErrorCode::ConflictStatus,
                                                     {{QStringLiteral("slug"), before->slug},
                                                      {QStringLiteral("status"), toString(before->status)}}));
                     auto after = repository.setStatus(*before, status, reason, now);
                     if (after)
                         row.details = differences(*before, *after);
                     return after;
                 });
}

} // namespace plancia::controlplane
