// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a tenant by the real planciactl, and backups of a time before there was such a life.
#include "tests/support/onterminal.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waysback.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

namespace {
QStringList slugs(const QStringList &options)
{
    QStringList found;
    for (const QJsonValue &item : ctl(words("tenant list") + options).out.value(QStringLiteral("items")).toArray())
        found.append(item[QStringLiteral("slug")].toString());
    return found;
}
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

#define RUNS(ran)                                                                                                                \
    do {                                                                                                                         \
        const Ran &r = (ran);                                                                                                    \
        QVERIFY2(r.status == 0, r.err.constData());                                                                              \
    } while (false)
#define FAILS(ran, expectedStatus, expectedCode)                                                                                 \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status == (expectedStatus) && r.code() == QLatin1String(expectedCode), r.err.constData());                    \
    } while (false)

class TenantLifeTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;

    QString store() const { return m_home->filePath(QStringLiteral("data/control.db")); }
    Ran show(const QString &slug) { return ctl(words("tenant show") + QStringList{slug}); }

    /// As a program left the store that knew only the first two migrations.
    QString makeOlder() const
    {
        const QByteArray down = waysBackTo(2);
        sqlite3 *handle = nullptr;
        QString said;
        if (sqlite3_open(QFile::encodeName(store()).constData(), &handle) != SQLITE_OK
            || sqlite3_exec(handle, ("BEGIN;" + down + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);").constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            said = QString::fromUtf8(sqlite3_errmsg(handle));
        sqlite3_close(handle);
        return down.isEmpty() ? QStringLiteral("no way back") : said;
    }

private slots:
    void init() { m_home = std::make_unique<TemporaryHome>(); }
    void cleanup() { m_home.reset(); }

    void tagsAndTrials()
    {
        const Ran made = ctl({"tenant", "create", "acme", "--name", "Acme", "--status", "trial", "--tags", "VIP, eu",
                              "--trial-ends", "2099-05-01T00:00:00Z"});
        RUNS(made);
        QCOMPARE(made.out["tags"].toArray(), (QJsonArray{"eu", "vip"}));
        QCOMPARE(made.out["trial_ends_at"].toString(), QStringLiteral("2099-05-01T00:00:00.000Z"));
        RUNS(ctl({"tenant", "create", "globex", "--name", "Globex", "--tags", "eu"}));
        QCOMPARE(slugs({"--filter", "#eu"}), (QStringList{"acme", "globex"}));
        QCOMPARE(slugs({"--filter", "#vip ac"}), QStringList{"acme"});
        QCOMPARE(slugs({"--filter", "#v"}), QStringList());
        const Ran updated = ctl({"tenant", "update", "acme", "--tags", "us", "--trial-ends="});
        RUNS(updated);
        QCOMPARE(updated.out["tags"].toArray(), QJsonArray{"us"});
        QVERIFY(updated.out["trial_ends_at"].isNull());
        QCOMPARE(updated.out["name"].toString(), QStringLiteral("Acme"));
        QCOMPARE(slugs({"--filter", "#vip"}), QStringList());
        FAILS(ctl({"tenant", "update", "acme", "--tags", "not/one"}), 65, "VAL_014");
        FAILS(ctl({"tenant", "update", "acme", "--trial-ends", "2001-01-01T00:00:00Z"}), 65, "VAL_007");
        FAILS(ctl({"tenant", "update", "globex", "--trial-ends", "2099-01-01T00:00:00Z"}), 65, "VAL_011");
    }

    void anotherSlugAndTheArchive()
    {
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
        RUNS(ctl({"tenant", "create", "globex", "--name", "Globex"}));
        const Ran renamed = ctl(words("tenant rename acme acme-group"));
        RUNS(renamed);
        QCOMPARE(renamed.out["slug"].toString(), QStringLiteral("acme-group"));
        QCOMPARE(show("acme").out["slug"].toString(), QStringLiteral("acme-group"));
        FAILS(ctl(words("tenant rename globex acme")), 75, "CONFLICT_002");
        FAILS(ctl(words("tenant rename globex Acme!")), 65, "VAL_003");
        FAILS(ctl({"tenant", "create", "acme", "--name", "Thief"}), 75, "CONFLICT_002");
        FAILS(ctl(words("tenant rename acme")), 64, "VAL_005");
        FAILS(ctl(words("--read-only tenant rename acme acme-2")), 77, "AUTHZ_001");

        FAILS(ctl(words("tenant archive acme")), 65, "VAL_009");
        const Ran archived = ctl({"tenant", "archive", "acme", "--reason", "Contract ended"}); // by the slug it had
        RUNS(archived);
        QCOMPARE(archived.out["status"].toString(), QStringLiteral("archived"));
        QCOMPARE(slugs({"--status", "archived"}), QStringList{"acme-group"});
        FAILS(ctl({"tenant", "suspend", "acme-group", "--reason", "x"}), 75, "CONFLICT_004");
    }

    void deletedTakenBackAndForGood()
    {
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme", "--notes", "kept in the file", "--tags", "vip"}));
        RUNS(ctl(words("tenant rename acme acme-group")));
        FAILS(ctl(words("tenant delete acme-group")), 65, "VAL_009");
        FAILS(ctl(words("tenant undelete acme-group")), 75, "CONFLICT_005");
        RUNS(ctl({"tenant", "delete", "acme-group", "--reason", "Asked for"}));
        QCOMPARE(slugs({}), QStringList());
        QCOMPARE(slugs({"--deleted"}), QStringList{"acme-group"});
        FAILS(ctl({"tenant", "update", "acme-group", "--name", "Other"}), 75, "CONFLICT_005");
        RUNS(ctl(words("tenant undelete acme-group")));
        QCOMPARE(slugs({"--filter", "#vip"}), QStringList{"acme-group"});

        const QString file = m_home->filePath(QStringLiteral("acme.json"));
        const QStringList purge{"tenant", "purge", "acme-group", "--confirm", "Acme", "--reason", "Erasure", "--out", file};
        FAILS(ctl(purge), 75, "CONFLICT_005"); // it is not deleted
        QVERIFY(!QFile::exists(file));
        RUNS(ctl({"tenant", "delete", "acme-group", "--reason", "Asked for"}));
        FAILS(ctl({"tenant", "purge", "acme-group", "--confirm", "Acme", "--reason", "Erasure"}), 65, "VAL_001");
        FAILS(ctl({"tenant", "purge", "acme-group", "--confirm", "Acme", "--out", file}), 65, "VAL_009");
        // Neither the slug nor a mere yes is the name, and without a terminal there is nobody to type it.
        for (const QStringList &given : {QStringList{"--confirm", "acme-group"}, QStringList{"--confirm", "yes"}, QStringList{"--yes"}, QStringList{}})
            FAILS(ctl(QStringList{"tenant", "purge", "acme-group", "--reason", "Erasure", "--out", file} + given), 64, "VAL_005");
        QVERIFY(!QFile::exists(file));
        QCOMPARE(slugs({"--deleted"}), QStringList{"acme-group"});
        const Ran dry = ctl(words("tenant purge acme-group --dry-run"));
        RUNS(dry);
        QCOMPARE(dry.out["rows"]["tenant_redirects"].toInt(), 1);
        QVERIFY(dry.out["file"].isNull());
        QVERIFY(!QFile::exists(file));
        QCOMPARE(slugs({"--deleted"}), QStringList{"acme-group"});

        const Ran purged = ctl(purge);
        RUNS(purged);
        const QByteArray written = contentOf(file);
        QCOMPARE(purged.out["sha256"].toString().toLatin1(), QCryptographicHash::hash(written, QCryptographicHash::Sha256).toHex());
        QCOMPARE(QJsonDocument::fromJson(written)["tenant"]["notes"].toString(), QStringLiteral("kept in the file"));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        FAILS(show("acme-group"), 66, "NOT_FOUND_001");
        FAILS(show("acme"), 66, "NOT_FOUND_001");
        const QJsonArray trail = ctl(words("audit list --action TENANT_PURGE --oldest-first")).out["items"].toArray();
        QCOMPARE(trail.size(), 2); // the refused one too
        QCOMPARE(trail[1]["result"].toString(), QStringLiteral("done"));
        QCOMPARE(trail[1]["reason"].toString(), QStringLiteral("Erasure"));
        RUNS(ctl(words("store check")));

        // The next one of that slug does not write over the file.
        RUNS(ctl({"tenant", "create", "acme-group", "--name", "Another"}));
        RUNS(ctl({"tenant", "delete", "acme-group", "--reason", "x"}));
        QVERIFY(ctl(QStringList{purge}.replaceInStrings(QStringLiteral("Acme"), QStringLiteral("Another"))).code() == QLatin1String("IO_009"));
        QCOMPARE(contentOf(file), written);
        QCOMPARE(slugs({"--deleted"}), QStringList{"acme-group"});
    }

    void onATerminalTheNameIsTyped()
    {
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme Ltd"}));
        RUNS(ctl({"user", "invite", "acme", "anna@acme.example"}));
        RUNS(ctl({"tenant", "delete", "acme", "--reason", "Asked for"}));
        const QStringList purge{"tenant", "purge", "acme", "--reason", "Erasure", "--out", m_home->filePath(QStringLiteral("acme.json"))};
        for (const char *typed : {"yes\n", "acme\n", "\n"}) {
            const OnTerminal refused = onTerminal(QStringLiteral("planciactl"), purge, typed);
            QVERIFY(refused.status != 0);
            QCOMPARE(slugs({"--deleted"}), QStringList{"acme"});
        }
        const OnTerminal done = onTerminal(QStringLiteral("planciactl"), purge, "Acme Ltd\n");
        QVERIFY2(done.status == 0, done.screen.constData());
        // What goes is told before, a table a line.
        QVERIFY2(done.screen.contains("Acme Ltd (acme)"), done.screen.constData());
        const QRegularExpression count(QStringLiteral("^  users +1\r?$"), QRegularExpression::MultilineOption);
        QVERIFY2(QString::fromUtf8(done.screen).contains(count), done.screen.constData());
        QCOMPARE(slugs({"--deleted"}), QStringList());
    }

    void backupsOfBeforeStillOpenAreProvedAndRestored()
    {
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
        RUNS(ctl({"tenant", "suspend", "acme", "--reason", "Unpaid"}));
        const QString why = makeOlder();
        QVERIFY2(why.isEmpty(), qPrintable(why));
        const Ran readOnly = ctl({"--read-only", "tenant", "show", "acme"});
        RUNS(readOnly);
        QCOMPARE(readOnly.out["tags"].toArray(), QJsonArray());
        FAILS(ctl(words("--read-only tenant show nobody")), 66, "NOT_FOUND_001");
        RUNS(ctl(words("migrate up"))); // backs it up first
        const QJsonArray backups = ctl(words("backup list")).out["items"].toArray();
        QCOMPARE(backups.size(), 1);
        const QString backup = backups[0]["path"].toString();

        const QStringList old{"--store", backup};
        const Ran listed = ctl(old + words("tenant list"));
        RUNS(listed);
        QCOMPARE(listed.out["items"][0]["status"].toString(), QStringLiteral("suspended"));
        RUNS(ctl(old + words("tenant list --filter acm")));
        RUNS(ctl(old + words("store check")));
        RUNS(ctl(QStringList{"backup", "prove", backup}));

        RUNS(ctl({"tenant", "update", "acme", "--tags", "vip"}));
        RUNS(ctl({"tenant", "rename", "acme", "other"}));
        RUNS(ctl(QStringList{"backup", "restore", backup, "--yes"}));
        const Ran back = show("acme");
        RUNS(back);
        QCOMPARE(back.out["status"].toString(), QStringLiteral("suspended"));
        RUNS(ctl({"tenant", "update", "acme", "--tags", "eu"}));
        QCOMPARE(slugs({"--filter", "#eu"}), QStringList{"acme"});
        RUNS(ctl(words("store check")));
    }
};

QTEST_GUILESS_MAIN(TenantLifeTest)
#include "tst_tenantlife.moc"
