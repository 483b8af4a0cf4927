// SPDX-License-Identifier: GPL-3.0-or-later
// Leaked keys by the real planciactl: in files, folders, texts and the history of a real git repository.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace plancia::tests;

class KeyScanTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_key, m_id;

    void put(const QString &name, const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(m_folder->filePath(name)).path());
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        QCOMPARE(file.write(content), content.size());
    }
    Ran scan(const QStringList &arguments) { return ctl(words("key scan") + arguments); }
    void git(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral("git"), QStringList{"-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "init.defaultBranch=main"} + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(ctl({"tenant", "create", "acme", "--name", "Acme"}).status, 0);
        const Ran made = ctl({"key", "create", "acme", "--name", "Deploy"});
        QCOMPARE(made.status, 0);
        m_key = made.out["key"].toString();
        m_id = made.out["id"].toString();
    }
    void cleanup() { m_home.reset(); }

    void findsKeysInFilesOfEveryKind()
    {
        put("src/config.py", "# line 1\n\ntoken = \"" + m_key.toLatin1() + "\"\n");
        put("one/huge/line.js", QByteArray(5 << 20, 'x') + m_key.toLatin1() + QByteArray(5 << 20, 'y'));
        put("binary.bin", QByteArray("\0\xff\0\n", 4) + m_key.toLatin1() + QByteArray("\0\0", 2));
        put(".hidden", m_key.toLatin1());
        put("slip.txt", m_key.toLatin1().replace(m_key.size() - 20, 1, m_key[m_key.size() - 20] == u'a' ? "b" : "a"));
        put("empty", {});
        QVERIFY(QFile::link(QStringLiteral("/etc"), m_folder->filePath("link")));
        QVERIFY(QFile::link(m_folder->filePath("link"), m_folder->filePath("src/loop")));
        QCOMPARE(::mkfifo(QFile::encodeName(m_folder->filePath("pipe")).constData(), 0600), 0);
        const Ran ran = scan({m_folder->path()});
        QCOMPARE(ran.status, 1); // it can be used
        QCOMPARE(ran.out["keys"].toArray().size(), 1);
        const QJsonValue key = ran.out["keys"][0];
        QCOMPARE(key["times"].toInt(), 4);
        QCOMPARE(key["id"].toString(), m_id);
        QCOMPARE(key["tenant_slug"].toString(), QStringLiteral("acme"));
        QCOMPARE(key["state"].toString(), QStringLiteral("active"));
        bool hasLine = false;
        for (const QJsonValue &place : key["places"].toArray())
            hasLine = hasLine || (place["where"].toString().endsWith("config.py") && place["line"].toInt() == 3);
        QVERIFY(hasLine);
        QVERIFY(!QJsonDocument(ran.out).toJson().contains(m_key.right(20).toLatin1()));
        QVERIFY(!ran.err.contains(m_key.right(20).toLatin1()));
    }

    void revokesAllInOneAct()
    {
        const Ran second = ctl({"key", "create", "acme", "--name", "Other"});
        put("a", m_key.toLatin1() + '\n' + second.out["key"].toString().toLatin1());
        const Ran refused = scan({m_folder->path(), "--revoke"});
        QCOMPARE(refused.code(), QStringLiteral("VAL_009"));
        const Ran ran = scan({m_folder->path(), "--revoke", "--reason", "In a public repository", "--yes"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.out["revoked"].toInt(), 2);
        const Ran shown = ctl({"key", "show", m_id});
        QCOMPARE(shown.out["state"].toString(), QStringLiteral("revoked"));
        QCOMPARE(shown.out["status_reason"].toString(), QStringLiteral("In a public repository"));
        QCOMPARE(ctl(words("audit list --action API_KEY_REVOKE --tenant acme")).out["items"].toArray().size(), 2);
        QCOMPARE(scan({m_folder->path()}).status, 0); // found, and of no use to anybody
    }

    void looksThroughAHistory()
    {
        git({"init", "-q"});
        put("deep/conf.ini", "first\n");
        git({"add", "."});
        git({"commit", "-qm", "first"});
        put("deep/conf.ini", "key=" + m_key.toLatin1() + "\n");
        git({"commit", "-qam", "second"});
        QVERIFY(QFile::remove(m_folder->filePath("deep/conf.ini")));
        git({"commit", "-qam", "gone"});
        QCOMPARE(scan({m_folder->path() + "/deep"}).out["keys"].toArray().size(), 0);
        const Ran ran = scan({"--git", m_folder->path()});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out["keys"][0]["times"].toInt(), 2); // added, and taken away
        QVERIFY2(ran.out["keys"][0]["places"][0]["where"].toString().endsWith(" deep/conf.ini"), QJsonDocument(ran.out).toJson().constData());
        const Ran none = scan({"--git", m_home->path()});
        QCOMPARE(none.status, 0);
        QCOMPARE(none.out["skipped"].toArray().size(), 1);
    }

    void seesMergesStashesAndTheReflog_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("file");
        QTest::newRow("a text in a merge") << QStringLiteral("merge") << QStringLiteral("a.txt");
        QTest::newRow("a binary file in a merge") << QStringLiteral("binary merge") << QStringLiteral("a.bin");
        QTest::newRow("a stash") << QStringLiteral("stash") << QStringLiteral("a.txt");
        QTest::newRow("a stash under another") << QStringLiteral("older stash") << QStringLiteral("a.txt");
        QTest::newRow("a new file in a stash") << QStringLiteral("untracked stash") << QStringLiteral("new.txt");
        QTest::newRow("a commit that was taken back") << QStringLiteral("reset") << QStringLiteral("a.txt");
        QTest::newRow("the first commit, where the repository hides it") << QStringLiteral("root") << QStringLiteral("root.txt");
    }
    void seesMergesStashesAndTheReflog()
    {
        QFETCH(QString, where);
        const QByteArray key = "key=" + m_key.toLatin1() + "\n";
        const auto commit = [this](const char *file, const QByteArray &content) {
            put(QLatin1String(file), content);
            git({"add", "."});
            git({"commit", "-qm", file});
        };
        git({"init", "-q"});
        git({"config", "log.diffMerges", "off"});
        git({"config", "log.showRoot", "false"});
        git({"config", "format.pretty", "oneline"});
        commit("root.txt", where == u"root" ? key : "root\n");
        commit("a.txt", "first\n");
        git({"checkout", "-qb", "side"});
        commit("b.txt", "second\n");
        git({"checkout", "-q", "main"});
        commit("c.txt", "third\n");
        git({"merge", "-q", "--no-ff", "--no-commit", "side"});
        if (where == u"merge")
            put("a.txt", key);
        if (where == u"binary merge")
            put("a.bin", QByteArray("\0\xff\0 ", 4) + key);
        git({"add", "."});
        git({"commit", "-qm", "merged"});
        if (where.endsWith(u"stash")) {
            put(where == u"untracked stash" ? QStringLiteral("new.txt") : QStringLiteral("a.txt"), key);
            git({"stash", "-q", "--include-untracked"});
        }
        if (where == u"older stash") {
            put("b.txt", "another\n");
            git({"stash", "-q"});
        }
        if (where == u"reset") {
            commit("a.txt", key);
            git({"reset", "-q", "--hard", "HEAD~1"});
        }
        const Ran ran = scan({"--git", m_folder->path()});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out["keys"].toArray().size(), 1);
        QCOMPARE(ran.out["keys"][0]["id"].toString(), m_id);
        QFETCH(QString, file);
        QVERIFY2(ran.out["keys"][0]["places"][0]["where"].toString().endsWith(u' ' + file), QJsonDocument(ran.out).toJson().constData());
    }

    void takesStandardInputAndSaysWhatItCannotRead()
    {
        auto process = startProgram(QStringLiteral("planciactl"), words("--json key scan -"));
        process->write("a log\nAuthorization: Bearer " + m_key.toLatin1() + "\n");
        process->closeWriteChannel();
        const Ran ran = finishProgram(*process);
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out["keys"][0]["places"][0]["line"].toInt(), 2);
        const Ran missing = scan({m_folder->filePath("nothing")});
        QCOMPARE(missing.status, 0);
        QCOMPARE(missing.out["skipped"].toArray().size(), 1);
        QCOMPARE(scan({}).code(), QStringLiteral("VAL_005"));
        // A key of nobody: whole, and not of this workspace.
        QCOMPARE(ctl({"tenant", "create", "globex", "--name", "G"}).status, 0);
        TemporaryHome other;
        QCOMPARE(ctl({"tenant", "create", "acme", "--name", "Acme"}).status, 0);
        put("b", m_key.toLatin1());
        const Ran foreign = scan({m_folder->path()});
        QCOMPARE(foreign.status, 0);
        QVERIFY(!foreign.out["keys"][0]["known"].toBool());
    }

    void leavesNoSecretBehind()
    {
        put("a", m_key.toLatin1());
        QCOMPARE(scan({m_folder->path()}).status, 1);
        QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(m_key.right(30).toLatin1()), qPrintable(file.fileName()));
            ++read;
        }
        QVERIFY(read > 1);
    }
};

QTEST_GUILESS_MAIN(KeyScanTest)
#include "tst_keyscan.moc"
