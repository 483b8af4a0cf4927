// SPDX-License-Identifier: GPL-3.0-or-later
// Tenants from files and lists as files, on both stores and by the real planciactl.
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/batchport.h"
#include "models/ports/maintenanceport.h"
#include "models/ports/momentsport.h"
#include "models/ports/apikeysport.h"
#include "models/ports/usersport.h"
#include "tests/support/planciactl.h"
#include "tests/support/privatepooler.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;

class TenantImportTest : public QObject {
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
        if (kind == u"local") {
            auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
            m_workspace = opened ? *opened : nullptr;
            return m_workspace != nullptr;
        }
        const QString database = QStringLiteral("plancia_%1").arg(++m_databases);
        if (!m_server.createDatabase(database))
            return false;
        auto opened = waitFor(m_runtime->openUrl(kind == u"pooled" ? m_pooler.url(database) : m_server.superuserUrl(database), {}, {}));
        if (!opened || !waitFor((*opened)->migrate({})))
            return false;
        m_workspace = *opened;
        return true;
    }
    BatchPort &batch() const { return *m_workspace->batch(); }
    static ImportRequest of(const QByteArray &bytes, const QStringList &mapping = {}) { return {{}, bytes, mapping}; }
    Tenant stored(const QString &slug)
    {
        auto tenant = waitFor(m_workspace->tenants()->bySlug(slug, {}));
        return tenant ? *tenant : Tenant();
    }
    qint64 rowsIn(const QString &table) { return waitFor(m_workspace->rowCounts({})).value_or(QMap<QString, qint64>()).value(table); }
    QList<AuditEvent> trail(const QString &action)
    {
        AuditQuery query;
        query.actions = {action};
        auto page = waitFor(m_workspace->audit()->page(query, Anchor::start(), 600, {}));
        return page ? page->items : QList<AuditEvent>();
    }
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
    /// Rows 5,000 to 5,004 of 10,000 are bad.
    static QByteArray bigFile()
    {
        QByteArray csv = "slug,name,tags\r\n";
        for (int i = 0; i < 10'000; ++i)
            csv += i >= 5'000 && i < 5'005 ? QByteArray("Bad Slug,,no/tag\r\n") : "t" + QByteArray::number(i) + ",Tenant " + QByteArray::number(i) + ",eu\r\n";
        return csv;
    }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_home->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
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

    void makesTenantsWithTheirRowsOfTheTrail_data() { kinds(); }
    void makesTenantsWithTheirRowsOfTheTrail()
    {
        QVERIFY(open());
        auto plan = waitFor(batch().planImport(of("name,slug,status,tags,notes\r\n\"Caffè, Nord\",nord,,\"vip, eu\",\"two\r\nlines\"\r\nGlobex,globex,suspended,,\r\n"), {}));
        QVERIFY2(plan, qPrintable(plan ? QString() : code(plan.error())));
        QCOMPARE(plan->good.size(), 2);
        QCOMPARE(rowsIn("tenants"), 0);
        CallContext context;
        auto report = waitFor(batch().runImport(*plan, ImportRule::AllOrNothing, context));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error()) + report.error().fact(u"message")));
        QCOMPARE(report->created, 2);
        const Tenant nord = stored("nord");
        QCOMPARE(nord.name, QStringLiteral("Caffè, Nord"));
        QCOMPARE(nord.notes, QStringLiteral("two\r\nlines"));
        QCOMPARE(nord.tags, (QStringList{"eu", "vip"}));
        QCOMPARE(nord.rowVersion, 1);
        QVERIFY(stored("globex").status == TenantStatus::Suspended);
        const auto rows = trail(action::TenantCreate);
        QCOMPARE(rows.size(), 2);
        for (const AuditEvent &row : rows) {
            QCOMPARE(row.requestId, context.requestId);
            QCOMPARE(QJsonDocument::fromJson(row.details.toUtf8())["bulk"].toString(), plan->id.toString(QUuid::WithoutBraces));
        }
        QCOMPARE(trail(action::TenantImport).size(), 1);
        TenantQuery query;
        query.text = QStringLiteral("caff #vip");
        QCOMPARE(waitFor(m_workspace->tenants()->page(query, Anchor::start(), 10, {}))->items.size(), 1);
        QCOMPARE(broken(), QString());
    }

    void allOrNothingOrTheGoodRows_data() { kinds(); }
    void allOrNothingOrTheGoodRows()
    {
        QVERIFY(open());
        QVERIFY(waitFor(m_workspace->tenants()->create({"t7000", "Was here", TenantStatus::Active, {}}, {})));
        auto renamed = waitFor(m_workspace->tenants()->create({"t8000", "Had it", TenantStatus::Active, {}}, {}));
        QVERIFY(renamed && waitFor(m_workspace->tenants()->rename(renamed->id, 1, "other", {})));
        auto plan = waitFor(batch().planImport(of(bigFile()), {}));
        QVERIFY(plan);
        QCOMPARE(plan->rows, 10'000);
        QCOMPARE(plan->badRows, 7);
        QCOMPARE(plan->good.size(), 9'993);
        QCOMPARE(plan->faults.size(), 5 * 3 + 2);
        QCOMPARE(plan->faults.first().line, 5'002);
        QCOMPARE(plan->faults.last().line, 8'002);
        auto refused = waitFor(batch().runImport(*plan, ImportRule::AllOrNothing, {}));
        QVERIFY(!refused);
        QCOMPARE(code(refused.error()), QStringLiteral("BUSINESS_004"));
        QCOMPARE(refused.error().fact(u"count"), QStringLiteral("7"));
        QVERIFY(stored("t1").id.isNull());

        // Another takes a slug after the look: with all or nothing nothing is made, with good rows that one is left out.
        ImportPlan whole = *plan;
        whole.badRows = 0;
        QVERIFY(waitFor(m_workspace->tenants()->create({"t9000", "Was faster", TenantStatus::Active, {}}, {})));
        refused = waitFor(batch().runImport(whole, ImportRule::AllOrNothing, {}));
        QVERIFY(!refused);
        QCOMPARE(code(refused.error()), QStringLiteral("BUSINESS_004"));
        QVERIFY(stored("t1").id.isNull());
        auto report = waitFor(batch().runImport(*plan, ImportRule::GoodRowsOnly, {}));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error())));
        QVERIFY(!report->stoppedBy);
        QCOMPARE(report->created, 9'992);
        QCOMPARE(report->badRows, 8);
        QCOMPARE(stored("t9999").name, QStringLiteral("Tenant 9999"));
        QCOMPARE(stored("t9000").name, QStringLiteral("Was faster"));
        QCOMPARE(broken(), QString());
        // The same again has nothing good left.
        plan = waitFor(batch().planImport(of(bigFile()), {}));
        QVERIFY(plan);
        QCOMPARE(plan->good.size(), 0);
        QCOMPARE(code(waitFor(batch().runImport(*plan, ImportRule::GoodRowsOnly, {})).error()), QStringLiteral("BUSINESS_001"));
    }

    void aStoppedImportOfAllLeavesNothing_data() { kinds(); }
    void aStoppedImportOfAllLeavesNothing()
    {
        QVERIFY(open());
        QByteArray csv = bigFile();
        csv.replace("Bad Slug,,no/tag\r\n", "");
        auto plan = waitFor(batch().planImport(of(csv), {}));
        QVERIFY(plan);
        QCOMPARE(plan->badRows, 0);
        CallContext context;
        TasksPort &tasks = *m_runtime->ports().tasks;
        const auto watching = connect(&tasks, &TasksPort::taskChanged, this, [&](const TaskInfo &task) {
            if (task.kind == u"import" && task.progress.done > 0 && task.progress.done < task.progress.total)
                tasks.cancel(task.id);
        });
        auto report = waitFor(batch().runImport(*plan, ImportRule::AllOrNothing, context));
        disconnect(watching);
        if (report) { // (a machine may be so fast that all was there)
            QCOMPARE(report->created, 9'995);
        } else {
            QCOMPARE(code(report.error()), QStringLiteral("INTERNAL_003"));
            QVERIFY(stored("t1").id.isNull());
        }
        QCOMPARE(broken(), QString());
    }

    void whatIsExportedCanBeImported_data() { kinds(); }
    void whatIsExportedCanBeImported()
    {
        QVERIFY(open());
        QByteArray csv = "slug,name,status,tags,notes,trial_ends_at\r\n";
        for (int i = 0; i < 1'500; ++i) // more than two pages
            csv += "t" + QByteArray::number(i) + ",\"Tenant, \"\"" + QByteArray::number(i) + "\"\"\"," + (i % 3 ? "active" : "suspended") + ",\"eu vip\",\"=1+1\r\nx\",\r\n";
        auto plan = waitFor(batch().planImport(of(csv), {}));
        QVERIFY(plan && waitFor(batch().runImport(*plan, ImportRule::AllOrNothing, {})));
        TenantQuery query;
        query.status = TenantStatus::Suspended;
        query.sort = TenantSort::Slug;
        const QString file = m_home->filePath("list.csv");
        CallContext context;
        auto done = waitFor(batch().exportTenants(query, ListFormat::Csv, file, context));
        QVERIFY2(done, qPrintable(done ? QString() : code(done.error())));
        QCOMPARE(done->rows, 500);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()), done->sha256);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto rows = trail(action::ExportList);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().requestId, context.requestId);
        QCOMPARE(QJsonDocument::fromJson(rows.first().details.toUtf8())["rows"].toInt(), 500);
        const auto table = readImport(bytes);
        QVERIFY(table);
        QCOMPARE(table->rows.size(), 500);
        ImportPlan back;
        back.columns = table->columns;
        back.mapping = guessMapping(table->columns);
        sortRows(*table, back, 0);
        QCOMPARE(back.badRows, 0);
        QCOMPARE(back.good.first().draft, (TenantDraft{"t0", "Tenant, \"0\"", TenantStatus::Suspended, "=1+1\r\nx", {"eu", "vip"}}));
        QCOMPARE(code(waitFor(batch().exportTenants(query, ListFormat::Csv, file, {})).error()), QStringLiteral("IO_009"));

        const QString lines = m_home->filePath("trail.jsonl");
        AuditQuery creates;
        creates.actions = {action::TenantCreate};
        done = waitFor(batch().exportAudit(BatchPort::TrailOf::Workspace, creates, ListFormat::JsonLines, lines, {}));
        QVERIFY(done);
        QCOMPARE(done->rows, 1'500);
        // One that is stopped leaves no file.
        CallContext stopped;
        stopped.cancel.cancel();
        QCOMPARE(code(waitFor(batch().exportTenants({}, ListFormat::Csv, m_home->filePath("none.csv"), stopped)).error()), QStringLiteral("INTERNAL_003"));
        QVERIFY(!QFile::exists(m_home->filePath("none.csv")));
    }

    void peopleAndKeysGoToFiles_data() { kinds(); }
    void peopleAndKeysGoToFiles()
    {
        QVERIFY(open());
        const auto acme = waitFor(m_workspace->tenants()->create({"acme", "Acme", TenantStatus::Active, {}}, {}));
        const auto other = waitFor(m_workspace->tenants()->create({"other", "Other", TenantStatus::Active, {}}, {}));
        QVERIFY(acme && other);
        for (const char *email : {"anna@acme.example", "bert@acme.example"})
            QVERIFY(waitFor(m_workspace->users()->invite(acme->id, {email, "=1+1", UserRole::Owner}, {})));
        QVERIFY(waitFor(m_workspace->users()->invite(other->id, {"carl@other.example"}, {})));
        UserQuery people;
        people.tenant = acme->id;
        people.sort = UserSort::Email;
        people.descending = true;
        const QString csv = m_home->filePath("people.csv");
        auto done = waitFor(batch().exportUsers(people, ListFormat::Csv, csv, {}));
        QVERIFY2(done, qPrintable(done ? QString() : code(done.error())));
        QCOMPARE(done->rows, 2);
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().split('\n');
        QVERIFY2(lines[0].startsWith("email,name,tenant_slug,role,status,"), lines[0].constData());
        QVERIFY2(lines[1].startsWith("bert@acme.example,'=1+1,acme,owner,invited,"), lines[1].constData());

        constexpr int kKeys = kMaxPageRows + 1; // more than a page
        for (int i = 0; i < kKeys; ++i) {
            ApiKeyDraft draft{QStringLiteral("Key %1").arg(i)};
            draft.permissions = {"orders:read"};
            QVERIFY(waitFor(m_workspace->apiKeys()->create(i == 0 ? other->id : acme->id, draft, {})));
        }
        ApiKeyQuery keys;
        keys.sort = ApiKeySort::Created;
        const QString json = m_home->filePath("keys.jsonl");
        done = waitFor(batch().exportApiKeys(keys, ListFormat::JsonLines, json, {}));
        QVERIFY2(done, qPrintable(done ? QString() : code(done.error())));
        QCOMPARE(done->rows, kKeys);
        QFile written(json);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArrayList objects = written.readAll().trimmed().split('\n');
        QCOMPARE(objects.size(), kKeys);
        QSet<QString> ids;
        for (const QByteArray &object : objects)
            ids.insert(QJsonDocument::fromJson(object)["id"].toString());
        QCOMPARE(ids.size(), kKeys);
        const QJsonObject first = QJsonDocument::fromJson(objects[0]).object();
        QCOMPARE(first["tenant_slug"].toString(), QStringLiteral("other"));
        QCOMPARE(first["state"].toString(), QStringLiteral("active"));
        QVERIFY(!first.contains("permissions")); // which a list does not read
        QStringList lists;
        for (const AuditEvent &row : trail(action::ExportList))
            lists.append(row.objectName);
        lists.sort();
        QCOMPARE(lists, (QStringList{"api_keys", "people"}));

        HygieneQuery careless{KeyHygiene::NoExpiry, other->id};
        done = waitFor(batch().exportHygiene(careless, ListFormat::Csv, m_home->filePath("careless.csv"), {}));
        QVERIFY2(done, qPrintable(done ? QString() : code(done.error())));
        QCOMPARE(done->rows, 1);
        careless.tenant = acme->id;
        careless.sort = HygieneSort::Name;
        done = waitFor(batch().exportHygiene(careless, ListFormat::JsonLines, m_home->filePath("careless.jsonl"), {}));
        QVERIFY2(done, qPrintable(done ? QString() : code(done.error())));
        QCOMPARE(done->rows, kKeys - 1);
        QFile found(m_home->filePath("careless.jsonl"));
        QVERIFY(found.open(QIODevice::ReadOnly));
        const QByteArrayList keyLines = found.readAll().trimmed().split('\n');
        QCOMPARE(keyLines.size(), kKeys - 1);
        QCOMPARE(QJsonDocument::fromJson(keyLines[0])["name"].toString(), QStringLiteral("Key 1"));
        QCOMPARE(trail(action::ExportList).first().objectName, QStringLiteral("api_keys: no_expiry"));
        CallContext stopped;
        stopped.cancel.cancel();
        QCOMPARE(code(waitFor(batch().exportApiKeys({}, ListFormat::Csv, m_home->filePath("none.csv"), stopped)).error()), QStringLiteral("INTERNAL_003"));
        QVERIFY(!QFile::exists(m_home->filePath("none.csv")));
    }

    void listsGoOutRowByRow()
    {
        m_runtime.reset();
        const QString file = write("many.jsonl", QByteArray("{\"name\":\"=A\",\"slug\":\"a\"}\n{\"name\":\"B\",\"slug\":\"b\"}\n{\"name\":\"C\",\"slug\":\"c\"}\n"));
        QCOMPARE(ctl(QStringList{"tenant", "import", file}).status, 0);
        const auto said = [](const char *text) {
            auto process = startProgram(QStringLiteral("planciactl"), words(text));
            process->waitForFinished(kProgramMs);
            return process->readAllStandardOutput();
        };
        const QByteArrayList csv = said("tenant list --csv --all --sort slug").split('\n');
        QCOMPARE(csv.size(), 5);
        QVERIFY(csv[0].startsWith("slug,name,"));
        QVERIFY(csv[1].startsWith("a,'=A,active,"));
        QCOMPARE(said("tenant list --csv --limit 2").count('\n'), 3);
        const QByteArrayList lines = said("tenant list --jsonl --all --sort slug --descending").split('\n');
        QCOMPARE(QJsonDocument::fromJson(lines[0])["slug"].toString(), QStringLiteral("c"));
        QCOMPARE(said("audit list --action TENANT_CREATE --csv --all").count('\n'), 4);
        QCOMPARE(ctl(words("user invite a anna@a.example --name Anna")).status, 0);
        QCOMPARE(ctl(words("user invite b bert@b.example")).status, 0);
        const QByteArrayList people = said("user list --csv --all --sort email").split('\n');
        QCOMPARE(people.size(), 4);
        QVERIFY2(people[0].startsWith("email,name,tenant_slug,"), people[0].constData());
        QVERIFY2(people[1].startsWith("anna@a.example,Anna,a,member,invited,"), people[1].constData());
        QCOMPARE(said("user list b --jsonl").count('\n'), 1);
        QCOMPARE(ctl(words("key create a --name Deploy")).status, 0);
        QCOMPARE(ctl(words("key create b --name Report --env test")).status, 0);
        const QByteArrayList keys = said("key list --csv --all").split('\n');
        QCOMPARE(keys.size(), 4);
        QVERIFY2(keys[0].startsWith("name,tenant_slug,environment,state,"), keys[0].constData());
        QVERIFY2(keys[1].startsWith("Deploy,a,live,active,plancia_live_"), keys[1].constData());
        const QByteArray line = said("key list --jsonl --tenant b");
        QCOMPARE(line.count('\n'), 1);
        QCOMPARE(QJsonDocument::fromJson(line)["environment"].toString(), QStringLiteral("test"));
        QCOMPARE(ctl(words("key list --all")).status, 64);
        QCOMPARE(ctl(words("user list --csv --jsonl")).status, 64);
        QCOMPARE(ctl(words("tenant list --all")).status, 64);
        QCOMPARE(ctl(words("tenant list --csv --jsonl")).status, 64);
        QCOMPARE(ctl(words("tenant list --csv --all --limit 5")).status, 64);
    }

    void whatIsWrongWithTheFile()
    {
        auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_workspace = *opened;
        QCOMPARE(code(waitFor(batch().planImport({m_home->filePath("nowhere.csv"), {}, {}}, {})).error()), QStringLiteral("NOT_FOUND_005"));
        QCOMPARE(code(waitFor(batch().planImport(of(""), {})).error()), QStringLiteral("VAL_019"));
        QCOMPARE(code(waitFor(batch().planImport(of(QByteArray(kMaxImportBytes + 1, 'x')), {})).error()), QStringLiteral("VAL_010"));
        QCOMPARE(code(waitFor(batch().planImport(of("a,b\n1,2", {"name", "colour"}), {})).error()), QStringLiteral("VAL_011"));
        auto unmapped = waitFor(batch().planImport(of("Firm,Nr\nAcme,1"), {}));
        QVERIFY(unmapped); // a person says which column is the name
        QCOMPARE(unmapped->good.size(), 0);
        QCOMPARE(unmapped->sample.first(), (QStringList{"Acme", "1"}));
        auto mapped = waitFor(batch().planImport(of("Firm,Nr\nAcme,1", {"name", ""}), {}));
        QVERIFY(mapped);
        QCOMPARE(mapped->good.first().draft.slug, QStringLiteral("acme"));
        QVERIFY(waitFor(m_workspace->moments()->setEnabled(true, {})));
        auto report = waitFor(batch().runImport(*mapped, ImportRule::AllOrNothing, {}));
        QVERIFY(report);
        QCOMPARE(report->kept, QStringLiteral("before: import -"));
    }

    void byThePlanciactl()
    {
        m_runtime.reset();
        const QString file = write("customers.csv", "Firm;Slug;Tags\r\nAcme;acme;eu\r\n;none;\r\nGlobex;globex;vip\r\n");
        const QStringList import{"tenant", "import", file};
        QCOMPARE(ctl(import).code(), QStringLiteral("VAL_001")); // no column is the name
        QCOMPARE(ctl(import + QStringList{"--map", "Company=name"}).code(), QStringLiteral("VAL_011"));
        QCOMPARE(ctl(import + QStringList{"--map", "Firm=colour"}).code(), QStringLiteral("VAL_011"));
        const QString faults = m_home->filePath("faults.csv");
        const Ran dry = ctl(import + QStringList{"--map", "Firm=name", "--dry-run", "--report", faults});
        QCOMPARE(dry.code(), QStringLiteral("BUSINESS_004"));
        QCOMPARE(dry.out["good_rows"].toInt(), 2);
        QCOMPARE(dry.out["faults"][0]["line"].toInt(), 3);
        QCOMPARE(dry.out["faults"][0]["code"].toString(), QStringLiteral("VAL_001"));
        QFile report(faults);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArrayList lines = report.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("line,field,code,message\r"));
        QVERIFY2(lines[1].startsWith("3,name,VAL_001,"), lines[1].constData());
        QCOMPARE(ctl(import + QStringList{"--map", "Firm=name"}).code(), QStringLiteral("BUSINESS_004"));
        QCOMPARE(ctl(words("tenant show acme")).status, 66);
        const Ran made = ctl(import + QStringList{"--map", "Firm=name", "--good-rows-only"});
        QVERIFY2(made.status == 0, made.err.constData());
        QCOMPARE(made.out["created"].toInt(), 2);
        QCOMPARE(made.out["bad_rows"].toInt(), 1);
        QCOMPARE(ctl(import + QStringList{"--map", "Firm=name", "--dry-run", "--report", faults}).code(), QStringLiteral("IO_009"));
        QCOMPARE(ctl(QStringList{"--read-only"} + import).code(), QStringLiteral("AUTHZ_001"));

        auto piped = startProgram(QStringLiteral("planciactl"), words("--json tenant import -"));
        QVERIFY(piped->waitForStarted());
        piped->write("{\"name\":\"Initech\",\"tags\":[\"eu\"]}\n{\"name\":\"Hooli\"}\n");
        piped->closeWriteChannel();
        const Ran lined = finishProgram(*piped);
        QVERIFY2(lined.status == 0, lined.err.constData());
        QCOMPARE(lined.out["created"].toInt(), 2);
        QCOMPARE(ctl(words("tenant show initech")).out["tags"].toArray(), QJsonArray{"eu"});
    }
};

QTEST_GUILESS_MAIN(TenantImportTest)
#include "tst_tenantimport.moc"
