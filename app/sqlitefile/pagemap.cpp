// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/pagemap.h"

#include "app/sqlitefile/btreepage.h"

#include <algorithm>

namespace plancia::sqlitefile {

namespace {

using Role = PageUse::Role;
constexpr quint32 kMaxPages = 1U << 26;
constexpr size_t kMaxDepth = 20; // BTCURSOR_MAX_DEPTH of SQLite's btreeInt.h
constexpr int kRoleShift = 28;   // a schema has fewer objects than 2^28

quint32 markOf(Role role, quint32 object = 0) { return static_cast<quint32>(role) << kRoleShift | object; }

/// Marks the pages of one tree after the other.
class PageWalk {
public:
    PageWalk(const PageFile &file, std::vector<quint32> &marks, const CancelToken &cancel)
        : m_file(file), m_marks(marks), m_cancel(cancel) {}

    /// False when cancelled.
    bool tree(quint32 root, int object)
    {
        m_object = static_cast<quint32>(object);
        return visit(root, 0);
    }
    void freePages()
    {
        walkFreelist(m_file, [this](quint32 page) {
            claim(page, markOf(Role::Free));
            return !m_cancel.isCancelled();
        });
    }

private:
    /// False when somebody has it, or nobody can.
    bool claim(quint32 page, quint32 mark)
    {
        if (!m_file.isOrdinary(page) || m_marks[page] != 0)
            return false;
        m_marks[page] = mark;
        return true;
    }

    bool visit(quint32 pageNo, size_t depth)
    {
        if (depth > kMaxDepth || !claim(pageNo, markOf(Role::Tree, m_object)))
            return true; // what is wrong with the tree is not the map's business
        if (m_cancel.isCancelled())
            return false;
        std::vector<uchar> bytes(m_file.header().pageSize);
        BtreePage page;
        if (!m_file.read(pageNo, 1, bytes.data()) || !page.parse(bytes.data(), pageNo, m_file.header()))
            return true;
        Cell cell;
        for (int i = 0; i < page.cells() && page.kind() != BtreePage::Kind::TableInterior; ++i)
            if (page.cell(i, cell) && cell.firstOverflow)
                overflow(cell.firstOverflow);
        for (int i = 0; i <= page.cells() && !page.isLeaf(); ++i)
            if (!visit(page.child(i), depth + 1))
                return false;
        return true;
    }

    /// Ends at the first page that is taken, so at the latest when it comes back to itself.
    void overflow(quint32 page)
    {
        uchar next[4];
        while (claim(page, markOf(Role::Overflow, m_object)) && m_file.readStart(page, next, sizeof next))
            page = u32(next);
    }

    const PageFile &m_file;
    std::vector<quint32> &m_marks;
    const CancelToken &m_cancel;
    quint32 m_object = 0;
};

} // namespace

Result<PageMap> PageMap::build(const PageFile &file, const Schema &schema, const CancelToken &cancel)
{
    const quint32 pages = file.header().pageCount;
    if (pages > kMaxPages)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("pages")},
                                          {QStringLiteral("value"), QString::number(pages)},
                                          {QStringLiteral("minimum"), QStringLiteral("1")},
                                          {QStringLiteral("maximum"), QString::number(kMaxPages)}});
    PageMap map(schema.objects, pages);
    if (file.exists(file.lockPage()))
        map.m_marks[file.lockPage()] = markOf(Role::Lock);
    for (quint32 page = 2; file.header().pointerMaps && page <= pages; ++page)
        if (file.isPointerMap(page))
            map.m_marks[page] = markOf(Role::PointerMap);
    PageWalk walk(file, map.m_marks, cancel);
    for (int i = 0; i < schema.objects.size(); ++i)
        if (!walk.tree(schema.objects[i].root, i))
            return fail(ErrorCode::InternalCancelled);
    walk.freePages();
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    return map;
}

PageUse PageMap::use(quint32 page) const
{
    if (page == 0 || page >= m_marks.size())
        return {};
    const auto role = static_cast<Role>(m_marks[page] >> kRoleShift);
    const bool owned = role == Role::Tree || role == Role::Overflow;
    return {role, owned ? static_cast<int>(m_marks[page] & ((1U << kRoleShift) - 1)) : -1};
}

QString PageMap::table(quint32 page) const
{
    const int object = use(page).object;
    return object < 0 ? QString() : m_objects[object].table;
}

QString PageMap::describe(quint32 page) const
{
    const PageUse found = use(page);
    switch (found.role) {
    case Role::Unknown: return QStringLiteral("a page that belongs to nothing");
    case Role::Free: return QStringLiteral("a free page");
    case Role::PointerMap: return QStringLiteral("a map of pages");
    case Role::Lock: return QStringLiteral("the page of SQLite's locks");
    case Role::Tree:
    case Role::Overflow: break;
    }
    const SchemaObject &object = m_objects[found.object];
    return object.kind == SchemaObject::Kind::Table ? QStringLiteral("table %1").arg(object.name)
                                                    : QStringLiteral("index %1 of table %2").arg(object.name, object.table);
}

void walkFreelist(const PageFile &file, const std::function<bool(quint32 page)> &visit)
{
    std::vector<uchar> bytes(file.header().pageSize);
    quint32 left = file.header().pageCount; // a list in a circle ends here
    for (quint32 trunk = file.header().freelistTrunk; trunk != 0 && left > 0; trunk = u32(bytes.data())) {
        if (!file.isOrdinary(trunk) || !file.read(trunk, 1, bytes.data()) || !visit(trunk))
            return;
        --left;
        const quint32 leaves = std::min({u32(bytes.data() + 4), file.header().usableSize / 4 - 2, left});
        left -= leaves;
        for (quint32 i = 0; i < leaves; ++i)
            if (const quint32 page = u32(bytes.data() + 8 + 4 * i); file.isOrdinary(page) && !visit(page))
                return;
    }
}

} // namespace plancia::sqlitefile
