// SPDX-License-Identifier: GPL-3.0-or-later
// Every text that a person may type, in every field of the ports: it comes back as it was, or is refused with its code, on a local
// store, on PostgreSQL and behind pgbouncer. What is refused leaves a row of the trail and changes nothing.
#include "models/domain/apikeyformat.h"
#include "models/domain/textkey.h"
#include "models/errors/catalogue.h"
#include "models/format/csv.h"
#include "models/ports/apikeysport.h"
#include "models/ports/batchport.h"
#include "models/ports/intakeport.h"
#include "models/ports/limitsport.h"
#include "models/ports/usersport.h"
#include "tests/support/eachstore.h"
#include "tests/support/naughtytexts.h"

#include <QRegularExpression>

using namespace plancia;
using namespace plancia::tests;

namespace {

template <class T>
QString codeOf(const Result<T> &result)
{
    return result ? QString() : errorId(result.error().code());
}
bool isWord(const QString &text, const char *shape) { return QRegularExpression(QStringLiteral("\\A%1\\z").arg(QLatin1String(shape))).match(text).hasMatch(); }
const char kSlug[] = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const QString kWhy = QStringLiteral("for a test");

} // namespace

#define SAYS(actual, expected)                                                                                                                   \
    do {                                                                                                                                         \
        const QString a_ = (actual), e_ = (expected);                                                                                            \
        QVERIFY2(a_ == e_, qPrintable(QString::fromUtf8(naughty.name()) + QStringLiteral(": “%1”, expected “%2”").arg(a_.left(80), e_.left(80)))); \
    } while (false)
#define HOLDS(condition) QVERIFY2((condition), naughty.name().constData())

class NaughtyTextsTest : public QObject {
    Q_OBJECT
    EachStore m_store;
    int m_number = 0;

    /// A pooler hands on what it is given: a third of them goes by way of it.
    static QList<NaughtyText> texts()
    {
        if (!EachStore::isPooled())
            return naughtyTexts();
        QList<NaughtyText> third;
        for (qsizetype i = 0; i < naughtyTexts().size(); i += 3)
            third.append(naughtyTexts()[i]);
        return third;
    }
    Workspace &workspace() { return m_store.workspace(); }
    TenantsPort &tenants() { return *workspace().tenants(); }
    UsersPort &users() { return *workspace().users(); }
    ApiKeysPort &keys() { return *workspace().apiKeys(); }
    QString fresh() { return QStringLiteral("wq%1").arg(++m_number); } ///< a word that begins with none of the texts
    Tenant tenant()
    {
        const QString slug = fresh();
        return waitFor(tenants().create({slug, slug, TenantStatus::Active, {}}, {})).value_or(Tenant());
    }
    Tenant now(const QString &slug) { return waitFor(tenants().bySlug(slug, {})).value_or(Tenant()); }
    User person(TenantId tenant)
    {
        const auto made = waitFor(users().invite(tenant, {fresh() + QStringLiteral("@example.com")}, {}));
        return made ? made->user : User();
    }
    User now(const User &user) { return waitFor(users().byId(user.ref(), {})).value_or(User()); }
    ApiKey key(TenantId tenant)
    {
        const auto made = waitFor(keys().create(tenant, {fresh()}, {}));
        return made ? made->key : ApiKey();
    }
    ApiKey now(const ApiKey &key) { return waitFor(keys().find(key.id.toString(), {})).value_or(ApiKey()); }
    AuditEvent lastAct() { return waitFor(workspace().audit()->page({}, Anchor::start(), 1, {})).value_or(Page<AuditEvent>()).items.value(0); }
    /// What the trail says of the last act: its code and its reason, or nothing of the latter where it could not be held.
    void isOnTheTrail(const NaughtyText &naughty, const QString &code, const QString &reason)
    {
        const AuditEvent act = lastAct();
        SAYS(act.errorCode, code);
        HOLDS(act.result == (code.isEmpty() ? AuditResult::Done : AuditResult::Refused));
        if (code.isEmpty())
            SAYS(act.reason, reason);
        HOLDS(!textFault(QStringLiteral("reason"), act.reason, kMaxReason, Lines::Many));
    }

private slots:
    void initTestCase_data() { EachStore::kinds(); }
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.error())); }
    void init() { QVERIFY2(m_store.open(), qPrintable(m_store.error())); }
    void cleanup() { m_store.close(); }

    void tenantsHoldTheirTexts()
    {
        const Tenant acme = tenant();
        for (const NaughtyText &naughty : texts()) {
            const QString slug = fresh(), code = refusedWith(naughty, kMaxTenantName, Lines::One, "VAL_001");
            SAYS(codeOf(waitFor(tenants().create({slug, naughty.text, TenantStatus::Active, {}}, {}))), code);
            SAYS(now(slug).name, code.isEmpty() ? naughty.text : QString());
            const Tenant before = now(acme.slug);
            const QString notesCode = refusedWith(naughty, kMaxTenantNotes, Lines::Many);
            SAYS(codeOf(waitFor(tenants().update(acme.id, before.rowVersion, {acme.slug, acme.name, acme.status, naughty.text}, {}))), notesCode);
            SAYS(now(acme.slug).notes, notesCode.isEmpty() ? naughty.text : before.notes);
        }
    }

    void slugsAreWordsOfTheirShape()
    {
        Tenant acme = tenant();
        int taken = 0;
        for (const NaughtyText &naughty : texts()) {
            const QString code = naughty.text.isEmpty() ? QStringLiteral("VAL_001") : naughty.text.size() > kMaxTenantSlug ? QStringLiteral("VAL_002")
                : isWord(naughty.text, kSlug)                                                                            ? QString()
                                                                                                                         : QStringLiteral("VAL_003");
            SAYS(codeOf(waitFor(tenants().create({naughty.text, QStringLiteral("x"), TenantStatus::Active, {}}, {}))), code);
            const auto found = waitFor(tenants().bySlug(naughty.text, {}));
            if (code.isEmpty()) {
                ++taken;
                SAYS(found ? found->slug : codeOf(found), naughty.text);
            } else {
                HOLDS(!found); // nor is it taken for another one
                acme = now(acme.slug);
                SAYS(codeOf(waitFor(tenants().rename(acme.id, acme.rowVersion, naughty.text, {}))), code);
                SAYS(now(acme.slug).slug, acme.slug);
            }
        }
        QVERIFY(taken > texts().size() / 60);
        QVERIFY(!waitFor(tenants().bySlug(acme.slug + QChar(u'\0'), {})));
    }

    void tagsAreWordsOfTheirShape()
    {
        const Tenant acme = tenant();
        for (const NaughtyText &naughty : texts()) {
            Tenant before = now(acme.slug);
            TenantDraft draft{acme.slug, acme.name, acme.status, {}};
            draft.tags = {naughty.text};
            const bool isTag = naughty.text.size() <= kMaxTag && isWord(naughty.text, kSlug);
            SAYS(codeOf(waitFor(tenants().update(acme.id, before.rowVersion, draft, {}))), isTag ? QString() : QStringLiteral("VAL_014"));
            HOLDS(now(acme.slug).tags == (isTag ? draft.tags : before.tags));
            BulkRequest bulk;
            bulk.act = BulkAct::Tag;
            bulk.tags = draft.tags;
            bulk.slugs = {acme.slug};
            const auto plan = waitFor(workspace().batch()->plan(bulk, {}));
            SAYS(codeOf(plan), isTag ? QString() : QStringLiteral("VAL_014"));
            bulk.act = BulkAct::Suspend;
            bulk.slugs = {naughty.text};
            const auto ofSlug = waitFor(workspace().batch()->plan(bulk, {}));
            HOLDS(ofSlug ? ofSlug->items.isEmpty() : codeOf(ofSlug).startsWith(u"VAL_"));
        }
    }

    void tenantsHoldTheReasons()
    {
        const Tenant acme = tenant();
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxReason, Lines::Many, "VAL_009");
            const Tenant before = now(acme.slug);
            const TenantStatus next = before.status == TenantStatus::Active ? TenantStatus::Suspended : TenantStatus::Active;
            SAYS(codeOf(waitFor(tenants().setStatus(acme.id, before.rowVersion, next, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            const Tenant after = now(acme.slug);
            SAYS(after.statusReason, code.isEmpty() ? naughty.text : before.statusReason);
            const auto removed = waitFor(tenants().remove(acme.id, after.rowVersion, naughty.text, {}));
            SAYS(codeOf(removed), code);
            isOnTheTrail(naughty, code, naughty.text);
            if (removed)
                HOLDS(waitFor(tenants().takeBack(acme.id, removed->rowVersion, {})));
        }
    }

    void purgesAndBulkActsHoldTheReasons()
    {
        QTemporaryDir folder;
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxReason, Lines::Many, "VAL_009");
            const Tenant doomed = tenant();
            BulkRequest bulk;
            bulk.ids = {doomed.id};
            const auto plan = waitFor(workspace().batch()->plan(bulk, {}));
            HOLDS(plan);
            SAYS(codeOf(waitFor(workspace().batch()->run(*plan, naughty.text, {}))), code);
            SAYS(now(doomed.slug).statusReason, code.isEmpty() ? naughty.text : QString());
            const auto removed = waitFor(tenants().remove(doomed.id, now(doomed.slug).rowVersion, kWhy, {}));
            HOLDS(removed);
            const QString file = folder.filePath(doomed.slug);
            SAYS(codeOf(waitFor(tenants().purge(doomed.id, removed->rowVersion, file, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            HOLDS(QFile::exists(file) == code.isEmpty());
        }
    }

    void peopleHoldTheirTexts()
    {
        const Tenant acme = tenant();
        User anna = person(acme.id);
        int addresses = 0;
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxUserName, Lines::One), email = fresh() + QStringLiteral("@example.com");
            const auto made = waitFor(users().invite(acme.id, {email, naughty.text}, {}));
            SAYS(codeOf(made), code);
            const auto found = waitFor(users().byEmail(acme.id, email, {}));
            SAYS(found ? found->name : codeOf(found), code.isEmpty() ? naughty.text : QStringLiteral("NOT_FOUND_009"));
            anna = now(anna);
            SAYS(codeOf(waitFor(users().update(anna.ref(), anna.rowVersion, {anna.email, naughty.text}, {}))), code);
            SAYS(now(anna).name, code.isEmpty() ? naughty.text : anna.name);

            for (const QString &address : {naughty.text, naughty.text + fresh() + QStringLiteral("@example.com"), fresh() + u'@' + naughty.text}) {
                const auto invited = waitFor(users().invite(acme.id, {address}, {}));
                HOLDS(!naughty.isNever() || codeOf(invited) == u"VAL_004" || codeOf(invited) == u"VAL_015");
                HOLDS(invited || QStringList({"VAL_001", "VAL_004", "VAL_015"}).contains(codeOf(invited)));
                const auto there = waitFor(users().byEmail(acme.id, address, {}));
                SAYS(there ? there->email : QString(), invited ? address : QString());
                addresses += invited.has_value();
            }
        }
        QVERIFY(addresses > texts().size() / 3);
    }

    void peopleHoldTheReasons()
    {
        const Tenant acme = tenant();
        const User anna = person(acme.id);
        QTemporaryDir folder;
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxReason, Lines::Many, "VAL_009");
            const User before = now(anna);
            const UserStatus next = before.status == UserStatus::Disabled ? UserStatus::Active : UserStatus::Disabled;
            SAYS(codeOf(waitFor(users().setStatus(anna.ref(), before.rowVersion, next, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            SAYS(now(anna).statusReason, code.isEmpty() ? naughty.text : before.statusReason);
            SAYS(codeOf(waitFor(users().endSessions(anna.ref(), {}, naughty.text, {}))), code);
            const User doomed = person(acme.id);
            const QString file = folder.filePath(fresh());
            SAYS(codeOf(waitFor(users().erase(doomed.ref(), doomed.rowVersion, file, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            HOLDS(QFile::exists(file) == code.isEmpty());
        }
    }

    void keysHoldTheirTexts()
    {
        const Tenant acme = tenant();
        ApiKey kept = key(acme.id);
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxApiKeyName, Lines::One, "VAL_001");
            const auto made = waitFor(keys().create(acme.id, {naughty.text}, {}));
            SAYS(codeOf(made), code);
            if (made)
                SAYS(now(made->key).name, naughty.text);
            kept = now(kept);
            SAYS(codeOf(waitFor(keys().update(refOf(kept), {naughty.text}, {}))), code);
            SAYS(now(kept).name, code.isEmpty() ? naughty.text : kept.name);
        }
    }

    void wordsOfKeysAreOfTheirShape()
    {
        const Tenant acme = tenant();
        const auto whole = waitFor(keys().create(acme.id, {QStringLiteral("Whole")}, {}));
        QVERIFY(whole);
        for (const NaughtyText &naughty : texts()) {
            const bool isWordOfKeys = isWord(naughty.text, "[a-z0-9]{1,16}"), isPermission = isWord(naughty.text, "[a-z][a-z0-9._:-]{0,63}");
            ApiKeyDraft draft{fresh()};
            draft.environment = naughty.text;
            auto made = waitFor(keys().create(acme.id, draft, {}));
            SAYS(codeOf(made), isWordOfKeys ? QString() : naughty.text.isEmpty() ? QStringLiteral("VAL_001") : QStringLiteral("VAL_011"));
            HOLDS(!made || now(made->key).environment == naughty.text);
            draft = {fresh()};
            draft.product = naughty.text;
            made = waitFor(keys().create(acme.id, draft, {}));
            SAYS(codeOf(made), isWordOfKeys ? QString() : naughty.text.isEmpty() ? QStringLiteral("VAL_001") : QStringLiteral("VAL_011"));
            HOLDS(!made || made->secret.startsWith(naughty.text + u'_'));
            draft = {fresh()};
            draft.permissions = {naughty.text};
            made = waitFor(keys().create(acme.id, draft, {}));
            SAYS(codeOf(made), isPermission ? QString() : QStringLiteral("VAL_017"));
            HOLDS(!made || now(made->key).permissions == draft.permissions);
            draft = {fresh()};
            draft.limits = {{naughty.text, 5, 60}};
            made = waitFor(keys().create(acme.id, draft, {}));
            SAYS(codeOf(made), isPermission ? QString() : QStringLiteral("VAL_017"));
            HOLDS(!made || now(made->key).limits == draft.limits);
            draft = {fresh()};
            draft.addresses = {naughty.text};
            SAYS(codeOf(waitFor(keys().create(acme.id, draft, {}))), QStringLiteral("VAL_016"));

            // What is shown as a key, as its id, as where it comes from.
            const auto verified = waitFor(keys().verify(naughty.text, {}, {}));
            HOLDS(verified ? verified->refusal == ApiKeyVerification::Refusal::Unknown : codeOf(verified) == u"VAL_020");
            HOLDS(waitFor(keys().verify(whole->secret + naughty.text, {}, {})).value_or(ApiKeyVerification()).isValid() == naughty.text.isEmpty());
            const auto found = waitFor(keys().find(naughty.text, {}));
            HOLDS(codeOf(found) == u"NOT_FOUND_010" || codeOf(found) == u"VAL_004");
            const auto from = waitFor(keys().verify(whole->secret, {naughty.text}, {}));
            HOLDS(from ? from->isValid() : codeOf(from).startsWith(u"VAL_")); // it may come from everywhere
            const auto adopted = waitFor(keys().adopt(acme.id, {fresh()}, naughty.text, {}));
            HOLDS(adopted || codeOf(adopted) == u"VAL_020");
            HOLDS(!adopted || waitFor(keys().verify(naughty.text, {}, {})).value_or(ApiKeyVerification()).isValid());
        }
    }

    void keysHoldTheReasons()
    {
        const Tenant acme = tenant();
        QTemporaryDir folder;
        for (const NaughtyText &naughty : texts()) {
            const QString code = refusedWith(naughty, kMaxReason, Lines::Many, "VAL_009");
            ApiKey one = key(acme.id);
            SAYS(codeOf(waitFor(keys().setStatus(refOf(one), ApiKeyStatus::Disabled, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            SAYS(now(one).statusReason, code.isEmpty() ? naughty.text : QString());
            SAYS(codeOf(waitFor(keys().revokeAll({refOf(now(one))}, naughty.text, {}))), code);
            SAYS(now(one).statusReason, code.isEmpty() ? naughty.text : QString());
            if (!code.isEmpty())
                HOLDS(waitFor(keys().revokeAll({refOf(now(one))}, kWhy, {})));
            const QString file = folder.filePath(fresh());
            SAYS(codeOf(waitFor(keys().remove(refOf(now(one)), file, naughty.text, {}))), code);
            isOnTheTrail(naughty, code, naughty.text);
            HOLDS(QFile::exists(file) == code.isEmpty());
        }
    }

    void limitsHoldTheirEndpoints()
    {
        const Tenant acme = tenant();
        LimitsPort &limits = *workspace().limits();
        for (const NaughtyText &naughty : texts()) {
            const LimitKey which{LimitKind::RequestsPerHour, LimitScope::Tenant, naughty.text};
            const QString code = refusedWith(naughty, kMaxLimitEndpoint, Lines::One);
            const auto set = waitFor(limits.set(acme.id, which, 7, 0, {}));
            SAYS(codeOf(set), code);
            const QList<TenantLimit> all = waitFor(limits.limits(acme.id, {})).value_or(QList<TenantLimit>());
            HOLDS(std::any_of(all.begin(), all.end(), [&](const TenantLimit &one) { return one.key == which && one.amount == 7; }) == code.isEmpty());
            if (set)
                HOLDS(waitFor(limits.remove(acme.id, which, set->rowVersion, {})));
            else
                HOLDS(!waitFor(limits.remove(acme.id, which, 1, {})));
        }
    }

    void anIntakeHoldsAllOrNothing()
    {
        for (const NaughtyText &naughty : texts()) {
            IntakeDraft draft;
            draft.tenant = {fresh(), naughty.text, TenantStatus::Active, naughty.text};
            draft.limits = {{{LimitKind::RequestsPerHour, LimitScope::Tenant, naughty.text}, 7}};
            draft.person = UserDraft{QStringLiteral("anna@example.com"), naughty.text};
            draft.key = ApiKeyDraft{naughty.text};
            const QString code = refusedWith(naughty, kMaxTenantName, Lines::One, "VAL_001");
            const auto done = waitFor(workspace().intake()->takeIn(draft, {}));
            SAYS(codeOf(done), code);
            const Tenant made = now(draft.tenant.slug);
            HOLDS(made.id.isNull() == !code.isEmpty());
            if (!code.isEmpty())
                continue;
            HOLDS(made.name == naughty.text && made.notes == naughty.text);
            SAYS(now(done->person->user).name, naughty.text);
            SAYS(now(done->key->key).name, naughty.text);
            SAYS(waitFor(workspace().limits()->limits(made.id, {})).value_or(QList<TenantLimit>()).last().key.endpoint, naughty.text);
        }
    }

    /// A file of ours is read again as it was written; a row that holds what no field does is told with its line.
    void importsHoldThemOrTellTheRow_data()
    {
        QTest::addColumn<bool>("isCsv");
        QTest::newRow("CSV") << true;
        QTest::newRow("JSON") << false;
    }
    void importsHoldThemOrTellTheRow()
    {
        QFETCH(bool, isCsv);
        QByteArray csv = format::csvLine({QStringLiteral("slug"), QStringLiteral("name"), QStringLiteral("notes")});
        QJsonArray json;
        QHash<QString, const NaughtyText *> asName, asNotes;
        for (const NaughtyText &naughty : naughtyTexts()) {
            const QString name = fresh(), notes = fresh();
            asName.insert(name, &naughty);
            asNotes.insert(notes, &naughty);
            for (const QStringList &row : {QStringList{name, naughty.text, {}}, QStringList{notes, QStringLiteral("x"), naughty.text}}) {
                csv += format::csvLine(row);
                json.append(QJsonObject{{QStringLiteral("slug"), row[0]}, {QStringLiteral("name"), row[1]}, {QStringLiteral("notes"), row[2]}});
            }
        }
        const auto plan = waitFor(workspace().batch()->planImport({{}, isCsv ? csv : QJsonDocument(json).toJson()}, {}));
        QVERIFY2(plan, qPrintable(codeOf(plan)));
        QCOMPARE(plan->rows, 2 * naughtyTexts().size());
        QCOMPARE(plan->good.size() + plan->badRows, plan->rows);
        QVERIFY(!plan->faults.isEmpty());
        for (const ImportFault &fault : plan->faults)
            QVERIFY2(fault.line > 0 && errorId(fault.error.code()).startsWith(u"VAL_"), qPrintable(errorId(fault.error.code())));
        const auto report = waitFor(workspace().batch()->runImport(*plan, ImportRule::GoodRowsOnly, {}));
        QVERIFY2(report, qPrintable(codeOf(report)));
        QCOMPARE(report->created, plan->good.size());
        // A half of a pair does not live through a file, and the blanks around a name are taken away.
        const auto inFile = [](const QString &text) { return QString::fromUtf8(text.toUtf8()); };
        for (const QString &slug : asName.keys()) {
            const NaughtyText &naughty = *asName[slug];
            if (!naughty.text.isValidUtf16())
                continue;
            const QString trimmed = naughty.text.trimmed();
            NaughtyText written = naughty;
            written.text = trimmed;
            if (naughty.kind == u"breaks" && trimmed.size() < naughty.text.size())
                written.kind = QStringLiteral("good");
            if (naughty.isNever() && !textFault({}, trimmed, kMaxTenantName, Lines::One))
                continue; // it stood at the end
            const QString code = refusedWith(written, kMaxTenantName, Lines::One, "VAL_001");
            SAYS(now(slug).name, code.isEmpty() ? trimmed : QString());
        }
        for (const QString &slug : asNotes.keys()) {
            const NaughtyText &naughty = *asNotes[slug];
            if (naughty.text.isValidUtf16())
                SAYS(now(slug).notes, refusedWith(naughty, kMaxTenantNotes, Lines::Many).isEmpty() ? inFile(naughty.text) : QString());
        }
    }

    /// A half of a pair can be written in JSON alone.
    void halvesOfPairsInJsonAreRefused()
    {
        const QByteArray json = R"([{"slug":"a","name":"a\ud800"},{"slug":"b","name":"b\udc00\ud800c"},{"slug":"c","name":"\ud83d\ude00"},{"slug":"d","name":"d","notes":"\ude00"},{"slug":"e\ud800","name":"e"}])";
        const auto plan = waitFor(workspace().batch()->planImport({{}, json}, {}));
        QVERIFY2(plan, qPrintable(codeOf(plan)));
        QCOMPARE(plan->good.size(), 1);
        QCOMPARE(plan->good.first().draft.name, QStringLiteral("😀"));
        QStringList codes;
        for (const ImportFault &fault : plan->faults)
            codes.append(errorId(fault.error.code()));
        QCOMPARE(codes, (QStringList{"VAL_004", "VAL_004", "VAL_004", "VAL_003"}));
    }

    void filtersTakeThemForWords()
    {
        const Tenant acme = tenant();
        QHash<QString, QString> slugs; // by label
        for (const NaughtyText &naughty : texts())
            if (refusedWith(naughty, kMaxTenantName, Lines::One, "VAL_001").isEmpty()) {
                const QString slug = fresh();
                slugs.insert(naughty.label, slug);
                HOLDS(waitFor(tenants().create({slug, naughty.text, TenantStatus::Active, {}}, {})));
                HOLDS(waitFor(users().invite(acme.id, {slug + QStringLiteral("@example.com"), naughty.text}, {})));
                HOLDS(waitFor(keys().create(acme.id, {naughty.text}, {})));
            }
        QVERIFY(slugs.size() > texts().size() * 2 / 3);
        for (const NaughtyText &naughty : texts()) {
            TenantQuery named;
            named.text = naughty.text;
            const auto ofTenants = waitFor(tenants().page(named, Anchor::start(), 600, {}));
            UserQuery people;
            people.tenant = acme.id;
            people.text = naughty.text;
            const auto ofPeople = waitFor(users().page(people, Anchor::start(), 600, {}));
            const auto ofKeys = waitFor(keys().page({naughty.text}, Anchor::start(), 600, {}));
            HOLDS(ofTenants && ofPeople && ofKeys);
            // Who types the name that was written finds it, unless it is typed as a tag, or has more words than are kept.
            const QString slug = slugs.value(naughty.label);
            const qsizetype words = tenantSearch(naughty.text).size();
            if (!slug.isEmpty() && !naughty.text.contains(u'#') && words < 20) {
                HOLDS(std::any_of(ofTenants->items.begin(), ofTenants->items.end(), [&](const Tenant &one) { return one.slug == slug && one.name == naughty.text; }));
                HOLDS(std::any_of(ofPeople->items.begin(), ofPeople->items.end(), [&](const User &one) { return one.name == naughty.text; }));
                HOLDS(std::any_of(ofKeys->items.begin(), ofKeys->items.end(), [&](const ApiKey &one) { return one.name == naughty.text; }));
            }
            // No statement of somebody's becomes one of ours.
            HOLDS(words == 0 || ofTenants->items.size() < slugs.size());

            AuditQuery acts;
            acts.actions = {naughty.text};
            const auto byName = waitFor(workspace().audit()->page(acts, Anchor::start(), 10, {}));
            HOLDS(byName ? byName->items.isEmpty() || naughty.text.isEmpty() : codeOf(byName).startsWith(u"VAL_"));
            acts = {};
            acts.actor = naughty.text;
            const auto byActor = waitFor(workspace().audit()->page(acts, Anchor::start(), 10, {}));
            HOLDS(byActor ? byActor->items.isEmpty() || naughty.text.isEmpty() : codeOf(byActor).startsWith(u"VAL_"));
            acts = {};
            acts.since = 0;
            acts.until = 1;
            acts.requestId = naughty.text;
            const auto byRequest = waitFor(workspace().audit()->page(acts, Anchor::start(), 10, {}));
            HOLDS(byRequest ? byRequest->items.isEmpty() : codeOf(byRequest).startsWith(u"VAL_"));
            for (const auto &code : {codeOf(waitFor(tenants().page({}, Anchor::after(naughty.text), 10, {}))), codeOf(waitFor(users().page({}, Anchor::after(naughty.text), 10, {}))),
                                     codeOf(waitFor(keys().page({}, Anchor::after(naughty.text), 10, {}))), codeOf(waitFor(workspace().audit()->page({}, Anchor::after(naughty.text), 10, {})))})
                SAYS(code, QStringLiteral("VAL_008"));
        }
    }

    /// What the service hands over to its functions.
    void theFunctionsOfTheServiceTakeThemForTexts()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        const Tenant acme = tenant();
        const auto quoted = [](const QString &text) { return QString(u'\'' + QString(text).replace(u'\'', QLatin1String("''")) + u'\''); };
        const QString of = quoted(acme.id.toString());
        for (const NaughtyText &naughty : texts()) {
            if (!naughty.fitsInArguments())
                continue; // no statement of the server holds it
            const QString text = quoted(naughty.text);
            const QString context = quoted(QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("actor"), naughty.text}, {QStringLiteral("request_id"), naughty.text},
                                                                                       {QStringLiteral("address"), naughty.text}}).toJson()))
                + QStringLiteral("::jsonb");
            const auto ask = [&](const QString &call) {
                const QString said = m_store.value(QStringLiteral("SELECT ") + call);
                static const QRegularExpression code(QStringLiteral("VAL_\\d{3}"));
                return said.isEmpty() ? code.match(m_store.serverError()).captured() : said;
            };
            const QString made = ask(QStringLiteral("key_id FROM plancia.api_keys_create(%1, %2, %3)").arg(context, of, text));
            HOLDS(!made.isEmpty()); // a key, or why there is none
            HOLDS(refusedWith(naughty, kMaxApiKeyName, Lines::One, "VAL_001").isEmpty() ? !made.startsWith(u"VAL_") : true);
            if (made.startsWith(u"VAL_"))
                continue;
            const auto shown = waitFor(keys().find(made, {}));
            HOLDS(shown);
            SAYS(shown->name, naughty.text);
            SAYS(shown->createdBy, naughty.text);
            SAYS(ask(QStringLiteral("name FROM plancia.api_keys_get(%1, %2, %3)").arg(context, of, quoted(made))), naughty.text);
            const AuditEvent act = lastAct();
            SAYS(act.claimedBy, naughty.text);
            HOLDS(naughty.text.startsWith(act.requestId) && (act.requestId == naughty.text || act.requestId.toUcs4().size() == 64));
            SAYS(ask(QStringLiteral("plancia.api_keys_revoke(%1, %2, %3, %4)").arg(context, of, quoted(made), text)), QStringLiteral("done"));
            SAYS(waitFor(keys().find(made, {})).value_or(ApiKey()).statusReason, naughty.text);
            // As an id, as a tenant, as a key: nothing is found, and nobody learns why.
            QStringList calls{QStringLiteral("(plancia.api_keys_verify(%1, %1, %1)).refused_for").arg(text)};
            for (const char *call : {"plancia.api_keys_revoke(%1, %2, %3, 'x')", "(plancia.api_keys_rotate(%1, %2, %3)).result", "(plancia.api_keys_delete(%1, %2, %3, 'x')).result"})
                calls << QString::fromLatin1(call).arg(context, of, text) << QString::fromLatin1(call).arg(context, text, quoted(made));
            SAYS(ask(QStringLiteral("concat_ws(' ', %1)").arg(calls.join(QStringLiteral(", ")))), QStringLiteral("unknown") + QStringLiteral(" not_found").repeated(6));
        }
    }
};

QTEST_GUILESS_MAIN(NaughtyTextsTest)
#include "tst_naughtytexts.moc"
