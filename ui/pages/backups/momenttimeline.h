// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"
#include "models/domain/moment.h"
#include "models/series/momentaxis.h"

#include <QWidget>

namespace plancia::ui {

struct Theme;

/// "2026-11-20 13:53:40 · by hand · proved · 3.2 MiB": a backup in one line.
QString backupWords(const BackupInfo &backup);

/// Commits over time as bars, gaps as red stretches, backups as dots, and a handle that picks a moment: by mouse, or by ← and →
/// (one commit), Page Up and Page Down (a tenth of what is in sight), Home and End. A dot that is clicked picks its backup.
/// Without commits the dots stand on the line alone, and the handle goes from one to the next.
class MomentTimeline : public QWidget {
    Q_OBJECT
public:
    explicit MomentTimeline(QWidget *parent = nullptr);

    void setAxis(qint64 from, qint64 until);
    MomentAxis axis() const;
    void setBars(const QList<MomentBar> &bars);
    void setGaps(const QList<ArchiveGap> &gaps);
    void setBackups(const QList<BackupInfo> &backups);
    /// The backup that has a ring round its dot, by path; empty for none.
    void setCurrentBackup(const QString &path);
    QString currentBackup() const { return m_current; }
    /// Whether there is room for bars; the dots of backups alone need none.
    void setHasBars(bool hasBars);
    /// Where the handle stands and what it says; 0 for none.
    void setHandle(qint64 at, const QString &words);
    qint64 handle() const { return m_handle; }
    QString words() const { return m_words; }
    int barCount() const; ///< as many as there is room for
    QPoint dotOf(const BackupInfo &backup) const; ///< the middle of its dot
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void timePicked(qint64 ms);
    void stepAsked(int commits); ///< negative: older
    void backupPicked(const QString &path);
    void widthChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintGaps(QPainter &painter, const Theme &theme) const;
    void paintBars(QPainter &painter, const Theme &theme) const;
    void paintBackups(QPainter &painter, const Theme &theme) const;
    void paintHandle(QPainter &painter, const Theme &theme) const;
    void paintEnds(QPainter &painter, const Theme &theme) const;
    QRect chip(const QString &words) const;
    QString chipWords() const;
    const BackupInfo *backupAt(QPoint place) const;
    int left() const;
    int baseLine() const;
    int dotLine() const;
    int chipTop() const;

    qint64 m_from = 0, m_until = 1;
    QList<MomentBar> m_bars;
    QList<ArchiveGap> m_gaps;
    QList<BackupInfo> m_backups;
    qint64 m_handle = 0;
    bool m_isDragging = false;
    QString m_words;
    QString m_current;
    bool m_hasBars = true;
};

} // namespace plancia::ui
