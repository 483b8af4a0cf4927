// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/intake.h"
#include "ui/kit/page.h"

class QLabel;
class QStackedWidget;

namespace plancia::ui {

class ErrorPanel;
class FactGrid;
class IntakeKey;
class IntakeLimits;
class IntakePerson;
class OneTimeSecret;
class TenantForm;

/// Takes a tenant in, step by step: profile, limits, first person, first key, a look at all of it, and then what came of it,
/// with the one-time code and the hand-over sheet. Nothing is written before the last step, and then all of it or nothing.
class IntakePanel : public SidePanel {
    Q_OBJECT
public:
    enum class Step { Closed, Tenant, Limits, Person, Key, Check, Done };

    explicit IntakePanel(const PageContext &context, QWidget *parent = nullptr);
    ~IntakePanel() override;

    Step step() const { return m_step; }
    bool isSettled() const { return !m_isWriting; }
    /// Begins, with what was typed of the tenant elsewhere; goes on where it was left.
    void start(const TenantDraft &typed);
    void dismissPanel();
    void next(); ///< to the next step, when this one is without a fault
    /// Writes the sheet to this new file.
    void saveSheet(const QString &file);

    QVariantMap saveState() const; ///< what was typed; never what was made
    void restoreState(const QVariantMap &state);

signals:
    void shown();
    void settled();
    void focusLeft();
    void tenantTaken(const plancia::Tenant &tenant);
    void actionRequested(const QString &actionId);

private:
    void setStep(Step step);
    void showActs();
    void back();
    void takeIn();
    void taken(const Result<IntakeDone> &result);
    void failed(const Error &error);
    void showCheck();
    void showDone();
    void chooseSheet();
    void finish();
    IntakeDraft draft() const;
    void showError(const Error &error);

    PageContext m_context;
    Step m_step = Step::Closed;
    std::optional<IntakeDone> m_done; ///< holds code and secret: goes when the panel is closed
    bool m_isWriting = false;
    CallContext m_call;

    QLabel *m_lead = nullptr;
    ErrorPanel *m_error = nullptr;
    TenantForm *m_tenant = nullptr;
    IntakeLimits *m_limits = nullptr;
    IntakePerson *m_person = nullptr;
    IntakeKey *m_key = nullptr;
    FactGrid *m_facts = nullptr;
    QLabel *m_codeTitle = nullptr;
    OneTimeSecret *m_code = nullptr;
    QLabel *m_sheet = nullptr;
};

} // namespace plancia::ui
