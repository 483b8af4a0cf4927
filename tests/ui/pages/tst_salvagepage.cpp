// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/realpages.h"

#include "models/domain/restore.h"
#include "models/ports/backupsport.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/salvage/offercard.h"
#include "ui/pages/salvage/salvagepage.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>

using namespace plancia;
using namespace plancia::tests;
using ui::SalvagePage;

/// The ways back, on a real store that was damaged.
class SalvagePageTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        open(QStringLiteral("local"));
        for (int i = 0; i < 30; ++i)
            QVERIFY(addTenant(QStringLiteral("tenant-%1").arg(i)));
        auto backup = m_real->workspace->backups()->create({}, {});
        QVERIFY(QTest::qWaitFor([&] { return backup.isFinished(); }, 20'000));
        QVERIFY(backup.result());
        for (int i = 30; i < 40; ++i)
            QVERIFY(addTenant(QStringLiteral("tenant-%1").arg(i)));
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void asksToCloseAStoreThatIsOpen()
    {
        showPage();
        QVERIFY(part<QWidget>(*m_page, "storeIsOpen")->isVisible());
        QVERIFY(!part<QWidget>(*m_page, "lookAgain")->isVisible());
        QVERIFY(m_page->findChildren<ui::OfferCard *>().isEmpty());
        picture("open");
        click(*m_page, "closeAndLook");
        QCOMPARE(m_real->actions, QStringList{QStringLiteral("salvage_store")});
    }

    void showsTheWaysSideBySideAndPutsOneInPlace()
    {
        damage();
        showPage();
        QCOMPARE(m_page->findChildren<ui::OfferCard *>().size(), 3);
        QCOMPARE(rowsOn("backup", "tenants"), QStringLiteral("30"));
        QVERIFY(rowsOn("rows", "tenants").toInt() < 40);
        QCOMPARE(rowsOn("rows", "audit_log"), QStringLiteral("41"));
        QVERIFY(part<ui::TextBlock>(*m_page, "damage")->toPlainText().contains(QStringLiteral("table tenants")));
        QVERIFY(!part<QWidget>(*m_page, "apply-archive")->isVisible()); // it was never on
        picture("offers");
        ui::applyTheme(*qApp, ui::Theme::dark());
        const QVariantMap state = m_page->saveState();
        m_page = m_real->show<SalvagePage>(state);
        QVERIFY(m_page->isSettled()); // what was found is not looked for again
        QCOMPARE(rowsOn("backup", "tenants"), QStringLiteral("30"));
        picture("offers-dark");
        ui::applyTheme(*qApp, ui::Theme::light());
        m_page = m_real->show<SalvagePage>(state);

        click(*m_page, "apply-backup");
        QTRY_VERIFY(m_page->findChild<ui::ConfirmDialog *>());
        auto *dialog = m_page->findChild<ui::ConfirmDialog *>();
        picture("ask");
        dialog->cancelButton()->click();
        QTRY_VERIFY(!m_page->findChild<ui::ConfirmDialog *>());
        QVERIFY(!part<QWidget>(*m_page, "salvageDone")->isVisible());
        click(*m_page, "apply-backup");
        QTRY_VERIFY(m_page->findChild<ui::ConfirmDialog *>());
        m_page->findChild<ui::ConfirmDialog *>()->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*m_page, "salvageDone")->isVisible(), 20'000);
        QVERIFY(part<ui::ElidedLabel>(*m_page, "setAside")->text().contains(QStringLiteral("/damaged/")));
        QVERIFY(m_page->findChildren<ui::OfferCard *>().first()->isHidden() || !m_page->findChildren<ui::OfferCard *>().first()->isVisible());
        picture("done");
        click(*m_page, "openSalvaged");
        QCOMPARE(m_real->opened, QStringList{QStringLiteral("local")});
        m_page.reset();
        open(QStringLiteral("local"));
        QVERIFY(m_real->workspace->tenants()->bySlug(QStringLiteral("tenant-29"), {}).result());
        QVERIFY(!m_real->workspace->tenants()->bySlug(QStringLiteral("tenant-30"), {}).result());
    }

    void tellsWhatFailedAndTriesAgain()
    {
        damage();
        auto held = m_real->ports().workspaces->open(QStringLiteral("local"), {});
        QVERIFY(QTest::qWaitFor([&] { return held.isFinished(); }, 20'000));
        QVERIFY(held.result());
        auto kept = *held.result();
        held = {};
        showPage();
        QVERIFY(shownError(*m_page, QStringLiteral("BKP_018")));
        picture("in-use");
        kept.reset();
        click(*m_page, "lookAgain");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
        QCOMPARE(m_page->findChildren<ui::OfferCard *>().size(), 3);
        QVERIFY(!shownError(*m_page));
    }

private:
    void open(const QString &id)
    {
        auto opened = m_real->ports().workspaces->open(id, {});
        QVERIFY(QTest::qWaitFor([&] { return opened.isFinished(); }, 20'000));
        QVERIFY(opened.result());
        m_real->workspace = *opened.result();
    }
    bool addTenant(const QString &slug)
    {
        return m_real->workspace->tenants()->create({slug, QStringLiteral("Name of %1").arg(slug), TenantStatus::Active, {}}, {}).result().has_value();
    }
    /// The store is closed and a page of its tenants is lost; the rescue is open.
    void damage()
    {
        const QString path = m_real->places().controlStore();
        m_real->workspace.reset();
        open(kRescueWorkspace);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path + QStringLiteral("-wal")), 20'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 page = 4; page * 4096 < file.size(); ++page) { // the first leaf of tenants
            QVERIFY(file.seek((page - 1) * 4096));
            const QByteArray bytes = file.read(4096);
            if (bytes[0] == 10 && bytes.contains("tenant-3Name of tenant-3")) {
                QVERIFY(file.seek((page - 1) * 4096));
                QVERIFY(file.write(QByteArray(4096, '\0')) == 4096);
                return;
            }
        }
        QFAIL("no page of tenants");
    }
    void showPage()
    {
        m_page = m_real->show<SalvagePage>();
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    }
    QString rowsOn(const char *offer, const char *table) const
    {
        auto *card = part<ui::OfferCard>(*m_page, (QByteArray("offer-") + offer).constData());
        auto *label = card ? card->findChild<QLabel *>(QStringLiteral("rows-") + QLatin1String(table)) : nullptr;
        return label ? label->text() : QString();
    }
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES") && QTest::qWaitForWindowExposed(m_page.get()))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/salvage-") + name + QStringLiteral(".png"));
    }

    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<SalvagePage> m_page;
};

QTEST_MAIN(SalvagePageTest)
#include "tst_salvagepage.moc"
