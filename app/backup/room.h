// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>

namespace plancia::backup {

/// IO_001 with what is needed and free, unless each folder's file system has room for the bytes of all that lie on it.
Result<bool> requireRoom(const QList<std::pair<QString, qint64>> &needs);


/// What others than root may still write to the disk of a file or folder, as statvfs(3) tells; -1 where it does not. Asks for that disk
/// alone: a list of all mounts is cut where a program sees a part of the system, and waits for servers that are away.
qint64 freeBytes(const QString &path);

/// Whether two files or folders lie on one file system.
bool isSameDisk(const QString &one, const QString &other);

} // namespace plancia::backup
