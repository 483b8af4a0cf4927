// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tablerowsmodel.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/tables/tablefilterbar.h"
#include "ui/pages/tables/tablepanel.h"
#include "ui/pages/tables/tablespage.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;
using ui::TablesPage;

/// The tables of a file, on the real engines.
class TestTablesPage : public QObject {
    Q_OBJECT

    std::unique_ptr<RealPages> m_real;

    void makeFile(const QByteArray &sql)
    {
        const QString path = m_real->filePath(QStringLiteral("some.db"));
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path).constData(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        auto opened = waitFor(m_real->ports().workspaces->openFile(path, true, {}));
        QVERIFY(opened);
        m_real->workspace = *opened;
    }
    static ui::PagedTable *rows(const TablesPage &page) { return part<ui::PagedTable>(page, "tableRows"); }
    static ui::PagedTable *names(const TablesPage &page) { return part<ui::PagedTable>(page, "tableList"); }
    static QString cell(const TablesPage &page, int row, int column)
    {
        const QAbstractItemModel *model = rows(page)->model();
        return model ? model->index(row, column).data().toString() : QString();
    }
    static int rowCount(const TablesPage &page) { return rows(page)->model() ? rows(page)->model()->rowCount() : -1; }
    static void choose(const TablesPage &page, const QString &name)
    {
        names(page)->setCurrentId(name);
        emit names(page)->currentChanged(name);
    }

private slots:
    void init() { m_real = std::make_unique<RealPages>(); }
    void cleanup() { m_real.reset(); }

    void showsTheFirstTableAndItsRows()
    {
        makeFile("CREATE TABLE b (x INTEGER PRIMARY KEY, y TEXT); INSERT INTO b VALUES (1, 'one'), (2, NULL); CREATE TABLE a (z)");
        auto page = m_real->show<TablesPage>();
        QTRY_COMPARE(names(*page)->model()->rowCount(), 2);
        QCOMPARE(names(*page)->currentId(), QStringLiteral("a"));
        choose(*page, QStringLiteral("b"));
        QTRY_COMPARE(cell(*page, 0, 1), QStringLiteral("one"));
        QCOMPARE(cell(*page, 1, 1), QStringLiteral("NULL"));
        QVERIFY(rows(*page)->model()->index(1, 1).data(QuietRole).toBool());
        const QString head = rows(*page)->model()->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString();
        QVERIFY2(head.contains(u"integer") && head.contains(u"key"), qPrintable(head));
        QTRY_VERIFY(page->isSettled());
    }

    void showsARowWhole()
    {
        makeFile("CREATE TABLE t (a, b); INSERT INTO t VALUES (printf('%.5000c', 'w'), x'00ff')");
        auto page = m_real->show<TablesPage>();
        QTRY_COMPARE(cell(*page, 0, 0).size(), kCellHead + 1); // and an ellipsis
        const QString id = rows(*page)->model()->index(0, 0).data(IdRole).toString();
        emit rows(*page)->clicked(id);
        QTRY_VERIFY(part<QPlainTextEdit>(*page, "value_a"));
        QCOMPARE(part<QPlainTextEdit>(*page, "value_a")->toPlainText().size(), 5'000);
        click(*page, "showSchema");
        QTRY_VERIFY(part<QPlainTextEdit>(*page, "tableSql")->toPlainText().startsWith(u"CREATE TABLE t"));
    }

    void filters()
    {
        makeFile("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('apple'), ('apricot'), ('pear')");
        auto page = m_real->show<TablesPage>();
        QTRY_VERIFY(rowCount(*page) == 3);
        auto *bar = page->findChild<ui::TableFilterBar *>();
        bar->setFilter(TableFilter{QStringLiteral("a"), TableFilter::Op::BeginsWith, QStringLiteral("ap")});
        emit bar->changed();
        QTRY_COMPARE(rowCount(*page), 2);
        type(*page, "filterValue", QStringLiteral("no such thing"));
        QTRY_VERIFY_WITH_TIMEOUT(rowCount(*page) == 0 && page->isSettled(), 10'000);
        click(*page, "filterClear");
        QTRY_COMPARE(rowCount(*page), 3);
    }

    void aViewIsRunOnlyWhenAskedFor()
    {
        makeFile("CREATE VIEW v AS SELECT 42 AS answer");
        auto page = m_real->show<TablesPage>();
        QTRY_VERIFY(page->isSettled() && names(*page)->currentId() == u"v");
        QCOMPARE(rowCount(*page), 0);
        QPushButton *run = nullptr;
        for (QPushButton *button : page->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == TablesPage::tr("Run the query"))
                run = button;
        QVERIFY(run);
        run->click();
        QTRY_COMPARE(cell(*page, 0, 0), QStringLiteral("42"));
    }

    void exportsTablesAndSaysWhere()
    {
        makeFile("CREATE TABLE t (a); INSERT INTO t VALUES (NULL), ('')");
        auto page = m_real->show<TablesPage>();
        QTRY_VERIFY(rowCount(*page) == 2);
        const QString parent = m_real->filePath(QStringLiteral("csv"));
        QVERIFY(QDir().mkpath(parent));
        page->exportTo(parent, {});
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "exportDone")->isVisible(), 20'000);
        const QStringList made = QDir(parent).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(made.size(), 1);
        QFile csv(parent + u'/' + made.first() + QStringLiteral("/t.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("a\r\n\r\n\"\"\r\n"));
        page->exportTo(m_real->filePath(QStringLiteral("some.db")), {}); // a file is in the way
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*page), 20'000);
        QVERIFY(shownError(*page)->text().id.startsWith(u"IO_"));
    }

    void keepsItsStateWhenBuiltAnew()
    {
        makeFile("CREATE TABLE a (x); CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('apple'), ('apricot'), ('pear')");
        auto first = m_real->show<TablesPage>();
        QTRY_COMPARE(names(*first)->model()->rowCount(), 2);
        choose(*first, QStringLiteral("t"));
        QTRY_COMPARE(rowCount(*first), 3);
        auto *bar = first->findChild<ui::TableFilterBar *>();
        bar->setFilter(TableFilter{QStringLiteral("a"), TableFilter::Op::BeginsWith, QStringLiteral("apr")});
        emit bar->changed();
        QTRY_COMPARE(rowCount(*first), 1);
        click(*first, "showSchema");
        const QVariantMap state = first->saveState();
        first.reset();
        auto page = m_real->show<TablesPage>(state);
        QTRY_COMPARE(rowCount(*page), 1);
        QCOMPARE(cell(*page, 0, 0), QStringLiteral("apricot"));
        QCOMPARE(names(*page)->currentId(), QStringLiteral("t"));
        QVERIFY(page->findChild<ui::TablePanel *>()->isVisible());
        QCOMPARE(page->findChild<ui::TablePanel *>()->currentPart(), int(ui::TablePanel::SchemaPart));
    }

    void hostileNamesAreShownHarmlessly()
    {
        makeFile("CREATE TABLE \"<b>\xe2\x80\xaegnp.exe\" (\"<i>c\xe2\x80\xae\"); INSERT INTO \"<b>\xe2\x80\xaegnp.exe\" VALUES ('<b>x\xe2\x80\xaey')");
        auto page = m_real->show<TablesPage>();
        QTRY_VERIFY(rowCount(*page) == 1);
        QVERIFY(!cell(*page, 0, 0).contains(QChar(0x202e)));
        QVERIFY(!rows(*page)->model()->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString().contains(QChar(0x202e)));
        QVERIFY(!names(*page)->model()->index(0, 0).data().toString().contains(QChar(0x202e)));
    }

    void withoutTablesItSaysWhy()
    {
        auto page = m_real->show<TablesPage>();
        QVERIFY(page->isSettled());
        QVERIFY(!part<QPushButton>(*page, "exportCsv")->isVisible());
        bool isSaid = false;
        for (const QLabel *label : page->findChildren<QLabel *>())
            isSaid = isSaid || (label->isVisible() && label->text().contains(u"SQLite"));
        QVERIFY(isSaid);
    }
};

QTEST_MAIN(TestTablesPage)
#include "tst_tablespage.moc"
