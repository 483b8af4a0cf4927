// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/leak.h"
#include "ui/kit/page.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace plancia {
class LeakedKeysModel;
}

namespace plancia::ui {

class ErrorPanel;
class Notice;
class PageStates;
class ProgressRow;

/// Looks for API keys that got out: in a text that is pasted, in files and folders, in the history of a git repository, all
/// on this computer; shows whose they are, and revokes them in one act. What is pasted is kept in no state.
class LeaksPage : public Page {
    Q_OBJECT
public:
    explicit LeaksPage(PageContext context);
    ~LeaksPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override { return {QStringLiteral("found")}; }
    void showTourStop(const QString &stop) override;

    /// As chosen in a file dialog.
    void addPaths(const QStringList &paths);
    void addRepository(const QString &folder);
    void check();

private:
    void setUpSources();
    void setUpResult();
    void choosePaths(bool folders);
    void chooseRepository();
    void showSources();
    void showReport(const LeakReport &report);
    void askRevoke();
    void revoke(const QString &reason);
    QList<ApiKeyRef> toRevoke() const;

    LeakSources m_sources;
    std::optional<LeakReport> m_report;
    CallContext m_call;
    bool m_isBusy = false;
    QPlainTextEdit *m_text = nullptr;
    QPlainTextEdit *m_paths = nullptr;
    QLineEdit *m_products = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_clear = nullptr;
    QPushButton *m_revoke = nullptr;
    ProgressRow *m_progress = nullptr;
    ErrorPanel *m_error = nullptr;
    Notice *m_notice = nullptr;
    Notice *m_skipped = nullptr;
    LeakedKeysModel *m_model = nullptr;
    PageStates *m_states = nullptr;
};

} // namespace plancia::ui
