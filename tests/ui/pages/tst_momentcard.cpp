// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/pages/backups/backupspage.h"
#include "ui/pages/backups/momentcard.h"
#include "ui/pages/backups/momenttimeline.h"

#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

using namespace plancia;
using namespace plancia::tests;
using ui::BackupsPage;
using ui::MomentCard;
using ui::MomentTimeline;

/// The card "Any moment" on a real local store with a real archive.
class MomentCardTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<BackupsPage> m_page;

    MomentsPort &moments() { return *m_real->workspace->moments(); }
    MomentCard &card() { return *m_page->findChild<MomentCard *>(); }
    MomentTimeline &line() { return *card().timeline(); }
    QPushButton &button(const char *name) { return *m_page->findChild<QPushButton *>(QLatin1String(name)); }
    bool says(const QString &words)
    {
        for (const QLabel *label : card().findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    void add(const QString &slug)
    {
        QVERIFY(waitFor(m_real->workspace->tenants()->create({slug, slug, TenantStatus::Active, {}}, {})));
    }
    void show(const QVariantMap &state = {})
    {
        m_page = m_real->show<BackupsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void showWithMoments()
    {
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        add("acme");
        add("beta");
        show();
        QTRY_VERIFY(card().moment());
    }

private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        m_real->workspace = *waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(m_real->workspace->moments());
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }
    void waitsForTheFirstBase()
    {
        show();
        QVERIFY(says("as soon as the first base"));
        QVERIFY(!line().isVisible());
        QVERIFY(!button("openMoment").isVisible());
    }
    void saysWhatItIsWhenOff()
    {
        QVERIFY(waitFor(moments().setEnabled(false, {})));
        show();
        QVERIFY(says("It is off."));
        QVERIFY(button("switchArchive").isVisible());
        QTest::mouseClick(&button("switchArchive"), Qt::LeftButton);
        QTRY_VERIFY(line().isVisible());
        QVERIFY(!button("switchArchive").isVisible());
    }
    void tellsWhatTheNewestMomentDid()
    {
        showWithMoments();
        QCOMPARE(card().moment()->objectName, QString("beta"));
        QVERIFY(line().words().contains("tenant beta created by"));
        QCOMPARE(line().accessibleDescription(), line().words());
        QVERIFY(says("commits in view"));
        QVERIFY(line().handle() > 0);
    }
    void goesByOneCommitWithTheArrows()
    {
        showWithMoments();
        const qint64 newest = card().moment()->commitNo;
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_COMPARE(card().moment()->commitNo, newest - 1);
        QVERIFY(line().words().contains("acme"));
        QTest::keyClick(&line(), Qt::Key_Right);
        QTRY_COMPARE(card().moment()->commitNo, newest);
        QTest::keyClick(&line(), Qt::Key_Right); // there is none
        QTRY_VERIFY(card().isSettled());
        QCOMPARE(card().moment()->commitNo, newest);
    }
    void picksByMouse()
    {
        showWithMoments();
        const qint64 newest = card().moment()->commitNo;
        QTest::mouseClick(&line(), Qt::LeftButton, {}, QPoint(line().width() / 2, 40));
        QTRY_VERIFY(card().isSettled());
        QVERIFY(card().moment()->commitNo < newest); // half an hour ago there was only the oldest
        QTest::mouseClick(&line(), Qt::LeftButton, {}, QPoint(line().width() - 1, 40));
        QTRY_COMPARE(card().moment()->commitNo, newest);
    }
    void opensTheMomentThatIsShown()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("openMoment"), Qt::LeftButton);
        QCOMPARE(m_real->opened, QStringList{momentWorkspaceId("local", card().moment()->commitNo)});
    }
    void saysWhatWouldChange()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("previewMoment"), Qt::LeftButton);
        QVERIFY(!button("compareMoment").isVisible());
        QTRY_VERIFY(says(QStringLiteral("tenants 2 → 1")));
        QTest::mouseClick(&button("compareMoment"), Qt::LeftButton);
        QCOMPARE(m_real->navigated.last(), QStringLiteral("compare"));
    }
    void givesThePresentAName()
    {
        showWithMoments();
        QTest::mouseClick(&button("nameMoment"), Qt::LeftButton);
        auto *dialog = m_page->findChild<QInputDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->setTextValue(QStringLiteral("before the import"));
        dialog->accept();
        QTRY_VERIFY(line().words().contains(QStringLiteral("“before the import”")));
        QTRY_VERIFY(m_page->isSettled());
        const auto status = waitFor(moments().status({}));
        QCOMPARE(status->named.size(), 1);
        QCOMPARE(status->named.first().name, QStringLiteral("before the import"));
        // One that cannot be kept says why, and names nothing.
        QTest::mouseClick(&button("nameMoment"), Qt::LeftButton);
        dialog = nullptr;
        for (QInputDialog *open : m_page->findChildren<QInputDialog *>())
            if (open->isVisible())
                dialog = open;
        QVERIFY(dialog);
        dialog->setTextValue(QString(500, u'n'));
        dialog->accept();
        QTRY_VERIFY(m_page->isSettled() && m_real->errors.contains(ErrorCode::ValTooLong));
    }
    void asksBeforeItRestores()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("restoreMoment"), Qt::LeftButton);
        auto *dialog = m_page->findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->actButton()->click();
        QTRY_VERIFY(m_page->isSettled());
        const auto tenants = [this] { return waitFor(m_real->workspace->tenants()->page({}, Anchor::start(), 10, {}))->items.size(); };
        QTRY_COMPARE(tenants(), 1);
    }
    void keepsItsMomentWhenBuiltAnew()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        const QVariantMap state = m_page->saveState();
        const qint64 commit = card().moment()->commitNo;
        m_page.reset();
        show(state);
        QTRY_VERIFY(card().moment());
        QCOMPARE(card().moment()->commitNo, commit);
    }
    void isNotThereWhereNothingIsKept()
    {
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        add("acme");
        const qint64 commit = waitFor(moments().page(0, Anchor::start(), 1, {}))->items.first().commitNo;
        m_real->workspace = *waitFor(m_real->ports().workspaces->open(momentWorkspaceId("local", commit), {}));
        show();
        QVERIFY(!m_page->findChild<MomentCard *>());
    }
};

QTEST_MAIN(MomentCardTest)
#include "tst_momentcard.moc"
