// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/audit.h"

#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr std::array kResultWords{std::pair{AuditResult::Done, "done"}, std::pair{AuditResult::Refused, "refused"},
                                  std::pair{AuditResult::Failed, "failed"}};
}

QString toString(AuditResult result)
{
    for (const auto &[value, word] : kResultWords)
        if (value == result)
            return QString::fromLatin1(word);
    return {};
}

std::optional<AuditResult> auditResultFromString(QStringView text)
{
    for (const auto &[value, word] : kResultWords)
        if (text == QLatin1String(word))
            return value;
    return std::nullopt;
}

QStringList action::all()
{
    return {TenantCreate,     TenantUpdate,     TenantSuspend,  TenantActivate, TenantArchive, TenantRename, TenantDelete,
            TenantUndelete,   TenantPurge,      TenantUndo,       TenantBulk,     TenantImport,  LimitSet,         LimitRemove,    UserInvite,       UserUpdate,     UserDisable,    UserEnable,    UserReset,
            UserVerifyEmail,  UserPassword,     UserEndSessions, UserExport,    UserErase,     ApiKeyCreate,   ApiKeyUpdate,
            ApiKeyDisable,    ApiKeyEnable,     ApiKeyRotate,    ApiKeyRevoke,  ApiKeyDelete,  BackupCreate,   BackupVerify,
            BackupProve,      BackupRestore,    BackupDelete,   BackupPin,      BackupCopy,     BackupPolicy, MomentName,   SessionCancel,    SessionTerminate, StoreRepair,
            StoreSalvage,     StoreMoveBegin,   StoreMove,      StoreArrive,   StoreRelease,   ExportCsv,        ExportList,     SchemaMigrate,
            ConnectionCreate, ConnectionUpdate, ConnectionDelete, ConnectionTest, SettingsChange, BundleCreate};
}

} // namespace plancia
