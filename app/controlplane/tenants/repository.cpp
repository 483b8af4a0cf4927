// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/repository.h"

#include "app/controlplane/ownedtables.h"
#include "models/domain/textkey.h"

namespace plancia::controlplane::tenants {

namespace {

bool sortsByTime(TenantSort sort)
{
    return sort == TenantSort::Created || sort == TenantSort::Updated;
}

Tenant toTenant(const sql::Row &row)
{
    Tenant t;
    t.id = TenantId(row.uuid(0));
    t.slug = row.text(1);
    t.name = row.text(2);
    t.status = tenantStatusFromString(row.text(3)).value_or(TenantStatus::Suspended);
    t.statusReason = row.text(4);
    t.notes = row.text(5);
    t.createdAt = row.integer(6);
    t.updatedAt = row.integer(7);
    t.rowVersion = row.integer(8);
    t.trialEndsAt = row.integer(9);
    t.tags = row.text(10).split(u' ', Qt::SkipEmptyParts);
    t.deletedAt = row.integer(11);
    return t;
}

SortKey keyOf(const Tenant &t, TenantSort sort)
{
    switch (sort) {
    case TenantSort::Name: return {textKey(t.name), t.id.uuid()};
    case TenantSort::Slug: return {t.slug, t.id.uuid()};
    case TenantSort::Created: return {sql::TimeMs{t.createdAt}, t.id.uuid()};
    case TenantSort::Updated: return {sql::TimeMs{t.updatedAt}, t.id.uuid()};
    }
    return {t.slug, t.id.uuid()};
}

sql::Value timeOrNull(qint64 ms) { return ms == 0 ? sql::Value() : sql::Value(sql::TimeMs{ms}); }

Error slugTaken(const QString &slug) { return Error(ErrorCode::ConflictSlugTaken, {{QStringLiteral("slug"), slug}}); }

} // namespace

Result<Page<Tenant>> Repository::page(const TenantQuery &query, const Anchor &anchor, int limit)
{
    TenantQuery whole = query;
    whole.text.clear();
    const Keyset<Tenant> list{
        static_cast<int>(query.sort), sortsByTime(query.sort), query.descending,
        [&query](bool ascending, const std::optional<SortKey> &from, int rows) { return listQuery(query, kColumns, ascending, from, rows); },
        [&](bool ofWhole, bool ascending, const std::optional<SortKey> &from) {
            return listQuery(ofWhole ? whole : query, sortColumn(query.sort), ascending, from, 1);
        },
        toTenant, [&query](const Tenant &tenant) { return keyOf(tenant, query.sort); }};
    return readPage(m_connection, list, anchor, limit);
}

Result<Tenant> Repository::one(const QByteArray &statement, const sql::Value &key, const QString &shown)
{
    auto rows = m_connection.query(statement, {key});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::TenantNotFound, {{QStringLiteral("slug"), shown.left(kMaxTenantSlug)}});
    return toTenant((*rows)[0]);
}

Result<Tenant> Repository::byId(TenantId id) { return one(kById, sql::value(id), id.toString()); }
Result<Tenant> Repository::bySlug(const QString &slug)
{
    auto found = one(kBySlug, slug, slug);
    if (found || found.error().code() != ErrorCode::TenantNotFound)
        return found;
    auto former = one(kByRedirect, slug, slug);
    // A store of a version that had no redirects yet.
    return former || former.error().code() == ErrorCode::TenantNotFound ? former : found;
}

Result<bool> Repository::isFormerSlug(const QString &slug)
{
    auto rows = m_connection.query(kRedirectOf, {slug});
    if (!rows)
        return fail(rows.error());
    return !rows->isEmpty();
}

Result<bool> Repository::insert(const Tenant &t)
{
    auto inserted = m_connection.execute(
        kInsert, {sql::value(t.id), t.slug, t.name, textKey(t.name), toString(t.status), t.statusReason, t.notes,
                  sql::TimeMs{t.createdAt}, sql::TimeMs{t.updatedAt}, t.rowVersion, timeOrNull(t.trialEndsAt), t.tags.join(u' ')});
    if (!inserted) {
        // The unique constraint decides who was first; asking before would only be a guess.
        if (inserted.error().fact(u"constraint").contains(u"slug"))
            return fail(slugTaken(t.slug));
        return fail(inserted.error());
    }
    // Asked afterwards: who gives this slug up in the same moment has come before us, or waits for us.
    auto former = isFormerSlug(t.slug);
    if (!former)
        return former;
    if (*former)
        return fail(slugTaken(t.slug));
    return writeWords(t.id, {}, tenantWords(t.name, t.slug, t.tags));
}

Result<Tenant> Repository::changed(const Result<qint64> &rows, const Tenant &before)
{
    if (!rows)
        return fail(rows.error());
    if (*rows == 0)
        return fail(edited(before));
    return byId(before.id);
}

Result<Tenant> Repository::update(const Tenant &before, const TenantDraft &draft, qint64 nowMs)
{
    auto after = changed(m_connection.execute(kUpdate, {sql::value(before.id), before.rowVersion, draft.name, textKey(draft.name),
                                                        draft.notes, sql::TimeMs{nowMs}, timeOrNull(draft.trialEndsAt), draft.tags.join(u' ')}),
                         before);
    if (!after)
        return after;
    if (auto words = writeWords(before.id, tenantWords(before.name, before.slug, before.tags), tenantWords(after->name, after->slug, after->tags)); !words)
        return fail(words.error());
    return after;
}

Result<Tenant> Repository::setStatus(const Tenant &before, TenantStatus status, const QString &reason, qint64 nowMs)
{
    const qint64 trialEnds = status == TenantStatus::Trial ? before.trialEndsAt : 0;
    return changed(m_connection.execute(kSetStatus, {sql::value(before.id), before.rowVersion, toString(status), reason, sql::TimeMs{nowMs}, timeOrNull(trialEnds)}),
                   before);
}

Result<Tenant> Repository::rename(const Tenant &before, const QString &slug, qint64 nowMs)
{
    auto written = m_connection.execute(kSetSlug, {sql::value(before.id), before.rowVersion, slug, sql::TimeMs{nowMs}});
    if (!written && written.error().fact(u"constraint").contains(u"slug"))
        return fail(slugTaken(slug));
    auto after = changed(written, before);
    if (!after)
        return after;
    // One that it had itself is its own again.
    if (auto dropped = m_connection.execute(kDeleteRedirect, {slug, sql::value(before.id)}); !dropped)
        return fail(dropped.error());
    auto former = isFormerSlug(slug);
    if (!former)
        return fail(former.error());
    if (*former)
        return fail(slugTaken(slug));
    if (auto kept = m_connection.execute(kInsertRedirect, {before.slug, sql::value(before.id), sql::TimeMs{nowMs}}); !kept)
        return fail(kept.error());
    // The slug that was given up may have been taken by another in the same moment.
    auto taken = m_connection.query(kBySlug, {before.slug});
    if (!taken)
        return fail(taken.error());
    if (!taken->isEmpty())
        return fail(slugTaken(before.slug));
    if (auto words = writeWords(before.id, tenantWords(before.name, before.slug, before.tags), tenantWords(after->name, after->slug, after->tags)); !words)
        return fail(words.error());
    return after;
}

Result<Tenant> Repository::setDeleted(const Tenant &before, qint64 deletedAt, qint64 nowMs)
{
    return changed(m_connection.execute(kSetDeleted, {sql::value(before.id), before.rowVersion, timeOrNull(deletedAt), sql::TimeMs{nowMs}}), before);
}

Result<TenantFootprint> Repository::footprint(TenantId id)
{
    auto owned = countOwned(m_connection, {id.uuid(), std::nullopt});
    if (!owned)
        return fail(owned.error());
    TenantFootprint footprint{*owned, 0};
    footprint.taken.insert(QStringLiteral("tenants"), 1);
    auto trail = m_connection.query(kCountAudit, {sql::value(id)});
    if (!trail)
        return fail(trail.error());
    footprint.auditRows = (*trail)[0].integer(0);
    return footprint;
}

/// What refers to the tenant goes with it, by the schema.
Result<bool> Repository::purge(const Tenant &tenant)
{
    auto deleted = m_connection.execute(kDelete, {sql::value(tenant.id), tenant.rowVersion});
    if (!deleted)
        return fail(deleted.error());
    return *deleted == 1 ? Result<bool>(true) : Result<bool>(edited(tenant));
}

Result<bool> Repository::writeWords(TenantId id, const QStringList &before, const QStringList &after)
{
    const auto write = [&](const QByteArray &statement, const QStringList &words, const QStringList &except) {
        for (const QString &word : words) {
            if (except.contains(word))
                continue;
            if (auto done = m_connection.execute(statement, {sql::value(id), word}); !done)
                return Result<bool>(done.error());
        }
        return Result<bool>(true);
    };
    if (auto deleted = write(kDeleteWord, before, after); !deleted)
        return deleted;
    return write(kInsertWord, after, before);
}

Error Repository::edited(const Tenant &before)
{
    auto now = byId(before.id);
    if (!now)
        return now.error();
    return Error(ErrorCode::ConflictEdited,
                 {{QStringLiteral("slug"), now->slug},
                  {QStringLiteral("version_read"), QString::number(before.rowVersion)},
                  {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
}

} // namespace plancia::controlplane::tenants
