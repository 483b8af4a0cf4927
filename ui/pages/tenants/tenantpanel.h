// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "ui/kit/page.h"

#include <QHash>

namespace plancia::ui {

class ErrorPanel;
class Notice;
class TenantActs;
class TenantConflict;
class TenantDetail;
class TenantForm;
class TenantStatusForm;

/// The tenant beside the list: its detail, the forms that make or change it, and what to do when two people did. Asks the
/// port and shows each answer; what was typed is kept, a draft a tenant, until it is saved or dropped by hand, also
/// while another tenant is looked at and while the page is built anew.
class TenantPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Mode { Closed, Detail, Create, Edit, Status, Conflict };

    explicit TenantPanel(const PageContext &context, QWidget *parent = nullptr);
    ~TenantPanel() override;

    Mode mode() const { return m_mode; }
    /// The tenant shown; empty while closed and in the form for a new one.
    QString tenantId() const;
    QString tenantSlug() const { return m_tenant ? m_tenant->slug : QString(); }
    bool isSettled() const;
    /// May tenants be changed here, and when not, why, in words.
    bool canWrite() const;
    bool canSetStatus() const; ///< suspend and activate: who may write may do this too
    /// Why not, a whole sentence; empty when it may.
    QString readOnlyReason() const;
    QString statusRefusal() const;

    void showTenant(const Tenant &tenant);
    void startCreate();
    void startEdit();
    void startStatus(TenantStatus target);
    void dismissPanel(); ///< hides it; drafts are kept
    void forgetNew();    ///< what was typed of a new tenant goes on elsewhere
    /// Reads the tenant shown again, when nothing is being typed.
    void reloadTenant();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void shown(); ///< what is shown is another now
    void settled();
    /// A tenant was made or changed by this panel, or is another now than the list shows.
    void tenantChanged(const plancia::Tenant &tenant, bool isNew);
    /// One that was deleted for good.
    void tenantGone();
    void allActsRequested(const plancia::TenantId &tenant);
    /// The tenant that is being typed is to be taken in with all that it begins with.
    void intakeRequested(const plancia::TenantDraft &typed);
    void actionRequested(const QString &actionId);

private:
    /// What was being typed about one tenant, or about a new one.
    struct Draft {
        Tenant base;
        QVariantMap fields;
    };
    void setMode(Mode mode);
    void resume(Mode mode);
    void offerIntake();
    void showTitle();
    void showActs();
    void addActs();
    void addMore();
    void setUpActs();
    bool hasFocusInside() const;
    void focusAct();
    /// Under which name what is typed in a mode is kept; empty for modes that keep nothing.
    QString keyOf(Mode mode) const;
    void keepDraft();
    void dropDraft();

    void takeBackTenant();
    void askPurge();
    void askActivate();
    void askSuspend();
    void cancelForm();
    void save();
    void apply();
    void applyStatus(qint64 rowVersion);
    void write(const QFuture<Result<Tenant>> &answer, Mode from);
    void written(const Result<Tenant> &result, Mode from, const QString &about);
    void writeFailed(const Error &error, Mode from);
    void read(std::function<void(const Tenant &)> arrived, std::function<void()> again);
    void readTheirs();
    void theirsArrived(const Tenant &theirs);
    bool isAsTheirs() const; ///< nothing is left to decide
    void agree();
    void mergeField(const QString &field);
    void showVersions();
    void showConflict();
    void takeTheirs();
    void saveMineOverTheirs();
    void showError(const Error &error, const QString &requestId);
    void stepTaken(const QString &actionId);
    TenantsPort *port() const;

    PageContext m_context;
    Mode m_mode = Mode::Closed;
    Mode m_conflictOf = Mode::Edit;  ///< Edit or Status: what the conflict is about
    std::optional<Tenant> m_tenant;  ///< shown, and the version that what is typed was made from
    std::optional<Tenant> m_theirs;  ///< in a conflict: what the store holds now
    QHash<QString, Draft> m_drafts;

    CallContext m_writing, m_reading;
    bool m_isWriting = false; ///< one write at a time; it goes on while another tenant is looked at
    bool m_isReading = false;
    std::function<void()> m_again;     ///< what the error's Retry does
    std::function<void()> m_noticeAct; ///< what the notice's link does

    ErrorPanel *m_error = nullptr;
    Notice *m_notice = nullptr;
    TenantDetail *m_detail = nullptr;
    TenantForm *m_form = nullptr;
    TenantStatusForm *m_statusForm = nullptr;
    TenantConflict *m_conflict = nullptr;
    TenantActs *m_acts = nullptr;
    QPushButton *m_firstAct = nullptr;
};

} // namespace plancia::ui
