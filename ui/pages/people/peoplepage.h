// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "ui/kit/page.h"

class QComboBox;

namespace plancia {
class UsersModel;
}

namespace plancia::ui {

class FilterBar;
class PagedTable;
class PageStates;
class UserPanel;

/// The people of the workspace, or of the one tenant that its state names ("tenant", "tenantSlug"): list, filter as you type,
/// and beside it the panel that shows one. The same on every store.
class PeoplePage : public Page {
    Q_OBJECT
public:
    explicit PeoplePage(PageContext context);

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
    void ask();
    void filterChanged();
    void clearFilter();
    bool isFiltered() const;
    void open(const QString &id);
    void invite();
    void userChanged(const User &user);
    void emptyAct();
    void showWords();
    void setEmptyWords();
    void panelShown();

    UserQuery m_query;
    QString m_tenantSlug; ///< of m_query.tenant
    bool m_wasShown = false;
    UsersModel *m_model = nullptr;
    FilterBar *m_filter = nullptr;
    QComboBox *m_role = nullptr;
    QPushButton *m_tenant = nullptr; ///< names the one tenant; clicked: all again
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    UserPanel *m_panel = nullptr;
    QPushButton *m_invite = nullptr;
};

} // namespace plancia::ui
