// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "models/ports/tablesport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>

namespace plancia::cli {

namespace {
QJsonObject fileObject(const CsvFile &file)
{
    return {{"table", file.table}, {"file", file.file}, {"rows", file.rows}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

class ExportCsv final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"export csv", QT_TRANSLATE_NOOP("cli", "Write tables as CSV files, with a manifest of their hashes"), {},
                {{"out", "DIR", QT_TRANSLATE_NOOP("cli", "Write them into this folder; no file is replaced")},
                 {"backup", "PATH", QT_TRANSLATE_NOOP("cli", "Of this backup, also of a PostgreSQL server, instead of the workspace: its folder, its name, or “latest”")},
                 {"table", "TABLE", QT_TRANSLATE_NOOP("cli", "Only this table; may be given several times"), true},
                 {"iso-times", nullptr, QT_TRANSLATE_NOOP("cli", "Write times as ISO 8601 instead of milliseconds")},
                 {"no-formula-guard", nullptr, QT_TRANSLATE_NOOP("cli", "Do not put an apostrophe before text that a spreadsheet would compute")}},
                "export csv --out tables --table tenants"};
    }
    Result<bool> run(Context &context) const override
    {
        const Arguments &arguments = context.arguments();
        if (arguments.value("out").isEmpty())
            return fail(ErrorCode::ValRequired, {{"field", "--out"}});
        if (arguments.has("backup"))
            return exportBackup(context);
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        TablesPort *tables = (*workspace)->tables();
        if (!tables)
            return fail(ErrorCode::BusinessNotHere,
                        {{"name", (*workspace)->identity().name}, {"message", "only SQLite files and backups (--backup) are exported"}});
        const CsvRequest request = requestOf(arguments, (*workspace)->tenants() != nullptr);
        const auto done = context.await(tables->exportCsv(request, context.call()));
        if (!done)
            return fail(done.error());
        print(context.output(), *done);
        return request.tables.isEmpty() ? noteLeftOut(context, *tables) : Result<bool>(true);
    }

private:
    static CsvRequest requestOf(const Arguments &arguments, bool isOurs)
    {
        CsvRequest request;
        request.folder = QDir::cleanPath(QDir::current().absoluteFilePath(arguments.value("out")));
        request.tables = arguments.values("table");
        request.tables.removeDuplicates();
        request.options.guardFormulas = !arguments.has("no-formula-guard");
        request.options.uuids = isOurs;
        request.options.isoTimes = arguments.has("iso-times");
        return request;
    }

    /// Without the server that it is of, and without any other.
    static Result<bool> exportBackup(Context &context)
    {
        const auto backups = backupsOf(context, BackupUse::Read);
        if (!backups)
            return fail(backups.error());
        const auto path = backupNamed(context, **backups, context.arguments().value("backup"));
        if (!path)
            return fail(path.error());
        const auto done = context.await((*backups)->exportCsv(*path, requestOf(context.arguments(), true), context.call()));
        if (!done)
            return fail(done.error());
        print(context.output(), *done);
        return true;
    }

    static Result<bool> noteLeftOut(Context &context, TablesPort &tables)
    {
        const auto list = context.await(tables.list({}, context.call()));
        if (!list)
            return fail(list.error());
        QStringList left;
        for (const TableInfo &table : list->tables)
            if (table.kind == TableInfo::Kind::View || table.kind == TableInfo::Kind::Virtual)
                left.append(table.name);
        if (!left.isEmpty())
            context.output().note(QCoreApplication::translate("cli", "Not exported, because only tables are: %1 (views and virtual tables)").arg(left.join(QStringLiteral(", "))));
        return true;
    }

    static void print(Output &output, const CsvExport &done)
    {
        if (output.isJson()) {
            QJsonArray files;
            for (const CsvFile &file : done.files)
                files.append(fileObject(file));
            output.json({{"path", done.folder}, {"manifest", done.manifest}, {"files", files}, {"rows", done.rows()}, {"bytes", done.bytes()}});
            return;
        }
        QList<QStringList> rows;
        for (const CsvFile &file : done.files)
            rows.append({file.file, QString::number(file.rows), QString::number(file.bytes), file.sha256});
        output.table({QCoreApplication::translate("cli", "FILE"), QCoreApplication::translate("cli", "ROWS"),
                      QCoreApplication::translate("cli", "BYTES"), QStringLiteral("SHA-256")},
                     rows, {1, 2});
    }
};

class BackupOpen final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup open", QT_TRANSLATE_NOOP("cli", "Look at a backup in the console, read-only"),
                {{"PATH", QT_TRANSLATE_NOOP("cli", "The backup (path, name or “latest”), or any store"), true}},
                {{"print", nullptr, QT_TRANSLATE_NOOP("cli", "Only say how: print the command that opens it")}},
                "backup open backups/20260131T134500Z-c42"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto named = pathOf(context, context.arguments().positional(0));
        if (!named)
            return fail(named.error());
        const QString &path = *named;
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        // What cannot be opened is said here, where somebody reads it.
        const auto opened = context.await((*runtime)->ports().workspaces->openFile(path, true, context.call()));
        if (!opened)
            return fail(opened.error());
        const QString console = QFileInfo(QCoreApplication::applicationDirPath() + QStringLiteral("/plancia")).absoluteFilePath();
        const QStringList arguments{QStringLiteral("--read-only"), path};
        const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
        const bool started = !context.arguments().has("print") && hasDisplay && QFileInfo(console).isExecutable()
            && QProcess::startDetached(console, arguments);
        const QString command = QStringLiteral("plancia --read-only '%1'").arg(QString(path).replace(u'\'', QStringLiteral("'\\''")));
        if (context.output().isJson())
            context.output().json({{"path", path}, {"started", started}, {"command", command}});
        else if (started)
            context.output().line(QCoreApplication::translate("cli", "The console opens %1.").arg(path));
        else
            context.output().line(command);
        return true;
    }

private:
    /// The store is not opened for what is a path already.
    static Result<QString> pathOf(Context &context, const QString &word)
    {
        if (word != u"latest" && (word.contains(u'/') || QFileInfo::exists(word)))
            return QDir::current().absoluteFilePath(word);
        const auto backups = backupsOf(context, BackupUse::Read);
        return backups ? backupNamed(context, **backups, word) : Result<QString>(backups.error());
    }
};
} // namespace

void addTableCommands(Commands &commands)
{
    commands.push_back(std::make_unique<BackupOpen>());
    commands.push_back(std::make_unique<ExportCsv>());
}

} // namespace plancia::cli
