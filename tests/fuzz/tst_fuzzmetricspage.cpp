// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of metrics and files of targets, mutated at random from a fixed seed: nothing crashes, and what is read has a meaning.
#include "app/monitoring/health/prometheustext.h"
#include "app/monitoring/health/targetfile.h"

#include <QTest>
#include <random>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
constexpr int kRounds = 100'000;
constexpr int kFileRounds = 10'000;

QByteArray mutate(std::mt19937 &random, QByteArray bytes, std::span<const QByteArray> pieces)
{
    const auto below = [&random](qsizetype n) { return n > 0 ? static_cast<qsizetype>(random() % static_cast<unsigned long>(n)) : 0; };
    for (qsizetype times = 1 + below(4); times > 0; --times) {
        const qsizetype at = below(bytes.size() + 1);
        switch (below(5)) {
        case 0: bytes.insert(at, pieces[static_cast<size_t>(below(static_cast<qsizetype>(pieces.size())))]); break;
        case 1: bytes.remove(at, 1 + below(10)); break;
        case 2:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(random());
            break;
        case 3: bytes.truncate(at); break;
        default: bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(40)));
        }
    }
    return bytes;
}
} // namespace

class TestFuzzMetricsPage : public QObject {
    Q_OBJECT
private slots:
    void pagesAreReadOrRefused()
    {
        const QByteArray page = "# HELP a What \\\\ it is\n# TYPE a counter\na{b=\"c\\n\",d=\"e\"} 1.5 1395066363000\n{\"my.name\",f=\"g\"} NaN\na_total 1 # {t=\"x\"} 0.5 1.2\n# EOF\n";
        const std::array<QByteArray, 16> pieces{"\"", "{", "}", "\\", "#", "\n", "\r", "+Inf", "1e999", "=", ",", QByteArray(1, '\0'), QByteArray(300, 'a'), "\xff", "# TYPE a gauge\n", "  "};
        std::mt19937 random(20261127);
        qint64 readable = 0;
        for (int i = 0; i < kRounds; ++i) {
            const QByteArray bytes = mutate(random, page, pieces);
            for (const auto format : {PrometheusFormat::Text, PrometheusFormat::OpenMetrics}) {
                const auto read = readPrometheusText(bytes, format);
                if (!read)
                    continue;
                ++readable;
                QVERIFY(read->series + read->families <= bytes.count('\n'));
                QVERIFY(bytes.isEmpty() || bytes.endsWith('\n'));
            }
        }
        QVERIFY(readable > kRounds / 100); // the mutations are no mere rubbish
    }

    /// What was read can be written, and reads the same.
    void filesOfTargetsAreReadOrRefused()
    {
        const QByteArray file = "[[target]]\nname = \"a\"\nkind = \"http\"\naddress = \"https://a.example/\"\nevery = 30\nbody = \"ok\"\n\n[[target]] # b\nname = \"b\"\nkind = \"disk\"\naddress = \"/\"\nleast_free_percent = 5\n";
        const std::array<QByteArray, 12> pieces{"\"", "[[target]]\n", "'''", "\"\"\"", "#", "\n", "{", "}", "=", "\\", QByteArray(1, '\0'), "name = \"c\"\n"};
        std::mt19937 random(20261127);
        int readable = 0;
        for (int i = 0; i < kFileRounds; ++i) {
            const QByteArray bytes = mutate(random, file, pieces);
            const TargetsRead read = parseTargets(bytes, QStringLiteral("x"), OtherKeys::Refused);
            if (!read.faults.isEmpty() || read.targets.isEmpty())
                continue;
            ++readable;
            HealthTarget changed = read.targets.last();
            changed.everySeconds = 77;
            const auto after = withTarget(bytes, QStringLiteral("x"), changed, changed.name);
            if (!after)
                continue; // refused, and nothing is written
            QList<HealthTarget> wanted = read.targets;
            wanted.last() = changed;
            QCOMPARE(parseTargets(*after, QStringLiteral("x"), OtherKeys::Refused).targets, wanted);
        }
        QVERIFY(readable > kFileRounds / 100);
    }
};

QTEST_GUILESS_MAIN(TestFuzzMetricsPage)
#include "tst_fuzzmetricspage.moc"
