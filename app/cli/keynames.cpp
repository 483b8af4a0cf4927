// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/keynames.h"

#include "app/cli/json.h"
#include "app/cli/tenantnames.h"
#include "app/cli/words.h"

namespace plancia::cli {

Result<ApiKeysPort *> keysOf(Context &context, Access access)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (!(*workspace)->apiKeys())
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}, {"message", "it holds no API keys"}});
    if (access == Access::Write)
        if (auto refused = refusal(**workspace, Capability::WriteTenants))
            return fail(*refused);
    return (*workspace)->apiKeys();
}

Result<NamedKey> namedKey(Context &context, Access access)
{
    const auto keys = keysOf(context, access);
    if (!keys)
        return fail(keys.error());
    auto key = context.await((*keys)->find(context.arguments().positional(0), context.call()));
    if (!key)
        return fail(key.error());
    return NamedKey{*keys, *std::move(key)};
}

void printKey(Context &context, const ApiKey &key)
{
    Output &output = context.output();
    if (output.isJson()) {
        output.json(toJson(key));
        return;
    }
    QStringList limits;
    for (const ApiKeyLimit &limit : key.limits)
        limits.append(toString(limit));
    const auto id = [](ApiKeyId one) { return one.isNull() ? QString() : one.toString(); };
    output.pairs({{"name", key.name},
                  {"tenant", key.tenantSlug},
                  {"state", toString(stateOf(key, context.clock().nowMs()))},
                  {"status_reason", key.statusReason},
                  {"shown", key.shown},
                  {"id", key.id.toString()},
                  {"environment", key.environment},
                  {"internal", key.isInternal ? "yes" : "no"},
                  {"permissions", key.permissions.join(u' ')},
                  {"addresses", key.addresses.join(u' ')},
                  {"limits", limits.join(u' ')},
                  {"expires_at", shownTime(key.expiresAt)},
                  {"grace_ends_at", shownTime(key.graceEndsAt)},
                  {"successor_id", id(key.successorId)},
                  {"predecessor_id", id(key.predecessorId)},
                  {"created_by", key.createdBy},
                  {"created_at", shownTime(key.createdAt)},
                  {"last_used_at", shownTime(key.lastUsedAt)},
                  {"last_used_address", key.lastUsedAddress},
                  {"last_used_client", key.lastUsedClient},
                  {"row_version", QString::number(key.rowVersion)}});
}

} // namespace plancia::cli
