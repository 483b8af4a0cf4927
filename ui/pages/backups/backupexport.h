// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// Writes the tables of a backup as CSV files into a folder of the person's choice, without leaving the page of backups.
/// Belongs to its page.
class BackupExport : public QObject {
    Q_OBJECT
public:
    explicit BackupExport(Page *page);
    /// Asks for the folder.
    void begin(const QString &backup);
    /// Into a new folder inside `parent`, named after the backup.
    void write(const QString &backup, const QString &parent);

signals:
    void exported(const plancia::CsvExport &done);
    void failed(const plancia::Error &error, const QString &requestId, const QString &backup);

private:
    Page *m_page;
};

} // namespace plancia::ui
