// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/marks.h"

#include "app/move/serverrole.h"
#include "app/sql/movemark.h"
#include "app/sql/sqliteconnection.h"
#include "app/store/writerlock.h"
#include "models/errors/catalogue.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::move {

namespace {

constexpr int kTurnMs = 10'000;
constexpr int kStatementMs = 600'000;

using Now = std::optional<MoveMark>;

Error opened() { return Error(ErrorCode::ConflictMoveOpened); }

/// What a change of the mark decides on: what is there, and what is to stand in its place; nothing to do when both are equal.
using Decide = std::function<Result<Now>(const Now &)>;

/// On a server the tables are locked first, so that who writes has ended, and its triggers are made as their owner.
Result<bool> prepare(sql::Connection &connection, std::optional<ServerRole> &role)
{
    if (connection.dialect() == sql::Dialect::Sqlite)
        return true;
    auto found = serverRole(connection);
    if (!found)
        return fail(found.error());
    if (const auto missing = missingOwnership(*found)) // what it may not see does not keep a store closed
        return fail(*missing);
    role = *found;
    if (auto limited = limitLockWaits(connection); !limited)
        return limited;
    return asOwner(connection, *role, [&] { return lockTables(connection); });
}

Result<bool> owned(sql::Connection &connection, const std::optional<ServerRole> &role, const std::function<Result<bool>()> &work)
{
    return role ? asOwner(connection, *role, work) : work();
}

/// Clears what is there, appends the row of the trail, sets what is to be: in that order, since the mark refuses the row.
Result<bool> change(sql::Connection &connection, const audit::Recorder &recorder, const AuditEvent &event, const Decide &decide)
{
    std::optional<ServerRole> role;
    if (auto ready = prepare(connection, role); !ready)
        return ready;
    auto now = sql::readMoveMark(connection);
    if (!now)
        return fail(now.error());
    const auto wanted = decide(*now);
    if (!wanted)
        return fail(wanted.error());
    if (*wanted == *now)
        return true;
    if (*now)
        if (auto cleared = owned(connection, role, [&] { return sql::clearMoveMark(connection); }); !cleared)
            return cleared;
    if (auto appended = recorder.append(connection, event); !appended)
        return fail(appended.error());
    return *wanted ? owned(connection, role, [&] { return sql::setMoveMark(connection, **wanted); }) : Result<bool>(true);
}

Result<bool> changeMark(const MoveEnd &source, const audit::Recorder &recorder, const AuditEvent &event, const CallContext &context, Decide decide)
{
    CallContext own; // whoever closes or opens a store is not stopped half way
    own.requestId = context.requestId;
    auto changed = source.gateway->write<bool>(own, {event.id, {}}, [&, decide = std::move(decide)](sql::Connection &connection) {
        return change(connection, recorder, event, decide);
    });
    changed.waitForFinished(); // on the mover's thread, for the store's
    return changed.result();
}

} // namespace

audit::Act moveAct(const QString &action, const QString &place, const QJsonObject &details)
{
    audit::Act act;
    act.action = action;
    act.objectKind = QStringLiteral("store");
    act.objectName = place;
    act.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    return act;
}

Result<bool> beginMove(const MoveEnd &source, const audit::Recorder &recorder, const MoveMark &mark, const QString &reason, const CallContext &context)
{
    audit::Act act = moveAct(action::StoreMoveBegin, mark.place, {{QStringLiteral("move"), mark.id.toString(QUuid::WithoutBraces)}});
    act.reason = reason;
    return changeMark(source, recorder, recorder.begin(act, context), context, [mark](const Now &now) -> Result<Now> {
        return now ? Result<Now>(sql::movedAway(*now)) : Result<Now>(mark);
    });
}

Result<bool> whileMarked(const MoveEnd &source, const MoveMark &mark, const QString &holder, const CallContext &context, const std::function<Result<bool>()> &work)
{
    auto connection = source.connect(context.cancel);
    if (!connection)
        return fail(connection.error());
    std::optional<store::WriterLock> lock;
    std::optional<store::WriterTurn> turn;
    if (source.dialect == sql::Dialect::Sqlite) {
        lock.emplace(static_cast<sql::SqliteConnection &>(**connection).path(), holder);
        auto taken = store::WriterTurn::take(*lock, kTurnMs, context.cancel);
        if (!taken)
            return fail(taken.error());
        turn.emplace(std::move(*taken));
    }
    auto transaction = sql::Transaction::begin(**connection, {.write = source.dialect == sql::Dialect::Postgres,
                                                              .requestId = context.requestId + QStringLiteral(" commit"),
                                                              .timeoutMs = kStatementMs});
    if (!transaction)
        return fail(transaction.error());
    std::optional<ServerRole> role;
    if (auto ready = prepare(**connection, role); !ready)
        return ready;
    auto now = sql::readMoveMark(**connection);
    if (!now)
        return fail(now.error());
    if (!*now || (*now)->id != mark.id || (*now)->state != MoveMark::State::Moving)
        return fail(opened());
    return work();
}

Result<bool> endMove(const MoveEnd &source, const audit::Recorder &recorder, MoveMark mark, const QJsonObject &details, const CallContext &context)
{
    mark.state = MoveMark::State::Moved;
    return changeMark(source, recorder, recorder.begin(moveAct(action::StoreMove, mark.place, details), context), context,
                      [mark](const Now &now) -> Result<Now> { return now && now->id == mark.id ? Result<Now>(mark) : Result<Now>(opened()); });
}

Result<bool> undoMove(const MoveEnd &source, const audit::Recorder &recorder, const MoveMark &mark, const Error &why, const CallContext &context)
{
    AuditEvent event = recorder.begin(moveAct(action::StoreMove, mark.place, {{QStringLiteral("move"), mark.id.toString(QUuid::WithoutBraces)}}), context);
    event.result = AuditResult::Failed;
    event.errorCode = errorId(why.code());
    return changeMark(source, recorder, event, context, [mark](const Now &now) -> Result<Now> {
        return now && now->id == mark.id && now->state == MoveMark::State::Moving ? Now() : now;
    });
}

Result<MoveMark> releaseStore(const MoveEnd &source, const audit::Recorder &recorder, const Now &seen, const QString &reason, const CallContext &context)
{
    const Error notMoved(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), source.place}, {QStringLiteral("message"), QStringLiteral("the store was not moved")}});
    if (!seen)
        return fail(notMoved);
    audit::Act act = moveAct(action::StoreRelease, seen->place, {{QStringLiteral("move"), seen->id.toString(QUuid::WithoutBraces)}});
    act.reason = reason;
    auto released = changeMark(source, recorder, recorder.begin(act, context), context, [&](const Now &now) -> Result<Now> {
        if (!now || now->id != seen->id)
            return fail(now ? sql::movedAway(*now) : notMoved);
        return Now();
    });
    return released ? Result<MoveMark>(*seen) : Result<MoveMark>(released.error());
}

Result<std::optional<MoveMark>> markOf(const MoveEnd &source, const CallContext &context)
{
    auto read = source.gateway->read<Now>(context, sql::readMoveMark);
    read.waitForFinished(); // on the mover's thread, for the store's
    return read.result();
}

} // namespace plancia::move
