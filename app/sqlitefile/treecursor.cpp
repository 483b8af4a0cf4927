// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/treecursor.h"

#include <algorithm>

namespace plancia::sqlitefile {

namespace {
constexpr size_t kMaxDepth = 20; // BTCURSOR_MAX_DEPTH of SQLite's btreeInt.h
constexpr quint32 kAheadBytes = 256 * 1024;
} // namespace

TreeCursor::TreeCursor(const PageFile &file, quint32 root) : m_file(file)
{
    m_levels.reserve(kMaxDepth); // levels stay where they are: pages point into their bytes
    descend(root);
}

void TreeCursor::fail(quint32 page, const char *what)
{
    m_damage = {page, what};
    m_state = State::Failed;
    m_hasCell = false;
}

bool TreeCursor::count(quint32 page)
{
    if (!m_file.isOrdinary(page)) {
        fail(m_depth ? m_levels[m_depth - 1].pageNo : 0, "it points to a page that cannot belong to it");
        return false;
    }
    if (++m_pages > m_file.header().pageCount) {
        fail(page, "the tree goes in a circle");
        return false;
    }
    return true;
}

/// To the first row below `page`.
void TreeCursor::descend(quint32 page)
{
    for (;;) {
        if (m_found && m_depth == m_leafDepth)
            return enterLeaf(page);
        if (m_depth >= kMaxDepth)
            return fail(page, "the tree is too deep");
        if (!count(page))
            return;
        if (m_levels.size() == m_depth)
            m_levels.emplace_back();
        Level &level = m_levels[m_depth];
        level.bytes.resize(m_file.header().pageSize);
        if (!m_file.read(page, 1, level.bytes.data()))
            return fail(page, "it cannot be read");
        if (!level.page.parse(level.bytes.data(), page, m_file.header()))
            return fail(page, "it is no page of a tree");
        if (!m_found && m_depth == 0)
            m_isIndex = level.page.isIndex();
        if (level.page.isIndex() != m_isIndex)
            return fail(page, "it is a page of another kind of tree");
        if (level.page.isLeaf()) {
            if (m_found)
                return fail(page, "the tree is not even");
            m_found = true;
            m_leafDepth = m_depth;
            --m_pages; // entering counts it again
            return enterLeaf(page);
        }
        level.pageNo = page;
        level.child = 0;
        ++m_depth;
        page = level.page.child(0);
    }
}

void TreeCursor::enterLeaf(quint32 page)
{
    if (!count(page))
        return;
    m_state = State::Leaf;
    m_leaf = page;
    m_index = 0;
    m_loaded = false;
    m_hasCell = false;
}

/// From the end of a page to what follows it: a row of an interior page, or the next child.
void TreeCursor::ascend()
{
    m_hasCell = false;
    while (m_depth > 0) {
        Level &level = m_levels[m_depth - 1];
        if (level.child < level.page.cells()) {
            if (m_isIndex) {
                m_state = State::Interior;
                return;
            }
            ++level.child;
            return descend(level.page.child(level.child));
        }
        --m_depth;
    }
    m_state = State::End;
}

const Cell *TreeCursor::row()
{
    while (!m_hasCell) {
        if (m_state == State::Leaf) {
            if (!m_loaded && !loadLeaf())
                return nullptr;
            if (m_index >= m_page.cells()) {
                ascend();
                continue;
            }
            if (!m_page.cell(m_index, m_cell)) {
                fail(m_leaf, "a row does not lie within its page");
                return nullptr;
            }
        } else if (m_state == State::Interior) {
            const Level &level = m_levels[m_depth - 1];
            if (!level.page.cell(level.child, m_cell)) {
                fail(level.pageNo, "a row does not lie within its page");
                return nullptr;
            }
        } else {
            return nullptr;
        }
        m_hasCell = true;
    }
    return &m_cell;
}

void TreeCursor::next()
{
    m_hasCell = false;
    if (m_state == State::Leaf) {
        if (!m_loaded && !loadLeaf())
            return;
        if (++m_index >= m_page.cells())
            ascend();
    } else if (m_state == State::Interior) {
        Level &level = m_levels[m_depth - 1];
        ++level.child;
        descend(level.page.child(level.child));
    }
}

void TreeCursor::skipLeaf()
{
    if (m_state != State::Leaf)
        return;
    if (!m_loaded)
        m_ahead = 1;
    ascend();
}

const uchar *TreeCursor::leafBytes()
{
    return m_state == State::Leaf && (m_loaded || loadLeaf()) ? m_page.bytes() : nullptr;
}

int TreeCursor::leafRows() { return leafBytes() ? m_page.cells() : 0; }

bool TreeCursor::loadLeaf()
{
    if (!readLeaf()) {
        fail(m_leaf, "it cannot be read");
        return false;
    }
    const uchar *bytes = m_buffer.data() + size_t(m_leaf - m_bufferFirst) * m_file.header().pageSize;
    if (!m_page.parse(bytes, m_leaf, m_file.header()) || !m_page.isLeaf() || m_page.isIndex() != m_isIndex) {
        fail(m_leaf, "it is no leaf of its tree");
        return false;
    }
    m_loaded = true;
    return true;
}

/// How many of the next leaves follow this one in the file, itself included.
quint32 TreeCursor::run(quint32 most) const
{
    quint32 length = 1;
    if (m_depth == 0)
        return length;
    const Level &level = m_levels[m_depth - 1];
    while (length < most && level.child + static_cast<int>(length) <= level.page.cells()
           && level.page.child(level.child + static_cast<int>(length)) == m_leaf + length && m_file.exists(m_leaf + length))
        ++length;
    return length;
}

bool TreeCursor::readLeaf()
{
    if (m_leaf >= m_bufferFirst && m_leaf - m_bufferFirst < m_bufferPages)
        return true;
    const quint32 pageSize = m_file.header().pageSize;
    const quint32 most = std::max<quint32>(1, kAheadBytes / pageSize);
    const quint32 pages = run(m_ahead);
    m_ahead = std::min(most, m_ahead * 2); // the more leaves were read, the more will be
    m_buffer.resize(std::max<size_t>(m_buffer.size(), size_t(pages) * pageSize));
    m_bufferFirst = m_leaf;
    m_bufferPages = 0;
    if (!m_file.read(m_leaf, pages, m_buffer.data()))
        return false;
    m_bufferPages = pages;
    return true;
}

} // namespace plancia::sqlitefile
