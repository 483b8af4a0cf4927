// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audit/newacts.h"

#include <algorithm>

namespace plancia::audit {

namespace {

// With the schema: who reads a server of others finds nothing but the catalogue by a bare name.
QByteArray table(sql::Dialect dialect, const char *name) { return (dialect == sql::Dialect::Sqlite ? "" : "plancia.") + QByteArray(name); }

AuditEvent toAct(const sql::Row &row)
{
    AuditEvent act;
    act.tenantId = TenantId(row.uuid(0));
    act.at = row.integer(1);
    act.id = AuditId(row.uuid(2));
    act.seq = row.integer(3);
    act.commitNo = row.integer(4);
    act.tenantSlug = row.text(5);
    act.actorKind = row.text(6);
    act.actorName = row.text(7);
    act.action = row.text(8);
    act.objectKind = row.text(9);
    act.objectId = row.text(10);
    act.objectName = row.text(11);
    act.result = auditResultFromString(row.text(12)).value_or(AuditResult::Failed);
    act.errorCode = row.text(13);
    act.requestId = row.text(14);
    return act;
}

Result<TrailPlace> endOf(sql::Connection &connection)
{
    auto rows = connection.query("SELECT store_id, history_id, commit_no, audit_seq FROM " + table(connection.dialect(), "meta") + " WHERE id = 1");
    if (!rows)
        return fail(rows.error());
    if (rows->size() != 1)
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("table"), QStringLiteral("meta")},
                                              {QStringLiteral("message"), QStringLiteral("the row of meta is missing")}});
    const sql::Row row = (*rows)[0];
    return TrailPlace{row.uuid(0), row.uuid(1), row.integer(2), row.integer(3)};
}

Result<QList<AuditEvent>> actsAfter(sql::Connection &connection, qint64 seq, qint64 commitNo, int most)
{
    // Along audit_log_by_seq, on a server in each of its partitions.
    auto rows = connection.query("SELECT tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, action, object_kind, object_id,"
                                 " object_name, result, error_code, request_id FROM "
                                     + table(connection.dialect(), "audit_log") + " WHERE seq > $1 AND commit_no > $2 ORDER BY seq LIMIT $3",
                                 {seq, commitNo, qint64(most)});
    if (!rows)
        return fail(rows.error());
    QList<AuditEvent> acts;
    acts.reserve(rows->size());
    for (int i = 0; i < rows->size(); ++i)
        acts.append(toAct((*rows)[i]));
    return acts;
}

} // namespace

Result<NewActs> newActs(sql::Connection &connection, const std::optional<TrailPlace> &before, const NewActsLimits &limits)
{
    const auto end = endOf(connection);
    if (!end)
        return fail(end.error());
    NewActs found;
    found.place = *end;
    if (!before || *end == *before)
        return found;
    if (end->storeId != before->storeId || end->commitNo < before->commitNo
        || (end->historyId == before->historyId && end->seq < before->seq)) {
        found.mayHaveLost = true;
        return found;
    }
    if (end->historyId != before->historyId) {
        // What it holds up to the commit that was told was told, or belongs to what it was before.
        auto acts = actsAfter(connection, end->seq - limits.rows, before->commitNo, limits.rows);
        if (!acts)
            return fail(acts.error());
        found.acts = std::move(*acts);
        found.mayHaveLost = found.acts.isEmpty() || found.acts.first().commitNo != before->commitNo + 1;
        return found;
    }
    if (end->seq == before->seq)
        return found;
    const qint64 from = end->seq - before->seq > limits.mostBehind ? end->seq - limits.rows : before->seq;
    auto acts = actsAfter(connection, from, -1, limits.rows);
    if (!acts)
        return fail(acts.error());
    found.acts = std::move(*acts);
    if (found.acts.size() == limits.rows) {
        found.place.seq = found.acts.last().seq;
        found.place.commitNo = found.acts.last().commitNo;
    }
    found.skipped = std::max<qint64>(0, found.place.seq - before->seq - found.acts.size());
    return found;
}

} // namespace plancia::audit
