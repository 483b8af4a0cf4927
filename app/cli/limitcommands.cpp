// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/limitnames.h"
#include "app/cli/tenantnames.h"
#include "models/items/limitwords.h"
#include "models/ports/limitsport.h"

#include <QCoreApplication>

namespace plancia::cli {

namespace {

const ArgumentSpec kTenant{"TENANT", QT_TRANSLATE_NOOP("cli", "The tenant's slug"), true};
const ArgumentSpec kLimit{"LIMIT", QT_TRANSLATE_NOOP("cli", "requests_minute, requests_hour, requests_day, cost_minute, cost_hour, cost_day, cost_month, storage or seats"), true};
const OptionSpec kPer{"per", "WHOM", QT_TRANSLATE_NOOP("cli", "Counted for each key (default), for the tenant, or for each address without a key")};
const OptionSpec kEndpoint{"endpoint", "PATH", QT_TRANSLATE_NOOP("cli", "Of this endpoint alone")};
const OptionSpec kIfVersion{"if-version", "N", QT_TRANSLATE_NOOP("cli", "Only when its row_version is still this (0: there is none of its own)")};

QJsonObject withUsage(const TenantLimit &limit, const LimitUsage &usage)
{
    QJsonObject object = toJson(limit);
    object.insert("used", usage.used ? QJsonValue(*usage.used) : QJsonValue());
    object.insert("forecast", usage.used ? QJsonValue(toString(usage.forecast.state)) : QJsonValue());
    object.insert("runs_out_at", timeOrNull(usage.forecast.at));
    return object;
}

void print(Output &output, const TenantLimit &limit)
{
    if (output.isJson())
        output.json(toJson(limit));
    else
        output.pairs({{"limit", toString(limit.key)},
                      {"amount", limitAmountText(limit.key.kind, limit.amount)},
                      {"default", limit.isDefault ? QStringLiteral("yes") : QStringLiteral("no")},
                      {"row_version", QString::number(limit.rowVersion)}});
}

struct NamedLimits {
    LimitsPort *port;
    Tenant tenant;
};
Result<NamedLimits> limitsOf(Context &context, Capability needed)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->limits())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it keeps no limits"}});
    const auto named = namedTenant(context, needed);
    if (!named)
        return fail(named.error());
    return NamedLimits{(*workspace)->limits(), named->tenant};
}

/// LIMIT, --per and --endpoint.
Result<LimitKey> keyFrom(const Arguments &arguments)
{
    return limitKeyFrom(arguments.positional(1), arguments.value("per"), arguments.value("endpoint"));
}

/// The version that is meant: --if-version, else that of the row there is.
Result<qint64> versionFor(Context &context, const NamedLimits &named, const LimitKey &key)
{
    const auto expected = context.arguments().number("if-version", -1, 0, std::numeric_limits<qint64>::max());
    if (!expected || *expected >= 0)
        return expected;
    const auto limits = context.await(named.port->limits(named.tenant.id, context.call()));
    if (!limits)
        return fail(limits.error());
    for (const TenantLimit &limit : *limits)
        if (limit.key == key)
            return limit.rowVersion;
    return 0;
}

class TenantLimits final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant limits", QT_TRANSLATE_NOOP("cli", "Show what a tenant is limited to, how much of it is used, and when it runs out"), {kTenant}, {},
                "tenant limits acme"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = limitsOf(context, Capability::ReadTenants);
        if (!named)
            return fail(named.error());
        const auto limits = context.await(named->port->limits(named->tenant.id, context.call()));
        if (!limits)
            return fail(limits.error());
        const auto usage = context.await(named->port->usage(named->tenant.id, context.call()));
        if (!usage)
            return fail(usage.error());
        const auto usedOf = [&usage](const LimitKey &key) {
            for (const LimitUsage &one : *usage)
                if (one.key == key)
                    return one;
            return LimitUsage{key, std::nullopt, {}};
        };
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const TenantLimit &limit : *limits)
                items.append(withUsage(limit, usedOf(limit.key)));
            output.json({{"tenant", named->tenant.slug}, {"items", items}});
            return true;
        }
        QList<QStringList> rows;
        for (const TenantLimit &limit : *limits) {
            const LimitUsage used = usedOf(limit.key);
            rows.append({toString(limit.key), shownUsage(used), shownAmount(limit.key.kind, limit.amount),
                         limit.isDefault ? QCoreApplication::translate("cli", "default") : QCoreApplication::translate("cli", "own"),
                         shownForecast(used, context.clock().nowMs())});
        }
        output.table({QCoreApplication::translate("cli", "LIMIT"), QCoreApplication::translate("cli", "USED"), QCoreApplication::translate("cli", "ALLOWED"),
                      QCoreApplication::translate("cli", "FROM"), QCoreApplication::translate("cli", "FORECAST")},
                     rows, {1, 2});
        return true;
    }
};

class TenantLimitSet final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant limit set", QT_TRANSLATE_NOOP("cli", "Set or change a limit of a tenant"),
                {kTenant, kLimit, {"AMOUNT", QT_TRANSLATE_NOOP("cli", "How much: a whole number, of costs such as 12.50, of storage such as 50GiB"), true}},
                {kPer, kEndpoint, kIfVersion}, "tenant limit set acme requests_minute 500"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const auto key = keyFrom(arguments);
        if (!key)
            return fail(key.error());
        const auto amount = limitAmountFrom(*key, arguments.positional(2), "AMOUNT"); // before anything is opened or made
        if (!amount)
            return fail(amount.error());
        const auto named = limitsOf(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto version = versionFor(context, *named, *key);
        if (!version)
            return fail(version.error());
        const auto set = context.await(named->port->set(named->tenant.id, *key, *amount, *version, context.call()));
        if (!set)
            return fail(set.error());
        print(context.output(), *set);
        return true;
    }
};

class TenantLimitRemove final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant limit remove", QT_TRANSLATE_NOOP("cli", "Take a limit of a tenant away: the default holds again, or none"), {kTenant, kLimit},
                {kPer, kEndpoint, kIfVersion}, "tenant limit remove acme requests_minute"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto key = keyFrom(context.arguments());
        if (!key)
            return fail(key.error());
        const auto named = limitsOf(context, Capability::WriteTenants);
        if (!named)
            return fail(named.error());
        const auto version = versionFor(context, *named, *key);
        if (!version)
            return fail(version.error());
        if (*version == 0)
            return fail(ErrorCode::BusinessNothingToDo, {{"message", "the tenant has no such limit of its own"}});
        const auto removed = context.await(named->port->remove(named->tenant.id, *key, *version, context.call()));
        if (!removed)
            return fail(removed.error());
        Output &output = context.output();
        if (output.isJson())
            output.json({{"removed", toString(*key)}});
        else
            output.pairs({{"removed", toString(*key)}});
        return true;
    }
};

} // namespace

void addLimitCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TenantLimits>());
    commands.push_back(std::make_unique<TenantLimitSet>());
    commands.push_back(std::make_unique<TenantLimitRemove>());
}

} // namespace plancia::cli
