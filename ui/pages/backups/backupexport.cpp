// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/backupexport.h"

#include "models/ports/deliver.h"
#include "models/ports/backupsport.h"

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
    deliver(m_page->context().workspace->backups()->exportCsv(backup, request, call), this, [this, call, backup](const Result<CsvExport> &done) {
        done ? emit exported(*done) : emit failed(done.error(), call.requestId, backup);
    });
}

} // namespace plancia::ui
