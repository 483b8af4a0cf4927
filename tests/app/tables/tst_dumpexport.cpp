// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/tools.h"
#include "app/tables/csvexport.h"
#include "tests/support/privatepostgres.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;
using plancia::backup::CopyLine;

namespace {
using Field = std::optional<QByteArray>; ///< nothing for NULL
using Rows = QList<QList<Field>>;

/// RFC 4180, and what tells NULL from an empty text.
Rows parsed(const QByteArray &csv)
{
    Rows rows;
    QList<Field> row;
    QByteArray text;
    bool quoted = false, wasQuoted = false;
    const auto endField = [&] {
        row.append(text.isEmpty() && !wasQuoted ? Field() : Field(text));
        text.clear();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted) {
            if (c == '"' && i + 1 < csv.size() && csv[i + 1] == '"')
                text += csv[++i];
            else if (c == '"')
                quoted = false;
            else
                text += c;
        } else if (c == '"') {
            quoted = wasQuoted = true;
        } else if (c == ',') {
            endField();
        } else if (c == '\n' || c == '\r') {
            if (c == '\r')
                ++i;
            endField();
            rows.append(row);
            row.clear();
        } else {
            text += c;
        }
    }
    return rows;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<Field> decoded(const QByteArray &line)
{
    CopyLine copy;
    QList<Field> fields;
    for (const auto &value : copy.decode(line))
        fields.append(value ? Field(value->toByteArray()) : Field());
    return fields;
}
} // namespace

/// The tables of a dump as CSV, by pg_restore alone.
class TestDumpExport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start() && m_server.createDatabase("shop"), qPrintable(m_server.error()));
        // No raw literal: moc finds no class behind one with such quotes.
        const QString sql = QString::fromUtf8(
            "CREATE SCHEMA plancia;\n"
            "CREATE SCHEMA \"odd schema\";\n"
            "CREATE TABLE plancia.texts (id int, t text);\n"
            "INSERT INTO plancia.texts VALUES (1, NULL), (2, ''), (3, 'a,b'), (4, 'say \"x\"'), (5, E'two\\nlines'), (6, E'cr\\rlf\\r\\n'),\n"
            "(7, E'tab\\there'), (8, E'back\\\\slash'), (9, E'\\\\N'), (10, E'\\\\.'), (11, '\\x41'), (12, '=1+1'), (13, '-5'), (14, '+5'),\n"
            "(15, 'è 漢字 🙂'), (16, E'\\b\\f\\v'), (17, ' spaces '), (18, '-x'), (19, repeat('long \"q\" ', 200000)), (20, E'\\\\'), (21, '@a');\n"
            "CREATE TABLE plancia.kinds (b bytea, f float8, n numeric, d timestamptz, j jsonb, a text[], o boolean, u uuid);\n"
            "INSERT INTO plancia.kinds VALUES ('\\x00ff5c', -1.5e-7, -12.50, '2026-01-02 03:04:05+00', '{\"a\": \"b,c\"}', '{x,\"y z\"}', true, '00000000-0000-0000-0000-000000000001'),\n"
            "(NULL, 'NaN', NULL, NULL, NULL, '{}', false, NULL), ('', '-Infinity', 0, 'infinity', '[]', '{NULL}', NULL, NULL);\n"
            "CREATE TABLE plancia.empty (x int);\n"
            "CREATE TABLE \"odd schema\".\"Odd \"\"table\"\", (1)\" (\"a b\" int, \"c,d\" text, \"e\"\"f(\" text);\n"
            "INSERT INTO \"odd schema\".\"Odd \"\"table\"\", (1)\" VALUES (1, 'x', 'y');\n"
            "CREATE TABLE plancia.many AS SELECT i AS id, 'name ' || i AS name, CASE WHEN i % 3 = 0 THEN NULL ELSE '' END AS note FROM generate_series(1, 60000) i;\n");
        QVERIFY2(m_server.exec(sql, "shop"), qPrintable(m_server.error()));
        m_dump = m_folder.filePath("dump.pgc");
        const auto dump = tools("pg_dump");
        QProcess process;
        process.start(dump, {"-Fc", "-f", m_dump, "-d", m_server.superuserUrl("shop")});
        QVERIFY2(process.waitForFinished(60'000) && process.exitCode() == 0, process.readAllStandardError().constData());
    }

    void takesALineApart_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArrayList>("texts"); ///< "<null>" for none
        QTest::newRow("plain") << QByteArray("1\ta\tb c") << QByteArrayList{"1", "a", "b c"};
        QTest::newRow("null and empty") << QByteArray("\\N\t\t\\N") << QByteArrayList{"<null>", "", "<null>"};
        QTest::newRow("escapes") << QByteArray("a\\tb\\nc\\\\d\\re\\bf\\fg\\vh") << QByteArrayList{"a\tb\nc\\d\re\bf\fg\vh"};
        QTest::newRow("not null") << QByteArray("\\\\N\tx\\Ny") << QByteArrayList{"\\N", "xNy"};
        QTest::newRow("octal and hex") << QByteArray("\\101\\x42\\x4a!\\7\\xg") << QByteArrayList{"ABJ!\axg"};
        QTest::newRow("at the end") << QByteArray("a\\") << QByteArrayList{"a\\"};
        QTest::newRow("nothing") << QByteArray("") << QByteArrayList{""};
    }
    void takesALineApart()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArrayList, texts);
        QByteArrayList got;
        for (const Field &field : decoded(line))
            got.append(field.value_or("<null>"));
        QCOMPARE(got, texts);
    }
    void readsTheColumns()
    {
        QCOMPARE(backup::copyColumns("COPY plancia.t (id, \"a b\", \"c,d\", \"e\"\"f(\") FROM stdin;"), QStringList({"id", "a b", "c,d", "e\"f("}));
        QCOMPARE(backup::copyColumns("COPY \"odd (x, y)\".t (\"(\") FROM stdin;"), QStringList({"("}));
        QCOMPARE(backup::copyColumns("COPY plancia.none  FROM stdin;"), QStringList());
    }

    /// Against what psql's \copy writes of the same rows.
    void writesWhatTheServerWould()
    {
        const QString out = m_folder.filePath("csv");
        const auto done = run({out, {}, {.guardFormulas = false}});
        QVERIFY2(done, done ? "" : qPrintable(done.error().fact(u"message")));
        QCOMPARE(done->files.size(), 5);
        QCOMPARE(done->rows(), 21 + 3 + 0 + 1 + 60'000);
        for (const CsvFile &file : done->files) {
            const QString name = file.table.contains(u'.') ? QStringLiteral("\"odd schema\".\"Odd \"\"table\"\", (1)\"") : QStringLiteral("plancia.") + file.table;
            QProcess psql;
            psql.start("psql", {"-X", "-q", "-d", m_server.superuserUrl("shop"), "-c", QStringLiteral("\\copy %1 to stdout csv header").arg(name)});
            QVERIFY(psql.waitForFinished(60'000) && psql.exitCode() == 0);
            const Rows ours = parsed(contentOf(out + u'/' + file.file)), theirs = parsed(psql.readAllStandardOutput());
            QCOMPARE(ours.size(), theirs.size());
            for (qsizetype i = 0; i < ours.size(); ++i)
                QVERIFY2(ours[i] == theirs[i], qPrintable(QStringLiteral("%1 row %2").arg(file.table).arg(i)));
        }
        QVERIFY(QFile::exists(out + "/manifest.json"));
        QVERIFY(contentOf(out + "/empty.csv") == "x\r\n");
    }
    void guardsFormulasButNoNumbers()
    {
        const QString out = m_folder.filePath("guarded");
        const auto done = run({out, {"texts", "kinds"}, {}});
        QVERIFY(done);
        QCOMPARE(done->files.size(), 2);
        const Rows texts = parsed(contentOf(out + "/texts.csv"));
        QCOMPARE(*texts[12][1], QByteArray("'=1+1"));
        QCOMPARE(*texts[13][1], QByteArray("-5"));
        QCOMPARE(*texts[14][1], QByteArray("'+5"));
        QCOMPARE(*texts[18][1], QByteArray("'-x"));
        const Rows kinds = parsed(contentOf(out + "/kinds.csv"));
        QCOMPARE(*kinds[1][2], QByteArray("-12.50"));
        QCOMPARE(*kinds[3][1], QByteArray("-Infinity"));
    }
    void leavesNothingOfWhatFails()
    {
        const QString out = m_folder.filePath("none");
        const auto missing = run({out, {"texts", "nothing"}, {}});
        QVERIFY(!missing && missing.error().code() == ErrorCode::BusinessNothingToDo);
        QCOMPARE(missing.error().fact(u"name"), QString("nothing"));
        QVERIFY(!QFileInfo::exists(out));
        CancelToken cancel;
        cancel.cancel();
        QVERIFY(!run({out, {}, {}}, cancel));
        QVERIFY(!QFileInfo::exists(out));
        QFile dump(m_dump);
        QVERIFY(dump.open(QIODevice::ReadOnly));
        QFile cut(m_folder.filePath("cut.pgc"));
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(dump.readAll().chopped(dump.size() / 2)) > 0);
        cut.close();
        const auto damaged = run({out, {}, {}}, {}, cut.fileName());
        QVERIFY(!damaged && damaged.error().code() == ErrorCode::BackupDamaged);
        QVERIFY(!QFileInfo::exists(out));
    }

private:
    static QString tools(const char *program) { return backup::PgTools().client(QString::fromLatin1(program), 0).value_or(QString()); }
    Result<CsvExport> run(const CsvRequest &request, const CancelToken &cancel = {}, const QString &dump = {})
    {
        const backup::PgArchive archive(tools("pg_restore"), dump.isEmpty() ? m_dump : dump);
        return tables::exportText([&](const backup::TableEvents &events) { return archive.eachRow(cancel, events); }, request, "dump", 0, 60'025, cancel, {});
    }

    PrivatePostgres m_server;
    QTemporaryDir m_folder;
    QString m_dump;
};

QTEST_GUILESS_MAIN(TestDumpExport)
#include "tst_dumpexport.moc"
