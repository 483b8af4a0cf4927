// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keys/apikeys.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/keys/creation.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/newfile.h"
#include "app/controlplane/storeclock.h"
#include "app/sql/commit.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::controlplane {

namespace {

using keys::actOn;
using keys::differences;
using keys::newKey;
using keys::Repository;

Error wrongState(const ApiKey &key, const QString &state)
{
    return Error(ErrorCode::ConflictKeyState, {{QStringLiteral("name"), key.name}, {QStringLiteral("status"), state}});
}

/// The key as it is now, if it is still the version that the caller read, of a tenant that is there.
Result<ApiKey> readVersion(Repository &repository, const ApiKeyRef &ref, AuditEvent &event)
{
    auto now = repository.byId(ref.tenant, ref.id);
    if (!now)
        return now;
    event.objectName = now->name;
    event.tenantSlug = now->tenantSlug;
    if (auto tenant = repository.livingTenant(ref.tenant); !tenant)
        return fail(tenant.error());
    if (now->rowVersion != ref.rowVersion)
        return fail(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), now->name},
                                                {QStringLiteral("version_read"), QString::number(ref.rowVersion)},
                                                {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
    return now;
}

/// Nothing of the secret, not even its hash.
QByteArray takenJson(const ApiKey &key, const QString &reason, qint64 nowMs)
{
    QJsonArray limits;
    for (const ApiKeyLimit &limit : key.limits)
        limits.append(QJsonObject{{QStringLiteral("name"), limit.name}, {QStringLiteral("amount"), limit.amount}, {QStringLiteral("window_s"), limit.windowS}});
    const auto id = [](ApiKeyId one) { return one.isNull() ? QJsonValue() : QJsonValue(one.toString()); };
    const QJsonObject row{{QStringLiteral("id"), key.id.toString()},
                          {QStringLiteral("tenant_id"), key.tenantId.toString()},
                          {QStringLiteral("tenant_slug"), key.tenantSlug},
                          {QStringLiteral("shown"), key.shown},
                          {QStringLiteral("name"), key.name},
                          {QStringLiteral("environment"), key.environment},
                          {QStringLiteral("internal"), key.isInternal},
                          {QStringLiteral("status"), toString(key.status)},
                          {QStringLiteral("status_reason"), key.statusReason},
                          {QStringLiteral("state"), toString(stateOf(key, nowMs))},
                          {QStringLiteral("permissions"), QJsonArray::fromStringList(key.permissions)},
                          {QStringLiteral("addresses"), QJsonArray::fromStringList(key.addresses)},
                          {QStringLiteral("limits"), limits},
                          {QStringLiteral("expires_at"), isoTime(key.expiresAt)},
                          {QStringLiteral("grace_ends_at"), isoTime(key.graceEndsAt)},
                          {QStringLiteral("predecessor_id"), id(key.predecessorId)},
                          {QStringLiteral("successor_id"), id(key.successorId)},
                          {QStringLiteral("created_by"), key.createdBy},
                          {QStringLiteral("created_at"), isoTime(key.createdAt)},
                          {QStringLiteral("updated_at"), isoTime(key.updatedAt)},
                          {QStringLiteral("last_used_at"), isoTime(key.lastUsedAt)},
                          {QStringLiteral("last_used_address"), key.lastUsedAddress},
                          {QStringLiteral("last_used_client"), key.lastUsedClient},
                          {QStringLiteral("row_version"), key.rowVersion}};
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QStringLiteral("plancia-api-key-1")},
                                     {QStringLiteral("exported_at"), isoTime(nowMs)},
                                     {QStringLiteral("reason"), reason},
                                     {QStringLiteral("api_key"), row}})
        .toJson();
}

} // namespace

QFuture<Result<Page<ApiKey>>> ApiKeys::page(ApiKeyQuery query, Anchor anchor, int limit, CallContext context)
{
    return m_gateway.read<Page<ApiKey>>(std::move(context), [query, anchor, limit, now = m_recorder.clock().nowMs()](sql::Connection &connection) {
        return Repository(connection).page(query, anchor, limit, now);
    });
}

QFuture<Result<ApiKey>> ApiKeys::find(QString id, CallContext context)
{
    return m_gateway.read<ApiKey>(std::move(context), [id](sql::Connection &connection) { return Repository(connection).find(id); });
}

QFuture<Result<ApiKey>> ApiKeys::insert(TenantId tenant, const ApiKeyDraft &draft, const Result<apikeyformat::Digest> &digest, CallContext context)
{
    const ApiKeyId id(newUuid());
    const auto event = m_recorder.begin(actOn(action::ApiKeyCreate, tenant, id, draft.name), context);
    return auditedWrite<ApiKey>(m_gateway, m_recorder, event, std::move(context), [tenant, draft, digest, id](sql::Connection &connection, AuditEvent &row) {
        return keys::createIn(connection, tenant, draft, digest, id, row);
    });
}

QFuture<Result<ApiKeyCallers>> ApiKeys::callers(ApiKeyRef key, CallContext context)
{
    return m_gateway.read<ApiKeyCallers>(std::move(context), [key](sql::Connection &connection) { return Repository(connection).callers(key.tenant, key.id); });
}

QFuture<Result<IssuedApiKey>> ApiKeys::create(TenantId tenant, ApiKeyDraft draft, CallContext context)
{
    // A draft at fault makes no key, and is refused with a row of the trail.
    apikeyformat::Generated made;
    if (validate(draft).isEmpty())
        made = apikeyformat::generate(draft.product, draft.environment, m_outside.random);
    return continued(insert(tenant, draft, made.digest, std::move(context)), [secret = QString::fromLatin1(made.key)](const Result<ApiKey> &key) -> Result<IssuedApiKey> {
        if (!key)
            return fail(key.error());
        return IssuedApiKey{*key, secret};
    });
}

QFuture<Result<ApiKey>> ApiKeys::adopt(TenantId tenant, ApiKeyDraft draft, QString secret, CallContext context)
{
    return insert(tenant, draft, apikeyformat::digestOf(secret), std::move(context));
}

QFuture<Result<ApiKey>> ApiKeys::update(ApiKeyRef ref, ApiKeyDraft draft, CallContext context)
{
    const auto event = m_recorder.begin(actOn(action::ApiKeyUpdate, ref.tenant, ref.id, draft.name), context);
    return auditedWrite<ApiKey>(m_gateway, m_recorder, event, std::move(context),
                                [ref, draft, at = event.at](sql::Connection &connection, AuditEvent &row) -> Result<ApiKey> {
                                    Repository repository(connection);
                                    const qint64 now = storeNow(connection, at);
                                    auto before = readVersion(repository, ref, row);
                                    if (!before)
                                        return before;
                                    ApiKeyDraft checked = draft;
                                    checked.environment = before->environment;
                                    checked.product = ApiKeyDraft().product;
                                    if (const auto faults = validate(checked); !faults.isEmpty())
                                        return fail(faults.first().error);
                                    const ApiKeyState state = stateOf(*before, now);
                                    // A key that is over stays so, and one in grace ends when that was said.
                                    if (isOver(state) || (before->graceEndsAt != 0 && checked.expiresAt != before->expiresAt))
                                        return fail(wrongState(*before, toString(state)));
                                    if (checked.expiresAt != before->expiresAt)
                                        if (const auto fault = expiryFault(checked.expiresAt, now))
                                            return fail(*fault);
                                    auto after = repository.update(*before, checked, now);
                                    if (after)
                                        row.details = differences(*before, *after);
                                    return after;
                                });
}

QFuture<Result<ApiKey>> ApiKeys::setStatus(ApiKeyRef ref, ApiKeyStatus status, QString reason, CallContext context)
{
    const QString &name = status == ApiKeyStatus::Active ? action::ApiKeyEnable
        : status == ApiKeyStatus::Disabled               ? action::ApiKeyDisable
                                                         : action::ApiKeyRevoke;
    const auto event = m_recorder.begin(actOn(name, ref.tenant, ref.id, {}, reason), context);
    return auditedWrite<ApiKey>(m_gateway, m_recorder, event, std::move(context),
                                [ref, status, reason, at = event.at](sql::Connection &connection, AuditEvent &row) -> Result<ApiKey> {
                                    Repository repository(connection);
                                    const qint64 now = storeNow(connection, at);
                                    auto before = readVersion(repository, ref, row);
                                    if (!before)
                                        return before;
                                    if (auto fault = validateReason(reason))
                                        return fail(*fault);
                                    if (!canChangeStatus(*before, status, now))
                                        return fail(wrongState(*before, toString(stateOf(*before, now))));
                                    auto after = repository.setStatus(*before, status, reason, now);
                                    if (after)
                                        row.details = differences(*before, *after);
                                    return after;
                                });
}

QFuture<Result<IssuedApiKey>> ApiKeys::rotate(ApiKeyRef ref, qint64 graceMs, CallContext context)
{
    const auto event = m_recorder.begin(actOn(action::ApiKeyRotate, ref.tenant, ref.id), context);
    return auditedWrite<IssuedApiKey>(
        m_gateway, m_recorder, event, std::move(context),
        [ref, graceMs, random = m_outside.random, at = event.at](sql::Connection &connection, AuditEvent &row) -> Result<IssuedApiKey> {
            Repository repository(connection);
            const qint64 now = storeNow(connection, at);
            auto before = readVersion(repository, ref, row);
            if (!before)
                return fail(before.error());
            if (graceMs < 0 || graceMs > kDefaultGraceMs)
                return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("grace")}, {QStringLiteral("value"), QString::number(graceMs)},
                                                  {QStringLiteral("minimum"), QStringLiteral("0")}, {QStringLiteral("maximum"), QString::number(kDefaultGraceMs)}});
            if (const ApiKeyState state = stateOf(*before, now); !canRotate(state))
                return fail(wrongState(*before, toString(state)));
            const ApiKeyDraft draft = draftOf(*before);
            const auto made = apikeyformat::generate(draft.product, draft.environment, random);
            ApiKey successor = newKey(ref.tenant, draft, made.digest, row);
            successor.predecessorId = before->id;
            auto inserted = repository.insert(successor, made.digest.sha256);
            if (!inserted)
                return fail(inserted.error());
            auto after = repository.setRotated(*before, successor.id, graceEnd(now, graceMs, before->expiresAt), now);
            if (!after)
                return fail(after.error());
            row.details = differences(*before, *after);
            return IssuedApiKey{*inserted, QString::fromLatin1(made.key)};
        });
}

QFuture<Result<ApiKeyRemoval>> ApiKeys::remove(ApiKeyRef ref, QString file, QString reason, CallContext context)
{
    const auto event = m_recorder.begin(actOn(action::ApiKeyDelete, ref.tenant, ref.id, {}, reason), context);
    const auto done = std::make_shared<ApiKeyRemoval>();
    const auto target = std::make_shared<ActFile>(file);
    auto deleted = auditedWrite<ApiKey>(
        m_gateway, m_recorder, event, std::move(context),
        [ref, target, reason, done, at = event.at](sql::Connection &connection, AuditEvent &row) -> Result<ApiKey> {
            Repository repository(connection);
            const qint64 now = storeNow(connection, at);
            if (auto locked = lockRows(connection, "api_keys WHERE tenant_id = $1 AND id = $2", {sql::value(ref.tenant), sql::value(ref.id)}); !locked)
                return fail(locked.error());
            auto before = readVersion(repository, ref, row);
            if (!before)
                return before;
            if (auto fault = validateReason(reason))
                return fail(*fault);
            if (const ApiKeyState state = stateOf(*before, now); !isOver(state))
                return fail(wrongState(*before, toString(state)));
            // In the transaction: what is deleted is what was written, and where writing fails nothing is deleted.
            auto output = target->create();
            if (!output)
                return fail(output.error());
            if (auto written = (*output)->write(takenJson(*before, reason, now)); !written)
                return fail(written.error());
            auto sha256 = (*output)->finish();
            if (!sha256)
                return fail(sha256.error());
            target->keep();
            *done = {*before, target->path(), *sha256};
            row.details = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("file"), done->file}, {QStringLiteral("sha256"), done->sha256}}).toJson(QJsonDocument::Compact));
            return before;
        },
        [](sql::Connection &connection, const ApiKey &key) { return Repository(connection).remove(key); });
    return continued(deleted, [done, target](const Result<ApiKey> &key) -> Result<ApiKeyRemoval> {
        target->settle(key); // it would tell of a deletion that did not take place
        return key ? Result<ApiKeyRemoval>(*done) : Result<ApiKeyRemoval>(key.error());
    });
}

QFuture<Result<ApiKeyVerification>> ApiKeys::verify(QString secret, ApiKeyUse use, CallContext context)
{
    const auto digest = apikeyformat::digestOf(secret);
    return m_gateway.read<ApiKeyVerification>(std::move(context), [digest, use, at = m_recorder.clock().nowMs()](sql::Connection &connection) -> Result<ApiKeyVerification> {
        if (!digest)
            return ApiKeyVerification();
        return Repository(connection).verify(*digest, use, storeNow(connection, at));
    });
}

QFuture<Result<QString>> ApiKeys::seal(IssuedApiKey key, QString file, CallContext)
{
    return m_sealing.run([this, key, file]() -> Result<QString> {
        const QJsonObject object{{QStringLiteral("key"), key.secret},
                                 {QStringLiteral("name"), key.key.name},
                                 {QStringLiteral("tenant"), key.key.tenantSlug},
                                 {QStringLiteral("environment"), key.key.environment},
                                 {QStringLiteral("permissions"), QJsonArray::fromStringList(key.key.permissions)},
                                 {QStringLiteral("expires_at"), isoTime(key.key.expiresAt)}};
        return m_outside.seal(QJsonDocument(object).toJson(QJsonDocument::Compact), file);
    });
}

void ApiKeys::stop()
{
    m_closing.cancel();
    m_finding.stop();
    m_sealing.stop();
}

QFuture<Result<LeakReport>> ApiKeys::findLeaks(LeakSources sources, ProgressSink progress, CallContext context)
{
    auto found = m_finding.run([this, sources = std::move(sources), progress = std::move(progress), context]() -> Result<LeakReport> {
        const CancelLink byEnd(m_closing, context.cancel);
        return m_outside.findKeys(sources, progress, context.cancel);
    });
    return continuedByFuture(found, [this, context](const Result<LeakReport> &report) -> QFuture<Result<LeakReport>> {
        if (!report)
            return QtFuture::makeReadyFuture(report);
        return m_gateway.read<LeakReport>(context, [report = *report](sql::Connection &connection) -> Result<LeakReport> {
            LeakReport matched = report;
            for (LeakedKey &leaked : matched.keys) {
                auto key = Repository(connection).match(leaked.digest);
                if (!key)
                    return fail(key.error());
                leaked.key = *key;
            }
            return matched;
        });
    });
}

QFuture<Result<int>> ApiKeys::revokeAll(QList<ApiKeyRef> refs, QString reason, CallContext context)
{
    // One act with a row of the trail for every key, so that each tenant's trail tells of its own.
    QList<AuditEvent> events;
    for (const ApiKeyRef &ref : refs)
        events.append(m_recorder.begin(actOn(action::ApiKeyRevoke, ref.tenant, ref.id, {}, reason), context));
    const AuditEvent first = events.isEmpty() ? m_recorder.begin(actOn(action::ApiKeyRevoke, {}, {}, {}, reason), context) : events.first();
    const sql::WriteScope scope{first.id, first.tenantId};
    auto revoked = m_gateway.write<int>(context, scope, [recorder = m_recorder, refs, reason, events](sql::Connection &connection) -> Result<int> {
        if (auto fault = validateReason(reason))
            return fail(*fault);
        if (refs.isEmpty())
            return fail(ErrorCode::BusinessNothingToDo);
        Repository repository(connection);
        QList<AuditEvent> rows = events;
        int count = 0;
        for (qsizetype i = 0; i < refs.size(); ++i) {
            auto before = repository.byId(refs[i].tenant, refs[i].id);
            if (!before)
                return fail(before.error());
            rows[i].objectName = before->name;
            rows[i].tenantSlug = before->tenantSlug;
            if (before->status == ApiKeyStatus::Revoked)
                continue;
            auto after = repository.setStatus(*before, ApiKeyStatus::Revoked, reason, rows[i].at);
            if (!after)
                return fail(after.error());
            rows[i].details = differences(*before, *after);
            ++count;
        }
        const int size = static_cast<int>(rows.size());
        auto commit = sql::nextCommit(connection, size);
        if (!commit)
            return fail(commit.error());
        for (int i = 0; i < size; ++i) {
            rows[i].commitNo = commit->commitNo;
            rows[i].seq = commit->auditSeq - size + 1 + i;
            rows[i].durationMs = std::max<qint64>(0, recorder.clock().nowMs() - rows[i].at);
            if (auto inserted = recorder.insert(connection, rows[i]); !inserted)
                return fail(inserted.error());
        }
        return count;
    });
    return continuedByFuture(revoked, [this, first, context](const Result<int> &result) -> QFuture<Result<int>> {
        if (result || !audit::Recorder::isRefusal(result.error()))
            return QtFuture::makeReadyFuture(result);
        AuditEvent refusal = first;
        refusal.id = AuditId(newUuid());
        return continued(m_recorder.recordFailure(m_gateway, refusal, result.error(), context), [result](const Result<AuditEvent> &) { return result; });
    });
}

} // namespace plancia::controlplane
