// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/scratchstore.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/domain/backup.h"
#include "models/domain/restore.h"

namespace plancia::store {
class LocalStore;
}

namespace plancia::backup {

/// What is to be restored: a whole SQLite file that nobody changes meanwhile.
struct RestoreSource {
    QString file;
    QString what;  ///< what it is, in English, for the trail and as the note of the safety copy: a backup's name
    qint64 at = 0; ///< Unix ms UTC of that state
    bool allowOtherStore = false;
    std::shared_ptr<const void> keeps = {}; ///< what must live as long as the file is wanted
};

/// Puts earlier contents into an open store. The store goes on: the contents become its next commit, on a new line of
/// history, after a verified safety copy of what is there. Who reads keeps what it saw, who writes waits for the last step;
/// a crash at any time leaves the old contents or the new ones. Every call blocks and belongs on a worker thread.
class Restorer {
public:
    /// Makes the backup that undoes the restore (kind "before:restore"), and takes it back when nothing was restored.
    struct Safety {
        using Make = std::function<Result<BackupInfo>(const QString &note, const CancelToken &, const ProgressSink &)>;
        Make make;
        std::function<void(const BackupInfo &)> drop;
    };
    /// Writes the audit row, with these details (a JSON object), and takes its commit number.
    using AppendRow = std::function<Result<bool>(sql::Connection &, const QString &details)>;

    /// `scratch` is a folder for files in the making. Leftovers of dead processes in it are removed.
    Restorer(store::LocalStore &store, QString scratch, const Clock &clock) : m_store(store), m_scratch(std::move(scratch)), m_clock(clock) {}

    /// Progress counts bytes over all steps. BKP_001, BKP_007, BKP_015, MIG_001…003, IO_001…006, IO_008, AUTHZ_001,
    /// DB_010, INTERNAL_003 until the last step; nothing has changed then (but see LocalStore::replaceContents).
    Result<RestoreReport> restore(const RestoreSource &source, const Safety &safety, const AppendRow &append,
                                  const CancelToken &cancel, const ProgressSink &progress);

private:
    struct Work;
    Result<bool> check(Work &work) const;
    Result<bool> prepare(Work &work) const;
    Result<bool> makeSafetyCopy(Work &work) const;
    Result<bool> finish(Work &work, qint64 commitNo) const;

    store::LocalStore &m_store;
    const QString m_scratch;
    const Clock &m_clock;
};

} // namespace plancia::backup
