// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>

namespace plancia::backup {

/// IO_001 with what is needed and free, unless each folder's file system has room for the bytes of all that lie on it.
Result<bool> requireRoom(const QList<std::pair<QString, qint64>> &needs);

} // namespace plancia::backup
