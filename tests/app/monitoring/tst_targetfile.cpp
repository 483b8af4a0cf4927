// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/prometheustext.h"
#include "app/monitoring/health/targetfile.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const QString kPath = QStringLiteral("targets.toml");
const QByteArray kCache = "# what the shop needs\n[[target]]\nname = \"cache\"   # the big one\nkind = \"redis\"\naddress = \"cache.example:6379\"\n\n";
const QByteArray kShop = "# the front\n[[target]]\nname = \"shop\"\nkind = \"http\"\naddress = \"https://shop.example/\"\nstatus = 204\n# end\n";

HealthTarget disk(const QString &name)
{
    HealthTarget target;
    target.name = name;
    target.kind = HealthTarget::Kind::Disk;
    target.address = QStringLiteral("/var/lib \"quoted\\\"");
    target.leastFreePercent = 0;
    target.leastFreeBytes = 5'000'000'000;
    target.everySeconds = 60;
    target.isCritical = false;
    return target;
}
} // namespace

class TestTargetFile : public QObject {
    Q_OBJECT
private slots:
    void eachKindIsWrittenAsItIsRead()
    {
        HealthTarget http;
        http.name = QStringLiteral("größe \"x\"");
        http.address = QStringLiteral("https://shop.example/?a=b");
        http.status = 503;
        http.body = QStringLiteral("ok \\ \"yes\"");
        http.followsRedirects = true;
        http.warnDays = 0;
        HealthTarget backup;
        backup.name = QStringLiteral("backups");
        backup.kind = HealthTarget::Kind::Backup;
        backup.mostHours = 26;
        HealthTarget server;
        server.name = QStringLiteral("db");
        server.kind = HealthTarget::Kind::Postgres;
        server.address = QStringLiteral("postgresql://watch@db.example/app?sslmode=require");
        HealthTarget page;
        page.name = QStringLiteral("metrics");
        page.kind = HealthTarget::Kind::Prometheus;
        page.address = QStringLiteral("http://shop.example/metrics");
        page.series = {QStringLiteral("queue"), QStringLiteral("hits_total{code=\"500\",path=\"C:\\\\a\"}")};
        const QList<HealthTarget> all{http, disk(QStringLiteral("disk")), backup, server, page};
        QByteArray text;
        for (const HealthTarget &target : all) {
            const auto next = withTarget(text, kPath, target, {});
            QVERIFY2(next, next ? "" : qPrintable(next.error().fact(u"message")));
            text = *next;
        }
        const TargetsRead read = parseTargets(text, kPath, OtherKeys::Refused);
        QVERIFY(read.faults.isEmpty());
        QCOMPARE(read.targets, all);
    }

    void whatAPersonWroteStays()
    {
        const auto added = withTarget(kCache + kShop, kPath, disk(QStringLiteral("disk")), {});
        QVERIFY(added);
        QVERIFY(added->startsWith(kCache + kShop));
        const auto taken = withTarget(*added, kPath, std::nullopt, QStringLiteral("cache"));
        QVERIFY(taken);
        QCOMPARE(*taken, "# what the shop needs\n" + added->mid(kCache.size()));
        HealthTarget shop = parseTargets(kShop, kPath, OtherKeys::Refused).targets.first();
        shop.status = 0;
        shop.name = QStringLiteral("front");
        const auto edited = withTarget(kCache + kShop, kPath, shop, QStringLiteral("shop"));
        QVERIFY(edited);
        QVERIFY(edited->startsWith(kCache + "# the front\n[[target]]\nname = \"front\"\n"));
        QVERIFY(edited->endsWith("\n# end\n"));
    }

    void seriesAreReadInOneForm()
    {
        const QByteArray text = "[[target]]\nname = \"a\"\nkind = \"prometheus\"\naddress = \"http://a/\"\nseries = [\n  'hits_total{ b=\"2\", a=\"1\" }', # ours\n]\nevery = 60\n";
        const TargetsRead read = parseTargets(text, kPath, OtherKeys::Refused);
        QVERIFY(read.faults.isEmpty());
        QCOMPARE(read.targets.first().series, QStringList{QStringLiteral("hits_total{a=\"1\",b=\"2\"}")});
        HealthTarget other = read.targets.first();
        other.everySeconds = 30;
        QVERIFY(withTarget(text, kPath, other, other.name)); // a list over several lines goes as a whole
    }

    void refusesRatherThanWritesOver()
    {
        QCOMPARE(withTarget(kCache, kPath, std::nullopt, QStringLiteral("shop")).error().code(), ErrorCode::TargetNotFound);
        QCOMPARE(withTarget(kCache, kPath, disk(QStringLiteral("cache")), {}).error().code(), ErrorCode::ConflictNameTaken);
        QCOMPARE(withTarget(kCache + kShop, kPath, disk(QStringLiteral("cache")), QStringLiteral("shop")).error().code(), ErrorCode::ConflictNameTaken);
        QCOMPARE(withTarget("[[target]]\nname = 1\n", kPath, disk(QStringLiteral("a")), {}).error().code(), ErrorCode::ConfigInvalid);
        QCOMPARE(withTarget("target = [{name = \"a\", kind = \"tcp\", address = \"a:1\"}]\n", kPath, disk(QStringLiteral("b")), {}).error().code(), ErrorCode::ConfigInvalid);
    }

    void eachFaultIsNamedWithKeyAndLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const char *text, const char *key, const char *line) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(key) << QString::fromLatin1(line);
        };
        row("no kind", "[[target]]\nname = \"a\"\n", "target[0].kind", "1");
        row("another kind", "[[target]]\nname = \"a\"\nkind = \"mysql\"\n", "target[0].kind", "3");
        row("unknown key", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\nretries = 1\n", "target[0].retries", "5");
        row("password", "[[target]]\nname = \"a\"\nkind = \"redis\"\naddress = \"a:1\"\npassword = \"x\"\n", "target[0].password", "5");
        row("key of another kind", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\nbody = \"ok\"\n", "target[0].body", "5");
        row("address", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a\"\n", "target[0].address", "4");
        row("text for a number", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\nevery = \"10\"\n", "target[0].every", "5");
        row("name twice", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\n[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:2\"\n", "target[1].name", "6");
        row("series of another kind", "[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\nseries = [\"x\"]\n", "target[0].series", "5");
        row("no series", "[[target]]\nname = \"a\"\nkind = \"prometheus\"\naddress = \"http://a/\"\nseries = [\"x\", \"sum(x)\"]\n", "target[0].series", "5");
        row("another table", "[target]\nname = \"a\"\n", "target", "1");
        row("another key", "targets = 1\n", "targets", "1");
    }
    void eachFaultIsNamedWithKeyAndLine()
    {
        QFETCH(QByteArray, text);
        const TargetsRead read = parseTargets(text, kPath, OtherKeys::Refused);
        QVERIFY(!read.faults.isEmpty());
        QCOMPARE(read.faults.first().code(), ErrorCode::ConfigInvalid);
        QTEST(read.faults.first().fact(u"key"), "key");
        QTEST(read.faults.first().fact(u"line"), "line");
        QVERIFY(!read.faults.first().fact(u"message").isEmpty());
    }

    // Pages of metrics

    void pagesAreRead_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<bool>("isOpen");
        QTest::addColumn<int>("series"); // -1: refused
        const auto row = [](const char *name, const char *page, int series, bool open = false) {
            QTest::newRow(name) << QByteArray(page) << open << series;
        };
        row("empty", "", 0);
        row("comments and blanks", "\n# a comment\n#\n  \n# EOF\n", 0);
        row("help of nothing", "# HELP\n", -1);
        row("plain", "# HELP a What \\\\ it \\n is\n# TYPE a counter\na 1\na{b=\"c\"} 2 1395066363000\n", 2);
        row("values", "a +Inf\na -Inf\na NaN\na 1e-9\na .5\na 5.\na -1.7560473e+07\n", 7);
        row("labels", "a{b=\"x\\\\ \\\"y\\\" \\n\",c=\"{},=\",} 1\n", 1);
        row("blanks", "  a { b = \"c\" , d=\"e\" }  1   -5\t\n", 1);
        row("families out of order", "# TYPE a gauge\n# TYPE b gauge\na 1\nb 1\na{c=\"d\"} 2\n", 3);
        row("quoted names", "{\"my.größe\",\"a b\"=\"c\"} 1\n# TYPE \"my.größe\" gauge\n", 1);
        row("histogram", "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 2\nh_count 1\n", 3);
        row("no value", "a\n", -1);
        row("value is a word", "a b\n", -1);
        row("two numbers too many", "a 1 2 3\n", -1);
        row("time is no whole number", "a 1 2.5\n", -1);
        row("label without quotes", "a{b=c} 1\n", -1);
        row("label does not end", "a{b=\"c} 1\n", -1);
        row("labels do not end", "a{b=\"c\" 1\n", -1);
        row("unknown escape", "a{b=\"\\t\"} 1\n", -1);
        row("name twice", "a{\"b\"} 1\n", -1);
        row("name of digits", "1a 1\n", -1);
        row("second type", "# TYPE a gauge\n# TYPE a counter\n", -1);
        row("unknown type", "# TYPE a number\n", -1);
        row("HTML", "<html></html>\n", -1);
        row("line ends of another system", "a 1\r\n", -1);
        row("cut", "a 12", -1);
        row("no UTF-8", "a{b=\"\xff\"} 1\n", -1);
        row("open", "# TYPE a counter\na_total 1 1.5 # {trace_id=\"x\"} 0.5 1.2\n# EOF\n", 1, true);
        row("open without an end", "a 1\n", -1, true);
        row("open, more after its end", "# EOF\na 1\n", -1, true);
        row("exemplar in the plain form", "a 1 # {b=\"c\"} 1\n", -1);
    }
    void pagesAreRead()
    {
        QFETCH(QByteArray, page);
        QFETCH(bool, isOpen);
        QFETCH(int, series);
        const auto read = readPrometheusText(page, isOpen ? PrometheusFormat::OpenMetrics : PrometheusFormat::Text);
        QCOMPARE(read ? int(read->series) : -1, series);
        if (!read)
            QCOMPARE(read.error().code(), ErrorCode::NetAnswer);
    }

    void aPageHasLimits()
    {
        QVERIFY(!readPrometheusText(QByteArray(kMaxMetricsPageBytes + 1, '\n'), PrometheusFormat::Text));
        QVERIFY(!readPrometheusText("a{b=\"" + QByteArray(100'000, 'x') + "\"} 1\n", PrometheusFormat::Text));
        QByteArray labels = "a{";
        for (int i = 0; i < 200; ++i)
            labels += "l" + QByteArray::number(i) + "=\"\",";
        QVERIFY(!readPrometheusText(labels + "} 1\n", PrometheusFormat::Text));
    }

    void tenMegabytesAreReadAtOnce()
    {
        QByteArray page;
        for (int i = 0; page.size() < kMaxMetricsPageBytes - 200; ++i)
            page += "http_requests_total{method=\"GET\",route=\"/orders/{id}\",status=\"200\",pod=\"shop-" + QByteArray::number(i) + "\"} 12345.678 1395066363000\n";
        QElapsedTimer timer;
        timer.start();
        const auto read = readPrometheusText(page, PrometheusFormat::Text);
        const qint64 took = timer.elapsed();
        QVERIFY(read);
        qInfo("%lld series of %lld bytes in %lld ms", static_cast<long long>(read->series), static_cast<long long>(page.size()), static_cast<long long>(took));
        QVERIFY(took < 1000);
    }
};

QTEST_GUILESS_MAIN(TestTargetFile)
#include "tst_targetfile.moc"
