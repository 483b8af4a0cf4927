// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

namespace plancia::sql {

/// The numbers of one write: its commit number, and the place of its audit row in the gap-free sequence.
struct Commit {
    qint64 commitNo = 0;
    qint64 auditSeq = 0;
};

/// Takes the next numbers from `meta`; call exactly once in a write transaction that appends one audit row. The row of
/// `meta` stays locked until the transaction ends, so writers on PostgreSQL take turns from here on: call it last.
/// IO_006 when the row is missing.
Result<Commit> nextCommit(Connection &connection);

/// The same for a write that is no act and has no audit row (error history, saved window places): audit_seq stays.
Result<qint64> nextCommitWithoutAudit(Connection &connection);

/// For a write of several acts: takes `auditRows` places in the sequence at once. `auditSeq` is the last of them.
Result<Commit> nextCommit(Connection &connection, int auditRows);

} // namespace plancia::sql
