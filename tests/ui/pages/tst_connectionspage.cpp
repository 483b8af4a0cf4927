// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/backupsport.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/waitfor.h"
#include "tests/support/waysback.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/tableview.h"
#include "ui/pages/connections/connectionspage.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace plancia;
using namespace plancia::tests;
using ui::ConnectionsPage;

namespace {
constexpr int kServerMs = 30'000;

/// The line below a field: what is wrong with it, or a hint.
QString lineOf(const QWidget &page, const char *field) { return part<QWidget>(page, field)->accessibleDescription(); }

void choose(const QWidget &page, const char *name, const QVariant &data)
{
    auto *box = part<QComboBox>(page, name);
    box->setCurrentIndex(box->findData(data));
    emit box->activated(box->currentIndex());
}

Tone toneOf(const QWidget &page, const char *stage)
{
    for (const auto *pill : page.findChildren<ui::StatusPill *>(QLatin1String("stage_") + QLatin1String(stage)))
        if (pill->isVisible())
            return pill->tone();
    return Tone::None;
}
} // namespace

/// Connections to a real PostgreSQL: form, test, schema, removal.
class TestConnectionsPage : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;

    void fill(const QWidget &page, const QString &name, const QString &user, const QString &database)
    {
        type(page, "name", name);
        type(page, "host", m_postgres.host());
        part<QSpinBox>(page, "port")->setValue(m_postgres.port());
        type(page, "database", database);
        type(page, "user", user);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY(m_postgres.createUser(QStringLiteral("anna"), QStringLiteral("right")));
    }

    void anEmptyListOffersANewConnection()
    {
        RealPages pages;
        QVERIFY(pages.isReady());
        auto page = pages.show<ConnectionsPage>();
        QTRY_VERIFY(page->isSettled());
        QVERIFY(!part<QLineEdit>(*page, "name")->isVisible());
        click(*page, "newConnection");
        QVERIFY(part<QLineEdit>(*page, "name")->isVisible());
        QVERIFY(lineOf(*page, "name").isEmpty()); // an empty form does not scold
    }

    void tabGoesThroughTheFormInOrder()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        click(*page, "newConnection");
        QCOMPARE(QApplication::focusWidget(), part<QWidget>(*page, "name"));
        for (const char *next : {"host", "port", "database", "user", "source", "password", "sslMode", "service", "colour",
                                 "readOnly", "maySleep"}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget()->objectName(), QLatin1String(next));
        }
    }

    void saysWhatIsWrongWhileTyping_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("good");
        QTest::newRow("no name") << QByteArray("name") << QString() << QStringLiteral("Production");
        QTest::newRow("no host") << QByteArray("host") << QString() << QStringLiteral("db");
        QTest::newRow("long user") << QByteArray("user") << QString(64, u'u') << QStringLiteral("anna");
    }
    void saysWhatIsWrongWhileTyping()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, bad);
        QFETCH(QString, good);
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("x"), QStringLiteral("anna"), QStringLiteral("postgres"));
        QVERIFY(part<QWidget>(*page, "testConnection")->isEnabled());
        type(*page, field, bad);
        QVERIFY(part<QWidget>(*page, field)->property("faulty").toBool());
        QVERIFY(!lineOf(*page, field).isEmpty());
        QVERIFY(!part<QWidget>(*page, "testConnection")->isEnabled());
        type(*page, field, good);
        QVERIFY(!part<QWidget>(*page, field)->property("faulty").toBool());
        QVERIFY(part<QWidget>(*page, "testConnection")->isEnabled());
    }

    void suggestsEncryptionUntilItWasChosen()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        auto *mode = part<QComboBox>(*page, "sslMode");
        type(*page, "host", QStringLiteral("localhost"));
        QCOMPARE(mode->currentData().toString(), QStringLiteral("prefer"));
        QVERIFY(!part<QWidget>(*page, "sslWarning")->isVisible());
        type(*page, "host", QStringLiteral("db.example.org"));
        QCOMPARE(mode->currentData().toString(), QStringLiteral("verify-full"));
        QVERIFY(!part<QWidget>(*page, "sslWarning")->isVisible());
        choose(*page, "sslMode", QStringLiteral("require"));
        QVERIFY(part<QWidget>(*page, "sslWarning")->isVisible());
        type(*page, "host", QStringLiteral("other.example.org"));
        QCOMPARE(mode->currentData().toString(), QStringLiteral("require"));
    }

    void aPastedAddressFillsTheForm()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        auto *host = part<QLineEdit>(*page, "host");
        host->setText(QStringLiteral("postgresql://anna@db.example.org:6543/control?sslmode=require"));
        QCOMPARE(host->text(), QStringLiteral("db.example.org"));
        QCOMPARE(part<QSpinBox>(*page, "port")->value(), 6543);
        QCOMPARE(part<QLineEdit>(*page, "database")->text(), QStringLiteral("control"));
        QCOMPARE(part<QLineEdit>(*page, "user")->text(), QStringLiteral("anna"));
        QCOMPARE(part<QComboBox>(*page, "sslMode")->currentData().toString(), QStringLiteral("require"));
        // One with a password is refused, and says so.
        type(*page, "host", QStringLiteral("x"));
        host->setText(QStringLiteral("postgresql://anna:secret@db.example.org/control"));
        QVERIFY(host->property("faulty").toBool());
        QVERIFY(!part<QWidget>(*page, "testConnection")->isEnabled());
    }

    void withoutAKeyRingThePasswordIsForThisRun()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kServerMs);
        QVERIFY2(lineOf(*page, "password").contains(u"this run"), qPrintable(lineOf(*page, "password")));
        fill(*page, QStringLiteral("Mine"), QStringLiteral("anna"), QStringLiteral("postgres"));
        type(*page, "password", QStringLiteral("right"));
        click(*page, "saveConnection");
        auto *table = part<ui::PagedTable>(*page, "connections_table");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kServerMs);
        const QString source = table->model()->index(0, ui::ConnectionsModel::Password).data().toString();
        QVERIFY2(source.contains(u"this run"), qPrintable(source));
        QVERIFY(part<QLineEdit>(*page, "password")->text().isEmpty());
        // It is known to the next test of the saved connection all the same.
        click(*page, "testConnection");
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(*page, "authentication"), Tone::Good, kServerMs);
    }

    void aSaveThatAnswersLateTakesNothingThatWasTyped()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        auto *table = part<ui::PagedTable>(*page, "connections_table");
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Mine"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        click(*page, "saveConnection");
        type(*page, "user", QStringLiteral("anna")); // before the answer is there
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(part<QLineEdit>(*page, "user")->text(), QStringLiteral("anna"));
        QVERIFY(!part<QWidget>(*page, "openConnection")->isEnabled()); // it is not saved yet
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "openConnection")->isEnabled());
        QCOMPARE(table->model()->rowCount(), 1); // the same one
        // And when another form was opened meanwhile.
        type(*page, "user", QStringLiteral("carl"));
        click(*page, "saveConnection");
        click(*page, "newConnection");
        type(*page, "name", QStringLiteral("Second"));
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(part<QLineEdit>(*page, "name")->text(), QStringLiteral("Second"));
        QVERIFY(!part<QWidget>(*page, "openConnection")->isVisible());
        QCOMPARE(table->model()->index(0, ui::ConnectionsModel::User).data().toString(), QStringLiteral("carl"));
    }

    void savesOpensAndRemoves()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Mine"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        QVERIFY(!part<QWidget>(*page, "openConnection")->isVisible());
        QTest::keyClick(part<QLineEdit>(*page, "user"), Qt::Key_Return); // Enter saves
        auto *table = part<ui::PagedTable>(*page, "connections_table");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        click(*page, "openConnection");
        QCOMPARE(pages.opened, QStringList{QStringLiteral("pg:") + table->currentId()});
        // Unsaved changes are not opened.
        type(*page, "name", QStringLiteral("Other"));
        QVERIFY(!part<QWidget>(*page, "openConnection")->isEnabled());
        // The same name twice: said beside the field.
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "openConnection")->isEnabled());
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Other"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "name")->property("faulty").toBool());
        QCOMPARE(table->model()->rowCount(), 1);
        // Removing asks first.
        table->setCurrentId(table->model()->index(0, 0).data(IdRole).toString());
        emit table->currentChanged(table->currentId());
        click(*page, "removeConnection");
        click(*page, "keepConnection");
        QCOMPARE(table->model()->rowCount(), 1);
        click(*page, "removeConnection");
        click(*page, "reallyRemove");
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kServerMs);
        QVERIFY(!part<QLineEdit>(*page, "name")->isVisible());
    }

    void aWrongPasswordNamesItsStage()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Wrong"), QStringLiteral("anna"), QStringLiteral("postgres"));
        type(*page, "password", QStringLiteral("wrong"));
        click(*page, "testConnection");
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(*page, "authentication"), Tone::Error, kServerMs);
        QCOMPARE(toneOf(*page, "tcp"), Tone::Good);
        QCOMPARE(toneOf(*page, "schema"), Tone::Note);
        QVERIFY(shownError(*page, QStringLiteral("AUTH_001")));
        QCOMPARE(pages.errors.size(), 1);
        // The connection that is to be changed is the one in the form.
        const QString link = QStringLiteral("open_connections");
        auto *toForm = shownError(*page)->findChild<QAbstractButton *>(link);
        QVERIFY(toForm);
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        toForm->click();
        QCOMPARE(QApplication::focusWidget(), part<QWidget>(*page, "name"));
        QVERIFY(page->isMeantHere(link));
        QTest::keyClick(part<QWidget>(*page, "name"), Qt::Key_Escape);
        QTRY_VERIFY(!part<QWidget>(*page, "name")->isVisible());
        QVERIFY(!page->isMeantHere(link));
    }

    void aStoppedServerIsToldAndRetryWorks()
    {
        RealPages pages;
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Stopped"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        m_postgres.stop();
        click(*page, "testConnection");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*page, QStringLiteral("DB_001")), kServerMs);
        QTRY_COMPARE(toneOf(*page, "tcp"), Tone::Error); // its pill is new and shows with the next layout
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        emit shownError(*page)->actionRequested(QStringLiteral("retry"));
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(*page, "tcp"), Tone::Good, kServerMs);
        QVERIFY(!shownError(*page, QStringLiteral("DB_001")));
    }

    void showsTheMigrationsBeforeTheyRun()
    {
        RealPages pages;
        QVERIFY(m_postgres.createDatabase(QStringLiteral("fresh")));
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Fresh"), QStringLiteral("postgres"), QStringLiteral("fresh"));
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "showSchema")->isVisible());
        click(*page, "showSchema");
        auto *steps = part<QListWidget>(*page, "migrations");
        QTRY_VERIFY_WITH_TIMEOUT(steps->isVisible() && steps->count() > 0, kServerMs);
        QVERIFY(part<QPlainTextEdit>(*page, "migrationSql")->toPlainText().contains(u"CREATE", Qt::CaseInsensitive));
        const QString schemas = QStringLiteral("select count(*) from pg_namespace where nspname = 'plancia'");
        QCOMPARE(m_postgres.value(schemas, QStringLiteral("fresh")), QStringLiteral("0"));
        click(*page, "installSchema");
        QTRY_VERIFY_WITH_TIMEOUT(!part<QWidget>(*page, "installSchema")->isVisible(), kServerMs);
        QCOMPARE(m_postgres.value(schemas, QStringLiteral("fresh")), QStringLiteral("1"));
        QVERIFY(!shownError(*page));
    }

    /// A schema that is older, with data in it: nothing is migrated before a backup of it is there, unless a person says so.
    void anUpgradeIsBackedUpFirst()
    {
        RealPages pages;
        const QString database = QStringLiteral("older");
        QVERIFY(m_postgres.createDatabase(database));
        const auto version = [&] { return m_postgres.value(QStringLiteral("SELECT max(number) FROM plancia.schema_migrations"), database).toInt(); };
        const auto takeBack = [&](int to) {
            return m_postgres.exec(QString::fromUtf8(waysBackIn(QStringLiteral("postgres"), to))
                                       + QStringLiteral("DELETE FROM plancia.schema_migrations WHERE number > %1").arg(to),
                                   database);
        };
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Older"), QStringLiteral("postgres"), database);
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "showSchema")->isVisible());
        const auto upgrade = [&](const char *button) {
            click(*page, button);
            QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), kServerMs);
        };
        click(*page, "showSchema");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "installSchema")->isVisible(), kServerMs);
        upgrade("installSchema");
        const int newest = version();
        QVERIFY(newest > 2);
        const int older = newest - 2;
        QVERIFY2(takeBack(older), qPrintable(m_postgres.error()));
        QCOMPARE(version(), older);
        upgrade("showSchema");
        upgrade("installSchema");
        QCOMPARE(version(), newest);
        QVERIFY(!shownError(*page));
        const auto backupsOf = [&](const QString &user) {
            auto opened = waitFor(pages.runtime().openUrl(m_postgres.url(user, database), QStringLiteral("right"), {}));
            const auto list = opened ? waitFor((*opened)->backups()->list({})) : Result<QList<BackupInfo>>(opened.error());
            return list ? *list : QList<BackupInfo>();
        };
        const QList<BackupInfo> made = backupsOf(QStringLiteral("postgres"));
        QCOMPARE(made.size(), 1);
        QCOMPARE(made.first().manifest.kind, QStringLiteral("before:migration"));
        QCOMPARE(made.first().manifest.schemaVersion, older);
        QVERIFY(isWhole(made.first()));

        // A role that may change the schema and not see every row.
        QVERIFY(m_postgres.createUser(QStringLiteral("otto"), QStringLiteral("right"), QStringLiteral("SUPERUSER")));
        QVERIFY(takeBack(older));
        QVERIFY(m_postgres.exec(QStringLiteral("ALTER ROLE otto NOSUPERUSER; GRANT plancia_owner, plancia_admin TO otto; GRANT CREATE ON DATABASE older TO otto")));
        type(*page, "user", QStringLiteral("otto"));
        type(*page, "password", QStringLiteral("right"));
        click(*page, "saveConnection");
        QTRY_VERIFY(page->isSettled());
        upgrade("showSchema");
        QVERIFY(!part<QWidget>(*page, "installWithoutBackup")->isVisible());
        upgrade("installSchema");
        QTRY_VERIFY(shownError(*page, "BKP_011"));
        QCOMPARE(version(), older);
        QVERIFY(part<QWidget>(*page, "installWithoutBackup")->isVisible());
        upgrade("installWithoutBackup");
        QVERIFY2(!shownError(*page), qPrintable(shownError(*page) ? shownError(*page)->text().details : QString()));
        QCOMPARE(version(), newest);
        QVERIFY(!part<QWidget>(*page, "installWithoutBackup")->isVisible());
        QVERIFY(!shownError(*page));
    }

    void whoMayNotInstallGetsTheScript()
    {
        RealPages pages;
        QVERIFY(m_postgres.createDatabase(QStringLiteral("guarded")));
        auto page = pages.show<ConnectionsPage>();
        click(*page, "newConnection");
        fill(*page, QStringLiteral("Guarded"), QStringLiteral("anna"), QStringLiteral("guarded"));
        type(*page, "password", QStringLiteral("right"));
        click(*page, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*page, "showSchema")->isVisible());
        click(*page, "showSchema");
        QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>(*page, "schemaView")->isVisible() && part<QWidget>(*page, "saveRolesScript")->isVisible(),
                                 kServerMs);
        QVERIFY(!part<QWidget>(*page, "installSchema")->isEnabled());
        auto *steps = part<QListWidget>(*page, "migrations");
        steps->setCurrentRow(steps->count() - 1);
        QVERIFY(part<QPlainTextEdit>(*page, "migrationSql")->toPlainText().contains(u"CREATE ROLE", Qt::CaseInsensitive));
    }

    void aDraftSurvivesARebuildWithoutItsPassword()
    {
        RealPages pages;
        auto first = pages.show<ConnectionsPage>();
        QTRY_VERIFY_WITH_TIMEOUT(first->isSettled(), kServerMs);
        click(*first, "newConnection");
        fill(*first, QStringLiteral("Half done"), QStringLiteral("anna"), QStringLiteral("control"));
        type(*first, "password", QStringLiteral("Geheimnis"));
        choose(*first, "colour", QStringLiteral("red"));
        const QVariantMap state = first->saveState();
        const QByteArray plain = QJsonDocument::fromVariant(state).toJson();
        QVERIFY(plain.contains("Half done"));
        QVERIFY(!plain.contains("Geheimnis"));
        first.reset();
        auto second = pages.show<ConnectionsPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(second->isSettled(), kServerMs);
        QCOMPARE(part<QLineEdit>(*second, "name")->text(), QStringLiteral("Half done"));
        QCOMPARE(part<QLineEdit>(*second, "user")->text(), QStringLiteral("anna"));
        QCOMPARE(part<QSpinBox>(*second, "port")->value(), m_postgres.port());
        QCOMPARE(part<QComboBox>(*second, "colour")->currentData().toString(), QStringLiteral("red"));
        QVERIFY(part<QLineEdit>(*second, "password")->text().isEmpty());
        QVERIFY2(lineOf(*second, "password").contains(u"again"), qPrintable(lineOf(*second, "password")));
    }

    void anEditedConnectionSurvivesARebuild()
    {
        RealPages pages;
        auto first = pages.show<ConnectionsPage>();
        click(*first, "newConnection");
        fill(*first, QStringLiteral("Kept"), QStringLiteral("postgres"), QStringLiteral("postgres"));
        click(*first, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*first, "openConnection")->isVisible());
        const QString id = part<ui::PagedTable>(*first, "connections_table")->currentId();
        type(*first, "user", QStringLiteral("somebody"));
        click(*first, "maySleep");
        const QVariantMap state = first->saveState();
        first.reset();
        auto second = pages.show<ConnectionsPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(second->isSettled(), kServerMs);
        QCOMPARE(part<ui::PagedTable>(*second, "connections_table")->currentId(), id);
        QCOMPARE(part<QLineEdit>(*second, "user")->text(), QStringLiteral("somebody"));
        QVERIFY(part<QAbstractButton>(*second, "maySleep")->isChecked());
        QVERIFY(!part<QWidget>(*second, "openConnection")->isEnabled()); // still not saved
        click(*second, "saveConnection");
        QTRY_VERIFY(part<QWidget>(*second, "openConnection")->isEnabled());
        auto listed = pages.ports().connections->list({});
        listed.waitForFinished();
        QVERIFY(listed.result() && listed.result()->first().maySleep);
        // The list tells so too.
        const auto *table = part<ui::PagedTable>(*second, "connections_table");
        QTRY_COMPARE(table->model()->index(0, ui::ConnectionsModel::Sleep).data().toString(), QStringLiteral("may sleep"));
        const auto *view = table->findChild<ui::TableView *>();
        QVERIFY(view && !view->isColumnHidden(ui::ConnectionsModel::Sleep));
        click(*second, "maySleep");
        click(*second, "saveConnection");
        QTRY_COMPARE(table->model()->index(0, ui::ConnectionsModel::Sleep).data().toString(), QString());
        QTRY_VERIFY(view->isColumnHidden(ui::ConnectionsModel::Sleep));
    }
};

QTEST_MAIN(TestConnectionsPage)
#include "tst_connectionspage.moc"
