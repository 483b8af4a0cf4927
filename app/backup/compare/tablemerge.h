// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/rowview.h"
#include "app/backup/compare/unsettled.h"
#include "app/sqlitefile/treecursor.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// Compares the rows of one table of two files. Both trees are walked once, in the order of their keys; leaves that are
/// alike byte by byte are passed over. Rows that only moved between pages meet all the same, because the walk is by key. Rows of a table whose order is not that of its primary key (a
/// rowid table without INTEGER PRIMARY KEY, or two orders of the key) that do not meet are settled on disk afterwards.
/// Memory: a few pages a side. Blocks.
class TableMerge {
public:
    /// After some pages were passed: how many of both trees.
    using PagesDone = std::function<void(quint64 pages)>;

    /// `number` is the table's in `results`.
    TableMerge(const TableSide &left, const TableSide &right, Results &results, int number);
    /// Fills counts, state and kept rows of `table`, whose left- and rightColumns are filled too. A table that cannot be
    /// compared is a state; IO_003, IO_006, INTERNAL_003 are errors.
    Result<bool> run(TableComparison &table, const CancelToken &cancel, const PagesDone &done);

private:
    using Cursor = sqlitefile::TreeCursor;
    enum class Pairing {
        ByOrder, ///< the order of the trees is that of the key
        ByKey,   ///< what does not meet is settled by the primary key
        ByContent, ///< there is no key: by content first, then by row number
    };
    QString whyNot();
    bool matchKeys();
    void matchColumns(TableComparison &table);
    Result<bool> walk(const CancelToken &cancel, const PagesDone &done);
    Result<bool> scatter(const CancelToken &cancel, const PagesDone &done);
    bool passLeaves(Cursor &left, Cursor &right);
    bool sameBytes(Cursor &left, Cursor &right);
    bool bothMet(const RowView &left, const RowView &right) const;
    Result<bool> single(Unsettled::Side side, Cursor &cursor, const RowView &row);
    Result<bool> pair(Cursor &left, Cursor &right);
    Result<bool> settle(const CancelToken &cancel);
    Result<bool> settlePair(std::optional<RowPlace> left, std::optional<RowPlace> right);
    bool sameRow(const RowView &left, const RowView &right) const;
    Result<bool> report(RowDifference::Kind kind, const RowView *left, const RowView *right);
    QByteArray settleKey(const RowView &row) const;
    Result<bool> bindAt(const TableSide &side, RowPlace place, struct LoadedRow &row) const;
    Error damage(const RowView &row) const;

    const TableSide &m_left;
    const TableSide &m_right;
    Results &m_results;
    const int m_number;
    TableComparison *m_table = nullptr;
    QList<std::pair<int, int>> m_common; ///< columns of both, left and right
    bool m_alike = false;    ///< equal bytes are equal rows
    bool m_sameOrder = false; ///< both trees have the same order
    Pairing m_pairing = Pairing::ByOrder;
    QList<sqlitefile::KeyColumn> m_leftKey, m_rightKey; ///< what is settled by
    Unsettled m_unsettled;
    RowView m_leftRow, m_rightRow;
};

} // namespace plancia::backup
