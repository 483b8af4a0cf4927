// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/transport/tls.h"
#include "models/ports/agentaccessport.h"
#include "tests/support/authority.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/text.h"
#include "ui/pages/settings/settingspage.h"

#include <QComboBox>
#include <QDirIterator>
#include <QLabel>

using namespace plancia;
using namespace plancia::tests;
using ui::SettingsPage;

namespace {
/// As a person does it: opens the list by keyboard and takes the entry.
void choose(const QWidget &page, const char *name, const QString &data)
{
    auto *box = part<QComboBox>(page, name);
    QVERIFY(box);
    const int row = box->findData(data);
    QVERIFY2(row >= 0, qPrintable(data));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    while (box->currentIndex() < row)
        QTest::keyClick(box, Qt::Key_Down);
}
} // namespace

/// Settings on the real store of this installation.
class TestSettingsPage : public QObject {
    Q_OBJECT
private slots:
    void everyChoiceHoldsAtOnce_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("language") << QByteArray("language") << QStringLiteral("it");
        QTest::newRow("theme") << QByteArray("theme") << QStringLiteral("dark");
        QTest::newRow("level") << QByteArray("logLevel") << QStringLiteral("debug");
        QTest::newRow("format") << QByteArray("logFormat") << QStringLiteral("json");
        QTest::newRow("password length") << QByteArray("passwordLength") << QStringLiteral("12");
        QTest::newRow("password kinds") << QByteArray("passwordKinds") << QStringLiteral("4");
    }
    void everyChoiceHoldsAtOnce()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, value);
        RealPages pages;
        QVERIFY(pages.isReady());
        auto page = pages.show<SettingsPage>();
        QTRY_VERIFY(page->isSettled());
        choose(*page, name.constData(), value);
        const auto kept = [&] {
            const Preferences now = pages.ports().preferences->current();
            return name == "language" ? now.language
                : name == "theme"     ? now.theme
                : name == "logLevel"  ? now.logLevel
                : name == "passwordLength" ? QString::number(now.passwordPolicy.minLength)
                : name == "passwordKinds"  ? QString::number(now.passwordPolicy.minKinds)
                                      : QLatin1String(now.logJson ? "json" : "text");
        };
        QTRY_COMPARE(kept(), value);
        QTRY_VERIFY(page->isSettled());
        QVERIFY(!shownError(*page));
        // Another page, built anew, shows the same.
        auto again = pages.show<SettingsPage>(page->saveState());
        QCOMPARE(part<QComboBox>(*again, name.constData())->currentData().toString(), value);
    }

    void refusesAnAddressThatIsNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("http") << QStringLiteral("http://agent:9780");
        QTest::newRow("no host") << QStringLiteral("ws://");
        QTest::newRow("words") << QStringLiteral("my agent");
        QTest::newRow("secret") << QStringLiteral("ws://me:secret@agent:9780");
    }
    void refusesAnAddressThatIsNone()
    {
        QFETCH(QString, text);
        RealPages pages;
        auto page = pages.show<SettingsPage>();
        type(*page, "agentUrl", text);
        QVERIFY(!part<QAbstractButton>(*page, "applyAgent")->isEnabled());
        QVERIFY(part<QLineEdit>(*page, "agentUrl")->property("faulty").toBool());
        QTest::keyClick(part<QLineEdit>(*page, "agentUrl"), Qt::Key_Return);
        QVERIFY(pages.ports().preferences->current().agentUrl.isEmpty());
    }

    void appliesAnAgentAndGoesBack()
    {
        RealPages pages;
        auto page = pages.show<SettingsPage>();
        type(*page, "agentUrl", QStringLiteral("ws://127.0.0.1:9780"));
        click(*page, "applyAgent");
        QTRY_COMPARE(pages.ports().preferences->current().agentUrl, QStringLiteral("ws://127.0.0.1:9780"));
        type(*page, "agentUrl", QString());
        QTest::keyClick(part<QLineEdit>(*page, "agentUrl"), Qt::Key_Return);
        QTRY_VERIFY(pages.ports().preferences->current().agentUrl.isEmpty());
    }

    /// The agent is a real one, with TLS of an authority that only this test knows, and a token.
    void followsAnAgentThatAsksForAToken()
    {
        Authority authority;
        QVERIFY(authority.isReady() && authority.issue(QStringLiteral("agent"), QStringLiteral("DNS:localhost")));
        const SystemClock clock;
        const auto identity = monitoring::loadTlsIdentity(authority.path(QStringLiteral("agent.crt")), authority.path(QStringLiteral("agent.key")), clock.nowMs());
        QVERIFY(identity);
        monitoring::AgentOptions options;
        options.name = QStringLiteral("far");
        options.token = "token-of-anna-1234";
        options.tls = identity->configuration;
        monitoring::AgentService agent(options, clock);
        agent.addSampler(std::make_shared<monitoring::SelfSampler>(clock));
        QVERIFY(waitFor(agent.start()));

        RealPages pages(true);
        auto page = pages.show<SettingsPage>();
        QVERIFY(!part<QWidget>(*page, "agentTokenField")->isVisible()); // the built-in one wants none
        const QString url = QStringLiteral("wss://localhost:%1").arg(agent.port());
        type(*page, "agentUrl", url);
        click(*page, "applyAgent");
        QTRY_VERIFY(shownError(*page, QStringLiteral("NET_004")));
        type(*page, "agentCa", authority.caFile());
        type(*page, "agentToken", QStringLiteral("token-of-nobody-12"));
        QCOMPARE(part<QLineEdit>(*page, "agentToken")->echoMode(), QLineEdit::Password);
        click(*page, "applyAgent");
        QTRY_VERIFY(shownError(*page, QStringLiteral("AUTH_003")));
        QVERIFY(!shownError(*page)->asText().contains(QStringLiteral("token-of")));
        type(*page, "agentToken", QStringLiteral("token-of-anna-1234"));
        click(*page, "applyAgent");
        QTRY_COMPARE(part<QLabel>(*page, "agentState")->text(), QStringLiteral("Connected to “far”."));
        QTRY_VERIFY(!shownError(*page));
        // Never shown again, and said where it is: there is no key ring here.
        QVERIFY(part<QLineEdit>(*page, "agentToken")->text().isEmpty());
        QTRY_VERIFY(std::ranges::any_of(part<QWidget>(*page, "agentTokenField")->findChildren<QLabel *>(),
                                        [](const QLabel *label) { return label->text().contains(QStringLiteral("this run only")); }));
        // Another port of that host is sent none.
        auto other = waitFor(AgentAccessPort::of(pages.ports().preferences)->access(QStringLiteral("wss://localhost:1"), {}));
        QVERIFY(other && !other->hasToken);
        click(*page, "forgetToken");
        QTRY_VERIFY(shownError(*page, QStringLiteral("AUTH_003")));
        QVERIFY(!part<QWidget>(*page, "forgetToken")->isVisible());
        // In no file of this installation.
        page.reset();
        int files = 0;
        for (QDirIterator file(pages.homePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); file.hasNext();) {
            QFile kept(file.next());
            QVERIFY(kept.open(QIODevice::ReadOnly));
            QVERIFY2(!kept.readAll().contains("token-of-"), qPrintable(kept.fileName()));
            ++files;
        }
        QVERIFY(files > 2);
    }

    void refusesATokenThatIsNone()
    {
        RealPages pages;
        auto page = pages.show<SettingsPage>();
        QTRY_VERIFY(page->isSettled());
        auto *access = AgentAccessPort::of(pages.ports().preferences);
        QVERIFY(access);
        const auto split = waitFor(access->keep(QStringLiteral("wss://a:1"), QStringLiteral("a token\r\nX-Evil: 1"), {}, {}));
        QVERIFY(!split && split.error().code() == ErrorCode::ValControlChars);
        QVERIFY(!waitFor(access->access(QStringLiteral("wss://a:1"), {}))->hasToken);
    }

    void aTypedAddressSurvivesARebuild()
    {
        RealPages pages;
        auto first = pages.show<SettingsPage>();
        type(*first, "agentUrl", QStringLiteral("ws://half"));
        const QVariantMap state = first->saveState();
        first.reset();
        auto second = pages.show<SettingsPage>(state);
        QTRY_VERIFY(second->isSettled());
        QCOMPARE(part<QLineEdit>(*second, "agentUrl")->text(), QStringLiteral("ws://half"));
        QVERIFY(part<QAbstractButton>(*second, "applyAgent")->isEnabled());
        // A change made elsewhere does not take it away.
        Preferences other = pages.ports().preferences->current();
        other.theme = QStringLiteral("dark");
        pages.ports().preferences->set(other, {});
        QTRY_COMPARE(part<QComboBox>(*second, "theme")->currentData().toString(), QStringLiteral("dark"));
        QCOMPARE(part<QLineEdit>(*second, "agentUrl")->text(), QStringLiteral("ws://half"));
    }

    void showsWhereTheFilesAre()
    {
        RealPages pages;
        auto page = pages.show<SettingsPage>();
        QTRY_VERIFY(part<ui::ElidedLabel>(*page, "placeLocal"));
        QCOMPARE(part<ui::ElidedLabel>(*page, "placeLocal")->text(), pages.places().controlStore());
        QCOMPARE(part<ui::ElidedLabel>(*page, "placeLog")->text(), pages.ports().support->logFile());
    }
};

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
