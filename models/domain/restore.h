// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/errors/errorcode.h"

#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace plancia {

struct RestoreRequest {
    QString path; ///< of a backup
    bool allowOtherStore = false; ///< the contents of another store may take the place of this one's
    bool operator==(const RestoreRequest &) const = default;
};

/// What a restore did. Restored contents are the store's next commit: its numbers never go back.
struct RestoreReport {
    qint64 commitBefore = 0;
    qint64 commitAfter = 0;
    qint64 restoredCommit = 0; ///< whose state it is now
    QString historyId;         ///< UUID of the line of history that begins here
    QString safetyCopy;        ///< path of the backup that undoes it; empty when there was no store to save
    QString setAside;          ///< folder of the damaged files whose place it took; empty when there were none
    int schemaBefore = 0;      ///< of what was restored, before its migration
    int schemaAfter = 0;
    QMap<QString, qint64> rowsBefore, rowsAfter; ///< per table
    QStringList findings; ///< names of checks that do not hold in what was restored
    qint64 prepareMs = 0; ///< copying, checking, migrating, and the safety copy: the store is used meanwhile
    qint64 installMs = 0; ///< in which nobody could write
    bool operator==(const RestoreReport &) const = default;
};

/// How long a restore can be undone: as long as retention keeps what was saved before it.
inline constexpr qint64 kUndoMs = 30LL * 24 * 3600 * 1000;

/// In the place of a backup's path: a schema that a restore of a server moved aside, which undoes it when it is restored.
inline const QString kMovedAsideScheme = QStringLiteral("schema:");

/// The workspace that offers the backups of a local store which is missing or cannot be opened.
inline const QString kRescueWorkspace = QStringLiteral("rescue");

/// Whether a store that failed to open like this is lost as it stands: what helps is a backup.
inline bool isStoreLost(ErrorCode code)
{
    return code == ErrorCode::StoreGone || code == ErrorCode::FileNotFound || code == ErrorCode::StoreForeignFile || code == ErrorCode::StoreDamaged
           || code == ErrorCode::IoRead;
}

} // namespace plancia

Q_DECLARE_METATYPE(plancia::RestoreReport)
