// SPDX-License-Identifier: GPL-3.0-or-later
// Stores of ours and files of strangers, mutated at random from a fixed seed and read row by row: it never crashes, ends, and
// what it writes is a sound file. A long form by hand: PLANCIA_FUZZ_ROUNDS=100000 PLANCIA_FUZZ_SEED=7 tst_fuzzsalvage.
#include "app/backup/salvage/rowrecovery.h"
#include "app/sql/migrations.h"
#include "app/store/storefile.h"
#include "tests/fuzz/mutator.h"
#include "tests/support/sqlitefixture.h"

#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::backup;
using plancia::tests::fromEnvironment;
using plancia::tests::Mutator;
using plancia::tests::SqliteFixture;

class TestFuzzSalvage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    struct Seed {
        QByteArray bytes;
        int pageSize;
        std::optional<bool> ours;
    };
    QList<Seed> m_seeds;

    QByteArray contentsOf(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase()
    {
        const QString stranger = m_folder.filePath(QStringLiteral("stranger"));
        {
            SqliteFixture db(stranger, SqliteFixture::Shape{512, 0, true, "UTF-8"});
            db.run("CREATE TABLE a (id INTEGER PRIMARY KEY, v, b REFERENCES b)");
            db.run("CREATE TABLE b (k TEXT PRIMARY KEY, v) WITHOUT ROWID");
            db.run("CREATE INDEX i ON a (v)");
            db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 80) INSERT INTO a (id, v) SELECT n, "
                   "CASE WHEN n % 20 = 0 THEN zeroblob(n * 40) ELSE n * 0.5 END FROM i");
            db.run("INSERT INTO b SELECT 'k' || id, v FROM a");
            db.run("DELETE FROM a WHERE id BETWEEN 20 AND 50");
        }
        m_seeds.append({contentsOf(stranger), 512, {}});
        const QString store = m_folder.filePath(QStringLiteral("store"));
        auto migrations = sql::Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(migrations && store::createStore(store, *migrations, store::kControlStoreId, 1));
        {
            SqliteFixture db(store);
            db.run("PRAGMA journal_mode = DELETE");
            db.run("PRAGMA page_size = 1024");
            db.run("VACUUM");
            db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 60) INSERT INTO audit_log (tenant_id, at, id, seq, "
                   "commit_no, action, reason) SELECT zeroblob(16), n, randomblob(16), n, n, 'TEST', printf('%.*c', n * 11 % 900, 'r') FROM i");
            db.run("UPDATE meta SET commit_no = 60, audit_seq = 60");
        }
        m_seeds.append({contentsOf(store), 1024, true});
        QVERIFY(m_seeds.last().bytes.size() > 30'000);
    }

    void neverCrashesAndWritesSoundFiles()
    {
        const int rounds = fromEnvironment("PLANCIA_FUZZ_ROUNDS", 150);
        Mutator mutator(static_cast<unsigned>(fromEnvironment("PLANCIA_FUZZ_SEED", 1)));
        const QString path = m_folder.filePath(QStringLiteral("mutated"));
        const QString scratch = m_folder.filePath(QStringLiteral("scratch"));
        int recovered = 0, withRows = 0;
        for (int round = 0; round < rounds; ++round) {
            const Seed &seed = m_seeds[round % m_seeds.size()];
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(mutator.mutate(seed.bytes, seed.pageSize));
            file.close();
            auto copy = salvage::DamagedCopy::take(path, scratch, seed.ours.value_or(false), {}, {});
            if (!copy) {
                QCOMPARE(copy.error().code(), ErrorCode::StoreForeignFile);
                continue;
            }
            // Its new file passed integrity_check and foreign_key_check, or this is an error.
            auto result = salvage::recoverRows(*copy, {scratch, seed.ours, {}, 1}, {}, {});
            QVERIFY2(result, qPrintable(QString::number(round) + u' ' + (result ? QString() : result.error().fact(u"message"))));
            ++recovered;
            withRows += result->report.rows() > 50 ? 1 : 0;
        }
        qInfo("TRIED %d files, %d read, %d with most of their rows", rounds, recovered, withRows);
        QVERIFY(recovered > rounds / 2 && withRows > rounds / 4);
    }
};

QTEST_GUILESS_MAIN(TestFuzzSalvage)
#include "tst_fuzzsalvage.moc"
