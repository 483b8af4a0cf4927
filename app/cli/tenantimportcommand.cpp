// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/tenantarguments.h"
#include "models/errors/catalogue.h"
#include "models/ports/batchport.h"

#include <QDir>
#include <QFile>

namespace plancia::cli {

namespace {
constexpr qsizetype kPrinted = 50; ///< faults on a terminal; --report has them all

class TenantImport final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"tenant import", QT_TRANSLATE_NOOP("cli", "Make tenants from a file, CSV or JSON"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "CSV with a header line, an array of JSON objects, or a JSON object a line; - for standard input"), true}},
                {{"map", "COLUMN=FIELD", QT_TRANSLATE_NOOP("cli", "Which field a column is: slug, name, status, tags, notes, trial_ends_at, or nothing; may be given several times"), true},
                 {"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only say what would be made, and what is wrong with which row")},
                 {"good-rows-only", nullptr, QT_TRANSLATE_NOOP("cli", "Make the good rows and leave out the others; else all or nothing")},
                 {"report", "FILE", QT_TRANSLATE_NOOP("cli", "A new file, for every fault as CSV: line, field, code, message")}},
                "tenant import customers.csv --map Firm=name --dry-run"};
    }

    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        auto request = requestFrom(arguments);
        if (!request)
            return fail(request.error());
        const auto workspace = tenantsWorkspace(context, Capability::WriteTenants);
        if (!workspace)
            return fail(workspace.error());
        BatchPort *batch = (*workspace)->batch();
        if (!batch)
            return fail(ErrorCode::BusinessNotHere, {{"name", (*workspace)->identity().name}});
        auto plan = context.await(batch->planImport(*request, context.call()));
        if (plan && arguments.has("map")) {
            const auto mapping = mappingFrom(arguments.values("map"), *plan);
            if (!mapping)
                return fail(mapping.error());
            request->mapping = *mapping;
            plan = context.await(batch->planImport(*request, context.call()));
        }
        if (!plan)
            return fail(plan.error());
        if (const auto fault = validateMapping(plan->mapping))
            return fail(fault->with("option", "--map"));
        const bool isDry = arguments.has("dry-run");
        const auto rule = arguments.has("good-rows-only") ? ImportRule::GoodRowsOnly : ImportRule::AllOrNothing;
        std::optional<Result<ImportReport>> report;
        if (!isDry)
            report = context.await(batch->runImport(*plan, rule, context.call()));
        const QList<ImportFault> faults = report && *report ? (*report)->faults : plan->faults;
        print(context.output(), *plan, report && *report ? &**report : nullptr, faults);
        if (arguments.has("report"))
            if (const auto saved = context.await(batch->saveFaults(faults, QDir::current().absoluteFilePath(arguments.value("report")), context.call())); !saved)
                return fail(saved.error());
        if (report && !*report)
            return fail(report->error());
        if (report && (*report)->stoppedBy)
            return fail(*(*report)->stoppedBy);
        if (isDry && plan->badRows > 0 && rule == ImportRule::AllOrNothing)
            return fail(ErrorCode::BusinessBadRows, {{"count", QString::number(plan->badRows)}, {"path", plan->source}});
        return true;
    }

private:
    static Result<ImportRequest> requestFrom(const Arguments &arguments)
    {
        ImportRequest request;
        if (arguments.positional(0) != "-") {
            request.path = QDir::current().absoluteFilePath(arguments.positional(0));
            return request;
        }
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return fail(ErrorCode::IoRead, {{"path", "-"}, {"message", input.errorString()}});
        request.bytes = input.read(kMaxImportBytes + 1); // too long is said by the port
        return request;
    }

    /// What was guessed, changed by --map.
    static Result<QStringList> mappingFrom(const QStringList &given, const ImportPlan &plan)
    {
        QStringList mapping = plan.mapping;
        for (const QString &word : given) {
            const QString column = word.section('=', 0, 0);
            const QString field = word.section('=', 1);
            const qsizetype at = plan.columns.indexOf(column);
            if (at < 0)
                return fail(notAllowed("map", column, plan.columns));
            if (!field.isEmpty() && !importFields().contains(field))
                return fail(notAllowed("map", field, importFields()));
            for (QString &other : mapping)
                if (other == field)
                    other.clear(); // by hand goes before by guess
            mapping[at] = field;
        }
        return mapping;
    }

    static void print(Output &output, const ImportPlan &plan, const ImportReport *report, const QList<ImportFault> &faults)
    {
        if (output.isJson()) {
            QJsonObject json = toJson(plan);
            json.insert("created", report ? QJsonValue(report->created) : QJsonValue());
            json.insert("id", report ? QJsonValue(report->id.toString(QUuid::WithoutBraces)) : QJsonValue());
            json.insert("kept", report && !report->kept.isEmpty() ? QJsonValue(report->kept) : QJsonValue());
            json.insert("bad_rows", report ? report->badRows : plan.badRows);
            json.insert("faults", listObject(faults)["items"]);
            output.json(json);
            return;
        }
        QStringList mapped;
        for (qsizetype i = 0; i < plan.columns.size(); ++i)
            mapped.append(QStringLiteral("%1 → %2").arg(plan.columns.at(i), plan.mapping.at(i).isEmpty() ? QStringLiteral("-") : plan.mapping.at(i)));
        output.pairs({{"columns", mapped.join(", ")},
                      {"rows", QString::number(plan.rows)},
                      {"good", QString::number(plan.rows - (report ? report->badRows : plan.badRows))},
                      {"bad", QString::number(report ? report->badRows : plan.badRows)},
                      {"created", report ? QString::number(report->created) : QString()},
                      {"kept before", report ? report->kept : QString()}});
        if (faults.isEmpty())
            return;
        output.line({});
        QList<QStringList> rows;
        for (const ImportFault &fault : faults.mid(0, kPrinted)) {
            const ErrorText text = describe(fault.error);
            rows.append({QString::number(fault.line), fault.field, text.id, text.sentence});
        }
        output.table({QCoreApplication::translate("cli", "LINE"), QCoreApplication::translate("cli", "FIELD"), QCoreApplication::translate("cli", "CODE"),
                      QCoreApplication::translate("cli", "FAULT")},
                     rows, {0});
        if (faults.size() > kPrinted)
            output.note(QCoreApplication::translate("cli", "%1 more are not listed.").arg(faults.size() - kPrinted));
    }
};
} // namespace

void addTenantImportCommands(Commands &commands) { commands.push_back(std::make_unique<TenantImport>()); }

} // namespace plancia::cli
