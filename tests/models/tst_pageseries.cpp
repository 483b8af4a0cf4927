// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/alert.h"
#include "models/domain/pageseries.h"
#include "models/domain/target.h"
#include "models/format/quantity.h"

#include <QTest>

using namespace plancia;

/// Which series of a page can be named, and under which name they are metrics.
class TestPageSeries : public QObject {
    Q_OBJECT
private slots:
    void selectorsHaveOneForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("form"); // empty: it is none
        const auto row = [](const char *name, const char *text, const char *form) { QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(form); };
        row("name", "queue_length", "queue_length");
        row("colons and digits", "job:load5:avg", "job:load5:avg");
        row("blanks and order", " http_total { code = \"500\" , a=\"b\" } ", "http_total{a=\"b\",code=\"500\"}");
        row("no labels", "up{}", "up");
        row("escapes", "x{p=\"C:\\\\a \\\"b\\\"\\nc\"}", "x{p=\"C:\\\\a \\\"b\\\"\\nc\"}");
        row("not ASCII", "x{city=\"Århus\"}", "x{city=\"Århus\"}");
        row("empty", "", "");
        row("begins with a digit", "5xx", "");
        row("label twice", "x{a=\"1\",a=\"2\"}", "");
        row("no value", "x{a}", "");
        row("empty value", "x{a=\"\"}", "");
        row("another comparison", "x{a!=\"1\"}", "");
        row("no end", "x{a=\"1\"", "");
        row("something behind", "x{a=\"1\"} 5", "");
        row("unknown escape", "x{a=\"\\t\"}", "");
        row("a quoted name", "{\"http.requests\"}", "");
        row("a comma at the end", "x{a=\"1\",}", "");
    }
    void selectorsHaveOneForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, form);
        const auto selector = seriesSelector(text);
        QCOMPARE(selector.has_value(), !form.isEmpty());
        if (!selector)
            return;
        QCOMPARE(toString(*selector), form);
        QVERIFY(seriesSelector(form) == selector);
    }

    void aSelectorIsShort()
    {
        QVERIFY(seriesSelector(QString(SeriesSelector::kMaxChars, u'a')));
        QVERIFY(!seriesSelector(QString(SeriesSelector::kMaxChars + 1, u'a')));
        // As any metric: of a longer one the stream would take none of the target's samples.
        QCOMPARE(toString(SeriesMetric{QString(SeriesSelector::kMaxChars, u'a'), false}).size(), 100);
    }

    void aMetricIsKnownByItsName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("quantity"); // empty: it is no metric
        const auto row = [](const char *name, const char *quantity) { QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(quantity); };
        row("target.rate.http_requests_total", "per_second");
        row("target.rate.http_requests_total{code=\"500\"}", "per_second");
        row("target.rate.node_network_receive_bytes_total", "bytes_per_second");
        row("target.rate.response_size_bytes_sum", "bytes_per_second");
        row("target.rate.request_duration_seconds_sum", "per_second");
        row("target.value.process_resident_memory_bytes", "bytes");
        row("target.value.request_duration_seconds{quantile=\"0.99\"}", "seconds");
        row("target.value.process_start_time_seconds", "number"); // a moment
        row("target.value.disk_free_ratio", "ratio");
        row("target.value.node_load1", "number");
        row("target.value.", "");
        row("target.value.x{b=\"1\", a=\"2\"}", ""); // one form alone
        row("target.other.x", "");
        row("pg.rate.x", "");
    }
    void aMetricIsKnownByItsName()
    {
        QFETCH(QString, name);
        QFETCH(QString, quantity);
        const Metric *metric = metricByName(name);
        QCOMPARE(metric ? toString(metric->quantity) : QString(), quantity);
        QCOMPARE(seriesMetric(name).has_value(), metric != nullptr);
        if (!metric)
            return;
        QVERIFY(metric->of == Metric::Of::Target);
        QCOMPARE(metricTitle(name), name.section(u'.', 2)); // as the page spells it
        QCOMPARE(toString(*seriesMetric(name)), name);
    }

    void aNumberOfNoUnitIsNotRounded()
    {
        QCOMPARE(format::quantity(Quantity::Number, 0.73), QStringLiteral("0.7300"));
        QCOMPARE(format::quantity(Quantity::Number, 7.25), QStringLiteral("7.25"));
        QCOMPARE(format::quantity(Quantity::Number, 12), QStringLiteral("12"));
    }

    void targetsNameThemOnce_data()
    {
        QTest::addColumn<QStringList>("series");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("none") << QStringList() << true;
        QTest::newRow("two") << QStringList{"a", "a{b=\"c\"}"} << true;
        QTest::newRow("twice") << QStringList{"a", "a"} << false;
        QTest::newRow("twice in two forms") << QStringList{"a{b=\"1\",c=\"2\"}", "a{c=\"2\", b=\"1\"}"} << false;
        QTest::newRow("no selector") << QStringList{"a b"} << false;
        QTest::newRow("all buckets") << QStringList{"a_bucket"} << false;
        QTest::newRow("one bucket") << QStringList{"a_bucket{le=\"0.5\"}"} << true;
        QStringList many;
        for (int i = 0; i < HealthTarget::kMostSeries; ++i)
            many.append(QStringLiteral("a%1").arg(i));
        QTest::newRow("as many as may be") << many << true;
        QTest::newRow("one too many") << many + QStringList{"b"} << false;
    }
    void targetsNameThemOnce()
    {
        QFETCH(QStringList, series);
        HealthTarget target;
        target.name = QStringLiteral("shop");
        target.kind = HealthTarget::Kind::Prometheus;
        target.address = QStringLiteral("http://shop.example/metrics");
        target.series = series;
        QTEST(faultsOf(target).isEmpty(), "isGood");
    }

    void aRuleMayWatchOne()
    {
        AlertRule rule;
        rule.name = QStringLiteral("errors");
        rule.source = QStringLiteral("target:shop");
        rule.metric = QStringLiteral("target.rate.http_requests_total{code=\"500\"}");
        rule.limit = 1;
        QVERIFY(!faultOf(rule));
        rule.metric = QStringLiteral("target.rate.http requests");
        QCOMPARE(faultOf(rule)->key, QStringLiteral("metric"));
    }
};

QTEST_GUILESS_MAIN(TestPageSeries)
#include "tst_pageseries.moc"
