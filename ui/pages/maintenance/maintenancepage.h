// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/task.h"
#include "models/ports/maintenanceport.h"
#include "ui/kit/page.h"

class QStackedWidget;
class QTabBar;
class QTimer;

namespace plancia {
class ChecksModel;
class ProfileModel;
}

namespace plancia::ui {

class CheckPanel;
class ErrorPanel;
class Notice;
class PagedTable;
class PageStates;
class TaskRows;

/// Is the store well, and is it quick? Its checks with what they found, what repairs it, and what makes it small and fast.
class MaintenancePage : public Page {
    Q_OBJECT
public:
    explicit MaintenancePage(PageContext context);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpHeader();
    void setUpLists();
    void setUpPanel();
    MaintenancePort *port() const;
    MaintenancePort::Abilities abilities() const;
    void check(const QStringList &names);
    void findLastClean(const QString &name);
    void repair(const QString &name);
    void askToRepair(const RepairReport &planned);
    void reindex();
    void vacuum();
    void askToVacuum(const VacuumReport &planned);
    void chooseProfile();
    void askForRows();
    void profile(qint64 rows);
    /// One call at a time: waits for it, tells of its failure, and hands over what came.
    template <class T, class Then>
    void call(const std::function<QFuture<Result<T>>(const CallContext &)> &ask, Then then, std::function<void()> again);
    void confirm(const QString &title, const QString &sentence, const QString &act, std::function<void()> agreed);
    void showError(const Error &error, const QString &requestId, std::function<void()> again);
    void notify(Tone tone, const QString &text) const;
    void showWords();
    void showDamage(); ///< the way out, when the file itself is broken
    void stateChanged();
    void openCheck(const QString &name);
    void openQuery(const QString &name);
    void fitColumns();

    ChecksModel *m_checks = nullptr;
    ProfileModel *m_queries = nullptr;
    TaskRows *m_tasks = nullptr;
    ErrorPanel *m_error = nullptr;
    Notice *m_damage = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_lists = nullptr;
    PagedTable *m_checkTable = nullptr;
    PagedTable *m_queryTable = nullptr;
    PageStates *m_checkStates = nullptr;
    PageStates *m_queryStates = nullptr;
    CheckPanel *m_panel = nullptr;
    QPushButton *m_checkAll = nullptr;
    QPushButton *m_reindex = nullptr;
    QPushButton *m_vacuum = nullptr;
    QPushButton *m_profile = nullptr;
    QTimer *m_minute = nullptr;
    std::optional<ProfileReport> m_profiled;
    QHash<QString, CheckResult> m_fresh; ///< with samples, which are not kept elsewhere
    int m_calls = 0;
    std::function<void()> m_again;
    QString m_wanted; ///< a check to show once it is listed
    bool m_wasShown = false;
};

} // namespace plancia::ui
