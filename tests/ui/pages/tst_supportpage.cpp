// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"
#include "ui/pages/support/supportpage.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>

using namespace plancia;
using namespace plancia::tests;
using ui::SupportPage;

/// A debug bundle, shown before it is written, on the real engines.
class TestSupportPage : public QObject {
    Q_OBJECT
private slots:
    void namesTheRun()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        auto page = pages.show<SupportPage>();
        QCOMPARE(part<ui::ElidedLabel>(*page, "runId")->text(), pages.ports().support->runId());
        QCOMPARE(part<ui::ElidedLabel>(*page, "logFile")->text(), pages.ports().support->logFile());
        QVERIFY(part<ui::ElidedLabel>(*page, "versions")->text().contains(QLatin1String(qVersion())));
    }

    void showsEveryFileBeforeAnythingIsWritten()
    {
        RealPages pages;
        pages.ports().support->noteError(Error(ErrorCode::DbUnreachable, {{QStringLiteral("host"), QStringLiteral("db-7")}}),
                                         QStringLiteral("req_7"));
        auto page = pages.show<SupportPage>();
        click(*page, "createBundle");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "bundlePreview")->isVisible(), 20'000);
        auto *table = part<ui::PagedTable>(*page, "bundleFiles");
        QVERIFY(table->model()->rowCount() >= 3);
        bool sawErrors = false;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QString name = table->model()->index(row, 0).data().toString();
            table->setCurrentId(name);
            emit table->currentChanged(name);
            sawErrors = sawErrors || part<QPlainTextEdit>(*page, "bundleContent")->toPlainText().contains(u"DB_001");
        }
        QVERIFY(sawErrors);
        QVERIFY(QDir(pages.homePath()).entryList({QStringLiteral("*.zip")}).isEmpty());
    }

    void writesExactlyOnceAndGivesItsHash()
    {
        RealPages pages;
        auto page = pages.show<SupportPage>();
        const QString folder = pages.filePath(QStringLiteral("out"));
        QVERIFY(QDir().mkpath(folder));
        click(*page, "createBundle");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "bundlePreview")->isVisible(), 20'000);
        page->writeTo(folder);
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "bundleResult")->isVisible(), 20'000);
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(folder + u'/' + files.first());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray hash = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
        QVERIFY(part<QLabel>(*page, "bundleHash")->text().contains(QLatin1String(hash)));
        QVERIFY(part<QWidget>(*page, "bundleResult")->accessibleName().contains(files.first()));
    }

    void tellsWhatFailedAndTriesAgain()
    {
        RealPages pages;
        auto page = pages.show<SupportPage>();
        click(*page, "createBundle");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "bundlePreview")->isVisible(), 20'000);
        const QString folder = pages.filePath(QStringLiteral("taken"));
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        page->writeTo(folder);
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*page), 20'000);
        QVERIFY(shownError(*page)->text().id.startsWith(u"IO_"));
        QCOMPARE(pages.errors.size(), 1);
        QVERIFY(inTheWay.remove());
        QVERIFY(QDir().mkpath(folder));
        emit shownError(*page)->actionRequested(QStringLiteral("retry"));
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "bundleResult")->isVisible(), 20'000);
        QVERIFY(!shownError(*page));
    }

    void thePreviewSurvivesARebuild()
    {
        RealPages pages;
        auto first = pages.show<SupportPage>();
        click(*first, "createBundle");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*first, "bundlePreview")->isVisible(), 20'000);
        auto *table = part<ui::PagedTable>(*first, "bundleFiles");
        const QString second = table->model()->index(1, 0).data().toString();
        table->setCurrentId(second);
        emit table->currentChanged(second);
        const QVariantMap state = first->saveState();
        first.reset();
        auto page = pages.show<SupportPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), 20'000);
        QVERIFY(part<QWidget>(*page, "bundlePreview")->isVisible());
        QCOMPARE(part<ui::PagedTable>(*page, "bundleFiles")->currentId(), second);
    }
};

QTEST_MAIN(TestSupportPage)
#include "tst_supportpage.moc"
