// SPDX-License-Identifier: GPL-3.0-or-later
// Tenants from a file.
#include "app/controlplane/newfile.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/tenantbatch.h"
#include "app/controlplane/tenants/trail.h"
#include "models/errors/catalogue.h"
#include "models/format/csv.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace plancia::controlplane {

using tenants::Repository;

namespace {

constexpr qsizetype kSampleRows = 5;
constexpr int kTries = 3; ///< when a slug is taken in the same moment

Result<QByteArray> bytesOf(const ImportRequest &request)
{
    if (request.path.isEmpty())
        return request.bytes;
    const QList<Fact> facts{{QStringLiteral("path"), request.path}};
    QFile file(request.path);
    if (!QFileInfo(request.path).isFile())
        return fail(ErrorCode::FileNotFound, facts);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString()));
    QByteArray bytes = file.read(kMaxImportBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(Error(ErrorCode::IoRead, facts).with(QStringLiteral("message"), file.errorString()));
    return bytes;
}

Error badRows(const ImportPlan &plan, qint64 count)
{
    return Error(ErrorCode::BusinessBadRows, {{QStringLiteral("count"), QString::number(count)}, {QStringLiteral("path"), plan.source}});
}

QStringList slugsOf(const QList<ImportPlan::Row> &rows)
{
    QStringList slugs;
    for (const ImportPlan::Row &row : rows)
        slugs.append(row.draft.slug);
    return slugs;
}

} // namespace

QFuture<Result<ImportPlan>> TenantBatch::planImport(ImportRequest request, CallContext context)
{
    return m_looker.run([this, request, context]() -> Result<ImportPlan> {
        const CancelLink byEnd(m_closing, context.cancel);
        auto bytes = bytesOf(request);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->size() > kMaxImportBytes)
            return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("bytes")}, {QStringLiteral("minimum"), QStringLiteral("1")},
                                              {QStringLiteral("maximum"), QString::number(kMaxImportBytes)}});
        ImportPlan plan;
        plan.id = newUuid();
        plan.source = request.path.isEmpty() ? QStringLiteral("-") : QFileInfo(request.path).fileName();
        auto table = readImport(*bytes);
        if (!table)
            return fail(table.error().with(QStringLiteral("path"), plan.source));
        bytes->clear();
        plan.columns = table->columns;
        plan.mapping = request.mapping.isEmpty() ? guessMapping(table->columns) : request.mapping;
        for (const ImportRow &row : table->rows.mid(0, kSampleRows))
            plan.sample.append(row.values);
        if (const auto fault = validateMapping(plan.mapping)) {
            if (!request.mapping.isEmpty())
                return fail(*fault);
            plan.rows = plan.badRows = table->rows.size(); // a person says which column is the name
            plan.faults.append({1, fault->fact(u"field"), *fault});
            return plan;
        }
        sortRows(*table, plan, m_recorder.clock().nowMs());
        auto taken = m_parts.gateway.read<QStringList>(context, [slugs = slugsOf(plan.good)](sql::Connection &connection) { return Repository(connection).taken(slugs); }).result();
        if (!taken)
            return fail(taken.error());
        refuseTaken(plan, *taken);
        return plan;
    });
}

QFuture<Result<ImportReport>> TenantBatch::runImport(ImportPlan plan, ImportRule rule, CallContext context)
{
    return runTask<ImportReport>(QStringLiteral("import"), plan.source, context, [this, plan, rule](const CallContext &call, const ProgressSink &progress) {
        return importNow(plan, rule, call, progress);
    });
}

Result<ImportReport> TenantBatch::importNow(ImportPlan plan, ImportRule rule, const CallContext &context, const ProgressSink &progress)
{
    if (rule == ImportRule::AllOrNothing && plan.badRows > 0)
        return fail(badRows(plan, plan.badRows));
    if (plan.good.isEmpty())
        return fail(ErrorCode::BusinessNothingToDo, {{QStringLiteral("name"), plan.source}, {QStringLiteral("message"), QStringLiteral("no row can be imported")}});
    Act act = begin(plan.id, QStringLiteral("import"), action::TenantCreate, {}, context);
    act.report.total = plan.good.size();
    auto kept = keepPresent(QStringLiteral("before: import %1").arg(plan.source.left(100)), context);
    if (!kept)
        return fail(kept.error());
    ImportReport report;
    report.id = plan.id;
    report.kept = *kept;
    QList<ImportPlan::Row> rows = plan.good;
    while (!rows.isEmpty() && !report.stoppedBy) {
        if (context.cancel.isCancelled()) {
            report.stoppedBy = Error(m_closing.isCancelled() ? ErrorCode::InternalShutDown : ErrorCode::InternalCancelled);
            break;
        }
        const qsizetype count = rule == ImportRule::AllOrNothing ? rows.size() : std::min(act.piece, rows.size());
        auto taken = makePiece(act, rows.mid(0, count), report.created, progress);
        if (!taken) {
            report.stoppedBy = taken.error();
        } else if (taken->isEmpty()) {
            report.created += count;
            rows.remove(0, count);
        } else if (rule == ImportRule::AllOrNothing) {
            report.stoppedBy = badRows(plan, taken->size());
        } else {
            ImportPlan left; // without those that somebody took meanwhile; the piece begins anew
            left.good = rows;
            refuseTaken(left, *taken);
            plan.faults += left.faults;
            plan.badRows += left.badRows;
            rows = left.good;
        }
        progress({Progress::Unit::Rows, report.created, act.report.total, 0, -1});
    }
    report.badRows = plan.badRows;
    report.faults = plan.faults;
    recordImport(act, plan, rule, report);
    if (report.created == 0 && report.stoppedBy)
        return fail(*report.stoppedBy);
    return report;
}

/// Makes the rows in one transaction, unless slugs of theirs are taken: then nothing, and these are given.
Result<QStringList> TenantBatch::makePiece(Act &act, const QList<ImportPlan::Row> &rows, qint64 before, const ProgressSink &progress)
{
    for (int tried = 1;; ++tried) {
        const qint64 now = std::max(m_recorder.clock().nowMs(), act.report.startedAt);
        QList<Tenant> tenants;
        for (const ImportPlan::Row &row : rows)
            tenants.append(tenants::tenantFrom(row.draft, now));
        AuditEvent common = act.common;
        common.id = AuditId(newUuid());
        common.at = now;
        QElapsedTimer timer;
        timer.start();
        auto made = m_parts.gateway.write<QStringList>(act.context, {common.id, tenants.first().id}, [&](sql::Connection &connection) -> Result<QStringList> {
            Repository repository(connection);
            auto taken = repository.taken(slugsOf(rows));
            if (!taken || !taken->isEmpty())
                return taken;
            QList<audit::Recorder::Row> trail;
            for (qsizetype first = 0; first < tenants.size(); first += Repository::kMostInserted) {
                const QList<Tenant> part = tenants.mid(first, Repository::kMostInserted);
                if (auto inserted = repository.insertMany(part); !inserted)
                    return fail(inserted.error());
                for (const Tenant &tenant : part) {
                    QJsonObject details = tenants::changesBetween(Tenant{}, tenant);
                    for (auto it = act.details.begin(); it != act.details.end(); ++it)
                        details.insert(it.key(), it.value());
                    trail.append({trail.isEmpty() ? common.id : AuditId(newUuid()), tenant.id, tenant.slug, tenants::compact(details)});
                }
                progress({Progress::Unit::Rows, before + first + part.size(), act.report.total, 0, -1});
            }
            if (auto written = appendTrail(connection, common, trail); !written)
                return fail(written.error());
            return QStringList();
        }).result();
        act.paced(timer.elapsed());
        // Taken between the question and the INSERT: asked again, it shows.
        if (made || made.error().code() != ErrorCode::ConflictSlugTaken || tried == kTries)
            return made;
    }
}

void TenantBatch::recordImport(const Act &act, const ImportPlan &plan, ImportRule rule, const ImportReport &report)
{
    audit::Act whole;
    whole.action = action::TenantImport;
    whole.objectKind = QStringLiteral("tenants");
    whole.objectId = plan.id.toString(QUuid::WithoutBraces);
    whole.objectName = plan.source.left(200);
    QJsonObject details{{QStringLiteral("rows"), plan.rows},
                        {QStringLiteral("created"), report.created},
                        {QStringLiteral("bad_rows"), report.badRows},
                        {QStringLiteral("rule"), rule == ImportRule::AllOrNothing ? QStringLiteral("all or nothing") : QStringLiteral("good rows only")}};
    if (!report.kept.isEmpty())
        details.insert(QStringLiteral("kept"), report.kept);
    whole.details = tenants::compact(details);
    recordWhole(whole, act, report.stoppedBy);
}

QFuture<Result<QString>> TenantBatch::saveFaults(QList<ImportFault> faults, QString path, CallContext context)
{
    return m_looker.run([faults, path, context]() -> Result<QString> {
        auto file = NewFile::create(path);
        if (!file)
            return fail(file.error());
        QByteArray csv = format::csvLine({QStringLiteral("line"), QStringLiteral("field"), QStringLiteral("code"), QStringLiteral("message")});
        for (const ImportFault &fault : faults) {
            const ErrorText text = describe(fault.error);
            csv += format::csvLine({QString::number(fault.line), fault.field.isEmpty() ? QString() : fault.field, text.id, text.sentence});
        }
        if (auto written = (*file)->write(csv); !written)
            return fail(written.error());
        if (auto finished = (*file)->finish(); !finished)
            return fail(finished.error());
        return path;
    });
}

} // namespace plancia::controlplane
