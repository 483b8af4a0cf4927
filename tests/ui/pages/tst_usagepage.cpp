// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/apikeysport.h"
#include "models/ports/usageport.h"
#include "tests/support/faulty.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/charts/daybars.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/usage/usagepage.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;
using ui::PageStates;
using ui::UsagePage;

namespace {
/// The real workspace; remembers the tokens by which its reports can be cancelled.
class WatchedUsage : public FaultyWorkspace, public UsagePort {
public:
    explicit WatchedUsage(const std::shared_ptr<Workspace> &real) : FaultyWorkspace(real), m_usage(*real->usage()), m_keys(real->apiKeys()) {}
    UsagePort *usage() override { return this; }
    ApiKeysPort *apiKeys() override { return m_keys; }
    QFuture<Result<UsageReport>> report(UsageQuery query, CallContext context) override
    {
        tokens.append(context.cancel);
        asked = query;
        if (fails)
            return QtFuture::makeReadyFuture(Result<UsageReport>(Error(ErrorCode::DbTimeout)));
        return m_usage.report(query, context);
    }
    QFuture<Result<QList<UsageEvent>>> recent(UsageQuery query, int count, CallContext context) override
    {
        askedRecent = count;
        return fails ? QtFuture::makeReadyFuture(Result<QList<UsageEvent>>(Error(ErrorCode::DbTimeout))) : m_usage.recent(query, count, context);
    }
    QFuture<Result<Page<HygieneRow>>> hygiene(HygieneQuery query, Anchor anchor, int limit, CallContext context) override
    {
        return fails ? QtFuture::makeReadyFuture(Result<Page<HygieneRow>>(Error(ErrorCode::DbTimeout))) : m_usage.hygiene(query, anchor, limit, context);
    }
    QList<CancelToken> tokens;
    UsageQuery asked;
    int askedRecent = 0;
    bool fails = false;

private:
    UsagePort &m_usage;
    ApiKeysPort *m_keys;
};
} // namespace

/// The page of usage as a person uses it, on a real local store.
class UsagePageTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<WatchedUsage> m_workspace;
    std::unique_ptr<UsagePage> m_page;
    TenantId m_acme;
    ApiKey m_key;

    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<UsagePage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    PageStates *states() const { return m_page->findChild<PageStates *>(); }
    QAbstractItemModel *rows() const { return m_page->findChild<ui::PagedTable *>()->model(); }
    QStringList row(int number) const
    {
        QStringList cells;
        for (int column = 0; column < rows()->columnCount(); ++column)
            cells.append(rows()->index(number, column).data().toString());
        return cells;
    }
    void choose(const QString &words) { pick("usageTable", words); }
    /// As the service writes it.
    bool write(const QByteArray &sql)
    {
        sqlite3 *db = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_real->places().controlStore()).constData(), &db) == SQLITE_OK;
        sqlite3_busy_timeout(db, 5000);
        done = done && sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }
    static QByteArray id(const QUuid &uuid) { return "x'" + uuid.toRfc4122().toHex() + "'"; }
    bool addCall(int status, const QByteArray &endpoint = "/v1/orders")
    {
        return write("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, cost_micros) VALUES (" + id(m_acme.uuid()) + ", "
                     + QByteArray::number(SystemClock().nowMs() - 60'000) + ", " + id(newUuid()) + ", " + id(m_key.id.uuid()) + ", '" + endpoint + "', 'GET', " + QByteArray::number(status)
                     + ", 12000, 30, 500000)");
    }
    QString words() const { return part<QLabel>(*m_page, "usageWords")->text(); }
    void pick(const char *box, const QString &words)
    {
        auto *choice = part<QComboBox>(*m_page, box);
        const int index = choice->findText(words);
        QVERIFY2(index >= 0, qPrintable(words));
        choice->setCurrentIndex(index);
        emit choice->activated(index);
        QTRY_VERIFY(m_page->isSettled());
    }

private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        auto tenant = waitFor((*opened)->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(tenant);
        m_acme = tenant->id;
        auto key = waitFor((*opened)->apiKeys()->create(m_acme, {QStringLiteral("Deploy")}, {}));
        QVERIFY(key);
        m_key = key->key;
        auto other = (*opened)->apiKeys()->create(m_acme, {QStringLiteral("Other"), QStringLiteral("live"), SystemClock().nowMs() + 86'400'000}, {});
        QVERIFY(waitFor(other));
        m_workspace = std::make_shared<WatchedUsage>(*opened);
        m_real->workspace = m_workspace;
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_workspace.reset();
        m_real.reset();
    }

    void saysWhenNothingWasCalled()
    {
        showPage();
        QCOMPARE(states()->state(), PageStates::State::Empty);
        // The way on: all calls there are; where there are none, the keys all the same.
        const auto goOn = [this](const QString &words) {
            const auto buttons = states()->findChildren<QPushButton *>();
            const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QPushButton *button) { return button->isVisible() && button->text() == words; });
            QVERIFY2(found != buttons.end(), qPrintable(words));
            (*found)->click();
            QTRY_VERIFY(m_page->isSettled());
        };
        goOn(QStringLiteral("Show a year of everything"));
        QCOMPARE(states()->state(), PageStates::State::Empty);
        goOn(QStringLiteral("Show keys that were never used"));
        QTRY_COMPARE(states()->state(), PageStates::State::Ready);
        QTRY_COMPARE(rows()->rowCount(), 2);
        QVERIFY(row(0).first() == m_key.name || row(1).first() == m_key.name);
    }

    void aFailureShowsNoFigures()
    {
        m_workspace->fails = true;
        showPage();
        auto *table = m_page->findChild<ui::PagedTable *>();
        for (const char *choice : {"Keys: Without expiry", "Newest calls", "By status"}) {
            choose(QString::fromLatin1(choice));
            QVERIFY2(shownError(*m_page), choice);
            QVERIFY2(!table->isVisible(), choice); // a zero would say that nobody called
        }
        m_workspace->fails = false;
        emit shownError(*m_page)->actionRequested(QStringLiteral("retry"));
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!shownError(*m_page));
    }

    void showsWhatTheServiceWrote()
    {
        QVERIFY(addCall(200) && addCall(200) && addCall(200) && addCall(500));
        showPage();
        QCOMPARE(states()->state(), PageStates::State::Ready);
        QCOMPARE(rows()->rowCount(), 1);
        QCOMPARE(row(0), (QStringList{"GET", "/v1/orders", "4", "25.0 %", "12.0 ms", "12.0 ms", "120", "2.00"}));
        choose(QStringLiteral("By status"));
        QCOMPARE(rows()->rowCount(), 2);
        QCOMPARE(row(1).mid(0, 2), (QStringList{"500", "1"}));
        choose(QStringLiteral("Newest calls"));
        QCOMPARE(rows()->rowCount(), 4);
        QCOMPARE(row(0).mid(4, 2), (QStringList{"Deploy", "acme"}));
        const auto *exports = part<QPushButton>(*m_page, "exportHygiene");
        QVERIFY(!exports->isVisible()); // of lists of keys alone
        choose(QStringLiteral("Keys: Without expiry"));
        QCOMPARE(rows()->rowCount(), 1);
        QCOMPARE(row(0).first(), QStringLiteral("Deploy"));
        QVERIFY(exports->isVisible());
        emit m_page->findChild<ui::PagedTable *>()->activated(m_key.id.toString());
        QCOMPARE(m_real->navigated, QStringList{QStringLiteral("keys")});
        const auto keys = m_real->show<ui::KeysPage>(m_real->lastState); // among however many, it is found by what is shown of it
        QTRY_COMPARE(keys->findChild<ui::PagedTable *>()->model()->rowCount(), 1);
        const QVariantMap state = m_page->saveState();
        showPage(state);
        QCOMPARE(part<QComboBox>(*m_page, "usageTable")->currentText(), QStringLiteral("Keys: Without expiry"));
        QCOMPARE(rows()->rowCount(), 1);
    }

    void anySpanCanBeChosen()
    {
        QVERIFY(addCall(200));
        showPage();
        auto *ends = part<QDateTimeEdit>(*m_page, "usageFrom")->parentWidget();
        QVERIFY(!ends->isVisible());
        const qint64 now = SystemClock().nowMs();
        QVERIFY(qAbs(m_workspace->asked.to - m_workspace->asked.from - 30 * 86'400'000LL) < 1000);
        pick("usageSpan", QStringLiteral("From … to …"));
        QVERIFY(ends->isVisible());
        QVERIFY(qAbs(m_workspace->asked.from - (now - 30 * 86'400'000LL)) < 120'000); // begins as what was shown
        const QDateTime from(QDate(2026, 3, 1), QTime(10, 30)), to(QDate(2026, 3, 1), QTime(11, 0));
        part<QDateTimeEdit>(*m_page, "usageFrom")->setDateTime(from);
        part<QDateTimeEdit>(*m_page, "usageTo")->setDateTime(to);
        QTRY_COMPARE(m_workspace->asked.to, to.toMSecsSinceEpoch());
        QCOMPARE(m_workspace->asked.from, from.toMSecsSinceEpoch());
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(states()->state(), PageStates::State::Empty);
        const QVariantMap state = m_page->saveState();
        showPage(state);
        QCOMPARE(m_workspace->asked.from, from.toMSecsSinceEpoch());
        QCOMPARE(m_workspace->asked.to, to.toMSecsSinceEpoch());
        QCOMPARE(part<QDateTimeEdit>(*m_page, "usageFrom")->dateTime(), from);
        // An end before the beginning moves behind it, and is never asked for.
        part<QDateTimeEdit>(*m_page, "usageTo")->setDateTime(from.addDays(-1));
        QTRY_COMPARE(m_workspace->asked.to, from.addSecs(60).toMSecsSinceEpoch());
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(part<QDateTimeEdit>(*m_page, "usageTo")->dateTime(), from.addSecs(60));
        QVERIFY(!shownError(*m_page));
        emit states()->emptyActionRequested();
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(states()->state(), PageStates::State::Ready);
    }

    void moreIsShownWhenAskedFor()
    {
        for (int i = 0; i < 120; ++i)
            QVERIFY(addCall(200, "/v1/thing" + QByteArray::number(i)));
        showPage();
        auto *more = part<QPushButton>(*m_page, "usageMore");
        QCOMPARE(rows()->rowCount(), 20);
        QVERIFY(more->isVisible());
        QCOMPARE(m_workspace->askedRecent, 100);
        choose(QStringLiteral("By status"));
        QVERIFY(!more->isVisible());
        choose(QStringLiteral("Newest calls"));
        QCOMPARE(rows()->rowCount(), 100);
        QVERIFY(more->isVisible());
        more->click();
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(m_workspace->askedRecent, 500);
        QCOMPARE(rows()->rowCount(), 120);
        choose(QStringLiteral("By endpoint"));
        QCOMPARE(rows()->rowCount(), 100);
        QVERIFY(!more->isVisible());
        QCOMPARE(words(), QStringLiteral("The 100 most used."));
    }

    void theChartShowsWhatIsChosen()
    {
        QVERIFY(addCall(200) && addCall(500));
        const QByteArray minute = QByteArray::number(SystemClock().nowMs() / 60'000 * 60'000 - 60'000);
        QVERIFY(write("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 503) INSERT INTO key_refusals SELECT zeroblob(16), " + minute
                      + ", 'plancia_live_' || i, '192.0.2.0/24', 'unknown', 2 FROM n"));
        showPage();
        const auto today = [this] { return m_page->findChild<ui::DayBars *>()->bars().last(); };
        const qint64 callsAt = (SystemClock().nowMs() - 60'000) / 86'400'000;
        if (callsAt != SystemClock().nowMs() / 86'400'000)
            QSKIP("just after midnight");
        QCOMPARE(today().lower, 1.0);
        QCOMPARE(today().upper, 1.0);
        pick("usageChart", QStringLiteral("Latency"));
        QCOMPARE(today().lower, 12'000.0);
        pick("usageChart", QStringLiteral("Tokens"));
        QCOMPARE(today().lower, 60.0);
        pick("usageChart", QStringLiteral("Cost"));
        QCOMPARE(today().words, QStringLiteral("Cost: 1.00"));
        pick("usageChart", QStringLiteral("Refused keys"));
        QCOMPARE(today().lower, 1006.0);
        QCOMPARE(today().words, QStringLiteral("Refused calls: 1\u2009006"));
        choose(QStringLiteral("Refused keys"));
        QCOMPARE(rows()->rowCount(), 500);
        QCOMPARE(words(), QStringLiteral("The newest 500 of 503 lines are shown. A shorter span of time shows the others."));
        QCOMPARE(row(0).mid(2), (QStringList{"192.0.2.0/24", "unknown key", "", "2"}));
        const QVariantMap state = m_page->saveState();
        showPage(state);
        QCOMPARE(part<QComboBox>(*m_page, "usageChart")->currentText(), QStringLiteral("Refused keys"));
        QCOMPARE(today().lower, 1006.0);
    }

    /// Counting millions of calls holds up what other pages ask.
    void whoLooksElsewhereWantsNoReport()
    {
        showPage();
        QCOMPARE(m_workspace->tokens.size(), 1);
        QVERIFY(!m_workspace->tokens[0].isCancelled());
        m_page->refresh();
        m_page->hide();
        QCOMPARE(m_workspace->tokens.size(), 2);
        QVERIFY(m_workspace->tokens[1].isCancelled());
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!shownError(*m_page));
        m_page->show();
        QCOMPARE(m_workspace->tokens.size(), 3);
        m_page.reset();
        QVERIFY(m_workspace->tokens[2].isCancelled());
    }
};

QTEST_MAIN(UsagePageTest)
#include "tst_usagepage.moc"
