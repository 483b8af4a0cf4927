// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/items/tenantsmodel.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"
#include "ui/kit/errorpanel.h"
#include "ui/shell/mainwindow.h"

#include <QPushButton>
#include <QTest>

using namespace plancia;
using tests::waitFor;
using namespace plancia::ui;

/// The window on a real PostgreSQL that is stopped and started again under it.
class ServerLossTest : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    tests::PrivatePostgres m_server;
    const SystemClock m_clock;

    static ErrorPanel *visiblePanel(const QWidget &window)
    {
        for (ErrorPanel *panel : window.findChildren<ErrorPanel *>())
            if (panel->isVisible())
                return panel;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        QVERIFY(m_server.createDatabase(QStringLiteral("service")));
    }

    void refreshSaysWhatHappenedAndRetryGoesOn()
    {
        wiring::RuntimeOptions options;
        options.stream = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        auto workspace = waitFor((*runtime)->openUrl(m_server.superuserUrl(QStringLiteral("service")), {}, {}));
        QVERIFY(workspace);
        QVERIFY(waitFor((*workspace)->migrate({})));
        for (int i = 0; i < 20; ++i)
            QVERIFY(waitFor((*workspace)->tenants()->create({QStringLiteral("t-%1").arg(i), QStringLiteral("Tenant"),
                                                             TenantStatus::Active, {}}, {})));

        MainWindow window((*runtime)->ports(), m_clock, [](const QString &) {});
        window.show();
        window.setWorkspace(*workspace);
        window.navigate(QStringLiteral("tenants"));
        QTRY_VERIFY(window.currentPage() && window.currentPage()->isSettled());
        auto *model = window.currentPage()->findChild<TenantsModel *>();
        QVERIFY(model);
        QCOMPARE(model->rowCount(), 20);
        QVERIFY(!visiblePanel(window));

        m_server.stop(tests::PrivatePostgres::Stop::Fast);
        QTest::keyClick(&window, Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(visiblePanel(window), 30'000);
        const ErrorText text = visiblePanel(window)->text();
        QVERIFY2(text.id.startsWith(QLatin1String("DB_")), qPrintable(text.id));
        QVERIFY(!text.sentence.isEmpty() && !text.data.isEmpty());
        QVERIFY(text.steps.size() >= 2);

        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        emit visiblePanel(window)->actionRequested(QStringLiteral("retry"));
        QTRY_VERIFY_WITH_TIMEOUT(!visiblePanel(window) && window.currentPage()->isSettled(), 30'000);
        QCOMPARE(window.currentPage()->findChild<TenantsModel *>()->rowCount(), 20);
    }
};

QTEST_MAIN(ServerLossTest)
#include "tst_serverloss.moc"
