// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace plancia::cli {

namespace {
QJsonArray filesArray(const BundlePreview &preview)
{
    QJsonArray files;
    for (const BundleFile &file : preview.files)
        files.append(QJsonObject{{"name", file.name},
                                 {"reason", file.reason},
                                 {"bytes", file.content.size()},
                                 {"sha256", file.sha256},
                                 {"masked", file.masked}});
    return files;
}

void printFiles(Output &output, const BundlePreview &preview)
{
    QList<QStringList> rows;
    for (const BundleFile &file : preview.files)
        rows.append({file.name, file.reason, QString::number(file.content.size()), QString::number(file.masked)});
    output.table({QCoreApplication::translate("cli", "FILE"), QCoreApplication::translate("cli", "REASON"),
                  QCoreApplication::translate("cli", "BYTES"), QCoreApplication::translate("cli", "MASKED")},
                 rows, {2, 3});
}

class BundleCreate final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"bundle create", QT_TRANSLATE_NOOP("cli", "Pack a bundle for support, without anything secret"), {},
                {{"out", "DIR", QT_TRANSLATE_NOOP("cli", "Write it into this folder (default: the current one)")},
                 {"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only show what would go in")}},
                "bundle create --dry-run"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        SupportPort &support = *(*runtime)->ports().support;
        // A bundle is made when something is wrong: a workspace that does not open must not stand in its way.
        std::shared_ptr<Workspace> workspace;
        if (auto opened = context.workspace()) {
            workspace = *opened;
        } else if (opened.error().code() == ErrorCode::ValUsage || opened.error().code() == ErrorCode::InternalCancelled) {
            return fail(opened.error());
        } else {
            support.noteError(opened.error(), context.call().requestId);
            context.output().note(QCoreApplication::translate("cli", "The workspace could not be opened (%1); the bundle says so.")
                                      .arg(errorId(opened.error().code())));
        }
        const auto preview = context.await(support.preview(workspace, context.call()));
        if (!preview)
            return fail(preview.error());
        Output &output = context.output();
        if (!output.isJson())
            printFiles(output, *preview);
        if (context.arguments().has("dry-run")) {
            if (output.isJson())
                output.json({{"files", filesArray(*preview)}, {"path", QJsonValue()}});
            return true;
        }
        const QString folder = QDir::current().absoluteFilePath(context.arguments().value("out"));
        const auto written = context.await(support.write(*preview, QDir::cleanPath(folder), context.call()));
        if (!written)
            return fail(written.error());
        if (output.isJson())
            output.json({{"files", filesArray(*preview)},
                         {"path", written->path},
                         {"sha256", written->sha256},
                         {"bytes", written->bytes}});
        else
            output.pairs({{"path", written->path}, {"sha256", written->sha256}, {"bytes", QString::number(written->bytes)}});
        return true;
    }
};
} // namespace

void addBundleCommands(Commands &commands) { commands.push_back(std::make_unique<BundleCreate>()); }

} // namespace plancia::cli
