// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"

#include <QCoreApplication>

namespace plancia::cli {

namespace {
void printPlan(Output &output, const SchemaPlan &plan)
{
    if (output.isJson()) {
        output.json(toJson(plan));
        return;
    }
    output.pairs({{"current", QString::number(plan.current)},
                  {"target", QString::number(plan.target)},
                  {"pending", QString::number(plan.pending())}});
    QList<QStringList> rows;
    for (const MigrationStep &step : plan.steps)
        rows.append({QStringLiteral("%1").arg(step.number, 4, 10, QChar('0')), step.name,
                     step.applied ? shownTime(step.appliedAt) : QCoreApplication::translate("cli", "waiting")});
    output.table({QCoreApplication::translate("cli", "NUMBER"), QCoreApplication::translate("cli", "MIGRATION"),
                  QCoreApplication::translate("cli", "APPLIED")},
                 rows);
}

class MigrateStatus final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"migrate status", QT_TRANSLATE_NOOP("cli", "Show the schema's migrations, applied and waiting"), {}, {},
                "migrate status --pg postgresql://anna@db.example/service"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        const auto plan = context.await((*workspace)->schema(context.call()));
        if (!plan)
            return fail(plan.error());
        printPlan(context.output(), *plan);
        return true;
    }
};

class MigrateUp final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"migrate up", QT_TRANSLATE_NOOP("cli", "Back up, then apply the migrations that wait"), {},
                {{"without-backup", nullptr, QT_TRANSLATE_NOOP("cli", "Also where this role may make no backup of the server")}},
                "migrate up --pg postgresql://owner@db.example/service"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        using Before = Workspace::BeforeMigrating;
        const Before before = context.arguments().has("without-backup") ? Before::Nothing : Before::BackUp;
        const auto plan = context.await((*workspace)->migrate(before, context.call()));
        if (!plan)
            return fail(plan.error());
        printPlan(context.output(), *plan);
        return true;
    }
};
} // namespace

void addMigrateCommands(Commands &commands)
{
    commands.push_back(std::make_unique<MigrateStatus>());
    commands.push_back(std::make_unique<MigrateUp>());
}

} // namespace plancia::cli
