// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/moment.h"
#include "ui/kit/card.h"
#include "ui/kit/page.h"

class QLabel;
class QPushButton;
class QTimer;

namespace plancia {
class MomentsPort;
}

namespace plancia::ui {

class ElidedLabel;
class MomentTimeline;
class Notice;

/// "3 rows more in tenants, 2 fewer in audit_log": what going back would change. Empty when nothing would.
QString changeWords(const MomentPreview &preview);

/// Any moment of the store: see its commits over time, pick one, look at it, restore it. The backups stand on the same line; where no
/// moments are kept, they alone do. Belongs to the backups page.
class MomentCard : public Card {
    Q_OBJECT
public:
    explicit MomentCard(Page &page);

    void setBackups(const QList<BackupInfo> &backups);
    /// The one whose panel is open; the handle goes there where there are no moments. Empty for none.
    void showBackup(const QString &path);
    void refresh();
    bool isSettled() const { return m_pending == 0; }
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);
    const std::optional<Moment> &moment() const { return m_moment; }
    MomentTimeline *timeline() const { return m_timeline; }

signals:
    void changed();
    void backupPicked(const QString &path);
    void restoreBegun(const QFuture<Result<plancia::RestoreReport>> &restoring);

private:
    void setUpRanges();
    void setUpActs();
    void showStatus(const ArchiveStatus &status);
    void showRange(qint64 spanMs);
    void askBars();
    void pick(qint64 timeMs);
    void askPicked();
    void step(int commits);
    void goTo(qint64 commitNo);
    void showMoment(const Moment &moment);
    void showFault(const Error &error);
    void preview();
    void askRestore();
    void openRestore(const QString &erasures);
    void compare();
    void askName();
    void name(const QString &name);
    void switchArchive(bool on);
    void showWords();
    void showFacts();
    bool hasMoments() const { return m_known && m_status.oldest.has_value(); }
    bool hasLine() const { return hasMoments() || ((m_known || !m_port) && !m_backups.isEmpty()); }
    qint64 oldestAt() const;
    void stepToBackup(int backups);
    template <class T, class Handler>
    void ask(const QFuture<T> &future, Handler handler);

    Page &m_page;
    MomentsPort *const m_port;
    const QString m_workspace;
    int m_pending = 0;
    ArchiveStatus m_status;
    bool m_known = false;
    std::optional<Moment> m_moment;
    qint64 m_span = 0;      ///< 0: all
    qint64 m_wantedTime = -1; ///< picked while an answer was under way
    bool m_picking = false;
    bool m_isAskingRestore = false;
    qint64 m_keptCommit = -1; ///< to be shown again after the page was built anew
    QString m_change;
    QList<BackupInfo> m_backups; ///< oldest first
    QString m_backup;            ///< path of the one that is shown
    qint64 m_commits = 0;        ///< in view
    ElidedLabel *m_facts = nullptr;
    QLabel *m_sentence = nullptr;
    Notice *m_notice = nullptr;
    QWidget *m_rangeRow = nullptr;
    QList<std::pair<QPushButton *, qint64>> m_ranges; ///< with its span
    MomentTimeline *m_timeline = nullptr;
    QWidget *m_acts = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_preview = nullptr;
    QPushButton *m_compare = nullptr; ///< once it is known how many rows would change
    QPushButton *m_name = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_switch = nullptr;
    QTimer *m_wait = nullptr;
};

} // namespace plancia::ui
