// SPDX-License-Identifier: GPL-3.0-or-later
// A store of more than 1 GiB, by the real planciactl: at that byte stands the one page that SQLite keeps for its locks and never
// writes, and everything that reads, copies, compares and lays pages over others must pass over it.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

namespace {
constexpr qint64 kLockByte = 1 << 30; ///< https://www.sqlite.org/fileformat.html#the_lock_byte_page
const QString kNotes(9'000, u'y'); ///< three pages of their own

QByteArray saidBy(const Ran &ran) { return QByteArray::number(ran.status) + ' ' + QJsonDocument(ran.out).toJson(QJsonDocument::Compact).left(2'000) + ran.err; }
} // namespace

#define ENDS(ran, expected)                                             \
    do {                                                                \
        const Ran &ran_ = (ran);                                        \
        QVERIFY2(ran_.status == (expected), saidBy(ran_).constData());  \
    } while (false)

class BigStoreTest : public QObject {
    Q_OBJECT
    TemporaryHome m_home;
    QString m_first; ///< the backup of what was there in the beginning
    qint64 m_between = 0; ///< the commit before the last tenant

    QString store() const { return m_home.filePath(QStringLiteral("data/control.db")); }
    /// The bytes of the page at 1 GiB.
    static QByteArray lockPage(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) && file.seek(kLockByte) ? file.read(4096) : QByteArray();
    }
    bool fill() const
    {
        sqlite3 *db = nullptr;
        bool done = sqlite3_open(QFile::encodeName(store()).constData(), &db) == SQLITE_OK;
        done = done
            && sqlite3_exec(db,
                            "PRAGMA synchronous = OFF;"
                            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 92000)"
                            " INSERT INTO tenants (id, slug, name, name_key, status, notes, created_at, updated_at)"
                            " SELECT CAST(printf('big%013d', i) AS BLOB), 'big-' || i, 'Big ' || i, 'big ' || i, 'active', replace(printf('%10000s', ''), ' ', 'x'), 1700000000000 + i, 1700000000000 + i FROM n;"
                            "INSERT INTO tenant_words SELECT id, 'big' FROM tenants WHERE slug LIKE 'big-%' UNION ALL SELECT id, substr(slug, 5) FROM tenants WHERE slug LIKE 'big-%';"
                            "PRAGMA wal_checkpoint(TRUNCATE)",
                            nullptr, nullptr, nullptr)
                == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }
    static qint64 added(const Ran &comparison)
    {
        qint64 sum = 0;
        for (const QJsonValue &table : comparison.out["tables"].toArray())
            if (table["table"].toString() == u"tenants")
                sum += table["added"].toInteger();
        return sum;
    }

private slots:
    void initTestCase()
    {
        ENDS(ctl({"tenant", "create", "acme", "--name", "Acme"}), 0);
        QVERIFY(fill());
        QVERIFY(QFileInfo(store()).size() > kLockByte + 16'000'000);
        ENDS(ctl({"store", "check"}), 0);
    }

    void isBackedUpAndVerified()
    {
        const Ran made = ctl({"backup", "create"});
        ENDS(made, 0);
        m_first = made.out["path"].toString();
        QVERIFY(QFile::exists(m_first + QStringLiteral("/store.db")));
        ENDS(ctl({"backup", "verify", m_first}), 0);
        // What stands there is nobody's, but it is of the file, and a bit of it is noticed.
        QCOMPARE(lockPage(m_first + QStringLiteral("/store.db")), lockPage(store()));
    }

    void isComparedBeyondTheLockPage()
    {
        ENDS(ctl({"archive", "on"}), 0);
        const Ran late = ctl({"tenant", "create", "late", "--name", "Late", "--notes", kNotes});
        ENDS(late, 0);
        const Ran named = ctl({"archive", "name", "between"});
        ENDS(named, 0);
        m_between = named.out["commit"].toInteger();
        QVERIFY2(m_between > 0, saidBy(named).constData());
        ENDS(ctl({"tenant", "create", "later", "--name", "Later", "--notes", kNotes}), 0);
        const Ran compared = ctl({"backup", "compare", m_first, "local"});
        ENDS(compared, 1);
        QVERIFY2(added(compared) == 2, saidBy(compared).constData());
    }

    void comesBackToAMoment()
    {
        const Ran compared = ctl({"backup", "compare", QStringLiteral("#%1").arg(m_between), "local"});
        ENDS(compared, 1);
        QVERIFY2(added(compared) == 1, saidBy(compared).constData());
        ENDS(ctl({"restore", "--commit", QString::number(m_between), "--yes"}), 0);
        QCOMPARE(ctl({"tenant", "show", "late"}).out["notes"].toString(), kNotes);
        QVERIFY(ctl({"tenant", "show", "later"}).code().startsWith(u"NOT_FOUND_"));
        ENDS(ctl({"store", "check"}), 0);
    }
};

QTEST_GUILESS_MAIN(BigStoreTest)
#include "tst_bigstore.moc"
