// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/move.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Moves a whole control plane between a local store and a PostgreSQL schema. The rules of every port hold:
/// models/ports/ports.h. An end is named by a workspace's id ("local", "examples", "pg:<uuid>"), by the path of a store, or by a
/// PostgreSQL URL without a password; the target of a move out of PostgreSQL is the path of a new file.
class MovePort {
public:
    virtual ~MovePort() = default;
    /// Reads both ends, hashes the source, and says what would be done and what stands in its way. Changes nothing. Runs as
    /// a task. VAL_022 when the two are not of the two kinds; errors of opening an end come as they are.
    virtual QFuture<Result<MovePlan>> plan(QString from, QString to, CallContext context) = 0;
    /// One transaction at the target: all of it, with both sides' hashes equal, or nothing. The source takes no writes from
    /// before its last state is read, and stays closed once the target has it. Runs as a task; the token stops it until the
    /// target commits. Whatever plan() tells as an obstacle, and REPO_003 when what arrived is not what was sent, DB_005
    /// when it is not known whether the target has it (settle() finds out).
    virtual QFuture<Result<MoveReport>> move(QString from, QString to, QString reason, CallContext context) = 0;
    /// For a store that says "moving": looks at the other end by the move's id, and closes or opens the store. DB_010 while
    /// the move still runs; errors of reaching the other end come as they are, and nothing has changed then.
    virtual QFuture<Result<MoveOutcome>> settle(QString workspace, CallContext context) = 0;
    /// Takes the mark away, so that the store is written again; gives the mark. One that says "moving" is settled first,
    /// unless `unsettled` says to go on without the other end's answer. VAL_009, BUSINESS_001 without a mark.
    virtual QFuture<Result<MoveMark>> release(QString workspace, QString reason, bool unsettled, CallContext context) = 0;
};

} // namespace plancia
