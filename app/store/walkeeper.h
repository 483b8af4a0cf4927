// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace plancia::store {

/// Whoever keeps what is committed before a checkpoint may let the log begin anew: the archive. Called on the write thread of
/// the store.
class WalKeeper {
public:
    virtual ~WalKeeper() = default;
    /// After each commit of this program, with the bytes in the log now. Returns at once.
    virtual void committed(qint64 commitNo, qint64 walBytes) = 0;
    /// The newest commit that it has; -1 when it has none, or it cannot be read. Blocks.
    virtual qint64 keptCommitNo() = 0;
    /// Under the writer lock, before each checkpoint. An error: there is no checkpoint now.
    virtual Result<bool> beforeCheckpoint() = 0;
    /// Under the same turn, after it.
    virtual void afterCheckpoint() = 0;
    /// Around a rewrite of the store that changes no content and takes no commit number (VACUUM), under the writer lock. An
    /// error: it must not be done.
    virtual Result<bool> beforeRewrite() = 0;
    virtual Result<bool> afterRewrite() = 0;
};

} // namespace plancia::store
