// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/realpages.h"
#include "ui/kit/progressrow.h"
#include "ui/pages/welcome/welcomepage.h"

#include <QDropEvent>
#include <QFile>
#include <QMimeData>

using namespace plancia;
using namespace plancia::tests;
using ui::WelcomePage;

namespace {
void drop(WelcomePage &page, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &event);
}
} // namespace

/// The first page of a new installation, on real stores.
class TestWelcomePage : public QObject {
    Q_OBJECT
private slots:
    void opensTheLocalStore()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(!QFile::exists(pages.places().controlStore()));
        auto page = pages.show<WelcomePage>();
        QVERIFY(page->isSettled());
        click(*page, "openLocal");
        QVERIFY(!page->isSettled());
        QTRY_COMPARE(pages.opened, QStringList{QStringLiteral("local")});
        QVERIFY(QFile::exists(pages.places().controlStore()));
        QVERIFY(page->isSettled());
    }

    void fillsTheExamplesAndShowsHowFar()
    {
        RealPages pages;
        auto page = pages.show<WelcomePage>();
        double most = 0;
        connect(pages.ports().tasks, &TasksPort::taskChanged, page.get(), [&most](const TaskInfo &task) {
            if (task.progress.total > 0)
                most = std::max(most, double(task.progress.done) / double(task.progress.total));
        });
        click(*page, "openExamples");
        QVERIFY(!part<QAbstractButton>(*page, "openExamples")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!pages.opened.isEmpty(), 120'000);
        QCOMPARE(pages.opened.first(), QStringLiteral("examples"));
        QVERIFY(most > 0);
        QVERIFY(part<QAbstractButton>(*page, "openExamples")->isVisible());
        QVERIFY(QFile::exists(pages.places().examplesStore()));
    }

    void cancelledExamplesLeaveNothing()
    {
        RealPages pages;
        auto page = pages.show<WelcomePage>();
        click(*page, "openExamples");
        QTRY_VERIFY(!pages.ports().tasks->tasks().isEmpty());
        for (ui::ProgressRow *row : page->findChildren<ui::ProgressRow *>())
            if (row->isVisible())
                emit row->cancelRequested();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), 60'000);
        QVERIFY(pages.opened.isEmpty());
        QVERIFY(!shownError(*page)); // the person knows
        QVERIFY(!QFile::exists(pages.places().examplesStore()));
    }

    void connectLeadsToANewConnection()
    {
        RealPages pages;
        auto page = pages.show<WelcomePage>();
        click(*page, "openServer");
        QCOMPARE(pages.navigated, QStringList{QStringLiteral("connections")});
        QCOMPARE(pages.lastState.value(QStringLiteral("act")).toString(), QStringLiteral("new"));
    }

    void tellsHereWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        QTest::newRow("foreign") << QByteArray("a letter to my aunt, which is no store") << QStringLiteral("IO_005");
        QTest::newRow("missing") << QByteArray() << QStringLiteral("NOT_FOUND_005");
    }
    void tellsHereWhatIsWrongWithAFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        RealPages pages;
        auto page = pages.show<WelcomePage>();
        const QString path = pages.filePath(QStringLiteral("letter.db"));
        if (!content.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        drop(*page, path);
        QTRY_VERIFY(shownError(*page));
        QCOMPARE(shownError(*page)->text().id, code);
        QCOMPARE(pages.errors.size(), 1);
        QVERIFY(pages.opened.isEmpty());
        // The doors are open again.
        click(*page, "openLocal");
        QTRY_COMPARE(pages.opened, QStringList{QStringLiteral("local")});
        QVERIFY(!shownError(*page));
    }

    void goesOnOpeningAfterARebuild()
    {
        RealPages pages;
        auto first = pages.show<WelcomePage>();
        click(*first, "openLocal");
        const QVariantMap state = first->saveState();
        first.reset();
        auto second = pages.show<WelcomePage>(state);
        QTRY_COMPARE(pages.opened, QStringList{QStringLiteral("local")});
        QTRY_VERIFY(second->isSettled());
        // And once is enough.
        QVERIFY(second->saveState().value(QStringLiteral("opening")).toString().isEmpty());
    }

    void everyActHasAName()
    {
        RealPages pages;
        auto page = pages.show<WelcomePage>();
        for (QAbstractButton *button : page->findChildren<QAbstractButton *>())
            if (button->isVisible()) {
                QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
                QVERIFY(button->focusPolicy() & Qt::TabFocus);
            }
    }
};

QTEST_MAIN(TestWelcomePage)
#include "tst_welcomepage.moc"
