// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/limitnames.h"

#include "app/cli/json.h"

namespace plancia::cli {

Result<LimitKey> limitKeyFrom(const QString &name, const QString &per, const QString &endpoint)
{
    QStringList kinds;
    for (const LimitKind kind : limitKinds())
        kinds.append(toString(kind));
    const auto kind = limitKindFromString(name);
    if (!kind) {
        const Error error(ErrorCode::ValChoice, {{"field", "LIMIT"}, {"value", name.left(40)}, {"allowed", kinds.join(", ")}});
        const QString meant = nearest(name, kinds);
        return fail(meant.isEmpty() ? error : error.with("expected", meant));
    }
    LimitKey key{*kind, scopesOf(*kind).first(), endpoint};
    if (per.isEmpty())
        return key;
    const auto scope = limitScopeFromString(per);
    if (!scope)
        return fail(notAllowed("per", per, {"key", "tenant", "address"}));
    key.scope = *scope;
    return key;
}

Result<qint64> limitAmountFrom(const LimitKey &key, const QString &text, const QString &what)
{
    const auto amount = limitAmountFromText(key.kind, text);
    if (!amount)
        return fail(ErrorCode::ValNumber, {{"field", what}, {"value", text.left(40)}, {"minimum", limitAmountText(key.kind, 1)},
                                           {"maximum", limitAmountText(key.kind, kMaxTenantLimitAmount)}});
    if (const auto faults = validate(key, *amount); !faults.isEmpty())
        return fail(faults.first().error);
    return *amount;
}

Result<LimitDraft> limitDraftFrom(const QString &text)
{
    const qsizetype equals = text.lastIndexOf('=');
    const QStringList name = (equals < 0 ? text : text.left(equals)).split(':');
    const auto key = limitKeyFrom(name[0], name.value(1), name.mid(2).join(':'));
    if (!key)
        return fail(key.error());
    const auto amount = limitAmountFrom(*key, equals < 0 ? QString() : text.mid(equals + 1), "--limit");
    return amount ? Result<LimitDraft>(LimitDraft{*key, *amount}) : Result<LimitDraft>(fail(amount.error()));
}

QJsonObject toJson(const TenantLimit &limit)
{
    return {{"limit", toString(limit.key.kind)}, {"per", toString(limit.key.scope)},
            {"endpoint", limit.key.endpoint.isEmpty() ? QJsonValue() : QJsonValue(limit.key.endpoint)},
            {"amount", limit.amount}, {"is_default", limit.isDefault}, {"updated_at", timeOrNull(limit.updatedAt)}, {"row_version", limit.rowVersion}};
}

} // namespace plancia::cli
