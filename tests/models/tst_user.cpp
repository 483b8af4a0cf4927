// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/passwordpolicy.h"
#include "models/domain/user.h"

#include <QCryptographicHash>
#include <QTest>

using namespace plancia;

/// What is known of people without any store.
class UserTest : public QObject {
    Q_OBJECT
private slots:
    void addressesAreThoseThatMailCanReach_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<bool>("isOne");
        const auto row = [](const char *name, const QString &email, bool isOne) { QTest::newRow(name) << email << isOne; };
        row("plain", "anna@example.com", true);
        row("dots and a tag", "anna.rossi+tag@mail.example.co.uk", true);
        row("every sign of an atom", "!#$%&'*+-/=?^_`{|}~@example.com", true);
        row("no dot in the domain", "root@localhost", true);
        row("letters beyond ASCII", QStringLiteral("josé@müller.example"), true);
        row("64 before the @", QString(64, u'a') + "@b.c", true);
        row("65 before the @", QString(65, u'a') + "@b.c", false);
        const QString label = QString(63, u'd');
        row("254 in all", QString(62, u'a') + '@' + label + '.' + label + '.' + label, true);
        row("255 in all", QString(63, u'a') + '@' + label + '.' + label + '.' + label, false);
        row("254 letters, more octets", QString(62, u'a') + '@' + label + '.' + label + '.' + QString(63, QChar(0xe9)), false);
        row("a label of 64", "a@" + QString(64, u'd') + ".c", false);
        row("a dot first", ".a@b.c", false);
        row("a dot last", "a.@b.c", false);
        row("two dots", "a..b@b.c", false);
        row("an empty label", "a@b..c", false);
        row("a dot at the end", "a@b.c.", false);
        row("a hyphen first", "a@-b.c", false);
        row("quoted", "\"a b\"@b.c", false);
        row("an address literal", "a@[192.0.2.1]", false);
        row("a comment", "a(b)@c.d", false);
        row("blanks around", " a@b.c ", false);
        row("a no-break space", QStringLiteral("a\u00a0b@c.d"), false);
        row("a zero-width joiner", QStringLiteral("a\u200db@c.d"), false);
    }
    void addressesAreThoseThatMailCanReach()
    {
        QFETCH(QString, email);
        QFETCH(bool, isOne);
        QCOMPARE(validate(UserDraft{email}).isEmpty(), isOne);
    }

    void addressesAreComparedInSmallLetters()
    {
        QCOMPARE(emailKey(u"Anna@EXAMPLE.com"), QStringLiteral("anna@example.com"));
        QCOMPARE(emailKey(u"Ji\u0308r\u030ci@X"), emailKey(u"j\u00ef\u0159i@x"));
        QCOMPARE(emailKey(u"İ@X"), QStringLiteral("İ@x")); // not by the letters of a locale
    }

    void whoHasNoNameIsCalledByTheAddress()
    {
        User user;
        user.email = QStringLiteral("a@b.c");
        user.name = QStringLiteral("  ");
        QCOMPARE(shownName(user), user.email);
        user.name = QStringLiteral("Anna");
        QCOMPARE(shownName(user), user.name);
    }

    void wordsComeBackAsTheyWent()
    {
        for (const UserRole role : {UserRole::Owner, UserRole::Admin, UserRole::Member, UserRole::Viewer})
            QVERIFY(userRoleFromString(toString(role)) == role);
        for (const UserStatus status : {UserStatus::Invited, UserStatus::Active, UserStatus::Disabled})
            QVERIFY(userStatusFromString(toString(status)) == status);
        QVERIFY(!userRoleFromString(u"Owner") && !userRoleFromString(u"") && !userStatusFromString(u"gone"));
    }

    void statusChangesOnlyToAndFromDisabled()
    {
        QVERIFY(canChangeStatus(UserStatus::Active, UserStatus::Disabled));
        QVERIFY(canChangeStatus(UserStatus::Invited, UserStatus::Disabled));
        QVERIFY(canChangeStatus(UserStatus::Disabled, UserStatus::Active));
        QVERIFY(!canChangeStatus(UserStatus::Disabled, UserStatus::Disabled));
        QVERIFY(!canChangeStatus(UserStatus::Invited, UserStatus::Active)); // by coming in alone
        QVERIFY(!canChangeStatus(UserStatus::Active, UserStatus::Active));
    }

    void codesAreWrittenInLettersThatCannotBeMistaken()
    {
        QCOMPARE(makeOneTimeCode(QByteArray(16, char(0))), QStringLiteral("00000-00000-00000-00000-00000"));
        QCOMPARE(makeOneTimeCode(QByteArray(16, char(0xff))), QStringLiteral("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ"));
        QCOMPARE(makeOneTimeCode(QByteArray::fromHex("00443214c74254b635cf84653a56d7c6")), QStringLiteral("01234-56789-ABCDE-FGHJK-MNPQR"));
        QCOMPARE(codeHash(u" 01234-56789-abcde fghjk\nMNPQR"), QCryptographicHash::hash("0123456789ABCDEFGHJKMNPQR", QCryptographicHash::Sha256));
    }

    void thePolicyExplainsItself_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("minLength");
        QTest::addColumn<int>("minKinds");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *name, const QString &password, int length, int kinds, bool fits) {
            QTest::newRow(name) << password << length << kinds << fits;
        };
        row("all kinds", "Abcdef1!", 8, 4, true);
        row("three kinds", "Abcdefg1", 8, 3, true);
        row("two kinds", "abcdefg1", 8, 3, false);
        row("one short", "Abcde1!", 8, 3, false);
        row("one kind is enough", "abcdefgh", 8, 1, true);
        row("letters beyond ASCII", QStringLiteral("Überdöße1"), 8, 3, true);
        row("characters, not units", QStringLiteral("A1🚀🚀🚀🚀🚀"), 8, 3, false);
        row("a letter without case is a sign", QStringLiteral("田中さん田中A1"), 8, 3, true);
        row("blanks count", "correct Horse", 8, 3, true);
        row("empty", "", 8, 1, false);
    }
    void thePolicyExplainsItself()
    {
        QFETCH(QString, password);
        QFETCH(int, minLength);
        QFETCH(int, minKinds);
        QFETCH(bool, fits);
        const PasswordPolicy policy{minLength, minKinds};
        const auto fault = passwordFault(password, policy);
        QCOMPARE(!fault.has_value(), fits);
        if (!fault)
            return;
        QVERIFY(fault->code() == ErrorCode::ValPassword);
        QCOMPARE(fault->fact(u"detail"), passwordPolicyWords(policy));
        QCOMPARE(fault->fact(u"min_length"), QString::number(minLength));
        for (const Fact &fact : fault->facts())
            QVERIFY(password.size() < 3 || !fact.value.contains(password));
    }
    void aPolicyHasBounds()
    {
        QCOMPARE(boundedPolicy({1, 0}), (PasswordPolicy{8, 1}));
        QCOMPARE(boundedPolicy({999, 9}), (PasswordPolicy{64, 4}));
        QVERIFY(passwordFault(QString(1025, u'a'), {8, 1})->code() == ErrorCode::ValTooLong);
    }
};

QTEST_GUILESS_MAIN(UserTest)
#include "tst_user.moc"
