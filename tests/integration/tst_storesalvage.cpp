// SPDX-License-Identifier: GPL-3.0-or-later
// A damaged local store and the three ways back from it, through the port and through planciactl, on a real home.
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "models/ports/maintenanceport.h"
#include "models/ports/momentsport.h"
#include "models/ports/salvageport.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace plancia;
using tests::waitFor;
using Source = SalvageOffer::Source;

class StoreSalvage : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    QString m_path;

    static QString code(const Error &error) { return errorId(error.code()) + u' ' + error.fact(u"message"); }
    Result<std::shared_ptr<Workspace>> open(const QString &id) { return waitFor(m_runtime->ports().workspaces->open(id, {})); }
    SalvagePort &salvage() { return *m_runtime->ports().salvage; }
    void start(bool longRunning = true)
    {
        wiring::RuntimeOptions options;
        options.longRunning = longRunning; // makes bases for the archive
        options.stream = true; // as the console: its monitoring looks at the store too
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        m_path = m_runtime->places().controlStore();
    }
    static bool addTenant(Workspace &workspace, const QString &slug)
    {
        return waitFor(workspace.tenants()->create({slug, slug, TenantStatus::Active, {}}, {})).has_value();
    }
    static QStringList slugs(Workspace &workspace)
    {
        QStringList all;
        auto page = waitFor(workspace.tenants()->page({}, Anchor::start(), 100, {}));
        for (const Tenant &tenant : page ? page->items : QList<Tenant>())
            all.append(tenant.slug);
        all.sort();
        return all;
    }
    /// "acme" in a proved backup, "globex" in the archive too.
    void fill(bool archive)
    {
        auto opened = open("local");
        QVERIFY(opened);
        QVERIFY(waitFor((*opened)->moments()->setEnabled(archive, {})));
        QVERIFY(addTenant(**opened, "acme"));
        auto backup = waitFor((*opened)->backups()->create({}, {}));
        QVERIFY(backup);
        QVERIFY(waitFor((*opened)->backups()->prove(backup->path, {})));
        QVERIFY(addTenant(**opened, "globex"));
    }
    static QByteArray contentsOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray damage(int page, int count = 1)
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadWrite) || !file.seek(qint64(page - 1) * 4096) || file.write(QByteArray(4096 * count, '\x42')) != 4096 * count)
            return {};
        file.close();
        return contentsOf(m_path);
    }
    /// The page on which the rows of tenants begin.
    int tenantsPage() { return 22; }
    static qint64 rowsOf(const SalvagePlan &plan, Source source, const QString &table) { return plan.offer(source)->rowsOf(table); }

private slots:
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        start();
    }
    void cleanup()
    {
        m_runtime.reset();
        m_home.reset();
    }

    void showsWhatEachWayBringsBack()
    {
        fill(true);
        m_runtime.reset();
        const QByteArray damaged = damage(tenantsPage());
        start();
        auto plan = waitFor(salvage().look({}));
        QVERIFY2(plan, qPrintable(plan ? QString() : code(plan.error())));
        QCOMPARE(plan->offers.size(), 3);
        QVERIFY2(plan->offer(Source::Archive)->isPossible(), qPrintable(code(plan->offer(Source::Archive)->refusal.value_or(Error(ErrorCode::InternalBug)))));
        QCOMPARE(rowsOf(*plan, Source::Archive, "tenants"), 2);
        QVERIFY(plan->offer(Source::Backup)->proved);
        QCOMPARE(rowsOf(*plan, Source::Backup, "tenants"), 1);
        QCOMPARE(rowsOf(*plan, Source::Rows, "tenants"), 0);
        QVERIFY(rowsOf(*plan, Source::Rows, "audit_log") >= 4);
        QCOMPARE(plan->offer(Source::Archive)->commitNo, plan->offer(Source::Rows)->commitNo);
        QVERIFY(plan->offer(Source::Backup)->commitNo < plan->offer(Source::Archive)->commitNo);
        QCOMPARE(plan->recommended(), std::optional(Source::Archive));
        QVERIFY(plan->rows.damagedPlaces > 0);
        for (const SalvagedTable &table : std::as_const(plan->rows.tables))
            if (table.name == u"tenants")
                QCOMPARE(table.lost(), 2);
        // Looking changes nothing.
        QCOMPARE(contentsOf(m_path), damaged);
        QVERIFY(!QFile::exists(m_runtime->places().data + "/damaged"));
        QVERIFY(QDir(m_runtime->places().scratch()).isEmpty(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void putsAWayInPlace_data()
    {
        QTest::addColumn<int>("source");
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("count");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("archive, store opens") << int(Source::Archive) << tenantsPage() << 1 << QStringList{"acme", "globex"};
        QTest::newRow("archive, store is lost") << int(Source::Archive) << 1 << 8 << QStringList{"acme", "globex"};
        QTest::newRow("backup, store opens") << int(Source::Backup) << tenantsPage() << 1 << QStringList{"acme"};
        QTest::newRow("rows, store is lost") << int(Source::Rows) << 1 << 1 << QStringList{"acme", "globex"};
        QTest::newRow("rows, an index is lost") << int(Source::Rows) << 5 << 1 << QStringList{"acme", "globex"};
    }
    void putsAWayInPlace()
    {
        QFETCH(int, source);
        QFETCH(int, page);
        QFETCH(int, count);
        QFETCH(QStringList, expected);
        fill(true);
        m_runtime.reset();
        const QByteArray damaged = damage(page, count);
        start();
        CallContext call;
        auto report = waitFor(salvage().apply(Source(source), call));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error())));
        QCOMPARE(contentsOf(report->setAside + "/control.db"), damaged);
        QVERIFY(report->commitAfter > report->restoredCommit);
        auto opened = open("local");
        QVERIFY2(opened, qPrintable(opened ? QString() : code(opened.error())));
        QCOMPARE(slugs(**opened), expected);
        QCOMPARE(waitFor((*opened)->commitNo({})).value_or(0), report->commitAfter);
        QCOMPARE(waitFor((*opened)->historyId({})).value_or(QString()), report->historyId);
        AuditQuery query;
        query.actions = QStringList{action::StoreSalvage};
        auto trail = waitFor((*opened)->audit()->page(query, Anchor::start(), 10, {}));
        QVERIFY(trail && trail->items.size() == 1);
        QCOMPARE(trail->items.first().requestId, call.requestId);
        const QJsonObject details = QJsonDocument::fromJson(trail->items.first().details.toUtf8()).object();
        QCOMPARE(details["from"].toString(), toString(Source(source)));
        QCOMPARE(details["damaged"].toString(), QFileInfo(report->setAside).fileName());
        QVERIFY(addTenant(**opened, "initech"));
        auto checks = waitFor((*opened)->maintenance()->run({"quick-check", "foreign-keys", "tenants-name-key"}, MaintenancePort::Depth::Full, {}));
        QVERIFY(checks && allWell(checks->results));
    }

    void nobodyMayHaveItOpen()
    {
        fill(false);
        auto held = open("local");
        QVERIFY(held);
        auto plan = waitFor(salvage().look({}));
        QVERIFY(!plan);
        QCOMPARE(plan.error().code(), ErrorCode::RestoreBusy);
        held->reset();
        QVERIFY(waitFor(salvage().look({})));

        // Another program has it open.
        held = open("local");
        QVERIFY(held && addTenant(**held, "initech"));
        QProcess other;
        other.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", {"store", "salvage", "--json"});
        QVERIFY(other.waitForFinished());
        QCOMPARE(QJsonDocument::fromJson(other.readAllStandardError()).object()["code"].toString(), QString("BKP_018"));
    }

    /// What met the damage while the store was open keeps nothing of it open.
    void aStoreThatWasCheckedIsLetGoOf()
    {
        fill(false);
        m_runtime.reset();
        damage(5);
        start();
        auto opened = open("local");
        QVERIFY(opened);
        auto checks = waitFor((*opened)->maintenance()->run({}, MaintenancePort::Depth::Quick, {}));
        QVERIFY(checks && !allWell(checks->results));
        (void)slugs(**opened);
        (void)waitFor((*opened)->tenants()->bySlug("acme", {}));
        opened->reset();
        auto plan = waitFor(salvage().look({}));
        QVERIFY2(plan, qPrintable(plan ? QString() : code(plan.error())));
    }

    void theCommandLineDoesIt()
    {
        m_runtime.reset();
        start(false);
        fill(false);
        m_runtime.reset();
        const QByteArray damaged = damage(1);
        const auto run = [](const QStringList &arguments) {
            QProcess process;
            process.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments + QStringList{"--json"});
            process.waitForFinished();
            const QByteArray out = process.readAllStandardOutput(), err = process.readAllStandardError();
            return QJsonDocument::fromJson(out.isEmpty() ? err : out).object();
        };
        QCOMPARE(run({"tenant", "list"})["code"].toString(), QString("IO_005"));
        const QJsonObject plan = run({"store", "salvage"});
        QCOMPARE(plan["recommended"].toString(), QString("rows"));
        QCOMPARE(plan["offers"].toArray().size(), 3);
        QCOMPARE(plan["offers"][1]["rows"]["tenants"].toInt(), 1);
        QCOMPARE(plan["offers"][2]["rows"]["tenants"].toInt(), 2);
        QVERIFY(plan["read"]["damaged_places"].toInt() > 0);

        const QString out = m_home->filePath("rows.db");
        const QJsonObject recovered = run({"store", "salvage", m_path, "--out", out});
        QVERIFY2(QFile::exists(out), QJsonDocument(recovered).toJson().constData());
        QCOMPARE(run({"tenant", "list", "--store", out})["items"].toArray().size(), 2);
        QCOMPARE(run({"store", "salvage", m_path, "--out", out})["code"].toString(), QString("IO_009"));
        QCOMPARE(contentsOf(m_path), damaged);

        QCOMPARE(run({"store", "salvage", "--from", "rows"})["code"].toString(), QString("VAL_005")); // nobody was asked
        QCOMPARE(run({"store", "salvage", "--from", "archive", "--yes"})["code"].toString(), QString("NOT_FOUND_007"));
        QCOMPARE(contentsOf(m_path), damaged);
        const QJsonObject done = run({"store", "salvage", "--from", "rows", "--yes"});
        QCOMPARE(contentsOf(done["set_aside"].toString() + "/control.db"), damaged);
        QCOMPARE(run({"tenant", "list"})["items"].toArray().size(), 2);
        QCOMPARE(run({"tenant", "create", "initech", "--name", "Initech"})["slug"].toString(), QString("initech"));
    }
};

QTEST_GUILESS_MAIN(StoreSalvage)
#include "tst_storesalvage.moc"
