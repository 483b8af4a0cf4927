// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/calls.h"
#include "ui/kit/page.h"

namespace plancia::ui {

class DoorCard;
class ErrorPanel;

/// The first page of a new installation: the local store, the examples or a server, or a file. It opens what was chosen
/// and only then hands over to the window, so that what goes wrong is told here. Lives on the GUI thread.
///
/// State: "opening" (id of the workspace that is being opened).
class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(PageContext context, QWidget *parent = nullptr);
    ~WelcomePage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_calls.isIdle(); }
    bool takeAction(const QString &actionId) override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Access { AsItIs, ReadOnly };

    void build();
    QWidget *buildFileRow();
    void openWorkspace(const QString &id);
    void openFile(const QString &path, Access access);
    void chooseFile();
    void opened(const Result<std::shared_ptr<Workspace>> &workspace, const QString &requestId);
    void showTask(const TaskInfo &task);
    void setBusy(bool busy);
    DoorCard *doorOf(const QString &workspaceId) const;

    Calls m_calls{this};
    QString m_opening; ///< workspace id
    QString m_path;    ///< of the file that was tried last
    TaskId m_task;     ///< that fills the examples
    CancelToken m_cancel;
    std::shared_ptr<Workspace> m_opened; ///< held until the window has it
    ErrorPanel *m_error = nullptr;
    DoorCard *m_local = nullptr;
    DoorCard *m_examples = nullptr;
    DoorCard *m_server = nullptr;
    QPushButton *m_file = nullptr;
};

} // namespace plancia::ui
