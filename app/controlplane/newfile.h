// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QCryptographicHash>
#include <QFile>
#include <memory>
#include <utility>

namespace plancia::controlplane {

/// A file that is made of what goes out of the store: new (a name that is taken is not replaced), of mode 0600, hashed as it
/// is written, and gone again unless finished. Blocks; the thread that made it.
class NewFile {
public:
    /// IO_009, IO_004.
    static Result<std::unique_ptr<NewFile>> create(const QString &path);
    ~NewFile();
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    /// IO_004 (IO_001 for a full disk).
    Result<bool> write(const QByteArray &bytes);
    /// On the disk, its name too, when this returns. The SHA-256 of what was written, in hexadecimal.
    Result<QString> finish();

private:
    explicit NewFile(const QString &path) : m_file(path) {}
    Error failed() const;

    QFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    bool m_isFinished = false;
};

/// The file that an act writes inside its transaction, which may run more than once and may fail after it was written: the
/// file stays only when the act took place, or when nobody knows. Shared by the transaction and whoever waits for it.
class ActFile {
public:
    explicit ActFile(QString path) : m_path(std::move(path)) {}
    const QString &path() const { return m_path; }
    /// In the transaction, before anything is written: an attempt before left its own.
    Result<std::unique_ptr<NewFile>> create()
    {
        drop();
        return NewFile::create(m_path);
    }
    void keep() { m_isThere = true; } ///< it was finished
    template <class T>
    void settle(const Result<T> &outcome)
    {
        if (!outcome && outcome.error().code() != ErrorCode::DbOutcomeUnknown)
            drop();
    }

private:
    void drop()
    {
        if (std::exchange(m_isThere, false))
            QFile::remove(m_path);
    }
    const QString m_path;
    bool m_isThere = false;
};

} // namespace plancia::controlplane
