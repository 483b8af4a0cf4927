// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/limits.h"

#include "models/domain/textrules.h"

#include <algorithm>
#include <array>

namespace plancia {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kMicros = 1'000'000;

struct KindRow {
    LimitKind kind;
    const char *word;
    qint64 windowMs;
    bool isCost;
};
constexpr std::array kKinds{
    KindRow{LimitKind::RequestsPerMinute, "requests_minute", kMinuteMs, false},
    KindRow{LimitKind::RequestsPerHour, "requests_hour", 60 * kMinuteMs, false},
    KindRow{LimitKind::RequestsPerDay, "requests_day", 1'440 * kMinuteMs, false},
    KindRow{LimitKind::CostPerMinute, "cost_minute", kMinuteMs, true},
    KindRow{LimitKind::CostPerHour, "cost_hour", 60 * kMinuteMs, true},
    KindRow{LimitKind::CostPerDay, "cost_day", 1'440 * kMinuteMs, true},
    KindRow{LimitKind::CostPerMonth, "cost_month", 0, true},
    KindRow{LimitKind::Storage, "storage", 0, false},
    KindRow{LimitKind::Seats, "seats", 0, false},
};
const KindRow &rowOf(LimitKind kind) { return kKinds[static_cast<size_t>(kind)]; }

struct ScopeRow {
    LimitScope scope;
    const char *word;
};
constexpr std::array kScopes{ScopeRow{LimitScope::Key, "key"}, ScopeRow{LimitScope::Tenant, "tenant"}, ScopeRow{LimitScope::Address, "address"}};

struct Unit {
    const char *word;
    qint64 factor;
};
// Binary first, so that text is made with them. (IEC 80000-13.)
constexpr std::array kUnits{Unit{"TiB", qint64(1) << 40}, Unit{"GiB", qint64(1) << 30}, Unit{"MiB", qint64(1) << 20}, Unit{"KiB", qint64(1) << 10},
                            Unit{"TB", 1'000'000'000'000}, Unit{"GB", 1'000'000'000}, Unit{"MB", 1'000'000}, Unit{"kB", 1'000}, Unit{"B", 1}};

/// `text` × `unit` where that is a whole number within the limits; `decimals` digits may stand after the sign.
std::optional<qint64> scaled(QString text, qint64 unit, int decimals)
{
    // "1,250" is a thousand to some and one and a quarter to others: nobody's limit is to be a thousandth of what was meant.
    if (const qsizetype comma = text.indexOf(u','); comma >= 0 && text.size() - comma == 4)
        return std::nullopt;
    text.replace(u',', u'.');
    const QString whole = text.section(u'.', 0, 0), part = text.section(u'.', 1);
    const auto isDigits = [](const QString &one) { return std::all_of(one.begin(), one.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }); };
    if (whole.isEmpty() || whole.size() > 16 || part.size() > decimals || !isDigits(whole) || !isDigits(part) || (text.contains(u'.') && part.isEmpty()))
        return std::nullopt;
    qint64 amount = whole.toLongLong();
    if (amount > kMaxTenantLimitAmount / unit)
        return std::nullopt;
    amount *= unit;
    qint64 place = 1;
    for (qsizetype i = 0; i < part.size(); ++i)
        place *= 10;
    if (!part.isEmpty()) {
        // At most six digits of at most a TiB: far from the end of 64 bits.
        amount += part.toLongLong() * unit / place;
    }
    return amount;
}

std::optional<qint64> bytesFrom(const QString &text)
{
    for (const Unit &unit : kUnits)
        if (const QLatin1String word(unit.word); text.endsWith(word, Qt::CaseInsensitive))
            return scaled(text.chopped(word.size()), unit.factor, unit.factor == 1 ? 0 : 3);
    return scaled(text, 1, 0);
}

Error wrong(ErrorCode code, const char *field, QList<Fact> facts = {})
{
    facts.prepend({QStringLiteral("field"), QLatin1String(field)});
    return Error(code, std::move(facts));
}

int place(const TenantLimit &limit) { return static_cast<int>(limit.key.kind) * 4 + static_cast<int>(limit.key.scope); }

} // namespace

QString toString(LimitKind kind) { return QLatin1String(rowOf(kind).word); }

std::optional<LimitKind> limitKindFromString(QStringView text)
{
    for (const KindRow &row : kKinds)
        if (text == QLatin1String(row.word))
            return row.kind;
    return std::nullopt;
}

QList<LimitKind> limitKinds()
{
    QList<LimitKind> kinds;
    for (const KindRow &row : kKinds)
        kinds.append(row.kind);
    return kinds;
}

QString toString(LimitScope scope) { return QLatin1String(kScopes[static_cast<size_t>(scope)].word); }

std::optional<LimitScope> limitScopeFromString(QStringView text)
{
    for (const ScopeRow &row : kScopes)
        if (text == QLatin1String(row.word))
            return row.scope;
    return std::nullopt;
}

QList<LimitScope> scopesOf(LimitKind kind)
{
    if (windowMs(kind) == 0)
        return {LimitScope::Tenant};
    if (isCost(kind)) // a caller without a key has no cost that is written down
        return {LimitScope::Key, LimitScope::Tenant};
    return {LimitScope::Key, LimitScope::Tenant, LimitScope::Address};
}

QString toString(const LimitKey &key)
{
    QString text = toString(key.kind);
    if (scopesOf(key.kind).size() > 1)
        text += u' ' + toString(key.scope);
    return key.endpoint.isEmpty() ? text : text + u' ' + key.endpoint;
}

bool takesEndpoint(LimitKind kind) { return windowMs(kind) != 0; }
bool isCost(LimitKind kind) { return rowOf(kind).isCost; }
qint64 windowMs(LimitKind kind) { return rowOf(kind).windowMs; }

QList<TenantLimit> defaultLimits()
{
    return {{{LimitKind::RequestsPerMinute, LimitScope::Key}, 100, true}, {{LimitKind::RequestsPerMinute, LimitScope::Address}, 10, true}};
}

QList<TenantLimit> limitsInForce(const QList<TenantLimit> &own)
{
    QList<TenantLimit> all = own;
    for (const TenantLimit &limit : defaultLimits())
        if (std::none_of(own.begin(), own.end(), [&](const TenantLimit &one) { return one.key == limit.key; }))
            all.append(limit);
    std::sort(all.begin(), all.end(), [](const TenantLimit &a, const TenantLimit &b) {
        return place(a) != place(b) ? place(a) < place(b) : a.key.endpoint < b.key.endpoint;
    });
    return all;
}

QList<FieldError> validate(const LimitKey &key, qint64 amount)
{
    QList<FieldError> faults;
    if (!scopesOf(key.kind).contains(key.scope)) {
        QStringList allowed;
        for (const LimitScope scope : scopesOf(key.kind))
            allowed.append(toString(scope));
        faults.append({QStringLiteral("scope"), wrong(ErrorCode::ValChoice, "scope", {{QStringLiteral("value"), toString(key.scope)},
                                                                                      {QStringLiteral("allowed"), allowed.join(QStringLiteral(", "))}})});
    }
    if (!key.endpoint.isEmpty() && !takesEndpoint(key.kind))
        faults.append({QStringLiteral("endpoint"), wrong(ErrorCode::ValChoice, "endpoint", {{QStringLiteral("value"), key.endpoint.left(kMaxLimitEndpoint)}})});
    else if (const auto fault = textFault(QStringLiteral("endpoint"), key.endpoint, kMaxLimitEndpoint, Lines::One))
        faults.append({QStringLiteral("endpoint"), *fault});
    if (amount < 1 || amount > kMaxTenantLimitAmount)
        faults.append({QStringLiteral("amount"), wrong(ErrorCode::ValRange, "amount", {{QStringLiteral("value"), limitAmountText(key.kind, amount)},
                                                                                       {QStringLiteral("minimum"), limitAmountText(key.kind, 1)},
                                                                                       {QStringLiteral("maximum"), limitAmountText(key.kind, kMaxTenantLimitAmount)}})});
    return faults;
}

std::optional<qint64> limitAmountFromText(LimitKind kind, QStringView text)
{
    QString digits;
    for (const QChar c : text)
        if (!c.isSpace())
            digits.append(c);
    if (kind == LimitKind::Storage)
        return bytesFrom(digits);
    return isCost(kind) ? scaled(digits, kMicros, 6) : scaled(digits, 1, 0);
}

QString limitAmountText(LimitKind kind, qint64 amount)
{
    if (kind == LimitKind::Storage) {
        const Unit *best = &kUnits.back(); // the unit that leaves the smallest whole number
        for (const Unit &unit : kUnits)
            if (amount >= unit.factor && amount % unit.factor == 0 && unit.factor > best->factor)
                best = &unit;
        return best->factor == 1 ? QString::number(amount) : QStringLiteral("%1 %2").arg(amount / best->factor).arg(QLatin1String(best->word));
    }
    if (!isCost(kind))
        return QString::number(amount);
    QString text = QStringLiteral("%1.%2").arg(amount / kMicros).arg(amount % kMicros, 6, 10, QLatin1Char('0'));
    while (text.endsWith(u'0') && text.section(u'.', 1).size() > 2)
        text.chop(1);
    return text;
}

} // namespace plancia
