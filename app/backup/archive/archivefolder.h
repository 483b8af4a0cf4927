// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/index.h"

#include <QHash>
#include <QSet>
#include <memory>
#include <mutex>

namespace plancia::backup {
class BackupKeys;
}

namespace plancia::backup::archive {

/// The state of a store's main file, by stat() alone.
struct MainFile {
    quint64 device = 0, inode = 0;
    qint64 bytes = 0;
    qint64 changedNs = 0;
    bool operator==(const MainFile &) const = default;
    static MainFile of(const QString &path);
};

/// Made under the writer lock after a checkpoint of ours, and when the archive begins: all of the log up to `position` was
/// archived and the main file was left like this, so the log may begin anew. A log of which the main file lacks something
/// cannot begin anew before a checkpoint, which changes that file.
struct Seal {
    WalPosition position;
    MainFile main;
};

/// The archive of one store on disk: records, seal, bases and names, one folder a store id. Several processes share it by its
/// locks. Every call blocks on the disk; may be used from any thread.
class ArchiveFolder {
public:
    /// `backups` is where bases lie; `keys` open them where they are encrypted, and outlive this.
    ArchiveFolder(QString folder, QUuid storeId, QString backups, const BackupKeys *keys = nullptr);

    const QString &path() const { return m_folder; }
    const QString &backups() const { return m_backups; }
    const QUuid &storeId() const { return m_storeId; }
    const BackupKeys *keys() const { return m_keys; }

    /// For who changes anything; held as long as the result lives. DB_010 after `waitMs`, IO_*.
    Result<Fd> lock(int waitMs) const;
    /// For who reads records for longer; who thins out waits for them.
    Result<Fd> lockForReading(int waitMs) const;
    /// For who deletes records. DB_010 at once while somebody reads.
    Result<Fd> lockForThinning() const;

    bool isOn() const;
    Result<bool> setOn(bool on);

    Result<std::shared_ptr<const Index>> index();
    /// Takes the next place in the chain. The caller holds the lock; `newest` is the record before.
    Result<RecordHead> append(RecordWriter writer, RecordHead head, const RecordHead *newest);

    std::optional<Seal> seal() const;
    Result<bool> writeSeal(const Seal &seal);

    QList<Base> bases() const; ///< also those that are gone; empty as well when they cannot be read now
    /// False when there are lists that cannot be read now (too many open files, a disk that refuses): nothing may be decided
    /// by their absence, and nothing written over them.
    bool canRead() const;
    Result<bool> writeBases(const QList<Base> &bases);
    struct Name {
        qint64 commitNo = 0;
        qint64 at = 0;
        QString name;
    };
    QList<Name> names() const; ///< oldest first
    Result<bool> writeNames(const QList<Name> &names);

private:
    qint64 nextPlace(const RecordHead *newest) const;
    Result<Fd> lockFile(const QString &name, int kind, int waitMs) const;
    Result<bool> replace(const QString &name, const QByteArray &bytes) const;

    const QString m_folder;
    const QUuid m_storeId;
    const QString m_backups;
    const BackupKeys *const m_keys;
    std::mutex m_mutex;
    QHash<QByteArray, RecordHead> m_heads; ///< by what the file looks like from outside
    QSet<QByteArray> m_unreadable;
    std::shared_ptr<const Index> m_index;
    QByteArray m_indexOf; ///< what m_index was built from
};

} // namespace plancia::backup::archive
