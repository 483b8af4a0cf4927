// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tenantsmodel.h"

#include "models/format/format.h"

namespace plancia {

Tone toneOf(TenantStatus status)
{
    switch (status) {
    case TenantStatus::Trial:
        return Tone::Trial;
    case TenantStatus::Active:
        return Tone::Good;
    case TenantStatus::Suspended:
        return Tone::Stopped;
    case TenantStatus::Archived:
        return Tone::Off;
    }
    return Tone::None;
}

QString wordFor(TenantStatus status)
{
    switch (status) {
    case TenantStatus::Trial:
        return TenantsModel::tr("trial", "status of a tenant");
    case TenantStatus::Active:
        return TenantsModel::tr("active", "status of a tenant");
    case TenantStatus::Suspended:
        return TenantsModel::tr("suspended", "status of a tenant");
    case TenantStatus::Archived:
        return TenantsModel::tr("archived", "status of a tenant");
    }
    return {};
}

TenantsModel::TenantsModel(const QLocale &locale, QObject *parent)
    : PagedModelT<Tenant>({{tr("Name"), ColumnKind::Name, 0, int(TenantSort::Name)},
                           {tr("Slug", "short name in addresses"), ColumnKind::Identifier, 24, int(TenantSort::Slug)},
                           {tr("Status"), ColumnKind::State, 15, -1},
                           {tr("Tags"), ColumnKind::Faint, 16, -1},
                           {tr("Notes"), ColumnKind::Faint, 0, -1},
                           {tr("Created"), ColumnKind::Time, 17, int(TenantSort::Created)},
                           {tr("Updated"), ColumnKind::Time, 17, int(TenantSort::Updated)}},
                          parent),
      m_locale(locale)
{
}

void TenantsModel::setQuery(std::shared_ptr<Workspace> workspace, const TenantQuery &query)
{
    m_query = query;
    if (!workspace || !workspace->tenants()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace), query](const Anchor &anchor, int limit, const CallContext &context) {
        return workspace->tenants()->page(query, anchor, limit, context);
    });
}

QVariant TenantsModel::cell(const Tenant &tenant, int column, int role) const
{
    const qint64 at = column == Created ? tenant.createdAt : tenant.updatedAt;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Name:
            return tenant.name;
        case Slug:
            return tenant.slug;
        case Status:
            return tenant.deletedAt != 0 ? tr("deleted", "state of a tenant") : wordFor(tenant.status);
        case Tags:
            return tenant.tags.join(QStringLiteral(", "));
        case Notes:
            return tenant.notes.left(200).simplified();
        case Created:
        case Updated:
            return format::dateTime(at, format::Zone::Local, format::Precision::Minutes);
        }
        break;
    case FullTextRole:
        if (column == Created || column == Updated)
            return format::localAndUtc(at);
        if (column == Status && !tenant.statusReason.isEmpty())
            return tenant.statusReason;
        if (column == Tags)
            return tenant.tags.join(QStringLiteral(", "));
        if (column == Notes)
            return tenant.notes;
        break;
    case ToneRole:
        if (column == Status)
            return static_cast<int>(tenant.deletedAt != 0 ? Tone::Off : toneOf(tenant.status));
        break;
    case StatusRole:
        return toString(tenant.status);
    case TimeRole:
        if (column == Created || column == Updated)
            return at;
        break;
    }
    return {};
}

} // namespace plancia
