// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/bundle.h"
#include "models/domain/connection.h"
#include "models/domain/workspace.h"

#include <QJsonObject>
#include <QMap>
#include <optional>

namespace plancia::support {

/// An error that somebody was shown.
struct ErrorNote {
    qint64 at = 0; ///< Unix ms UTC
    Error error;
    QString requestId;
};

/// What is known of the open workspace: names and numbers, never a row's contents.
struct WorkspaceFacts {
    WorkspaceIdentity identity;
    SchemaPlan schema;
    QMap<QString, qint64> rows;
    QString problem; ///< why the rest is missing: public code of an error, else empty
};

/// Everything a bundle is made of, gathered by the caller. Nothing here needs to be masked already.
struct BundleSources {
    QString program; ///< "plancia"
    QString runId;
    qint64 now = 0;  ///< Unix ms UTC
    QString logFile; ///< its older parts beside it are read too
    QList<ErrorNote> errors; ///< in any order; the newest thousand are taken
    QMap<QString, QString> versions; ///< beside Plancia, Qt and the system: "sqlite", "libpq", …
    QJsonObject settings;            ///< preferences and connections; values whose key names a secret are masked
    std::optional<WorkspaceFacts> workspace;
    QStringList secrets; ///< passwords and tokens of this run: never part of a bundle, in whatever spelling
};

/// No bundle is larger, packed or not.
inline constexpr qint64 kMaxBundleBytes = 25'000'000;

/// Every file as it would be written, sorted by name, manifest.json among them (name, reason, hash and number of masked
/// places of each other file). Secrets, e-mail addresses and the home folder's name are masked. Of the log only the
/// lines of this run are taken, the newest when they are too many. Blocks on the disk for the log; a part that cannot be
/// read says so in its own file instead of stopping the rest.
BundlePreview buildBundle(const BundleSources &sources);

/// The preview as a zip in memory: the same preview always gives the same bytes. INTERNAL_001.
Result<QByteArray> packBundle(const BundlePreview &preview);

/// Writes exactly that preview into a folder (made with mode 0700 when absent) as a file of mode 0600 that appears only
/// when it is whole. Blocks. IO_001, IO_002, IO_004, VAL_002 above kMaxBundleBytes.
Result<BundleWritten> writeBundle(const BundlePreview &preview, const QString &folder);

} // namespace plancia::support
