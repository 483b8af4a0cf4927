// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "ui/kit/page.h"

namespace plancia::ui {

/// Whether restoring this backup undoes a restore, and is still offered for that.
bool undoesARestore(const BackupInfo &backup, qint64 nowMs);

/// Who comes back; empty for nobody.
QString wordsForErasures(int erasures);
/// Two sentences, either of which may be empty.
QString sentences(const QString &one, const QString &other);

/// Asks before a restore: says what would be lost since that backup, names the workspace, and says when the backup is not
/// encrypted although backups are. An undo that would lose nothing needs no question. Belongs to its page and lives no longer.
class RestoreAsk : public QObject {
    Q_OBJECT
public:
    explicit RestoreAsk(ui::Page &page);
    void ask(const BackupInfo &backup);
    bool isAsking() const { return m_asking; }

signals:
    void agreed(const QString &path);
    void changed();

private:
    void askForLoss(const BackupInfo &backup);
    void askForErasures(const BackupInfo &backup, const QString &acts);
    void open(const BackupInfo &backup, const QString &loss);
    QString lossOf(const plancia::Page<AuditEvent> &since) const;

    ui::Page &m_page;
    bool m_asking = false;
    bool m_isUnsealed = false; ///< not encrypted, where backups are: nothing shows that it is what was made
};

} // namespace plancia::ui
