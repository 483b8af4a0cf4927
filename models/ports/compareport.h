// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/result.h"
#include "models/domain/comparison.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Two workspaces row by row. The rules of every port hold: models/ports/ports.h.
/// A side is named by a workspace's id ("local", "pg:<uuid>", "moment:<workspace>:<commit>"), by the path of a backup
/// or of an SQLite file, or by a PostgreSQL URL without a password.
class ComparePort {
public:
    virtual ~ComparePort() = default;
    /// Runs as a task; nothing is changed on either side. What differs is kept on disk for rows() until the program ends;
    /// of very many differences, the first million rows. VAL_012 says why two cannot be compared; errors of opening a side
    /// come as they are.
    virtual QFuture<Result<Comparison>> compare(QString left, QString right, CallContext context) = 0;
    /// The differing rows of a table, in the order of their keys where they have one. VAL_008, NOT_FOUND_005 when the
    /// comparison is gone.
    virtual QFuture<Result<Page<RowDifference>>> rows(QString comparison, QString table, Anchor anchor, int limit,
                                                      CallContext context) = 0;
    /// Writes the kept rows of all tables: one JSON object a line, or CSV when the name ends so (a line a field; NULL and
    /// empty told apart by the type column). Gives the path. Runs as a task. IO_001…004, IO_009 when the file is there.
    virtual QFuture<Result<QString>> exportTo(QString comparison, QString path, CallContext context) = 0;
};

} // namespace plancia
