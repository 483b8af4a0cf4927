// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/usersmodel.h"
#include "tests/support/faulty.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/onetimesecret.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/people/peoplepage.h"
#include "ui/pages/people/userpanel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTimer>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;
using ui::PeoplePage;
using ui::UserPanel;

/// The same store as somebody sees it who may only end sessions.
class SupportWorkspace : public FaultyWorkspace {
public:
    using FaultyWorkspace::FaultyWorkspace;
    Capabilities capabilities() const override { return Capabilities(Capability::ReadTenants) | Capability::ReadAudit | Capability::EndSessions; }
};

/// The people page as a person uses it, on a real local store.
class PeoplePageTest : public QObject {
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
        m_store = **opened;
        m_faulty = std::make_shared<FaultyWorkspace>(m_store);
        m_real->workspace = m_faulty;
        m_acme = wait(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(!m_acme.id.isNull());
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_faulty.reset();
        m_store.reset();
        m_real.reset();
    }

    void invitesAPersonAndShowsTheCodeOnce()
    {
        showPage();
        QCOMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("No people yet")));
        press("invitePerson");
        QCOMPARE(panel()->mode(), UserPanel::Mode::Invite);
        press("save"); // nothing was typed
        QVERIFY(labelWith(QStringLiteral("needs a value")));
        type(*m_page, "userTenant", QStringLiteral("nowhere"));
        type(*m_page, "userEmail", QStringLiteral("anna"));
        QVERIFY(labelWith(QStringLiteral("cannot be used: it needs one @")));
        type(*m_page, "userEmail", QStringLiteral("Anna@Acme.example"));
        type(*m_page, "userName", QStringLiteral("Anna Rossi"));
        press("save");
        QTRY_VERIFY(labelWith(QStringLiteral("nowhere")) && m_page->isSettled()); // no such tenant, said at its field
        picture("invite");
        type(*m_page, "userTenant", QStringLiteral("acme"));
        press("save");
        QTRY_COMPARE(panel()->mode(), UserPanel::Mode::Code);
        QTRY_VERIFY(m_page->isSettled());
        picture("code");
        const QString code = part<QLabel>(*m_page, "secret")->text();
        QCOMPARE(code.size(), 29);
        const User anna = stored(QStringLiteral("anna@acme.example"));
        QCOMPARE(anna.name, QStringLiteral("Anna Rossi"));
        QCOMPARE(model()->rowCount(), 1);
        press("copySecret");
        QCOMPARE(QApplication::clipboard()->text(), code);
        // The code is in no state, and gone once the panel shows something else.
        QVERIFY(!QJsonDocument::fromVariant(m_page->saveState()).toJson().contains(code.toUtf8()));
        press("codeDone");
        QTRY_COMPARE(panel()->mode(), UserPanel::Mode::Detail);
        QVERIFY(!labelWith(code));
        QCOMPARE(part<QLabel>(*m_page, "secret")->text(), QString());
        // The address is taken now: said at the field, with what was typed still there.
        press("invitePerson");
        type(*m_page, "userTenant", QStringLiteral("acme"));
        type(*m_page, "userEmail", QStringLiteral("ANNA@acme.example"));
        press("save");
        QTRY_VERIFY(labelWith(QStringLiteral("Another person of this tenant has the address")));
        QCOMPARE(part<QLineEdit>(*m_page, "userEmail")->text(), QStringLiteral("ANNA@acme.example"));
    }

    void theClipboardIsEmptiedUnlessItHoldsSomethingElse()
    {
        ui::OneTimeSecret secret(nullptr, 1);
        secret.setSecret(QStringLiteral("11111-22222"));
        part<QAbstractButton>(secret, "copySecret")->click();
        QTRY_COMPARE(QApplication::clipboard()->text(), QString());
        {
            ui::OneTimeSecret gone(nullptr, 1);
            gone.setSecret(QStringLiteral("33333-44444"));
            part<QAbstractButton>(gone, "copySecret")->click();
            QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("33333-44444"));
        }
        QTRY_COMPARE(QApplication::clipboard()->text(), QString());
        part<QAbstractButton>(secret, "copySecret")->click();
        QApplication::clipboard()->setText(QStringLiteral("mine"));
        QTimer after; // started later with the same wait: when it fires, the other has
        after.setSingleShot(true);
        QSignalSpy fired(&after, &QTimer::timeout);
        after.start(5);
        QVERIFY(fired.wait());
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("mine"));
    }

    void showsOneTenantsPeopleAndAllAgain()
    {
        const Tenant other = wait(m_store->tenants()->create({QStringLiteral("globex"), QStringLiteral("Globex"), TenantStatus::Active, {}}, {}));
        invite(QStringLiteral("anna@acme.example"), UserRole::Owner);
        wait(m_store->users()->invite(other.id, {QStringLiteral("bruno@globex.example")}, {}));
        showPage({{QStringLiteral("tenant"), other.id.toString()}, {QStringLiteral("tenantSlug"), QStringLiteral("globex")}});
        QCOMPARE(model()->rowCount(), 1);
        QVERIFY(seen("peopleTenant")->text().contains(QStringLiteral("globex")));
        press("invitePerson");
        QCOMPARE(part<QLineEdit>(*m_page, "userTenant")->text(), QStringLiteral("globex"));
        press("cancel");
        QTRY_VERIFY(panel()->isHidden());
        press("peopleTenant");
        QTRY_COMPARE(model()->rowCount(), 2);
        auto *role = part<QComboBox>(*m_page, "roleFilter");
        role->setCurrentIndex(role->findData(QStringLiteral("owner")));
        emit role->activated(role->currentIndex());
        QTRY_COMPARE(model()->rowCount(), 1);
        QCOMPARE(model()->index(0, UsersModel::Email).data().toString(), QStringLiteral("anna@acme.example"));
        auto *line = m_page->findChild<ui::FilterBar *>()->findChild<QLineEdit *>();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("nobody"));
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("Nobody matches")));
        buttonWith(QStringLiteral("Clear the filter"), *states())->click();
        QTRY_COMPARE(model()->rowCount(), 2);
    }

    void showsHowAPersonComesInAndEndsSessions()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        const QByteArray id = anna.id.uuid().toRfc4122().toHex();
        const QByteArray session = "INSERT INTO user_sessions SELECT tenant_id, id, %1, %2, '192.0.2.7', 1700000000000, 1700000000000, 1700000900000, %3, %4 FROM users WHERE id = x'" + id + "';";
        QVERIFY(serviceWrites(QByteArray(session).replace("%1", "x'0000000000000000000000000000000a'").replace("%2", "'Firefox on Linux'").replace("%3", "9999999999999").replace("%4", "NULL, ''")
                              + QByteArray(session).replace("%1", "x'0000000000000000000000000000000b'").replace("%2", "'Copied phone'").replace("%3", "9999999999999").replace("%4", "1700000001000, 'token_reused'")
                              + "INSERT INTO session_tokens SELECT tenant_id, id, x'0000000000000000000000000000000b', 1, zeroblob(32), 1, 2, 1700000001000 FROM users WHERE id = x'" + id + "';"
                              + "INSERT INTO sign_ins SELECT tenant_id, 1700000000000, x'0000000000000000000000000000000c', id, 'bad_password', '192.0.2.9', 'curl' FROM users WHERE id = x'" + id + "'"));
        showPage();
        open(anna);
        QTRY_VERIFY(labelWith(QStringLiteral("somebody has a copy")));
        picture("detail");
        QVERIFY(textWith(QStringLiteral("Copied phone")) && textWith(QStringLiteral("Firefox on Linux")));
        QVERIFY(textWith(QStringLiteral("Argon2id")));
        QVERIFY(textWith(QStringLiteral("192.0.2.9")));
        press("endSession");
        confirm(QStringLiteral("Lost"));
        QTRY_VERIFY(!m_real->notes.isEmpty() && m_page->isSettled());
        QCOMPARE(m_real->notes.last(), QStringLiteral("1 session(s) ended.")); // no translation is loaded here
        QTRY_VERIFY(!seen("endSession"));
        QTRY_VERIFY(labelWith(QStringLiteral("Lost")));
    }

    void disablesEnablesResetsVerifiesExportsAndErases()
    {
        User anna = active(QStringLiteral("anna@acme.example"));
        showPage();
        open(anna);
        choose("disable");
        confirm(QStringLiteral("Left"));
        QTRY_VERIFY(stored(anna.email).status == UserStatus::Disabled);
        QTRY_VERIFY(m_page->isSettled());
        press("enable");
        confirm(QStringLiteral("Back"));
        QTRY_VERIFY(stored(anna.email).status == UserStatus::Active);
        QTRY_VERIFY(m_page->isSettled());
        choose("verifyEmail");
        QTRY_VERIFY(stored(anna.email).emailVerifiedAt > 0);
        QTRY_VERIFY(m_page->isSettled());
        press("reset");
        confirm({});
        QTRY_COMPARE(panel()->mode(), UserPanel::Mode::Code);
        press("codeDone");
        QTRY_VERIFY(m_page->isSettled());
        const QString exported = m_real->filePath(QStringLiteral("anna.json"));
        choose("exportUser");
        chooseFile(exported);
        QTRY_VERIFY(QFile::exists(exported));
        QTRY_VERIFY(m_page->isSettled());
        choose("eraseUser");
        chooseFile(exported); // it is there already
        confirm(QStringLiteral("Asked for"), anna.email);
        QTRY_VERIFY(shownError(*panel(), QStringLiteral("IO_009")));
        QTRY_VERIFY(m_page->isSettled());
        choose("eraseUser");
        const QString gone = m_real->filePath(QStringLiteral("gone.json"));
        chooseFile(gone);
        confirm(QStringLiteral("Asked for"), anna.email);
        QTRY_VERIFY(panel()->isHidden());
        QTRY_COMPARE(model()->rowCount(), 0);
        QVERIFY(m_real->notes.last().contains(gone));
        QVERIFY(stored(anna.email).id.isNull());
    }

    void aCopiedTokenIsAnAlarmInTheList()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        active(QStringLiteral("bruno@acme.example"));
        showPage({{QStringLiteral("status"), QStringLiteral("alarm")}});
        QCOMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("No alarm")));
        picture("no-alarm");
        QVERIFY(serviceWrites("INSERT INTO user_sessions SELECT tenant_id, id, x'0000000000000000000000000000000b', 'Copied phone', '192.0.2.7', 1700000000000, 1700000000000, 1700000900000,"
                              " 9999999999999, NULL, '' FROM users WHERE id = x'" + anna.id.uuid().toRfc4122().toHex() + "';"
                              "INSERT INTO session_tokens SELECT tenant_id, id, x'0000000000000000000000000000000b', 1, zeroblob(32), 1, 2, 1700000001000 FROM users WHERE id = x'" + anna.id.uuid().toRfc4122().toHex() + "'"));
        m_page->refresh();
        QTRY_COMPARE(model()->rowCount(), 1);
        const QModelIndex status = model()->index(0, UsersModel::Status);
        QCOMPARE(status.data().toString(), QStringLiteral("active, alarm"));
        QCOMPARE(status.data(ToneRole).toInt(), int(Tone::Error));
        QVERIFY(status.data(FullTextRole).toString().contains(QStringLiteral("somebody has a copy")));
        picture("alarm");
        buttonWith(QStringLiteral("alarm"), *m_page)->click(); // the chip again: everybody
        QTRY_COMPARE(model()->rowCount(), 2);
        QCOMPARE(model()->index(1, UsersModel::Status).data().toString(), QStringLiteral("active"));
    }

    void whatWasTypedStaysWhenSomebodySavedFirst()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        showPage();
        open(anna);
        press("edit");
        type(*m_page, "userName", QStringLiteral("Mine"));
        wait(m_store->users()->update(anna.ref(), anna.rowVersion, {anna.email, QStringLiteral("Theirs"), anna.role}, {}));
        press("save");
        QTRY_VERIFY(labelWith(QStringLiteral("Somebody else saved this person meanwhile: Theirs")));
        QCOMPARE(stored(anna.email).name, QStringLiteral("Theirs"));
        QCOMPARE(part<QLineEdit>(*m_page, "userName")->text(), QStringLiteral("Mine"));
        QTRY_VERIFY(m_page->isSettled());
        press("save");
        QTRY_COMPARE(stored(anna.email).name, QStringLiteral("Mine"));
    }

    void whatTwoPeopleTypedIsMergedFieldByField()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        showPage();
        open(anna);
        press("edit");
        type(*m_page, "userName", QStringLiteral("My name"));
        type(*m_page, "userEmail", QStringLiteral("mine@acme.example"));
        wait(m_store->users()->update(anna.ref(), anna.rowVersion, {QStringLiteral("theirs@acme.example"), QStringLiteral("Their name"), anna.role}, {}));
        press("save");
        QTRY_VERIFY(part<QWidget>(*m_page, "emailTheirs"));
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(part<QWidget>(*m_page, "nameMine")->isVisible());
        QVERIFY(!part<QWidget>(*m_page, "roleMine")); // the same in both
        press("emailTake");
        QTRY_COMPARE(part<QLineEdit>(*m_page, "userEmail")->text(), QStringLiteral("theirs@acme.example"));
        QTRY_VERIFY(!part<QWidget>(*m_page, "emailTheirs"));
        press("save");
        QTRY_COMPARE(stored(QStringLiteral("theirs@acme.example")).name, QStringLiteral("My name"));
        QVERIFY(stored(QStringLiteral("mine@acme.example")).id.isNull());
    }

    /// What was not touched is theirs: a right that was taken away meanwhile does not come back with a new name.
    void whatWasNotTouchedIsNotWrittenBack()
    {
        const User other = active(QStringLiteral("other@acme.example"), UserRole::Owner); // the last owner stays one
        const User anna = active(QStringLiteral("anna@acme.example"), UserRole::Owner);
        showPage();
        open(anna);
        press("edit");
        type(*m_page, "userName", QStringLiteral("My name"));
        wait(m_store->users()->update(anna.ref(), anna.rowVersion, {QStringLiteral("theirs@acme.example"), anna.name, UserRole::Viewer}, {}));
        press("save");
        QTRY_COMPARE(part<QLineEdit>(*m_page, "userEmail")->text(), QStringLiteral("theirs@acme.example"));
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!part<QWidget>(*m_page, "roleMine") && !part<QWidget>(*m_page, "emailMine"));
        press("save");
        QTRY_COMPARE(stored(QStringLiteral("theirs@acme.example")).name, QStringLiteral("My name"));
        QVERIFY(stored(QStringLiteral("theirs@acme.example")).role == UserRole::Viewer);
        QVERIFY(!other.id.isNull());
    }

    void theLastOwnersRoleIsRefusedAtItsField()
    {
        const User anna = active(QStringLiteral("anna@acme.example"), UserRole::Owner);
        showPage();
        open(anna);
        press("edit");
        auto *role = part<QComboBox>(*m_page, "userRole");
        role->setCurrentIndex(role->findData(QStringLiteral("member")));
        emit role->activated(role->currentIndex());
        press("save");
        QTRY_VERIFY(labelWith(QStringLiteral("last active owner")));
        QCOMPARE(panel()->mode(), UserPanel::Mode::Edit);
        QVERIFY(stored(anna.email).role == UserRole::Owner);
    }

    void draftsSurviveAnotherPersonAndANewPage()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        const User bruno = active(QStringLiteral("bruno@acme.example"));
        showPage();
        open(anna);
        press("edit");
        type(*m_page, "userName", QStringLiteral("Half"));
        open(bruno);
        open(anna);
        QVERIFY(labelWith(QStringLiteral("are not saved yet")));
        press("edit");
        QCOMPARE(part<QLineEdit>(*m_page, "userName")->text(), QStringLiteral("Half"));
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QCOMPARE(panel()->mode(), UserPanel::Mode::Edit);
        QCOMPARE(part<QLineEdit>(*m_page, "userName")->text(), QStringLiteral("Half"));
        press("cancel");
        QTRY_COMPARE(panel()->mode(), UserPanel::Mode::Detail);
        QVERIFY(!labelWith(QStringLiteral("are not saved yet")));
    }

    void whatTheRoleMayNotDoIsGreyAndSaysWhy()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        m_real->workspace = std::make_shared<SupportWorkspace>(m_store);
        showPage();
        auto *invite = part<QAbstractButton>(*m_page, "invitePerson");
        QVERIFY(!invite->isEnabled());
        QVERIFY(invite->toolTip().contains(QStringLiteral("lacks a privilege")));
        open(anna);
        QTRY_VERIFY(m_page->isSettled());
        picture("support");
        for (const char *name : {"edit", "reset"}) {
            auto *button = visible(name);
            QVERIFY2(button && !button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(QStringLiteral("lacks a privilege")), name);
        }
        for (auto *action : visible("more")->findChildren<QAction *>())
            if (!action->objectName().isEmpty())
                QCOMPARE(action->isEnabled(), action->objectName() == u"endSessions");
        choose("endSessions");
        confirm(QStringLiteral("Asked for"));
        QTRY_VERIFY(!m_real->notes.isEmpty());
    }

    void anErrorIsExplainedAndTriedAgain()
    {
        const User anna = active(QStringLiteral("anna@acme.example"));
        m_faulty->usersFault.fault().kind = Fault::Kind::Fails;
        showPage();
        QCOMPARE(states()->state(), ui::PageStates::State::Error);
        QVERIFY(shownError(*m_page));
        m_faulty->usersFault.fault().kind = Fault::Kind::None;
        m_page->refresh();
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Ready);
        open(anna);
        QTRY_VERIFY(m_page->isSettled());
        press("edit");
        type(*m_page, "userName", QStringLiteral("Kept"));
        m_faulty->usersFault.fault().kind = Fault::Kind::Fails;
        press("save");
        QTRY_VERIFY(shownError(*panel()));
        QCOMPARE(part<QLineEdit>(*m_page, "userName")->text(), QStringLiteral("Kept"));
        m_faulty->usersFault.fault().kind = Fault::Kind::Hangs;
        press("save");
        press("stop");
        QTRY_VERIFY(m_page->isSettled());
        m_faulty->usersFault.fault().kind = Fault::Kind::None;
        press("save");
        QTRY_COMPARE(stored(anna.email).name, QStringLiteral("Kept"));
    }

    void withoutAWorkspaceItSaysSo()
    {
        m_real->workspace.reset();
        showPage();
        QVERIFY(labelWith(QStringLiteral("No workspace is open")));
        QVERIFY(!part<QAbstractButton>(*m_page, "invitePerson")->isEnabled());
    }

private:
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<PeoplePage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/people-") + name + QStringLiteral(".png"));
    }
    UserPanel *panel() const { return m_page->findChild<UserPanel *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    UsersModel *model() const { return m_page->findChild<UsersModel *>(); }

    QAbstractButton *visible(const char *name) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (button->isVisible())
                return button;
        return nullptr;
    }
    QAbstractButton *seen(const char *name) const
    {
        QAbstractButton *button = visible(name);
        return button && button->isEnabled() ? button : nullptr;
    }
    void press(const char *name)
    {
        QTRY_VERIFY2(seen(name), name);
        seen(name)->click();
        QCoreApplication::processEvents(); // some acts are done a moment later
    }
    void choose(const char *name)
    {
        QTRY_VERIFY2(seen("more"), name);
        auto *action = seen("more")->findChild<QAction *>(QLatin1String(name));
        QVERIFY2(action, name);
        action->trigger();
        QCoreApplication::processEvents();
    }
    template <class D>
    D *shownDialog() const
    {
        for (D *dialog : m_page->findChildren<D *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    void confirm(const QString &reason, const QString &name = {})
    {
        QTRY_VERIFY(shownDialog<ui::ConfirmDialog>());
        auto *dialog = shownDialog<ui::ConfirmDialog>();
        const auto lines = dialog->findChildren<QLineEdit *>();
        QCOMPARE(lines.size(), int(!reason.isEmpty()) + int(!name.isEmpty()));
        if (!reason.isEmpty()) {
            QVERIFY(!dialog->actButton()->isEnabled());
            lines[0]->setText(reason);
        }
        if (!name.isEmpty())
            lines[1]->setText(name);
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->actButton()->click();
    }
    void chooseFile(const QString &path)
    {
        QTRY_VERIFY(shownDialog<QFileDialog>());
        auto *dialog = shownDialog<QFileDialog>();
        part<QLineEdit>(*dialog, "fileNameEdit")->setText(path); // as typed
        QMetaObject::invokeMethod(dialog, "accept");
    }
    void open(const User &user)
    {
        const int row = model()->rowOf(user.id.toString());
        QVERIFY(row >= 0);
        auto *view = m_page->findChild<QTableView *>();
        view->setFocus();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(model()->index(row, 0)).center());
        QTRY_COMPARE(panel()->userId(), user.id.toString());
        QCOMPARE(panel()->mode(), UserPanel::Mode::Detail);
    }
    QLabel *labelWith(const QString &words) const
    {
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return label;
        return nullptr;
    }
    ui::ElidedLabel *textWith(const QString &words) const
    {
        for (auto *label : m_page->findChildren<ui::ElidedLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return label;
        return nullptr;
    }
    static QAbstractButton *buttonWith(const QString &words, const QWidget &where)
    {
        for (auto *button : where.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == words)
                return button;
        return nullptr;
    }
    template <class T>
    T wait(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> answer;
        deliver(future, this, [&](const Result<T> &result) { answer = result; });
        [&] { QTRY_VERIFY(answer); }();
        return answer && *answer ? **answer : T();
    }
    User invite(const QString &email, UserRole role = UserRole::Member)
    {
        return wait(m_store->users()->invite(m_acme.id, {email, {}, role}, {})).user;
    }
    User active(const QString &email, UserRole role = UserRole::Member)
    {
        const User made = invite(email, role);
        return wait(m_store->users()->setPassword(made.ref(), made.rowVersion, QStringLiteral("Correct-Horse-9"), {}));
    }
    User stored(const QString &email) { return wait(m_store->users()->byEmail(m_acme.id, email, {})); }
    /// The service writes into the same store.
    bool serviceWrites(const QByteArray &sql) const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_real->places().data + QStringLiteral("/control.db")).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, ("BEGIN IMMEDIATE; UPDATE meta SET commit_no = commit_no + 1;" + sql + "; COMMIT;").constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }

    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::shared_ptr<FaultyWorkspace> m_faulty;
    std::unique_ptr<PeoplePage> m_page;
    Tenant m_acme;
};

QTEST_MAIN(PeoplePageTest)
#include "tst_peoplepage.moc"
