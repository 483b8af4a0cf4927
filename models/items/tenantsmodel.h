// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "models/items/pagedmodel.h"
#include "models/ports/ports.h"

#include <QLocale>

namespace plancia {

/// How a tenant's status is to be taken, and its word in the current language.
Tone toneOf(TenantStatus status);
QString wordFor(TenantStatus status);

/// The tenants of a workspace, a window at a time. Built anew when the language changes.
class TenantsModel : public PagedModelT<Tenant> {
    Q_OBJECT
public:
    enum Column { Name, Slug, Status, Tags, Notes, Created, Updated };

    explicit TenantsModel(const QLocale &locale = QLocale(), QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setQuery(std::shared_ptr<Workspace> workspace, const TenantQuery &query);
    const TenantQuery &query() const { return m_query; }

protected:
    QVariant cell(const Tenant &tenant, int column, int role) const override;
    QString idOf(const Tenant &tenant) const override { return tenant.id.toString(); }

private:
    QLocale m_locale;
    TenantQuery m_query;
};

} // namespace plancia
