// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of tenants by the real planciactl.
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QTest>

using namespace plancia::tests;

#define RUNS(ran)                                                                                                                \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status == 0, r.err.constData());                                                                              \
    } while (false)
#define FAILS(ran, expectedCode)                                                                                                 \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status != 0 && r.code() == QLatin1String(expectedCode), r.err.constData());                                   \
    } while (false)

class LimitCommandsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TemporaryHome> m_home;

    static QJsonObject limit(const QString &name, const QString &per)
    {
        for (const QJsonValue &one : ctl(words("tenant limits acme")).out["items"].toArray())
            if (one["limit"].toString() == name && one["per"].toString() == per)
                return one.toObject();
        return {};
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        RUNS(ctl({"tenant", "create", "acme", "--name", "Acme"}));
    }
    void cleanup() { m_home.reset(); }

    void limitsAreShownSetAndTakenAway()
    {
        QJsonObject minute = limit("requests_minute", "key");
        QCOMPARE(minute["amount"].toInt(), 100);
        QVERIFY(minute["is_default"].toBool() && minute["used"].isNull() && minute["forecast"].isNull() && minute["runs_out_at"].isNull());
        QCOMPARE(limit("requests_minute", "address")["amount"].toInt(), 10);
        const Ran set = ctl(words("tenant limit set acme requests_minute 500"));
        RUNS(set);
        QCOMPARE(set.out["row_version"].toInt(), 1);
        QCOMPARE(limit("requests_minute", "key")["amount"].toInt(), 500);
        RUNS(ctl(words("tenant limit set acme storage 50GiB")));
        QCOMPARE(limit("storage", "tenant")["amount"].toDouble(), 50.0 * 1024 * 1024 * 1024);
        RUNS(ctl(words("tenant limit set acme cost_month 12,50")));
        QCOMPARE(limit("cost_month", "tenant")["amount"].toInt(), 12'500'000);
        RUNS(ctl(words("tenant limit set acme requests_hour 9 --per tenant --endpoint /v1/a")));
        QCOMPARE(limit("requests_hour", "tenant")["endpoint"].toString(), QStringLiteral("/v1/a"));
        RUNS(ctl(words("tenant limit remove acme requests_minute")));
        QVERIFY(limit("requests_minute", "key")["is_default"].toBool());
        FAILS(ctl(words("tenant limit remove acme requests_minute")), "BUSINESS_001");
    }

    void mistakesAreNamed()
    {
        FAILS(ctl(words("tenant limit set acme chairs 5")), "VAL_011");
        FAILS(ctl(words("tenant limit set acme seats many")), "VAL_013");
        FAILS(ctl(words("tenant limit set acme seats 0")), "VAL_010");
        FAILS(ctl(words("tenant limit set acme seats 5 --per key")), "VAL_011");
        FAILS(ctl(words("tenant limit set nobody seats 5")), "NOT_FOUND_001");
        FAILS(ctl(words("tenant limit")), "VAL_005");
        FAILS(ctl(words("tenant limit sett acme seats 5")), "VAL_005");
        RUNS(ctl(words("tenant limit set acme seats 5")));
        FAILS(ctl(words("tenant limit set acme seats 6 --if-version 0")), "CONFLICT_001");
        RUNS(ctl(words("tenant limit set acme seats 6 --if-version 1")));
    }

    void noSeatNoPerson()
    {
        RUNS(ctl(words("tenant limit set acme seats 1")));
        RUNS(ctl(words("user invite acme a@x.example")));
        FAILS(ctl(words("user invite acme b@x.example")), "BUSINESS_003");
        const QJsonObject seats = limit("seats", "tenant");
        QCOMPARE(seats["used"].toInt(), 1);
        QCOMPARE(seats["forecast"].toString(), QStringLiteral("reached"));
    }

    void aTenantIsTakenInAsAWhole()
    {
        const QString sheet = m_home->filePath("bolt.html"), sealed = m_home->filePath("bolt.sealed");
        const Ran done = ctl(words("tenant intake bolt --name Bolt --limit seats=5 --limit requests_hour:tenant:/v1/a=9 --person b@x.example --key Deploy --permission orders:read")
                             + QStringList{"--sheet", sheet, "--seal", sealed});
        RUNS(done);
        QCOMPARE(done.out["tenant"]["slug"].toString(), QStringLiteral("bolt"));
        QCOMPARE(done.out["limits"].toArray().size(), 2);
        QCOMPARE(done.out["person"]["role"].toString(), QStringLiteral("owner"));
        QVERIFY(!done.out["person"]["code"].toString().isEmpty());
        QCOMPARE(done.out["key"]["sealed_file"].toString(), sealed);
        QVERIFY(!done.out["key"]["passphrase"].toString().isEmpty() && done.out["key"]["key"].isUndefined());
        QCOMPARE(done.out["sheet"].toString(), sheet);
        QVERIFY(QFile::exists(sheet) && QFile::exists(sealed));
        // What cannot be written is told before anything is made, where that can be known.
        FAILS(ctl(words("tenant intake ohm --name Ohm --key Deploy") + QStringList{"--sheet", sheet}), "IO_009");
        FAILS(ctl(words("tenant intake ohm --name Ohm --key Deploy") + QStringList{"--sheet", m_home->filePath("nowhere/ohm.html")}), "IO_004");
        FAILS(ctl(words("tenant show ohm")), "NOT_FOUND_001");
        // Else everything is set up; only the sheet is refused, and code and key are told all the same.
        const Ran late = ctl(words("tenant intake ohm --name Ohm --key Deploy") + QStringList{"--sheet", m_home->filePath(QString(300, u'o'))});
        QVERIFY(late.status != 0);
        QCOMPARE(late.code(), QStringLiteral("IO_004"));
        QVERIFY(!late.out["key"]["key"].toString().isEmpty());
        FAILS(ctl(words("tenant intake bolt --name Bolt")), "CONFLICT_002");
        FAILS(ctl(words("tenant intake watt --name Watt --role owner")), "VAL_005");
        FAILS(ctl(words("tenant intake watt --name Watt --limit seats")), "VAL_013");
        FAILS(ctl(words("tenant show watt")), "NOT_FOUND_001");
    }
};

QTEST_GUILESS_MAIN(LimitCommandsTest)
#include "tst_limitcommands.moc"
