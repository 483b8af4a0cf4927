// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/apikeysmodel.h"

#include "models/format/format.h"

namespace plancia {

Tone toneOf(ApiKeyState state)
{
    switch (state) {
    case ApiKeyState::Active:
        return Tone::Good;
    case ApiKeyState::Disabled:
        return Tone::Stopped;
    case ApiKeyState::InGrace:
        return Tone::Waiting;
    case ApiKeyState::PastGrace:
    case ApiKeyState::Expired:
    case ApiKeyState::Revoked:
        return Tone::Off;
    }
    return Tone::None;
}

QString wordFor(ApiKeyState state)
{
    switch (state) {
    case ApiKeyState::Active:
        return ApiKeysModel::tr("active", "state of an API key");
    case ApiKeyState::Disabled:
        return ApiKeysModel::tr("disabled", "state of an API key");
    case ApiKeyState::InGrace:
        return ApiKeysModel::tr("in grace", "state of an API key that was rotated and works on for a while");
    case ApiKeyState::PastGrace:
        return ApiKeysModel::tr("past grace", "state of an API key that was rotated and works no more");
    case ApiKeyState::Expired:
        return ApiKeysModel::tr("expired", "state of an API key");
    case ApiKeyState::Revoked:
        return ApiKeysModel::tr("revoked", "state of an API key");
    }
    return {};
}

QString wordsForState(const ApiKey &key, qint64 nowMs, const QLocale &locale)
{
    const ApiKeyState state = stateOf(key, nowMs);
    if (state != ApiKeyState::InGrace)
        return wordFor(state);
    return ApiKeysModel::tr("%1 left", "how long an API key works on").arg(format::duration(key.graceEndsAt - nowMs, locale));
}

QString wordsForLastUse(const ApiKey &key, qint64 nowMs, const QLocale &locale)
{
    return key.lastUsedAt == 0 ? ApiKeysModel::tr("never", "when an API key was used") : format::age(key.lastUsedAt, nowMs, locale);
}

QString wordsForGrace(qint64 graceMs)
{
    const int minutes = static_cast<int>(graceMs / 60'000);
    const int hours = minutes / 60;
    const int days = hours / 24;
    if (minutes == 0)
        return ApiKeysModel::tr("None: the old key stops at once");
    if (minutes < 60)
        return ApiKeysModel::tr("%n minute(s)", "how long an old API key works on", minutes);
    if (hours <= 24)
        return ApiKeysModel::tr("%n hour(s)", "how long an old API key works on", hours);
    return ApiKeysModel::tr("%n day(s)", "how long an old API key works on", days);
}

ApiKeysModel::ApiKeysModel(const Clock &clock, const QLocale &locale, QObject *parent)
    : PagedModelT<ApiKey>({{tr("Name"), ColumnKind::Name, 0, int(ApiKeySort::Name)},
                           {tr("Tenant"), ColumnKind::Identifier, 20, -1},
                           {tr("Key", "column: the first characters of an API key"), ColumnKind::Identifier, 26, -1},
                           {tr("State"), ColumnKind::State, 18, -1},
                           {tr("Last used"), ColumnKind::Time, 17, int(ApiKeySort::LastUsed)},
                           {tr("Expires"), ColumnKind::Time, 17, int(ApiKeySort::Expiry)},
                           {tr("Created"), ColumnKind::Time, 17, int(ApiKeySort::Created)}},
                          parent),
      m_clock(clock), m_locale(locale)
{
}

void ApiKeysModel::setQuery(std::shared_ptr<Workspace> workspace, const ApiKeyQuery &query)
{
    m_query = query;
    if (!workspace || !workspace->apiKeys()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace), query](const Anchor &anchor, int limit, const CallContext &context) {
        return workspace->apiKeys()->page(query, anchor, limit, context);
    });
}

void ApiKeysModel::tick()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, State), index(rowCount() - 1, Expires));
}

QString ApiKeysModel::text(const ApiKey &key, int column) const
{
    switch (column) {
    case Name:
        return key.name;
    case TenantColumn:
        return key.tenantSlug;
    case Shown:
        return key.shown + u'…';
    case State:
        return wordsForState(key, m_clock.nowMs(), m_locale);
    case LastUsed:
        return wordsForLastUse(key, m_clock.nowMs(), m_locale);
    case Expires:
        return key.expiresAt == 0 ? tr("never", "when an API key expires") : format::dateTime(key.expiresAt, format::Zone::Local, format::Precision::Minutes);
    case Created:
        return format::dateTime(key.createdAt, format::Zone::Local, format::Precision::Minutes);
    }
    return {};
}

QVariant ApiKeysModel::cell(const ApiKey &key, int column, int role) const
{
    const qint64 at = column == LastUsed ? key.lastUsedAt : column == Expires ? key.expiresAt : column == Created ? key.createdAt : 0;
    switch (role) {
    case Qt::DisplayRole:
        return text(key, column);
    case FullTextRole:
        if (at != 0)
            return format::localAndUtc(at);
        if (column == State && !key.statusReason.isEmpty())
            return key.statusReason;
        break;
    case ToneRole:
        if (column == State)
            return static_cast<int>(toneOf(stateOf(key, m_clock.nowMs())));
        break;
    case StatusRole:
        return toString(stateOf(key, m_clock.nowMs()));
    case TimeRole:
        if (at != 0)
            return at;
        break;
    case QuietRole:
        return (column == LastUsed || column == Expires) && at == 0;
    }
    return {};
}

} // namespace plancia
