// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/prometheustext.h"
#include "app/monitoring/health/seriesrates.h"

#include <QTest>
#include <limits>

using namespace plancia;
using namespace plancia::monitoring;

/// What becomes of the series of a page, from its text to the values of the stream.
class TestSeriesRates : public QObject {
    Q_OBJECT

    SeriesRates m_rates;
    qint64 m_at = 0;
    bool m_isWhole = true;

    /// One more look, ten seconds later.
    QHash<QString, double> look(const QByteArray &page, const QStringList &selectors, PrometheusFormat format = PrometheusFormat::Text)
    {
        m_at += 10'000;
        QHash<QString, double> values;
        const auto read = readPrometheusText(page, format, selectors);
        if (read)
            m_isWhole = m_rates.take(read->picked, m_at, values);
        else
            qWarning("%s", qPrintable(read.error().fact(u"message")));
        return values;
    }
    using Values = QHash<QString, double>;

private slots:
    void init()
    {
        m_rates = {};
        m_isWhole = true;
    }

    void countersAreRatesAndTheRestIsAsItIs()
    {
        const QStringList wanted{"hits_total", "hits_total{code=\"500\"}", "queue", "latency_sum", "latency_count", "latency_bucket{le=\"0.5\"}", "latency{quantile=\"0.9\"}", "latency", "absent_total"};
        const auto page = [](int hits, int errors, int queue) {
            return QStringLiteral("# TYPE hits_total counter\nhits_total{code=\"200\",path=\"/\"} %1\nhits_total{path=\"/\",code=\"500\"} %2\n"
                                  "# TYPE queue gauge\nqueue{name=\"a\"} %3\nqueue{name=\"b\"} 2 1700000000000\n"
                                  "# TYPE latency summary\nlatency{quantile=\"0.5\"} 0.1\nlatency{quantile=\"0.9\"} 0.25\nlatency_sum %1\nlatency_count %2\n"
                                  "latency_bucket{le=\"0.5\"} %2\nlatency_bucket{le=\"+Inf\"} 1e9\n")
                .arg(hits).arg(errors).arg(queue).toUtf8();
        };
        const Values first = look(page(100, 10, 5), wanted);
        QCOMPARE(first, (Values{{"target.value.queue", 7}, {"target.value.latency{quantile=\"0.9\"}", 0.25}})); // a counter says nothing by itself
        const Values second = look(page(150, 20, 1), wanted);
        QCOMPARE(second, (Values{{"target.rate.hits_total", 6}, {"target.rate.hits_total{code=\"500\"}", 1}, {"target.value.queue", 3},
                                 {"target.rate.latency_sum", 5}, {"target.rate.latency_count", 1}, {"target.rate.latency_bucket{le=\"0.5\"}", 1},
                                 {"target.value.latency{quantile=\"0.9\"}", 0.25}}));
        QVERIFY(m_isWhole);
    }

    /// A counter of errors is on no page before the first one.
    void aNameIsKnownWithoutItsLabels()
    {
        const auto read = readPrometheusText("# TYPE jobs_total counter\nhits_total{code=\"200\"} 1\n", PrometheusFormat::Text,
                                             {"hits_total{code=\"500\"}", "jobs_total", "hits"});
        QVERIFY(read);
        QList<bool> named;
        for (const SeriesSeen &one : read->picked) {
            QVERIFY(one.series.isEmpty());
            named.append(one.isNamed);
        }
        QCOMPARE(named, (QList<bool>{true, true, false}));
    }

    void aSeriesThatStandsTwiceIsNotKnown()
    {
        const QByteArray twice("# TYPE hits_total counter\nhits_total 100\nhits_total 5\n# TYPE queue gauge\nqueue 1\nqueue 2\n");
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(look(twice, {"hits_total", "queue"}), Values());
            QVERIFY(m_isWhole); // nothing began anew
        }
    }

    void aCounterThatBeganAnewHasNoRate()
    {
        const QStringList wanted{"a_total", "b_total"};
        look("a_total{x=\"1\"} 100\na_total{x=\"2\"} 100\nb_total 1\n", wanted);
        const Values reset = look("a_total{x=\"1\"} 150\na_total{x=\"2\"} 3\nb_total 2\n", wanted);
        QCOMPARE(reset, (Values{{"target.rate.b_total", 0.1}})); // of the other it is known
        QVERIFY(!m_isWhole);
        const Values after = look("a_total{x=\"1\"} 160\na_total{x=\"2\"} 13\nb_total 2\n", wanted);
        QCOMPARE(after, (Values{{"target.rate.a_total", 2}, {"target.rate.b_total", 0}}));
        QVERIFY(m_isWhole);
    }

    void whatComesAndGoesIsNoStep()
    {
        const QStringList wanted{"a_total"};
        look("a_total{x=\"1\"} 100\n", wanted);
        // A new one brings its past along, which is not of these ten seconds.
        QCOMPARE(look("a_total{x=\"1\"} 110\na_total{x=\"2\"} 5000\n", wanted), (Values{{"target.rate.a_total", 1}}));
        QCOMPARE(look("a_total{x=\"2\"} 5010\n", wanted), (Values{{"target.rate.a_total", 1}}));
        QVERIFY(m_isWhole);
        QCOMPARE(look("other 1\n", wanted), Values()); // vanished: not known, and not 0
        QCOMPARE(look("a_total{x=\"2\"} 9000\n", wanted), Values());
        QCOMPARE(look("a_total{x=\"2\"} 9010\n", wanted), (Values{{"target.rate.a_total", 1}}));
    }

    void whatIsNoNumberIsNotKnown()
    {
        QCOMPARE(look("a NaN\nb +Inf\nc{x=\"1\"} 1\nc{x=\"2\"} NaN\nd 1\n", {"a", "b", "c", "d"}), (Values{{"target.value.d", 1}}));
    }

    void typesSayWhatCounts_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<bool>("isOpenMetrics");
        QTest::addColumn<bool>("isCounted");
        QTest::newRow("a counter of any name") << QByteArray("# TYPE x counter\nx 1\n") << false << true;
        QTest::newRow("a gauge") << QByteArray("# TYPE x gauge\nx 1\n") << false << false;
        QTest::newRow("no type") << QByteArray("x 1\n") << false << false;
        QTest::newRow("untyped") << QByteArray("# TYPE x untyped\nx 1\n") << false << false;
        QTest::newRow("a type that comes last") << QByteArray("x 1\n# TYPE x counter\n") << false << true;
        QTest::newRow("another's") << QByteArray("# TYPE y counter\nx 1\n") << false << false;
    }
    void typesSayWhatCounts()
    {
        QFETCH(QByteArray, page);
        QFETCH(bool, isOpenMetrics);
        const auto read = readPrometheusText(page, isOpenMetrics ? PrometheusFormat::OpenMetrics : PrometheusFormat::Text, {QStringLiteral("x")});
        QVERIFY(read);
        QCOMPARE(read->picked.first().series.size(), 1);
        QTEST(read->picked.first().isCounted, "isCounted");
    }

    void familiesGiveTheirPartsATypeInOpenMetrics()
    {
        const QByteArray page = "# TYPE hits counter\nhits_total 5 # {trace_id=\"a\"} 1\n# TYPE size gaugehistogram\nsize_bucket{le=\"+Inf\"} 3\nsize_count 3\n# TYPE took histogram\ntook_count 7\n# EOF\n";
        const auto read = readPrometheusText(page, PrometheusFormat::OpenMetrics, {"hits_total", "size_count", "took_count"});
        QVERIFY(read);
        QVERIFY(read->picked.at(0).isCounted && read->picked.at(2).isCounted);
        QVERIFY(!read->picked.at(1).isCounted);
        QCOMPARE(read->picked.at(0).series.first().value, 5.0);
    }

    void labelsAreComparedAsTheyAreMeant()
    {
        const QByteArray page = "x{p=\"C:\\\\a\",q=\"1\"} 1\nx{q=\"1\",p=\"C:\\\\b\"} 2\n{\"x\",p=\"C:\\\\a\"} 4\n";
        QCOMPARE(look(page, {"x{p=\"C:\\\\a\"}"}), (Values{{"target.value.x{p=\"C:\\\\a\"}", 1}}));
        QCOMPARE(look(page, {"x{q=\"1\"}"}), (Values{{"target.value.x{q=\"1\"}", 3}}));
    }

    void noMoreThanAThousandAreTakenTogether()
    {
        QByteArray page;
        for (qsizetype i = 0; i < SeriesSeen::kMost; ++i)
            page += "x{i=\"" + QByteArray::number(i) + "\"} 1\n";
        QCOMPARE(look(page, {"x"}).value(QStringLiteral("target.value.x")), 1000.0);
        QCOMPARE(look(page + "x{i=\"more\"} 1\n", {"x"}), Values()); // part of a sum is none
    }
};

QTEST_GUILESS_MAIN(TestSeriesRates)
#include "tst_seriesrates.moc"
