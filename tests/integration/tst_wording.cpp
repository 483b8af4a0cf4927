// SPDX-License-Identifier: GPL-3.0-or-later
// What planciactl says and takes where a person knows nothing but the program and its manual: words, hints, names.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

namespace {
/// planciactl as a person runs it, without --json: status, and what both channels say.
struct Said {
    int status = -1;
    QByteArray out, err;
};
Said say(const QStringList &arguments)
{
    auto process = startProgram(QStringLiteral("planciactl"), arguments);
    process->closeWriteChannel();
    if (!process->waitForFinished(kProgramMs))
        process->kill();
    return {process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1, process->readAllStandardOutput(),
            process->readAllStandardError()};
}
bool makeTenant(const char *slug) { return ctl({"tenant", "create", slug, "--name", slug}).status == 0; }
QString makeBackup() { return ctl(words("backup create")).out["path"].toString(); }
QString nameOf(const QString &path) { return QFileInfo(path).fileName(); }
qsizetype tenants() { return ctl(words("tenant list")).out["items"].toArray().size(); }
} // namespace

#define SAYS(bytes, part)                                                                                                        \
    do {                                                                                                                         \
        const QByteArray b = (bytes); /* once */                                                                                 \
        QVERIFY2(b.contains(part), b.constData());                                                                               \
    } while (false)

class WordingTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;
    QString storePath() const { return m_home->filePath(QStringLiteral("data/control.db")); }

    QString foreign() const
    {
        const QString path = m_home->filePath(QStringLiteral("other.db"));
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK
            && sqlite3_exec(handle,
                            "CREATE TABLE dishes(id INTEGER PRIMARY KEY, name TEXT, picture BLOB);"
                            "INSERT INTO dishes VALUES (1, 'soup', x'00ff'), (2, NULL, NULL), (3, 'cake', NULL);"
                            "CREATE VIEW sweet AS SELECT name FROM dishes WHERE name = 'cake'",
                            nullptr, nullptr, nullptr)
                == SQLITE_OK;
        sqlite3_close(handle);
        return done ? path : QString();
    }

private slots:
    void initTestCase() { qputenv("LC_ALL", "C.UTF-8"); qunsetenv("LANGUAGE"); }
    void init() { m_home = std::make_unique<TemporaryHome>(); }
    void cleanup() { m_home.reset(); }

    void saysTheWayBackFromAStoreThatIsGone()
    {
        QVERIFY(makeTenant("acme"));
        QCOMPARE(ctl(words("archive on")).status, 0);
        const QString backup = makeBackup();
        QVERIFY(!backup.isEmpty());
        QVERIFY(makeTenant("globex"));
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(storePath() + QLatin1String(suffix));
        for (const char *command : {"status", "tenant list", "store check", "backup status", "backup policy", "backup create"}) {
            const Said lost = say(words(command));
            QVERIFY2(lost.status == 66, lost.err.constData());
            SAYS(lost.err, "NOT_FOUND_008");
            SAYS(lost.err, "planciactl backup restore latest");
        }
        const Said restored = say(words("backup restore latest --yes"));
        QVERIFY2(restored.status == 0, restored.err.constData());
        QCOMPARE(tenants(), 1);
        // What was done after the backup is in the archive, and the note names the commit.
        const qsizetype at = restored.err.indexOf("planciactl restore --commit ");
        QVERIFY2(at > 0, restored.err.constData());
        const QByteArray commit = restored.err.mid(at).simplified().split(' ').value(3);
        QCOMPARE(ctl({"restore", "--commit", QString::fromLatin1(commit), "--yes"}).status, 0);
        QCOMPARE(tenants(), 2);
    }

    void beginsAnewWhenAskedTo()
    {
        QVERIFY(makeTenant("acme") && !makeBackup().isEmpty() && QFile::remove(storePath()));
        QCOMPARE(ctl(words("status")).code(), QStringLiteral("NOT_FOUND_008"));
        QCOMPARE(ctl(words("--workspace local:new status")).status, 0);
        QCOMPARE(tenants(), 0);
    }

    void aYoungStoreHasNoneYet()
    {
        const Ran young = ctl(words("backup status"));
        QCOMPARE(young.status, 0);
        QCOMPARE(young.out["alarm"].toString(), QStringLiteral("none_yet"));
        const Said text = say(words("backup status"));
        SAYS(text.out, "none yet");
        QVERIFY(!text.out.contains(" \n")); // nothing is left half empty
        SAYS(text.out, " -\n");
        QCOMPARE(ctl({"backup", "prove", makeBackup()}).status, 0);
        QCOMPARE(ctl(words("backup status")).out["alarm"].toString(), QStringLiteral("good"));
    }

    void showsWhatABundleIs()
    {
        const Ran made = ctl({"bundle", "create", "--out", m_home->path()});
        QCOMPARE(made.status, 0);
        const Ran status = ctl({"--store", made.out["path"].toString(), "status"});
        QVERIFY2(status.status == 0, status.err.constData());
        QVERIFY(status.out["files"].toArray().size() > 1);
        QCOMPARE(say({"--store", made.out["path"].toString(), "status"}).status, 0);
    }

    void showsTheTablesOfAnyFile()
    {
        const QString file = foreign();
        QVERIFY(!file.isEmpty());
        const Ran status = ctl({"--store", file, "status"});
        QVERIFY2(status.status == 0, status.err.constData());
        QCOMPARE(status.out["tables"].toInt(), 1);
        const Said refused = say({"--store", file, "tenant", "list"});
        QCOMPARE(refused.status, 65);
        SAYS(refused.err, "BUSINESS_002");
        SAYS(refused.err, "planciactl table list");

        const Ran tables = ctl({"--store", file, "table", "list"});
        QCOMPARE(tables.status, 0);
        QCOMPARE(tables.out["items"].toArray().size(), 2);
        Ran rows = ctl({"--store", file, "table", "rows", "dishes", "--limit", "2"});
        QVERIFY2(rows.status == 0, rows.err.constData());
        QCOMPARE(rows.out["columns"].toArray(), (QJsonArray{"id", "name", "picture"}));
        QCOMPARE(rows.out["items"].toArray().size(), 2);
        QCOMPARE(rows.out.value("items")[0][0].toInt(), 1);
        QCOMPARE(rows.out.value("items")[0][2]["bytes"].toInt(), 2);
        QVERIFY(rows.out.value("items")[1][1].isNull());
        rows = ctl({"--store", file, "table", "rows", "dishes", "--after", rows.out["next"].toString()});
        QCOMPARE(rows.out["items"].toArray().size(), 1);
        QVERIFY(rows.out["next"].isNull());
        QCOMPARE(ctl({"--store", file, "table", "rows", "sweet"}).status, 65);
        QCOMPARE(ctl({"--store", file, "table", "rows", "sweet", "--run-view"}).out["items"].toArray().size(), 1);
        QVERIFY(ctl({"table", "rows", "tenants"}).status == 0);

        const Said exported = say({"--store", file, "export", "csv", "--out", m_home->filePath("csv")});
        QCOMPARE(exported.status, 0);
        SAYS(exported.err, "sweet");
        const Said again = say({"--store", file, "export", "csv", "--out", m_home->filePath("csv")});
        SAYS(again.err, "IO_009");
        SAYS(again.err, "(--out)");
    }

    void takesBackupsByNameAndTheLatest()
    {
        QVERIFY(makeTenant("acme"));
        const QString first = makeBackup();
        QVERIFY(makeTenant("globex"));
        const QString second = makeBackup();
        QVERIFY(!first.isEmpty() && !second.isEmpty());
        for (const char *act : {"verify", "prove", "pin", "unpin"}) {
            QCOMPARE(ctl({"backup", act, nameOf(first)}).out["path"].toString(), first);
            QCOMPARE(ctl({"backup", act, "latest"}).out["path"].toString(), second);
        }
        QCOMPARE(ctl({"backup", "open", "--print", "latest"}).out["path"].toString(), second);
        QCOMPARE(ctl({"backup", "compare", nameOf(first), "local"}).status, 1);
        QCOMPARE(ctl({"backup", "delete", nameOf(second)}).status, 0);
        const Said gone = say({"backup", "verify", nameOf(second)});
        QCOMPARE(gone.status, 66);
        SAYS(gone.err, "NOT_FOUND_003");
        SAYS(gone.err, "planciactl backup trash");
        QCOMPARE(ctl({"backup", "undelete", nameOf(second)}).out["path"].toString(), second);
        QCOMPARE(ctl({"backup", "delete", second}).status, 0);
        QCOMPARE(ctl({"backup", "undelete", second}).out["path"].toString(), second);
        QCOMPARE(ctl({"backup", "undelete", second}).code(), QStringLiteral("NOT_FOUND_003"));
        QCOMPARE(ctl({"backup", "restore", nameOf(first), "--yes"}).status, 0);
        QCOMPARE(tenants(), 1);
    }

    void comparesMomentsByTheirNumber()
    {
        QVERIFY(makeTenant("acme"));
        QCOMPARE(ctl(words("archive on")).status, 0);
        QVERIFY(makeTenant("globex"));
        const QString newest = QString::number(ctl(words("archive status")).out.value("newest")["commit"].toInt());
        for (const QString &moment : {"#" + newest, "moment:" + newest, "moment:local:" + newest})
            QCOMPARE(ctl({"backup", "compare", moment, "local"}).status, 0);
    }

    void remediesNameTheCommand()
    {
        const QString backup = makeBackup();
        QFile store(backup + "/store.db");
        QVERIFY(store.setPermissions(store.permissions() | QFile::WriteUser));
        QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(9 * 4096 + 100) && store.write("xxxx") == 4);
        store.close();
        const Said damaged = say({"backup", "verify", backup});
        SAYS(damaged.err, "BKP_001");
        SAYS(damaged.err, "page 10 is damaged (1 of ");
        SAYS(damaged.err, "(planciactl backup create)");
        SAYS(damaged.err, "(planciactl backup verify PATH)");
        const Ran json = ctl({"backup", "verify", backup}); // scripts know the action as before
        QCOMPARE(QJsonDocument::fromJson(json.err).object().value("steps")[0]["action"].toString(), QStringLiteral("open_backups"));

        const QString proved = makeBackup();
        QCOMPARE(ctl({"backup", "prove", proved}).status, 0);
        const Said kept = say({"backup", "delete", proved});
        SAYS(kept.err, "BKP_009");
        SAYS(kept.err, "(planciactl backup prove PATH)");
        SAYS(kept.err, "(planciactl backup create)");
    }

    void saysWhatARestoreWouldTakeAway()
    {
        QVERIFY(makeTenant("acme"));
        const QString backup = makeBackup();
        QVERIFY(makeTenant("globex"));
        const Ran plan = ctl({"backup", "restore", backup, "--dry-run"});
        QVERIFY2(plan.status == 0, plan.err.constData());
        QCOMPARE(plan.out["dry_run"].toBool(), true);
        QCOMPARE(plan.out["acts_lost"].toInt(), 1);
        QCOMPARE(plan.out.value("newest_act")["tenant_slug"].toString(), QStringLiteral("globex"));
        SAYS(say({"backup", "restore", backup, "--dry-run"}).out, "TENANT_CREATE globex");
        QCOMPARE(tenants(), 2);
        // That there is none is said before anybody is asked.
        QCOMPARE(ctl({"backup", "restore", backup + "x"}).code(), QStringLiteral("NOT_FOUND_003"));
        QCOMPARE(ctl({"backup", "restore", backup}).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl({"backup", "restore", backup, "--yes"}).status, 0);
        QCOMPARE(tenants(), 1);
        const Ran undo = ctl(words("backup undo --dry-run"));
        QCOMPARE(undo.out["dry_run"].toBool(), true);
        QCOMPARE(tenants(), 1);
        QCOMPARE(ctl(words("archive on")).status, 0);
        const QJsonValue newest = ctl(words("archive status")).out.value("newest");
        const QString commit = QString::number(newest["commit"].toInt()), at = newest["at"].toString();
        QVERIFY(makeTenant("initech"));
        QCOMPARE(ctl({"restore", "--commit", commit, "--dry-run"}).out["acts_lost"].toInt(), 1);
        QCOMPARE(tenants(), 2);
        QCOMPARE(ctl({"restore", "--at", at, "--yes"}).status, 0);
        QCOMPARE(tenants(), 1);
    }

    void saysHowFarTheArchiveReaches()
    {
        QVERIFY(makeTenant("acme"));
        for (const char *command : {"archive status", "archive moments"}) {
            const Said none = say(words(command));
            QVERIFY2(none.status == 0, none.err.constData());
            SAYS(none.err, "No moment can be had back yet");
        }
        const Ran named = ctl(words("archive name beginning")); // makes the base that it needs
        QCOMPARE(named.status, 0);
        QVERIFY(!say(words("archive status")).err.contains("No moment"));
        QCOMPARE(ctl({"restore", "--commit", QString::number(named.out["commit"].toInteger()), "--dry-run"}).status, 0);
        const Said early = say(words("restore --at 2001-02-03T04:05:06Z --yes"));
        SAYS(early.err, "NOT_FOUND_007");
        SAYS(early.err, "2001-02-03 04:05:06Z was asked for, and it reaches from 20");
    }

    void filtersTheTrailByActor()
    {
        QVERIFY(makeTenant("acme"));
        const QString who = ctl(words("audit list")).out.value("items")[0]["actor_name"].toString();
        QVERIFY(who.contains(u'@'));
        const auto count = [](const QString &actor) { return ctl({"audit", "list", "--actor", actor}).out["items"].toArray().size(); };
        QVERIFY(makeTenant("globex"));
        const qsizetype all = ctl(words("audit list")).out["items"].toArray().size();
        QCOMPARE(count(who), all);
        QCOMPARE(count(who.section(u'@', 0, 0)), all);
        QCOMPARE(count(who.section(u'@', 0, 0).chopped(1)), 0);
        QCOMPARE(count("%"), 0);
        // Page by page, none is lost and none comes twice.
        Ran page = ctl({"audit", "list", "--actor", who, "--limit", "1"});
        QStringList seen;
        while (true) {
            seen.append(page.out.value("items")[0]["id"].toString());
            if (page.out["next"].isNull() || seen.size() > all)
                break;
            page = ctl({"audit", "list", "--actor", who, "--limit", "1", "--after", page.out["next"].toString()});
        }
        seen.removeDuplicates();
        QCOMPARE(seen.size(), all);
        const Said act = say(words("audit list --action suspend"));
        SAYS(act.err, "probably meant: TENANT_SUSPEND");
    }

    void takesSpansForTheAlarm()
    {
        QCOMPARE(ctl(words("backup policy --max-age 2d")).out["max_age_hours"].toInt(), 48);
        QCOMPARE(ctl(words("backup policy --max-age 36h")).out["max_age_hours"].toInt(), 36);
        QCOMPARE(ctl(words("backup policy --max-age 7")).out["max_age_hours"].toInt(), 7);
        QCOMPARE(ctl(words("backup policy --max-age 1y")).code(), QStringLiteral("VAL_013"));
        QCOMPARE(ctl(words("backup policy --max-age -1")).code(), QStringLiteral("VAL_010"));
        QCOMPARE(ctl(words("backup policy")).out["encrypt"], QJsonValue(false));
        const Said every = say(words("backup policy --every day"));
        SAYS(every.err, "systemctl --user enable --now plancia-backup.timer");
        QVERIFY(!say(words("backup policy --every off")).err.contains("systemctl"));
    }

    void listsWhatIsPacked() { SAYS(say(words("backup list")).out, "PACKED"); }

    void theInstallerRefusesWhatItDoesNotKnow()
    {
        QProcess run;
        run.start(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/installer/run"), {QStringLiteral("--no-such")});
        if (!run.waitForFinished(10'000))
            run.kill(); // it builds already
        QCOMPARE(run.exitCode(), 64);
        SAYS(run.readAllStandardError(), "--no-such");
    }

    void helpBeginsWithWhatIsNeededFirst()
    {
        const QByteArray help = say(words("backup --help")).out;
        qsizetype last = 0;
        for (const char *command : {"backup create", "backup list", "backup verify PATH", "backup prove PATH", "backup restore PATH", "backup undo",
                                    "backup policy", "backup pin"}) {
            const qsizetype at = help.indexOf(command);
            QVERIFY2(at > last, command);
            last = at;
        }
    }
};

QTEST_GUILESS_MAIN(WordingTest)
#include "tst_wording.moc"
