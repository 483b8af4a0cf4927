// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limitforecast.h"
#include "ui/kit/page.h"

class QLabel;
class QPushButton;
class QTimer;

namespace plancia::ui {

class ErrorPanel;
class LimitForm;
class LimitRow;

/// What a tenant is limited to, in its panel: each limit with its use and a forecast, and the form that sets, changes or
/// takes one away. Reads and writes by the port of limits; an answer about a tenant shown before is ignored.
class TenantLimits : public QWidget {
    Q_OBJECT
public:
    explicit TenantLimits(const PageContext &context, QWidget *parent = nullptr);
    ~TenantLimits() override;

    void setTenant(const Tenant &tenant);
    bool isSettled() const { return !m_isReading && !m_isWriting; }
    bool isEditing() const { return m_isEditing; }

    /// The form that is open, with what was typed.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void settled();
    /// A limit is another now: there is an act more in the trail.
    void changed();
    void actionRequested(const QString &actionId);

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void setUpForm();
    LimitsPort *port() const;
    bool canWrite() const;
    QString refusal() const; ///< why not, a whole sentence; empty when they may be changed
    void read();
    void readUsage();
    void showUsage();
    void showLimits();
    void showPart();
    void startForm(const std::optional<TenantLimit> &limit);
    void leaveForm();
    void save();
    void takeAway();
    void write(const QFuture<Result<bool>> &answer, std::function<void()> again);
    void showError(const Error &error, const QString &requestId, std::function<void()> again);
    void stepTaken(const QString &actionId);

    PageContext m_context;
    Tenant m_tenant;
    QList<TenantLimit> m_limits;
    std::optional<TenantLimit> m_edited; ///< the version that what is typed was made from; none: a new limit
    QVariantMap m_restored; ///< a form to open once the limits are here
    bool m_isEditing = false;
    bool m_isReading = false;
    bool m_isCut = false; ///< hidden while it was read
    QList<LimitUsage> m_usage; ///< as it was counted last, of this tenant
    QTimer *m_rest = nullptr;
    bool m_isWriting = false;
    CallContext m_reading, m_writing;
    std::function<void()> m_again;

    QWidget *m_list = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_add = nullptr;
    QWidget *m_editor = nullptr;
    QLabel *m_editorTitle = nullptr;
    LimitForm *m_form = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_remove = nullptr;
    ErrorPanel *m_error = nullptr;
};

} // namespace plancia::ui
