// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

/// What is written of a thing before it is deleted.
namespace plancia::controlplane {

/// "2026-01-31T13:45:00.123Z"; empty for 0.
QString isoTime(qint64 unixMs);

/// A new file of mode 0600, on the disk when it returns. Whose name is taken is not replaced: IO_009. IO_004.
Result<bool> writeNewFile(const QString &path, const QByteArray &bytes);

} // namespace plancia::controlplane
