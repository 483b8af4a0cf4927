// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/walfile.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::backup::archive {

namespace {

constexpr qint64 kHeaderBytes = 32;
constexpr qint64 kFrameHeaderBytes = 24;
constexpr quint32 kMagic = 0x377f0682; ///< the lowest bit says that the checksums are of big-endian words
constexpr quint32 kVersion = 3007000;
constexpr qint64 kPieceBytes = 128 << 10;

quint32 word(const char *at) { return qFromBigEndian<quint32>(at); }

void addToSum(quint32 &sum1, quint32 &sum2, const char *bytes, qint64 size, bool bigEndian)
{
    for (qint64 i = 0; i < size; i += 8) {
        sum1 += (bigEndian ? qFromBigEndian<quint32>(bytes + i) : qFromLittleEndian<quint32>(bytes + i)) + sum2;
        sum2 += (bigEndian ? qFromBigEndian<quint32>(bytes + i + 4) : qFromLittleEndian<quint32>(bytes + i + 4)) + sum1;
    }
}

/// A varint of the file format; moves `at`. False beyond `end`.
bool varint(const uchar *&at, const uchar *end, quint64 &value)
{
    value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= end)
            return false;
        const uchar byte = *at++;
        if (i == 8) {
            value = (value << 8) | byte;
            return true;
        }
        value = (value << 7) | (byte & 0x7f);
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

/// An integer column of a record; moves `at`.
bool integerColumn(quint64 type, const uchar *&at, const uchar *end, qint64 &value)
{
    constexpr std::array<int, 7> kBytes{0, 1, 2, 3, 4, 6, 8};
    if (type == 8 || type == 9) {
        value = type == 9;
        return true;
    }
    if (type < 1 || type > 6 || end - at < kBytes[type])
        return false;
    quint64 bits = (*at & 0x80) ? ~quint64(0) : 0;
    for (int i = 0; i < kBytes[type]; ++i)
        bits = (bits << 8) | *at++;
    value = static_cast<qint64>(bits);
    return true;
}

} // namespace

std::optional<MetaRow> metaOnPage(const char *page, qint64 pageSize, const QUuid &storeId)
{
    constexpr uchar kTableLeaf = 0x0d;
    constexpr quint64 kUuidBlob = 12 + 2 * 16; // serial type of a BLOB of 16 bytes
    const auto *bytes = reinterpret_cast<const uchar *>(page);
    if (bytes[0] != kTableLeaf || qFromBigEndian<quint16>(bytes + 3) != 1)
        return std::nullopt;
    const qint64 cell = qFromBigEndian<quint16>(bytes + 8);
    if (cell < 10 || cell >= pageSize)
        return std::nullopt;
    const uchar *at = bytes + cell;
    const uchar *pageEnd = bytes + pageSize;
    quint64 payload = 0, rowid = 0, headerBytes = 0;
    if (!varint(at, pageEnd, payload) || !varint(at, pageEnd, rowid) || rowid != 1
        || payload > static_cast<quint64>(pageEnd - at))
        return std::nullopt;
    const uchar *record = at;
    const uchar *end = record + payload;
    if (!varint(at, end, headerBytes) || headerBytes > payload)
        return std::nullopt;
    const uchar *headerEnd = record + headerBytes;
    std::array<quint64, 5> types{}; // id, store_id, history_id, commit_no, audit_seq: 0001_base.sql
    for (quint64 &type : types)
        if (!varint(at, headerEnd, type))
            return std::nullopt;
    if (types[0] != 0 || types[1] != kUuidBlob || types[2] != kUuidBlob)
        return std::nullopt;
    at = headerEnd;
    if (end - at < 32 || std::memcmp(at, storeId.toRfc4122().constData(), 16) != 0)
        return std::nullopt;
    at += 32;
    MetaRow row;
    if (!integerColumn(types[3], at, end, row.commitNo) || !integerColumn(types[4], at, end, row.auditSeq))
        return std::nullopt;
    return row;
}

Result<std::optional<WalFile>> WalFile::open(const QString &walPath)
{
    Fd fd(::open(QFile::encodeName(walPath).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.isOpen() && errno == ENOENT)
        return std::optional<WalFile>();
    if (!fd.isOpen())
        return fail(fileError(ErrorCode::IoRead, errno, walPath));
    WalFile wal(std::move(fd), walPath);
    std::array<char, kHeaderBytes> header{};
    bool whole = false;
    if (auto got = wal.readAt(0, header.data(), kHeaderBytes, &whole); !got)
        return fail(got.error());
    const quint32 magic = word(header.data());
    const quint32 pageSize = word(header.data() + 8);
    if (!whole || (magic & ~1u) != kMagic || word(header.data() + 4) != kVersion || pageSize < 512 || pageSize > 65536
        || (pageSize & (pageSize - 1)) != 0)
        return std::optional<WalFile>();
    wal.m_bigEndianSums = (magic & 1) != 0;
    quint32 sum1 = 0, sum2 = 0;
    addToSum(sum1, sum2, header.data(), kFrameHeaderBytes, wal.m_bigEndianSums);
    if (sum1 != word(header.data() + 24) || sum2 != word(header.data() + 28))
        return std::optional<WalFile>();
    wal.m_start = {word(header.data() + 16), word(header.data() + 20), pageSize, 0, sum1, sum2};
    return std::optional<WalFile>(std::move(wal));
}

qint64 WalFile::frameBytes() const { return kFrameHeaderBytes + static_cast<qint64>(m_start.pageSize); }

/// `*whole` is false when the file ends before.
Result<bool> WalFile::readAt(qint64 offset, char *to, qint64 bytes, bool *whole) const
{
    qint64 done = 0;
    while (done < bytes) {
        const ssize_t n = ::pread(m_fd.get(), to + done, static_cast<size_t>(bytes - done), offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, m_path));
        if (n == 0)
            break;
        done += n;
    }
    *whole = done == bytes;
    return true;
}

Result<bool> WalFile::stillHolds(const WalPosition &position) const
{
    if (position.frames == 0)
        return position.sameEpoch(m_start);
    std::array<char, kFrameHeaderBytes> header{};
    bool whole = false;
    if (auto got = readAt(kHeaderBytes + (position.frames - 1) * frameBytes(), header.data(), kFrameHeaderBytes, &whole); !got)
        return got;
    return whole && word(header.data() + 8) == position.salt1 && word(header.data() + 12) == position.salt2
        && word(header.data() + 16) == position.sum1 && word(header.data() + 20) == position.sum2;
}

Result<WalPosition> WalFile::lastBefore(const WalPosition &position, const QUuid &storeId) const
{
    WalPosition at = m_start;
    while (at.frames < position.frames) {
        WalPosition next = at;
        auto transaction = this->next(next, storeId);
        if (!transaction)
            return fail(transaction.error());
        if (!*transaction || next.frames > position.frames)
            break;
        at = next;
    }
    return at;
}

Result<bool> WalFile::readPage(qint64 frame, char *page) const
{
    bool whole = false;
    auto got = readAt(kHeaderBytes + frame * frameBytes() + kFrameHeaderBytes, page, m_start.pageSize, &whole);
    if (got && !whole)
        return fail(fileError(ErrorCode::IoRead, EIO, m_path));
    return got;
}

Result<std::optional<WalTransaction>> WalFile::next(WalPosition &position, const QUuid &storeId) const
{
    const qint64 frameSize = frameBytes();
    const qint64 inPiece = std::max<qint64>(1, kPieceBytes / frameSize);
    std::vector<char> piece(static_cast<size_t>(inPiece * frameSize));
    qint64 held = 0;   // frames in the piece
    qint64 first = -1; // the frame it begins with
    WalTransaction transaction;
    WalPosition at = position;
    for (;; ++at.frames) {
        if (first < 0 || at.frames >= first + held) {
            first = at.frames;
            held = inPiece;
            bool whole = false;
            if (auto got = readAt(kHeaderBytes + first * frameSize, piece.data(), inPiece * frameSize, &whole); !got)
                return fail(got.error());
            if (!whole) { // the last ones: by one
                held = 1;
                if (auto got = readAt(kHeaderBytes + first * frameSize, piece.data(), frameSize, &whole); !got)
                    return fail(got.error());
                if (!whole)
                    return std::optional<WalTransaction>();
            }
        }
        const char *frame = piece.data() + (at.frames - first) * frameSize;
        const char *page = frame + kFrameHeaderBytes;
        if (word(frame + 8) != m_start.salt1 || word(frame + 12) != m_start.salt2)
            return std::optional<WalTransaction>();
        addToSum(at.sum1, at.sum2, frame, 8, m_bigEndianSums);
        addToSum(at.sum1, at.sum2, page, m_start.pageSize, m_bigEndianSums);
        if (word(frame + 16) != at.sum1 || word(frame + 20) != at.sum2 || word(frame) == 0)
            return std::optional<WalTransaction>();
        transaction.pages.push_back({word(frame), at.frames});
        if (auto meta = metaOnPage(page, m_start.pageSize, storeId))
            transaction.meta = meta;
        if (const quint32 dbPages = word(frame + 4); dbPages != 0) {
            transaction.dbPages = dbPages;
            break;
        }
    }
    ++at.frames;
    transaction.endFrame = at.frames;
    transaction.sum1 = at.sum1;
    transaction.sum2 = at.sum2;
    // The newest version of each page, in the order of the pages; what lies beyond the end of the store is no part of it.
    auto &pages = transaction.pages;
    std::ranges::stable_sort(pages, {}, &WalTransaction::PageAt::page);
    const auto older = [](const auto &a, const auto &b) { return a.page == b.page; };
    std::reverse(pages.begin(), pages.end());
    pages.erase(std::unique(pages.begin(), pages.end(), older), pages.end());
    std::reverse(pages.begin(), pages.end());
    std::erase_if(pages, [&](const auto &p) { return p.page > transaction.dbPages; });
    position = at;
    return std::optional<WalTransaction>(std::move(transaction));
}

} // namespace plancia::backup::archive
