// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a damaged store row by row: what was there comes back or is counted, and nothing else comes.
#include "app/backup/salvage/rowrecovery.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/sqlitefile/pagemap.h"
#include "app/store/localstore.h"
#include "tests/support/sqlitefixture.h"

#include <QTemporaryDir>
#include <QTest>
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

const QStringList kTables{QStringLiteral("meta"), QStringLiteral("tenants"), QStringLiteral("tenant_words"), QStringLiteral("audit_log")};
using RowsOf = QMap<QString, QSet<QByteArray>>;

/// Every row as text, a table; the identity of meta aside, which is new where it was lost.
RowsOf rowsOf(const QString &path)
{
    const SqliteFixture db(path);
    RowsOf all;
    for (const QString &table : kTables) {
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
            auto made = port.create(draft, {});
            made.waitForFinished();
            if (!made.result())
                qFatal("no tenant");
        }
    }
    SqliteFixture db(path);
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
    sqlitefile::PageUse useOf(int page, QString *table)
    {
        const auto file = sqlitefile::PageFile::open(fresh(m_store));
        const auto map = sqlitefile::PageMap::build(*file, sqlitefile::readSchema(*file));
        *table = map->describe(static_cast<quint32>(page));
        return map->use(static_cast<quint32>(page));
    }
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
            if (exact && counts.rows + counts.lost() != there)
                return QStringLiteral("%1: %2 came back, %3 lost, of %4; expected %5").arg(name).arg(counts.rows).arg(counts.lost()).arg(there).arg(counts.expected);
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        const QString path = m_folder.filePath(QStringLiteral("whole.db"));
        m_store = makeStore(path, 220, m_pageSize);
        m_rows = rowsOf(path);
        QCOMPARE(m_rows[QStringLiteral("tenants")].size(), 220);
        QCOMPARE(m_rows[QStringLiteral("audit_log")].size(), 220);
    }

    void bringsAWholeStoreBackWhole()
    {
        const auto recovered = recoverBytes(m_store);
        QVERIFY(recovered);
        QCOMPARE(recovered->report.damage, QStringList());
        QVERIFY(recovered->report.isWhole());
        QCOMPARE(recovered->report.findings, QStringList());
        QCOMPARE(rowsOf(recovered->file->path()), m_rows);
        QCOMPARE(recovered->report.commitNo, 220);
        QCOMPARE(table(recovered->report, QStringLiteral("tenants")).expected, 220);
    }

    void losesNoMoreThanTheDamagedPage_data()
    {
        QTest::addColumn<char>("fill");
        QTest::addColumn<unsigned>("seed");
        QTest::newRow("zeros") << '\0' << 0U;
        QTest::newRow("ones") << '\xff' << 0U;
        QTest::newRow("noise") << '\0' << 7U;
    }
    void losesNoMoreThanTheDamagedPage()
    {
        QFETCH(char, fill);
        QFETCH(unsigned, seed);
        for (int page = 1; page <= pages(); ++page) {
            const auto recovered = recoverBytes(withPage(page, fill, seed));
            const QByteArray at = QByteArray::number(page);
            QVERIFY2(recovered, at);
            QString use;
            useOf(page, &use);
            const QString wrong = wrongWith(*recovered);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("page %1, %2: %3\n%4").arg(page).arg(use, wrong, recovered->report.damage.join(u'\n'))));
            qint64 back = 0, lost = 0;
            for (const QString &name : {QStringLiteral("tenants"), QStringLiteral("audit_log")}) {
                back += table(recovered->report, name).rows;
                lost += m_rows[name].size() - table(recovered->report, name).rows;
            }
            QVERIFY2(lost <= m_pageSize / 40, qPrintable(QStringLiteral("page %1, %2: %3 rows lost").arg(page).arg(use).arg(lost)));
            QVERIFY(back > 400);
        }
    }
};

QTEST_GUILESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
