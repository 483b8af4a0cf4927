// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>
#include <functional>

namespace plancia::store {

/// Puts a finished file in the place of a store that cannot be used any more, and moves what stands there (the file, its
/// -wal, -shm and -journal) untouched into the folder `aside`. A note on the disk says so before the first step: a kill
/// at any time leaves the old store or, at the latest when the place is next opened, the new one, never parts of both.
/// `file` lies on the file system of `path` and is on the disk already. Once it was moved `taken` is called: nobody may
/// have it open any more then, or closing it would drop the locks of who opens the store. Takes the writer lock.
/// Blocks. DB_010, IO_001, IO_002, IO_004.
Result<bool> replaceStoreFile(const QString &path, const QString &file, const QString &aside, const QString &holder,
                              const std::function<void()> &taken);

/// Ends a replacement that a kill interrupted; nothing to do costs two looks. Before a store is opened. Blocks.
Result<bool> finishReplacement(const QString &path, const QString &holder, int waitMs);
/// The same for who holds the writer lock.
Result<bool> endReplacement(const QString &path);

} // namespace plancia::store
