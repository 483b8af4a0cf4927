// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/context.h"
#include "app/cli/json.h"
#include "models/errors/catalogue.h"
#include "models/ports/salvageport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

namespace plancia::cli {

namespace {

constexpr qsizetype kShownDamage = 10; ///< for people; all of it under --json

QJsonValue knownOrNull(qint64 number) { return number < 0 ? QJsonValue() : QJsonValue(number); }

QString shownCount(qint64 count) { return count < 0 ? QStringLiteral("-") : QString::number(count); }

Result<SalvagePort *> salvageOf(Context &context)
{
    const auto runtime = context.runtime();
    if (!runtime)
        return fail(runtime.error());
    return (*runtime)->ports().salvage;
}

/// What is wrong with the file, and what was read and not taken.
void printTroubles(Output &output, const RowRecovery &rows)
{
    for (qsizetype i = 0; i < std::min(kShownDamage, rows.damage.size()); ++i)
        output.line(QStringLiteral("  ") + rows.damage[i]);
    if (rows.damagedPlaces > kShownDamage)
        output.line(QStringLiteral("  ") + QCoreApplication::translate("cli", "… and %1 places more").arg(rows.damagedPlaces - kShownDamage));
    for (const RefusedRows &refused : rows.refused)
        output.line(QStringLiteral("  ") + QCoreApplication::translate("cli", "%1 refused in %2: %3").arg(QString::number(refused.count), refused.table, refused.reason));
    for (const QString &skipped : rows.skipped)
        output.line(QStringLiteral("  ") + skipped);
}

class StoreSalvage final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"store salvage", QT_TRANSLATE_NOOP("cli", "Show what can be had for a damaged store, and put it in its place"),
                {{"FILE", QT_TRANSLATE_NOOP("cli", "A damaged file whose rows go into a new one, instead of the local store"), false}},
                {{"from", "SOURCE", QT_TRANSLATE_NOOP("cli", "archive, backup or rows: put that in the place of the local store")},
                 {"out", "NEWFILE", QT_TRANSLATE_NOOP("cli", "Where the rows of FILE go")},
                 {"yes", nullptr, QT_TRANSLATE_NOOP("cli", "Do not ask")}},
                "store salvage --from archive"};
    }
    Result<bool> run(Context &context) const override
    {
        const QString file = context.arguments().positional(0);
        const QString out = context.arguments().value("out");
        const auto from = context.arguments().choice("from", {"archive", "backup", "rows"});
        if (!from)
            return fail(from.error());
        if (file.isEmpty() != out.isEmpty() || (!file.isEmpty() && !from->isEmpty()))
            return fail(ErrorCode::ValUsage, {{"message", QCoreApplication::translate("cli", "FILE goes with --out, and --from with the local store")}});
        const auto salvage = salvageOf(context);
        if (!salvage)
            return fail(salvage.error());
        if (!file.isEmpty())
            return recover(context, **salvage, QDir::current().absoluteFilePath(file), QDir::current().absoluteFilePath(out));
        return from->isEmpty() ? look(context, **salvage) : apply(context, **salvage, *salvageSourceFromString(*from));
    }

private:
    static Result<bool> look(Context &context, SalvagePort &salvage)
    {
        const auto plan = context.await(salvage.look(context.call()));
        if (!plan)
            return fail(plan.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*plan));
            return true;
        }
        QList<QStringList> offers;
        for (const SalvageOffer &offer : plan->offers)
            offers.append({toString(offer.source), shownCount(offer.commitNo), shownTime(offer.at),
                           offer.refusal ? errorId(offer.refusal->code()) : offer.name.isEmpty() ? offer.findings.join(", ") : offer.name + (offer.proved ? QCoreApplication::translate("cli", " (proved)") : QString())});
        output.table({QCoreApplication::translate("cli", "SOURCE"), QCoreApplication::translate("cli", "COMMIT"), QCoreApplication::translate("cli", "TIME"), QCoreApplication::translate("cli", "NOTE")}, offers, {1});
        output.line({});
        QList<QStringList> tables;
        for (const QString &name : plan->tables()) {
            QStringList row{name};
            for (const SalvageOffer &offer : plan->offers)
                row.append(offer.isPossible() ? shownCount(offer.rowsOf(name)) : QStringLiteral("-"));
            const auto read = std::find_if(plan->rows.tables.begin(), plan->rows.tables.end(), [&name](const SalvagedTable &table) { return table.name == name; });
            row.append(read == plan->rows.tables.end() ? QStringLiteral("-") : QString::number(read->lost()));
            row.append(read == plan->rows.tables.end() ? QStringLiteral("-") : QString::number(read->refused));
            tables.append(row);
        }
        output.table({QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "ARCHIVE"), QCoreApplication::translate("cli", "BACKUP"), QCoreApplication::translate("cli", "ROWS"), QCoreApplication::translate("cli", "LOST"), QCoreApplication::translate("cli", "REFUSED")}, tables, {1, 2, 3, 4, 5});
        if (plan->rows.damagedPlaces > 0 || !plan->rows.refused.isEmpty())
            output.line({});
        printTroubles(output, plan->rows);
        if (plan->rows.orphansLeft > 0)
            output.note(QCoreApplication::translate("cli", "%1 pages look like rows of a table, but may as well be old ones: they are left out.").arg(plan->rows.orphansLeft));
        if (plan->rows.isWhole() && plan->offer(SalvageOffer::Source::Rows)->isPossible())
            output.note(QCoreApplication::translate("cli", "No damage was found in the rows of the store."));
        if (const auto best = plan->recommended())
            output.note(QCoreApplication::translate("cli", "Recommended: planciactl store salvage --from %1").arg(toString(*best)));
        return true;
    }
    static Result<bool> apply(Context &context, SalvagePort &salvage, SalvageOffer::Source source)
    {
        if (auto yes = context.agreed(QCoreApplication::translate("cli", "The local store is moved aside as it is, and takes the contents of: %1.").arg(toString(source))); !yes)
            return yes;
        const auto report = context.await(salvage.apply(source, context.call()));
        if (!report)
            return fail(report.error());
        Output &output = context.output();
        if (output.isJson()) {
            output.json(toJson(*report));
            return true;
        }
        QList<std::pair<QString, QString>> pairs{{"source", toString(report->source)},
                                                 {"restored_commit", QString::number(report->restoredCommit)},
                                                 {"commit", QString::number(report->commitAfter)},
                                                 {"history", report->historyId},
                                                 {"set_aside", report->setAside}};
        if (!report->name.isEmpty())
            pairs.insert(1, {"backup", report->name});
        if (!report->findings.isEmpty())
            pairs.append({"findings", report->findings.join(", ")});
        for (auto it = report->rowsAfter.begin(); it != report->rowsAfter.end(); ++it)
            pairs.append({"rows." + it.key(), QString::number(it.value())});
        output.pairs(pairs);
        printTroubles(output, report->rows);
        output.note(QCoreApplication::translate("cli", "The damaged store lies in %1 as it was. Delete it when nothing is missing.").arg(report->setAside));
        return true;
    }
    static Result<bool> recover(Context &context, SalvagePort &salvage, const QString &file, const QString &out)
    {
        const auto report = context.await(salvage.recover(file, out, context.call()));
        if (!report)
            return fail(report.error());
        Output &output = context.output();
        if (output.isJson()) {
            QJsonObject object = toJson(*report);
            object.insert("path", out);
            output.json(object);
            return true;
        }
        QList<QStringList> tables;
        for (const SalvagedTable &table : report->tables)
            tables.append({table.name, QString::number(table.rows), QString::number(table.orphans), QString::number(table.lost()), QString::number(table.refused)});
        output.table({QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "ROWS"), QCoreApplication::translate("cli", "STRAY"), QCoreApplication::translate("cli", "LOST"), QCoreApplication::translate("cli", "REFUSED")}, tables, {1, 2, 3, 4});
        printTroubles(output, *report);
        return true;
    }
};

} // namespace

QJsonObject toJson(const SalvagedTable &table)
{
    return {{"table", table.name},
            {"rows", table.rows},
            {"expected", knownOrNull(table.expected)},
            {"lost", table.lost()},
            {"stray", table.orphans},
            {"refused", table.refused}};
}

QJsonObject toJson(const RowRecovery &rows)
{
    QJsonArray tables, refused;
    for (const SalvagedTable &table : rows.tables)
        tables.append(toJson(table));
    for (const RefusedRows &one : rows.refused)
        refused.append(QJsonObject{{"table", one.table}, {"reason", one.reason}, {"first_page", qint64(one.page)}, {"rows", one.count}});
    return {{"tables", tables},
            {"refused", refused},
            {"damage", QJsonArray::fromStringList(rows.damage)},
            {"damaged_places", rows.damagedPlaces},
            {"pages_left_out", rows.orphansLeft},
            {"log_pages", rows.logPages},
            {"commit", knownOrNull(rows.commitNo)},
            {"foreign", rows.isForeign},
            {"skipped", QJsonArray::fromStringList(rows.skipped)},
            {"findings", QJsonArray::fromStringList(rows.findings)}};
}

QJsonObject toJson(const SalvagePlan &plan)
{
    QJsonArray offers;
    for (const SalvageOffer &offer : plan.offers) {
        QJsonObject rows;
        for (const SalvagedTable &table : offer.tables)
            rows.insert(table.name, table.rows);
        offers.append(QJsonObject{{"source", toString(offer.source)},
                                  {"possible", offer.isPossible()},
                                  {"error", offer.refusal ? QJsonValue(QJsonDocument::fromJson(toProblemJson(*offer.refusal)).object()) : QJsonValue()},
                                  {"at", timeOrNull(offer.at)},
                                  {"commit", knownOrNull(offer.commitNo)},
                                  {"backup", offer.name.isEmpty() ? QJsonValue() : QJsonValue(offer.name)},
                                  {"proved", offer.proved},
                                  {"findings", QJsonArray::fromStringList(offer.findings)},
                                  {"rows", rows}});
    }
    const auto best = plan.recommended();
    return {{"store", plan.store},
            {"last_commit", knownOrNull(plan.lastCommit)},
            {"recommended", best ? QJsonValue(toString(*best)) : QJsonValue()},
            {"offers", offers},
            {"read", toJson(plan.rows)}};
}

QJsonObject toJson(const SalvageReport &report)
{
    return {{"source", toString(report.source)},
            {"backup", report.name.isEmpty() ? QJsonValue() : QJsonValue(report.name)},
            {"set_aside", report.setAside.isEmpty() ? QJsonValue() : QJsonValue(report.setAside)},
            {"commit_before", report.commitBefore},
            {"commit", report.commitAfter},
            {"restored_commit", report.restoredCommit},
            {"history_id", report.historyId},
            {"rows", toJson(report.rowsAfter)},
            {"findings", QJsonArray::fromStringList(report.findings)},
            {"read", report.source == SalvageOffer::Source::Rows ? QJsonValue(toJson(report.rows)) : QJsonValue()}};
}

void addSalvageCommands(Commands &commands) { commands.push_back(std::make_unique<StoreSalvage>()); }

} // namespace plancia::cli
