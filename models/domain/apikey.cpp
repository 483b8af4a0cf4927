// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/apikey.h"

#include "models/domain/textrules.h"
#include "models/domain/textkey.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace plancia {

namespace {
constexpr std::array kStatusWords{std::pair{ApiKeyStatus::Active, "active"}, std::pair{ApiKeyStatus::Disabled, "disabled"},
                                  std::pair{ApiKeyStatus::Revoked, "revoked"}};
constexpr std::array kStateWords{std::pair{ApiKeyState::Active, "active"},   std::pair{ApiKeyState::Disabled, "disabled"},
                                 std::pair{ApiKeyState::InGrace, "in_grace"}, std::pair{ApiKeyState::PastGrace, "past_grace"},
                                 std::pair{ApiKeyState::Expired, "expired"},  std::pair{ApiKeyState::Revoked, "revoked"}};
using Refusal = ApiKeyVerification::Refusal;
constexpr std::array kRefusalWords{std::pair{Refusal::None, ""}, std::pair{Refusal::Unknown, "unknown"},
                                   std::pair{Refusal::State, "state"}, std::pair{Refusal::Tenant, "tenant"},
                                   std::pair{Refusal::Address, "address"}, std::pair{Refusal::Permission, "permission"}};

template <class E, size_t N>
QString wordOf(const std::array<std::pair<E, const char *>, N> &words, E value)
{
    for (const auto &[one, word] : words)
        if (one == value)
            return QString::fromLatin1(word);
    return {};
}
template <class E, size_t N>
std::optional<E> valueOf(const std::array<std::pair<E, const char *>, N> &words, QStringView text)
{
    for (const auto &[one, word] : words)
        if (text == QLatin1String(word))
            return one;
    return std::nullopt;
}

/// The word before the id: a–z and 0–9.
bool isKeyWord(const QString &word)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-z0-9]{1,16}\\z"));
    return shape.match(word).hasMatch();
}

/// As the service compares it.
bool isPermission(const QString &name)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-z][a-z0-9._:-]{0,63}\\z"));
    return shape.match(name).hasMatch();
}

Error tooMany(const QString &field, int most, qsizetype count)
{
    return Error(ErrorCode::ValTooLong,
                 {{"field", field}, {"limit", QString::number(most)}, {"length", QString::number(count)}});
}

Error notInRange(const QString &field, qint64 value, qint64 most)
{
    return Error(ErrorCode::ValRange,
                 {{"field", field}, {"value", QString::number(value)}, {"minimum", "1"}, {"maximum", QString::number(most)}});
}

std::optional<Error> limitFault(const ApiKeyLimit &limit)
{
    if (!isPermission(limit.name))
        return Error(ErrorCode::ValPermission, {{"field", "limits"}, {"value", limit.name.left(kMaxApiKeyName)}});
    if (limit.amount < 1 || limit.amount > kMaxLimitAmount)
        return notInRange(limit.name, limit.amount, kMaxLimitAmount);
    if (limit.windowS < 1 || limit.windowS > kMaxLimitWindowS)
        return notInRange(limit.name, limit.windowS, kMaxLimitWindowS);
    return std::nullopt;
}

QStringList listFrom(QStringView text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    QStringList items = text.toString().split(between, Qt::SkipEmptyParts);
    items.sort();
    items.removeDuplicates();
    return items;
}
} // namespace

QString toString(ApiKeyStatus status) { return wordOf(kStatusWords, status); }
std::optional<ApiKeyStatus> apiKeyStatusFromString(QStringView text) { return valueOf(kStatusWords, text); }
QString toString(ApiKeyState state) { return wordOf(kStateWords, state); }
std::optional<ApiKeyState> apiKeyStateFromString(QStringView text) { return valueOf(kStateWords, text); }
QString toString(ApiKeyVerification::Refusal refusal) { return wordOf(kRefusalWords, refusal); }

ApiKeyDraft draftOf(const ApiKey &key)
{
    ApiKeyDraft draft{key.name, key.environment, key.expiresAt, key.permissions, key.addresses, key.limits, key.isInternal};
    if (!key.lookup.startsWith(u"sha256:"))
        draft.product = key.shown.section(u'_', 0, 0);
    return draft;
}

ApiKeyState stateOf(const ApiKey &key, qint64 nowMs)
{
    if (key.status == ApiKeyStatus::Revoked)
        return ApiKeyState::Revoked;
    // A grace period never ends after the expiry, so it was over first.
    if (key.graceEndsAt != 0 && key.graceEndsAt <= nowMs)
        return ApiKeyState::PastGrace;
    if (key.expiresAt != 0 && key.expiresAt <= nowMs)
        return ApiKeyState::Expired;
    if (key.status == ApiKeyStatus::Disabled)
        return ApiKeyState::Disabled;
    return key.graceEndsAt != 0 ? ApiKeyState::InGrace : ApiKeyState::Active;
}

bool isUsable(ApiKeyState state) { return state == ApiKeyState::Active || state == ApiKeyState::InGrace; }

bool isOver(ApiKeyState state)
{
    return state == ApiKeyState::PastGrace || state == ApiKeyState::Expired || state == ApiKeyState::Revoked;
}

bool canRotate(ApiKeyState state) { return state == ApiKeyState::Active; }

bool canChangeStatus(const ApiKey &key, ApiKeyStatus to, qint64 nowMs)
{
    const ApiKeyState state = stateOf(key, nowMs);
    switch (to) {
    case ApiKeyStatus::Active:
        return state == ApiKeyState::Disabled;
    case ApiKeyStatus::Disabled:
        return isUsable(state);
    case ApiKeyStatus::Revoked:
        return state != ApiKeyState::Revoked;
    }
    return false;
}

qint64 graceEnd(qint64 nowMs, qint64 graceMs, qint64 expiresAt)
{
    const qint64 end = nowMs + std::max<qint64>(0, graceMs);
    return expiresAt == 0 ? end : std::min(end, expiresAt);
}

QList<FieldError> validate(const ApiKeyDraft &draft)
{
    QList<FieldError> faults;
    const QString name = QStringLiteral("name");
    if (const auto fault = textFault(name, draft.name, kMaxApiKeyName, Lines::One))
        faults.append({name, *fault});
    else if (draft.name.trimmed().isEmpty())
        faults.append({name, Error(ErrorCode::ValRequired, {{"field", name}})});

    for (const auto &[field, word] : {std::pair{QStringLiteral("environment"), draft.environment}, std::pair{QStringLiteral("product"), draft.product}}) {
        if (word.isEmpty())
            faults.append({field, Error(ErrorCode::ValRequired, {{"field", field}})});
        else if (!isKeyWord(word))
            faults.append({field, Error(ErrorCode::ValChoice, {{"field", field}, {"value", word.left(2 * kMaxApiKeyWord)}, {"allowed", "1–16 of a–z, 0–9"}})});
    }

    const QString permissions = QStringLiteral("permissions");
    if (draft.permissions.size() > kMaxApiKeyPermissions)
        faults.append({permissions, tooMany(permissions, kMaxApiKeyPermissions, draft.permissions.size())});
    else if (const auto bad = std::find_if_not(draft.permissions.begin(), draft.permissions.end(), isPermission); bad != draft.permissions.end())
        faults.append({permissions, Error(ErrorCode::ValPermission, {{"field", permissions}, {"value", bad->left(kMaxApiKeyName)}})});

    const QString limits = QStringLiteral("limits");
    if (draft.limits.size() > kMaxApiKeyLimits)
        faults.append({limits, tooMany(limits, kMaxApiKeyLimits, draft.limits.size())});
    QStringList names;
    for (const ApiKeyLimit &limit : draft.limits) {
        auto fault = limitFault(limit);
        if (!fault && names.contains(limit.name)) // named twice, it would say two things
            fault = Error(ErrorCode::ValPermission, {{"field", limits}, {"value", limit.name}});
        names.append(limit.name);
        if (fault) {
            faults.append({limits, *fault});
            break;
        }
    }

    const QString addresses = QStringLiteral("addresses");
    if (draft.addresses.size() > kMaxApiKeyAddresses)
        faults.append({addresses, tooMany(addresses, kMaxApiKeyAddresses, draft.addresses.size())});
    for (const QString &block : draft.addresses)
        if (block.isEmpty() || canonicalBlock(block) != block) {
            faults.append({addresses, Error(ErrorCode::ValAddressBlock, {{"field", addresses}, {"value", block.left(64)}})});
            break;
        }
    return faults;
}

std::optional<Error> expiryFault(qint64 expiresAt, qint64 nowMs)
{
    if (expiresAt == 0 || expiresAt > nowMs)
        return std::nullopt;
    return Error(ErrorCode::ValTime,
                 {{"field", "expires"}, {"value", QDateTime::fromMSecsSinceEpoch(expiresAt, Qt::UTC).toString(Qt::ISODateWithMs)}});
}

QStringList permissionsFrom(QStringView text) { return listFrom(text); }

QStringList addressesFrom(QStringView text)
{
    QStringList blocks = listFrom(text);
    for (QString &block : blocks)
        if (const QString canonical = canonicalBlock(block); !canonical.isEmpty())
            block = canonical;
    blocks.sort();
    blocks.removeDuplicates();
    return blocks;
}

Result<ApiKeyLimit> limitFrom(QStringView text)
{
    static const QRegularExpression shape(QStringLiteral("\\A\\s*([^=\\s]+)\\s*=\\s*(\\d{1,18})\\s*/\\s*(\\d{0,7})([smhd])\\s*\\z"));
    const auto match = shape.match(text.toString());
    if (!match.hasMatch())
        return fail(ErrorCode::ValPermission, {{"field", "limits"}, {"value", text.left(kMaxApiKeyName).toString()}});
    const QChar unit = match.captured(4).front();
    const int unitS = unit == u's' ? 1 : unit == u'm' ? 60 : unit == u'h' ? 3600 : 86'400;
    const qint64 windowS = (match.captured(3).isEmpty() ? 1 : match.captured(3).toLongLong()) * unitS;
    const ApiKeyLimit limit{match.captured(1), match.captured(2).toLongLong(),
                            static_cast<int>(std::min<qint64>(windowS, kMaxLimitWindowS + 1))};
    if (const auto fault = limitFault(limit))
        return fail(*fault);
    return limit;
}

QString toString(const ApiKeyLimit &limit)
{
    const auto window = [&limit]() -> QString {
        for (const auto &[unitS, unit] : {std::pair{86'400, 'd'}, std::pair{3600, 'h'}, std::pair{60, 'm'}})
            if (limit.windowS % unitS == 0)
                return QString::number(limit.windowS / unitS) + QLatin1Char(unit);
        return QString::number(limit.windowS) + u's';
    };
    return QStringLiteral("%1=%2/%3").arg(limit.name, QString::number(limit.amount), window());
}

QStringList apiKeyWords(const QString &name, const QString &shown) { return searchWords({name, shown}); }

} // namespace plancia
