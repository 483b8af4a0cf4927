// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/auditmodel.h"
#include "models/items/tenantsmodel.h"
#include "models/ports/apikeysport.h"
#include "models/ports/batchport.h"
#include "models/ports/usersport.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/pages/audit/auditpage.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/people/peoplepage.h"
#include "ui/pages/tenants/importpanel.h"
#include "ui/pages/tenants/tenantspage.h"
#include "ui/pages/usage/usagepage.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QRadioButton>
#include <QStandardPaths>

using namespace plancia;
using namespace plancia::tests;
using ui::ImportPanel;
using ui::TenantsPage;

/// Tenants from files and lists as files, as a person does it, on a real local store.
class TenantFilesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = m_store = **opened;
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_store.reset();
        m_real.reset();
    }

    void importsAFileAfterMappingAndALook()
    {
        const QString file = write(QStringLiteral("customers.csv"), "Firm,Stato,Web\r\nAcme Ltd,,acme.example\r\n,suspended,x\r\nGlobex,trial,\r\nGlobex,active,\r\n");
        showPage();
        choose("importTenants", file);
        QTRY_VERIFY(import()->mode() == ImportPanel::Mode::Preview && m_page->isSettled());
        QCOMPARE(text("importLead"), QStringLiteral("customers.csv: 4 row(s)"));
        QVERIFY(text("importMore").contains(QStringLiteral("Say which column is the name.")));
        QVERIFY(!button("importRun")->isEnabled());
        QCOMPARE(field(1)->currentData().toString(), QStringLiteral("status"));
        picture("unmapped");
        map(0, QStringLiteral("name"));
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(text("importMore").contains(QStringLiteral("Good: 2. With a fault: 2.")));
        QVERIFY(text("importMore").contains(QStringLiteral("The slugs are made from the names.")));
        QVERIFY(text("importFaults").startsWith(QStringLiteral("Line 3: ")));
        QVERIFY(!button("importRun")->isEnabled());
        picture("faults");

        const QString faults = m_real->filePath(QStringLiteral("faults.csv"));
        choose("importSaveFaults", faults);
        QTRY_VERIFY(!contentOf(faults).isEmpty() && !m_real->notes.isEmpty());
        QVERIFY(contentOf(faults).contains("\r\n3,"));
        QVERIFY(contentOf(faults).contains("5,slug,CONFLICT_002"));

        part<QRadioButton>(*m_page, "importGoodOnly")->click();
        rebuild();
        QCOMPARE(import()->mode(), ImportPanel::Mode::Preview);
        QVERIFY(part<QRadioButton>(*m_page, "importGoodOnly")->isChecked());
        QCOMPARE(field(0)->currentData().toString(), QStringLiteral("name"));
        QCOMPARE(button("importRun")->text(), QStringLiteral("Import 2 tenant(s)"));
        press("importRun");
        QTRY_COMPARE(import()->mode(), ImportPanel::Mode::Done);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(text("importLead"), QStringLiteral("2 tenant(s) are imported."));
        QCOMPARE(model()->rowCount(), 2);
        QVERIFY(model()->itemAt(1)->status == TenantStatus::Trial);
        picture("done");
        press("importClose");
        QVERIFY(import()->isHidden());
    }

    void saysWhatIsWrongWithTheFile()
    {
        showPage();
        choose("importTenants", write(QStringLiteral("broken.json"), "[{\"name\": \"A\"},"));
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("VAL_019")));
        QVERIFY(!button("importRun")->isEnabled());
        choose("importOther", write(QStringLiteral("good.jsonl"), "{\"name\": \"A\"}\n"));
        QTRY_VERIFY(seen("importRun") && button("importRun")->isEnabled());
        QVERIFY(!shownError(*m_page));
        press("importCancel");
        QVERIFY(import()->isHidden());
    }

    void writesTheListThatIsOnTheScreen()
    {
        create("acme", "Acme, \"the\" first", TenantStatus::Active);
        create("globex", "=Globex", TenantStatus::Suspended);
        create("initech", "Initech", TenantStatus::Suspended);
        showPage({{QStringLiteral("status"), QStringLiteral("suspended")}, {QStringLiteral("descending"), true}});
        QCOMPARE(model()->rowCount(), 2);
        const QString csv = m_real->filePath(QStringLiteral("list.csv"));
        choose("exportTenants", csv);
        QTRY_VERIFY(m_real->notes.filter(QStringLiteral("list.csv: 2")).size() == 1);
        const QByteArrayList lines = contentOf(csv).split('\n');
        QVERIFY(lines[0].startsWith("slug,name,status,tags,"));
        QVERIFY(lines[1].startsWith("initech,Initech,suspended,"));
        QVERIFY(lines[2].startsWith("globex,'=Globex,suspended,"));
        choose("exportTenants", csv); // what is there is not replaced
        QTRY_VERIFY(m_real->errors.contains(ErrorCode::IoExists));
        const QString json = m_real->filePath(QStringLiteral("list.jsonl"));
        choose("exportTenants", json);
        QTRY_VERIFY(m_real->notes.filter(QStringLiteral("list.jsonl: 2")).size() == 1);
        QVERIFY(contentOf(json).startsWith('{') && contentOf(json).count('\n') == 2);
        picture("exported");
    }

    void writesThePeopleAndKeysThatAreOnTheScreen()
    {
        create("acme", "Acme", TenantStatus::Active);
        const auto acme = waitFor(m_store->tenants()->bySlug(QStringLiteral("acme"), {}));
        QVERIFY(acme);
        QVERIFY(waitFor(m_store->users()->invite(acme->id, {QStringLiteral("anna@acme.example"), QStringLiteral("Anna"), UserRole::Owner}, {})));
        QVERIFY(waitFor(m_store->users()->invite(acme->id, {QStringLiteral("bert@acme.example"), {}, UserRole::Viewer}, {})));
        QVERIFY(waitFor(m_store->apiKeys()->create(acme->id, {QStringLiteral("Deploy")}, {})));
        QVERIFY(waitFor(m_store->apiKeys()->create(acme->id, {QStringLiteral("Report")}, {})));
        const auto exportTo = [this](ui::Page *page, const char *name, const QString &path) {
            QTRY_VERIFY(page->isSettled());
            part<QPushButton>(*page, name)->click();
            auto *dialog = page->findChild<QFileDialog *>();
            QVERIFY(dialog);
            emit dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY(m_real->notes.filter(path).size() == 1);
        };
        const QString people = m_real->filePath(QStringLiteral("people.csv"));
        auto peoplePage = m_real->show<ui::PeoplePage>({{QStringLiteral("role"), QStringLiteral("viewer")}});
        exportTo(peoplePage.get(), "exportPeople", people);
        QCOMPARE(contentOf(people).count('\n'), 2);
        QVERIFY2(contentOf(people).contains("\nbert@acme.example,\"\",acme,viewer,"), contentOf(people).constData());
        const QString keys = m_real->filePath(QStringLiteral("keys.csv"));
        auto keysPage = m_real->show<ui::KeysPage>({{QStringLiteral("descending"), true}});
        exportTo(keysPage.get(), "exportKeys", keys);
        QCOMPARE(contentOf(keys).count('\n'), 3);
        QVERIFY(contentOf(keys).split('\n')[1].startsWith("Report,acme,live,active,"));
        const QString careless = m_real->filePath(QStringLiteral("careless.csv"));
        auto usagePage = m_real->show<ui::UsagePage>({{QStringLiteral("table"), QStringLiteral("hygiene%1").arg(static_cast<int>(KeyHygiene::NeverUsed))}});
        exportTo(usagePage.get(), "exportHygiene", careless);
        QCOMPARE(contentOf(careless).count('\n'), 3);
        QVERIFY(contentOf(careless).startsWith("name,tenant_slug,shown,"));
    }

    void writesTheTrailOfOneActor()
    {
        create("acme", "Acme", TenantStatus::Active);
        auto page = m_real->show<ui::AuditPage>();
        QTRY_VERIFY(page->isSettled());
        auto *acts = page->findChild<AuditModel *>();
        QCOMPARE(acts->rowCount(), 1);
        const QString actor = acts->itemAt(0)->actorName;
        type(*page, "auditActor", QStringLiteral("nobody-else"));
        QTRY_VERIFY(page->isSettled() && acts->rowCount() == 0);
        type(*page, "auditActor", actor.section(u'@', 0, 0));
        QTRY_VERIFY(page->isSettled() && acts->rowCount() == 1);
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/files-audit.png"));
        const QVariantMap state = page->saveState();
        page.reset();
        page = m_real->show<ui::AuditPage>(state);
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(part<QLineEdit>(*page, "auditActor")->text(), actor.section(u'@', 0, 0));
        const QString csv = m_real->filePath(QStringLiteral("trail.csv"));
        part<QAbstractButton>(*page, "exportAudit")->click();
        QTRY_VERIFY(page->findChild<QFileDialog *>());
        auto *dialog = page->findChild<QFileDialog *>();
        emit dialog->fileSelected(csv);
        dialog->close();
        QTRY_VERIFY(m_real->notes.filter(QStringLiteral("trail.csv: 1")).size() == 1);
        QVERIFY(contentOf(csv).contains("TENANT_CREATE"));
        page.reset();
    }

private:
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<TenantsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void rebuild()
    {
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
    }
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/files-") + name + QStringLiteral(".png"));
    }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_real->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ImportPanel *import() const { return m_page->findChild<ImportPanel *>(); }
    TenantsModel *model() const { return m_page->findChild<TenantsModel *>(); }
    QComboBox *field(int column) const { return m_page->findChild<QComboBox *>(QStringLiteral("importField%1").arg(column)); }
    void map(int column, const QString &name)
    {
        field(column)->setCurrentIndex(field(column)->findData(name));
        emit field(column)->activated(field(column)->currentIndex());
    }
    QString text(const char *name) const
    {
        auto *label = part<QLabel>(*m_page, name);
        return label->isVisible() ? label->text() : QString();
    }
    QAbstractButton *seen(const char *name) const
    {
        for (auto *each : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    QAbstractButton *button(const char *name) const { return seen(name); }
    void press(const char *name)
    {
        QTRY_VERIFY2(seen(name) && seen(name)->isEnabled(), name);
        QTest::mouseClick(seen(name), Qt::LeftButton);
        QCoreApplication::processEvents(); // some are done a moment later
    }
    /// Presses a button that asks for a file, and answers.
    void choose(const char *name, const QString &file)
    {
        press(name);
        const auto shown = [this]() -> QFileDialog * {
            for (auto *dialog : m_page->findChildren<QFileDialog *>())
                if (dialog->isVisible())
                    return dialog;
            return nullptr;
        };
        QTRY_VERIFY(shown());
        QFileDialog *dialog = shown();
        emit dialog->fileSelected(file);
        dialog->close();
    }
    void create(const QString &slug, const QString &name, TenantStatus status)
    {
        std::optional<Result<Tenant>> answer;
        deliver(m_store->tenants()->create({slug, name, status, {}}, {}), this, [&](const Result<Tenant> &result) { answer = result; });
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
    }

    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::unique_ptr<TenantsPage> m_page;
};

QTEST_MAIN(TenantFilesTest)
#include "tst_tenantfiles.moc"
