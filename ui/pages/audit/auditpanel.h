// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

struct FieldChange;

/// Everything that is known of one act: who, what, on what, how it ended, what it changed, and the ids by which it is
/// found elsewhere. Shows values only.
class AuditPanel : public SidePanel {
    Q_OBJECT
public:
    explicit AuditPanel(QWidget *parent = nullptr);
    void showAct(const AuditEvent &event);
    const AuditEvent &act() const { return m_event; }

signals:
    /// The other acts on this tenant were asked for.
    void tenantRequested(const plancia::TenantId &tenant, const QString &slug);

private:
    void addFacts();
    void addChanges();
    void addChange(const FieldChange &change);
    void addIds();

    AuditEvent m_event;
    QVBoxLayout *m_part = nullptr;
};

} // namespace plancia::ui
