// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>

#include <optional>

namespace plancia {

/// The time as a computer saw it, so that a clock that was set can be told from time that passed.
struct ClockReading {
    qint64 wallMs = 0; ///< Unix ms UTC
    qint64 bootMs = 0; ///< since the computer started, asleep or not (CLOCK_BOOTTIME)
    QString bootId;    ///< new with each start of the computer; empty when the system has none
    bool operator==(const ClockReading &) const = default;
};

/// What is known of a backup without opening it: `manifest.json` in its folder, written last. Version 2; 3 for an
/// encrypted one, so that an older Plancia leaves it alone instead of missing its file.
/// Version 1 lay beside the backup as `<file>.manifest.json`; it is read for as long as such backups exist.
struct BackupManifest {
    static constexpr int kEncrypted = 3;
    int version = 2;
    QString engine = QStringLiteral("sqlite"); ///< "sqlite", "postgres": what the file is
    QString file;      ///< base name: "store.db", also when it was packed later
    QString sha256;    ///< 64 lower-case hex digits. Of pages.sha256, which holds a hash a page; without pages, of the file
    qint64 bytes = 0;  ///< of the file, not packed
    int pageSize = 0;  ///< 0 for version 1 and for a file without pages
    QString storeId;   ///< UUID of the store
    QString historyId; ///< UUID of its line of history
    qint64 commitNo = 0;
    int schemaVersion = 0;
    QString schemaSha256; ///< of every statement of the schema; empty for version 1
    QMap<QString, qint64> rows; ///< per table
    qint64 startedAt = 0;  ///< Unix ms UTC
    qint64 finishedAt = 0;
    ClockReading clock;    ///< when it began; its wallMs is startedAt
    QString kind;          ///< "manual", "scheduled", "base", "before:<act>"
    QString note;          ///< of the person who made it
    QString appVersion, sqliteVersion;
    QString serverVersion = {};  ///< of PostgreSQL, "15.18"; its client programs must not be older
    bool wholeDatabase = false;  ///< PostgreSQL: every schema, not ours alone
    // Encrypted: what lies in the folder is `<file>.zst.enc`, and no hash a page.
    QString keyId = {};          ///< 16 hex digits that name its key; empty: not encrypted
    QString encryptedSha256 = {}; ///< of the encrypted file, so that damage is found without the key
    qint64 encryptedBytes = 0;
    QString mac = {};             ///< 64 hex digits over all else here, which only who has the key can make
    bool isEncrypted() const { return !keyId.isEmpty(); }
    bool operator==(const BackupManifest &) const = default;
};
QByteArray toJson(const BackupManifest &manifest);
/// What the mac is made over.
QByteArray textForMac(const BackupManifest &manifest);
/// BKP_002 when it is no manifest of a version that we know.
Result<BackupManifest> backupManifestFromJson(const QByteArray &json);

/// Why retention keeps a backup, or may let it go. One backup may have several reasons to be kept.
struct KeepReason {
    enum class Kind {
        Newest,     ///< `number` of `of` newest of the store, whatever their dates: a clock that stood still costs none
        Daily,      ///< `number` of `of` days
        Weekly,
        Monthly,
        Pinned,     ///< by a person
        LastProved, ///< the newest that is proved
        LastClean,  ///< the last without a fault that every newer one has: BackupInfo::lastCleanFor
        BeforeAct,  ///< made before a risky act, kept 30 days: its undo
        ArchiveBase, ///< the archive cannot reach its moments without it
        Damaged,    ///< kept for salvage until a person decides
        Frozen,     ///< the clock jumped: nothing is deleted until a person has looked
        InUse,      ///< somebody reads it
        Unknown,    ///< dated in the future, or not of this store: never touched
        OnlyCopy,   ///< lies at the second place alone: nothing deletes it by itself
        Superseded, ///< no reason to keep it: goes with the next pruning
    };
    Kind kind = Kind::Superseded;
    int number = 0, of = 0;
    bool operator==(const KeepReason &) const = default;
};

/// A page of a backup's file that is not as it was written, or not as it should be.
struct DamagedPage {
    QString file;    ///< "store.db", "store.db.zst"
    qint64 page = 0; ///< from 1
    QString table;   ///< whose rows, index or overflow lie there; empty for none, or when the damage hides it
    bool operator==(const DamagedPage &) const = default;
};
inline constexpr qsizetype kMaxDamagedPages = 200; ///< that are listed
/// An array of {"file", "page", "table"}; a table that is not known is null.
QJsonArray toJson(const QList<DamagedPage> &pages);
/// What is no page is left out.
QList<DamagedPage> damagedPagesFromJson(const QJsonArray &array);
/// The fact of an error that lists them, as compact JSON, and what it says.
inline const QString kDamageFact = QStringLiteral("damage");
QString toFact(const QList<DamagedPage> &pages);
QList<DamagedPage> damagedPagesOf(const Error &error);

/// The check that a backup's pages are as the one before has them, but for those that commits wrote: BackupInfo::rot.
inline const QString kRotCheck = QStringLiteral("unwritten-pages");

struct BackupInfo {
    /// Proved: restored into a scratch copy, on which every invariant held.
    enum class State { Verified, Unverified, Damaged, Missing, Proved };
    BackupManifest manifest;
    QString path; ///< the folder of a backup; of version 1, and of a file that somebody moved: the file
    State state = State::Unverified;
    qint64 verifiedAt = 0; ///< Unix ms UTC of the last verification, 0 for never
    qint64 provedAt = 0;   ///< of the last proof, 0 for never
    qint64 proofFailedAt = 0; ///< when it was found that a rule of the data does not hold in it, 0 for never
    bool pinned = false;
    QString damage = {};       ///< what is damaged, in English; empty when nothing is known to be
    QList<KeepReason> reasons = {}; ///< at least one
    qint64 keepUntil = 0;      ///< Unix ms UTC until which it is kept at least, newer ones coming as planned; 0: no end in sight
    qint64 storedBytes = 0;    ///< on the disk: less than manifest.bytes once it is packed
    /// After a verification of an encrypted one: the code of why it was not opened (BKP_008, BKP_021, CONFIG_004). Every byte
    /// is as it was written then, and was opened and compared when it was; its contents were not looked at again.
    std::optional<ErrorCode> unopened = {};
    bool isPacked() const { return storedBytes > 0 && storedBytes < manifest.bytes; }
    qint64 secondPlaceAt = 0;  ///< when the copy at the second place was verified; 0: there is none
    bool isOnlyAtSecondPlace = false; ///< path is the copy there, and the folder of the backups holds it no more
    /// Of `damage`, or of `rot`; up to kMaxDamagedPages.
    QList<DamagedPage> damagedPages = {};
    /// Which pages of the store had changed although no commit wrote them, in English; empty when none is known to have. The
    /// backup is what the store was then, and is not proved.
    QString rot = {};
    /// The check, or kRotCheck, in which newer backups are found wanting and this one was not; empty: none.
    QString lastCleanFor = {};
    bool operator==(const BackupInfo &) const = default;
};
/// As far as is known: as it was when it was last read.
inline bool isWhole(const BackupInfo &backup) { return backup.state == BackupInfo::State::Verified || backup.state == BackupInfo::State::Proved; }
/// BKP_006 of a backup with rot: which pages, and that it is not proved.
Error errorOfRot(const BackupInfo &backup);
/// "verified", "unverified", "damaged", "missing", "proved"
QString toString(BackupInfo::State state);
/// "newest", "daily", … "archive_base": for JSON.
QString toString(KeepReason::Kind kind);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BackupInfo)
