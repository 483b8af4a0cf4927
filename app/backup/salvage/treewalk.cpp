// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/treewalk.h"

#include "app/sqlitefile/bytes.h"
#include "models/domain/salvage.h"

namespace plancia::backup::salvage {

using namespace sqlitefile;

namespace {
constexpr int kMaxDepth = 20; // BTCURSOR_MAX_DEPTH of SQLite's btreeInt.h
}

TreeWalk::TreeWalk(const PageFile &file, const CancelToken &cancel)
    : m_file(file), m_cancel(cancel), m_claimed(size_t(file.header().pageCount) + 1)
{
}

bool TreeWalk::claim(quint32 page)
{
    if (!m_file.isOrdinary(page) || m_claimed[page])
        return false;
    m_claimed[page] = true;
    return true;
}

void TreeWalk::noteDamage(quint32 page, const QString &label, const char *what)
{
    ++m_places;
    if (m_damage.size() < kMaxDamage)
        m_damage.append(QStringLiteral("page %1 (%2): %3").arg(page).arg(label, QLatin1String(what)));
}

Result<bool> TreeWalk::tree(quint32 root, bool isIndex, const QString &label, const PageSink &sink)
{
    m_isIndex = isIndex;
    m_label = label;
    m_sink = &sink;
    return visit(root, root, 0);
}

Result<bool> TreeWalk::visit(quint32 pageNo, quint32 parent, int depth)
{
    if (m_cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    if (depth > kMaxDepth) {
        noteDamage(pageNo, m_label, "the tree is too deep");
        return true;
    }
    if (!m_file.isOrdinary(pageNo) || isClaimed(pageNo)) {
        noteDamage(parent, m_label, "it points to a page that cannot belong to it");
        return true;
    }
    std::vector<uchar> bytes(m_file.header().pageSize);
    if (!m_file.read(pageNo, 1, bytes.data())) {
        noteDamage(pageNo, m_label, "it cannot be read");
        return true;
    }
    BtreePage page;
    if (!page.parse(bytes.data(), pageNo, m_file.header()) || page.isIndex() != m_isIndex) {
        noteDamage(pageNo, m_label, "it is no page of this tree");
        return true;
    }
    int unsound = 0;
    const std::vector<SoundCell> cells = soundCells(page, pageNo, m_file.header(), unsound);
    if (page.isLeaf() || m_isIndex) {
        auto taken = (*m_sink)({pageNo, page, cells});
        if (!taken)
            return taken;
        if (!*taken) {
            noteDamage(pageNo, m_label, "what lies there does not belong to it");
            return true;
        }
    }
    claim(pageNo);
    if (unsound > 0)
        noteDamage(pageNo, m_label, "rows do not lie within their page, or upon each other");
    if (page.isLeaf())
        return true;
    for (int i = 0; i <= page.cells(); ++i)
        if (auto below = visit(page.child(i), pageNo, depth + 1); !below)
            return below;
    return true;
}

bool TreeWalk::claimChain(const Cell &cell)
{
    if (cell.firstOverflow == 0)
        return true;
    if (cell.payloadSize > m_file.maxPayload())
        return false;
    const quint64 room = m_file.header().usableSize - 4;
    quint64 left = (cell.payloadSize - cell.localSize + room - 1) / room;
    uchar next[4];
    quint32 page = cell.firstOverflow;
    for (; left > 0; --left) {
        if (!claim(page) || !m_file.readStart(page, next, sizeof next))
            return false;
        page = u32(next);
    }
    return page == 0;
}

bool TreeWalk::claimFreelist()
{
    const FileHeader &header = m_file.header();
    std::vector<uchar> bytes(header.pageSize);
    quint64 seen = 0;
    for (quint32 trunk = header.freelistTrunk; trunk != 0; trunk = u32(bytes.data())) {
        if (!claim(trunk) || !m_file.read(trunk, 1, bytes.data()))
            return false;
        const quint32 leaves = u32(bytes.data() + 4);
        seen += quint64(leaves) + 1;
        if (leaves > header.usableSize / 4 - 2 || seen > header.freelistPages)
            return false;
        for (quint32 i = 0; i < leaves; ++i) {
            const quint32 page = u32(bytes.data() + 8 + 4 * i);
            if (m_file.exists(page) && !claim(page)) // one that was cut off with the end of the file is free all the same
                return false;
        }
    }
    return seen == header.freelistPages;
}

} // namespace plancia::backup::salvage
