// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/pageshape.h"

#include "app/sqlitefile/bytes.h"

#include <QByteArray>
#include <algorithm>
#include <array>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup::salvage {

using namespace sqlitefile;

namespace {
constexpr qint64 kSample = 512; ///< pages looked at to find a page size
constexpr quint32 kSlack = 8;  ///< bytes at a page's end that are nobody's: too short for a free block
constexpr std::array<quint32, 8> kSizes{4096, 1024, 2048, 8192, 16384, 32768, 65536, 512};

quint32 startOf(quint32 pageNo) { return pageNo == 1 ? 100 : 0; }

/// Where the cells may begin: an empty page of 65536 bytes says 0.
quint32 contentStart(const uchar *bytes, quint32 pageNo)
{
    const quint32 said = u16(bytes + startOf(pageNo) + 5);
    return said == 0 ? 65536 : said;
}

quint32 pointersAt(const BtreePage &page, quint32 pageNo) { return startOf(pageNo) + (page.isLeaf() ? 8 : 12); }

/// An interior cell of a table ends with its number and has no payload; local points behind it.
quint32 endOf(const Cell &cell, const uchar *bytes)
{
    return static_cast<quint32>(cell.local - bytes) + cell.localSize + (cell.firstOverflow ? 4 : 0);
}

struct Extent {
    quint32 begin = 0, end = 0;
    int cell = -1; ///< -1: free room
};

void addFreeBlocks(const uchar *bytes, quint32 pageNo, quint32 usable, std::vector<Extent> &extents)
{
    quint32 at = u16(bytes + startOf(pageNo) + 1);
    while (at != 0 && at + 4 <= usable) {
        const quint32 size = u16(bytes + at + 2);
        if (size < 4 || at + size > usable)
            return;
        extents.push_back({at, at + size, -1});
        const quint32 next = u16(bytes + at);
        if (next <= at) // they are in order (file format, §1.6), so a circle ends here
            return;
        at = next;
    }
}
} // namespace

bool looksLikeHeader(const uchar *head)
{
    return std::memcmp(head, "SQLite format 3", 16) == 0 && pageSizeOf(head) != 0 && head[18] >= 1 && head[18] <= 2 && head[19] >= 1
        && head[19] <= 2 && head[21] == 64 && head[22] == 32 && head[23] == 32 && pageSizeOf(head) - head[20] >= 480;
}

quint32 pageSizeOf(const uchar *head)
{
    const quint32 said = u16(head + 16) == 1 ? 65536 : u16(head + 16);
    return said >= 512 && (said & (said - 1)) == 0 ? said : 0;
}

bool looksSound(const uchar *bytes, quint32 pageNo, const FileHeader &header)
{
    BtreePage page;
    if (!page.parse(bytes, pageNo, header))
        return false;
    const quint32 content = contentStart(bytes, pageNo);
    const quint32 pointers = pointersAt(page, pageNo);
    if (content > header.usableSize || content < pointers + 2 * static_cast<quint32>(page.cells()))
        return false;
    if (!page.isLeaf() && page.rightChild() == 0)
        return false;
    std::vector<Extent> extents;
    addFreeBlocks(bytes, pageNo, header.usableSize, extents);
    quint32 last = content;
    for (int i = 0; i < page.cells(); ++i) {
        const quint32 at = u16(bytes + pointers + 2 * static_cast<quint32>(i));
        Cell cell;
        if (at < content || !page.cell(i, cell))
            return false;
        last = std::max(last, endOf(cell, bytes));
    }
    for (const Extent &extent : extents)
        last = std::max(last, extent.end);
    return last + kSlack >= header.usableSize; // pages are filled from their end
}

PageGuess pagesThatFit(int fd, quint32 pageSize, quint32 reserved)
{
    PageGuess guess{pageSize, 0, 0};
    struct stat status {};
    if (::fstat(fd, &status) != 0 || pageSize - reserved < 480)
        return guess;
    FileHeader header;
    header.pageSize = pageSize;
    header.usableSize = pageSize - reserved;
    const qint64 pages = status.st_size / pageSize;
    const qint64 step = std::max<qint64>(1, pages / kSample);
    QByteArray bytes(static_cast<qsizetype>(pageSize), Qt::Uninitialized);
    const auto *page = reinterpret_cast<const uchar *>(bytes.constData());
    for (qint64 no = 2; no <= pages && guess.looked < kSample; no += step) {
        ++guess.looked;
        if (::pread(fd, bytes.data(), pageSize, (no - 1) * pageSize) == static_cast<ssize_t>(pageSize)
            && looksSound(page, static_cast<quint32>(no), header))
            ++guess.fitting;
    }
    return guess;
}

PageGuess guessPages(int fd)
{
    PageGuess best;
    for (const quint32 size : kSizes)
        if (const PageGuess guess = pagesThatFit(fd, size, 0); guess.share() > best.share())
            best = guess;
    return best;
}

std::vector<SoundCell> soundCells(const BtreePage &page, quint32 pageNo, const FileHeader &header, int &unsound)
{
    std::vector<SoundCell> cells;
    std::vector<Extent> extents;
    const uchar *bytes = page.bytes();
    const quint32 pointers = pointersAt(page, pageNo);
    const quint32 content = std::min(contentStart(bytes, pageNo), header.usableSize);
    unsound = 0;
    for (int i = 0; i < page.cells(); ++i) {
        const quint32 at = u16(bytes + pointers + 2 * static_cast<quint32>(i));
        Cell cell;
        if (at < content || !page.cell(i, cell)) {
            ++unsound;
            continue;
        }
        extents.push_back({at, endOf(cell, bytes), static_cast<int>(cells.size())});
        cells.push_back({i, cell});
    }
    addFreeBlocks(bytes, pageNo, header.usableSize, extents);
    std::ranges::sort(extents, {}, &Extent::begin);
    std::vector<bool> shared(cells.size());
    quint32 reach = 0;
    int reacher = -1;
    for (const Extent &extent : extents) {
        if (extent.begin < reach) {
            if (extent.cell >= 0)
                shared[static_cast<size_t>(extent.cell)] = true;
            if (reacher >= 0)
                shared[static_cast<size_t>(reacher)] = true;
        }
        if (extent.end > reach) {
            reach = extent.end;
            reacher = extent.cell;
        }
    }
    std::vector<SoundCell> sound;
    for (size_t i = 0; i < cells.size(); ++i)
        if (shared[i])
            ++unsound;
        else
            sound.push_back(cells[i]);
    return sound;
}

} // namespace plancia::backup::salvage
