// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/momenttimeline.h"

#include "models/items/backupsmodel.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kSide = 8;       ///< room for half a dot at both ends
constexpr int kGapWords = 14;  ///< above the bars
constexpr int kBars = 34;
constexpr int kBase = kGapWords + kBars;
constexpr int kDots = kBase + 16;
constexpr int kDot = 5;        ///< radius
constexpr int kChipTop = kDots + 12;
constexpr int kChip = 24;
constexpr int kHeight = kChipTop + kChip + 2;
constexpr int kBarWidth = 3;
} // namespace

MomentTimeline::MomentTimeline(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Moments of the store"));
}

QSize MomentTimeline::sizeHint() const { return {600, kHeight}; }
QSize MomentTimeline::minimumSizeHint() const { return {200, kHeight}; }
int MomentTimeline::left() const { return kSide; }
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
    paintGaps(painter, theme);
    paintBars(painter, theme);
    paintBackups(painter, theme);
    paintHandle(painter, theme);
}

void MomentTimeline::paintGaps(QPainter &painter, const Theme &theme) const
{
    const MomentAxis line = axis();
    painter.setFont(textFont(TextSize::Small));
    int free = 0; // words do not run into those before
    for (const ArchiveGap &gap : m_gaps) {
        if (gap.until < m_from || gap.from > m_until)
            continue;
        const int from = left() + line.xOf(gap.from);
        const int until = std::max(from + kBarWidth, left() + line.xOf(gap.until));
        painter.fillRect(QRect(from, kGapWords, until - from, kBars), theme.errorWash);
        painter.fillRect(QRect(from, kBase - 2, until - from, 2), theme.error); // also without colours it is no bar
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
            painter.fillRect(QRect(x, kBase - high, kBarWidth - 1, high), theme.faint);
    }
    painter.fillRect(QRect(left(), kBase, width() - 2 * kSide, 1), theme.line);
}

void MomentTimeline::paintBackups(QPainter &painter, const Theme &theme) const
{
    const MomentAxis line = axis();
    painter.setPen(Qt::NoPen);
    for (const BackupInfo &backup : m_backups) {
        if (!line.shows(backup.manifest.startedAt))
            continue;
        const QPoint at(left() + line.xOf(backup.manifest.startedAt), kDots);
        painter.setBrush(theme.of(toneOf(backup.state)));
        const bool bad = backup.state == BackupInfo::State::Damaged || backup.state == BackupInfo::State::Missing;
        if (bad) // told apart by its form, too
            painter.drawPolygon(QPolygon({at + QPoint(0, -kDot - 1), at + QPoint(kDot + 1, 0), at + QPoint(0, kDot + 1), at + QPoint(-kDot - 1, 0)}));
        else
            painter.drawEllipse(at, kDot, kDot);
    }
}

void MomentTimeline::paintHandle(QPainter &painter, const Theme &theme) const
{
    if (m_handle == 0)
        return;
    const int x = left() + axis().xOf(m_handle);
    painter.fillRect(QRect(x - 1, kGapWords, 2, kChipTop - kGapWords), theme.accent);
    painter.setFont(textFont());
    const int room = width() - 2;
    const QString words = painter.fontMetrics().elidedText(lineOf(m_words), Qt::ElideRight, room - 24);
    const int wide = painter.fontMetrics().horizontalAdvance(words) + 24;
    const QRectF chip(std::clamp(x - wide / 2, 1, std::max(1, room - wide)) + 0.5, kChipTop + 0.5, wide - 1, kChip - 1);
    painter.setPen(QPen(theme.accent, hasFocus() ? 2 : 1));
    painter.setBrush(theme.accentWash);
    painter.drawRoundedRect(chip, measure::kTinyGap, measure::kTinyGap);
    painter.setPen(theme.accent);
    painter.drawText(chip, Qt::AlignCenter, words);
}

void MomentTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit timePicked(axis().timeAt(qRound(event->position().x()) - left()));
}

void MomentTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
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

void MomentTimeline::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        emit widthChanged();
}

} // namespace plancia::ui
