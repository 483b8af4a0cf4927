// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/btreepage.h"

namespace plancia::sqlitefile {

bool BtreePage::parse(const uchar *bytes, quint32 pageNo, const FileHeader &header)
{
    const quint32 at = pageNo == 1 ? 100 : 0;
    const uchar flags = bytes[at];
    if (flags != 2 && flags != 5 && flags != 10 && flags != 13)
        return false;
    m_kind = static_cast<Kind>(flags);
    m_bytes = bytes;
    m_usable = header.usableSize;
    m_cells = static_cast<int>(u16(bytes + at + 3));
    m_pointers = at + (isLeaf() ? 8 : 12);
    m_rightChild = isLeaf() ? 0 : u32(bytes + at + 8);
    if (m_pointers + 2 * static_cast<quint32>(m_cells) > m_usable)
        return false;
    m_minLocal = (m_usable - 12) * 32 / 255 - 23;
    m_maxLocal = isIndex() ? (m_usable - 12) * 64 / 255 - 23 : m_usable - 35;
    return true;
}

quint32 BtreePage::localSize(quint64 payload) const
{
    if (payload <= m_maxLocal)
        return static_cast<quint32>(payload);
    const auto surplus = static_cast<quint32>(m_minLocal + (payload - m_minLocal) % (m_usable - 4));
    return surplus <= m_maxLocal ? surplus : m_minLocal;
}

bool BtreePage::cell(int index, Cell &cell) const
{
    const quint32 offset = u16(m_bytes + m_pointers + 2 * static_cast<quint32>(index));
    const uchar *p = m_bytes + offset;
    const uchar *end = m_bytes + m_usable;
    if (offset < m_pointers || p >= end)
        return false;
    cell.leftChild = 0;
    if (!isLeaf()) {
        if (end - p < 4)
            return false;
        cell.leftChild = u32(p);
        p += 4;
    }
    quint64 number = 0;
    if (m_kind != Kind::TableInterior) {
        const int size = varint(p, end, number);
        if (size == 0)
            return false;
        cell.payloadSize = number;
        p += size;
    } else {
        cell.payloadSize = 0;
    }
    if (!isIndex()) {
        const int size = varint(p, end, number);
        if (size == 0)
            return false;
        cell.rowid = static_cast<qint64>(number);
        p += size;
    }
    cell.local = p;
    cell.localSize = localSize(cell.payloadSize);
    const bool spills = cell.localSize < cell.payloadSize;
    if (static_cast<quint64>(end - p) < quint64(cell.localSize) + (spills ? 4 : 0))
        return false;
    cell.firstOverflow = spills ? u32(p + cell.localSize) : 0;
    return true;
}

quint32 BtreePage::child(int index) const
{
    if (index == m_cells)
        return m_rightChild;
    const quint32 offset = u16(m_bytes + m_pointers + 2 * static_cast<quint32>(index));
    return offset >= m_pointers && offset + 4 <= m_usable ? u32(m_bytes + offset) : 0;
}

} // namespace plancia::sqlitefile
