// SPDX-License-Identifier: GPL-3.0-or-later
// Taking a tenant in: all of it or nothing, on a local store and on PostgreSQL.
#include "models/errors/catalogue.h"
#include "models/items/handoversheet.h"
#include "models/ports/apikeysport.h"
#include "models/ports/intakeport.h"
#include "models/ports/limitsport.h"
#include "models/ports/usersport.h"
#include "tests/support/eachstore.h"

#include <QFile>
#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::tests;

namespace {
const LimitKey kSeats{LimitKind::Seats, LimitScope::Tenant};
template <class T>
QString codeOf(const Result<T> &result)
{
    return result ? QStringLiteral("done") : errorId(result.error().code());
}
} // namespace

class IntakeTest : public QObject {
    Q_OBJECT
    EachStore m_store;

    static IntakeDraft whole(const QString &slug = QStringLiteral("acme"))
    {
        IntakeDraft draft;
        draft.tenant = {slug, QStringLiteral("Acme <Ltd> & Söhne"), TenantStatus::Trial, {}};
        draft.limits = {{{LimitKind::RequestsPerMinute, LimitScope::Key}, 500}, {kSeats, 5}};
        draft.person = UserDraft{QStringLiteral("Anna@acme.example"), QStringLiteral("Anna Rossi"), UserRole::Owner};
        ApiKeyDraft key{QStringLiteral("Deploy")};
        key.permissions = {QStringLiteral("orders:read")};
        draft.key = key;
        return draft;
    }
    Result<IntakeDone> takeIn(const IntakeDraft &draft) { return waitFor(m_store.workspace().intake()->takeIn(draft, {})); }
    QList<AuditEvent> trail() { return waitFor(m_store.workspace().audit()->page({}, Anchor::start(), 50, {})).value_or(Page<AuditEvent>()).items; }
    qint64 rows(const QString &table) { return waitFor(m_store.workspace().rowCounts({})).value_or(QMap<QString, qint64>()).value(table); }

private slots:
    void initTestCase_data() { EachStore::kinds(); }
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.error())); }
    void init()
    {
        QVERIFY2(m_store.open(), qPrintable(m_store.error()));
        QVERIFY(m_store.workspace().intake());
    }
    void cleanup() { m_store.close(); }

    void everythingIsThereAtOnce()
    {
        const qint64 commit = waitFor(m_store.workspace().commitNo({})).value_or(-1);
        const auto done = takeIn(whole());
        QVERIFY2(done, qPrintable(codeOf(done)));
        QCOMPARE(waitFor(m_store.workspace().commitNo({})).value_or(-1), commit + 1);
        const auto tenant = waitFor(m_store.workspace().tenants()->bySlug(QStringLiteral("acme"), {}));
        QVERIFY(tenant);
        QVERIFY(tenant->id == done->tenant.id && tenant->status == TenantStatus::Trial);
        QCOMPARE(done->limits.size(), 2);
        const auto limits = waitFor(m_store.workspace().limits()->limits(tenant->id, {})).value_or(QList<TenantLimit>());
        QCOMPARE(limits.first().amount, 500);
        QVERIFY(done->person);
        const auto anna = waitFor(m_store.workspace().users()->byEmail(tenant->id, QStringLiteral("anna@acme.example"), {}));
        QVERIFY(anna && anna->role == UserRole::Owner && anna->status == UserStatus::Invited);
        QVERIFY(waitFor(m_store.workspace().users()->access(anna->ref(), {}))->inviteExpiresAt > 0);
        QVERIFY(done->key);
        const auto verified = waitFor(m_store.workspace().apiKeys()->verify(done->key->secret, {}, {}));
        QVERIFY2(verified && verified->refusal == ApiKeyVerification::Refusal::None, qPrintable(codeOf(verified)));
    }

    void eachActStandsInTheTrail()
    {
        const auto done = takeIn(whole());
        QVERIFY2(done, qPrintable(codeOf(done)));
        QStringList acts;
        qint64 seq = -1;
        for (const AuditEvent &event : trail().mid(0, 5)) { // newest first
            acts.prepend(event.action);
            QVERIFY(event.tenantId == done->tenant.id);
            QCOMPARE(event.tenantSlug, QStringLiteral("acme"));
            QVERIFY(seq < 0 || event.seq == seq - 1);
            seq = event.seq;
            QVERIFY(!event.details.contains(done->key->secret) && !event.details.contains(done->person->code));
        }
        QCOMPARE(acts, (QStringList{action::TenantCreate, action::LimitSet, action::LimitSet, action::UserInvite, action::ApiKeyCreate}));
    }

    void aTenantAloneIsEnough()
    {
        IntakeDraft draft;
        draft.tenant = {QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}};
        const auto done = takeIn(draft);
        QVERIFY2(done, qPrintable(codeOf(done)));
        QVERIFY(!done->person && !done->key && done->limits.isEmpty());
    }

    void nothingIsHalfDone_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("code");
        QTest::newRow("limit of nothing") << 0 << "VAL_010";
        QTest::newRow("the same limit twice") << 1 << "VAL_011";
        QTest::newRow("no address") << 2 << "VAL_015";
        QTest::newRow("no name of a permission") << 3 << "VAL_017";
        QTest::newRow("slug taken") << 4 << "CONFLICT_002";
        QTest::newRow("an expiry that is over, told by the last step alone") << 5 << "VAL_007";
    }
    void nothingIsHalfDone()
    {
        QFETCH(int, fault);
        QFETCH(QString, code);
        QVERIFY(takeIn(whole(QStringLiteral("bolt"))));
        IntakeDraft draft = whole();
        switch (fault) {
        case 0: draft.limits[0].amount = 0; break;
        case 1: draft.limits.append({kSeats, 7}); break;
        case 2: draft.person->email = QStringLiteral("anna"); break;
        case 3: draft.key->permissions = {QStringLiteral("Orders Read")}; break;
        case 4: draft.tenant.slug = QStringLiteral("bolt"); break;
        case 5: draft.key->expiresAt = 1'000; break;
        }
        const auto done = takeIn(draft);
        QCOMPARE(codeOf(done), code);
        QCOMPARE(codeOf(waitFor(m_store.workspace().tenants()->bySlug(QStringLiteral("acme"), {}))), QStringLiteral("NOT_FOUND_001"));
        if (EachStore::isLocal()) // exact there
            for (const auto &[table, count] : {std::pair("tenants", 1), std::pair("users", 1), std::pair("api_keys", 1), std::pair("tenant_limits", 2)})
                QCOMPARE(rows(QLatin1String(table)), count);
        QVERIFY(trail().first().result == AuditResult::Refused);
        QCOMPARE(trail().first().errorCode, code);
    }

    void theSheetHoldsNoSecretAndNoMarkup()
    {
        const auto done = takeIn(whole());
        QVERIFY(done);
        const QByteArray sheet = handOverSheet(*done, done->tenant.createdAt);
        QVERIFY(sheet.contains("Acme &lt;Ltd&gt; &amp; Söhne"));
        QVERIFY(sheet.contains("Anna@acme.example") && sheet.contains(done->key->key.shown.toUtf8()) && sheet.contains("500"));
        QVERIFY(!sheet.contains(done->person->code.toUtf8()));
        QVERIFY(!sheet.contains(done->key->secret.toUtf8()));
        QVERIFY(!sheet.contains(done->key->secret.section(u'_', 3).toUtf8()));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("acme.html"));
        QVERIFY(waitFor(m_store.workspace().intake()->writeSheet(sheet, path, {})));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), sheet);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QCOMPARE(codeOf(waitFor(m_store.workspace().intake()->writeSheet(sheet, path, {}))), QStringLiteral("IO_009"));
    }
};

QTEST_GUILESS_MAIN(IntakeTest)
#include "tst_intake.moc"
