// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/domain/connection.h"
#include "models/errors/catalogue.h"
#include "models/ports/moveport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace plancia::cli {

namespace {

QString translated(const char *source) { return QCoreApplication::translate("cli", source); }

constexpr int kHashShown = 16; ///< digits, for people; all of them under --json

Result<MovePort *> moverOf(Context &context)
{
    const auto runtime = context.runtime();
    if (!runtime)
        return fail(runtime.error());
    return (*runtime)->ports().move;
}

/// A workspace's id by id or name, a URL, or a path: of a file that is there, or of one that is to be.
Result<QString> endNamed(Context &context, const QString &word)
{
    if (word.contains(QLatin1String("://"))) {
        // Before it is shown in a question: it may hold a password.
        const auto profile = connectionFromUrl(word.startsWith(u"pg:") ? word.mid(3) : word);
        return profile ? Result<QString>(word) : Result<QString>(profile.error());
    }
    if (word.contains(u'/') || QFileInfo::exists(word))
        return QDir::current().absoluteFilePath(word);
    auto id = context.workspaceId(word);
    if (!id && id.error().code() == ErrorCode::WorkspaceNotFound && word.contains(u'.'))
        return QDir::current().absoluteFilePath(word); // the name of a file
    return id;
}

QString count(qint64 rows) { return rows < 0 ? QStringLiteral("-") : QString::number(rows); }

void printTables(Output &output, const QList<MovedTable> &tables)
{
    QList<QStringList> lines;
    for (const MovedTable &table : tables)
        lines.append({table.name, count(table.sourceRows), count(table.targetRows), table.sourceHash.left(kHashShown), table.targetHash.left(kHashShown)});
    output.table({translated(QT_TRANSLATE_NOOP("cli", "TABLE")), translated(QT_TRANSLATE_NOOP("cli", "SOURCE ROWS")),
                  translated(QT_TRANSLATE_NOOP("cli", "TARGET ROWS")), translated(QT_TRANSLATE_NOOP("cli", "SOURCE HASH")),
                  translated(QT_TRANSLATE_NOOP("cli", "TARGET HASH"))},
                 lines, {1, 2});
}

class Move final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"move", QT_TRANSLATE_NOOP("cli", "Move a local store into a PostgreSQL schema, or a schema into a new file"),
                {},
                {{"from", "WORKSPACE", QT_TRANSLATE_NOOP("cli", "Where the data is: a workspace, the path of a store or a PostgreSQL URL")},
                 {"to", "WORKSPACE", QT_TRANSLATE_NOOP("cli", "Where it goes: a connection, a PostgreSQL URL or the path of a new file")},
                 {"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only show what would be moved and what stands in the way")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail")},
                 {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}},
                "move --from local --to production --dry-run"};
    }
    Result<bool> run(Context &context) const override
    {
        for (const char *option : {"from", "to"})
            if (context.arguments().value(option).isEmpty())
                return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg(spec().path, QLatin1String("--") + option)}});
        const auto mover = moverOf(context);
        if (!mover)
            return fail(mover.error());
        const auto from = endNamed(context, context.arguments().value("from"));
        if (!from)
            return fail(from.error());
        const auto to = endNamed(context, context.arguments().value("to"));
        if (!to)
            return fail(to.error());
        return context.arguments().has("dry-run") ? plan(context, **mover, *from, *to) : move(context, **mover, *from, *to);
    }

private:
    static Result<bool> plan(Context &context, MovePort &mover, const QString &from, const QString &to)
    {
        const auto plan = context.await(mover.plan(from, to, context.call()));
        if (!plan)
            return fail(plan.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*plan));
        } else {
            printTables(output, plan->tables);
            for (const MoveCollision &collision : plan->collisions)
                output.line(QCoreApplication::translate("cli", "Both have the %1 %2", "%1: tenant id, slug or former slug").arg(collision.kind, collision.value));
            for (const Error &error : plan->obstacles)
                output.line(errorId(error.code()) + QStringLiteral("  ") + describe(error).sentence);
            if (plan->obstacles.isEmpty())
                output.note(translated(QT_TRANSLATE_NOOP("cli", "Nothing stands in the way. Nothing was changed.")));
        }
        if (!plan->obstacles.isEmpty())
            context.setExitStatus(exitStatus(plan->obstacles.first().code()));
        return true;
    }

    static Result<bool> move(Context &context, MovePort &mover, const QString &from, const QString &to)
    {
        if (auto yes = context.agreed(QCoreApplication::translate("cli", "%1 moves to %2 as a whole, and is read-only from then on.").arg(from, to)); !yes)
            return yes;
        const auto report = context.await(mover.move(from, to, context.arguments().value("reason"), context.call()));
        if (!report)
            return fail(report.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*report));
            return true;
        }
        printTables(output, report->tables);
        output.note(QCoreApplication::translate("cli", "Moved to %1. Every table has the same rows and the same hash on both sides.").arg(report->toPlace));
        output.note(report->sourceIsClosed ? translated(QT_TRANSLATE_NOOP("cli", "The source is read-only from now on."))
                                           : QCoreApplication::translate("cli", "The source takes no writes, but could not be told that the move has ended: planciactl move settle %1").arg(from));
        return true;
    }
};

class MoveSettle final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"move settle", QT_TRANSLATE_NOOP("cli", "Find out what became of a move that did not report its end"),
                {{"WORKSPACE", QT_TRANSLATE_NOOP("cli", "The store that was to be moved"), true}}, {}, "move settle local"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto mover = moverOf(context);
        if (!mover)
            return fail(mover.error());
        const auto workspace = endNamed(context, context.arguments().positional(0));
        if (!workspace)
            return fail(workspace.error());
        const auto outcome = context.await((*mover)->settle(*workspace, context.call()));
        if (!outcome)
            return fail(outcome.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*outcome));
            return true;
        }
        switch (outcome->kind) {
        case MoveOutcome::Kind::Arrived:
            output.line(QCoreApplication::translate("cli", "The move had arrived: the data is at %1, and this store is read-only.").arg(outcome->mark ? outcome->mark->place : QString()));
            break;
        case MoveOutcome::Kind::Undone: output.line(translated(QT_TRANSLATE_NOOP("cli", "The move had not arrived: this store can be written again."))); break;
        case MoveOutcome::Kind::None: output.line(translated(QT_TRANSLATE_NOOP("cli", "No move of this store waits for its end."))); break;
        }
        return true;
    }
};

class MoveRelease final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"move release", QT_TRANSLATE_NOOP("cli", "Let a store that was moved away be written again"),
                {{"WORKSPACE", QT_TRANSLATE_NOOP("cli", "The store that was moved"), true}},
                {{"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "Why, for the audit trail")},
                 {"unsettled", nullptr, QT_TRANSLATE_NOOP("cli", "Also when the other end cannot be asked whether it has the data")},
                 {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}},
                "move release local --reason \"the server is given up\""};
    }
    Result<bool> run(Context &context) const override
    {
        const auto mover = moverOf(context);
        if (!mover)
            return fail(mover.error());
        const auto workspace = endNamed(context, context.arguments().positional(0));
        if (!workspace)
            return fail(workspace.error());
        if (auto yes = context.agreed(QCoreApplication::translate("cli", "%1 is written again. What was changed where it was moved to is not in it.").arg(*workspace)); !yes)
            return yes;
        const auto mark = context.await((*mover)->release(*workspace, context.arguments().value("reason"), context.arguments().has("unsettled"), context.call()));
        if (!mark)
            return fail(mark.error());
        if (context.output().isJson())
            context.output().json(toJson(*mark));
        else
            context.output().note(QCoreApplication::translate("cli", "The store can be written again. The other one is at %1.").arg(mark->place));
        return true;
    }
};

QJsonArray toJson(const QList<MovedTable> &tables)
{
    QJsonArray array;
    for (const MovedTable &table : tables)
        array.append(QJsonObject{{"table", table.name},
                                 {"source_rows", table.sourceRows < 0 ? QJsonValue() : QJsonValue(table.sourceRows)},
                                 {"target_rows", table.targetRows < 0 ? QJsonValue() : QJsonValue(table.targetRows)},
                                 {"source_hash", table.sourceHash.isEmpty() ? QJsonValue() : QJsonValue(table.sourceHash)},
                                 {"target_hash", table.targetHash.isEmpty() ? QJsonValue() : QJsonValue(table.targetHash)}});
    return array;
}

} // namespace

QJsonObject toJson(const MoveMark &mark)
{
    return {{"state", mark.state == MoveMark::State::Moved ? "moved" : "moving"},
            {"move_id", mark.id.toString(QUuid::WithoutBraces)},
            {"to", mark.to},
            {"place", mark.place},
            {"at", timeOrNull(mark.at)}};
}

QJsonObject toJson(const MovePlan &plan)
{
    QJsonArray collisions, obstacles;
    for (const MoveCollision &collision : plan.collisions)
        collisions.append(QJsonObject{{"kind", collision.kind}, {"value", collision.value}});
    for (const Error &error : plan.obstacles)
        obstacles.append(QJsonDocument::fromJson(toProblemJson(error)).object());
    return {{"from", plan.from},       {"to", plan.to},
            {"from_place", plan.fromPlace}, {"to_place", plan.toPlace},
            {"possible", plan.obstacles.isEmpty()}, {"rows", plan.rows()},
            {"tables", toJson(plan.tables)}, {"collisions", collisions},
            {"obstacles", obstacles}};
}

QJsonObject toJson(const MoveReport &report)
{
    return {{"move_id", report.id.toString(QUuid::WithoutBraces)},
            {"from", report.from},
            {"to", report.to},
            {"from_place", report.fromPlace},
            {"to_place", report.toPlace},
            {"rows", report.rows},
            {"duration_ms", report.durationMs},
            {"source_closed", report.sourceIsClosed},
            {"tables", toJson(report.tables)}};
}

QJsonObject toJson(const MoveOutcome &outcome)
{
    const char *kind = outcome.kind == MoveOutcome::Kind::Arrived ? "arrived" : outcome.kind == MoveOutcome::Kind::Undone ? "undone" : "none";
    return {{"outcome", kind}, {"mark", outcome.mark ? QJsonValue(toJson(*outcome.mark)) : QJsonValue()}};
}

void addMoveCommands(Commands &commands)
{
    commands.push_back(std::make_unique<MoveSettle>());
    commands.push_back(std::make_unique<MoveRelease>());
    commands.push_back(std::make_unique<Move>()); // after those that have two words
}

} // namespace plancia::cli
