// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <optional>

namespace plancia {

enum class Lines { One, Many };

/// What is wrong with a text that a person typed, if anything: VAL_002 when it is longer than `most` UTF-16 units, VAL_004
/// for a character that a text of ours never holds. Pure.
std::optional<Error> textFault(const QString &field, QStringView text, int most, Lines lines);

} // namespace plancia
