// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using tests::waitFor;

/// The second place through the ports and the command line, on a real home.
class SecondPlacesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<wiring::Runtime> m_runtime;

    Result<std::shared_ptr<Workspace>> open(const QString &id) { return waitFor(m_runtime->ports().workspaces->open(id, {})); }
    void start()
    {
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
    }
    /// A local store whose backups have that second place.
    void setPlace(const QString &folder)
    {
        auto workspace = open(QStringLiteral("local"));
        QVERIFY(workspace);
        auto policy = waitFor((*workspace)->backups()->policy({}));
        QVERIFY(policy);
        policy->secondPlace = folder;
        const auto set = waitFor((*workspace)->backups()->setPolicy(*policy, {}));
        QVERIFY2(set.has_value(), set ? "" : qPrintable(set.error().fact(u"message")));
    }
    struct Ran {
        int exit = -1;
        QByteArray out, err;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    };
    static Ran ctl(const QStringList &arguments)
    {
        QProcess process;
        process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments);
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private slots:
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        m_place = std::make_unique<QTemporaryDir>();
        start();
        setPlace(m_place->path());
        m_runtime.reset();
    }
    void cleanup()
    {
        m_runtime.reset();
        m_home.reset();
    }

    void theCommandLineWaitsForTheCopyAndTellsOfThePlace()
    {
        const Ran made = ctl({"--json", "backup", "create"});
        QVERIFY2(made.exit == 0, made.err.constData());
        QVERIFY(made.object()["second_place_at"].isString());
        const QString copy = m_place->filePath(QFileInfo(made.object()["path"].toString()).fileName());
        QVERIFY(QFile::exists(copy + "/manifest.json"));
        const Ran verified = ctl({"--json", "backup", "verify", copy});
        QVERIFY2(verified.exit == 0, verified.err.constData());

        const QJsonObject place = ctl({"--json", "backup", "list"}).object()["second_place"].toObject();
        QCOMPARE(place["state"].toString(), QString("present"));
        QCOMPARE(place["copies"].toInt(), 1);
        QCOMPARE(place["missing"].toInt(), 0);
        QVERIFY(place["last_seen_at"].isString() && place["error"].isNull());
        QCOMPARE(ctl({"--json", "backup", "copy", "--all"}).object()["copies"].toInt(), 1);
        QVERIFY(ctl({"backup", "list"}).out.contains("SECOND PLACE"));
    }
    void theBackupSucceedsWithoutThePlace()
    {
        QVERIFY(QFile::remove(m_place->filePath(".plancia-backups")));
        const Ran made = ctl({"--json", "backup", "create"});
        QVERIFY2(made.exit == 0, made.err.constData());
        QVERIFY(made.object()["second_place_at"].isNull());
        const Ran told = ctl({"backup", "create"});
        QVERIFY2(told.exit == 0 && told.err.contains("The second place is missing"), told.err.constData());
        const QJsonObject place = ctl({"--json", "backup", "list"}).object()["second_place"].toObject();
        QCOMPARE(place["state"].toString(), QString("missing"));
        QCOMPARE(place["missing"].toInt(), 2);
        QCOMPARE(place["error"]["code"].toString(), QString("BKP_005"));
        const Ran copied = ctl({"--json", "backup", "copy"});
        QCOMPARE(copied.exit, 74);
        QVERIFY(copied.err.contains("BKP_005") || copied.out.contains("BKP_005"));
        QVERIFY(QDir(m_place->path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
    void restoresFromTheSecondPlaceWhenStoreAndBackupsAreLost()
    {
        QCOMPARE(ctl({"tenant", "create", "acme", "--name", "Acme"}).exit, 0);
        const Ran made = ctl({"--json", "backup", "create"});
        QVERIFY2(made.exit == 0, made.err.constData());
        const QString name = QFileInfo(made.object()["path"].toString()).fileName();
        QVERIFY(QDir(m_home->path() + "/backups").removeRecursively());
        for (const QString &file : QDir(m_home->path() + "/data").entryList({"control.db*"}, QDir::Files))
            QVERIFY(QFile::remove(m_home->path() + "/data/" + file));

        start();
        const auto lost = open(QStringLiteral("local"));
        QVERIFY(!lost); // it is not begun afresh
        QCOMPARE(lost.error().code(), ErrorCode::FileNotFound);
        auto rescue = open(kRescueWorkspace);
        QVERIFY(rescue);
        const auto list = waitFor((*rescue)->backups()->list({}));
        QCOMPARE(list->size(), 1);
        QVERIFY(list->first().isOnlyAtSecondPlace);
        QCOMPARE(list->first().path, m_place->filePath(name));
        QCOMPARE(toString(waitFor((*rescue)->backups()->secondPlace({}))->state), QString("present"));
        rescue->reset();
        m_runtime.reset();

        const Ran back = ctl({"backup", "restore", m_place->filePath(name), "--yes"});
        QVERIFY2(back.exit == 0, back.err.constData());
        QVERIFY(ctl({"--json", "tenant", "list"}).out.contains("acme"));
        // The place is still the second one, and nothing in it went.
        QVERIFY(QFile::exists(m_place->filePath(name) + "/manifest.json"));
        QCOMPARE(ctl({"--json", "backup", "list"}).object()["second_place"].toObject()["copies"].toInt(), 1);
    }
    void aNewComputerRestoresByPath()
    {
        QCOMPARE(ctl({"tenant", "create", "acme", "--name", "Acme"}).exit, 0);
        const Ran made = ctl({"--json", "backup", "create"});
        QVERIFY2(made.exit == 0, made.err.constData());
        const QString copy = m_place->filePath(QFileInfo(made.object()["path"].toString()).fileName());
        m_home.reset();
        m_home = std::make_unique<tests::TemporaryHome>();
        QVERIFY(!ctl({"--json", "tenant", "list"}).out.contains("acme"));
        QVERIFY(ctl({"backup", "restore", copy, "--yes"}).exit != 0); // another store's
        const Ran back = ctl({"backup", "restore", copy, "--other-store", "--yes"});
        QVERIFY2(back.exit == 0, back.err.constData());
        QVERIFY(ctl({"--json", "tenant", "list"}).out.contains("acme"));
    }
    void aLostStoreWithItsPlaceMissingIsNotBegunAfresh()
    {
        QVERIFY(m_place->remove());
        for (const QString &file : QDir(m_home->path() + "/data").entryList({"control.db*"}, QDir::Files))
            QVERIFY(QFile::remove(m_home->path() + "/data/" + file));
        start();
        const auto lost = open(QStringLiteral("local"));
        QVERIFY(!lost);
        QCOMPARE(lost.error().code(), ErrorCode::FileNotFound);
        auto rescue = open(kRescueWorkspace);
        QVERIFY(rescue);
        const auto place = waitFor((*rescue)->backups()->secondPlace({}));
        QCOMPARE(toString(place->state), QString("missing"));
        QVERIFY(place->error);
        rescue->reset();
        QVERIFY(open(QStringLiteral("local:new"))); // a person may
    }
};

QTEST_GUILESS_MAIN(SecondPlacesTest)
#include "tst_secondplaces.moc"
