// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/auditfilter.h"

namespace plancia::ui {

namespace {
constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;
} // namespace

bool AuditFilter::hasFault() const
{
    if (span != Span::Custom)
        return false;
    const auto isFault = [](const QString &text) { return !text.trimmed().isEmpty() && !typedTime(text, 0); };
    return isFault(from) || isFault(to);
}

AuditQuery AuditFilter::query(qint64 nowMs) const
{
    AuditQuery query;
    query.actions = actions;
    query.actor = actor.trimmed();
    if (scope == Scope::Workspace && !tenant.isNull())
        query.tenant = tenant;
    switch (span) {
    case Span::Hour:
        query.since = nowMs - kHour;
        break;
    case Span::Day:
        query.since = nowMs - kDay;
        break;
    case Span::Week:
        query.since = nowMs - 7 * kDay;
        break;
    case Span::Month:
        query.since = nowMs - 30 * kDay;
        break;
    case Span::All:
        break;
    case Span::Custom:
        query.since = typedTime(from, nowMs);
        query.until = typedTime(to, nowMs, DayEnd::End);
        break;
    }
    return query;
}

QVariantMap AuditFilter::toMap() const
{
    return {{QStringLiteral("scope"), static_cast<int>(scope)},
            {QStringLiteral("span"), static_cast<int>(span)},
            {QStringLiteral("actions"), actions},
            {QStringLiteral("actor"), actor},
            {QStringLiteral("from"), from},
            {QStringLiteral("to"), to},
            {QStringLiteral("tenant"), tenant.isNull() ? QString() : tenant.toString()},
            {QStringLiteral("tenantSlug"), tenantSlug}};
}

AuditFilter AuditFilter::fromMap(const QVariantMap &map)
{
    AuditFilter filter;
    filter.scope = static_cast<Scope>(map.value(QStringLiteral("scope"), static_cast<int>(filter.scope)).toInt());
    filter.span = static_cast<Span>(map.value(QStringLiteral("span"), static_cast<int>(filter.span)).toInt());
    filter.actions = map.value(QStringLiteral("actions")).toStringList();
    filter.actor = map.value(QStringLiteral("actor")).toString();
    filter.from = map.value(QStringLiteral("from")).toString();
    filter.to = map.value(QStringLiteral("to")).toString();
    filter.tenant = TenantId::fromString(map.value(QStringLiteral("tenant")).toString());
    filter.tenantSlug = map.value(QStringLiteral("tenantSlug")).toString();
    return filter;
}

} // namespace plancia::ui
