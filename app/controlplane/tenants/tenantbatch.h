// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/batchport.h"

#include <QJsonObject>

namespace plancia::controlplane {

/// Acts on many tenants of one store, and lists as files. They run on workers of its own, which ask the store for one piece
/// after the other: others get in between. Thread-safe; gateway, recorder and tasks outlive it; its end cancels what runs and waits for it.
class TenantBatch final : public BatchPort {
public:
    struct Parts {
        sql::Gateway &gateway;
        sql::Gateway &program; ///< console.db: the trail of the installation
        QString workspace; ///< WorkspaceIdentity::id
        bool isReadOnly = false;
        /// Keeps the present under that name before many tenants change, and says what it kept; blocks, on the worker.
        /// Null where nothing is kept.
        std::function<Result<QString>(const QString &name, const CallContext &)> keep = {};
        std::function<void(bool writesMuch)> prepare = {}; ///< tells the store before and after; null where it is no use
    };
    TenantBatch(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks);
    ~TenantBatch() override;

    QFuture<Result<BulkPlan>> plan(BulkRequest request, CallContext context) override;
    QFuture<Result<BulkReport>> run(BulkPlan plan, QString reason, CallContext context) override;
    QFuture<Result<BulkReport>> undo(QUuid id, QUuid undoId, CallContext context) override;
    QFuture<Result<BulkReport>> report(QUuid id, CallContext context) override;
    QFuture<Result<ImportPlan>> planImport(ImportRequest request, CallContext context) override;
    QFuture<Result<ImportReport>> runImport(ImportPlan plan, ImportRule rule, CallContext context) override;
    QFuture<Result<QString>> saveFaults(QList<ImportFault> faults, QString path, CallContext context) override;
    QFuture<Result<ListExport>> exportTenants(TenantQuery query, ListFormat format, QString path, CallContext context) override;
    QFuture<Result<ListExport>> exportUsers(UserQuery query, ListFormat format, QString path, CallContext context) override;
    QFuture<Result<ListExport>> exportApiKeys(ApiKeyQuery query, ListFormat format, QString path, CallContext context) override;
    QFuture<Result<ListExport>> exportHygiene(HygieneQuery query, ListFormat format, QString path, CallContext context) override;
    QFuture<Result<ListExport>> exportAudit(TrailOf trail, AuditQuery query, ListFormat format, QString path, CallContext context) override;

private:
    /// What one tenant becomes, or why it is left alone.
    using Decide = std::function<Result<Tenant>(const Tenant &now)>;
    struct Order {
        BulkPlan::Item item;
        QString slug; ///< when it is known: for a tenant that is gone
        Decide decide;
    };
    struct Piece {
        qint64 changed = 0;
        QList<BulkRefusal> skipped;
    };
    /// An act under way: what it writes into each row, and what came of it so far.
    struct Act {
        AuditEvent common;   ///< of each tenant's row
        QJsonObject details; ///< of each tenant's row, beside what changed
        QJsonObject summary; ///< of the row for the whole
        CallContext context;
        BulkReport report;
        qsizetype piece = 500; ///< tenants of the next transaction
        void paced(qint64 tookMs); ///< the last one: the next one is larger or smaller
    };

    template <class Report, class F>
    QFuture<Result<Report>> runTask(const QString &kind, const QString &subject, CallContext context, F work);
    template <class T>
    using ReadPage = std::function<Result<Page<T>>(sql::Connection &, const Anchor &)>;
    template <class T>
    using RowOf = std::function<QJsonObject(const T &)>;
    template <class T>
    QFuture<Result<ListExport>> exportList(sql::Gateway &source, const QString &list, ListFormat format, const QString &path, CallContext context,
                                           ReadPage<T> readPage, RowOf<T> rowOf);
    Result<BulkPlan> planNow(const BulkRequest &request, const CallContext &context);
    Result<bool> lookAtMatch(BulkPlan &plan, const CallContext &context);
    Result<bool> lookAtChosen(BulkPlan &plan, const CallContext &context);
    Result<BulkReport> runNow(const BulkPlan &plan, const QString &reason, const CallContext &context, const ProgressSink &progress);
    Result<BulkReport> undoNow(const QUuid &id, const QUuid &undoId, const CallContext &context, const ProgressSink &progress);
    Act begin(const QUuid &id, const QString &act, const QString &action, const QString &reason, const CallContext &context) const;
    /// What was kept of the present; empty where nothing is.
    Result<QString> keepPresent(const QString &name, const CallContext &context);
    bool write(Act &act, const QList<Order> &orders, const ProgressSink &progress);
    Result<Piece> writePiece(const Act &act, const QList<Order> &orders, AuditEvent common);
    Result<bool> appendTrail(sql::Connection &connection, AuditEvent common, const QList<audit::Recorder::Row> &rows) const;
    Result<BulkReport> conclude(Act &act);
    void recordWhole(const audit::Act &whole, const Act &act, const std::optional<Error> &stoppedBy);
    Result<ImportReport> importNow(ImportPlan plan, ImportRule rule, const CallContext &context, const ProgressSink &progress);
    Result<QStringList> makePiece(Act &act, const QList<ImportPlan::Row> &rows, qint64 before, const ProgressSink &progress);
    void recordImport(const Act &act, const ImportPlan &plan, ImportRule rule, const ImportReport &report);
    Result<AuditEvent> summaryOf(const QUuid &id, const CallContext &context);

    const Parts m_parts;
    const audit::Recorder &m_recorder;
    tasks::TaskQueue &m_tasks;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("many tenants")};
    tasks::Worker m_looker{QStringLiteral("previews")}; ///< somebody waits for these: no act and no list holds them up
    tasks::Worker m_exporter{QStringLiteral("lists")};
};

/// The task ends as the act does; the call's answer is the report also of one that was stopped half-way.
template <class Report, class F>
QFuture<Result<Report>> TenantBatch::runTask(const QString &kind, const QString &subject, CallContext context, F work)
{
    const auto pending = std::make_shared<tasks::Pending<Result<Report>>>();
    auto answer = pending->promise.future();
    m_tasks.run(m_worker, kind, subject, m_parts.workspace, context.cancel,
                [this, context, pending, work = std::move(work)](const ProgressSink &progress) -> Result<bool> {
                    const CancelLink byEnd(m_closing, context.cancel);
                    const bool writesMuch = m_parts.prepare && !m_parts.isReadOnly;
                    if (writesMuch)
                        m_parts.prepare(true);
                    auto report = m_parts.isReadOnly ? Result<Report>(Error(ErrorCode::AuthzReadOnly, {{QStringLiteral("workspace"), m_parts.workspace}}))
                                                     : work(context, progress);
                    if (writesMuch)
                        m_parts.prepare(false);
                    const auto failed = !report ? std::optional(report.error()) : report->stoppedBy;
                    pending->finish(std::move(report));
                    return failed ? Result<bool>(*failed) : Result<bool>(true);
                });
    return answer;
}

} // namespace plancia::controlplane
