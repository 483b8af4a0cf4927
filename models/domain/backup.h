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

struct BackupInfo {
    enum class State { Verified, Unverified, Damaged, Missing };
    BackupManifest manifest;
    QString path;
    State state = State::Unverified;
    qint64 verifiedAt = 0; ///< Unix ms UTC of the last verification, 0 for never
    bool operator==(const BackupInfo &) const = default;
};
QString toString(BackupInfo::State state); ///< "verified", "unverified", "damaged", "missing"

} // namespace plancia

Q_DECLARE_METATYPE(plancia::BackupInfo)
