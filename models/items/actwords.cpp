// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/actwords.h"

#include "models/format/format.h"

#include <QCoreApplication>
#include <algorithm>

namespace plancia {

namespace {

constexpr qint64 kDay = 24 * 3'600'000LL;

struct ActWords {
    const QString &action;
    const char *words; ///< %1: what it was done to, %2: by whom; with a single place: by whom
};

const ActWords kActs[] = {
    {action::TenantCreate, QT_TRANSLATE_NOOP("acts", "tenant %1 created by %2")},
    {action::TenantUpdate, QT_TRANSLATE_NOOP("acts", "tenant %1 changed by %2")},
    {action::TenantSuspend, QT_TRANSLATE_NOOP("acts", "tenant %1 suspended by %2")},
    {action::TenantActivate, QT_TRANSLATE_NOOP("acts", "tenant %1 activated by %2")},
    {action::TenantArchive, QT_TRANSLATE_NOOP("acts", "tenant %1 archived by %2")},
    {action::TenantRename, QT_TRANSLATE_NOOP("acts", "slug of tenant %1 changed by %2")},
    {action::TenantDelete, QT_TRANSLATE_NOOP("acts", "tenant %1 deleted by %2")},
    {action::TenantUndelete, QT_TRANSLATE_NOOP("acts", "tenant %1 taken back by %2")},
    {action::TenantPurge, QT_TRANSLATE_NOOP("acts", "tenant %1 deleted for good by %2")},
    {action::TenantUndo, QT_TRANSLATE_NOOP("acts", "change of tenant %1 undone by %2")},
    {action::TenantBulk, QT_TRANSLATE_NOOP("acts", "act on many tenants (%1) by %2")},
    {action::TenantImport, QT_TRANSLATE_NOOP("acts", "tenants imported from %1 by %2")},
    {action::LimitSet, QT_TRANSLATE_NOOP("acts", "limit of tenant %1 set by %2")},
    {action::LimitRemove, QT_TRANSLATE_NOOP("acts", "limit of tenant %1 removed by %2")},
    {action::UserInvite, QT_TRANSLATE_NOOP("acts", "person %1 invited by %2")},
    {action::UserUpdate, QT_TRANSLATE_NOOP("acts", "person %1 changed by %2")},
    {action::UserDisable, QT_TRANSLATE_NOOP("acts", "person %1 disabled by %2")},
    {action::UserEnable, QT_TRANSLATE_NOOP("acts", "person %1 enabled by %2")},
    {action::UserReset, QT_TRANSLATE_NOOP("acts", "new code for person %1 made by %2")},
    {action::UserVerifyEmail, QT_TRANSLATE_NOOP("acts", "address of person %1 confirmed by %2")},
    {action::UserPassword, QT_TRANSLATE_NOOP("acts", "password of person %1 set by %2")},
    {action::UserEndSessions, QT_TRANSLATE_NOOP("acts", "sessions of person %1 ended by %2")},
    {action::UserExport, QT_TRANSLATE_NOOP("acts", "data of person %1 exported by %2")},
    {action::UserErase, QT_TRANSLATE_NOOP("acts", "person %1 erased by %2")},
    {action::ApiKeyCreate, QT_TRANSLATE_NOOP("acts", "API key %1 created by %2")},
    {action::ApiKeyUpdate, QT_TRANSLATE_NOOP("acts", "API key %1 changed by %2")},
    {action::ApiKeyDisable, QT_TRANSLATE_NOOP("acts", "API key %1 disabled by %2")},
    {action::ApiKeyEnable, QT_TRANSLATE_NOOP("acts", "API key %1 enabled by %2")},
    {action::ApiKeyRotate, QT_TRANSLATE_NOOP("acts", "API key %1 rotated by %2")},
    {action::ApiKeyRevoke, QT_TRANSLATE_NOOP("acts", "API key %1 revoked by %2")},
    {action::ApiKeyDelete, QT_TRANSLATE_NOOP("acts", "API key %1 deleted by %2")},
    {action::BackupCreate, QT_TRANSLATE_NOOP("acts", "backed up by %1")},
    {action::BackupVerify, QT_TRANSLATE_NOOP("acts", "backup verified by %1")},
    {action::BackupProve, QT_TRANSLATE_NOOP("acts", "backup proved by %1")},
    {action::BackupRestore, QT_TRANSLATE_NOOP("acts", "%1 restored by %2")},
    {action::BackupDelete, QT_TRANSLATE_NOOP("acts", "backup deleted or taken back by %1")},
    {action::BackupPin, QT_TRANSLATE_NOOP("acts", "backup pinned or unpinned by %1")},
    {action::BackupCopy, QT_TRANSLATE_NOOP("acts", "backup copied to the second place by %1")},
    {action::BackupPolicy, QT_TRANSLATE_NOOP("acts", "rules of the backups changed by %1")},
    {action::MomentName, QT_TRANSLATE_NOOP("acts", "moment “%1” named by %2")},
    {action::SessionCancel, QT_TRANSLATE_NOOP("acts", "query of session %1 cancelled by %2")},
    {action::SessionTerminate, QT_TRANSLATE_NOOP("acts", "session %1 ended by %2")},
    {action::StoreRepair, QT_TRANSLATE_NOOP("acts", "maintenance of the store (%1) by %2")},
    {action::StoreSalvage, QT_TRANSLATE_NOOP("acts", "salvaged by %1")},
    {action::StoreMoveBegin, QT_TRANSLATE_NOOP("acts", "move to %1 begun by %2")},
    {action::StoreMove, QT_TRANSLATE_NOOP("acts", "moved to %1 by %2")},
    {action::StoreArrive, QT_TRANSLATE_NOOP("acts", "moved here from %1 by %2")},
    {action::StoreRelease, QT_TRANSLATE_NOOP("acts", "released after the move to %1 by %2")},
    {action::ExportCsv, QT_TRANSLATE_NOOP("acts", "tables exported as CSV by %1")},
    {action::ExportList, QT_TRANSLATE_NOOP("acts", "list %1 exported by %2")},
    {action::SchemaMigrate, QT_TRANSLATE_NOOP("acts", "schema migrated by %1")},
    {action::ConnectionCreate, QT_TRANSLATE_NOOP("acts", "connection %1 created by %2")},
    {action::ConnectionUpdate, QT_TRANSLATE_NOOP("acts", "connection %1 changed by %2")},
    {action::ConnectionDelete, QT_TRANSLATE_NOOP("acts", "connection %1 deleted by %2")},
    {action::ConnectionTest, QT_TRANSLATE_NOOP("acts", "connection %1 tested by %2")},
    {action::SettingsChange, QT_TRANSLATE_NOOP("acts", "settings changed by %1")},
    {action::BundleCreate, QT_TRANSLATE_NOOP("acts", "bundle %1 created by %2")},
};

} // namespace

QString wordsForAct(const QString &action, const QString &object, const QString &actor)
{
    const auto known = std::ranges::find_if(kActs, [&action](const ActWords &act) { return act.action == action; });
    if (known == std::end(kActs))
        return {};
    const QString words = QCoreApplication::translate("acts", known->words);
    return (words.contains(QLatin1String("%2")) ? words.arg(object, actor) : words.arg(actor)).simplified();
}

QString wordsForMoment(const Moment &moment, qint64 nowMs)
{
    const bool today = nowMs - moment.at < kDay && nowMs >= moment.at;
    QStringList parts{today ? format::time(moment.at) : format::dateTime(moment.at)};
    const QString act = wordsForAct(moment.action, moment.objectName, moment.actor);
    if (!moment.name.isEmpty())
        parts.append(QCoreApplication::translate("acts", "“%1”", "name of a moment").arg(moment.name));
    else if (!act.isEmpty())
        parts.append(act);
    else if (!moment.action.isEmpty()) // of a newer Plancia, or of another program
        parts.append(QStringLiteral("%1 %2 · %3").arg(moment.action, moment.objectName, moment.actor));
    else
        parts.append(QCoreApplication::translate("acts", "commit %1").arg(moment.commitNo));
    return parts.join(QStringLiteral(" · "));
}

} // namespace plancia
