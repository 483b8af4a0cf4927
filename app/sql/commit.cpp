// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/commit.h"

namespace plancia::sql {

Result<Commit> nextCommit(Connection &connection, int auditRows)
{
    auto rows = connection.query("UPDATE meta SET commit_no = commit_no + 1, audit_seq = audit_seq + $1 WHERE id = 1 "
                                 "RETURNING commit_no, audit_seq",
                                 {qint64(auditRows)});
    if (!rows)
        return fail(rows.error());
    if (rows->size() != 1)
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("table"), QStringLiteral("meta")},
                                              {QStringLiteral("message"), QStringLiteral("the row of meta is missing")}});
    return Commit{(*rows)[0].integer(0), (*rows)[0].integer(1)};
}

Result<Commit> nextCommit(Connection &connection) { return nextCommit(connection, 1); }

Result<qint64> nextCommitWithoutAudit(Connection &connection)
{
    auto commit = nextCommit(connection, 0);
    if (!commit)
        return fail(commit.error());
    return commit->commitNo;
}

} // namespace plancia::sql
