// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/workspace.h"

#include <QComboBox>

namespace plancia::ui {

/// One side of a comparison: a workspace, a backup of the open store, or a file that is looked for.
class SideChooser : public QComboBox {
    Q_OBJECT
public:
    explicit SideChooser(QWidget *parent = nullptr);

    /// Keeps what is chosen.
    void setWorkspaces(const QList<WorkspaceIdentity> &workspaces);
    void setBackups(const QList<BackupInfo> &backups);
    /// As ComparePort names it; empty when nothing is chosen.
    QString side() const;
    /// Chooses it; a path that is not listed yet is listed.
    void setSide(const QString &side);

signals:
    void sideChanged();

private:
    void fill();
    void chooseFile();

    QList<WorkspaceIdentity> m_workspaces;
    QList<BackupInfo> m_backups;
    QStringList m_paths; ///< that were looked for
    QString m_side;
};

} // namespace plancia::ui
