// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/momenttimeline.h"

#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kSide = 8;       ///< room for half a dot at both ends
constexpr int kGapWords = 14;  ///< above the bars
constexpr int kBars = 34;
constexpr int kDot = 5;        ///< radius
constexpr int kReach = kDot + 4; ///< so near to its middle a dot is meant
constexpr int kDotsBelow = 16; ///< the line of the bars
constexpr int kChipBelow = 12; ///< the dots
constexpr int kChip = 24;
constexpr int kBarWidth = 3;

bool isBad(const BackupInfo &backup)
{
    return backup.state == BackupInfo::State::Damaged || backup.state == BackupInfo::State::Missing;
}
} // namespace

QString backupWords(const BackupInfo &backup)
{
    const BackupManifest &manifest = backup.manifest;
    QStringList parts{format::dateTime(manifest.startedAt), wordForBackupKind(manifest.kind), wordsForState(backup)};
    if (manifest.bytes > 0)
        parts.append(format::bytes(manifest.bytes));
    if (!manifest.note.isEmpty())
        parts.append(MomentTimeline::tr("“%1”", "note of a backup").arg(manifest.note));
    return parts.join(QStringLiteral(" · "));
}

MomentTimeline::MomentTimeline(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Moments of the store"));
}

QSize MomentTimeline::sizeHint() const { return {600, chipTop() + kChip + 2}; }
QSize MomentTimeline::minimumSizeHint() const { return {200, sizeHint().height()}; }
int MomentTimeline::left() const { return kSide; }
int MomentTimeline::baseLine() const { return m_hasBars ? kGapWords + kBars : kSide + kDot; }
int MomentTimeline::dotLine() const { return m_hasBars ? baseLine() + kDotsBelow : baseLine(); }
int MomentTimeline::chipTop() const { return dotLine() + kChipBelow; }
QPoint MomentTimeline::dotOf(const BackupInfo &backup) const { return {left() + axis().xOf(backup.manifest.startedAt), dotLine()}; }
MomentAxis MomentTimeline::axis() const { return {m_from, m_until, std::max(1, width() - 2 * kSide)}; }
int MomentTimeline::barCount() const { return std::clamp((width() - 2 * kSide) / kBarWidth, 1, 2000); }

void MomentTimeline::setAxis(qint64 from, qint64 until)
{
    m_from = from;
    m_until = std::max(from + 1, until);
    update();
}

void MomentTimeline::setBars(const QList<MomentBar> &bars)
{
    m_bars = bars;
    update();
}

void MomentTimeline::setGaps(const QList<ArchiveGap> &gaps)
{
    m_gaps = gaps;
    update();
}

void MomentTimeline::setBackups(const QList<BackupInfo> &backups)
{
    m_backups = backups;
    update();
}

void MomentTimeline::setCurrentBackup(const QString &path)
{
    m_current = path;
    update();
}

void MomentTimeline::setHasBars(bool hasBars)
{
    if (std::exchange(m_hasBars, hasBars) == hasBars)
        return;
    setAccessibleName(hasBars ? tr("Moments of the store") : tr("Backups over time"));
    updateGeometry();
    update();
}

void MomentTimeline::setHandle(qint64 at, const QString &words)
{
    m_handle = at;
    m_words = words;
    setAccessibleDescription(words);
    update();
}

void MomentTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = currentLook();
    if (m_hasBars)
        paintGaps(painter, theme);
    paintBars(painter, theme);
    paintEnds(painter, theme);
    paintHandle(painter, theme);
    paintBackups(painter, theme);
}

void MomentTimeline::paintGaps(QPainter &painter, const Theme &theme) const
{
    const MomentAxis line = axis();
    painter.setFont(textFont(TextSize::Small));
    int free = 0; // words do not run into those before
    for (const ArchiveGap &gap : m_gaps) {
        if (gap.from == 0 || gap.until < m_from || gap.from > m_until)
            continue; // that nothing was kept before it began is no loss
        const int from = left() + line.xOf(gap.from);
        const int until = std::max(from + kBarWidth, left() + line.xOf(gap.until));
        painter.fillRect(QRect(from, kGapWords, until - from, kBars), theme.errorWash);
        painter.fillRect(QRect(from, baseLine() - 2, until - from, 2), theme.error); // also without colours it is no bar
        const QString words = tr("gap", "a stretch without record, above a chart");
        const int wide = painter.fontMetrics().horizontalAdvance(words);
        const int x = std::clamp((from + until - wide) / 2, 0, std::max(0, width() - wide));
        if (x < free)
            continue;
        painter.setPen(theme.error);
        painter.drawText(QRect(x, kGapWords - painter.fontMetrics().height(), wide + 2, painter.fontMetrics().height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        free = x + wide + kSide;
    }
}

void MomentTimeline::paintBars(QPainter &painter, const Theme &theme) const
{
    const MomentAxis line = axis();
    int most = 0;
    for (const MomentBar &bar : m_bars)
        most = std::max(most, bar.commits);
    for (const MomentBar &bar : m_bars) {
        const int high = momentBarHeight(bar.commits, most, kBars - 8);
        const int x = left() + line.xOf(bar.from);
        if (high > 0)
            painter.fillRect(QRect(x, baseLine() - high, kBarWidth - 1, high), theme.faint);
    }
    painter.fillRect(QRect(left(), baseLine(), width() - 2 * kSide, 1), theme.line);
}

void MomentTimeline::paintBackups(QPainter &painter, const Theme &theme) const
{
    const auto paint = [&](const BackupInfo &backup) {
        const QPoint at = dotOf(backup);
        const QColor colour = theme.of(toneOf(backup.state));
        painter.setPen(QPen(colour, 2));
        painter.setBrush(backup.state == BackupInfo::State::Unverified ? theme.panel : colour); // hollow: nobody read it yet
        if (isBad(backup)) // told apart by its form, too
            painter.drawPolygon(QPolygon({at + QPoint(0, -kDot), at + QPoint(kDot, 0), at + QPoint(0, kDot), at + QPoint(-kDot, 0)}));
        else
            painter.drawEllipse(at, kDot - 1, kDot - 1);
        if (backup.path != m_current)
            return;
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, kDot + 3, kDot + 3);
    };
    for (const bool bad : {false, true}) // what is bad lies on top of what it would be hidden by
        for (const BackupInfo &backup : m_backups)
            if (axis().shows(backup.manifest.startedAt) && isBad(backup) == bad)
                paint(backup);
}

QString MomentTimeline::chipWords() const
{
    return QFontMetrics(textFont()).elidedText(lineOf(m_words), Qt::ElideRight, width() - 2 - 24);
}

QRect MomentTimeline::chip(const QString &words) const
{
    const int room = width() - 2;
    const int wide = QFontMetrics(textFont()).horizontalAdvance(words) + 24;
    const int x = left() + axis().xOf(m_handle);
    return {std::clamp(x - wide / 2, 1, std::max(1, room - wide)), chipTop(), wide, kChip};
}

/// The times at both ends, where the words of the handle leave room for them.
void MomentTimeline::paintEnds(QPainter &painter, const Theme &theme) const
{
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    const QRect row(kSide, chipTop(), width() - 2 * kSide, kChip);
    const QRect taken = m_handle == 0 ? QRect() : chip(chipWords()).adjusted(-kSide, 0, kSide, 0);
    const QString ends[] = {format::dateTime(m_from, format::Zone::Local, format::Precision::Minutes),
                            format::dateTime(m_until, format::Zone::Local, format::Precision::Minutes)};
    const int wide = painter.fontMetrics().horizontalAdvance(ends[0]) + 2;
    const QRect places[] = {QRect(row.left(), row.top(), wide, kChip), QRect(row.right() - wide, row.top(), wide, kChip)};
    for (const int end : {0, 1})
        if (!places[end].intersects(taken) && !(end == 1 && places[0].intersects(places[1])))
            painter.drawText(places[end], (end == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, ends[end]);
}

void MomentTimeline::paintHandle(QPainter &painter, const Theme &theme) const
{
    if (m_handle == 0)
        return;
    const int x = left() + axis().xOf(m_handle);
    const int top = m_hasBars ? kGapWords : 0;
    painter.fillRect(QRect(x - 1, top, 2, chipTop() - top), theme.accent);
    painter.setFont(textFont());
    const QString words = chipWords();
    const QRectF chip = QRectF(this->chip(words)).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(theme.accent, hasFocus() ? 2 : 1));
    painter.setBrush(theme.accentWash);
    painter.drawRoundedRect(chip, measure::kTinyGap, measure::kTinyGap);
    painter.setPen(theme.accent);
    painter.drawText(chip, Qt::AlignCenter, words);
}

/// The one that is nearest, of those whose dot is under the mouse.
const BackupInfo *MomentTimeline::backupAt(QPoint place) const
{
    const BackupInfo *nearest = nullptr;
    int best = kReach + 1;
    for (const BackupInfo &backup : m_backups) {
        const QPoint away = dotOf(backup) - place;
        const int distance = std::max(std::abs(away.x()), std::abs(away.y()));
        if (axis().shows(backup.manifest.startedAt) && distance < best) {
            nearest = &backup;
            best = distance;
        }
    }
    return nearest;
}

void MomentTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const BackupInfo *backup = backupAt(event->position().toPoint());
    m_isDragging = !backup; // what a click on a backup opens moves the axis under the mouse
    if (backup)
        emit backupPicked(QString(backup->path)); // its own: the list may change meanwhile
    else
        emit timePicked(axis().timeAt(qRound(event->position().x()) - left()));
}

void MomentTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging && event->buttons().testFlag(Qt::LeftButton))
        emit timePicked(axis().timeAt(qRound(event->position().x()) - left()));
}

void MomentTimeline::keyPressEvent(QKeyEvent *event)
{
    const qint64 tenth = (m_until - m_from) / 10;
    const qint64 at = m_handle == 0 ? m_until : m_handle;
    switch (event->key()) {
    case Qt::Key_Left: emit stepAsked(-1); break;
    case Qt::Key_Right: emit stepAsked(1); break;
    case Qt::Key_PageUp: emit timePicked(std::max(m_from, at - tenth)); break;
    case Qt::Key_PageDown: emit timePicked(std::min(m_until, at + tenth)); break;
    case Qt::Key_Home: emit timePicked(m_from); break;
    case Qt::Key_End: emit timePicked(m_until); break;
    default: QWidget::keyPressEvent(event);
    }
}

bool MomentTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const BackupInfo *backup = backupAt(help->pos()))
        QToolTip::showText(help->globalPos(), toolTipText(backupWords(*backup)), this);
    else
        QToolTip::hideText();
    return true;
}

void MomentTimeline::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        emit widthChanged();
}

} // namespace plancia::ui
