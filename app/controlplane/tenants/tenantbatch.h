// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/batchport.h"

#include <QJsonObject>

namespace plancia::controlplane {

/// Acts on many tenants of one store. They run on a worker of its own, which asks the store for one piece after the other:
/// others get in between. Thread-safe; gateway, recorder and tasks outlive it; its end cancels what runs and waits for it.
class TenantBatch final : public BatchPort {
public:
    struct Parts {
        sql::Gateway &gateway;
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
        qsizetype piece = kFirstPiece; ///< tenants of the next transaction
    };
    static constexpr qsizetype kFirstPiece = 500;

    template <class F>
    QFuture<Result<BulkReport>> runTask(const QUuid &id, CallContext context, F work);
    Result<BulkPlan> planNow(const BulkRequest &request, const CallContext &context);
    Result<bool> lookAtMatch(BulkPlan &plan, const CallContext &context);
    Result<bool> lookAtChosen(BulkPlan &plan, const CallContext &context);
    Result<BulkReport> runNow(const BulkPlan &plan, const QString &reason, const CallContext &context, const ProgressSink &progress);
    Result<BulkReport> undoNow(const QUuid &id, const QUuid &undoId, const CallContext &context, const ProgressSink &progress);
    Act begin(const QUuid &id, const QString &act, const QString &action, const QString &reason, const CallContext &context) const;
    Result<bool> keepPresent(Act &act, const CallContext &context);
    bool write(Act &act, const QList<Order> &orders, const ProgressSink &progress);
    Result<Piece> writePiece(const Act &act, const QList<Order> &orders, AuditEvent common);
    Result<BulkReport> conclude(Act &act);
    Result<AuditEvent> summaryOf(const QUuid &id, const CallContext &context);

    const Parts m_parts;
    const audit::Recorder &m_recorder;
    tasks::TaskQueue &m_tasks;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("many tenants")};
};

} // namespace plancia::controlplane
