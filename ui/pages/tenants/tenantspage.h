// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bulk.h"
#include "ui/kit/page.h"

namespace plancia {
class TenantsModel;
}

namespace plancia::ui {

class BulkBar;
class BulkPanel;
class FilterBar;
class ImportPanel;
class IntakePanel;
class Notice;
class PagedTable;
class PageStates;
class TenantPanel;

/// The tenants of the workspace: list, filter as you type, order by header, and beside it the panel that shows one and
/// makes or changes it, or the one that acts on many. The same on every store.
class TenantsPage : public Page {
    Q_OBJECT
public:
    explicit TenantsPage(PageContext context);

    QVariantMap saveState() const override;
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
    void setUpBulk();
    void setUpImport();
    void setUpIntake();
    void onlyPanel(const QWidget *panel);
    void setUpKeys();
    void showChosen();
    void startBulk(BulkAct act);
    void bulkShown();
    qint64 aboutHowMany();
    void ask();
    void filterChanged();
    void clearFilter();
    void open(const QString &id);
    void newTenant();
    void tenantChanged(const Tenant &tenant);
    void emptyAct();
    void showWords();
    void panelShown();

    TenantQuery m_query;
    bool m_wasShown = false;
    bool m_isCounting = false;
    qint64 m_counted = -1; ///< tenants of the store, about; -1: not known
    TenantsModel *m_model = nullptr;
    FilterBar *m_filter = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    TenantPanel *m_panel = nullptr;
    BulkBar *m_bulkBar = nullptr;
    BulkPanel *m_bulk = nullptr;
    Notice *m_bulkNotice = nullptr;
    ImportPanel *m_import = nullptr;
    IntakePanel *m_intake = nullptr;
    QPushButton *m_importButton = nullptr;
    QPushButton *m_new = nullptr;
};

} // namespace plancia::ui
