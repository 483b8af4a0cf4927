// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "models/errors/catalogue.h"
#include "models/ports/momentsport.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plancia::cli {

namespace {

Result<MomentsPort *> momentsOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (MomentsPort *moments = (*workspace)->moments())
        return moments;
    return fail(ErrorCode::BackupUnsupported, {{"name", (*workspace)->identity().name}});
}

QJsonObject toJson(const Moment &moment)
{
    return {{"commit", moment.commitNo},         {"at", timeOrNull(moment.at)},          {"name", moment.name},
            {"action", moment.action},           {"object_kind", moment.objectKind},     {"object_name", moment.objectName},
            {"actor_name", moment.actor}};
}

QJsonValue commitOrNull(qint64 commitNo) { return commitNo < 0 ? QJsonValue() : QJsonValue(commitNo); }

QJsonObject toJson(const ArchiveGap &gap)
{
    return {{"reason", toString(gap.reason)},
            {"from", timeOrNull(gap.from)},
            {"until", timeOrNull(gap.until)},
            {"from_commit", commitOrNull(gap.fromCommit)},
            {"until_commit", commitOrNull(gap.untilCommit)}};
}

QJsonObject toJson(const ArchiveStatus &status)
{
    QJsonArray gaps, named;
    for (const ArchiveGap &gap : status.gaps)
        gaps.append(toJson(gap));
    for (const Moment &moment : status.named)
        named.append(toJson(moment));
    return {{"enabled", status.enabled},
            {"oldest", status.oldest ? QJsonValue(toJson(*status.oldest)) : QJsonValue()},
            {"newest", status.newest ? QJsonValue(toJson(*status.newest)) : QJsonValue()},
            {"moments", status.moments},
            {"bytes", status.bytes},
            {"max_bytes", status.maxBytes},
            {"waiting_commits", status.waiting},
            {"lost_to_commit", commitOrNull(status.lostTo)},
            {"base_missing", status.baseMissing},
            {"gaps", gaps},
            {"named", named},
            {"problem", status.problem ? QJsonValue(errorId(status.problem->code())) : QJsonValue()}};
}

QString shownMoment(const Moment &moment)
{
    return QStringLiteral("#%1  %2").arg(moment.commitNo).arg(shownTime(moment.at));
}

/// Why a moment that is named or looked for now cannot be had back: there is no base to build it from.
void noteNoBase(Output &output, const ArchiveStatus &status)
{
    if (status.moments > 0)
        return;
    output.note(status.enabled
                    ? QCoreApplication::translate("cli", "No moment can be had back yet: run planciactl archive on, or open the console once.")
                    : QCoreApplication::translate("cli", "The archive is off, and no moment can be had back: planciactl archive on."));
}

QString wordsFor(ArchiveGap::Reason reason)
{
    using Reason = ArchiveGap::Reason;
    switch (reason) {
    case Reason::Started: return QCoreApplication::translate("cli", "the archive began");
    case Reason::SwitchedOff: return QCoreApplication::translate("cli", "the archive was off");
    case Reason::ForeignCheckpoint: return QCoreApplication::translate("cli", "another program emptied the store's log");
    case Reason::ForeignWriter: return QCoreApplication::translate("cli", "another program wrote to the store");
    case Reason::LogReplaced: return QCoreApplication::translate("cli", "the store's log was replaced");
    case Reason::NumberSkipped: return QCoreApplication::translate("cli", "a commit number was skipped");
    case Reason::StoreBehind: return QCoreApplication::translate("cli", "the store lost commits");
    case Reason::NoRoom: return QCoreApplication::translate("cli", "the archive could not be written");
    case Reason::Damaged: return QCoreApplication::translate("cli", "pieces of the archive are missing or damaged");
    }
    return {};
}

void printStatus(Output &output, const ArchiveStatus &status)
{
    if (output.isJson()) {
        output.json(toJson(status));
        return;
    }
    QList<std::pair<QString, QString>> pairs{{"archive", status.enabled ? "on" : "off"}};
    if (status.oldest)
        pairs.append({"oldest", shownMoment(*status.oldest)});
    if (status.newest)
        pairs.append({"newest", shownMoment(*status.newest)});
    pairs += {{"moments", QString::number(status.moments)},
              {"bytes", QString::number(status.bytes)},
              {"limit", QString::number(status.maxBytes)}};
    for (const ArchiveGap &gap : status.gaps)
        pairs.append({"gap", QStringLiteral("%1 – %2  %3").arg(gap.from ? shownTime(gap.from) : QStringLiteral("…"), shownTime(gap.until), wordsFor(gap.reason))});
    for (const Moment &moment : status.named)
        pairs.append({"name", shownMoment(moment) + QStringLiteral("  ") + moment.name});
    output.pairs(pairs);
    noteNoBase(output, status);
    if (status.baseMissing && status.moments > 0)
        output.note(QCoreApplication::translate("cli", "Moments can be had back from the next base on: planciactl archive on makes one."));
    if (status.lostTo >= 0)
        output.note(QCoreApplication::translate("cli", "The store lost its newest commits. The archive has them, up to commit %1.").arg(status.lostTo));
    if (status.problem)
        output.note(QCoreApplication::translate("cli", "The archive does not get on: %1").arg(errorId(status.problem->code())));
}

Result<bool> noteStatus(Context &context, MomentsPort &moments)
{
    const auto status = context.await(moments.status(context.call()));
    if (!status)
        return fail(status.error());
    noteNoBase(context.output(), *status);
    return true;
}

class ArchiveStatusCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"archive status", QT_TRANSLATE_NOOP("cli", "Say how far back any moment can be had, and where gaps are"), {}, {},
                "archive status --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto moments = momentsOf(context);
        if (!moments)
            return fail(moments.error());
        const auto status = context.await((*moments)->status(context.call()));
        if (!status)
            return fail(status.error());
        printStatus(context.output(), *status);
        return true;
    }
};

class ArchiveMoments final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"archive moments", QT_TRANSLATE_NOOP("cli", "List the moments that can be had back, newest first"), {},
                {{"since", "TIME", QT_TRANSLATE_NOOP("cli", "From this time on: ISO 8601, or 15m, 24h, 7d ago")},
                 {"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")}},
                "archive moments --since 24h"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto since = context.arguments().time("since", context.clock().nowMs());
        if (!since)
            return fail(since.error());
        const auto moments = momentsOf(context);
        if (!moments)
            return fail(moments.error());
        const auto slice = readSlice<Moment>(context, [&](const Anchor &anchor, int rows) {
            return (*moments)->page(since->value_or(0), anchor, rows, context.call());
        });
        if (!slice)
            return fail(slice.error());
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const Moment &moment : slice->items)
                items.append(toJson(moment));
            output.json({{"items", items}, {"next", slice->next.isEmpty() ? QJsonValue() : QJsonValue(slice->next)}});
            return true;
        }
        QList<QStringList> rows;
        for (const Moment &moment : slice->items)
            rows.append({QString::number(moment.commitNo), shownTime(moment.at), moment.action, moment.objectName, moment.actor, moment.name});
        output.table({QCoreApplication::translate("cli", "COMMIT"), QCoreApplication::translate("cli", "TIME"),
                      QCoreApplication::translate("cli", "ACTION"), QCoreApplication::translate("cli", "OBJECT"),
                      QCoreApplication::translate("cli", "ACTOR"), QCoreApplication::translate("cli", "NAME")},
                     rows, {0});
        noteNext(context, slice->next);
        return rows.isEmpty() ? noteStatus(context, **moments) : Result<bool>(true);
    }
};

class ArchiveSwitch final : public Command {
public:
    explicit ArchiveSwitch(bool on) : m_on(on) {}
    CommandSpec spec() const override
    {
        if (m_on)
            return {"archive on", QT_TRANSLATE_NOOP("cli", "Keep every commit from now on, and make the base that this needs"), {}, {}, "archive on"};
        return {"archive off", QT_TRANSLATE_NOOP("cli", "Keep no commits any more; what was kept stays"), {}, {}, "archive off"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto moments = momentsOf(context);
        if (!moments)
            return fail(moments.error());
        const auto status = context.await((*moments)->setEnabled(m_on, context.call()));
        if (!status)
            return fail(status.error());
        printStatus(context.output(), *status);
        return true;
    }

private:
    const bool m_on;
};

class ArchiveName final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"archive name", QT_TRANSLATE_NOOP("cli", "Give the present moment a name, so that it is found and stays"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "What it is called"), true}}, {}, "archive name \"before the import\""};
    }
    Result<bool> run(Context &context) const override
    {
        const auto moments = momentsOf(context);
        if (!moments)
            return fail(moments.error());
        // What cannot be had back needs no name: the base first, as the console makes it by itself.
        auto status = context.await((*moments)->status(context.call()));
        if (status && status->enabled && status->baseMissing)
            status = context.await((*moments)->setEnabled(true, context.call()));
        if (!status)
            return fail(status.error());
        const auto moment = context.await((*moments)->nameMoment(context.arguments().positional(0), context.call()));
        if (!moment)
            return fail(moment.error());
        if (context.output().isJson())
            context.output().json(toJson(*moment));
        else
            context.output().pairs({{"commit", QString::number(moment->commitNo)}, {"name", moment->name}});
        return noteStatus(context, **moments);
    }
};

} // namespace

void addArchiveCommands(Commands &commands)
{
    commands.push_back(std::make_unique<ArchiveStatusCommand>());
    commands.push_back(std::make_unique<ArchiveMoments>());
    commands.push_back(std::make_unique<ArchiveSwitch>(true));
    commands.push_back(std::make_unique<ArchiveSwitch>(false));
    commands.push_back(std::make_unique<ArchiveName>());
}

} // namespace plancia::cli
