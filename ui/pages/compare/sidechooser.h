// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/workspace.h"

#include <QComboBox>
#include <QHash>
#include <memory>

namespace plancia {
class Clock;
class Workspace;
} // namespace plancia

namespace plancia::ui {

/// One side of a comparison: a workspace, a backup or a moment of the open store, or a file that is looked for.
class SideChooser : public QComboBox {
    Q_OBJECT
public:
    explicit SideChooser(QWidget *parent = nullptr);

    /// Keeps what is chosen.
    void setWorkspaces(const QList<WorkspaceIdentity> &workspaces);
    void setBackups(const QList<BackupInfo> &backups);
    /// Offers the moments of a workspace that has some; the clock outlives the chooser.
    void setMoments(std::shared_ptr<Workspace> workspace, const Clock &clock);
    /// As ComparePort names it; empty when nothing is chosen.
    QString side() const;
    /// Chooses it; a path that is not listed yet is listed.
    void setSide(const QString &side);

signals:
    void sideChanged();

private:
    void fill();
    void chooseFile();
    void chooseMoment();
    QString wordsFor(const QString &side) const;

    QList<WorkspaceIdentity> m_workspaces;
    QList<BackupInfo> m_backups;
    QStringList m_paths; ///< that were looked for
    QHash<QString, QString> m_momentWords; ///< by side, of those that were chosen here
    std::shared_ptr<Workspace> m_workspace;
    const Clock *m_clock = nullptr;
    QString m_side;
};

} // namespace plancia::ui
