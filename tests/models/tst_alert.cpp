// SPDX-License-Identifier: GPL-3.0-or-later
// How the states of an alert go: by a table of our own, and tick for tick against Prometheus' rules (promtool test rules).
#include "models/domain/alert.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using State = Alert::State;

namespace {

constexpr qint64 kTickMs = 30'000;
constexpr qint64 kStart = 1'700'000'010'000;

AlertRule rule(qint64 forMs = 0, qint64 keepMs = 0)
{
    AlertRule made;
    made.name = QStringLiteral("r");
    made.metric = QStringLiteral("pg.commits");
    made.limit = 10;
    made.forMs = forMs;
    made.keepFiringMs = keepMs;
    return made;
}

AlertEvaluation look(qint64 at, std::optional<double> value, int samples = 1) { return {at, value, 10.0, samples}; }

QString letters(const AlertRule &rule, const QString &ticks)
{
    // "x" over the limit, "." well, "?" no answer; the answer: p, f, r, n, -
    Alert alert;
    QString states;
    qint64 at = kStart;
    for (const QChar tick : ticks) {
        const State before = alert.state;
        const bool changed = step(rule, look(at, tick == u'?' ? std::nullopt : std::optional(tick == u'x' ? 11.0 : 9.0)), alert);
        if (changed != (alert.state != before))
            return QStringLiteral("step() told wrongly whether it changed");
        states += QLatin1String("-pfrn").at(static_cast<int>(alert.state));
        at += kTickMs;
    }
    return states;
}

} // namespace

class AlertTest : public QObject {
    Q_OBJECT
private slots:
    void statesGoAsTheTableSays_data()
    {
        QTest::addColumn<qint64>("forMs");
        QTest::addColumn<qint64>("keepMs");
        QTest::addColumn<QString>("ticks");
        QTest::addColumn<QString>("states");
        QTest::newRow("at once") << qint64(0) << qint64(0) << ".x.x" << "-frf";
        QTest::newRow("pending, then firing") << 2 * kTickMs << qint64(0) << "xxxx." << "ppffr";
        QTest::newRow("a pending one that ends was nothing") << 2 * kTickMs << qint64(0) << "xx.xxx" << "pp-ppf";
        QTest::newRow("keeps firing, and no longer than said") << qint64(0) << 2 * kTickMs << "x..x...." << "ffffffrr";
        QTest::newRow("no answer ends no firing") << qint64(0) << qint64(0) << "x???." << "ffffr";
        QTest::newRow("no answer is a state of its own") << 2 * kTickMs << qint64(0) << "?.x?xx." << "n-pnpp-";
        QTest::newRow("resolved ones stay for 15 minutes") << qint64(0) << qint64(0) << QString(u'x').leftJustified(34, u'.')
                                                          << (QStringLiteral("f") + QString(31, u'r') + QStringLiteral("--"));
        QTest::newRow("resolved, and not known since") << qint64(0) << qint64(0) << (QStringLiteral("x.") + QString(32, u'?'))
                                                       << (QStringLiteral("f") + QString(31, u'r') + QStringLiteral("nn"));
    }
    void statesGoAsTheTableSays()
    {
        QFETCH(qint64, forMs);
        QFETCH(qint64, keepMs);
        QFETCH(QString, ticks);
        QFETCH(QString, states);
        QCOMPARE(letters(rule(forMs, keepMs), ticks), states);
    }

    void hysteresisHoldsUntilTheOtherEnd()
    {
        AlertRule one = rule();
        one.clears = 5;
        Alert alert;
        qint64 now = kStart;
        const auto at = [&](double value) {
            step(one, look(now += kTickMs, value), alert);
            return alert.state;
        };
        QVERIFY(at(10) == State::Inactive); // not over it
        QVERIFY(at(10.5) == State::Firing);
        QVERIFY(at(6) == State::Firing);
        QVERIFY(at(5) == State::Firing);
        QVERIFY(at(4.9) == State::Resolved);
        QVERIFY(at(6) == State::Resolved);
        one.compare = AlertRule::Compare::Below;
        one.clears = 20;
        alert = {};
        QVERIFY(at(9) == State::Firing);
        QVERIFY(at(15) == State::Firing);
        QVERIFY(at(20.1) == State::Resolved);
    }

    void hysteresisOfABaselineIsAFactorToo()
    {
        AlertRule one = rule();
        one.isOfBaseline = true;
        one.limit = 2;
        one.clears = 1.5;
        Alert alert; // the baseline is 10
        step(one, {kStart, 21.0, 20.0, 1}, alert);
        QVERIFY(alert.state == State::Firing);
        step(one, {kStart + 1, 15.1, 20.0, 1}, alert);
        QVERIFY(alert.state == State::Firing);
        step(one, {kStart + 2, 14.9, 20.0, 1}, alert);
        QVERIFY(alert.state == State::Resolved);
        step(one, {kStart + 3, 100.0, std::nullopt, 1}, alert); // the baseline is not known
        QVERIFY(alert.state == State::Resolved);
        QCOMPARE(alert.unknownSince, kStart + 3);
    }

    void tooFewSamplesAreNoAnswer()
    {
        AlertRule one = rule();
        one.minSamples = 10;
        Alert alert;
        step(one, look(kStart, 11, 9), alert);
        QVERIFY(alert.state == State::NoData);
        step(one, look(kStart + 1, 11, 10), alert);
        QVERIFY(alert.state == State::Firing);
        step(one, look(kStart + 2, 1, 9), alert);
        QVERIFY(alert.state == State::Firing);
        QCOMPARE(alert.unknownSince, kStart + 2);
        step(one, look(kStart + 3, std::numeric_limits<double>::quiet_NaN(), 100), alert);
        QVERIFY(alert.state == State::Firing);
    }

    void saysWhy()
    {
        const AlertRule one = rule(2 * kTickMs);
        Alert alert;
        for (int i = 0; i < 200; ++i)
            step(one, look(kStart + i * kTickMs, i < 100 ? 9 : 11 + i), alert);
        QVERIFY(alert.state == State::Firing);
        QCOMPARE(alert.activeAt, kStart + 100 * kTickMs);
        QCOMPARE(alert.firedAt, kStart + 102 * kTickMs);
        QVERIFY(alert.trace.size() <= Alert::kMaxTrace);
        QCOMPARE(alert.trace.last().value, 210.0);
        // Of a long run that is the same, its first and its last.
        Alert quiet;
        for (int i = 0; i < 200; ++i)
            step(one, look(kStart + i * kTickMs, 9), quiet);
        QCOMPARE(quiet.trace.size(), 2);
        QCOMPARE(quiet.trace.first().at, kStart);
        QCOMPARE(quiet.trace.last().at, kStart + 199 * kTickMs);
    }

    void anAcknowledgementEndsWithIt()
    {
        const AlertRule one = rule();
        Alert alert;
        step(one, look(kStart, 11), alert);
        alert.acknowledgedBy = QStringLiteral("anna");
        alert.acknowledgedAt = kStart;
        step(one, look(kStart + 1, 12), alert);
        QCOMPARE(alert.acknowledgedBy, QStringLiteral("anna"));
        step(one, look(kStart + 2, 1), alert);
        QVERIFY(alert.acknowledgedBy.isEmpty());
    }

    /// 40 rules over 60 ticks at random; what Prometheus says of ALERTS at each tick is what we say.
    void asPrometheusTickForTick()
    {
        const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
        QVERIFY2(!promtool.isEmpty(), "promtool is needed: package prometheus");
        constexpr int kRules = 40, kTicks = 60;
        QTemporaryDir folder;
        QByteArray rules = "groups:\n- name: g\n  interval: 30s\n  rules:\n", tests = "rule_files: [rules.yml]\nevaluation_interval: 30s\ntests:\n- interval: 30s\n  input_series:\n", expected;
        QRandomGenerator random(20'260'101);
        QList<QMap<int, State>> seen(kRules);
        int firings = 0, kept = 0;
        for (int r = 0; r < kRules; ++r) {
            const AlertRule one = rule(random.bounded(4) * kTickMs, random.bounded(4) * kTickMs);
            const QByteArray name = "a" + QByteArray::number(r);
            rules += "  - alert: " + name + "\n    expr: m" + QByteArray::number(r) + " > 10\n    for: " + QByteArray::number(one.forMs / 1000) + "s\n";
            if (one.keepFiringMs > 0)
                rules += "    keep_firing_for: " + QByteArray::number(one.keepFiringMs / 1000) + "s\n";
            tests += "  - series: m" + QByteArray::number(r) + "\n    values: '";
            Alert alert;
            bool isBad = false;
            for (int t = 0; t < kTicks; ++t) {
                if (random.bounded(3) == 0)
                    isBad = !isBad;
                tests += isBad ? "11 " : "9 ";
                step(one, look(kStart + t * kTickMs, isBad ? 11 : 9), alert);
                seen[r][t] = alert.state;
                firings += alert.state == State::Firing;
                kept += alert.state == State::Firing && alert.keepsSince > 0;
            }
            tests += "'\n";
        }
        QVERIFY(firings > 200 && kept > 20); // the timelines say something
        tests += "  promql_expr_test:\n";
        for (int t = 0; t < kTicks; ++t) {
            tests += "  - expr: ALERTS\n    eval_time: " + QByteArray::number(t * 30) + "s\n    exp_samples:\n";
            QByteArray samples;
            for (int r = 0; r < kRules; ++r) {
                const State state = seen[r][t];
                if (state == State::Pending || state == State::Firing)
                    samples += "    - labels: 'ALERTS{alertname=\"a" + QByteArray::number(r) + "\", alertstate=\""
                        + (state == State::Firing ? "firing" : "pending") + "\"}'\n      value: 1\n";
            }
            tests += samples.isEmpty() ? "    []\n" : samples;
        }
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(QStringLiteral("rules.yml"), rules) && write(QStringLiteral("tests.yml"), tests));
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(promtool, {QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("tests.yml")});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray said = process.readAll();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, said.left(4000).constData());
    }

    void patternsAreLikeTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("isLike");
        QTest::newRow("all") << "pg:main" << "*" << true;
        QTest::newRow("empty") << "" << "*" << true;
        QTest::newRow("empty pattern") << "a" << "" << false;
        QTest::newRow("begins") << "pg:main" << "pg:*" << true;
        QTest::newRow("ends") << "pg:main" << "*main" << true;
        QTest::newRow("within") << "pg:main" << "p*:*n" << true;
        QTest::newRow("goes back") << "aXbXc" << "a*Xc" << true;
        QTest::newRow("other") << "pg:main" << "pg:mai" << false;
        QTest::newRow("case") << "PG" << "pg" << false;
        QTest::newRow("nothing else is special") << "a.c" << "a?c" << false;
    }
    void patternsAreLikeTexts()
    {
        QFETCH(QString, text);
        QFETCH(QString, pattern);
        QTEST(isLike(text, pattern), "isLike");
    }
    void aHostilePatternTakesNoTime()
    {
        const QString text(200, u'a');
        QString pattern;
        for (int i = 0; i < 60; ++i)
            pattern += QStringLiteral("*a");
        QVERIFY(!isLike(text, pattern + u'b'));
    }

    void silencesAndInhibitions()
    {
        const auto firing = [](const char *name, const char *label) {
            Alert alert;
            alert.rule = QString::fromLatin1(name);
            alert.label = QString::fromLatin1(label);
            alert.state = State::Firing;
            return alert;
        };
        QList<Alert> alerts{firing("down", "a"), firing("slow", "a"), firing("slow", "b"), firing("odd", "a")};
        Silence silence;
        silence.id = QStringLiteral("s");
        silence.rule = QStringLiteral("od*");
        silence.from = 10;
        silence.until = 20;
        mute(alerts, {silence}, {{QStringLiteral("down"), QStringLiteral("*"), true}}, 10);
        QCOMPARE(alerts[0].mutedBy, QString()); // not by itself
        QCOMPARE(alerts[1].mutedBy, QStringLiteral("down/a"));
        QVERIFY(alerts[1].isInhibited);
        QCOMPARE(alerts[2].mutedBy, QString()); // of another label
        QCOMPARE(alerts[3].mutedBy, QStringLiteral("s"));
        QVERIFY(!alerts[3].isInhibited);
        mute(alerts, {silence}, {}, 20); // over
        QCOMPARE(alerts[3].mutedBy, QString());
        // Two that are like both sides do not silence each other.
        mute(alerts, {}, {{QStringLiteral("*"), QStringLiteral("*"), false}}, 20);
        for (const Alert &alert : alerts)
            QCOMPARE(alert.mutedBy, QString());
        alerts[0].state = State::Resolved;
        mute(alerts, {}, {{QStringLiteral("down"), QStringLiteral("slow"), true}}, 20);
        QCOMPARE(alerts[1].mutedBy, QString());
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<AlertRule>("one");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *name, const char *key, auto change) {
            AlertRule one = rule();
            change(one);
            QTest::newRow(name) << one << QString::fromLatin1(key);
        };
        row("good", "", [](AlertRule &) {});
        row("name", "name", [](AlertRule &r) { r.name = QStringLiteral("A b"); });
        row("name's end", "name", [](AlertRule &r) { r.name = QStringLiteral("a\n"); });
        row("metric", "metric", [](AlertRule &r) { r.metric = QStringLiteral("pg.nothing"); });
        row("function", "function", [](AlertRule &r) { r.function = AlertRule::Function::P99; });
        row("events", "function", [](AlertRule &r) { r.of = AlertRule::Of::Events, r.metric.clear(); });
        row("pattern", "pattern", [](AlertRule &r) { r.of = AlertRule::Of::Events, r.metric.clear(), r.function = AlertRule::Function::Count, r.pattern = QStringLiteral("("); });
        row("control characters", "title", [](AlertRule &r) { r.title = QStringLiteral("a\nb"); });
        row("window", "window", [](AlertRule &r) { r.windowMs = 10; });
        row("clears", "clears", [](AlertRule &r) { r.clears = 11; });
        row("limit", "above", [](AlertRule &r) { r.limit = std::numeric_limits<double>::infinity(); });
        row("baseline", "above", [](AlertRule &r) { r.isOfBaseline = true, r.limit = 0; });
        row("samples", "min_samples", [](AlertRule &r) { r.minSamples = 0; });
    }
    void faultsAreNamed()
    {
        QFETCH(AlertRule, one);
        QFETCH(QString, key);
        const auto fault = faultOf(one);
        QCOMPARE(fault ? fault->key : QString(), key);
    }
};

QTEST_APPLESS_MAIN(AlertTest)
#include "tst_alert.moc"
