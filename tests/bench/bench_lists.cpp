// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lists FOLDER [ROWS]: stores with ROWS (default 10,000,000) tenants, a tenth and a hundredth; then with as many people, API
// keys and acts. Pages of 100 in every order, with a filter and without, at places over the whole list, by the port, of the
// three in turns: how they grow. A tenant by its slug, such a page, and the rows of each table against the same by the bare
// sqlite3 C API, in turns.
#include "app/audit/auditlog.h"
#include "app/audit/recorder.h"
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "app/sql/rowcounts.h"
#include "app/store/localstore.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QFile>
#include <QMap>

#include <algorithm>
#include <array>
#include <memory>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::bench;

namespace {

constexpr int kPage = 100;
constexpr int kRounds = 25; ///< a place
constexpr std::array kShares{0.0, 0.25, 0.5, 0.75, 0.95};


/// Of a list: what fills its table, with %n for the number of rows. Names run over the alphabet in the order of the ids, so that
/// it takes minutes and not hours. The depth of the trees is what counts.
constexpr const char *kTenants = "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
    " SELECT id, w || '-' || d, w || ' ' || d, w || ' ' || d, CASE i % 4 WHEN 0 THEN 'trial' WHEN 1 THEN 'suspended' ELSE 'active' END, at, at FROM t";
constexpr const char *kPeople = "INSERT INTO users (tenant_id, id, email, email_key, display_name, name_key, role, status, created_at, updated_at)"
    " SELECT CAST(printf('%016d', (i - 1) / 50 + 1) AS BLOB), id, w || d || '@example.org', w || d || '@example.org', w || ' ' || d, w || ' ' || d,"
    " CASE i % 4 WHEN 0 THEN 'admin' ELSE 'member' END, 'active', at, at FROM t";
constexpr const char *kKeys = "INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, created_at, updated_at, last_used_at)"
    " SELECT CAST(printf('%016d', (i - 1) / 50 + 1) AS BLOB), id, printf('k%011d', i), printf('plancia_live_k%011d', i), zeroblob(32), w || ' ' || d, w || ' ' || d,"
    " 'live', CASE i % 4 WHEN 0 THEN 'disabled' ELSE 'active' END, at, at, at FROM t";
constexpr const char *kActs = "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, actor_name, details)"
    " SELECT CAST(printf('%016d', i % 1000) AS BLOB), at, id, i, i, CASE i % 4 WHEN 0 THEN 'TENANT_CREATE' ELSE 'TENANT_UPDATE' END, 'operator@bridge', '{}' FROM t";

void run(sqlite3 *db, const QByteArray &sql)
{
    char *message = nullptr;
    if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
        stop(QString::fromUtf8(message));
}

/// The indexes come after the rows: sorted once, and not kept in order row by row.
void fill(const QString &path, const QByteArray &insert, qint64 rows)
{
    sqlite3 *db = nullptr;
    sqlite3_open(QFile::encodeName(path).constData(), &db);
    run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN IMMEDIATE");
    const QByteArray table = insert.split(' ').at(2);
    QByteArrayList names, indexes;
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1", -1, &statement, nullptr);
    sqlite3_bind_text(statement, 1, table.constData(), -1, SQLITE_STATIC);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        names.append(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
        indexes.append(reinterpret_cast<const char *>(sqlite3_column_text(statement, 1)));
    }
    sqlite3_finalize(statement);
    for (const QByteArray &name : std::as_const(names))
        run(db, "DROP INDEX " + name);
    const QByteArray n = QByteArray::number(rows);
    const QByteArray source = " WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + n + "), t(i, id, w, d, at) AS (SELECT i,"
        " CAST(printf('%016d', i) AS BLOB), char(97 + i * 26 / " + n + " % 26, 97 + i * 676 / " + n + " % 26, 97 + i * 17576 / " + n + " % 26),"
        " printf('%08d', i), 1700000000000 + i * 1000 FROM n) ";
    const qsizetype select = insert.indexOf(" SELECT ");
    run(db, insert.first(select) + source + insert.sliced(select));
    for (const QByteArray &index : std::as_const(indexes))
        run(db, index);
    run(db, "UPDATE meta SET commit_no = commit_no + " + n + ", audit_seq = audit_seq + " + n + "; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

/// One of the three stores.
struct Sized {
    qint64 rows = 0;
    QString path;
    std::unique_ptr<store::LocalStore> store;
    std::unique_ptr<controlplane::Tenants> tenants;
    std::unique_ptr<controlplane::Users> users;
    std::unique_ptr<controlplane::ApiKeys> keys;
    std::unique_ptr<audit::AuditLog> trail;
};

struct Read {
    qsizetype items = 0;
    QString first; ///< cursor
};
/// A list in one order.
struct Order {
    QString words;
    std::function<Read(const Sized &, const Anchor &, int limit)> read;
};
template <class Port, class Query>
Order order(const QString &words, std::unique_ptr<Port> Sized::*port, const Query &query)
{
    return {words, [port, query](const Sized &sized, const Anchor &anchor, int limit) {
                const auto page = check((sized.*port)->page(query, anchor, limit, {}).result());
                return Read{page.items.size(), page.firstCursor};
            }};
}

/// The µs of a page of each store, in one order; each place is warmed once.
void measurePages(const std::array<Sized, 3> &stores, const Order &order, std::array<QList<double>, 3> &times)
{
    for (const double share : kShares) {
        std::array<Anchor, 3> anchors;
        for (size_t s = 0; s < stores.size(); ++s) {
            const Read start = order.read(stores[s], Anchor::atShare(share), 1);
            anchors[s] = start.items == 0 ? Anchor::start() : Anchor::after(start.first);
        }
        for (int round = 0; round <= kRounds; ++round)
            for (size_t s = 0; s < stores.size(); ++s) {
                qsizetype items = 0;
                const double took = microseconds([&] { items = order.read(stores[s], anchors[s], kPage).items; });
                if (items != kPage)
                    stop(QStringLiteral("a page is short: ") + order.words);
                if (round > 0)
                    times[s].append(took);
            }
    }
}

double measureGrowth(const std::array<Sized, 3> &stores, const QList<Order> &orders)
{
    double worst = 0;
    for (const Order &order : orders) {
        std::array<QList<double>, 3> times;
        measurePages(stores, order, times);
        out << order.words << u':';
        for (size_t s = 0; s < stores.size(); ++s)
            out << QStringLiteral("  %1 µs of %2").arg(median(times[s]), 0, 'f', 1).arg(stores[s].rows);
        const double grown = median(times[2]) / median(times[0]);
        worst = std::max(worst, grown);
        out << QStringLiteral("  grown %1\n").arg(grown, 0, 'f', 2);
        out.flush();
    }
    return worst;
}

QList<Order> ordersOfTenants()
{
    QList<Order> orders;
    constexpr std::array kSorts{std::pair{TenantSort::Name, "name"}, std::pair{TenantSort::Slug, "slug"},
                                std::pair{TenantSort::Created, "created"}, std::pair{TenantSort::Updated, "updated"}};
    for (const auto &[sort, word] : kSorts) {
        TenantQuery query;
        query.sort = sort;
        orders.append(order(QStringLiteral("tenants by ") + QLatin1String(word), &Sized::tenants, query));
        query.status = TenantStatus::Active;
        orders.append(order(QStringLiteral("active tenants by ") + QLatin1String(word), &Sized::tenants, query));
    }
    return orders;
}

QList<Order> ordersOfPeople()
{
    UserQuery byRole;
    byRole.role = UserRole::Member;
    UserQuery byCreated;
    byCreated.sort = UserSort::Created;
    return {order(QStringLiteral("people by name"), &Sized::users, UserQuery()), order(QStringLiteral("members by name"), &Sized::users, byRole),
            order(QStringLiteral("people by created"), &Sized::users, byCreated)};
}

QList<Order> ordersOfKeys()
{
    ApiKeyQuery active;
    active.state = ApiKeyState::Active;
    ApiKeyQuery byCreated;
    byCreated.sort = ApiKeySort::Created;
    return {order(QStringLiteral("keys by name"), &Sized::keys, ApiKeyQuery()), order(QStringLiteral("active keys by name"), &Sized::keys, active),
            order(QStringLiteral("keys by created"), &Sized::keys, byCreated)};
}

QList<Order> ordersOfActs()
{
    AuditQuery created;
    created.actions = {QStringLiteral("TENANT_CREATE")};
    AuditQuery oldest;
    oldest.oldestFirst = true;
    return {order(QStringLiteral("acts, newest first"), &Sized::trail, AuditQuery()), order(QStringLiteral("acts of one kind"), &Sized::trail, created),
            order(QStringLiteral("acts, oldest first"), &Sized::trail, oldest)};
}

/// The bare API: prepared once, every column fetched, nothing kept.
class Bare {
public:
    explicit Bare(const QString &path)
    {
        sqlite3_open_v2(QFile::encodeName(path).constData(), &m_db, SQLITE_OPEN_READONLY, nullptr);
        sqlite3_exec(m_db, "PRAGMA mmap_size = 0; PRAGMA cache_size = -4096", nullptr, nullptr, nullptr);
    }
    ~Bare()
    {
        for (sqlite3_stmt *statement : std::as_const(m_statements))
            sqlite3_finalize(statement);
        sqlite3_close(m_db);
    }
    int run(const QByteArray &sql, const QByteArray &text = {})
    {
        sqlite3_stmt *&statement = m_statements[sql];
        if (!statement)
            sqlite3_prepare_v2(m_db, sql.constData(), -1, &statement, nullptr);
        sqlite3_bind_text(statement, 1, text.constData(), static_cast<int>(text.size()), SQLITE_STATIC);
        int rows = 0;
        for (; sqlite3_step(statement) == SQLITE_ROW; ++rows)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                m_bytes += sqlite3_column_bytes(statement, column);
        sqlite3_reset(statement);
        return rows;
    }

private:
    sqlite3 *m_db = nullptr;
    QMap<QByteArray, sqlite3_stmt *> m_statements;
    qint64 m_bytes = 0;
};

void ratio(const char *what, const char *bar, const QList<double> &ours, const QList<double> &theirs)
{
    out << QStringLiteral("RATIO %1, port / sqlite3: %2 (bar %3) %4 µs against %5 µs\n").arg(QLatin1String(what)).arg(median(ours) / median(theirs), 0, 'f', 2)
               .arg(QLatin1String(bar)).arg(median(ours), 0, 'f', 1).arg(median(theirs), 0, 'f', 1);
    out.flush();
}

void compareWithBare(const Sized &sized)
{
    TenantsPort &port = *sized.tenants;
    store::LocalStore &store = *sized.store;
    Bare bare(sized.path);
    const QByteArray columns = "SELECT id, slug, name, name_key, status, status_reason, notes, created_at, updated_at, row_version FROM tenants ";
    QList<double> ours, theirs;
    for (qint64 i = 0; i < 2'000; ++i) {
        const qint64 n = 1 + i * 7'919 % sized.rows;
        const auto letter = [&](qint64 parts) { return static_cast<char>('a' + n * parts / sized.rows % 26); };
        const QByteArray slug = QByteArray{} + letter(26) + letter(676) + letter(17'576) + '-' + QByteArray::number(n).rightJustified(8, '0');
        ours.append(microseconds([&] { check(port.bySlug(QString::fromLatin1(slug), {}).result()); }));
        theirs.append(microseconds([&] {
            if (bare.run(columns + "WHERE slug = ?1", slug) != 1)
                stop(QStringLiteral("the two do not read the same"));
        }));
    }
    ratio("one tenant by its slug", "4", ours, theirs);
    ours.clear();
    theirs.clear();
    for (int i = 0; i < 300; ++i) {
        ours.append(microseconds([&] { check(port.page({}, Anchor::start(), kPage, {}).result()); }));
        theirs.append(microseconds([&] { bare.run(columns + "WHERE name_key >= ?1 ORDER BY name_key, id LIMIT 101", {}); }));
    }
    ratio("list of 100 tenants", "4", ours, theirs);
    ours.clear();
    theirs.clear();
    const QStringList all = check(store.read<QMap<QString, qint64>>({}, [](sql::Connection &c) { return sql::countRows(c); }).result()).keys();
    for (int i = 0; i < 3; ++i) {
        theirs.append(microseconds([&] {
            for (const QString &table : all)
                bare.run("SELECT count(*) FROM " + table.toLatin1());
        }));
        ours.append(microseconds([&] { check(store.read<QMap<QString, qint64>>({}, [](sql::Connection &c) { return sql::countRows(c); }).result()); }));
    }
    ratio("rows of each table", "1.2", ours, theirs);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 2)
        return 64;
    const qint64 most = std::max<qint64>(words.value(2, QStringLiteral("10000000")).toLongLong(), 1'000);
    const SystemClock clock;
    const audit::Recorder recorder({}, {}, clock);
    struct List {
        const char *name;
        const char *fill;
        QList<Order> orders;
    };
    for (const List &list : {List{"tenants", kTenants, ordersOfTenants()}, List{"people", kPeople, ordersOfPeople()},
                             List{"keys", kKeys, ordersOfKeys()}, List{"acts", kActs, ordersOfActs()}}) {
        std::array<Sized, 3> stores;
        for (size_t s = 0; s < stores.size(); ++s) {
            Sized &sized = stores[s];
            sized.rows = s == 0 ? most / 100 : s == 1 ? most / 10 : most;
            sized.path = words[1] + QStringLiteral("/%1-%2.db").arg(QLatin1String(list.name)).arg(sized.rows);
            store::LocalStore::Options options;
            options.path = sized.path;
            options.createIfMissing = true;
            check(store::LocalStore::open(options)).reset();
            if (list.fill == kPeople || list.fill == kKeys)
                fill(sized.path, kTenants, sized.rows / 50 + 1);
            fill(sized.path, list.fill, sized.rows);
            sized.store = check(store::LocalStore::open(options));
            sized.tenants = std::make_unique<controlplane::Tenants>(*sized.store, recorder);
            sized.users = std::make_unique<controlplane::Users>(*sized.store, recorder, controlplane::Users::Policy());
            sized.keys = std::make_unique<controlplane::ApiKeys>(*sized.store, recorder, controlplane::ApiKeys::Outside());
            sized.trail = std::make_unique<audit::AuditLog>(*sized.store);
        }
        const double worst = measureGrowth(stores, list.orders);
        out << QStringLiteral("RATIO a page of 100 of %1 %2 / of %3: %4 at worst (bar 1.2)\n").arg(most).arg(QLatin1String(list.name)).arg(most / 100).arg(worst, 0, 'f', 2);
        if (list.fill == kTenants)
            compareWithBare(stores.back());
        for (Sized &sized : stores) {
            const QString path = sized.path;
            sized = {};
            QFile::remove(path); // the next list wants the room
        }
    }
    return 0;
}
