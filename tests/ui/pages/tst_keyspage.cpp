// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/sealedfile.h"
#include "models/items/apikeysmodel.h"
#include "tests/support/faultykeys.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/clipboardsecret.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/textblock.h"
#include "ui/pages/keys/keypanel.h"
#include "ui/pages/keys/keysecretdialog.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;
using ui::KeyPanel;
using ui::KeysPage;

/// The page of API keys as a person uses it, on a real local store.
class KeysPageTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::shared_ptr<FaultyKeysWorkspace> m_faulty;
    std::unique_ptr<KeysPage> m_page;
    TenantId m_acme;

    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<KeysPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    KeyPanel *panel() const { return m_page->findChild<KeyPanel *>(); }
    ui::PagedTable *table() const { return m_page->findChild<ui::PagedTable *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    ApiKeysModel *model() const { return m_page->findChild<ApiKeysModel *>(); }
    ui::KeySecretDialog *secretWindow() const
    {
        for (auto *dialog : m_page->findChildren<ui::KeySecretDialog *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    ui::ConfirmDialog *question() const
    {
        for (auto *dialog : m_page->findChildren<ui::ConfirmDialog *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    /// The button of that name which is seen: acts that were there before may wait to be deleted, and new ones to be shown.
    QAbstractButton *seen(const char *name) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (button->isVisible() && button->isEnabled())
                return button;
        return nullptr;
    }
    void press(const char *name)
    {
        QTRY_VERIFY2(seen(name), name);
        seen(name)->click();
    }
    void answerQuestion(const QString &reason)
    {
        QTRY_VERIFY(question());
        auto *dialog = question();
        QVERIFY(!dialog->actButton()->isEnabled());
        dialog->findChild<QLineEdit *>()->setText(reason);
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->actButton()->click();
        QTRY_VERIFY(m_page->isSettled() && !question());
    }
    void trigger(const QString &words)
    {
        for (auto *menu : m_page->findChildren<QMenu *>())
            for (auto *action : menu->actions())
                if (action->text() == words) {
                    action->trigger();
                    return;
                }
        QFAIL(qPrintable(words));
    }
    IssuedApiKey make(const QString &name)
    {
        ApiKeyDraft draft{name};
        draft.permissions = {QStringLiteral("orders:read")};
        auto made = waitFor(m_store->apiKeys()->create(m_acme, draft, {}));
        return made ? *made : IssuedApiKey();
    }
    ApiKey stored(const ApiKeyId &id) { return waitFor(m_store->apiKeys()->find(id.toString(), {})).value_or(ApiKey()); }
    void choose(const ApiKeyId &id)
    {
        table()->setCurrentId(id.toString());
        emit table()->activated(id.toString());
        QTRY_VERIFY(m_page->isSettled() && panel()->keyId() == id.toString());
    }
    /// Past the ports: what the service does.
    bool serviceWrites(const QByteArray &sql) const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_real->places().data + QStringLiteral("/control.db")).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, ("BEGIN IMMEDIATE; UPDATE meta SET commit_no = commit_no + 1;" + sql + "; COMMIT;").constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }
    /// For looking at: PLANCIA_PICTURES names a folder.
    void picture(QWidget &widget, const QString &name)
    {
        QCoreApplication::processEvents(); // what was added is laid out
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            widget.grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/keys-") + name + QStringLiteral(".png"));
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
        m_faulty = std::make_shared<FaultyKeysWorkspace>(m_store);
        m_real->workspace = m_faulty;
        auto tenant = waitFor(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(tenant);
        m_acme = tenant->id;
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_faulty.reset();
        m_store.reset();
        m_real.reset();
    }

    void saysThatThereAreNoneYetAndOffersOne()
    {
        showPage();
        QVERIFY(states()->state() == ui::PageStates::State::Empty);
        picture(*m_page, QStringLiteral("empty"));
        press("newKey");
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create);
        QCOMPARE(QApplication::focusWidget(), part<QLineEdit>(*m_page, "keyTenant"));
        press("save");
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create); // a tenant and a name are missing
        picture(*m_page, QStringLiteral("faults"));
    }

    void aNewKeyIsShownOnce()
    {
        showPage();
        press("newKey");
        type(*m_page, "keyTenant", QStringLiteral("nobody"));
        type(*m_page, "keyName", QStringLiteral("Deploy & more"));
        type(*m_page, "keyPermissions", QStringLiteral("orders:write, orders:read"));
        part<QPlainTextEdit>(*m_page, "keyLimits")->setPlainText(QStringLiteral("calls=100/1m\nburst=5/1s"));
        part<QPlainTextEdit>(*m_page, "keyAddresses")->setPlainText(QStringLiteral("192.0.2.0/24"));
        part<QCheckBox>(*m_page, "keyHasExpiry")->setChecked(true);
        press("save");
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create); // no such tenant: said at the field
        QVERIFY(!secretWindow());
        type(*m_page, "keyTenant", QStringLiteral("acme"));
        press("save");
        QTRY_VERIFY(secretWindow());
        auto *dialog = secretWindow();
        const QString secret = part<ui::TextBlock>(*dialog, "secretText")->toPlainText();
        const auto verified = waitFor(m_store->apiKeys()->verify(secret, {QStringLiteral("192.0.2.7")}, {}));
        QVERIFY(verified && verified->isValid());
        QCOMPARE(verified->key.permissions, (QStringList{"orders:read", "orders:write"}));
        QCOMPARE(verified->key.limits.size(), 2);
        QVERIFY(verified->key.expiresAt > 0);
        picture(*dialog, QStringLiteral("secret"));
        // It is in no state that the page gives away, nor anywhere on the page.
        QVERIFY(!QJsonDocument::fromVariant(m_page->saveState()).toJson().contains(secret.right(30).toLatin1()));
        dialog->reject();
        QVERIFY(dialog->isVisible()); // neither copied nor sealed: said first
        QVERIFY(part<ui::Notice>(*dialog, "secretNotice")->isVisible());
        click(*dialog, "copySecret");
        QCOMPARE(QApplication::clipboard()->text(), secret);
        picture(*dialog, QStringLiteral("copied"));
        const QString file = m_real->filePath(QStringLiteral("acme.sealed"));
        dialog->seal(file);
        QTRY_VERIFY(part<QLabel>(*dialog, "passphrase")->isVisible());
        picture(*dialog, QStringLiteral("sealed"));
        QFile sealed(file);
        QVERIFY(sealed.open(QIODevice::ReadOnly));
        QVERIFY(!sealed.readAll().contains(secret.right(20).toLatin1()));
        QCOMPARE(sealed.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        const QString words = part<QLabel>(*dialog, "passphrase")->text();
        const auto opened = secrets::openSealed(file, words.toUpper());
        QVERIFY(opened);
        QCOMPARE(QJsonDocument::fromJson(*opened)["key"].toString(), secret);
        QVERIFY(!secrets::openSealed(file, words.left(words.size() - 1) + (words.endsWith(u'a', Qt::CaseInsensitive) ? u'b' : u'a')));
        dialog->seal(file); // never replaced
        QTRY_VERIFY(shownError(*dialog, QStringLiteral("IO_009")));
        dialog->reject();
        QTRY_VERIFY(!secretWindow());
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Detail);
        QTRY_COMPARE(model()->rowCount(), 1);
        QTRY_VERIFY(m_page->isSettled());
        picture(*m_page, QStringLiteral("made"));
    }

    void twoVersionsAreMergedFieldByField()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        showPage();
        choose(made.key.id);
        press("edit");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        type(*m_page, "keyName", QStringLiteral("Mine"));
        type(*m_page, "keyPermissions", QStringLiteral("orders:write"));
        const ApiKey before = stored(made.key.id);
        ApiKeyDraft theirs = draftOf(before);
        theirs.name = QStringLiteral("Theirs");
        theirs.permissions = {QStringLiteral("stock:read")};
        theirs.addresses = {QStringLiteral("192.0.2.0/24")};
        QVERIFY(waitFor(m_store->apiKeys()->update(refOf(before), theirs, {})));
        press("save");
        QTRY_VERIFY(m_page->isSettled() && part<ui::TextBlock>(*m_page, "nameTheirs"));
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        QCOMPARE(part<ui::TextBlock>(*m_page, "nameMine")->toPlainText(), QStringLiteral("Mine"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "permissionsTheirs")->toPlainText(), QStringLiteral("stock:read"));
        QVERIFY(!m_page->findChild<QWidget *>(QStringLiteral("addressesTake"))); // not touched here: theirs
        QCOMPARE(part<QPlainTextEdit>(*m_page, "keyAddresses")->toPlainText(), QStringLiteral("192.0.2.0/24"));
        QCOMPARE(stored(made.key.id).name, QStringLiteral("Theirs")); // nothing was overwritten
        picture(*m_page, QStringLiteral("conflict"));
        press("permissionsTake");
        QTRY_COMPARE(part<QLineEdit>(*m_page, "keyPermissions")->text(), QStringLiteral("stock:read"));
        press("save");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        const ApiKey now = stored(made.key.id);
        QCOMPARE(now.name, QStringLiteral("Mine"));
        QCOMPARE(now.permissions, QStringList{QStringLiteral("stock:read")});
        QCOMPARE(now.addresses, QStringList{QStringLiteral("192.0.2.0/24")});
    }

    void takesAKeyThatTheServiceHas()
    {
        const QString theirs = QStringLiteral("shop_live_sk_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928");
        showPage();
        press("newKey");
        QVERIFY(!part<QLineEdit>(*m_page, "keySecret")->isVisible());
        type(*m_page, "keyTenant", QStringLiteral("acme"));
        type(*m_page, "keyName", QStringLiteral("Shop"));
        for (auto *button : panel()->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QStringLiteral("Take an existing key"))
                button->click();
        QTRY_VERIFY(part<QLineEdit>(*m_page, "keySecret")->isVisible());
        QCOMPARE(part<QLineEdit>(*m_page, "keyName")->text(), QStringLiteral("Shop")); // what was typed stays
        QCOMPARE(part<QLineEdit>(*m_page, "keySecret")->echoMode(), QLineEdit::Password);
        press("save");
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create); // the key is missing
        picture(*m_page, QStringLiteral("adopt"));
        QString slip = make(QStringLiteral("Other")).secret;
        slip[30] = slip[30] == u'a' ? u'b' : u'a';
        type(*m_page, "keySecret", slip);
        press("save");
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create); // mistyped: said at the field
        type(*m_page, "keySecret", theirs);
        QVERIFY(!QJsonDocument::fromVariant(m_page->saveState()).toJson().contains(theirs.right(20).toLatin1()));
        press("save");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!secretWindow()); // nothing to hand over
        QVERIFY(part<QLineEdit>(*m_page, "keySecret")->text().isEmpty());
        const auto verified = waitFor(m_store->apiKeys()->verify(theirs, {}, {}));
        QVERIFY(verified && verified->isValid());
        QCOMPARE(verified->key.name, QStringLiteral("Shop"));
        QCOMPARE(verified->key.shown, theirs.left(30));

        press("newKey"); // the same once more: known already, said at the field
        panel()->startAdopt();
        type(*m_page, "keyTenant", QStringLiteral("acme"));
        type(*m_page, "keyName", QStringLiteral("Shop again"));
        type(*m_page, "keySecret", theirs);
        press("save");
        QTRY_VERIFY(part<QLineEdit>(*m_page, "keySecret")->accessibleDescription().contains(QStringLiteral("known already")));
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Create);
        press("cancel");
        QTRY_VERIFY(part<QLineEdit>(*m_page, "keySecret")->text().isEmpty());
    }

    void saysWhetherAKeyIsLetIn()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        showPage();
        press("verifyKeys");
        QCOMPARE(panel()->mode(), KeyPanel::Mode::Verify);
        QCOMPARE(QApplication::focusWidget(), part<QLineEdit>(*m_page, "verifyKey"));
        press("verify"); // nothing to verify
        auto *answer = part<ui::Notice>(*m_page, "verifyAnswer");
        QVERIFY(!answer->isVisible());
        const auto says = [&](const QString &key, const QString &permission) {
            type(*m_page, "verifyKey", key);
            type(*m_page, "verifyPermission", permission);
            [this] { press("verify"); }();
            QCoreApplication::processEvents(); // the act comes after the click
            [this] { QTRY_VERIFY(m_page->isSettled()); }();
            return answer->isVisible() ? answer->findChild<QLabel *>()->text() : QString();
        };
        QCOMPARE(says(made.secret, {}), QStringLiteral("The service lets it in."));
        QTRY_VERIFY(part<QWidget>(*m_page, "verifiedTenant")->isVisible());
        picture(*m_page, QStringLiteral("verified"));
        QVERIFY(!QJsonDocument::fromVariant(m_page->saveState()).toJson().contains(made.secret.right(20).toLatin1()));
        QVERIFY(says(made.secret, QStringLiteral("orders:delete")).contains(QStringLiteral("lacks the permission")));
        QString slip = made.secret;
        slip[30] = slip[30] == u'a' ? u'b' : u'a';
        QVERIFY(says(slip, {}).contains(QStringLiteral("slip of the finger")));
        QVERIFY(!part<QWidget>(*m_page, "verifiedTenant"));
        QVERIFY(waitFor(m_store->apiKeys()->setStatus(refOf(made.key), ApiKeyStatus::Revoked, QStringLiteral("over"), {})));
        QVERIFY(says(made.secret, {}).contains(QStringLiteral("revoked")));
        picture(*m_page, QStringLiteral("refused"));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::Fails;
        says(made.secret, {});
        QTRY_VERIFY(shownError(*m_page));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::None;
        for (auto *button : answer->findChildren<QPushButton *>())
            if (button->isVisible())
                button->click();
        says(made.secret, {});
        for (auto *button : answer->findChildren<QPushButton *>())
            if (button->isVisible())
                button->click(); // to the key
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(panel()->keyId(), made.key.id.toString());
        QVERIFY(part<QLineEdit>(*m_page, "verifyKey")->text().isEmpty()); // forgotten
    }

    void theClipboardForgets()
    {
        QWidget window;
        auto *clipboard = new ui::ClipboardSecret(&window, 1);
        QSignalSpy cleared(clipboard, &ui::ClipboardSecret::cleared);
        clipboard->copy(QStringLiteral("plancia_live_secret"));
        QTRY_COMPARE(cleared.size(), 1);
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        clipboard->copy(QStringLiteral("plancia_live_secret"));
        QApplication::clipboard()->setText(QStringLiteral("something of mine"));
        QTRY_COMPARE(cleared.size(), 2);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("something of mine"));
        auto *last = new ui::ClipboardSecret(&window, ui::ClipboardSecret::kClearAfterMs);
        QVERIFY(ui::ClipboardSecret::kClearAfterMs == 30'000);
        last->copy(QStringLiteral("plancia_live_secret"));
        delete last; // the program ends before its time
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void rotatesAndShowsWhoStillUsesTheOldOne()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        showPage();
        choose(made.key.id);
        press("rotate");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Rotate);
        QCOMPARE(part<QComboBox>(*m_page, "grace")->currentData().toLongLong(), kDefaultGraceMs);
        QCOMPARE(part<QComboBox>(*m_page, "grace")->count(), 7);
        picture(*m_page, QStringLiteral("rotate"));
        press("apply");
        QTRY_VERIFY(secretWindow());
        const QString secret = part<ui::TextBlock>(*secretWindow(), "secretText")->toPlainText();
        QVERIFY(waitFor(m_store->apiKeys()->verify(secret, {}, {}))->isValid());
        click(*secretWindow(), "copySecret");
        secretWindow()->reject();
        QTRY_VERIFY(m_page->isSettled() && !secretWindow());
        QTRY_VERIFY(panel()->keyId() != made.key.id.toString()); // the successor
        press("predecessor");
        QTRY_VERIFY(m_page->isSettled() && panel()->keyId() == made.key.id.toString());
        auto *notice = part<ui::Notice>(*m_page, "graceNotice");
        QVERIFY(notice->isVisible());
        QVERIFY(notice->findChild<QLabel *>()->text().contains(QStringLiteral("Nobody has used it yet")));
        picture(*m_page, QStringLiteral("grace"));
        QVERIFY(serviceWrites("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, address)"
                              " SELECT k.tenant_id, k.updated_at + n.value, randomblob(16), k.id, '/v1/orders', 'GET', 200, 900, iif(n.value < 3, '192.0.2.7', '198.51.100.20')"
                              " FROM api_keys k, json_each('[1, 2, 3]') n WHERE k.successor_id IS NOT NULL;"
                              "UPDATE api_keys SET last_used_at = updated_at / 60000 * 60000, last_used_address = '192.0.2.7', last_used_client = 'curl/8' WHERE successor_id IS NOT NULL"));
        panel()->reloadKey();
        QTRY_VERIFY(m_page->isSettled() && part<QWidget>(*m_page, "caller:192.0.2.7"));
        QVERIFY(part<QWidget>(*m_page, "caller:198.51.100.20")->isVisible());
        picture(*m_page, QStringLiteral("callers"));
        QVERIFY(stateOf(stored(made.key.id), QDateTime::currentMSecsSinceEpoch()) == ApiKeyState::InGrace);
    }

    void endsKeysWithAReason()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        showPage();
        choose(made.key.id);
        trigger(QStringLiteral("Disable…"));
        answerQuestion(QStringLiteral("looked odd"));
        QVERIFY(stored(made.key.id).status == ApiKeyStatus::Disabled);
        QTRY_COMPARE(part<ui::TextBlock>(*m_page, "keyReason")->toPlainText(), QStringLiteral("looked odd"));
        press("enable");
        answerQuestion(QStringLiteral("ours"));
        QVERIFY(stored(made.key.id).status == ApiKeyStatus::Active);
        trigger(QStringLiteral("Revoke…"));
        QTRY_VERIFY(question());
        picture(*question(), QStringLiteral("revoke"));
        answerQuestion(QStringLiteral("leaked"));
        QVERIFY(stored(made.key.id).status == ApiKeyStatus::Revoked);
        picture(*m_page, QStringLiteral("revoked"));
        QTRY_VERIFY(seen("delete"));
    }

    void keepsWhatWasTypedWhenSomebodyWasFirst()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        showPage();
        choose(made.key.id);
        press("edit");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        type(*m_page, "keyName", QStringLiteral("Mine"));
        QVERIFY(waitFor(m_store->apiKeys()->update(refOf(made.key), {QStringLiteral("Theirs")}, {})));
        press("save");
        QTRY_VERIFY(m_page->isSettled() && part<ui::TextBlock>(*m_page, "nameTheirs"));
        QVERIFY(m_real->errors.contains(ErrorCode::ConflictEdited));
        QCOMPARE(part<QLineEdit>(*m_page, "keyName")->text(), QStringLiteral("Mine"));
        press("save");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Detail);
        QCOMPARE(stored(made.key.id).name, QStringLiteral("Mine"));
    }

    void aSaveThatFailsLateLeavesAnotherKeyAlone()
    {
        const IssuedApiKey deploy = make(QStringLiteral("Deploy")), report = make(QStringLiteral("Report"));
        showPage();
        choose(deploy.key.id);
        press("edit");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        type(*m_page, "keyName", QStringLiteral("Mine"));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::Fails;
        press("save");
        QCoreApplication::sendPostedEvents(panel(), QEvent::MetaCall); // it is under way, and its answer waits
        m_faulty->FaultyBase::fault().kind = Fault::Kind::None;
        choose(report.key.id);
        QTRY_VERIFY(m_real->errors.contains(ErrorCode::DbConnectionLost));
        QVERIFY(!shownError(*m_page)); // nor is there anything to try again on this one
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(stored(report.key.id).name, QStringLiteral("Report"));
        QCOMPARE(stored(deploy.key.id).name, QStringLiteral("Deploy"));
        QCOMPARE(panel()->keyId(), report.key.id.toString());
    }

    void isBuiltAnewFromItsState()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        make(QStringLiteral("Other"));
        showPage({{QStringLiteral("tenant"), m_acme.toString()}, {QStringLiteral("tenantSlug"), QStringLiteral("acme")}});
        QVERIFY(part<QAbstractButton>(*m_page, "tenantFilter")->isVisible());
        choose(made.key.id);
        press("edit");
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        type(*m_page, "keyName", QStringLiteral("Half typed"));
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QTRY_COMPARE(panel()->mode(), KeyPanel::Mode::Edit);
        QCOMPARE(part<QLineEdit>(*m_page, "keyName")->text(), QStringLiteral("Half typed"));
        QCOMPARE(model()->rowCount(), 2);
        press("tenantFilter");
        QTRY_VERIFY(m_page->isSettled() && !part<QAbstractButton>(*m_page, "tenantFilter")->isVisible());
    }

    void filtersByStateAndWords()
    {
        const IssuedApiKey made = make(QStringLiteral("Deploy"));
        make(QStringLiteral("Other"));
        QVERIFY(waitFor(m_store->apiKeys()->setStatus(refOf(made.key), ApiKeyStatus::Revoked, QStringLiteral("x"), {})));
        showPage();
        QCOMPARE(model()->rowCount(), 2);
        auto *filter = m_page->findChild<ui::FilterBar *>();
        filter->setChip(QStringLiteral("revoked"));
        emit filter->changed();
        QTRY_COMPARE(model()->rowCount(), 1);
        filter->setText(QStringLiteral("nothing like it"));
        emit filter->changed();
        QTRY_VERIFY(states()->state() == ui::PageStates::State::Empty && m_page->isSettled());
        emit states()->emptyActionRequested();
        QTRY_COMPARE(model()->rowCount(), 2);
    }

    void saysWhatWentWrongAndTriesAgain()
    {
        make(QStringLiteral("Deploy"));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::Fails;
        showPage();
        QVERIFY(shownError(*m_page, QStringLiteral("DB_004")));
        picture(*m_page, QStringLiteral("error"));
        m_faulty->FaultyBase::fault().kind = Fault::Kind::None;
        emit shownError(*m_page)->actionRequested(QStringLiteral("retry"));
        QTRY_COMPARE(model()->rowCount(), 1);
        QVERIFY(m_real->errors.contains(ErrorCode::DbConnectionLost));
    }

    void leadsFromATenantToItsKeys()
    {
        auto page = m_real->show<ui::TenantsPage>();
        QTRY_VERIFY(page->isSettled());
        auto *list = page->findChild<ui::PagedTable *>();
        emit list->activated(m_acme.toString());
        QTRY_VERIFY(page->isSettled());
        click(*page, "tenantKeys");
        QCOMPARE(m_real->navigated, QStringList{"keys"});
        QCOMPARE(m_real->lastState.value(QStringLiteral("tenant")).toString(), m_acme.toString());
    }
};

QTEST_MAIN(KeysPageTest)
#include "tst_keyspage.moc"
