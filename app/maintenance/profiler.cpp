// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/profiler.h"

#include "app/audit/auditlog.h"
#include "app/controlplane/keys/repository.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/usage/statements.h"
#include "app/controlplane/usage/usage.h"
#include "app/controlplane/users/repository.h"
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
const QString kSort = QStringLiteral("USE TEMP B-TREE FOR ORDER BY");
constexpr qint64 kMonthMs = 30LL * 24 * 3'600'000;

struct Query {
    QString name;
    QueryProfile::Kind kind = QueryProfile::Kind::Row;
    QByteArray sql;
    QList<sql::Value> values;
    qint64 rows = 0; ///< of its table
    QStringList bounded = {}; ///< lines of its plan that do not grow with the store: what they read or sort is a page at most
};

/// What the queries ask for: a tenant and a person that there are, when there are some.
struct Subject {
    QUuid id;
    QString slug = QStringLiteral("none");
    QString word = QStringLiteral("a");
    UserRef person;
    QString emailKey = QStringLiteral("none");
};

Result<Subject> subjectOf(SqliteConnection &connection)
{
    const auto middle = listQuery(sql::Dialect::Sqlite, {}, controlplane::tenants::kColumns, true, {}, 1);
    auto rows = connection.query(middle.sql, middle.values);
    if (!rows)
        return fail(rows.error());
    Subject subject;
    if (!rows->isEmpty()) {
        subject.id = (*rows)[0].uuid(0);
        subject.slug = (*rows)[0].text(1);
        subject.word = subject.slug.section(u'-', 0, 0);
    }
    auto people = connection.query("SELECT tenant_id, id, email_key FROM users LIMIT 1");
    if (!people)
        return fail(people.error());
    if (!people->isEmpty()) {
        subject.person = {TenantId((*people)[0].uuid(0)), UserId((*people)[0].uuid(1))};
        subject.emailKey = (*people)[0].text(2);
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
        auto built = listQuery(sql::Dialect::Sqlite, query, controlplane::tenants::kColumns, ascending, {}, kList + 1);
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

QList<Query> peopleQueries(const Subject &subject, qint64 rows)
{
    constexpr std::array kSorts{std::pair{UserSort::Name, "name"}, std::pair{UserSort::Email, "address"}, std::pair{UserSort::Created, "created"}};
    using Kind = QueryProfile::Kind;
    const sql::Value tenant = sql::value(subject.person.tenant), person = sql::value(subject.person.id);
    QList<Query> all{{QStringLiteral("person-by-id"), Kind::Row, controlplane::users::kById, {tenant, person}, rows},
                     {QStringLiteral("person-by-address"), Kind::Row, controlplane::users::kByEmail, {tenant, subject.emailKey}, rows},
                     {QStringLiteral("sessions-of-a-person"), Kind::History, controlplane::users::kSessions, {tenant, person}, rows, {kSort}},
                     {QStringLiteral("sign-ins-of-a-person"), Kind::History, controlplane::users::kSignIns, {tenant, person}, rows}};
    const auto list = [&](const QString &name, const UserQuery &query, bool ascending) {
        auto built = controlplane::users::listQuery(query, controlplane::users::kColumns, ascending, {}, kList + 1);
        all.append({name, Kind::List, built.sql, built.values, rows});
    };
    for (const auto &[sort, word] : kSorts) {
        const QString name = QStringLiteral("people-by-") + QLatin1String(word);
        UserQuery query;
        query.sort = sort;
        list(name, query, true);
        list(name + QStringLiteral("-backwards"), query, false);
        query.tenant = subject.person.tenant;
        list(name + QStringLiteral("-of-a-tenant"), query, true);
    }
    UserQuery owners;
    owners.role = UserRole::Owner;
    list(QStringLiteral("people-who-own"), owners, true);
    UserQuery invited;
    invited.status = UserStatus::Invited;
    list(QStringLiteral("people-invited"), invited, true);
    UserQuery typed;
    typed.text = subject.word;
    list(QStringLiteral("people-by-word"), typed, true);
    return all;
}

QList<Query> usageQueries(const Subject &subject, qint64 rows, qint64 nowMs)
{
    using Kind = QueryProfile::Kind;
    QList<Query> all;
    const auto recent = [&](const char *name, Kind kind, const std::optional<TenantId> &tenant) {
        auto built = controlplane::usage::recent({.tenant = tenant, .from = nowMs - kMonthMs, .to = nowMs}, kList);
        all.append({QString::fromLatin1(name), kind, built.sql, built.values, rows, {kSort, QStringLiteral("SCAN s")}});
    };
    recent("calls-newest", Kind::List, {});
    recent("calls-of-a-tenant", Kind::History, TenantId(subject.id));
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

Result<QStringList> planOf(SqliteConnection &connection, const QByteArray &sql, const QList<sql::Value> &values)
{
    auto plan = connection.query("EXPLAIN QUERY PLAN " + sql, values);
    if (!plan)
        return fail(plan.error());
    QStringList steps;
    for (int i = 0; i < plan->size(); ++i)
        steps.append((*plan)[i].text(3));
    return steps;
}

Result<QueryProfile> profileQuery(SqliteConnection &connection, const Query &query, const CancelToken &cancel)
{
    auto plan = planOf(connection, query.sql, query.values);
    if (!plan)
        return fail(plan.error());
    QueryProfile profile{.name = query.name, .kind = query.kind, .limitMs = limitMs(query.kind), .plan = *plan, .flags = {}};
    profile.flags = planFlags(profile.plan, query.rows);
    for (const QString &line : query.bounded)
        profile.flags.removeAll(line);
    auto took = measure(cancel, [&] { return connection.query(query.sql, query.values); });
    if (!took)
        return fail(took.error());
    profile.milliseconds = *took;
    profile.verdict = verdictOf(profile);
    return profile;
}

/// A report reads whole tables by what it is: its plan is shown, and nothing in it is flagged.
template <class F>
Result<QueryProfile> profileReport(const QString &name, const QStringList &plan, const CancelToken &cancel, F run)
{
    QueryProfile profile{.name = name, .kind = QueryProfile::Kind::Report, .limitMs = limitMs(QueryProfile::Kind::Report), .plan = plan, .flags = {}};
    auto took = measure(cancel, run);
    if (!took)
        return fail(took.error());
    profile.milliseconds = *took;
    profile.verdict = verdictOf(profile);
    return profile;
}

Result<QueryProfile> profileCounts(SqliteConnection &connection, const QStringList &tables, const CancelToken &cancel)
{
    QStringList plan;
    for (const QString &table : tables) {
        auto steps = planOf(connection, "SELECT count(*) FROM " + sql::quoteIdentifier(table), {});
        if (!steps)
            return fail(steps.error());
        plan += *steps;
    }
    return profileReport(QStringLiteral("rows-of-each-table"), plan, cancel, [&] { return sql::countRows(connection); });
}

/// Of everybody's calls in thirty days.
Result<QueryProfile> profileUsage(SqliteConnection &connection, qint64 nowMs, const CancelToken &cancel)
{
    const UsageQuery query{.from = nowMs - kMonthMs, .to = nowMs};
    const auto count = controlplane::usage::fewCalls(query);
    auto calls = connection.query(count.sql, count.values);
    if (!calls)
        return fail(calls.error());
    const auto read = controlplane::usage::calls(query, (*calls)[0].integer(0) <= controlplane::usage::kFewCalls);
    auto plan = planOf(connection, read.sql, read.values);
    if (!plan)
        return fail(plan.error());
    return profileReport(QStringLiteral("usage-of-a-month"), *plan, cancel, [&] { return controlplane::usageReport(connection, query); });
}

/// A key of a tenant that was made, and a call by it; its hash is of nothing.
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
    if (auto made = controlplane::keys::Repository(connection).insert(key, QByteArray(32, '\0')); !made)
        return fail(made.error());
    constexpr std::array kPaths{"/v1/orders", "/v1/orders/{id}", "/v1/stock", "/v1/invoices", "/v1/status"};
    auto called = connection.execute("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us)"
                                     " VALUES ($1, $2, $3, $4, $5, 'GET', $6, $7)",
                                     {sql::value(tenant.id), sql::TimeMs{tenant.createdAt}, newUuid(), sql::value(key.id),
                                      QString::fromLatin1(kPaths[static_cast<size_t>(n) % kPaths.size()]), qint64{n % 20 == 0 ? 404 : 200}, 1'000 + n % 9'973});
    return called ? Result<bool>(true) : Result<bool>(called.error());
}

/// Its owner.
Result<bool> fillPerson(sql::Connection &connection, const Tenant &tenant, qint64 n)
{
    User person;
    person.tenantId = tenant.id;
    person.id = UserId(newUuid());
    person.email = QStringLiteral("person%1@%2.example").arg((n * 6'997) % 9'967).arg(tenant.slug);
    person.name = QStringLiteral("Person %1 of %2").arg((n * 6'997) % 9'967).arg(tenant.slug);
    person.role = UserRole::Owner;
    person.status = n % 7 == 0 ? UserStatus::Invited : UserStatus::Active;
    person.createdAt = tenant.createdAt;
    auto made = controlplane::users::Repository(connection).insert(person);
    return made ? Result<bool>(true) : Result<bool>(made.error());
}

/// Writes tenants `first` to `last` (exclusive) with a person, a key, a call and an audit row each, as the console itself would.
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
        if (auto inserted = fillPerson(connection, tenant, n); !inserted)
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
    const qint64 now = SystemClock().nowMs();
    const QList<Query> queries = tenantQueries(*subject, report.tenants) + peopleQueries(*subject, counts->value(QStringLiteral("users")))
        + keyQueries(*subject, counts->value(QStringLiteral("api_keys")), now)
        + usageQueries(*subject, counts->value(QStringLiteral("api_key_usage")), now) + auditQueries(*subject, report.auditRows);
    const auto add = [&](const Result<QueryProfile> &profile) {
        if (profile)
            report.queries.append(*profile);
        progress({.unit = Progress::Unit::Steps, .done = report.queries.size(), .total = queries.size() + 2});
        return profile.has_value() ? Result<bool>(true) : Result<bool>(profile.error());
    };
    for (const Query &query : queries)
        if (auto added = add(profileQuery(connection, query, cancel)); !added)
            return fail(added.error());
    if (auto added = add(profileUsage(connection, now, cancel)); !added)
        return fail(added.error());
    if (auto added = add(profileCounts(connection, counts->keys(), cancel)); !added)
        return fail(added.error());
    return report;
}

Result<std::unique_ptr<MadeStore>> MadeStore::make(const QString &scratch, qint64 rows, const audit::Recorder &recorder,
                                                   const CancelToken &cancel, const ProgressSink &progress)
{
    const QString folder = scratch + QStringLiteral("/profile-") + newUuid().toString(QUuid::WithoutBraces);
    if (auto made = store::makeFolder(folder); !made)
        return fail(made.error());
    std::unique_ptr<MadeStore> store(new MadeStore(folder));
    if (const qint64 free = store::freeBytes(folder); free >= 0 && free < rows * kMadeRowBytes)
        return fail(ErrorCode::IoDiskFull, {{QStringLiteral("path"), scratch},
                                            {QStringLiteral("needed"), QString::number(rows * kMadeRowBytes)},
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
