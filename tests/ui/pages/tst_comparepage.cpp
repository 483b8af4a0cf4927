// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/compare/comparepage.h"
#include "ui/pages/compare/comparewords.h"
#include "ui/pages/compare/differencespanel.h"
#include "ui/pages/compare/momentdialog.h"
#include "ui/pages/compare/sidechooser.h"

#include <QDateTime>
#include <QFile>
#include <QLabel>
#include <QListWidget>

using namespace plancia;
using namespace plancia::tests;
using ui::ComparePage;

/// The compare page over a real store and a real backup of it.
class ComparePageTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        m_real->workspace = wait(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(m_real->workspace);
        m_tenant = wait(m_real->workspace->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        m_backup = wait(m_real->workspace->backups()->create({}, {})).path;
        QVERIFY(!m_backup.isEmpty());
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void offersTheNewestBackupAndNow()
    {
        showPage();
        QCOMPARE(left()->side(), m_backup);
        QCOMPARE(right()->side(), QStringLiteral("local"));
        QVERIFY(states()->state() == ui::PageStates::State::Empty);
        QVERIFY(!part<QAbstractButton>(*m_page, "exportDifferences")->isEnabled());
        picture("empty");
    }

    void showsWhatChangedFieldByField()
    {
        wait(m_real->workspace->tenants()->setStatus(m_tenant.id, m_tenant.rowVersion, TenantStatus::Suspended, QStringLiteral("unpaid"), {}));
        showPage();
        compare();
        QVERIFY(states()->state() == ui::PageStates::State::Ready);
        QVERIFY2(verdict().contains(QStringLiteral("1 row")), qPrintable(verdict()));
        table()->setCurrentId(QStringLiteral("tenants"));
        emit table()->activated(QStringLiteral("tenants"));
        QTRY_VERIFY(panel()->isVisible() && panel()->rowsShown() == 1);
        QVERIFY(hasText(QStringLiteral("active → suspended")));
        QVERIFY(hasText(QStringLiteral("empty → unpaid")));
        picture("differences");
    }

    void saysThatNothingDiffers()
    {
        showPage();
        left()->setSide(m_backup);
        right()->setSide(m_backup);
        compare();
        QVERIFY2(verdict().contains(QStringLiteral("No differences")), qPrintable(verdict()));
        QVERIFY(!part<QAbstractButton>(*m_page, "exportDifferences")->isEnabled());
    }

    void saysWhyTwoCannotBeCompared()
    {
        QFile text(m_real->filePath(QStringLiteral("notes.txt")));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("notes") == 5);
        text.close();
        showPage();
        right()->setSide(text.fileName());
        click(*m_page, "compareNow");
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("VAL_012")));
        QVERIFY(m_real->errors.contains(ErrorCode::ValNotComparable));
        QTRY_VERIFY(m_page->isSettled());
        picture("cannot");
        right()->setSide(QStringLiteral("local"));
        compare();
        QVERIFY(!shownError(*m_page));
    }

    void theResultSurvivesARebuild()
    {
        wait(m_real->workspace->tenants()->setStatus(m_tenant.id, m_tenant.rowVersion, TenantStatus::Suspended, QStringLiteral("x"), {}));
        showPage();
        compare();
        emit table()->activated(QStringLiteral("tenants"));
        QTRY_COMPARE(panel()->rowsShown(), 1);
        const QString before = verdict();
        const QVariantMap state = m_page->saveState();
        m_page.reset(); // language or theme changed
        showPage(state);
        QCOMPARE(verdict(), before);
        QTRY_VERIFY(panel()->isVisible() && panel()->rowsShown() == 1);
        QCOMPARE(left()->side(), m_backup);
    }

    void aRunningComparisonIsBegunAnewAfterARebuild()
    {
        showPage();
        click(*m_page, "compareNow");
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        m_page = m_real->show<ComparePage>(state);
        QTRY_VERIFY(m_page->isSettled());
        QTRY_VERIFY(!verdict().isEmpty());
    }

    void changesTheSidesAndExports()
    {
        wait(m_real->workspace->tenants()->create({QStringLiteral("beta"), QStringLiteral("Beta"), TenantStatus::Active, {}}, {}));
        showPage();
        click(*m_page, "swapSides");
        QCOMPARE(left()->side(), QStringLiteral("local"));
        QCOMPARE(right()->side(), m_backup);
        compare();
        const QString path = m_real->filePath(QStringLiteral("out.csv"));
        m_page->exportTo(path);
        QTRY_VERIFY(m_page->isSettled() && QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY2(all.contains("tenants,removed"), all.constData());
        m_page->exportTo(path); // nothing is overwritten
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("IO_009")));
    }

    void comesWithTheSidesOfAnotherPage()
    {
        showPage({{QStringLiteral("left"), m_backup}, {QStringLiteral("right"), QStringLiteral("local")}, {QStringLiteral("running"), true}});
        QTRY_VERIFY(!verdict().isEmpty());
    }

    void comparesAMomentWithAMoment()
    {
        MomentsPort *moments = m_real->workspace->moments();
        QVERIFY(moments);
        wait(moments->setEnabled(true, {}));
        const auto newest = [&] { return wait(moments->page(0, Anchor::start(), 1, {})).items.first(); };
        wait(m_real->workspace->tenants()->create({QStringLiteral("beta"), QStringLiteral("Beta"), TenantStatus::Active, {}}, {}));
        const Moment before = newest();
        wait(m_real->workspace->tenants()->create({QStringLiteral("gamma"), QStringLiteral("Gamma"), TenantStatus::Active, {}}, {}));
        const Moment after = newest();
        wait(m_real->workspace->tenants()->create({QStringLiteral("delta"), QStringLiteral("Delta"), TenantStatus::Active, {}}, {}));
        showPage();
        // The one by its number …
        auto *dialog = askForMoment(left());
        type(*dialog, "momentTyped", u'#' + QString::number(before.commitNo));
        QTRY_VERIFY(part<QAbstractButton>(*dialog, "chooseMoment")->isEnabled());
        QVERIFY(part<QLabel>(*dialog, "momentFound")->text().contains(QStringLiteral("tenant beta created by")));
        dialogPicture(*dialog, "moment");
        click(*dialog, "chooseMoment");
        QCOMPARE(left()->side(), momentWorkspaceId(QStringLiteral("local"), before.commitNo));
        QVERIFY2(left()->currentText().contains(QString::number(before.commitNo)), qPrintable(left()->currentText()));
        // … the other from the list.
        dialog = askForMoment(right());
        auto *list = part<QListWidget>(*dialog, "momentList");
        QTRY_VERIFY(list->count() >= 3);
        int row = 0;
        while (row < list->count() && !list->item(row)->text().contains(QStringLiteral("gamma")))
            ++row;
        QVERIFY(row < list->count());
        list->setCurrentRow(row);
        click(*dialog, "chooseMoment");
        QCOMPARE(right()->side(), momentWorkspaceId(QStringLiteral("local"), after.commitNo));
        compare();
        emit table()->activated(QStringLiteral("tenants"));
        QTRY_COMPARE(panel()->rowsShown(), 1); // delta came later, and beta was there
    }

    void findsAMomentByItsTimeAndSaysWhyNot()
    {
        MomentsPort *moments = m_real->workspace->moments();
        wait(moments->setEnabled(true, {}));
        wait(m_real->workspace->tenants()->create({QStringLiteral("beta"), QStringLiteral("Beta"), TenantStatus::Active, {}}, {}));
        showPage();
        const QString before = left()->side();
        auto *dialog = askForMoment(left());
        auto *found = part<QLabel>(*dialog, "momentFound");
        auto *act = part<QAbstractButton>(*dialog, "chooseMoment");
        type(*dialog, "momentTyped", QStringLiteral("yesterday"));
        QVERIFY(hasFault(*dialog));
        QVERIFY(!act->isEnabled());
        type(*dialog, "momentTyped", QStringLiteral("2001-01-01 10:00")); // before everything
        QVERIFY(!hasFault(*dialog));
        QTRY_VERIFY(!found->text().isEmpty());
        QVERIFY(!act->isEnabled());
        type(*dialog, "momentTyped", QStringLiteral("#999999"));
        QTRY_VERIFY(!found->text().isEmpty());
        QVERIFY(!act->isEnabled());
        type(*dialog, "momentTyped", QDateTime::currentDateTime().addSecs(60).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
        QTRY_VERIFY(act->isEnabled());
        QVERIFY2(found->text().contains(QStringLiteral("tenant beta created by")), qPrintable(found->text()));
        dialog->reject();
        QCOMPARE(left()->side(), before);
    }

    void offersNoMomentsWhereNoneAreKept()
    {
        m_real->workspace = wait(m_real->ports().workspaces->openFile(m_backup, true, {}));
        showPage();
        QCOMPARE(left()->findText(QStringLiteral("A moment…")), -1);
    }

    void wordsTellTheFourVerdictsApart()
    {
        TableComparison tenants, audit;
        tenants.table = QStringLiteral("tenants");
        audit.table = QStringLiteral("audit_log");
        Comparison c;
        c.tables = {tenants, audit};
        QCOMPARE(ui::verdictSentence(c), QStringLiteral("No differences."));
        c.verdict = Comparison::Verdict::Different;
        c.tables[1].added = 12;
        QVERIFY(ui::verdictSentence(c).contains(QStringLiteral("12 act")));
        c.tables[0].changed = 2;
        QVERIFY(ui::verdictSentence(c).contains(QStringLiteral("2 row")));
        c.verdict = Comparison::Verdict::NotComparable;
        QVERIFY(ui::verdictSentence(c).contains(QStringLiteral("could not")));
        QVERIFY(ui::shownWords({ShownValue::Kind::Null, {}, false}) != ui::shownWords({ShownValue::Kind::Text, {}, false}));
    }

private:
    template <class T>
    T wait(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> result;
        deliver(future, this, [&](const Result<T> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000) || !*result)
            qFatal("a call failed");
        return **result;
    }
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<ComparePage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void compare()
    {
        click(*m_page, "compareNow");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    }
    QString verdict() const
    {
        const auto *notice = part<QWidget>(*m_page, "verdict");
        const auto *label = notice && notice->isVisible() ? notice->findChild<QLabel *>() : nullptr;
        return label ? label->text() : QString();
    }
    /// Chooses "A moment…" as a person does; what comes up has asked for what can be had.
    static ui::MomentDialog *askForMoment(ui::SideChooser *side)
    {
        const int entry = side->findText(QStringLiteral("A moment…"));
        if (entry < 0)
            qFatal("no moment is offered");
        emit side->activated(entry);
        const auto open = side->findChildren<ui::MomentDialog *>();
        auto *dialog = open.last();
        auto *list = part<QListWidget>(*dialog, "momentList");
        if (!QTest::qWaitFor([list] { return list->count() > 0; }, 10'000))
            qFatal("no moment is listed");
        return dialog;
    }
    static bool hasFault(const QWidget &dialog)
    {
        return part<QLineEdit>(dialog, "momentTyped")->property("faulty").toBool();
    }
    static void dialogPicture(QWidget &dialog, const char *name)
    {
        const QString folder = qEnvironmentVariable("PLANCIA_PICTURES");
        if (!folder.isEmpty())
            dialog.grab().save(folder + QStringLiteral("/compare-") + QLatin1String(name) + QStringLiteral(".png"));
    }
    bool hasText(const QString &text) const
    {
        for (const QLabel *label : panel()->findChildren<QLabel *>())
            if (label->text() == text)
                return true;
        return false;
    }
    void picture(const char *name) const
    {
        const QString folder = qEnvironmentVariable("PLANCIA_PICTURES");
        if (!folder.isEmpty())
            m_page->grab().save(folder + QStringLiteral("/compare-") + QLatin1String(name) + QStringLiteral(".png"));
    }
    ui::SideChooser *left() const { return part<ui::SideChooser>(*m_page, "leftSide"); }
    ui::SideChooser *right() const { return part<ui::SideChooser>(*m_page, "rightSide"); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    ui::PagedTable *table() const { return m_page->findChild<ui::PagedTable *>(); }
    ui::DifferencesPanel *panel() const { return m_page->findChild<ui::DifferencesPanel *>(); }

    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<ComparePage> m_page;
    Tenant m_tenant;
    QString m_backup;
};

QTEST_MAIN(ComparePageTest)
#include "tst_comparepage.moc"
