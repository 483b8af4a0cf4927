// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/inputfile.h"
#include "app/monitoring/dashboards/dashboardfile.h"
#include "models/errors/catalogue.h"
#include "models/ports/dashboardsport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

namespace plancia::cli {

namespace {
qsizetype tilesOf(const Dashboard &dashboard)
{
    qsizetype tiles = 0;
    for (const QList<DashboardTile> &row : dashboard.rows)
        tiles += row.size();
    return tiles;
}

class DashboardList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"dashboard list", QT_TRANSLATE_NOOP("cli", "List the dashboards of the Monitoring page, shipped and your own"), {}, {},
                "dashboard list"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto listed = context.await((*runtime)->ports().dashboards->list(context.call()));
        if (!listed)
            return fail(listed.error());
        QList<QStringList> rows;
        QJsonArray objects;
        for (const DashboardFile &file : listed->files) {
            const QString title = file.dashboard.title.in(QLocale().name());
            const QString source = dashboardSource(file.dashboard.of);
            rows.append({file.dashboard.id, title, source, QString::number(tilesOf(file.dashboard)), file.path});
            objects.append(QJsonObject{{"id", file.dashboard.id}, {"title", title}, {"source", source}, {"tiles", tilesOf(file.dashboard)},
                                       {"shipped", file.isBuiltIn}, {"path", file.path}});
        }
        if (context.output().isJson())
            context.output().json({{"dashboards", objects}});
        else
            context.output().table({"ID", QCoreApplication::translate("cli", "TITLE"), QCoreApplication::translate("cli", "SOURCE"),
                                    QCoreApplication::translate("cli", "TILES"), QCoreApplication::translate("cli", "FILE")},
                                   rows);
        // Each file that cannot be used is named; the first one decides how this ends.
        for (qsizetype i = 1; i < listed->faults.size(); ++i)
            context.output().note(describe(listed->faults.at(i)).sentence);
        return listed->faults.isEmpty() ? Result<bool>(true) : Result<bool>(fail(listed->faults.first()));
    }
};

class DashboardCheck final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"dashboard check", QT_TRANSLATE_NOOP("cli", "Say what is wrong with a dashboard file, by key and line"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "A file of ~/.config/plancia/dashboards, or any other")}}, {},
                "dashboard check ~/.config/plancia/dashboards/mine.toml"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString path = context.arguments().positional(0);
        const auto content = readInput(path, monitoring::kMaxDashboardBytes);
        if (!content)
            return fail(content.error());
        const auto read = monitoring::parseDashboard(*content, QFileInfo(path).completeBaseName(), path);
        if (!read)
            return fail(read.error());
        if (context.output().isJson())
            context.output().json({{"path", path}, {"rows", read->rows.size()}, {"tiles", tilesOf(*read)}});
        else
            context.output().line(QCoreApplication::translate("cli", "The dashboard is good: %1 tiles in %2 rows.").arg(tilesOf(*read)).arg(read->rows.size()));
        return true;
    }
};
} // namespace

void addDashboardCommands(Commands &commands)
{
    commands.push_back(std::make_unique<DashboardList>());
    commands.push_back(std::make_unique<DashboardCheck>());
}

} // namespace plancia::cli
