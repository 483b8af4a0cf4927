// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/exampleusage.h"

#include "models/base/ids.h"

#include <array>
#include <cmath>

namespace plancia::controlplane {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr int kDays = 30;
constexpr int kKeys = 60;
constexpr int kCalls = 15'000;

struct Endpoint {
    const char *method;
    const char *path;
    double usualUs;
    const char *model;
};
constexpr std::array kEndpoints{
    Endpoint{"GET", "/v1/orders", 9'000, ""},          Endpoint{"GET", "/v1/orders/{id}", 3'500, ""},
    Endpoint{"POST", "/v1/orders", 28'000, ""},        Endpoint{"GET", "/v1/stock", 6'000, ""},
    Endpoint{"PUT", "/v1/stock/{sku}", 14'000, ""},    Endpoint{"GET", "/v1/invoices", 22'000, ""},
    Endpoint{"POST", "/v1/assistant", 900'000, "lumen-small"}, Endpoint{"POST", "/v1/summaries", 2'400'000, "lumen-large"},
    Endpoint{"GET", "/v1/status", 800, ""}};
constexpr std::array kReasons{"address", "permission", "cross_tenant"};
constexpr std::array kBlocks{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8:7::/48"};

struct Key {
    QUuid tenant, id;
    QString shown;
};

class Usage {
public:
    Usage(sql::Connection &connection, qint64 nowMs, std::mt19937 &random) : m_connection(connection), m_now(nowMs), m_random(random) {}

    Result<bool> call(const Key &key)
    {
        const Endpoint &endpoint = kEndpoints[m_random() % kEndpoints.size()];
        const bool hasModel = *endpoint.model != 0;
        const qint64 tokensIn = hasModel ? 200 + between(1'800) : 0, tokensOut = hasModel ? 50 + between(700) : 0;
        return done("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out,"
                    " cost_micros, model, request_id, address) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                    {key.tenant, sql::TimeMs{time()}, newUuid(), key.id, QString::fromLatin1(endpoint.path), QString::fromLatin1(endpoint.method),
                     status(), latencyUs(endpoint), tokensIn, tokensOut, tokensIn * 2 + tokensOut * 8, QString::fromLatin1(endpoint.model),
                     QStringLiteral("req_") + newUuid().toString(QUuid::WithoutBraces), QStringLiteral("198.51.100.%1").arg(1 + between(200))});
    }
    Result<bool> hits(const Key &key, qint64 day, const Endpoint &endpoint)
    {
        return done("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) VALUES ($1, $2, $3, 'calls', $4, $5)",
                    {key.tenant, key.id, sql::TimeMs{day}, QString::fromLatin1(endpoint.path), 1 + between(400)});
    }
    /// Of a day, those of nobody's keys and of one that was revoked or expired, from a few places.
    Result<bool> refusals(const Key &key, qint64 day)
    {
        for (qint64 left = 2 + between(5); left > 0; --left) {
            const bool isKnown = between(3) == 0;
            auto noted = done("INSERT INTO key_refusals (tenant_id, at, prefix, block, reason, count) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                              {isKnown ? key.tenant : QUuid(), sql::TimeMs{day + between(1'440) * 60'000},
                               isKnown ? key.shown : QStringLiteral("plancia_live_%1").arg(QString::number(1'000'000'000'000 + between(900'000'000'000)).right(12)),
                               QString::fromLatin1(kBlocks[m_random() % kBlocks.size()]), isKnown ? QString::fromLatin1(kReasons[m_random() % kReasons.size()]) : QStringLiteral("unknown"),
                               1 + between(30)});
            if (!noted)
                return noted;
        }
        return true;
    }

private:
    qint64 between(qint64 past) { return static_cast<qint64>(m_random() % static_cast<quint64>(past)); }
    /// More by day than by night.
    qint64 time()
    {
        qint64 at = 0;
        do
            at = m_now - between(kDays * kDayMs);
        while (std::sin(static_cast<double>(at % kDayMs) / static_cast<double>(kDayMs) * 6.283 - 1.6) < static_cast<double>(between(200)) / 100 - 1);
        return at;
    }
    qint64 status()
    {
        const qint64 dice = between(100);
        return dice < 93 ? 200 : dice < 96 ? 404 : dice < 98 ? 429 : dice < 99 ? 400 : 500;
    }
    qint64 latencyUs(const Endpoint &endpoint)
    {
        return static_cast<qint64>(endpoint.usualUs * std::lognormal_distribution<double>(0, 0.6)(m_random));
    }
    Result<bool> done(const QByteArray &sql, const QList<sql::Value> &values)
    {
        auto changed = m_connection.execute(sql, values);
        return changed ? Result<bool>(true) : Result<bool>(changed.error());
    }

    sql::Connection &m_connection;
    const qint64 m_now;
    std::mt19937 &m_random;
};

} // namespace

Result<bool> fillExampleUsage(sql::Connection &connection, qint64 nowMs, std::mt19937 &random)
{
    auto rows = connection.query("SELECT tenant_id, id, shown FROM api_keys WHERE last_used_at IS NOT NULL AND status = 'active'"
                                 " ORDER BY last_used_at DESC, id LIMIT " + QByteArray::number(kKeys));
    if (!rows)
        return fail(rows.error());
    QList<Key> keys;
    for (int i = 0; i < rows->size(); ++i)
        keys.append({(*rows)[i].uuid(0), (*rows)[i].uuid(1), (*rows)[i].text(2)});
    if (keys.isEmpty())
        return true;
    Usage usage(connection, nowMs, random);
    for (int i = 0; i < kCalls; ++i) // the first keys are the busiest
        if (auto done = usage.call(keys[std::min(random() % static_cast<quint64>(keys.size()), random() % static_cast<quint64>(keys.size()))]); !done)
            return done;
    for (int day = 1; day <= kDays; ++day) {
        const qint64 midnight = (nowMs / kDayMs - day) * kDayMs;
        if (auto done = usage.hits(keys.first(), midnight, kEndpoints[0]); !done) // one that is limited every day
            return done;
        if (auto done = usage.hits(keys[std::min<qsizetype>(day % 3, keys.size() - 1)], midnight, kEndpoints[static_cast<size_t>(6 + day % 2)]); !done)
            return done;
        if (auto done = usage.refusals(keys[day % keys.size()], midnight); !done)
            return done;
    }
    return true;
}

} // namespace plancia::controlplane
