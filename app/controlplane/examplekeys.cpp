// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/examplekeys.h"

#include "app/controlplane/keys/repository.h"

#include <array>

namespace plancia::controlplane {

namespace {

constexpr qint64 kHourMs = 3'600'000, kDayMs = 24 * kHourMs;

struct Purpose {
    const char *name;
    const char *client;
    const char *permissions;
    const char *limits;
};
constexpr std::array kPurposes{
    Purpose{"Deploy from CI", "plancia-cli/2.4", "deploy:write deploy:read", ""},
    Purpose{"Orders of the shop", "shop-backend/5.1 (node)", "orders:read orders:write stock:read", "calls=600/1m burst=20/1s"},
    Purpose{"Nightly export", "python-requests/2.32", "orders:read invoices:read", "calls=60/1m"},
    Purpose{"Mobile app", "okhttp/4.12", "catalogue:read orders:write", "calls=3000/1m"},
    Purpose{"Accounting bridge", "ledger-sync/1.9", "invoices:read invoices:write", "calls=120/1m"},
    Purpose{"Status page", "curl/8.5", "status:read", ""},
};

class Keys {
public:
    Keys(sql::Connection &connection, qint64 nowMs, std::mt19937 &random) : m_repository(connection), m_connection(connection), m_now(nowMs), m_random(random) {}

    Result<bool> add(const Tenant &tenant)
    {
        const Purpose &purpose = kPurposes[m_random() % kPurposes.size()];
        ApiKey key = newKey(tenant, purpose);
        auto made = insert(key, purpose);
        if (!made)
            return fail(made.error());
        switch (m_random() % 24) {
        case 0:
            return ok(m_repository.setStatus(*made, ApiKeyStatus::Disabled, QStringLiteral("calls from an unknown network, being looked at"), m_now));
        case 1:
            return ok(m_repository.setStatus(*made, ApiKeyStatus::Revoked, QStringLiteral("found in a public repository"), m_now));
        case 2:
        case 3: {
            ApiKey successor = newKey(tenant, purpose);
            successor.name = made->name;
            successor.predecessorId = made->id;
            successor.createdAt = m_now - kDayMs;
            auto next = insert(successor, purpose);
            if (!next)
                return fail(next.error());
            const qint64 end = m_random() % 3 == 0 ? m_now - kHourMs : graceEnd(m_now - kDayMs, kDefaultGraceMs, made->expiresAt);
            return ok(m_repository.setRotated(*made, next->id, end, m_now));
        }
        default:
            return true;
        }
    }

private:
    static Result<bool> ok(const Result<ApiKey> &key) { return key ? Result<bool>(true) : Result<bool>(key.error()); }

    ApiKey newKey(const Tenant &tenant, const Purpose &purpose)
    {
        const auto made = apikeyformat::generate(QStringLiteral("plancia"), m_random() % 5 == 0 ? QStringLiteral("test") : QStringLiteral("live"),
                                                 [this](std::span<quint8> bytes) {
                                                     for (quint8 &byte : bytes)
                                                         byte = static_cast<quint8>(m_random());
                                                 });
        m_digest = made.digest;
        ApiKey key;
        key.tenantId = tenant.id;
        key.createdAt = tenant.createdAt + static_cast<qint64>(m_random() % 30) * kHourMs;
        key.id = ApiKeyId(makeUuidV7(key.createdAt, m_random(), static_cast<quint64>(m_random()) << 32 | m_random()));
        key.lookup = m_digest.lookup;
        key.shown = m_digest.shown;
        key.name = QString::fromLatin1(purpose.name);
        key.environment = made.digest.shown.section(u'_', 1, 1);
        key.permissions = permissionsFrom(QString::fromLatin1(purpose.permissions));
        for (const QString &limit : QString::fromLatin1(purpose.limits).split(u' ', Qt::SkipEmptyParts))
            if (const auto read = limitFrom(limit))
                key.limits.append(*read);
        if (m_random() % 4 == 0)
            key.addresses = {QStringLiteral("198.51.100.0/24")};
        if (m_random() % 3 == 0)
            key.expiresAt = m_now + (static_cast<qint64>(m_random() % 400) - 20) * kDayMs;
        key.createdBy = QStringLiteral("anna@bridge-1");
        return key;
    }

    /// As the service left it: used lately by most, never by some. The hash is of a secret that nobody kept.
    Result<ApiKey> insert(const ApiKey &key, const Purpose &purpose)
    {
        auto made = m_repository.insert(key, m_digest.sha256);
        if (!made || m_random() % 6 == 0)
            return made;
        const QString address = QStringLiteral("198.51.100.%1").arg(1 + m_random() % 250);
        auto used = m_connection.execute("UPDATE api_keys SET last_used_at = $3, last_used_address = $4, last_used_client = $5 WHERE tenant_id = $1 AND id = $2",
                                         {sql::value(key.tenantId), sql::value(key.id), sql::TimeMs{m_now - static_cast<qint64>(m_random() % 300) * 7 * 60'000},
                                          address, QString::fromLatin1(purpose.client)});
        return used ? made : Result<ApiKey>(used.error());
    }

    keys::Repository m_repository;
    sql::Connection &m_connection;
    const qint64 m_now;
    std::mt19937 &m_random;
    apikeyformat::Digest m_digest;
};

} // namespace

Result<bool> fillExampleKeys(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs, std::mt19937 &random)
{
    Keys keys(connection, nowMs, random);
    for (const Tenant &tenant : tenants)
        for (auto left = random() % 3; left > 0; --left)
            if (auto added = keys.add(tenant); !added)
                return added;
    return true;
}

} // namespace plancia::controlplane
