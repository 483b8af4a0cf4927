// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tablerowsmodel.h"

#include "models/format/format.h"
#include "models/ports/tablesport.h"

#include <QUuid>
#include <algorithm>

namespace plancia {

namespace {
constexpr int kNumberWidth = 14; ///< characters
constexpr int kTextWidth = 24;
constexpr int kBytesWidth = 40; ///< a UUID
constexpr int kMostWidth = 44;
constexpr qint64 kUuidBytes = 16;
constexpr qint64 kFirstTime = 946'684'800'000;  ///< 2000: smaller numbers are seldom times
constexpr qint64 kLastTime = 4'102'444'800'000; ///< 2100

ColumnKind kindOf(const ColumnInfo &column)
{
    const Affinity affinity = affinityOf(column.type);
    return affinity == Affinity::Text ? ColumnKind::Text : affinity == Affinity::Blob ? ColumnKind::Identifier : ColumnKind::Number;
}

QString titleOf(const ColumnInfo &column)
{
    QString title = format::harmless(column.name);
    if (!column.type.isEmpty())
        title += QStringLiteral(" · ") + format::harmless(column.type).left(20).toLower();
    if (column.keyPlace > 0)
        title += QStringLiteral(" · ") + TableRowsModel::tr("key", "part of a table's primary key");
    return title;
}

QList<ItemColumn> columnsOf(const TableDetails &details)
{
    QList<ItemColumn> columns;
    for (const ColumnInfo &column : details.columns) {
        const ColumnKind kind = kindOf(column);
        const QString title = titleOf(column);
        const int wanted = kind == ColumnKind::Number ? kNumberWidth : kind == ColumnKind::Text ? kTextWidth : kBytesWidth;
        columns.append({title, kind, std::clamp(static_cast<int>(title.size()) + 2, wanted, kMostWidth), -1});
    }
    if (!columns.isEmpty())
        columns.last().width = 0;
    return columns;
}
} // namespace

QString wordsFor(const TableCell &cell, const QLocale &locale)
{
    switch (cell.type) {
    case TableCell::Type::Null:
        return QStringLiteral("NULL");
    case TableCell::Type::Integer:
    case TableCell::Type::Real:
        return cell.text;
    case TableCell::Type::Text:
        return format::harmless(cell.text) + (cell.cut ? QStringLiteral("…") : QString());
    case TableCell::Type::Blob:
        break;
    }
    if (cell.bytes == kUuidBytes && !cell.cut)
        return QUuid::fromRfc4122(QByteArray::fromHex(cell.text.toLatin1())).toString(QUuid::WithoutBraces);
    const QString head = cell.text.left(32);
    return QStringLiteral("x'%1%2' (%3)").arg(head, head.size() < cell.bytes * 2 ? QStringLiteral("…") : QString(),
                                              format::bytes(cell.bytes, locale));
}

qint64 timeOf(const TableCell &cell, const QString &column)
{
    if (cell.type != TableCell::Type::Integer || (column != u"at" && !column.endsWith(u"_at")))
        return 0;
    const qint64 ms = cell.text.toLongLong();
    return ms >= kFirstTime && ms < kLastTime ? ms : 0;
}

TableRowsModel::TableRowsModel(const TableDetails &details, const QLocale &locale, QObject *parent)
    : PagedModelT<TableRow>(columnsOf(details), parent), m_details(details), m_locale(locale), m_looked(std::make_shared<Looked>())
{
}

void TableRowsModel::setQuery(std::shared_ptr<Workspace> workspace, const TableQuery &query)
{
    m_query = query;
    if (!workspace || !workspace->tables()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace), query, looked = m_looked](const Anchor &anchor, int limit, const CallContext &context) {
        looked->done = 0;
        looked->total = 0;
        return workspace->tables()->page(query, anchor, limit, context, [looked](const Progress &progress) {
            looked->done = progress.done;
            looked->total = progress.total;
        });
    });
}

Progress TableRowsModel::progress() const
{
    Progress progress;
    progress.unit = Progress::Unit::Rows;
    progress.done = m_looked->done;
    progress.total = m_looked->total;
    return progress;
}

QVariant TableRowsModel::cell(const TableRow &row, int column, int role) const
{
    if (column >= row.cells.size())
        return {};
    const TableCell &cell = row.cells.at(column);
    switch (role) {
    case Qt::DisplayRole:
        return wordsFor(cell, m_locale);
    case QuietRole:
        return cell.type == TableCell::Type::Null;
    case FullTextRole:
        if (const qint64 ms = timeOf(cell, m_details.columns.value(column).name); ms > 0)
            return format::localAndUtc(ms);
        return {};
    default:
        return {};
    }
}

} // namespace plancia
