// SPDX-License-Identifier: GPL-3.0-or-later
// API keys by the real planciactl.
#include "models/domain/apikeyformat.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

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

class KeyCommandsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;

    static Ran ctlWith(const QByteArray &input, const QStringList &arguments)
    {
        auto process = startProgram(QStringLiteral("planciactl"), QStringList{QStringLiteral("--json")} + arguments);
        process->write(input);
        process->closeWriteChannel();
        return finishProgram(*process);
    }
    static Ran verify(const QString &key, const QStringList &more = {}) { return ctlWith(key.toLatin1() + '\n', words("key verify") + more); }
    static Ran make(const QStringList &more = {}) { return ctl(words("key create acme --name Deploy") + more); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
    }
    void cleanup() { m_home.reset(); }

    void theSecretComesOnceOnStandardOutput()
    {
        auto process = startProgram(QStringLiteral("planciactl"), words("key create acme --name Deploy --env test --product shop"));
        QVERIFY(process->waitForFinished(kProgramMs));
        QCOMPARE(process->exitCode(), 0);
        const QByteArray out = process->readAllStandardOutput();
        QVERIFY(out.endsWith('\n') && out.count('\n') == 1);
        const QByteArray key = out.trimmed();
        QVERIFY(plancia::apikeyformat::parse(key));
        QVERIFY(key.startsWith("shop_test_"));
        QVERIFY(!process->readAllStandardError().contains(key));
        const Ran verified = verify(QString::fromLatin1(key));
        RUNS(verified);
        QVERIFY(verified.out["valid"].toBool());
        QCOMPARE(verified.out["state"].toString(), QStringLiteral("active"));
        QCOMPARE(verified.out["tenant"].toString(), QStringLiteral("acme"));
        // Nothing shows it again.
        const Ran shown = ctl({"key", "show", verified.out["lookup"].toString()});
        RUNS(shown);
        QVERIFY(!QJsonDocument(shown.out).toJson().contains(key.right(20)));
    }

    void everyOptionOfAKey()
    {
        const Ran made = make(words("--expires 90d --permission orders:read --permission orders:write --address 192.0.2.0/24 --rate calls=100/1m --internal"));
        RUNS(made);
        QCOMPARE(made.out["permissions"].toArray(), (QJsonArray{"orders:read", "orders:write"}));
        QCOMPARE(made.out["limits"][0]["window_s"].toInt(), 60);
        QVERIFY(made.out["internal"].toBool());
        const auto ends = QDateTime::fromString(made.out["expires_at"].toString(), Qt::ISODateWithMs);
        QVERIFY(std::abs(QDateTime::currentDateTimeUtc().daysTo(ends) - 90) <= 1);
        const QString id = made.out["id"].toString(), key = made.out["key"].toString();
        RUNS(verify(key, words("--from 192.0.2.5 --permission orders:write")));
        const Ran forbidden = verify(key, words("--permission orders:delete"));
        QCOMPARE(forbidden.status, 1);
        QCOMPARE(forbidden.out["refused_for"].toString(), QStringLiteral("permission"));
        const Ran elsewhere = verify(key, words("--from 203.0.113.5"));
        QCOMPARE(elsewhere.status, 1);
        QCOMPARE(elsewhere.out["refused_for"].toString(), QStringLiteral("address"));
        const Ran updated = ctl({"key", "update", id, "--permission", "", "--expires=", "--name", "Other"});
        RUNS(updated);
        QVERIFY(updated.out["permissions"].toArray().isEmpty() && updated.out["expires_at"].isNull());
        QCOMPARE(updated.out["addresses"].toArray().size(), 1);
        FAILS(ctl({"key", "update", id, "--if-version", "1", "--name", "Late"}), 75, "CONFLICT_001");
        FAILS(make(words("--permission Orders")), 65, "VAL_017");
        FAILS(make(words("--address 192.0.2.1/24")), 65, "VAL_016");
        FAILS(make(words("--rate calls=0/1m")), 65, "VAL_010");
        FAILS(make(words("--expires 2001-01-01")), 65, "VAL_007");
        FAILS(make(words("--env LIVE")), 65, "VAL_011");
        FAILS(ctl(words("key create nobody --name x")), 66, "NOT_FOUND_001");
        FAILS(ctl(words("key create acme")), 65, "VAL_001");
        FAILS(ctl(words("key show nothing")), 66, "NOT_FOUND_010");
        FAILS(ctl(words("--read-only key create acme --name x")), 77, "AUTHZ_001");
    }

    void rotatedRevokedDeleted()
    {
        const Ran made = make();
        RUNS(made);
        const QString id = made.out["id"].toString(), key = made.out["key"].toString();
        for (const char *none : {"2d", "60", "-1h", ""})
            FAILS(ctl({"key", "rotate", id, "--grace", none}), 65, "VAL_011");
        QVERIFY(!ctl({"key", "rotate", id, "--grace", "2h"}).err.contains("24h\"")); // nothing is guessed of how long a secret lives
        const Ran rotated = ctl({"key", "rotate", id, "--grace", "1440m"}); // 24h
        RUNS(rotated);
        QCOMPARE(rotated.out["predecessor_id"].toString(), id);
        QCOMPARE(verify(key).out["state"].toString(), QStringLiteral("in_grace"));
        QCOMPARE(ctl({"key", "show", id}).out["used_since_rotation_by"].toArray().size(), 0);
        QVERIFY(ctl({"key", "show", rotated.out["id"].toString()}).out["used_since_rotation_by"].isNull());
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, "BEGIN IMMEDIATE; UPDATE meta SET commit_no = commit_no + 1; INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status,"
                                      " latency_us, address) SELECT tenant_id, updated_at + 5, randomblob(16), id, '/v1', 'GET', 200, 9, '192.0.2.7' FROM api_keys; COMMIT",
                              nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        const QJsonArray users = ctl({"key", "show", id}).out["used_since_rotation_by"].toArray();
        QCOMPARE(users.size(), 1);
        QCOMPARE(users[0]["address"].toString(), QStringLiteral("192.0.2.7"));
        QCOMPARE(users[0]["calls"].toInt(), 1);
        QCOMPARE(ctl(words("key list --state in_grace")).out["items"].toArray().size(), 1);
        QCOMPARE(ctl(words("key list --tenant acme")).out["items"].toArray().size(), 2);
        FAILS(ctl({"key", "revoke", id}), 65, "VAL_009");
        RUNS(ctl({"key", "revoke", id, "--reason", "Leaked"}));
        const Ran refused = verify(key);
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.out["state"].toString(), QStringLiteral("revoked"));
        const QString next = rotated.out["id"].toString(), file = m_home->filePath(QStringLiteral("k.json"));
        FAILS(ctl({"key", "delete", next, "--out", file, "--reason", "x"}), 75, "CONFLICT_007");
        RUNS(ctl({"key", "disable", next, "--reason", "x"}));
        QCOMPARE(verify(rotated.out["key"].toString()).out["state"].toString(), QStringLiteral("disabled"));
        RUNS(ctl({"key", "enable", next, "--reason", "x"}));
        RUNS(ctl({"key", "delete", id, "--out", file, "--reason", "x"}));
        QVERIFY(QFile::exists(file));
        FAILS(ctl({"key", "show", id}), 66, "NOT_FOUND_010");
    }

    void whatIsNoKey()
    {
        const Ran made = make();
        RUNS(made);
        const QString key = made.out["key"].toString();
        FAILS(verify({}), 65, "VAL_001");
        QString slip = key;
        slip[35] = slip[35] == u'a' ? u'b' : u'a';
        // No key, a slip of the finger and a part of one: not let in, which is an answer and no error.
        for (const QString &wrong : {QStringLiteral("short"), slip, key.left(50), QString(4'000, u'x')}) {
            const Ran refused = verify(wrong);
            QVERIFY2(refused.status == 1, refused.err.constData());
            QVERIFY(!refused.out["valid"].toBool(true));
            QCOMPARE(refused.out["state"].toString(), QStringLiteral("unknown"));
            QCOMPARE(refused.out["refused_for"].toString(), QStringLiteral("unknown"));
            QVERIFY(refused.out["key_id"].isNull());
            QCOMPARE(refused.out["missing_characters"].toInteger(), wrong.size() == 50 ? key.size() - 50 : 0);
        }
    }

    void keysOfAnotherShapeAndSealedOnes()
    {
        const QByteArray theirs = "shop_live_sk_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928";
        const Ran adopted = ctlWith(theirs + '\n', words("key create acme --name Shop --key-stdin"));
        RUNS(adopted);
        QCOMPARE(adopted.out["shown"].toString(), QString::fromLatin1(theirs.left(30)));
        RUNS(verify(QString::fromLatin1(theirs)));
        FAILS(ctlWith(theirs + '\n', words("key create acme --name Shop --key-stdin")), 75, "CONFLICT_007");

        const QString file = m_home->filePath(QStringLiteral("acme.sealed"));
        const Ran sealed = make({"--seal", file});
        RUNS(sealed);
        QVERIFY(!sealed.out.contains("key"));
        const Ran opened = ctlWith(sealed.out["passphrase"].toString().toLatin1() + '\n', {"key", "unseal", file});
        RUNS(opened);
        RUNS(verify(opened.out["key"].toString()));
        FAILS(ctlWith("wrong\n", {"key", "unseal", file}), 74, "IO_003");
        // A file that cannot be written loses no key.
        const Ran again = make({"--seal", file});
        QCOMPARE(again.code(), QStringLiteral("IO_009"));
        RUNS(verify(again.out["key"].toString()));
    }
};

QTEST_GUILESS_MAIN(KeyCommandsTest)
#include "tst_keycommands.moc"
