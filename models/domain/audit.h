// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"

#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace plancia {

enum class AuditResult { Done, Refused, Failed };
QString toString(AuditResult result); ///< "done", "refused", "failed"
std::optional<AuditResult> auditResultFromString(QStringView text);

/// Names of acts, upper case, stable: also what `planciactl audit list --action` takes.
namespace action {
inline const QString TenantCreate = QStringLiteral("TENANT_CREATE");
inline const QString TenantUpdate = QStringLiteral("TENANT_UPDATE");
inline const QString TenantSuspend = QStringLiteral("TENANT_SUSPEND");
inline const QString TenantActivate = QStringLiteral("TENANT_ACTIVATE");
inline const QString TenantArchive = QStringLiteral("TENANT_ARCHIVE");
inline const QString TenantRename = QStringLiteral("TENANT_RENAME"); ///< another slug
inline const QString TenantDelete = QStringLiteral("TENANT_DELETE");
inline const QString TenantUndelete = QStringLiteral("TENANT_UNDELETE");
inline const QString TenantPurge = QStringLiteral("TENANT_PURGE"); ///< deleted for good
inline const QString LimitSet = QStringLiteral("TENANT_LIMIT_SET"); ///< of a tenant; which one, and from what to what, in the details
inline const QString LimitRemove = QStringLiteral("TENANT_LIMIT_REMOVE"); ///< the default holds again
inline const QString UserInvite = QStringLiteral("USER_INVITE");
inline const QString UserUpdate = QStringLiteral("USER_UPDATE");
inline const QString UserDisable = QStringLiteral("USER_DISABLE");
inline const QString UserEnable = QStringLiteral("USER_ENABLE");
inline const QString UserReset = QStringLiteral("USER_RESET"); ///< a new code
inline const QString UserVerifyEmail = QStringLiteral("USER_VERIFY_EMAIL");
inline const QString UserPassword = QStringLiteral("USER_PASSWORD"); ///< set by an operator
inline const QString UserEndSessions = QStringLiteral("USER_END_SESSIONS");
inline const QString UserExport = QStringLiteral("USER_EXPORT");
inline const QString UserErase = QStringLiteral("USER_ERASE");
inline const QString ApiKeyCreate = QStringLiteral("API_KEY_CREATE");
inline const QString ApiKeyUpdate = QStringLiteral("API_KEY_UPDATE");
inline const QString ApiKeyDisable = QStringLiteral("API_KEY_DISABLE");
inline const QString ApiKeyEnable = QStringLiteral("API_KEY_ENABLE");
inline const QString ApiKeyRotate = QStringLiteral("API_KEY_ROTATE"); ///< of the old key; its successor is named in the details
inline const QString ApiKeyRevoke = QStringLiteral("API_KEY_REVOKE");
inline const QString ApiKeyDelete = QStringLiteral("API_KEY_DELETE");
inline const QString TenantUndo = QStringLiteral("TENANT_UNDO");   ///< as it was before an act on many
inline const QString TenantBulk = QStringLiteral("TENANT_BULK");   ///< an act on many as a whole: what came of it
inline const QString TenantImport = QStringLiteral("TENANT_IMPORT"); ///< a file as a whole; each tenant has its TENANT_CREATE
inline const QString BackupCreate = QStringLiteral("BACKUP_CREATE");
inline const QString BackupVerify = QStringLiteral("BACKUP_VERIFY");
inline const QString BackupProve = QStringLiteral("BACKUP_PROVE");
inline const QString BackupRestore = QStringLiteral("BACKUP_RESTORE"); ///< also of a moment; an undo is one too
inline const QString BackupDelete = QStringLiteral("BACKUP_DELETE");   ///< by hand or by retention
inline const QString BackupPin = QStringLiteral("BACKUP_PIN");         ///< and unpin
inline const QString BackupCopy = QStringLiteral("BACKUP_COPY");       ///< to the second place
inline const QString BackupPolicy = QStringLiteral("BACKUP_POLICY");   ///< schedule, retention, places, archive
inline const QString MomentName = QStringLiteral("MOMENT_NAME");
inline const QString SessionCancel = QStringLiteral("SESSION_CANCEL");       ///< the query of a session of the server
inline const QString SessionTerminate = QStringLiteral("SESSION_TERMINATE"); ///< a session of the server
inline const QString StoreRepair = QStringLiteral("STORE_REPAIR"); ///< repair of an invariant, reindex, vacuum
inline const QString StoreSalvage = QStringLiteral("STORE_SALVAGE");
inline const QString StoreMoveBegin = QStringLiteral("STORE_MOVE_BEGIN"); ///< at the source; nothing is written to it from here on
inline const QString StoreMove = QStringLiteral("STORE_MOVE");           ///< at the source: the target has it, or it failed
inline const QString StoreArrive = QStringLiteral("STORE_ARRIVE");       ///< at the target, in the transaction that brought all
inline const QString StoreRelease = QStringLiteral("STORE_RELEASE");     ///< a store that was moved away is written again
inline const QString ExportCsv = QStringLiteral("EXPORT_CSV");
inline const QString ExportList = QStringLiteral("EXPORT_LIST"); ///< tenants or acts, as they are listed
inline const QString SchemaMigrate = QStringLiteral("SCHEMA_MIGRATE");
inline const QString ConnectionCreate = QStringLiteral("CONNECTION_CREATE");
inline const QString ConnectionUpdate = QStringLiteral("CONNECTION_UPDATE");
inline const QString ConnectionDelete = QStringLiteral("CONNECTION_DELETE");
inline const QString ConnectionTest = QStringLiteral("CONNECTION_TEST");
inline const QString SettingsChange = QStringLiteral("SETTINGS_CHANGE");
inline const QString BundleCreate = QStringLiteral("BUNDLE_CREATE");
QStringList all();
} // namespace action

/// One act, as written in the same transaction as what it did. Rows are never changed nor deleted by the console.
struct AuditEvent {
    AuditId id;        ///< made by the caller before the write; settles the outcome of a lost COMMIT
    TenantId tenantId; ///< the nil id for acts on no tenant
    QString tenantSlug; ///< as it was then; the row outlives the tenant
    qint64 at = 0;      ///< Unix ms UTC
    qint64 seq = 0;     ///< gap-free, given by the store
    qint64 commitNo = 0;
    QString actorKind; ///< "os" (local), "pg" (session_user), "agent"
    QString actorName; ///< "anna@host" or the database role
    QString claimedBy; ///< on PostgreSQL: the operating-system user, as claimed by the client; else empty
    QString action;
    QString objectKind; ///< "tenant", "backup", "connection", …
    QString objectId;
    QString objectName;
    AuditResult result = AuditResult::Done;
    QString errorCode; ///< public code when refused or failed
    qint64 durationMs = 0;
    QString reason;
    QString origin; ///< address of the client: "local", or an IP address as the server sees it
    QString runId;
    QString requestId; ///< "req_<uuid>"
    QString details;   ///< JSON object: what changed, {"name":["old","new"]}; never a secret
    bool operator==(const AuditEvent &) const = default;
};

struct AuditQuery {
    QStringList actions; ///< empty for all
    std::optional<qint64> since; ///< inclusive, Unix ms UTC
    std::optional<qint64> until; ///< exclusive
    std::optional<TenantId> tenant;
    QString actor = {}; ///< AuditEvent::actorName, with or without its "@host"; empty for all
    bool oldestFirst = false; ///< newest first unless set
    QString requestId = {}; ///< AuditEvent::requestId; empty for all. No index leads there: with a span only
    bool operator==(const AuditQuery &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::AuditEvent)
