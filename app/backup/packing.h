// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "models/base/canceltoken.h"

#include <functional>
#include <memory>

namespace plancia::backup {

/// Reads the plain bytes of a file in the Zstandard format, in constant memory. Never gives more than `bytes`, whatever
/// the file says: a small file may claim to be endless. Blocks; belongs to one thread.
class Unpacker {
public:
    /// NOT_FOUND_005, IO_002, IO_003.
    static Result<std::unique_ptr<Unpacker>> open(const QString &path, qint64 bytes);
    ~Unpacker();

    /// Fills the buffer, or as much as there still is; 0 at the end. IO_003 when it is no such file, is cut short or is longer.
    Result<qsizetype> read(QByteArray &buffer);

private:
    struct Stream;
    explicit Unpacker(std::unique_ptr<Stream> stream);
    std::unique_ptr<Stream> m_stream;
};

/// Makes `store.db.zst` of `store.db`: packed beside it, unpacked and held against the hash of every page, and only then
/// the plain file goes. BKP_001 when the plain file is not as it was written, BKP_019 while somebody reads it: then everything stays. IO_*, INTERNAL_003.
Result<bool> packStore(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel);

} // namespace plancia::backup
