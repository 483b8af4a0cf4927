// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/move/moveend.h"
#include "models/domain/move.h"

/// The mark of a source and the rows of its trail that tell of it, each in one transaction of its own on the source's write
/// worker. All block, on another thread. They are not cancelled: each either opens or closes a store.
namespace plancia::move {

/// The act of a move on one of its ends; `details` is a JSON object.
audit::Act moveAct(const QString &action, const QString &place, const QJsonObject &details);

/// Closes a source before its last state is read. AUTHZ_003, AUTHZ_004 when it is closed already.
Result<bool> beginMove(const MoveEnd &source, const audit::Recorder &recorder, const MoveMark &mark, const QString &reason, const CallContext &context);
/// Runs `work`, the target's commit, while nobody can write to the source or change its mark. CONFLICT_011, and `work` is not
/// run, when the mark is another's or gone.
Result<bool> whileMarked(const MoveEnd &source, const MoveMark &mark, const QString &holder, const CallContext &context, const std::function<Result<bool>()> &work);
/// Says that the target has it all. Nothing is done when that is said already; CONFLICT_011 when the mark is another's or gone.
Result<bool> endMove(const MoveEnd &source, const audit::Recorder &recorder, MoveMark mark, const QJsonObject &details, const CallContext &context);
/// Opens the source again, with why in the trail. Nothing is done when the mark is another's or gone.
Result<bool> undoMove(const MoveEnd &source, const audit::Recorder &recorder, const MoveMark &mark, const Error &why, const CallContext &context);
/// Opens a source whose data is elsewhere, if it still carries the mark that was seen; gives it. BUSINESS_001 without one,
/// AUTHZ_003 and AUTHZ_004 when it has another by now.
Result<MoveMark> releaseStore(const MoveEnd &source, const audit::Recorder &recorder, const std::optional<MoveMark> &seen, const QString &reason,
                              const CallContext &context);
/// What the store carries.
Result<std::optional<MoveMark>> markOf(const MoveEnd &source, const CallContext &context);

} // namespace plancia::move
