// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/tenantbatch.h"

#include "app/controlplane/tenants/bulktrail.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/trail.h"
#include "app/log/log.h"
#include "app/sql/commit.h"
#include "models/errors/catalogue.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace plancia::controlplane {

using tenants::Lock;
using tenants::Repository;

namespace {

// Each transaction writes every page of the indexes that its tenants lie on, so a great act is the cheaper the fewer it has;
// but others wait for the one under way. Pieces grow while they are quick: as many tenants as the parameters of a statement.
constexpr qsizetype kMostPiece = 5'000;
constexpr qsizetype kLeastPiece = 100;
constexpr qint64 kQuickMs = 250;
constexpr qint64 kSlowMs = 1'000; ///< who waits longer is told who holds the store
constexpr qsizetype kAsked = 500;   ///< tenants by name a read
constexpr int kLookedAt = 50'000;   ///< tenants a read of a plan: each finds all that match anew, 0.3 s of a million [measured]
constexpr qsizetype kSample = 8;

QString actionOf(BulkAct act)
{
    switch (act) {
    case BulkAct::Suspend: return action::TenantSuspend;
    case BulkAct::Activate: return action::TenantActivate;
    case BulkAct::Tag:
    case BulkAct::Untag: break;
    }
    return action::TenantUpdate;
}

/// The time that a UUID of version 7 was made at.
qint64 timeOf(const QUuid &id)
{
    const QByteArray bytes = id.toRfc4122();
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = ms << 8 | static_cast<quint8>(bytes.at(i));
    return ms;
}

QUuid newUuidAt(qint64 ms)
{
    const QUuid random = newUuid(); // its bits after the time
    QByteArray bytes = random.toRfc4122();
    for (int i = 5; i >= 0; --i, ms >>= 8)
        bytes[i] = static_cast<char>(ms & 0xff);
    return QUuid::fromRfc4122(bytes);
}

void refuse(BulkPlan &plan, const QString &slug, const QString &name, const Error &error)
{
    ++plan.refusedCount;
    ++plan.refusedBy[errorId(error.code())];
    if (plan.refused.size() < kBulkShown)
        plan.refused.append({slug, name, error});
}

Result<bool> take(BulkPlan &plan, const Tenant &tenant)
{
    if (const auto fault = bulkFault(tenant, plan.request)) {
        refuse(plan, tenant.slug, tenant.name, *fault);
        return true;
    }
    if (plan.items.size() >= kMaxBulk)
        return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("tenants")},
                                          {QStringLiteral("minimum"), QStringLiteral("1")},
                                          {QStringLiteral("maximum"), QString::number(kMaxBulk)}});
    plan.items.append({tenant.id, tenant.rowVersion});
    if (plan.sample.size() < kSample)
        plan.sample.append(tenant);
    return true;
}

Error notFound(const QString &slug) { return Error(ErrorCode::TenantNotFound, {{QStringLiteral("slug"), slug}}); }

Error noSuchAct(const QUuid &id)
{
    return Error(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), id.toString(QUuid::WithoutBraces)},
                                                  {QStringLiteral("message"), QStringLiteral("no act on many tenants has this id")}});
}

QJsonObject requestJson(const BulkRequest &request)
{
    QJsonObject json;
    if (request.match) {
        json.insert(QStringLiteral("match"), request.match->text);
        if (request.match->status)
            json.insert(QStringLiteral("status"), toString(*request.match->status));
    } else {
        json.insert(QStringLiteral("chosen"), std::max(request.ids.size(), request.slugs.size()));
    }
    if (!request.tags.isEmpty())
        json.insert(QStringLiteral("tags"), request.tags.join(u' '));
    return json;
}

} // namespace

TenantBatch::TenantBatch(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks)
    : m_parts(std::move(parts)), m_recorder(recorder), m_tasks(tasks)
{
}

TenantBatch::~TenantBatch()
{
    m_closing.cancel();
    m_worker.stop();
    m_looker.stop();
    m_exporter.stop();
}

QFuture<Result<BulkPlan>> TenantBatch::plan(BulkRequest request, CallContext context)
{
    return m_looker.run([this, request, context]() -> Result<BulkPlan> {
        const CancelLink byEnd(m_closing, context.cancel);
        return planNow(request, context);
    });
}

Result<BulkPlan> TenantBatch::planNow(const BulkRequest &request, const CallContext &context)
{
    if (const auto fault = validate(request))
        return fail(*fault);
    BulkPlan plan;
    plan.id = newUuidAt(m_recorder.clock().nowMs());
    plan.request = request;
    auto looked = request.match ? lookAtMatch(plan, context) : lookAtChosen(plan, context);
    if (!looked)
        return fail(looked.error());
    return plan;
}

Result<bool> TenantBatch::lookAtMatch(BulkPlan &plan, const CallContext &context)
{
    TenantId last;
    for (;;) {
        auto found = m_parts.gateway
                         .read<QList<Tenant>>(context, [query = *plan.request.match, last](sql::Connection &connection) {
                             return Repository(connection).matching(query, last, kLookedAt);
                         })
                         .result();
        if (!found)
            return fail(found.error());
        for (const Tenant &tenant : *found)
            if (auto taken = take(plan, tenant); !taken)
                return taken;
        if (found->size() < kLookedAt)
            return true;
        last = found->last().id;
    }
}

Result<bool> TenantBatch::lookAtChosen(BulkPlan &plan, const CallContext &context)
{
    QSet<TenantId> known;
    const auto takeOnce = [&](const Tenant &tenant) -> Result<bool> {
        if (known.contains(tenant.id))
            return true;
        known.insert(tenant.id);
        return take(plan, tenant);
    };
    for (qsizetype first = 0; first < plan.request.ids.size(); first += kAsked) {
        const QList<TenantId> ids = plan.request.ids.mid(first, kAsked);
        auto found = m_parts.gateway.read<QList<Tenant>>(context, [ids](sql::Connection &connection) { return Repository(connection).byIds(ids, Lock::No); }).result();
        if (!found)
            return fail(found.error());
        for (const Tenant &tenant : *found)
            if (auto taken = takeOnce(tenant); !taken)
                return taken;
        for (const TenantId id : ids)
            if (!known.contains(id))
                refuse(plan, id.toString(), {}, notFound(id.toString()));
    }
    for (qsizetype first = 0; first < plan.request.slugs.size(); first += kAsked) {
        const QStringList slugs = plan.request.slugs.mid(first, kAsked);
        auto found = m_parts.gateway.read<QList<Tenant>>(context, [slugs](sql::Connection &connection) -> Result<QList<Tenant>> {
            Repository repository(connection);
            auto tenants = repository.bySlugs(slugs);
            if (!tenants)
                return tenants;
            QSet<QString> missing(slugs.begin(), slugs.end());
            for (const Tenant &tenant : *tenants)
                missing.remove(tenant.slug);
            for (const QString &slug : std::as_const(missing)) { // by one that it had before, or not at all
                auto former = repository.bySlug(slug);
                if (!former && former.error().code() != ErrorCode::TenantNotFound)
                    return fail(former.error());
                Tenant nobody;
                nobody.slug = slug;
                tenants->append(former ? *former : nobody);
            }
            return tenants;
        }).result();
        if (!found)
            return fail(found.error());
        for (const Tenant &tenant : *found) {
            if (tenant.id.isNull())
                refuse(plan, tenant.slug, {}, notFound(tenant.slug));
            else if (auto taken = takeOnce(tenant); !taken)
                return taken;
        }
    }
    std::sort(plan.items.begin(), plan.items.end(), [](const auto &a, const auto &b) { return a.id.uuid().toRfc4122() < b.id.uuid().toRfc4122(); });
    return true;
}

QFuture<Result<BulkReport>> TenantBatch::run(BulkPlan plan, QString reason, CallContext context)
{
    return runTask<BulkReport>(QStringLiteral("bulk"), plan.id.toString(QUuid::WithoutBraces), context, [this, plan, reason](const CallContext &call, const ProgressSink &progress) { return runNow(plan, reason, call, progress); });
}

QFuture<Result<BulkReport>> TenantBatch::undo(QUuid id, QUuid undoId, CallContext context)
{
    return runTask<BulkReport>(QStringLiteral("bulk"), undoId.toString(QUuid::WithoutBraces), context, [this, id, undoId](const CallContext &call, const ProgressSink &progress) { return undoNow(id, undoId, call, progress); });
}

TenantBatch::Act TenantBatch::begin(const QUuid &id, const QString &word, const QString &action, const QString &reason, const CallContext &context) const
{
    audit::Act each;
    each.action = action;
    each.objectKind = QStringLiteral("tenant");
    each.reason = reason;
    Act act;
    act.context = context;
    act.common = m_recorder.begin(each, context);
    act.details.insert(QStringLiteral("bulk"), id.toString(QUuid::WithoutBraces));
    act.report.id = id;
    act.report.act = word;
    act.report.startedAt = std::max(act.common.at, timeOf(id)); // rows are looked for from the id's time on
    return act;
}

Result<QString> TenantBatch::keepPresent(const QString &name, const CallContext &context)
{
    return m_parts.keep ? m_parts.keep(name, context) : Result<QString>(QString());
}

void TenantBatch::Act::paced(qint64 tookMs)
{
    if (tookMs < kQuickMs)
        piece = std::min(piece * 2, kMostPiece);
    else if (tookMs > kSlowMs)
        piece = std::max(piece / 2, kLeastPiece);
}

Result<BulkReport> TenantBatch::runNow(const BulkPlan &plan, const QString &reason, const CallContext &context, const ProgressSink &progress)
{
    if (asksReason(plan.request.act))
        if (const auto fault = validateReason(reason))
            return fail(*fault);
    if (plan.items.isEmpty())
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("message"), QStringLiteral("no tenant would change")}});
    Act act = begin(plan.id, toString(plan.request.act), actionOf(plan.request.act), reason.left(kMaxReason), context);
    act.summary = requestJson(plan.request);
    act.summary.insert(QStringLiteral("refused"), plan.refusedCount);
    act.report.total = plan.items.size();
    auto kept = keepPresent(QStringLiteral("before: %1 %2 tenants").arg(act.report.act).arg(act.report.total), context);
    if (!kept)
        return fail(kept.error());
    act.report.kept = *kept;
    const Decide decide = [request = plan.request, reason](const Tenant &now) -> Result<Tenant> {
        if (const auto fault = bulkFault(now, request))
            return fail(*fault);
        return afterBulk(now, request, reason);
    };
    for (qsizetype next = 0; next < plan.items.size();) {
        QList<Order> orders;
        for (const BulkPlan::Item &item : plan.items.mid(next, act.piece))
            orders.append({item, {}, decide});
        next += orders.size();
        if (!write(act, orders, progress))
            break;
    }
    return conclude(act);
}

Result<BulkReport> TenantBatch::undoNow(const QUuid &id, const QUuid &undoId, const CallContext &context, const ProgressSink &progress)
{
    auto done = summaryOf(id, context);
    if (!done)
        return fail(done.error());
    const BulkReport past = tenants::reportOf(*done);
    Act act = begin(undoId, QStringLiteral("undo"), action::TenantUndo, {}, context);
    act.report.undoes = id;
    act.report.total = past.changed;
    act.summary.insert(QStringLiteral("undoes"), id.toString(QUuid::WithoutBraces));
    act.details.insert(QStringLiteral("undoes"), id.toString(QUuid::WithoutBraces));
    auto kept = keepPresent(QStringLiteral("before: %1 %2 tenants").arg(act.report.act).arg(act.report.total), context);
    if (!kept)
        return fail(kept.error());
    act.report.kept = *kept;
    tenants::BulkRows rows{.bulk = id, .action = tenants::rowActionOf(*done), .since = timeOf(id), .until = done->at};
    for (;;) {
        auto page = m_parts.gateway.read<QList<tenants::BulkRow>>(context, [&rows, &act](sql::Connection &connection) { return rows.next(connection, act.piece); }).result();
        if (!page) {
            act.report.stoppedBy = page.error();
            break;
        }
        QList<Order> orders;
        for (const tenants::BulkRow &row : *page)
            orders.append({{row.tenant, row.rowVersion}, row.slug, [changes = row.changes](const Tenant &now) -> Result<Tenant> { return tenants::takenBack(now, changes); }});
        if (orders.isEmpty() || !write(act, orders, progress))
            break;
    }
    return conclude(act);
}

/// One piece; false when the act is to stop, and the report says why.
bool TenantBatch::write(Act &act, const QList<Order> &orders, const ProgressSink &progress)
{
    BulkReport &report = act.report;
    if (act.context.cancel.isCancelled()) {
        report.stoppedBy = Error(m_closing.isCancelled() ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
        return false;
    }
    AuditEvent common = act.common;
    common.at = std::max(m_recorder.clock().nowMs(), report.startedAt);
    QElapsedTimer timer;
    timer.start();
    auto piece = writePiece(act, orders, common);
    if (!piece) {
        report.stoppedBy = piece.error();
        return false;
    }
    act.paced(timer.elapsed());
    report.changed += piece->changed;
    report.skippedCount += piece->skipped.size();
    for (const BulkRefusal &skipped : std::as_const(piece->skipped))
        if (report.skipped.size() < kBulkShown)
            report.skipped.append(skipped);
    progress({Progress::Unit::Rows, report.changed + report.skippedCount, report.total, 0, -1});
    return true;
}

/// `common.id` becomes the id of the first row that is written: should the answer to COMMIT be lost, it is looked for, with
/// the tenant named beforehand. When it turns out that this one is left alone, the piece begins anew with another.
Result<TenantBatch::Piece> TenantBatch::writePiece(const Act &act, const QList<Order> &orders, AuditEvent common)
{
    const auto first = std::make_shared<TenantId>(orders.first().item.id);
    const auto isOther = std::make_shared<bool>(false);
    const auto work = [this, &act, &orders, common, first, isOther](sql::Connection &connection) -> Result<Piece> {
        Repository repository(connection);
        QList<TenantId> ids;
        for (const Order &order : orders)
            ids.append(order.item.id);
        auto found = repository.byIds(ids, Lock::Yes);
        if (!found)
            return fail(found.error());
        QHash<TenantId, const Tenant *> byId;
        for (const Tenant &tenant : std::as_const(*found))
            byId.insert(tenant.id, &tenant);
        Piece piece;
        QList<Tenant> before, after;
        for (const Order &order : orders) {
            const Tenant *now = byId.value(order.item.id);
            if (!now) {
                const QString shown = order.slug.isEmpty() ? order.item.id.toString() : order.slug;
                piece.skipped.append({shown, {}, notFound(shown)});
                continue;
            }
            auto becomes = now->rowVersion == order.item.rowVersion ? order.decide(*now) : Result<Tenant>(tenants::editedSince(order.item.rowVersion, *now));
            if (!becomes) {
                piece.skipped.append({now->slug, now->name, becomes.error()});
                continue;
            }
            before.append(*now);
            after.append(*becomes);
        }
        piece.changed = after.size();
        *isOther = !after.isEmpty() && after.first().id != *first;
        if (after.isEmpty())
            return piece;
        if (*isOther) {
            *first = after.first().id;
            return fail(ErrorCode::InternalBug); // never seen: it is begun anew
        }
        const bool ofTags = before.first().tags != after.first().tags;
        if (auto set = ofTags ? repository.setTags(before, after, common.at) : repository.setStatuses(after, common.at); !set)
            return fail(set.error());
        QList<audit::Recorder::Row> rows;
        rows.reserve(after.size());
        for (qsizetype i = 0; i < after.size(); ++i) {
            QJsonObject details = tenants::changesBetween(before.at(i), after.at(i));
            if (before.at(i).statusReason != after.at(i).statusReason)
                details.insert(QStringLiteral("status_reason"), QJsonArray{before.at(i).statusReason, after.at(i).statusReason});
            for (auto it = act.details.begin(); it != act.details.end(); ++it)
                details.insert(it.key(), it.value());
            details.insert(QStringLiteral("row_version"), QJsonArray{before.at(i).rowVersion, before.at(i).rowVersion + 1});
            rows.append({i == 0 ? common.id : AuditId(newUuid()), after.at(i).id, after.at(i).slug, tenants::compact(details)});
        }
        if (auto written = appendTrail(connection, common, rows); !written)
            return fail(written.error());
        return piece;
    };
    for (;;) {
        common.id = AuditId(newUuid());
        auto written = m_parts.gateway.write<Piece>(act.context, {common.id, *first}, work).result();
        if (written || !*isOther)
            return written;
    }
}

/// The last statements of a transaction: from here on other writers of a server wait.
Result<bool> TenantBatch::appendTrail(sql::Connection &connection, AuditEvent common, const QList<audit::Recorder::Row> &rows) const
{
    auto commit = sql::nextCommit(connection, static_cast<int>(rows.size()));
    if (!commit)
        return fail(commit.error());
    common.commitNo = commit->commitNo;
    common.seq = commit->auditSeq - rows.size() + 1;
    common.durationMs = std::max<qint64>(0, m_recorder.clock().nowMs() - common.at);
    for (qsizetype first = 0; first < rows.size(); first += kMostPiece, common.seq += kMostPiece)
        if (auto written = m_recorder.insertMany(connection, common, rows.mid(first, kMostPiece)); !written)
            return written;
    return true;
}

Result<BulkReport> TenantBatch::conclude(Act &act)
{
    BulkReport &report = act.report;
    report.finishedAt = m_recorder.clock().nowMs();
    audit::Act whole;
    whole.action = action::TenantBulk;
    whole.objectKind = QStringLiteral("tenants");
    whole.objectId = report.id.toString(QUuid::WithoutBraces);
    whole.objectName = report.act;
    whole.reason = act.common.reason;
    whole.details = tenants::compact(tenants::summaryJson(act.summary, report, act.common.action));
    recordWhole(whole, act, report.stoppedBy);
    if (report.changed == 0 && report.stoppedBy)
        return fail(*report.stoppedBy);
    return report;
}

void TenantBatch::recordWhole(const audit::Act &whole, const Act &act, const std::optional<Error> &stoppedBy)
{
    AuditEvent event = m_recorder.begin(whole, act.context);
    event.at = std::max(event.at, act.report.startedAt);
    event.durationMs = event.at - act.report.startedAt;
    CallContext own; // the act may have been cancelled; what was done is written all the same
    own.requestId = act.context.requestId;
    auto recorded = stoppedBy ? m_recorder.recordFailure(m_parts.gateway, event, *stoppedBy, own).result()
                              : m_recorder.record(m_parts.gateway, event, own).result();
    if (!recorded)
        log::write(log::Level::Warning, "tenants", recorded.error()); // each tenant has its row, by which it can be undone
}

Result<AuditEvent> TenantBatch::summaryOf(const QUuid &id, const CallContext &context)
{
    if (id.isNull())
        return fail(noSuchAct(id));
    auto found = m_parts.gateway.read<std::optional<AuditEvent>>(context, [id, now = m_recorder.clock().nowMs()](sql::Connection &connection) {
        return tenants::findSummary(connection, id, timeOf(id), now);
    }).result();
    if (!found)
        return fail(found.error());
    return *found ? Result<AuditEvent>(**found) : Result<AuditEvent>(noSuchAct(id));
}

QFuture<Result<BulkReport>> TenantBatch::report(QUuid id, CallContext context)
{
    return m_looker.run([this, id, context]() -> Result<BulkReport> {
        const CancelLink byEnd(m_closing, context.cancel);
        auto found = summaryOf(id, context);
        return found ? Result<BulkReport>(tenants::reportOf(*found)) : Result<BulkReport>(found.error());
    });
}

} // namespace plancia::controlplane
