// SPDX-License-Identifier: GPL-3.0-or-later
// A real server, seen from the window.
#include "models/items/serverlists.h"
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pageheader.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/server/serverpage.h"
#include "ui/pages/server/serverpanel.h"
#include "ui/pages/tables/tablespage.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace plancia;
using namespace plancia::tests;
using ui::ServerPage;

namespace {
constexpr int kLiveMs = 30'000;
const QString kDatabase = QStringLiteral("server_page");
enum Tab { Tables, Indexes, Vacuum, Replication, Wal };

QStringList column(const QWidget &page, const char *table, int column)
{
    const QAbstractItemModel *model = part<ui::PagedTable>(page, table)->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, column).data().toString());
    return texts;
}
/// Everything that a fact's label shows.
QString fact(const QWidget &page, const char *name)
{
    const auto *label = part<ui::ElidedLabel>(page, name);
    return label ? label->text() : QString();
}
} // namespace

class TestServerPage : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start() && m_postgres.createDatabase(kDatabase), qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.exec(QStringLiteral("CREATE TABLE public.orders (id int PRIMARY KEY, n int); INSERT INTO public.orders SELECT g, g FROM generate_series(1, 5000) g;"
                                                "CREATE INDEX orders_n ON public.orders (n); CREATE INDEX orders_n_again ON public.orders (n); ANALYZE public.orders;"
                                                "CREATE TABLE public.quiet (id int) WITH (autovacuum_enabled = off);"
                                                "SELECT pg_create_physical_replication_slot('forgotten', true)"), kDatabase),
                 qPrintable(m_postgres.error()));
    }

    void aLocalStoreHasNone()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        auto page = pages.show<ServerPage>();
        QVERIFY(page->isSettled());
        QVERIFY(page->tourStops().isEmpty());
        QVERIFY(!part<QWidget>(*page, "serverRefresh")->isEnabled());
    }

    void theTablesOfFilesLeadHere()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        auto page = pages.show<ui::TablesPage>();
        QTRY_VERIFY(page->isSettled());
        QAbstractButton *link = nullptr;
        for (QAbstractButton *button : page->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text().contains(QStringLiteral("Server")))
                link = button;
        QVERIFY(link);
        link->click();
        QCOMPARE(pages.navigated, QStringList{QStringLiteral("server")});
    }

    void tablesAndTheirIndexes()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        auto page = pages.show<ServerPage>();
        QTRY_VERIFY_WITH_TIMEOUT(column(*page, "serverTables", serverlists::TableName).contains(QStringLiteral("public.orders")), kLiveMs);
        QVERIFY(!column(*page, "serverTables", serverlists::TableName).contains(QStringLiteral("pg_catalog.pg_class")));
        click(*page, "serverTablesSystem");
        QTRY_VERIFY(column(*page, "serverTables", serverlists::TableName).contains(QStringLiteral("pg_catalog.pg_class")));
        click(*page, "serverTablesSystem");
        auto *table = part<ui::PagedTable>(*page, "serverTables");
        const int row = static_cast<int>(column(*page, "serverTables", serverlists::TableName).indexOf(QStringLiteral("public.quiet")));
        QCOMPARE(table->model()->index(row, serverlists::TableState).data().toString(), QStringLiteral("Autovacuum off"));
        // Of figures the greatest come first.
        emit table->sortRequested(serverlists::TableWrites, Qt::AscendingOrder);
        QCOMPARE(column(*page, "serverTables", serverlists::TableName).first(), QStringLiteral("public.orders"));
        // The panel says all of it; the indexes are asked for with it, and lead there.
        emit table->clicked(table->model()->index(0, 0).data(IdRole).toString());
        auto *panel = part<ui::ServerPanel>(*page, "serverPanel");
        QVERIFY(panel->isVisible());
        QVERIFY(fact(*page, "tableRows").contains(u"000"));
        QCOMPARE(fact(*page, "tableAutovacuum"), QStringLiteral("never"));
        QAbstractButton *link = nullptr;
        const auto findLink = [&] {
            for (QAbstractButton *button : panel->findChildren<QAbstractButton *>())
                if (button->text() == u"orders_n_again")
                    link = button;
            return link != nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(findLink(), kLiveMs);
        link->click();
        QTRY_COMPARE(part<QTabBar>(*page, "serverTabs")->currentIndex(), static_cast<int>(Indexes));
        QTRY_COMPARE(fact(*page, "indexCoveredBy"), QStringLiteral("orders_n"));
        QVERIFY(part<QPlainTextEdit>(*page, "indexDefinition")->toPlainText().startsWith(QStringLiteral("CREATE INDEX orders_n_again")));
        QTRY_VERIFY(part<QWidget>(*page, "indexOpenTable")->isVisible());
        click(*page, "indexOpenTable");
        QTRY_COMPARE(part<QTabBar>(*page, "serverTabs")->currentIndex(), static_cast<int>(Tables));
        QTRY_VERIFY(!fact(*page, "tableRows").isEmpty());
    }

    void whatGoesOnIsSeen()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        auto page = pages.show<ServerPage>({{QStringLiteral("tab"), QStringLiteral("vacuum")}});
        QTRY_VERIFY_WITH_TIMEOUT(column(*page, "serverDatabases", 0).contains(kDatabase), kLiveMs);
        QCOMPARE(column(*page, "serverSwitchedOff", 0), QStringList{"public.quiet"});
        QVERIFY(column(*page, "serverVacuumSettings", 0).contains(QStringLiteral("autovacuum_freeze_max_age")));
        // Each tick looks at what goes on; at every table it looks when it is asked to.
        QVERIFY2(m_postgres.exec(QStringLiteral("ALTER TABLE public.orders SET (autovacuum_enabled = off)"), kDatabase), qPrintable(m_postgres.error()));
        QTRY_VERIFY_WITH_TIMEOUT(page->findChild<ui::PageHeader *>()->sentence().contains(QStringLiteral("tables as of")), kLiveMs);
        QCOMPARE(column(*page, "serverSwitchedOff", 0), QStringList{"public.quiet"});
        page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "serverSwitchedOff", 0).size(), 2, kLiveMs);
        QVERIFY(m_postgres.exec(QStringLiteral("ALTER TABLE public.orders RESET (autovacuum_enabled)"), kDatabase));
        // Who leaves stops the question, and that is no error.
        page->refresh();
        page->hide();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QVERIFY(pages.errors.isEmpty() && !shownError(*page));
        QCOMPARE(column(*page, "serverSwitchedOff", 0).size(), 2); // it was not answered
        page->show();
        auto *tabs = part<QTabBar>(*page, "serverTabs");
        tabs->setCurrentIndex(Replication);
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "serverSlots", 0), QStringList{"forgotten"}, kLiveMs);
        QCOMPARE(column(*page, "serverSlots", 1), QStringList{"Inactive"});
        QCOMPARE(fact(*page, "serverRole"), QStringLiteral("primary"));
        tabs->setCurrentIndex(Wal);
        QTRY_VERIFY_WITH_TIMEOUT(fact(*page, "walPosition").contains(u'/'), kLiveMs);
        QCOMPARE(fact(*page, "archiveMode"), QStringLiteral("off"));
        // It asks again by itself while it is seen.
        m_postgres.exec(QStringLiteral("CHECKPOINT"));
        const QString before = fact(*page, "checkpointsRequested");
        QTRY_VERIFY_WITH_TIMEOUT(fact(*page, "checkpointsRequested") != before, kLiveMs);
    }

    void itsStateSurvives()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        QVariantMap state;
        {
            auto page = pages.show<ServerPage>({{QStringLiteral("tab"), QStringLiteral("indexes")},
                                                {QStringLiteral("indexes"), QVariantMap{{QStringLiteral("text"), QStringLiteral("orders")}, {QStringLiteral("chip"), QStringLiteral("duplicate")},
                                                                                        {QStringLiteral("sort"), static_cast<int>(serverlists::IndexScans)}, {QStringLiteral("descending"), true}}}});
            QTRY_COMPARE_WITH_TIMEOUT(column(*page, "serverIndexes", 0), QStringList{"orders_n_again"}, kLiveMs);
            state = page->saveState();
        }
        auto page = pages.show<ServerPage>(state);
        QCOMPARE(page->saveState(), state);
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "serverIndexes", 0), QStringList{"orders_n_again"}, kLiveMs);
    }

    void whatIsNotSeenIsSaid()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(m_postgres.createUser(QStringLiteral("looker"), QStringLiteral("pw")));
        QVERIFY(openServer(pages)); // its schema has to be there
        QVERIFY2(m_postgres.exec(QStringLiteral("GRANT plancia_viewer TO looker")), qPrintable(m_postgres.error()));
        QVERIFY(openServer(pages, QStringLiteral("looker"), QStringLiteral("pw")));
        auto page = pages.show<ServerPage>({{QStringLiteral("tab"), QStringLiteral("wal")}});
        auto *notice = part<ui::Notice>(*page, "serverNotice");
        const auto said = [notice] {
            QStringList words;
            for (const QLabel *label : notice->findChildren<QLabel *>())
                words.append(label->text());
            return notice->isVisible() ? words.join(u' ') : QString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("GRANT pg_monitor TO \"looker\";")), kLiveMs);
        QVERIFY(fact(*page, "walFiles").startsWith(QStringLiteral("unknown")));
        part<QTabBar>(*page, "serverTabs")->setCurrentIndex(Tables);
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("GRANT pg_read_all_data TO \"looker\";")), kLiveMs);
    }

    void aServerThatIsGoneIsAnError()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        auto page = pages.show<ServerPage>();
        QTRY_VERIFY_WITH_TIMEOUT(column(*page, "serverTables", serverlists::TableName).contains(QStringLiteral("public.orders")), kLiveMs);
        m_postgres.stop(PrivatePostgres::Stop::Immediate);
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*page), kLiveMs);
        // What was read stays in sight.
        QVERIFY(part<ui::PagedTable>(*page, "serverTables")->isVisible());
        // The same error is noted once, however often it is asked.
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QCOMPARE(pages.errors.size(), 1);
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        QCOMPARE(pages.errors.size(), 1);
        QVERIFY(shownError(*page));
        // Indexes that could not be read are not looked for for ever; nor the second time.
        auto *table = part<ui::PagedTable>(*page, "serverTables");
        const auto says = [&](const QString &words) {
            for (const QLabel *label : part<ui::ServerPanel>(*page, "serverPanel")->findChildren<QLabel *>())
                if (label->text() == words)
                    return true;
            return false;
        };
        for (int time = 0; time < 2; ++time) {
            emit table->clicked(table->model()->index(0, 0).data(IdRole).toString());
            QTRY_VERIFY_WITH_TIMEOUT(page->isSettled() && says(QStringLiteral("They could not be read.")), kLiveMs);
            QVERIFY(!says(QStringLiteral("Looking…")));
        }
        QVERIFY(m_postgres.start());
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!shownError(*page), kLiveMs);
    }

private:
    bool openServer(RealPages &pages, const QString &user = QStringLiteral("postgres"), const QString &password = {})
    {
        static int number = 0;
        ConnectionProfile profile = m_postgres.profile(user, kDatabase);
        profile.name = QStringLiteral("Server %1").arg(++number);
        auto saving = pages.ports().connections->save(profile, password.isEmpty() ? std::nullopt : std::optional(password), {});
        saving.waitForFinished();
        if (!saving.result())
            return false;
        auto installing = pages.ports().connections->installSchema(saving.result()->id, {});
        installing.waitForFinished();
        auto opening = pages.ports().workspaces->open(QStringLiteral("pg:") + saving.result()->id.toString(), {});
        opening.waitForFinished();
        if (!opening.result())
            return false;
        pages.workspace = *opening.result();
        return true;
    }
};

QTEST_MAIN(TestServerPage)
#include "tst_serverpage.moc"
