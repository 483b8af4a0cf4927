// SPDX-License-Identifier: GPL-3.0-or-later
// The people of a tenant by the real planciactl.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

namespace {
Ran user(const QStringList &arguments) { return ctl(QStringList{QStringLiteral("user")} + arguments); }

/// planciactl --json with a line on standard input.
Ran typing(const QByteArray &line, const QStringList &arguments)
{
    auto process = startProgram(QStringLiteral("planciactl"), QStringList{QStringLiteral("--json")} + arguments);
    process->write(line);
    process->closeWriteChannel();
    return finishProgram(*process);
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

class PeopleCtlTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;

    QStringList listed(const QStringList &options) const
    {
        QStringList emails;
        for (const QJsonValue &item : user(QStringList{"list"} + options).out["items"].toArray())
            emails.append(item["email"].toString());
        return emails;
    }
    /// The service writes into the same store.
    bool serviceWrites(const QByteArray &sql) const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, ("BEGIN IMMEDIATE; UPDATE meta SET commit_no = commit_no + 1;" + sql + "; COMMIT;").constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
        RUNS(ctl({"tenant", "create", "globex", "--name", "Globex"}));
    }
    void cleanup() { m_home.reset(); }

    void invitedListedAndChanged()
    {
        const Ran made = user({"invite", "acme", "anna@acme.example", "--name", "Anna Rossi", "--role", "owner"});
        RUNS(made);
        QCOMPARE(made.out["status"].toString(), QStringLiteral("invited"));
        QCOMPARE(made.out["code"].toString().size(), 29);
        QVERIFY(!made.out["code_expires_at"].toString().isEmpty());
        RUNS(user({"invite", "globex", "bruno@globex.example"}));
        QCOMPARE(listed({}), (QStringList{"anna@acme.example", "bruno@globex.example"}));
        QCOMPARE(listed({"globex"}), QStringList{"bruno@globex.example"});
        QCOMPARE(listed({"--role", "owner"}), QStringList{"anna@acme.example"});
        QCOMPARE(listed({"--filter", "ross"}), QStringList{"anna@acme.example"});
        QCOMPARE(listed({"--sort", "email", "--descending"}).first(), QStringLiteral("bruno@globex.example"));
        const Ran shown = user({"show", "acme", "ANNA@acme.example"});
        RUNS(shown);
        QCOMPARE(shown.out["name"].toString(), QStringLiteral("Anna Rossi"));
        QVERIFY(!shown.out.contains("code"));
        QCOMPARE(user({"show", "acme", shown.out["id"].toString()}).out, shown.out);
        FAILS(user({"show", "globex", shown.out["id"].toString()}), 66, "NOT_FOUND_009"); // of another tenant
        FAILS(user({"show", "acme", "nobody@acme.example"}), 66, "NOT_FOUND_009");
        FAILS(user({"show", "nowhere", "anna@acme.example"}), 66, "NOT_FOUND_001");
        FAILS(user({"show", "acme", "'; DROP TABLE users; --"}), 66, "NOT_FOUND_009");
        FAILS(user({"invite", "acme", "anna@acme.example"}), 75, "CONFLICT_006");
        FAILS(user({"invite", "acme", "anna"}), 65, "VAL_015");
        FAILS(user({"invite", "acme", "x@acme.example", "--role", "king"}), 65, "VAL_011");
        RUNS(user({"update", "acme", "anna@acme.example", "--name", "Anna R.", "--role", "admin"}));
        FAILS(user({"update", "acme", "anna@acme.example", "--name", "X", "--if-version", "1"}), 75, "CONFLICT_001");
        FAILS(user({"update", "acme", "anna@acme.example"}), 64, "VAL_005");
        const Ran verified = user({"verify-email", "acme", "anna@acme.example"});
        RUNS(verified);
        QVERIFY(!verified.out["email_verified_at"].isNull());
        FAILS(ctl(words("--read-only user invite acme y@acme.example")), 77, "AUTHZ_001");
        RUNS(ctl(words("--read-only user show acme anna@acme.example")));
        RUNS(ctl(words("store check")));
    }

    void aCopiedTokenIsToldAndFiltered()
    {
        RUNS(user({"invite", "acme", "anna@acme.example"}));
        RUNS(user({"invite", "acme", "bruno@acme.example"}));
        QCOMPARE(listed({"--reused-token"}), QStringList());
        QVERIFY(serviceWrites("INSERT INTO user_sessions SELECT tenant_id, id, x'0000000000000000000000000000000b', 'Copied phone', '192.0.2.7', 1700000000000, 1700000000000, 1700000900000,"
                              " 9999999999999, NULL, '' FROM users WHERE email = 'anna@acme.example';"
                              "INSERT INTO session_tokens SELECT tenant_id, id, x'0000000000000000000000000000000b', 1, zeroblob(32), 1, 2, 1700000001000 FROM users WHERE email = 'anna@acme.example'"));
        QCOMPARE(listed({"--reused-token"}), QStringList{"anna@acme.example"});
        QCOMPARE(listed({"acme", "--reused-token"}), QStringList{"anna@acme.example"});
        QCOMPARE(user({"show", "acme", "anna@acme.example"}).out["token_reused_at"].toString(), QStringLiteral("2023-11-14T22:13:21.000Z"));
        QVERIFY(user({"show", "acme", "bruno@acme.example"}).out["token_reused_at"].isNull());
        auto process = startProgram(QStringLiteral("planciactl"), words("user list"));
        QVERIFY(process->waitForFinished(kProgramMs));
        QCOMPARE(process->readAllStandardOutput().count("alarm"), 1);
    }

    void passwordsComeFromStandardInput()
    {
        RUNS(user({"invite", "acme", "anna@acme.example", "--role", "owner"}));
        const QStringList set{"user", "set-password", "acme", "anna@acme.example"};
        const Ran weak = typing("password\n", set);
        QVERIFY2(weak.status == 65 && weak.code() == QLatin1String("VAL_018"), weak.err.constData());
        QVERIFY(!weak.err.contains("“password”"));
        FAILS(typing("\n", set), 65, "VAL_001");
        RUNS(typing("Correct-Horse-9\n", set));
        QCOMPARE(user({"show", "acme", "anna@acme.example"}).out["status"].toString(), QStringLiteral("active"));
        QCOMPARE(user({"sessions", "acme", "anna@acme.example"}).out["password"].toString(), QStringLiteral("argon2id"));
        FAILS(user({"disable", "acme", "anna@acme.example", "--reason", "x"}), 75, "CONFLICT_009");

        QCOMPARE(user({"password-policy"}).out["min_length"].toInt(), 8);
        RUNS(user({"password-policy", "--min-length", "16", "--min-kinds", "4"}));
        FAILS(typing("Correct-Horse-9\n", set), 65, "VAL_018");
        FAILS(user({"password-policy", "--min-length", "7"}), 65, "VAL_010");
        FAILS(user({"password-policy", "--min-kinds", "5"}), 65, "VAL_010");
        QCOMPARE(user({"password-policy"}).out["min_length"].toInt(), 16);
        // What was typed is nowhere in the home.
        QProcess look;
        look.start(QStringLiteral("grep"), {"-rlE", "Correct-Horse-9", m_home->path()});
        QVERIFY(look.waitForFinished());
        QCOMPARE(look.readAllStandardOutput(), QByteArray());
    }

    void disabledResetAndSessionsEnded()
    {
        RUNS(user({"invite", "acme", "anna@acme.example"}));
        RUNS(typing("Correct-Horse-9\n", {"user", "set-password", "acme", "anna@acme.example"}));
        const QByteArray id = user({"show", "acme", "anna@acme.example"}).out["id"].toString().remove(u'-').toUtf8();
        QVERIFY(serviceWrites("INSERT INTO user_sessions SELECT tenant_id, id, x'0000000000000000000000000000000a', 'Phone', '192.0.2.1', 1, 2, 3, 9999999999999,"
                              " NULL, '' FROM users WHERE id = x'" + id + "'; INSERT INTO sign_ins SELECT tenant_id, 5, x'0000000000000000000000000000000b', id,"
                              " 'bad_password', '192.0.2.9', 'curl' FROM users WHERE id = x'" + id + "'"));
        const Ran shown = user({"sessions", "acme", "anna@acme.example"});
        RUNS(shown);
        QCOMPARE(shown.out["sessions"][0]["device"].toString(), QStringLiteral("Phone"));
        QVERIFY(shown.out["sessions"][0]["ended_at"].isNull());
        QCOMPARE(shown.out["sign_ins"][0]["result"].toString(), QStringLiteral("bad_password"));
        const QString session = shown.out["sessions"][0]["id"].toString();
        FAILS(user({"revoke-session", "acme", "anna@acme.example", "--reason", "x"}), 64, "VAL_005");
        FAILS(user({"revoke-session", "acme", "anna@acme.example", session, "--all", "--reason", "x"}), 64, "VAL_005");
        FAILS(user({"revoke-session", "acme", "anna@acme.example", session}), 65, "VAL_009");
        FAILS(user({"revoke-session", "acme", "anna@acme.example", "nonsense", "--reason", "x"}), 66, "NOT_FOUND_011");
        const Ran ended = user({"revoke-session", "acme", "anna@acme.example", session, "--reason", "Lost phone"});
        RUNS(ended);
        QCOMPARE(ended.out["ended"].toInt(), 1);
        QCOMPARE(user({"sessions", "acme", "anna@acme.example"}).out["sessions"][0]["end_reason"].toString(), QStringLiteral("Lost phone"));
        QCOMPARE(user({"revoke-session", "acme", "anna@acme.example", "--all", "--reason", "x"}).out["ended"].toInt(), 0);

        const Ran reset = user({"reset", "acme", "anna@acme.example"});
        RUNS(reset);
        QVERIFY(!reset.out["code"].toString().isEmpty());
        FAILS(user({"disable", "acme", "anna@acme.example"}), 65, "VAL_009");
        RUNS(user({"disable", "acme", "anna@acme.example", "--reason", "Left"}));
        FAILS(user({"reset", "acme", "anna@acme.example"}), 75, "CONFLICT_008");
        FAILS(user({"disable", "acme", "anna@acme.example", "--reason", "Left"}), 75, "CONFLICT_008");
        RUNS(user({"enable", "acme", "anna@acme.example", "--reason", "Back"}));
        const QJsonArray trail = ctl(words("audit list --tenant acme --oldest-first --action USER_DISABLE")).out["items"].toArray();
        QCOMPARE(trail.size(), 2);
        QCOMPARE(trail[0]["object_name"].toString(), QStringLiteral("anna@acme.example"));
        QCOMPARE(trail[1]["result"].toString(), QStringLiteral("refused"));
    }

    void exportedAndErased()
    {
        RUNS(user({"invite", "acme", "anna@acme.example", "--name", "Anna"}));
        const QString file = m_home->filePath(QStringLiteral("anna.json"));
        FAILS(user({"export", "acme", "anna@acme.example"}), 65, "VAL_001");
        const Ran exported = user({"export", "acme", "anna@acme.example", "--out", file});
        RUNS(exported);
        const QByteArray written = contentOf(file);
        QCOMPARE(exported.out["sha256"].toString().toLatin1(), QCryptographicHash::hash(written, QCryptographicHash::Sha256).toHex());
        QCOMPARE(QJsonDocument::fromJson(written)["users"][0]["display_name"].toString(), QStringLiteral("Anna"));
        const QStringList erase{"erase", "acme", "anna@acme.example", "--yes", "--reason", "Asked for", "--out"};
        FAILS(user(erase + QStringList{file}), 74, "IO_009");
        FAILS(user({"erase", "acme", "anna@acme.example", "--yes", "--out", file}), 65, "VAL_009");
        const Ran named = ctl(words("archive name before"));
        RUNS(named);
        const QStringList back{"restore", "--dry-run", "--commit", QString::number(named.out["commit"].toInteger())};
        QCOMPARE(ctl(back).out["erasures_undone"].toInt(-1), 0);
        const Ran erased = user(erase + QStringList{m_home->filePath(QStringLiteral("gone.json"))});
        RUNS(erased);
        QCOMPARE(erased.out["rows"]["users"].toInt(), 1);
        FAILS(user({"show", "acme", "anna@acme.example"}), 66, "NOT_FOUND_009");
        const QJsonArray trail = ctl(words("audit list --action USER_ERASE --tenant acme")).out["items"].toArray();
        QCOMPARE(trail[0]["details"]["sha256"].toString(), erased.out["sha256"].toString());
        QCOMPARE(ctl(back).out["erasures_undone"].toInt(), 1); // who was erased would be back
        RUNS(ctl(words("store check")));
    }
};

QTEST_GUILESS_MAIN(PeopleCtlTest)
#include "tst_peoplectl.moc"
