// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace plancia::controlplane {

/// "$argon2id$…" of a password, by libsodium with its interactive limits (2 passes over 64 MiB: RFC 9106 §4 asks no less of a
/// server). Takes about a tenth of a second and blocks for it; INTERNAL_001 when there is no such memory.
Result<QString> hashPassword(const QString &password);
/// Whether it is the password of that hash: Argon2id, or what crypt(3) knows (bcrypt of another service). Blocks as long.
bool matchesPassword(const QString &hash, const QString &password);

} // namespace plancia::controlplane
