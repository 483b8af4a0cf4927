// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/restore.h"
#include "models/items/roles.h"
#include "models/ports/ports.h"
#include "ui/kit/pageheader.h"
#include "ui/kit/sidepanel.h"
#include "ui/kit/theme.h"

#include <QVariantMap>
#include <QWidget>
#include <functional>
#include <memory>

class QVBoxLayout;

namespace plancia::ui {

/// What a page may ask of the window.
struct PageActions {
    /// Shows another page; the state is the one its saveState() would give, or part of it.
    std::function<void(const QString &pageId, const QVariantMap &state)> navigate;
    std::function<void(const QString &workspaceId)> openWorkspace;
    std::function<void(const QString &path)> openFile;
    /// Opens the file dialog for a backup, bundle or store.
    std::function<void()> chooseFile;
    /// Takes a step of an error that the page does not take itself (Page::takeAction).
    std::function<void(const QString &actionId)> takeAction;
    /// Keeps an error in the history.
    std::function<void(const Error &error, const QString &requestId)> noteError;
    /// Waits for a restore that was begun: the window then shows the new state everywhere, and offers to undo it.
    std::function<void(const QFuture<Result<RestoreReport>> &restoring)> followRestore;
    /// A short message that needs no decision.
    std::function<void(Tone tone, const QString &text)> notify;
};

/// Everything a page is given. A plain value; the ports and the clock outlive every page.
struct PageContext {
    Ports ports;
    std::shared_ptr<Workspace> workspace; ///< null before the first choice, and for pages of the program
    Theme theme;
    const Clock *clock = nullptr;
    PageActions actions;
};

/// A page of the window. Built anew when language, theme or workspace change, from the state that the old one gave.
/// Lives on the GUI thread and never blocks it.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(const QString &pageId, PageContext context, QWidget *parent = nullptr);

    QString pageId() const { return m_pageId; }
    const PageContext &context() const { return m_context; }

    /// What the person chose and typed: filter, sort, selection, drafts. Only plain values, so that it can be kept.
    virtual QVariantMap saveState() const { return {}; }
    virtual void restoreState(const QVariantMap &state) { Q_UNUSED(state) }
    /// Nothing is under way that will change what is seen. Emit settled() when it becomes true.
    virtual bool isSettled() const { return true; }
    /// F5, and after a workspace came back.
    virtual void refresh() {}
    /// A step of an error ("retry", …): true when the page took it; else the window does.
    virtual bool takeAction(const QString &actionId)
    {
        if (actionId != QLatin1String("retry"))
            return false;
        refresh();
        return true;
    }
    /// Whether a step that leads to this page means something that is open on it: only then has an error here a link to it.
    virtual bool isMeantHere(const QString &actionId) const
    {
        Q_UNUSED(actionId)
        return false;
    }
    /// Extra pictures of the tour: a form that is open, an error. Names are file names.
    virtual QStringList tourStops() const { return {}; }
    virtual void showTourStop(const QString &stop) { Q_UNUSED(stop) }

signals:
    void settled();

protected:
    /// Title, one sentence and acts; created on first use, above everything else.
    PageHeader *setHeader(const QString &title, const QString &sentence);
    PageHeader *header() const { return m_header; }
    /// Where the content goes: page margins and gaps are set already.
    QVBoxLayout *body() const { return m_body; }
    /// Puts a panel at the right border, over the whole height, hidden at first.
    void setSidePanel(SidePanel *panel);
    /// Takes a step here or hands it to the window: connect an ErrorPanel or PageStates to it.
    void handleAction(const QString &actionId);

private:
    QString m_pageId;
    PageContext m_context;
    QVBoxLayout *m_body = nullptr;
    PageHeader *m_header = nullptr;
};

} // namespace plancia::ui
