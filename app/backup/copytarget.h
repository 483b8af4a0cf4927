// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/verifiedwriter.h"

struct sqlite3;

namespace plancia::backup {

/// The database into which SQLite copies: a file of a virtual file system of our own, which gathers the pages it is given
/// into pieces and hands each on to be written. Pages come in order, save that SQLite returns to the first at the end;
/// the first piece therefore is kept until then. One thread.
class CopyTarget {
public:
    /// `writer` must outlive it.
    explicit CopyTarget(VerifiedWriter &writer);
    CopyTarget(const CopyTarget &) = delete;
    CopyTarget &operator=(const CopyTarget &) = delete;
    ~CopyTarget();

    /// The connection to copy into; it goes with the object.
    Result<sqlite3 *> open();
    /// Hands on what is gathered. The file is without the mark of write-ahead logging then: a backup has no log.
    void finish();
    /// What went wrong with a piece; SQLite itself only knows that it could not write.
    const std::optional<Error> &error() const { return m_error; }
    qint64 bytes() const { return m_bytes; }

private:
    friend struct TargetFile;
    friend struct TargetVfs;
    bool write(const char *bytes, qint64 size, qint64 at);
    bool read(char *bytes, qint64 size, qint64 at) const;
    bool begin(Piece &piece, qint64 at);
    void send(Piece &piece);

    VerifiedWriter &m_writer;
    std::unique_ptr<struct TargetVfs> m_vfs;
    sqlite3 *m_connection = nullptr;
    Piece m_first;
    Piece m_next;
    qint64 m_bytes = 0;
    std::optional<Error> m_error;
};

} // namespace plancia::backup
