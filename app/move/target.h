// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/move/moveend.h"
#include "app/move/tablerows.h"
#include "models/base/clock.h"
#include "models/domain/move.h"

namespace plancia::move {

/// What a move writes into: one transaction from open to commit. Nothing of it is there unless commit() says so; destroyed
/// without it, everything is as it was. On one thread.
class Target {
public:
    virtual ~Target() = default;
    virtual sql::Connection &connection() = 0;
    /// Before rows of this time are written into a table that is kept by the month.
    virtual Result<bool> prepareMonth(const TableShape &shape, qint64 atMs);
    /// Before the source is closed: what lies at the place of a file says whose it is from here on.
    virtual Result<bool> signPart(const QUuid &move);
    /// After that: it tells settle() that the move did not arrive, and outlives the target.
    virtual void keepPart() {}
    /// After all rows were written: makes what the target has besides them.
    virtual Result<bool> complete(const CancelToken &cancel);
    /// DB_005 when the answer was lost.
    virtual Result<bool> commit() = 0;
};

/// A schema of PostgreSQL: locked against other writers, and open for the rows that others have signed. DB_010, AUTHZ_002.
Result<std::unique_ptr<Target>> openServerTarget(const MoveEnd &end, const CallContext &context);
/// A new local store, made under another name and moved into its place by commit(). IO_001…004, IO_009, DB_010.
Result<std::unique_ptr<Target>> openFileTarget(const MoveEnd &end, const QString &holder, qint64 nowMs, const CancelToken &cancel);

/// Whether a move has arrived at a schema, or at the path of a file. Waits a little for one that is still running, then
/// DB_010. NOT_FOUND_012 when the end does not tell: without a file and without a part that is this move's, and for another
/// database, machine or file.
Result<bool> serverHas(const MoveEnd &end, const MoveMark &mark, const CallContext &context);
Result<bool> fileHas(const QString &path, const MoveMark &mark, const QString &holder, const CancelToken &cancel);
/// Removes what a move that did not arrive has left at the place of a file, once its source is open again; nothing of another.
void dropFilePart(const QString &path, const QUuid &move, const QString &holder);

/// Which schema it is, whatever name leads to it.
Result<QUuid> storeIdOf(sql::Connection &connection);
/// Tells machines apart, and tells nothing of this one.
QString thisMachine();
Error notTold(const QString &message);

} // namespace plancia::move
