// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/backupsport.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace plancia::ui {

/// Asks for the words that are kept with a backup, before it is made. Opened by open() and deleted when closed.
class BackupDialog : public QDialog {
    Q_OBJECT
public:
    enum class Offer { TheWorkspace, WholeDatabaseToo };
    BackupDialog(Offer offer, QWidget *parent);

signals:
    void agreed(const plancia::BackupRequest &wanted);

private:
    QLineEdit *m_note = nullptr;
    QCheckBox *m_whole = nullptr; ///< of a server only
};

} // namespace plancia::ui
