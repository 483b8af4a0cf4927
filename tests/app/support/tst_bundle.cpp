// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/log.h"
#include "app/support/bundle.h"
#include "app/support/bundlereader.h"
#include "app/support/redactor.h"
#include "models/errors/catalogue.h"

#include <archive.h>
#include <archive_entry.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <ctime>
#include <sys/resource.h>

using namespace plancia;
using namespace plancia::support;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QMap<QString, QByteArray> unpack(const QByteArray &zip)
{
    QMap<QString, QByteArray> files;
    archive *a = archive_read_new();
    archive_read_support_format_zip(a);
    archive_entry *entry = nullptr;
    if (archive_read_open_memory(a, zip.constData(), static_cast<size_t>(zip.size())) == ARCHIVE_OK)
        while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
            QByteArray content(100'000'000, Qt::Uninitialized);
            content.resize(archive_read_data(a, content.data(), static_cast<size_t>(content.size())));
            files.insert(QString::fromUtf8(archive_entry_pathname(entry)), content);
        }
    archive_read_free(a);
    return files;
}

const BundleFile *find(const BundlePreview &preview, const QString &name)
{
    for (const BundleFile &f : preview.files)
        if (f.name == name)
            return &f;
    return nullptr;
}

} // namespace

class tst_Bundle : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    const QString m_run = "0190c0de-0000-7000-8000-00000000abcd";

    BundleSources sources()
    {
        BundleSources s;
        s.program = "plancia";
        s.runId = m_run;
        s.now = 1'769'867'100'000;
        s.logFile = m_dir.filePath("plancia.log");
        s.errors = {{s.now - 5, Error(ErrorCode::DbUnreachable, {{"host", "db"}}, Error(ErrorCode::NetRefused)), "req_1"}};
        s.versions = {{"sqlite", "3.40.1"}};
        s.settings = {{"theme", "dark"}};
        WorkspaceFacts w;
        w.identity.id = "local";
        w.schema.current = 1;
        w.schema.target = 1;
        w.rows = {{"api_keys", 3}, {"session_tokens", 4}, {"tenants", 12}};
        s.workspace = w;
        return s;
    }
    void writeLog(const QString &name, const QByteArray &text)
    {
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
private slots:
    void init()
    {
        writeLog("plancia.2.log", "old 1 run=" + m_run.toUtf8() + "\nother run=x\n");
        writeLog("plancia.1.log", "old 2 run=" + m_run.toUtf8() + "\n");
        writeLog("plancia.log", "new run=" + m_run.toUtf8() + "\nother run=y\n");
    }
    void holdsWhatItSays()
    {
        const BundlePreview preview = buildBundle(sources());
        QCOMPARE(preview.fileName, QString("plancia-bundle-20260131T134500Z.zip"));
        QStringList names;
        for (const BundleFile &f : preview.files) {
            names += f.name;
            QCOMPARE(f.sha256, QString::fromLatin1(QCryptographicHash::hash(f.content, QCryptographicHash::Sha256).toHex()));
        }
        QCOMPARE(names, QStringList({"errors.json", "logs/plancia.log", "manifest.json", "schema.json", "settings.json", "versions.json"}));
        QCOMPARE(find(preview, "logs/plancia.log")->content,
                 QString("old 1 run=%1\nold 2 run=%1\nnew run=%1\n").arg(m_run).toUtf8());

        const auto object = [&](const char *name) { return QJsonDocument::fromJson(find(preview, name)->content).object(); };
        QCOMPARE(object("versions.json")["sqlite"].toString(), QString("3.40.1"));
        QVERIFY(!object("versions.json")["kernel"].toString().isEmpty());
        const auto rows = [](const char *table, int number) { return QJsonObject{{"table", table}, {"rows", number}}; };
        QCOMPARE(object("schema.json")["rows"].toArray(), (QJsonArray{rows("api_keys", 3), rows("session_tokens", 4), rows("tenants", 12)})); // none is masked
        const QJsonObject error = QJsonDocument::fromJson(find(preview, "errors.json")->content).array().first().toObject();
        QCOMPARE(error["code"].toString(), QString("DB_001"));
        QCOMPARE(error["request"].toString(), QString("req_1"));
        QCOMPARE(error["causes"].toArray().first().toObject()["code"].toString(), QString("NET_001"));

        const QJsonArray listed = object("manifest.json")["files"].toArray();
        QCOMPARE(listed.size(), preview.files.size() - 1);
        for (const QJsonValue &value : listed) {
            const BundleFile *f = find(preview, value["name"].toString());
            QVERIFY(f);
            QCOMPARE(value["sha256"].toString(), f->sha256);
            QCOMPARE(value["reason"].toString(), f->reason);
            QCOMPARE(value["bytes"].toInteger(), f->content.size());
        }
    }
    void holdsNoSecret()
    {
        const QStringList planted{"hunter2-one", "hunter2-two", "hunter2-three", "hunter2-four", "hunter2-five", "hunter2-six",
                                  "9f8e7d6c5b4a39281706f5e4", "anna.rossi@example.com", "hunter2-eight", "hunter2-nine"};
        BundleSources s = sources();
        writeLog("plancia.log", ("password=" + planted[0] + " run=" + m_run + "\n{\"run\":\"" + m_run + "\",\"message\":\"postgresql://a:"
                                 + planted[1] + "@h/x\",\"token\":\"" + planted[2] + "\"}\nkey plancia_live_a1b2c3d4e5f6_" + planted[6]
                                 + "_1a2b3c mail " + planted[7] + " run=" + m_run + "\n").toUtf8());
        s.settings = {{"connections", QJsonArray{QJsonObject{{"name", "x"}, {"password", planted[3]}, {"host", "h"}}}},
                      {"agentUrl", "wss://h/stream?token=" + planted[4]},
                      {"tokens", QJsonArray{planted[5]}}};
        s.errors.append({1, Error(ErrorCode::IoRead, {{"path", "/mnt/secret=" + planted[8] + "/x.db"}, {"api_key", planted[9]}}), "r"});
        s.workspace->identity.place = "SQLite · /backups/password=" + planted[8];

        const BundlePreview preview = buildBundle(s);
        const auto written = writeBundle(preview, m_dir.filePath("out"));
        QVERIFY(written.has_value());
        const auto files = unpack(read(written->path));
        QCOMPARE(files.size(), preview.files.size());
        for (auto it = files.begin(); it != files.end(); ++it)
            for (const QString &secret : planted)
                QVERIFY2(!it.value().contains(secret.toUtf8()), qPrintable(it.key() + ": " + secret));
        QVERIFY(find(preview, "logs/plancia.log")->masked >= 5);
        QVERIFY(find(preview, "settings.json")->masked >= 3);
        for (const char *name : {"errors.json", "settings.json", "schema.json", "manifest.json"})
            QVERIFY2(!QJsonDocument::fromJson(files[name]).isNull(), name);
    }
    void holdsNoKnownSecretInAnySpelling_data()
    {
        QTest::addColumn<QString>("spelling");
        const QString secret = QString::fromUtf8("p\"ä/ ß+Z");
        const QByteArray utf8 = secret.toUtf8();
        QTest::newRow("plain") << secret;
        QTest::newRow("percent") << QString::fromLatin1(QUrl::toPercentEncoding(secret));
        QTest::newRow("percent, lower case") << QString::fromLatin1(QUrl::toPercentEncoding(secret)).toLower();
        QTest::newRow("base64") << QString::fromLatin1(utf8.toBase64());
        QTest::newRow("base64url") << QString::fromLatin1(utf8.toBase64(QByteArray::Base64UrlEncoding));
        QTest::newRow("hex") << QString::fromLatin1(utf8.toHex());
        QTest::newRow("json") << QString(secret).replace("\"", "\\\"");
    }
    void holdsNoKnownSecretInAnySpelling()
    {
        QFETCH(QString, spelling);
        BundleSources s = sources();
        s.secrets = {QString::fromUtf8("p\"ä/ ß+Z"), "ab"};
        writeLog("plancia.log", ("somewhere (" + spelling + ") run=" + m_run + "\n").toUtf8());
        s.settings = {{"note", "x" + spelling + "x"}};
        const BundlePreview preview = buildBundle(s);
        QCOMPARE(find(preview, "logs/plancia.log")->content.count("‹masked›"), 1);
        QCOMPARE(QJsonDocument::fromJson(find(preview, "settings.json")->content).object()["note"].toString(), QString::fromUtf8("x‹masked›x"));
    }
    void takesTheNewestErrors()
    {
        BundleSources s = sources();
        s.errors.clear();
        for (int i = 0; i < 1500; ++i)
            s.errors.append({i, Error(ErrorCode::IoRead), {}});
        const QJsonArray list = QJsonDocument::fromJson(find(buildBundle(s), "errors.json")->content).array();
        QCOMPARE(list.size(), 1000);
        QCOMPARE(list.first()["at"].toString(), QString("1970-01-01T00:00:01.499Z"));
    }
    void holdsTheLastLinesOfALogThatRuns()
    {
        log::Options o;
        o.folder = m_dir.filePath("running");
        o.program = "plancia";
        o.runId = m_run;
        QVERIFY(log::start(o).has_value());
        for (int i = 0; i < 2000; ++i)
            log::info("x", QString("line %1").arg(i));
        BundleSources s = sources();
        s.logFile = log::filePath();
        const BundlePreview preview = buildBundle(s);
        log::stop();
        QCOMPARE(find(preview, "logs/plancia.log")->content.count(" x: line "), 2000);
    }
    void hidesTheHomeFolder()
    {
        Redactor redactor({}, "/home/anna");
        QCOMPARE(redactor.text("opened /home/anna/x.db"), QString("opened ~/x.db"));
    }
    void givesTheSameBytesForTheSamePreview()
    {
        const BundlePreview preview = buildBundle(sources());
        const auto one = packBundle(preview);
        const auto two = packBundle(preview);
        QVERIFY(one && two);
        QCOMPARE(*one, *two);
        qputenv("TZ", "Pacific/Auckland");
        tzset();
        const auto elsewhere = packBundle(preview);
        qunsetenv("TZ");
        tzset();
        QCOMPARE(unpack(*elsewhere), unpack(*one));
    }
    void writesWhole()
    {
        const BundlePreview preview = buildBundle(sources());
        const QString folder = m_dir.filePath("deep/er");
        const auto first = writeBundle(preview, folder);
        const auto second = writeBundle(preview, folder);
        QVERIFY(first && second);
        QVERIFY(first->path != second->path);
        QCOMPARE(QFileInfo(first->path).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(QFileInfo(folder).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(read(first->path), packBundle(preview).value());
        QCOMPARE(first->bytes, QFileInfo(first->path).size());
        QCOMPARE(first->files, 6);
    }
    void readsBackWhatItWrote()
    {
        const BundlePreview preview = buildBundle(sources());
        const auto written = writeBundle(preview, m_dir.filePath("read"));
        QVERIFY(written);
        const auto opened = readBundle(written->path);
        QVERIFY(opened);
        QCOMPARE(opened->contents.files.size(), preview.files.size() - 1); // the manifest does not name itself
        for (const BundleFile &file : opened->contents.files)
            QCOMPARE(file.content, find(preview, file.name)->content);
    }
    void refusesAHostileBundle_data()
    {
        QTest::addColumn<QJsonArray>("listed");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<ErrorCode>("code");
        const auto entry = [](const QString &name, const QByteArray &content, const QString &reason = "logs") {
            const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
            return QJsonObject{{"name", name}, {"reason", reason}, {"sha256", QString::fromLatin1(hash)}};
        };
        QJsonArray often;
        for (int i = 0; i < 200; ++i)
            often.append(entry("x", "x"));
        QTest::newRow("one file named again and again") << often << QByteArray("x") << ErrorCode::StoreForeignFile;
        QTest::newRow("a name of 100,000 characters")
            << QJsonArray{entry(QString(100'000, 'n'), "x")} << QByteArray("x") << ErrorCode::StoreForeignFile;
        QTest::newRow("a reason of 100,000 characters")
            << QJsonArray{entry("x", "x", QString(100'000, 'r'))} << QByteArray("x") << ErrorCode::StoreForeignFile;
        QTest::newRow("another content") << QJsonArray{entry("x", "y")} << QByteArray("x") << ErrorCode::BackupDamaged;
        QTest::newRow("a file that is not there") << QJsonArray{entry("../x", "")} << QByteArray("x") << ErrorCode::BackupDamaged;
        QTest::newRow("a bomb") << QJsonArray{entry("x", "x")} << QByteArray(60'000'000, '\0') << ErrorCode::StoreForeignFile;
    }
    void refusesAHostileBundle()
    {
        QFETCH(QJsonArray, listed);
        QFETCH(QByteArray, content);
        QFETCH(ErrorCode, code);
        const QJsonObject manifest{{"version", 1}, {"kind", "plancia-bundle"}, {"files", listed}};
        BundlePreview hostile;
        hostile.files = {{"manifest.json", "manifest", QJsonDocument(manifest).toJson(), {}, 0}, {"x", "logs", content, {}, 0}};
        QFile file(m_dir.filePath("hostile.zip"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(packBundle(hostile).value());
        file.close();
        const auto opened = readBundle(file.fileName());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code(), code);
        for (const Fact &fact : opened.error().facts())
            QVERIFY2(fact.value.size() < 1'000, qPrintable(fact.key));
    }
    void refusesAnyCutOrBentZip()
    {
        const QByteArray whole = packBundle(buildBundle(sources())).value();
        const QString path = m_dir.filePath("bent.zip");
        for (qsizetype i = 0; i < whole.size(); i += 37) {
            for (const bool cuts : {true, false}) {
                QByteArray bent = cuts ? whole.first(i) : whole;
                if (!cuts)
                    bent[i] = static_cast<char>(bent[i] ^ 0x55);
                QFile file(path);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(bent);
                file.close();
                // What is read all the same (a bent date or a comment) is what was written.
                if (const auto opened = readBundle(path))
                    for (const BundleFile &read : opened->contents.files)
                        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(read.content, QCryptographicHash::Sha256).toHex()),
                                 read.sha256);
            }
        }
    }
    void keepsWithinItsSize()
    {
        BundleSources s = sources();
        QByteArray log;
        for (int i = 0; log.size() < 30'000'000; ++i)
            log += "line " + QByteArray::number(i) + ' ' + QByteArray(900, 'x') + " run=" + m_run.toUtf8() + '\n';
        writeLog("plancia.log", log);
        const BundlePreview preview = buildBundle(s);
        QVERIFY(preview.bytes() < kMaxBundleBytes);
        QVERIFY(find(preview, "logs/plancia.log")->content.startsWith("line "));
        QVERIFY(log.endsWith(find(preview, "logs/plancia.log")->content));
        BundlePreview large = preview;
        large.files.append({"x", "x", QByteArray(kMaxBundleBytes, 'x'), {}, 0});
        QCOMPARE(writeBundle(large, m_dir.path()).error().code(), ErrorCode::ValTooLong);
    }
    void leavesNothingOnAFullDisk()
    {
        const QString folder = m_dir.filePath("full");
        QVERIFY(QDir().mkpath(folder));
        const BundlePreview preview = buildBundle(sources());
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        rlimit former{};
        ::getrlimit(RLIMIT_FSIZE, &former);
        const rlimit limit{100, former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto written = writeBundle(preview, folder);
        ::setrlimit(RLIMIT_FSIZE, &former);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written);
        QCOMPARE(errorId(written.error().code()), QString("IO_001"));
        QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList());
    }
    void goesOnWithoutALog()
    {
        BundleSources s = sources();
        s.logFile = m_dir.filePath("none.log");
        const BundlePreview preview = buildBundle(s);
        QVERIFY(find(preview, "logs/none.log")->content.startsWith("could not read none.log: "));
        s.workspace.reset();
        QVERIFY(!find(buildBundle(s), "schema.json"));
    }
    void refusesAFolderThatCannotBeMade()
    {
        const auto written = writeBundle(buildBundle(sources()), "/proc/bundles");
        QVERIFY(!written);
        QCOMPARE(errorCategory(written.error().code()), QString("IO"));
    }
};

QTEST_GUILESS_MAIN(tst_Bundle)
#include "tst_bundle.moc"
