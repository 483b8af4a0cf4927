// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/auditmodel.h"
#include "tests/support/faulty.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/audit/auditfilter.h"
#include "ui/pages/audit/auditpage.h"
#include "ui/pages/audit/auditpanel.h"
#include "ui/pages/audit/changes.h"

#include <QSignalSpy>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>

using namespace plancia;
using namespace plancia::tests;
using ui::AuditFilter;
using ui::AuditPage;

/// The audit page on real stores: the local one, and the examples with their thousands of acts.
class AuditPageTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_faulty.reset();
        m_store.reset();
        m_real.reset();
    }

    void readsChangesOfDetails_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("printed");
        QTest::newRow("two fields") << R"({"name":["a","b"],"status":["active","suspended"]})" << "name:a>b status:active>suspended";
        QTest::newRow("was not there") << R"({"name":[null,"b"]})" << "name:-|b";
        QTest::newRow("emptied") << R"({"notes":["a",""]})" << "notes:a>";
        QTest::newRow("a fact") << R"({"bytes":42})" << "bytes:-|42";
        QTest::newRow("numbers") << R"({"limit":[600,900]})" << "limit:600>900";
        QTest::newRow("no JSON") << "nonsense" << "";
        QTest::newRow("nothing") << "" << "";
    }
    void readsChangesOfDetails()
    {
        QFETCH(QString, json);
        QFETCH(QString, printed);
        QStringList words;
        for (const ui::FieldChange &change : ui::changesOf(json))
            words.append(change.field + u':' + (change.before.isNull() ? QStringLiteral("-|") : change.before + u'>') + change.after);
        QCOMPARE(words.join(u' '), printed);
    }

    void readsTypedTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isEnd");
        QTest::addColumn<QDateTime>("at");
        const QDate day(2026, 11, 20);
        QTest::newRow("day") << "2026-11-20" << false << day.startOfDay();
        QTest::newRow("to the end of a day") << "2026-11-20" << true << day.addDays(1).startOfDay();
        QTest::newRow("minute") << " 2026-11-20  13:05 " << false << QDateTime(day, QTime(13, 5));
        QTest::newRow("ISO") << "2026-11-20T13:05:06" << true << QDateTime(day, QTime(13, 5, 6));
        QTest::newRow("time of today") << "07:30" << false << QDateTime(day, QTime(7, 30));
        QTest::newRow("no such day") << "2026-02-30" << false << QDateTime();
        QTest::newRow("words") << "yesterday" << false << QDateTime();
    }
    void readsTypedTimes()
    {
        QFETCH(QString, text);
        QFETCH(bool, isEnd);
        QFETCH(QDateTime, at);
        const qint64 now = QDateTime(QDate(2026, 11, 20), QTime(18, 0)).toMSecsSinceEpoch();
        const auto read = typedTime(text, now, isEnd ? DayEnd::End : DayEnd::Start);
        QCOMPARE(read.has_value(), at.isValid());
        if (read)
            QCOMPARE(*read, at.toMSecsSinceEpoch());
    }

    void showsAnActWithAllThatIsKnownOfIt()
    {
        openStore(QStringLiteral("local"));
        makeActs();
        showPage();
        QCOMPARE(model()->rowCount(), 3);
        open(0); // newest first: the suspension
        const AuditEvent act = panel()->act();
        QCOMPARE(act.action, action::TenantSuspend);
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "auditRequest")->text(), act.requestId);
        QVERIFY(act.requestId.startsWith(QStringLiteral("req_")));
        QVERIFY(!part<ui::ElidedLabel>(*m_page, "auditRun")->text().isEmpty());
        QVERIFY(!part<ui::ElidedLabel>(*m_page, "auditActor")->text().isEmpty());
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "auditOrigin")->text(), QStringLiteral("local"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "auditReason")->toPlainText(), QStringLiteral("unpaid"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "change_status")->toPlainText(), QStringLiteral("active → suspended"));
        click(*m_page, "auditRequestCopy");
        QCOMPARE(QApplication::clipboard()->text(), act.requestId);
        picture("act");
    }

    void anActWithEndlessChangesIsCut()
    {
        AuditEvent act;
        act.action = action::TenantUpdate;
        QStringList fields;
        for (int i = 0; i < 20'000; ++i)
            fields.append(QStringLiteral("\"f%1\":[1,2]").arg(i));
        act.details = u'{' + fields.join(u',') + u'}';
        ui::AuditPanel panel;
        panel.showAct(act);
        QCOMPARE(panel.findChildren<ui::TextBlock *>().size(), 50);
        bool isSaid = false;
        for (const QLabel *label : panel.findChildren<QLabel *>())
            isSaid = isSaid || label->text().contains(QStringLiteral("19950"));
        QVERIFY(isSaid);
    }

    void filtersBySeveralActions()
    {
        openStore(QStringLiteral("local"));
        makeActs();
        showPage();
        auto *menu = m_page->findChild<QMenu *>(QStringLiteral("auditActionsMenu"));
        click(*m_page, "auditActions");
        QTRY_VERIFY(menu->isVisible());
        check(menu, action::TenantCreate);
        QTRY_COMPARE(model()->rowCount(), 1);
        check(menu, action::TenantSuspend);
        QTRY_COMPARE(model()->rowCount(), 2);
        QVERIFY(menu->isVisible()); // it stays open to choose several
        menu->close();
        check(menu, action::TenantCreate);
        check(menu, action::TenantSuspend);
        check(menu, action::BackupVerify);
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Empty);
        buttonWith(QStringLiteral("Clear the filter"), *states())->click();
        QTRY_COMPARE(model()->rowCount(), 3);
    }

    void filtersByTimeAndSaysWhenATimeCannotBeRead()
    {
        openStore(QStringLiteral("examples"));
        showPage();
        choose(AuditFilter::Span::Week);
        QTRY_VERIFY(m_page->isSettled());
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(*model()->query().since > now - 7 * 86'400'000LL - 60'000 && *model()->query().since < now - 6 * 86'400'000LL);
        choose(AuditFilter::Span::Custom);
        const QDate from = QDate::currentDate().addDays(-10);
        type(*m_page, "auditFrom", from.toString(Qt::ISODate));
        type(*m_page, "auditTo", from.toString(Qt::ISODate));
        QTRY_COMPARE(model()->query().until.value_or(0), from.addDays(1).startOfDay().toMSecsSinceEpoch());
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(model()->rowCount() > 0);
        for (int row = 0; row < model()->rowCount(); ++row)
            QCOMPARE(QDateTime::fromMSecsSinceEpoch(model()->itemAt(row)->at).date(), from);
        const AuditQuery before = model()->query();
        type(*m_page, "auditTo", QStringLiteral("tomorrow"));
        QTRY_VERIFY(part<QLineEdit>(*m_page, "auditTo")->property("faulty").toBool());
        QTest::keyClick(part<QLineEdit>(*m_page, "auditTo"), Qt::Key_Return);
        QVERIFY(model()->query() == before); // nothing is asked that nobody meant
        picture("custom");
    }

    void jumpsInTimeByTheScrollBar()
    {
        openStore(QStringLiteral("examples"));
        showPage();
        QVERIFY(model()->hasAfter());
        const qint64 newest = model()->itemAt(0)->at;
        emitJump(0.5);
        QTRY_VERIFY(m_page->isSettled() && model()->hasBefore());
        const qint64 middle = model()->itemAt(table()->firstVisibleRow())->at;
        emitJump(1.0);
        QTRY_VERIFY(m_page->isSettled() && !model()->hasAfter());
        const qint64 oldest = model()->itemAt(model()->rowCount() - 1)->at;
        const double share = static_cast<double>(newest - middle) / static_cast<double>(newest - oldest);
        QVERIFY2(share > 0.45 && share < 0.55, qPrintable(QString::number(share))); // half of the time, not of the rows
        QVERIFY(model()->rowCount() <= PagedModel::kWindowRows);
    }

    void filterPlaceAndActSurviveARebuild()
    {
        openStore(QStringLiteral("examples"));
        showPage();
        choose(AuditFilter::Span::Month);
        QTRY_VERIFY(m_page->isSettled());
        emitJump(0.5);
        QTRY_VERIFY(m_page->isSettled() && model()->hasBefore());
        open(table()->firstVisibleRow() + 2);
        const QString id = panel()->act().id.toString();
        const qint64 top = model()->itemAt(table()->firstVisibleRow())->at;
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->act().id.toString(), id);
        QCOMPARE(table()->currentId(), id);
        QVERIFY(std::abs(model()->itemAt(table()->firstVisibleRow())->at - top) < 3 * 3'600'000);
        QCOMPARE(m_page->findChild<QComboBox *>()->currentData().toInt(), static_cast<int>(AuditFilter::Span::Month));
    }

    void showsTheActsOnTheProgramItself()
    {
        openStore(QStringLiteral("local"));
        Preferences preferences = m_real->ports().preferences->current();
        preferences.theme = QStringLiteral("dark");
        wait(m_real->ports().preferences->set(preferences, {}));
        showPage();
        click(*m_page, "scopeInstallation");
        QTRY_VERIFY(m_page->isSettled() && model()->rowCount() > 0);
        QCOMPARE(model()->itemAt(0)->action, action::SettingsChange);
        click(*m_page, "scopeWorkspace");
        QTRY_VERIFY(m_page->isSettled() && (model()->rowCount() == 0 || model()->itemAt(0)->action != action::SettingsChange));
    }

    void showsOneTenantWhenAnotherPageAsks()
    {
        openStore(QStringLiteral("local"));
        const Tenant acme = makeActs();
        wait(m_store->tenants()->create({QStringLiteral("other"), QStringLiteral("Other"), TenantStatus::Active, {}}, {}));
        showPage();
        QCOMPARE(model()->rowCount(), 4);
        m_page->restoreState({{QStringLiteral("tenant"), acme.id.toString()}, {QStringLiteral("tenantSlug"), acme.slug}});
        QTRY_COMPARE(model()->rowCount(), 3);
        auto *chip = part<QAbstractButton>(*m_page, "auditTenant");
        QVERIFY(chip->isVisible() && chip->text().contains(QStringLiteral("acme")));
        chip->click();
        QTRY_COMPARE(model()->rowCount(), 4);
    }

    void anErrorGuidesAndRetryWorks()
    {
        openStore(QStringLiteral("local"));
        makeActs();
        m_faulty->auditFault.fault().kind = Fault::Kind::Fails;
        m_page = m_real->show<AuditPage>();
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("DB_004")));
        m_faulty->auditFault.fault().kind = Fault::Kind::None;
        click(*shownError(*m_page), "retry");
        QTRY_COMPARE(model()->rowCount(), 3);
        QVERIFY(!shownError(*m_page));
        m_faulty->auditFault.fault().kind = Fault::Kind::Fails; // what was read stays in sight
        m_page->refresh();
        QTRY_VERIFY(shownError(*m_page));
        QCOMPARE(model()->rowCount(), 3);
        QVERIFY(table()->isVisible());
        picture("error");
        m_faulty->auditFault.fault().kind = Fault::Kind::None;
    }

    void aSlowAnswerDoesNotOverwriteANewerOne()
    {
        openStore(QStringLiteral("local"));
        makeActs();
        showPage();
        m_faulty->auditFault.fault().kind = Fault::Kind::Hangs;
        choose(AuditFilter::Span::Hour);
        QVERIFY(!m_page->isSettled());
        m_faulty->auditFault.fault().kind = Fault::Kind::None;
        choose(AuditFilter::Span::All);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->rowCount(), 3);
        QVERIFY(!shownError(*m_page));
    }

private:
    void openStore(const QString &id)
    {
        m_store = wait(m_real->ports().workspaces->open(id, {}));
        QVERIFY(m_store);
        m_faulty = std::make_shared<FaultyWorkspace>(m_store);
        m_real->workspace = m_faulty;
    }
    /// Three acts on one tenant: created, renamed, suspended.
    Tenant makeActs()
    {
        const Tenant made = wait(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        const Tenant renamed = wait(m_store->tenants()->update(made.id, made.rowVersion, {made.slug, QStringLiteral("Acme 2"), made.status, {}}, {}));
        return wait(m_store->tenants()->setStatus(made.id, renamed.rowVersion, TenantStatus::Suspended, QStringLiteral("unpaid"), {}));
    }
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<AuditPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void open(int row)
    {
        const QString id = model()->itemAt(row)->id.toString();
        table()->setCurrentId(id);
        emit table()->activated(id);
        QVERIFY(panel()->isVisible());
    }
    void choose(AuditFilter::Span span)
    {
        auto *box = part<QComboBox>(*m_page, "auditSpan");
        const int index = box->findData(static_cast<int>(span));
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
    static void check(QMenu *menu, const QString &name)
    {
        for (QCheckBox *box : menu->findChildren<QCheckBox *>())
            if (box->text() == name)
                box->click();
    }
    /// Drags the handle of the scroll bar to a place and lets it go.
    void emitJump(double share)
    {
        auto *bar = table()->findChild<QScrollBar *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(bar && bar->isVisible());
        QSignalSpy settled(m_page.get(), &ui::Page::settled);
        bar->setSliderDown(true);
        bar->setSliderPosition(static_cast<int>(share * bar->maximum()));
        QTRY_VERIFY(!settled.isEmpty()); // it asked, and the answer came
        bar->setSliderDown(false);
        QTRY_VERIFY(m_page->isSettled());
    }
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/audit-") + name + QStringLiteral(".png"));
    }
    AuditModel *model() const { return m_page->findChild<AuditModel *>(); }
    ui::PagedTable *table() const { return m_page->findChild<ui::PagedTable *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    ui::AuditPanel *panel() const { return m_page->findChild<ui::AuditPanel *>(); }
    static QAbstractButton *buttonWith(const QString &words, const QWidget &where)
    {
        for (auto *button : where.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == words)
                return button;
        return nullptr;
    }
    template <class T>
    T wait(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> answer;
        deliver(future, this, [&](const Result<T> &result) { answer = result; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 60'000); }();
        return answer && *answer ? **answer : T();
    }

    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::shared_ptr<FaultyWorkspace> m_faulty;
    std::unique_ptr<AuditPage> m_page;
};

QTEST_MAIN(AuditPageTest)
#include "tst_auditpage.moc"
