// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "app/cli/words.h"
#include "models/domain/bundle.h"
#include "models/ports/backupsport.h"
#include "models/ports/tablesport.h"

#include <QCoreApplication>

namespace plancia::cli {

namespace {
/// What `status` gathers, one answer after the other.
struct Health {
    WorkspaceIdentity identity;
    SchemaPlan schema;
    double pingMs = 0;
    qint64 commitNo = -1; 
    QMap<QString, qint64> rows;
    bool canBackUp = false;
    std::optional<BackupInfo> backup; ///< the newest
};

Result<Health> gather(Context &context, Workspace &workspace)
{
    Health health;
    health.identity = workspace.identity();
    const auto schema = context.await(workspace.schema(context.call()));
    if (!schema)
        return fail(schema.error());
    health.schema = *schema;
    if (health.schema.pending() > 0)
        return health; // tables may be missing: ask no further
    const auto ping = context.await(workspace.ping(context.call()));
    if (!ping)
        return fail(ping.error());
    health.pingMs = *ping;
    const auto rows = context.await(workspace.rowCounts(context.call()));
    if (!rows)
        return fail(rows.error());
    health.rows = *rows;
    health.commitNo = health.identity.commitNo;
    if (health.commitNo < 0) {
        const auto commitNo = context.await(workspace.commitNo(context.call()));
        if (!commitNo)
            return fail(commitNo.error());
        health.commitNo = *commitNo;
    }
    if (BackupsPort *backups = workspace.backups()) {
        health.canBackUp = true;
        const auto list = context.await(backups->list(context.call()));
        if (!list)
            return fail(list.error());
        if (!list->isEmpty())
            health.backup = list->first();
    }
    return health;
}

class Status final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"status", QT_TRANSLATE_NOOP("cli", "Show whether all is well with a workspace"), {}, {}, "status --json"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto workspace = context.workspace();
        if (!workspace)
            return fail(workspace.error());
        if (const BundlePreview *bundle = (*workspace)->bundle())
            return printBundle(context, (*workspace)->identity(), *bundle);
        if (!(*workspace)->tenants() && (*workspace)->tables())
            return printTables(context, (*workspace)->identity(), *(*workspace)->tables());
        const auto health = gather(context, **workspace);
        if (!health)
            return fail(health.error());
        if (context.output().isJson())
            printJson(context, *health);
        else
            printText(context, *health);
        if (health->schema.current == 0 && health->schema.pending() > 0)
            return fail(ErrorCode::DbSchemaMissing, {{"path", health->identity.place}});
        if (health->schema.pending() > 0)
            return fail(ErrorCode::MigOlderSchema, {{"path", health->identity.place},
                                                    {"found", QString::number(health->schema.current)},
                                                    {"expected", QString::number(health->schema.target)}});
        return true;
    }

private:
    static Result<bool> printBundle(Context &context, const WorkspaceIdentity &identity, const BundlePreview &bundle)
    {
        if (context.output().isJson()) {
            QJsonArray files;
            for (const BundleFile &file : bundle.files)
                files.append(QJsonObject{{"name", file.name}, {"bytes", file.content.size()}});
            context.output().json({{"workspace", toJson(identity)}, {"files", files}, {"bytes", bundle.bytes()},
                                   {"created_at", timeOrNull(identity.asOf)}});
            return true;
        }
        QList<std::pair<QString, QString>> pairs = head(identity, QCoreApplication::translate("cli", "a bundle for support"));
        pairs += {{QCoreApplication::translate("cli", "Made:"), shownTime(identity.asOf)},
                  {QCoreApplication::translate("cli", "Files:"), QString::number(bundle.files.size())},
                  {QCoreApplication::translate("cli", "Bytes:"), QString::number(bundle.bytes())}};
        context.output().pairs(pairs);
        return true;
    }

    /// A file of another program: its tables, and how many rows they are thought to have.
    static Result<bool> printTables(Context &context, const WorkspaceIdentity &identity, TablesPort &tables)
    {
        const auto list = context.await(tables.list({}, context.call()));
        if (!list)
            return fail(list.error());
        QMap<QString, qint64> rows;
        QStringList words;
        for (const TableInfo &table : list->tables)
            if (table.kind == TableInfo::Kind::Table) {
                rows.insert(table.name, table.rows);
                words.append(QStringLiteral("%1 %2").arg(table.name, table.rows < 0 ? QStringLiteral("-") : QString::number(table.rows)));
            }
        if (context.output().isJson()) {
            QJsonObject counts;
            for (auto it = rows.cbegin(); it != rows.cend(); ++it)
                counts.insert(it.key(), it.value() < 0 ? QJsonValue() : QJsonValue(it.value()));
            context.output().json({{"workspace", toJson(identity)}, {"tables", rows.size()}, {"rows", counts}});
            return true;
        }
        QList<std::pair<QString, QString>> pairs = head(identity, QCoreApplication::translate("cli", "a file of another program"));
        pairs += {{QCoreApplication::translate("cli", "Tables:"), QString::number(rows.size())},
                  {QCoreApplication::translate("cli", "Rows, estimated:"), words.join(QStringLiteral(", "))}};
        context.output().pairs(pairs);
        context.output().note(QCoreApplication::translate("cli", "Look at it with: planciactl --store FILE table list"));
        return true;
    }

    static QList<std::pair<QString, QString>> head(const WorkspaceIdentity &identity, const QString &kind)
    {
        return {{QCoreApplication::translate("cli", "Workspace:"), workspaceName(identity)},
                {QCoreApplication::translate("cli", "Place:"), identity.place},
                {QCoreApplication::translate("cli", "Kind:"), kind},
                {QCoreApplication::translate("cli", "Writing:"), QCoreApplication::translate("cli", "read only")}};
    }

    static void printJson(Context &context, const Health &health)
    {
        QJsonValue backup;
        if (health.backup) {
            QJsonObject object = toJson(*health.backup);
            object.insert("age_seconds", (context.clock().nowMs() - health.backup->manifest.finishedAt) / 1000);
            backup = object;
        }
        const SupportPort &support = *context.runtimeIfBuilt()->ports().support;
        context.output().json({{"workspace", toJson(health.identity)},
                               {"schema", QJsonObject{{"current", health.schema.current},
                                                      {"target", health.schema.target},
                                                      {"pending", health.schema.pending()}}},
                               {"commit", health.commitNo < 0 ? QJsonValue() : QJsonValue(health.commitNo)},
                               {"ping_ms", health.pingMs},
                               {"rows", toJson(health.rows)},
                               {"backup", backup},
                               {"run_id", support.runId()},
                               {"log_file", support.logFile()},
                               {"version", QCoreApplication::applicationVersion()}});
    }

    static void printText(Context &context, const Health &health)
    {
        const auto words = [](const char *source) { return QCoreApplication::translate("cli", source); };
        QString backup = words(QT_TRANSLATE_NOOP("cli", "none yet"));
        if (!health.canBackUp)
            backup = words(QT_TRANSLATE_NOOP("cli", "not made here"));
        else if (health.backup)
            backup = QCoreApplication::translate("cli", "%1, %2 old, %3")
                         .arg(health.backup->path, age(context.clock().nowMs() - health.backup->manifest.finishedAt),
                              toString(health.backup->state));
        QStringList rows;
        for (auto it = health.rows.begin(); it != health.rows.end(); ++it)
            rows.append(QStringLiteral("%1 %2").arg(it.key()).arg(it.value()));
        const SupportPort &support = *context.runtimeIfBuilt()->ports().support;
        context.output().pairs(
            {{words(QT_TRANSLATE_NOOP("cli", "Workspace:")), workspaceName(health.identity)},
             {words(QT_TRANSLATE_NOOP("cli", "Place:")), health.identity.place},
             {words(QT_TRANSLATE_NOOP("cli", "Writing:")),
              health.identity.readOnly ? words(QT_TRANSLATE_NOOP("cli", "read only")) : words(QT_TRANSLATE_NOOP("cli", "yes"))},
             {words(QT_TRANSLATE_NOOP("cli", "Schema:")),
              QCoreApplication::translate("cli", "%1 of %2").arg(health.schema.current).arg(health.schema.target)},
             {words(QT_TRANSLATE_NOOP("cli", "Commit:")), health.commitNo < 0 ? QStringLiteral("–") : QString::number(health.commitNo)},
             {words(QT_TRANSLATE_NOOP("cli", "Answers in:")), QStringLiteral("%1 ms").arg(health.pingMs, 0, 'f', 2)},
             {words(QT_TRANSLATE_NOOP("cli", "Rows:")), rows.join(", ")},
             {words(QT_TRANSLATE_NOOP("cli", "Newest backup:")), backup},
             {words(QT_TRANSLATE_NOOP("cli", "Run:")), support.runId()},
             {words(QT_TRANSLATE_NOOP("cli", "Log file:")), support.logFile()}});
    }
};

class Version final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"version", QT_TRANSLATE_NOOP("cli", "Print the version"), {}, {}, nullptr};
    }
    Result<bool> run(Context &context) const override
    {
        const QString version = QCoreApplication::applicationVersion();
        if (context.output().isJson())
            context.output().json({{"program", "planciactl"}, {"version", version}, {"qt", QString::fromLatin1(qVersion())}});
        else
            context.output().line("planciactl " + version);
        return true;
    }
};
} // namespace

void addStatusCommands(Commands &commands)
{
    commands.push_back(std::make_unique<Status>());
    commands.push_back(std::make_unique<Version>());
}

} // namespace plancia::cli
