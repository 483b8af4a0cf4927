// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/btreepage.h"

#include <vector>

namespace plancia::sqlitefile {

/// Walks one b-tree in the order of its keys, forwards, in memory of a page a level. A leaf is read only when one of its
/// rows is looked at, so that a caller who knows a leaf can skip it unread; leaves that follow each other in the file are
/// read in larger pieces. Bounded on any bytes: no deeper than SQLite goes, no more pages than the file has.
/// In an index b-tree (also a WITHOUT ROWID table) rows of interior pages come between the leaves.
class TreeCursor {
public:
    TreeCursor(const PageFile &file, quint32 root);

    /// The row here; null at the end and after damage. Valid until the cursor moves.
    const Cell *row();
    void next();

    /// Whether the cursor stands before the first row of a leaf. At the root of an empty table too.
    bool atLeaf() const { return m_state == State::Leaf && m_index == 0; }
    quint32 leaf() const { return m_leaf; } ///< its page
    /// Its bytes, read when they were not; null after damage.
    const uchar *leafBytes();
    int leafRows(); ///< of the leaf here; 0 after damage
    const BtreePage &leafPage() const { return m_page; } ///< valid after leafBytes()
    /// Goes on behind the leaf.
    void skipLeaf();

    bool failed() const { return m_state == State::Failed; }
    const Damage &damage() const { return m_damage; }
    /// Whether the tree is one of an index; known after the first leaf was reached.
    bool isIndex() const { return m_isIndex; }
    quint64 pages() const { return m_pages; } ///< seen so far
    /// The page that holds the row here, and its cell there; valid when row() gave one.
    quint32 rowPage() const { return m_state == State::Leaf ? m_leaf : m_levels[m_depth - 1].pageNo; }
    int rowIndex() const { return m_state == State::Leaf ? m_index : m_levels[m_depth - 1].child; }

private:
    enum class State { Leaf, Interior, End, Failed };
    struct Level {
        quint32 pageNo = 0;
        int child = 0; ///< where we are below
        BtreePage page;
        std::vector<uchar> bytes;
    };
    void descend(quint32 page);
    void enterLeaf(quint32 page);
    void ascend();
    bool loadLeaf();
    bool readLeaf();
    quint32 run(quint32 most) const;
    bool count(quint32 page);
    void fail(quint32 page, const char *what);

    const PageFile &m_file;
    std::vector<Level> m_levels; ///< the interior pages above, m_depth of them in use
    size_t m_depth = 0;
    size_t m_leafDepth = 0; ///< of all leaves, known after the first; m_found
    bool m_found = false;
    bool m_isIndex = false;

    State m_state = State::End;
    quint32 m_leaf = 0;
    bool m_loaded = false;
    int m_index = 0;
    BtreePage m_page;
    Cell m_cell;
    bool m_hasCell = false;

    std::vector<uchar> m_buffer; ///< of leaves
    quint32 m_bufferFirst = 0, m_bufferPages = 0;
    quint32 m_ahead = 1; ///< pages to read at once
    quint64 m_pages = 0;
    Damage m_damage;
};

} // namespace plancia::sqlitefile
