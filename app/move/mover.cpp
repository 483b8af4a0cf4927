// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/mover.h"

#include "app/log/log.h"
#include "app/move/collisions.h"
#include "app/move/marks.h"
#include "app/move/serverrole.h"
#include "app/sql/movemark.h"
#include "app/store/storefile.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <algorithm>

namespace plancia::move {

namespace {

constexpr int kStatementMs = 600'000;

Error olderSchema(const SchemaPlan &plan, const QString &place)
{
    return Error(ErrorCode::MigOlderSchema, {{QStringLiteral("path"), place},
                                             {QStringLiteral("current"), QString::number(plan.current)},
                                             {QStringLiteral("target"), QString::number(plan.target)}});
}

/// {"tenants": [12, "3f…"], …}
QJsonObject proofOf(const MoveMark &mark, const QList<MovedTable> &tables)
{
    QJsonObject rows;
    for (const MovedTable &table : tables)
        rows.insert(table.name, QJsonArray{table.sourceRows, table.sourceHash});
    return {{QStringLiteral("move"), mark.id.toString(QUuid::WithoutBraces)}, {QStringLiteral("tables"), rows}};
}

/// AUTHZ_002 where row security may hide rows: nobody would miss them at the other end.
Result<bool> seesAll(sql::Connection &connection)
{
    if (connection.dialect() == sql::Dialect::Sqlite)
        return true;
    auto role = serverRole(connection);
    if (!role)
        return fail(role.error());
    const QList<Error> missing = missingRights(*role);
    return missing.isEmpty() ? Result<bool>(true) : Result<bool>(missing.first());
}

struct Numbers {
    qint64 commitNo = 0;
    qint64 auditSeq = 0;
};
Result<Numbers> numbersOf(sql::Connection &connection)
{
    auto rows = connection.query("SELECT commit_no, audit_seq FROM meta WHERE id = 1");
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("message"), QStringLiteral("the row of meta is missing")}});
    return Numbers{(*rows)[0].integer(0), (*rows)[0].integer(1)};
}

} // namespace

struct Mover::Snapshot {
    std::unique_ptr<sql::Connection> connection;
    std::optional<sql::Transaction> transaction;
    ~Snapshot() { transaction.reset(); }
};

Result<std::unique_ptr<Mover::Snapshot>> Mover::openSnapshot(const MoveEnd &end)
{
    auto snapshot = std::make_unique<Snapshot>();
    auto connection = end.connect(m_context.cancel);
    if (!connection)
        return fail(connection.error());
    snapshot->connection = std::move(*connection);
    snapshot->connection->setCancelToken(m_context.cancel);
    auto transaction = sql::Transaction::begin(*snapshot->connection, {.requestId = m_context.requestId, .timeoutMs = kStatementMs});
    if (!transaction)
        return fail(transaction.error());
    snapshot->transaction.emplace(std::move(*transaction));
    return snapshot;
}

Result<QList<TableShape>> Mover::shape(sql::Connection &source, sql::Connection &target)
{
    return m_from.dialect == sql::Dialect::Postgres ? moveShape(source, target) : moveShape(target, source);
}

Result<QList<Error>> Mover::obstaclesAt(const MoveEnd &end, sql::Connection &connection)
{
    QList<Error> found;
    if (connection.dialect() == sql::Dialect::Postgres) {
        auto role = serverRole(connection);
        if (!role)
            return fail(role.error());
        found = missingRights(*role);
        if (!found.isEmpty())
            return found; // the rest may need them
    }
    if (end.plan) {
        auto plan = end.plan(connection);
        if (!plan)
            found.append(plan.error());
        else if (plan->pending() > 0)
            found.append(olderSchema(*plan, end.place));
    }
    auto mark = sql::readMoveMark(connection);
    if (!mark)
        return fail(mark.error());
    if (*mark)
        found.append(sql::movedAway(**mark));
    return found;
}

Result<QList<Error>> Mover::rowsInTheWay(sql::Connection &target, const QList<TableShape> &shapes)
{
    qint64 rows = 0;
    QString first;
    for (const TableShape &shape : shapes) {
        if (shape.name == kTrail)
            continue; // it stays, and the moved rows come after it
        auto count = countRows(target, shape);
        if (!count)
            return fail(count.error());
        rows += *count;
        if (*count > 0 && first.isEmpty())
            first = shape.name;
    }
    if (rows == 0)
        return QList<Error>();
    return QList<Error>{Error(ErrorCode::ConflictNotEmpty, {{QStringLiteral("place"), m_to.place},
                                                            {QStringLiteral("count"), QString::number(rows)},
                                                            {QStringLiteral("table"), first}})};
}

void Mover::done(qint64 rows)
{
    m_rowsDone += rows;
    if (m_progress)
        m_progress({Progress::Unit::Rows, m_rowsDone, m_rowsInAll, 0, -1});
}

Result<bool> Mover::hashSource(sql::Connection &source, const TableShape &shape, MovedTable &table)
{
    RowSum sum(shape);
    auto read = eachPage(source, shape, [&](const TypedRows &rows) -> Result<bool> {
        for (const QList<sql::Value> &row : rows)
            sum.add(row);
        done(rows.size());
        return true;
    });
    table.sourceRows = sum.rows();
    table.sourceHash = sum.hash();
    return read;
}

Result<bool> Mover::planInto(MovePlan &plan, sql::Connection &source, sql::Connection *target)
{
    // A new file has the schema that this program makes: one is made aside, to look at.
    QTemporaryDir scratch;
    std::unique_ptr<Target> made;
    if (!target) {
        MoveEnd aside = m_to;
        aside.newFile = scratch.filePath(QStringLiteral("look.db"));
        auto opened = openFileTarget(aside, m_holder, m_recorder.clock().nowMs(), m_context.cancel);
        if (!opened)
            return fail(opened.error());
        made = std::move(*opened);
    }
    sql::Connection &there = target ? *target : made->connection();
    auto shapes = shape(source, there);
    if (!shapes) {
        if (shapes.error().code() != ErrorCode::MigTablesDiffer)
            return fail(shapes.error());
        plan.obstacles.append(shapes.error());
        return true;
    }
    if (target) {
        auto found = rowsInTheWay(*target, *shapes);
        if (!found)
            return fail(found.error());
        plan.obstacles += *found;
    }
    for (const TableShape &shape : std::as_const(*shapes)) {
        MovedTable table{shape.name, -1, -1, {}, {}};
        auto count = countRows(source, shape);
        if (!count)
            return fail(count.error());
        table.sourceRows = *count;
        m_rowsInAll += *count;
        if (auto rows = target ? countRows(*target, shape) : Result<qint64>(0); rows)
            table.targetRows = *rows;
        plan.tables.append(table);
    }
    for (qsizetype i = 0; i < shapes->size(); ++i)
        if (auto hashed = hashSource(source, shapes->at(i), plan.tables[i]); !hashed)
            return hashed;
    if (!target)
        return true;
    auto collisions = findCollisions(source, *target);
    if (!collisions)
        return fail(collisions.error());
    plan.collisions = *collisions;
    return true;
}

Result<MovePlan> Mover::plan()
{
    MovePlan plan{m_from.name, m_to.name, m_from.place, m_to.place, {}, {}, {}};
    auto source = openSnapshot(m_from);
    if (!source)
        return fail(source.error());
    auto obstacles = obstaclesAt(m_from, *(*source)->connection);
    if (!obstacles)
        return fail(obstacles.error());
    plan.obstacles = *obstacles;
    std::unique_ptr<Snapshot> target;
    if (m_to.newFile.isEmpty()) {
        auto opened = openSnapshot(m_to);
        if (!opened)
            return fail(opened.error());
        target = std::move(*opened);
        auto there = obstaclesAt(m_to, *target->connection);
        if (!there)
            return fail(there.error());
        plan.obstacles += *there;
    } else if (store::fileSize(m_to.newFile) >= 0) {
        plan.obstacles.append(Error(ErrorCode::IoExists, {{QStringLiteral("path"), m_to.newFile}}));
    }
    // Without the rights, or with another schema, the tables cannot all be read: the obstacles say so.
    const bool readable = std::all_of(plan.obstacles.begin(), plan.obstacles.end(), [](const Error &error) {
        return error.code() == ErrorCode::AuthzMoved || error.code() == ErrorCode::AuthzMoving || error.code() == ErrorCode::IoExists;
    });
    if (!readable)
        return plan;
    if (auto planned = planInto(plan, *(*source)->connection, target ? target->connection.get() : nullptr); !planned)
        return fail(planned.error());
    return plan;
}

Result<bool> Mover::carry(sql::Connection &source, Target &target, const TableShape &shape, MovedTable &table)
{
    RowSum sum(shape);
    qsizetype at = -1;
    for (qsizetype i = 0; shape.byMonth && i < shape.columns.size(); ++i)
        if (shape.columns.at(i).name == u"at")
            at = i;
    auto carried = eachPage(source, shape, [&](const TypedRows &rows) -> Result<bool> {
        for (const QList<sql::Value> &row : rows) {
            sum.add(row);
            if (at < 0)
                continue;
            if (const sql::TimeMs *time = std::get_if<sql::TimeMs>(&row.at(at)))
                if (auto ready = target.prepareMonth(shape, time->ms); !ready)
                    return ready;
        }
        if (auto written = writeRows(target.connection(), shape, m_shift, rows); !written)
            return fail(written.error().fact(u"table").isEmpty() ? written.error().with(QStringLiteral("table"), shape.name) : written.error());
        done(rows.size());
        return true;
    });
    if (!carried)
        return carried;
    if (sum.rows() != table.sourceRows) // counted in the same snapshot
        return fail(ErrorCode::RepoNotSame, {{QStringLiteral("place"), m_from.place},
                                             {QStringLiteral("table"), shape.name},
                                             {QStringLiteral("expected"), QString::number(table.sourceRows)},
                                             {QStringLiteral("found"), QString::number(sum.rows())}});
    table.sourceHash = sum.hash();
    return true;
}

Result<bool> Mover::verify(sql::Connection &target, const TableShape &shape, MovedTable &table)
{
    RowSum sum(shape);
    auto read = eachMovedPage(target, shape, m_shift, [&](const TypedRows &rows) -> Result<bool> {
        for (const QList<sql::Value> &row : rows)
            sum.add(row);
        done(rows.size());
        return true;
    });
    if (!read)
        return read;
    table.targetRows = sum.rows();
    table.targetHash = sum.hash();
    if (table.targetRows == table.sourceRows && table.targetHash == table.sourceHash)
        return true;
    return fail(ErrorCode::RepoNotSame, {{QStringLiteral("place"), m_to.place},
                                         {QStringLiteral("table"), shape.name},
                                         {QStringLiteral("expected"), QString::number(table.sourceRows)},
                                         {QStringLiteral("found"), QString::number(table.targetRows)}});
}

Result<bool> Mover::numberOn(sql::Connection &source, sql::Connection &target)
{
    auto numbers = numbersOf(source);
    if (!numbers)
        return fail(numbers.error());
    auto set = target.execute("UPDATE meta SET commit_no = $1, audit_seq = $2 WHERE id = 1",
                              {m_shift.commitNo + numbers->commitNo, m_shift.seq + numbers->auditSeq});
    return set ? Result<bool>(true) : Result<bool>(set.error());
}

Result<MoveReport> Mover::moveInto(Target &target, const MoveMark &mark, qint64 startedAt)
{
    auto source = openSnapshot(m_from); // after the mark: nothing comes later than what it sees
    if (!source)
        return fail(source.error());
    sql::Connection &from = *(*source)->connection;
    auto shapes = shape(from, target.connection());
    if (!shapes)
        return fail(shapes.error());
    auto own = numbersOf(target.connection());
    if (!own)
        return fail(own.error());
    m_shift = {own->auditSeq, own->commitNo};
    MoveReport report{mark.id, m_from.name, m_to.name, m_from.place, m_to.place, {}, 0, 0, false};
    for (const TableShape &shape : std::as_const(*shapes)) {
        auto count = countRows(from, shape);
        if (!count)
            return fail(count.error());
        report.tables.append({shape.name, *count, -1, {}, {}});
        m_rowsInAll += 2 * *count; // there, and read back
    }
    // Counting has locked every table against a change of its policies: what is seen now is seen to the end.
    if (auto all = seesAll(from); !all)
        return fail(all.error());
    for (qsizetype i = 0; i < shapes->size(); ++i)
        if (auto carried = carry(from, target, shapes->at(i), report.tables[i]); !carried)
            return fail(carried.error());
    if (auto whole = target.complete(m_context.cancel); !whole)
        return fail(whole.error());
    for (qsizetype i = 0; i < shapes->size(); ++i)
        if (auto same = verify(target.connection(), shapes->at(i), report.tables[i]); !same)
            return fail(same.error());
    if (auto numbered = numberOn(from, target.connection()); !numbered)
        return fail(numbered.error());
    for (const MovedTable &table : std::as_const(report.tables))
        report.rows += table.sourceRows;
    AuditEvent event = m_recorder.begin(moveAct(action::StoreArrive, m_from.place, proofOf(mark, report.tables)), m_context);
    event.id = AuditId(mark.id);
    event.at = startedAt;
    if (auto appended = m_recorder.append(target.connection(), event); !appended)
        return fail(appended.error());
    return report;
}

Result<bool> Mover::hasArrived(const MoveMark &mark)
{
    CallContext own; // somebody wants to know, whoever cancels
    own.requestId = m_context.requestId;
    return m_to.dialect == sql::Dialect::Postgres ? serverHas(m_to, mark, own) : fileHas(m_to.newFile, mark, m_holder, own.cancel);
}

Result<bool> Mover::undo(const MoveMark &mark, const Error &why)
{
    auto undone = undoMove(m_from, m_recorder, mark, why, m_context);
    if (undone && !m_to.newFile.isEmpty())
        dropFilePart(m_to.newFile, mark.id, m_holder); // until now it told that the move did not arrive
    return undone;
}

/// Closes or opens the source by what became of the target.
Result<MoveReport> Mover::conclude(const MoveMark &mark, Result<MoveReport> carried, bool arrived)
{
    if (!arrived) {
        const Error why = carried ? Error(ErrorCode::DbNotWritten) : carried.error();
        if (auto undone = undo(mark, why); !undone)
            log::write(log::Level::Error, "move", undone.error()); // the mark stays, and settle() takes it away
        return fail(why);
    }
    auto ended = endMove(m_from, m_recorder, mark, proofOf(mark, carried->tables), m_context);
    if (!ended)
        log::write(log::Level::Error, "move", ended.error()); // closed all the same, by the mark that says "moving"
    carried->sourceIsClosed = ended.has_value();
    return carried;
}

/// Before anything is touched at the target: it may be what an earlier move of this source left, for settle() to find.
Result<bool> Mover::checkSource()
{
    auto source = openSnapshot(m_from);
    if (!source)
        return fail(source.error());
    auto obstacles = obstaclesAt(m_from, *(*source)->connection);
    if (!obstacles || !obstacles->isEmpty())
        return fail(obstacles ? obstacles->first() : obstacles.error());
    return true;
}

Result<bool> Mover::checkBefore(sql::Connection &target)
{
    auto source = openSnapshot(m_from);
    if (!source)
        return fail(source.error());
    auto there = obstaclesAt(m_to, target);
    if (!there || !there->isEmpty())
        return fail(there ? there->first() : there.error());
    auto shapes = shape(*(*source)->connection, target);
    if (!shapes)
        return fail(shapes.error());
    auto rows = rowsInTheWay(target, *shapes);
    if (!rows || !rows->isEmpty())
        return fail(rows ? rows->first() : rows.error());
    return true;
}

Result<MoveMark> Mover::markFor(sql::Connection &target, qint64 startedAt)
{
    MoveMark mark{MoveMark::State::Moving, newUuid(), m_to.name, m_to.place, startedAt};
    if (m_to.dialect == sql::Dialect::Sqlite) {
        mark.machine = thisMachine();
        return mark;
    }
    auto store = storeIdOf(target);
    if (!store)
        return fail(store.error());
    mark.store = *store;
    return mark;
}

Result<MoveReport> Mover::move(const QString &reason)
{
    const qint64 startedAt = m_recorder.clock().nowMs();
    const qint64 startedMono = m_recorder.clock().monotonicMs();
    const auto refused = [&](const Error &error) -> Result<MoveReport> {
        audit::Act act = moveAct(action::StoreMove, m_to.place, {});
        act.reason = reason;
        if (m_from.gateway && error.code() != ErrorCode::AuthzMoved && error.code() != ErrorCode::AuthzMoving)
            m_recorder.recordFailure(*m_from.gateway, m_recorder.begin(act, m_context), error, m_context).waitForFinished();
        return fail(error);
    };
    if (auto ready = checkSource(); !ready)
        return refused(ready.error());
    auto target = m_to.dialect == sql::Dialect::Postgres ? openServerTarget(m_to, m_context)
                                                         : openFileTarget(m_to, m_holder, startedAt, m_context.cancel);
    if (!target)
        return refused(target.error());
    if (auto checked = checkBefore((*target)->connection()); !checked)
        return refused(checked.error());
    const auto marked = markFor((*target)->connection(), startedAt);
    if (!marked)
        return refused(marked.error());
    const MoveMark &mark = *marked;
    if (auto written = (*target)->signPart(mark.id); !written)
        return refused(written.error());
    if (auto begun = beginMove(m_from, m_recorder, mark, reason, m_context); !begun)
        return refused(begun.error());
    (*target)->keepPart();
    Result<MoveReport> carried = moveInto(**target, mark, startedAt);
    bool arrived = false;
    if (carried) {
        bool asked = false;
        const Result<bool> committed = whileMarked(m_from, mark, m_holder, m_context, [&] {
            asked = true;
            return (*target)->commit();
        });
        target->reset(); // its locks: whoever looks waits for them
        arrived = committed.has_value();
        if (!committed && !asked) {
            carried = Result<MoveReport>(committed.error());
        } else if (!committed) {
            // Whatever the error says, the row at the target tells; without an answer the source stays closed.
            auto found = hasArrived(mark);
            if (!found)
                return fail(Error(ErrorCode::DbOutcomeUnknown, {{QStringLiteral("place"), m_to.place}}, committed.error()));
            arrived = *found;
            if (!arrived) // and that is known now
                carried = Result<MoveReport>(committed.error().code() == ErrorCode::DbOutcomeUnknown
                                                 ? Error(ErrorCode::DbNotWritten, {{QStringLiteral("place"), m_to.place}}, committed.error())
                                                 : committed.error());
        }
    }
    target->reset();
    Result<MoveReport> report = conclude(mark, std::move(carried), arrived);
    if (report)
        report->durationMs = m_recorder.clock().monotonicMs() - startedMono;
    return report;
}

Result<MoveOutcome> Mover::settle(const MoveMark &mark)
{
    auto arrived = hasArrived(mark);
    if (!arrived)
        return fail(arrived.error());
    auto settled = *arrived ? endMove(m_from, m_recorder, mark, {{QStringLiteral("move"), mark.id.toString(QUuid::WithoutBraces)}}, m_context)
                            : undo(mark, Error(ErrorCode::DbNotWritten));
    if (!settled)
        return fail(settled.error());
    auto now = markOf(m_from, m_context);
    if (!now)
        return fail(now.error());
    return MoveOutcome{*arrived ? MoveOutcome::Kind::Arrived : MoveOutcome::Kind::Undone, *now};
}

} // namespace plancia::move
