// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/backup.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// Everything that a manifest says of one backup, and what can be done with it. Shows values only: the page acts.
class BackupPanel : public SidePanel {
    Q_OBJECT
public:
    explicit BackupPanel(const Clock &clock, QWidget *parent = nullptr);
    void showBackup(const BackupInfo &backup);
    const BackupInfo &backup() const { return m_backup; }
    /// While one is being verified, it is not asked for again.
    void setBusy(bool busy);
    /// Why it cannot be restored here; empty when it can.
    void setRestorable(const QString &reasonWhyNot);
    void setRestoring(bool restoring);
    /// Whether the workspace has a second place at all.
    void setHasSecondPlace(bool has);
    /// Whether it can be proved, pinned and deleted from here.
    void setKeepable(bool keepable) { m_keepable = keepable; }

signals:
    void openRequested(const QString &path);
    void verifyRequested(const QString &path);
    void restoreRequested(const plancia::BackupInfo &backup);
    void compareRequested(const QString &path);
    void folderRequested(const QString &folder);
    void proveRequested(const QString &path);
    void pinRequested(const QString &path, bool pinned);
    void deleteRequested(const plancia::BackupInfo &backup);
    void exportRequested(const QString &path);

private:
    void addFacts();
    void addKeeping();
    bool isKeptInServer() const;
    void addDamagedPages();
    void addRows();
    void showRestore();

    const Clock &m_clock;
    BackupInfo m_backup;
    QVBoxLayout *m_part = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_verify = nullptr;
    QPushButton *m_restore = nullptr;
    QString m_whyNot;
    bool m_restoring = false;
    bool m_keepable = false;
    bool m_hasSecondPlace = false;
    QPushButton *m_prove = nullptr; ///< of the backup that is shown
    bool m_busy = false;
};

} // namespace plancia::ui
