// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/page.h"

namespace plancia {
class ApiKeysModel;
}

namespace plancia::ui {

class FilterBar;
class KeyPanel;
class PagedTable;
class PageStates;

/// The API keys of the workspace, or of one tenant: list, filter as you type and by state, order by header, and beside it
/// the panel that shows one, and makes, changes or ends it.
class KeysPage : public Page {
    Q_OBJECT
public:
    explicit KeysPage(PageContext context);

    QVariantMap saveState() const override;
    /// "tenant" and "tenantSlug" alone show the keys of one tenant.
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setUpHeader();
    void setUpList();
    void setUpPanel();
    void ask();
    void filterChanged();
    void clearFilter();
    void setTenant(const TenantId &tenant, const QString &slug);
    void open(const QString &id);
    void newKey();
    void showWords();
    void panelShown();
    bool isFiltered() const;

    ApiKeyQuery m_query;
    QString m_tenantSlug; ///< of m_query.tenant
    bool m_wasShown = false;
    ApiKeysModel *m_model = nullptr;
    FilterBar *m_filter = nullptr;
    QPushButton *m_tenant = nullptr; ///< the filter by tenant, which a click takes away
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    KeyPanel *m_panel = nullptr;
    QPushButton *m_new = nullptr;
};

} // namespace plancia::ui
