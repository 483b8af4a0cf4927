// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/move/target.h"
#include "models/base/progress.h"
#include "models/domain/move.h"

namespace plancia::move {

/// One move, or one look at what it would do. Blocks, on one thread that is none of the stores' own. The order of a move, so
/// that no write that was answered is lost and a kill at any moment leaves one place that takes writes, or none and a mark
/// that settle() reads:
///   1. the target's transaction begins and is locked against other writers;
///   2. the source is closed by a mark with the move's id, in a transaction of its own; from here on it takes no writes;
///   3. its state is read in one snapshot, written, and read back: rows and hashes of every table are compared;
///   4. the row of the trail with the move's id is appended at the target, which commits while the source is locked and its mark
///      is still there;
///   5. the source's mark says that the target has it.
/// What fails before 4 rolls the target back and takes the mark away again.
class Mover {
public:
    Mover(const MoveEnd &from, const MoveEnd &to, const audit::Recorder &recorder, QString holder, CallContext context, ProgressSink progress)
        : m_from(from), m_to(to), m_recorder(recorder), m_holder(std::move(holder)), m_context(std::move(context)), m_progress(std::move(progress))
    {
    }

    Result<MovePlan> plan();
    Result<MoveReport> move(const QString &reason);
    /// For a source whose mark says "moving"; `to` is where that went.
    Result<MoveOutcome> settle(const MoveMark &mark);

private:
    struct Snapshot; // a connection with a read transaction
    Result<std::unique_ptr<Snapshot>> openSnapshot(const MoveEnd &end);
    /// The shape needs one side of each kind.
    Result<QList<TableShape>> shape(sql::Connection &source, sql::Connection &target);
    /// What stands in the way at an end, but for rows that are there.
    static Result<QList<Error>> obstaclesAt(const MoveEnd &end, sql::Connection &connection);
    /// CONFLICT_010, or nothing.
    Result<QList<Error>> rowsInTheWay(sql::Connection &target, const QList<TableShape> &shapes);
    Result<bool> checkSource();
    Result<bool> checkBefore(sql::Connection &target);
    Result<MoveMark> markFor(sql::Connection &target, qint64 startedAt);
    Result<bool> planInto(MovePlan &plan, sql::Connection &source, sql::Connection *target);
    Result<bool> hashSource(sql::Connection &source, const TableShape &shape, MovedTable &table);
    Result<MoveReport> moveInto(Target &target, const MoveMark &mark, qint64 startedAt);
    Result<bool> carry(sql::Connection &source, Target &target, const TableShape &shape, MovedTable &table);
    Result<bool> verify(sql::Connection &target, const TableShape &shape, MovedTable &table);
    Result<bool> numberOn(sql::Connection &source, sql::Connection &target);
    Result<bool> hasArrived(const MoveMark &mark);
    /// Opens the source again, and then removes what lies at the place of a file.
    Result<bool> undo(const MoveMark &mark, const Error &why);
    Result<MoveReport> conclude(const MoveMark &mark, Result<MoveReport> carried, bool arrived);
    void done(qint64 rows);

    const MoveEnd &m_from;
    const MoveEnd &m_to;
    const audit::Recorder &m_recorder;
    const QString m_holder;
    const CallContext m_context;
    const ProgressSink m_progress;
    TrailShift m_shift;
    qint64 m_rowsDone = 0;
    qint64 m_rowsInAll = 0;
};

} // namespace plancia::move
