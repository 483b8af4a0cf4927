// SPDX-License-Identifier: GPL-3.0-or-later
// Acts on many tenants at once, on both stores and by the real planciactl.
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "models/ports/batchport.h"
#include "models/ports/maintenanceport.h"
#include "models/ports/momentsport.h"
#include "tests/support/planciactl.h"
#include "tests/support/privatepooler.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QTest>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;

class TenantBulkTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    PrivatePostgres m_server;
    PrivatePooler m_pooler{m_server};
    int m_databases = 0;
    std::shared_ptr<Workspace> m_workspace;

    static QString code(const Error &error) { return errorId(error.code()); }
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("local store") << QStringLiteral("local");
        QTest::newRow("PostgreSQL") << QStringLiteral("postgres");
        QTest::newRow("pgbouncer") << QStringLiteral("pooled");
    }
    bool open()
    {
        QFETCH(QString, kind);
        m_workspace.reset();
        if (kind == u"local")
            return reopen();
        const QString database = QStringLiteral("plancia_%1").arg(++m_databases);
        if (!m_server.createDatabase(database))
            return false;
        auto opened = waitFor(m_runtime->openUrl(kind == u"pooled" ? m_pooler.url(database) : m_server.superuserUrl(database), {}, {}));
        if (!opened || !waitFor((*opened)->migrate({})))
            return false;
        m_workspace = *opened;
        return true;
    }
    TenantsPort &tenants() const { return *m_workspace->tenants(); }
    BatchPort &batch() const { return *m_workspace->batch(); }
    /// "t000", "t001", …: active, the first `trials` of them trials with an end.
    bool make(int count, int trials = 0)
    {
        for (int i = 0; i < count; ++i) {
            TenantDraft draft{QStringLiteral("t%1").arg(i, 3, 10, QLatin1Char('0')), QStringLiteral("Tenant %1").arg(i), TenantStatus::Active, {}};
            if (i < trials) {
                draft.status = TenantStatus::Trial;
                draft.trialEndsAt = 4'102'444'800'000; // 2100
            }
            if (!waitFor(tenants().create(draft, {})))
                return false;
        }
        return true;
    }
    Tenant stored(const QString &slug)
    {
        auto tenant = waitFor(tenants().bySlug(slug, {}));
        return tenant ? *tenant : Tenant();
    }
    static BulkRequest all(BulkAct act, const QStringList &tags = {})
    {
        BulkRequest request;
        request.act = act;
        request.tags = tags;
        request.match.emplace();
        return request;
    }
    QList<AuditEvent> trail(const QStringList &actions)
    {
        AuditQuery query;
        query.actions = actions;
        auto page = waitFor(m_workspace->audit()->page(query, Anchor::start(), 600, {}));
        return page ? page->items : QList<AuditEvent>();
    }
    static QJsonObject details(const AuditEvent &event) { return QJsonDocument::fromJson(event.details.toUtf8()).object(); }
    /// Every rule of the store holds.
    QString broken()
    {
        auto report = waitFor(m_workspace->maintenance()->run({}, MaintenancePort::Depth::Full, {}));
        if (!report)
            return code(report.error());
        QStringList names;
        for (const CheckResult &result : report->results)
            if (result.state == CheckResult::State::Broken || result.state == CheckResult::State::Crashed)
                names.append(result.name + u' ' + result.samples.join(u' '));
        return names.join(u'\n');
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start() && m_pooler.start(), qPrintable(m_server.error() + m_pooler.error())); }
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
    }
    void cleanup()
    {
        m_workspace.reset();
        m_runtime.reset();
        m_home.reset();
    }

    void suspendsAllThatMatchAndPutsThemBack_data() { kinds(); }
    void suspendsAllThatMatchAndPutsThemBack()
    {
        QVERIFY(open());
        QVERIFY(make(7, 2));
        QVERIFY(waitFor(tenants().setStatus(stored("t006").id, 1, TenantStatus::Suspended, "was so before", {})));
        auto plan = waitFor(batch().plan(all(BulkAct::Suspend), {}));
        QVERIFY2(plan, qPrintable(plan ? QString() : code(plan.error())));
        QCOMPARE(plan->items.size(), 6);
        QCOMPARE(plan->refusedCount, 1);
        QCOMPARE(plan->refused.first().slug, QStringLiteral("t006"));
        QCOMPARE(plan->refusedBy, (QMap<QString, qint64>{{"CONFLICT_004", 1}}));
        QVERIFY(stored("t000").status == TenantStatus::Trial); // nothing was done yet

        CallContext context;
        auto report = waitFor(batch().run(*plan, "unpaid", context));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error()) + report.error().fact(u"message")));
        QVERIFY(!report->stoppedBy);
        QCOMPARE(report->changed, 6);
        QCOMPARE(report->skippedCount, 0);
        QCOMPARE(report->id, plan->id);
        const Tenant trial = stored("t000");
        QVERIFY(trial.status == TenantStatus::Suspended);
        QCOMPARE(trial.statusReason, QStringLiteral("unpaid"));
        QCOMPARE(trial.trialEndsAt, 0);
        QCOMPARE(trial.rowVersion, 2);
        QCOMPARE(stored("t006").statusReason, QStringLiteral("was so before"));

        const auto rows = trail({action::TenantSuspend});
        QCOMPARE(rows.size(), 7);
        for (const AuditEvent &row : rows.mid(0, 6)) {
            QCOMPARE(details(row)["bulk"].toString(), plan->id.toString(QUuid::WithoutBraces));
            QCOMPARE(row.reason, QStringLiteral("unpaid"));
            QCOMPARE(row.requestId, context.requestId);
            QCOMPARE(row.runId, m_runtime->runId());
            QCOMPARE(row.objectName, row.tenantSlug);
            QCOMPARE(row.objectId, row.tenantId.toString());
            QVERIFY(!row.actorName.isEmpty());
        }
        const auto whole = trail({action::TenantBulk});
        QCOMPARE(whole.size(), 1);
        QCOMPARE(details(whole.first())["changed"].toInt(), 6);
        QCOMPARE(details(whole.first())["refused"].toInt(), 1);
        QCOMPARE(broken(), QString());

        // One is changed by somebody else: it is left alone.
        QVERIFY(waitFor(tenants().setStatus(stored("t003").id, 2, TenantStatus::Active, "paid after all", {})));
        const QUuid undoId = newUuid();
        auto undone = waitFor(batch().undo(plan->id, undoId, {}));
        QVERIFY2(undone, qPrintable(undone ? QString() : code(undone.error())));
        QCOMPARE(undone->changed, 5);
        QCOMPARE(undone->skippedCount, 1);
        QCOMPARE(undone->skipped.first().slug, QStringLiteral("t003"));
        QCOMPARE(code(undone->skipped.first().error), QStringLiteral("CONFLICT_001"));
        const Tenant back = stored("t000");
        QVERIFY(back.status == TenantStatus::Trial);
        QCOMPARE(back.trialEndsAt, 4'102'444'800'000);
        QCOMPARE(back.statusReason, QString());
        QCOMPARE(stored("t003").statusReason, QStringLiteral("paid after all"));
        QCOMPARE(stored("t006").statusReason, QStringLiteral("was so before"));
        QCOMPARE(trail({action::TenantUndo}).size(), 5);

        // Twice does nothing more; the undo can itself be undone.
        auto again = waitFor(batch().undo(plan->id, newUuid(), {}));
        QVERIFY(again);
        QCOMPARE(again->changed, 0);
        QCOMPARE(again->skippedCount, 6);
        auto redone = waitFor(batch().undo(undoId, newUuid(), {}));
        QVERIFY(redone);
        QCOMPARE(redone->changed, 5);
        QVERIFY(stored("t000").status == TenantStatus::Suspended);
        QCOMPARE(stored("t000").statusReason, QStringLiteral("unpaid"));
        QCOMPARE(broken(), QString());
    }

    void tagsTheChosenOnesAndTakesTagsAway_data() { kinds(); }
    void tagsTheChosenOnesAndTakesTagsAway()
    {
        QVERIFY(open());
        QVERIFY(make(4));
        Tenant first = stored("t000");
        QVERIFY(waitFor(tenants().update(first.id, 1, {first.slug, first.name, first.status, "kept notes", {"eu", "vip"}}, {})));
        QVERIFY(waitFor(tenants().rename(stored("t001").id, 1, "renamed", {})));
        QVERIFY(waitFor(tenants().remove(stored("t002").id, 1, "gone", {})));
        BulkRequest request;
        request.act = BulkAct::Tag;
        request.tags = {"new", "vip"};
        request.slugs = {"t000", "t001", "t001", "t002", "t003", "nobody"};
        auto plan = waitFor(batch().plan(request, {}));
        QVERIFY(plan);
        QCOMPARE(plan->items.size(), 3);
        QCOMPARE(plan->refusedBy, (QMap<QString, qint64>{{"CONFLICT_005", 1}, {"NOT_FOUND_001", 1}}));
        auto report = waitFor(batch().run(*plan, {}, {}));
        QVERIFY(report);
        QCOMPARE(report->changed, 3);
        QCOMPARE(stored("t000").tags, (QStringList{"eu", "new", "vip"}));
        QCOMPARE(stored("t000").notes, QStringLiteral("kept notes"));
        QCOMPARE(stored("renamed").tags, (QStringList{"new", "vip"}));
        QCOMPARE(broken(), QString()); // the words to search by too
        TenantQuery query;
        query.text = QStringLiteral("#new");
        QCOMPARE(waitFor(tenants().page(query, Anchor::start(), 10, {}))->items.size(), 3);

        request = all(BulkAct::Untag, {"vip"});
        request.match->text = QStringLiteral("#vip");
        plan = waitFor(batch().plan(request, {}));
        QVERIFY(plan);
        QCOMPARE(plan->items.size(), 3);
        const QUuid untagged = plan->id;
        QVERIFY(waitFor(batch().run(*plan, {}, {})));
        QCOMPARE(stored("t000").tags, (QStringList{"eu", "new"}));
        QVERIFY(waitFor(batch().undo(untagged, newUuid(), {})));
        QCOMPARE(stored("t000").tags, (QStringList{"eu", "new", "vip"}));
        QCOMPARE(broken(), QString());
        const auto rows = trail({action::TenantUpdate});
        QCOMPARE(details(rows.first())["tags"].toArray().at(1).toString(), QStringLiteral("new"));
    }

    void whatIsChangedMeanwhileIsSkippedAndSaid_data() { kinds(); }
    void whatIsChangedMeanwhileIsSkippedAndSaid()
    {
        QVERIFY(open());
        QVERIFY(make(3));
        auto plan = waitFor(batch().plan(all(BulkAct::Suspend), {}));
        QVERIFY(plan);
        const Tenant first = stored("t000"); // the first of the piece: its row would have proved the write
        QVERIFY(waitFor(tenants().update(first.id, 1, {first.slug, "Renamed", first.status, {}}, {})));
        QVERIFY(waitFor(tenants().remove(stored("t001").id, 1, "gone", {})));
        auto report = waitFor(batch().run(*plan, "unpaid", {}));
        QVERIFY(report);
        QCOMPARE(report->changed, 1);
        QCOMPARE(report->skippedCount, 2);
        QVERIFY(stored("t000").status == TenantStatus::Active);
        QVERIFY(stored("t002").status == TenantStatus::Suspended);
        // All of them are other versions by now: nothing changes, and it is no error.
        report = waitFor(batch().run(*plan, "unpaid", {}));
        QVERIFY(report);
        QCOMPARE(report->changed, 0);
        QCOMPARE(report->skippedCount, 3);
        QCOMPARE(broken(), QString());
    }

    void whatIsWrongIsToldBeforeAnythingIsDone_data() { kinds(); }
    void whatIsWrongIsToldBeforeAnythingIsDone()
    {
        QVERIFY(open());
        QVERIFY(make(1));
        QCOMPARE(code(waitFor(batch().plan(BulkRequest(), {})).error()), QStringLiteral("VAL_001"));
        QCOMPARE(code(waitFor(batch().plan(all(BulkAct::Tag), {})).error()), QStringLiteral("VAL_001"));
        QCOMPARE(code(waitFor(batch().plan(all(BulkAct::Tag, {"no/tag"}), {})).error()), QStringLiteral("VAL_014"));
        auto plan = waitFor(batch().plan(all(BulkAct::Suspend), {}));
        QVERIFY(plan);
        QCOMPARE(code(waitFor(batch().run(*plan, "  ", {})).error()), QStringLiteral("VAL_009"));
        QVERIFY(stored("t000").status == TenantStatus::Active);
        auto nothing = waitFor(batch().plan(all(BulkAct::Activate), {}));
        QVERIFY(nothing);
        QCOMPARE(nothing->refusedCount, 1);
        QCOMPARE(code(waitFor(batch().run(*nothing, "why", {})).error()), QStringLiteral("BUSINESS_001"));
        QCOMPARE(code(waitFor(batch().undo(newUuid(), newUuid(), {})).error()), QStringLiteral("BUSINESS_001"));
        CallContext stopped;
        stopped.cancel.cancel();
        QCOMPARE(code(waitFor(batch().run(*plan, "why", stopped)).error()), QStringLiteral("INTERNAL_003"));
        QVERIFY(stored("t000").status == TenantStatus::Active);
    }

    void whatIsStoppedHalfWayCanBeUndone_data() { kinds(); }
    void whatIsStoppedHalfWayCanBeUndone()
    {
        QVERIFY(open());
        QVERIFY(make(3));
        // Enough for several pieces, made as fast as may be: by the act's own means.
        const int rows = 1'600;
        for (int i = 3; i < rows; ++i)
            QVERIFY(waitFor(tenants().create({QStringLiteral("t%1").arg(i), QStringLiteral("Tenant %1").arg(i), TenantStatus::Active, {}}, {})));
        auto plan = waitFor(batch().plan(all(BulkAct::Tag, {"vip"}), {}));
        QVERIFY(plan);
        QCOMPARE(plan->items.size(), rows);
        CallContext context;
        QList<Progress> seen;
        TasksPort &tasks = *m_runtime->ports().tasks;
        const auto watching = connect(&tasks, &TasksPort::taskChanged, this, [&](const TaskInfo &task) {
            if (task.kind != u"bulk" || task.progress.done == 0 || task.isOver())
                return;
            seen.append(task.progress);
            tasks.cancel(task.id);
        });
        auto report = waitFor(batch().run(*plan, {}, context));
        disconnect(watching);
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error())));
        QVERIFY(!seen.isEmpty());
        QCOMPARE(seen.first().total, rows);
        QVERIFY(report->changed > 0);
        if (report->stoppedBy) // (a machine may be so fast that the last piece was under way)
            QCOMPARE(code(*report->stoppedBy), QStringLiteral("INTERNAL_003"));
        const qint64 changed = report->changed;
        auto told = waitFor(batch().report(plan->id, {}));
        QVERIFY(told);
        QCOMPARE(told->changed, changed);
        QCOMPARE(told->act, QStringLiteral("tag"));
        auto undone = waitFor(batch().undo(plan->id, newUuid(), {}));
        QVERIFY(undone);
        QCOMPARE(undone->changed, changed);
        TenantQuery query;
        query.text = QStringLiteral("#vip");
        QVERIFY(waitFor(tenants().page(query, Anchor::start(), 10, {}))->items.isEmpty());
        QCOMPARE(broken(), QString());
    }

    void anActWhoseProgramWasKilledCanBeUndone()
    {
        // What such an act leaves: the rows of its tenants and none for the whole.
        QVERIFY(reopen());
        QVERIFY(make(2));
        auto plan = waitFor(batch().plan(all(BulkAct::Suspend), {}));
        QVERIFY(plan);
        QVERIFY(waitFor(batch().run(*plan, "unpaid", {})));
        m_workspace.reset();
        m_runtime.reset();
        QVERIFY(run("DELETE FROM audit_log WHERE action = 'TENANT_BULK'; UPDATE meta SET commit_no = commit_no + 1"));
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        QVERIFY(reopen());
        auto report = waitFor(batch().report(plan->id, {}));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error())));
        QCOMPARE(report->changed, 2);
        auto undone = waitFor(batch().undo(plan->id, newUuid(), {}));
        QVERIFY(undone);
        QCOMPARE(undone->changed, 2);
        QVERIFY(stored("t000").status == TenantStatus::Active);
    }

    void theMomentBeforeHasAName()
    {
        QVERIFY(reopen());
        QVERIFY(make(2));
        QVERIFY(waitFor(m_workspace->moments()->setEnabled(true, {})));
        auto plan = waitFor(batch().plan(all(BulkAct::Suspend), {}));
        QVERIFY(plan);
        auto report = waitFor(batch().run(*plan, "unpaid", {}));
        QVERIFY(report);
        QCOMPARE(report->kept, QStringLiteral("before: suspend 2 tenants"));
        auto status = waitFor(m_workspace->moments()->status({}));
        QVERIFY(status);
        QCOMPARE(status->named.last().name, report->kept);
        const qsizetype backups = waitFor(m_workspace->backups()->list({}))->size();

        QVERIFY(waitFor(m_workspace->moments()->setEnabled(false, {})));
        auto undone = waitFor(batch().undo(plan->id, newUuid(), {}));
        QVERIFY(undone);
        const auto after = waitFor(m_workspace->backups()->list({}));
        QCOMPARE(after->size(), backups + 1);
        QCOMPARE(after->first().manifest.kind, QStringLiteral("before:bulk"));
        QCOMPARE(undone->kept, after->first().path);
    }

    void byThePlanciactl()
    {
        m_runtime.reset();
        for (const char *slug : {"acme", "globex", "initech"})
            QCOMPARE(ctl({"tenant", "create", slug, "--name", slug, "--tags", "eu"}).status, 0);
        const auto bulk = [](QStringList rest) { return ctl(words("tenant bulk") + rest); };
        Ran ran = bulk({"suspend", "--match", "#eu", "--dry-run"});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(ran.out["would_change"].toInt(), 3);
        QCOMPARE(bulk({"suspend", "--match", "#eu"}).code(), QStringLiteral("VAL_009"));
        QCOMPARE(bulk({"suspend", "--reason", "x"}).status, 64);
        QCOMPARE(bulk({"suspend", "acme", "--match", "x", "--reason", "x"}).status, 64);
        QCOMPARE(bulk({"explode", "acme"}).code(), QStringLiteral("VAL_011"));
        QCOMPARE(bulk({"tag", "acme"}).code(), QStringLiteral("VAL_001"));
        QCOMPARE(ctl(words("--read-only tenant bulk tag acme --tags x")).code(), QStringLiteral("AUTHZ_001"));
        ran = bulk({"suspend", "acme", "globex", "nobody", "--reason", "unpaid"});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(ran.out["changed"].toInt(), 2);
        QCOMPARE(ran.out["refused"].toInt(), 1);
        const QString id = ran.out["id"].toString();
        QCOMPARE(ctl(words("tenant show acme")).out["status"].toString(), QStringLiteral("suspended"));
        QCOMPARE(ctl({"tenant", "update", "acme", "--name", "Acme Ltd"}).status, 0);
        ran = bulk({"undo", id});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(ran.out["changed"].toInt(), 1);
        QCOMPARE(ran.out["skipped"].toInt(), 1);
        QCOMPARE(ran.out["skipped_tenants"][0]["code"].toString(), QStringLiteral("CONFLICT_001"));
        QCOMPARE(bulk({"undo", "0189bbbb-bbbb-7000-8000-000000000001"}).code(), QStringLiteral("BUSINESS_001"));
        QCOMPARE(bulk({"undo", "nonsense"}).code(), QStringLiteral("BUSINESS_001"));

        auto piped = startProgram(QStringLiteral("planciactl"), words("--json tenant bulk tag - --tags vip"));
        QVERIFY(piped->waitForStarted());
        piped->write("acme\r\n\n globex \n");
        piped->closeWriteChannel();
        ran = finishProgram(*piped);
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(ran.out["changed"].toInt(), 2);
    }

private:
    bool run(const QByteArray &sql);
    bool reopen()
    {
        auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
        m_workspace = opened ? *opened : nullptr;
        return m_workspace != nullptr;
    }
};

bool TenantBulkTest::run(const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    const bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle) == SQLITE_OK
        && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return done;
}

QTEST_GUILESS_MAIN(TenantBulkTest)
#include "tst_tenantbulk.moc"
