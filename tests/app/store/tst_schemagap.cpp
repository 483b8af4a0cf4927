// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/store/storehelper.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::tests;
using store::LocalStore;
using Mode = LocalStore::Mode;

/// Stores of other versions, and files that others write, read as they are.
class TestSchemaGap : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    /// A store with one tenant, then changed by `sql` as another version would have left it.
    void make(const QByteArray &sql)
    {
        {
            auto store = openStore(m_path);
            VERIFY_OK(store);
            VERIFY_OK(addTenant(**store, QStringLiteral("a note")));
        }
        QVERIFY(foreignSql(m_path, "PRAGMA journal_mode = DELETE; PRAGMA writable_schema = ON;" + sql));
    }
    static QByteArray older() { return "DELETE FROM schema_migrations; PRAGMA user_version = 0;"; }
    static QByteArray newer()
    {
        return "INSERT INTO schema_migrations VALUES (1000, 'later', 'x', 1); PRAGMA user_version = 1000;";
    }
    static QByteArray withoutNotes()
    {
        return "CREATE TABLE old (id BLOB PRIMARY KEY, slug TEXT, name TEXT, name_key TEXT, status TEXT, status_reason TEXT,"
               " created_at INTEGER, updated_at INTEGER) WITHOUT ROWID;"
               "INSERT INTO old SELECT id, slug, name, name_key, status, status_reason, created_at, updated_at FROM tenants;"
               "DROP TABLE tenants; ALTER TABLE old RENAME TO tenants;";
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("control.db"));
    }

    void missingColumnsAreBridged_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("older") << older();
        QTest::newRow("newer") << newer();
    }
    void missingColumnsAreBridged()
    {
        QFETCH(QByteArray, version);
        make(withoutNotes() + "CREATE TABLE later_thing (a); ALTER TABLE audit_log ADD COLUMN region TEXT;" + version);
        const QByteArray before = contentOf(m_path);
        {
            auto store = openStore(m_path, Mode::ReadOnlyImmutable);
            VERIFY_OK(store);
            QCOMPARE((*store)->schemaGap().missing, (QStringList{QStringLiteral("tenants.notes"), QStringLiteral("tenants.row_version"), QStringLiteral("tenants.trial_ends_at"),
                                  QStringLiteral("tenants.tags"), QStringLiteral("tenants.deleted_at")}));
            QCOMPARE((*store)->schemaGap().unknown, (QStringList{QStringLiteral("audit_log.region"), QStringLiteral("later_thing")}));
            auto row = (*store)->read<QString>({}, [](sql::Connection &connection) -> Result<QString> {
                auto rows = connection.query("SELECT slug || '|' || notes || '|' || row_version FROM tenants ORDER BY name_key, id LIMIT 1");
                return rows ? Result<QString>((*rows)[0].text(0)) : Result<QString>(rows.error());
            }).result();
            VERIFY_OK(row);
            QCOMPARE(*row, QStringLiteral("t1||1"));
        }
        QCOMPARE(contentOf(m_path), before);
        QCOMPARE(filesIn(m_folder->path()).filter(QStringLiteral("-")), QStringList());
    }

    void aMissingTableIsNamedByTheVersion_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<int>("code");
        QTest::newRow("older") << older() << static_cast<int>(ErrorCode::MigOlderSchema);
        QTest::newRow("newer") << newer() << static_cast<int>(ErrorCode::MigNewerSchema);
    }
    void aMissingTableIsNamedByTheVersion()
    {
        QFETCH(QByteArray, version);
        QFETCH(int, code);
        make("DROP TABLE audit_log;" + version);
        auto store = openStore(m_path, Mode::ReadOnlyImmutable);
        VERIFY_OK(store);
        QVERIFY((*store)->schemaGap().missing.contains(QStringLiteral("audit_log")));
        VERIFY_FAILS(readNumber(**store, "SELECT count(*) FROM audit_log"), static_cast<ErrorCode>(code));
        auto tenants = countTenants(**store);
        VERIFY_OK(tenants);
        QCOMPARE(*tenants, 1);
        VERIFY_FAILS(readNumber(**store, "SELECT nonsense("), ErrorCode::DbStatement);
    }

    void aFileThatIsWrittenMeanwhileIsReadAnew()
    {
        make({});
        auto store = openStore(m_path, Mode::ReadOnlyImmutable);
        VERIFY_OK(store);
        auto before = countTenants(**store);
        VERIFY_OK(before);
        QCOMPARE(*before, 1);
        QVERIFY(foreignSql(m_path, "DELETE FROM tenants"));
        auto after = countTenants(**store);
        VERIFY_OK(after);
        QCOMPARE(*after, 0);
    }

    void tellsAFileThatIsInUse()
    {
        make({});
        QVERIFY(!store::isInUse(m_path));
        QVERIFY(!store::isInUse(m_folder->filePath(QStringLiteral("absent"))));
        {
            auto store = openStore(m_path);
            VERIFY_OK(store);
            VERIFY_OK(addTenant(**store)); // a connection in WAL mode keeps its lock
            QVERIFY(store::isInUse(m_path));
            auto reader = openStore(m_path, Mode::ReadOnlyImmutable);
            VERIFY_OK(reader);
            VERIFY_OK(countTenants(**reader));
            QVERIFY(store::isInUse(m_path)); // the look, and the reader without locks, took none away
        }
        QVERIFY(!store::isInUse(m_path));
        auto reader = openStore(m_path, Mode::ReadOnlyImmutable);
        VERIFY_OK(reader);
        VERIFY_OK(countTenants(**reader));
        QVERIFY(!store::isInUse(m_path)); // who reads without locks is no user
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(m_path).constData(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, "BEGIN; SELECT count(*) FROM tenants", nullptr, nullptr, nullptr), SQLITE_OK);
        QVERIFY(store::isInUse(m_path));
        sqlite3_close(handle);
    }
};

QTEST_GUILESS_MAIN(TestSchemaGap)
#include "tst_schemagap.moc"
