// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include "models/errors/catalogue.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>
#include <cmath>

namespace plancia::cli {

QString isoTime(qint64 unixMs)
{
    return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString shownTime(qint64 unixMs)
{
    return unixMs ? QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'")) : QString();
}

QJsonValue timeOrNull(qint64 unixMs) { return unixMs ? QJsonValue(isoTime(unixMs)) : QJsonValue(); }

QJsonObject toJson(const UserSession &session)
{
    return {{"id", session.id.toString()},
            {"device", session.device},
            {"address", session.address},
            {"created_at", isoTime(session.createdAt)},
            {"last_used_at", isoTime(session.lastUsedAt)},
            {"access_expires_at", isoTime(session.accessExpiresAt)},
            {"refresh_expires_at", isoTime(session.refreshExpiresAt)},
            {"ended_at", timeOrNull(session.endedAt)},
            {"end_reason", session.endReason},
            {"refreshes", session.refreshes},
            {"token_reused_at", timeOrNull(session.tokenReusedAt)}};
}

QJsonObject toJson(const SignIn &signIn)
{
    return {{"at", isoTime(signIn.at)}, {"result", signIn.result}, {"address", signIn.address}, {"device", signIn.device}};
}

QJsonObject toJson(const BulkRefusal &refusal)
{
    const ErrorText text = describe(refusal.error);
    return {{"slug", refusal.slug}, {"name", refusal.name}, {"code", text.id}, {"message", text.sentence}};
}

namespace {
QJsonArray listOf(const QList<BulkRefusal> &refused)
{
    QJsonArray list;
    for (const BulkRefusal &refusal : refused)
        list.append(toJson(refusal));
    return list;
}
} // namespace

QJsonObject toJson(const BulkPlan &plan)
{
    QJsonArray sample;
    for (const Tenant &tenant : plan.sample)
        sample.append(tenant.slug);
    return {{"act", toString(plan.request.act)},
            {"matched", plan.matched()},
            {"would_change", plan.items.size()},
            {"refused", plan.refusedCount},
            {"refused_by", toJson(plan.refusedBy)},
            {"refused_tenants", listOf(plan.refused)},
            {"sample", sample}};
}

QJsonObject toJson(const BulkReport &report)
{
    const auto idOrNull = [](const QUuid &id) { return id.isNull() ? QJsonValue() : QJsonValue(id.toString(QUuid::WithoutBraces)); };
    return {{"id", idOrNull(report.id)},
            {"act", report.act},
            {"undoes", idOrNull(report.undoes)},
            {"total", report.total},
            {"changed", report.changed},
            {"skipped", report.skippedCount},
            {"skipped_tenants", listOf(report.skipped)},
            {"kept", report.kept.isEmpty() ? QJsonValue() : QJsonValue(report.kept)},
            {"started_at", timeOrNull(report.startedAt)},
            {"finished_at", timeOrNull(report.finishedAt)},
            {"stopped_by", report.stoppedBy ? QJsonValue(errorId(report.stoppedBy->code())) : QJsonValue()}};
}

QJsonObject toJson(const ApiKey &key)
{
    QJsonArray limits;
    for (const ApiKeyLimit &limit : key.limits)
        limits.append(QJsonObject{{"name", limit.name}, {"amount", limit.amount}, {"window_s", limit.windowS}});
    QJsonObject object = toListedJson(key, QDateTime::currentMSecsSinceEpoch());
    object.insert("permissions", QJsonArray::fromStringList(key.permissions));
    object.insert("addresses", QJsonArray::fromStringList(key.addresses));
    object.insert("limits", limits);
    return object;
}

QJsonObject toJson(const ImportFault &fault)
{
    const ErrorText text = describe(fault.error);
    return {{"line", fault.line}, {"field", fault.field.isEmpty() ? QJsonValue() : QJsonValue(fault.field)}, {"code", text.id}, {"message", text.sentence}};
}

QJsonObject toJson(const ImportPlan &plan)
{
    QJsonObject mapping;
    for (qsizetype i = 0; i < plan.columns.size(); ++i)
        mapping.insert(plan.columns.at(i), plan.mapping.at(i).isEmpty() ? QJsonValue() : QJsonValue(plan.mapping.at(i)));
    return {{"source", plan.source}, {"mapping", mapping}, {"rows", plan.rows}, {"good_rows", plan.good.size()}};
}

QJsonObject toJson(const QMap<QString, qint64> &counts)
{
    QJsonObject object;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject toJson(const BackupInfo &backup)
{
    const BackupManifest &m = backup.manifest;
    QJsonArray reasons;
    for (const KeepReason &reason : backup.reasons)
        reasons.append(reason.of > 0 ? QJsonObject{{"kind", toString(reason.kind)}, {"number", reason.number}, {"of", reason.of}}
                                     : QJsonObject{{"kind", toString(reason.kind)}});
    return {{"path", backup.path},
            {"sha256", m.sha256},
            {"bytes", m.bytes},
            {"commit", m.commitNo},
            {"rows", toJson(m.rows)},
            {"state", toString(backup.state)},
            {"verified_at", timeOrNull(backup.verifiedAt)},
            {"store_id", m.storeId},
            {"history_id", m.historyId},
            {"schema_version", m.schemaVersion},
            {"started_at", timeOrNull(m.startedAt)},
            {"finished_at", timeOrNull(m.finishedAt)},
            {"kind", m.kind},
            {"app_version", m.appVersion},
            {"sqlite_version", m.sqliteVersion},
            {"format", m.version},
            {"engine", m.engine},
            {"server_version", m.serverVersion.isEmpty() ? QJsonValue() : QJsonValue(m.serverVersion)},
            {"whole_database", m.wholeDatabase},
            {"note", m.note},
            {"page_size", m.pageSize},
            {"schema_sha256", m.schemaSha256},
            {"encrypted", m.isEncrypted()},
            {"key_id", m.isEncrypted() ? QJsonValue(m.keyId) : QJsonValue()},
            {"unopened", backup.unopened ? QJsonValue(errorId(*backup.unopened)) : QJsonValue()},
            {"stored_bytes", backup.storedBytes},
            {"packed", backup.isPacked()},
            {"proved_at", timeOrNull(backup.provedAt)},
            {"proof_failed_at", timeOrNull(backup.proofFailedAt)},
            {"pinned", backup.pinned},
            {"damage", backup.damage.isEmpty() ? QJsonValue() : QJsonValue(backup.damage)},
            {"damaged_pages", toJson(backup.damagedPages)},
            {"rot", backup.rot.isEmpty() ? QJsonValue() : QJsonValue(backup.rot)},
            {"last_clean_for", backup.lastCleanFor.isEmpty() ? QJsonValue() : QJsonValue(backup.lastCleanFor)},
            {"reasons", reasons},
            {"keep_until", timeOrNull(backup.keepUntil)},
            {"second_place_at", timeOrNull(backup.secondPlaceAt)},
            {"only_at_second_place", backup.isOnlyAtSecondPlace}};
}

QJsonObject toJson(const BisectReport &report)
{
    const auto one = [](const std::optional<BackupInfo> &backup) { return backup ? QJsonValue(toJson(*backup)) : QJsonValue(); };
    return {{"check", report.check},
            {"backups", report.backups},
            {"tried", report.tried},
            {"last_clean", one(report.lastClean)},
            {"first_broken", one(report.firstBroken)},
            {"unreadable", QJsonArray::fromStringList(report.unreadable)},
            {"steady", report.isSteady}};
}

QJsonObject toJson(const SecondPlaceState &place)
{
    return {{"state", toString(place.state)},
            {"folder", place.folder.isEmpty() ? QJsonValue() : QJsonValue(place.folder)},
            {"last_seen_at", timeOrNull(place.lastSeenAt)},
            {"copies", place.copies},
            {"missing", place.missing},
            {"on_same_disk", place.isOnSameDisk},
            {"error", place.error ? QJsonValue(QJsonDocument::fromJson(toProblemJson(*place.error)).object()) : QJsonValue()}};
}

QJsonObject toJson(const TrashedBackup &trashed)
{
    return {{"path", trashed.path},
            {"trashed_at", timeOrNull(trashed.trashedAt)},
            {"goes_at", timeOrNull(trashed.goesAt)},
            {"stored_bytes", trashed.storedBytes},
            {"commit", trashed.manifest.commitNo},
            {"started_at", timeOrNull(trashed.manifest.startedAt)}};
}

QJsonObject toJson(const PrunePlan &plan)
{
    const auto list = [](const auto &items) {
        QJsonArray array;
        for (const auto &item : items)
            array.append(toJson(item));
        return array;
    };
    return {{"done", plan.done},
            {"keep", list(plan.keep)},
            {"remove", list(plan.remove)},
            {"freed_bytes", plan.freedBytes},
            {"clock", QJsonObject{{"verdict", toString(plan.clock.verdict)}, {"by_ms", plan.clock.byMs}}},
            {"trash", list(plan.trash)}};
}

QJsonObject toJson(const RestoreReport &report)
{
    return {{"commit_before", report.commitBefore},
            {"commit", report.commitAfter},
            {"restored_commit", report.restoredCommit},
            {"history_id", report.historyId},
            {"safety_copy", report.safetyCopy},
            {"set_aside", report.setAside},
            {"schema_before", report.schemaBefore},
            {"schema", report.schemaAfter},
            {"rows_before", toJson(report.rowsBefore)},
            {"rows", toJson(report.rowsAfter)},
            {"findings", QJsonArray::fromStringList(report.findings)},
            {"prepare_ms", report.prepareMs},
            {"install_ms", report.installMs}};
}

QJsonObject toJson(const TableComparison &table)
{
    const auto rows = [](qint64 count) { return count < 0 ? QJsonValue() : QJsonValue(count); };
    return {{"table", table.table},
            {"state", toString(table.state)},
            {"left_rows", rows(table.leftRows)},
            {"right_rows", rows(table.rightRows)},
            {"added", table.added},
            {"removed", table.removed},
            {"changed", table.changed},
            {"kept", table.kept},
            {"left_columns", QJsonArray::fromStringList(table.leftColumns)},
            {"right_columns", QJsonArray::fromStringList(table.rightColumns)},
            {"message", table.message.isEmpty() ? QJsonValue() : QJsonValue(table.message)}};
}

QJsonObject toJson(const Comparison &comparison)
{
    QJsonArray tables;
    for (const TableComparison &table : comparison.tables)
        tables.append(toJson(table));
    return {{"verdict", toString(comparison.verdict)},
            {"left", comparison.left},
            {"right", comparison.right},
            {"duration_ms", comparison.durationMs},
            {"tables", tables}};
}

QJsonObject toJson(const ConnectionProfile &profile)
{
    return {{"id", profile.id.toString()},
            {"name", profile.name},
            {"host", profile.host},
            {"port", profile.port},
            {"database", profile.database},
            {"user", profile.user},
            {"service", profile.service},
            {"sslmode", profile.sslMode},
            {"password", toString(profile.password)},
            {"colour", profile.colour},
            {"read_only", profile.readOnly},
            {"may_sleep", profile.maySleep},
            {"url", toUrl(profile)}};
}

QJsonObject toJson(const SchemaPlan &plan)
{
    QJsonArray steps;
    for (const MigrationStep &step : plan.steps)
        steps.append(QJsonObject{{"number", step.number},
                                 {"name", step.name},
                                 {"sha256", step.sha256},
                                 {"applied", step.applied},
                                 {"applied_at", timeOrNull(step.appliedAt)}});
    return {{"current", plan.current},
            {"target", plan.target},
            {"pending", plan.pending()},
            {"may_install", plan.mayInstall},
            {"steps", steps}};
}

QJsonObject toJson(const WorkspaceIdentity &identity)
{
    return {{"id", identity.id},
            {"name", identity.name},
            {"place", identity.place},
            {"colour", identity.colour},
            {"read_only", identity.readOnly},
            {"read_only_reason", identity.readOnlyReason},
            {"moved_to", identity.movedTo.isEmpty() ? QJsonValue() : QJsonValue(identity.movedTo)},
            {"log", identity.log == WorkspaceIdentity::Log::NotRead ? "not_read"
                    : identity.log == WorkspaceIdentity::Log::Read  ? "read"
                                                                    : QJsonValue()},
            {"missing", QJsonArray::fromStringList(identity.missing)},
            {"unknown", QJsonArray::fromStringList(identity.unknown)},
            {"as_of", timeOrNull(identity.asOf)}};
}

QJsonObject toJson(const Sample &sample)
{
    QJsonObject values;
    for (auto it = sample.values.begin(); it != sample.values.end(); ++it)
        values.insert(it.key(), std::isfinite(it.value()) ? QJsonValue(it.value()) : QJsonValue());
    return {{"offset", sample.offset}, {"at", isoTime(sample.at)}, {"source", sample.source}, {"values", values}};
}

QJsonObject toJson(const StreamGap &gap)
{
    return {{"from", isoTime(gap.from)}, {"to", isoTime(gap.to)}, {"source", gap.source}, {"reason", plancia::toString(gap.reason)}};
}

QString countedMessage(const Event &event)
{
    return event.count > 1 ? QStringLiteral("%1 (×%2)").arg(event.message, QString::number(event.count)) : event.message;
}

QString gapLine(const StreamGap &gap)
{
    return QStringLiteral("# gap %1 %2 %3 %4").arg(isoTime(gap.from), isoTime(gap.to), plancia::toString(gap.reason), gap.source).trimmed();
}

} // namespace plancia::cli
