// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/snapshot.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// Runs pg_dump over a snapshot into the file `path`, which is there and empty. Its rows are counted with the snapshot's
/// own connection; `rows` is told how many have been written. Never asks for row security: under a forced policy that
/// gives exit status 0 and no rows. The password goes by the child's environment alone, where no other user looks.
/// BKP_003, BKP_013, IO_001, INTERNAL_003. Blocks; on the snapshot's thread.
Result<bool> runPgDump(const QString &program, PgSnapshot &snapshot, PgScope scope, const QString &path,
                       const CancelToken &cancel, const std::function<void(qint64)> &rows);

/// What differs between the rows a table that were counted and those that are there, in English for an error's message;
/// empty when nothing does.
QString rowsDiffer(const QMap<QString, qint64> &expected, const QMap<QString, qint64> &found);

} // namespace plancia::backup
