// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/sidechooser.h"

#include "models/format/format.h"
#include "models/ports/momentsport.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"

#include <QFileDialog>
#include <QFileInfo>

namespace plancia::ui {

namespace {
constexpr int kMostBackups = 200; // of a list that nobody scrolls further
const QString kFile = QStringLiteral("file…");   ///< no id and no path: looks for a backup folder's file or a store
} // namespace

SideChooser::SideChooser(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(20);
    setMaxVisibleItems(20);
    fill();
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString chosen = itemData(index).toString();
        if (chosen == kFile) {
            setCurrentIndex(findData(m_side)); // until one is found
            chooseFile();
        } else {
            setSide(chosen);
        }
    });
}

void SideChooser::setWorkspaces(const QList<WorkspaceIdentity> &workspaces)
{
    m_workspaces = workspaces;
    fill();
}

void SideChooser::setBackups(const QList<BackupInfo> &backups)
{
    m_backups = backups.mid(0, kMostBackups);
    fill();
}

QString SideChooser::side() const { return m_side; }

void SideChooser::setSide(const QString &side)
{
    m_side = side;
    if (!side.isEmpty() && findData(side) < 0)
        m_paths.append(side);
    fill();
    emit sideChanged();
}

void SideChooser::fill()
{
    clear();
    for (const WorkspaceIdentity &workspace : m_workspaces)
        addItem(lineOf(workspaceName(workspace)), workspace.id);
    if (!m_backups.isEmpty() && count() > 0)
        insertSeparator(count());
    for (const BackupInfo &backup : m_backups)
        if (!backup.path.startsWith(kMovedAsideScheme)) // in the server: no backup that is read
            //: %1: when it was made, %2: number of a commit
            addItem(tr("Backup of %1 · commit %2")
                        .arg(format::dateTime(backup.manifest.startedAt, format::Zone::Local, format::Precision::Seconds))
                        .arg(backup.manifest.commitNo), backup.path);
    QStringList others = m_paths;
    if (!m_side.isEmpty() && findData(m_side) < 0 && !others.contains(m_side))
        others.append(m_side);
    for (const QString &path : std::as_const(others))
        if (findData(path) < 0)
            addItem(path.startsWith(kMomentPrefix) ? tr("Moment · commit %1").arg(path.section(u':', -1))
                    : lineOf(QFileInfo(path).fileName().isEmpty() ? path : QFileInfo(path).fileName()), path);
    if (count() > 0)
        insertSeparator(count());
    addItem(tr("Another file…"), kFile);
    setCurrentIndex(m_side.isEmpty() ? -1 : findData(m_side));
    setPlaceholderText(tr("Choose a store or a backup"));
    setToolTip(toolTipText(m_side.contains(u'/') ? m_side : QString()));
}

void SideChooser::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Backup or SQLite file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SideChooser::setSide);
    dialog->open();
}

} // namespace plancia::ui
