// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/sessions/sessions.h"

#include "app/controlplane/auditedwrite.h"
#include "app/postgres/sessions/statements.h"
#include "models/domain/tenant.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <limits>
#include <memory>

namespace plancia::maintenance {

using namespace postgres::sessions;

namespace {

/// The first row of what always gives one.
template <class T, class Take>
Result<T> firstOf(sql::Connection &connection, const QByteArray &query, const QList<sql::Value> &values, Take take)
{
    auto rows = connection.query(query, values);
    if (!rows)
        return fail(rows.error());
    if (rows->size() == 0)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("the server gave no row")}});
    return take((*rows)[0]);
}
Result<bool> truthOf(sql::Connection &connection, const QByteArray &query, const QList<sql::Value> &values = {})
{
    return firstOf<bool>(connection, query, values, [](const sql::Row &row) { return row.boolean(0); });
}
Result<QString> textOf(sql::Connection &connection, const QByteArray &query, const QList<sql::Value> &values = {})
{
    return firstOf<QString>(connection, query, values, [](const sql::Row &row) { return row.text(0); });
}

Result<std::optional<Found>> lookUp(sql::Connection &connection, qint64 pid, qint64 leftOut)
{
    const auto path = textOf(connection, catalogPath());
    if (!path)
        return fail(path.error());
    auto rows = connection.query(lookUpQuery(), {pid, leftOut});
    if (!rows)
        return fail(rows.error());
    std::optional<Found> found;
    if (rows->size() > 0)
        found = foundOf((*rows)[0]);
    // The trail is written in the same transaction.
    if (auto back = textOf(connection, pathBack(), {*path}); !back)
        return fail(back.error());
    return found;
}

QJsonValue since(qint64 then, qint64 now) { return then == 0 ? QJsonValue() : QJsonValue(std::max<qint64>(0, now - then)); }

/// Who it was. Not what it ran: a query may hold what is secret, and rows of the trail stay.
void describe(const Found &found, AuditEvent &row, bool isSignalled)
{
    const ServerSession &session = found.session;
    row.objectName = QStringLiteral("%1@%2 %3").arg(session.user, session.database, session.application).trimmed();
    QJsonObject details{{QStringLiteral("pid"), session.pid},
                        {QStringLiteral("user"), session.user},
                        {QStringLiteral("database"), session.database},
                        {QStringLiteral("application"), session.application},
                        {QStringLiteral("client"), session.client},
                        {QStringLiteral("kind"), session.kind},
                        {QStringLiteral("state"), toString(session.state)},
                        {QStringLiteral("query_ms"), session.state == ServerSession::State::Active ? since(session.queryStartedAt, found.now) : QJsonValue()},
                        {QStringLiteral("transaction_ms"), since(session.transactionStartedAt, found.now)},
                        {QStringLiteral("signalled"), isSignalled}};
    row.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
}

Error ended(qint64 pid) { return Error(ErrorCode::ServerSessionNotFound, {{QStringLiteral("value"), QString::number(pid)}}); }

} // namespace

QFuture<Result<ServerSessions>> Sessions::list(CallContext context)
{
    return m_gateway.read<ServerSessions>(std::move(context), [this](sql::Connection &connection) -> Result<ServerSessions> {
        if (auto path = textOf(connection, catalogPath()); !path)
            return fail(path.error());
        ServerSessions made;
        const auto facts = firstOf<Facts>(connection, factsQuery(), {}, [&made](const sql::Row &row) {
            takeFacts(row, made);
            return factsOf(row);
        });
        if (!facts)
            return fail(facts.error());
        m_reader = facts->ownPid;
        auto rows = connection.query(listQuery(facts->version));
        if (!rows)
            return fail(rows.error());
        made.isCut = rows->size() > ServerSessions::kMaxSessions;
        const int shown = std::min(rows->size(), ServerSessions::kMaxSessions);
        made.sessions.reserve(shown);
        for (int i = 0; i < shown; ++i)
            made.sessions.append(sessionOf((*rows)[i], *facts));
        return made;
    });
}

QFuture<Result<bool>> Sessions::cancel(qint64 pid, qint64 startedAt, qint64 queryStartedAt, QString reason, CallContext context)
{
    return act(action::SessionCancel, cancelQuery(), {pid, startedAt, queryStartedAt, std::move(reason)}, std::move(context));
}

QFuture<Result<bool>> Sessions::terminate(qint64 pid, qint64 startedAt, QString reason, CallContext context)
{
    return act(action::SessionTerminate, terminateQuery(), {pid, startedAt, std::nullopt, std::move(reason)}, std::move(context));
}

/// The signal goes out before the row of the trail is written, in the same transaction: every row takes the lock that the session
/// which is in the way may hold, and then nothing but the signal frees it. So that no signal goes out that cannot be told of, the
/// right to write the trail is asked first.
/// A signal is not rolled back. When the row cannot be committed after it, the failure leaves a row of its own, or a line of the
/// log where the store is gone, and both say "signalled". A COMMIT whose answer is lost is settled by the gateway, by that row. And
/// a transaction that is tried again sends no second signal: the session would not be found any more, or would be another's query.
QFuture<Result<bool>> Sessions::act(const QString &action, const QByteArray &signal, const Target &target, CallContext context)
{
    if (m_refusal)
        if (auto refused = m_refusal())
            return QtFuture::makeReadyFuture(Result<bool>(*refused));
    audit::Act what;
    what.action = action;
    what.objectKind = QStringLiteral("session");
    what.objectId = QString::number(target.pid);
    what.reason = target.reason;
    const AuditEvent event = m_recorder.begin(what, context);
    const auto signalled = std::make_shared<std::optional<Found>>(); // on the write worker alone
    return controlplane::auditedWrite<bool>(
        m_gateway, m_recorder, event, std::move(context),
        [this, signal, target, signalled](sql::Connection &connection, AuditEvent &row) -> Result<bool> {
            if (*signalled) {
                describe(**signalled, row, true);
                return true;
            }
            if (auto fault = validateReason(target.reason))
                return fail(*fault);
            const auto mayRecord = truthOf(connection, mayRecordQuery());
            if (!mayRecord)
                return mayRecord;
            if (!*mayRecord)
                return fail(ErrorCode::AuthzMissingGrant, {{QStringLiteral("privilege"), QStringLiteral("INSERT")}, {QStringLiteral("table"), QStringLiteral("audit_log")}});
            if (target.pid <= 0 || target.pid > std::numeric_limits<qint32>::max())
                return fail(ended(target.pid));
            const auto found = lookUp(connection, target.pid, m_reader);
            if (!found)
                return fail(found.error());
            if (!*found)
                return fail(ended(target.pid));
            describe(**found, row, false);
            // When it began is not told either: it cannot be said whether this is the one that was meant.
            if ((*found)->session.startedAt == 0)
                return fail(ErrorCode::AuthzMissingGrant, {{QStringLiteral("privilege"), QStringLiteral("pg_read_all_stats")}});
            if ((*found)->session.startedAt != target.startedAt)
                return fail(ended(target.pid));
            // A connection of a pool has the same start for all whom it serves: the query that was seen tells them apart. Between
            // this look and the signal a moment is left, which PostgreSQL does not close.
            const ServerSession &now = (*found)->session;
            const bool isRunning = now.state == ServerSession::State::Active || now.state == ServerSession::State::FastPath;
            if (target.query && (!isRunning || (*target.query > 0 && *target.query != now.queryStartedAt)))
                return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("message"), QStringLiteral("the query has ended")}});
            if (!target.query && now.kind != QLatin1String("client backend"))
                return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("message"), QStringLiteral("%1 is a process of the server: %2").arg(target.pid).arg(now.kind)}});
            const auto sent = truthOf(connection, signal, {target.pid});
            if (!sent && sent.error().code() == ErrorCode::AuthzMissingGrant)
                return fail(sent.error().with(QStringLiteral("privilege"), (*found)->canSignal ? QStringLiteral("superuser") : QStringLiteral("pg_signal_backend")));
            if (!sent)
                return sent;
            if (!*sent)
                return fail(ended(target.pid));
            *signalled = *found;
            describe(**found, row, true);
            return true;
        });
}

} // namespace plancia::maintenance
