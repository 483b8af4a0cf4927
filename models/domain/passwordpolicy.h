// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <optional>

namespace plancia {

/// What a password of a person has to be. Kinds of characters: small letters, capitals, digits, everything else.
struct PasswordPolicy {
    int minLength = 8; ///< characters
    int minKinds = 3;
    bool operator==(const PasswordPolicy &) const = default;
};
inline constexpr int kMinPasswordLength = 8;   ///< no policy asks for less
inline constexpr int kMaxPasswordMinimum = 64; ///< nor for more
inline constexpr int kMaxPasswordKinds = 4;
inline constexpr int kMaxPassword = 1024; ///< characters of one: a hash of more costs whoever checks it

/// VAL_018 with the facts that explain it (min_length, length, min_kinds, kinds, and `detail` in words), VAL_002 over kMaxPassword. The
/// password itself is in no fact. Pure.
std::optional<Error> passwordFault(QStringView password, const PasswordPolicy &policy);
/// The policy in a sentence of the current language: "At least 8 characters, of at least 3 kinds: …".
QString passwordPolicyWords(const PasswordPolicy &policy);
/// The policy as near to what was asked for as there may be one.
PasswordPolicy boundedPolicy(PasswordPolicy policy);

} // namespace plancia
