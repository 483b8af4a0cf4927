// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/tenantnames.h"
#include "models/errors/catalogue.h"
#include "models/ports/batchport.h"

#include <QCoreApplication>
#include <QFile>

namespace plancia::cli {

namespace {
constexpr qint64 kLongestList = 64 << 20; ///< bytes of slugs that standard input may give: a million of the longest

/// A slug a line, from standard input.
Result<QStringList> slugsOfInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{"path", "-"}, {"message", input.errorString()}});
    const QByteArray bytes = input.read(kLongestList + 1);
    if (bytes.size() > kLongestList)
        return fail(ErrorCode::ValTooLong, {{"field", "-"}, {"limit", QString::number(kLongestList)}, {"length", QString::number(bytes.size())}});
    QStringList slugs;
    for (const QByteArray &line : bytes.split('\n'))
        if (const QByteArray slug = line.trimmed(); !slug.isEmpty())
            slugs.append(QString::fromUtf8(slug));
    return slugs;
}

class TenantBulk final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant bulk", QT_TRANSLATE_NOOP("cli", "Act on many tenants at once, or undo such an act"),
                {{"ACT", QT_TRANSLATE_NOOP("cli", "suspend, activate, tag, untag or undo"), true},
                 {"WORD", QT_TRANSLATE_NOOP("cli", "Slugs; - reads them from standard input, one a line. For undo: the id of the act"), false, true}},
                {{"match", "TEXT", QT_TRANSLATE_NOOP("cli", "All that the filter of “tenant list” finds with this text")},
                 {"status", "STATUS", QT_TRANSLATE_NOOP("cli", "With --match: only trial, active, suspended or archived ones")},
                 {"tags", "TAGS", QT_TRANSLATE_NOOP("cli", "For tag and untag: words such as \"vip, eu-west\"")},
                 {"reason", "TEXT", QT_TRANSLATE_NOOP("cli", "For suspend and activate: why, for the audit trail (required)")},
                 {"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only say what would change, and what is refused and why")}},
                "tenant bulk suspend --match \"#unpaid\" --status active --reason \"Unpaid since May\""};
    }

    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        const QString act = arguments.positional(0);
        if (act == "undo")
            return undo(context);
        auto request = requestFrom(context);
        if (!request)
            return fail(request.error());
        QString reason;
        if (asksReason(request->act) && !arguments.has("dry-run")) {
            const auto given = reasonOf(arguments);
            if (!given)
                return fail(given.error());
            reason = *given;
        }
        const auto batch = batchOf(context, asksReason(request->act) ? Capability::SetTenantStatus : Capability::WriteTenants);
        if (!batch)
            return fail(batch.error());
        const auto plan = context.await((*batch)->plan(*request, context.call()));
        if (!plan)
            return fail(plan.error());
        if (arguments.has("dry-run")) {
            print(context.output(), *plan);
            return true;
        }
        const auto report = context.await((*batch)->run(*plan, reason, context.call()));
        if (!report)
            return fail(report.error());
        return print(context.output(), *report, &*plan);
    }

private:
    static Result<BatchPort *> batchOf(Context &context, Capability needed)
    {
        const auto workspace = tenantsWorkspace(context, needed);
        if (!workspace)
            return fail(workspace.error());
        if (BatchPort *batch = (*workspace)->batch())
            return batch;
        return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}});
    }

    static Result<BulkRequest> requestFrom(Context &context)
    {
        const Arguments &arguments = context.arguments();
        static const QStringList acts{"suspend", "activate", "tag", "untag", "undo"};
        BulkRequest request;
        const auto act = bulkActFromString(arguments.positional(0));
        if (!act)
            return fail(notAllowed("ACT", arguments.positional(0), acts));
        request.act = *act;
        request.tags = tagsFrom(arguments.value("tags"));
        const auto status = arguments.choice("status", kTenantStatuses);
        if (!status)
            return fail(status.error());
        request.slugs = arguments.positionalsFrom(1);
        const bool matches = arguments.has("match") || arguments.has("status");
        if (matches == !request.slugs.isEmpty())
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs either slugs or %2").arg("tenant bulk", "--match")}});
        if (matches) {
            request.match.emplace();
            request.match->text = arguments.value("match");
            request.match->status = tenantStatusFromString(*status);
        } else if (request.slugs == QStringList{"-"}) {
            const auto slugs = slugsOfInput();
            if (!slugs)
                return fail(slugs.error());
            request.slugs = *slugs;
        }
        if (const auto fault = validate(request))
            return fail(fault->fact(u"field") == u"tags" && request.tags.isEmpty() ? fault->with("option", "--tags") : *fault);
        return request;
    }

    static Result<bool> undo(Context &context)
    {
        const QString word = context.arguments().positional(1);
        const QUuid id = QUuid::fromString(word);
        if (word.isEmpty())
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "“%1” needs %2").arg("tenant bulk undo", "ID")}});
        if (id.isNull())
            return fail(ErrorCode::BusinessNothingToDo, {{"name", word}, {"message", "no act on many tenants has this id"}});
        const auto batch = batchOf(context, Capability::SetTenantStatus); // of tags the store says
        if (!batch)
            return fail(batch.error());
        const auto report = context.await((*batch)->undo(id, newUuid(), context.call()));
        return report ? print(context.output(), *report, nullptr) : Result<bool>(report.error());
    }

    static void printRefused(Output &output, const QList<BulkRefusal> &refused, qint64 count)
    {
        if (refused.isEmpty())
            return;
        output.line({});
        QList<QStringList> rows;
        for (const BulkRefusal &refusal : refused) {
            const ErrorText text = describe(refusal.error);
            rows.append({refusal.slug, text.id, text.sentence});
        }
        output.table({QCoreApplication::translate("cli", "LEFT ALONE"), QCoreApplication::translate("cli", "CODE"), QCoreApplication::translate("cli", "WHY")}, rows);
        if (count > refused.size())
            output.note(QCoreApplication::translate("cli", "%1 more are not listed.").arg(count - refused.size()));
    }

    static void print(Output &output, const BulkPlan &plan)
    {
        if (output.isJson()) {
            output.json(toJson(plan));
            return;
        }
        QStringList sample;
        for (const Tenant &tenant : plan.sample)
            sample.append(tenant.slug);
        output.pairs({{"matched", QString::number(plan.matched())},
                      {"would change", QString::number(plan.items.size())},
                      {"refused", QString::number(plan.refusedCount)},
                      {"for example", sample.join(", ")}});
        printRefused(output, plan.refused, plan.refusedCount);
    }

    /// The error of an act that was stopped comes back: what was done until then is printed, with the id to undo it by.
    static Result<bool> print(Output &output, const BulkReport &report, const BulkPlan *plan)
    {
        const qint64 refused = plan ? plan->refusedCount : 0;
        if (output.isJson()) {
            QJsonObject json = toJson(report);
            json.insert("refused", refused);
            output.json(json);
        } else {
            output.pairs({{"id", report.id.toString(QUuid::WithoutBraces)},
                          {"changed", QString::number(report.changed)},
                          {"skipped", QString::number(report.skippedCount)},
                          {"refused", QString::number(refused)},
                          {"kept before", report.kept}});
            printRefused(output, report.skipped, report.skippedCount);
            if (report.changed > 0)
                output.note(QCoreApplication::translate("cli", "To undo it: %1").arg("planciactl tenant bulk undo " + report.id.toString(QUuid::WithoutBraces)));
        }
        return report.stoppedBy ? Result<bool>(*report.stoppedBy) : Result<bool>(true);
    }
};
} // namespace

void addTenantBulkCommands(Commands &commands) { commands.push_back(std::make_unique<TenantBulk>()); }

} // namespace plancia::cli
