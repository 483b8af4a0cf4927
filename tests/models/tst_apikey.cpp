// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/apikey.h"
#include "models/domain/apikeyformat.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace plancia;
namespace format = plancia::apikeyformat;

/// The rules of API keys: their shape, their states, and what an act makes of them.
class ApiKeyTest : public QObject {
    Q_OBJECT
    static constexpr qint64 kNow = 1'700'000'000'000;

    /// Reproducible, and good enough to test with.
    static format::Random seeded(quint32 seed)
    {
        auto generator = std::make_shared<QRandomGenerator>(seed);
        return [generator](std::span<quint8> bytes) {
            for (quint8 &byte : bytes)
                byte = static_cast<quint8>(generator->generate());
        };
    }
    static ErrorCode codeIn(const ApiKeyDraft &draft, const QString &field)
    {
        for (const FieldError &fault : validate(draft))
            if (fault.field == field)
                return fault.error.code();
        return ErrorCode::Count_;
    }
    static ApiKeyDraft named(const QString &name) { return {name}; }

private slots:
    void checkIsThatOfZlib()
    {
        QCOMPARE(format::crc32("123456789"), 0xcbf43926U); // the check value of every CRC catalogue
        QCOMPARE(format::crc32(""), 0U);
    }
    void hasItsShape()
    {
        const auto made = format::generate(QStringLiteral("acme"), QStringLiteral("test"), seeded(1));
        const QList<QByteArray> parts = made.key.split('_');
        QCOMPARE(parts.size(), 5);
        QCOMPARE(parts[0], "acme");
        QCOMPARE(parts[1], "test");
        QCOMPARE(parts[2].size(), 12);
        QCOMPARE(parts[3].size(), 43);
        QCOMPARE(parts[4].size(), 6);
        QCOMPARE(made.digest.lookup, QString::fromLatin1(parts[2]));
        QCOMPARE(made.digest.shown, QString::fromLatin1("acme_test_" + parts[2]));
        QCOMPARE(made.digest.sha256, QCryptographicHash::hash(made.key, QCryptographicHash::Sha256));
        const auto parsed = format::parse(made.key);
        QVERIFY(parsed);
        QCOMPARE(parsed->id, parts[2]);
        const auto digest = format::digestOf(QString::fromLatin1(made.key));
        QVERIFY(digest);
        QCOMPARE(digest->lookup, made.digest.lookup);
        QCOMPARE(digest->sha256, made.digest.sha256);
        QVERIFY(43 * std::log2(62.0) >= 256);
    }
    void everySlipOfAFingerIsCaught()
    {
        // Every printable character in every place, of keys of several shapes.
        for (quint32 seed = 1; seed <= 5; ++seed) {
            const QByteArray key = format::generate(seed % 2 ? QStringLiteral("plancia") : QStringLiteral("a"), QStringLiteral("live"), seeded(seed)).key;
            for (qsizetype at = 0; at < key.size(); ++at)
                for (char c = 0x21; c < 0x7f; ++c) {
                    if (c == key[at])
                        continue;
                    QByteArray typed = key;
                    typed[at] = c;
                    QVERIFY2(!format::parse(typed), typed.constData());
                }
            for (qsizetype at = 0; at < key.size(); ++at) {
                QVERIFY(!format::parse(key.first(at)));
                QByteArray left = key, more = key, swapped = key;
                left.remove(at, 1);
                more.insert(at, 'x');
                QVERIFY(!format::parse(left));
                QVERIFY(!format::parse(more));
                if (at > 0 && key[at] != key[at - 1]) {
                    std::swap(swapped[at], swapped[at - 1]);
                    QVERIFY(!format::parse(swapped));
                }
            }
        }
    }
    void aMillionHaveDifferentIds()
    {
        const auto random = seeded(7);
        QSet<QByteArray> ids;
        ids.reserve(1'000'000);
        for (int i = 0; i < 1'000'000; ++i)
            ids.insert(format::randomBase62(random, format::kIdLength));
        QCOMPARE(ids.size(), 1'000'000);
    }
    void everyCharacterIsAsLikely()
    {
        QHash<char, int> seen;
        for (const char c : format::randomBase62(seeded(3), 620'000))
            ++seen[c];
        QCOMPARE(seen.size(), 62);
        for (const int count : seen)
            QVERIFY2(count > 9'500 && count < 10'500, QByteArray::number(count)); // five standard deviations
    }
    void takesKeysOfAnotherShape()
    {
        const QString theirs = QStringLiteral("billing_live_sk_4eC39HqLyjWDarjtT1zdp7dc0123456789abcdef");
        const auto digest = format::digestOf(theirs);
        QVERIFY(digest);
        QCOMPARE(digest->shown, theirs.left(28)); // half of 56
        QCOMPARE(digest->lookup, QStringLiteral("sha256:") + QString::fromLatin1(QCryptographicHash::hash(theirs.toLatin1(), QCryptographicHash::Sha256).toHex()));
        QCOMPARE(format::digestOf(QString(200, u'k'))->shown.size(), 30);
        for (const QString &bad : {QString(), QStringLiteral("short"), QString(300, u'k'), theirs + u' ', QStringLiteral("billing_live_sk_4eC39Hq\u00e9yjWDarjtT1zdp7dc"),
                                   QStringLiteral("billing_live_sk\u00004eC39HqLyjWDarjtT1zdp7dc")}) {
            const auto refused = format::digestOf(bad);
            QVERIFY2(!refused, qPrintable(bad));
            QVERIFY(refused.error().code() == ErrorCode::ValKeyShape);
            QVERIFY(refused.error().facts().isEmpty()); // not even a part of what may be a secret
        }
        QByteArray slip = format::generate(QStringLiteral("plancia"), QStringLiteral("live"), seeded(9)).key;
        slip[30] = slip[30] == 'a' ? 'b' : 'a';
        QVERIFY(!format::digestOf(QString::fromLatin1(slip)));
    }
    void comparesWhole()
    {
        QVERIFY(format::isSameSecret("abc", "abc"));
        QVERIFY(!format::isSameSecret("abc", "abd"));
        QVERIFY(!format::isSameSecret("abc", "ab"));
        QVERIFY(format::isSameSecret("", ""));
    }

    void statesAreToldApart()
    {
        ApiKey key;
        QVERIFY(stateOf(key, kNow) == ApiKeyState::Active);
        key.status = ApiKeyStatus::Disabled;
        QVERIFY(stateOf(key, kNow) == ApiKeyState::Disabled);
        key.status = ApiKeyStatus::Active;
        key.expiresAt = kNow + 1;
        QVERIFY(stateOf(key, kNow) == ApiKeyState::Active);
        QVERIFY(stateOf(key, kNow + 1) == ApiKeyState::Expired); // from that moment on
        key.graceEndsAt = kNow;
        QVERIFY(stateOf(key, kNow - 1) == ApiKeyState::InGrace);
        QVERIFY(stateOf(key, kNow) == ApiKeyState::PastGrace);
        QVERIFY(stateOf(key, kNow + 1) == ApiKeyState::PastGrace);
        key.status = ApiKeyStatus::Disabled;
        QVERIFY(stateOf(key, kNow - 1) == ApiKeyState::Disabled);
        QVERIFY(stateOf(key, kNow) == ApiKeyState::PastGrace);
        key.status = ApiKeyStatus::Revoked;
        QVERIFY(stateOf(key, kNow - 1) == ApiKeyState::Revoked);
        for (const ApiKeyState state : {ApiKeyState::Active, ApiKeyState::Disabled, ApiKeyState::InGrace, ApiKeyState::PastGrace, ApiKeyState::Expired, ApiKeyState::Revoked}) {
            QVERIFY(apiKeyStateFromString(toString(state)) == state);
            QVERIFY(!(isUsable(state) && isOver(state)));
        }
        QVERIFY(!apiKeyStateFromString(u"alive"));
    }
    void aClockThatIsWrongWakesNoKey()
    {
        // Whatever the clock says, it is one of the six, and one that a person ended stays ended.
        ApiKey key;
        key.createdAt = kNow;
        key.expiresAt = kNow + 1000;
        for (const qint64 now : {qint64(0), qint64(-1), kNow - 86'400'000, std::numeric_limits<qint64>::max()}) {
            key.status = ApiKeyStatus::Revoked;
            QVERIFY(stateOf(key, now) == ApiKeyState::Revoked);
            key.status = ApiKeyStatus::Disabled;
            QVERIFY(!isUsable(stateOf(key, now)));
        }
    }
    void whatMayBeDone()
    {
        ApiKey key;
        QVERIFY(canChangeStatus(key, ApiKeyStatus::Disabled, kNow));
        QVERIFY(!canChangeStatus(key, ApiKeyStatus::Active, kNow));
        key.status = ApiKeyStatus::Disabled;
        QVERIFY(canChangeStatus(key, ApiKeyStatus::Active, kNow));
        QVERIFY(!canChangeStatus(key, ApiKeyStatus::Disabled, kNow));
        key.expiresAt = kNow;
        QVERIFY(!canChangeStatus(key, ApiKeyStatus::Active, kNow));
        QVERIFY(canChangeStatus(key, ApiKeyStatus::Revoked, kNow)); // so that it says why
        key.status = ApiKeyStatus::Revoked;
        for (const ApiKeyStatus status : {ApiKeyStatus::Active, ApiKeyStatus::Disabled, ApiKeyStatus::Revoked})
            QVERIFY(!canChangeStatus(key, status, kNow));
        for (const ApiKeyState state : {ApiKeyState::Disabled, ApiKeyState::InGrace, ApiKeyState::PastGrace, ApiKeyState::Expired, ApiKeyState::Revoked})
            QVERIFY(!canRotate(state));
        QVERIFY(canRotate(ApiKeyState::Active));
    }
    void rotationNeverLengthensALife()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 200'000; ++i) {
            ApiKey old;
            old.createdAt = kNow;
            const qint64 now = kNow + static_cast<qint64>(random.generate64() % 10'000'000'000ULL);
            old.expiresAt = random.bounded(3) == 0 ? 0 : now + 1 + static_cast<qint64>(random.generate64() % 1'000'000'000ULL);
            const qint64 grace = i % 2 ? kGracesMs[random.bounded(7)] : static_cast<qint64>(random.generate64() % 4'000'000'000ULL) - 1000;
            if (!canRotate(stateOf(old, now)))
                continue;
            const qint64 end = graceEnd(now, grace, old.expiresAt);
            QVERIFY(end >= now);
            QVERIFY(end <= now + std::max<qint64>(0, grace));
            QVERIFY(old.expiresAt == 0 || end <= old.expiresAt);
            ApiKey rotated = old;
            rotated.graceEndsAt = end;
            // At no moment does the rotated key work where the one that was not rotated would not.
            for (const qint64 at : {now, end - 1, end, end + 1, old.expiresAt - 1, old.expiresAt, old.expiresAt + 1})
                QVERIFY(!isUsable(stateOf(rotated, at)) || isUsable(stateOf(old, at)));
            QVERIFY(!isUsable(stateOf(rotated, end)));
            QCOMPARE(draftOf(old).expiresAt, old.expiresAt);
        }
        QCOMPARE(kDefaultGraceMs, 7LL * 24 * 3'600'000);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<ApiKeyDraft>("draft");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QString &field, const ApiKeyDraft &draft, ErrorCode code) {
            QTest::newRow(name) << field << draft << static_cast<int>(code);
        };
        const auto with = [](auto change) {
            ApiKeyDraft draft{QStringLiteral("Deploy")};
            change(draft);
            return draft;
        };
        row("right", "name", named("Deploy ☃"), ErrorCode::Count_);
        row("no name", "name", named("  "), ErrorCode::ValRequired);
        row("long name", "name", named(QString(201, u'x')), ErrorCode::ValTooLong);
        row("a name turned round", "name", named(QStringLiteral("a\u202eb")), ErrorCode::ValControlChars);
        row("a name with a zero", "name", named(QString(QChar(0)) + u'b'), ErrorCode::ValControlChars);
        row("environment", "environment", with([](auto &d) { d.environment = "Live"; }), ErrorCode::ValChoice);
        row("no environment", "environment", with([](auto &d) { d.environment = ""; }), ErrorCode::ValRequired);
        row("environment with a break", "environment", with([](auto &d) { d.environment = "live\n"; }), ErrorCode::ValChoice);
        row("product", "product", with([](auto &d) { d.product = "my_product"; }), ErrorCode::ValChoice);
        row("permission", "permissions", with([](auto &d) { d.permissions = {"orders:read", "'; DROP TABLE api_keys; --"}; }), ErrorCode::ValPermission);
        row("permission in capitals", "permissions", with([](auto &d) { d.permissions = {"Orders"}; }), ErrorCode::ValPermission);
        row("long permission", "permissions", with([](auto &d) { d.permissions = {QString(65, u'a')}; }), ErrorCode::ValPermission);
        row("many permissions", "permissions", with([](auto &d) { d.permissions = QStringList(101, "a"); }), ErrorCode::ValTooLong);
        row("limit without a name", "limits", with([](auto &d) { d.limits = {{"", 1, 1}}; }), ErrorCode::ValPermission);
        row("limit of nothing", "limits", with([](auto &d) { d.limits = {{"calls", 0, 1}}; }), ErrorCode::ValRange);
        row("limit of a long window", "limits", with([](auto &d) { d.limits = {{"calls", 1, kMaxLimitWindowS + 1}}; }), ErrorCode::ValRange);
        row("limit named twice", "limits", with([](auto &d) { d.limits = {{"calls", 1, 1}, {"calls", 2, 1}}; }), ErrorCode::ValPermission);
        row("address", "addresses", with([](auto &d) { d.addresses = {"192.0.2.256"}; }), ErrorCode::ValAddressBlock);
        row("address within a block", "addresses", with([](auto &d) { d.addresses = {"192.0.2.1/24"}; }), ErrorCode::ValAddressBlock);
        row("address in another spelling", "addresses", with([](auto &d) { d.addresses = {"2001:DB8::1"}; }), ErrorCode::ValAddressBlock);
        row("block", "addresses", with([](auto &d) { d.addresses = {"192.0.2.0/24", "2001:db8::/32", "0.0.0.0/0"}; }), ErrorCode::Count_);
    }
    void refusesWhatCannotBe()
    {
        QFETCH(QString, field);
        QFETCH(ApiKeyDraft, draft);
        QFETCH(int, code);
        QCOMPARE(static_cast<int>(codeIn(draft, field)), code);
        QCOMPARE(validate(draft).isEmpty(), code == static_cast<int>(ErrorCode::Count_));
    }
    void readsWhatIsTyped()
    {
        QCOMPARE(permissionsFrom(u" orders:write, orders:read\norders:read"), (QStringList{"orders:read", "orders:write"}));
        QCOMPARE(addressesFrom(u"2001:DB8:0:0::1/128 192.0.2.7/32;x"), (QStringList{"192.0.2.7", "2001:db8::1", "x"}));
        const auto limit = limitFrom(u" calls = 100/1m ");
        QVERIFY(limit);
        QVERIFY((*limit == ApiKeyLimit{"calls", 100, 60}));
        QCOMPARE(limitFrom(u"calls=5/h")->windowS, 3600);
        for (const char *text : {"calls=100/60s", "burst=1/1s", "day=7/1d", "odd=3/90s"}) {
            const auto read = limitFrom(QString::fromLatin1(text));
            QVERIFY2(read, text);
            QVERIFY(*limitFrom(plancia::toString(*read)) == *read);
        }
        for (const char *bad : {"", "calls", "calls=", "calls=1", "calls=1/", "calls=1/1y", "=1/1m", "calls=0/1m", "calls=-1/1m", "calls=1/40d", "calls=99999999999999999999/1m"})
            QVERIFY2(!limitFrom(QString::fromLatin1(bad)), bad);
    }
    void addressesOfAKey()
    {
        QVERIFY(isAllowedFrom({}, u"203.0.113.9"));
        const QStringList blocks{"192.0.2.0/24", "2001:db8::/32", "198.51.100.7"};
        for (const char *inside : {"192.0.2.0", "192.0.2.255", "2001:db8:1::9", "198.51.100.7", "::ffff:192.0.2.5"})
            QVERIFY2(isAllowedFrom(blocks, QString::fromLatin1(inside)), inside);
        for (const char *outside : {"192.0.3.0", "2001:db9::", "198.51.100.8", "", "local", "192.0.2.0/25", "::c000:205"})
            QVERIFY2(!isAllowedFrom(blocks, QString::fromLatin1(outside)), outside);
        QVERIFY(isAllowedFrom({"0.0.0.0/0"}, u"203.0.113.9"));
        QVERIFY(!isAllowedFrom({"0.0.0.0/0"}, u"2001:db8::1"));
        QVERIFY(!isAllowedFrom({"not one"}, u"192.0.2.1"));
    }
};

QTEST_GUILESS_MAIN(ApiKeyTest)
#include "tst_apikey.moc"
