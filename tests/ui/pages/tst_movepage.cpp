// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/moveport.h"
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pagedtable.h"
#include "ui/pages/move/movepage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

using namespace plancia;
using namespace plancia::tests;
using ui::MovePage;

/// The page of moves over a real local store and a real PostgreSQL.
class MovePageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        m_real->workspace = wait(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        wait(m_real->workspace->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        m_database = QStringLiteral("page_%1").arg(++m_databases);
        QVERIFY(m_server.createDatabase(m_database));
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), m_database);
        profile.name = QStringLiteral("production");
        profile.colour = QStringLiteral("red");
        m_connection = wait(m_real->ports().connections->save(profile, std::nullopt, {})).id;
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void saysWhatStandsInTheWay()
    {
        showPage();
        click(*m_page, "lookAtMove");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("DB_012")), 20'000); // no schema there
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!part<QAbstractButton>(*m_page, "moveNow")->isEnabled());
        picture("obstacle");
    }

    void looksAsksForTheNameAndMoves()
    {
        wait(m_real->ports().connections->installSchema(m_connection, {}));
        showPage();
        QVERIFY(!part<QAbstractButton>(*m_page, "moveNow")->isEnabled());
        look();
        QVERIFY2(verdict().contains(QStringLiteral("Nothing stands in the way")), qPrintable(verdict()));
        QVERIFY(table()->model()->rowCount() > 10);
        click(*m_page, "moveNow");
        auto *dialog = m_page->findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog);
        QVERIFY(!dialog->actButton()->isEnabled()); // in production the name is typed
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("production"));
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 30'000);
        QVERIFY2(verdict().contains(QStringLiteral("same hash on both sides")), qPrintable(verdict()));
        QCOMPARE(m_real->workspace->identity().readOnlyReason, QStringLiteral("moved"));
        QVERIFY(part<QWidget>(*m_page, "movedStore")->isVisible());
        picture("moved");

        const QVariantMap state = m_page->saveState(); // language or theme changed
        m_page.reset();
        showPage(state);
        QTRY_VERIFY(verdict().contains(QStringLiteral("same hash on both sides")));

        click(*m_page, "releaseStore");
        dialog = m_page->findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog && !dialog->actButton()->isEnabled()); // it wants a reason
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("given up"));
        dialog->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && !m_real->workspace->identity().readOnly, 20'000);
        QVERIFY(!part<QWidget>(*m_page, "movedStore")->isVisible());
    }

    void asksForAFileOnTheWayBack()
    {
        wait(m_real->ports().connections->installSchema(m_connection, {}));
        showPage();
        auto *from = part<QComboBox>(*m_page, "moveFrom");
        from->setCurrentIndex(from->findData(QStringLiteral("pg:") + m_connection.toString()));
        QVERIFY(part<QLineEdit>(*m_page, "moveFile")->isVisible());
        QVERIFY(!part<QWidget>(*m_page, "moveTo")->isVisible());
        QVERIFY(!part<QAbstractButton>(*m_page, "lookAtMove")->isEnabled());
        type(*m_page, "moveFile", m_real->filePath(QStringLiteral("back.db")));
        look();
        QVERIFY(part<QAbstractButton>(*m_page, "moveNow")->isEnabled());
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
        m_page = m_real->show<MovePage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void look()
    {
        click(*m_page, "lookAtMove");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    }
    void picture(const char *name)
    {
        if (const QString folder = qEnvironmentVariable("PLANCIA_PICTURES"); !folder.isEmpty())
            m_page->grab().save(folder + QStringLiteral("/move-%1.png").arg(QLatin1String(name)));
    }
    ui::PagedTable *table() const { return part<ui::PagedTable>(*m_page, "movedTables"); }
    QString verdict() const
    {
        const auto *notice = part<QWidget>(*m_page, "moveVerdict");
        const auto *label = notice && notice->isVisible() ? notice->findChild<QLabel *>() : nullptr;
        return label ? label->text() : QString();
    }

    PrivatePostgres m_server;
    QString m_database;
    int m_databases = 0;
    ConnectionId m_connection;
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<MovePage> m_page;
};

QTEST_MAIN(MovePageTest)
#include "tst_movepage.moc"
