// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of backups, by the real planciactl: pins, retention, the trash.
#include "tests/support/bitrot.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace plancia::tests;

namespace {
QStringList with(const char *command, const QString &path) { return words(command) + QStringList{path}; }
QJsonArray list(const char *command) { return ctl(words(command)).out.value(QStringLiteral("items")).toArray(); }
QString make()
{
    const Ran made = ctl(words("backup create"));
    return made.status == 0 ? made.out.value(QStringLiteral("path")).toString() : QString();
}
} // namespace

class KeepBackupsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_home = std::make_unique<TemporaryHome>(); }
    void cleanup() { m_home.reset(); }

    void pinsAndUnpins()
    {
        const QString path = make();
        QVERIFY(!path.isEmpty());
        const auto reasons = [&] {
            QStringList kinds;
            for (const QJsonValue &reason : list("backup list").first()[QStringLiteral("reasons")].toArray())
                kinds.append(reason[QStringLiteral("kind")].toString());
            return kinds;
        };
        QVERIFY(!reasons().contains(QStringLiteral("pinned")));
        QCOMPARE(ctl(with("backup pin", path)).status, 0);
        QVERIFY(reasons().contains(QStringLiteral("pinned")));
        QCOMPARE(ctl(with("backup unpin", path)).status, 0);
        QVERIFY(!reasons().contains(QStringLiteral("pinned")));
        QCOMPARE(ctl(with("backup pin", m_home->filePath(QStringLiteral("backups/none")))).status, 66);
    }

    void deletesToTheTrashAndTakesBack()
    {
        const QString first = make(), second = make();
        QVERIFY(!first.isEmpty() && !second.isEmpty());
        const Ran gone = ctl(with("backup delete", first));
        QVERIFY2(gone.status == 0, gone.err.constData());
        QVERIFY(!QFileInfo::exists(first));
        QCOMPARE(list("backup list").size(), 1);
        const QJsonArray trash = list("backup trash");
        QCOMPARE(trash.size(), 1);
        const QString there = trash.first()[QStringLiteral("path")].toString();
        QVERIFY(QFileInfo(there).isDir());
        QCOMPARE(ctl(with("backup undelete", there)).status, 0);
        QVERIFY(QFileInfo::exists(first));
        QCOMPARE(ctl(with("backup verify", first)).status, 0);
        QCOMPARE(list("backup trash").size(), 0);
        QCOMPARE(ctl(with("backup undelete", there)).status, 66);
        // Emptied, it is gone for good.
        QCOMPARE(ctl(with("backup delete", first)).status, 0);
        QCOMPARE(ctl(words("backup trash --empty")).status, 0);
        QCOMPARE(list("backup trash").size(), 0);
        QCOMPARE(list("backup list").size(), 1);
    }

    void findsTheLastCleanBackup()
    {
        QCOMPARE(ctl(words("tenant create acme --name Acme")).status, 0);
        const QString clean = make();
        {
            QProcess sqlite;
            sqlite.start(QStringLiteral("sqlite3"), {m_home->filePath(QStringLiteral("data/control.db")), QStringLiteral("UPDATE tenants SET updated_at = created_at - 1")});
            QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        }
        QCOMPARE(ctl(words("tenant create bolt --name Bolt")).status, 0);
        const QString broken = make();
        const Ran found = ctl(words("backup bisect tenants-dates"));
        QVERIFY2(found.status == 0, found.err.constData());
        QCOMPARE(found.out[QStringLiteral("last_clean")][QStringLiteral("path")].toString(), clean);
        QCOMPARE(found.out[QStringLiteral("first_broken")][QStringLiteral("path")].toString(), broken);
        QCOMPARE(found.out[QStringLiteral("last_clean")][QStringLiteral("last_clean_for")].toString(), QStringLiteral("tenants-dates"));
        QCOMPARE(ctl(words("backup bisect nonsense")).code(), QStringLiteral("VAL_011"));
        QCOMPARE(ctl(with("backup unpin", clean)).status, 0);
        QVERIFY(list("backup list").last()[QStringLiteral("last_clean_for")].isNull());
    }

    /// A value that the disk changed goes into the next backup, which says so; the one before stays.
    void saysThatAPageChangedByItself()
    {
        QCOMPARE(ctl(words("tenant create acme --name Rottenbyte")).status, 0);
        const QString clean = make();
        const QString store = m_home->filePath(QStringLiteral("data/control.db"));
        QVERIFY(rot(store, lastPlaceOf("Rottenbyte", store) + 3, "T"));
        const Ran made = ctl(words("backup create"));
        QCOMPARE(made.status, 74);
        QCOMPARE(made.code(), QStringLiteral("BKP_006"));
        const QJsonObject problem = QJsonDocument::fromJson(made.err).object();
        QVERIFY(problem[QStringLiteral("damage")][0][QStringLiteral("page")].toInt() > 0);
        QCOMPARE(made.out[QStringLiteral("damaged_pages")].toArray(), problem[QStringLiteral("damage")].toArray());
        QVERIFY(made.out[QStringLiteral("rot")].toString().contains(QFileInfo(clean).fileName()));
        QCOMPARE(list("backup list").last()[QStringLiteral("last_clean_for")].toString(), QStringLiteral("unwritten-pages"));
        QVERIFY(ctl(with("backup prove", made.out[QStringLiteral("path")].toString())).status != 0);
    }

    /// What came back from a backup in the place of a lost store is no restore that an older undo belongs to.
    void undoesTheNewestRestoreOrNone()
    {
        QCOMPARE(ctl(words("tenant create acme --name Acme")).status, 0);
        const QString first = make();
        QCOMPARE(ctl(words("tenant create evil --name Evil")).status, 0);
        QCOMPARE(ctl(with("backup restore --yes", first)).status, 0);
        QCOMPARE(ctl(words("backup undo --yes")).status, 0);
        const QString second = make();
        QVERIFY(QFile::remove(m_home->filePath(QStringLiteral("data/control.db"))));
        QCOMPARE(ctl(with("backup restore --yes", second)).status, 0);
        const Ran refused = ctl(words("backup undo --yes"));
        QVERIFY(refused.status != 0);
        QCOMPARE(refused.code(), QStringLiteral("BUSINESS_001"));
        QCOMPARE(ctl(words("tenant show evil")).status, 0); // it is there still
    }

    void keepsTheLastOneThatIsProved()
    {
        const QString proved = make();
        QCOMPARE(ctl(with("backup prove", proved)).status, 0);
        QVERIFY(!make().isEmpty());
        const Ran refused = ctl(with("backup delete", proved));
        QCOMPARE(refused.code(), QStringLiteral("BKP_009"));
        QCOMPARE(refused.status, 74);
        QVERIFY(QFileInfo::exists(proved));
    }

    /// Seven at least are kept whatever their dates, so an eighth of the same day goes, the proved one never.
    void prunesWhatNothingKeeps()
    {
        QCOMPARE(ctl(words("backup policy --keep-daily 2 --keep-weekly 1 --keep-monthly 1")).status, 0);
        const QString proved = make();
        QCOMPARE(ctl(with("backup prove", proved)).status, 0);
        QStringList made;
        for (int i = 0; i < 2; ++i)
            made.append(make());
        QCOMPARE(list("backup list").size(), 3);
        QCOMPARE(ctl(words("backup policy --keep-daily 1")).status, 0);
        const Ran dry = ctl(words("backup prune --dry-run"));
        QCOMPARE(dry.status, 0);
        QCOMPARE(dry.out[QStringLiteral("remove")].toArray().size(), 1);
        QCOMPARE(dry.out[QStringLiteral("remove")][0][QStringLiteral("path")], made.first());
        QCOMPARE(dry.out[QStringLiteral("keep")].toArray().size(), 2);
        QCOMPARE(list("backup list").size(), 3); // only looked
        QCOMPARE(ctl(words("backup prune")).status, 0);
        QCOMPARE(list("backup list").size(), 2);
        QVERIFY(QFileInfo::exists(proved) && QFileInfo::exists(made.last()));
        QCOMPARE(list("backup trash").size(), 1);
    }

    /// What Plancia did not make stays where it is, whatever it is called.
    void touchesNothingElse()
    {
        QVERIFY(!make().isEmpty());
        const QString folder = m_home->filePath(QStringLiteral("backups"));
        QDir(folder).mkdir(QStringLiteral("20200101T000000Z-c1"));
        QFile file(folder + QStringLiteral("/20200101T000000Z-c1/store.db"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        QFile beside(folder + QStringLiteral("/holiday.jpg"));
        QVERIFY(beside.open(QIODevice::WriteOnly) && beside.write("mine") == 4);
        beside.close();
        QCOMPARE(ctl(words("backup policy --keep-daily 1 --keep-weekly 0 --keep-monthly 0")).status, 0);
        QVERIFY(!make().isEmpty());
        QCOMPARE(ctl(words("backup prune")).status, 0);
        QCOMPARE(ctl(words("backup trash --empty")).status, 0);
        QVERIFY(file.exists() && beside.exists());
    }

private:
    std::unique_ptr<TemporaryHome> m_home;
};

QTEST_GUILESS_MAIN(KeepBackupsTest)
#include "tst_keepbackups.moc"
