// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <memory>

namespace plancia::backup {

/// A key of 256 bits that backups are encrypted with. It lies in memory of libsodium's: in no core file, not swapped out where the
/// system allows that, and wiped when the last copy goes.
class BackupKey {
public:
    static constexpr size_t kBytes = 32;

    /// By chance, from the system's generator.
    static BackupKey random();
    /// `bytes` are kBytes long.
    explicit BackupKey(const QByteArray &bytes);

    const unsigned char *data() const { return m_bytes.get(); }
    /// A copy, for who writes it down.
    QByteArray bytes() const { return QByteArray(reinterpret_cast<const char *>(m_bytes.get()), kBytes); }
    /// 16 hex digits that name the key and tell nothing of it: a keyed hash of a constant.
    QString id() const;
    /// 64 hex digits that only who has the key can make of the text.
    QString mac(const QByteArray &text) const;

private:
    BackupKey();
    std::shared_ptr<unsigned char> m_bytes; ///< kBytes, which never change
};

/// Where the keys of backups are had from. Both calls block (the key ring may be asked) and belong on a worker thread; any.
class BackupKeys {
public:
    virtual ~BackupKeys() = default;
    /// BKP_008 when only other keys are known here, BKP_021 when none is; CONFIG_004 when the key ring is locked.
    virtual Result<BackupKey> find(const QString &id) const = 0;
    /// The one for new backups. BKP_021, CONFIG_003, CONFIG_004.
    virtual Result<BackupKey> current() const = 0;
};

/// One key alone, for who holds it already.
class OneKey final : public BackupKeys {
public:
    explicit OneKey(const BackupKey &key) : m_key(key), m_id(key.id()) {}
    Result<BackupKey> find(const QString &id) const override
    {
        return id == m_id ? Result<BackupKey>(m_key) : Result<BackupKey>(Error(ErrorCode::BackupWrongKey));
    }
    Result<BackupKey> current() const override { return m_key; }

private:
    const BackupKey m_key;
    const QString m_id;
};

/// As keys->find(), with the backup's path in the error. Without keys: BKP_021.
Result<BackupKey> findKey(const BackupKeys *keys, const QString &id, const QString &path);

} // namespace plancia::backup
