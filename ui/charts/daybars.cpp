// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/daybars.h"

#include "models/format/format.h"
#include "models/series/axis.h"
#include "ui/kit/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr int kMostDays = 4'000;
constexpr int kTitleHeight = 28;
constexpr int kScaleWidth = 64;
constexpr int kFootHeight = 24;
constexpr int kInset = 12;
constexpr double kBarShare = 0.72; ///< of the room of a day
constexpr double kMostBar = 48;    ///< a single day is no wall

QString dateOf(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate); }
} // namespace

DayBars::DayBars(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("card"));
}

void DayBars::setLook(DayBarsLook look)
{
    m_look = std::move(look);
    setAccessibleName(m_look.title);
    update();
}

void DayBars::setBars(const QList<DayBar> &bars, qint64 fromMs, qint64 toMs)
{
    m_bars.clear();
    m_most = 0;
    const qint64 last = (toMs - 1) / kDayMs * kDayMs;
    const qint64 first = std::max(fromMs / kDayMs * kDayMs, last - (kMostDays - 1) * kDayMs); // of more the newest
    for (qint64 day = first; day < toMs; day += kDayMs)
        m_bars.append({day, 0, 0, {}});
    for (const DayBar &bar : bars) {
        const qint64 index = (bar.at - first) / kDayMs;
        if (bar.at < first || index >= m_bars.size())
            continue;
        m_bars[index] = bar;
        m_most = std::max(m_most, bar.lower + bar.upper);
    }
    update();
}

QRectF DayBars::plot() const
{
    return QRectF(rect()).adjusted(kInset + kScaleWidth, kInset + kTitleHeight, -kInset, -kInset - kFootHeight);
}

int DayBars::dayAt(const QPointF &point) const
{
    const QRectF area = plot();
    if (m_bars.isEmpty() || !area.contains(point))
        return -1;
    const double width = area.width() / static_cast<double>(m_bars.size());
    return std::clamp(static_cast<int>((point.x() - area.left()) / width), 0, static_cast<int>(m_bars.size()) - 1);
}

/// At the right end of the title's line: a square of each colour and what it stands for.
void DayBars::paintLegend(QPainter &painter) const
{
    constexpr int kSquare = 10;
    double right = width() - kInset;
    for (const auto &[word, colour] : {std::pair(m_look.upperWord, m_look.upper), std::pair(m_look.lowerWord, m_look.lower)}) {
        if (word.isEmpty())
            continue;
        const double words = painter.fontMetrics().horizontalAdvance(word);
        painter.drawText(QRectF(right - words, kInset, words, kTitleHeight - 8), Qt::AlignRight | Qt::AlignVCenter, word);
        right -= words + 6 + kSquare;
        painter.fillRect(QRectF(right, kInset + (kTitleHeight - 8 - kSquare) / 2.0, kSquare, kSquare), colour);
        right -= 16;
    }
}

void DayBars::paintFoot(QPainter &painter, const QRectF &area) const
{
    const QRectF foot(area.left(), area.bottom() + 6, area.width(), kFootHeight - 6);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop, dateOf(m_bars.first().at));
    if (m_bars.size() > 1)
        painter.drawText(foot, Qt::AlignRight | Qt::AlignTop, dateOf(m_bars.last().at));
}

void DayBars::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const Theme theme = currentLook();
    const QRectF area = plot();
    QPainter painter(this);
    painter.setPen(theme.text);
    painter.setFont(textFont(TextSize::Body, TextWeight::Strong));
    painter.drawText(QRectF(kInset, kInset, width() - 2 * kInset, kTitleHeight - 4), Qt::AlignLeft | Qt::AlignTop, m_look.title);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    paintLegend(painter);
    const double top = m_most > 0 ? m_most : 1;
    for (int line = 0; line <= 2; ++line) { // nothing, half, most
        const double y = area.bottom() - area.height() * line / 2;
        painter.setPen(theme.line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.secondary);
        if (m_most > 0 && m_look.number)
            painter.drawText(QRectF(kInset, y - 8, kScaleWidth - 8, 16), Qt::AlignRight | Qt::AlignVCenter, m_look.number(top * line / 2));
    }
    if (m_bars.isEmpty())
        return;
    const double room = area.width() / static_cast<double>(m_bars.size());
    const double bar = std::clamp(room * kBarShare, 1.0, kMostBar);
    painter.setPen(Qt::NoPen);
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const double left = area.left() + static_cast<double>(i) * room + (room - bar) / 2;
        const double lower = m_bars[i].lower / top * area.height(), upper = m_bars[i].upper / top * area.height();
        painter.fillRect(QRectF(left, area.bottom() - lower, bar, lower), m_look.lower);
        painter.fillRect(QRectF(left, area.bottom() - lower - upper, bar, upper), m_look.upper);
    }
    painter.setPen(theme.secondary);
    paintFoot(painter, area);
}

bool DayBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int day = dayAt(help->pos());
    if (day < 0) {
        QToolTip::hideText();
        return true;
    }
    const DayBar &bar = m_bars[day];
    QToolTip::showText(help->globalPos(), dateOf(bar.at) + QStringLiteral(" UTC\n") + (bar.words.isEmpty() ? QStringLiteral("–") : bar.words), this);
    return true;
}

} // namespace plancia::ui
