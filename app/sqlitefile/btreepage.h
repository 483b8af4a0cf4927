// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/bytes.h"
#include "app/sqlitefile/pagefile.h"

namespace plancia::sqlitefile {

/// One cell of a b-tree page (file format, §1.6); points into the page's bytes.
struct Cell {
    qint64 rowid = 0;          ///< of a table's cell
    quint32 leftChild = 0;     ///< of an interior cell
    quint64 payloadSize = 0;   ///< whole, with what lies on overflow pages
    const uchar *local = nullptr; ///< the part in this page
    quint32 localSize = 0;
    quint32 firstOverflow = 0; ///< page, 0 for none
};

/// A view of one b-tree page; the bytes must outlive it. Every access is checked against the page's bounds.
class BtreePage {
public:
    enum class Kind : uchar { IndexInterior = 2, TableInterior = 5, IndexLeaf = 10, TableLeaf = 13 };

    /// False when the bytes are no b-tree page. `bytes` has header.pageSize bytes.
    bool parse(const uchar *bytes, quint32 pageNo, const FileHeader &header);
    Kind kind() const { return m_kind; }
    bool isLeaf() const { return m_kind == Kind::IndexLeaf || m_kind == Kind::TableLeaf; }
    bool isIndex() const { return m_kind == Kind::IndexLeaf || m_kind == Kind::IndexInterior; }
    int cells() const { return m_cells; }
    quint32 rightChild() const { return m_rightChild; }
    /// False when the cell does not lie within the page. 0 <= index < cells().
    bool cell(int index, Cell &cell) const;
    /// The child left of cell `index`, or the right-most for cells(); 0 when the cell lies outside the page.
    quint32 child(int index) const;
    const uchar *bytes() const { return m_bytes; }

private:
    quint32 localSize(quint64 payload) const;
    const uchar *m_bytes = nullptr;
    quint32 m_usable = 0;
    quint32 m_pointers = 0; ///< where the array of cell pointers begins
    quint32 m_rightChild = 0;
    quint32 m_maxLocal = 0, m_minLocal = 0;
    int m_cells = 0;
    Kind m_kind = Kind::TableLeaf;
};

} // namespace plancia::sqlitefile
