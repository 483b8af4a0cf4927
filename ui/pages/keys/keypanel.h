// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/page.h"

namespace plancia::ui {

class ErrorPanel;
class KeyActs;
class KeyDetail;
class KeyForm;
class KeyRotateForm;
class KeyVerifyForm;
class Notice;
class TwoVersions;

/// The key beside the list: its detail, and the forms that make, change, rotate or verify one. Asks the port and shows each answer;
/// what was typed into a form is kept until it is saved or given up, also while the page is built anew. A secret goes to a
/// window of its own and stays in no state.
class KeyPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Mode { Closed, Detail, Create, Edit, Rotate, Verify };

    explicit KeyPanel(const PageContext &context, QWidget *parent = nullptr);
    ~KeyPanel() override;

    Mode mode() const { return m_mode; }
    QString keyId() const; ///< of the key shown; empty while closed and in the form for a new one
    bool isSettled() const;
    bool canWrite() const;
    QString readOnlyReason() const;

    void showKey(const ApiKey &key);
    /// By its id, when the list does not hold it.
    void showKeyById(ApiKeyId id);
    void startCreate(const QString &tenantSlug);
    /// The form for a key that the service has already.
    void startAdopt();
    void startVerify();
    void startEdit();
    void startRotate();
    /// Reads the key shown again, when nothing is being typed.
    void reloadKey();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void shown(); ///< what is shown is another now
    void settled();
    /// Keys were made or changed by this panel.
    void keysChanged();
    void tenantRequested(const plancia::TenantId &tenant, const QString &slug);
    void actionRequested(const QString &actionId);

private:
    void setUpActs();
    void setMode(Mode mode);
    void addActs();
    void save();
    void create();
    void adopted(const Result<ApiKey> &result);
    void verify();
    void offerAdopting();
    void rotate();
    void cancelForm();
    void read(ApiKeyId id, std::function<void(const ApiKey &)> arrived);
    void issued(const Result<IssuedApiKey> &result, const QString &sentence);
    void changed(const ApiKey &key);
    void saveFailed(const Error &error);
    bool isStillThere() const;
    bool wentOn(const Error &error);
    void readCallers();
    void readTheirs(const Error &error);
    void showVersions();
    void showError(const Error &error, const QString &requestId);
    void stepTaken(const QString &actionId);
    bool begin();
    void end();
    void tick();

    PageContext m_context;
    Mode m_mode = Mode::Closed;
    std::optional<ApiKey> m_key; ///< shown, and the version that what is typed was made from
    bool m_isWhole = false;      ///< with permissions, addresses and limits
    std::optional<ApiKeyState> m_actsFor; ///< the state that the acts at the foot are of
    QVariantMap m_newDraft;      ///< of a new key that was begun
    CallContext m_writing, m_reading;
    bool m_isWriting = false;
    Mode m_writingIn = Mode::Closed; ///< where the act under way was begun, and of which key
    ApiKeyId m_writingOf;
    bool m_isReading = false;
    std::function<void()> m_again; ///< what the error's Retry does
    std::function<void()> m_noticeAct; ///< what the notice's link does

    ErrorPanel *m_error = nullptr;
    Notice *m_notice = nullptr;
    TwoVersions *m_versions = nullptr; ///< above the form, after somebody else saved first
    KeyDetail *m_detail = nullptr;
    KeyForm *m_form = nullptr;
    KeyRotateForm *m_rotate = nullptr;
    KeyVerifyForm *m_verify = nullptr;
    KeyActs *m_acts = nullptr;
};

} // namespace plancia::ui
