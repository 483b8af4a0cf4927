// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace plancia::controlplane {

/// "2026-01-31T13:45:00.123Z", as rows of the trail and files have it; empty for 0.
inline QString isoTime(qint64 unixMs)
{
    return unixMs == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace plancia::controlplane
