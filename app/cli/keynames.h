// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "models/ports/apikeysport.h"

/// What every command about API keys begins and ends with.
namespace plancia::cli {

enum class Access { Read, Write };
/// The port of the workspace's keys. BUSINESS_002, AUTHZ_001.
Result<ApiKeysPort *> keysOf(Context &context, Access access);

struct NamedKey {
    ApiKeysPort *port;
    ApiKey key;
};
/// The key whose id is the first argument.
Result<NamedKey> namedKey(Context &context, Access access);

void printKey(Context &context, const ApiKey &key);

} // namespace plancia::cli
