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

QList<sql::Value> rowOf(const Tenant &t)
{
    return {sql::value(t.id), t.slug, t.name, textKey(t.name), toString(t.status), t.statusReason, t.notes, sql::TimeMs{t.createdAt},
            sql::TimeMs{t.updatedAt}, t.rowVersion, timeOrNull(t.trialEndsAt), t.tags.join(u' ')};
}

Error slugTaken(const QString &slug) { return Error(ErrorCode::ConflictSlugTaken, {{QStringLiteral("slug"), slug}}); }

} // namespace

Tenant tenantFrom(const TenantDraft &draft, qint64 nowMs)
{
    Tenant tenant;
    tenant.id = TenantId(newUuid());
    tenant.slug = draft.slug;
    tenant.name = draft.name;
    tenant.status = draft.status;
    tenant.notes = draft.notes;
    tenant.tags = draft.tags;
    tenant.trialEndsAt = draft.trialEndsAt;
    tenant.createdAt = tenant.updatedAt = nowMs;
    tenant.rowVersion = 1;
    return tenant;
}

Error editedSince(qint64 versionRead, const Tenant &now)
{
    return Error(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), now.slug},
                                             {QStringLiteral("version_read"), QString::number(versionRead)},
                                             {QStringLiteral("version_now"), QString::number(now.rowVersion)}});
}

Result<Page<Tenant>> Repository::page(const TenantQuery &query, const Anchor &anchor, int limit)
{
    const sql::Dialect dialect = m_connection.dialect();
    KeyedList<Tenant> list;
    list.order = static_cast<int>(query.sort);
    list.isTime = sortsByTime(query.sort);
    list.descending = query.descending;
    list.sortColumn = sortColumn(query.sort);
    list.columns = kColumns;
    list.rows = [&](Scope scope, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most) {
        TenantQuery asked = query;
        if (scope == Scope::Whole)
            asked.text.clear();
        return listQuery(dialect, asked, columns, ascending, from, most);
    };
    if (!query.deleted && !tenantSearch(query.text).isEmpty()) // the deleted ones are few, and have no index in this order
        list.near = [&](const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most, qint64 reach) {
            return nearListQuery(dialect, query, columns, ascending, from, most, reach);
        };
    list.read = toTenant;
    list.key = [sort = query.sort](const Tenant &tenant) { return keyOf(tenant, sort); };
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
    auto inserted = m_connection.execute(kInsert, rowOf(t));
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
    if (auto others = deleteUnreferring(m_connection, tenant.id.uuid()); !others)
        return others;
    auto deleted = m_connection.execute(kDelete, {sql::value(tenant.id), tenant.rowVersion});
    if (!deleted)
        return fail(deleted.error());
    return *deleted == 1 ? Result<bool>(true) : Result<bool>(edited(tenant));
}

/// MIG_004 of a schema that does not yet: nobody would find by its words what was written.
Result<bool> Repository::computesWords()
{
    auto asked = m_connection.query("SELECT words FROM tenants LIMIT 0", {});
    return asked ? Result<bool>(true) : Result<bool>(asked.error());
}

Result<bool> Repository::writeWords(TenantId id, const QStringList &before, const QStringList &after)
{
    if (!writesWords())
        return computesWords();
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

Result<QList<Tenant>> Repository::list(const QByteArray &statement, const QList<sql::Value> &values)
{
    auto rows = m_connection.query(statement, values);
    if (!rows)
        return fail(rows.error());
    QList<Tenant> tenants;
    tenants.reserve(rows->size());
    for (int i = 0; i < rows->size(); ++i)
        tenants.append(toTenant((*rows)[i]));
    return tenants;
}

Result<QList<Tenant>> Repository::byIds(const QList<TenantId> &ids, Lock lock)
{
    if (ids.isEmpty())
        return QList<Tenant>();
    QList<sql::Value> values;
    for (const TenantId id : ids)
        values.append(sql::value(id));
    return list(selectByIds(m_connection.dialect(), ids.size(), lock), values);
}

Result<QList<Tenant>> Repository::bySlugs(const QStringList &slugs)
{
    if (slugs.isEmpty())
        return QList<Tenant>();
    return list(selectBySlugs(slugs.size()), QList<sql::Value>(slugs.begin(), slugs.end()));
}

Result<QList<Tenant>> Repository::matching(const TenantQuery &query, TenantId after, int limit)
{
    const ListQuery built = matchQuery(m_connection.dialect(), query, after.uuid(), limit);
    return list(built.sql, built.values);
}

Result<bool> Repository::changeAll(const QByteArray &statement, const QList<sql::Value> &values, qsizetype rows)
{
    auto changed = m_connection.execute(statement, values);
    if (!changed)
        return fail(changed.error());
    if (*changed == rows)
        return true;
    return fail(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), QStringLiteral("tenants")},
                                               {QStringLiteral("message"), QStringLiteral("%1 of %2 rows").arg(*changed).arg(rows)}});
}

Result<bool> Repository::insertMany(const QList<Tenant> &tenants)
{
    QList<sql::Value> values;
    values.reserve(tenants.size() * 12);
    for (const Tenant &tenant : tenants)
        values += rowOf(tenant);
    auto inserted = m_connection.execute(insertTenants(tenants.size()), values);
    if (!inserted && inserted.error().fact(u"constraint").contains(u"slug"))
        return fail(slugTaken({}));
    if (!inserted)
        return fail(inserted.error());
    if (!writesWords())
        return computesWords();
    constexpr qsizetype kWords = 10'000; // of one statement
    QList<sql::Value> words;
    const auto flush = [&]() -> Result<bool> {
        auto written = words.isEmpty() ? Result<qint64>(0) : m_connection.execute(insertWords(words.size() / 2), words);
        words.clear();
        return written ? Result<bool>(true) : Result<bool>(written.error());
    };
    for (const Tenant &tenant : tenants) {
        for (const QString &word : tenantWords(tenant.name, tenant.slug, tenant.tags))
            words << sql::value(tenant.id) << word;
        if (words.size() >= kWords)
            if (auto done = flush(); !done)
                return done;
    }
    return flush();
}

Result<QStringList> Repository::taken(const QStringList &slugs)
{
    constexpr qsizetype kAsked = 5'000;
    QStringList found;
    for (qsizetype first = 0; first < slugs.size(); first += kAsked) {
        const QStringList part = slugs.mid(first, kAsked);
        auto rows = m_connection.query(takenSlugs(part.size()), QList<sql::Value>(part.begin(), part.end()));
        if (!rows)
            return fail(rows.error());
        for (int i = 0; i < rows->size(); ++i)
            found.append((*rows)[i].text(0));
    }
    return found;
}

Result<bool> Repository::setStatuses(const QList<Tenant> &after, qint64 nowMs)
{
    QList<sql::Value> values{sql::TimeMs{nowMs}};
    for (const Tenant &tenant : after)
        values << sql::value(tenant.id) << toString(tenant.status) << tenant.statusReason << timeOrNull(tenant.trialEndsAt);
    return changeAll(updateStatuses(after.size()), values, after.size());
}

Result<bool> Repository::setTags(const QList<Tenant> &before, const QList<Tenant> &after, qint64 nowMs)
{
    QList<sql::Value> values{sql::TimeMs{nowMs}};
    QList<sql::Value> gone, come;
    for (qsizetype i = 0; i < after.size(); ++i) {
        const sql::Value id = sql::value(after.at(i).id);
        values << id << after.at(i).tags.join(u' ');
        for (const QString &tag : before.at(i).tags)
            if (!after.at(i).tags.contains(tag))
                gone << id << QString(u'#' + tag);
        for (const QString &tag : after.at(i).tags)
            if (!before.at(i).tags.contains(tag))
                come << id << QString(u'#' + tag);
    }
    if (auto changed = changeAll(updateTags(after.size()), values, after.size()); !changed)
        return changed;
    if (!writesWords())
        return computesWords();
    if (!gone.isEmpty())
        if (auto deleted = m_connection.execute(deleteWords(gone.size() / 2), gone); !deleted)
            return fail(deleted.error());
    if (!come.isEmpty())
        if (auto inserted = m_connection.execute(insertWords(come.size() / 2), come); !inserted)
            return fail(inserted.error());
    return true;
}

Error Repository::edited(const Tenant &before)
{
    auto now = byId(before.id);
    if (!now)
        return now.error();
    return editedSince(before.rowVersion, *now);
}

} // namespace plancia::controlplane::tenants
