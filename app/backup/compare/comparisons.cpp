// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/comparisons.h"

#include "app/backup/compare/export.h"
#include "app/backup/compare/servercompare.h"

#include <algorithm>

namespace plancia::backup {

namespace {

constexpr size_t kKept = 4; ///< comparisons whose rows can still be looked at

Error differentKinds()
{
    return Error(ErrorCode::ValNotComparable,
                 {{QStringLiteral("message"), QStringLiteral("one is an SQLite store, the other a PostgreSQL server")}});
}

} // namespace

Comparisons::Comparisons(Sides sides, tasks::TaskQueue &tasks, const Clock &clock, QString scratchFolder)
    : m_sides(std::move(sides)), m_tasks(tasks), m_clock(clock), m_scratch(std::move(scratchFolder))
{
}

Comparisons::~Comparisons()
{
    m_closing.cancel();
    m_worker.stop();
    m_reader.stop();
}

QFuture<Result<Comparison>> Comparisons::compare(QString left, QString right, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("compare"), left + QStringLiteral(" · ") + right, {}, context.cancel,
                       [this, left, right, context](const ProgressSink &progress) { return compareNow(left, right, context, progress); });
}

Result<Comparison> Comparisons::compareNow(const QString &left, const QString &right, const CallContext &context, const ProgressSink &progress)
{
    const CancelLink byEnd(m_closing, context.cancel);
    const qint64 started = m_clock.monotonicMs();
    const auto a = m_sides(left, context.cancel, progress);
    if (!a)
        return fail(notComparable(a.error(), left));
    const auto b = m_sides(right, context.cancel, progress);
    if (!b)
        return fail(notComparable(b.error(), right));
    if (!a->connect != !b->connect)
        return fail(differentKinds());
    auto results = Results::create(m_scratch);
    if (!results)
        return fail(results.error());
    auto tables = a->connect ? compareServers(a->connect, b->connect, **results, context.cancel, progress)
                             : compareFiles(a->file, b->file, **results, context.cancel, progress);
    if (!tables)
        return fail(tables.error());

    auto entry = std::make_shared<Kept>();
    entry->comparison = {newUuid().toString(QUuid::WithoutBraces), left, right, verdictOf(*tables), *tables, m_clock.monotonicMs() - started};
    entry->results = std::move(*results);
    const std::scoped_lock lock(m_mutex);
    m_kept.push_front(entry);
    if (m_kept.size() > kKept)
        m_kept.pop_back();
    return entry->comparison;
}

Result<std::shared_ptr<Comparisons::Kept>> Comparisons::kept(const QString &id)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const auto &entry) { return entry->comparison.id == id; });
    if (found == m_kept.end())
        return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), QStringLiteral("comparison ") + id}});
    return *found;
}

QFuture<Result<Page<RowDifference>>> Comparisons::rows(QString comparison, QString table, Anchor anchor, int limit, CallContext)
{
    return m_reader.run([this, comparison, table, anchor, limit]() -> Result<Page<RowDifference>> {
        const auto entry = kept(comparison);
        if (!entry)
            return fail(entry.error());
        const QList<TableComparison> &tables = (*entry)->comparison.tables;
        const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableComparison &t) { return t.table == table; });
        const std::scoped_lock lock((*entry)->mutex);
        // A table that there is none of differs in no row.
        return (*entry)->results->page(static_cast<int>(found - tables.begin()), anchor, limit);
    });
}

QFuture<Result<QString>> Comparisons::exportTo(QString comparison, QString path, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("export"), path, {}, context.cancel,
                       [this, comparison, path, context](const ProgressSink &progress) -> Result<QString> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           const auto entry = kept(comparison);
                           if (!entry)
                               return fail(entry.error());
                           qint64 total = 0;
                           for (const TableComparison &table : (*entry)->comparison.tables)
                               total += table.kept;
                           const std::scoped_lock lock((*entry)->mutex);
                           return exportDifferences((*entry)->comparison, *(*entry)->results, path, context.cancel, [&](qint64 rows) {
                               progress({Progress::Unit::Rows, rows, total, 0, -1});
                           });
                       });
}

} // namespace plancia::backup
