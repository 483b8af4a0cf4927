// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/leakedkeysmodel.h"
#include "tests/support/faultykeys.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagestates.h"
#include "ui/pages/leaks/leakspage.h"

#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>

using namespace plancia;
using namespace plancia::tests;
using ui::LeaksPage;

/// The check for leaked keys as a person uses it, on a real local store.
class LeaksPageTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::shared_ptr<FaultyKeysWorkspace> m_faulty;
    std::unique_ptr<LeaksPage> m_page;
    TenantId m_acme;

    IssuedApiKey make(const QString &name) { return waitFor(m_store->apiKeys()->create(m_acme, {name}, {})).value_or(IssuedApiKey()); }
    LeakedKeysModel *model() const { return m_page->findChild<LeakedKeysModel *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    QString notice() const { return part<ui::Notice>(*m_page, "leakNotice")->findChild<QLabel *>()->text(); }
    void paste(const QString &text) { part<QPlainTextEdit>(*m_page, "leakText")->setPlainText(text); }
    void check()
    {
        click(*m_page, "check");
        QTRY_VERIFY(m_page->isSettled());
    }
    /// For looking at: PLANCIA_PICTURES names a folder.
    void picture(const QString &name)
    {
        QCoreApplication::processEvents();
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/leaks-") + name + QStringLiteral(".png"));
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_store = *opened;
        m_faulty = std::make_shared<FaultyKeysWorkspace>(m_store);
        m_real->workspace = m_faulty;
        auto tenant = waitFor(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(tenant);
        m_acme = tenant->id;
        m_page = m_real->show<LeaksPage>();
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_faulty.reset();
        m_store.reset();
        m_real.reset();
    }

    void saysWhatItWillDo()
    {
        QVERIFY(states()->state() == ui::PageStates::State::Empty);
        QVERIFY(!part<QPushButton>(*m_page, "check")->isEnabled()); // nowhere to look yet
        picture(QStringLiteral("empty"));
        paste(QStringLiteral("nothing of the kind"));
        check();
        QVERIFY(states()->state() == ui::PageStates::State::Empty);
        QVERIFY(!part<QPushButton>(*m_page, "revokeAll")->isVisible());
    }

    void findsShowsAndRevokes()
    {
        const IssuedApiKey one = make(QStringLiteral("Deploy")), two = make(QStringLiteral("Shop")), other = make(QStringLiteral("Not leaked"));
        QVERIFY(waitFor(m_store->apiKeys()->setStatus(refOf(two.key), ApiKeyStatus::Disabled, QStringLiteral("x"), {})));
        QFile file(m_real->filePath(QStringLiteral("config.env")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("A=1\nKEY=" + two.secret.toLatin1() + "\n");
        file.close();
        paste(QStringLiteral("token %1 and again %1").arg(one.secret));
        m_page->addPaths({file.fileName(), m_real->filePath(QStringLiteral("not there"))});
        QCOMPARE(part<QPlainTextEdit>(*m_page, "leakPaths")->blockCount(), 2);
        check();
        QCOMPARE(model()->rowCount(), 2);
        QVERIFY2(notice().contains(QStringLiteral("2 key(s) found")) && notice().contains(QStringLiteral("1 of them can be used now")), qPrintable(notice()));
        QVERIFY(part<ui::Notice>(*m_page, "leakSkipped")->isVisible());
        QCOMPARE(model()->index(0, LeakedKeysModel::Name).data().toString(), QStringLiteral("Deploy"));
        QCOMPARE(model()->index(0, LeakedKeysModel::TenantColumn).data().toString(), QStringLiteral("acme"));
        picture(QStringLiteral("found"));
        const auto isAnywhere = [&](const QString &secret) {
            for (int row = 0; row < model()->rowCount(); ++row)
                for (int column = 0; column < model()->columnCount(); ++column)
                    for (const int role : {int(Qt::DisplayRole), int(FullTextRole)})
                        if (model()->index(row, column).data(role).toString().contains(secret.right(20)))
                            return true;
            return QJsonDocument::fromVariant(m_page->saveState()).toJson().contains(secret.right(20).toLatin1());
        };
        QVERIFY(!isAnywhere(one.secret) && !isAnywhere(two.secret));
        click(*m_page, "revokeAll");
        auto *dialog = m_page->findChild<ui::ConfirmDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        dialog->findChild<QLineEdit *>()->setText(QStringLiteral("In a public log"));
        dialog->actButton()->click();
        QTRY_VERIFY(m_page->isSettled() && !part<QPushButton>(*m_page, "revokeAll")->isVisible());
        for (const IssuedApiKey &leaked : {one, two}) {
            const auto now = waitFor(m_store->apiKeys()->find(leaked.key.id.toString(), {}));
            QVERIFY(now && now->status == ApiKeyStatus::Revoked);
            QCOMPARE(now->statusReason, QStringLiteral("In a public log"));
        }
        QVERIFY(waitFor(m_store->apiKeys()->find(other.key.id.toString(), {}))->status == ApiKeyStatus::Active);
        picture(QStringLiteral("revoked"));
    }

    void saysThatSomethingLooksLikeAKey()
    {
        QString key = make(QStringLiteral("Deploy")).secret;
        key.back() = key.back() == u'7' ? u'8' : u'7';
        const auto isSaid = [this](const QString &words) {
            for (const QLabel *label : m_page->findChildren<QLabel *>())
                if (label->isVisible() && label->text().contains(words))
                    return true;
            return false;
        };
        paste(key);
        check();
        QVERIFY(states()->state() == ui::PageStates::State::Empty);
        QVERIFY(isSaid(QStringLiteral("check characters")) && !isSaid(QStringLiteral("No key was found")));
        picture(QStringLiteral("alike"));
        paste(key + u' ' + make(QStringLiteral("Shop")).secret);
        check();
        QCOMPARE(model()->rowCount(), 1);
        QVERIFY2(notice().contains(QStringLiteral("check characters")), qPrintable(notice()));
    }

    void isStoppedByHand()
    {
        m_faulty->FaultyBase::fault().kind = Fault::Kind::Hangs;
        paste(QStringLiteral("x"));
        click(*m_page, "check");
        QVERIFY(!m_page->isSettled());
        picture(QStringLiteral("checking"));
        for (auto *button : m_page->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QStringLiteral("Cancel"))
                button->click();
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!shownError(*m_page)); // who stopped it knows
    }

    void saysWhatWentWrongAndTriesAgain()
    {
        m_faulty->FaultyBase::fault().kind = Fault::Kind::Fails;
        paste(make(QStringLiteral("Deploy")).secret);
        check();
        QVERIFY(shownError(*m_page, QStringLiteral("DB_004")));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::None;
        emit shownError(*m_page)->actionRequested(QStringLiteral("retry"));
        QTRY_COMPARE(model()->rowCount(), 1);
    }

    void keepsPlacesAndNoText()
    {
        paste(QStringLiteral("secret text"));
        m_page->addPaths({QStringLiteral("/a")});
        m_page->addRepository(QStringLiteral("/b"));
        const QVariantMap state = m_page->saveState();
        QVERIFY(!QJsonDocument::fromVariant(state).toJson().contains("secret text"));
        m_page = m_real->show<LeaksPage>(state);
        QCOMPARE(part<QPlainTextEdit>(*m_page, "leakPaths")->blockCount(), 2);
        QVERIFY(part<QPlainTextEdit>(*m_page, "leakText")->toPlainText().isEmpty());
    }
};

QTEST_MAIN(LeaksPageTest)
#include "tst_leakspage.moc"
