// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/btreepage.h"

#include <QByteArray>
#include <vector>

namespace plancia::sqlitefile {

/// Reads the payload of one cell from front to end, over its overflow pages, in memory of one page. The number of pages
/// follows from the payload's size, so that a chain in a circle ends. The cell's page must outlive it.
class PayloadReader {
public:
    PayloadReader(const PageFile &file, const Cell &cell);

    quint64 size() const { return m_size; }
    quint64 position() const { return m_position; }
    /// The bytes that can be had next without a copy, at most `most`; none at the end or after a failure.
    struct Piece {
        const uchar *data = nullptr;
        size_t size = 0;
    };
    Piece next(size_t most);
    /// Reads exactly `bytes`; false when there are not so many or the chain is broken.
    bool read(uchar *to, quint64 bytes);
    bool skip(quint64 bytes);
    bool failed() const { return m_damage.page != 0; }
    const Damage &damage() const { return m_damage; }
    /// The page that the last piece came from, 0 for the cell's own.
    quint32 page() const { return m_page; }

private:
    bool turnPage();
    const PageFile &m_file;
    const quint64 m_size;
    quint64 m_position = 0;
    const uchar *m_data;
    size_t m_left;          ///< bytes at m_data
    quint32 m_page = 0;
    quint32 m_next;
    std::vector<uchar> m_buffer;
    Damage m_damage;
};

/// The whole payload, or what is there of it up to `most` bytes.
Result<QByteArray> payloadOf(const PageFile &file, const Cell &cell, quint64 most);

} // namespace plancia::sqlitefile
