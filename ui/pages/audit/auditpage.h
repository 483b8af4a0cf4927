// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/page.h"
#include "ui/pages/audit/auditfilter.h"

namespace plancia {
class AuditModel;
}

namespace plancia::ui {

class AuditFilterBar;
class AuditPanel;
class PagedTable;
class PageStates;

/// The audit trail of the workspace, or of this installation of Plancia: any length of it, by time. The scroll bar stands
/// for time; moving it jumps there.
class AuditPage : public Page {
    Q_OBJECT
public:
    explicit AuditPage(PageContext context);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpExport();
    void setUpList();
    void setUpPanel();
    void ask();
    void showWords();
    void stateChanged();
    void open(const QString &id);
    void fitColumns();
    bool canRead() const;
    /// About which moment stands at a share of the list, from what is in the window.
    QString placeWords(double share) const;

    AuditModel *m_model = nullptr;
    AuditFilterBar *m_filter = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    AuditPanel *m_panel = nullptr;
    QString m_wanted; ///< an act that was shown before the page was built anew: shown again once its row is read
    bool m_wasShown = false;
};

} // namespace plancia::ui
