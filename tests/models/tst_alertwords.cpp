// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertwords.h"

#include <QLibraryInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <limits>

using namespace plancia;
using Function = AlertRule::Function;

namespace {
constexpr qint64 kMinute = 60'000;

AlertRule ofMetric(const char *metric, Function function, double limit)
{
    AlertRule rule;
    rule.name = QStringLiteral("rule");
    rule.metric = QLatin1String(metric);
    rule.function = function;
    rule.limit = limit;
    return rule;
}

AlertRule ofEvents(Function function, double limit)
{
    AlertRule rule;
    rule.name = QStringLiteral("rule");
    rule.of = AlertRule::Of::Events;
    rule.function = function;
    rule.limit = limit;
    rule.windowMs = 5 * kMinute;
    return rule;
}

AlertRule connections()
{
    AlertRule rule = ofMetric("pg.connections.used_ratio", Function::Mean, 0.9);
    rule.forMs = 2 * kMinute;
    rule.clears = 0.8;
    rule.minSamples = 10;
    return rule;
}

AlertRule logins()
{
    AlertRule rule = ofEvents(Function::Count, 20);
    rule.type = QStringLiteral("auth.*");
    rule.source = QStringLiteral("api");
    rule.tenant = QStringLiteral("acme");
    rule.least = EventSeverity::Warning;
    rule.text = QStringLiteral("refused");
    rule.pattern = QStringLiteral("^login");
    rule.fromMinute = 22 * 60;
    rule.toMinute = 6 * 60;
    rule.by = AlertRule::By::Tenant;
    rule.keepFiringMs = 10 * kMinute;
    rule.tellsNoData = true;
    return rule;
}

AlertRule slower()
{
    AlertRule rule = ofEvents(Function::P95, 2);
    rule.isOfBaseline = true;
    rule.clears = 1.5;
    rule.by = AlertRule::By::Nothing;
    return rule;
}

AlertRule below()
{
    AlertRule rule = ofMetric("pg.commits", Function::Least, 1);
    rule.compare = AlertRule::Compare::Below;
    rule.clears = 5;
    rule.source = QStringLiteral("pg:*");
    return rule;
}
} // namespace

class TestAlertWords : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QTranslator m_english, m_italian;

    bool load(QTranslator &translator, const QString &language)
    {
        const QString made = m_folder.filePath(language + QStringLiteral(".qm"));
        QProcess::execute(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lrelease"),
                          {QStringLiteral("-silent"), qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/translations/plancia_%1.ts").arg(language), QStringLiteral("-qm"), made});
        return translator.load(made);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(load(m_english, QStringLiteral("en")));
        QVERIFY(load(m_italian, QStringLiteral("it")));
    }

    void whatARuleSays_data()
    {
        QTest::addColumn<AlertRule>("rule");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("italian");
        QTest::newRow("a mean of a metric") << connections()
            << QStringLiteral("Mean of pg.connections.used_ratio over 1 min above 90 % for 2 min; clears below 80 %; at least 10 samples")
            << QStringLiteral("Media di pg.connections.used_ratio in 1 min sopra 90 % per 2 min; rientra sotto 80 %; almeno 10 campioni");
        QTest::newRow("the least, below, of some sources") << below()
            << QStringLiteral("Least pg.commits within 1 min below 1/s; of pg:* only; clears above 5/s")
            << QStringLiteral("Minimo di pg.commits in 1 min sotto 1/s; solo di pg:*; rientra sopra 5/s");
        QTest::newRow("everything of events") << logins()
            << QStringLiteral("Number of events (type auth.*, source api, tenant acme, warning or worse, with “refused”, matching ^login, from 22:00 to 06:00) within 5 min above 20; "
                              "each tenant by itself; fires on for 10 min; also told when it is not known")
            << QStringLiteral("Numero di eventi (tipo auth.*, sorgente api, tenant acme, avviso o peggio, con “refused”, conformi a ^login, dalle 22:00 alle 06:00) in 5 min sopra 20; "
                              "ogni tenant per conto suo; resta attivo per 10 min; segnalato anche quando non è noto");
        QTest::newRow("against a day before") << slower()
            << QStringLiteral("95th percentile of the durations of all events within 5 min above 2 × the mean of the last 24 h; all together; clears below 1.50 × the mean of the last 24 h")
            << QStringLiteral("95° percentile delle durate di tutti gli eventi in 5 min sopra 2 × la media delle ultime 24 h; tutti insieme; rientra sotto 1.50 × la media delle ultime 24 h");
        AlertRule away = ofMetric("pg.uptime_s", Function::Last, 0);
        away.compare = AlertRule::Compare::Below;
        away.windowMs = 15'000;
        away.tellsNoData = true;
        QTest::newRow("no answer") << away << QStringLiteral("No answer (pg.uptime_s) within 15 s") << QStringLiteral("Nessuna risposta (pg.uptime_s) in 15 s");
        away.metric = QStringLiteral("target.certificate_days"); // of a certificate that has ended it holds
        QTest::newRow("below 0") << away << QStringLiteral("Last target.certificate_days within 15 s below 0; also told when it is not known")
                                 << QStringLiteral("Ultimo valore di target.certificate_days in 15 s sotto 0; segnalato anche quando non è noto");
        QTest::newRow("last") << ofMetric("pg.replication.lag_s", Function::Last, 30) << QString() << QString();
        QTest::newRow("greatest") << ofMetric("store.wal_bytes", Function::Greatest, 1 << 20) << QString() << QString();
        QTest::newRow("share of errors") << ofEvents(Function::ErrorShare, 0.05)
            << QStringLiteral("Share of errors among all events within 5 min above 5 %; each source by itself")
            << QStringLiteral("Quota di errori fra tutti gli eventi in 5 min sopra 5 %; ogni sorgente per conto suo");
    }
    void whatARuleSays()
    {
        QFETCH(AlertRule, rule);
        QFETCH(QString, english);
        QFETCH(QString, italian);
        QCoreApplication::installTranslator(&m_english);
        const QString saidEnglish = alertRuleWords(rule);
        QCoreApplication::removeTranslator(&m_english);
        QCoreApplication::installTranslator(&m_italian);
        const QString saidItalian = alertRuleWords(rule);
        QCoreApplication::removeTranslator(&m_italian);
        if (!english.isEmpty()) {
            QCOMPARE(saidEnglish, english);
            QCOMPARE(saidItalian, italian);
        }
        QVERIFY2(saidEnglish != saidItalian, qPrintable(saidEnglish));
        QVERIFY2(!saidEnglish.contains(u'%') || saidEnglish.contains(QStringLiteral(" %")), qPrintable(saidEnglish)); // nothing is left to be filled in
    }

    void valueAgainstLimit_data()
    {
        QTest::addColumn<AlertRule>("rule");
        QTest::addColumn<AlertEvaluation>("look");
        QTest::addColumn<QString>("words");
        const auto look = [](std::optional<double> value, std::optional<double> limit) { return AlertEvaluation{1, value, limit, 1'000}; };
        QTest::newRow("beyond it") << connections() << look(0.97, 0.9) << QStringLiteral("97 % > 90 %");
        QTest::newRow("held by the other limit") << connections() << look(0.85, 0.9) << QStringLiteral("85 % ≤ 90 %");
        QTest::newRow("below") << below() << look(0.5, 1) << QStringLiteral("0.5/s < 1/s");
        QTest::newRow("no more below") << below() << look(1, 1) << QStringLiteral("1/s ≥ 1/s");
        QTest::newRow("written alike") << connections() << look(0.9000001, 0.9) << QStringLiteral("just above 90 %");
        QTest::newRow("not known") << connections() << look({}, 0.9) << QStringLiteral("not known"); // never 0 %
        AlertRule many = connections();
        many.minSamples = 20;
        QTest::newRow("too few") << many << AlertEvaluation{1, 0.97, 0.9, 1} << QStringLiteral("1 of 20 samples");
        QTest::newRow("no baseline") << slower() << look(35, {}) << QStringLiteral("35 ms, the limit is not known");
        QTest::newRow("a mean of counts") << ofMetric("pg.locks.awaited", Function::Mean, 3) << look(3.4, 3) << QStringLiteral("3.40 > 3");
        QTest::newRow("no number") << connections() << look(std::numeric_limits<double>::quiet_NaN(), 0.9) << QStringLiteral("not known");
        QTest::newRow("a metric of another version") << ofMetric("pg.of_tomorrow", Function::Last, 3) << look(1e300, 3) << QStringLiteral("%1 T > 3");
    }
    void valueAgainstLimit()
    {
        QFETCH(AlertRule, rule);
        QFETCH(AlertEvaluation, look);
        QFETCH(QString, words);
        if (words.startsWith(QStringLiteral("%1")))
            QVERIFY(alertComparison(rule, look).endsWith(words.mid(2)));
        else
            QCOMPARE(alertComparison(rule, look), words);
    }

    void countsLeaveNobodyOut()
    {
        AlertBoard board;
        const auto add = [&board](Alert::State state, const QString &mutedBy = {}) {
            Alert alert;
            alert.rule = QStringLiteral("r%1").arg(board.alerts.size());
            alert.state = state;
            alert.mutedBy = mutedBy;
            board.alerts.append(alert);
        };
        add(Alert::State::Firing);
        add(Alert::State::Firing);
        add(Alert::State::Firing, QStringLiteral("s1"));
        add(Alert::State::Pending);
        add(Alert::State::NoData);
        add(Alert::State::Resolved);
        board.rules.resize(15);
        board.rules.last().isEnabled = false;
        const AlertCounts counts = countsOf(board);
        QCOMPARE(counts, (AlertCounts{2, 1, 1, 1, 1, 14, 1}));
        QCoreApplication::installTranslator(&m_english);
        QCOMPARE(alertCountWords(counts), QStringLiteral("2 firing, 1 pending, 1 not known, 1 muted; 15 rules, 1 off"));
        QCoreApplication::removeTranslator(&m_english);
        QCoreApplication::installTranslator(&m_italian);
        QCOMPARE(alertCountWords(counts), QStringLiteral("2 attivi, 1 in attesa, 1 non noto, 1 silenziato; 15 regole, 1 spenta"));
        QCoreApplication::removeTranslator(&m_italian);
    }

    void whoMutes()
    {
        AlertBoard board;
        Alert by, alert;
        by.rule = QStringLiteral("server-away");
        by.label = QStringLiteral("pg:main");
        alert.rule = QStringLiteral("connections");
        board.alerts = {by, alert};
        board.rules.append(connections());
        board.rules.last().name = by.rule;
        board.rules.last().title = QStringLiteral("Server away");
        Silence silence;
        silence.id = QStringLiteral("s1");
        silence.author = QStringLiteral("anna\u202e");
        silence.until = 1'795'182'180'000;
        board.silences.append(silence);
        QVERIFY(mutedWords(board, alert, 0).isEmpty());
        alert.mutedBy = silence.id;
        QVERIFY(mutedWords(board, alert, silence.until).startsWith(QStringLiteral("by anna\\u202e until today "))); // a direction mark is no mark
        alert.mutedBy = by.id();
        alert.isInhibited = true;
        QCOMPARE(mutedWords(board, alert, 0), QStringLiteral("while “Server away” fires"));
        alert.isInhibited = false;
        alert.mutedBy = QStringLiteral("gone");
        QCOMPARE(mutedWords(board, alert, 0), QStringLiteral("by a silence"));
    }
};

QTEST_GUILESS_MAIN(TestAlertWords)
#include "tst_alertwords.moc"
