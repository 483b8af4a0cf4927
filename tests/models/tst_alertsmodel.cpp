// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertsmodel.h"

#include "models/items/alertwords.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace plancia;
using State = Alert::State;

namespace {
constexpr qint64 kNow = 1'795'182'180'000;

Alert alertOf(const QString &rule, State state, AlertSeverity severity = AlertSeverity::Warning, qint64 forMs = 60'000)
{
    Alert alert;
    alert.rule = rule;
    alert.label = QStringLiteral("pg:main");
    alert.severity = severity;
    alert.state = state;
    alert.activeAt = alert.firedAt = alert.resolvedAt = alert.unknownSince = kNow - forMs;
    return alert;
}

AlertBoard boardOf(const QList<Alert> &alerts)
{
    AlertBoard board;
    board.at = kNow;
    board.alerts = alerts;
    return board;
}

QStringList column(const AlertsModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}
} // namespace

class TestAlertsModel : public QObject {
    Q_OBJECT
private slots:
    void theWorstStandOnTop()
    {
        AlertsModel model(AlertsModel::List::Alerts);
        model.showAlerts(boardOf({alertOf("resolved", State::Resolved), alertOf("unknown", State::NoData), alertOf("pending", State::Pending), alertOf("younger", State::Firing, AlertSeverity::Warning, 5'000),
                                  alertOf("older", State::Firing, AlertSeverity::Warning, 90'000), alertOf("critical", State::Firing, AlertSeverity::Critical, 1'000), alertOf("critical", State::Firing)}),
                         {}, kNow);
        QCOMPARE(column(model, AlertsModel::Title), (QStringList{"critical", "older", "younger", "pending", "unknown", "resolved"})); // and one of an id
        QCOMPARE(column(model, AlertsModel::StateColumn), (QStringList{"Firing", "Firing", "Firing", "Pending", "Not known", "Resolved"}));
        // A state is told by its shape, too; firing ones by their severity.
        QList<int> tones;
        for (int row = 0; row < model.rowCount(); ++row)
            tones.append(model.index(row, AlertsModel::StateColumn).data(ToneRole).toInt());
        QCOMPARE(tones, (QList<int>{int(Tone::Error), int(Tone::Warning), int(Tone::Warning), int(Tone::Trial), int(Tone::Note), int(Tone::Good)}));
        QCOMPARE(model.index(1, AlertsModel::Since).data().toString(), QStringLiteral("1 min 30 s"));
        QVERIFY(model.index(1, AlertsModel::Since).data(FullTextRole).toString().contains(QStringLiteral("UTC")));
        QCOMPARE(model.index(1, AlertsModel::Value).data().toString(), QStringLiteral("not known")); // nothing was seen yet: no 0
    }

    /// Of an old board no age is told: who knows how long it went on.
    void anOldBoardTellsTimesOnly()
    {
        AlertsModel model(AlertsModel::List::Alerts);
        model.showAlerts(boardOf({alertOf("a", State::Firing)}), {}, std::nullopt);
        QVERIFY2(model.index(0, AlertsModel::Since).data().toString().contains(u':'), qPrintable(model.index(0, AlertsModel::Since).data().toString()));
        QCOMPARE(model.headerData(AlertsModel::Since, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Since"));
        model.showAlerts(boardOf({alertOf("a", State::Firing)}), {}, kNow);
        QCOMPARE(model.headerData(AlertsModel::Since, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("For"));
        QCOMPARE(model.index(0, AlertsModel::Since).data().toString(), QStringLiteral("1 min"));
    }

    void filters()
    {
        Alert muted = alertOf("muted", State::Firing);
        muted.mutedBy = QStringLiteral("s1");
        Alert known = alertOf("known", State::Firing, AlertSeverity::Critical);
        known.acknowledgedBy = QStringLiteral("Bruno");
        known.label = QStringLiteral("acme");
        const AlertBoard board = boardOf({muted, known, alertOf("pending", State::Pending)});
        AlertsModel model(AlertsModel::List::Alerts);
        const auto shown = [&](const AlertFilter &filter) {
            model.showAlerts(board, filter, kNow);
            return column(model, AlertsModel::Title).join(u' ');
        };
        QCOMPARE(shown({}), QStringLiteral("known pending"));
        QCOMPARE(shown({{}, {}, {}, true}), QStringLiteral("known muted pending"));
        QCOMPARE(shown({State::Firing, {}, {}, true}), QStringLiteral("known muted"));
        QCOMPARE(shown({{}, AlertSeverity::Critical, {}, true}), QStringLiteral("known"));
        QCOMPARE(shown({{}, {}, QStringLiteral("BRUNO"), true}), QStringLiteral("known"));
        QCOMPARE(shown({{}, {}, QStringLiteral("ACME"), true}), QStringLiteral("known"));
        QCOMPARE(shown({{}, {}, QStringLiteral("pend"), true}), QStringLiteral("pending"));
        QCOMPARE(shown({{}, {}, QStringLiteral("nowhere"), true}), QString());
    }

    void silencesSayWhatTheyMute()
    {
        AlertBoard board = boardOf({alertOf("disk-full", State::Firing), alertOf("disk-slow", State::Pending), alertOf("other", State::Firing)});
        board.silences = {{QStringLiteral("later"), QStringLiteral("*"), QStringLiteral("*"), kNow + 1, kNow + 9'000, QStringLiteral("b"), QStringLiteral("move")},
                          {QStringLiteral("now"), QStringLiteral("disk-*"), QStringLiteral("pg:*"), kNow - 1, kNow + 5'000, QStringLiteral("a"), QStringLiteral("repair")}};
        AlertsModel model(AlertsModel::List::Silences);
        model.showSilences(board, kNow);
        QCOMPARE(column(model, AlertsModel::Silenced), (QStringList{"disk-* of pg:*", "every alert"})); // the next to end first
        QCOMPARE(column(model, AlertsModel::MutesNow), (QStringList{"2", "–"}));
    }

    void rulesSayHowManyFire()
    {
        AlertBoard board = boardOf({alertOf("a", State::Firing), alertOf("a", State::Firing), alertOf("a", State::Pending), alertOf("b", State::Firing)});
        board.alerts[1].label = QStringLiteral("pg:two");
        board.rules.resize(3);
        board.rules[0].name = QStringLiteral("a");
        board.rules[0].title = QStringLiteral("Title");
        board.rules[1].name = QStringLiteral("c");
        board.rules[2].name = QStringLiteral("b");
        board.rules[2].isEnabled = false;
        AlertsModel model(AlertsModel::List::Rules);
        model.showRules(board);
        QCOMPARE(column(model, AlertsModel::RuleTitle), (QStringList{"Title", "c", "b"}));
        QCOMPARE(column(model, AlertsModel::RuleFiring), (QStringList{"2", "0", "–"})); // of one that is off nothing is known
        QCOMPARE(column(model, AlertsModel::Says).first(), alertRuleWords(board.rules.first()));
    }

    void looksShowTheUnknownAsSuch()
    {
        AlertRule rule;
        rule.metric = QStringLiteral("pg.connections.used_ratio");
        Alert alert = alertOf("a", State::Firing);
        alert.trace = {{kNow - 3'000, 0.5, 0.9, 10}, {kNow - 2'000, {}, {}, 0}, {kNow - 1'000, 0.95, 0.9, 10}};
        AlertsModel model(AlertsModel::List::Looks);
        model.showLooks(rule, alert);
        QCOMPARE(column(model, AlertsModel::LookValue), (QStringList{"95 %", "not known", "50 %"}));
        QCOMPARE(column(model, AlertsModel::LookLimit), (QStringList{"90 %", "–", "90 %"}));
    }

    /// Rows come, go and move one by one, so that a view keeps what was chosen.
    void becomesWhatItIsGiven()
    {
        AlertsModel model(AlertsModel::List::Alerts);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        QPersistentModelIndex kept;
        for (int round = 0; round < 100; ++round) {
            QList<Alert> alerts{alertOf("kept", static_cast<State>(1 + random.bounded(4)))};
            for (int i = 0; i < 30; ++i)
                if (random.bounded(3) > 0)
                    alerts.append(alertOf(QString::number(i), static_cast<State>(1 + random.bounded(4)), static_cast<AlertSeverity>(random.bounded(2)), random.bounded(90'000)));
            model.showAlerts(boardOf(alerts), {}, kNow);
            AlertsModel fresh(AlertsModel::List::Alerts);
            fresh.showAlerts(boardOf(alerts), {}, kNow);
            for (int c = 0; c < model.columnCount(); ++c)
                QCOMPARE(column(model, c), column(fresh, c));
            if (!kept.isValid())
                kept = model.index(static_cast<int>(column(model, AlertsModel::Title).indexOf(QStringLiteral("kept"))), AlertsModel::Title);
            QCOMPARE(kept.data().toString(), QStringLiteral("kept"));
        }
    }

    /// The page lists them anew every second.
    void manyCostLittle()
    {
        AlertBoard board;
        board.at = kNow;
        for (int i = 0; i < AlertRule::kMaxRules; ++i) {
            AlertRule rule;
            rule.name = QStringLiteral("rule-%1").arg(i);
            rule.metric = QStringLiteral("pg.connections.used_ratio");
            board.rules.append(rule);
            for (int source = 0; source < 25; ++source) {
                board.alerts.append(alertOf(rule.name, State::Firing));
                board.alerts.last().label = QString::number(source);
            }
        }
        AlertsModel model(AlertsModel::List::Alerts);
        QElapsedTimer time;
        time.start();
        model.showAlerts(board, {}, kNow);
        QCOMPARE(model.rowCount(), 5'000);
        QVERIFY2(time.elapsed() < 1'000, qPrintable(QString::number(time.elapsed())));
    }

    void textsFromOutsideAreHarmless()
    {
        Alert alert = alertOf("a\u202e\n", State::Firing);
        alert.label = QStringLiteral("pg:\x1b[31m");
        alert.acknowledgedBy = QStringLiteral("x\u2066");
        alert.note = QString(1'000'000, u'x');
        AlertsModel model(AlertsModel::List::Alerts);
        model.showAlerts(boardOf({alert}), {}, kNow);
        QVERIFY(model.index(0, AlertsModel::Acknowledged).data(FullTextRole).toString().size() < 1'000);
        for (int c = 0; c < model.columnCount(); ++c)
            for (const QChar bad : {QChar(0x202e), QChar(u'\n'), QChar(0x1b), QChar(0x2066)})
                QVERIFY(!model.index(0, c).data().toString().contains(bad));
    }
};

QTEST_GUILESS_MAIN(TestAlertsModel)
#include "tst_alertsmodel.moc"
