// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/lists.h"
#include "models/ports/tablesport.h"

#include <QJsonArray>

namespace plancia::cli {

namespace {
Result<TablesPort *> tablesOf(Context &context)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (TablesPort *tables = (*workspace)->tables())
        return tables;
    return fail(ErrorCode::BusinessNotHere,
                {{"name", (*workspace)->identity().name}, {"message", "only SQLite files are shown as tables"}});
}

/// Numbers beyond 2^53 and bytes are text in JSON, and bytes say so.
QJsonValue jsonOf(const TableCell &cell)
{
    switch (cell.type) {
    case TableCell::Type::Null: return {};
    case TableCell::Type::Integer: {
        constexpr qint64 kExact = 1LL << 53;
        const qint64 n = cell.text.toLongLong();
        return n > -kExact && n < kExact ? QJsonValue(n) : QJsonValue(cell.text);
    }
    case TableCell::Type::Real: {
        bool ok = false;
        const double number = cell.text.toDouble(&ok);
        return ok ? QJsonValue(number) : QJsonValue(cell.text);
    }
    case TableCell::Type::Text:
        if (!cell.cut)
            return cell.text;
        break;
    case TableCell::Type::Blob: break;
    }
    return QJsonObject{{"type", toString(cell.type)}, {"head", cell.text}, {"bytes", cell.bytes}, {"cut", cell.cut}};
}

QString shownCell(const TableCell &cell)
{
    constexpr qsizetype kWidest = 60;
    if (cell.type == TableCell::Type::Null)
        return QStringLiteral("NULL");
    const QString text = cell.type == TableCell::Type::Blob ? QStringLiteral("x'%1'").arg(cell.text) : cell.text;
    return text.size() > kWidest ? text.left(kWidest - 1) + QStringLiteral("…") : text;
}

class TableListCommand final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"table list", QT_TRANSLATE_NOOP("cli", "List the tables of the workspace's file, whoever made it"), {},
                {{"filter", "TEXT", QT_TRANSLATE_NOOP("cli", "Only names that contain this")}}, "--store other.db table list"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto tables = tablesOf(context);
        if (!tables)
            return fail(tables.error());
        const auto list = context.await((*tables)->list(context.arguments().value("filter"), context.call()));
        if (!list)
            return fail(list.error());
        Output &output = context.output();
        if (output.isJson()) {
            QJsonArray items;
            for (const TableInfo &table : list->tables)
                items.append(QJsonObject{{"name", table.name}, {"kind", toString(table.kind)},
                                         {"rows", table.rows < 0 ? QJsonValue() : QJsonValue(table.rows)}});
            output.json({{"items", items}, {"next", QJsonValue()}, {"cut", list->cut}});
            return true;
        }
        QList<QStringList> rows;
        for (const TableInfo &table : list->tables)
            rows.append({table.name, toString(table.kind), table.rows < 0 ? QStringLiteral("-") : QString::number(table.rows)});
        output.table({QCoreApplication::translate("cli", "TABLE"), QCoreApplication::translate("cli", "KIND"),
                      QCoreApplication::translate("cli", "ROWS (ESTIMATED)")},
                     rows, {2});
        if (list->cut)
            output.note(QCoreApplication::translate("cli", "There are more tables: --filter narrows the list."));
        return true;
    }
};

class TableRows final : public Command {
public:
    CommandSpec spec() const override
    {
        return {"table rows", QT_TRANSLATE_NOOP("cli", "Print the rows of a table as they are, in the order of its key"),
                {{"NAME", QT_TRANSLATE_NOOP("cli", "The table, as “table list” names it"), true}},
                {{"limit", "N", QT_TRANSLATE_NOOP("cli", "At most so many rows (default 100)")},
                 {"after", "CURSOR", QT_TRANSLATE_NOOP("cli", "Go on where a list before ended")},
                 {"run-view", nullptr, QT_TRANSLATE_NOOP("cli", "Run a view's query, which the author of the file wrote")}},
                "--store other.db table rows customers --limit 20"};
    }
    Result<bool> run(Context &context) const override
    {
        const auto tables = tablesOf(context);
        if (!tables)
            return fail(tables.error());
        TableQuery query;
        query.table = context.arguments().positional(0);
        query.runView = context.arguments().has("run-view");
        const auto details = context.await((*tables)->details(query, context.call()));
        if (!details)
            return fail(details.error());
        const auto slice = readSlice<TableRow>(context, [&](const Anchor &anchor, int rows) {
            return (*tables)->page(query, anchor, rows, context.call());
        });
        if (!slice)
            return fail(slice.error());
        print(context.output(), *details, *slice);
        noteNext(context, slice->next);
        return true;
    }

private:
    static void print(Output &output, const TableDetails &details, const Slice<TableRow> &slice)
    {
        QStringList head;
        for (const ColumnInfo &column : details.columns)
            head.append(column.name);
        if (output.isJson()) {
            QJsonArray items;
            for (const TableRow &row : slice.items) {
                QJsonArray cells; // and not an object: names of columns are the file's, and may differ in case alone
                for (const TableCell &cell : row.cells)
                    cells.append(jsonOf(cell));
                items.append(cells);
            }
            output.json({{"table", details.info.name}, {"columns", QJsonArray::fromStringList(head)}, {"items", items},
                         {"next", slice.next.isEmpty() ? QJsonValue() : QJsonValue(slice.next)}});
            return;
        }
        QList<QStringList> rows;
        for (const TableRow &row : slice.items) {
            QStringList cells;
            for (const TableCell &cell : row.cells)
                cells.append(shownCell(cell));
            while (cells.size() < head.size())
                cells.append(QString());
            rows.append(cells.mid(0, head.size()));
        }
        output.table(head, rows);
    }
};
} // namespace

void addTableRowCommands(Commands &commands)
{
    commands.push_back(std::make_unique<TableListCommand>());
    commands.push_back(std::make_unique<TableRows>());
}

} // namespace plancia::cli
