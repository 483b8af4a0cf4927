// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/page.h"
#include "ui/shell/palette.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace plancia::ui {

class ErrorPanel;
class Notice;
class Rail;
class BackupWatch;
class StartCheck;
class StatusBar;
class Toast;
class TopBar;

/// The window: band, top bar, rail, one page at a time, status bar. Pages are made when first shown, kept while the look
/// stays, and built anew from their state when language, theme or workspace change. Lives on the GUI thread.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    /// Installs the words of a language ("en", "it", empty: the system's) before the window is built anew.
    using SetLanguage = std::function<void(const QString &)>;

    MainWindow(const Ports &ports, const Clock &clock, SetLanguage setLanguage);

    enum class Start {
        AsItWas,    ///< what was open last, or the welcome page at the first start
        WithNothing, ///< the welcome page, and why: opening what was open last has ended the program before
    };
    void start(Start how = Start::AsItWas);
    /// The page that the first workspace opens with; an unknown id changes nothing.
    void setFirstPage(const QString &pageId);
    void openWorkspace(const QString &id);
    /// A backup, bundle or store.
    void openFile(const QString &path, bool readOnly = false);
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    void navigate(const QString &pageId, const QVariantMap &state = {});
    Page *currentPage() const;
    /// The line of history of what the pages show; empty until it is known.
    QString shownHistory() const { return m_history; }
    /// Another look for now, without keeping it in the settings; done when it returns.
    void applyLook(const QString &theme, const QString &language);
    /// Pages begin anew, without the state of the old ones.
    void forgetPages();
    /// Comes to the front: a second start was asked for.
    void raiseWindow();

signals:
    void workspaceOpened();
    void openFailed(const plancia::Error &error);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    using Opening = std::function<QFuture<Result<std::shared_ptr<Workspace>>>(const CallContext &)>;

    void setUpShortcuts();
    void preferencesChanged(const Preferences &preferences);
    /// Band, bars, rail and the stack of pages, in the current look and language.
    void buildFrame();
    /// Keeps the states of all pages, then makes everything anew and shows the page that was shown.
    void rebuild();
    void dropPages();
    Page *makePage(const QString &pageId);
    PageContext contextFor();
    void open(const Opening &opening);
    void readWithLog();
    void opened(const Result<std::shared_ptr<Workspace>> &result, const QString &requestId);
    void showOpenError(const Error &error, const QString &requestId);
    void explain(ErrorCode code);
    void showIdentity();
    void showSwitcher();
    void showPalette();
    QList<PaletteEntry> paletteEntries(const QList<WorkspaceIdentity> &workspaces);
    void chooseFile();
    void askToRemoveExamples();
    void removeExamples();
    void takeAction(const QString &actionId);
    void lookAtStore();
    void lookAtHistory();
    void followRestore(const QFuture<Result<RestoreReport>> &restoring);
    void restored(const RestoreReport &report);
    void undoRestore(const QString &safetyCopy);
    QWidget *makeRescue();
    /// Lets go of the local store, and shows what can be had for it.
    void openSalvage();
    void showFinding();
    void showBackupAlarm();
    void showConnections();
    void rememberWorkspace(const QString &id);

    const Ports m_ports;
    const Clock &m_clock;
    const SetLanguage m_setLanguage;
    Theme m_theme;
    QString m_themeName;
    QString m_language;
    std::shared_ptr<Workspace> m_workspace;
    WorkspaceIdentity m_shown;      ///< as band, banner and pages show it
    std::optional<Error> m_finding; ///< of the check at the start, until it was looked at
    StartCheck *m_startCheck = nullptr;
    BackupWatch *m_backupWatch = nullptr;
    QString m_pageId;
    QVariantMap m_pageState; ///< for the page that is shown once what is being opened is there
    QHash<QString, QVariantMap> m_states; ///< of pages that are not built now
    QHash<QString, Page *> m_pages;
    Opening m_lastOpening;
    QString m_lastFile;
    QString m_lastId; ///< of the workspace that was asked for last; empty for a file
    CallContext m_openCall;
    CallContext m_pingCall;
    bool m_pinging = false;
    QString m_history; ///< line of history of what the pages show; empty until it is known
    bool m_wantsSalvage = false; ///< the rescue that is being opened is for that
    int m_restores = 0; ///< of this window, under way
    QTimer m_pingTimer;

    QVBoxLayout *m_column = nullptr;
    QWidget *m_frame = nullptr; ///< everything that is built anew
    QWidget *m_band = nullptr;
    TopBar *m_topBar = nullptr;
    Rail *m_rail = nullptr;
    QWidget *m_banner = nullptr;
    QLabel *m_bannerWords = nullptr;
    QPushButton *m_withLog = nullptr;
    QPushButton *m_salvage = nullptr;
    Notice *m_notice = nullptr; ///< what the check at the start found
    Notice *m_backupNotice = nullptr; ///< no recent proved backup
    Notice *m_connectionsNotice = nullptr; ///< more connections are open than should be
    QStackedWidget *m_stack = nullptr;
    QWidget *m_errorView = nullptr;
    ErrorPanel *m_errorPanel = nullptr;
    QWidget *m_rescue = nullptr;         ///< what helps when the local store is lost
    QPushButton *m_beginAnew = nullptr;
    StatusBar *m_statusBar = nullptr;
    Toast *m_toast = nullptr;
};

} // namespace plancia::ui
