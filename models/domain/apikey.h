// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"
#include "models/base/result.h"
#include "models/domain/tenant.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace plancia {

using ApiKeyId = Id<struct ApiKeyTag>;

/// What a person decided of a key; what time made of it is its state.
enum class ApiKeyStatus { Active, Disabled, Revoked };
QString toString(ApiKeyStatus status); ///< "active", "disabled", "revoked"
std::optional<ApiKeyStatus> apiKeyStatusFromString(QStringView text);

enum class ApiKeyState {
    Active,
    Disabled,  ///< can be enabled again
    InGrace,   ///< rotated; works until its grace period ends
    PastGrace, ///< rotated, and the grace period is over
    Expired,
    Revoked,
};
QString toString(ApiKeyState state); ///< "active", "disabled", "in_grace", "past_grace", "expired", "revoked"
std::optional<ApiKeyState> apiKeyStateFromString(QStringView text);

/// A named limit: at most `amount` calls in `windowS` seconds. The service counts.
struct ApiKeyLimit {
    QString name;
    qint64 amount = 0;
    int windowS = 0;
    bool operator==(const ApiKeyLimit &) const = default;
};

/// An API key as read from a store, without its secret, of which nothing but the SHA-256 is ever stored. Times are Unix
/// milliseconds, UTC; 0: never, or none is set.
struct ApiKey {
    TenantId tenantId;
    ApiKeyId id;
    QString tenantSlug;
    QString lookup; ///< the twelve characters in the key, or "sha256:<hex>" of one of another shape
    QString shown;  ///< what of the key may be shown: its first characters
    QString name;
    QString environment; ///< "live"
    ApiKeyStatus status = ApiKeyStatus::Active;
    QString statusReason;
    bool isInternal = false; ///< of the service itself, not handed to a customer
    qint64 expiresAt = 0;
    qint64 graceEndsAt = 0;   ///< of one that was rotated; never after expiresAt
    ApiKeyId predecessorId;   ///< the key that this one took the place of
    ApiKeyId successorId;     ///< the key that took the place of this one
    QString createdBy;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 rowVersion = 0;
    qint64 lastUsedAt = 0; ///< as the service wrote it
    QString lastUsedAddress;
    QString lastUsedClient;
    // Of a key that was asked for by itself; empty in lists.
    QStringList permissions;   ///< sorted
    QStringList addresses;     ///< from where it may be used, sorted; empty: from everywhere
    QList<ApiKeyLimit> limits; ///< sorted by name
    bool operator==(const ApiKey &) const = default;
};

/// The version of a key that an act is meant for.
struct ApiKeyRef {
    TenantId tenant;
    ApiKeyId id;
    qint64 rowVersion = 0;
};
inline ApiKeyRef refOf(const ApiKey &key) { return {key.tenantId, key.id, key.rowVersion}; }

/// What a person types to make or change a key.
struct ApiKeyDraft {
    QString name;
    QString environment = QStringLiteral("live"); ///< of a new key alone
    qint64 expiresAt = 0;
    QStringList permissions = {};
    QStringList addresses = {};
    QList<ApiKeyLimit> limits = {};
    bool isInternal = false;
    QString product = QStringLiteral("plancia"); ///< the first word of a new key
    bool operator==(const ApiKeyDraft &) const = default;
};
ApiKeyDraft draftOf(const ApiKey &key);

/// A key that was made, with its secret: shown once, kept nowhere.
struct IssuedApiKey {
    ApiKey key;
    QString secret; ///< the whole key
};

inline constexpr int kMaxApiKeyName = 200;
inline constexpr int kMaxApiKeyWord = 16; ///< product and environment: 1–16 of a–z and 0–9
inline constexpr int kMaxApiKeyPermissions = 100;
inline constexpr int kMaxApiKeyAddresses = 100;
inline constexpr int kMaxApiKeyLimits = 20;
inline constexpr int kMaxLimitWindowS = 31 * 86'400;
inline constexpr qint64 kMaxLimitAmount = 1'000'000'000'000;

/// How long a rotated key may go on working, in milliseconds; the first that is offered is the longest.
inline constexpr qint64 kGracesMs[] = {7LL * 86'400'000, 86'400'000, 6 * 3'600'000, 3'600'000, 15 * 60'000, 60'000, 0};
inline constexpr qint64 kDefaultGraceMs = kGracesMs[0];

/// The state of a key at a moment: revoked before all else, then past grace, expired, disabled, in grace.
ApiKeyState stateOf(const ApiKey &key, qint64 nowMs);
/// Whether the service lets a key in: active, or in grace.
bool isUsable(ApiKeyState state);
/// Whether it will never be let in again, so that it may be deleted.
bool isOver(ApiKeyState state);
bool canRotate(ApiKeyState state);
/// Active to disabled and back while it is not over; to revoked from every state but that.
bool canChangeStatus(const ApiKey &key, ApiKeyStatus to, qint64 nowMs);
/// When a key that is rotated now stops working: after the grace period, never after its own expiry.
qint64 graceEnd(qint64 nowMs, qint64 graceMs, qint64 expiresAt);

/// Every fault of a draft that needs no store, in the order of the form. Fields: "name", "environment", "product",
/// "permissions", "limits", "addresses".
QList<FieldError> validate(const ApiKeyDraft &draft);
/// A key ends after it began. VAL_007.
std::optional<Error> expiryFault(qint64 expiresAt, qint64 nowMs);
/// What was typed as permissions ("orders:read, orders:write"): sorted, each once. What is none stays, for validate().
QStringList permissionsFrom(QStringView text);
/// The same of addresses; each in its canonical form where it has one.
QStringList addressesFrom(QStringView text);
/// "name=amount/window" with a window such as 60s, 1m, 1h, 1d: VAL_017, VAL_010.
Result<ApiKeyLimit> limitFrom(QStringView text);
QString toString(const ApiKeyLimit &limit);

/// An address or block in its canonical form ("192.0.2.0/24", "2001:db8::1"); empty when it is none, or has bits set
/// beyond its prefix.
QString canonicalBlock(QStringView text);
/// Whether an address lies in one of the blocks. True without blocks; false for what is no address.
bool isAllowedFrom(const QStringList &blocks, QStringView address);

/// The words by which a key is found: of its name and of what is shown of it.
QStringList apiKeyWords(const QString &name, const QString &shown);

enum class ApiKeySort { Name, Created, LastUsed, Expiry };
struct ApiKeyQuery {
    QString text; ///< prefixes of words of the name, of what is shown, and of the tenant's name and slug
    std::optional<TenantId> tenant = {};
    std::optional<ApiKeyState> state = {};
    ApiKeySort sort = ApiKeySort::Name;
    bool descending = false;
    bool operator==(const ApiKeyQuery &) const = default;
};

/// For what a key is shown: from where, and to do what. Empty: not asked.
struct ApiKeyUse {
    QString address = {};
    QString permission = {};
};

/// What is said of a key that somebody showed.
struct ApiKeyVerification {
    enum class Refusal {
        None,
        Unknown, ///< no key of this id, another secret, or no key at all: nobody learns which
        State,
        Tenant,  ///< it is suspended, archived or deleted
        Address, ///< not from there
        Permission, ///< not for that
    };
    Refusal refusal = Refusal::Unknown;
    ApiKey key; ///< empty for an unknown one
    ApiKeyState state = ApiKeyState::Revoked;
    bool isValid() const { return refusal == Refusal::None; }
};
QString toString(ApiKeyVerification::Refusal refusal); ///< "", "unknown", "state", "tenant", "address", "permission"

/// From where a rotated key is still used, and so who is missed when its grace period ends.
struct ApiKeyCaller {
    QString address; ///< empty: the service did not note it
    QString client;  ///< known of who used it last alone
    qint64 calls = 0; ///< 0: the service noted the use and not the calls
    qint64 lastAt = 0;
    bool operator==(const ApiKeyCaller &) const = default;
};
struct ApiKeyCallers {
    qint64 since = 0; ///< when it was rotated; 0 for a key that was not
    QList<ApiKeyCaller> callers; ///< newest first, at most kMaxApiKeyCallers
    bool isCut = false; ///< there were more, or more calls than kMaxCallsLookedAt, the newest of which were counted
};
inline constexpr int kMaxApiKeyCallers = 20;
inline constexpr int kMaxCallsLookedAt = 100'000;

/// A key that was deleted.
struct ApiKeyRemoval {
    ApiKey key;
    QString file;   ///< JSON of all that was known of it, but the secret's hash
    QString sha256; ///< of the file
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::ApiKey)
