// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/backupexport.h"

#include "models/ports/deliver.h"
#include "models/ports/tablesport.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace plancia::ui {

BackupExport::BackupExport(Page *page) : QObject(page), m_page(page) {}

void BackupExport::begin(const QString &backup)
{
    auto *dialog = new QFileDialog(m_page, tr("Folder for the CSV files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::fileSelected, this, [this, backup](const QString &folder) { write(backup, folder); });
    dialog->open();
}

void BackupExport::write(const QString &backup, const QString &parent)
{
    CsvRequest request;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_page->context().clock->nowMs(), Qt::UTC);
    request.folder = parent + u'/' + csvFileName(QFileInfo(backup).fileName(), {}).chopped(4)
        + now.toString(QStringLiteral("-yyyyMMddTHHmmssZ"));
    request.options.uuids = true;
    const CallContext call;
    const auto open = m_page->context().ports.workspaces->openFile(backup, true, call);
    deliver(open, this, [this, request, call, backup](const Result<std::shared_ptr<Workspace>> &opened) {
        if (!opened)
            emit failed(opened.error(), call.requestId, backup);
        else if (!(*opened)->tables())
            emit failed(Error(ErrorCode::BackupUnsupported), call.requestId, backup);
        else // the workspace stays open until its tables are written
            deliver((*opened)->tables()->exportCsv(request, call), this,
                    [this, call, backup, workspace = *opened](const Result<CsvExport> &done) {
                        done ? emit exported(*done) : emit failed(done.error(), call.requestId, backup);
                    });
    });
}

} // namespace plancia::ui
