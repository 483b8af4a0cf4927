// SPDX-License-Identifier: GPL-3.0-or-later
// Every text that a tenant, a person, a key or an act may hold, as the pages show it: letter by letter, and never as markup or as a
// shortcut of a button.
#include "models/items/apikeysmodel.h"
#include "models/items/auditmodel.h"
#include "models/items/tenantsmodel.h"
#include "models/items/usersmodel.h"
#include "models/ports/apikeysport.h"
#include "models/ports/usersport.h"
#include "tests/support/naughtytexts.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/audit/auditpage.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/people/peoplepage.h"
#include "ui/pages/tenants/tenantform.h"
#include "ui/pages/tenants/tenantspage.h"
#include "ui/pages/usage/usagepage.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTextDocumentFragment>

using namespace plancia;
using namespace plancia::tests;

#define HOLDS(condition) QVERIFY2((condition), naughty.name().constData())

class PlainTextsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    TenantId m_acme;
    struct Shown {
        NaughtyText naughty;
        QString id;
    };

    /// What a name may be, as many of them as one page of a list holds.
    static constexpr qsizetype kBatch = 80;
    static void batches()
    {
        QTest::addColumn<int>("batch");
        for (int batch = 0; batch * kBatch < allNames().size(); ++batch)
            QTest::addRow("from %d", static_cast<int>(batch * kBatch)) << batch;
    }
    static QList<NaughtyText> names()
    {
        QFETCH(int, batch);
        return allNames().mid(batch * kBatch, kBatch);
    }
    static QList<NaughtyText> allNames()
    {
        QList<NaughtyText> all;
        for (const NaughtyText &naughty : naughtyTexts())
            if (refusedWith(naughty, kMaxTenantName, Lines::One, "VAL_001").isEmpty())
                all.append(naughty);
        return all;
    }
    /// A page on which every one of them is chosen in turn.
    template <class P>
    void walk(const QList<Shown> &all)
    {
        const auto page = m_real->show<P>();
        QTRY_VERIFY(page->isSettled());
        auto *table = page->template findChild<ui::PagedTable *>();
        QVERIFY(table);
        for (const auto &[naughty, id] : all) {
            table->setCurrentId(id);
            emit table->activated(id);
            QTRY_VERIFY2(page->isSettled() && isShown(*page, naughty.text), naughty.name().constData());
            lookAt(*page, naughty);
        }
    }
    static bool isShown(const QWidget &page, const QString &text)
    {
        const auto labels = page.findChildren<ui::ElidedLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const ui::ElidedLabel *label) { return label->isVisible() && label->text() == text; });
    }
    /// Nothing that shows the text reads it as more than letters.
    static void lookAt(const QWidget &page, const NaughtyText &naughty)
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            HOLDS(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()) || !label->text().contains(naughty.text));
        for (const QAbstractButton *button : page.findChildren<QAbstractButton *>())
            HOLDS(!naughty.text.contains(u'&') || !QString(button->text()).remove(QStringLiteral("&&")).contains(naughty.text));
        for (const QWidget *widget : page.findChildren<QWidget *>()) {
            const QString tip = widget->toolTip();
            HOLDS(!Qt::mightBeRichText(tip) || !tip.contains(naughty.text) || QTextDocumentFragment::fromHtml(tip).toPlainText().contains(naughty.text.simplified()));
        }
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_store = *opened;
        m_real->workspace = m_store;
        auto tenant = waitFor(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(tenant);
        m_acme = tenant->id;
    }
    void cleanup()
    {
        m_real->workspace.reset();
        m_store.reset();
        m_real.reset();
    }

    void tenantsAreShownLetterByLetter_data() { batches(); }
    void tenantsAreShownLetterByLetter()
    {
        QList<Shown> all;
        for (const NaughtyText &naughty : names()) {
            const auto made = waitFor(m_store->tenants()->create({QStringLiteral("n%1").arg(all.size()), naughty.text, TenantStatus::Active, naughty.text}, {}));
            HOLDS(made);
            all.append({naughty, made->id.toString()});
            const auto changed = waitFor(m_store->tenants()->setStatus(made->id, made->rowVersion, TenantStatus::Suspended, naughty.text, {}));
            HOLDS(changed);
        }
        QList<Shown> third; // the panel of a tenant rests for a moment before it asks for the use of limits
        for (qsizetype i = 0; i < all.size(); i += 3)
            third.append(all[i]);
        walk<ui::TenantsPage>(third);
        const auto page = m_real->show<ui::TenantsPage>();
        QTRY_VERIFY(page->isSettled());
        const auto *model = page->findChild<TenantsModel *>();
        QCOMPARE(model->rowCount(), all.size() + 1);
        for (const auto &[naughty, id] : std::as_const(all)) {
            const int row = model->rowOf(id);
            HOLDS(model->index(row, TenantsModel::Name).data().toString() == naughty.text);
            HOLDS(model->index(row, TenantsModel::Status).data(FullTextRole).toString() == naughty.text);
            HOLDS(model->index(row, TenantsModel::Notes).data(FullTextRole).toString() == naughty.text);
        }
    }

    void peopleAreShownLetterByLetter_data() { batches(); }
    void peopleAreShownLetterByLetter()
    {
        QList<Shown> all;
        for (const NaughtyText &naughty : names()) {
            const auto made = waitFor(m_store->users()->invite(m_acme, {QStringLiteral("n%1@example.com").arg(all.size()), naughty.text}, {}));
            HOLDS(made);
            all.append({naughty, made->user.id.toString()});
        }
        walk<ui::PeoplePage>(all);
    }

    void keysAndTheirUseAreShownLetterByLetter_data() { batches(); }
    void keysAndTheirUseAreShownLetterByLetter()
    {
        QList<Shown> all;
        for (const NaughtyText &naughty : names()) {
            const auto made = waitFor(m_store->apiKeys()->create(m_acme, {naughty.text}, {}));
            HOLDS(made);
            all.append({naughty, made->key.id.toString()});
            const auto changed = waitFor(m_store->apiKeys()->setStatus(refOf(made->key), ApiKeyStatus::Disabled, naughty.text, {}));
            HOLDS(changed);
        }
        walk<ui::KeysPage>(all);
        for (const auto &[naughty, id] : std::as_const(all)) {
            if (!naughty.text.contains(u'&') && !naughty.text.contains(u'<'))
                continue;
            const auto page = m_real->show<ui::UsagePage>({{QStringLiteral("tenant"), m_acme.toString()}, {QStringLiteral("tenantSlug"), QStringLiteral("acme")}, {QStringLiteral("key"), id}, {QStringLiteral("keyName"), naughty.text}});
            QTRY_VERIFY(page->isSettled());
            auto *subject = part<QAbstractButton>(*page, "usageSubject");
            HOLDS(subject && QString(subject->text()).replace(QStringLiteral("&&"), QStringLiteral("&")).endsWith(naughty.text));
            lookAt(*page, naughty);
        }
    }

    void actsAreShownLetterByLetter_data() { batches(); }
    void actsAreShownLetterByLetter()
    {
        QHash<QString, NaughtyText> byReason;
        bool isActive = true;
        for (const NaughtyText &naughty : names()) {
            const auto acme = waitFor(m_store->tenants()->bySlug(QStringLiteral("acme"), {}));
            HOLDS(acme && waitFor(m_store->tenants()->setStatus(acme->id, acme->rowVersion, isActive ? TenantStatus::Suspended : TenantStatus::Active, naughty.text, {})));
            isActive = !isActive;
            byReason.insert(naughty.text, naughty);
        }
        const auto page = m_real->show<ui::AuditPage>();
        QTRY_VERIFY(page->isSettled());
        auto *table = page->findChild<ui::PagedTable *>();
        const auto *model = page->findChild<AuditModel *>();
        for (int row = 0; row < model->rowCount(); ++row) {
            const AuditEvent *event = model->itemAt(row);
            if (!byReason.contains(event->reason))
                continue;
            const NaughtyText naughty = byReason.take(event->reason);
            table->setCurrentId(event->id.toString());
            emit table->activated(event->id.toString());
            QTRY_VERIFY(page->isSettled());
            lookAt(*page, naughty);
        }
        QVERIFY(byReason.isEmpty());
    }

    /// Who changes the name alone writes the notes back as they were, whatever a box makes of them.
    void notesStayAsTheyAreUntilSomebodyTypes()
    {
        int n = 0;
        for (const NaughtyText &naughty : naughtyTexts()) {
            if (!refusedWith(naughty, kMaxTenantNotes, Lines::Many).isEmpty())
                continue;
            ui::TenantForm form;
            Tenant tenant;
            tenant.slug = QStringLiteral("n%1").arg(++n);
            tenant.name = QStringLiteral("Acme");
            tenant.notes = naughty.text;
            form.startEdit(tenant);
            HOLDS(form.draft().notes == naughty.text);
        }
        ui::TenantForm form;
        Tenant tenant;
        tenant.name = QStringLiteral("Acme");
        form.startEdit(tenant);
        part<QPlainTextEdit>(form, "tenantNotes")->insertPlainText(QStringLiteral("10\u00a0000\r\n– two"));
        QCOMPARE(form.draft().notes, QStringLiteral("10\u00a0000\n– two"));
    }
};

QTEST_MAIN(PlainTextsTest)
#include "tst_plaintexts.moc"
