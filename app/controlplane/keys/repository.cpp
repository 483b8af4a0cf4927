// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keys/repository.h"

#include "models/domain/textkey.h"

#include <algorithm>

namespace plancia::controlplane::keys {

namespace {

sql::Value timeOrNull(qint64 ms) { return ms == 0 ? sql::Value() : sql::Value(sql::TimeMs{ms}); }
sql::Value idOrNull(ApiKeyId id) { return id.isNull() ? sql::Value() : sql::value(id); }

/// 0 stands for none: an end that the service set to the first moment of 1970 is one all the same.
qint64 endOf(const sql::Row &row, int column)
{
    const qint64 ms = row.integer(column);
    return ms == 0 && !row.isNull(column) ? 1 : ms;
}

SortKey keyOf(const ApiKey &k, ApiKeySort sort)
{
    constexpr qint64 kNoExpiry = 253'402'300'799'000; // as the indexes have it: the end of the year 9999
    switch (sort) {
    case ApiKeySort::Name: return {textKey(k.name), k.id.uuid()};
    case ApiKeySort::Created: return {sql::TimeMs{k.createdAt}, k.id.uuid()};
    case ApiKeySort::LastUsed: return {sql::TimeMs{k.lastUsedAt}, k.id.uuid()};
    case ApiKeySort::Expiry: return {sql::TimeMs{k.expiresAt == 0 ? kNoExpiry : k.expiresAt}, k.id.uuid()};
    }
    return {textKey(k.name), k.id.uuid()};
}

Error notFound(const QString &shown) { return Error(ErrorCode::KeyNotFound, {{QStringLiteral("value"), shown.left(72)}}); }

/// What is noted of a key itself names the client, and may be all there is. It is kept to the minute.
void addLastUse(const ApiKey &key, ApiKeyCallers &known)
{
    constexpr qint64 kMinuteMs = 60'000;
    if (key.lastUsedAt == 0 || key.lastUsedAt / kMinuteMs < known.since / kMinuteMs)
        return;
    for (ApiKeyCaller &caller : known.callers)
        if (caller.address == key.lastUsedAddress) {
            caller.client = key.lastUsedClient;
            return;
        }
    const auto older = std::find_if(known.callers.begin(), known.callers.end(), [&key](const ApiKeyCaller &caller) { return caller.lastAt < key.lastUsedAt; });
    known.callers.insert(older, {key.lastUsedAddress, key.lastUsedClient, 0, key.lastUsedAt});
}

} // namespace

ApiKey toApiKey(const sql::Row &row)
{
    ApiKey k;
    k.tenantId = TenantId(row.uuid(0));
    k.id = ApiKeyId(row.uuid(1));
    k.tenantSlug = row.text(2);
    k.lookup = row.text(3);
    k.shown = row.text(4);
    k.name = row.text(5);
    k.environment = row.text(6);
    k.status = apiKeyStatusFromString(row.text(7)).value_or(ApiKeyStatus::Revoked); // what nobody knows lets nobody in
    k.statusReason = row.text(8);
    k.isInternal = row.boolean(9);
    k.expiresAt = endOf(row, 10);
    k.graceEndsAt = endOf(row, 11);
    k.predecessorId = ApiKeyId(row.uuid(12));
    k.successorId = ApiKeyId(row.uuid(13));
    k.createdBy = row.text(14);
    k.createdAt = row.integer(15);
    k.updatedAt = row.integer(16);
    k.rowVersion = row.integer(17);
    k.lastUsedAt = row.integer(18);
    k.lastUsedAddress = row.text(19);
    k.lastUsedClient = row.text(20);
    return k;
}

Result<Page<ApiKey>> Repository::page(const ApiKeyQuery &query, const Anchor &anchor, int limit, qint64 nowMs)
{
    ApiKeyQuery whole = query;
    whole.text.clear();
    whole.state.reset();
    const sql::Dialect dialect = m_connection.dialect();
    KeyedList<ApiKey> list;
    list.order = static_cast<int>(query.sort);
    list.isTime = query.sort != ApiKeySort::Name;
    list.descending = query.descending;
    list.sortColumn = sortColumn(query.sort, dialect);
    list.columns = kColumns;
    list.rows = [&](Scope scope, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most) {
        return listQuery(scope == Scope::Whole ? whole : query, dialect, nowMs, columns, ascending, from, most);
    };
    if (!searchWords({query.text}).isEmpty())
        list.near = [&](const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most, qint64 reach) {
            return nearListQuery(query, dialect, nowMs, columns, ascending, from, most, reach);
        };
    list.read = toApiKey;
    list.key = [sort = query.sort](const ApiKey &key) { return keyOf(key, sort); };
    return readPage(m_connection, list, anchor, limit);
}

Result<ApiKey> Repository::one(const QByteArray &statement, const QList<sql::Value> &values, const QString &shown)
{
    auto rows = m_connection.query(statement, values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(notFound(shown));
    return whole(toApiKey((*rows)[0]));
}

Result<QStringList> Repository::texts(const QByteArray &statement, const ApiKey &key)
{
    auto rows = m_connection.query(statement, {sql::value(key.tenantId), sql::value(key.id)});
    if (!rows)
        return fail(rows.error());
    QStringList texts;
    for (int i = 0; i < rows->size(); ++i)
        texts.append((*rows)[i].text(0));
    return texts;
}

Result<ApiKey> Repository::whole(ApiKey key)
{
    auto permissions = texts(kPermissions, key);
    if (!permissions)
        return fail(permissions.error());
    key.permissions = *permissions;
    auto addresses = texts(kAddresses, key);
    if (!addresses)
        return fail(addresses.error());
    key.addresses = *addresses;
    auto limits = m_connection.query(kLimits, {sql::value(key.tenantId), sql::value(key.id)});
    if (!limits)
        return fail(limits.error());
    for (int i = 0; i < limits->size(); ++i)
        key.limits.append({(*limits)[i].text(0), (*limits)[i].integer(1), static_cast<int>((*limits)[i].integer(2))});
    return key;
}

Result<ApiKey> Repository::byId(TenantId tenant, ApiKeyId id)
{
    return one(kByTenantId, {sql::value(tenant), sql::value(id)}, id.toString());
}

Result<ApiKey> Repository::find(const QString &id)
{
    if (const auto uuid = ApiKeyId::fromString(id); !uuid.isNull())
        return one(kById, {sql::value(uuid)}, id);
    return one(kByLookup, {id.left(72)}, id);
}

Result<ApiKeyCallers> Repository::callers(TenantId tenant, ApiKeyId id)
{
    auto key = byId(tenant, id);
    if (!key)
        return fail(key.error());
    ApiKeyCallers known;
    if (key->graceEndsAt == 0)
        return known;
    known.since = key->updatedAt; // where the successor is gone: few change a key that is in grace
    if (const auto successor = byId(tenant, key->successorId))
        known.since = successor->createdAt;
    auto rows = m_connection.query(kCallers, {sql::value(tenant), sql::value(id), sql::TimeMs{known.since}});
    if (!rows)
        return fail(rows.error());
    qint64 calls = 0;
    for (int i = 0; i < rows->size(); ++i) {
        known.callers.append({(*rows)[i].text(0), {}, (*rows)[i].integer(1), (*rows)[i].integer(2)});
        calls += known.callers.last().calls;
    }
    known.isCut = rows->size() > kMaxApiKeyCallers || calls > kMaxCallsLookedAt;
    addLastUse(*key, known);
    known.callers = known.callers.first(std::min<qsizetype>(known.callers.size(), kMaxApiKeyCallers));
    return known;
}

Result<QString> Repository::livingTenant(TenantId tenant)
{
    auto rows = m_connection.query(kTenant, {sql::value(tenant)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::TenantNotFound, {{QStringLiteral("slug"), tenant.toString()}});
    const QString slug = (*rows)[0].text(0);
    if (!(*rows)[0].isNull(1))
        return fail(ErrorCode::ConflictDeleted, {{QStringLiteral("slug"), slug}, {QStringLiteral("state"), QStringLiteral("deleted")}});
    return slug;
}

Result<ApiKey> Repository::insert(const ApiKey &key, const QByteArray &sha256)
{
    auto inserted = m_connection.execute(
        kInsert, {sql::value(key.tenantId), sql::value(key.id), key.lookup, key.shown, sha256, key.name, textKey(key.name), key.environment,
                  key.isInternal, timeOrNull(key.expiresAt), idOrNull(key.predecessorId), key.createdBy, sql::TimeMs{key.createdAt}});
    if (!inserted)
        return fail(inserted.error());
    // The directory's key decides who has a lookup; asking before would only be a guess.
    auto listed = m_connection.execute(kInsertDirectory, {key.lookup, sql::value(key.tenantId), sql::value(key.id)});
    if (!listed) {
        if (listed.error().fact(u"constraint").contains(u"key_directory"))
            return fail(ErrorCode::ConflictKeyState, {{QStringLiteral("name"), key.name}, {QStringLiteral("status"), QStringLiteral("known already")}});
        return fail(listed.error());
    }
    if (auto words = writeTexts(key, kInsertWord, kDeleteWord, {}, apiKeyWords(key.name, key.shown)); !words)
        return fail(words.error());
    if (auto written = writeTexts(key, kInsertPermission, kDeletePermission, {}, key.permissions); !written)
        return fail(written.error());
    if (auto written = writeTexts(key, kInsertAddress, kDeleteAddress, {}, key.addresses); !written)
        return fail(written.error());
    if (auto written = writeLimits(key, {}, key.limits); !written)
        return fail(written.error());
    return byId(key.tenantId, key.id);
}

Result<ApiKey> Repository::update(const ApiKey &before, const ApiKeyDraft &draft, qint64 nowMs)
{
    auto rows = m_connection.execute(kUpdate, {sql::value(before.tenantId), sql::value(before.id), before.rowVersion, draft.name, textKey(draft.name),
                                               timeOrNull(draft.expiresAt), draft.isInternal, sql::TimeMs{nowMs}});
    if (auto after = changed(rows, before); !after)
        return after;
    if (auto words = writeTexts(before, kInsertWord, kDeleteWord, apiKeyWords(before.name, before.shown), apiKeyWords(draft.name, before.shown)); !words)
        return fail(words.error());
    if (auto written = writeTexts(before, kInsertPermission, kDeletePermission, before.permissions, draft.permissions); !written)
        return fail(written.error());
    if (auto written = writeTexts(before, kInsertAddress, kDeleteAddress, before.addresses, draft.addresses); !written)
        return fail(written.error());
    if (auto written = writeLimits(before, before.limits, draft.limits); !written)
        return fail(written.error());
    return byId(before.tenantId, before.id);
}

Result<ApiKey> Repository::setStatus(const ApiKey &before, ApiKeyStatus status, const QString &reason, qint64 nowMs)
{
    return changed(m_connection.execute(kSetStatus, {sql::value(before.tenantId), sql::value(before.id), before.rowVersion, toString(status), reason,
                                                     sql::TimeMs{nowMs}}),
                   before);
}

Result<ApiKey> Repository::setRotated(const ApiKey &before, ApiKeyId successor, qint64 graceEndsAt, qint64 nowMs)
{
    return changed(m_connection.execute(kSetRotated, {sql::value(before.tenantId), sql::value(before.id), before.rowVersion, sql::value(successor),
                                                      sql::TimeMs{graceEndsAt}, sql::TimeMs{nowMs}}),
                   before);
}

/// What refers to the key goes with it, by the schema.
Result<bool> Repository::remove(const ApiKey &key)
{
    auto deleted = m_connection.execute(kDelete, {sql::value(key.tenantId), sql::value(key.id), key.rowVersion});
    if (!deleted)
        return fail(deleted.error());
    return *deleted == 1 ? Result<bool>(true) : Result<bool>(edited(key));
}

Result<std::optional<ApiKey>> Repository::match(const apikeyformat::Digest &digest)
{
    auto rows = m_connection.query(kByLookup, {digest.lookup});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::optional<ApiKey>();
    const ApiKey key = toApiKey((*rows)[0]);
    auto secret = m_connection.query(kSecretOf, {sql::value(key.tenantId), sql::value(key.id)});
    if (!secret)
        return fail(secret.error());
    const bool isSame = !secret->isEmpty() && apikeyformat::isSameSecret((*secret)[0].bytes(0), digest.sha256);
    return isSame ? std::optional(key) : std::nullopt;
}

Result<ApiKeyVerification> Repository::verify(const apikeyformat::Digest &digest, const ApiKeyUse &use, qint64 nowMs)
{
    using Refusal = ApiKeyVerification::Refusal;
    ApiKeyVerification answer;
    auto key = one(kByLookup, {digest.lookup}, digest.shown);
    if (!key && key.error().code() != ErrorCode::KeyNotFound)
        return fail(key.error());
    // For an unknown id the same work is done against a secret that none has.
    auto rows = m_connection.query(kSecretOf, {key ? sql::value(key->tenantId) : sql::Value(QUuid()), key ? sql::value(key->id) : sql::Value(QUuid())});
    if (!rows)
        return fail(rows.error());
    const QByteArray stored = rows->isEmpty() ? QByteArray(digest.sha256.size(), '\0') : (*rows)[0].bytes(0);
    if (!apikeyformat::isSameSecret(stored, digest.sha256) || !key)
        return answer;
    answer.key = *key;
    answer.state = stateOf(*key, nowMs);
    const auto tenant = tenantStatusFromString((*rows)[0].text(1));
    const bool isTenantIn = (tenant == TenantStatus::Active || tenant == TenantStatus::Trial) && (*rows)[0].isNull(2);
    answer.refusal = !isUsable(answer.state)                                                       ? Refusal::State
                     : !isTenantIn                                                                 ? Refusal::Tenant
                     : !use.address.isEmpty() && !isAllowedFrom(key->addresses, use.address)       ? Refusal::Address
                     : !use.permission.isEmpty() && !key->permissions.contains(use.permission)     ? Refusal::Permission
                                                                                                   : Refusal::None;
    return answer;
}

Result<bool> Repository::writeTexts(const ApiKey &key, const QByteArray &insert, const QByteArray &remove, const QStringList &before,
                                    const QStringList &after)
{
    const auto write = [&](const QByteArray &statement, const QStringList &items, const QStringList &except) {
        for (const QString &item : items) {
            if (except.contains(item))
                continue;
            if (auto done = m_connection.execute(statement, {sql::value(key.tenantId), sql::value(key.id), item}); !done)
                return Result<bool>(done.error());
        }
        return Result<bool>(true);
    };
    if (auto deleted = write(remove, before, after); !deleted)
        return deleted;
    return write(insert, after, before);
}

Result<bool> Repository::writeLimits(const ApiKey &key, const QList<ApiKeyLimit> &before, const QList<ApiKeyLimit> &after)
{
    const QList<sql::Value> own{sql::value(key.tenantId), sql::value(key.id)};
    for (const ApiKeyLimit &limit : before)
        if (!after.contains(limit))
            if (auto done = m_connection.execute(kDeleteLimit, own + QList<sql::Value>{limit.name}); !done)
                return fail(done.error());
    for (const ApiKeyLimit &limit : after)
        if (!before.contains(limit))
            if (auto done = m_connection.execute(kInsertLimit, own + QList<sql::Value>{limit.name, limit.amount, qint64(limit.windowS)}); !done)
                return fail(done.error());
    return true;
}

Result<ApiKey> Repository::changed(const Result<qint64> &rows, const ApiKey &before)
{
    if (!rows)
        return fail(rows.error());
    if (*rows == 0)
        return fail(edited(before));
    return byId(before.tenantId, before.id);
}

Error Repository::edited(const ApiKey &before)
{
    auto now = byId(before.tenantId, before.id);
    if (!now)
        return now.error();
    return Error(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), now->name},
                                             {QStringLiteral("version_read"), QString::number(before.rowVersion)},
                                             {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
}

} // namespace plancia::controlplane::keys
