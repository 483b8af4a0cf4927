// SPDX-License-Identifier: GPL-3.0-or-later
// The page "Alerts" over a board in memory that behaves as models/ports/alertsport.h says.
#include "models/items/alertwords.h"
#include "tests/ui/pages/realpages.h"
#include "ui/charts/timechart.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/sidepanel.h"
#include "ui/kit/text.h"
#include "ui/pages/alerts/alertspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateTimeEdit>
#include <QPromise>
#include <QTabBar>
#include <QTableView>

using namespace plancia;
using namespace plancia::tests;
using ui::AlertsPage;

namespace {
constexpr qint64 kNow = 1'795'182'180'000;
constexpr qint64 kHour = 3'600'000;

class HandClock final : public Clock {
public:
    qint64 nowMs() const override { return kNow + now; }
    qint64 monotonicMs() const override { return 1'000'000 + now; }
    qint64 now = 0;
};

/// A board in memory. Answers at once, or, when it is held, when it is told to.
class MemoryAlerts final : public AlertsPort {
public:
    AlertBoard kept;
    std::optional<Error> failure; ///< of the next acts and questions
    bool isHeld = false;
    int asked = 0, tests = 0;

    QString author() const override { return QStringLiteral("anna@desk"); }
    std::optional<Error> fault;
    std::optional<Error> fileFault() const override { return fault; }

    QFuture<Result<AlertBoard>> board(CallContext) override
    {
        ++asked;
        if (!isHeld)
            return answer<AlertBoard>(failure ? Result<AlertBoard>(fail(*failure)) : Result<AlertBoard>(kept));
        auto promise = std::make_shared<QPromise<Result<AlertBoard>>>();
        promise->start();
        m_held.append(promise);
        return promise->future();
    }
    /// Answers the question that was asked as the `i`th of those that are held.
    void answerHeld(int i, const Result<AlertBoard> &board)
    {
        m_held.at(i)->addResult(board);
        m_held.at(i)->finish();
    }
    void tell() { emit changed(kept); }
    void tell(const AlertBoard &board) { emit changed(board); }

    QFuture<Result<Silence>> silence(Silence draft, CallContext) override
    {
        if (failure)
            return answer<Silence>(fail(*failure));
        if (draft.author.isEmpty() || draft.comment.isEmpty())
            return answer<Silence>(fail(Error(ErrorCode::ValRequired)));
        draft.id = QStringLiteral("made-%1").arg(kept.silences.size());
        kept.silences.append(draft);
        judge();
        return answer<Silence>(draft);
    }
    QFuture<Result<bool>> endSilence(QString id, CallContext) override
    {
        if (failure)
            return answer<bool>(fail(*failure));
        if (kept.silences.removeIf([&id](const Silence &one) { return one.id == id; }) == 0)
            return answer<bool>(fail(Error(ErrorCode::AlertNotFound)));
        judge();
        return answer<bool>(true);
    }
    QFuture<Result<Alert>> acknowledge(QString id, QString author, QString note, CallContext) override
    {
        if (failure)
            return answer<Alert>(fail(*failure));
        for (Alert &alert : kept.alerts)
            if (alert.id() == id) {
                alert.acknowledgedBy = author;
                alert.note = note;
                alert.acknowledgedAt = kept.at;
                return answer<Alert>(alert);
            }
        return answer<Alert>(fail(Error(ErrorCode::AlertNotFound)));
    }
    QFuture<Result<AlertRule>> saveRule(AlertRule rule, QString was, CallContext) override
    {
        if (failure)
            return answer<AlertRule>(fail(*failure));
        saved.append({rule, was});
        for (AlertRule &old : kept.rules)
            if (old.name == was) {
                old = rule;
                return answer<AlertRule>(rule);
            }
        kept.rules.append(rule);
        return answer<AlertRule>(rule);
    }
    QFuture<Result<bool>> removeRule(QString name, CallContext) override
    {
        kept.rules.removeIf([&name](const AlertRule &rule) { return rule.name == name; });
        return answer<bool>(true);
    }
    QFuture<Result<bool>> testChannel(QString, CallContext) override
    {
        ++tests;
        return failure ? answer<bool>(fail(*failure)) : answer<bool>(true);
    }
    QList<std::pair<AlertRule, QString>> saved;

private:
    template <class T>
    static QFuture<Result<T>> answer(const Result<T> &result)
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(result);
        promise.finish();
        return promise.future();
    }
    void judge() { mute(kept.alerts, kept.silences, kept.inhibitions, kept.at); }

    QList<std::shared_ptr<QPromise<Result<AlertBoard>>>> m_held;
};

AlertRule ruleOfName(const QString &name, const QString &title, AlertSeverity severity = AlertSeverity::Warning)
{
    AlertRule rule;
    rule.name = name;
    rule.title = title;
    rule.severity = severity;
    rule.metric = QStringLiteral("pg.connections.used_ratio");
    rule.function = AlertRule::Function::Mean;
    rule.limit = 0.9;
    rule.clears = 0.8;
    rule.forMs = 120'000;
    rule.minSamples = 10;
    return rule;
}

Alert alertOf(const QString &rule, const QString &label, Alert::State state, AlertSeverity severity = AlertSeverity::Warning)
{
    Alert alert;
    alert.rule = rule;
    alert.label = label;
    alert.state = state;
    alert.severity = severity;
    if (state == Alert::State::NoData)
        alert.unknownSince = kNow - 300'000;
    else
        alert.activeAt = kNow - 600'000;
    if (state == Alert::State::Firing || state == Alert::State::Resolved)
        alert.firedAt = kNow - 480'000;
    if (state == Alert::State::Resolved)
        alert.resolvedAt = kNow - 60'000;
    for (int i = 30; i >= 0; --i) {
        const bool isKnown = state != Alert::State::NoData && (i < 14 || i > 18);
        alert.trace.append({kNow - 10'000 * (i + 1), isKnown ? std::optional(0.97 - i * 0.004) : std::nullopt, 0.9, isKnown ? 60 : 0});
    }
    return alert;
}

AlertBoard fullBoard()
{
    AlertBoard board;
    board.agent = QStringLiteral("built-in");
    board.at = kNow;
    board.isOwn = true;
    board.rules = {ruleOfName("connections-used", "Connections run out", AlertSeverity::Critical), ruleOfName("server-away", "Server away", AlertSeverity::Critical), ruleOfName("lag", "Standby lags behind"),
                   ruleOfName("disk", "Disk fills"), ruleOfName("quiet", {})};
    board.rules[4].isEnabled = false;
    AlertRule logins;
    logins.name = QStringLiteral("refused-logins");
    logins.title = QStringLiteral("Refused sign-ins");
    logins.of = AlertRule::Of::Events;
    logins.function = AlertRule::Function::Count;
    logins.type = QStringLiteral("auth.*");
    logins.by = AlertRule::By::Tenant;
    logins.limit = 20;
    logins.windowMs = 300'000;
    board.rules.append(logins);
    board.alerts = {alertOf("connections-used", "pg:main", Alert::State::Firing, AlertSeverity::Critical), alertOf("server-away", "pg:old", Alert::State::Firing, AlertSeverity::Critical),
                    alertOf("lag", "pg:main", Alert::State::Pending), alertOf("disk", "agent", Alert::State::NoData), alertOf("lag", "pg:two", Alert::State::Resolved), alertOf("refused-logins", "acme", Alert::State::Firing)};
    for (AlertEvaluation &look : board.alerts.last().trace) {
        look.limit = 20;
        if (look.value)
            look.value = std::floor(*look.value * 40);
    }
    Silence silence;
    silence.id = QStringLiteral("s1");
    silence.rule = QStringLiteral("server-*");
    silence.from = kNow - kHour;
    silence.until = kNow + 3 * kHour;
    silence.author = QStringLiteral("bruno");
    silence.comment = QStringLiteral("The old server is being moved");
    board.silences.append(silence);
    board.channels = {{QStringLiteral("on-call"), AlertChannel::Kind::Webhook, QStringLiteral("hooks.example"), AlertSeverity::Critical, kNow - 480'000, {}, {}},
                      {QStringLiteral("mail"), AlertChannel::Kind::Mail, QStringLiteral("ops@example.org"), AlertSeverity::Warning, 0, QStringLiteral("PROV_001"), QStringLiteral("550 refused")}};
    mute(board.alerts, board.silences, board.inhibitions, board.at);
    return board;
}

QStringList column(const QWidget &page, const char *table, int column)
{
    const QAbstractItemModel *model = part<ui::PagedTable>(page, table)->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, column).data().toString());
    return texts;
}

/// All that can be read on a page or panel.
QString textOf(const QWidget &page)
{
    QStringList texts;
    for (const QLabel *label : page.findChildren<QLabel *>())
        if (label->isVisible())
            texts.append(label->text());
    for (const ui::ElidedLabel *label : page.findChildren<ui::ElidedLabel *>())
        if (label->isVisible())
            texts.append(label->text());
    for (const QAbstractButton *button : page.findChildren<QAbstractButton *>())
        if (button->isVisible())
            texts.append(button->text());
    return texts.join(u'\n');
}
} // namespace

class TestAlertsPage : public QObject {
    Q_OBJECT

    std::unique_ptr<RealPages> m_pages;
    std::unique_ptr<MemoryAlerts> m_port;
    HandClock m_clock;

    std::unique_ptr<AlertsPage> open(const QVariantMap &state = {})
    {
        ui::PageContext context = m_pages->context();
        context.ports.alerts = m_port.get();
        context.clock = &m_clock;
        auto page = std::make_unique<AlertsPage>(context);
        page->restoreState(state);
        page->resize(1250, 820);
        page->show();
        return page;
    }
    static void choose(AlertsPage &page, const char *table, const QString &id) { emit part<ui::PagedTable>(page, table)->activated(id); }
    static void goTo(AlertsPage &page, int tab) { part<QTabBar>(page, "alertsTabs")->setCurrentIndex(tab); }
    static bool isOpen(AlertsPage &page, const char *panel) { return part<ui::SidePanel>(page, panel)->isVisible(); }

private slots:
    void initTestCase()
    {
        m_pages = std::make_unique<RealPages>();
        QVERIFY(m_pages->isReady());
    }
    void init()
    {
        m_clock.now = 0;
        m_pages->notes.clear();
        m_pages->navigated.clear();
        m_pages->errors.clear();
        m_port = std::make_unique<MemoryAlerts>();
        m_port->kept = fullBoard();
    }

    void withoutAnAgentItSaysSo()
    {
        m_port.reset();
        auto page = open();
        QVERIFY(page->isSettled());
        QVERIFY2(textOf(*page).contains(QStringLiteral("No agent")), qPrintable(textOf(*page)));
        QVERIFY(!part<QWidget>(*page, "alertsNew")->isEnabled());
        for (const int tab : {1, 2}) {
            goTo(*page, tab);
            QVERIFY(textOf(*page).contains(QStringLiteral("No agent")));
        }
    }

    void firingFirstAndMutedOnlyWhenAsked()
    {
        auto page = open();
        QTRY_COMPARE(column(*page, "alertList", AlertsModel::Title), (QStringList{"Connections run out", "Refused sign-ins", "Standby lags behind", "Disk fills", "Standby lags behind"}));
        QCOMPARE(column(*page, "alertList", AlertsModel::Value), (QStringList{"97 % > 90 %", "38 > 20", "97 % > 90 %", "not known", "97 % > 90 %"}));
        QVERIFY2(textOf(*page).contains(QStringLiteral("2 firing, 1 pending, 1 not known, 1 muted; 6 rule")), qPrintable(textOf(*page)));
        click(*page, "alertsMuted");
        QCOMPARE(column(*page, "alertList", AlertsModel::Title).at(1), QStringLiteral("Server away"));
        QVERIFY(column(*page, "alertList", AlertsModel::Muted).at(1).startsWith(QStringLiteral("by bruno until ")));
    }

    void allIsWellOnlyWhileThatIsKnown()
    {
        m_port->kept.alerts.clear();
        auto page = open();
        QTRY_VERIFY(textOf(*page).contains(QStringLiteral("All is well")));
        QVERIFY2(textOf(*page).contains(QStringLiteral("last judged just now")), qPrintable(textOf(*page)));
        // The agent does not answer any more.
        m_port->isHeld = true;
        m_clock.now += 16'000;
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!textOf(*page).contains(QStringLiteral("All is well")), 5'000);
        QVERIFY2(textOf(*page).contains(QStringLiteral("This is old")), qPrintable(textOf(*page)));
        QVERIFY(textOf(*page).contains(QStringLiteral("As of ")));
        QVERIFY(textOf(*page).contains(QStringLiteral("No alert at that time")));
    }

    /// An agent that answers, but judges nothing any more, is not taken for one that says how it is.
    void aBoardThatStandsStillGrowsOld()
    {
        m_port->kept.alerts.clear();
        auto page = open();
        QTRY_VERIFY(textOf(*page).contains(QStringLiteral("All is well")));
        m_clock.now += 16'000;
        page->refresh();
        QTRY_VERIFY(textOf(*page).contains(QStringLiteral("This is old")));
        m_port->kept.at += 16'000;
        page->refresh();
        QTRY_VERIFY(textOf(*page).contains(QStringLiteral("All is well")));
    }

    void whenTheAgentIsAwayTheOldIsDated()
    {
        auto page = open();
        QTRY_VERIFY(column(*page, "alertList", 0).size() == 5);
        m_port->failure = Error(ErrorCode::StreamDown);
        page->refresh();
        QTRY_VERIFY(shownError(*page, QStringLiteral("STREAM_001")));
        QCOMPARE(column(*page, "alertList", 0).size(), 5); // what was read stays in sight …
        QVERIFY(part<ui::Notice>(*page, "alertsNotice")->isVisible()); // … and is said to be old
        QVERIFY(column(*page, "alertList", AlertsModel::Since).first().contains(u':')); // when, not for how long
        QCOMPARE(m_pages->errors, QList<ErrorCode>{ErrorCode::StreamDown});
        choose(*page, "alertList", QStringLiteral("connections-used/pg:main"));
        QVERIFY(!part<QPushButton>(*page, "alertAcknowledge")->isEnabled()); // who knows whether it still fires
        m_port->failure.reset();
        page->takeAction(QStringLiteral("retry"));
        QTRY_VERIFY(!shownError(*page));
        QVERIFY(!part<ui::Notice>(*page, "alertsNotice")->isVisible());
    }

    void anAgentThatIsTooOldIsNamed()
    {
        m_port->failure = Error(ErrorCode::StreamVersion);
        auto page = open();
        QTRY_VERIFY(shownError(*page, QStringLiteral("STREAM_003")));
        QVERIFY(page->isSettled());
    }

    void filtersByStateSeverityAndText()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        auto *severity = part<QComboBox>(*page, "alertsSeverity");
        severity->setCurrentIndex(1);
        emit severity->activated(1);
        QCOMPARE(column(*page, "alertList", AlertsModel::Title), QStringList{"Connections run out"});
        severity->setCurrentIndex(0);
        emit severity->activated(0);
        for (QPushButton *chip : page->findChildren<QPushButton *>())
            if (chip->text() == QStringLiteral("Pending") && chip->isCheckable())
                chip->click();
        QCOMPARE(column(*page, "alertList", AlertsModel::StateColumn), QStringList{"Pending"});
        auto *search = page->findChild<QLineEdit *>();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("nowhere"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(textOf(*page).contains(QStringLiteral("No such alert")));
    }

    void thePanelSaysWhy()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("connections-used/pg:main"));
        QVERIFY(isOpen(*page, "alertPanel"));
        const QString text = textOf(*part<QWidget>(*page, "alertPanel"));
        QVERIFY2(text.contains(alertRuleWords(m_port->kept.rules.first())), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("97 % > 90 %")) && text.contains(QStringLiteral("60, of at least 10")), qPrintable(text));
        QVERIFY2(text.count(QStringLiteral(" UTC)")) >= 2, qPrintable(text));
        // The unknown is a gap in the line, never a value.
        auto *chart = part<ui::TimeChart>(*page, "alertChart");
        const TimeSeries &points = *chart->series().first().points;
        QCOMPARE(points.size(), 26);
        int breaks = 0;
        for (int i = 1; i < points.size(); ++i)
            breaks += points.breakBefore(i);
        QCOMPARE(breaks, 1);
        QCOMPARE(column(*page, "alertLooks", AlertsModel::LookValue).count(QStringLiteral("not known")), 5);
        // The rule leads on.
        click(*page, "alertRule");
        QTRY_VERIFY(isOpen(*page, "rulePanel"));
        QCOMPARE(part<QTabBar>(*page, "alertsTabs")->currentIndex(), 2);
    }

    void leadsToTheTimeWhenItBegan()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("connections-used/pg:main"));
        click(*page, "alertTimeline");
        QCOMPARE(m_pages->navigated, QStringList{QStringLiteral("monitoring")});
        QCOMPARE(m_pages->lastState.value(QStringLiteral("view")).toString(), QStringLiteral("pg:main"));
        QVERIFY(m_pages->lastState.value(QStringLiteral("pausedAt")).toLongLong() <= kNow + 1'000);
        choose(*page, "alertList", QStringLiteral("refused-logins/acme"));
        click(*page, "alertTimeline");
        QCOMPARE(m_pages->lastState.value(QStringLiteral("dashboard")).toString(), QStringLiteral("@events"));
        const QVariantMap events = m_pages->lastState.value(QStringLiteral("events")).toMap();
        QCOMPARE(events.value(QStringLiteral("tenant")).toString(), QStringLiteral("acme"));
        QCOMPARE(events.value(QStringLiteral("type")).toString(), QStringLiteral("auth"));
    }

    void acknowledges()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("connections-used/pg:main"));
        QCOMPARE(part<QLineEdit>(*page, "alertAuthor")->text(), QStringLiteral("anna@desk"));
        type(*page, "alertAuthor", {});
        QVERIFY(!part<QPushButton>(*page, "alertAcknowledge")->isEnabled());
        type(*page, "alertAuthor", QStringLiteral("Anna"));
        type(*page, "alertNote", QStringLiteral("raising the limit"));
        m_port->failure = Error(ErrorCode::ValTooLong);
        click(*page, "alertAcknowledge");
        QTRY_VERIFY(shownError(*page, QStringLiteral("VAL_002")));
        QCOMPARE(part<QLineEdit>(*page, "alertNote")->text(), QStringLiteral("raising the limit"));
        m_port->failure.reset();
        QTRY_VERIFY(!part<ui::Notice>(*page, "alertsNotice")->isVisible() || (page->refresh(), false));
        click(*page, "alertAcknowledge");
        QTRY_COMPARE(column(*page, "alertList", AlertsModel::Acknowledged).first(), QStringLiteral("Anna"));
        QVERIFY(textOf(*part<QWidget>(*page, "alertPanel")).contains(QStringLiteral("raising the limit")));
        QVERIFY(!part<QPushButton>(*page, "alertAcknowledge")->isVisible());
    }

    void whatIsTypedAndChosenStaysWhenTheBoardChanges()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("lag/pg:main"));
        type(*page, "alertNote", QStringLiteral("half a no"));
        auto *note = part<QLineEdit>(*page, "alertNote");
        QTRY_VERIFY(note->hasFocus());
        m_port->kept.at += 1'000;
        m_port->kept.alerts.prepend(alertOf("disk", "pg:new", Alert::State::Firing, AlertSeverity::Critical));
        m_port->kept.alerts[3].trace.append({m_port->kept.at, 0.99, 0.9, 61});
        m_port->tell();
        QVERIFY(column(*page, "alertList", AlertsModel::Label).contains(QStringLiteral("pg:new")));
        QCOMPARE(part<ui::PagedTable>(*page, "alertList")->currentId(), QStringLiteral("lag/pg:main"));
        QCOMPARE(note->text(), QStringLiteral("half a no"));
        QVERIFY(note->hasFocus());
        QTRY_VERIFY(textOf(*part<QWidget>(*page, "alertPanel")).contains(QStringLiteral("99 % > 90 %")));
        // It goes: the panel says so and offers nothing.
        m_port->kept.at += 1'000;
        m_port->kept.alerts.removeIf([](const Alert &alert) { return alert.rule == u"lag"; });
        m_port->tell();
        QVERIFY(isOpen(*page, "alertPanel"));
        QVERIFY(!part<QPushButton>(*page, "alertAcknowledge")->isVisible());
    }

    void aLateAnswerReplacesNothing()
    {
        m_port->isHeld = true;
        auto page = open();
        QCOMPARE(m_port->asked, 1);
        page->refresh();
        QCOMPARE(m_port->asked, 2);
        AlertBoard newer = m_port->kept;
        newer.at += 5'000;
        newer.alerts.removeLast();
        m_port->answerHeld(1, newer);
        QTRY_COMPARE(column(*page, "alertList", 0).size(), 4);
        m_port->answerHeld(0, m_port->kept); // the first question
        QTest::qWait(50);
        QCOMPARE(column(*page, "alertList", 0).size(), 4);
        // Nor does the answer to the newest question, when something newer was signalled meanwhile.
        page->refresh();
        AlertBoard newest = newer;
        newest.at += 5'000;
        newest.alerts.removeLast();
        m_port->tell(newest);
        QCOMPARE(column(*page, "alertList", 0).size(), 3);
        m_port->answerHeld(2, newer);
        QTest::qWait(50);
        QCOMPARE(column(*page, "alertList", 0).size(), 3);
        // Another agent's board is another matter, whatever its clock says.
        AlertBoard other = m_port->kept;
        other.agent = QStringLiteral("other");
        other.at = 1'000;
        m_port->tell(other);
        QCOMPARE(column(*page, "alertList", 0).size(), 5);
    }

    void aSilenceIsPreviewedWhileItIsTyped()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("lag/pg:main"));
        click(*page, "alertSilence");
        QVERIFY(isOpen(*page, "silenceForm") && !isOpen(*page, "alertPanel"));
        QCOMPARE(part<QLineEdit>(*page, "silenceRule")->text(), QStringLiteral("lag"));
        QCOMPARE(part<QLineEdit>(*page, "silenceAuthor")->text(), QStringLiteral("anna@desk"));
        const auto preview = [&] {
            QStringList lines;
            for (const ui::ElidedLabel *line : part<QWidget>(*page, "silenceForm")->findChildren<ui::ElidedLabel *>(QStringLiteral("mutedAlert")))
                if (line->isVisible())
                    lines.append(line->text());
            return lines;
        };
        const int asked = m_port->asked;
        QTRY_COMPARE(preview(), QStringList{QStringLiteral("Standby lags behind · pg:main")});
        type(*page, "silenceLabel", QStringLiteral("pg:*"));
        QTRY_COMPARE(preview(), (QStringList{QStringLiteral("Standby lags behind · pg:main"), QStringLiteral("Standby lags behind · pg:two")}));
        type(*page, "silenceRule", QStringLiteral("nothing"));
        QTRY_COMPARE(preview(), QStringList());
        QTRY_VERIFY(textOf(*part<QWidget>(*page, "silenceForm")).contains(QStringLiteral("None at present.")));
        QCOMPARE(m_port->asked, asked); // no round trip
        // Completion knows the rules and what they are of.
        QVERIFY(part<QLineEdit>(*page, "silenceRule")->completer()->model()->rowCount() > 4);
        // It takes a comment, and one that lies ahead.
        type(*page, "silenceRule", QStringLiteral("lag"));
        QVERIFY(!part<QPushButton>(*page, "silenceMake")->isEnabled());
        type(*page, "silenceComment", QStringLiteral("moving the standby"));
        QVERIFY(part<QPushButton>(*page, "silenceMake")->isEnabled());
        auto *span = part<QComboBox>(*page, "silenceSpan");
        span->setCurrentIndex(span->count() - 1);
        auto *until = part<QDateTimeEdit>(*page, "silenceUntil");
        until->setDateTime(QDateTime::fromMSecsSinceEpoch(kNow - 60'000));
        QVERIFY(!part<QPushButton>(*page, "silenceMake")->isEnabled());
        until->setDateTime(QDateTime::fromMSecsSinceEpoch(kNow + 91LL * 24 * kHour));
        QVERIFY(!part<QPushButton>(*page, "silenceMake")->isEnabled());
        span->setCurrentIndex(1);
        click(*page, "silenceMake");
        QTRY_COMPARE(column(*page, "silenceList", AlertsModel::Silenced), (QStringList{"server-*", "lag of pg:*"}));
        QCOMPARE(column(*page, "silenceList", AlertsModel::MutesNow), (QStringList{"1", "2"}));
        QCOMPARE(m_port->kept.silences.last().until - m_port->kept.silences.last().from, 4 * kHour);
        QCOMPARE(part<ui::PagedTable>(*page, "silenceList")->currentId(), m_port->kept.silences.last().id);
        QVERIFY(!isOpen(*page, "silenceForm"));
    }

    void aSilenceThatIsRefusedKeepsWhatWasTyped()
    {
        auto page = open({{QStringLiteral("tab"), QStringLiteral("silences")}});
        QTRY_VERIFY(!column(*page, "silenceList", 0).isEmpty());
        click(*page, "alertsNew");
        type(*page, "silenceComment", QStringLiteral("why"));
        m_port->failure = Error(ErrorCode::RateTooMany);
        click(*page, "silenceMake");
        QTRY_VERIFY(shownError(*part<QWidget>(*page, "silenceForm"), QStringLiteral("RATE_001")));
        QCOMPARE(part<QLineEdit>(*page, "silenceComment")->text(), QStringLiteral("why"));
        QVERIFY(m_pages->notes.isEmpty()); // nothing is done before it is true
    }

    void aSilenceIsEnded()
    {
        auto page = open({{QStringLiteral("tab"), QStringLiteral("silences")}});
        QTRY_VERIFY(!column(*page, "silenceList", 0).isEmpty());
        choose(*page, "silenceList", QStringLiteral("s1"));
        QVERIFY(textOf(*part<QWidget>(*page, "silencePanel")).contains(QStringLiteral("Server away · pg:old")));
        click(*page, "silenceEnd");
        QTRY_VERIFY(column(*page, "silenceList", 0).isEmpty());
        QVERIFY(!part<QPushButton>(*page, "silenceEnd")->isEnabled());
        goTo(*page, 0);
        QTRY_COMPARE(column(*page, "alertList", 0).size(), 6);
    }

    void aFileThatIsNotUsedIsToldWithItsFault()
    {
        m_port->fault = Error(ErrorCode::ConfigInvalid, {{QStringLiteral("path"), QStringLiteral("/x/alerts.toml")}, {QStringLiteral("line"), QStringLiteral("7")}});
        auto page = open();
        const auto said = [&page] { return textOf(*part<QWidget>(*page, "alertsNotice")); };
        QTRY_VERIFY(part<QWidget>(*page, "alertsNotice")->isVisible());
        QVERIFY2(said().contains(u"CONFIG_001") && said().contains(u"line 7"), qPrintable(said()));
        m_port->kept.isOwn = false; // of another agent it is not
        m_port->tell();
        QTRY_VERIFY(!part<QWidget>(*page, "alertsNotice")->isVisible());
    }

    void anotherAgentsRulesAreOnlyRead()
    {
        m_port->kept.isOwn = false;
        auto page = open({{QStringLiteral("tab"), QStringLiteral("rules")}});
        QTRY_VERIFY(!column(*page, "ruleList", 0).isEmpty());
        QVERIFY(!part<QPushButton>(*page, "alertsNew")->isVisible());
        choose(*page, "ruleList", QStringLiteral("refused-logins"));
        QVERIFY(textOf(*part<QWidget>(*page, "rulePanel")).contains(QStringLiteral("agent.toml")));
        for (const char *act : {"ruleEdit", "ruleDuplicate", "ruleRemove", "ruleEnabled"})
            QVERIFY2(!part<QWidget>(*page, act)->isVisible(), act);
    }

    void aRuleIsEdited()
    {
        auto page = open({{QStringLiteral("tab"), QStringLiteral("rules")}});
        QTRY_VERIFY(!column(*page, "ruleList", 0).isEmpty());
        choose(*page, "ruleList", QStringLiteral("connections-used"));
        click(*page, "ruleEdit");
        QVERIFY(isOpen(*page, "ruleForm"));
        const auto preview = [&] {
            QStringList lines;
            for (const ui::ElidedLabel *line : page->findChildren<ui::ElidedLabel *>(QStringLiteral("rulePreview")))
                if (line->isVisible())
                    lines.append(line->text());
            return lines;
        };
        QCOMPARE(part<QLabel>(*page, "ruleFormWords")->text(), alertRuleWords(m_port->kept.rules.first()));
        QTRY_COMPARE(preview(), QStringList{QStringLiteral("pg:main · 97 % > 90 %")});
        type(*page, "ruleLimit", QStringLiteral("0.98"));
        QTRY_COMPARE(preview(), QStringList{QStringLiteral("pg:main · 97 % ≤ 98 %")});
        QVERIFY(part<QLabel>(*page, "ruleFormWords")->text().contains(QStringLiteral("above 98 %")));
        type(*page, "ruleLimit", QStringLiteral("0.5")); // below what it clears at
        QVERIFY(!part<QPushButton>(*page, "ruleSave")->isEnabled());
        type(*page, "ruleClears", QStringLiteral("0,4"));
        QVERIFY(part<QPushButton>(*page, "ruleSave")->isEnabled());
        type(*page, "ruleName", QStringLiteral("server-away")); // another's
        QVERIFY(!part<QPushButton>(*page, "ruleSave")->isEnabled());
        type(*page, "ruleName", QStringLiteral("half-used"));
        // Of another measure the board tells nothing.
        auto *function = part<QComboBox>(*page, "ruleFunction");
        function->setCurrentIndex(0);
        QTRY_COMPARE(preview(), QStringList());
        m_port->failure = Error(ErrorCode::ConfigInvalid);
        click(*page, "ruleSave");
        QTRY_VERIFY(shownError(*part<QWidget>(*page, "ruleForm"), QStringLiteral("CONFIG_001")));
        m_port->failure.reset();
        click(*page, "ruleSave");
        QTRY_COMPARE(m_port->saved.size(), 1);
        QCOMPARE(m_port->saved.first().second, QStringLiteral("connections-used"));
        AlertRule expected = fullBoard().rules.first();
        expected.name = QStringLiteral("half-used");
        expected.limit = 0.5;
        expected.clears = 0.4;
        expected.function = AlertRule::Function::Last;
        QCOMPARE(m_port->saved.first().first, expected); // and nothing else
        QTRY_VERIFY(column(*page, "ruleList", AlertsModel::Says).first().startsWith(QStringLiteral("Last ")));
    }

    void theFormTakesEveryFieldOfARuleOverEvents()
    {
        AlertRule rule = fullBoard().rules.last();
        rule.severity = AlertSeverity::Critical;
        rule.function = AlertRule::Function::P95;
        rule.source = QStringLiteral("api-*");
        rule.tenant = QStringLiteral("acme");
        rule.text = QStringLiteral("refused");
        rule.pattern = QStringLiteral("^login");
        rule.least = EventSeverity::Error;
        rule.fromMinute = 22 * 60 + 30;
        rule.toMinute = 6 * 60;
        rule.compare = AlertRule::Compare::Below;
        rule.isOfBaseline = true;
        rule.limit = 0.5;
        rule.clears = 0.7;
        rule.minSamples = 12;
        rule.forMs = 90'000;
        rule.keepFiringMs = 2 * kHour;
        rule.tellsNoData = true;
        QVERIFY(!faultOf(rule));
        m_port->kept.rules = {rule};
        auto page = open({{QStringLiteral("tab"), QStringLiteral("rules")}});
        QTRY_VERIFY(!column(*page, "ruleList", 0).isEmpty());
        choose(*page, "ruleList", rule.name);
        click(*page, "ruleEdit");
        click(*page, "ruleSave");
        QTRY_COMPARE(m_port->saved.size(), 1);
        QCOMPARE(m_port->saved.first().first, rule);
    }

    void aRuleIsDuplicatedSwitchedOffAndDeleted()
    {
        auto page = open({{QStringLiteral("tab"), QStringLiteral("rules")}});
        QTRY_VERIFY(!column(*page, "ruleList", 0).isEmpty());
        choose(*page, "ruleList", QStringLiteral("disk"));
        click(*page, "ruleDuplicate");
        QVERIFY(!part<QPushButton>(*page, "ruleSave")->isEnabled()); // the name is taken
        type(*page, "ruleName", QStringLiteral("disk-2"));
        click(*page, "ruleSave");
        QTRY_VERIFY(column(*page, "ruleList", AlertsModel::RuleTitle).size() == 7);
        choose(*page, "ruleList", QStringLiteral("disk"));
        m_port->failure = Error(ErrorCode::AuthzReadOnly);
        click(*page, "ruleEnabled");
        QTRY_VERIFY(shownError(*part<QWidget>(*page, "rulePanel"), QStringLiteral("AUTHZ_001")));
        QVERIFY(part<QCheckBox>(*page, "ruleEnabled")->isChecked()); // as it is, not as it was wished
        m_port->failure.reset();
        QTRY_VERIFY(part<QCheckBox>(*page, "ruleEnabled")->isEnabled());
        click(*page, "ruleEnabled");
        QTRY_VERIFY(!part<QCheckBox>(*page, "ruleEnabled")->isChecked());
        QVERIFY(!ruleOf(m_port->kept, QStringLiteral("disk"))->isEnabled);
        click(*page, "ruleRemove");
        auto *dialog = page->findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog);
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(!ruleOf(m_port->kept, QStringLiteral("disk")));
        QTRY_VERIFY(!isOpen(*page, "rulePanel"));
    }

    void channelsAreTried()
    {
        auto page = open({{QStringLiteral("tab"), QStringLiteral("rules")}});
        QTRY_VERIFY(part<QWidget>(*page, "alertChannels")->isVisible());
        const QString text = textOf(*part<QWidget>(*page, "alertChannels"));
        QVERIFY2(text.contains(QStringLiteral("PROV_001")) && text.contains(QStringLiteral("550 refused")) && text.contains(QStringLiteral("hooks.example")), qPrintable(text));
        click(*page, "channelTest-on-call");
        QTRY_COMPARE(m_port->tests, 1);
        QTRY_VERIFY(!m_pages->notes.isEmpty());
        m_port->failure = Error(ErrorCode::ProviderRefused);
        click(*page, "channelTest-mail");
        QTRY_VERIFY(shownError(*page, QStringLiteral("PROV_001")));
    }

    void everythingIsReachedByTheKeys()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        auto *table = part<ui::PagedTable>(*page, "alertList");
        table->focusRows();
        auto *view = table->findChild<QTableView *>();
        QTRY_VERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(isOpen(*page, "alertPanel"));
        part<QLineEdit>(*page, "alertNote")->setFocus();
        QTest::keyClick(part<QLineEdit>(*page, "alertNote"), Qt::Key_Escape);
        QVERIFY(!isOpen(*page, "alertPanel"));
        QTRY_VERIFY(view->hasFocus()); // back to where one was
        QTest::keyClick(page.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(page->findChild<QLineEdit *>()->hasFocus());
        goTo(*page, 2);
        QTest::keyClick(page.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(isOpen(*page, "ruleForm"));
        QTRY_VERIFY(part<QLineEdit>(*page, "ruleName")->hasFocus());
        // Tab leads through every field of the form to its button.
        QSet<QString> reached;
        for (int i = 0; i < 60; ++i) {
            if (QWidget *focus = page->focusWidget())
                for (QWidget *one = focus; one; one = one->parentWidget())
                    reached.insert(one->objectName());
            QTest::keyClick(page->focusWidget(), Qt::Key_Tab);
        }
        for (const char *name : {"ruleTitle", "ruleSeverity", "ruleOf", "ruleMetric", "ruleFunction", "ruleWindow", "ruleSource", "ruleCompare", "ruleLimit", "ruleBaseline", "ruleClears", "ruleSamples", "ruleFor",
                                 "ruleKeep", "ruleNoData", "ruleFormEnabled"})
            QVERIFY2(reached.contains(QLatin1String(name)), name);
    }

    void whatWasChosenAndTypedSurvivesAnotherLook()
    {
        QVariantMap state;
        {
            auto page = open();
            QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
            click(*page, "alertsMuted");
            choose(*page, "alertList", QStringLiteral("lag/pg:main"));
            type(*page, "alertNote", QStringLiteral("half"));
            state = page->saveState();
        }
        {
            auto page = open(state);
            QTRY_VERIFY(isOpen(*page, "alertPanel"));
            QCOMPARE(part<QLineEdit>(*page, "alertNote")->text(), QStringLiteral("half"));
            QVERIFY(part<QPushButton>(*page, "alertsMuted")->isChecked());
            QCOMPARE(part<ui::PagedTable>(*page, "alertList")->currentId(), QStringLiteral("lag/pg:main"));
            goTo(*page, 1);
            click(*page, "alertsNew");
            type(*page, "silenceRule", QStringLiteral("la*"));
            type(*page, "silenceComment", QStringLiteral("half a com"));
            state = page->saveState();
        }
        {
            auto page = open(state);
            QTRY_VERIFY(isOpen(*page, "silenceForm"));
            QCOMPARE(part<QLineEdit>(*page, "silenceRule")->text(), QStringLiteral("la*"));
            QCOMPARE(part<QLineEdit>(*page, "silenceComment")->text(), QStringLiteral("half a com"));
            QCOMPARE(part<QTabBar>(*page, "alertsTabs")->currentIndex(), 1);
            goTo(*page, 2);
            choose(*page, "ruleList", QStringLiteral("refused-logins"));
            click(*page, "ruleEdit");
            type(*page, "ruleLimit", QStringLiteral("33"));
            state = page->saveState();
        }
        auto page = open(state);
        QTRY_VERIFY(isOpen(*page, "ruleForm"));
        click(*page, "ruleSave");
        QTRY_COMPARE(m_port->saved.size(), 1);
        AlertRule expected = fullBoard().rules.last();
        expected.limit = 33;
        QCOMPARE(m_port->saved.first().first, expected);
        QCOMPARE(m_port->saved.first().second, expected.name);
    }

    void hiddenItAsksNothing()
    {
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        page->hide();
        const int asked = m_port->asked;
        m_clock.now += 60'000;
        QTest::qWait(1'500);
        QCOMPARE(m_port->asked, asked);
        page->setVisible(true);
        QTRY_VERIFY(m_port->asked > asked);
    }

    void textsFromOutsideArePlain()
    {
        m_port->kept.rules.first().title = QStringLiteral("<b>bold</b>\u202e");
        m_port->kept.alerts.first().label = QStringLiteral("<img src=x>&amp");
        m_port->kept.silences.first().comment = QStringLiteral("<i>slanted</i>");
        auto page = open();
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", m_port->kept.alerts.first().id());
        goTo(*page, 1);
        choose(*page, "silenceList", QStringLiteral("s1"));
        goTo(*page, 2);
        choose(*page, "ruleList", m_port->kept.rules.first().name);
        for (const QLabel *label : page->findChildren<QLabel *>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
            QVERIFY(!label->text().contains(QChar(0x202e)));
        }
    }

    /// One panel after another never makes the window wider.
    void aPanelTakesThePlaceOfAnother()
    {
        auto page = open();
        page->resize(1'030, 700);
        QTRY_VERIFY(!column(*page, "alertList", 0).isEmpty());
        choose(*page, "alertList", QStringLiteral("lag/pg:main"));
        click(*page, "alertSilence");
        goTo(*page, 2);
        choose(*page, "ruleList", QStringLiteral("disk"));
        click(*page, "ruleEdit");
        goTo(*page, 0);
        choose(*page, "alertList", QStringLiteral("lag/pg:main"));
        QVERIFY(isOpen(*page, "alertPanel") && !isOpen(*page, "ruleForm"));
        QCOMPARE(page->width(), 1'030);
        QVERIFY(!part<QComboBox>(*page, "alertsSeverity")->isVisible());
        QTest::keyClick(part<QLineEdit>(*page, "alertNote"), Qt::Key_Escape);
        QVERIFY(part<QComboBox>(*page, "alertsSeverity")->isVisible());
    }
};

QTEST_MAIN(TestAlertsPage)
#include "tst_alertspage.moc"
