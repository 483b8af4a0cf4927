// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/tablefinder.h"

#include "app/sqlitefile/payload.h"

#include <algorithm>

namespace plancia::backup::salvage {

using namespace sqlitefile;

namespace {
constexpr quint64 kMaxStatement = 1 << 20; // as app/sql limits one
constexpr qsizetype kMaxObjects = 100'000;
constexpr size_t kLooked = 16; ///< rows of a page that a guess is built on
constexpr int kMaxDepth = 20;  // BTCURSOR_MAX_DEPTH of SQLite's btreeInt.h

bool recordFits(const Cell &cell, const RowShape &shape)
{
    std::vector<FieldShape> fields;
    return parseRecord(cell.local, cell.localSize, cell.payloadSize, fields) && shape.fits(fields);
}

QString textAt(const std::vector<FieldShape> &fields, size_t column, const QByteArray &payload, TextEncoding encoding)
{
    const FieldShape &field = fields[column];
    const auto *bytes = reinterpret_cast<const uchar *>(payload.constData()) + field.offset;
    return QString::fromUtf8(fieldValue(field, bytes, static_cast<size_t>(field.size), encoding).bytes);
}

std::optional<SchemaObject> objectOf(const PageFile &file, const Cell &cell)
{
    const TextEncoding encoding = file.header().encoding;
    const auto payload = payloadOf(file, cell, kMaxStatement);
    std::vector<FieldShape> fields;
    if (!payload || cell.payloadSize > kMaxStatement
        || !parseRecord(reinterpret_cast<const uchar *>(payload->constData()), static_cast<size_t>(payload->size()), cell.payloadSize, fields)
        || !schemaShape().fits(fields))
        return {};
    const QString word = textAt(fields, 0, *payload, encoding);
    const auto *root = reinterpret_cast<const uchar *>(payload->constData()) + fields[3].offset;
    const qint64 number = fieldValue(fields[3], root, static_cast<size_t>(fields[3].size), encoding).integer;
    using Kind = SchemaObject::Kind;
    for (const Kind kind : {Kind::Table, Kind::Index, Kind::View, Kind::Trigger})
        if (word == toString(kind))
            return SchemaObject{kind, textAt(fields, 1, *payload, encoding), textAt(fields, 2, *payload, encoding),
                                number > 0 && number <= file.header().pageCount ? static_cast<quint32>(number) : 0,
                                fields[4].type == FieldShape::Type::Text ? textAt(fields, 4, *payload, encoding) : QString()};
    return {};
}

/// Reads a page into `bytes`; null when it is none of a tree.
bool load(const PageFile &file, quint32 no, std::vector<uchar> &bytes, BtreePage &page)
{
    bytes.resize(file.header().pageSize);
    return file.isOrdinary(no) && file.read(no, 1, bytes.data()) && page.parse(bytes.data(), no, file.header());
}
} // namespace

bool pageFits(const BtreePage &page, const std::vector<SoundCell> &cells, const RowShape &shape, size_t most)
{
    if (page.isIndex() != shape.inIndexTree)
        return false;
    const size_t looked = most > 0 ? std::min(most, cells.size()) : cells.size();
    return std::all_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(looked),
                       [&shape](const SoundCell &sound) { return recordFits(sound.cell, shape); });
}

qint64 fitting(const std::vector<SoundCell> &cells, const RowShape &shape)
{
    return std::count_if(cells.begin(), cells.end(), [&shape](const SoundCell &sound) { return recordFits(sound.cell, shape); });
}

Result<QList<SchemaObject>> findSchema(const PageFile &file, TreeWalk &walk)
{
    QList<SchemaObject> objects;
    const auto take = [&](const std::vector<SoundCell> &cells) {
        for (const SoundCell &sound : cells)
            if (auto object = objectOf(file, sound.cell); object && objects.size() < kMaxObjects && walk.claimChain(sound.cell))
                objects.append(std::move(*object));
    };
    auto walked = walk.tree(1, false, QStringLiteral("sqlite_schema"), [&](const TreeWalk::PageView &view) -> Result<bool> {
        take(view.cells);
        return true;
    });
    if (!walked)
        return fail(walked.error());
    const qint64 before = walk.damagedPlaces();
    if (before == 0)
        return objects;
    // A page of sqlite_schema is not to be mistaken: its rows begin with one of four words.
    std::vector<uchar> bytes;
    BtreePage page;
    for (quint32 no = 2; no <= file.header().pageCount; ++no) {
        int unsound = 0;
        if (walk.isClaimed(no) || !load(file, no, bytes, page) || page.kind() != BtreePage::Kind::TableLeaf)
            continue;
        const auto cells = soundCells(page, no, file.header(), unsound);
        if (cells.empty() || unsound > 0 || !std::all_of(cells.begin(), cells.end(), [&](const SoundCell &sound) { return objectOf(file, sound.cell).has_value(); }))
            continue;
        walk.claim(no);
        take(cells);
    }
    return objects;
}

RowShape shapeOf(const RowTarget::Table &table, const TableLayout &layout)
{
    RowShape shape{layout.withoutRowid, {}, 0};
    const QList<int> record = layout.record();
    for (const int column : record) {
        quint8 types = kAnyType;
        for (qsizetype i = 0; i < table.layout.columns.size(); ++i)
            if (table.layout.columns[i].name.compare(layout.columns[column].name, Qt::CaseInsensitive) == 0)
                types = column == layout.rowid ? bitOf(FieldShape::Type::Null) : table.types[i];
        shape.allowed.push_back(types);
    }
    // Rows that are older than a column end before it; SQLite adds only columns that may be absent, at the end.
    shape.least = shape.allowed.size();
    while (shape.least > 1) {
        const Column &column = layout.columns[record[static_cast<qsizetype>(shape.least) - 1]];
        const bool inKey = std::any_of(layout.key.begin(), layout.key.end(), [&](const KeyColumn &key) { return layout.columns[key.column].name == column.name; });
        const bool mayBeAbsent = (shape.allowed[shape.least - 1] & bitOf(column.absent.type)) != 0;
        if (inKey || !mayBeAbsent)
            break;
        --shape.least;
    }
    return shape;
}

bool rootFits(const PageFile &file, quint32 root, const RowShape &shape)
{
    std::vector<uchar> bytes;
    BtreePage page;
    for (int depth = 0; depth < kMaxDepth; ++depth) {
        if (!load(file, root, bytes, page) || page.isIndex() != shape.inIndexTree)
            return false;
        int unsound = 0;
        const auto cells = soundCells(page, root, file.header(), unsound);
        if (page.isLeaf() || page.isIndex())
            return fitting(cells, shape) * 2 >= static_cast<qint64>(cells.size()) && (page.isLeaf() || !cells.empty());
        root = page.child(0);
    }
    return false;
}

Result<QList<quint32>> findRoots(const PageFile &file, const TreeWalk &walk, const QList<RowShape> &wanted, const QList<RowShape> &all,
                                 const CancelToken &cancel)
{
    const quint32 pages = file.header().pageCount;
    std::vector<bool> below(size_t(pages) + 1);
    std::vector<quint32> children(size_t(pages) + 1); ///< how many an interior page points to
    std::vector<uchar> bytes;
    BtreePage page;
    for (quint32 no = 2; no <= pages; ++no) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (walk.isClaimed(no) || !load(file, no, bytes, page) || page.isLeaf() || !looksSound(bytes.data(), no, file.header()))
            continue;
        for (int i = 0; i <= page.cells(); ++i)
            if (const quint32 child = page.child(i); file.isOrdinary(child) && child != no)
                below[child] = true;
        children[no] = static_cast<quint32>(page.cells()) + 1;
    }
    QList<quint32> roots(wanted.size(), 0);
    QList<quint64> sizes(wanted.size(), 0);
    for (quint32 no = 2; no <= pages; ++no) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (below[no] || walk.isClaimed(no) || !load(file, no, bytes, page) || !looksSound(bytes.data(), no, file.header()))
            continue;
        // The number of its children and grandchildren tells trees of one shape apart well enough.
        quint64 size = 1 + children[no];
        for (int i = 0; !page.isLeaf() && i <= page.cells(); ++i)
            size += file.isOrdinary(page.child(i)) ? children[page.child(i)] : 0;
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const bool mistakable = std::count_if(all.begin(), all.end(), [&](const RowShape &shape) { return shape.mayBeTakenFor(wanted[i]); }) > 1;
            if (mistakable || (page.isLeaf() && page.cells() == 0) || size <= sizes[i] || !rootFits(file, no, wanted[i]))
                continue;
            roots[i] = no;
            sizes[i] = size;
        }
    }
    return roots;
}

} // namespace plancia::backup::salvage
