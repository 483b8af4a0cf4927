// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <optional>

namespace plancia {

enum class Lines { One, Many };

/// What is wrong with a text that a person typed: longer than `most` UTF-16 units (VAL_002), or with characters that no text
/// of ours holds (VAL_004): controls and line separators (but the breaks of Lines::Many), halves of surrogate pairs, Unicode's
/// direction overrides (U+202A–E, U+2066–9), and a byte order mark at the front, which every decoder takes away. Pure.
std::optional<Error> textFault(const QString &field, QStringView text, int most, Lines lines);
/// What of a refused text can be written down: its first `most` units, U+FFFD in place of what no text of ours holds. Pure.
QString heldText(QStringView text, int most);

} // namespace plancia
