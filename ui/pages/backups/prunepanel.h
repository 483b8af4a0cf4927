// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/ports/backupsport.h"
#include "ui/kit/sidepanel.h"

namespace plancia::ui {

/// What pruning would do, with the reason for every backup, and what lies in the trash. Shows values only: the page acts.
class PrunePanel : public SidePanel {
    Q_OBJECT
public:
    explicit PrunePanel(const Clock &clock, QWidget *parent = nullptr);
    void showPlan(const PrunePlan &plan);
    /// While one act is under way no other is asked for.
    void setBusy(bool busy);

signals:
    void pruneRequested();
    void clockConfirmed();
    void emptyTrashRequested();
    void takeBackRequested(const QString &path);

private:
    void addBackups(const QString &title, const QList<BackupInfo> &backups);
    void addTrash();

    const Clock &m_clock;
    PrunePlan m_plan;
    QVBoxLayout *m_part = nullptr;
    QPushButton *m_prune = nullptr;
    QPushButton *m_empty = nullptr;
};

} // namespace plancia::ui
