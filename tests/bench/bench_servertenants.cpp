// SPDX-License-Identifier: GPL-3.0-or-later
// bench_servertenants CONNECTION [ROWS [ROUNDS]]: tests/bench/tenants makes the database. Fills it with ROWS (default 1,000,000)
// tenants unless it has them. Pages of 100 in every order and as somebody types a filter, in turns: the port's page() from the call
// to the answer, and a psql that stays connected with the statements of that page, from writing them to the end of its output.
// Beside it what the server needs for them, planning and running, by EXPLAIN; that also of every filter of one and two letters.
#include "app/audit/recorder.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/pgvalue.h"
#include "app/postgres/remotestore.h"
#include "models/domain/connection.h"
#include "models/domain/textkey.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::bench;

namespace {

constexpr int kPage = 100;
constexpr int kExplained = 5; ///< rounds of a page

double share(QList<double> values, double of)
{
    std::ranges::sort(values);
    return values.at(static_cast<qsizetype>(static_cast<double>(values.size() - 1) * of + 0.5));
}

// ---- the tenants

constexpr std::array kTrades{"Logistics", "Bakery", "Software", "Health", "Consulting", "Shipping", "Energy", "Textiles", "Insurance", "Bank", "Robotics", "Foods",
    "Media", "Gardens", "Motors", "Optics", "Hotels", "Travel", "Studio", "Partners", "Systems", "Networks", "Pharma", "Print", "Steel", "Timber", "Water",
    "Yachts", "Zoology", "Quarry", "Umbrellas", "Jewellery", "Vineyards", "Kitchens", "Xylophones"};
constexpr std::array kForms{"GmbH", "AG", "Ltd", "Inc", "S.p.A.", "SARL", "B.V.", "Oy", "AB", ""};
constexpr std::array kCities{"Hamburg", "Milano", "Lyon", "Oslo", "Zürich", "Genova", "Turku", "Wien", "Utrecht", "Porto", "Łódź", "Aarhus", "Bergen", "Dublin",
    "Exeter", "Firenze", "Köln", "Napoli", "Quimper", "Riga", "Sevilla", "Venezia", "Ystad", "Jena", "Izmir", ""};
constexpr std::array kStarts{"Ber", "Mar", "Sol", "Nor", "Al", "Ko", "Van", "De", "Ro", "Stein", "Lu", "Gar", "Hof", "Pe", "Wal", "Tor", "El", "Fi", "Ca", "Jo",
    "Kla", "Mi", "Os", "Ric", "Sa", "Ul", "Zim", "Bra", "Cor", "Ha", "In", "Quen", "Ya", "Xa"};
constexpr std::array kMiddles{"", "ber", "di", "ga", "lo", "man", "ne", "ri", "sta", "ti", "vi", "wa", "er", "ol"};
constexpr std::array kEnds{"mann", "ini", "sen", "son", "wind", "berg", "etti", "ova", "ard", "ell", "ham", "stad", "ley", "aux"};
constexpr std::array kTags{"eu", "us", "beta", "partner", "invoice", "pilot"};

class Maker {
public:
    Tenant next(qint64 n)
    {
        Tenant t;
        // As they come: one after the other, with an id that begins with the time.
        t.createdAt = 1'600'000'000'000 + n * 150'000 + static_cast<qint64>(m_random() % 100'000);
        t.id = TenantId(QUuid::fromRfc4122(QByteArray::fromHex(QByteArray::number(t.createdAt, 16).rightJustified(12, '0') + "7"
                                                               + QByteArray::number(m_random() % 4096, 16).rightJustified(3, '0')
                                                               + QByteArray::number(0x8000000000000000 | m_random() >> 2, 16))));
        QStringList words{QLatin1String(any(kStarts)) + QLatin1String(any(kMiddles)) + QLatin1String(any(kEnds)), QLatin1String(any(kTrades))};
        for (const char *word : {any(kCities), any(kForms)})
            if (*word)
                words.append(QString::fromUtf8(word));
        t.name = words.join(u' ');
        t.slug = suggestSlug(t.name).left(50) + u'-' + QString::number(n);
        const int chance = static_cast<int>(m_random() % 100);
        t.status = chance < 80 ? TenantStatus::Active : chance < 92 ? TenantStatus::Trial : chance < 97 ? TenantStatus::Suspended : TenantStatus::Archived;
        t.updatedAt = t.createdAt + static_cast<qint64>(m_random() % 30'000'000'000);
        t.deletedAt = m_random() % 100 == 0 ? t.updatedAt : 0;
        if (m_random() % 200 == 0)
            t.tags.append(QStringLiteral("vip"));
        if (m_random() % 10 == 0)
            t.tags.append(QLatin1String(any(kTags)));
        t.tags.sort();
        return t;
    }

private:
    template <size_t N>
    const char *any(const std::array<const char *, N> &words) { return words[m_random() % N]; }
    std::mt19937_64 m_random{1}; // the same tenants in each run
};

void fill(postgres::PgConnection &connection, qint64 rows)
{
    check(connection.script("SET session_replication_role = replica"));
    check(connection.startCopy("COPY plancia.tenants (id, slug, name, name_key, status, created_at, updated_at, tags, deleted_at) FROM STDIN"));
    Maker maker;
    for (qint64 n = 1; n <= rows; ++n) {
        const Tenant t = maker.next(n);
        const QByteArray id = t.id.uuid().toByteArray(QUuid::WithoutBraces);
        check(connection.copy(id + '\t' + t.slug.toUtf8() + '\t' + t.name.toUtf8() + '\t' + textKey(t.name).toUtf8() + '\t' + toString(t.status).toUtf8() + '\t'
                              + postgres::timestampText(t.createdAt) + '\t' + postgres::timestampText(t.updatedAt) + '\t' + t.tags.join(u' ').toUtf8() + '\t'
                              + (t.deletedAt ? postgres::timestampText(t.deletedAt) : QByteArray("\\N")) + '\n'));
    }
    check(connection.endCopy());
    check(connection.script("RESET session_replication_role"));
    check(connection.script("VACUUM (ANALYZE) plancia.tenants"));
}

// ---- what a page asks the server

/// Passes on, and keeps each statement with its values.
class Listening final : public sql::Connection {
public:
    explicit Listening(sql::Connection &connection) : m_connection(connection) {}
    QList<controlplane::ListQuery> heard;

    sql::Dialect dialect() const override { return m_connection.dialect(); }
    Result<sql::Rows> query(const QByteArray &sql, const QList<sql::Value> &parameters) override
    {
        heard.append({sql, parameters});
        return m_connection.query(sql, parameters);
    }
    Result<qint64> execute(const QByteArray &sql, const QList<sql::Value> &parameters) override { return m_connection.execute(sql, parameters); }
    Result<bool> script(const QByteArray &sql) override { return m_connection.script(sql); }
    Result<bool> begin(const sql::TransactionOptions &options) override { return m_connection.begin(options); }
    Result<bool> commit() override { return m_connection.commit(); }
    void rollback() override { m_connection.rollback(); }
    void setCancelToken(const CancelToken &token) override { m_connection.setCancelToken(token); }

private:
    sql::Connection &m_connection;
};

QList<controlplane::ListQuery> statementsOf(postgres::PgConnection &connection, const TenantQuery &query)
{
    check(connection.begin({}));
    Listening listening(connection);
    check(controlplane::tenants::Repository(listening).page(query, Anchor::start(), kPage));
    connection.rollback();
    return listening.heard;
}

/// With the values in the text, as a person would write it.
QByteArray written(const controlplane::ListQuery &statement)
{
    QByteArray text = statement.sql;
    for (qsizetype n = statement.values.size(); n >= 1; --n) {
        QByteArray value = postgres::encode(statement.values.at(n - 1)).text;
        value.replace('\'', "''");
        text.replace("$" + QByteArray::number(n), "'" + value + "'");
    }
    return text;
}

double serverMilliseconds(postgres::PgConnection &connection, const QList<controlplane::ListQuery> &statements)
{
    double sum = 0;
    check(connection.begin({}));
    for (const controlplane::ListQuery &statement : statements) {
        const sql::Rows plan = check(connection.query("EXPLAIN (ANALYZE, TIMING OFF) " + statement.sql, statement.values));
        for (int i = 0; i < plan.size(); ++i) {
            const QString line = plan[i].text(0);
            if (line.startsWith(u"Planning Time: ") || line.startsWith(u"Execution Time: "))
                sum += line.section(u' ', 2, 2).toDouble();
        }
    }
    connection.rollback();
    return sum;
}

// ---- the other

class Psql {
public:
    explicit Psql(const QByteArray &connection)
    {
        int in[2], answers[2];
        if (::pipe(in) || ::pipe(answers))
            stop(QStringLiteral("no pipe"));
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, answers[1], 1);
        for (const int fd : {in[0], in[1], answers[0], answers[1]})
            posix_spawn_file_actions_addclose(&actions, fd);
        QByteArray target = connection;
        char program[] = "psql", options[] = "-qXAt", stops[] = "-vON_ERROR_STOP=1";
        char *arguments[] = {program, options, stops, target.data(), nullptr};
        if (posix_spawnp(&m_pid, program, &actions, nullptr, arguments, environ) != 0)
            stop(QStringLiteral("psql does not start"));
        posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(answers[1]);
        m_in = in[1];
        m_out = answers[0];
        ask("SET search_path = plancia, pg_temp; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET work_mem = '32MB'; SET jit = off;\n");
    }
    ~Psql()
    {
        ::close(m_in);
        ::close(m_out);
        ::waitpid(m_pid, nullptr, 0);
    }
    /// The whole output, read to its end.
    QByteArray ask(const QByteArray &text)
    {
        static constexpr char kEnd[] = "=====end\n";
        const QByteArray all = text + "\\echo " + kEnd;
        for (qsizetype sent = 0; sent < all.size();) {
            const ssize_t n = ::write(m_in, all.constData() + sent, static_cast<size_t>(all.size() - sent));
            if (n < 0)
                stop(QStringLiteral("psql is gone"));
            sent += n;
        }
        QByteArray answer;
        while (!answer.endsWith(kEnd)) {
            char part[65'536];
            const ssize_t n = ::read(m_out, part, sizeof part);
            if (n <= 0)
                stop(QStringLiteral("psql is gone"));
            answer.append(part, n);
        }
        answer.chop(sizeof kEnd - 1);
        return answer;
    }

private:
    pid_t m_pid = 0;
    int m_in = -1;
    int m_out = -1;
};

// ---- the cases

struct Case {
    QString words;
    TenantQuery query;
    QList<double> port, psql, server;
    double ratio() const { return median(port) / median(psql); }
};

QList<Case> cases()
{
    QList<Case> all;
    const std::array sorts{std::pair{TenantSort::Name, "name"}, std::pair{TenantSort::Slug, "slug"}, std::pair{TenantSort::Created, "created"},
                           std::pair{TenantSort::Updated, "updated"}};
    // As typed: first words, inner words, two, what comes late in the alphabet, numbers of slugs, tags, and what nobody has.
    QStringList texts{QString()};
    for (const char *typed : {"norberwind", "zimmann", "logistics", "hamburg", "zürich", "gmbh", "xylophones", "nor log", "zim ham", "ag oslo", "12345", "qqq", "nor qqq", "#vip", "#vip nor"}) {
        const QString whole = QString::fromUtf8(typed);
        for (qsizetype length = whole.startsWith(u'#') ? 4 : 1; length <= std::min<qsizetype>(whole.size(), 9); ++length)
            if (const QString text = whole.left(length); !text.endsWith(u' ') && !texts.contains(text))
                texts.append(text);
    }
    const QStringList some{QString(), "n", "no", "nor", "norber", "zim", "log", "g", "12", "qqq", "nor log", "#vip"}; // in each order
    const QStringList ofStatus{QString(), "no", "zim", "#vip"};
    for (const auto &[sort, name] : sorts)
        for (const bool descending : {false, true})
            for (const QString &text : sort == TenantSort::Name && !descending ? texts : some) {
                TenantQuery query;
                query.sort = sort;
                query.descending = descending;
                query.text = text;
                const QString order = QLatin1String(name) + (descending ? QStringLiteral(" down") : QString());
                const QString shown = text.isEmpty() ? order : order + QStringLiteral(", \"%1\"").arg(text);
                all.append({shown, query, {}, {}, {}});
                if (descending || !ofStatus.contains(text))
                    continue;
                for (const TenantStatus status : {TenantStatus::Trial, TenantStatus::Active, TenantStatus::Suspended, TenantStatus::Archived}) {
                    query.status = status;
                    all.append({shown + QStringLiteral(" of ") + toString(status), query, {}, {}, {}});
                }
            }
    TenantQuery deleted;
    deleted.deleted = true;
    all.append({QStringLiteral("deleted ones by name"), deleted, {}, {}, {}});
    return all;
}

void measure(Case &one, int rounds, TenantsPort &port, Psql &psql, postgres::PgConnection &connection)
{
    const QList<controlplane::ListQuery> statements = statementsOf(connection, one.query);
    QByteArray text;
    for (const controlplane::ListQuery &statement : statements)
        text += written(statement) + ";\n";
    for (int round = 0; round <= rounds; ++round) {
        Page<Tenant> page;
        QByteArray answer;
        const double ours = milliseconds([&] { page = check(port.page(one.query, Anchor::start(), kPage, {}).result()); });
        const double theirs = milliseconds([&] { answer = psql.ask(text); });
        if (round > 0) {
            one.port.append(ours);
            one.psql.append(theirs);
            if (round <= kExplained)
                one.server.append(serverMilliseconds(connection, statements));
            continue;
        }
        // The first warms, and shows that the two read the same.
        const QByteArrayList lines = answer.split('\n');
        qsizetype at = lines.size() - page.items.size() - (page.hasAfter ? 2 : 1); // of the last statement
        for (const Tenant &tenant : std::as_const(page.items))
            if (!lines.value(at++).startsWith(tenant.id.uuid().toByteArray(QUuid::WithoutBraces)))
                stop(QStringLiteral("the two do not read the same: ") + one.words);
    }
}

void print(const QList<Case> &all, qsizetype most)
{
    out << "  port ms     p99   psql ms     p99   ratio   server ms   longest   page\n";
    for (const Case &one : all.first(std::min(most, all.size())))
        out << QStringLiteral("%1 %2  %3 %4  %5   %6 %7   %8\n").arg(median(one.port), 9, 'f', 2).arg(share(one.port, 0.99), 7, 'f', 2).arg(median(one.psql), 8, 'f', 2)
                   .arg(share(one.psql, 0.99), 7, 'f', 2).arg(one.ratio(), 6, 'f', 2).arg(median(one.server), 9, 'f', 2).arg(share(one.server, 1), 9, 'f', 2).arg(one.words);
    out.flush();
}

/// Every filter of one and two letters or digits that finds anybody, in each order: its milliseconds on the server.
double longestOfAllPrefixes(postgres::PgConnection &connection)
{
    struct Typed {
        double ms;
        QString words;
    };
    QList<Typed> all;
    const sql::Rows found = check([&] {
        check(connection.begin({}));
        auto rows = connection.query("SELECT DISTINCT left(w.lexeme, n) FROM tenants, unnest(words) AS w, (VALUES (1), (2)) AS l(n) WHERE w.lexeme !~ '^#' ORDER BY 1");
        connection.rollback();
        return rows;
    }());
    for (int i = 0; i < found.size(); ++i)
        for (const TenantSort sort : {TenantSort::Name, TenantSort::Slug, TenantSort::Created, TenantSort::Updated}) {
            TenantQuery query;
            query.text = found[i].text(0);
            query.sort = sort;
            query.descending = sort == TenantSort::Created || sort == TenantSort::Updated;
            const auto statements = statementsOf(connection, query); // which warms
            all.append({serverMilliseconds(connection, statements), QStringLiteral("\"%1\" by %2").arg(query.text, QString::fromLatin1(controlplane::tenants::sortColumn(sort)))});
        }
    std::ranges::sort(all, {}, [](const Typed &typed) { return -typed.ms; });
    out << all.size() << " filters of one and two letters; on the server";
    for (qsizetype i = 0; i < std::min<qsizetype>(all.size(), 5); ++i)
        out << QStringLiteral("  %1 ms %2").arg(all.at(i).ms, 0, 'f', 1).arg(all.at(i).words);
    out << "\n";
    return all.isEmpty() ? 0 : all.first().ms;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 2)
        return 64;
    const qint64 rows = std::max<qint64>(words.value(2, QStringLiteral("1000000")).toLongLong(), 1'000);
    const int rounds = std::max(words.value(3, QStringLiteral("21")).toInt(), 1);
    const ConnectionProfile profile = check(connectionFromUrl(words[1]));
    const auto connection = check(postgres::PgConnection::open(profile, std::nullopt));
    check(connection->begin({}));
    const bool isEmpty = check(connection->query("SELECT 1 FROM tenants LIMIT 1")).isEmpty();
    connection->rollback();
    if (isEmpty)
        out << QStringLiteral("%1 tenants made in %2 s\n").arg(rows).arg(milliseconds([&] { fill(*connection, rows); }) / 1000, 0, 'f', 0);
    out.flush();

    const SystemClock clock;
    const audit::Recorder recorder({}, {}, clock);
    const auto store = postgres::RemoteStore::create(profile, {});
    controlplane::Tenants port(*store, recorder);
    Psql psql(words[1].toUtf8());
    QList<Case> all = cases();
    for (Case &one : all)
        measure(one, rounds, port, psql, *connection);
    out << all.size() << " pages of 100, " << rounds << " rounds each; by the ratio:\n";
    std::ranges::sort(all, {}, [](const Case &one) { return -one.ratio(); });
    print(all, 15);
    const double ratio = all.first().ratio();
    out << "by the time on the server:\n";
    std::ranges::sort(all, {}, [](const Case &one) { return -median(one.server); });
    print(all, 15);
    const double longest = std::max(median(all.first().server), longestOfAllPrefixes(*connection));
    out << QStringLiteral("RATIO a page of 100 of %1 tenants on PostgreSQL, port / psql: %2 at worst (bar 1.5)\n").arg(rows).arg(ratio, 0, 'f', 2);
    out << QStringLiteral("longest keystroke on the server %1 ms (bar 50)\n").arg(longest, 0, 'f', 1);
    return 0;
}
