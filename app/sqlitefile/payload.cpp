// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/payload.h"

#include <algorithm>
#include <cstring>

namespace plancia::sqlitefile {

PayloadReader::PayloadReader(const PageFile &file, const Cell &cell)
    : m_file(file), m_size(cell.payloadSize), m_data(cell.local), m_left(cell.localSize), m_next(cell.firstOverflow)
{
}

bool PayloadReader::turnPage()
{
    if (!m_file.isOrdinary(m_next) || m_size > m_file.maxPayload()) {
        m_damage = {m_page ? m_page : m_next ? m_next : 1, "a chain of overflow pages is broken"};
        return false;
    }
    const FileHeader &header = m_file.header();
    m_buffer.resize(header.pageSize);
    if (!m_file.read(m_next, 1, m_buffer.data())) {
        m_damage = {m_next, "it cannot be read"};
        return false;
    }
    m_page = m_next;
    m_next = u32(m_buffer.data());
    m_data = m_buffer.data() + 4;
    m_left = static_cast<size_t>(std::min<quint64>(header.usableSize - 4, m_size - m_position));
    return true;
}

PayloadReader::Piece PayloadReader::next(size_t most)
{
    if (failed() || m_position >= m_size)
        return {};
    if (m_left == 0 && !turnPage())
        return {};
    const Piece piece{m_data, std::min(m_left, most)};
    m_data += piece.size;
    m_left -= piece.size;
    m_position += piece.size;
    return piece;
}

bool PayloadReader::read(uchar *to, quint64 bytes)
{
    while (bytes > 0) {
        const Piece piece = next(static_cast<size_t>(bytes));
        if (piece.size == 0)
            return false;
        std::memcpy(to, piece.data, piece.size);
        to += piece.size;
        bytes -= piece.size;
    }
    return true;
}

bool PayloadReader::skip(quint64 bytes)
{
    while (bytes > 0) {
        const Piece piece = next(static_cast<size_t>(bytes));
        if (piece.size == 0)
            return false;
        bytes -= piece.size;
    }
    return true;
}

Result<QByteArray> payloadOf(const PageFile &file, const Cell &cell, quint64 most)
{
    if (cell.payloadSize > file.maxPayload())
        return fail(file.error({0, "a row is larger than the file"}));
    PayloadReader reader(file, cell);
    QByteArray bytes(static_cast<qsizetype>(std::min(cell.payloadSize, most)), Qt::Uninitialized);
    if (!reader.read(reinterpret_cast<uchar *>(bytes.data()), static_cast<quint64>(bytes.size())))
        return fail(file.error(reader.damage()));
    return bytes;
}

} // namespace plancia::sqlitefile
