// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tenantsmodel.h"
#include "models/ports/batchport.h"
#include "tests/support/faulty.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/pages/tenants/bulkbar.h"
#include "ui/pages/tenants/bulkpanel.h"
#include "ui/pages/tenants/tenantpanel.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTableView>

using namespace plancia;
using namespace plancia::tests;
using ui::BulkPanel;
using ui::TenantPanel;
using ui::TenantsPage;

namespace {
/// The same store under the colour of production.
class RedWorkspace : public FaultyWorkspace {
public:
    using FaultyWorkspace::FaultyWorkspace;
    WorkspaceIdentity identity() const override
    {
        WorkspaceIdentity identity = FaultyWorkspace::identity();
        identity.id = QStringLiteral("pg:1");
        identity.name = QStringLiteral("Production EU");
        identity.colour = QStringLiteral("red");
        return identity;
    }
};
} // namespace

/// Acts on many tenants on the tenants page, as a person does them, on a real local store.
class BulkPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = m_store = **opened;
        for (const char *slug : {"alpha", "beta", "gamma", "delta"})
            create(QLatin1String(slug));
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_store.reset();
        m_real.reset();
    }

    void rowsAreChosenByMouseAndKeyboard()
    {
        showPage();
        QVERIFY(bar()->isHidden());
        clickBox(0); // alpha
        QVERIFY(bar()->isVisible());
        QCOMPARE(count(), QStringLiteral("1 selected"));
        QVERIFY(!panel()->isVisible()); // a box does not open the tenant
        clickBox(2, Qt::ShiftModifier);
        QCOMPARE(count(), QStringLiteral("3 selected"));
        clickBox(1);
        QCOMPARE(count(), QStringLiteral("2 selected"));
        auto *view = m_page->findChild<QTableView *>();
        view->setFocus();
        view->setCurrentIndex(model()->index(1, 0));
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(count(), QStringLiteral("3 selected"));
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(count(), QStringLiteral("All that match (4)"));
        press("bulkClear");
        QVERIFY(bar()->isHidden());
        // The box over the rows takes those that are seen.
        auto *header = m_page->findChild<QHeaderView *>();
        for (QHeaderView *each : m_page->findChildren<QHeaderView *>())
            header = each->orientation() == Qt::Horizontal ? each : header;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(14, 12));
        QCOMPARE(count(), QStringLiteral("4 selected"));
        QVERIFY(model()->query().sort == TenantSort::Name && !model()->query().descending); // and does not sort
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(14, 12));
        QVERIFY(bar()->isHidden());
    }

    void suspendsTheChosenOnesAndUndoesIt()
    {
        setStatus("gamma", TenantStatus::Suspended, "long ago");
        showPage();
        clickBox(0);
        clickBox(1);
        clickBox(rowOf("gamma"));
        picture("chosen");
        press("bulkSuspend");
        QTRY_VERIFY(bulk()->isSettled());
        QCOMPARE(bulk()->mode(), BulkPanel::Mode::Preview);
        QVERIFY(bar()->isHidden());
        QCOMPARE(text("bulkLead"), QStringLiteral("2 tenant(s) would be suspended."));
        QVERIFY(text("bulkSample").contains(QStringLiteral("alpha")));
        QCOMPARE(text("bulkListTitle"), QStringLiteral("1 left alone"));
        QVERIFY(text("bulkList").endsWith(QStringLiteral(": gamma")));
        QVERIFY(!button("bulkRun")->isEnabled());
        auto *reason = part<QPlainTextEdit>(*m_page, "bulkReason");
        QCOMPARE(QApplication::focusWidget(), reason);
        reason->setPlainText(QStringLiteral("Unpaid since May"));
        picture("preview");
        press("bulkRun");
        QTRY_COMPARE(bulk()->mode(), BulkPanel::Mode::Done);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(text("bulkLead"), QStringLiteral("2 tenant(s) are suspended."));
        QVERIFY(text("bulkEffect").contains(QStringLiteral("before: suspend 2 tenants")) || text("bulkEffect").contains(QStringLiteral("backup")));
        QCOMPARE(stored("alpha").statusReason, QStringLiteral("Unpaid since May"));
        QVERIFY(model()->itemAt(0)->status == TenantStatus::Suspended);
        QVERIFY(table()->chosenIds().isEmpty());
        picture("done");

        setStatus("beta", TenantStatus::Active, "paid"); // somebody else, meanwhile
        press("bulkUndo");
        QTRY_VERIFY(m_page->isSettled() && bulk()->mode() == BulkPanel::Mode::Done);
        QCOMPARE(text("bulkLead"), QStringLiteral("1 tenant(s) are as they were before."));
        QCOMPARE(text("bulkListTitle"), QStringLiteral("1 left alone, since somebody changed them meanwhile"));
        QVERIFY(stored("alpha").status == TenantStatus::Active);
        QCOMPARE(stored("beta").statusReason, QStringLiteral("paid"));
        picture("undone");
        press("bulkClose");
        QVERIFY(bulk()->isHidden());
    }

    void tagsAllThatMatch()
    {
        showPage();
        filter(QStringLiteral("a")); // alpha alone
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->rowCount(), 1);
        filter(QString());
        QTRY_VERIFY(m_page->isSettled() && model()->rowCount() == 4);
        clickBox(0);
        press("bulkAll");
        QCOMPARE(count(), QStringLiteral("All that match (4)"));
        QVERIFY(!seen("bulkAll"));
        button("bulkTags")->findChild<QAction *>(QStringLiteral("bulkTag"))->trigger();
        QCOMPARE(text("bulkLead"), QStringLiteral("Type the tags to see which tenants would change."));
        type(*m_page, "bulkTagWords", QStringLiteral("VIP, not/one"));
        QTRY_VERIFY(shownText(QStringLiteral("not/one")));
        QVERIFY(!button("bulkRun")->isEnabled());
        type(*m_page, "bulkTagWords", QStringLiteral("VIP, eu"));
        QTRY_COMPARE(text("bulkLead"), QStringLiteral("4 tenant(s) would get these tags."));
        press("bulkRun");
        QTRY_COMPARE(bulk()->mode(), BulkPanel::Mode::Done);
        QCOMPARE(stored("delta").tags, (QStringList{"eu", "vip"}));
    }

    void productionAsksForTheNameOfTheWorkspace()
    {
        m_real->workspace = std::make_shared<RedWorkspace>(m_store);
        showPage();
        clickBox(0);
        press("bulkSuspend");
        QTRY_VERIFY(bulk()->isSettled());
        part<QPlainTextEdit>(*m_page, "bulkReason")->setPlainText(QStringLiteral("why"));
        QVERIFY(!button("bulkRun")->isEnabled());
        type(*m_page, "bulkTypedWorkspace", QStringLiteral("Production EU"));
        QVERIFY(button("bulkRun")->isEnabled());
    }

    void whatIsBeingDecidedSurvivesARebuild()
    {
        showPage();
        clickBox(0);
        clickBox(3);
        press("bulkSuspend");
        QTRY_VERIFY(bulk()->isSettled());
        part<QPlainTextEdit>(*m_page, "bulkReason")->setPlainText(QStringLiteral("half a reason"));
        rebuild();
        QCOMPARE(bulk()->mode(), BulkPanel::Mode::Preview);
        QCOMPARE(text("bulkLead"), QStringLiteral("2 tenant(s) would be suspended."));
        QCOMPARE(part<QPlainTextEdit>(*m_page, "bulkReason")->toPlainText(), QStringLiteral("half a reason"));
        // While it runs, and when it is over, the new page tells what came of it.
        press("bulkRun");
        QCoreApplication::processEvents();
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QTRY_COMPARE(bulk()->mode(), BulkPanel::Mode::Done);
        QCOMPARE(text("bulkLead"), QStringLiteral("2 tenant(s) are suspended."));
        rebuild();
        QTRY_COMPARE(bulk()->mode(), BulkPanel::Mode::Done);
        press("bulkUndo");
        QTRY_VERIFY(stored("alpha").status == TenantStatus::Active);
    }

    void theOutcomeWaitsWhileATenantIsLookedAt()
    {
        showPage();
        clickBox(0);
        press("bulkActivate");
        QTRY_VERIFY(bulk()->isSettled());
        QCOMPARE(text("bulkLead"), QStringLiteral("0 tenant(s) would be activated."));
        part<QPlainTextEdit>(*m_page, "bulkReason")->setPlainText(QStringLiteral("why"));
        QVERIFY(!button("bulkRun")->isEnabled());
        press("bulkCancel");
        QVERIFY(bulk()->isHidden());
        press("bulkSuspend");
        QTRY_VERIFY(bulk()->isSettled());
        part<QPlainTextEdit>(*m_page, "bulkReason")->setPlainText(QStringLiteral("why"));
        press("bulkRun");
        QTRY_COMPARE(bulk()->mode(), BulkPanel::Mode::Running);
        press("bulkHide");
        QTRY_VERIFY(!bulk()->isRunning());
        QTRY_VERIFY(m_page->isSettled());
        auto *notice = m_page->findChild<ui::Notice *>(QStringLiteral("bulkNotice"));
        QVERIFY(notice->isVisible());
        QVERIFY(m_real->notes.last().contains(QStringLiteral("1 tenant(s) are suspended.")));
        emit notice->linkActivated();
        QCOMPARE(bulk()->mode(), BulkPanel::Mode::Done);
        QVERIFY(notice->isHidden());
    }

    void aReadOnlyStoreHasNoBoxes()
    {
        m_page.reset();
        const QString file = m_real->places().controlStore();
        m_real->workspace.reset();
        m_store.reset();
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->openFile(file, true, {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = **opened;
        opened.reset();
        showPage();
        clickBox(0);
        QVERIFY(bar()->isHidden());
        QVERIFY(table()->chosenIds().isEmpty());
    }

private:
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<TenantsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void rebuild()
    {
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
    }
    /// For looking at: PLANCIA_PICTURES names a folder.
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/bulk-") + name + QStringLiteral(".png"));
    }
    BulkPanel *bulk() const { return m_page->findChild<BulkPanel *>(); }
    ui::BulkBar *bar() const { return m_page->findChild<ui::BulkBar *>(); }
    TenantPanel *panel() const { return m_page->findChild<TenantPanel *>(); }
    ui::PagedTable *table() const { return m_page->findChild<ui::PagedTable *>(); }
    TenantsModel *model() const { return m_page->findChild<TenantsModel *>(); }
    int rowOf(const char *slug) { return model()->rowOf(stored(slug).id.toString()); }
    QString count() const { return part<QLabel>(*m_page, "bulkCount")->text(); }
    QString text(const char *name) const
    {
        auto *label = part<QLabel>(*m_page, name);
        return label->isVisible() ? label->text() : QString();
    }
    bool shownText(const QString &words) const
    {
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    void clickBox(int row, Qt::KeyboardModifiers keys = {})
    {
        auto *view = m_page->findChild<QTableView *>();
        const QRect cell = view->visualRect(model()->index(row, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, keys, QPoint(cell.left() + 16, cell.center().y()));
    }
    QAbstractButton *seen(const char *name) const
    {
        for (auto *each : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    QAbstractButton *button(const char *name) const { return seen(name); }
    void press(const char *name)
    {
        QTRY_VERIFY2(seen(name) && seen(name)->isEnabled(), name);
        QTest::mouseClick(seen(name), Qt::LeftButton);
        QCoreApplication::processEvents(); // some are done a moment later
    }
    void filter(const QString &words)
    {
        auto *line = m_page->findChild<ui::FilterBar *>()->findChild<QLineEdit *>();
        line->setFocus();
        line->selectAll();
        if (words.isEmpty())
            QTest::keyClick(line, Qt::Key_Delete);
        else
            QTest::keyClicks(line, words);
        QTRY_VERIFY(model()->query().text == words);
    }
    template <class F>
    Tenant wait(const QFuture<F> &future)
    {
        std::optional<F> answer;
        deliver(future, this, [&](const F &result) { answer = result; });
        [&] { QTRY_VERIFY(answer); }();
        return answer && *answer ? **answer : Tenant();
    }
    Tenant create(const QString &slug) { return wait(m_store->tenants()->create({slug, slug, TenantStatus::Active, {}}, {})); }
    Tenant stored(const char *slug) { return wait(m_store->tenants()->bySlug(QLatin1String(slug), {})); }
    void setStatus(const char *slug, TenantStatus status, const QString &reason)
    {
        const Tenant now = stored(slug);
        QVERIFY(!wait(m_store->tenants()->setStatus(now.id, now.rowVersion, status, reason, {})).id.isNull());
    }

    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::unique_ptr<TenantsPage> m_page;
};

QTEST_MAIN(BulkPageTest)
#include "tst_bulkpage.moc"
