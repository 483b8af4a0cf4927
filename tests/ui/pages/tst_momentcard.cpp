// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/continuation.h"
#include "models/format/format.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/text.h"
#include "ui/pages/backups/backuppanel.h"
#include "ui/pages/backups/backupspage.h"
#include "ui/pages/backups/momentcard.h"
#include "ui/pages/backups/momenttimeline.h"

#include <QDateTime>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

using namespace plancia;
using namespace plancia::tests;
using ui::BackupsPage;
using ui::MomentCard;
using ui::MomentTimeline;

namespace {
/// An archive whose newest stretch has no base yet, which lasts only moments in a real one.
class MomentsWithoutBase final : public MomentsPort {
public:
    explicit MomentsWithoutBase(MomentsPort &real) : m_real(real) {}
    QFuture<Result<ArchiveStatus>> status(CallContext context) override
    {
        return continued(m_real.status(context), [](const Result<ArchiveStatus> &status) {
            if (!status)
                return status;
            ArchiveStatus without = *status;
            without.baseMissing = true;
            return Result<ArchiveStatus>(without);
        });
    }
    QFuture<Result<QList<MomentBar>>> histogram(qint64 since, qint64 until, int bars, CallContext context) override { return m_real.histogram(since, until, bars, context); }
    QFuture<Result<Page<Moment>>> page(qint64 since, Anchor anchor, int limit, CallContext context) override { return m_real.page(since, anchor, limit, context); }
    QFuture<Result<Moment>> at(qint64 timeMs, CallContext context) override { return m_real.at(timeMs, context); }
    QFuture<Result<Moment>> byCommit(qint64 commitNo, CallContext context) override { return m_real.byCommit(commitNo, context); }
    QFuture<Result<MomentPreview>> preview(qint64 commitNo, CallContext context) override { return m_real.preview(commitNo, context); }
    QFuture<Result<RestoreReport>> restore(qint64 commitNo, CallContext context) override { return m_real.restore(commitNo, context); }
    QFuture<Result<ArchiveStatus>> setEnabled(bool enabled, CallContext context) override { return m_real.setEnabled(enabled, context); }
    QFuture<Result<Moment>> nameMoment(QString name, CallContext context) override { return m_real.nameMoment(name, context); }

private:
    MomentsPort &m_real;
};

class WithoutBase final : public Workspace {
public:
    explicit WithoutBase(std::shared_ptr<Workspace> real) : m_real(std::move(real)), m_moments(*m_real->moments()) {}
    WorkspaceIdentity identity() const override { return m_real->identity(); }
    Capabilities capabilities() const override { return m_real->capabilities(); }
    TenantsPort *tenants() override { return m_real->tenants(); }
    AuditPort *audit() override { return m_real->audit(); }
    BackupsPort *backups() override { return m_real->backups(); }
    MomentsPort *moments() override { return &m_moments; }
    QFuture<Result<SchemaPlan>> schema(CallContext context) override { return m_real->schema(context); }
    QFuture<Result<SchemaPlan>> migrate(BeforeMigrating before, CallContext context) override { return m_real->migrate(before, context); }
    QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext context) override { return m_real->rowCounts(context); }
    QFuture<Result<qint64>> commitNo(CallContext context) override { return m_real->commitNo(context); }
    QFuture<Result<double>> ping(CallContext context) override { return m_real->ping(context); }

private:
    const std::shared_ptr<Workspace> m_real;
    MomentsWithoutBase m_moments;
};
} // namespace

/// The card "Any moment" on a real local store with a real archive.
class MomentCardTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<BackupsPage> m_page;

    MomentsPort &moments() { return *m_real->workspace->moments(); }
    MomentCard &card() { return *m_page->findChild<MomentCard *>(); }
    MomentTimeline &line() { return *card().timeline(); }
    QPushButton &button(const char *name) { return *m_page->findChild<QPushButton *>(QLatin1String(name)); }
    bool says(const QString &words)
    {
        for (const QLabel *label : card().findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        const auto *facts = card().findChild<ui::ElidedLabel *>(QStringLiteral("momentFacts"));
        return facts->isVisible() && facts->text().contains(words);
    }
    void add(const QString &slug)
    {
        QVERIFY(waitFor(m_real->workspace->tenants()->create({slug, slug, TenantStatus::Active, {}}, {})));
    }
    void show(const QVariantMap &state = {})
    {
        m_page = m_real->show<BackupsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void showWithMoments()
    {
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        add("acme");
        add("beta");
        show();
        QTRY_VERIFY(card().moment());
    }

private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        m_real->workspace = *waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(m_real->workspace->moments());
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }
    void waitsForTheFirstBase()
    {
        show();
        QVERIFY(says("as soon as the first base"));
        QVERIFY(!line().isVisible());
        QVERIFY(!button("openMoment").isVisible());
    }
    void saysWhatItIsWhenOff()
    {
        QVERIFY(waitFor(moments().setEnabled(false, {})));
        show();
        QVERIFY(says("It is off."));
        QVERIFY(button("switchArchive").isVisible());
        QTest::mouseClick(&button("switchArchive"), Qt::LeftButton);
        QTRY_VERIFY(!button("switchArchive").isVisible()); // the base may be listed before the archive is on
        QTRY_VERIFY(card().moment() && line().isVisible());
    }
    void tellsWhatTheNewestMomentDid()
    {
        showWithMoments();
        QCOMPARE(card().moment()->objectName, QString("beta"));
        QVERIFY(line().words().contains("tenant beta created by"));
        QCOMPARE(line().accessibleDescription(), line().words());
        QVERIFY(says("commits in view"));
        QVERIFY(line().handle() > 0);
    }
    void tellsHowFarItReachesAndWhatItTakes()
    {
        showWithMoments();
        QTRY_VERIFY(says("commits in view"));
        const auto status = waitFor(moments().status({}));
        QVERIFY(status && status->oldest && status->bytes > 0 && status->maxBytes > 0);
        QVERIFY(says(QStringLiteral("back to ") + format::day(status->oldest->at, QDateTime::currentMSecsSinceEpoch())));
        QVERIFY(says(QStringLiteral(" of ") + format::bytes(status->maxBytes)));
    }
    void saysThatTheNextBaseIsMissing()
    {
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        add("acme");
        QTRY_VERIFY(waitFor(moments().status({}))->newest);
        m_real->workspace = std::make_shared<WithoutBase>(m_real->workspace);
        show();
        QVERIFY(says("as soon as the next base"));
        QVERIFY(line().isVisible()); // what was kept before is there
    }
    void showsTheBackupsAloneWhereNothingIsArchived()
    {
        QVERIFY(waitFor(moments().setEnabled(false, {})));
        BackupsPort *backups = m_real->workspace->backups();
        const auto older = waitFor(backups->create({}, {}));
        QVERIFY(older);
        BackupRequest noted;
        noted.note = QStringLiteral("before the release");
        const auto newer = waitFor(backups->create(noted, {}));
        QVERIFY(newer);
        show();
        QTRY_VERIFY(line().isVisible());
        QVERIFY(says("2 backup"));
        QVERIFY(says("It is off."));
        QVERIFY(!button("openMoment").isVisible());
        auto *panel = m_page->findChild<ui::BackupPanel *>();
        // By its dot …
        QTest::mouseClick(&line(), Qt::LeftButton, {}, line().dotOf(*older));
        QTRY_VERIFY(panel->isVisible());
        const QString first = panel->backup().path; // made in the same second, they lie over each other
        QCOMPARE(line().currentBackup(), first);
        QVERIFY2(line().words().contains("by hand"), qPrintable(line().words()));
        // … and by the arrows from one to the next.
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_COMPARE(panel->backup().path, older->path);
        QTest::keyClick(&line(), Qt::Key_Right);
        QTRY_COMPARE(panel->backup().path, newer->path);
        QVERIFY2(line().words().contains("before the release"), qPrintable(line().words()));
        QTest::keyClick(&line(), Qt::Key_Right); // there is none
        QCOMPARE(panel->backup().path, newer->path);
    }
    void reachesBackToTheOldestOfBackupsAndMoments()
    {
        showWithMoments();
        QTRY_VERIFY(m_page->isSettled());
        BackupInfo old;
        old.path = QStringLiteral("/old");
        old.manifest.startedAt = QDateTime::currentMSecsSinceEpoch() - 90LL * 24 * 3'600'000;
        card().setBackups({old});
        const auto show = [this](const QString &range) {
            for (QPushButton *chip : card().findChildren<QPushButton *>())
                if (chip->text() == range)
                    chip->click();
        };
        show(QStringLiteral("1 h"));
        QVERIFY(!line().axis().shows(old.manifest.startedAt));
        show(QStringLiteral("All"));
        QVERIFY(line().axis().shows(old.manifest.startedAt));
        QVERIFY(line().axis().shows(card().moment()->at));
    }
    void goesByOneCommitWithTheArrows()
    {
        showWithMoments();
        const qint64 newest = card().moment()->commitNo;
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_COMPARE(card().moment()->commitNo, newest - 1);
        QVERIFY(line().words().contains("acme"));
        QTest::keyClick(&line(), Qt::Key_Right);
        QTRY_COMPARE(card().moment()->commitNo, newest);
        QTest::keyClick(&line(), Qt::Key_Right); // there is none
        QTRY_VERIFY(card().isSettled());
        QCOMPARE(card().moment()->commitNo, newest);
    }
    void picksByMouse()
    {
        showWithMoments();
        const qint64 newest = card().moment()->commitNo;
        QTest::mouseClick(&line(), Qt::LeftButton, {}, QPoint(line().width() / 2, 40));
        QTRY_VERIFY(card().isSettled());
        QVERIFY(card().moment()->commitNo < newest); // half an hour ago there was only the oldest
        QTest::mouseClick(&line(), Qt::LeftButton, {}, QPoint(line().width() - 1, 40));
        QTRY_COMPARE(card().moment()->commitNo, newest);
    }
    void opensTheMomentThatIsShown()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("openMoment"), Qt::LeftButton);
        QCOMPARE(m_real->opened, QStringList{momentWorkspaceId("local", card().moment()->commitNo)});
    }
    void saysWhatWouldChange()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("previewMoment"), Qt::LeftButton);
        QVERIFY(!button("compareMoment").isVisible());
        QTRY_VERIFY(says(QStringLiteral("tenants 2 → 1")));
        QTest::mouseClick(&button("compareMoment"), Qt::LeftButton);
        QCOMPARE(m_real->navigated.last(), QStringLiteral("compare"));
    }
    void givesThePresentAName()
    {
        showWithMoments();
        QTest::mouseClick(&button("nameMoment"), Qt::LeftButton);
        auto *dialog = m_page->findChild<QInputDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->setTextValue(QStringLiteral("before the import"));
        dialog->accept();
        QTRY_VERIFY(line().words().contains(QStringLiteral("“before the import”")));
        QTRY_VERIFY(m_page->isSettled());
        const auto status = waitFor(moments().status({}));
        QCOMPARE(status->named.size(), 1);
        QCOMPARE(status->named.first().name, QStringLiteral("before the import"));
        // One that cannot be kept says why, and names nothing.
        QTest::mouseClick(&button("nameMoment"), Qt::LeftButton);
        dialog = nullptr;
        for (QInputDialog *open : m_page->findChildren<QInputDialog *>())
            if (open->isVisible())
                dialog = open;
        QVERIFY(dialog);
        dialog->setTextValue(QString(500, u'n'));
        dialog->accept();
        QTRY_VERIFY(m_page->isSettled() && m_real->errors.contains(ErrorCode::ValTooLong));
    }
    void asksBeforeItRestores()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        QTest::mouseClick(&button("restoreMoment"), Qt::LeftButton);
        QTest::mouseClick(&button("restoreMoment"), Qt::LeftButton); // twice: one question
        QTRY_VERIFY(m_page->findChild<ui::ConfirmDialog *>());
        QCOMPARE(m_page->findChildren<ui::ConfirmDialog *>().size(), 1);
        auto *dialog = m_page->findChild<ui::ConfirmDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->actButton()->click();
        QTRY_VERIFY(m_page->isSettled());
        const auto tenants = [this] { return waitFor(m_real->workspace->tenants()->page({}, Anchor::start(), 10, {}))->items.size(); };
        QTRY_COMPARE(tenants(), 1);
    }
    void keepsItsMomentWhenBuiltAnew()
    {
        showWithMoments();
        QTest::keyClick(&line(), Qt::Key_Left);
        QTRY_VERIFY(line().words().contains("acme"));
        const QVariantMap state = m_page->saveState();
        const qint64 commit = card().moment()->commitNo;
        m_page.reset();
        show(state);
        QTRY_VERIFY(card().moment());
        QCOMPARE(card().moment()->commitNo, commit);
    }
    void isNotThereWhereNothingIsKept()
    {
        QVERIFY(waitFor(moments().setEnabled(true, {})));
        add("acme");
        const qint64 commit = waitFor(moments().page(0, Anchor::start(), 1, {}))->items.first().commitNo;
        m_real->workspace = *waitFor(m_real->ports().workspaces->open(momentWorkspaceId("local", commit), {}));
        show();
        QVERIFY(!m_page->findChild<MomentCard *>());
    }
};

QTEST_MAIN(MomentCardTest)
#include "tst_momentcard.moc"
