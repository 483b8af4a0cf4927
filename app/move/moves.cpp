// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/moves.h"

#include "app/log/log.h"
#include "app/move/marks.h"
#include "app/move/mover.h"
#include "models/domain/tenant.h"

namespace plancia::move {

namespace {
const QString kTask = QStringLiteral("move");

/// Before it is anybody's title or answer: a URL that cannot be read may hold a password. VAL_006.
std::optional<Error> wrongUrl(const QString &name)
{
    if (!name.contains(QLatin1String("://")))
        return std::nullopt;
    const auto profile = connectionFromUrl(name.startsWith(u"pg:") ? name.mid(3) : name);
    return profile ? std::nullopt : std::optional<Error>(profile.error());
}

template <class T>
QFuture<Result<T>> refused(const Error &error)
{
    return QtFuture::makeReadyFuture(Result<T>(error));
}

Error notEnds(const QString &message) { return Error(ErrorCode::ValMoveEnds, {{QStringLiteral("message"), message}}); }
} // namespace

Moves::Moves(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks)
    : m_parts(std::move(parts)), m_recorder(recorder), m_tasks(tasks)
{
}

Moves::~Moves()
{
    m_closing.cancel();
    m_worker.stop();
}

Result<Moves::Ends> Moves::ends(const QString &from, const QString &to, const CallContext &context) const
{
    auto source = m_parts.end(from, Use::Source, context);
    if (!source)
        return fail(source.error());
    auto target = m_parts.end(to, Use::Target, context);
    if (!target)
        return fail(target.error());
    if (source->dialect == target->dialect)
        return fail(source->dialect == sql::Dialect::Sqlite ? notEnds(QStringLiteral("both are local stores"))
                                                            : notEnds(QStringLiteral("both are PostgreSQL servers")));
    return Ends{std::move(*source), std::move(*target)};
}

QFuture<Result<MovePlan>> Moves::plan(QString from, QString to, CallContext context)
{
    for (const QString &end : {from, to})
        if (const auto wrong = wrongUrl(end))
            return refused<MovePlan>(*wrong);
    return m_tasks.run(m_worker, kTask, from + QStringLiteral(" → ") + to, from, context.cancel,
                       [this, from, to, context](const ProgressSink &progress) -> Result<MovePlan> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           auto both = ends(from, to, context);
                           if (!both)
                               return fail(both.error());
                           auto plan = Mover(both->from, both->to, m_recorder, m_parts.holder, context, progress).plan();
                           if (plan && !both->from.gateway)
                               plan->obstacles.prepend(Error(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), both->from.place}}));
                           return plan;
                       });
}

void Moves::tell(const MoveEnd &source)
{
    auto mark = markOf(source, {});
    if (!mark)
        log::write(log::Level::Warning, "move", mark.error());
    else if (m_parts.marked)
        m_parts.marked(source, *mark);
}

Result<MoveReport> Moves::moveNow(const QString &from, const QString &to, const QString &reason, const CallContext &context, const ProgressSink &progress)
{
    const CancelLink byEnd(m_closing, context.cancel);
    if (const auto wrong = reason.isEmpty() ? std::nullopt : validateReason(reason))
        return fail(*wrong);
    auto both = ends(from, to, context);
    if (!both)
        return fail(both.error());
    if (!both->from.gateway)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), both->from.place}});
    auto moved = Mover(both->from, both->to, m_recorder, m_parts.holder, context, progress).move(reason);
    tell(both->from);
    return moved;
}

QFuture<Result<MoveReport>> Moves::move(QString from, QString to, QString reason, CallContext context)
{
    for (const QString &end : {from, to})
        if (const auto wrong = wrongUrl(end))
            return refused<MoveReport>(*wrong);
    return m_tasks.run(m_worker, kTask, from + QStringLiteral(" → ") + to, from, context.cancel,
                       [this, from, to, reason, context](const ProgressSink &progress) { return moveNow(from, to, reason, context, progress); });
}

Result<MoveOutcome> Moves::settleNow(const MoveEnd &source, const CallContext &context)
{
    auto mark = markOf(source, context);
    if (!mark)
        return fail(mark.error());
    if (!*mark || (*mark)->state != MoveMark::State::Moving) {
        tell(source); // its workspace may say otherwise: another program settled it
        return MoveOutcome{MoveOutcome::Kind::None, *mark};
    }
    auto target = m_parts.end((*mark)->to, Use::Target, context);
    if (!target)
        return fail(target.error());
    auto outcome = Mover(source, *target, m_recorder, m_parts.holder, context, {}).settle(**mark);
    tell(source);
    return outcome;
}

QFuture<Result<MoveOutcome>> Moves::settle(QString workspace, CallContext context)
{
    if (const auto wrong = wrongUrl(workspace))
        return refused<MoveOutcome>(*wrong);
    return m_tasks.run(m_worker, kTask, workspace, workspace, context.cancel, [this, workspace, context](const ProgressSink &) -> Result<MoveOutcome> {
        const CancelLink byEnd(m_closing, context.cancel);
        auto source = m_parts.end(workspace, Use::Source, context);
        if (!source)
            return fail(source.error());
        if (!source->gateway)
            return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), source->place}});
        return settleNow(*source, context);
    });
}

Result<MoveMark> Moves::releaseNow(const QString &workspace, const QString &reason, bool unsettled, const CallContext &context)
{
    if (const auto wrong = validateReason(reason))
        return fail(*wrong);
    auto source = m_parts.end(workspace, Use::Source, context);
    if (!source)
        return fail(source.error());
    if (!source->gateway)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), source->place}});
    auto before = markOf(*source, context);
    if (!before)
        return fail(before.error());
    if (!unsettled) {
        auto outcome = settleNow(*source, context);
        if (!outcome)
            return fail(outcome.error());
        if (outcome->kind == MoveOutcome::Kind::Undone && *before)
            return **before; // that opened it
    }
    auto released = releaseStore(*source, m_recorder, *before, reason, context);
    tell(*source);
    return released;
}

QFuture<Result<MoveMark>> Moves::release(QString workspace, QString reason, bool unsettled, CallContext context)
{
    if (const auto wrong = wrongUrl(workspace))
        return refused<MoveMark>(*wrong);
    return m_tasks.run(m_worker, kTask, workspace, workspace, context.cancel, [this, workspace, reason, unsettled, context](const ProgressSink &) {
        const CancelLink byEnd(m_closing, context.cancel);
        return releaseNow(workspace, reason, unsettled, context);
    });
}

} // namespace plancia::move
