// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/audit.h"
#include "models/domain/tenant.h"
#include "models/errors/catalogue.h"
#include "models/domain/textkey.h"

#include <QTest>

using namespace plancia;

class TestDomain : public QObject {
    Q_OBJECT
private slots:
    void keysFoldTextAlike_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::newRow("case") << "ACME Corp" << "acme corp";
        QTest::newRow("accents") << QStringLiteral("Città è più") << "citta e piu";
        QTest::newRow("decomposed accents") << QStringLiteral("Citta\u0300") << "citta";
        QTest::newRow("sharp s") << QStringLiteral("Straße") << "strasse";
        QTest::newRow("full width") << QStringLiteral("ＡＣＭＥ　１") << "acme 1";
        QTest::newRow("ligature") << QStringLiteral("ﬁn") << "fin";
        QTest::newRow("white space") << QStringLiteral("  a \t b\u00a0 c\n") << "a b c";
        QTest::newRow("direction override") << QStringLiteral("a\u202eb") << "ab";
        QTest::newRow("zero byte") << QString(QChar(0)) + "a" << "a";
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) + "a" << "a";
        QTest::newRow("emoji stays") << QStringLiteral("🚀 Go") << QStringLiteral("🚀 go");
        QTest::newRow("hebrew points") << QStringLiteral("שָׁלוֹם") << QStringLiteral("שלום");
        QTest::newRow("empty") << "" << "";
    }
    void keysFoldTextAlike()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QCOMPARE(textKey(text), key);
        QCOMPARE(textKey(key), key);
    }
    void keysAreCutBetweenCharacters()
    {
        QCOMPARE(textKey(QString(100'000, u'x')).size(), 200);
        const QString rockets = QStringLiteral("a") + QStringLiteral("🚀").repeated(150);
        const QString key = textKey(rockets);
        QCOMPARE(key.size(), 199);
        QVERIFY(key.back().isLowSurrogate());
    }
    void wordsAreDistinctAndBounded()
    {
        QCOMPARE(searchWords({"Acme-Corp (EU)", "acme 2"}), QStringList({"acme", "corp", "eu", "2"}));
        QCOMPARE(searchWords({QString(90, u'y')}).value(0).size(), 40);
        QStringList many;
        for (int i = 0; i < 60; ++i)
            many.append(QString::number(i));
        QCOMPARE(searchWords(many).size(), 24);
        QVERIFY(searchWords({"--- !!"}).isEmpty());
    }
    void prefixEndIsTheNextKey_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("end");
        QTest::newRow("plain") << "ac" << "ad";
        QTest::newRow("before the surrogates") << QString(QChar(0xd7ff)) << QString(QChar(0xe000));
        QTest::newRow("last code point") << QStringLiteral("a\U0010ffff") << "b";
        QTest::newRow("nothing greater") << QStringLiteral("\U0010ffff") << "";
        QTest::newRow("empty") << "" << "";
        QTest::newRow("past the basic plane") << QString(QChar(0xffff)) << QStringLiteral("\U00010000");
    }
    void prefixEndIsTheNextKey()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, end);
        QCOMPARE(prefixEnd(prefix), end);
        if (!end.isEmpty()) {
            QVERIFY((prefix + QStringLiteral("\U0010ffff")).toUtf8() < end.toUtf8());
        }
    }
    void sharesAndKeysAreInverse_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("letters") << "acme" << "zoo";
        QTest::newRow("common prefix") << "tenant 000001" << "tenant 999999";
        QTest::newRow("accents") << QStringLiteral("å") << QStringLiteral("日本");
        QTest::newRow("common lead byte") << QStringLiteral("日") << QStringLiteral("本");
        QTest::newRow("emoji") << "a" << QStringLiteral("🚀🚀");
    }
    void sharesAndKeysAreInverse()
    {
        QFETCH(QString, first);
        QFETCH(QString, last);
        QString previous = first;
        for (int i = 1; i < 20; ++i) {
            const double share = i / 20.0;
            const QString key = keyAtShare(first, last, share);
            QCOMPARE(QString::fromUtf8(key.toUtf8()), key); // well-formed
            QVERIFY2(key.toUtf8() >= previous.toUtf8(), qPrintable(previous + " > " + key));
            // A third of a first byte's range has no character, so a share may move by that much.
            QVERIFY2(std::abs(keyShare(first, last, key) - share) < 0.3, qPrintable(QString::number(share) + key));
            previous = key;
        }
        QCOMPARE(keyShare(first, last, first), 0.0);
        QCOMPARE(keyShare(first, last, last), 1.0);
        QCOMPARE(keyAtShare(first, last, 0), first);
        QCOMPARE(keyAtShare(first, last, 1), last);
    }
    void sharesOfAsciiKeysAreExact()
    {
        QVERIFY(std::abs(keyShare(u"a", u"c", u"b") - 0.5) < 1e-9);
        QCOMPARE(keyAtShare(u"a", u"c", 0.5), QStringLiteral("b"));
        QCOMPARE(keyShare(u"b", u"b", u"b"), 0.0);
    }

    void draftsAreValidated_data()
    {
        QTest::addColumn<QString>("slug");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("notes");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("code");
        const auto row = [](const char *what, const QString &slug, const QString &name, const QString &notes,
                            const char *field, ErrorCode code) {
            QTest::newRow(what) << slug << name << notes << field << static_cast<int>(code);
        };
        row("empty slug", "", "A", "", "slug", ErrorCode::ValRequired);
        row("long slug", QString(64, u'a'), "A", "", "slug", ErrorCode::ValTooLong);
        row("upper case", "Acme", "A", "", "slug", ErrorCode::ValSlug);
        row("starts with dash", "-acme", "A", "", "slug", ErrorCode::ValSlug);
        row("ends with dash", "acme-", "A", "", "slug", ErrorCode::ValSlug);
        row("arabic digit", QStringLiteral("a١"), "A", "", "slug", ErrorCode::ValSlug);
        row("blank name", "a", " \u00a0", "", "name", ErrorCode::ValRequired);
        row("long name", "a", QString(100'000, u'x'), "", "name", ErrorCode::ValTooLong);
        row("tab in name", "a", "x\ty", "", "name", ErrorCode::ValControlChars);
        row("override in name", "a", QStringLiteral("x\u202ey"), "", "name", ErrorCode::ValControlChars);
        row("isolate in name", "a", QStringLiteral("x\u2066y"), "", "name", ErrorCode::ValControlChars);
        row("zero in notes", "a", "x", QString(QChar(0)), "notes", ErrorCode::ValControlChars);
        row("lone surrogate", "a", QString(QChar(0xdc00)), "", "name", ErrorCode::ValControlChars);
        row("long notes", "a", "x", QString(10'001, u'n'), "notes", ErrorCode::ValTooLong);
    }
    void draftsAreValidated()
    {
        QFETCH(QString, slug);
        QFETCH(QString, name);
        QFETCH(QString, notes);
        QFETCH(QString, field);
        QFETCH(int, code);
        const auto faults = validate(TenantDraft{slug, name, TenantStatus::Active, notes});
        QCOMPARE(faults.size(), 1);
        QCOMPARE(faults.first().field, field);
        QCOMPARE(static_cast<int>(faults.first().error.code()), code);
        QCOMPARE(faults.first().error.fact(u"field"), field);
    }
    void goodDraftsPass()
    {
        QVERIFY(validate({"a", "x", TenantStatus::Active, ""}).isEmpty());
        QVERIFY(validate({QString(63, u'a'), QString(200, u'x'), TenantStatus::Trial, "one\n\ttwo"}).isEmpty());
        QVERIFY(validate({"a-1", QStringLiteral("O'Brien \"🚀\" שלום"), TenantStatus::Active, ""}).isEmpty());
    }
    void reasonsAreAskedFor()
    {
        QCOMPARE(validateReason(u" ")->code(), ErrorCode::ValReasonMissing);
        QCOMPARE(validateReason(QString(1001, u'r'))->code(), ErrorCode::ValTooLong);
        QVERIFY(!validateReason(u"unpaid since September"));
    }
    void tagsAreWordsOfOneSpelling()
    {
        QCOMPARE(tagsFrom(u" VIP, eu-west;vip  #Beta "), QStringList({"beta", "eu-west", "vip"}));
        QCOMPARE(tagsFrom(u""), QStringList());
        const auto fault = [](const QStringList &tags) {
            TenantDraft draft{"a", "x", TenantStatus::Active, "", tags, 0};
            const auto faults = validate(draft);
            return faults.isEmpty() ? QString() : faults.first().field + u' ' + errorId(faults.first().error.code());
        };
        QCOMPARE(fault({"vip", "eu-west"}), QString());
        QCOMPARE(fault({"-vip"}), QStringLiteral("tags VAL_014"));
        QCOMPARE(fault({"v.i.p"}), QStringLiteral("tags VAL_014"));
        QCOMPARE(fault({QString(33, u'a')}), QStringLiteral("tags VAL_014"));
        QCOMPARE(fault(QStringList(21, QStringLiteral("a"))), QStringLiteral("tags VAL_002"));
        QCOMPARE(tenantWords("Acme Corp", "acme", {"vip"}), QStringList({"acme", "corp", "#vip"}));
        QCOMPARE(tenantSearch("ac #VIP"), QStringList({"ac", "#vip"}));
        QCOMPARE(tenantSearch("#"), QStringList());
    }
    void onlyATrialHasAnEnd()
    {
        QVERIFY(validate({"a", "x", TenantStatus::Trial, "", {}, 5}).isEmpty());
        QCOMPARE(validate({"a", "x", TenantStatus::Active, "", {}, 5}).first().field, QStringLiteral("trial_ends"));
    }
    void statusesFollowEachOther()
    {
        using S = TenantStatus;
        const QList<S> all{S::Trial, S::Active, S::Suspended, S::Archived};
        QStringList steps;
        for (const S from : all)
            for (const S to : all)
                if (canChangeStatus(from, to))
                    steps.append(toString(from) + u'>' + toString(to));
        QCOMPARE(steps.join(u' '), QStringLiteral("trial>active trial>suspended trial>archived active>suspended active>archived "
                                                  "suspended>active suspended>archived archived>active"));
    }
    void slugsAreSuggested_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("slug");
        QTest::newRow("words") << "Fourth Coffee & Sons" << "fourth-coffee-sons";
        QTest::newRow("accents") << QStringLiteral("Łódź Øl") << "lodz-ol";
        QTest::newRow("apostrophe") << "O'Brien" << "obrien";
        QTest::newRow("nothing latin") << QStringLiteral("日本") << "";
    }
    void slugsAreSuggested()
    {
        QFETCH(QString, name);
        QFETCH(QString, slug);
        QCOMPARE(suggestSlug(name), slug);
        const QString longest = suggestSlug(QString("ab ").repeated(90));
        QVERIFY(validate({longest, "x", TenantStatus::Active, ""}).isEmpty());
    }
    void statusWordsGoBothWays()
    {
        for (const auto status : {TenantStatus::Trial, TenantStatus::Active, TenantStatus::Suspended})
            QVERIFY(tenantStatusFromString(toString(status)) == status);
        for (const auto result : {AuditResult::Done, AuditResult::Refused, AuditResult::Failed})
            QVERIFY(auditResultFromString(toString(result)) == result);
        QVERIFY(!tenantStatusFromString(u"Active"));
        QVERIFY(!auditResultFromString(u""));
        QVERIFY(canChangeStatus(TenantStatus::Trial, TenantStatus::Active));
        QVERIFY(!canChangeStatus(TenantStatus::Active, TenantStatus::Trial));
        QVERIFY(!canChangeStatus(TenantStatus::Suspended, TenantStatus::Suspended));
    }
    void actionNamesAreDistinct()
    {
        const QStringList all = action::all();
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
        QVERIFY(all.contains(action::BundleCreate));
    }
};

QTEST_GUILESS_MAIN(TestDomain)
#include "tst_domain.moc"
