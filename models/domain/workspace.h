// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace plancia {

/// What may be done in a workspace. Pages ask these, never the kind of a workspace.
enum class Capability {
    ReadTenants = 1 << 0,
    WriteTenants = 1 << 1,
    ReadAudit = 1 << 2,
    ReadBackups = 1 << 3,
    CreateBackups = 1 << 4,
    RestoreBackups = 1 << 5,
    SetTenantStatus = 1 << 6, ///< suspend and activate tenants; whoever may write them may do this too
    WriteUsers = 1 << 7,      ///< invite, change, disable, reset, erase people
    EndSessions = 1 << 8,     ///< of people
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

/// Who a workspace is, for the switcher, the band and every dangerous act.
struct WorkspaceIdentity {
    QString id;       ///< "local", "examples", "rescue", "pg:<uuid>", "file:<path>", "moment:<id>:<commit>"
    QString name;     ///< as the person named it; translated for local and examples by ui
    QString place;    ///< "SQLite · /path" or "PostgreSQL 15 · host:port/db": untranslated
    QString colour;   ///< "green", "red", "amber", "grey"
    bool readOnly = false;
    QString readOnlyReason; ///< id: "backup", "newer_schema", "asked", "role", "read_only_medium", "bundle", "foreign",
                            ///< "damaged" (a store that is lost), "moment",
                            ///< "moved", "moving" (the store's data is elsewhere, or on its way there),
                            ///< "write_trouble" (until the store can be written again); empty when writable
    QString movedTo;        ///< of "moved" and "moving": where, untranslated
    qint64 movedAt = 0;     ///< Unix ms: when that move began
    qint64 asOf = 0;        ///< Unix ms of the state seen; 0 for live
    qint64 commitNo = -1;   ///< of a backup or a moment; -1 for live
    /// A write-ahead log or a journal lies beside the file, which may hold its last changes, or be another file's.
    enum class Log { None, NotRead, Read };
    Log log = Log::None;
    QStringList missing; ///< tables and "table.column"s of ours that the file does not have: it is of another version
    QStringList unknown; ///< those that it has and this version does not know
    bool operator==(const WorkspaceIdentity &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::WorkspaceIdentity)
