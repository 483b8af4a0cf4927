// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/bulk.h"
#include "models/domain/listrows.h"
#include "models/domain/tenantimport.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Acts on many tenants at once. Each is done in pieces, so that nobody else waits for the whole of it; what was done when
/// it is cancelled or fails stays done, and is undone by its id. The rules of every port hold: models/ports/ports.h.
class BatchPort {
public:
    virtual ~BatchPort() = default;
    /// What the act would do; changes nothing. VAL_001, VAL_002, VAL_010 (more than kMaxBulk), VAL_014.
    virtual QFuture<Result<BulkPlan>> plan(BulkRequest request, CallContext context) = 0;
    /// Does it, after a moment was named (a backup was made where no archive is kept). A row of the audit trail for each
    /// tenant in the transaction of its change, and one for the whole. Runs as a task "bulk" whose subject is the plan's id.
    /// An error when nothing was changed: VAL_009, AUTHZ_001, BUSINESS_001, and what the first piece met; else a report.
    virtual QFuture<Result<BulkReport>> run(BulkPlan plan, QString reason, CallContext context) = 0;
    /// Puts back what that act changed, of each tenant that nobody has changed since. Itself an act that can be undone.
    /// BUSINESS_001 when there is no such act. Runs as a task "bulk" whose subject is `undoId`, the id that it gets: one of
    /// newUuid().
    virtual QFuture<Result<BulkReport>> undo(QUuid id, QUuid undoId, CallContext context) = 0;
    /// Of an act that is over, from the trail; without the skipped ones, which are counted. BUSINESS_001 when there is none.
    virtual QFuture<Result<BulkReport>> report(QUuid id, CallContext context) = 0;

    /// Reads a file of tenants and says what each row would become; changes nothing. VAL_001, VAL_010 (more than
    /// kMaxImportBytes, kMaxImportRows, kMaxImportColumns), VAL_011, VAL_019, NOT_FOUND_005, IO_003.
    virtual QFuture<Result<ImportPlan>> planImport(ImportRequest request, CallContext context) = 0;
    /// Makes the tenants, after a moment was named: all in one transaction, or the good rows alone, in pieces. A row of the
    /// audit trail for each, and one for the whole. BUSINESS_004 when a row is bad and all are wanted, BUSINESS_001 when none
    /// is good, AUTHZ_001: nothing was made. Runs as a task "import" whose subject is the plan's source.
    virtual QFuture<Result<ImportReport>> runImport(ImportPlan plan, ImportRule rule, CallContext context) = 0;
    /// Writes faults as a new CSV file: line, field, code and words. IO_002, IO_004, IO_009.
    virtual QFuture<Result<QString>> saveFaults(QList<ImportFault> faults, QString path, CallContext context) = 0;

    /// Writes the whole list, in its order, to a new file, as it is read page by page: a row that somebody moves meanwhile may
    /// stand in it twice or not at all. Where it went stands in the trail (a read-only workspace's: in that of the
    /// installation). IO_001, IO_004, IO_009. Run as tasks "export" whose subject is the file; one that is stopped leaves none.
    virtual QFuture<Result<ListExport>> exportTenants(TenantQuery query, ListFormat format, QString path, CallContext context) = 0;
    virtual QFuture<Result<ListExport>> exportUsers(UserQuery query, ListFormat format, QString path, CallContext context) = 0;
    virtual QFuture<Result<ListExport>> exportApiKeys(ApiKeyQuery query, ListFormat format, QString path, CallContext context) = 0;
    virtual QFuture<Result<ListExport>> exportHygiene(HygieneQuery query, ListFormat format, QString path, CallContext context) = 0;
    enum class TrailOf { Workspace, Installation };
    virtual QFuture<Result<ListExport>> exportAudit(TrailOf trail, AuditQuery query, ListFormat format, QString path, CallContext context) = 0;
};

} // namespace plancia
