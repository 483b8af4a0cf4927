// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/realpages.h"
#include "ui/kit/text.h"
#include "ui/pages/settings/settingspage.h"

#include <QComboBox>

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
