// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/tables/tablefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace plancia;
using namespace plancia::tests;

#define VERIFY_OK(result) QVERIFY2((result).has_value(), (result) ? "" : qPrintable(codeOf((result).error())))

namespace {
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList everythingIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}
} // namespace

/// Tables as CSV files, byte by byte.
class TestCsvExport : public QObject {
    Q_OBJECT
private slots:
    void values_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<CsvOptions>("options");
        QTest::addColumn<QByteArray>("field");
        const CsvOptions plain;
        const CsvOptions unguarded{false, false, false};
        const CsvOptions ours{true, true, true};
        QTest::newRow("null") << QByteArray("NULL") << plain << QByteArray();
        QTest::newRow("empty text") << QByteArray("''") << plain << QByteArray("\"\"");
        QTest::newRow("integer") << QByteArray("-9223372036854775808") << plain << QByteArray("-9223372036854775808");
        QTest::newRow("real") << QByteArray("0.1") << plain << QByteArray("0.1");
        QTest::newRow("whole real") << QByteArray("3.0") << plain << QByteArray("3.0");
        QTest::newRow("tiny real") << QByteArray("5e-324") << plain << QByteArray("5e-324");
        QTest::newRow("infinite") << QByteArray("-9e999") << plain << QByteArray("-Inf");
        QTest::newRow("comma") << QByteArray("'a,b'") << plain << QByteArray("\"a,b\"");
        QTest::newRow("quote") << QByteArray("'a\"b'") << plain << QByteArray("\"a\"\"b\"");
        QTest::newRow("line break") << QByteArray("'a' || char(13, 10) || 'b'") << plain << QByteArray("\"a\r\nb\"");
        QTest::newRow("unicode") << QByteArray("'è 🚢'") << plain << QByteArray("è 🚢");
        QTest::newRow("NUL") << QByteArray("'a' || char(0) || 'b'") << plain << QByteArray("a\0b", 3);
        for (const char *start : {"=", "+", "-", "@"}) {
            const QByteArray text = QByteArray(start) + "1+1";
            QTest::newRow(("formula " + QByteArray(start)).constData()) << '\'' + text + '\'' << plain << '\'' + text;
        }
        QTest::newRow("formula after a tab") << QByteArray("char(9) || '=1'") << plain << QByteArray("'\t=1");
        QTest::newRow("formula after a return") << QByteArray("char(13) || '=1'") << plain << QByteArray("\"'\r=1\"");
        QTest::newRow("formula with a comma") << QByteArray("'=a,b'") << plain << QByteArray("\"'=a,b\"");
        QTest::newRow("formula let through") << QByteArray("'=1+1'") << unguarded << QByteArray("=1+1");
        QTest::newRow("negative number is no formula") << QByteArray("-5") << plain << QByteArray("-5");
        QTest::newRow("blob") << QByteArray("x'00ff10'") << plain << QByteArray("00ff10");
        QTest::newRow("empty blob") << QByteArray("x''") << plain << QByteArray("\"\"");
        QTest::newRow("uuid") << QByteArray("x'0190aabbccdd7eef8011223344556677'") << ours
                              << QByteArray("0190aabb-ccdd-7eef-8011-223344556677");
        QTest::newRow("16 bytes of a stranger") << QByteArray("x'0190aabbccdd7eef8011223344556677'") << plain
                                                << QByteArray("0190aabbccdd7eef8011223344556677");
        QTest::newRow("time") << QByteArray("1764115200123") << ours << QByteArray("2025-11-26T00:00:00.123Z");
        QTest::newRow("time before 1970") << QByteArray("-1") << ours << QByteArray("1969-12-31T23:59:59.999Z");
        QTest::newRow("no time") << QByteArray("9223372036854775807") << ours << QByteArray("9223372036854775807");
    }
    void values()
    {
        QFETCH(QByteArray, sql);
        QFETCH(CsvOptions, options);
        QFETCH(QByteArray, field);
        TableFile file("CREATE TABLE t (made_at); INSERT INTO t VALUES (" + sql + ")");
        const QString folder = file.folder() + QStringLiteral("/out");
        auto done = waitFor(file.tables().exportCsv({folder, {QStringLiteral("t")}, options}, {}));
        VERIFY_OK(done);
        QCOMPARE(contentOf(folder + QStringLiteral("/t.csv")), "made_at\r\n" + field + "\r\n");
    }

    void allTablesWithAManifest()
    {
        TableFile file("CREATE TABLE \"../up\" (a); INSERT INTO \"../up\" VALUES (1); CREATE TABLE a (x, \"=y\");"
                       "CREATE TABLE b (x); INSERT INTO b VALUES (1), (2), (NULL); CREATE VIEW v AS SELECT 1;"
                       "CREATE TABLE seq (a INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIRTUAL TABLE f USING fts5 (x)");
        const QString folder = file.folder() + QStringLiteral("/out");
        auto done = waitFor(file.tables().exportCsv({folder, {}, {}}, {}));
        VERIFY_OK(done);
        const QJsonObject manifest = QJsonDocument::fromJson(contentOf(folder + QStringLiteral("/manifest.json"))).object();
        QCOMPARE(contentOf(folder + QStringLiteral("/_._up.csv")), QByteArray("a\r\n1\r\n"));
        QVERIFY(!QFile::exists(file.folder() + QStringLiteral("/up.csv")));
        QCOMPARE(contentOf(folder + QStringLiteral("/a.csv")), QByteArray("x,'=y\r\n"));
        QCOMPARE(contentOf(folder + QStringLiteral("/b.csv")), QByteArray("x\r\n1\r\n2\r\n\r\n"));
        QVERIFY(!everythingIn(folder).contains(QStringLiteral("v.csv")) && !everythingIn(folder).contains(QStringLiteral("f.csv")));
        QVERIFY(manifest[QStringLiteral("formula_guard")].toBool());
        const QJsonArray files = manifest[QStringLiteral("files")].toArray();
        QCOMPARE(files.size(), done->files.size());
        QCOMPARE(files.size() + 1, everythingIn(folder).size());
        for (const QJsonValue &value : files) {
            const QByteArray content = contentOf(folder + u'/' + value[QStringLiteral("file")].toString());
            QCOMPARE(value[QStringLiteral("sha256")].toString(),
                     QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()));
            QCOMPARE(value[QStringLiteral("bytes")].toInteger(), content.size());
        }
        QVERIFY(done->rows() >= 4); // FTS5 keeps its words in tables that count too
    }

    void neverReplacesAFile()
    {
        TableFile file("CREATE TABLE a (x); CREATE TABLE b (x)");
        const QString folder = file.folder() + QStringLiteral("/out");
        QVERIFY(QDir().mkpath(folder));
        QFile there(folder + QStringLiteral("/b.csv"));
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
        there.close();
        auto done = waitFor(file.tables().exportCsv({folder, {}, {}}, {}));
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::IoExists);
        QCOMPARE(everythingIn(folder), QStringList{QStringLiteral("b.csv")});
        QCOMPARE(contentOf(folder + QStringLiteral("/b.csv")), QByteArray("mine"));
    }

    void aCancelledExportLeavesNothing()
    {
        TableFile file("CREATE TABLE t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
                       " INSERT INTO t SELECT 'row ' || i FROM n");
        const QString folder = file.folder() + QStringLiteral("/new/out");
        CallContext call;
        auto running = file.tables().exportCsv({folder, {}, {}}, call);
        QTRY_VERIFY(!QDir(file.folder() + QStringLiteral("/new/out")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot) || running.isFinished());
        call.cancel.cancel();
        auto done = waitFor(running);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::InternalCancelled);
        QVERIFY(!QFile::exists(folder));
    }

    void refusesWhatIsNoTable()
    {
        TableFile file("CREATE TABLE t (x); CREATE VIEW v AS SELECT 1");
        for (const char *name : {"v", "absent"}) {
            auto done = waitFor(file.tables().exportCsv({file.folder() + QStringLiteral("/out"), {QString::fromLatin1(name)}, {}}, {}));
            QVERIFY2(!done, name);
            QVERIFY(!QFile::exists(file.folder() + QStringLiteral("/out")));
        }
    }
};

QTEST_GUILESS_MAIN(TestCsvExport)
#include "tst_csvexport.moc"
