// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/privatepooler.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QJsonObject>
#include <QJsonDocument>
#include <QCryptographicHash>
#include <QTest>

using namespace plancia;
using tests::waitFor;

/// The contract of tenants and audit, the same checks on the local store and on a real PostgreSQL.
class WorkspacesTest : public QObject {
    Q_OBJECT

    static QString code(const Error &error) { return errorId(error.code()); }

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    tests::PrivatePostgres m_server;
    tests::PrivatePooler m_pooler{m_server};
    int m_databases = 0;

    /// A fresh, empty workspace of the kind in the current data row.
    std::shared_ptr<Workspace> open()
    {
        QFETCH(QString, kind);
        if (kind == u"local") {
            auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
            return opened ? *opened : nullptr;
        }
        const QString database = QStringLiteral("plancia_%1").arg(++m_databases);
        if (!m_server.createDatabase(database))
            return nullptr;
        auto opened = waitFor(m_runtime->openUrl(kind == u"pooled" ? m_pooler.url(database) : m_server.superuserUrl(database), {}, {}));
        if (!opened)
            return nullptr;
        auto migrated = waitFor((*opened)->migrate({}));
        if (!migrated)
            qWarning("%s %s", qPrintable(code(migrated.error())), qPrintable(migrated.error().fact(u"message")));
        return migrated ? *opened : nullptr;
    }
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("local store") << QStringLiteral("local");
        QTest::newRow("PostgreSQL") << QStringLiteral("postgres");
        QTest::newRow("pgbouncer") << QStringLiteral("pooled");
    }
    static TenantDraft draft(const QString &slug, const QString &name)
    {
        return {slug, name, TenantStatus::Active, {}};
    }
    static QList<AuditEvent> trail(Workspace &workspace, const QStringList &actions = {})
    {
        AuditQuery query;
        query.actions = actions;
        auto page = waitFor(workspace.audit()->page(query, Anchor::start(), 600, {}));
        return page ? page->items : QList<AuditEvent>();
    }
    /// "request code" of each row, newest first.
    QStringList programTrail()
    {
        QStringList rows;
        auto page = waitFor(m_runtime->ports().programAudit->page({}, Anchor::start(), 100, {}));
        for (const AuditEvent &e : page ? page->items : QList<AuditEvent>())
            rows.append(e.requestId + u' ' + e.errorCode);
        return rows;
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start() && m_pooler.start(), qPrintable(m_server.error() + m_pooler.error())); }
    void init()
    {
        if (!m_home)
            m_home = std::make_unique<tests::TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        QVERIFY2(runtime, qPrintable(runtime ? QString() : code(runtime.error())));
        m_runtime = std::move(*runtime);
    }
    void cleanup()
    {
        m_runtime.reset();
        m_home.reset();
    }

    void everyActLeavesItsRow_data() { kinds(); }
    void everyActLeavesItsRow()
    {
        auto workspace = open();
        QVERIFY(workspace);
        CallContext context;
        auto created = waitFor(workspace->tenants()->create(draft("acme", "Acme \"quoted\" 🚢 شركة"), context));
        QVERIFY2(created, qPrintable(created ? QString() : code(created.error())));
        QCOMPARE(created->rowVersion, 1);
        TenantDraft edit = draft("acme", "Acme");
        edit.notes = QStringLiteral("invoice in May");
        auto updated = waitFor(workspace->tenants()->update(created->id, 1, edit, {}));
        QVERIFY(updated);
        QCOMPARE(updated->rowVersion, 2);
        auto suspended = waitFor(workspace->tenants()->setStatus(created->id, 2, TenantStatus::Suspended, "unpaid", {}));
        QVERIFY(suspended);
        QCOMPARE(suspended->statusReason, QStringLiteral("unpaid"));
        auto active = waitFor(workspace->tenants()->setStatus(created->id, 3, TenantStatus::Active, "paid", {}));
        QVERIFY(active);

        const auto rows = trail(*workspace, {action::TenantCreate, action::TenantUpdate, action::TenantSuspend,
                                             action::TenantActivate});
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[0].action, action::TenantActivate);
        QCOMPARE(rows[3].action, action::TenantCreate);
        QCOMPARE(rows[3].requestId, context.requestId);
        QCOMPARE(rows[3].runId, m_runtime->runId());
        QCOMPARE(rows[1].reason, QStringLiteral("unpaid"));
        QVERIFY(rows[2].details.contains(u"invoice in May"));
        for (int i = 0; i + 1 < rows.size(); ++i) {
            QCOMPARE(rows[i].seq, rows[i + 1].seq + 1);
            QCOMPARE(rows[i].tenantSlug, QStringLiteral("acme"));
            QVERIFY(!rows[i].actorName.isEmpty());
            QVERIFY(!rows[i].origin.isEmpty());
        }
    }

    void secondEditorMeetsConflict_data() { kinds(); }
    void secondEditorMeetsConflict()
    {
        auto workspace = open();
        QVERIFY(workspace);
        auto created = waitFor(workspace->tenants()->create(draft("acme", "Acme"), {}));
        QVERIFY(created);
        QVERIFY(waitFor(workspace->tenants()->update(created->id, 1, draft("acme", "First"), {})));
        auto second = waitFor(workspace->tenants()->update(created->id, 1, draft("acme", "Second"), {}));
        QVERIFY(!second);
        QCOMPARE(code(second.error()), QStringLiteral("CONFLICT_001"));
        QCOMPARE(second.error().fact(u"version_now"), QStringLiteral("2"));
        QCOMPARE(waitFor(workspace->tenants()->bySlug("acme", {}))->name, QStringLiteral("First"));
        // The refusal has its row, of another transaction.
        QTRY_COMPARE(trail(*workspace, {action::TenantUpdate}).size(), 2);
        QCOMPARE(trail(*workspace, {action::TenantUpdate}).first().errorCode, QStringLiteral("CONFLICT_001"));
    }

    void refusesWhatBreaksARule_data() { kinds(); }
    void refusesWhatBreaksARule()
    {
        auto workspace = open();
        QVERIFY(workspace);
        auto *tenants = workspace->tenants();
        QVERIFY(waitFor(tenants->create(draft("acme", "Acme"), {})));
        const auto refusal = [](const Result<Tenant> &r) { return r ? QString() : code(r.error()); };
        QCOMPARE(refusal(waitFor(tenants->create(draft("acme", "Again"), {}))), QStringLiteral("CONFLICT_002"));
        QCOMPARE(refusal(waitFor(tenants->create(draft("Not a slug", "x"), {}))), QStringLiteral("VAL_003"));
        QCOMPARE(refusal(waitFor(tenants->create(draft("long", QString(100'000, u'x')), {}))), QStringLiteral("VAL_002"));
        QCOMPARE(refusal(waitFor(tenants->bySlug("nobody", {}))), QStringLiteral("NOT_FOUND_001"));
        auto acme = waitFor(tenants->bySlug("acme", {}));
        QCOMPARE(refusal(waitFor(tenants->setStatus(acme->id, 1, TenantStatus::Active, "why", {}))),
                 QStringLiteral("CONFLICT_004"));
        QCOMPARE(refusal(waitFor(tenants->setStatus(acme->id, 1, TenantStatus::Suspended, " ", {}))),
                 QStringLiteral("VAL_009"));
    }

    void aTenantHasALife_data() { kinds(); }
    void aTenantHasALife()
    {
        auto workspace = open();
        QVERIFY(workspace);
        auto *tenants = workspace->tenants();
        const auto refusal = [](const auto &r) { return r ? QString() : code(r.error()); };
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        TenantDraft wanted = draft("acme", "Acme");
        wanted.status = TenantStatus::Trial;
        wanted.trialEndsAt = now + 86'400'000;
        wanted.tags = {QStringLiteral("eu"), QStringLiteral("vip")};
        auto acme = waitFor(tenants->create(wanted, {}));
        QVERIFY2(acme, qPrintable(refusal(acme)));
        QVERIFY(waitFor(tenants->create(draft("other", "Other"), {})));
        acme = waitFor(tenants->bySlug("acme", {}));
        QCOMPARE(acme->trialEndsAt, wanted.trialEndsAt);
        QCOMPARE(acme->tags, wanted.tags);

        // Found by a whole tag, with or without words; not by the beginning of one.
        const auto found = [&](const QString &text, bool deleted = false) {
            TenantQuery query;
            query.text = text;
            query.deleted = deleted;
            auto page = waitFor(tenants->page(query, Anchor::start(), 10, {}));
            QStringList slugs;
            for (const Tenant &t : page ? page->items : QList<Tenant>())
                slugs.append(t.slug);
            return slugs.join(u' ');
        };
        QCOMPARE(found("#vip"), QStringLiteral("acme"));
        QCOMPARE(found("#VIP ac"), QStringLiteral("acme"));
        QCOMPARE(found("#vi"), QString());
        QCOMPARE(found("#vip oth"), QString());
        TenantDraft edit = wanted;
        edit.tags = {QStringLiteral("us")};
        edit.trialEndsAt = now + 2 * 86'400'000LL;
        acme = waitFor(tenants->update(acme->id, acme->rowVersion, edit, {}));
        QVERIFY(acme);
        QCOMPARE(acme->trialEndsAt, edit.trialEndsAt);
        QCOMPARE(found("#vip"), QString());
        QCOMPARE(found("#us"), QStringLiteral("acme"));
        edit.tags = {QStringLiteral("not a tag")};
        QCOMPARE(refusal(waitFor(tenants->update(acme->id, acme->rowVersion, edit, {}))), QStringLiteral("VAL_014"));
        edit.tags.clear();
        edit.trialEndsAt = 5; // before it began
        QCOMPARE(refusal(waitFor(tenants->update(acme->id, acme->rowVersion, edit, {}))), QStringLiteral("VAL_007"));

        // Another slug: the one it had leads to it, and nobody takes either.
        acme = waitFor(tenants->rename(acme->id, acme->rowVersion, "acme-group", {}));
        QVERIFY2(acme, qPrintable(refusal(acme)));
        QCOMPARE(waitFor(tenants->bySlug("acme", {}))->id, acme->id);
        QCOMPARE(waitFor(tenants->bySlug("acme-group", {}))->id, acme->id);
        QCOMPARE(refusal(waitFor(tenants->create(draft("acme", "Thief"), {}))), QStringLiteral("CONFLICT_002"));
        QCOMPARE(refusal(waitFor(tenants->create(draft("acme-group", "Thief"), {}))), QStringLiteral("CONFLICT_002"));
        auto other = waitFor(tenants->bySlug("other", {}));
        QCOMPARE(refusal(waitFor(tenants->rename(other->id, other->rowVersion, "acme", {}))), QStringLiteral("CONFLICT_002"));
        QCOMPARE(refusal(waitFor(tenants->rename(other->id, other->rowVersion, "acme-group", {}))), QStringLiteral("CONFLICT_002"));
        QCOMPARE(refusal(waitFor(tenants->rename(other->id, other->rowVersion, "No Slug", {}))), QStringLiteral("VAL_003"));
        QCOMPARE(refusal(waitFor(tenants->rename(acme->id, acme->rowVersion - 1, "late", {}))), QStringLiteral("CONFLICT_001"));
        QCOMPARE(waitFor(tenants->bySlug("other", {}))->rowVersion, other->rowVersion); // a refusal leaves nothing
        QCOMPARE(found("group"), QStringLiteral("acme-group"));
        acme = waitFor(tenants->rename(acme->id, acme->rowVersion, "acme", {})); // its own again
        QVERIFY2(acme, qPrintable(refusal(acme)));
        QCOMPARE(waitFor(tenants->bySlug("acme-group", {}))->slug, QStringLiteral("acme"));

        // Archived, and active again; its trial is over.
        acme = waitFor(tenants->setStatus(acme->id, acme->rowVersion, TenantStatus::Archived, "contract ended", {}));
        QVERIFY(acme);
        QCOMPARE(acme->trialEndsAt, 0);
        QCOMPARE(refusal(waitFor(tenants->setStatus(acme->id, acme->rowVersion, TenantStatus::Suspended, "x", {}))), QStringLiteral("CONFLICT_004"));
        acme = waitFor(tenants->setStatus(acme->id, acme->rowVersion, TenantStatus::Active, "came back", {}));
        QVERIFY(acme);

        // Deleted: out of the lists, its slugs stay taken, nothing else can be done, and it can be taken back as it was.
        QCOMPARE(refusal(waitFor(tenants->remove(acme->id, acme->rowVersion, " ", {}))), QStringLiteral("VAL_009"));
        QCOMPARE(refusal(waitFor(tenants->takeBack(acme->id, acme->rowVersion, {}))), QStringLiteral("CONFLICT_005"));
        auto gone = waitFor(tenants->remove(acme->id, acme->rowVersion, "erasure asked for", {}));
        QVERIFY2(gone, qPrintable(refusal(gone)));
        QVERIFY(gone->deletedAt > 0);
        QCOMPARE(found({}), QStringLiteral("other"));
        QCOMPARE(found({}, true), QStringLiteral("acme"));
        QCOMPARE(refusal(waitFor(tenants->create(draft("acme", "Thief"), {}))), QStringLiteral("CONFLICT_002"));
        QCOMPARE(refusal(waitFor(tenants->update(gone->id, gone->rowVersion, wanted, {}))), QStringLiteral("CONFLICT_005"));
        QCOMPARE(refusal(waitFor(tenants->setStatus(gone->id, gone->rowVersion, TenantStatus::Suspended, "x", {}))), QStringLiteral("CONFLICT_005"));
        auto back = waitFor(tenants->takeBack(gone->id, gone->rowVersion, {}));
        QVERIFY(back);
        QCOMPARE(back->deletedAt, 0);
        QCOMPARE(found({}), QStringLiteral("acme other"));

        // For good: only a deleted one, what goes is written first, and where that fails nothing goes.
        QTemporaryDir folder;
        const QString file = folder.filePath("acme.json");
        QCOMPARE(refusal(waitFor(tenants->purge(back->id, back->rowVersion, file, "asked for", {}))), QStringLiteral("CONFLICT_005"));
        gone = waitFor(tenants->remove(back->id, back->rowVersion, "erasure asked for", {}));
        QVERIFY(gone);
        auto footprint = waitFor(tenants->footprint(gone->id, {}));
        QVERIFY(footprint);
        QCOMPARE(footprint->taken.value("tenants"), 1);
        QCOMPARE(footprint->taken.value("tenant_redirects"), 1);
        QVERIFY(footprint->auditRows > 5);
        QVERIFY(QFile(folder.filePath("taken")).open(QIODevice::WriteOnly));
        QCOMPARE(refusal(waitFor(tenants->purge(gone->id, gone->rowVersion, folder.filePath("taken"), "asked for", {}))), QStringLiteral("IO_009"));
        QCOMPARE(refusal(waitFor(tenants->purge(gone->id, gone->rowVersion, folder.filePath("no/such/folder"), "asked for", {}))), QStringLiteral("IO_004"));
        QCOMPARE(found({}, true), QStringLiteral("acme"));
        auto purged = waitFor(tenants->purge(gone->id, gone->rowVersion, file, "asked for", {}));
        QVERIFY2(purged, qPrintable(refusal(purged)));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray json = written.readAll();
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex()), purged->sha256);
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        QCOMPARE(object["tenant"]["slug"], QStringLiteral("acme"));
        QCOMPARE(object["tenant_redirects"][0]["slug"], QStringLiteral("acme-group"));
        QCOMPARE(refusal(waitFor(tenants->bySlug("acme", {}))), QStringLiteral("NOT_FOUND_001"));
        QCOMPARE(refusal(waitFor(tenants->bySlug("acme-group", {}))), QStringLiteral("NOT_FOUND_001"));
        QCOMPARE(found({}, true), QString());
        const auto rows = trail(*workspace, {action::TenantPurge});
        QVERIFY(rows.first().result == AuditResult::Done);
        QVERIFY(rows.first().details.contains(purged->sha256));
        QVERIFY(waitFor(tenants->create(draft("acme", "A new one"), {}))); // the slug is free
    }

    /// A server that wants the transaction once more: the file of the first attempt makes room for that of the second, and when
    /// every attempt fails none is left to tell of a deletion that did not take place.
    void aPurgeThatIsTriedAgainLeavesOneFile_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("PostgreSQL") << QStringLiteral("postgres");
    }
    void aPurgeThatIsTriedAgainLeavesOneFile()
    {
        auto workspace = open();
        QVERIFY(workspace);
        const QString database = QStringLiteral("plancia_%1").arg(m_databases);
        // A sequence is not rolled back: it counts attempts.
        QVERIFY(m_server.exec(QStringLiteral("CREATE SEQUENCE public.attempts; CREATE TABLE public.fails (below int); INSERT INTO public.fails VALUES (2);"
                                             "CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                             " IF nextval('public.attempts') < (SELECT below FROM public.fails) THEN RAISE 'once more' USING ERRCODE = '40001'; END IF;"
                                             " RETURN OLD; END $$;"
                                             "CREATE TRIGGER fail BEFORE DELETE ON plancia.tenants FOR EACH ROW EXECUTE FUNCTION public.fail()"), database));
        QTemporaryDir folder;
        const auto purge = [&](const QString &slug, const QString &file) -> Result<TenantPurge> {
            auto made = waitFor(workspace->tenants()->create(draft(slug, slug), {}));
            if (!made)
                return fail(made.error());
            auto gone = waitFor(workspace->tenants()->remove(made->id, made->rowVersion, "asked for", {}));
            if (!gone)
                return fail(gone.error());
            return waitFor(workspace->tenants()->purge(gone->id, gone->rowVersion, folder.filePath(file), "asked for", {}));
        };
        const auto purged = purge("acme", "acme.json");
        QVERIFY2(purged, purged ? "" : qPrintable(code(purged.error())));
        QCOMPARE(m_server.value("SELECT last_value FROM public.attempts", database), QString("2"));
        QFile written(folder.filePath("acme.json"));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(written.readAll(), QCryptographicHash::Sha256).toHex()), purged->sha256);

        QVERIFY(m_server.exec("UPDATE public.fails SET below = 1000", database));
        const auto never = purge("other", "other.json");
        QVERIFY(!never);
        QCOMPARE(code(never.error()), QString("DB_011"));
        QVERIFY(m_server.value("SELECT last_value FROM public.attempts", database).toInt() > 3); // it was tried again
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"acme.json"});
        const auto still = waitFor(workspace->tenants()->bySlug("other", {}));
        QVERIFY(still && still->deletedAt > 0);
    }

    void pagesBothWaysWithoutLossOrDouble_data() { kinds(); }
    void pagesBothWaysWithoutLossOrDouble()
    {
        auto workspace = open();
        QVERIFY(workspace);
        constexpr int kCount = 130;
        for (int i = 0; i < kCount; ++i) {
            // Many share a name, so that the id has to tell them apart.
            const QString name = i % 3 ? QStringLiteral("Éclair %1").arg(i) : QStringLiteral("Same name");
            QVERIFY(waitFor(workspace->tenants()->create(draft(QStringLiteral("t-%1").arg(i), name), {})));
        }
        for (const TenantSort sort : {TenantSort::Name, TenantSort::Slug, TenantSort::Created, TenantSort::Updated}) {
            for (const bool descending : {false, true}) {
                TenantQuery query;
                query.sort = sort;
                query.descending = descending;
                QStringList forwards, backwards;
                Anchor anchor = Anchor::start();
                for (;;) {
                    auto page = waitFor(workspace->tenants()->page(query, anchor, 17, {}));
                    QVERIFY(page);
                    for (const Tenant &t : page->items)
                        forwards.append(t.slug);
                    if (!page->hasAfter)
                        break;
                    anchor = Anchor::after(page->lastCursor);
                }
                anchor = Anchor::end();
                for (;;) {
                    auto page = waitFor(workspace->tenants()->page(query, anchor, 23, {}));
                    QVERIFY(page);
                    QStringList slugs;
                    for (const Tenant &t : page->items)
                        slugs.append(t.slug);
                    backwards = slugs + backwards;
                    if (!page->hasBefore)
                        break;
                    anchor = Anchor::before(page->firstCursor);
                }
                QCOMPARE(forwards.size(), kCount);
                QCOMPARE(QSet<QString>(forwards.begin(), forwards.end()).size(), kCount);
                QCOMPARE(backwards, forwards);
            }
        }
        TenantQuery query;
        auto foreign = waitFor(workspace->tenants()->page(query, Anchor::after("nonsense"), 10, {}));
        QCOMPARE(code(foreign.error()), QStringLiteral("VAL_008"));
        query.text = QStringLiteral("ECLA");
        auto found = waitFor(workspace->tenants()->page(query, Anchor::start(), 600, {}));
        QCOMPARE(found->items.size(), 86);
        query.status = TenantStatus::Suspended;
        QCOMPARE(waitFor(workspace->tenants()->page(query, Anchor::start(), 600, {}))->items.size(), 0);
        query = {};
        auto middle = waitFor(workspace->tenants()->page(query, Anchor::atShare(0.5), 10, {}));
        QVERIFY(middle->hasBefore);
    }

    void auditPagesByActionAndTime_data() { kinds(); }
    void auditPagesByActionAndTime()
    {
        auto workspace = open();
        QVERIFY(workspace);
        for (int i = 0; i < 40; ++i) {
            auto t = waitFor(workspace->tenants()->create(draft(QStringLiteral("t-%1").arg(i), "T"), {}));
            QVERIFY(t);
            if (i % 2)
                QVERIFY(waitFor(workspace->tenants()->setStatus(t->id, 1, TenantStatus::Suspended, "r", {})));
        }
        AuditQuery query;
        query.actions = {action::TenantCreate, action::TenantSuspend};
        QStringList seen;
        Anchor anchor = Anchor::start();
        for (;;) {
            auto page = waitFor(workspace->audit()->page(query, anchor, 7, {}));
            QVERIFY(page);
            for (const AuditEvent &e : page->items)
                seen.append(e.id.toString());
            if (!page->hasAfter)
                break;
            anchor = Anchor::after(page->lastCursor);
        }
        QCOMPARE(seen.size(), 60);
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 60);
        const auto all = trail(*workspace, {action::TenantSuspend});
        QCOMPARE(all.size(), 20);
        query = {};
        query.actions = {action::TenantSuspend};
        query.since = all[9].at;
        query.until = all[4].at;
        const auto between = waitFor(workspace->audit()->page(query, Anchor::start(), 600, {}));
        QVERIFY(between);
        for (const AuditEvent &e : between->items)
            QVERIFY(e.at >= *query.since && e.at < *query.until);
    }

    void readOnlyRuntimeWritesNothing_data() { kinds(); }
    void readOnlyRuntimeWritesNothing()
    {
        QFETCH(QString, kind);
        QVERIFY(open()); // makes the store
        const QString database = QStringLiteral("plancia_%1").arg(m_databases);
        m_runtime.reset();
        wiring::RuntimeOptions options;
        options.readOnly = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        auto opened = kind == u"local" ? waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}))
                                       : waitFor(m_runtime->openUrl(kind == u"pooled" ? m_pooler.url(database) : m_server.superuserUrl(database), {}, {}));
        QVERIFY(opened);
        QVERIFY((*opened)->identity().readOnly);
        auto written = waitFor((*opened)->tenants()->create(draft("acme", "Acme"), {}));
        QVERIFY(!written);
        QCOMPARE(code(written.error()), QStringLiteral("AUTHZ_001"));
        QCOMPARE(waitFor((*opened)->tenants()->page({}, Anchor::start(), 10, {}))->items.size(), 0);
    }

    void examplesLookLikeAService()
    {
        auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("examples"), {}));
        QVERIFY2(opened, qPrintable(opened ? QString() : code(opened.error())));
        auto counts = waitFor((*opened)->rowCounts({}));
        QCOMPARE(counts->value(QStringLiteral("audit_log")), 24'003); // acts, and a row each for the people, the keys and the limits
        QVERIFY(counts->value(QStringLiteral("tenant_limits")) > 500);
        QVERIFY(counts->value(QStringLiteral("users")) > 500);
        QVERIFY(counts->value(QStringLiteral("api_keys")) > 500);
        QVERIFY(counts->value(QStringLiteral("api_key_usage")) > 10'000);
        QVERIFY(counts->value(QStringLiteral("tenants")) > 1'000);
        opened->reset();
        QVERIFY(waitFor(m_runtime->ports().workspaces->removeExamples({})));
        QVERIFY(!QFile::exists(m_runtime->places().examplesStore()));
    }

    void opensABackupReadOnly()
    {
        auto local = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(local);
        QVERIFY(waitFor((*local)->tenants()->create(draft("acme", "Acme"), {})));
        auto backup = waitFor((*local)->backups()->create({}, {}));
        QVERIFY2(backup, qPrintable(backup ? QString() : code(backup.error())));
        QVERIFY(waitFor((*local)->tenants()->create(draft("later", "Later"), {})));
        const QStringList before = QFileInfo(backup->path).dir().entryList(QDir::Files);
        auto opened = waitFor(m_runtime->ports().workspaces->openFile(backup->path, false, {}));
        QVERIFY2(opened, qPrintable(opened ? QString() : code(opened.error())));
        QVERIFY((*opened)->identity().readOnly);
        QVERIFY(!(*opened)->capabilities().testFlag(Capability::WriteTenants));
        QVERIFY(waitFor((*opened)->tenants()->bySlug("acme", {})));
        QVERIFY(!waitFor((*opened)->tenants()->bySlug("later", {})));
        auto write = waitFor((*opened)->tenants()->create(draft("x", "X"), {}));
        QCOMPARE(code(write.error()), QStringLiteral("AUTHZ_001"));
        opened->reset();
        QCOMPARE(QFileInfo(backup->path).dir().entryList(QDir::Files), before);
        QVERIFY(!trail(**local, {action::BackupCreate}).isEmpty()); // since the answer
    }

    void opensABundleAndRefusesWhatIsNone()
    {
        const Ports &ports = m_runtime->ports();
        auto local = waitFor(ports.workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(local);
        ports.support->noteError(Error(ErrorCode::DbTimeout, {{"host", "db.example"}}), "req_1");
        auto preview = waitFor(ports.support->preview(*local, {}));
        QVERIFY(preview);
        auto written = waitFor(ports.support->write(*preview, m_home->filePath("bundles"), {}));
        QVERIFY2(written, qPrintable(written ? QString() : code(written.error())));
        auto opened = waitFor(ports.workspaces->openFile(written->path, false, {}));
        QVERIFY2(opened, qPrintable(opened ? QString() : code(opened.error())));
        QVERIFY((*opened)->bundle());
        QVERIFY(!(*opened)->tenants());
        QStringList names;
        for (const BundleFile &file : (*opened)->bundle()->files)
            names.append(file.name);
        QVERIFY(names.contains(QStringLiteral("errors.json")));

        QFile bundle(written->path);
        QVERIFY(bundle.open(QIODevice::ReadWrite));
        QByteArray bytes = bundle.readAll();
        bytes.truncate(bytes.size() / 2);
        bundle.resize(0);
        bundle.seek(0);
        bundle.write(bytes);
        bundle.close();
        opened->reset();
        auto damaged = waitFor(ports.workspaces->openFile(written->path, false, {}));
        QVERIFY(!damaged);
        QVERIFY(code(damaged.error()) == u"IO_005" || code(damaged.error()) == u"BKP_001");
    }

    /// As a tour: what is noted and set holds for now, and is gone afterwards.
    void aRunMayLeaveNoTrace()
    {
        m_runtime.reset();
        wiring::RuntimeOptions options;
        options.leavesNoTrace = true;
        auto tour = wiring::Runtime::create(options);
        QVERIFY(tour);
        (*tour)->ports().support->noteError(Error(ErrorCode::DbUnreachable, {{"host", "db-eu.example.invalid"}}), "req_tour");
        Preferences touched = (*tour)->ports().preferences->current();
        touched.lastWorkspace = QStringLiteral("toured");
        QVERIFY(waitFor((*tour)->ports().preferences->set(touched, {})));
        QCOMPARE((*tour)->ports().preferences->current().lastWorkspace, QStringLiteral("toured"));
        tour->reset();
        auto after = wiring::Runtime::create({});
        QVERIFY(after);
        m_runtime = std::move(*after);
        QVERIFY(m_runtime->ports().preferences->current().lastWorkspace != u"toured");
        const auto preview = waitFor(m_runtime->ports().support->preview(nullptr, {}));
        QVERIFY(preview);
        for (const BundleFile &file : preview->files)
            if (file.name == u"errors.json")
                QVERIFY2(!file.content.contains("db-eu.example.invalid"), file.content.constData());
    }

    void whatWasAskedBeforeTheEndIsWritten()
    {
        // As the window does when it closes: nobody waits for these.
        constexpr int kSettings = 20;
        Preferences p = m_runtime->ports().preferences->current();
        for (int i = 1; i <= kSettings; ++i) {
            p.windowGeometry = QByteArray::number(i);
            m_runtime->ports().preferences->set(p, {});
        }
        p.theme = QStringLiteral("dark");
        m_runtime->ports().preferences->set(p, {});
        m_runtime.reset();
        init();
        QCOMPARE(m_runtime->ports().preferences->current().windowGeometry, QByteArray::number(kSettings));
        QCOMPARE(m_runtime->ports().preferences->current().theme, QStringLiteral("dark"));
    }

    void aSettingThatCouldNotBeWrittenGoesBack()
    {
        PreferencesPort *preferences = m_runtime->ports().preferences;
        const Preferences before = preferences->current();
        const QString store = m_runtime->places().consoleStore();
        QVERIFY(QFile::rename(store, store + QStringLiteral(".away")));
        QSignalSpy changed(preferences, &PreferencesPort::changed);
        Preferences p = before;
        p.theme = QStringLiteral("dark");
        auto kept = waitFor(preferences->set(p, {}));
        QVERIFY(!kept);
        QCOMPARE(code(kept.error()), QStringLiteral("IO_008"));
        QTRY_COMPARE(preferences->current().theme, before.theme);
        QCOMPARE(changed.count(), 2);
        QVERIFY(QFile::rename(store + QStringLiteral(".away"), store));
        QVERIFY(waitFor(preferences->set(p, {})));
        QCOMPARE(preferences->current().theme, QStringLiteral("dark"));
    }

    void endsWhileAServerKeepsSilent()
    {
        tests::CuttingProxy proxy(m_server.port());
        proxy.setMode(tests::CuttingProxy::Mode::Swallow);
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.port = proxy.port();
        profile.name = QStringLiteral("Silent");
        auto opened = m_runtime->openUrl(toUrl(profile), {}, {});
        auto tested = m_runtime->ports().connections->test(profile, {}, {});
        QTRY_COMPARE(proxy.connections(), 2);
        m_runtime.reset();
        // Ended, not timed out.
        QCOMPARE(code(tested.result().error()), QStringLiteral("INTERNAL_003"));
        const QString ended = code(opened.result().error());
        QVERIFY2(ended == u"INTERNAL_003" || ended == u"INTERNAL_002", qPrintable(ended));
    }

    void aRefusedSaveKeepsThePassword()
    {
        QVERIFY(m_server.createUser(QStringLiteral("anna"), QStringLiteral("right")));
        ConnectionsPort *connections = m_runtime->ports().connections;
        ConnectionProfile profile = m_server.profile(QStringLiteral("anna"), QStringLiteral("postgres"));
        profile.id = {};
        profile.name = QStringLiteral("Taken");
        QVERIFY(waitFor(connections->save(profile, {}, {})));
        profile.name = QStringLiteral("Mine");
        auto saved = waitFor(connections->save(profile, QStringLiteral("right"), {}));
        QVERIFY2(saved, qPrintable(saved ? QString() : code(saved.error())));
        ConnectionProfile renamed = *saved;
        renamed.name = QStringLiteral("Taken");
        auto refused = waitFor(connections->save(renamed, QStringLiteral("wrong"), {}));
        QVERIFY(!refused);
        QCOMPARE(code(refused.error()), QStringLiteral("CONFLICT_003"));
        auto report = waitFor(connections->test(*saved, {}, {}));
        QVERIFY(report && report->ok());
    }

    void aStoreThatIsReadOnlyHereMayBeWrittenElsewhere()
    {
        WorkspacesPort *workspaces = m_runtime->ports().workspaces;
        const QString path = m_runtime->places().controlStore();
        auto local = waitFor(workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(local);
        QVERIFY(waitFor((*local)->tenants()->create(draft("acme", "Acme"), {})));
        local->reset();
        QTRY_VERIFY(!QFile::exists(path + QStringLiteral("-wal"))); // closed: one whole file
        auto reading = waitFor(workspaces->openFile(path, true, {}));
        QVERIFY2(reading, qPrintable(reading ? QString() : code(reading.error())));
        QVERIFY((*reading)->identity().readOnly);
        QVERIFY(waitFor((*reading)->tenants()->bySlug("acme", {})));
        local = waitFor(workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(local);
        QVERIFY(waitFor((*local)->tenants()->create(draft("later", "Later"), {})));
        QVERIFY(waitFor((*reading)->tenants()->bySlug("later", {})));
    }

    void settingsAndConnectionsAreActs()
    {
        Preferences p = m_runtime->ports().preferences->current();
        p.theme = QStringLiteral("dark");
        QVERIFY(waitFor(m_runtime->ports().preferences->set(p, {})));
        ConnectionProfile profile = m_server.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        profile.name = QStringLiteral("Test");
        profile.id = {};
        auto saved = waitFor(m_runtime->ports().connections->save(profile, {}, {}));
        QVERIFY2(saved, qPrintable(saved ? QString() : code(saved.error())));
        auto again = waitFor(m_runtime->ports().connections->save(profile, {}, {}));
        QCOMPARE(code(again.error()), QStringLiteral("CONFLICT_003"));
        ConnectionProfile nameless = profile;
        nameless.name.clear();
        CallContext call;
        auto refused = waitFor(m_runtime->ports().connections->save(nameless, {}, call));
        QVERIFY(!refused);
        QTRY_COMPARE(programTrail().count(call.requestId + u' ' + code(refused.error())), 1);
        auto report = waitFor(m_runtime->ports().connections->test(*saved, {}, {}));
        QVERIFY(report && report->ok());
        auto plan = waitFor(m_runtime->ports().connections->schemaPlan(saved->id, {}));
        QVERIFY(plan);
        QCOMPARE(plan->current, 0);
        // Installed once: the second finds nothing to do, and is no act.
        QVERIFY(m_server.createDatabase(QStringLiteral("install")));
        saved->database = QStringLiteral("install");
        QVERIFY(waitFor(m_runtime->ports().connections->save(*saved, {}, {})));
        CallContext first, second;
        QVERIFY(waitFor(m_runtime->ports().connections->installSchema(saved->id, first)));
        QVERIFY(waitFor(m_runtime->ports().connections->installSchema(saved->id, second)));
        QVERIFY(waitFor(m_runtime->ports().connections->remove(saved->id, {}))); // written after them
        QCOMPARE(programTrail().count(first.requestId + u' '), 1);
        QCOMPARE(programTrail().count(second.requestId + u' '), 0);
        QSet<QString> actions;
        auto page = waitFor(m_runtime->ports().programAudit->page({}, Anchor::start(), 100, {}));
        for (const AuditEvent &e : page->items)
            actions.insert(e.action);
        for (const QString &name : {action::SettingsChange, action::ConnectionCreate, action::ConnectionTest,
                                    action::ConnectionDelete})
            QVERIFY2(actions.contains(name), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(WorkspacesTest)
#include "tst_workspaces.moc"
