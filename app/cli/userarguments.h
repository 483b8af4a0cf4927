// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/tenantnames.h"
#include "models/ports/usersport.h"

namespace plancia::cli {

/// The people of the open workspace. BUSINESS_002 where it holds none.
Result<UsersPort *> usersOf(Context &context, std::optional<Capability> needed);

struct NamedUser {
    UsersPort *port;
    User user;
};
/// The person whose tenant is the first argument and whose address or id is the second, and the port to act on them.
Result<NamedUser> namedUser(Context &context, std::optional<Capability> needed);

void printUser(Output &output, const User &user);
/// --out as an absolute path; VAL_001 without it.
Result<QString> outFile(const Arguments &arguments);

extern const ArgumentSpec kUserTenant, kPerson;

} // namespace plancia::cli
