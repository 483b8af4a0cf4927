// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/tablemerge.h"

#include <algorithm>
#include <cstring>

namespace plancia::backup {

using namespace sqlitefile;

namespace {

constexpr int kStepsBetweenLooks = 1024; // rows or leaves between two looks at the cancel token

/// The column of that name, as SQLite compares names.
int columnNamed(const TableLayout &layout, const QString &name)
{
    for (int i = 0; i < layout.columns.size(); ++i)
        if (layout.columns[i].name.compare(name, Qt::CaseInsensitive) == 0)
            return i;
    return -1;
}

QStringList missing(const TableLayout &here, const TableLayout &there)
{
    QStringList names;
    for (const Column &column : here.columns)
        if (!column.isVirtual && columnNamed(there, column.name) < 0)
            names += column.name;
    return names;
}

/// A row that does not spill equals another when its bytes do.
bool sameCell(const Cell &a, const Cell &b)
{
    return a.payloadSize == b.payloadSize && a.rowid == b.rowid && a.firstOverflow == 0 && b.firstOverflow == 0
           && std::memcmp(a.local, b.local, a.localSize) == 0;
}

bool spills(const BtreePage &page)
{
    Cell cell;
    for (int i = 0; i < page.cells(); ++i)
        if (!page.cell(i, cell) || cell.firstOverflow)
            return true; // a broken one is looked at closely too
    return false;
}

} // namespace

/// A row that was found again by its place.
struct LoadedRow {
    std::vector<uchar> bytes;
    BtreePage page;
    Cell cell;
    RowView view;
};

TableMerge::TableMerge(const TableSide &left, const TableSide &right, Results &results, int number)
    : m_left(left), m_right(right), m_results(results), m_number(number), m_unsettled(results)
{
    m_alike = left.layout == right.layout && left.file->header().encoding == right.file->header().encoding;
}

void TableMerge::matchColumns(TableComparison &table)
{
    table.leftColumns = missing(m_left.layout, m_right.layout);
    table.rightColumns = missing(m_right.layout, m_left.layout);
    for (int i = 0; i < m_left.layout.columns.size(); ++i) {
        const int other = columnNamed(m_right.layout, m_left.layout.columns[i].name);
        if (other >= 0 && !m_left.layout.columns[i].isVirtual && !m_right.layout.columns[other].isVirtual)
            m_common.append({i, other});
    }
}

/// False when the two have another primary key.
bool TableMerge::matchKeys()
{
    const TableLayout &left = m_left.layout, &right = m_right.layout;
    m_sameOrder = left.withoutRowid == right.withoutRowid;
    if (left.key.size() != right.key.size())
        return false;
    m_leftKey = left.key;
    for (qsizetype i = 0; i < left.key.size(); ++i) {
        const int other = columnNamed(right, left.columns[left.key[i].column].name);
        const auto found = std::find_if(right.key.begin(), right.key.end(), [other](const KeyColumn &k) { return k.column == other; });
        if (other < 0 || found == right.key.end())
            return false;
        m_rightKey.append({other, left.key[i].collation, left.key[i].descending});
        m_sameOrder &= !left.withoutRowid
                       || (right.key[i].column == other && right.key[i].collation == left.key[i].collation
                           && right.key[i].descending == left.key[i].descending);
    }
    m_sameOrder &= !left.withoutRowid || m_left.file->header().encoding == m_right.file->header().encoding;
    m_sameOrder &= (left.rowid < 0) == (right.rowid < 0);
    m_pairing = left.key.isEmpty() ? Pairing::ByContent
                : m_sameOrder && (left.withoutRowid || left.rowid >= 0) ? Pairing::ByOrder
                                                                        : Pairing::ByKey;
    if (m_pairing == Pairing::ByContent) {
        m_leftKey.clear();
        m_rightKey.clear();
        for (const auto &[a, b] : std::as_const(m_common)) {
            m_leftKey.append({a, Collation::Binary, false});
            m_rightKey.append({b, Collation::Binary, false});
        }
    }
    return true;
}

QString TableMerge::whyNot()
{
    if (!matchKeys())
        return QStringLiteral("the two have different primary keys");
    for (const QList<KeyColumn> &key : {m_left.layout.key, m_right.layout.key})
        for (const KeyColumn &part : key)
            if (part.collation == Collation::Unknown)
                return QStringLiteral("its primary key is ordered by a collation that only another program knows");
    if (m_common.isEmpty())
        return QStringLiteral("the two have no column in common");
    return {};
}

Result<bool> TableMerge::run(TableComparison &table, const CancelToken &cancel, const PagesDone &done)
{
    m_table = &table;
    matchColumns(table);
    if (table.message = whyNot(); !table.message.isEmpty()) {
        table.state = TableComparison::State::NotComparable;
        return true;
    }
    table.leftRows = table.rightRows = 0;
    auto walked = m_sameOrder ? walk(cancel, done) : scatter(cancel, done);
    if (walked)
        walked = settle(cancel);
    if (!walked)
        return walked;
    const bool same = table.differences() == 0 && table.leftColumns.isEmpty() && table.rightColumns.isEmpty();
    table.state = same ? TableComparison::State::Same : TableComparison::State::Different;
    return true;
}

bool TableMerge::sameBytes(Cursor &left, Cursor &right)
{
    const uchar *a = left.leafBytes();
    const uchar *b = right.leafBytes();
    return a && b && std::memcmp(a, b, m_left.file->header().usableSize) == 0 && !spills(left.leafPage());
}

/// Passes two leaves that are alike.
bool TableMerge::passLeaves(Cursor &left, Cursor &right)
{
    if (!sameBytes(left, right))
        return false;
    m_table->leftRows += left.leafPage().cells();
    m_table->rightRows += right.leafPage().cells();
    left.skipLeaf();
    right.skipLeaf();
    return true;
}

Result<bool> TableMerge::walk(const CancelToken &cancel, const PagesDone &done)
{
    Cursor left(*m_left.file, m_left.root), right(*m_right.file, m_right.root);
    const bool pages = m_alike && m_left.file->header().pageSize == m_right.file->header().pageSize
                       && m_left.file->header().usableSize == m_right.file->header().usableSize;
    qint64 lastLeft = std::numeric_limits<qint64>::min(), lastRight = lastLeft;
    quint64 seen = 0;
    for (int step = 0;; ++step) {
        if (step % kStepsBetweenLooks == 0) {
            if (cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            done(left.pages() + right.pages() - seen);
            seen = left.pages() + right.pages();
        }
        if (pages && left.atLeaf() && right.atLeaf() && passLeaves(left, right)) {
            lastLeft = lastRight = std::numeric_limits<qint64>::min();
            continue;
        }
        const Cell *a = left.row();
        const Cell *b = right.row();
        if (left.failed())
            return fail(m_left.file->error(left.damage()));
        if (right.failed())
            return fail(m_right.file->error(right.damage()));
        if (!a && !b)
            break;
        if (left.isIndex() != m_left.layout.withoutRowid || right.isIndex() != m_right.layout.withoutRowid)
            return fail((left.isIndex() != m_left.layout.withoutRowid ? m_left : m_right).file->error({0, "a table's tree is of the wrong kind"}));
        if (m_alike && a && b && sameCell(*a, *b)) {
            ++m_table->leftRows;
            ++m_table->rightRows;
            left.next();
            right.next();
            continue;
        }
        // Row numbers that do not grow would pair rows wrongly; keys of other trees are held to their order by comparing.
        if (!m_left.layout.withoutRowid && ((a && a->rowid < lastLeft) || (b && b->rowid < lastRight)))
            return fail((a && a->rowid < lastLeft ? m_left : m_right).file->error({0, "rows are out of order"}));
        lastLeft = a ? a->rowid : lastLeft;
        lastRight = b ? b->rowid : lastRight;
        if (a && !m_leftRow.bind(m_left, *a, left.rowPage()))
            return fail(damage(m_leftRow));
        if (b && !m_rightRow.bind(m_right, *b, right.rowPage()))
            return fail(damage(m_rightRow));
        const int order = !a ? 1 : !b ? -1 : compareKeys(m_leftRow, m_rightRow);
        Result<bool> went = order < 0   ? single(Unsettled::Side::Left, left, m_leftRow)
                            : order > 0 ? single(Unsettled::Side::Right, right, m_rightRow)
                                        : pair(left, right);
        if (!went)
            return went;
        if (order <= 0) {
            ++m_table->leftRows;
            left.next();
        }
        if (order >= 0) {
            ++m_table->rightRows;
            right.next();
        }
    }
    done(left.pages() + right.pages() - seen);
    return true;
}

/// Two trees of different order: all rows are settled by key.
Result<bool> TableMerge::scatter(const CancelToken &cancel, const PagesDone &done)
{
    for (const auto side : {Unsettled::Side::Left, Unsettled::Side::Right}) {
        const bool isLeft = side == Unsettled::Side::Left;
        const TableSide &own = isLeft ? m_left : m_right;
        RowView &view = isLeft ? m_leftRow : m_rightRow;
        Cursor cursor(*own.file, own.root);
        qint64 rows = 0;
        for (const Cell *cell = cursor.row(); cell; cursor.next(), cell = cursor.row(), ++rows) {
            if (rows % kStepsBetweenLooks == 0 && cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            if (cursor.isIndex() != own.layout.withoutRowid || !view.bind(own, *cell, cursor.rowPage()))
                return fail(damage(view));
            if (auto added = m_unsettled.add(side, settleKey(view), {cursor.rowPage(), cursor.rowIndex()}); !added)
                return added;
        }
        if (cursor.failed())
            return fail(own.file->error(cursor.damage()));
        (isLeft ? m_table->leftRows : m_table->rightRows) = rows;
        done(cursor.pages());
    }
    return true;
}

QByteArray TableMerge::settleKey(const RowView &row) const { return keyBytes(row, &row.side() == &m_left ? m_leftKey : m_rightKey); }

bool TableMerge::sameRow(const RowView &left, const RowView &right) const
{
    return std::all_of(m_common.begin(), m_common.end(), [&](const auto &columns) {
        return sameValue(left, columns.first, right, columns.second);
    });
}

/// A row that has no partner here.
Result<bool> TableMerge::single(Unsettled::Side side, Cursor &cursor, const RowView &row)
{
    if (m_pairing != Pairing::ByOrder)
        return m_unsettled.add(side, settleKey(row), {cursor.rowPage(), cursor.rowIndex()});
    return side == Unsettled::Side::Left ? report(RowDifference::Kind::Removed, &row, nullptr)
                                         : report(RowDifference::Kind::Added, nullptr, &row);
}

/// Whether two rows at the same place of the order are one row.
bool TableMerge::bothMet(const RowView &left, const RowView &right) const
{
    return m_pairing == Pairing::ByOrder || (m_pairing == Pairing::ByKey && settleKey(left) == settleKey(right));
}

Result<bool> TableMerge::pair(Cursor &left, Cursor &right)
{
    const bool same = sameRow(m_leftRow, m_rightRow);
    if (m_leftRow.damage().page || m_rightRow.damage().page)
        return fail(damage(m_leftRow.damage().page ? m_leftRow : m_rightRow));
    if (same)
        return true;
    if (bothMet(m_leftRow, m_rightRow))
        return report(RowDifference::Kind::Changed, &m_leftRow, &m_rightRow);
    if (auto added = single(Unsettled::Side::Left, left, m_leftRow); !added)
        return added;
    return single(Unsettled::Side::Right, right, m_rightRow);
}

Result<bool> TableMerge::settle(const CancelToken &cancel)
{
    if (m_pairing == Pairing::ByContent) { // what has the same content is the same row; the rest meets by row number
        Unsettled byNumber(m_results);
        const auto add = [&](Unsettled::Side side, const TableSide &own, RowPlace place) -> Result<bool> {
            LoadedRow row;
            if (auto bound = bindAt(own, place, row); !bound)
                return bound;
            QByteArray number(8, '\0');
            for (int i = 0; i < 8; ++i) // from below 0 upwards
                number[i] = static_cast<char>((static_cast<quint64>(row.cell.rowid) ^ (quint64(1) << 63)) >> (56 - 8 * i));
            return byNumber.add(side, number, place);
        };
        auto met = m_unsettled.settle(cancel, [&](std::optional<RowPlace> left, std::optional<RowPlace> right) -> Result<bool> {
            if (left && right)
                return true;
            return left ? add(Unsettled::Side::Left, m_left, *left) : add(Unsettled::Side::Right, m_right, *right);
        });
        if (!met)
            return met;
        return byNumber.settle(cancel, [this](std::optional<RowPlace> l, std::optional<RowPlace> r) { return settlePair(l, r); });
    }
    return m_unsettled.settle(cancel, [this](std::optional<RowPlace> l, std::optional<RowPlace> r) { return settlePair(l, r); });
}

Result<bool> TableMerge::settlePair(std::optional<RowPlace> left, std::optional<RowPlace> right)
{
    LoadedRow before, after;
    if (left)
        if (auto bound = bindAt(m_left, *left, before); !bound)
            return bound;
    if (right)
        if (auto bound = bindAt(m_right, *right, after); !bound)
            return bound;
    if (left && right)
        return sameRow(before.view, after.view) ? Result<bool>(true) : report(RowDifference::Kind::Changed, &before.view, &after.view);
    return left ? report(RowDifference::Kind::Removed, &before.view, nullptr) : report(RowDifference::Kind::Added, nullptr, &after.view);
}

Result<bool> TableMerge::bindAt(const TableSide &side, RowPlace place, LoadedRow &row) const
{
    row.bytes.resize(side.file->header().pageSize);
    if (!side.file->read(place.page, 1, row.bytes.data()) || !row.page.parse(row.bytes.data(), place.page, side.file->header())
        || place.cell >= row.page.cells() || !row.page.cell(place.cell, row.cell) || !row.view.bind(side, row.cell, place.page))
        return fail(side.file->error({place.page, "a row is broken"}));
    return true;
}

Error TableMerge::damage(const RowView &row) const
{
    const Damage found = row.damage().page ? row.damage() : Damage{row.page(), "a row is broken"};
    return row.side().file->error(found);
}

Result<bool> TableMerge::report(RowDifference::Kind kind, const RowView *left, const RowView *right)
{
    (kind == RowDifference::Kind::Added ? m_table->added : kind == RowDifference::Kind::Removed ? m_table->removed : m_table->changed) += 1;
    if (m_results.isFull())
        return true;
    RowDifference row{kind, (left ? left : right)->key(), {}};
    if (left && right) {
        for (const auto &[a, b] : std::as_const(m_common))
            if (!sameValue(*left, a, *right, b))
                row.fields.append({m_right.layout.columns[b].name, left->shown(a), right->shown(b)});
    } else {
        const RowView &only = left ? *left : *right;
        for (int i = 0; i < only.side().layout.columns.size(); ++i)
            if (only.side().position[i] >= 0)
                row.fields.append({only.side().layout.columns[i].name, left ? only.shown(i) : ShownValue(), right ? only.shown(i) : ShownValue()});
    }
    const auto kept = m_results.add(m_number, row);
    if (!kept)
        return kept;
    m_table->kept += *kept ? 1 : 0;
    return true;
}

} // namespace plancia::backup
