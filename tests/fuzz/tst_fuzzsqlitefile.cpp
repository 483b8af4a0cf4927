// SPDX-License-Identifier: GPL-3.0-or-later
// Files of SQLite, mutated at random from a fixed seed: the reader never crashes, ends, and stays within its bounds.
// A long form by hand: PLANCIA_FUZZ_ROUNDS=1000000 PLANCIA_FUZZ_SEED=7 tst_fuzzsqlitefile, best in the preset dev-asan.
#include "app/sqlitefile/pagemap.h"
#include "app/sqlitefile/payload.h"
#include "app/sqlitefile/record.h"
#include "app/sqlitefile/tablelayout.h"
#include "app/sqlitefile/treecursor.h"
#include "tests/fuzz/mutator.h"
#include "tests/support/sqlitefixture.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <sys/mman.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::sqlitefile;
using plancia::tests::fromEnvironment;
using plancia::tests::Mutator;
using plancia::tests::SqliteFixture;

namespace {

/// A file in memory.
int memoryFile(const QByteArray &bytes)
{
    const int fd = ::memfd_create("fuzz", MFD_CLOEXEC);
    return ::write(fd, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size() ? fd : -1;
}

/// Everything that a caller may do with a file; returns the rows seen.
qint64 readAll(const PageFile &file)
{
    const Schema schema = readSchema(file);
    const auto map = PageMap::build(file, schema);
    for (quint32 page = 0; map && page < file.header().pageCount + 2; ++page)
        (void)map->describe(page);
    qint64 rows = 0;
    std::vector<FieldShape> fields;
    for (const SchemaObject &object : schema.objects) {
        (void)parseCreateTable(object.sql);
        TreeCursor cursor(file, object.root);
        for (const Cell *cell = cursor.row(); cell; cursor.next(), cell = cursor.row()) {
            ++rows;
            const auto payload = payloadOf(file, *cell, 1 << 20);
            const auto *bytes = payload ? reinterpret_cast<const uchar *>(payload->constData()) : nullptr;
            const auto size = payload ? static_cast<size_t>(payload->size()) : 0;
            if (!payload || !parseRecord(bytes, size, cell->payloadSize, fields))
                continue;
            for (const FieldShape &field : fields)
                if (field.offset < size)
                    (void)fieldValue(field, bytes + field.offset, size - static_cast<size_t>(field.offset), file.header().encoding);
        }
        if (cursor.pages() > quint64(file.header().pageCount) + 1)
            return -1;
    }
    return rows;
}

} // namespace

class TestFuzzSqliteFile : public QObject {
    Q_OBJECT
private slots:
    void neverCrashesNorLoops()
    {
        const QTemporaryDir folder;
        QList<std::pair<QByteArray, int>> seeds;
        for (const SqliteFixture::Shape &shape : {SqliteFixture::Shape{512, 0, false, "UTF-8"}, {512, 16, true, "UTF-8"},
                                                  {1024, 0, false, "UTF-16le"}}) {
            SqliteFixture db(folder.filePath(QString::number(seeds.size())), shape);
            db.run("CREATE TABLE a (id INTEGER PRIMARY KEY, v)");
            db.run("CREATE TABLE b (k TEXT PRIMARY KEY, v) WITHOUT ROWID");
            db.run("CREATE INDEX i ON a (v)");
            db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 80) INSERT INTO a SELECT n, "
                   "CASE WHEN n % 20 = 0 THEN zeroblob(n * 40) ELSE n * 0.5 END FROM i");
            db.run("INSERT INTO b SELECT 'k' || id, v FROM a");
            db.run("DELETE FROM a WHERE id BETWEEN 20 AND 50");
            QFile file(db.path());
            QVERIFY(file.open(QIODevice::ReadOnly));
            seeds.append({file.readAll(), shape.pageSize});
        }
        Mutator mutator(static_cast<unsigned>(fromEnvironment("PLANCIA_FUZZ_SEED", 20260131)));
        const int rounds = fromEnvironment("PLANCIA_FUZZ_ROUNDS", 6'000);
        int opened = 0, withRows = 0;
        QElapsedTimer slowest;
        qint64 worst = 0;
        for (int i = 0; i < rounds; ++i) {
            const auto &[seed, pageSize] = seeds[mutator.below(seeds.size())];
            const QByteArray mutated = mutator.mutate(seed, pageSize);
            const auto file = PageFile::adopt(memoryFile(mutated), QStringLiteral("fuzz"), mutator.below(10) == 0 ? 512 : 0);
            if (!file) {
                const auto code = file.error().code();
                QVERIFY(code == ErrorCode::StoreForeignFile || code == ErrorCode::StoreDamaged);
                continue;
            }
            slowest.start();
            const qint64 rows = readAll(*file);
            worst = std::max(worst, slowest.elapsed());
            QVERIFY(rows >= 0);
            ++opened;
            withRows += rows > 100 ? 1 : 0;
        }
        qInfo("TRIED %d files, %d opened, %d with most of their rows; the slowest took %lld ms", rounds, opened, withRows, worst);
        QVERIFY(opened > rounds / 2 && withRows > rounds / 4); // else the mutations test only the header
    }
};

QTEST_GUILESS_MAIN(TestFuzzSqliteFile)
#include "tst_fuzzsqlitefile.moc"
