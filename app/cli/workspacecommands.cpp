// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/words.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plancia::cli {

namespace {
class WorkspaceList final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"workspace list", QT_TRANSLATE_NOOP("cli", "List the workspaces that --workspace can name"), {}, {},
                "workspace list"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto list = context.await((*runtime)->ports().workspaces->list(context.call()));
        if (!list)
            return fail(list.error());
        if (context.output().isJson()) {
            context.output().json(listObject(*list));
            return true;
        }
        QList<QStringList> rows;
        for (const WorkspaceIdentity &identity : *list)
            rows.append({identity.id, workspaceName(identity), identity.place});
        context.output().table({QCoreApplication::translate("cli", "ID"), QCoreApplication::translate("cli", "NAME"),
                                QCoreApplication::translate("cli", "PLACE")},
                               rows);
        return true;
    }
};
} // namespace

void addWorkspaceCommands(Commands &commands) { commands.push_back(std::make_unique<WorkspaceList>()); }

} // namespace plancia::cli
