// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "models/domain/tables.h"

#include <memory>
#include <sqlite3.h>
#include <vector>

struct evp_md_ctx_st;

namespace plancia::tables {

/// One CSV file (RFC 4180, UTF-8, lines end in CRLF), written through one buffer and hashed on the way. NULL is nothing
/// between the commas, an empty text is "". Blocks on the disk; one thread.
class CsvWriter {
public:
    /// Makes the file (O_EXCL, 0600). IO_001…004, IO_009.
    static Result<CsvWriter> create(const QString &path, const CsvOptions &options);
    CsvWriter(CsvWriter &&) noexcept = default;

    /// Column names, and which columns hold times.
    Result<bool> head(const QList<ColumnInfo> &columns);
    /// The row that the statement stands on.
    Result<bool> row(sqlite3_stmt *statement);
    /// A row of texts, nothing for NULL, of which numbers are no formulas whatever they begin with.
    Result<bool> row(const std::vector<std::optional<QByteArrayView>> &values);
    /// On the disk when it returns: size and hash.
    Result<CsvFile> finish();
    qint64 rows() const { return m_rows; }

private:
    struct FreeDigest {
        void operator()(evp_md_ctx_st *digest) const;
    };
    CsvWriter(backup::Fd fd, QString path, const CsvOptions &options);
    char *room(size_t bytes);
    Result<bool> endRow();
    Result<bool> flush();
    void integer(qint64 value, bool isTime);
    void real(double value);
    void text(const char *bytes, size_t size);
    void blob(const unsigned char *bytes, size_t size);

    backup::Fd m_fd;
    QString m_path;
    CsvOptions m_options;
    std::unique_ptr<evp_md_ctx_st, FreeDigest> m_digest;
    std::vector<char> m_buffer;
    size_t m_used = 0;
    std::vector<char> m_isTime; ///< a column each
    qint64 m_rows = 0;
    qint64 m_bytes = 0;
};

} // namespace plancia::tables
