// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/serversession.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// One session of a server: who, since when, its query, whom it waits for, and the two acts, unless it is of the past alone.
class SessionPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Acts { Offered, None };
    explicit SessionPanel(QWidget *parent = nullptr, Acts acts = Acts::Offered);
    /// `all` tells of the sessions that it waits for. `why`: why no act is possible, or empty.
    void openSession(const ServerSession &session, const ServerSessions &all, const QString &why);
    const ServerSession &session() const { return m_session; }

signals:
    void cancelAsked(const plancia::ServerSession &session);
    void terminateAsked(const plancia::ServerSession &session);
    void sessionAsked(qint64 pid);

private:
    void addFacts(const ServerSessions &all);
    void addLocks(const ServerSessions &all);
    void addActs(const QString &why);

    const Acts m_offers;
    ServerSession m_session;
    QStringList m_shown; ///< what the rest of the panel was built for
    QVBoxLayout *m_part = nullptr;
    QVBoxLayout *m_facts = nullptr; ///< within it: built anew each time
};

} // namespace plancia::ui
