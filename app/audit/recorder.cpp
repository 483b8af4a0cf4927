// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audit/recorder.h"

#include "app/log/log.h"
#include "app/sql/commit.h"
#include "app/sql/manyrows.h"
#include "models/domain/tenant.h"
#include "models/domain/textrules.h"
#include "models/errors/catalogue.h"

namespace plancia::audit {

namespace {

// $1 tenant_id … $20 details. On PostgreSQL the server says who is connected and from where.
const sql::Statement kInsert{
    nullptr,
    "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action,"
    " object_kind, object_id, object_name, result, error_code, duration_ms, reason, origin, run_id, request_id, details)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action,"
    " object_kind, object_id, object_name, result, error_code, duration_ms, reason, origin, run_id, request_id, details)"
    " VALUES ($1, $2, $3, $4, $5, $6, 'pg', session_user, $8, $9, $10, $11,"
    " $12, $13, $14, $15, $16, coalesce(host(inet_client_addr()), $17), $18, $19, $20)"};

// $1 at … $12 request_id, then six a row. PostgreSQL takes what it is given for text unless a value says otherwise.
QByteArray manyRows(sql::Dialect dialect, qsizetype rows)
{
    const bool isLocal = dialect == sql::Dialect::Sqlite;
    return "WITH many (tenant_id, id, seq, slug, object_id, details) AS (VALUES " + sql::valueRows(rows, 6, 12)
        + ") INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action,"
          " object_kind, object_id, object_name, result, error_code, duration_ms, reason, origin, run_id, request_id, details)"
          " SELECT tenant_id, $1, id, seq, $2, slug, "
        + (isLocal ? "$3, $4, ''" : "coalesce('pg', $3), session_user, $4") + ", $5, $6, object_id, slug, $7, '', $8, $9, "
        + (isLocal ? "$10" : "coalesce(host(inet_client_addr()), $10)") + ", $11, $12, details FROM many";
}

} // namespace

AuditEvent Recorder::begin(const Act &act, const CallContext &context) const
{
    AuditEvent event;
    event.id = AuditId(newUuid());
    event.at = m_clock.nowMs();
    event.tenantId = act.tenantId;
    event.tenantSlug = act.tenantSlug;
    event.actorKind = m_actor.kind;
    event.actorName = m_actor.name;
    event.origin = m_actor.origin;
    event.action = act.action;
    event.objectKind = act.objectKind;
    event.objectId = act.objectId;
    event.objectName = act.objectName;
    event.reason = act.reason;
    event.details = act.details;
    event.runId = m_runId;
    event.requestId = context.requestId;
    return event;
}

Result<AuditEvent> Recorder::append(sql::Connection &connection, AuditEvent event) const { return append(connection, std::move(event), {}); }

Result<AuditEvent> Recorder::append(sql::Connection &connection, AuditEvent event, const QList<AuditEvent> &more) const
{
    auto commit = sql::nextCommit(connection, static_cast<int>(more.size()) + 1);
    if (!commit)
        return fail(commit.error());
    event.commitNo = commit->commitNo;
    event.seq = commit->auditSeq - more.size();
    event.durationMs = std::max<qint64>(0, m_clock.nowMs() - event.at);
    if (auto inserted = insert(connection, event); !inserted)
        return fail(inserted.error());
    qint64 seq = event.seq;
    for (AuditEvent other : more) {
        other.commitNo = event.commitNo;
        other.seq = ++seq;
        other.durationMs = event.durationMs;
        if (auto inserted = insert(connection, other); !inserted)
            return fail(inserted.error());
    }
    return event;
}

Result<bool> Recorder::insert(sql::Connection &connection, const AuditEvent &event) const
{
    const QString details = event.details.isEmpty() ? QStringLiteral("{}") : event.details;
    auto inserted = connection.execute(
        kInsert.text(connection.dialect()),
        {sql::value(event.tenantId), sql::TimeMs{event.at}, sql::value(event.id), event.seq, event.commitNo,
         event.tenantSlug, event.actorKind, event.actorName, event.action, event.objectKind, event.objectId,
         event.objectName, toString(event.result), event.errorCode, event.durationMs, event.reason, event.origin,
         event.runId, event.requestId, sql::Json{details}});
    return inserted ? Result<bool>(true) : Result<bool>(inserted.error());
}

Result<bool> Recorder::insertMany(sql::Connection &connection, const AuditEvent &common, const QList<Row> &rows) const
{
    if (rows.isEmpty())
        return true;
    QList<sql::Value> values{sql::TimeMs{common.at}, common.commitNo, common.actorKind, common.actorName, common.action, common.objectKind,
                             toString(common.result), common.durationMs, common.reason, common.origin, common.runId, common.requestId};
    values.reserve(values.size() + rows.size() * 6);
    qint64 seq = common.seq;
    for (const Row &row : rows)
        values << sql::value(row.tenantId) << sql::value(row.id) << seq++ << row.tenantSlug << row.tenantId.toString() << sql::Json{row.details};
    auto inserted = connection.execute(manyRows(connection.dialect(), rows.size()), values);
    return inserted ? Result<bool>(true) : Result<bool>(inserted.error());
}

QFuture<Result<AuditEvent>> Recorder::record(sql::Gateway &gateway, AuditEvent event, const CallContext &context) const
{
    // The row must be written also when the act itself was cancelled: only the request goes along, not the token.
    CallContext own;
    own.requestId = context.requestId;
    const sql::WriteScope scope{event.id, event.tenantId};
    return gateway.write<AuditEvent>(own, scope, [recorder = *this, event](sql::Connection &connection) {
        return recorder.append(connection, event);
    });
}

bool Recorder::isRefusal(const Error &error)
{
    const QString category = errorCategory(error.code());
    return category == u"CONFLICT" || category == u"VAL" || category == u"AUTHZ" || category == u"NOT_FOUND"
        || category == u"BUSINESS";
}

QFuture<Result<AuditEvent>> Recorder::recordFailure(sql::Gateway &gateway, AuditEvent event, const Error &error,
                                                    const CallContext &context) const
{
    log::write(log::Level::Warning, "audit", error.with(QStringLiteral("action"), event.action));
    event.result = isRefusal(error) ? AuditResult::Refused : AuditResult::Failed;
    event.errorCode = errorId(error.code());
    // What was refused may be the very text that no row holds: the trail says what it can of it.
    event.reason = heldText(event.reason, kMaxReason);
    for (QString *text : {&event.tenantSlug, &event.objectId, &event.objectName})
        *text = heldText(*text, kMaxReason);
    return record(gateway, std::move(event), context);
}

} // namespace plancia::audit
