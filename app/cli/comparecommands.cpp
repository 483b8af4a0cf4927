// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupoutput.h"
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "models/ports/compareport.h"
#include "models/ports/momentsport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace plancia::cli {

namespace {

constexpr int kDifferent = 1; // as diff(1) and cmp(1)
constexpr int kMaxRows = 100'000;

QString translated(const char *source) { return QCoreApplication::translate("cli", source); }

/// A path that is there, a server's URL, a moment (#17, moment:17), else a workspace, “now”, or a backup.
Result<QString> sideNamed(Context &context, const QString &word)
{
    if (QFileInfo::exists(word))
        return QDir::current().absoluteFilePath(word);
    if (word.contains(u'/')) // a path that is not there, a URL
        return word.contains(QLatin1String("://")) ? word : QDir::current().absoluteFilePath(word);
    static const QRegularExpression moment(QStringLiteral("^(?:#|moment:)(\\d{1,18})$"));
    if (const auto match = moment.match(word); match.hasMatch())
        return momentWorkspaceId(QStringLiteral("local"), match.captured(1).toLongLong());
    if (word.startsWith(kMomentPrefix))
        return word;
    auto id = context.workspaceId(word);
    if (id || id.error().code() != ErrorCode::WorkspaceNotFound)
        return id;
    if (word == QLatin1String("now"))
        return QStringLiteral("local");
    const auto backups = backupsOf(context, BackupUse::Read);
    const auto named = backups ? backupNamed(context, **backups, word) : Result<QString>(backups.error());
    return named ? named : id;
}

QString count(qint64 rows) { return rows < 0 ? QString() : QString::number(rows); }

QString shown(const ShownValue &value)
{
    if (value.kind == ShownValue::Kind::Absent)
        return QStringLiteral("-");
    if (value.kind == ShownValue::Kind::Null)
        return QStringLiteral("NULL");
    const QString text = value.text + (value.cut ? QStringLiteral("…") : QString());
    return value.kind == ShownValue::Kind::Text ? u'"' + text + u'"' : text;
}

class BackupCompare final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"backup compare", QT_TRANSLATE_NOOP("cli", "Compare two stores row by row; exits 1 when they differ"),
                {{"LEFT", QT_TRANSLATE_NOOP("cli", "A workspace (or “now”: the local store), a backup (path, name or “latest”), a moment (#17), an SQLite file or a PostgreSQL URL"), true},
                 {"RIGHT", QT_TRANSLATE_NOOP("cli", "The same, of a later state"), true}},
                {{"table", "NAME", QT_TRANSLATE_NOOP("cli", "Show rows of this table only")},
                 {"rows", "N", QT_TRANSLATE_NOOP("cli", "Show up to N rows that differ, of each table")},
                 {"out", "FILE", QT_TRANSLATE_NOOP("cli", "Write the rows that differ into this file, as CSV or JSON lines")}},
                "backup compare /media/backups/20260131T134500Z-c42 local --rows 20"};
    }

    Result<bool> run(Context &context) const override
    {
        const auto limit = context.arguments().number("rows", context.arguments().has("table") ? 100 : 0, 0, kMaxRows);
        if (!limit)
            return fail(limit.error());
        const auto runtime = context.runtime();
        if (!runtime)
            return fail(runtime.error());
        const auto left = sideNamed(context, context.arguments().positional(0));
        const auto right = left ? sideNamed(context, context.arguments().positional(1)) : left;
        if (!right)
            return fail(right.error());
        ComparePort &port = *(*runtime)->ports().compare;
        const auto comparison = context.await(port.compare(*left, *right, context.call()));
        if (!comparison)
            return fail(comparison.error());
        // The file first: what is printed says that it is there.
        if (const QString out = context.arguments().value("out"); !out.isEmpty())
            if (auto written = context.await(port.exportTo(comparison->id, QDir::current().absoluteFilePath(out), context.call())); !written)
                return fail(written.error());
        if (auto printed = print(context, port, *comparison, *limit); !printed)
            return printed;
        if (comparison->verdict == Comparison::Verdict::NotComparable)
            return fail(ErrorCode::ValNotComparable, {{"message", whyNot(*comparison)}});
        context.setExitStatus(comparison->verdict == Comparison::Verdict::Same ? 0 : kDifferent);
        return true;
    }

private:
    static QString whyNot(const Comparison &comparison)
    {
        QStringList why;
        for (const TableComparison &table : comparison.tables)
            if (table.state == TableComparison::State::NotComparable)
                why += QStringLiteral("%1: %2").arg(table.table, table.message);
        return why.join(QLatin1String("; "));
    }

    static Result<bool> print(Context &context, ComparePort &port, const Comparison &comparison, qint64 limit)
    {
        if (!context.output().isJson()) {
            printTables(context.output(), comparison);
            return eachRow(context, port, comparison, limit, [&](const QString &table, const RowDifference &row) {
                context.output().line(QStringLiteral("%1 %2 %3").arg(sign(row.kind), table, row.key));
                for (const FieldDifference &field : row.fields)
                    context.output().line(QStringLiteral("    %1: %2").arg(field.name, change(row.kind, field)));
            });
        }
        QJsonArray rows;
        auto walked = eachRow(context, port, comparison, limit, [&](const QString &table, const RowDifference &row) {
            QJsonObject object = toJson(row);
            object.insert("table", table);
            rows.append(object);
        });
        if (!walked)
            return walked;
        QJsonObject object = toJson(comparison);
        object.insert("rows", rows);
        context.output().json(object);
        return true;
    }

    static QString sign(RowDifference::Kind kind)
    {
        return kind == RowDifference::Kind::Added ? QStringLiteral("+") : kind == RowDifference::Kind::Removed ? QStringLiteral("-") : QStringLiteral("~");
    }
    static QString change(RowDifference::Kind kind, const FieldDifference &field)
    {
        return kind == RowDifference::Kind::Added     ? shown(field.after)
               : kind == RowDifference::Kind::Removed ? shown(field.before)
                                                      : shown(field.before) + QStringLiteral(" → ") + shown(field.after);
    }

    static void printTables(Output &output, const Comparison &comparison)
    {
        if (comparison.verdict == Comparison::Verdict::Same) {
            output.line(translated(QT_TRANSLATE_NOOP("cli", "No differences.")));
            return;
        }
        QList<QStringList> lines;
        for (const TableComparison &table : comparison.tables)
            if (table.state != TableComparison::State::Same)
                lines.append({table.table, toString(table.state), count(table.leftRows), count(table.rightRows), QString::number(table.added),
                              QString::number(table.removed), QString::number(table.changed), notes(table)});
        output.table({translated(QT_TRANSLATE_NOOP("cli", "TABLE")), translated(QT_TRANSLATE_NOOP("cli", "STATE")),
                      translated(QT_TRANSLATE_NOOP("cli", "LEFT ROWS")), translated(QT_TRANSLATE_NOOP("cli", "RIGHT ROWS")),
                      translated(QT_TRANSLATE_NOOP("cli", "ADDED")), translated(QT_TRANSLATE_NOOP("cli", "REMOVED")),
                      translated(QT_TRANSLATE_NOOP("cli", "CHANGED")), QString()},
                     lines, {2, 3, 4, 5, 6});
    }

    static QString notes(const TableComparison &table)
    {
        QStringList notes;
        if (!table.message.isEmpty())
            notes += table.message;
        for (const QString &column : table.leftColumns)
            notes += u'-' + column;
        for (const QString &column : table.rightColumns)
            notes += u'+' + column;
        return notes.join(u' ');
    }

    static Result<bool> eachRow(Context &context, ComparePort &port, const Comparison &comparison, qint64 limit,
                                const std::function<void(const QString &, const RowDifference &)> &visit)
    {
        const QString only = context.arguments().value("table");
        for (const TableComparison &table : comparison.tables) {
            if (!only.isEmpty() && table.table != only)
                continue;
            Anchor anchor = Anchor::start();
            for (qint64 left = std::min(limit, table.kept); left > 0;) {
                const auto page = context.await(
                    port.rows(comparison.id, table.table, anchor, static_cast<int>(std::min<qint64>(left, kMaxPageRows)), context.call()));
                if (!page)
                    return fail(page.error());
                for (const RowDifference &row : page->items)
                    visit(table.table, row);
                left = page->hasAfter ? left - page->items.size() : 0;
                anchor = Anchor::after(page->lastCursor);
            }
        }
        return true;
    }
};

} // namespace

void addCompareCommands(Commands &commands) { commands.push_back(std::make_unique<BackupCompare>()); }

} // namespace plancia::cli
