// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/result.h"
#include "models/domain/moment.h"
#include "models/domain/restore.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Any moment of a local store back. A moment is a commit; it is opened read-only by WorkspacesPort::open() with the id
/// momentWorkspaceId(). The rules of every port hold: models/ports/ports.h.
class MomentsPort {
public:
    virtual ~MomentsPort() = default;
    virtual QFuture<Result<ArchiveStatus>> status(CallContext context) = 0;
    /// Commits in `bars` equal stretches from `since` to `until` (Unix ms UTC); 1…2000 bars. VAL_010.
    virtual QFuture<Result<QList<MomentBar>>> histogram(qint64 since, qint64 until, int bars, CallContext context) = 0;
    /// Newest first; `since` (Unix ms UTC) and newer. VAL_008 for a foreign cursor.
    virtual QFuture<Result<Page<Moment>>> page(qint64 since, Anchor anchor, int limit, CallContext context) = 0;
    /// The newest moment at that time or before, which is how the store was then. NOT_FOUND_007, BKP_016 inside a gap.
    virtual QFuture<Result<Moment>> at(qint64 timeMs, CallContext context) = 0;
    /// That very commit. NOT_FOUND_007, BKP_016.
    virtual QFuture<Result<Moment>> byCommit(qint64 commitNo, CallContext context) = 0;
    /// Builds the moment in a scratch file and counts; a task. NOT_FOUND_007, BKP_016, BKP_017, IO_*.
    virtual QFuture<Result<MomentPreview>> preview(qint64 commitNo, CallContext context) = 0;
    /// Puts that moment in the place of the store's contents, as its next commit, after a verified safety copy: as
    /// BackupsPort::restore(). NOT_FOUND_007, BKP_016, BKP_017 too. Runs as a task ("restore").
    virtual QFuture<Result<RestoreReport>> restore(qint64 commitNo, CallContext context) = 0;
    /// On: what is committed from now on is kept, and a base is made (a task, done when the future is).
    virtual QFuture<Result<ArchiveStatus>> setEnabled(bool enabled, CallContext context) = 0;
    /// Gives the present a name, for example before a bulk change; instant, and kept when older moments thin out.
    /// VAL_001, VAL_002, VAL_004.
    virtual QFuture<Result<Moment>> nameMoment(QString name, CallContext context) = 0;
};

inline const QString kMomentPrefix = QStringLiteral("moment:");
inline QString momentWorkspaceId(const QString &workspaceId, qint64 commitNo)
{
    return kMomentPrefix + workspaceId + u':' + QString::number(commitNo);
}

} // namespace plancia
