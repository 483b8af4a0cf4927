// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/profiler.h"

#include "app/audit/auditlog.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/tenants/repository.h"
#include "app/maintenance/filechecks.h"
#include "app/sql/commit.h"
#include "app/sql/rowcounts.h"
#include "app/store/storefile.h"
#include "app/store/localstore.h"

#include <QDir>
#include <QElapsedTimer>
#include <algorithm>
#include <array>

namespace plancia::maintenance {

namespace {

using controlplane::tenants::listQuery;
using controlplane::tenants::Repository;
using sql::SqliteConnection;

constexpr int kList = 100;           ///< rows of a page
constexpr int kRuns = 15;
constexpr qint64 kEnoughMs = 1'500;  ///< of measuring one query
constexpr qint64 kBatch = 5'000;
constexpr qint64 kBytesARow = 4'096; ///< of a tenant with its words, its key and its audit row, in the file and in the log

struct Query {
    QString name;
    QueryProfile::Kind kind = QueryProfile::Kind::Row;
    QByteArray sql;
    QList<sql::Value> values;
    qint64 rows = 0; ///< of its table
};

/// What the queries ask for: a tenant that there is, when there is one.
struct Subject {
    QUuid id;
    QString slug = QStringLiteral("none");
    QString word = QStringLiteral("a");
};

Result<Subject> subjectOf(SqliteConnection &connection)
{
    const auto middle = listQuery({}, controlplane::tenants::kColumns, true, {}, 1);
    auto rows = connection.query(middle.sql, middle.values);
    if (!rows)
        return fail(rows.error());
    Subject subject;
    if (!rows->isEmpty()) {
        subject.id = (*rows)[0].uuid(0);
        subject.slug = (*rows)[0].text(1);
        subject.word = subject.slug.section(u'-', 0, 0);
    }
    return subject;
}

QList<Query> tenantQueries(const Subject &subject, qint64 rows)
{
    constexpr std::array kSorts{std::pair{TenantSort::Name, "name"}, std::pair{TenantSort::Slug, "slug"},
                                std::pair{TenantSort::Created, "created"}, std::pair{TenantSort::Updated, "updated"}};
    using Kind = QueryProfile::Kind;
    QList<Query> all{{QStringLiteral("tenant-by-id"), Kind::Row, controlplane::tenants::kById, {subject.id}, rows},
                     {QStringLiteral("tenant-by-slug"), Kind::Row, controlplane::tenants::kBySlug, {subject.slug}, rows}};
    const auto list = [&](const QString &name, const TenantQuery &query, bool ascending) {
        auto built = listQuery(query, controlplane::tenants::kColumns, ascending, {}, kList + 1);
        all.append({name, Kind::List, built.sql, built.values, rows});
    };
    for (const auto &[sort, word] : kSorts) {
        const QString name = QStringLiteral("tenants-by-") + QLatin1String(word);
        TenantQuery query;
        query.sort = sort;
        list(name, query, true);
        list(name + QStringLiteral("-backwards"), query, false);
        query.status = TenantStatus::Active;
        list(name + QStringLiteral("-active"), query, true);
    }
    TenantQuery typed;
    typed.text = subject.word;
    list(QStringLiteral("tenants-by-word"), typed, true);
    return all;
}

QList<Query> keyQueries(const Subject &subject, qint64 rows, qint64 nowMs)
{
    constexpr std::array kSorts{std::pair{ApiKeySort::Name, "name"}, std::pair{ApiKeySort::Created, "created"},
                                std::pair{ApiKeySort::LastUsed, "use"}, std::pair{ApiKeySort::Expiry, "expiry"}};
    using Kind = QueryProfile::Kind;
    QList<Query> all{{QStringLiteral("key-by-lookup"), Kind::Row, controlplane::keys::kByLookup, {QStringLiteral("AAAAAAAAAAAA")}, rows}};
    const auto list = [&](const QString &name, const ApiKeyQuery &query, bool ascending) {
        auto built = controlplane::keys::listQuery(query, sql::Dialect::Sqlite, nowMs, controlplane::keys::kColumns, ascending, {}, kList + 1);
        all.append({name, Kind::List, built.sql, built.values, rows});
    };
    for (const auto &[sort, word] : kSorts) {
        const QString name = QStringLiteral("keys-by-") + QLatin1String(word);
        ApiKeyQuery query;
        query.sort = sort;
        list(name, query, true);
        list(name + QStringLiteral("-backwards"), query, false);
    }
    ApiKeyQuery ofTenant;
    ofTenant.tenant = TenantId(subject.id);
    list(QStringLiteral("keys-of-a-tenant"), ofTenant, true);
    ApiKeyQuery inGrace;
    inGrace.state = ApiKeyState::InGrace;
    list(QStringLiteral("keys-in-grace"), inGrace, true);
    ApiKeyQuery typed;
    typed.text = subject.word;
    list(QStringLiteral("keys-by-word"), typed, true);
    return all;
}

QList<Query> auditQueries(const Subject &subject, qint64 rows)
{
    using Kind = QueryProfile::Kind;
    QList<Query> all;
    const auto page = [&](const char *name, Kind kind, const AuditQuery &query) {
        for (const audit::PageStatement &statement : audit::pageStatements(query, kList))
            all.append({QString::fromLatin1(name), kind, statement.sql, statement.values, rows});
    };
    AuditQuery oldest;
    oldest.oldestFirst = true;
    AuditQuery byAction;
    byAction.actions = {action::TenantCreate};
    AuditQuery history;
    history.tenant = TenantId(subject.id);
    page("audit-newest", Kind::List, {});
    page("audit-oldest", Kind::List, oldest);
    page("audit-by-action", Kind::List, byAction);
    page("history-of-a-tenant", Kind::History, history);
    return all;
}

/// Runs up to kRuns times; the median, in milliseconds.
template <class F>
Result<double> measure(const CancelToken &cancel, F run)
{
    std::vector<double> times;
    QElapsedTimer whole;
    whole.start();
    do {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        QElapsedTimer one;
        one.start();
        if (auto ran = run(); !ran)
            return fail(ran.error());
        times.push_back(static_cast<double>(one.nsecsElapsed()) / 1e6);
    } while (times.size() < kRuns && whole.elapsed() < kEnoughMs);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

Result<QueryProfile> profileQuery(SqliteConnection &connection, const Query &query, const CancelToken &cancel)
{
    auto plan = connection.query("EXPLAIN QUERY PLAN " + query.sql, query.values);
    if (!plan)
        return fail(plan.error());
    QueryProfile profile{.name = query.name, .kind = query.kind, .limitMs = limitMs(query.kind), .plan = {}, .flags = {}};
    for (int i = 0; i < plan->size(); ++i)
        profile.plan.append((*plan)[i].text(3));
    profile.flags = planFlags(profile.plan, query.rows);
    auto took = measure(cancel, [&] { return connection.query(query.sql, query.values); });
    if (!took)
        return fail(took.error());
    profile.milliseconds = *took;
    profile.verdict = verdictOf(profile);
    return profile;
}

Result<QueryProfile> profileCounts(SqliteConnection &connection, const CancelToken &cancel)
{
    QueryProfile profile{.name = QStringLiteral("rows-of-each-table"), .kind = QueryProfile::Kind::Report,
                         .limitMs = limitMs(QueryProfile::Kind::Report), .plan = {}, .flags = {}};
    auto took = measure(cancel, [&] { return sql::countRows(connection); });
    if (!took)
        return fail(took.error());
    profile.milliseconds = *took;
    profile.verdict = verdictOf(profile);
    return profile;
}

/// A key of a tenant that was made; its hash is of nothing.
Result<bool> fillKey(sql::Connection &connection, const Tenant &tenant, qint64 n)
{
    ApiKey key;
    key.tenantId = tenant.id;
    key.id = ApiKeyId(newUuid());
    key.lookup = QStringLiteral("%1").arg(n, 12, 36, QLatin1Char('0'));
    key.shown = QStringLiteral("plancia_live_") + key.lookup;
    key.name = QStringLiteral("Key %1 of %2").arg((n * 7'919) % 9'973).arg(tenant.name);
    key.environment = QStringLiteral("live");
    key.createdAt = tenant.createdAt;
    if (n % 3 == 0)
        key.expiresAt = tenant.createdAt + n * 60'000;
    auto made = controlplane::keys::Repository(connection).insert(key, QByteArray(32, '\0'));
    return made ? Result<bool>(true) : Result<bool>(made.error());
}

/// Writes tenants `first` to `last` (exclusive) with a key and an audit row each, as the console itself would.
Result<bool> fillBatch(sql::Connection &connection, const audit::Recorder &recorder, qint64 first, qint64 last)
{
    constexpr std::array kStatus{TenantStatus::Active, TenantStatus::Active, TenantStatus::Trial, TenantStatus::Suspended};
    auto numbers = sql::nextCommit(connection, static_cast<int>(last - first));
    if (!numbers)
        return fail(numbers.error());
    Repository tenants(connection);
    const qint64 now = recorder.clock().nowMs();
    for (qint64 n = first; n < last; ++n) {
        Tenant tenant;
        tenant.id = TenantId(newUuid());
        // Spread over the alphabet: neighbours in time are none by name.
        tenant.slug = QStringLiteral("t%1-%2").arg((n * 7'919) % 9'973).arg(n);
        tenant.name = QStringLiteral("Tenant %1 number %2").arg((n * 7'919) % 9'973).arg(n);
        tenant.status = kStatus[static_cast<size_t>(n) % kStatus.size()];
        tenant.createdAt = tenant.updatedAt = now - n * 1000;
        tenant.rowVersion = 1;
        if (auto inserted = tenants.insert(tenant); !inserted)
            return inserted;
        if (auto inserted = fillKey(connection, tenant, n); !inserted)
            return inserted;
        audit::Act act;
        act.action = action::TenantCreate;
        act.objectKind = QStringLiteral("tenant");
        act.tenantId = tenant.id;
        act.tenantSlug = tenant.slug;
        AuditEvent event = recorder.begin(act, {});
        event.at = tenant.createdAt;
        event.commitNo = numbers->commitNo;
        event.seq = numbers->auditSeq - (last - 1 - n);
        if (auto inserted = recorder.insert(connection, event); !inserted)
            return inserted;
    }
    return true;
}

} // namespace

Result<ProfileReport> profileStore(SqliteConnection &connection, const CancelToken &cancel, const ProgressSink &progress)
{
    auto counts = sql::countRows(connection);
    if (!counts)
        return fail(counts.error());
    auto subject = subjectOf(connection);
    if (!subject)
        return fail(subject.error());
    ProfileReport report;
    report.tenants = counts->value(QStringLiteral("tenants"));
    report.auditRows = counts->value(QStringLiteral("audit_log"));
    const QList<Query> queries = tenantQueries(*subject, report.tenants)
        + keyQueries(*subject, counts->value(QStringLiteral("api_keys")), SystemClock().nowMs()) + auditQueries(*subject, report.auditRows);
    for (const Query &query : queries) {
        auto profile = profileQuery(connection, query, cancel);
        if (!profile)
            return fail(profile.error());
        report.queries.append(*profile);
        progress({.unit = Progress::Unit::Steps, .done = report.queries.size(), .total = queries.size() + 1});
    }
    auto counted = profileCounts(connection, cancel);
    if (!counted)
        return fail(counted.error());
    report.queries.append(*counted);
    return report;
}

Result<std::unique_ptr<MadeStore>> MadeStore::make(const QString &scratch, qint64 rows, const audit::Recorder &recorder,
                                                   const CancelToken &cancel, const ProgressSink &progress)
{
    const QString folder = scratch + QStringLiteral("/profile-") + newUuid().toString(QUuid::WithoutBraces);
    if (auto made = store::makeFolder(folder); !made)
        return fail(made.error());
    std::unique_ptr<MadeStore> store(new MadeStore(folder));
    if (const qint64 free = store::freeBytes(folder); free >= 0 && free < rows * kBytesARow)
        return fail(ErrorCode::IoDiskFull, {{QStringLiteral("path"), scratch},
                                            {QStringLiteral("needed"), QString::number(rows * kBytesARow)},
                                            {QStringLiteral("free"), QString::number(free)}});
    store::LocalStore::Options options;
    options.path = store->path();
    options.createIfMissing = true;
    options.sync = SqliteConnection::Sync::Normal;
    options.nowMs = recorder.clock().nowMs();
    auto opened = store::LocalStore::open(options);
    if (!opened)
        return fail(opened.error());
    (*opened)->setBulkWriting(true);
    CallContext context;
    context.cancel = cancel;
    for (qint64 first = 0; first < rows; first += kBatch) {
        const qint64 last = std::min(rows, first + kBatch);
        auto filled = (*opened)->writeLong(context, [&](sql::Connection &connection) {
            return fillBatch(connection, recorder, first, last);
        });
        if (!filled)
            return fail(filled.error());
        progress({.unit = Progress::Unit::Rows, .done = last, .total = rows});
    }
    return store;
}

MadeStore::~MadeStore() { QDir(m_folder).removeRecursively(); }

} // namespace plancia::maintenance
