// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QMap>
#include <QString>

struct sqlite3;

namespace plancia::backup {

/// What identifies one state of a store: read from the store while it is copied and from the copy, and compared.
struct StoreFacts {
    QString storeId;
    QString historyId;
    qint64 commitNo = 0;
    int schemaVersion = 0;
    QString schemaSha256; ///< over every statement of the schema
    QMap<QString, qint64> rows; ///< per table
    bool operator==(const StoreFacts &) const = default;
};

/// Reads the facts in the connection's current transaction. IO_005 when it is no store of ours, IO_006 when it cannot be
/// read, INTERNAL_003. Installs a progress handler for the time of the call.
Result<StoreFacts> readFacts(sqlite3 *connection, const CancelToken &cancel);

/// Opens a file that nobody writes (immutable: no lock, no -wal, no -shm beside it) and reads its facts. BKP_001 with a
/// message that names what is wrong.
Result<StoreFacts> readCopyFacts(const QString &path, const CancelToken &cancel);

/// The same and quick_check over the whole file.
Result<StoreFacts> readCopy(const QString &path, const CancelToken &cancel);

/// readCopyFacts() of a scratch file that was just made of pages known to be whole. Maps the file, which must not get shorter
/// meanwhile.
Result<StoreFacts> readMadeCopy(const QString &path, const CancelToken &cancel);

/// What differs, in English for an error's message; empty when nothing does.
QString difference(const StoreFacts &expected, const StoreFacts &found);

/// Whether an error is about who reads and says nothing of the file: cancelled, or out of memory.
bool isOfTheReader(ErrorCode code);
/// INTERNAL_004 for the verdict of a check that found a page unreadable for want of memory alone, which SQLite tells as a fault
/// of the file: "unable to get the page. error code=7".
std::optional<Error> wantOfMemory(const QString &verdict, const QString &path);

/// The Error for a failed SQLite call on a store: IO_001, IO_002, IO_003, IO_004, IO_006, DB_010, INTERNAL_003, INTERNAL_004 or
/// BKP_003.
Error sqliteError(sqlite3 *connection, int code, const QString &path);

} // namespace plancia::backup
