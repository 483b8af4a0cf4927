// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/salvage/rowtarget.h"
#include "app/backup/salvage/treewalk.h"

namespace plancia::backup::salvage {

/// Every sound cell's record on a page has that shape; false for a page of another kind of tree. `most`: how many are looked
/// at, 0 for all. A page without rows fits every shape of its kind.
bool pageFits(const sqlitefile::BtreePage &page, const std::vector<SoundCell> &cells, const RowShape &shape, size_t most = 0);
/// How many of the cells fit.
qint64 fitting(const std::vector<SoundCell> &cells, const RowShape &shape);

/// sqlite_schema around what is broken in it, also from pages that its tree does not reach any more when page 1 is lost.
/// Claims its pages.
Result<QList<sqlitefile::SchemaObject>> findSchema(const sqlitefile::PageFile &file, TreeWalk &walk);

/// The shape of a table's rows in a file that has it with this layout.
RowShape shapeOf(const RowTarget::Table &table, const sqlitefile::TableLayout &layout);

/// Whether a tree with that root could hold those rows: looks at its first leaf.
bool rootFits(const sqlitefile::PageFile &file, quint32 root, const RowShape &shape);

/// Roots of the trees that hold rows of these shapes, for tables that sqlite_schema does not tell of any more: of the pages
/// that no other page points to, the one with the largest tree, of two as large the one that comes first in the file (SQLite
/// keeps roots in front). 0 where there is none, or where the rows could be another shape's of `all` too.
Result<QList<quint32>> findRoots(const sqlitefile::PageFile &file, const TreeWalk &walk, const QList<RowShape> &wanted,
                                 const QList<RowShape> &all, const CancelToken &cancel);

} // namespace plancia::backup::salvage
