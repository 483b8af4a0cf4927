// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/apikeysport.h"
#include "models/ports/usageport.h"
#include "tests/support/faulty.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/usage/usagepage.h"

#include <QComboBox>
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
        if (fails)
            return QtFuture::makeReadyFuture(Result<UsageReport>(Error(ErrorCode::DbTimeout)));
        return m_usage.report(query, context);
    }
    QFuture<Result<QList<UsageEvent>>> recent(UsageQuery query, int count, CallContext context) override
    {
        return fails ? QtFuture::makeReadyFuture(Result<QList<UsageEvent>>(Error(ErrorCode::DbTimeout))) : m_usage.recent(query, count, context);
    }
    QFuture<Result<HygieneReport>> hygiene(HygieneQuery query, CallContext context) override
    {
        return fails ? QtFuture::makeReadyFuture(Result<HygieneReport>(Error(ErrorCode::DbTimeout))) : m_usage.hygiene(query, context);
    }
    QList<CancelToken> tokens;
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
    void choose(const QString &words)
    {
        auto *choice = part<QComboBox>(*m_page, "usageTable");
        const int index = choice->findText(words);
        QVERIFY2(index >= 0, qPrintable(words));
        choice->setCurrentIndex(index);
        emit choice->activated(index);
        QTRY_VERIFY(m_page->isSettled());
    }
    /// As the service writes it.
    bool addCall(int status)
    {
        sqlite3 *db = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_real->places().controlStore()).constData(), &db) == SQLITE_OK;
        sqlite3_busy_timeout(db, 5000);
        const auto id = [](const QUuid &uuid) { return "x'" + uuid.toRfc4122().toHex() + "'"; };
        const QByteArray sql = "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us) VALUES (" + id(m_acme.uuid()) + ", "
            + QByteArray::number(SystemClock().nowMs() - 60'000) + ", " + id(newUuid()) + ", " + id(m_key.id.uuid()) + ", '/v1/orders', 'GET', " + QByteArray::number(status) + ", 12000)";
        done = done && sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
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
        QCOMPARE(row(0).mid(0, 4), (QStringList{"GET", "/v1/orders", "4", "25.0 %"}));
        choose(QStringLiteral("By status"));
        QCOMPARE(rows()->rowCount(), 2);
        QCOMPARE(row(1).mid(0, 2), (QStringList{"500", "1"}));
        choose(QStringLiteral("Newest calls"));
        QCOMPARE(rows()->rowCount(), 4);
        QCOMPARE(row(0).mid(4, 2), (QStringList{"Deploy", "acme"}));
        choose(QStringLiteral("Keys: Without expiry"));
        QCOMPARE(rows()->rowCount(), 1);
        QCOMPARE(row(0).first(), QStringLiteral("Deploy"));
        emit m_page->findChild<ui::PagedTable *>()->activated(m_key.id.toString());
        QCOMPARE(m_real->navigated, QStringList{QStringLiteral("keys")});
        const auto keys = m_real->show<ui::KeysPage>(m_real->lastState); // among however many, it is found by what is shown of it
        QTRY_COMPARE(keys->findChild<ui::PagedTable *>()->model()->rowCount(), 1);
        const QVariantMap state = m_page->saveState();
        showPage(state);
        QCOMPARE(part<QComboBox>(*m_page, "usageTable")->currentText(), QStringLiteral("Keys: Without expiry"));
        QCOMPARE(rows()->rowCount(), 1);
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
