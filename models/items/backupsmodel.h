// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/items/pagedmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/ports.h"

#include <QLocale>

namespace plancia {

/// How a backup's state is to be taken, and its word in the current language.
Tone toneOf(BackupInfo::State state);
Tone toneOf(const BackupInfo &backup); ///< also whether its proof failed, or pages changed in it that nothing wrote
QString wordFor(BackupInfo::State state);
/// Why a backup was made: "by hand", "scheduled", "before a migration", or the stored word when it is another.
QString wordForBackupKind(const QString &kind);

/// "every day at 03:00", "every Monday at 03:00", "by hand only".
QString wordsFor(const BackupSchedule &schedule, const QLocale &locale = QLocale());

/// The state with what is damaged where that is known: "damaged page 41,207".
QString wordsForState(const BackupInfo &backup, const QLocale &locale = QLocale());
/// "newest; daily 1 of 7"; the strongest reason first. `most` of them, the rest as "…".
QString wordsForReasons(const QList<KeepReason> &reasons, qsizetype most = 100);
/// Until when: a day, a month when that is far, "asks you" for a damaged one, "–" without an end.
QString wordsForUntil(const BackupInfo &backup, qint64 nowMs, const QLocale &locale = QLocale());

/// What a search for the last clean backup came to: a sentence or two.
QString sentenceFor(const BisectReport &report);

/// "second place: missing since 3 h ago; 2 backups are not copied": what a person must know of it, as a sentence or two;
/// empty when none is set.
QString wordsForPlace(const SecondPlaceState &place, qint64 nowMs);
Tone toneOf(const SecondPlaceState &place);
/// Where the copy of a backup is: "copied", "only there", "–".
QString wordsForCopy(const BackupInfo &backup);

/// The backups of a workspace, newest first. The port gives them all at once; a folder holds hundreds, not millions.
/// Built anew when the language changes. The clock outlives it.
class BackupsModel : public PagedModelT<BackupInfo> {
    Q_OBJECT
public:
    enum Column { When, Kind, Size, Took, StateColumn, KeptBecause, Until, Commit, SecondPlace };

    explicit BackupsModel(const Clock &clock, const QLocale &locale = QLocale(), QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    /// Time has passed: says the ages anew.
    void tick();

protected:
    QVariant cell(const BackupInfo &backup, int column, int role) const override;
    QString idOf(const BackupInfo &backup) const override { return backup.path; }

private:
    QString text(const BackupInfo &backup, int column) const;

    const Clock &m_clock;
    QLocale m_locale;
};

} // namespace plancia
