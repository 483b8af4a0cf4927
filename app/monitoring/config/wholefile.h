// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <functional>
#include <memory>

namespace plancia::monitoring {

/// IO_001, IO_002 or `otherwise` for an errno, with facts path and message.
Error fileError(ErrorCode otherwise, int number, const QString &path);
/// Reads, edits and writes it while nobody else who changes it by this does: an flock on `<file>.lock`, which stays. `edit` gets nothing when
/// there is no file, and gives the new text, or why there is none; then nothing is written. Gives the new text. Blocks, at most ten
/// seconds for the others. IO_001, IO_002, IO_003, IO_004, and what `edit` fails with.
Result<QByteArray> changeWhole(const QString &path, qsizetype maxBytes, const std::function<Result<QByteArray>(const QByteArray &)> &edit);
/// Under its name when it is whole and on the disk, or not at all; mode 0600. A link stays one. Blocks. IO_001, IO_002, IO_004.
Result<bool> writeWhole(const QString &path, const QByteArray &bytes);

/// A new file (mode 0600) that is written under another name beside its own, and gets that when it is whole; one of the name that is
/// there is left alone. Without finish() nothing stays. Blocks; one thread.
class PendingFile {
public:
    /// IO_001, IO_002, IO_004, IO_009.
    static Result<PendingFile> create(const QString &path);
    PendingFile(PendingFile &&other) noexcept;
    PendingFile &operator=(PendingFile &&) = delete;
    ~PendingFile();

    /// IO_001, IO_002, IO_004.
    Result<bool> write(const QByteArray &bytes);
    /// On the disk, its name too. The SHA-256 of what was written, in hexadecimal. As create().
    Result<QString> finish();

private:
    PendingFile(QString path, QByteArray pending, int fd);
    QString m_path;
    QByteArray m_pending;
    int m_fd = -1;
    std::unique_ptr<QCryptographicHash> m_hash;
};

} // namespace plancia::monitoring
