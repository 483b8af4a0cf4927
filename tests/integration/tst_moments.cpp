// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/domain/restore.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace plancia;
using tests::waitFor;

/// Moments of the local store through the ports, as the window and the command line use them.
class MomentsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    std::shared_ptr<Workspace> m_local;

    void start()
    {
        wiring::RuntimeOptions options;
        options.longRunning = true;
        auto created = wiring::Runtime::create(options);
        QVERIFY(created);
        m_runtime = std::move(*created);
        m_local = open("local");
        QVERIFY(m_local && m_local->moments());
    }
    void stop()
    {
        m_local.reset();
        m_runtime.reset();
    }
    std::shared_ptr<Workspace> open(const QString &id)
    {
        auto opened = waitFor(m_runtime->ports().workspaces->open(id, {}));
        if (!opened)
            qWarning("%s: %s", qPrintable(id), qPrintable(errorId(opened.error().code()) + ' ' + opened.error().fact(u"message")));
        return opened ? *opened : nullptr;
    }
    MomentsPort &moments() { return *m_local->moments(); }
    ArchiveStatus status()
    {
        auto asked = waitFor(moments().status({}));
        return asked ? *asked : ArchiveStatus();
    }
    qint64 commitNo() { return *waitFor(m_local->commitNo({})); }
    Tenant add(const QString &slug) { return *waitFor(m_local->tenants()->create({slug, slug, TenantStatus::Active, {}}, {})); }
    static QStringList slugs(Workspace &workspace)
    {
        QStringList all;
        auto page = waitFor(workspace.tenants()->page({}, Anchor::start(), 100, {}));
        for (const Tenant &tenant : page ? page->items : QList<Tenant>())
            all.append(tenant.slug);
        all.sort();
        return all;
    }
    Moment newest()
    {
        auto page = waitFor(moments().page(0, Anchor::start(), 1, {}));
        return page && !page->items.isEmpty() ? page->items.first() : Moment();
    }
    QStringList scratchFiles() const
    {
        return QDir(m_runtime->places().scratch()).entryList(QDir::Files | QDir::Hidden);
    }

private slots:
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        start();
        QTRY_VERIFY_WITH_TIMEOUT(!status().baseMissing && status().newest, 20'000); // made by itself
    }
    void cleanup()
    {
        stop();
        m_home.reset();
    }

    void tellsWhatEachCommitDid()
    {
        const Tenant acme = add("acme");
        QVERIFY(waitFor(m_local->tenants()->setStatus(acme.id, acme.rowVersion, TenantStatus::Suspended, "not paid", {})));
        auto page = waitFor(moments().page(0, Anchor::start(), 2, {}));
        QVERIFY(page);
        QCOMPARE(page->items.size(), 2);
        QVERIFY(page->hasAfter);
        QCOMPARE(page->items[0].action, action::TenantSuspend);
        QCOMPARE(page->items[0].objectName, QString("acme"));
        QVERIFY(!page->items[0].actor.isEmpty());
        QCOMPARE(page->items[1].action, action::TenantCreate);
        QCOMPARE(page->items[0].commitNo, commitNo());
        auto older = waitFor(moments().page(0, Anchor::after(page->lastCursor), 100, {}));
        QVERIFY(older && !older->items.isEmpty());
        QVERIFY(older->items.first().commitNo < page->items.last().commitNo);
        auto back = waitFor(moments().page(0, Anchor::before(older->firstCursor), 2, {}));
        QVERIFY(back->items == page->items);
        QCOMPARE(waitFor(moments().page(0, Anchor::after("x"), 2, {})).error().code(), ErrorCode::ValCursor);
        QCOMPARE(waitFor(moments().at(page->items[0].at, {}))->commitNo, page->items[0].commitNo);
        QCOMPARE(waitFor(moments().at(1, {})).error().code(), ErrorCode::MomentNotFound);
        QCOMPARE(waitFor(moments().byCommit(commitNo() + 1, {})).error().code(), ErrorCode::MomentNotFound);
    }
    void opensReadOnlyAsItWas()
    {
        add("acme");
        const qint64 then = newest().commitNo;
        add("beta");
        add("gamma");
        const QString id = momentWorkspaceId("local", then);
        auto moment = open(id);
        QVERIFY(moment);
        QCOMPARE(slugs(*moment), QStringList({"acme"}));
        QCOMPARE(slugs(*m_local), QStringList({"acme", "beta", "gamma"}));
        QVERIFY(moment->identity().readOnly);
        QCOMPARE(moment->identity().readOnlyReason, QString("moment"));
        QCOMPARE(moment->identity().commitNo, then);
        QVERIFY(moment->identity().asOf > 0);
        QVERIFY(!moment->capabilities().testFlag(Capability::WriteTenants));
        QCOMPARE(waitFor(moment->tenants()->create({"delta", "d", TenantStatus::Active, {}}, {})).error().code(), ErrorCode::AuthzReadOnly);
        QCOMPARE(open(id), moment); // no second copy
        QCOMPARE(scratchFiles().size(), 1);
        moment.reset();
        QTRY_COMPARE(scratchFiles().size(), 0);
        QCOMPARE(open("moment:local:100000"), nullptr);
        QCOMPARE(open("moment:local:x"), nullptr);
        QCOMPARE(open("moment:examples:1"), nullptr);
    }
    void saysWhatWouldChange()
    {
        add("acme");
        const qint64 then = newest().commitNo;
        add("beta");
        add("gamma");
        auto preview = waitFor(moments().preview(then, {}));
        QVERIFY(preview);
        QCOMPARE(preview->commitsSince, 2);
        QCOMPARE(preview->actsSince, 2);
        QVERIFY((preview->tables["tenants"] == MomentPreview::Rows{3, 1}));
        QCOMPARE(preview->moment.objectName, QString("acme"));
        QTRY_COMPARE(scratchFiles().size(), 0);
        CallContext cancelled;
        cancelled.cancel.cancel();
        QCOMPARE(waitFor(moments().preview(then, cancelled)).error().code(), ErrorCode::InternalCancelled);
    }
    void restoresAndGoesOnAndIsUndone()
    {
        add("acme");
        const qint64 then = newest().commitNo;
        add("beta");
        const qint64 before = commitNo();
        auto report = waitFor(moments().restore(then, {}));
        QVERIFY2(report, report ? "" : qPrintable(errorId(report.error().code()) + report.error().fact(u"message")));
        QCOMPARE(report->restoredCommit, then);
        QVERIFY(commitNo() > before);
        QCOMPARE(slugs(*m_local), QStringList({"acme"}));
        QCOMPARE(newest().action, action::BackupRestore);
        QCOMPARE(status().gaps.size(), 0); // the archive goes on over it
        add("gamma");
        auto moment = open(momentWorkspaceId("local", before)); // what was taken back is a moment, too
        QVERIFY(moment);
        QCOMPARE(slugs(*moment), QStringList({"acme", "beta"}));
        moment.reset();
        QVERIFY(waitFor(moments().restore(before, {})));
        QCOMPARE(slugs(*m_local), QStringList({"acme", "beta"}));
        QCOMPARE(waitFor(moments().restore(100'000, {})).error().code(), ErrorCode::MomentNotFound);
        QCOMPARE(slugs(*m_local), QStringList({"acme", "beta"}));
    }
    void drawsCommitsOverTime()
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        for (int i = 0; i < 5; ++i)
            add(QString("t%1").arg(i));
        newest();
        const qint64 after = QDateTime::currentMSecsSinceEpoch() + 1;
        auto bars = waitFor(moments().histogram(before, after, 10, {}));
        QVERIFY(bars);
        QCOMPARE(bars->size(), 10);
        int commits = 0;
        for (const MomentBar &bar : *bars)
            commits += bar.commits;
        QVERIFY(commits >= 5);
        QCOMPARE(bars->first().from, before);
        QCOMPARE(bars->last().until, after);
        QCOMPARE(waitFor(moments().histogram(5, 5, 10, {})).error().code(), ErrorCode::ValRange);
        QCOMPARE(waitFor(moments().histogram(1, 5, 0, {})).error().code(), ErrorCode::ValRange);
    }
    void namesTheMoment()
    {
        auto named = waitFor(moments().nameMoment("  before the import ", {}));
        QVERIFY(named);
        QCOMPARE(named->name, QString("before the import"));
        QCOMPARE(newest().name, QString("before the import"));
        QCOMPARE(newest().action, action::MomentName);
        QCOMPARE(status().named.size(), 1);
        QVERIFY(open(momentWorkspaceId("local", named->commitNo)));
        QCOMPARE(waitFor(moments().nameMoment(" ", {})).error().code(), ErrorCode::ValRequired);
        QCOMPARE(waitFor(moments().nameMoment(QString(300, 'x'), {})).error().code(), ErrorCode::ValTooLong);
        QCOMPARE(waitFor(moments().nameMoment("a\nb", {})).error().code(), ErrorCode::ValControlChars);
    }
    void goesOffAndOn()
    {
        add("acme");
        QVERIFY(waitFor(moments().setEnabled(false, {})).has_value());
        QVERIFY(!status().enabled);
        add("beta");
        const qint64 unseen = commitNo();
        auto on = waitFor(moments().setEnabled(true, {}));
        QVERIFY(on && on->enabled && !on->baseMissing);
        add("gamma");
        QCOMPARE(newest().objectName, QString("gamma"));
        QCOMPARE(status().gaps.size(), 1);
        QCOMPARE(toString(status().gaps[0].reason), QString("switched_off"));
        QVERIFY(!waitFor(moments().byCommit(unseen - 1, {})));
    }
    void itsBasesAreNotPruned()
    {
        const auto list = [this] { return *waitFor(m_local->backups()->list({})); };
        add("acme");
        const qint64 then = commitNo();
        QVERIFY(waitFor(moments().setEnabled(false, {})) && waitFor(moments().setEnabled(true, {}))); // one more base
        for (int i = 0; i < 3; ++i)
            QVERIFY(waitFor(m_local->backups()->create({}, {})));
        int bases = 0;
        for (const BackupInfo &backup : list())
            if (backup.manifest.kind == "base") {
                ++bases;
                QVERIFY(std::ranges::any_of(backup.reasons, [](const KeepReason &r) { return r.kind == KeepReason::Kind::ArchiveBase; }));
            }
        QStringList gaps; // each but the first has a base of its own
        for (const auto &gap : status().gaps)
            gaps.append(toString(gap.reason));
        QVERIFY2(bases == 2, qPrintable(gaps.join(u' ')));
        QVERIFY(open(momentWorkspaceId("local", then)));
    }
    void isPartOfThePolicy()
    {
        auto policy = waitFor(m_local->backups()->policy({}));
        QVERIFY(policy && policy->archive);
        policy->archive = false;
        policy->archiveMaxBytes = 123 << 20;
        QVERIFY(waitFor(m_local->backups()->setPolicy(*policy, {})));
        QVERIFY(!status().enabled);
        QCOMPARE(status().maxBytes, 123 << 20);
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        QVERIFY(waitFor(m_local->backups()->policy({}))->archive);
    }
    void isThereAfterAnEndAndAStart()
    {
        add("acme");
        const qint64 then = commitNo();
        stop();
        start();
        add("beta");
        QCOMPARE(status().gaps.size(), 0);
        auto moment = open(momentWorkspaceId("local", then));
        QVERIFY(moment);
        QCOMPARE(slugs(*moment), QStringList({"acme"}));
        QCOMPARE(status().waiting, 0);
    }
    /// What was put in the place of a lost store does not follow on the archive: a gap says so, and a base that is made then
    /// carries the moments from there on.
    void goesOnWhenALostStoreHasComeBack()
    {
        add("acme");
        const auto backup = waitFor(m_local->backups()->create({}, {}));
        QVERIFY(backup);
        add("lost");
        const qint64 lost = commitNo();
        const QString path = m_runtime->places().controlStore();
        stop();
        QVERIFY(QFile::remove(path));
        wiring::RuntimeOptions options;
        options.longRunning = true;
        m_runtime = std::move(*wiring::Runtime::create(options));
        {
            const auto rescue = open(kRescueWorkspace);
            QVERIFY(rescue);
            QVERIFY(waitFor(rescue->backups()->restore({backup->path, false}, {})));
        }
        stop();
        start();
        QTRY_VERIFY_WITH_TIMEOUT(!status().baseMissing, 20'000); // made by itself
        add("after");
        QTRY_COMPARE(newest().commitNo, commitNo());
        QVERIFY(!status().baseMissing);
        QCOMPARE(status().gaps.size(), 1);
        const auto now = open(momentWorkspaceId("local", commitNo()));
        QVERIFY(now);
        QCOMPARE(slugs(*now), QStringList({"acme", "after"}));
        // And what was lost with the store is still in the archive.
        const auto before = open(momentWorkspaceId("local", lost));
        QVERIFY(before);
        QCOMPARE(slugs(*before), QStringList({"acme", "lost"}));
    }
    void sharesItsArchiveWithTheCommandLine()
    {
        QProcess ctl;
        ctl.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", {"tenant", "create", "fromcli", "--name", "From a terminal"});
        QVERIFY(ctl.waitForFinished(30'000));
        QVERIFY2(ctl.exitCode() == 0, ctl.readAllStandardError().constData());
        QTRY_COMPARE(newest().objectName, QString("fromcli"));
        add("here");
        for (const QStringList &arguments : {QStringList{"archive", "status"}, {"archive", "moments", "--since", "1h"}, {"archive", "name", "now"}}) {
            ctl.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", arguments + QStringList{"--json"});
            QVERIFY(ctl.waitForFinished(30'000));
            QVERIFY2(ctl.exitCode() == 0, ctl.readAllStandardError().constData());
            const QJsonObject object = QJsonDocument::fromJson(ctl.readAllStandardOutput()).object();
            QVERIFY(object.contains(arguments[1] == "status" ? "enabled" : arguments[1] == "moments" ? "items" : "name"));
        }
        QCOMPARE(newest().name, QString("now"));
        QCOMPARE(status().gaps.size(), 0);
        ctl.start(qEnvironmentVariable("PLANCIA_BIN") + "/planciactl", {"tenant", "list", "--json", "--workspace", momentWorkspaceId("local", newest().commitNo - 1)});
        QVERIFY(ctl.waitForFinished(30'000));
        QVERIFY2(ctl.exitCode() == 0, ctl.readAllStandardError().constData());
        QVERIFY(ctl.readAllStandardOutput().contains("here"));
    }
};

QTEST_GUILESS_MAIN(MomentsTest)
#include "tst_moments.moc"
