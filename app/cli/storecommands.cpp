// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/errors/catalogue.h"
#include "models/ports/maintenanceport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::cli {

namespace {

const OptionSpec kDryRun{"dry-run", nullptr, QT_TRANSLATE_NOOP("cli", "Only tell what would be done")};

Result<MaintenancePort *> maintenanceOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (MaintenancePort *maintenance = (*workspace)->maintenance())
        return maintenance;
    return fail(ErrorCode::BackupUnsupported, {{"name", (*workspace)->identity().name}});
}

QString wordsOf(const CheckInfo &info)
{
    const char *context = info.isRule ? "invariants" : "checks";
    const char *words = info.words;
    return QCoreApplication::translate(context, words);
}

QString remedyOf(const CheckInfo &info)
{
    const char *context = info.isRule ? "invariants" : "checks";
    const char *remedy = info.remedy;
    return remedy ? QCoreApplication::translate(context, remedy) : QString();
}

QString severityName(Severity severity)
{
    constexpr const char *kNames[] = {"info", "warning", "error", "critical"};
    return QString::fromLatin1(kNames[static_cast<int>(severity)]);
}

class StoreCheck final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store check", QT_TRANSLATE_NOOP("cli", "Check the store and the rules of its data"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "One check, or several separated by commas; all without it"), false}},
                {{"full", nullptr, QT_TRANSLATE_NOOP("cli", "Read the whole store too")},
                 {"list", nullptr, QT_TRANSLATE_NOOP("cli", "List the checks and run none")}},
                "store check audit-no-gap,tenants-status"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto maintenance = maintenanceOf(context);
        if (!maintenance)
            return fail(maintenance.error());
        const QList<CheckInfo> checks = (*maintenance)->checks();
        if (context.arguments().has("list")) {
            printList(context.output(), checks);
            return true;
        }
        const QStringList names = context.arguments().positional(0).split(u',', Qt::SkipEmptyParts);
        const auto depth = context.arguments().has("full") || !names.isEmpty() ? MaintenancePort::Depth::Full : MaintenancePort::Depth::Quick;
        const auto report = context.await((*maintenance)->run(names, depth, context.call()));
        if (!report)
            return fail(report.error());
        printReport(context.output(), *report, checks);
        if (const auto fault = firstFault(report->results))
            return fail(*fault);
        return true;
    }

private:
    static void printList(Output &output, const QList<CheckInfo> &checks)
    {
        if (output.isJson())
            return output.json(listObject(checks));
        QList<QStringList> rows;
        for (const CheckInfo &info : checks)
            rows.append({QString::fromLatin1(info.name), severityName(info.severity), wordsOf(info)});
        output.table({QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "SEVERITY"),
                      QCoreApplication::translate("cli", "HOLDS")},
                     rows);
    }
    static void printReport(Output &output, const CheckReport &report, const QList<CheckInfo> &checks)
    {
        if (output.isJson()) {
            QJsonObject object = listObject(report.results);
            object.insert("at", isoTime(report.at));
            object.insert("ok", allWell(report.results));
            return output.json(object);
        }
        QList<QStringList> rows;
        for (const CheckResult &result : report.results)
            rows.append({result.name, toString(result.state), QString::number(result.count), QString::number(result.durationMs)});
        output.table({QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "STATE"),
                      QCoreApplication::translate("cli", "COUNT"), QCoreApplication::translate("cli", "MS")},
                     rows, {2, 3});
        for (const CheckResult &result : report.results)
            if (result.state == CheckResult::State::Broken || result.state == CheckResult::State::Noted)
                explain(output, result, checks);
    }
    static void explain(Output &output, const CheckResult &result, const QList<CheckInfo> &checks)
    {
        for (const CheckInfo &info : checks) {
            if (result.name != QLatin1String(info.name))
                continue;
            output.line({});
            output.line(result.name + QStringLiteral(": ") + wordsOf(info));
            for (const QString &sample : result.samples)
                output.line(QStringLiteral("  ") + sample);
            output.line(info.isRepairable
                            ? QCoreApplication::translate("cli", "Repaired by: planciactl store repair %1").arg(result.name)
                            : remedyOf(info));
        }
    }
};

class StoreRepairCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store repair", QT_TRANSLATE_NOOP("cli", "Repair what breaks a rule, after a backup"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "The rule, as store check names it"), true}}, {kDryRun},
                "store repair tenants-name-key --dry-run"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto maintenance = maintenanceOf(context);
        if (!maintenance)
            return fail(maintenance.error());
        const auto report = context.await((*maintenance)->repair(context.arguments().positional(0),
                                                                 context.arguments().has("dry-run"), context.call()));
        if (!report)
            return fail(report.error());
        if (context.output().isJson())
            context.output().json({{"check", report->check},
                                   {"dry_run", report->dryRun},
                                   {"rows", report->rows},
                                   {"backup", report->backupPath}});
        else
            context.output().pairs({{"check", report->check},
                                    {"rows", QString::number(report->rows)},
                                    {"backup", report->backupPath}});
        return true;
    }
};

class StoreReindex final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store reindex", QT_TRANSLATE_NOOP("cli", "Build every index of the store anew"), {}, {kDryRun}, "store reindex"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto maintenance = maintenanceOf(context);
        if (!maintenance)
            return fail(maintenance.error());
        const auto report = context.await((*maintenance)->reindex(context.arguments().has("dry-run"), context.call()));
        if (!report)
            return fail(report.error());
        if (context.output().isJson())
            context.output().json({{"dry_run", report->dryRun},
                                   {"indexes", QJsonArray::fromStringList(report->indexes)},
                                   {"bytes", report->bytes},
                                   {"duration_ms", report->durationMs}});
        else
            context.output().pairs({{"indexes", QString::number(report->indexes.size())},
                                    {"bytes", QString::number(report->bytes)},
                                    {"ms", QString::number(report->durationMs)}});
        return true;
    }
};

class StoreVacuum final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store vacuum", QT_TRANSLATE_NOOP("cli", "Give unused room of the store back, after a backup"), {}, {kDryRun},
                "store vacuum --dry-run"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto maintenance = maintenanceOf(context);
        if (!maintenance)
            return fail(maintenance.error());
        const auto report = context.await((*maintenance)->vacuum(context.arguments().has("dry-run"), context.call()));
        if (!report)
            return fail(report.error());
        if (context.output().isJson())
            context.output().json({{"dry_run", report->dryRun},
                                   {"bytes_before", report->bytesBefore},
                                   {"bytes_after", report->bytesAfter},
                                   {"bytes_needed", report->bytesNeeded},
                                   {"bytes_free", report->bytesFree},
                                   {"backup", report->backupPath},
                                   {"duration_ms", report->durationMs}});
        else
            context.output().pairs({{"bytes before", QString::number(report->bytesBefore)},
                                    {"bytes after", QString::number(report->bytesAfter)},
                                    {"bytes needed", QString::number(report->bytesNeeded)},
                                    {"bytes free", QString::number(report->bytesFree)},
                                    {"backup", report->backupPath}});
        return true;
    }
};

class StoreProfile final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store profile", QT_TRANSLATE_NOOP("cli", "Measure the critical queries of the store, with their plans"), {},
                {{"rows", "N", QT_TRANSLATE_NOOP("cli", "Measure on so many tenants made for it, with people, keys, calls and audit rows, not on the store")},
                 {"plans", nullptr, QT_TRANSLATE_NOOP("cli", "Print the plan of every query")}},
                "store profile --rows 100000"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto rows = context.arguments().number("rows", 0, 1, kMaxProfileRows);
        if (!rows)
            return fail(rows.error());
        const auto maintenance = maintenanceOf(context);
        if (!maintenance)
            return fail(maintenance.error());
        const auto report = context.await((*maintenance)->profile(*rows, context.call()));
        if (!report)
            return fail(report.error());
        if (context.output().isJson()) {
            QJsonObject object = listObject(report->queries);
            object.insert("tenants", report->tenants);
            object.insert("audit_rows", report->auditRows);
            object.insert("made", report->ownData);
            context.output().json(object);
        } else {
            print(context.output(), *report, context.arguments().has("plans"));
        }
        return true;
    }

private:
    static void print(Output &output, const ProfileReport &report, bool plans)
    {
        QList<QStringList> rows;
        for (const QueryProfile &query : report.queries)
            rows.append({toString(query.verdict), query.name, toString(query.kind), QString::number(query.milliseconds, 'f', 3),
                         QString::number(query.limitMs, 'f', 0)});
        output.table({QCoreApplication::translate("cli", "VERDICT"), QCoreApplication::translate("cli", "QUERY"),
                      QCoreApplication::translate("cli", "KIND"), QCoreApplication::translate("cli", "MS"),
                      QCoreApplication::translate("cli", "LIMIT")},
                     rows, {3, 4});
        for (const QueryProfile &query : report.queries) {
            if (plans ? query.plan.isEmpty() : query.flags.isEmpty())
                continue;
            output.line({});
            output.line(query.name);
            for (const QString &step : plans ? query.plan : query.flags)
                output.line(QStringLiteral("  ") + step);
        }
    }
};

} // namespace

QJsonObject toJson(const CheckInfo &info)
{
    return {{"name", info.name},
            {"severity", severityName(info.severity)},
            {"rule", info.isRule},
            {"on_request", info.onRequest},
            {"repairable", info.isRepairable},
            {"words", wordsOf(info)}};
}

QJsonObject toJson(const CheckResult &result)
{
    return {{"name", result.name},
            {"state", toString(result.state)},
            {"count", result.count},
            {"samples", QJsonArray::fromStringList(result.samples)},
            {"duration_ms", result.durationMs},
            {"error", result.error ? QJsonValue(QJsonDocument::fromJson(toProblemJson(*result.error)).object()) : QJsonValue()}};
}

QJsonObject toJson(const QueryProfile &query)
{
    return {{"name", query.name},
            {"kind", toString(query.kind)},
            {"verdict", toString(query.verdict)},
            {"ms", query.milliseconds},
            {"limit_ms", query.limitMs},
            {"plan", QJsonArray::fromStringList(query.plan)},
            {"flags", QJsonArray::fromStringList(query.flags)}};
}

void addStoreCommands(Commands &commands)
{
    commands.push_back(std::make_unique<StoreCheck>());
    commands.push_back(std::make_unique<StoreRepairCommand>());
    commands.push_back(std::make_unique<StoreReindex>());
    commands.push_back(std::make_unique<StoreVacuum>());
    commands.push_back(std::make_unique<StoreProfile>());
}

} // namespace plancia::cli
