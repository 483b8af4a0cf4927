// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/event.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// One event whole, and beside it what else belongs to its trace or request: other events, and acts of the workspace that is open.
class EventPanel : public SidePanel {
    Q_OBJECT
public:
    explicit EventPanel(PageContext context, QWidget *parent = nullptr);
    void openEvent(const Event &event);

signals:
    void traceAsked(const QString &trace);
    void typeAsked(const QString &type);
    void tenantAsked(const QString &tenant);

private:
    void addFacts();
    void addDetails();
    void askTrace();
    void showTrace();
    void addEvent(const Event &event);
    void addAct(const AuditEvent &act);

    const PageContext m_context;
    Event m_event;
    int m_question = 0; ///< the newest; answers to older ones are dropped
    std::optional<Result<EventsPage>> m_events;
    std::optional<Result<plancia::Page<AuditEvent>>> m_acts; ///< empty without a trail to ask
    QVBoxLayout *m_part = nullptr;
    QVBoxLayout *m_same = nullptr;
};

} // namespace plancia::ui
