// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/pagedifference.h"

#include "app/backup/files.h"
#include "app/backup/pagehashes.h"
#include "app/sqlitefile/btreepage.h"
#include "app/sqlitefile/pagemap.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup {

using sqlitefile::PageFile;

namespace {

constexpr quint32 kMaxPages = 1U << 24; // above, an overflow page may begin like a page of a tree
constexpr qint64 kPiece = 32 * 8192;

/// The hashes of a backup, when they are what its manifest says and as many as there are pages.
Fd hashesOf(const CompareFile &side, const PageFile &file, const CancelToken &cancel)
{
    if (side.pages.isEmpty() || !side.manifest || side.manifest->pageSize != static_cast<int>(file.header().pageSize))
        return Fd();
    const auto root = sha256OfFile(side.pages, cancel, {});
    if (!root || *root != side.manifest->sha256)
        return Fd();
    auto fd = openFile(side.pages);
    struct stat status {};
    if (!fd || ::fstat(fd->get(), &status) != 0 || status.st_size != qint64(file.header().pageCount) * PageHasher::kHash)
        return Fd();
    return std::move(*fd);
}

bool readPiece(const Fd &fd, std::vector<char> &to, qint64 at)
{
    size_t done = 0;
    while (done < to.size()) {
        const ssize_t n = ::pread(fd.get(), to.data() + done, to.size() - done, at + static_cast<qint64>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<size_t>(n);
    }
    return true;
}

std::vector<bool> freePages(const PageFile &file)
{
    std::vector<bool> free(size_t(file.header().pageCount) + 1);
    sqlitefile::walkFreelist(file, [&](quint32 page) {
        free[page] = true;
        return true;
    });
    return free;
}

/// Whether the page may hold a part of a row that begins elsewhere.
bool mayOverflow(const PageFile &file, quint32 page, const std::vector<bool> &free, std::vector<uchar> &buffer)
{
    sqlitefile::BtreePage tree;
    return file.isOrdinary(page) && !free[page]
           && !(file.read(page, 1, buffer.data()) && tree.parse(buffer.data(), page, file.header()));
}

} // namespace

std::optional<PageDifference> PageDifference::of(const CompareFile &left, const PageFile &leftFile, const CompareFile &right,
                                                 const PageFile &rightFile, const CancelToken &cancel)
{
    const quint32 pages = std::min(leftFile.header().pageCount, rightFile.header().pageCount);
    if (leftFile.header().pageSize != rightFile.header().pageSize || pages > kMaxPages
        || leftFile.header().pointerMaps != rightFile.header().pointerMaps)
        return {};
    const Fd a = hashesOf(left, leftFile, cancel);
    const Fd b = hashesOf(right, rightFile, cancel);
    if (!a.isOpen() || !b.isOpen())
        return {};

    PageDifference difference;
    difference.m_same.resize(size_t(pages) + 1);
    const std::vector<bool> leftFree = freePages(leftFile), rightFree = freePages(rightFile);
    std::vector<uchar> buffer(leftFile.header().pageSize);
    std::vector<char> x, y;
    for (quint32 page = 1; page <= pages;) {
        const auto count = static_cast<quint32>(std::min<qint64>(kPiece / PageHasher::kHash, qint64(pages) - page + 1));
        x.resize(size_t(count) * PageHasher::kHash);
        y.resize(x.size());
        const qint64 at = qint64(page - 1) * PageHasher::kHash;
        if (cancel.isCancelled() || !readPiece(a, x, at) || !readPiece(b, y, at))
            return {};
        for (quint32 i = 0; i < count; ++i, ++page) {
            const size_t hash = size_t(i) * PageHasher::kHash;
            difference.m_same[page] = std::memcmp(x.data() + hash, y.data() + hash, PageHasher::kHash) == 0;
            if (difference.m_same[page])
                continue;
            ++difference.m_different;
            if (mayOverflow(leftFile, page, leftFree, buffer) && mayOverflow(rightFile, page, rightFree, buffer))
                return {};
        }
    }
    return difference;
}

} // namespace plancia::backup
