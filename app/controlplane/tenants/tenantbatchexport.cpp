// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as files.
#include "app/audit/auditlog.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/newfile.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/tenantbatch.h"
#include "app/controlplane/tenants/trail.h"
#include "app/controlplane/usage/usage.h"
#include "app/controlplane/users/repository.h"
#include "app/log/log.h"

#include <cmath>

namespace plancia::controlplane {

/// A page in memory at a time, and others get in between.
template <class T>
QFuture<Result<ListExport>> TenantBatch::exportList(sql::Gateway &source, const QString &list, ListFormat format, const QString &path,
                                                    CallContext context, ReadPage<T> readPage, RowOf<T> rowOf)
{
    const auto work = [this, &source, format, path, context, readPage, rowOf](const ProgressSink &progress) -> Result<ListExport> {
        const CancelLink byEnd(m_closing, context.cancel);
        auto file = NewFile::create(path);
        if (!file)
            return fail(file.error());
        const QStringList columns = columnsOf(static_cast<const T *>(nullptr));
        ListExport done{path, 0, {}};
        QByteArray text = listHead(columns, format);
        for (Anchor anchor = Anchor::start();;) {
            auto page = source.read<Page<T>>(context, [&](sql::Connection &connection) { return readPage(connection, anchor); }).result();
            if (!page)
                return fail(page.error());
            if (context.cancel.isCancelled())
                return fail(ErrorCode::InternalCancelled);
            for (const T &row : page->items)
                text += listLine(rowOf(row), columns, format);
            if (auto written = (*file)->write(text); !written)
                return fail(written.error());
            text.clear();
            done.rows += page->items.size();
            // How many there are nobody counts; the page tells where it stands in the whole.
            const qint64 total = page->hasAfter && page->lastShare > 0 ? std::llround(static_cast<double>(done.rows) / page->lastShare) : done.rows;
            progress({Progress::Unit::Rows, done.rows, std::max(total, done.rows), 0, -1});
            if (!page->hasAfter || page->items.isEmpty())
                break;
            anchor = Anchor::after(page->lastCursor);
        }
        auto sha256 = (*file)->finish();
        if (!sha256)
            return fail(sha256.error());
        done.sha256 = *sha256;
        return done;
    };
    return m_tasks.run(m_exporter, QStringLiteral("export"), path, m_parts.workspace, context.cancel,
                       [this, list, path, context, work](const ProgressSink &progress) -> Result<ListExport> {
                           audit::Act act;
                           act.action = action::ExportList;
                           act.objectKind = QStringLiteral("list");
                           act.objectName = list;
                           AuditEvent event = m_recorder.begin(act, context);
                           auto done = work(progress);
                           event.durationMs = std::max<qint64>(0, m_recorder.clock().nowMs() - event.at);
                           QJsonObject details{{QStringLiteral("file"), path}};
                           if (done) {
                               details.insert(QStringLiteral("rows"), done->rows);
                               details.insert(QStringLiteral("sha256"), done->sha256);
                           }
                           event.details = tenants::compact(details);
                           CallContext own; // the call may have been cancelled, which is written all the same
                           own.requestId = context.requestId;
                           sql::Gateway &trail = m_parts.isReadOnly ? m_parts.program : m_parts.gateway;
                           auto recorded = done ? m_recorder.record(trail, event, own).result() : m_recorder.recordFailure(trail, event, done.error(), own).result();
                           if (!recorded)
                               log::write(log::Level::Warning, "tenants", recorded.error());
                           return done;
                       });
}

QFuture<Result<ListExport>> TenantBatch::exportTenants(TenantQuery query, ListFormat format, QString path, CallContext context)
{
    return exportList<Tenant>(m_parts.gateway, QStringLiteral("tenants"), format, path, context, [query](sql::Connection &connection, const Anchor &anchor) {
        return tenants::Repository(connection).page(query, anchor, kMaxPageRows);
    }, [](const Tenant &tenant) { return toJson(tenant); });
}

QFuture<Result<ListExport>> TenantBatch::exportUsers(UserQuery query, ListFormat format, QString path, CallContext context)
{
    return exportList<User>(m_parts.gateway, QStringLiteral("people"), format, path, context, [query](sql::Connection &connection, const Anchor &anchor) {
        return users::Repository(connection).page(query, anchor, kMaxPageRows);
    }, [](const User &user) { return toJson(user); });
}

QFuture<Result<ListExport>> TenantBatch::exportApiKeys(ApiKeyQuery query, ListFormat format, QString path, CallContext context)
{
    const qint64 now = m_recorder.clock().nowMs(); // one moment for all: a key whose time comes meanwhile is in no two states
    return exportList<ApiKey>(m_parts.gateway, QStringLiteral("api_keys"), format, path, context, [query, now](sql::Connection &connection, const Anchor &anchor) {
        return keys::Repository(connection).page(query, anchor, kMaxPageRows, now);
    }, [now](const ApiKey &key) { return toListedJson(key, now); });
}

QFuture<Result<ListExport>> TenantBatch::exportHygiene(HygieneQuery query, ListFormat format, QString path, CallContext context)
{
    const qint64 now = m_recorder.clock().nowMs();
    return exportList<HygieneRow>(m_parts.gateway, QStringLiteral("api_keys: ") + toString(query.kind), format, path, context, [query, now](sql::Connection &connection, const Anchor &anchor) {
        return hygienePage(connection, query, anchor, kMaxHygieneRows, now);
    }, [](const HygieneRow &row) { return toJson(row); });
}

QFuture<Result<ListExport>> TenantBatch::exportAudit(TrailOf trail, AuditQuery query, ListFormat format, QString path, CallContext context)
{
    sql::Gateway &source = trail == TrailOf::Installation ? m_parts.program : m_parts.gateway;
    return exportList<AuditEvent>(source, QStringLiteral("audit"), format, path, context, [query](sql::Connection &connection, const Anchor &anchor) {
        return audit::readPage(connection, query, anchor, kMaxPageRows);
    }, [](const AuditEvent &event) { return toJson(event); });
}

} // namespace plancia::controlplane
