// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"
#include "models/domain/tenant.h"
#include "ui/kit/page.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace plancia::ui {

class FactGrid;
class TenantLimits;
class TextBlock;

/// "created", "edited", …: an act on a tenant in one word, for its short history; the act's own name when it is another.
QString wordForTenantAct(const AuditEvent &event);

/// What is known of one tenant, with its last acts from the audit trail. Reads only those; an answer about a tenant shown
/// before is ignored.
class TenantDetail : public QWidget {
    Q_OBJECT
public:
    explicit TenantDetail(const PageContext &context, QWidget *parent = nullptr);
    ~TenantDetail() override;

    void setTenant(const Tenant &tenant);
    /// The last acts and the limits are here, or cannot be had.
    bool isSettled() const;
    TenantLimits *limits() const { return m_limits; }

signals:
    void settled();
    void allActsRequested(const plancia::TenantId &tenant);

private:
    void readActs();
    void showActs(const QList<AuditEvent> &events);
    void showActsNote(const QString &text, bool canRetry);
    void clearActs();

    PageContext m_context;
    TenantId m_tenant;
    QString m_slug;
    CallContext m_call;
    bool m_isReading = false;

    FactGrid *m_facts = nullptr;
    QLabel *m_reasonTitle = nullptr;
    TextBlock *m_reason = nullptr;
    TenantLimits *m_limits = nullptr;
    QLabel *m_notesTitle = nullptr;
    TextBlock *m_notes = nullptr;
    QGridLayout *m_acts = nullptr;
    QLabel *m_actsNote = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_allActs = nullptr;
};

} // namespace plancia::ui
