// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"
#include "ui/kit/card.h"

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace plancia::ui {

class ErrorPanel;
class Notice;
class StatusPill;

/// Plancia's schema on a server, before it is installed: every numbered migration with its whole SQL, the script for a
/// DBA where roles may not be made, and the button that installs. Writes files only where the person says. Lives on the
/// GUI thread.
class SchemaView : public Card {
    Q_OBJECT
public:
    explicit SchemaView(QWidget *parent = nullptr);

    void showPlan(const QString &connection, const SchemaPlan &plan);
    void showError(const Error &error, const QString &requestId);
    void setBusy(bool busy);
    /// There is a schema already, and data in it: its workspace migrates it, after a backup.
    bool isUpgrade() const { return m_plan.current > 0; }
    int selectedStep() const;
    void selectStep(int row);

signals:
    void installRequested();
    /// The person has seen that no backup can be made, and goes on.
    void installWithoutBackupRequested();
    /// Everything is there, and the person wants to go in.
    void openRequested();
    void actionRequested(const QString &actionId);
    /// The script could not be written.
    void failed(const plancia::Error &error);
    void scriptSaved(const QString &path);

private:
    void showStep();
    void saveScript();

    SchemaPlan m_plan;
    StatusPill *m_state = nullptr;
    Notice *m_what = nullptr;
    ErrorPanel *m_error = nullptr;
    QWidget *m_content = nullptr;
    QListWidget *m_steps = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QPushButton *m_install = nullptr;
    QPushButton *m_withoutBackup = nullptr;
    QPushButton *m_copyScript = nullptr;
    QPushButton *m_saveScript = nullptr;
};

} // namespace plancia::ui
