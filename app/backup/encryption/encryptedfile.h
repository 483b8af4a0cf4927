// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/encryption/backupkeys.h"
#include "app/backup/files.h"

#include <memory>

namespace plancia::backup {

/// An encrypted file: a header that says which key it wants, then chunks of libsodium's secretstream (XChaCha20-Poly1305), each
/// with its tag, the last one marked as such. So a bit that was flipped, a chunk that is missing or in another place, and an end
/// that was cut off are all found; and as the header carries a check of its own, they are never taken for another key.
///
///   0  "PLNCENC1"   8  chunk size, 4 bytes, little end first   12  key id, 8 bytes   20  secretstream header, 24 bytes
///   44 SHA-256 of the bytes before, the first 20             64  chunks: chunk size + 17 bytes each, the last one shorter
///
/// The header is bound to the chunks as additional data. Blocks; belongs to one thread.
class EncryptedWriter {
public:
    /// Writes the header. `path` is for errors.
    static Result<std::unique_ptr<EncryptedWriter>> begin(int fd, const QString &path, const BackupKey &key);
    ~EncryptedWriter();
    Result<bool> add(QByteArrayView plain);
    /// The last chunk. On disk only when who gave the file has synced it.
    Result<bool> finish();

private:
    struct Stream;
    explicit EncryptedWriter(std::unique_ptr<Stream> stream);
    std::unique_ptr<Stream> m_stream;
};

class EncryptedReader {
public:
    static constexpr qsizetype kHeaderBytes = 64;

    /// Looks at the header: BKP_001 when that is damaged, then what findKey() gives. NOT_FOUND_005, IO_002, IO_003.
    static Result<std::unique_ptr<EncryptedReader>> open(const QString &path, const BackupKeys *keys);
    ~EncryptedReader();
    /// Of a header that is whole.
    const QString &keyId() const;
    /// The next chunk, empty at the end. BKP_001 for what is not as it was written, with the key that it was written with.
    Result<QByteArray> next();

private:
    struct Stream;
    explicit EncryptedReader(std::unique_ptr<Stream> stream);
    std::unique_ptr<Stream> m_stream;
};

} // namespace plancia::backup
