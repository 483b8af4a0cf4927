// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a damaged store row by row: what was there comes back or is counted, and nothing else comes.
#include "app/backup/salvage/rowrecovery.h"
#include "app/sql/movemark.h"
#include "app/sql/sqliteconnection.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/sqlitefile/pagemap.h"
#include "app/store/localstore.h"
#include "tests/support/sqlitefixture.h"
#include "tests/support/waysback.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <random>

using namespace plancia;
using namespace plancia::backup;
using plancia::tests::SqliteFixture;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

constexpr int kTenants = 64;
const QStringList kTables{QStringLiteral("meta"), QStringLiteral("tenants"), QStringLiteral("tenant_words"), QStringLiteral("tenant_redirects"),
                          QStringLiteral("audit_log")};
using RowsOf = QMap<QString, QSet<QByteArray>>;

/// Every row as text, a table; the identity of meta aside, which is new where it was lost.
RowsOf rowsOf(const QString &path, const QStringList &tables = kTables)
{
    const SqliteFixture db(path);
    RowsOf all;
    for (const QString &table : tables) {
        const auto columns = db.rows("SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info('" + table.toUtf8() + "')");
        const auto rows = db.rows("SELECT " + columns.first() + " FROM " + table.toUtf8());
        all.insert(table, QSet<QByteArray>(rows.begin(), rows.end()));
    }
    return all;
}

} // namespace

/// A store of ours in one file, as SQLite writes it with pages of that size.
QByteArray makeStore(const QString &path, int tenants, int pageSize)
{
    static const SystemClock clock;
    store::LocalStore::Options options;
    options.path = path;
    options.createIfMissing = true;
    {
        auto store = store::LocalStore::open(options);
        if (!store)
            qFatal("no store");
        const audit::Recorder recorder({}, QStringLiteral("run"), clock);
        controlplane::Tenants port(**store, recorder);
        for (int i = 0; i < tenants; ++i) {
            TenantDraft draft;
            draft.slug = QStringLiteral("tenant-%1").arg(i);
            draft.name = QStringLiteral("Company %1 of the North").arg(i);
            draft.notes = QString(i % 9 == 0 ? 1500 + i * 7 : i % 40, u'n'); // some on overflow pages
            if (i % 3 == 0)
                draft.tags = {QStringLiteral("eu"), QStringLiteral("vip-%1").arg(i)};
            if (i % 4 == 0) {
                draft.status = TenantStatus::Trial;
                draft.trialEndsAt = clock.nowMs() + 86'400'000;
            }
            auto made = port.create(draft, {});
            made.waitForFinished();
            if (!made.result())
                qFatal("no tenant");
        }
    }
    SqliteFixture db(path);
    db.run("INSERT INTO tenant_redirects SELECT 'former-' || slug, id, created_at FROM tenants WHERE trial_ends_at IS NOT NULL");
    db.run("UPDATE tenants SET deleted_at = created_at + 1 WHERE slug LIKE 'tenant-%9'");
    db.run("PRAGMA journal_mode = DELETE");
    db.run("PRAGMA page_size = " + QByteArray::number(pageSize));
    db.run("VACUUM");
    return contentsOf(path);
}

class TestSalvage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_store; ///< a whole store, without a log
    RowsOf m_rows;
    int m_pageSize = 1024;
    std::optional<sqlitefile::PageMap> m_map; ///< of the whole store

    QString fresh(const QByteArray &bytes, const QByteArray &log = {})
    {
        const QString path = m_folder.filePath(QStringLiteral("damaged.db"));
        write(path, bytes);
        QFile::remove(path + QStringLiteral("-wal"));
        if (!log.isEmpty())
            write(path + QStringLiteral("-wal"), log);
        return path;
    }
    Result<salvage::Recovered> recover(const QString &path, std::optional<bool> ours = true)
    {
        const QString scratch = m_folder.filePath(QStringLiteral("scratch"));
        auto copy = salvage::DamagedCopy::take(path, scratch, ours.value_or(false), {}, {});
        if (!copy)
            return fail(copy.error());
        return salvage::recoverRows(*copy, {scratch, ours, {}, 1'700'000'000'000}, {}, {});
    }
    Result<salvage::Recovered> recoverBytes(const QByteArray &bytes) { return recover(fresh(bytes)); }
    QByteArray withPage(int page, char fill, unsigned seed = 0) const
    {
        QByteArray bytes = m_store;
        std::mt19937 random(seed);
        for (int i = 0; i < m_pageSize; ++i)
            bytes[qsizetype(page - 1) * m_pageSize + i] = seed == 0 ? fill : static_cast<char>(random());
        return bytes;
    }
    int pages() const { return static_cast<int>(m_store.size() / m_pageSize); }
    QString useOf(int page) const { return m_map->describe(static_cast<quint32>(page)); }
    static const SalvagedTable &table(const RowRecovery &report, const QString &name)
    {
        for (const SalvagedTable &one : report.tables)
            if (one.name == name)
                return one;
        qFatal("no table %s", qPrintable(name));
    }
    /// Nothing that was not there; what was there is there, or known to be lost. Returns what is wrong.
    QString wrongWith(const salvage::Recovered &recovered, bool exact = true) const
    {
        const RowsOf back = rowsOf(recovered.file->path());
        for (const QString &name : kTables) {
            if (name == QStringLiteral("meta"))
                continue;
            const SalvagedTable &counts = table(recovered.report, name);
            const qint64 there = m_rows[name].size();
            if (!m_rows[name].contains(back[name]))
                return QStringLiteral("a row of %1 was made up").arg(name);
            if (counts.rows != back[name].size())
                return QStringLiteral("%1 has %2 rows and says %3").arg(name).arg(back[name].size()).arg(counts.rows);
            if (name == QStringLiteral("tenant_words"))
                continue; // made anew from the tenants
            if (exact && counts.rows + counts.lost() != there)
                return QStringLiteral("%1: %2 came back, %3 lost, of %4; expected %5").arg(name).arg(counts.rows).arg(counts.lost()).arg(there).arg(counts.expected);
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        const QString path = m_folder.filePath(QStringLiteral("whole.db"));
        m_store = makeStore(path, kTenants, m_pageSize);
        m_rows = rowsOf(path);
        QCOMPARE(m_rows[QStringLiteral("tenants")].size(), kTenants);
        QCOMPARE(m_rows[QStringLiteral("audit_log")].size(), kTenants);
        const auto file = sqlitefile::PageFile::open(path);
        QVERIFY(file);
        auto map = sqlitefile::PageMap::build(*file, sqlitefile::readSchema(*file));
        QVERIFY(map);
        m_map = std::move(*map);
    }

    void bringsAWholeStoreBackWhole()
    {
        const auto recovered = recoverBytes(m_store);
        QVERIFY(recovered);
        QCOMPARE(recovered->report.damage, QStringList());
        QVERIFY(recovered->report.isWhole());
        QCOMPARE(recovered->report.findings, QStringList());
        QCOMPARE(rowsOf(recovered->file->path()), m_rows);
        QCOMPARE(recovered->report.commitNo, kTenants);
        QCOMPARE(table(recovered->report, QStringLiteral("tenants")).expected, kTenants);
    }

    void staysMovedAway()
    {
        const MoveMark mark{MoveMark::State::Moved, QUuid::createUuid(), QStringLiteral("pg:x"), QStringLiteral("there"), 1};
        const QString path = m_folder.filePath(QStringLiteral("moved.db"));
        write(path, m_store);
        SqliteFixture(path).run(sql::localMoveMark(mark));
        const auto recovered = recover(path);
        QVERIFY(recovered);
        auto connection = sql::SqliteConnection::open({.path = recovered->file->path()});
        QVERIFY(connection);
        const auto now = sql::readMoveMark(**connection);
        QVERIFY(now && *now == mark);
    }

    /// Of before there were tags and former slugs, with and without its schema.
    void bringsAnOlderStoreBack_data()
    {
        QTest::addColumn<bool>("schemaLost");
        QTest::newRow("whole") << false;
        QTest::newRow("the schema is lost") << true;
    }
    void bringsAnOlderStoreBack()
    {
        QFETCH(bool, schemaLost);
        const QString path = m_folder.filePath(QStringLiteral("older.db"));
        write(path, m_store);
        {
            SqliteFixture db(path);
            db.run(tests::waysBackTo(2));
            db.run("VACUUM");
        }
        QByteArray bytes = contentsOf(path);
        if (schemaLost)
            std::fill_n(bytes.data() + 100, m_pageSize - 100, '\0');
        const auto recovered = recoverBytes(bytes);
        QVERIFY(recovered);
        QCOMPARE(table(recovered->report, QStringLiteral("tenants")).rows, kTenants);
        QCOMPARE(table(recovered->report, QStringLiteral("tenant_redirects")).rows, 0);
        QCOMPARE(recovered->report.findings, QStringList());
        const SqliteFixture db(recovered->file->path());
        QCOMPARE(db.rows("SELECT count(*) FROM tenants WHERE tags = '' AND trial_ends_at IS NULL AND deleted_at IS NULL"),
                 QList<QByteArray>{QByteArray::number(kTenants)});
        QCOMPARE(db.rows("SELECT count(DISTINCT tenant_id) FROM tenant_words"), QList<QByteArray>{QByteArray::number(kTenants)});
    }

    /// API keys with all that is theirs, and the directory by which they are looked up.
    void bringsKeysBack()
    {
        const QString path = m_folder.filePath(QStringLiteral("keys.db"));
        write(path, m_store);
        const QList<QByteArray> tables{"api_keys", "key_directory", "api_key_words", "api_key_permissions", "api_key_addresses", "api_key_limits"};
        const auto contents = [&tables](const QString &file) {
            QList<QByteArray> all;
            const SqliteFixture db(file);
            for (const QByteArray &one : tables) {
                const auto columns = db.rows("SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info('" + one + "')");
                auto rows = db.rows("SELECT " + columns.first() + " FROM " + one);
                std::sort(rows.begin(), rows.end());
                all += one + ": " + rows.join('\n');
            }
            return all;
        };
        {
            SqliteFixture db(path);
            db.run("INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, expires_at, grace_ends_at, successor_id,"
                   " created_at, updated_at, last_used_at) SELECT id, randomblob(16), substr(hex(randomblob(6)), 1, 12), 'plancia_live_x', randomblob(32), 'Key of ' || name,"
                   " 'key', 'live', 'active', 9000, 8000, id, 1, 1, NULL FROM tenants");
            db.run("INSERT INTO key_directory SELECT lookup, tenant_id, id FROM api_keys");
            db.run("INSERT INTO api_key_words SELECT tenant_id, id, 'key' FROM api_keys");
            db.run("INSERT INTO api_key_permissions SELECT tenant_id, id, 'orders:read', 5 FROM api_keys");
            db.run("INSERT INTO api_key_addresses SELECT tenant_id, id, '192.0.2.0/24' FROM api_keys");
            db.run("INSERT INTO api_key_limits SELECT tenant_id, id, 'calls', 100, 60 FROM api_keys");
            db.run("VACUUM");
        }
        const QByteArray bytes = contentsOf(path);
        const auto before = contents(path);
        QCOMPARE(before.first().count('\n'), kTenants - 1);
        const auto whole = recoverBytes(bytes);
        QVERIFY(whole);
        QVERIFY(whole->report.isWhole());
        QCOMPARE(contents(whole->file->path()), before);
        // Without its schema too: what the rows look like tells whose they are.
        QByteArray damaged = bytes;
        std::fill_n(damaged.data() + 100, m_pageSize - 100, '\0');
        const auto recovered = recoverBytes(damaged);
        QVERIFY(recovered);
        QCOMPARE(table(recovered->report, QStringLiteral("api_keys")).rows, kTenants);
        QCOMPARE(contents(recovered->file->path()).first(), before.first());
    }

    /// People with all that is theirs, whole and with each of some pages lost.
    void bringsPeopleBack()
    {
        static const QStringList people{QStringLiteral("users"), QStringLiteral("user_words"), QStringLiteral("user_passwords"), QStringLiteral("user_codes"),
                                        QStringLiteral("user_sessions"), QStringLiteral("session_tokens"), QStringLiteral("sign_ins"),
                                        QStringLiteral("user_directory"), QStringLiteral("session_directory")};
        const QString path = m_folder.filePath(QStringLiteral("people.db"));
        write(path, m_store);
        {
            SqliteFixture db(path);
            db.run("INSERT INTO users SELECT id, id, slug || '@example.com', slug || '@example.com', name, name_key, 'owner', 'active', '', NULL, created_at, 0, created_at, created_at, 1 FROM tenants");
            db.run("INSERT INTO user_words SELECT tenant_id, tenant_id, word FROM tenant_words WHERE word NOT LIKE '#%'");
            db.run("INSERT INTO user_passwords SELECT id, id, '$argon2id$' || hex(randomblob(40)), created_at FROM tenants");
            db.run("INSERT INTO user_codes SELECT id, id, 'reset', randomblob(32), created_at, created_at + 1, NULL FROM tenants");
            db.run("INSERT INTO user_sessions SELECT id, id, id, 'Firefox', '192.0.2.1', created_at, created_at, created_at, created_at, NULL, '' FROM tenants");
            db.run("INSERT INTO session_tokens SELECT tenants.id, tenants.id, tenants.id, n.value, randomblob(32), created_at, NULL, NULL FROM tenants, json_each('[1,2,3]') n");
            db.run("INSERT INTO sign_ins SELECT id, created_at, id, id, 'done', '192.0.2.1', 'Firefox' FROM tenants");
            db.run("INSERT INTO user_directory SELECT randomblob(32), id, id FROM tenants");
            db.run("INSERT INTO session_directory SELECT randomblob(32), id, id, id FROM tenants");
            db.run("VACUUM");
        }
        const QByteArray bytes = contentsOf(path);
        const RowsOf rows = rowsOf(path, people);
        const auto whole = recoverBytes(bytes);
        QVERIFY(whole && whole->report.isWhole());
        QCOMPARE(rowsOf(whole->file->path(), people), rows);
        for (int page = 2; page <= int(bytes.size() / m_pageSize); page += 13) {
            QByteArray damaged = bytes;
            std::fill_n(damaged.data() + qsizetype(page - 1) * m_pageSize, m_pageSize, '\0');
            const auto recovered = recoverBytes(damaged);
            QVERIFY2(recovered, QByteArray::number(page));
            const RowsOf back = rowsOf(recovered->file->path(), people);
            for (const QString &name : people)
                QVERIFY2(rows[name].contains(back[name]), qPrintable(QStringLiteral("page %1: a row of %2 was made up").arg(page).arg(name)));
            QVERIFY2(back[QStringLiteral("users")].size() > kTenants / 2, QByteArray::number(page));
        }
    }

    void losesNoMoreThanTheDamagedPage_data()
    {
        QTest::addColumn<char>("fill");
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<int>("every");
        QTest::newRow("zeros") << '\0' << 0U << 1;
        QTest::newRow("ones") << '\xff' << 0U << 3;
        QTest::newRow("noise") << '\0' << 7U << 2;
    }
    void losesNoMoreThanTheDamagedPage()
    {
        QFETCH(char, fill);
        QFETCH(unsigned, seed);
        QFETCH(int, every);
        for (int page = 1; page <= pages(); page += every) {
            const auto recovered = recoverBytes(withPage(page, fill, seed));
            const QByteArray at = QByteArray::number(page);
            QVERIFY2(recovered, at);
            const QString use = useOf(page);
            const QString wrong = wrongWith(*recovered);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("page %1, %2: %3\n%4").arg(page).arg(use, wrong, recovered->report.damage.join(u'\n'))));
            qint64 lost = 0;
            for (const QString &name : {QStringLiteral("tenants"), QStringLiteral("audit_log")}) {
                lost += m_rows[name].size() - table(recovered->report, name).rows;
            }
            QVERIFY2(lost <= m_pageSize / 40, qPrintable(QStringLiteral("page %1, %2: %3 rows lost").arg(page).arg(use).arg(lost)));
        }
    }

    void readsAFileThatWasCutOff()
    {
        for (int left = 2; left < pages(); left += 9) {
            const auto recovered = recoverBytes(m_store.left(qsizetype(left) * m_pageSize + 100));
            if (!recovered) // what is left of it holds no row
                continue;
            const QString wrong = wrongWith(*recovered, false);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1 pages left: %2").arg(left).arg(wrong)));
        }
    }

    /// Rows below a page that was lost are found, counted apart, and are the same rows.
    void findsRowsThatNoTreeReaches()
    {
        int tried = 0;
        for (int page = 1; page <= pages(); ++page) {
            const auto *bytes = reinterpret_cast<const uchar *>(m_store.constData()) + qsizetype(page - 1) * m_pageSize;
            if (useOf(page) != QStringLiteral("table tenants") || bytes[0] != 2)
                continue;
            ++tried;
            const auto recovered = recoverBytes(withPage(page, 0));
            QVERIFY(recovered);
            const SalvagedTable &tenants = table(recovered->report, QStringLiteral("tenants"));
            QVERIFY(tenants.orphans > 0);
            QCOMPARE(tenants.expected, kTenants);
            QVERIFY(tenants.lost() < 20);
            QCOMPARE(wrongWith(*recovered), QString());
        }
        QVERIFY(tried > 0);
    }

    /// What was deleted or overwritten lies on free pages, and must not come back.
    void bringsNoDeletedRowBack_data()
    {
        QTest::addColumn<bool>("listLost");
        QTest::newRow("the list of free pages is whole") << false;
        QTest::newRow("the list of free pages is lost") << true;
    }
    void bringsNoDeletedRowBack()
    {
        QFETCH(bool, listLost);
        const QString path = fresh(m_store);
        quint32 trunk = 0;
        {
            SqliteFixture db(path);
            db.run("PRAGMA secure_delete = OFF");
            db.run("DELETE FROM audit_log WHERE seq > 30");
            db.run("DELETE FROM tenants WHERE slug > 'tenant-3'");
        }
        const RowsOf left = rowsOf(path);
        QByteArray bytes = contentsOf(path);
        trunk = qFromBigEndian<quint32>(bytes.constData() + 32);
        QVERIFY(trunk > 0);
        if (listLost)
            bytes.replace(qsizetype(trunk - 1) * m_pageSize, 8, QByteArray(8, '\x7f'));
        const auto recovered = recoverBytes(bytes);
        QVERIFY(recovered);
        const RowsOf back = rowsOf(recovered->file->path());
        for (const QString &name : kTables)
            QVERIFY2(left[name].contains(back[name]), qPrintable(name));
        QCOMPARE(back[QStringLiteral("tenants")], left[QStringLiteral("tenants")]);
        QCOMPARE(recovered->report.orphansLeft > 0, listLost);
    }

    void readsTheLogBeside()
    {
        const QString live = m_folder.filePath(QStringLiteral("live.db"));
        write(live, m_store);
        SqliteFixture db(live);
        db.run("PRAGMA journal_mode = WAL");
        db.run("PRAGMA wal_autocheckpoint = 0");
        db.run("UPDATE tenants SET notes = 'in the log', row_version = 2 WHERE slug = 'tenant-7'");
        db.run("UPDATE meta SET commit_no = commit_no + 1");
        const QByteArray log = contentsOf(live + QStringLiteral("-wal"));
        QVERIFY(log.size() > m_pageSize);
        const auto notes = [](const salvage::Recovered &recovered) {
            return SqliteFixture(recovered.file->path()).rows("SELECT notes FROM tenants WHERE slug = 'tenant-7'");
        };
        auto recovered = recover(fresh(contentsOf(live), log));
        QVERIFY(recovered);
        QCOMPARE(notes(*recovered), QList<QByteArray>{"in the log"});
        QVERIFY(recovered->report.logPages > 0);
        QCOMPARE(recovered->report.commitNo, kTenants + 1);
        QVERIFY(recovered->report.isWhole());

        QByteArray torn = log;
        torn[log.size() - m_pageSize / 2] = static_cast<char>(~torn[log.size() - m_pageSize / 2]); // of the second transaction
        recovered = recover(fresh(contentsOf(live), torn));
        QVERIFY(recovered);
        QCOMPARE(notes(*recovered), QList<QByteArray>{"in the log"});
        QCOMPARE(recovered->report.commitNo, kTenants);
        QVERIFY(recovered->report.isWhole());
        // The original and its log are as they were.
        QCOMPARE(contentsOf(m_folder.filePath(QStringLiteral("damaged.db-wal"))), torn);
        QCOMPARE(contentsOf(m_folder.filePath(QStringLiteral("damaged.db"))), contentsOf(live));
    }

    void refusesRowsThatBreakARule()
    {
        const QString path = fresh(m_store);
        {
            SqliteFixture db(path);
            sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
            db.run("PRAGMA ignore_check_constraints = ON");
            db.run("UPDATE tenants SET status = 'sold' WHERE slug = 'tenant-5'");
            db.run("PRAGMA foreign_keys = OFF");
        }
        const auto recovered = recover(path);
        QVERIFY(recovered);
        const SalvagedTable &tenants = table(recovered->report, QStringLiteral("tenants"));
        QCOMPARE(tenants.rows, kTenants - 1);
        QCOMPARE(tenants.refused, 1);
        QCOMPARE(tenants.lost(), 1);
        QVERIFY(!recovered->report.refused.isEmpty());
        QVERIFY2(recovered->report.refused.first().reason.contains(QStringLiteral("CHECK")), qPrintable(recovered->report.refused.first().reason));
        QCOMPARE(wrongWith(*recovered), QString()); // nor do its words come back
        QVERIFY(!SqliteFixture(recovered->file->path()).rows("SELECT 1 FROM tenants WHERE slug = 'tenant-0'").isEmpty());
    }

    /// Single bits: nobody can tell a letter that was altered, but no row comes with a key that was not there.
    void livesWithFlippedBits()
    {
        const auto slugs = [](const QString &path) {
            const auto rows = SqliteFixture(path).rows("SELECT count(*) FROM tenants UNION ALL SELECT count(*) FROM audit_log");
            return rows.value(0).toInt() + rows.value(1).toInt();
        };
        constexpr int kRounds = 40;
        qint64 all = 0;
        std::mt19937 random(20);
        for (int round = 0; round < kRounds; ++round) {
            QByteArray bytes = m_store;
            for (int i = 0; i < 40; ++i) {
                const auto at = static_cast<qsizetype>(random() % static_cast<unsigned long>(bytes.size()));
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
            }
            const auto recovered = recoverBytes(bytes);
            QVERIFY2(recovered, QByteArray::number(round));
            const int back = slugs(recovered->file->path());
            QVERIFY2(back <= 2 * kTenants, QByteArray::number(back));
            all += back;
        }
        QVERIFY2(all > kRounds * 3 * kTenants / 2, QByteArray::number(all)); // three of four, where one page in a few is hit
    }

    void readsAStrangersFile()
    {
        const QString path = m_folder.filePath(QStringLiteral("stranger.db"));
        QFile::remove(path);
        QList<QByteArray> names;
        {
            SqliteFixture db(path, SqliteFixture::Shape{512, 0, false, "UTF-16le"});
            db.run("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born REAL, photo BLOB)");
            db.run("CREATE TABLE \"odd \"\"name\" (k, v DEFAULT 7, w AS (k || v) STORED)");
            db.run("CREATE UNIQUE INDEX people_by_name ON people (name)");
            db.run("CREATE VIEW born AS SELECT born FROM people");
            db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 300) INSERT INTO people SELECT n * 3, 'Zoë ' || n, "
                   "n / 4.0, iif(n % 50 = 0, zeroblob(2000), NULL) FROM i");
            db.run("INSERT INTO \"odd \"\"name\" (k) SELECT id FROM people LIMIT 10");
            names = db.rows("SELECT id, name, born, length(photo) FROM people ORDER BY id");
        }
        auto recovered = recover(path, {});
        QVERIFY(recovered);
        QVERIFY(recovered->report.isForeign);
        QVERIFY(recovered->report.isWhole());
        QCOMPARE(recovered->report.skipped.size(), 1); // the view
        const SqliteFixture back(recovered->file->path());
        QCOMPARE(back.rows("SELECT id, name, born, length(photo) FROM people ORDER BY id"), names);
        QCOMPARE(back.rows("SELECT k || v || w FROM \"odd \"\"name\" LIMIT 1"), QList<QByteArray>{"3737"});

        QByteArray bytes = contentsOf(path);
        bytes.replace(20 * 512, 512, QByteArray(512, '\x33'));
        write(path, bytes);
        recovered = recover(path, {});
        QVERIFY(recovered);
        const auto left = SqliteFixture(recovered->file->path()).rows("SELECT id, name, born, length(photo) FROM people ORDER BY id");
        QVERIFY(left.size() < 300 && left.size() > 250);
        QVERIFY(QSet<QByteArray>(names.begin(), names.end()).contains(QSet<QByteArray>(left.begin(), left.end())));
        QCOMPARE(left.size() + table(recovered->report, QStringLiteral("people")).lost(), 300);
    }

    void refusesWhatIsNoDatabase()
    {
        QCOMPARE(recover(fresh(QByteArray(50'000, '\x41'))).error().code(), ErrorCode::StoreForeignFile);
        QCOMPARE(recover(fresh(QByteArray(10, '\x41'))).error().code(), ErrorCode::StoreForeignFile);
        QCOMPARE(recover(m_folder.filePath(QStringLiteral("nothing.db"))).error().code(), ErrorCode::FileNotFound);
    }
};

QTEST_GUILESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
