// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/sidechooser.h"

#include "models/format/format.h"
#include "models/ports/momentsport.h"
#include "models/ports/ports.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/compare/momentdialog.h"

#include <QFileDialog>
#include <QFileInfo>

namespace plancia::ui {

namespace {
constexpr int kMostBackups = 200; // of a list that nobody scrolls further
// No ids and no paths:
const QString kFile = QStringLiteral("file…");     ///< looks for a backup folder's file or a store
const QString kMoment = QStringLiteral("moment…"); ///< asks for a moment of the open store
} // namespace

SideChooser::SideChooser(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(20);
    setMaxVisibleItems(20);
    fill();
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString chosen = itemData(index).toString();
        if (chosen == kFile || chosen == kMoment) {
            setCurrentIndex(findData(m_side)); // until one is found
            chosen == kFile ? chooseFile() : chooseMoment();
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

void SideChooser::setMoments(std::shared_ptr<Workspace> workspace, const Clock &clock)
{
    m_workspace = std::move(workspace);
    m_clock = &clock;
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
            addItem(wordsFor(path), path);
    if (count() > 0)
        insertSeparator(count());
    if (m_workspace && m_workspace->moments())
        addItem(tr("A moment…"), kMoment);
    addItem(tr("Another file…"), kFile);
    setCurrentIndex(m_side.isEmpty() ? -1 : findData(m_side));
    setPlaceholderText(tr("Choose a store or a backup"));
    setToolTip(toolTipText(m_side.contains(u'/') ? m_side : QString()));
}

/// Of a side that no list has.
QString SideChooser::wordsFor(const QString &side) const
{
    if (m_momentWords.contains(side))
        return m_momentWords.value(side);
    if (side.startsWith(kMomentPrefix))
        return tr("Moment · commit %1").arg(side.section(u':', -1));
    const QString file = QFileInfo(side).fileName();
    return lineOf(file.isEmpty() ? side : file);
}

void SideChooser::chooseMoment()
{
    auto *dialog = new MomentDialog(m_workspace, *m_clock, this);
    connect(dialog, &MomentDialog::chosen, this, [this](const Moment &moment) {
        const QString side = momentWorkspaceId(m_workspace->identity().id, moment.commitNo);
        //: %1: when it was, %2: number of a commit
        m_momentWords.insert(side, tr("Moment of %1 · commit %2").arg(format::dateTime(moment.at)).arg(moment.commitNo));
        setSide(side);
    });
    dialog->open();
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
