// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/tenants.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/ownedtables.h"
#include "app/controlplane/tenants/creation.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/trail.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::controlplane {

namespace {

using tenants::actOn;
using tenants::differences;
using tenants::Repository;
using tenants::trialFault;

Error deletedOr(const Tenant &tenant, const char *state)
{
    return Error(ErrorCode::ConflictDeleted, {{QStringLiteral("slug"), tenant.slug}, {QStringLiteral("state"), QLatin1String(state)}});
}

QJsonObject rowOf(const Tenant &tenant)
{
    return {{QStringLiteral("id"), tenant.id.toString()},
            {QStringLiteral("slug"), tenant.slug},
            {QStringLiteral("name"), tenant.name},
            {QStringLiteral("status"), toString(tenant.status)},
            {QStringLiteral("status_reason"), tenant.statusReason},
            {QStringLiteral("notes"), tenant.notes},
            {QStringLiteral("tags"), QJsonArray::fromStringList(tenant.tags)},
            {QStringLiteral("trial_ends_at"), isoTime(tenant.trialEndsAt)},
            {QStringLiteral("created_at"), isoTime(tenant.createdAt)},
            {QStringLiteral("updated_at"), isoTime(tenant.updatedAt)},
            {QStringLiteral("deleted_at"), isoTime(tenant.deletedAt)},
            {QStringLiteral("row_version"), tenant.rowVersion}};
}

/// All that is taken from the store when a tenant is deleted for good, into the file of the act. Its SHA-256.
Result<QString> writeTaken(sql::Connection &connection, const Tenant &tenant, const TenantFootprint &footprint, ActFile &target, qint64 nowMs)
{
    auto file = target.create();
    if (!file)
        return fail(file.error());
    const QJsonObject head{{QStringLiteral("format"), QStringLiteral("plancia-tenant-1")},
                           {QStringLiteral("exported_at"), isoTime(nowMs)},
                           {QStringLiteral("tenant"), rowOf(tenant)}};
    if (auto written = writeOwned(connection, {tenant.id.uuid(), std::nullopt}, head, footprint.taken, **file); !written)
        return fail(written.error());
    auto sha256 = (*file)->finish();
    if (sha256)
        target.keep();
    return sha256;
}

/// The tenant as it is now, if it is still the version that the caller read.
Result<Tenant> readVersion(Repository &repository, TenantId id, qint64 rowVersion, AuditEvent &event)
{
    auto now = repository.byId(id);
    if (!now)
        return now;
    event.objectName = event.tenantSlug = now->slug;
    if (now->rowVersion != rowVersion)
        return fail(tenants::editedSince(rowVersion, *now));
    return now;
}

/// The same of one that is there, not deleted.
Result<Tenant> readLiving(Repository &repository, TenantId id, qint64 rowVersion, AuditEvent &event)
{
    auto now = readVersion(repository, id, rowVersion, event);
    if (now && now->deletedAt != 0)
        return fail(deletedOr(*now, "deleted"));
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

QFuture<Result<Tenant>> Tenants::write(AuditEvent event, CallContext context, AuditedChange<Tenant> change)
{
    return auditedWrite<Tenant>(m_gateway, m_recorder, std::move(event), std::move(context), std::move(change));
}

QFuture<Result<Tenant>> Tenants::create(TenantDraft draft, CallContext context)
{
    const Tenant tenant = tenants::tenantFrom(draft, m_recorder.clock().nowMs());
    const auto event = m_recorder.begin(actOn(action::TenantCreate, tenant), context);
    return write(event, std::move(context), [draft, tenant](sql::Connection &connection, AuditEvent &row) {
        return tenants::createIn(connection, draft, tenant, row);
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
                     auto before = readLiving(repository, id, rowVersion, row);
                     if (!before)
                         return before;
                     TenantDraft checked = draft;
                     checked.slug = before->slug;
                     checked.status = before->status;
                     if (checked.status != TenantStatus::Trial)
                         checked.trialEndsAt = 0;
                     if (const auto fault = trialFault(checked, before->createdAt))
                         return Result<Tenant>(*fault);
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
    const QString &name = status == TenantStatus::Suspended ? action::TenantSuspend
        : status == TenantStatus::Archived                  ? action::TenantArchive
                                                            : action::TenantActivate;
    const auto event = m_recorder.begin(actOn(name, named, reason), context);
    return write(event, std::move(context),
                 [id, rowVersion, status, reason, now = event.at](sql::Connection &connection, AuditEvent &row) {
                     Repository repository(connection);
                     auto before = readLiving(repository, id, rowVersion, row);
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

QFuture<Result<Tenant>> Tenants::rename(TenantId id, qint64 rowVersion, QString slug, CallContext context)
{
    Tenant named;
    named.id = id;
    const auto event = m_recorder.begin(actOn(action::TenantRename, named), context);
    return write(event, std::move(context), [id, rowVersion, slug, now = event.at](sql::Connection &connection, AuditEvent &row) {
        Repository repository(connection);
        auto before = readLiving(repository, id, rowVersion, row);
        if (!before)
            return before;
        TenantDraft wanted;
        wanted.slug = slug;
        wanted.name = before->name;
        if (const auto faults = validate(wanted); !faults.isEmpty())
            return Result<Tenant>(faults.first().error);
        if (slug == before->slug)
            return before;
        auto after = repository.rename(*before, slug, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<Tenant>> Tenants::remove(TenantId id, qint64 rowVersion, QString reason, CallContext context)
{
    Tenant named;
    named.id = id;
    const auto event = m_recorder.begin(actOn(action::TenantDelete, named, reason), context);
    return write(event, std::move(context), [id, rowVersion, reason, now = event.at](sql::Connection &connection, AuditEvent &row) {
        Repository repository(connection);
        auto before = readLiving(repository, id, rowVersion, row);
        if (!before)
            return before;
        if (auto fault = validateReason(reason))
            return Result<Tenant>(*fault);
        auto after = repository.setDeleted(*before, now, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<Tenant>> Tenants::takeBack(TenantId id, qint64 rowVersion, CallContext context)
{
    Tenant named;
    named.id = id;
    const auto event = m_recorder.begin(actOn(action::TenantUndelete, named), context);
    return write(event, std::move(context), [id, rowVersion, now = event.at](sql::Connection &connection, AuditEvent &row) {
        Repository repository(connection);
        auto before = readVersion(repository, id, rowVersion, row);
        if (!before)
            return before;
        if (before->deletedAt == 0)
            return Result<Tenant>(deletedOr(*before, "not deleted"));
        auto after = repository.setDeleted(*before, 0, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<TenantFootprint>> Tenants::footprint(TenantId id, CallContext context)
{
    return m_gateway.read<TenantFootprint>(std::move(context), [id](sql::Connection &connection) -> Result<TenantFootprint> {
        Repository repository(connection);
        if (auto tenant = repository.byId(id); !tenant)
            return fail(tenant.error());
        return repository.footprint(id);
    });
}

QFuture<Result<TenantPurge>> Tenants::purge(TenantId id, qint64 rowVersion, QString file, QString reason, CallContext context)
{
    Tenant named;
    named.id = id;
    const auto event = m_recorder.begin(actOn(action::TenantPurge, named, reason), context);
    const auto target = std::make_shared<ActFile>(file);
    auto deleted = auditedWrite<TenantPurge>(m_gateway, m_recorder, event, std::move(context), [id, rowVersion, reason, target, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<TenantPurge> {
        Repository repository(connection);
        if (auto locked = lockRows(connection, "tenants WHERE id = $1", {sql::value(id)}); !locked)
            return fail(locked.error());
        auto before = readVersion(repository, id, rowVersion, row);
        if (!before)
            return fail(before.error());
        if (before->deletedAt == 0)
            return fail(deletedOr(*before, "not deleted"));
        if (auto fault = validateReason(reason))
            return fail(*fault);
        auto footprint = repository.footprint(id);
        if (!footprint)
            return fail(footprint.error());
        // In the transaction: what is deleted is what was written, and where writing fails nothing is deleted.
        auto sha256 = writeTaken(connection, *before, *footprint, *target, now);
        if (!sha256)
            return fail(sha256.error());
        QJsonObject details{{QStringLiteral("file"), target->path()}, {QStringLiteral("sha256"), *sha256}};
        for (auto it = footprint->taken.cbegin(); it != footprint->taken.cend(); ++it)
            details.insert(it.key(), it.value());
        row.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
        return TenantPurge{*before, *footprint, target->path(), *sha256};
    }, [](sql::Connection &connection, const TenantPurge &purge) { return Repository(connection).purge(purge.tenant); });
    return continued(deleted, [target](Result<TenantPurge> result) {
        target->settle(result);
        return result;
    });
}

} // namespace plancia::controlplane
