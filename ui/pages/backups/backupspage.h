// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/task.h"
#include "models/ports/backupsport.h"
#include "ui/kit/page.h"

class QTimer;

namespace plancia {
class BackupsModel;
}

namespace plancia::ui {

class BackupPanel;
class ErrorPanel;
class KeyKeeper;
class MomentCard;
class PagedTable;
class PageStates;
class PlaceStrip;
class PolicyKeeper;
class PrunePanel;
class RestoreAsk;
class TaskRows;

/// The backups of the workspace's store: make one now, see how far it is, verify one, open one read-only, go back to one.
class BackupsPage : public Page {
    Q_OBJECT
public:
    explicit BackupsPage(PageContext context);

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
    void setUpMoments();
    void setUpList();
    void setUpPanel();
    BackupsPort *port() const;
    bool canCreate() const;
    /// A server may keep rows from the connected role, or its programs may be missing here.
    void askWhetherReady();
    void backUp(const BackupRequest &wanted);
    void backUpNow() { backUp({}); }
    void askForNote();
    void verify(const QString &path);
    void prove(const QString &path);
    void setUpKeeping();
    void pin(const QString &path, bool pinned);
    void askToDelete(const BackupInfo &backup);
    void moveToTrash(const QString &path);
    // What retention would do, and the trash: backupplan.cpp.
    void setUpPlan();
    void setUpPolicy();
    QString scheduleWords() const;
    bool canKeep() const;
    void showPlan();
    void askToEmptyTrash();
    template <class T>
    void change(const QFuture<Result<T>> &act, std::function<QString(const T &)> words);
    void setUpPlace();
    void setUpRestore();
    void restore(const QString &path);
    void askToRestore(const QString &path);
    void finished(const Result<BackupInfo> &result, const QString &kind, const QString &requestId,
                  std::function<void()> again);
    void taskEnded(const TaskInfo &task);
    void showError(const Error &error, const QString &requestId, std::function<void()> again);
    void showWords();
    void stateChanged();
    void open(const QString &id);
    void fitColumns();

    BackupsModel *m_model = nullptr;
    MomentCard *m_moments = nullptr; ///< null where no archive is kept
    TaskRows *m_tasks = nullptr;
    ErrorPanel *m_error = nullptr;
    PlaceStrip *m_place = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    BackupPanel *m_panel = nullptr;
    PrunePanel *m_plan = nullptr;
    PolicyKeeper *m_policy = nullptr;
    KeyKeeper *m_keys = nullptr;
    RestoreAsk *m_restoreAsk = nullptr;
    QPushButton *m_create = nullptr;
    QPushButton *m_createNoted = nullptr;
    QPushButton *m_createWhole = nullptr; ///< of a server; null elsewhere
    QTimer *m_minute = nullptr;
    QHash<QString, int> m_asked; ///< how many acts of a kind this page waits for; others were begun elsewhere
    std::function<void()> m_again;
    std::optional<ErrorCode> m_shown; ///< of the error that m_again belongs to
    std::optional<Error> m_notReady; ///< why no backup can be made now
    QString m_wanted; ///< a backup to show once it is listed
    bool m_wasShown = false;
};

} // namespace plancia::ui
