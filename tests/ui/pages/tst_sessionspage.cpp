// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of a real server, seen and ended from the window.
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pageheader.h"
#include "ui/pages/sessions/sessionspage.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSlider>
#include <QTabBar>
#include <algorithm>

using namespace plancia;
using namespace plancia::tests;
using ui::SessionsPage;

namespace {
constexpr int kLiveMs = 30'000;
const QString kDatabase = QStringLiteral("sessions_page");

QStringList column(const QWidget &page, const char *table, int column)
{
    const QAbstractItemModel *model = part<ui::PagedTable>(page, table)->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, column).data().toString());
    return texts;
}

/// A program that is connected and does what it is told.
class Psql {
public:
    Psql(const PrivatePostgres &server, const QString &application)
    {
        const ConnectionProfile profile = server.profile(QStringLiteral("postgres"), kDatabase);
        m_process.setProgram(QStringLiteral("psql"));
        m_process.setArguments({QStringLiteral("-qX"), QStringLiteral("host=%1 port=%2 user=%3 dbname=%4 application_name=%5")
                                                          .arg(profile.host).arg(profile.port).arg(profile.user, profile.database, application)});
        m_process.start();
    }
    ~Psql()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void say(const QByteArray &sql) { m_process.write(sql + "\n"); }

private:
    QProcess m_process;
};
} // namespace

class TestSessionsPage : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;

private slots:
    void initTestCase() { QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error())); }

    void aLocalStoreHasNone()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        auto page = pages.show<SessionsPage>();
        QVERIFY(page->isSettled());
        QVERIFY(!part<QWidget>(*page, "sessionsPause")->isEnabled());
    }

    void whoWaitsIsSeenAndCancelled()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        Psql holder(m_postgres, QStringLiteral("holder")), waiter(m_postgres, QStringLiteral("waiter"));
        holder.say("CREATE TABLE IF NOT EXISTS public.things (id int); BEGIN; LOCK TABLE public.things;");
        auto page = pages.show<SessionsPage>();
        QTRY_VERIFY_WITH_TIMEOUT(column(*page, "sessionList", SessionsModel::Application).contains(QStringLiteral("holder")), kLiveMs);
        auto *moments = part<QSlider>(*page, "sessionsMoment");
        QVERIFY(moments->maximum() > moments->minimum());
        QCOMPARE(moments->value(), moments->maximum()); // now is at the right, also while there is no past yet
        QVERIFY(page->findChild<ui::PageHeader *>()->sentence().contains(QStringLiteral("client connections")));
        QVERIFY(std::ranges::any_of(page->findChildren<QLabel *>(), [](const QLabel *label) { return label->text().contains(QStringLiteral("of the server itself")); }));
        part<QTabBar>(*page, "sessionsTabs")->setCurrentIndex(1);
        waiter.say("SELECT * FROM public.things;");
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "sessionTree", SessionsModel::Application), (QStringList{"holder", "waiter"}), kLiveMs);
        QVERIFY(column(*page, "sessionTree", SessionsModel::Wait).last().contains(QStringLiteral("public.things")));
        // The one that waits is cancelled, with a reason; it goes on living.
        auto *tree = part<ui::PagedTable>(*page, "sessionTree");
        emit tree->clicked(tree->model()->index(1, 0).data(IdRole).toString());
        QCOMPARE(part<QPlainTextEdit>(*page, "sessionQuery")->toPlainText(), QStringLiteral("SELECT * FROM public.things;"));
        agree(*page, "cancelQuery", QStringLiteral("in the way"));
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "sessionTree", SessionsModel::Pid), QStringList(), kLiveMs);
        QVERIFY(column(*page, "sessionList", SessionsModel::Application).contains(QStringLiteral("waiter")));
        QCOMPARE(m_postgres.value(QStringLiteral("SELECT reason FROM plancia.audit_log WHERE action = 'SESSION_CANCEL'"), kDatabase), QStringLiteral("in the way"));
        // What was seen before can be looked at again; nothing can be done to it then.
        auto *slider = part<QSlider>(*page, "sessionsMoment");
        QTRY_VERIFY_WITH_TIMEOUT(slider->maximum() >= 2, kLiveMs);
        bool seen = false;
        for (int i = slider->maximum() - 1; i >= 0 && !seen; --i) {
            slider->setValue(i);
            seen = column(*page, "sessionTree", SessionsModel::Application) == QStringList{"holder", "waiter"};
        }
        QVERIFY(seen);
        emit tree->clicked(tree->model()->index(0, 0).data(IdRole).toString());
        QTRY_VERIFY(!part<QPushButton>(*page, "endSession")->isEnabled());
        slider->setValue(slider->maximum());
        QTRY_VERIFY(part<QPushButton>(*page, "endSession")->isEnabled()); // the same session as before, and now it can be ended
        QTRY_COMPARE_WITH_TIMEOUT(column(*page, "sessionTree", SessionsModel::Pid), QStringList(), kLiveMs);
        // And the holder's session is ended.
        auto *list = part<ui::PagedTable>(*page, "sessionList");
        const int row = static_cast<int>(column(*page, "sessionList", SessionsModel::Application).indexOf(QStringLiteral("holder")));
        QVERIFY(row >= 0);
        emit list->clicked(list->model()->index(row, 0).data(IdRole).toString());
        agree(*page, "endSession", QStringLiteral("forgotten"));
        QTRY_VERIFY_WITH_TIMEOUT(!column(*page, "sessionList", SessionsModel::Application).contains(QStringLiteral("holder")), kLiveMs);
        QCOMPARE(m_postgres.value(QStringLiteral("SELECT reason FROM plancia.audit_log WHERE action = 'SESSION_TERMINATE'"), kDatabase), QStringLiteral("forgotten"));
    }

    void hiddenItAsksNothing()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        QVERIFY(openServer(pages));
        auto page = pages.show<SessionsPage>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kLiveMs);
        page->hide();
        QTest::qWait(500); // a question that was under way
        const QString calls = QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_blocking_pids%' AND pid <> pg_backend_pid() AND state_change > now() - interval '3 seconds'");
        QTest::qWait(4'000);
        QCOMPARE(m_postgres.value(calls, kDatabase), QStringLiteral("0"));
    }

private:
    bool openServer(RealPages &pages)
    {
        static int number = 0;
        m_postgres.exec(QStringLiteral("CREATE DATABASE %1").arg(kDatabase)); // there already the second time
        ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), kDatabase);
        profile.name = QStringLiteral("Server %1").arg(++number);
        auto saving = pages.ports().connections->save(profile, {}, {});
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
    void agree(SessionsPage &page, const char *act, const QString &reason)
    {
        QTRY_VERIFY(part<QPushButton>(page, act) && part<QPushButton>(page, act)->isEnabled());
        click(page, act);
        auto *dialog = page.findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog);
        for (QLineEdit *line : dialog->findChildren<QLineEdit *>())
            line->setText(reason);
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(!page.findChild<ui::ConfirmDialog *>());
    }
};

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
