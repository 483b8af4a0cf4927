// SPDX-License-Identifier: GPL-3.0-or-later
// How keys are used, by the real planciactl.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QDateTime>
#include <QFile>
#include <QTest>
#include <sqlite3.h>

using namespace plancia::tests;

#define RUNS(ran)                                                                                                                \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status == 0, r.err.constData());                                                                              \
    } while (false)

class UsageCommandsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;

    /// As the service writes it.
    bool write(const QByteArray &sql)
    {
        sqlite3 *db = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &db) == SQLITE_OK;
        sqlite3_busy_timeout(db, 5000);
        done = done && sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
        for (int i = 0; i < 5; ++i)
            RUNS(ctl({"key", "create", "acme", "--name", QStringLiteral("Key %1").arg(i)}));
    }
    void cleanup() { m_home.reset(); }

    void refusalsAreToldByMinutePrefixAndBlock()
    {
        const qint64 minute = (QDateTime::currentMSecsSinceEpoch() / 60'000 - 10) * 60'000;
        const QByteArray at = QByteArray::number(minute), day = QByteArray::number(minute / 86'400'000 * 86'400'000);
        QVERIFY(write("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 502) INSERT INTO key_refusals SELECT zeroblob(16), " + at
                      + ", printf('plancia_live_%03d', i), '192.0.2.0/24', 'unknown', 2 FROM n;"
                        "INSERT INTO key_refusals SELECT id, " + at + ", 'plancia_live_x', '2001:db8::/48', 'cross_tenant', 900 FROM tenants;"
                        "INSERT INTO rate_limit_hits SELECT tenant_id, id, " + day + ", 'calls', '/v1/a', 7 FROM api_keys WHERE name = 'Key 1'"));
        const Ran all = ctl({"key", "usage", "--since", "1d"});
        RUNS(all);
        QCOMPARE(all.out["refusals"].toArray().size(), 500);
        QCOMPARE(all.out["refusals_total"].toInt(), 503); // what is not told line by line is counted
        QCOMPARE(all.out["refusal_days"][0]["count"].toInt(), 1904);
        const QJsonObject first = all.out["refusals"][0].toObject();
        QCOMPARE(first["at"].toString(), QDateTime::fromMSecsSinceEpoch(minute, Qt::UTC).toString(Qt::ISODateWithMs));
        QCOMPARE(first["day"].toString().left(10), first["at"].toString().left(10));
        QCOMPARE(first["prefix"].toString() + u' ' + first["block"].toString() + u' ' + first["reason"].toString() + u' ' + first["tenant_slug"].toString(),
                 QStringLiteral("plancia_live_x 2001:db8::/48 cross_tenant acme"));
        QCOMPARE(first["count"].toInt(), 900);
        QCOMPARE(all.out["limit_hits_total"].toInt(), 1);
        QCOMPARE(all.out["limit_hits"][0]["hits"].toInt(), 7);
        QCOMPARE(all.out["limit_hit_days"][0]["count"].toInt(), 7);
        const Ran one = ctl({"key", "usage", "--tenant", "acme", "--since", "1d"});
        QCOMPARE(one.out["refusals_total"].toInt(), 1);
        auto plain = startProgram(QStringLiteral("planciactl"), {"key", "usage", "--since", "1d"});
        QVERIFY(plain->waitForFinished(kProgramMs));
        QVERIFY(plain->readAllStandardOutput().contains("2001:db8::/48"));
        QVERIFY(plain->readAllStandardError().contains("The newest 500 of 503 lines are shown."));
    }

    void hygieneGoesOnWhereItEnded()
    {
        QStringList names;
        QString next;
        for (int page = 0; page < 3; ++page) {
            QStringList arguments{"key", "hygiene", "no_expiry", "--sort", "name", "--limit", "2"};
            if (page > 0)
                arguments += {"--after", next};
            const Ran ran = ctl(arguments);
            RUNS(ran);
            QCOMPARE(ran.out["total"].toInt(), 5);
            for (const QJsonValue &item : ran.out["items"].toArray())
                names.append(item["name"].toString());
            next = ran.out["next"].toString();
            QCOMPARE(next.isEmpty(), page == 2);
        }
        QCOMPARE(names, (QStringList{"Key 0", "Key 1", "Key 2", "Key 3", "Key 4"}));
        const Ran foreign = ctl({"key", "hygiene", "idle", "--after", "1.2.3"});
        QCOMPARE(foreign.code(), QStringLiteral("VAL_008"));
    }

    void hygieneGoesOutRowByRow()
    {
        auto process = startProgram(QStringLiteral("planciactl"), words("key hygiene no_expiry --sort name --descending --csv --all"));
        QVERIFY(process->waitForFinished(kProgramMs));
        const QByteArrayList lines = process->readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0].trimmed(), QByteArray("name,tenant_slug,shown,created_at,last_used_at,expires_at,grace_ends_at,count,id"));
        for (int i = 0; i < 5; ++i)
            QVERIFY2(lines[i + 1].startsWith("Key " + QByteArray::number(4 - i) + ",acme,plancia_live_"), lines[i + 1].constData());
    }
};

QTEST_GUILESS_MAIN(UsageCommandsTest)
#include "tst_usagecommands.moc"
