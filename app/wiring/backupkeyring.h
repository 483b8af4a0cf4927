// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/backup/encryption/backupkeys.h"
#include "app/secrets/keyring.h"
#include "app/sql/gateway.h"
#include "app/tasks/worker.h"
#include "models/ports/backupkeysport.h"

#include <QHash>
#include <mutex>

namespace plancia::wiring {

/// The keys of this installation's backups. A key lies in the key ring, as its recovery phrase, under "backup-key/<id>", or, where
/// there is none, in memory for this run; console.db knows ids alone (preferences, "backup_keys"). What is made, entered or
/// shown leaves a row in the program's own trail. find() and current() block and may be called from any engine's thread.
class BackupKeyring final : public backup::BackupKeys, public BackupKeysPort {
public:
    BackupKeyring(sql::Gateway &console, const audit::Recorder &recorder, secrets::KeyRing &keyRing);
    ~BackupKeyring() override;

    Result<backup::BackupKey> find(const QString &id) const override;
    Result<backup::BackupKey> current() const override;

    QFuture<Result<BackupKeyState>> state(CallContext context) override;
    QFuture<Result<RecoveryKey>> make(CallContext context) override;
    QFuture<Result<BackupKeyState>> keep(QString phrase, Use use, CallContext context) override;
    QFuture<Result<RecoveryKey>> phrase(CallContext context) override;

    /// Opens backups with this key for this run, and makes new ones with it when it is the current one; writes it nowhere. VAL_021.
    Result<QString> useForThisRun(const QString &phrase);
    /// What must stand in no debug bundle.
    QStringList secrets() const;

private:
    struct Ids {
        QString current;
        QStringList all;
    };
    Result<Ids> ids() const;
    static Result<Ids> readIds(sql::Connection &connection);
    Result<bool> addId(const QString &id, Use use, const CallContext &context);
    AuditEvent begin(const QString &what, const QString &id, const CallContext &context) const;
    std::optional<backup::BackupKey> inMemory(const QString &id) const;
    Result<BackupKeyState> stateNow() const;
    Result<BackupKeyState> keepNow(const QString &phrase, Use use, const CallContext &context);
    Result<bool> writeRing(const QString &id, const QString &phrase);

    sql::Gateway &m_console;
    const audit::Recorder &m_recorder;
    secrets::KeyRing &m_keyRing;
    mutable std::mutex m_mutex;
    QHash<QString, backup::BackupKey> m_thisRun; ///< under m_mutex, by id
    tasks::Worker m_worker{QStringLiteral("keys of backups")};
};

} // namespace plancia::wiring
