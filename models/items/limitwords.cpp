// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/limitwords.h"

#include "models/format/format.h"

#include <QCoreApplication>

namespace plancia {

namespace {
QString said(const char *text) { return QCoreApplication::translate("limits", text); }
} // namespace

QString wordFor(LimitKind kind)
{
    switch (kind) {
    case LimitKind::RequestsPerMinute: return said(QT_TRANSLATE_NOOP("limits", "Requests a minute"));
    case LimitKind::RequestsPerHour: return said(QT_TRANSLATE_NOOP("limits", "Requests an hour"));
    case LimitKind::RequestsPerDay: return said(QT_TRANSLATE_NOOP("limits", "Requests a day"));
    case LimitKind::CostPerMinute: return said(QT_TRANSLATE_NOOP("limits", "Cost a minute"));
    case LimitKind::CostPerHour: return said(QT_TRANSLATE_NOOP("limits", "Cost an hour"));
    case LimitKind::CostPerDay: return said(QT_TRANSLATE_NOOP("limits", "Cost a day"));
    case LimitKind::CostPerMonth: return said(QT_TRANSLATE_NOOP("limits", "Cost a month"));
    case LimitKind::Storage: return said(QT_TRANSLATE_NOOP("limits", "Storage"));
    case LimitKind::Seats: return said(QT_TRANSLATE_NOOP("limits", "Seats"));
    }
    return toString(kind);
}

QString wordFor(LimitScope scope)
{
    switch (scope) {
    case LimitScope::Key: return said(QT_TRANSLATE_NOOP("limits", "each key"));
    case LimitScope::Tenant: return said(QT_TRANSLATE_NOOP("limits", "all together"));
    case LimitScope::Address: return said(QT_TRANSLATE_NOOP("limits", "each address, without a key"));
    }
    return toString(scope);
}

QString wordFor(const LimitKey &key)
{
    QString word = wordFor(key.kind);
    if (scopesOf(key.kind).size() > 1)
        word += QStringLiteral(" · ") + wordFor(key.scope);
    return key.endpoint.isEmpty() ? word : word + QStringLiteral(" · ") + format::harmless(key.endpoint);
}

QString shownAmount(LimitKind kind, qint64 amount)
{
    if (kind == LimitKind::Storage)
        return format::bytes(amount);
    if (isCost(kind))
        return format::decimal(static_cast<double>(amount) / 1e6, amount % 10'000 == 0 ? 2 : 6);
    return format::count(amount);
}

QString shownUsage(const LimitUsage &usage)
{
    return usage.used ? shownAmount(usage.key.kind, *usage.used) : said(QT_TRANSLATE_NOOP("limits", "not known"));
}

QString shownForecast(const LimitUsage &usage, qint64 nowMs)
{
    if (!usage.used)
        return {};
    switch (usage.forecast.state) {
    case LimitForecast::State::NotEnoughData: return said(QT_TRANSLATE_NOOP("limits", "Not enough data for a forecast"));
    case LimitForecast::State::Reached: return said(QT_TRANSLATE_NOOP("limits", "Reached now"));
    case LimitForecast::State::OnDay: return said(QT_TRANSLATE_NOOP("limits", "Runs out %1")).arg(format::day(usage.forecast.at, nowMs));
    case LimitForecast::State::NotThisMonth: return said(QT_TRANSLATE_NOOP("limits", "Will not run out this month"));
    case LimitForecast::State::NotWithinAYear: return said(QT_TRANSLATE_NOOP("limits", "Will not run out within a year"));
    }
    return {};
}

} // namespace plancia
