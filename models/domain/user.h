// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"
#include "models/domain/tenant.h"

namespace plancia {

using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;

enum class UserRole { Owner, Admin, Member, Viewer };
QString toString(UserRole role); ///< "owner", "admin", "member", "viewer": as stored and as on the command line
std::optional<UserRole> userRoleFromString(QStringView text);

enum class UserStatus {
    Invited,  ///< has a code and no password yet
    Active,
    Disabled, ///< signs in no more, and may come back
};
QString toString(UserStatus status); ///< "invited", "active", "disabled"
std::optional<UserStatus> userStatusFromString(QStringView text);

/// Which person: ids are unique within a tenant, and one of another tenant is not found.
struct UserRef {
    TenantId tenant;
    UserId id;
    bool operator==(const UserRef &) const = default;
};

/// A person of a tenant as read from a store. Times are Unix milliseconds, UTC; 0 where there is none.
struct User {
    TenantId tenantId;
    QString tenantSlug;
    UserId id;
    QString email; ///< as it was written; compared by emailKey()
    QString name;  ///< may be empty
    UserRole role = UserRole::Member;
    UserStatus status = UserStatus::Invited;
    QString statusReason; ///< why it has this status; empty when nobody said
    qint64 emailVerifiedAt = 0;
    qint64 lastSignInAt = 0;
    qint64 failedSignIns = 0; ///< since the last one that succeeded
    qint64 tokenReusedAt = 0; ///< an alarm: when the service last ended a session because a token that was used up came again
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 rowVersion = 0; ///< counts up with each write; a write names the version it was made from
    UserRef ref() const { return {tenantId, id}; }
    bool operator==(const User &) const = default;
};

/// What a person types to invite or change one.
struct UserDraft {
    QString email;
    QString name = {};
    UserRole role = UserRole::Member;
    bool operator==(const UserDraft &) const = default;
};

inline constexpr int kMaxEmail = 254;      ///< octets (RFC 5321 §4.5.3.1.3: a path of 256 with its angle brackets)
inline constexpr int kMaxEmailLocal = 64;  ///< octets before the @ (RFC 5321 §4.5.3.1.1)
inline constexpr int kMaxUserName = 200;   ///< UTF-16 units
inline constexpr qint64 kInviteCodeMs = 7LL * 24 * 3'600'000;
inline constexpr qint64 kResetCodeMs = 24LL * 3'600'000;
inline constexpr qint64 kAccessTokenMs = 15LL * 60'000;           ///< how long an access token is good
inline constexpr qint64 kRefreshTokenMs = 7LL * 24 * 3'600'000;   ///< and a refresh token

/// Every fault of a draft, in the order of the form: "email", "name". An address is a dot-atom (RFC 5322 §3.2.3, letters
/// beyond ASCII allowed: RFC 6531), one @, and a domain of labels (RFC 1035 §2.3.1); no quotes, comments, address literals.
QList<FieldError> validate(const UserDraft &draft);
/// What addresses are compared by: small letters of ASCII, NFC. (A server's own idea of small letters differs by locale.)
QString emailKey(QStringView email);
/// What a person is called in a list: the name, else the address.
QString shownName(const User &user);
/// The words by which a person is found: those of name and address.
QStringList userWords(const QString &name, const QString &email);
/// May a person go from one status to another? (Invited and active to disabled, and back.)
bool canChangeStatus(UserStatus from, UserStatus to);

/// A one-time code from 16 random bytes, in the form in which it is shown: "8Q2RT-…", 25 letters of Crockford's base 32 (no
/// I, L, O, U), 125 bits. Pure; the caller brings the randomness.
QString makeOneTimeCode(const QByteArray &random);
/// SHA-256 of a code as it is stored: of its 25 capitals, whatever a person typed between them.
QByteArray codeHash(QStringView code);

enum class UserSort { Name, Email, Created };
struct UserQuery {
    std::optional<TenantId> tenant; ///< none: of the whole workspace, without those of deleted tenants
    QString text;                   ///< prefixes of words of name and address; empty for all
    std::optional<UserRole> role;
    std::optional<UserStatus> status;
    UserSort sort = UserSort::Name;
    bool descending = false;
    bool tokenReused = false; ///< those with the alarm of User::tokenReusedAt alone
    bool operator==(const UserQuery &) const = default;
};

/// A person and the code that was made for them: known in this answer alone, the store keeps its hash.
struct UserCode {
    User user;
    QString code;
    qint64 expiresAt = 0;
};

/// A person's session as the service keeps it.
struct UserSession {
    SessionId id;
    QString device;  ///< as the client called itself
    QString address; ///< of its last use
    qint64 createdAt = 0;
    qint64 lastUsedAt = 0;
    qint64 accessExpiresAt = 0;
    qint64 refreshExpiresAt = 0;
    qint64 endedAt = 0;
    QString endReason;
    qint64 refreshes = 0;    ///< how often it went on by a refresh token: the length of the chain
    qint64 tokenReusedAt = 0; ///< an alarm: a token that was used up came again, so that somebody has a copy
    bool isOpen(qint64 nowMs) const { return endedAt == 0 && refreshExpiresAt > nowMs; }
    bool operator==(const UserSession &) const = default;
};
inline const QString kEndedByReuse = QStringLiteral("token_reused"); ///< UserSession::endReason written by the service

/// An attempt to sign in.
struct SignIn {
    qint64 at = 0;
    QString result; ///< "done", "bad_password", "unknown", "disabled", "bad_code", "locked"
    QString address;
    QString device;
    bool operator==(const SignIn &) const = default;
};

/// How a person comes in, as far as the connected role may know it.
struct UserAccess {
    enum class Password { Unknown, None, Argon2id, Bcrypt, Other };
    Password password = Password::Unknown; ///< Bcrypt: of another service; renewed at the next reset
    qint64 passwordChangedAt = 0;
    qint64 inviteExpiresAt = 0; ///< of a code that is still good; 0: there is none
    qint64 resetExpiresAt = 0;
    QList<UserSession> sessions; ///< newest use first, at most kMaxSessionsShown
    QList<SignIn> signIns;       ///< newest first, at most kMaxSignInsShown
};
inline constexpr int kMaxSessionsShown = 200;
inline constexpr int kMaxSignInsShown = 50;
QString toString(UserAccess::Password password); ///< "unknown", "none", "argon2id", "bcrypt", "other"

/// A file with everything about a person.
struct UserExport {
    User user;
    QString file;
    QString sha256;              ///< of the file
    QMap<QString, qint64> rows;  ///< by table
    qint64 auditRows = 0;        ///< of the trail, about the person: they stay
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::User)
