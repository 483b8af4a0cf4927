// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/examplepeople.h"

#include "app/controlplane/users/repository.h"

#include <array>

namespace plancia::controlplane {

namespace {

constexpr qint64 kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs;

constexpr std::array kFirst{"Anna",  "Bruno", "Chiara", "David", "Elena", "Farid", "Giulia", "Hannah", "Ivan", "Jana",
                            "Karim", "Laura", "Marco",  "Nadia", "Omar",  "Paula", "Quentin", "Rosa",  "Sofia", "Tomas"};
constexpr std::array kLast{"Rossi", "Novak", "Keller", "Moreau", "Silva", "Haddad", "Bianchi", "Larsen", "Kovac", "Weber",
                           "Costa", "Dubois", "Ferri",  "Nowak",  "Okafor", "Santos", "Vogel",  "Marin", "Conti", "Berg"};
constexpr std::array kDevices{"Firefox 128 on Linux", "Chrome 126 on Windows", "Safari 17 on macOS", "App 3.2 on Android 14", "App 3.2 on iOS 17"};

class People {
public:
    People(sql::Connection &connection, qint64 nowMs, std::mt19937 &random) : m_repository(connection), m_connection(connection), m_now(nowMs), m_random(random) {}

    /// An owner, and up to three more.
    Result<bool> add(const Tenant &tenant)
    {
        const int people = 1 + pick(4);
        for (int i = 0; i < people; ++i) {
            static constexpr std::array kRoles{UserRole::Owner, UserRole::Admin, UserRole::Member, UserRole::Viewer};
            auto added = addOne(tenant, kRoles[static_cast<size_t>(i)], i);
            if (!added)
                return added;
        }
        return true;
    }

private:
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    QUuid uuid(qint64 at) { return makeUuidV7(at, m_random(), static_cast<quint64>(m_random()) << 32 | m_random()); }
    QByteArray hash()
    {
        QByteArray bytes(32, char(0));
        for (char &byte : bytes)
            byte = static_cast<char>(m_random());
        return bytes;
    }
    Result<bool> run(const QByteArray &sql, const QList<sql::Value> &values)
    {
        auto done = m_connection.execute(sql, values);
        return done ? Result<bool>(true) : Result<bool>(done.error());
    }

    Result<bool> addOne(const Tenant &tenant, UserRole role, int number)
    {
        User user;
        user.tenantId = tenant.id;
        user.createdAt = tenant.createdAt + number * kHourMs;
        user.id = UserId(uuid(user.createdAt));
        const QString first = QString::fromLatin1(kFirst[m_random() % kFirst.size()]);
        const QString last = QString::fromLatin1(kLast[m_random() % kLast.size()]);
        user.name = first + u' ' + last;
        user.email = QStringLiteral("%1.%2@%3.example").arg(first.toLower(), last.toLower(), tenant.slug);
        user.role = role;
        const int dice = number == 0 ? 9 : pick(12);
        user.status = dice == 0 ? UserStatus::Invited : dice == 1 ? UserStatus::Disabled : UserStatus::Active;
        user.statusReason = user.status == UserStatus::Disabled ? QStringLiteral("left the company") : QString();
        auto made = m_repository.insert(user);
        if (!made) // the same name twice in one tenant
            return made.error().code() == ErrorCode::ConflictEmailTaken ? Result<bool>(true) : Result<bool>(made.error());
        if (user.status == UserStatus::Invited)
            return m_repository.putCode(user.ref(), QStringLiteral("invite"), hash(), m_now - kDayMs, m_now - kDayMs + kInviteCodeMs);
        return comeIn(*made);
    }

    /// A password, sign-ins, and sessions.
    Result<bool> comeIn(const User &user)
    {
        const QList<sql::Value> who{sql::value(user.tenantId), sql::value(user.id)};
        const qint64 last = m_now - (user.status == UserStatus::Disabled ? 20 * kDayMs : 0) - pick(9'000) * kMinuteMs;
        const int failed = pick(5) == 0 ? 1 + pick(3) : 0;
        // A hash of nothing that anybody knows; one in eight came from a service that used bcrypt.
        const QString hash = pick(8) ? QStringLiteral("$argon2id$v=19$m=65536,t=2,p=1$ZXhhbXBsZWV4YW1wbGU$bm9ib2R5IGtub3dzIHRoZSBwYXNzd29yZCBvZiB0aGlz")
                                     : QStringLiteral("$2b$12$abcdefghijklmnopqrstuuNobodyKnowsThePasswordOfThisOne1");
        if (auto done = m_repository.putPassword(user.ref(), hash, user.createdAt + kHourMs); !done)
            return done;
        if (auto done = run("UPDATE users SET last_sign_in_at = $3, email_verified_at = $4, failed_sign_ins = $5, status_reason = $6 WHERE tenant_id = $1 AND id = $2",
                            QList<sql::Value>(who) << sql::TimeMs{last} << sql::TimeMs{user.createdAt + kHourMs} << qint64(failed) << user.statusReason); !done)
            return done;
        for (int i = 0; i < failed; ++i)
            if (auto done = addSignIn(who, last + (i + 1) * kMinuteMs, "bad_password"); !done)
                return done;
        if (auto done = addSignIn(who, last, "done"); !done)
            return done;
        for (int sessions = 1 + pick(2); sessions > 0; --sessions)
            if (auto done = addSession(who, last - (sessions - 1) * kDayMs, user.status == UserStatus::Disabled); !done)
                return done;
        return true;
    }

    QString address() { return QStringLiteral("203.0.113.%1").arg(1 + pick(250)); }
    QString device() { return QString::fromLatin1(kDevices[m_random() % kDevices.size()]); }

    Result<bool> addSignIn(const QList<sql::Value> &who, qint64 at, const char *result)
    {
        return run("INSERT INTO sign_ins (tenant_id, user_id, at, id, result, address, device) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   QList<sql::Value>(who) << sql::TimeMs{at} << uuid(at) << QString::fromLatin1(result) << address() << device());
    }

    Result<bool> addSession(const QList<sql::Value> &who, qint64 usedAt, bool isEnded)
    {
        const int refreshes = 1 + pick(6);
        const qint64 began = usedAt - refreshes * kAccessTokenMs;
        const bool isStolen = pick(120) == 0;
        const QUuid id = uuid(began);
        const bool ends = isEnded || isStolen;
        if (auto done = run("INSERT INTO user_sessions (tenant_id, user_id, id, device, address, created_at, last_used_at, access_expires_at,"
                            " refresh_expires_at, ended_at, end_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                            QList<sql::Value>(who) << id << device() << address() << sql::TimeMs{began} << sql::TimeMs{usedAt}
                                                   << sql::TimeMs{usedAt + kAccessTokenMs} << sql::TimeMs{usedAt + kRefreshTokenMs}
                                                   << (ends ? sql::Value(sql::TimeMs{usedAt + kMinuteMs}) : sql::Value())
                                                   << (isStolen ? kEndedByReuse : ends ? QStringLiteral("left the company") : QString())); !done)
            return done;
        for (int number = 1; number <= refreshes + 1; ++number) {
            const qint64 issued = began + (number - 1) * kAccessTokenMs;
            const bool isUsed = number <= refreshes;
            const QByteArray token = hash();
            if (auto done = run("INSERT INTO session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at, used_at, reused_at)"
                                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                                QList<sql::Value>(who) << id << qint64(number) << token << sql::TimeMs{issued}
                                                       << (isUsed ? sql::Value(sql::TimeMs{issued + kAccessTokenMs}) : sql::Value())
                                                       << (isStolen && number == refreshes ? sql::Value(sql::TimeMs{usedAt + kMinuteMs}) : sql::Value())); !done)
                return done;
            if (auto done = run("INSERT INTO session_directory (tenant_id, user_id, session_id, lookup) VALUES ($1, $2, $3, $4)",
                                QList<sql::Value>(who) << id << token); !done)
                return done;
        }
        return true;
    }

    users::Repository m_repository;
    sql::Connection &m_connection;
    const qint64 m_now;
    std::mt19937 &m_random;
};

} // namespace

Result<bool> fillExamplePeople(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs, std::mt19937 &random)
{
    constexpr qsizetype kWithPeople = 400; // of them: enough for every kind of list, and made in a moment
    People people(connection, nowMs, random);
    for (const Tenant &tenant : tenants.first(std::min(kWithPeople, tenants.size())))
        if (auto added = people.add(tenant); !added)
            return added;
    return true;
}

} // namespace plancia::controlplane
