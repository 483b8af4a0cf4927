// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/sessionsmodel.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

#include <QTimer>
#include <deque>

class QLabel;
class QSlider;
class QStackedWidget;
class QTabBar;

namespace plancia::ui {

class FilterBar;
class Notice;
class PagedTable;
class PageStates;
class SessionPanel;

/// Sessions of the PostgreSQL server of the workspace: a list, and the tree of who waits for whom. Asks every two seconds while it is
/// looked at, one question at a time, and never while it is hidden. What it has seen of the sessions at work is kept for half an hour
/// and can be looked at again; the acts are of now.
///
/// State: "tab" ("list" or "tree"), "kind", "text", "background", "paused".
class SessionsPage : public Page {
    Q_OBJECT
public:
    explicit SessionsPage(PageContext context);
    ~SessionsPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override { ask(Even::WhilePaused); }
    QStringList tourStops() const override { return {QStringLiteral("tree"), QStringLiteral("session")}; }
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void connectParts();
    enum class Even { No, WhilePaused };
    void ask(Even even = Even::No);
    void take(const ServerSessions &sessions);
    void remember(const ServerSessions &sessions);
    /// What is looked at: now, or what was kept of a moment.
    const ServerSessions &seen() const;
    void showSeen();
    void showPast();
    void showWords();
    void showPanel();
    void fitColumns();
    void open(const QString &id);
    void askAct(const ServerSession &session, bool isEnd);
    void act(const ServerSession &session, bool isEnd, const QString &reason);
    SessionFilter filter() const;
    QString whyNoAct() const;
    SessionsPort *port() const;

    Calls m_calls{this};
    CallContext m_asked;
    bool m_isAsking = false;
    bool m_asksAgain = false;
    bool m_isPaused = false;
    bool m_isActing = false;
    ServerSessions m_now;
    std::deque<ServerSessions> m_past; ///< the newest last
    qint64 m_pastBytes = 0;
    int m_look = -1; ///< into m_past; -1: now
    std::optional<Error> m_trouble; ///< of the last question
    std::optional<Error> m_refused; ///< of the last act
    QTimer m_timer;

    FilterBar *m_bar = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_background = nullptr;
    QTabBar *m_tabs = nullptr;
    Notice *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    PagedTable *m_list = nullptr;
    PagedTable *m_tree = nullptr;
    PageStates *m_listStates = nullptr;
    PageStates *m_treeStates = nullptr;
    SessionsModel *m_listModel = nullptr;
    SessionsModel *m_treeModel = nullptr;
    QSlider *m_slider = nullptr;
    QLabel *m_moment = nullptr;
    SessionPanel *m_panel = nullptr;
};

} // namespace plancia::ui
