// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/callcontext.h"
#include "models/base/result.h"

#include <QFuture>
#include <QStringList>
#include <optional>

namespace plancia {

/// What is known of the keys that backups are encrypted with. Ids name a key and tell nothing of it.
struct BackupKeyState {
    enum class Where { None, KeyRing, ThisRun, Nowhere };
    QString currentId;          ///< of the key of new backups; empty: none was made yet
    Where where = Where::None;  ///< where the current key was found; Nowhere: it was made, and is not to be had here
    QStringList ids;            ///< every one that was ever made or entered here
    std::optional<Error> error; ///< why it is nowhere: BKP_021, CONFIG_003, CONFIG_004
};

/// A key as a person keeps it. Whoever has the phrase opens every backup of that key.
struct RecoveryKey {
    QString id;
    QString phrase; ///< models/domain/recoveryphrase.h; never logged, never written to a file by itself
};

/// The keys of this installation's backups. The rules of every port hold: models/ports/ports.h.
class BackupKeysPort {
public:
    virtual ~BackupKeysPort() = default;
    virtual QFuture<Result<BackupKeyState>> state(CallContext context) = 0;
    /// A new key, by chance. It is kept nowhere until keep() is called with its phrase.
    virtual QFuture<Result<RecoveryKey>> make(CallContext context) = 0;
    enum class Use {
        NewBackups, ///< new backups are encrypted with it from now on; keys that were known stay
        Reading,    ///< opens backups; new ones are never encrypted with it
    };
    /// Into the key ring; where there is none, for this run (state().where tells). VAL_021; CONFIG_004: the ring is locked, and
    /// the key is kept nowhere.
    virtual QFuture<Result<BackupKeyState>> keep(QString phrase, Use use, CallContext context) = 0;
    /// The phrase of the current key. BKP_021, CONFIG_003, CONFIG_004.
    virtual QFuture<Result<RecoveryKey>> phrase(CallContext context) = 0;
};

} // namespace plancia
