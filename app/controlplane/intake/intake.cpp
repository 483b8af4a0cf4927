// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/intake/intake.h"

#include "app/controlplane/auditedwrite.h"
#include "app/controlplane/keys/creation.h"
#include "app/controlplane/limits/limits.h"
#include "app/controlplane/limits/repository.h"
#include "app/controlplane/newfile.h"
#include "app/controlplane/tenants/creation.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/trail.h"
#include "app/controlplane/users/invitation.h"

namespace plancia::controlplane {

namespace {

/// What is made before the transaction, which may run more than once and then makes the same.
struct Plan {
    IntakeDraft draft;
    Tenant tenant;
    std::optional<UserCode> invitation;
    std::optional<apikeyformat::Generated> key;
    ApiKeyId keyId = ApiKeyId(newUuid());
    AuditEvent tenantRow;
    QList<AuditEvent> limitRows;
    AuditEvent personRow, keyRow;
};

Plan planFor(const IntakeDraft &draft, const audit::Recorder &recorder, const apikeyformat::Random &random, const CallContext &context)
{
    Plan plan;
    plan.draft = draft;
    plan.tenant = tenants::tenantFrom(draft.tenant, recorder.clock().nowMs());
    plan.tenantRow = recorder.begin(tenants::actOn(action::TenantCreate, plan.tenant), context);
    for (qsizetype i = 0; i < draft.limits.size(); ++i)
        plan.limitRows.append(recorder.begin(tenants::actOn(action::LimitSet, plan.tenant), context));
    if (draft.person) {
        plan.invitation = users::newInvitation(plan.tenant.id, *draft.person, plan.tenant.createdAt);
        plan.personRow = recorder.begin(users::actOn(action::UserInvite, plan.invitation->user.ref()), context);
        plan.personRow.objectName = draft.person->email.left(kMaxEmail);
    }
    if (draft.key) {
        if (validate(*draft.key).isEmpty()) // a draft at fault makes no key, and is refused
            plan.key = apikeyformat::generate(draft.key->product, draft.key->environment, random);
        plan.keyRow = recorder.begin(keys::actOn(action::ApiKeyCreate, plan.tenant.id, plan.keyId, draft.key->name), context);
    }
    return plan;
}

/// Each step in turn; the first that fails ends all of it.
Result<IntakeDone> carriedOut(sql::Connection &connection, const Plan &plan, AuditEvent &tenantRow, QList<AuditEvent> &more)
{
    if (const auto faults = validate(plan.draft); !faults.isEmpty())
        return fail(faults.first().error);
    IntakeDone done;
    auto tenant = tenants::createIn(connection, plan.draft.tenant, plan.tenant, tenantRow);
    if (!tenant)
        return fail(tenant.error());
    done.tenant = *tenant;
    limits::Repository limits(connection);
    for (qsizetype i = 0; i < plan.draft.limits.size(); ++i) {
        const auto &[key, amount] = plan.draft.limits[i];
        auto before = limits.inForce(tenant->id, key);
        if (!before)
            return fail(before.error());
        auto set = limits.set(*tenant, *before, key, amount, tenant->createdAt);
        if (!set)
            return fail(set.error());
        AuditEvent row = plan.limitRows[i];
        row.details = limits::changeOf(key, *before, *set);
        more.append(row);
        done.limits.append(*set);
    }
    if (plan.invitation) {
        AuditEvent row = plan.personRow;
        auto invited = users::inviteIn(connection, *plan.draft.person, *plan.invitation, row);
        if (!invited)
            return fail(invited.error());
        more.append(row);
        done.person = *invited;
    }
    if (plan.key) {
        AuditEvent row = plan.keyRow;
        auto made = keys::createIn(connection, tenant->id, *plan.draft.key, plan.key->digest, plan.keyId, row);
        if (!made)
            return fail(made.error());
        more.append(row);
        done.key = IssuedApiKey{*made, QString::fromLatin1(plan.key->key)};
    }
    return done;
}

} // namespace

QFuture<Result<IntakeDone>> Intake::takeIn(IntakeDraft draft, CallContext context)
{
    const Plan plan = planFor(draft, m_recorder, m_random, context);
    return auditedWriteOfMany<IntakeDone>(m_gateway, m_recorder, plan.tenantRow, std::move(context),
                                          [plan](sql::Connection &connection, AuditEvent &row, QList<AuditEvent> &more) {
                                              return carriedOut(connection, plan, row, more);
                                          });
}

QFuture<Result<bool>> Intake::writeSheet(QByteArray sheet, QString file, CallContext context)
{
    return m_gateway.readWorker().run([sheet, file, cancel = context.cancel]() -> Result<bool> {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto target = NewFile::create(file);
        if (!target)
            return fail(target.error());
        if (auto written = (*target)->write(sheet); !written)
            return written;
        auto finished = (*target)->finish();
        return finished ? Result<bool>(true) : Result<bool>(fail(finished.error()));
    });
}

} // namespace plancia::controlplane
