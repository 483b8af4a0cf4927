// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace plancia {

enum class DayEnd { Start, End };
/// "2026-11-20", "2026-11-20 13:00", "2026-11-20 13:00:05" or "13:00" (of the day of `nowMs`) in local time, as Unix ms.
/// A day alone stands for its start, or with DayEnd::End for the start of the next day.
std::optional<qint64> typedTime(const QString &text, qint64 nowMs, DayEnd end = DayEnd::Start);

} // namespace plancia
