// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/log.h"

#include <QTest>
#include <ctime>

using plancia::log::mask;

namespace {
const QString M = QStringLiteral("‹masked›");

/// What this thread took of the processor: others may be busy as well.
qint64 processorNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}
} // namespace

class tst_Mask : public QObject {
    Q_OBJECT
private slots:
    void hidesSecrets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) {
            QTest::newRow(name) << text << expected;
        };
        // URLs
        row("url", "postgresql://anna:hunter2@db.eu:5432/x?sslmode=require", "postgresql://anna:" + M + "@db.eu:5432/x?sslmode=require");
        row("url, slash in password", "postgresql://anna:hun/ter2@db.eu/x", "postgresql://anna:" + M + "@db.eu/x");
        row("url, at in password", "redis://:p@ss@h:6379", "redis://:" + M + "@h:6379");
        row("url, key as user", "https://ghp_abcdefghijklmnopqrstuvwxyz@github.com/x", "https://ghp_" + M + "@github.com/x");
        row("url, query", "ws://h:1/stream?token=abc123&from=1", "ws://h:1/stream?token=" + M);
        row("url, encoded query", "https://h/?next=%2Fx%3Fpassword%3Dhunter2", "https://h/?next=%2Fx%3Fpassword%3D" + M);
        row("two urls", "a://u:p1@h b://u:p2@h", "a://u:" + M + "@h b://u:" + M + "@h");
        // key=value, libpq
        row("conninfo", "host=x password=hunter2 user=y", "host=x password=" + M + " user=y");
        row("conninfo, quoted", "host=x password='hun ter\\'2' user=y", "host=x password='" + M + "' user=y");
        row("conninfo, blanks", "password = hunter2 user=y", "password = " + M + " user=y");
        row("conninfo, odd signs", "password=a,b;c&d)e user=y", "password=" + M + " user=y");
        row("environment", "PGPASSWORD=hunter2 psql", "PGPASSWORD=" + M + " psql");
        row("prefix and suffix", "db_password_old: hunter2", "db_password_old: " + M);
        row("short name", "DB_PASS=hunter2", "DB_PASS=" + M);
        row("fat arrow", "'password' => 'hunter2'", "'password' => '" + M + "'");
        row("sql", "ALTER ROLE a PASSWORD 'it''s me'", "ALTER ROLE a PASSWORD '" + M + "'");
        row("option", "psql --password hunter2 -h x", "psql --password " + M + " -h x");
        row("option, equals", "x --api-key=abc -h x", "x --api-key=" + M + " -h x");
        // JSON
        row("json", R"({"password": "hun\"ter2", "user": "y"})", R"({"password": ")" + M + R"(", "user": "y"})");
        row("json, camel case", R"({"clientSecret":"abc"})", R"({"clientSecret":")" + M + R"("})");
        row("json in json", R"({"body":"{\"password\":\"hunter2\",\"a\":1}"})", R"({"body":"{\"password\":\")" + M + R"(\",\"a\":1}"})");
        row("json list", R"({"tokens": ["a]","b"], "n": 1})", R"({"tokens": ")" + M + R"(", "n": 1})");
        row("json number", R"({"secret":12345,"n":1})", R"({"secret":")" + M + R"(","n":1})");
        row("json cut", R"({"password":"hunter2)", R"({"password":")" + M);
        // headers
        row("authorization", "Authorization: Bearer abc.def\nHost: x", "Authorization: " + M + "\nHost: x");
        row("cookie", "Cookie: a=1; b=2\r\nHost: x", "Cookie: " + M + "\r\nHost: x");
        row("set-cookie", "set-cookie: sid=abc; HttpOnly", "set-cookie: " + M);
        row("header in quotes", "curl -H 'Authorization: Bearer abc' http://x", "curl -H 'Authorization: " + M + "' http://x");
        row("x-api-key", "X-API-Key: abc", "X-API-Key: " + M);
        row("bearer alone", "sent Bearer abcdefghijklmnop to x", "sent Bearer " + M + " to x");
        // keys
        row("our key", "key plancia_live_a1b2c3d4e5f6_9f8e7d6c5b4a39281706f5e4_1a2b3c refused", "key plancia_live_a1b2c3d4e5f6_" + M + " refused");
        row("stripe", "sk_live_51H8abcdefghijkl", "sk_" + M);
        row("aws", "(AKIAIOSFODNN7EXAMPLE)", "(AKIA" + M + ")");
        row("jwt", "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_x now", "got eyJ" + M + " now");
        row("private key", "x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny", "x\n" + M + "\ny");
        row("private key, cut", "-----BEGIN PRIVATE KEY-----\\nMIIE", M);
        // e-mail addresses
        row("e-mail", "mail to anna.rossi+x@mail.example.com.", "mail to " + M + ".");
        row("e-mail, accents", "<jörg@bücher.example>", "<" + M + ">");
        row("e-mail, encoded", "/u/anna%40example.com/x", "/u/" + M + "/x");
    }
    void hidesSecrets()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        int count = 0;
        const QString once = mask(text, &count);
        QCOMPARE(once, expected);
        QCOMPARE(count, static_cast<int>(expected.count(M)));
        int again = 0;
        QCOMPARE(mask(once, &again), once); // bundles mask what the log has masked
        QCOMPARE(again, 0);
    }
    void leavesTheRest_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"", "password authentication failed for user \"anna\"", "postgresql://anna@db.example.com:5432/x",
              "os:anna@host", "https://h:8080/a/b", "role plancia_app on table plancia_meta", "plancia_backup_2",
              "2026-01-31T13:45:00.123Z", "wrote 12 rows to /var/lib/x.db", "a@b", "key=value name=x", "sk_short",
              "{\"has_token\": true, \"n\": null}", "version 1@2.3", "--password-stdin now", "password:\nnext line",
              "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----", "ends with password=", "100%", "::", "://"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void leavesTheRest()
    {
        QFETCH(QString, text);
        int count = 0;
        QCOMPARE(mask(text, &count), text);
        QCOMPARE(count, 0);
    }
    void takesTimeInStepWithLength_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"a", "://", "://a:b", "@", "a@b.", "password=", "password", "\"", "\\\"", "'", "[", "{\"token\":[",
                                  "-----BEGIN ", "plancia_", "eyJ.", "%40", "bearer ", "a@", "x:", "%3D", "-----BEGIN PRIVATE"})
            QTest::newRow(piece) << QString(piece);
    }
    /// A ratio, no time: four times the text may take at most twelve times as much of the processor, the best
    /// of several tries.
    void takesTimeInStepWithLength()
    {
        QFETCH(QString, piece);
        const auto best = [&](qsizetype length) {
            const QString text = piece.repeated(length / piece.size());
            qint64 least = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 3; ++i) {
                const qint64 begun = processorNs();
                if (mask(text).isNull())
                    return qint64(0);
                least = std::min(least, processorNs() - begun);
            }
            return least;
        };
        const qint64 small = best(50'000);
        const qint64 large = best(200'000);
        QVERIFY2(large < 12 * small + 5'000'000, qPrintable(QString("%1 ns, %2 ns").arg(small).arg(large)));
    }
};

QTEST_GUILESS_MAIN(tst_Mask)
#include "tst_mask.moc"
