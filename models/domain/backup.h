// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>

namespace plancia {

/// What is known of a backup without opening it: `<file>.manifest.json`, written last. Version 1.
struct BackupManifest {
    int version = 1;
    QString file;      ///< base name
    QString sha256;    ///< 64 lower-case hex digits of the whole file
    qint64 bytes = 0;
    QString storeId;   ///< UUID of the store
    QString historyId; ///< UUID of its line of history
    qint64 commitNo = 0;
    int schemaVersion = 0;
    QMap<QString, qint64> rows; ///< per table
    qint64 startedAt = 0;  ///< Unix ms UTC
    qint64 finishedAt = 0;
    QString kind;          ///< "manual", "scheduled", "before:<act>"
    QString appVersion, sqliteVersion;
    bool operator==(const BackupManifest &) const = default;
};
QByteArray toJson(const BackupManifest &manifest);
/// BKP_002 when it is no manifest of a version that we know.
Result<BackupManifest> backupManifestFromJson(const QByteArray &json);

/// Why retention keeps a backup, or may let it go. One backup may have several reasons to be kept.
struct KeepReason {
    enum class Kind {
        Newest,     ///< the newest of the store
        Daily,      ///< `number` of `of` days
        Weekly,
        Monthly,
        Pinned,     ///< by a person
        LastProved, ///< no other is proved
        BeforeAct,  ///< made before a risky act, kept 30 days: its undo
        ArchiveBase, ///< the archive cannot reach its moments without it
        Damaged,    ///< kept for salvage until a person decides
        Frozen,     ///< the clock jumped: nothing is deleted until a person has looked
        Unknown,    ///< dated in the future, or not of this store: never touched
        Superseded, ///< no reason to keep it: goes with the next pruning
    };
    Kind kind = Kind::Superseded;
    int number = 0, of = 0;
    bool operator==(const KeepReason &) const = default;
};

struct BackupInfo {
    /// Proved: restored into a scratch copy, on which every invariant held.
    enum class State { Verified, Unverified, Damaged, Missing, Proved };
    BackupManifest manifest;
    QString path; ///< the folder of a backup; of version 1, and of a file that somebody moved: the file
    State state = State::Unverified;
    qint64 verifiedAt = 0; ///< Unix ms UTC of the last verification, 0 for never
    qint64 provedAt = 0;   ///< of the last proof, 0 for never
    bool pinned = false;
    QString damage = {};       ///< what is damaged, in English; empty when nothing is known to be
    QList<KeepReason> reasons = {}; ///< at least one
    qint64 keepUntil = 0;      ///< Unix ms UTC at which the last reason ends if nothing changes; 0: no end in sight
    qint64 secondPlaceAt = 0;  ///< when the copy at the second place was verified; 0: there is none
    bool operator==(const BackupInfo &) const = default;
};
/// "verified", "unverified", "damaged", "missing", "proved"
QString toString(BackupInfo::State state);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BackupInfo)
