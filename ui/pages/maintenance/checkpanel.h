// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bisection.h"
#include "models/items/checksmodel.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// One check: what holds, what was found, and what helps; or one measured query with its plan. Shows values only: the page
/// acts.
class CheckPanel : public SidePanel {
    Q_OBJECT
public:
    explicit CheckPanel(const Clock &clock, QWidget *parent = nullptr);
    void showCheck(const CheckRow &row, bool mayRepair);
    /// Whether the last backup without a fault can be looked for here; what was found is shown with its check.
    void setBackups(bool are) { m_hasBackups = are; }
    /// Kept with its check for as long as the panel lives. Whether that check is shown now.
    bool showLastClean(const BisectReport &report);
    void showQuery(const QueryProfile &query);
    /// Name of the check or query that is shown.
    QString shown() const { return m_shown; }
    /// While something runs, nothing else is asked for.
    void setBusy(bool busy);

signals:
    void runRequested(const QString &name);
    void repairRequested(const QString &name);
    void lastCleanRequested(const QString &name);
    void backupRequested(const QString &path);

private:
    void addFound(const CheckRow &row);
    void addHelp(const CheckRow &row, bool mayRepair);
    void addLastClean(const CheckRow &row);

    const Clock &m_clock;
    QString m_shown;
    QVBoxLayout *m_part = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_repair = nullptr;
    QPushButton *m_lastClean = nullptr; ///< of the check that is shown; null for most
    QVBoxLayout *m_found = nullptr;     ///< what was found with it
    QHash<QString, BisectReport> m_lastCleans; ///< by check
    bool m_hasBackups = false;
};

} // namespace plancia::ui
