// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteerror.h"

#include "app/sql/movemark.h"

#include <cerrno>
#include <sqlite3.h>

namespace plancia::sql {

namespace {
ErrorCode codeOf(int code, int systemErrno)
{
    const int primary = code & 0xff;
    if (primary == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return ErrorCode::InternalNoMemory;
    if (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) {
        switch (systemErrno) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG: // a limit on file sizes is a full disk to who meets it
            return ErrorCode::IoDiskFull;
        case EACCES:
        case EPERM:
        case EROFS:
            return ErrorCode::IoPermission;
        default:
            break;
        }
        if (primary == SQLITE_CANTOPEN && systemErrno == ENOENT)
            return ErrorCode::FileNotFound;
    }
    switch (primary) {
    case SQLITE_FULL: return ErrorCode::IoDiskFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return ErrorCode::DbBusy;
    case SQLITE_CORRUPT: return ErrorCode::StoreDamaged;
    case SQLITE_NOTADB: return ErrorCode::StoreForeignFile;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ErrorCode::IoPermission;
    case SQLITE_CANTOPEN: return ErrorCode::IoRead;
    case SQLITE_INTERRUPT: return ErrorCode::InternalCancelled;
    case SQLITE_MISUSE: return ErrorCode::InternalBug;
    case SQLITE_IOERR:
        switch (code) {
        case SQLITE_IOERR_READ:
        case SQLITE_IOERR_SHORT_READ:
        case SQLITE_IOERR_ACCESS:
        case SQLITE_IOERR_FSTAT: return ErrorCode::IoRead;
        default: return ErrorCode::IoWrite;
        }
    default: return ErrorCode::DbStatement;
    }
}
} // namespace

Error errorFromSqlite(int code, int systemErrno, const QString &message, const QString &path)
{
    if (code == SQLITE_CONSTRAINT_TRIGGER)
        if (const auto moved = movedAway(message))
            return moved->with(QStringLiteral("path"), path);
    QList<Fact> facts{{QStringLiteral("path"), path},
                      {QStringLiteral("message"), message},
                      {QStringLiteral("sqlite"), QString::number(code)}};
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        facts.append({QStringLiteral("constraint"), message});
    return Error(codeOf(code, systemErrno), std::move(facts));
}

} // namespace plancia::sql
