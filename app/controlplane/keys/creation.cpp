// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keys/creation.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/storeclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::controlplane::keys {

namespace {

QString limitsOf(const ApiKey &key)
{
    QStringList limits;
    for (const ApiKeyLimit &limit : key.limits)
        limits.append(toString(limit));
    return limits.join(u' ');
}

} // namespace

QString differences(const ApiKey &before, const ApiKey &after)
{
    QJsonObject object;
    const auto compare = [&object](const QString &field, const QString &a, const QString &b) {
        if (a != b)
            object.insert(field, QJsonArray{a, b});
    };
    const auto word = [](const ApiKey &key) { return key.id.isNull() ? QString() : toString(key.status); };
    compare(QStringLiteral("name"), before.name, after.name);
    compare(QStringLiteral("shown"), before.shown, after.shown);
    compare(QStringLiteral("environment"), before.environment, after.environment);
    compare(QStringLiteral("status"), word(before), word(after));
    compare(QStringLiteral("permissions"), before.permissions.join(u' '), after.permissions.join(u' '));
    compare(QStringLiteral("addresses"), before.addresses.join(u' '), after.addresses.join(u' '));
    compare(QStringLiteral("limits"), limitsOf(before), limitsOf(after));
    compare(QStringLiteral("internal"), before.isInternal ? QStringLiteral("yes") : QString(), after.isInternal ? QStringLiteral("yes") : QString());
    compare(QStringLiteral("expires"), isoTime(before.expiresAt), isoTime(after.expiresAt));
    compare(QStringLiteral("grace_ends"), isoTime(before.graceEndsAt), isoTime(after.graceEndsAt));
    const auto id = [](ApiKeyId one) { return one.isNull() ? QString() : one.toString(); };
    compare(QStringLiteral("successor"), id(before.successorId), id(after.successorId));
    compare(QStringLiteral("predecessor"), id(before.predecessorId), id(after.predecessorId));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

audit::Act actOn(const QString &name, TenantId tenant, ApiKeyId id, const QString &called, const QString &reason)
{
    audit::Act act;
    act.action = name;
    act.objectKind = QStringLiteral("api_key");
    act.objectId = id.toString();
    act.objectName = called.left(kMaxApiKeyName);
    act.tenantId = tenant;
    act.reason = reason.left(kMaxReason);
    return act;
}

ApiKey newKey(TenantId tenant, const ApiKeyDraft &draft, const apikeyformat::Digest &digest, const AuditEvent &event)
{
    ApiKey key;
    key.tenantId = tenant;
    key.id = ApiKeyId(newUuid());
    key.lookup = digest.lookup;
    key.shown = digest.shown;
    key.name = draft.name;
    key.environment = draft.environment;
    key.isInternal = draft.isInternal;
    key.expiresAt = draft.expiresAt;
    key.permissions = draft.permissions;
    key.addresses = draft.addresses;
    key.limits = draft.limits;
    key.createdBy = event.actorName.left(kMaxApiKeyName);
    key.createdAt = event.at;
    return key;
}

Result<ApiKey> createIn(sql::Connection &connection, TenantId tenant, const ApiKeyDraft &draft, const Result<apikeyformat::Digest> &digest,
                        ApiKeyId id, AuditEvent &row)
{
    Repository repository(connection);
    auto slug = repository.livingTenant(tenant);
    if (!slug)
        return fail(slug.error());
    row.tenantSlug = *slug;
    if (const auto faults = validate(draft); !faults.isEmpty())
        return fail(faults.first().error);
    if (const auto fault = expiryFault(draft.expiresAt, storeNow(connection, row.at)))
        return fail(*fault);
    if (!digest)
        return fail(digest.error());
    ApiKey key = newKey(tenant, draft, *digest, row);
    key.id = id;
    auto made = repository.insert(key, digest->sha256);
    if (made)
        row.details = differences({}, *made);
    return made;
}

} // namespace plancia::controlplane::keys
