// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"
#include "models/domain/apikeyformat.h"

#include <QStringList>
#include <functional>

namespace plancia::leaks {

/// Keys in every change of every branch of a repository, of merges, of stashes and of commits that the reflog alone still names, as
/// `git log -p -m --all --reflog` prints them; nothing that the repository configures is run (no textconv, no external diff, no
/// hook). Gives how many lookalikes there were.
/// Blocks. IO_003 with git's last words, INTERNAL_003.
Result<qint64> readHistory(const QString &repository, const QStringList &products,
                         const std::function<void(const apikeyformat::Digest &digest, const QString &commit, const QString &file)> &found,
                         const std::function<void(qint64 bytes)> &read, const CancelToken &cancel);

} // namespace plancia::leaks
