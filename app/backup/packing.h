// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "app/backup/encryption/backupkeys.h"
#include "models/base/canceltoken.h"
#include "models/base/progress.h"

#include <functional>
#include <memory>

namespace plancia::backup {

/// Reads the plain bytes of a file in the Zstandard format, in constant memory. Never gives more than `bytes`, whatever
/// the file says: a small file may claim to be endless. Blocks; belongs to one thread.
class Unpacker {
public:
    /// NOT_FOUND_005, IO_002, IO_003.
    static Result<std::unique_ptr<Unpacker>> open(const QString &path, qint64 bytes);
    /// The same of a file that was encrypted after it was packed: as EncryptedReader::open().
    static Result<std::unique_ptr<Unpacker>> openEncrypted(const QString &path, qint64 bytes, const BackupKeys *keys);
    ~Unpacker();

    /// Fills the buffer, or as much as there still is; 0 at the end. BKP_001 when it is no such file, is
    /// cut short or is longer; IO_003 when the disk does not give it.
    Result<qsizetype> read(QByteArray &buffer);

private:
    struct Stream;
    explicit Unpacker(std::unique_ptr<Stream> stream);
    static Result<std::unique_ptr<Unpacker>> create(const QString &path, qint64 bytes);
    std::unique_ptr<Stream> m_stream;
};

using ByteSink = std::function<Result<bool>(QByteArrayView)>;

/// Gives the file's bytes in the Zstandard format to the sink. IO_*, INTERNAL_003, and what the sink says.
/// `read` is called with the bytes read so far.
Result<bool> packFile(const QString &path, const ByteSink &sink, const CancelToken &cancel, const std::function<void(qint64)> &read = {});

/// Gives the plain bytes of a backup that is packed or encrypted to the sink (may be empty), and holds them against the hash in
/// the manifest: what came before an error was not checked to its end. BKP_001; BKP_008, BKP_021, CONFIG_004 for an encrypted
/// one whose key is not to be had; NOT_FOUND_005, IO_*, INTERNAL_003.
Result<bool> unpackWhole(const BackupPlace &place, const BackupManifest &manifest, const BackupKeys *keys, const ByteSink &sink,
                         const CancelToken &cancel, const ProgressSink &progress);

/// Packs and encrypts `plain` into the place of a backup that is being made, reads that back, opens it and holds it against the
/// manifest's hash; then the manifest speaks of it. There are no page hashes: they tell who guesses what a page holds. Progress
/// counts twice manifest.bytes. BKP_001 when the disk gives back other bytes, IO_*, INTERNAL_003.
Result<bool> encryptBackup(const QString &plain, const BackupPlace &place, BackupManifest &manifest, const BackupKey &key,
                           const CancelToken &cancel, const ProgressSink &progress);

/// Makes `store.db.zst` of `store.db`: packed beside it, unpacked and held against the hash of every page, and only then
/// the plain file goes. BKP_001 when the plain file is not as it was written, BKP_019 while somebody reads it: then everything stays. IO_*, INTERNAL_003.
Result<bool> packStore(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel);

} // namespace plancia::backup
