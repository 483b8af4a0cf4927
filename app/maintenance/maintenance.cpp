// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/maintenance.h"

#include "app/log/log.h"
#include "app/maintenance/filechecks.h"
#include "app/maintenance/profiler.h"
#include "app/sql/invariants.h"
#include "app/sql/openconnections.h"
#include "app/store/storefile.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace plancia::maintenance {

using sql::SqliteConnection;

namespace {

constexpr int kQuickTenants = 1'000; ///< that a quick look compares row by row
constexpr int kNice = 10;            ///< below everything a person waits for
constexpr int kOneThread = 1;        ///< IOPRIO_WHO_PROCESS of linux/ioprio.h
constexpr int kIdleDisk = 3 << 13;   ///< IOPRIO_CLASS_IDLE: the disk's time that nobody else wants

QStringList namesOf(const QList<CheckInfo> &checks)
{
    QStringList names;
    for (const CheckInfo &info : checks)
        names.append(QString::fromLatin1(info.name));
    return names;
}

void count(const ProgressSink &progress, qsizetype done, qsizetype total)
{
    progress({.unit = Progress::Unit::Steps, .done = done, .total = total});
}

QString compact(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

Result<QStringList> indexesOf(SqliteConnection &connection)
{
    auto rows = connection.query("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name LIMIT 10000");
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (int i = 0; i < rows->size(); ++i)
        names.append((*rows)[i].text(0));
    return names;
}

} // namespace

Maintenance::Maintenance(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks)
    : m_parts(std::move(parts)), m_recorder(recorder), m_tasks(tasks)
{
    // On Linux both priorities belong to a thread (setpriority(2), NOTES; ioprio_set(2)). Without them checks are in the way
    // a little more, and no less right.
    m_checker.post([] {
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
        ::syscall(SYS_ioprio_set, kOneThread, 0, kIdleDisk);
    });
}

Maintenance::~Maintenance()
{
    m_closing.cancel();
    m_checker.stop();
    m_keeper.stop();
}

QList<CheckInfo> Maintenance::checks() const { return m_parts.store ? storeChecks() : serverChecks(); }

MaintenancePort::Abilities Maintenance::abilities() const
{
    const bool writes = m_parts.store && !m_parts.isReadOnly;
    return {.repair = writes && m_parts.backUp, .storage = writes && m_parts.backUp, .profile = m_parts.store != nullptr};
}

/// Runs the work as a task whose token ends when the call's token or this object does.
template <class T, class F>
QFuture<Result<T>> Maintenance::runTask(tasks::Worker &worker, const char *kind, const QString &subject, CallContext context, F work)
{
    return m_tasks.run(worker, QString::fromLatin1(kind), subject, m_parts.workspace, context.cancel,
                       [this, context, work = std::move(work)](const ProgressSink &progress) -> Result<T> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           if (context.cancel.isCancelled())
                               return fail(ErrorCode::InternalCancelled);
                           return work(context, progress);
                       });
}

OpenConnections Maintenance::openConnections() const
{
    return {.open = static_cast<int>(sql::OpenConnection::all().size()), .most = sql::kManyConnections};
}

QFuture<Result<CheckReport>> Maintenance::last(CallContext)
{
    return m_keeper.run([this]() -> Result<CheckReport> { return kept(); });
}

CheckReport Maintenance::kept() const
{
    if (!m_parts.loadReport)
        return {};
    auto json = m_parts.loadReport();
    if (!json)
        log::write(log::Level::Warning, "maintenance", json.error()); // as if never checked
    return json ? checkReportFromJson(*json) : CheckReport();
}

QFuture<Result<CheckReport>> Maintenance::run(QStringList names, Depth depth, CallContext context)
{
    const QString subject = names.size() == 1 ? names.first() : QString();
    return runTask<CheckReport>(m_checker, "check", subject, std::move(context),
                                [this, names, depth](const CallContext &call, const ProgressSink &progress) {
                                    return checkNow(names, depth, call, progress);
                                });
}

Result<CheckReport> Maintenance::checkNow(const QStringList &names, Depth depth, const CallContext &context, const ProgressSink &progress)
{
    const QList<CheckInfo> all = checks();
    const QStringList known = namesOf(all);
    for (const QString &name : names)
        if (!known.contains(name))
            return fail(ErrorCode::ValChoice, {{QStringLiteral("value"), name}, {QStringLiteral("allowed"), known.join(QStringLiteral(", "))}});
    QList<CheckInfo> wanted;
    for (const CheckInfo &info : all)
        if (names.isEmpty() ? depth == Depth::Full || !info.onRequest : names.contains(QLatin1String(info.name)))
            wanted.append(info);

    auto report = m_parts.store ? checkLocal(wanted, depth, context, progress) : checkServer(wanted, depth, context, progress);
    if (!report)
        return report;
    report->at = m_recorder.clock().nowMs();
    for (CheckResult &result : report->results)
        result.at = report->at;
    for (const CheckResult &result : std::as_const(report->results))
        if (result.state == CheckResult::State::Broken || result.state == CheckResult::State::Crashed)
            log::warning("maintenance", QStringLiteral("a check is not well"),
                         {{QStringLiteral("check"), result.name}, {QStringLiteral("state"), toString(result.state)},
                          {QStringLiteral("count"), QString::number(result.count)}});
    if (m_parts.keepReport)
        m_parts.keepReport(toJson(merged(kept(), *report)));
    return report;
}

Result<StoreFacts> Maintenance::factsFor(const QList<CheckInfo> &wanted, const CallContext &context) const
{
    StoreFacts facts{.path = m_parts.store->path(),
                     .migrations = m_parts.migrations,
                     .historyId = m_parts.store->historyId(),
                     .previous = kept(),
                     .foreignWriter = m_parts.store->foreignWriter(),
                     .lostTo = -1,
                     .backups = std::nullopt,
                     .nowMs = m_recorder.clock().nowMs()};
    const QStringList names = namesOf(wanted);
    if (m_parts.backupAlarm && names.contains(QStringLiteral("backup-age"))) {
        auto alarm = m_parts.backupAlarm(context);
        if (!alarm)
            return fail(alarm.error());
        facts.backups = *alarm;
    }
    if (m_parts.lostCommits && names.contains(QStringLiteral("commit-counter"))) {
        auto lost = m_parts.lostCommits(context);
        if (!lost)
            return fail(lost.error());
        facts.lostTo = *lost;
    }
    return facts;
}

Result<CheckReport> Maintenance::checkLocal(const QList<CheckInfo> &wanted, Depth depth, const CallContext &context,
                                            const ProgressSink &progress)
{
    auto facts = factsFor(wanted, context);
    if (!facts)
        return fail(facts.error());
    auto connection = openOwn(m_parts.store->path());
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(context.cancel);
    CheckReport report;
    for (const CheckInfo &info : wanted) {
        const QString name = QString::fromLatin1(info.name);
        // A transaction a check: one for all would keep the log from being emptied as long as the slowest takes.
        auto transaction = sql::Transaction::begin(**connection, {.timeoutMs = store::kLongStatementMs});
        if (!transaction)
            return fail(transaction.error());
        auto result = info.isRule ? lookAtRule(**connection, name, depth, context.cancel)
                                  : Result<CheckResult>(checkStore(**connection, name, *facts));
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (!result)
            return fail(result.error());
        report.results.append(*result);
        count(progress, report.results.size(), wanted.size());
    }
    auto commitNo = (*connection)->number("SELECT commit_no FROM meta WHERE id = 1");
    report.commitNo = commitNo.value_or(-1); // what broke it stands in the results
    report.historyId = facts->historyId.toString(QUuid::WithoutBraces);
    return report;
}

Result<CheckReport> Maintenance::checkServer(const QList<CheckInfo> &wanted, Depth depth, const CallContext &context,
                                             const ProgressSink &progress)
{
    CheckReport report;
    for (const CheckInfo &info : wanted) {
        // A call a rule: what pages ask for goes between them.
        auto result = m_parts.gateway
                          .read<CheckResult>(context,
                                             [this, name = QString::fromLatin1(info.name), depth, cancel = context.cancel](
                                                 sql::Connection &connection) { return lookAtRule(connection, name, depth, cancel); })
                          .result();
        if (!result)
            return fail(result.error());
        report.results.append(*result);
        count(progress, report.results.size(), wanted.size());
    }
    return report;
}

Result<CheckResult> Maintenance::lookAtRule(sql::Connection &connection, const QString &name, Depth depth, const CancelToken &cancel) const
{
    auto results = sql::runInvariants(connection, cancel,
                                      {.names = {name}, .comparedTenants = depth == Depth::Quick ? kQuickTenants : 0});
    if (!results && results.error().code() != ErrorCode::StoreDamaged)
        return fail(results.error());
    if (!results)
        return CheckResult{.name = name, .state = CheckResult::State::Crashed, .error = results.error()};
    return results->first();
}

Result<std::unique_ptr<SqliteConnection>> Maintenance::openOwn(const QString &path) const
{
    const bool isImmutable = m_parts.store->mode() == store::LocalStore::Mode::ReadOnlyImmutable;
    return SqliteConnection::open({.path = path, .mode = isImmutable ? SqliteConnection::Mode::ReadOnlyImmutable
                                                                     : SqliteConnection::Mode::ReadOnlyLive});
}

Result<bool> Maintenance::mayChange() const
{
    if (!m_parts.store)
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), m_parts.name}});
    if (m_parts.isReadOnly || !m_parts.backUp)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("workspace"), m_parts.workspace}});
    return true;
}

AuditEvent Maintenance::beginAct(const QString &kind, const QString &name, const QString &details, const CallContext &context) const
{
    audit::Act act;
    act.action = action::StoreRepair;
    act.objectKind = kind;
    act.objectName = name;
    act.details = details;
    return m_recorder.begin(act, context);
}

void Maintenance::recordFailure(const AuditEvent &event, const Error &error, const CallContext &context) const
{
    // Waited for: who is told of the failure finds it in the trail.
    m_recorder.recordFailure(m_parts.gateway, event, error, context).waitForFinished();
}

QFuture<Result<RepairReport>> Maintenance::repair(QString check, bool dryRun, CallContext context)
{
    return runTask<RepairReport>(m_keeper, "repair", check, std::move(context),
                                 [this, check, dryRun](const CallContext &call, const ProgressSink &) -> Result<RepairReport> {
                                     const Invariant *rule = invariantByName(check);
                                     if (!rule && !namesOf(checks()).contains(check))
                                         return fail(ErrorCode::ValChoice, {{QStringLiteral("value"), check}});
                                     if (!rule || !rule->isRepairable())
                                         return fail(ErrorCode::RepoInvariant, {{QStringLiteral("check"), check}});
                                     return repairNow(*rule, dryRun, call);
                                 });
}

Result<RepairReport> Maintenance::repairNow(const Invariant &rule, bool dryRun, const CallContext &context)
{
    if (auto may = mayChange(); !may)
        return fail(may.error());
    const QString name = QString::fromLatin1(rule.name);
    auto looked = checkNow({name}, Depth::Full, context, [](const Progress &) {});
    if (!looked)
        return fail(looked.error());
    const CheckResult &result = looked->results.first();
    if (result.state == CheckResult::State::Crashed)
        return fail(*result.error);
    RepairReport report{.check = name, .dryRun = dryRun, .rows = result.count, .backupPath = {}};
    if (dryRun || result.count == 0)
        return report;

    auto saved = m_parts.backUp(QStringLiteral("before:repair"), context);
    if (!saved)
        return fail(saved.error());
    report.backupPath = *saved;
    const AuditEvent event = beginAct(QStringLiteral("rule"), name, compact({{QStringLiteral("rows"), QJsonArray{report.rows, 0}}}), context);
    auto done = m_parts.store->writeLong(context, [&](sql::Connection &connection) -> Result<bool> {
        auto repaired = sql::repairInvariant(connection, rule, context.cancel);
        if (!repaired)
            return fail(repaired.error());
        report.rows = *repaired;
        auto appended = m_recorder.append(connection, event);
        return appended ? Result<bool>(true) : Result<bool>(appended.error());
    });
    if (!done) {
        recordFailure(event, done.error(), context);
        return fail(done.error());
    }
    auto after = checkNow({name}, Depth::Full, context, [](const Progress &) {});
    return after ? Result<RepairReport>(report) : Result<RepairReport>(after.error());
}

QFuture<Result<ReindexReport>> Maintenance::reindex(bool dryRun, CallContext context)
{
    return runTask<ReindexReport>(m_keeper, "reindex", {}, std::move(context),
                                  [this, dryRun](const CallContext &call, const ProgressSink &) { return reindexNow(dryRun, call); });
}

Result<ReindexReport> Maintenance::reindexNow(bool dryRun, const CallContext &context)
{
    if (auto may = mayChange(); !may)
        return fail(may.error());
    auto connection = openOwn(m_parts.store->path());
    if (!connection)
        return fail(connection.error());
    auto indexes = indexesOf(**connection);
    if (!indexes)
        return fail(indexes.error());
    connection->reset();
    ReindexReport report{.dryRun = dryRun, .indexes = *indexes, .bytes = store::fileSize(m_parts.store->path()), .durationMs = 0};
    if (dryRun)
        return report;
    QElapsedTimer clock;
    clock.start();
    const AuditEvent event = beginAct(QStringLiteral("store"), QStringLiteral("reindex"), {}, context);
    auto done = m_parts.store->writeLong(context, [&](sql::Connection &writer) -> Result<bool> {
        if (auto built = writer.execute("REINDEX"); !built)
            return fail(built.error());
        auto appended = m_recorder.append(writer, event);
        return appended ? Result<bool>(true) : Result<bool>(appended.error());
    });
    if (!done) {
        recordFailure(event, done.error(), context);
        return fail(done.error());
    }
    report.durationMs = clock.elapsed();
    return report;
}

QFuture<Result<VacuumReport>> Maintenance::vacuum(bool dryRun, CallContext context)
{
    return runTask<VacuumReport>(m_keeper, "vacuum", {}, std::move(context),
                                 [this, dryRun](const CallContext &call, const ProgressSink &) { return vacuumNow(dryRun, call); });
}

Result<VacuumReport> Maintenance::measureRoom() const
{
    auto connection = openOwn(m_parts.store->path());
    if (!connection)
        return fail(connection.error());
    auto pages = (*connection)->number("PRAGMA page_count");
    auto unused = (*connection)->number("PRAGMA freelist_count");
    auto size = (*connection)->number("PRAGMA page_size");
    if (!pages || !unused || !size)
        return fail(!pages ? pages.error() : !unused ? unused.error() : size.error());
    VacuumReport report;
    report.bytesBefore = *pages * *size;
    report.bytesAfter = (*pages - *unused) * *size;
    report.bytesNeeded = 2 * report.bytesAfter; // the copy, and the log by which it comes into the store
    report.bytesFree = store::freeBytes(QFileInfo(m_parts.store->path()).absolutePath());
    return report;
}

Result<VacuumReport> Maintenance::vacuumNow(bool dryRun, const CallContext &context)
{
    if (auto may = mayChange(); !may)
        return fail(may.error());
    auto report = measureRoom();
    if (!report)
        return report;
    report->dryRun = dryRun;
    if (dryRun)
        return report;
    if (report->bytesFree >= 0 && report->bytesFree < report->bytesNeeded)
        return fail(ErrorCode::IoDiskFull, {{QStringLiteral("path"), m_parts.store->path()},
                                            {QStringLiteral("needed"), QString::number(report->bytesNeeded)},
                                            {QStringLiteral("free"), QString::number(report->bytesFree)}});
    auto saved = m_parts.backUp(QStringLiteral("before:vacuum"), context);
    if (!saved)
        return fail(saved.error());
    report->backupPath = *saved;
    QElapsedTimer clock;
    clock.start();
    const AuditEvent event = beginAct(QStringLiteral("store"), QStringLiteral("vacuum"), {}, context);
    auto done = m_parts.store->vacuum(context);
    if (!done) {
        recordFailure(event, done.error(), context);
        return fail(done.error());
    }
    // Waited for: who is told of it finds it in the trail.
    if (auto noted = m_recorder.record(m_parts.gateway, event, context).result(); !noted)
        return fail(noted.error());
    report->durationMs = clock.elapsed();
    auto after = measureRoom();
    if (!after)
        return after;
    report->bytesAfter = after->bytesBefore;
    return report;
}

QFuture<Result<ProfileReport>> Maintenance::profile(qint64 rows, CallContext context)
{
    return runTask<ProfileReport>(m_keeper, "profile", {}, std::move(context),
                                  [this, rows](const CallContext &call, const ProgressSink &progress) {
                                      return profileNow(std::clamp<qint64>(rows, 0, kMaxProfileRows), call, progress);
                                  });
}

Result<ProfileReport> Maintenance::profileNow(qint64 rows, const CallContext &context, const ProgressSink &progress)
{
    if (!m_parts.store)
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), m_parts.name}});
    std::unique_ptr<MadeStore> made;
    if (rows > 0) {
        auto filled = MadeStore::make(m_parts.scratch, rows, m_recorder, context.cancel, progress);
        if (!filled)
            return fail(filled.error());
        made = std::move(*filled);
    }
    auto connection = made ? SqliteConnection::open({.path = made->path()}) : openOwn(m_parts.store->path());
    if (!connection)
        return fail(connection.error());
    (*connection)->setCancelToken(context.cancel);
    auto transaction = sql::Transaction::begin(**connection, {.timeoutMs = store::kLongStatementMs});
    if (!transaction)
        return fail(transaction.error());
    auto report = profileStore(**connection, context.cancel, progress);
    if (report)
        report->ownData = made != nullptr;
    return report;
}

} // namespace plancia::maintenance
